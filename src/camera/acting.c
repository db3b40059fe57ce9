#include "camera/acting.h"

#include <math.h>
#include <string.h>

#include "camera/acting_inside.h"
#include "camera/camera.h"

/* Moves start from where those before them have come to: in order of time, as they were made.
 */
static void sort_moves(struct part *part) {
#define SORT(list)                                                                            \
    for (size_t i = 1; i < (list).count; i++)                                                 \
        for (size_t k = i; k > 0 && (list).items[k].start < (list).items[k - 1].start; k--) { \
            __typeof__(*(list).items) swap = (list).items[k];                                 \
            (list).items[k] = (list).items[k - 1];                                            \
            (list).items[k - 1] = swap;                                                       \
        }
    SORT(part->poses)
    SORT(part->faces)
    SORT(part->yaws)
    SORT(part->gazes_x)
    SORT(part->gazes_y)
    SORT(part->hands)
#undef SORT
}

struct acting *acting_new(const struct art *art, const struct shot_order *order) {
    struct acting *acting = xcalloc(1, sizeof *acting);
    *acting = (struct acting){.art = art, .order = order};
    acting->count = order->shot->placement_count;
    acting->seconds = seconds_of_frames(order->shot->frames, order->fps);
    acting->parts = xcalloc(acting->count + 1, sizeof *acting->parts);
    for (size_t i = 0; i < acting->count; i++) {
        struct part *part = &acting->parts[i];
        part->placement = &order->shot->placements[i];
        uint64_t mixed = order->shot_seed ^
                         (uint64_t)(part->placement->character + 1) * 0x9e3779b97f4a7c15ULL;
        struct random random = random_seed_for(mixed, "acting");
        part->seed = random_next(&random);
        part->intensity = camera_clamp(part->placement->intensity, 0, 1);
    }
    for (size_t i = 0; i < acting->count; i++) {
        struct part *part = &acting->parts[i];
        acting_stage(acting, part);
        acting_lines(acting, part);
        acting_attention(acting, part);
        sort_moves(part);
    }
    return acting;
}

void acting_free(struct acting *acting) {
    if (!acting) return;
    for (size_t i = 0; i < acting->count; i++) {
        struct part *part = &acting->parts[i];
        list_done(&part->bases);
        list_done(&part->poses);
        list_done(&part->faces);
        list_done(&part->yaws);
        list_done(&part->gazes_x);
        list_done(&part->gazes_y);
        list_done(&part->accents);
        list_done(&part->rhythms);
        list_done(&part->hands);
        list_done(&part->stills);
        list_done(&part->turns);
        list_done(&part->blinks);
    }
    free(acting->parts);
    free(acting);
}

/* Time stands still for who freezes, and is caught up with after. */
static double own_time(const struct part *part, double t) {
    for (size_t i = 0; i < part->stills.count; i++) {
        const struct still_time *still = &part->stills.items[i];
        if (t > still->start)
            t = camera_mix(still->start, t, camera_smooth((t - still->end) / 3.2));
    }
    return t;
}

static double head_shake(const struct part *part, double t) {
    double turn = 0;
    for (size_t i = 0; i < part->accents.count; i++) {
        const struct accent *accent = &part->accents.items[i];
        double u = (t - accent->start) / accent->length;
        if (accent->kind != ACCENT_SHAKE || u <= 0 || u >= 1) continue;
        turn += 13 * accent->amount * sin(2 * M_PI * 2.2 * (t - accent->start)) * sin(M_PI * u);
    }
    return turn;
}

static float step(double value, double per_unit) {
    double v = round(value * per_unit) / per_unit;
    return (float)(v == 0 ? 0 : v); /* no negative zero: equal states have equal bytes */
}

/* The steps in which puppets are drawn (art/puppet.c): what looks the same is the same. */
static void round_off(struct puppet_state *state) {
    float *pose = (float *)&state->pose, *face = (float *)&state->face,
          *mouth = (float *)&state->mouth;
    float lift = step(state->pose.lift, 200), seat = state->pose.seat;
    float breath = step(camera_clamp(state->pose.breath, 0, 1), 3);
    for (size_t i = 0; i < POSE_FIELDS; i++) pose[i] = step(pose[i], 2);
    for (size_t i = 0; i < FACE_FIELDS; i++) face[i] = step(face[i], 32);
    for (size_t i = 0; i < sizeof state->mouth / sizeof(float); i++)
        mouth[i] = step(mouth[i], 100);
    state->pose.lift = lift;
    state->pose.seat = seat;
    state->pose.breath = breath;
    state->face.nod = step(state->face.nod, 24);
    state->face.tilt = step(state->face.tilt, 0.5);
    state->yaw = step(state->yaw, 0.5);
    state->body_turn = step(state->body_turn, 0.25);
    state->sway = step(state->sway, 12);
}

