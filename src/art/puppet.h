/* Puppets: people of cut paper. A body from numbers, garments on bones, a head that turns
 * through every angle, a face that is numbers too, so that any two poses and faces blend.
 *
 * Shapes, hair, garments, expressions, mouths and poses are data in art/people; this is the
 * engine that bends, lights and draws them with cairo. */
#ifndef ART_PUPPET_H
#define ART_PUPPET_H

#include <cairo.h>

#include "art/set.h"
#include "casting/casting.h"

struct puppet;

enum hand_shape {
    HAND_RELAX,
    HAND_OPEN,
    HAND_POINT,
    HAND_FIST,
    HAND_FLAT,
    HAND_GRIP,
    HAND_COUNT
};

/* Joint angles in degrees. Arms: shoulder 0 hangs down, positive swings forward (the way the
 * puppet faces); elbow positive bends forward. Legs likewise; knee positive bends back. */
struct pose {
    float spine, chest, neck; /* lean, + forward */
    float shoulder_near, elbow_near, shoulder_far, elbow_far;
    float hip_near, knee_near, hip_far, knee_far;
    float lift; /* metres above the ground, for jumps and steps */
    float seat; /* metres: height of what is sat on; < 0 stands */
    float wrist_near, wrist_far;
    float hand_near, hand_far;       /* enum hand_shape, rounded: does not blend */
    float far_arm_in_front;          /* > 0.5: drawn over the body (namaste, hugging) */
    float breath;                    /* 0..1 filled lungs */
    float towards_near, towards_far; /* 0..100: how much of an arm points at the viewer, so that
                                        it looks shorter: 100 none of the forearm is left */
};

/* Expression values, rest at 0 unless said; all blend linearly. */
struct face {
    float brow_height, brow_inner, brow_outer, brow_pinch;
    float lid; /* 0 shut .. 0.86 rest .. 1.25 wide */
    float squint, lid_tilt;
    float gaze_x, gaze_y; /* -1..1; x + the way the puppet faces, y + down */
    float pupil;          /* rest 1 */
    float cheek;          /* rest 0.25 */
    float corner, mouth_width, mouth_open, press, sneer;
    float nod, tilt; /* of the head: 0..1, degrees */
    float tears;     /* 0..1 */
};

/* A mouth in numbers: a row of art/people/mouths. Blends. */
struct mouth_form {
    float half_width, up, down, corner, teeth_up, teeth_low, tongue, pucker, jaw;
};

/* What is under them when they sit at a chair's height: a stool has the form and wood of the
 * light's culture. */
enum seat { SEAT_NONE, SEAT_STOOL, SEAT_BENCH, SEAT_STONE, SEAT_CRATE, SEAT_BED };

struct puppet_state {
    struct pose pose;
    struct face face;
    struct mouth_form mouth;
    /* degrees: 0 front, 32 three-quarter, 90 profile, 180 back; + to the facing side */
    float yaw;
    float body_turn;                    /* degrees that the chest is turned beyond the head */
    int facing;                         /* +1 right, -1 left; light stays in the world */
    float sway;                         /* -1..1: hair and cloth, by wind and movement */
    const char *holds_near, *holds_far; /* prop ids or NULL */
    float hold_x, hold_y; /* metres: what is held is that far from the hand, on its way there */
    enum seat seat;       /* drawn beneath them while pose.seat is 0.25 or more */
    /* metres; > 0: the seat also stays, that high, while they stand before it */
    float seat_height;
    bool things_only; /* only what they hold is drawn */
    bool silhouette;  /* seen from behind, dark and without detail (over the shoulder) */
};

struct puppet_metrics {   /* metres, standing straight */
    double height, eye_y; /* eye_y above the ground */
    double head_height, chin_y, shoulder_y, hip_y, knee_y;
    double shoulder_width;
};

/* `festive`: wears look->festive instead of its everyday outfit. Unknown ids fall back to the
 * nearest that the packs have. */
bool art_puppet(const struct art *art, const struct look *look, bool festive,
                struct puppet **puppet, struct error *err) MUST_USE;
void puppet_free(struct puppet *puppet);
struct puppet_metrics puppet_metrics(const struct puppet *puppet);

/* The state in steps: states that round to the same are drawn the same. */
struct puppet_state puppet_round(const struct puppet_state *state);
/* Draws with the feet at 0,0, y down, one user unit = one metre; the caller scales `cr`. Where
 * `cr` does nothing but scale, the drawing lies on whole pixels. A contact shadow is drawn
 * unless silhouette. Pure: same arguments, same pixels. One thread at a time on one puppet (it
 * keeps what it drew before, to draw only what changed). */
void puppet_draw(struct puppet *puppet, cairo_t *cr, const struct puppet_state *state,
                 const struct light *light);
/* What puppet_draw may touch, in metres relative to the feet. */
void puppet_bounds(const struct puppet *puppet, const struct puppet_state *state, double *x0,
                   double *y0, double *x1, double *y1);
/* The middle of the head, in metres from the feet, y down. */
void puppet_head(const struct puppet *puppet, const struct puppet_state *state, double *x,
                 double *y);

/* Where the far hand holds things, the same way. */
void puppet_grip(const struct puppet *puppet, const struct puppet_state *state, double *x,
                 double *y);

/* The pack's tables. Never NULL: an unknown name gives the neutral row. */
const struct face *art_expression(const struct art *art, enum emotion emotion);
/* By the table's key, which is an emotion's name or one more: "babble", "laugh", "cry", "coo".
 */
const struct face *art_face(const struct art *art, const char *name);
const struct mouth_form *art_mouth(const struct art *art, const char *mouth_name);
/* A named pose ("stand", "sit", "kneel", "walk1".."walk4", "point", "wave", "namaste", "think",
 * "shrug", "arms_crossed", "open_hands", "hand_on_chest", "carry", "laugh", "cry", ...). */
const struct pose *art_pose(const struct art *art, const char *pose_name);

#endif
