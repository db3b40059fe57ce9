/* What only babies do: they sit, reach, lie and crawl where others stand, gesture and walk, and
 * babble, laugh, cry and coo with their whole body. */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "camera/acting_inside.h"
#include "camera/camera.h"

const char *acting_baby_pose(const char *name) {
    static const struct {
        const char *grown, *baby;
    } table[] = {{"lie", "baby_lie"},     {"wave", "baby_up"},     {"cheer", "baby_up"},
                 {"laugh", "baby_clap"},  {"clap", "baby_clap"},   {"point", "baby_reach"},
                 {"reach", "baby_reach"}, {"give", "baby_reach"},  {"hold", "baby_reach"},
                 {"carry", "baby_reach"}, {"explain", "baby_up"},  {"open_hands", "baby_reach"},
                 {"hug", "baby_up"},      {"dance1", "baby_clap"}, {"dance2", "baby_up"}};
    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (strcmp(table[i].grown, name) == 0) return table[i].baby;
    return strncmp(name, "baby_", 5) == 0 ? name : "baby_sit";
}

/* The voice says it first, then the feeling. */
static const char *sound_of(const struct order_line *line) {
    static const struct {
        const char *heard, *face;
    } words[] = {{"waa", "cry"},    {"wah", "cry"},   {"sob", "cry"},     {"ha ha", "laugh"},
                 {"haha", "laugh"}, {"hee", "laugh"}, {"giggl", "laugh"}, {"coo", "coo"},
                 {"goo", "coo"},    {"aah", "coo"},   {"ooh", "coo"}};
    for (size_t i = 0; line->text && i < COUNT_OF(words); i++)
        if (strcasestr(line->text, words[i].heard)) return words[i].face;
    switch (line->emotion) {
    case EMOTION_JOY:
    case EMOTION_EXCITED:
        return "laugh";
    case EMOTION_SADNESS:
    case EMOTION_FEAR:
    case EMOTION_ANGER:
        return "cry";
    case EMOTION_LOVE:
    case EMOTION_CALM:
        return "coo";
    default:
        return "babble";
    }
}

const struct face *acting_baby_line(const struct acting *acting, struct part *part,
                                    const struct order_line *line) {
    const char *sound = sound_of(line);
    double start = acting_line_start(line), end = acting_line_end(line) + 0.3;
    enum rhythm_kind kind = !strcmp(sound, "cry")     ? RHYTHM_SOB
                            : !strcmp(sound, "laugh") ? RHYTHM_LAUGH
                                                      : RHYTHM_KICK;
    struct rhythm *voice = list_push(&part->rhythms);
    *voice = (struct rhythm){kind, start, end, kind == RHYTHM_KICK ? 0.6 : 1};
    if (kind != RHYTHM_KICK) {
        struct rhythm *legs = list_push(&part->rhythms);
        *legs = (struct rhythm){RHYTHM_KICK, start, end, 1};
    }
    return art_face(acting->art, sound);
}

/* On hands and knees: two poses, a short step each, the whole body rocking with them. */
void acting_crawl(const struct acting *acting, const struct walk *walk, double t,
                  struct pose *pose) {
    const double ramp = 0.7;
    double on = camera_smooth((t - walk->start + ramp) / ramp) *
                (1 - camera_smooth((t - walk->end) / ramp));
    if (on <= 0) return;
    double gone = fabs(acting_walk_x(walk, t) - walk->from) / (1.6 * walk->leg);
    struct pose_move first = {.start = -2,
                              .length = 1,
                              .pose = *art_pose(acting->art, "crawl1"),
                              .parts = PART_ALL,
                              .amount = on};
    struct pose_move second = first;
    second.pose = *art_pose(acting->art, "crawl2");
    second.amount = on * (0.5 - 0.5 * cos(M_PI * gone));
    float seat = pose->seat; /* the knees lift the hips off the ground, bit by bit */
    acting_blend(pose, &first, 0);
    acting_blend(pose, &second, 0);
    pose->seat = seat;
    pose->neck += (float)(3 * on * sin(M_PI * gone));
}
