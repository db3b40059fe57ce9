#include <math.h>
#include <stddef.h>
#include <string.h>

#include "camera/acting_inside.h"
#include "camera/camera.h"

double acting_smooth(double u) {
    return camera_smooth(u);
}

double acting_spring(double u, double spring) {
    if (u <= 0) return 0;
    double smooth = camera_smooth(u);
    if (spring <= 0) return smooth;
    double back = 0, over = 0;
    if (u < 0.36) { /* draws back by a twentieth, from rest to rest */
        double s = sin(M_PI * u / 0.36);
        back = -0.05 * s * s;
    }
    if (u > 0.72) { /* shoots over by some seven hundredths and dies away */
        double v = u - 0.72;
        over = 0.16 * v / 0.28 * exp(-3.2 * v) * cos(2.6 * v) * (1 - exp(-6 * v));
        if (u > 3) over *= 1 - camera_smooth((u - 3) / 1);
    }
    return smooth + spring * (back + over);
}

static double lattice(uint64_t seed, int64_t at) {
    uint64_t x = seed ^ ((uint64_t)at * 0x9e3779b97f4a7c15ULL);
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return (double)((x ^ (x >> 31)) >> 11) / 4503599627370496.0 - 1;
}

double acting_drift(uint64_t seed, double t, double period) {
    double at = t / period, cell = floor(at);
    double a = lattice(seed, (int64_t)cell), b = lattice(seed, (int64_t)cell + 1);
    return camera_mix(a, b, camera_smooth(at - cell));
}

double acting_value(const struct value_move *moves, size_t count, double start, double t) {
    double value = start;
    for (size_t i = 0; i < count && moves[i].start < t; i++) {
        double u = moves[i].length > 0 ? (t - moves[i].start) / moves[i].length : 1;
        value += (moves[i].value - value) * camera_smooth(u);
    }
    return value;
}

#define FIELD(name) (offsetof(struct pose, name) / sizeof(float))

static int part_of(size_t field) {
    switch (field) {
    case FIELD(shoulder_near):
    case FIELD(elbow_near):
    case FIELD(wrist_near):
    case FIELD(hand_near):
    case FIELD(towards_near):
        return PART_ARM_NEAR;
    case FIELD(shoulder_far):
    case FIELD(elbow_far):
    case FIELD(wrist_far):
    case FIELD(hand_far):
    case FIELD(far_arm_in_front):
    case FIELD(towards_far):
        return PART_ARM_FAR;
    case FIELD(hip_near):
    case FIELD(knee_near):
    case FIELD(hip_far):
    case FIELD(knee_far):
    case FIELD(lift):
    case FIELD(seat):
        return PART_LEGS;
    default:
        return PART_TORSO;
    }
}

/* The hips lie on the seat or stand on the legs, whichever is higher (art/body.c): the seat
 * comes while the legs are still straight, and goes when they carry again. */
static float blend_seat(float from, float to, double u) {
    double low = fmaxf(from, 0), high = fmaxf(to, 0);
    if (to < 0)
        return u >= 0.97 ? -1 : (float)camera_mix(low, 0, camera_smooth((u - 0.2) / 0.7));
    if (from < 0 && u <= 0) return from;
    return (float)camera_mix(low, high, camera_smooth(u / 0.6));
}

void acting_blend(struct pose *pose, const struct pose_move *move, double t) {
    if (t <= move->start) return;
    double u = move->length > 0 ? (t - move->start) / move->length : 1;
    double e = acting_spring(u, move->spring) * move->amount;
    float *to = (float *)pose;
    const float *from = (const float *)&move->pose;
    for (size_t i = 0; i < POSE_FIELDS; i++) {
        if (!(move->parts & part_of(i))) continue;
        switch (i) {
        case FIELD(hand_near):
        case FIELD(hand_far):
        case FIELD(far_arm_in_front): /* change when the arm is on its way */
            if (u >= 0.45) to[i] = from[i];
            break;
        case FIELD(seat):
            to[i] = to[i] < 0 && from[i] < 0 ? -1 : blend_seat(to[i], from[i], u);
            break;
        default:
            to[i] += (float)((from[i] - to[i]) * e);
            break;
        }
    }
}

const struct pose *acting_pose(const struct acting *acting, const struct part *part,
                               const char *name) {
    return art_pose(acting->art, part->baby ? acting_baby_pose(name) : name);
}

struct pose_move *acting_pose_to(const struct acting *acting, struct part *part, double start,
                                 const char *name, int parts, double amount) {
    const struct pose *pose = acting_pose(acting, part, name);
    const struct pose *before = part->poses.count
                                    ? &part->poses.items[part->poses.count - 1].pose
                                    : &acting_base(part, start)->pose;
    const float *a = (const float *)before, *b = (const float *)pose;
    double way = 0;
    for (size_t i = 0; i < POSE_FIELDS; i++)
        if ((parts & part_of(i)) && i != FIELD(seat))
            way = fmax(way, (double)fabsf(b[i] - a[i]));
    struct pose_move *move = list_push(&part->poses);
    *move = (struct pose_move){.start = start,
                               .length = camera_clamp(0.3 + way / 260, 0.34, 0.85),
                               .pose = *pose,
                               .parts = parts,
                               .amount = amount,
                               .spring = 1};
    return move;
}

const struct base_time *acting_base(const struct part *part, double t) {
    const struct base_time *base = &part->bases.items[0];
    for (size_t i = 1; i < part->bases.count && part->bases.items[i].start <= t; i++)
        base = &part->bases.items[i];
    return base;
}

void acting_return(struct part *part, double start, int parts, double length) {
    struct pose_move *move = list_push(&part->poses);
    *move = (struct pose_move){.start = start,
                               .length = length,
                               .pose = acting_base(part, start)->pose,
                               .parts = parts,
                               .amount = 1,
                               .spring = 0.4};
}
