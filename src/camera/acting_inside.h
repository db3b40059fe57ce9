/* Inside acting: moves, and the parts that a performance is prepared from. Times are seconds of
 * the shot. */
#ifndef CAMERA_ACTING_INSIDE_H
#define CAMERA_ACTING_INSIDE_H

#include "base/memory.h"
#include "base/random.h"
#include "camera/acting.h"

enum {
    POSE_FIELDS = sizeof(struct pose) / sizeof(float),
    FACE_FIELDS = sizeof(struct face) / sizeof(float)
};

enum pose_part {
    PART_ARM_NEAR = 1,
    PART_ARM_FAR = 2,
    PART_TORSO = 4,
    PART_LEGS = 8,
    PART_ALL = 15
};

/* A move to a pose: begins at `start`, is there `length` later, and settles. Later moves start
 * from wherever earlier ones have come to. */
struct pose_move {
    double start, length;
    struct pose pose;
    int parts;     /* pose_part bits */
    double amount; /* 0..1 of the way */
    double spring; /* 0 smooth .. 1 with full anticipation and overshoot */
};
struct face_move {
    double start, length;
    struct face face;
    double amount;
};
/* A move of one number: yaw, gaze. */
struct value_move {
    double start, length, value;
};

enum accent_kind {
    ACCENT_NOD,
    ACCENT_BROW,
    ACCENT_TILT,
    ACCENT_SHAKE,
    ACCENT_SIGH,
    ACCENT_LEAN
};
struct accent { /* a gesture of the head that ends where it began */
    enum accent_kind kind;
    double start, length, amount;
};
enum rhythm_kind {
    RHYTHM_WAVE,
    RHYTHM_CLAP,
    RHYTHM_LAUGH,
    RHYTHM_SOB,
    RHYTHM_DANCE,
    RHYTHM_WORK,
    RHYTHM_KICK
};
struct rhythm { /* a repeated motion, faded in and out */
    enum rhythm_kind kind;
    double start, end, amount;
};
struct in_hand {
    double start;
    const char *near, *far;
};
struct base_time { /* what they come back to from then on */
    double start;
    struct pose pose;
    bool low; /* sits, kneels, lies */
};
struct still_time { /* ACT_FREEZE */
    double start, end;
};

struct walk {
    bool on, runs;
    double start, end, from, to; /* x */
    double ease_in, ease_out;    /* shares of the time */
    double leg, step;            /* metres */
};

struct part {
    const struct placement *placement;
    uint64_t seed;
    double intensity;
    struct face face;
    int facing;
    double yaw;
    bool holds, lies, baby;
    struct walk walk;
    LIST(struct base_time) bases; /* in time order, the first before the shot */
    LIST(struct pose_move) poses;
    LIST(struct face_move) faces;
    LIST(struct value_move) yaws, gazes_x, gazes_y;
    LIST(struct accent) accents;
    LIST(struct rhythm) rhythms;
    LIST(struct in_hand) hands;
    LIST(struct still_time) stills;
    LIST(double) turns; /* times at which the facing flips */
    LIST(double) blinks;
};

struct acting {
    const struct art *art;
    const struct shot_order *order;
    double seconds; /* of the shot */
    struct part *parts;
    size_t count;
};

/* 0 before 0, 1 from 1 on, no speed and no acceleration at either end. */
double acting_smooth(double u);
/* As acting_smooth, but draws back first, shoots over and settles: by `spring`. May leave 0..1.
 */
double acting_spring(double u, double spring);
/* Slow wandering in -1..1, without speed jumps: value noise over `period` seconds. */
double acting_drift(uint64_t seed, double t, double period);
double acting_value(const struct value_move *moves, size_t count, double start, double t);
void acting_blend(struct pose *pose, const struct pose_move *move, double t);

/* Preparing, in this order. */
void acting_stage(const struct acting *acting, struct part *part);     /* acting_business.c */
void acting_lines(const struct acting *acting, struct part *part);     /* acting_speech.c */
void acting_attention(const struct acting *acting, struct part *part); /* acting_gaze.c */

/* Playing. */
void acting_body(const struct acting *acting, const struct part *part, double t,
                 struct pose *pose); /* acting_body.c */
double acting_walk_x(const struct walk *walk, double t);
void acting_walk_legs(const struct walk *walk, int facing, double t, struct pose *pose);
void acting_face(const struct acting *acting, const struct part *part, double t,
                 struct face *face);
void acting_mouth(const struct acting *acting, const struct part *part, int64_t sample,
                  int64_t samples, struct puppet_state *state);

/* Moves to a named pose, as fast as its way is long. */
struct pose_move *acting_pose_to(const struct acting *acting, struct part *part, double start,
                                 const char *name, int parts, double amount);
void acting_return(struct part *part, double start, int parts, double length);
/* The table's pose, or what a baby does in its place. */
const struct pose *acting_pose(const struct acting *acting, const struct part *part,
                               const char *name);
const char *acting_baby_pose(const char *name);
/* A baby's line: its body goes with it. The face for it. */
const struct face *acting_baby_line(const struct acting *acting, struct part *part,
                                    const struct order_line *line);
void acting_crawl(const struct acting *acting, const struct walk *walk, double t,
                  struct pose *pose);
/* The arms that hold this thing (PART_ARM_*). */
int acting_arms_of(const char *prop);
const struct base_time *acting_base(const struct part *part, double t);
/* The index of a character's placement, or -1. */
int acting_player_of(const struct acting *acting, int character);
double acting_line_start(const struct order_line *line);
double acting_line_end(const struct order_line *line);

#endif
