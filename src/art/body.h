/* A body: joints in pixels, feet's ground at y 0, from proportions and a pose. "Near" is the
 * side towards the viewer of a three-quarter body, "far" the other. */
#ifndef ART_BODY_H
#define ART_BODY_H

#include "art/puppet.h"
#include "art/shape.h"

/* Proportions: a row of art/people/bodies.json, in head heights unless said. */
struct build {
    double heads;         /* the person's height in heads */
    double leg;           /* share of the height */
    double shoulder, hip; /* half widths */
    double waist, belly, bust, limb, stoop, neck, hand, foot;
    double arm; /* arms for their torso: 1 grown, less for small children */
};

enum side { NEAR, FAR };

struct body {
    struct build build;
    double head;   /* pixels of one head height: the unit below is this H */
    double facing; /* +1, -1 */
    double turn;   /* how far the chest turns: 0 front, 1 three-quarter, 1.7 profile */
    double side;   /* 0 up to three-quarter .. 1 profile */
    double across; /* 0 front .. 1 from three-quarter on: how far limbs reach aside */
    bool back, seated;
    double shoulder, hip, torso_length, upper_arm, fore_arm, thigh, shin, ankle;
    double towards[2];             /* 0..1: how much of an arm points at the viewer */
    struct pt pelvis, middle, top; /* hips, spine, base of the neck */
    double spine_lean, chest_lean, head_lean;
    struct pt head_centre;
    struct pt shoulder_at[2], elbow[2], wrist[2], hip_at[2], knee[2], ankle_at[2];
    double hand_turn[2], foot_turn[2];
    double breath;
};

struct build body_build(const struct build *base, enum gender gender, enum age_band age,
                        double weight);
void body_pose(struct body *body, const struct build *build, double height_px,
               double pixels_per_metre, const struct pose *pose, int facing, double yaw);

/* The torso's own space: v 0 hip line .. 1 base of the neck; u in half shoulder widths, +
 * facing. */
struct pt body_torso(const struct body *body, double u, double v);
struct pt body_chest(const struct body *body, double u, double v);
/* Outline of the torso, grown by `grow`, from v = bottom to the neck: shape of points. */
void body_torso_points(const struct body *body, double grow, double bottom, struct pt left[9],
                       struct pt right[9]);
double body_upper_arm(const struct body *body, enum side side); /* lengths as they look */
double body_fore_arm(const struct body *body, enum side side);
double body_arm_angle(const struct body *body, enum side side);
struct tube body_arm(const struct body *body, enum side side, double thicker);
struct tube body_leg(const struct body *body, enum side side, double thicker);

#endif