/* Turning round changes which arm is near. The arms go on from where they are. */
static void carry_arms_over(const struct part *part, double t, struct pose *pose) {
    for (size_t i = 0; i < part->turns.count; i++) {
        double since = t - part->turns.items[i], fresh = 1 - camera_smooth(since / 0.4);
        if (since < 0 || fresh <= 0) continue;
        float *const own[] = {&pose->shoulder_near, &pose->elbow_near, &pose->wrist_near,
                              &pose->shoulder_far,  &pose->elbow_far,  &pose->wrist_far};
        const float other[] = {-pose->shoulder_far,  -pose->elbow_far,  -pose->wrist_far,
                               -pose->shoulder_near, -pose->elbow_near, -pose->wrist_near};
        for (size_t k = 0; k < COUNT_OF(own); k++)
            *own[k] += (other[k] - *own[k]) * (float)fresh;
    }
}

void acting_state(const struct acting *acting, size_t player, int64_t frame,
                  struct puppet_state *state, double *x, double *depth) {
    memset(state, 0, sizeof *state);
    const struct part *part = &acting->parts[player];
    const struct shot_order *order = acting->order;
    double now = seconds_of_frames(frame, order->fps), t = own_time(part, now);
    int facing = part->facing;
    for (size_t i = 0; i < part->turns.count; i++)
        if (t >= part->turns.items[i]) facing = -facing;
    *x = acting_walk_x(&part->walk, now);
    *depth = part->placement->depth;
    state->facing = facing;
    acting_body(acting, part, t, &state->pose);
    carry_arms_over(part, t, &state->pose);
    if (part->baby && part->walk.on)
        acting_crawl(acting, &part->walk, now, &state->pose);
    else
        acting_walk_legs(&part->walk, facing, now, &state->pose);
    acting_face(acting, part, t, &state->face);
    int64_t sample = samples_of_frames(frame, order->fps);
    acting_mouth(acting, part, sample, samples_of_frames(frame + 1, order->fps) - sample,
                 state);
    double yaw = acting_value(part->yaws.items, part->yaws.count, part->yaw, t);
    double shake = head_shake(part, t);
    /* Walks and turns move the whole body, looks only the head. */
    bool whole = part->walk.on || part->turns.count;
    state->yaw = (float)(yaw + shake);
    state->body_turn = (float)((whole ? yaw : part->yaw) - yaw - shake);
    for (size_t i = 0; i < part->hands.count && part->hands.items[i].start <= t; i++) {
        state->holds_near = part->hands.items[i].near;
        state->holds_far = part->hands.items[i].far;
    }
    if (state->holds_far) state->pose.hand_far = HAND_GRIP;
    /* Hair and cloth follow the wind outside, and trail behind who walks. */
    double wind = order->inside                                                       ? 0.04
                  : order->weather == WEATHER_WIND || order->weather == WEATHER_STORM ? 0.55
                                                                                      : 0.14;
    double speed =
        (acting_walk_x(&part->walk, now) - acting_walk_x(&part->walk, now - 0.12)) / 0.12;
    state->sway = (float)camera_clamp(
        wind * acting_drift(part->seed + 21, t, 1.6) - 0.3 * speed * facing, -1, 1);
    round_off(state);
}

/* When a thing changes hands, seconds. */
static double handed_over(const struct acting *acting, const struct stage_business *business) {
    double start = seconds_of_frames(business->start, acting->order->fps);
    double end = start + fmax(seconds_of_frames(business->length, acting->order->fps), 0.6);
    return start + (end - start) * 0.5; /* as in acting_business.c, to the last bit */
}

static bool gives_at(const struct acting *acting, const struct part *part, const char *prop,
                     double time) {
    for (size_t i = 0; i < part->placement->business_count; i++) {
        const struct stage_business *business = &part->placement->business[i];
        if (business->act == ACT_GIVE && business->prop && strcmp(business->prop, prop) == 0 &&
            fabs(handed_over(acting, business) - time) < 0.3)
            return true;
    }
    return false;
}

bool acting_receives(const struct acting *acting, size_t player, int64_t frame, size_t *giver,
                     int64_t *when, double *left) {
    static const double way = 0.4; /* seconds */
    const struct part *part = &acting->parts[player];
    double now = seconds_of_frames(frame, acting->order->fps);
    for (size_t i = 0; i < part->placement->business_count; i++) {
        const struct stage_business *business = &part->placement->business[i];
        double time = handed_over(acting, business);
        if (business->act != ACT_TAKE || !business->prop || now < time || now >= time + way)
            continue;
        for (size_t k = 0; k < acting->count; k++) {
            if (k == player || !gives_at(acting, &acting->parts[k], business->prop, time))
                continue;
            *giver = k;
            *when = (int64_t)(time * acting->order->fps.num / acting->order->fps.den);
            *left = 1 - camera_smooth((now - time) / way);
            return true;
        }
    }
    return false;
}
