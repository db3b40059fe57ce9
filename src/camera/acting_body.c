#include <math.h>

#include "camera/acting_inside.h"
#include "camera/camera.h"

static double fade(const struct rhythm *rhythm, double t) {
    return rhythm->amount * camera_smooth((t - rhythm->start) / 0.35) *
           (1 - camera_smooth((t - rhythm->end + 0.4) / 0.4));
}

/* Two poses of the dance, a step of half a second each, with a spring from the knees. */
static void dance(const struct acting *acting, double on, double t, struct pose *pose) {
    double beat = t / 0.5, to = 0.5 - 0.5 * cos(M_PI * beat);
    struct pose_move first = {.start = -2,
                              .length = 1,
                              .pose = *art_pose(acting->art, "dance1"),
                              .parts = PART_ALL,
                              .amount = on};
    struct pose_move second = {.start = -2,
                               .length = 1,
                               .pose = *art_pose(acting->art, "dance2"),
                               .parts = PART_ALL,
                               .amount = on * to};
    float seat = pose->seat;
    acting_blend(pose, &first, 0);
    acting_blend(pose, &second, 0);
    pose->seat = seat;
    pose->lift += (float)(0.045 * on * fabs(sin(M_PI * beat)));
}

static void add_rhythm(const struct acting *acting, const struct rhythm *rhythm, double t,
                       struct pose *pose) {
    double on = fade(rhythm, t), since = t - rhythm->start;
    if (on <= 0) return;
    float f = (float)on;
    switch (rhythm->kind) {
    case RHYTHM_WAVE:
        pose->elbow_far += f * 18 * (1 - (float)cos(2 * M_PI * 1.6 * since));
        pose->wrist_far += f * 12 * (float)sin(2 * M_PI * 1.6 * since);
        break;
    case RHYTHM_CLAP: {
        float apart = f * 16 * (1 - (float)cos(2 * M_PI * 2.2 * since)) / 2;
        pose->shoulder_near -= apart;
        pose->shoulder_far += apart;
        break;
    }
    case RHYTHM_LAUGH: {
        float shake = f * (float)sin(2 * M_PI * 4.6 * t);
        pose->chest += 2.2F * shake;
        pose->shoulder_near += 3 * shake;
        pose->shoulder_far += 3 * shake;
        pose->neck -= 1.5F * shake;
        break;
    }
    case RHYTHM_SOB: {
        double wave = sin(2 * M_PI * 1.7 * t);
        pose->chest += f * 3 * (float)(wave * fabs(wave));
        pose->neck += f * 2 * (float)wave;
        break;
    }
    case RHYTHM_DANCE:
        dance(acting, on, since, pose);
        break;
    case RHYTHM_KICK: { /* legs that will not lie still, and hands with them */
        float beat = f * (float)sin(2 * M_PI * 1.7 * since);
        pose->knee_near += 14 * f + 12 * beat;
        pose->knee_far += 10 * f - 12 * beat;
        pose->shoulder_near += 6 * beat;
        pose->shoulder_far -= 7 * beat;
        pose->spine += 1.5F * beat;
        break;
    }
    case RHYTHM_WORK:
        pose->elbow_near += f * 7 * (float)sin(2 * M_PI * 1.1 * since);
        pose->elbow_far += f * 9 * (float)sin(2 * M_PI * 1.1 * since + 1.3);
        pose->spine += f * 1.5F * (float)sin(2 * M_PI * 0.55 * since);
        break;
    }
}

static void add_accents(const struct part *part, double t, struct pose *pose) {
    for (size_t i = 0; i < part->accents.count; i++) {
        const struct accent *accent = &part->accents.items[i];
        double u = (t - accent->start) / accent->length;
        if (u <= 0 || u >= 1) continue;
        double size = camera_smooth(u < 0.4 ? u / 0.4 : (1 - u) / 0.6) * accent->amount;
        if (accent->kind == ACCENT_NOD) pose->neck += (float)(3.2 * size);
        if (accent->kind == ACCENT_LEAN) {
            pose->spine += (float)(20 * size);
            pose->neck -= (float)(9 * size);
        }
        if (accent->kind == ACCENT_SIGH) {
            pose->spine += (float)(7 * size);
            pose->chest += (float)(3 * size);
        }
    }
}

/* Nobody stands like a post: breath of some three and a half seconds, weight that wanders from
 * foot to foot, arms that hang. */
static void live(const struct part *part, double t, struct pose *pose) {
    double phase = (double)(part->seed % 1000) / 1000,
           slow = 3.5 + 0.6 * (double)(part->seed % 7) / 7;
    double breath = 0.5 - 0.5 * cos(2 * M_PI * (t / slow + phase));
    pose->breath = (float)breath;
    pose->chest += (float)(-0.3 * round(3 * breath));
    /* In whole steps of what is drawn, and parts together: an idle person is a new picture only
     * every few frames. */
    double weight = round(3 * acting_drift(part->seed + 1, t, 3.3)) / 3;
    double idle = round(3 * acting_drift(part->seed + 2, t, 2.4)) / 3;
    if (pose->seat < 0 && !part->lies) {
        pose->hip_near += (float)(1.8 * weight);
        pose->hip_far += (float)(1.8 * weight);
        pose->spine += (float)(1.1 * weight);
    }
    /* Hands that meet stay together. */
    double free = pose->far_arm_in_front > 0.5F ? 0.2 : 1;
    pose->neck += (float)(0.9 * idle);
    pose->shoulder_near += (float)(free * 1.3 * weight);
    pose->elbow_near += (float)(free * 1.8 * idle);
    pose->shoulder_far -= (float)(free * 1.3 * idle);
    pose->elbow_far += (float)(free * 1.8 * weight);
}

void acting_body(const struct acting *acting, const struct part *part, double t,
                 struct pose *pose) {
    *pose = part->bases.items[0].pose;
    for (size_t i = 0; i < part->poses.count; i++) acting_blend(pose, &part->poses.items[i], t);
    for (size_t i = 0; i < part->rhythms.count; i++)
        add_rhythm(acting, &part->rhythms.items[i], t, pose);
    add_accents(part, t, pose);
    live(part, t, pose);
}
