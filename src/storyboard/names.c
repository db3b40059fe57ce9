#include "storyboard/storyboard.h"

#include <string.h>

#include "base/memory.h"

static const char *pick(const char *const *names, size_t count, size_t index) {
    return index < count ? names[index] : "unknown";
}

const char *shot_kind_name(enum shot_kind kind) {
    static const char *const names[SHOT_KIND_COUNT] = {[SHOT_TITLE] = "title",
                                                       [SHOT_ESTABLISHING] = "establishing",
                                                       [SHOT_GROUP] = "group",
                                                       [SHOT_TWO] = "two-shot",
                                                       [SHOT_OVER_SHOULDER] =
                                                           "over the shoulder",
                                                       [SHOT_SINGLE] = "single",
                                                       [SHOT_REACTION] = "reaction",
                                                       [SHOT_VIEW] = "point of view",
                                                       [SHOT_PANELS] = "panels",
                                                       [SHOT_INSERT] = "insert",
                                                       [SHOT_CREDITS] = "credits"};
    return pick(names, SHOT_KIND_COUNT, (size_t)kind);
}

const char *shot_size_name(enum shot_size size) {
    static const char *const names[SIZE_COUNT] = {[SIZE_EXTREME_WIDE] = "extreme wide",
                                                  [SIZE_WIDE] = "wide",
                                                  [SIZE_FULL] = "full",
                                                  [SIZE_MEDIUM_WIDE] = "medium wide",
                                                  [SIZE_MEDIUM] = "medium",
                                                  [SIZE_MEDIUM_CLOSE] = "medium close",
                                                  [SIZE_CLOSE] = "close",
                                                  [SIZE_EXTREME_CLOSE] = "extreme close"};
    return pick(names, SIZE_COUNT, (size_t)size);
}

const char *camera_move_name(enum camera_move move) {
    static const char *const names[MOVE_COUNT] = {
        [MOVE_STATIC] = "static",           [MOVE_PAN_LEFT] = "pan left",
        [MOVE_PAN_RIGHT] = "pan right",     [MOVE_TILT_UP] = "tilt up",
        [MOVE_TILT_DOWN] = "tilt down",     [MOVE_TRUCK_LEFT] = "truck left",
        [MOVE_TRUCK_RIGHT] = "truck right", [MOVE_PUSH_IN] = "push in",
        [MOVE_PULL_OUT] = "pull out",       [MOVE_CRANE_UP] = "crane up",
        [MOVE_HANDHELD] = "handheld",       [MOVE_AERIAL] = "aerial",
        [MOVE_RACK_FOCUS] = "rack focus"};
    return pick(names, MOVE_COUNT, (size_t)move);
}

const char *transition_name(enum transition transition) {
    static const char *const names[TRANSITION_COUNT] = {[TRANSITION_CUT] = "cut",
                                                        [TRANSITION_DISSOLVE] = "dissolve",
                                                        [TRANSITION_FADE_BLACK] =
                                                            "fade through black",
                                                        [TRANSITION_WIPE] = "wipe",
                                                        [TRANSITION_DIP_WHITE] = "dip to white",
                                                        [TRANSITION_IRIS] = "iris",
                                                        [TRANSITION_WHIP] = "whip"};
    return pick(names, TRANSITION_COUNT, (size_t)transition);
}

int storyboard_find_size(const char *name) {
    for (int i = 0; i < SIZE_COUNT; i++)
        if (strcmp(name, shot_size_name((enum shot_size)i)) == 0) return i;
    return -1;
}

int storyboard_find_move(const char *name) {
    for (int i = 0; i < MOVE_COUNT; i++)
        if (strcmp(name, camera_move_name((enum camera_move)i)) == 0) return i;
    return -1;
}

int storyboard_find_transition(const char *name) {
    for (int i = 0; i < TRANSITION_COUNT; i++)
        if (strcmp(name, transition_name((enum transition)i)) == 0) return i;
    return -1;
}
