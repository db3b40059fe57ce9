/* Walking without sliding: footfalls lie on the ground a step apart, and legs reach for them by
 * the law of cosines wherever the body has come to. */
#include <math.h>

#include "camera/acting_inside.h"
#include "camera/camera.h"

/* Share of the way after share u of the time: speeds up over `in`, slows down over `out`. */
static double way(double u, double in, double out) {
    u = camera_clamp(u, 0, 1);
    double speed = 1 / (1 - in / 2 - out / 2), end = 1 - out;
    double first = in > 0 && u < in ? speed * u * u / (2 * in) : speed * (u - in / 2);
    if (u <= end || out <= 0) return first;
    double left = 1 - u;
    return 1 - speed * left * left / (2 * out);
}

double acting_walk_x(const struct walk *walk, double t) {
    if (!walk->on) return walk->from;
    double u = (t - walk->start) / (walk->end - walk->start);
    return camera_mix(walk->from, walk->to, way(u, walk->ease_in, walk->ease_out));
}

/* Hip and knee that put a foot `ahead` of the hip and `up` above the ground. */
static void reach(const struct walk *walk, double ahead, double height, double up, float *hip,
                  float *knee) {
    double distance = sqrt(ahead * ahead + (height - up) * (height - up));
    double bend = acos(camera_clamp(distance / walk->leg, 0.3, 1));
    *hip = (float)((atan2(ahead, height - up) + bend) * 180 / M_PI);
    *knee = (float)(2 * bend * 180 / M_PI);
}

void acting_walk_legs(const struct walk *walk, int facing, double t, struct pose *pose) {
    if (!walk->on) return;
    const double ramp = 0.22;
    double weight = camera_smooth((t - walk->start + ramp) / ramp) *
                    (1 - camera_smooth((t - walk->end) / ramp));
    if (weight <= 0) return;
    double distance = fabs(walk->to - walk->from), step = walk->step;
    double gone = fabs(acting_walk_x(walk, t) - walk->from);
    double forward = (walk->to > walk->from ? 1 : -1) * (facing < 0 ? -1 : 1);
    /* Footfall k lies at k * step and carries the body from half a step before to half a step
     * after; the other foot flies from fall k-1 to k+1 meanwhile. */
    double last = floor(distance / step + 0.5), k = fmin(floor(gone / step + 0.5), last);
    double low = fmax(0, (k - 0.5) * step), high = fmin(distance, (k + 0.5) * step);
    double u = high > low ? (gone - low) / (high - low) : 1;
    double stance = k * step - gone;
    double from = fmax(0, k - 1) * step, to = fmin(k + 1, last) * step;
    /* It leaves as fast as the body goes, so that the leg behind is never too short. */
    double flight = camera_mix(from, to, 0.65 * u + 0.35 * camera_smooth(u)) - gone;
    double high_point = sin(M_PI * camera_clamp(u, 0, 1));
    double lift = to > from ? pow(high_point, 1.5) : 0;
    double height = 0.972 * sqrt(fmax(walk->leg * walk->leg - stance * stance, 0.04));
    double up = lift * walk->leg * (walk->runs ? 0.34 : 0.13);
    struct pose legs = *pose;
    bool near_stands = ((int64_t)k & 1) == 0;
    float *hips[] = {&legs.hip_near, &legs.hip_far},
          *knees[] = {&legs.knee_near, &legs.knee_far};
    reach(walk, stance * forward, height, 0, hips[!near_stands], knees[!near_stands]);
    reach(walk, flight * forward, height, up, hips[near_stands], knees[near_stands]);
    /* Arms go with the other leg, elbows bend forward. */
    double swing = (flight - stance) * forward / (2 * step) * (near_stands ? 1 : -1);
    double wide = walk->runs ? 52 : 30;
    bool free_near = pose->hand_near != HAND_GRIP, free_far = pose->hand_far != HAND_GRIP;
    float w = (float)weight;
    if (free_near) {
        pose->shoulder_near += (float)(swing * wide - pose->shoulder_near) * w;
        pose->elbow_near +=
            ((walk->runs ? 78 : 16) + (float)fabs(swing) * 12 - pose->elbow_near) * w;
    }
    if (free_far) {
        pose->shoulder_far += (float)(-swing * wide - pose->shoulder_far) * w;
        pose->elbow_far +=
            ((walk->runs ? 78 : 16) + (float)fabs(swing) * 12 - pose->elbow_far) * w;
    }
    pose->hip_near += (legs.hip_near - pose->hip_near) * w;
    pose->hip_far += (legs.hip_far - pose->hip_far) * w;
    pose->knee_near += (legs.knee_near - pose->knee_near) * w;
    pose->knee_far += (legs.knee_far - pose->knee_far) * w;
    pose->spine += (walk->runs ? 12 : 3) * (float)forward * w;
    if (walk->runs) pose->lift += (float)(0.05 * lift) * w;
}
