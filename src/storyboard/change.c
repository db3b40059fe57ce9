/* What people want otherwise of a shot: its size, its move, how long it is, how it follows. */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "storyboard/coverage.h"

enum { LONGEST_S = 60 };

struct changing {
    const struct storyboard *storyboard;
    struct shot *shots; /* a copy of the storyboard's, to be written */
    const int64_t *line_samples;
    struct arena *arena;
};

struct named {
    uint64_t key;
    size_t index;
};

static int by_key(const void *left, const void *right) {
    const struct named *a = left, *b = right;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

void storyboard_name_shots(struct shot *shots, size_t count) {
    AUTO_FREE struct named *named = xcalloc(count, sizeof *named);
    for (size_t i = 0; i < count; i++) {
        struct hasher hasher;
        hasher_init(&hasher);
        hasher_u64(&hasher, (uint64_t)shots[i].kind);
        hasher_u64(&hasher, (uint64_t)shots[i].size);
        hasher_f64(&hasher, shots[i].told_from);
        hasher_text(&hasher, shots[i].description);
        struct hash hash = hasher_final(&hasher);
        named[i] = (struct named){hash_seed(&hash), i};
    }
    if (count) qsort(named, count, sizeof *named, by_key);
    /* Those that tell the same are told apart by their order. */
    for (size_t i = 0, same = 0; i < count; i++) {
        same = i && named[i].key == named[i - 1].key ? same + 1 : 0;
        shots[named[i].index].key = named[i].key + same;
    }
}

/* Everything in the shot happens `frames` later: there are so many more before it. */
static void delay(struct changing *changing, struct shot *shot, int64_t frames) {
    struct rational fps = changing->storyboard->fps;
    struct shot_line *lines = arena_alloc(changing->arena, shot->line_count, sizeof *lines);
    struct placement *people =
        arena_alloc(changing->arena, shot->placement_count, sizeof *people);
    for (size_t i = 0; i < shot->line_count; i++) {
        lines[i] = shot->lines[i];
        lines[i].start += samples_of_frames(frames, fps);
    }
    for (size_t i = 0; i < shot->placement_count; i++) {
        people[i] = shot->placements[i];
        if (people[i].walk_frames) people[i].walk_start += frames;
        struct stage_business *business =
            arena_alloc(changing->arena, people[i].business_count, sizeof *business);
        for (size_t k = 0; k < people[i].business_count; k++) {
            business[k] = people[i].business[k];
            business[k].start += frames;
        }
        people[i].business = business;
    }
    shot->lines = lines;
    shot->placements = people;
    shot->told_lead += frames;
    shot->frames += frames;
}

static int64_t larger(int64_t a, int64_t b) {
    return a > b ? a : b;
}

/* A transition takes two fifths of a shot at most. */
static int64_t least_for(int64_t transition_frames) {
    return (transition_frames * 5 + 1) / 2;
}

/* Makes the shot long enough for the transitions at its ends. */
static void hold(struct changing *changing, size_t index) {
    struct shot *shot = &changing->shots[index];
    bool last = index + 1 == changing->storyboard->count;
    shot->frames = larger(shot->frames, least_for(shot->transition_frames));
    if (!last) shot->frames = larger(shot->frames, least_for(shot[1].transition_frames));
}

static void set_transition(struct changing *changing, size_t index,
                           enum transition transition) {
    static const double seconds[TRANSITION_COUNT] = {
        [TRANSITION_DISSOLVE] = 0.6,  [TRANSITION_FADE_BLACK] = 0.9, [TRANSITION_WIPE] = 0.6,
        [TRANSITION_DIP_WHITE] = 0.7, [TRANSITION_IRIS] = 1.0,       [TRANSITION_WHIP] = 0.4};
    struct shot *shot = &changing->shots[index];
    if (index == 0 || shot->transition_in == transition) return;
    struct shot *before = shot - 1;
    int64_t length = transition == TRANSITION_CUT
                         ? 0
                         : storyboard_frames_of(seconds[transition], changing->storyboard->fps);
    int64_t more = length - shot->transition_frames;
    delay(changing, shot, more);
    before->frames += more;
    shot->transition_in = transition;
    shot->transition_frames = length;
    hold(changing, index - 1);
    hold(changing, index);
}

/* What goes on past the end of the shot is left off; walks are not. */
static void trim(struct changing *changing, struct shot *shot) {
    struct placement *people =
        arena_alloc(changing->arena, shot->placement_count, sizeof *people);
    for (size_t i = 0; i < shot->placement_count; i++) {
        people[i] = shot->placements[i];
        size_t count = 0;
        struct stage_business *kept =
            arena_alloc(changing->arena, people[i].business_count, sizeof *kept);
        for (size_t k = 0; k < people[i].business_count; k++) {
            struct stage_business business = people[i].business[k];
            if (business.start >= shot->frames) continue;
            if (business.length > shot->frames - business.start)
                business.length = shot->frames - business.start;
            kept[count++] = business;
        }
        people[i].business = kept;
        people[i].business_count = count;
    }
    shot->placements = people;
}

static void set_length(struct changing *changing, size_t index, double seconds) {
    struct shot *shot = &changing->shots[index];
    struct rational fps = changing->storyboard->fps;
    bool last = index + 1 == changing->storyboard->count;
    int64_t after = last ? 0 : shot[1].transition_frames;
    int64_t shortest = shot->transition_frames + after + storyboard_frames_of(0.5, fps);
    shortest = larger(shortest, larger(least_for(shot->transition_frames), least_for(after)));
    for (size_t i = 0; i < shot->line_count; i++) {
        int64_t end = shot->lines[i].start + changing->line_samples[shot->lines[i].line];
        shortest = larger(shortest, frames_for_samples(end, fps) + after);
    }
    for (size_t i = 0; i < shot->placement_count; i++)
        shortest = larger(shortest, shot->placements[i].walk_start +
                                        shot->placements[i].walk_frames + after);
    if (shortest > shot->frames) shortest = shot->frames; /* the next one goes on with a line */
    int64_t wanted = storyboard_frames_of(fmin(seconds, LONGEST_S), fps);
    shot->frames = larger(wanted, shortest);
}

/* A line that goes on in later shots is at one time of the film in all of them. */
static void align_lines(struct changing *changing) {
    size_t count = changing->storyboard->count;
    struct rational fps = changing->storyboard->fps;
    AUTO_FREE int64_t *starts = xcalloc(count, sizeof *starts);
    storyboard_starts(changing->storyboard, starts);
    for (size_t i = 1; i < count; i++) {
        struct shot *shot = &changing->shots[i];
        const struct shot *before = shot - 1;
        struct shot_line *lines = NULL;
        for (size_t k = 0; k < shot->line_count; k++)
            for (size_t j = 0; j < before->line_count; j++) {
                if (before->lines[j].line != shot->lines[k].line) continue;
                int64_t start = samples_of_frames(starts[i - 1], fps) + before->lines[j].start -
                                samples_of_frames(starts[i], fps);
                if (start == shot->lines[k].start) continue;
                if (!lines) {
                    lines = arena_alloc(changing->arena, shot->line_count, sizeof *lines);
                    memcpy(lines, shot->lines, shot->line_count * sizeof *lines);
                    shot->lines = lines;
                }
                lines[k].start = start;
            }
    }
}

static void change(struct changing *changing, size_t index, const struct shot_change *wish) {
    struct shot *shot = &changing->shots[index];
    bool card = shot->kind == SHOT_TITLE || shot->kind == SHOT_CREDITS;
    if (wish->size >= 0 && wish->size < SIZE_COUNT && !card)
        shot->size = (enum shot_size)wish->size;
    bool racks = wish->move == MOVE_RACK_FOCUS && shot->other < 0; /* from whom? */
    if (wish->move >= 0 && wish->move < MOVE_COUNT && !card && !racks) {
        shot->move = (enum camera_move)wish->move;
        if (shot->move == MOVE_STATIC) shot->move_amount = 0;
        if (shot->move != MOVE_STATIC && shot->move_amount <= 0) shot->move_amount = 0.5;
    }
    if (wish->transition >= 0 && wish->transition < TRANSITION_COUNT)
        set_transition(changing, index, (enum transition)wish->transition);
    if (wish->seconds > 0) set_length(changing, index, wish->seconds);
}

void storyboard_change(struct storyboard *storyboard, const struct shot_change *changes,
                       size_t count, const int64_t *line_samples) {
    if (!count || !storyboard->count) return;
    struct changing changing = {
        .storyboard = storyboard,
        .shots = arena_alloc(storyboard->arena, storyboard->count, sizeof *storyboard->shots),
        .line_samples = line_samples,
        .arena = storyboard->arena,
    };
    memcpy(changing.shots, storyboard->shots, storyboard->count * sizeof *storyboard->shots);
    storyboard->shots = changing.shots;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < storyboard->count; k++)
            if (changing.shots[k].key == changes[i].key) change(&changing, k, &changes[i]);
    for (size_t k = 0; k < storyboard->count; k++) trim(&changing, &changing.shots[k]);
    align_lines(&changing);
}
