/* What a placement and its business make a person do. */
#include <math.h>
#include <string.h>

#include "camera/acting_inside.h"
#include "camera/camera.h"

/* How somebody stands while an emotion lasts. */
static const char *stance_of(const struct part *part) {
    bool other = part->seed & 1;
    switch (part->placement->emotion) {
    case EMOTION_SADNESS:
        return "sad";
    case EMOTION_FEAR:
        return part->intensity > 0.6 ? "afraid" : "stand";
    case EMOTION_ANGER:
        return part->intensity > 0.5 ? "angry" : "arms_crossed";
    case EMOTION_DETERMINED:
    case EMOTION_CONFIDENT:
        return "proud";
    case EMOTION_RESPECT:
        return "hands_folded";
    case EMOTION_CALM:
    case EMOTION_WISE:
        return other ? "hands_folded" : "rest";
    case EMOTION_JOY:
    case EMOTION_EXCITED:
    case EMOTION_SURPRISE:
        return "ready";
    case EMOTION_ATTENTIVE:
        return other ? "listen" : "stand";
    case EMOTION_DISGUST:
        return "arms_crossed";
    default:
        return other ? "stand" : "rest";
    }
}

static const char *holding(const char *prop) {
    static const char *const both[] = {"box",    "suitcase", "pot",  "tray",  "cake",
                                       "basket", "drum",     "bowl", "clock", "garland"};
    static const char *const reading[] = {"letter", "book", "newspaper", "map", "photo"};
    for (size_t i = 0; i < COUNT_OF(both); i++)
        if (strcmp(prop, both[i]) == 0) return "carry";
    for (size_t i = 0; i < COUNT_OF(reading); i++)
        if (strcmp(prop, reading[i]) == 0) return "read";
    return strcmp(prop, "phone") == 0 ? "phone" : "hold";
}

/* The phone pose lifts the near hand to the ear; everything else is in the far one. */
static bool in_near_hand(const char *prop) {
    return prop && strcmp(prop, "phone") == 0;
}

static void take_in_hand(struct part *part, double start, const char *prop) {
    struct in_hand *hand = list_push(&part->hands);
    *hand = (struct in_hand){start, NULL, prop};
    if (in_near_hand(prop)) *hand = (struct in_hand){start, prop, NULL};
}

int acting_arms_of(const char *prop) {
    if (in_near_hand(prop)) return PART_ARM_NEAR;
    return PART_ARM_FAR | (strcmp(holding(prop), "hold") == 0 ? 0 : PART_ARM_NEAR);
}

/* An umbrella is held up, its edge above the heads of two. What hangs from one hand hangs lower
 * in a near picture of the face, whose edge would cut it. */
static struct pose pose_with(const struct acting *acting, const struct part *part,
                             const char *prop) {
    struct pose pose = *acting_pose(acting, part, holding(prop));
    bool one_hand = strcmp(holding(prop), "hold") == 0;
    if (strcmp(prop, "umbrella") != 0) {
        if (one_hand && acting->order->shot->size >= SIZE_MEDIUM_CLOSE) {
            const struct pose *down = acting_pose(acting, part, "stand");
            pose.shoulder_far = down->shoulder_far;
            pose.elbow_far = down->elbow_far;
        }
        return pose;
    }
    pose.shoulder_far = 68;
    pose.elbow_far = 88;
    pose.far_arm_in_front = 1;
    return pose;
}

static const char *posture_pose(enum posture posture) {
    switch (posture) {
    case POSTURE_SIT:
        return "sit";
    case POSTURE_KNEEL:
        return "kneel";
    case POSTURE_LIE:
        return "lie";
    default:
        return "stand";
    }
}

/* Nobody walks on folded legs: who walks from the start is up, who walks later gets up. */
static const double GET_UP = 1.0;

static enum posture posture_at_start(const struct acting *acting, const struct part *part) {
    const struct placement *placement = part->placement;
    double start = seconds_of_frames(placement->walk_start, acting->order->fps);
    bool walks = placement->walk_frames > 0 && !part->baby;
    return walks && start < GET_UP ? POSTURE_STAND : placement->posture;
}

static void set_base(const struct acting *acting, struct part *part) {
    const struct placement *placement = part->placement;
    enum posture posture = posture_at_start(acting, part);
    struct pose pose = *acting_pose(acting, part, posture_pose(posture));
    part->lies = posture == POSTURE_LIE;
    if (posture == POSTURE_STAND && !part->baby) {
        struct pose_move stance = {.start = -2,
                                   .length = 1,
                                   .pose = *acting_pose(acting, part, stance_of(part)),
                                   .parts = PART_ALL,
                                   .amount = 0.55 + 0.45 * part->intensity};
        acting_blend(&pose, &stance, 0);
    }
    if (placement->holds && !part->lies) {
        struct pose_move hold = {.start = -2,
                                 .length = 1,
                                 .pose = pose_with(acting, part, placement->holds),
                                 .parts = acting_arms_of(placement->holds),
                                 .amount = 1};
        acting_blend(&pose, &hold, 0);
        part->holds = true;
        take_in_hand(part, -1, placement->holds);
    }
    struct base_time *base = list_push(&part->bases);
    *base = (struct base_time){-1, pose, part->baby || posture != POSTURE_STAND};
    struct pose_move *first = list_push(&part->poses);
    *first = (struct pose_move){
        .start = -2, .length = 1, .pose = pose, .parts = PART_ALL, .amount = 1};
}

static void feel(const struct acting *acting, struct part *part, double start,
                 enum emotion emotion, double amount) {
    struct face_move *move = list_push(&part->faces);
    *move = (struct face_move){start, 0.3, *art_expression(acting->art, emotion), amount};
}

static void shake(struct part *part, enum rhythm_kind kind, double start, double end,
                  double amount) {
    struct rhythm *rhythm = list_push(&part->rhythms);
    *rhythm = (struct rhythm){kind, start, end, amount};
}

static void accent(struct part *part, enum accent_kind kind, double start, double length,
                   double amount) {
    struct accent *added = list_push(&part->accents);
    *added = (struct accent){kind, start, length, amount};
}

static void turn_round(struct part *part, double start) {
    struct value_move *half = list_push(&part->yaws);
    *half = (struct value_move){start, 0.25, 0};
    *list_push(&part->turns) = start + 0.25;
    struct value_move *rest = list_push(&part->yaws);
    *rest = (struct value_move){start + 0.25, 0.3, part->yaw > 60 ? 32 : part->yaw};
}

static void add_base(struct part *part, const struct base_time *base) {
    *list_push(&part->bases) = *base;
    struct base_time *all = part->bases.items;
    for (size_t k = part->bases.count - 1; k > 0 && all[k].start < all[k - 1].start; k--) {
        struct base_time swap = all[k];
        all[k] = all[k - 1];
        all[k - 1] = swap;
    }
}

/* Goes down or gets up: a change of what everything later returns to. */
static void change_posture(const struct acting *acting, struct part *part, double start,
                           enum posture posture) {
    const struct base_time *before = acting_base(part, start);
    bool low = posture != POSTURE_STAND;
    if (part->baby ? !low : !low && !before->low) return;
    const int arms = PART_ARM_NEAR | PART_ARM_FAR;
    struct pose_move *move = acting_pose_to(acting, part, start, posture_pose(posture),
                                            part->holds ? PART_TORSO | PART_LEGS : PART_ALL, 1);
    move->length = posture == POSTURE_LIE ? 1.3 : 0.9;
    move->spring = 0.5;
    /* Weight over the feet first: the back bends on the way and comes up again. */
    accent(part, ACCENT_LEAN, start - 0.1, 1.2, 1);
    struct base_time after = {start, move->pose, low};
    struct pose_move keep = {
        .start = -2, .length = 1, .pose = before->pose, .parts = arms, .amount = 1};
    if (part->holds) acting_blend(&after.pose, &keep, 0);
    add_base(part, &after);
    part->lies = posture == POSTURE_LIE;
}

/* What hands come back to from then on: with `prop`, or with nothing. */
static void change_hands(const struct acting *acting, struct part *part, double start,
                         const char *prop) {
    const struct base_time *before = acting_base(part, start);
    struct base_time after = {start, before->pose, before->low};
    struct pose_move arms = {
        .start = -2,
        .length = 1,
        .pose = prop ? pose_with(acting, part, prop) : *acting_pose(acting, part, "stand"),
        .parts = prop ? acting_arms_of(prop) : PART_ARM_FAR | PART_ARM_NEAR,
        .amount = 1};
    acting_blend(&after.pose, &arms, 0);
    add_base(part, &after);
}

/* Acts that are a pose held for a while. */
static void strike(const struct acting *acting, struct part *part, double start, double end,
                   const char *pose) {
    int parts = PART_TORSO | PART_ARM_NEAR | PART_ARM_FAR;
    if (!acting_base(part, start)->low && !part->walk.on) parts |= PART_LEGS;
    if (part->lies) parts &= ~PART_TORSO;
    acting_pose_to(acting, part, start, pose, parts, 1);
    acting_return(part, fmax(end - 0.45, start + 0.5), parts, 0.6);
}

/* How much lower than standing the shoulders are, in metres. */
static double sunk(enum posture posture) {
    static const double metres[] = {0, 0.42, 0.6, 0.9};
    return metres[posture & 3];
}

/* Arms round each other: lower round somebody small, with the back bent, higher round somebody
 * tall; a hand that holds something goes on holding it. */
static void embrace(const struct acting *acting, struct part *part, int other, double start,
                    double end) {
    size_t self = (size_t)(part - acting->parts);
    int parts = PART_TORSO | PART_ARM_NEAR | PART_ARM_FAR;
    double lower = 0;
    if (other >= 0)
        lower = acting->order->players[self].look->height -
                acting->order->players[other].look->height +
                sunk(acting->parts[other].placement->posture) - sunk(part->placement->posture);
    if (part->holds && part->placement->holds) parts &= ~acting_arms_of(part->placement->holds);
    struct pose_move *move = acting_pose_to(acting, part, start, "hug", parts, 1);
    float down = (float)(atan(0.8 * camera_clamp(lower, -0.6, 0.9) / 0.5) * 180 / M_PI);
    move->pose.shoulder_near -= down;
    move->pose.shoulder_far -= down;
    move->pose.spine += 0.55F * fmaxf(down, 0);
    move->spring = 0.4;
    feel(acting, part, start + 0.2, EMOTION_LOVE, 1);
    acting_return(part, fmax(end - 0.45, start + 0.5), parts, 0.7);
    feel(acting, part, end, part->placement->emotion, 0.4 + 0.6 * part->intensity);
}

/* Who is hugged hugs back, a breath later. */
static void answer_hugs(const struct acting *acting, struct part *part) {
    for (size_t i = 0; i < acting->count; i++) {
        const struct placement *other = acting->parts[i].placement;
        for (size_t k = 0; &acting->parts[i] != part && k < other->business_count; k++) {
            const struct stage_business *business = &other->business[k];
            if (business->act != ACT_HUG || business->target != part->placement->character)
                continue;
            double start = seconds_of_frames(business->start, acting->order->fps);
            double length = seconds_of_frames(business->length, acting->order->fps);
            embrace(acting, part, (int)i, start + 0.35, start + fmax(length, 0.8));
        }
    }
}

/* Two hands on one thing: it is drawn in that of the first of them. */
static bool shares(const struct acting *acting, const struct part *part,
                   const struct stage_business *business) {
    for (size_t i = (size_t)(part - acting->parts) + 1; business->prop && i < acting->count;
         i++) {
        const struct placement *other = acting->parts[i].placement;
        for (size_t k = 0; k < other->business_count; k++)
            if (other->business[k].act == ACT_REACH && other->business[k].prop &&
                other->business[k].start == business->start &&
                strcmp(other->business[k].prop, business->prop) == 0)
                return true;
    }
    return false;
}

static void do_hands(const struct acting *acting, struct part *part,
                     const struct stage_business *business, double start, double end) {
    double middle = start + (end - start) * 0.5;
    switch (business->act) {
    case ACT_POINT:
        strike(acting, part, start, end, "point");
        break;
    case ACT_REACH:
        strike(acting, part, start, end, "reach");
        if (!shares(acting, part, business)) break;
        take_in_hand(part, start + 0.4, business->prop);
        take_in_hand(part, end, NULL);
        break;
    case ACT_TAKE:
        if (business->prop) {
            take_in_hand(part, middle, business->prop);
            change_hands(acting, part, middle, business->prop);
        }
        strike(acting, part, start, end, "reach");
        break;
    case ACT_GIVE:
        if (business->prop) take_in_hand(part, -1, business->prop);
        change_hands(acting, part, middle, NULL);
        strike(acting, part, start, end, "give");
        /* Into a hand: when that closes on it. Onto a table: when it is down. */
        take_in_hand(part, business->target >= 0 ? middle : fmax(middle, end - 0.5), NULL);
        break;
    case ACT_HOLD:
        if (!business->prop) {
            strike(acting, part, start, end + 100, "hold");
            break;
        }
        change_hands(acting, part, start, business->prop);
        acting_return(part, start, acting_arms_of(business->prop), 0.5);
        take_in_hand(part, start + 0.2, business->prop);
        break;
    case ACT_WAVE:
        strike(acting, part, start, end, "wave");
        shake(part, RHYTHM_WAVE, start + 0.4, end - 0.3, 1);
        break;
    case ACT_CLAP:
        if (part->lies) break;
        strike(acting, part, start, end, "clap");
        shake(part, RHYTHM_CLAP, start + 0.3, end - 0.3, 1);
        break;
    case ACT_NAMASTE:
        strike(acting, part, start, end, "namaste");
        break;
    case ACT_HUG:
        embrace(acting, part, acting_player_of(acting, business->target), start, end);
        break;
    case ACT_WORK:
        strike(acting, part, start, end, "work");
        shake(part, RHYTHM_WORK, start + 0.4, end - 0.4, 1);
        break;
    case ACT_DANCE:
        if (part->baby)
            strike(acting, part, start, end, "clap");
        else if (acting_base(part, start)->low)
            change_posture(acting, part, start - GET_UP, POSTURE_STAND);
        shake(part, part->baby ? RHYTHM_KICK : RHYTHM_DANCE, start, end, 1);
        break;
    default:
        break;
    }
}

static void do_feelings(const struct acting *acting, struct part *part,
                        const struct stage_business *business, double start, double end) {
    switch (business->act) {
    case ACT_LAUGH:
        strike(acting, part, start, end, "laugh");
        shake(part, RHYTHM_LAUGH, start + 0.2, end, 1);
        feel(acting, part, start, EMOTION_JOY, 1);
        feel(acting, part, end, part->placement->emotion, 0.4 + 0.6 * part->intensity);
        break;
    case ACT_CRY:
        strike(acting, part, start, end, "cry");
        shake(part, RHYTHM_SOB, start + 0.3, end, 1);
        feel(acting, part, start, EMOTION_SADNESS, 1);
        feel(acting, part, end, part->placement->emotion, 0.4 + 0.6 * part->intensity);
        break;
    case ACT_SMILE:
        feel(acting, part, start, EMOTION_JOY, 0.7);
        break;
    case ACT_SIGH:
        accent(part, ACCENT_SIGH, start, fmin(2.2, end - start), 1);
        break;
    case ACT_SHRUG:
        strike(acting, part, start, end, "shrug");
        break;
    case ACT_NOD:
        for (int i = 0; i < 3; i++)
            accent(part, ACCENT_NOD, start + 0.1 + 0.42 * i, 0.42, 1 - 0.25 * i);
        break;
    case ACT_SHAKE_HEAD:
        accent(part, ACCENT_SHAKE, start, fmin(1.4, end - start), 1);
        break;
    case ACT_BOW:
        strike(acting, part, start, end, "bow");
        break;
    case ACT_FREEZE:
        strike(acting, part, start, end, "freeze");
        *list_push(&part->stills) = (struct still_time){start + 0.5, end};
        break;
    default:
        break;
    }
}

static void do_business(const struct acting *acting, struct part *part) {
    for (size_t i = 0; i < part->placement->business_count; i++) {
        const struct stage_business *business = &part->placement->business[i];
        double start = seconds_of_frames(business->start, acting->order->fps);
        double end = start + fmax(seconds_of_frames(business->length, acting->order->fps), 0.6);
        switch (business->act) {
        case ACT_SIT:
            change_posture(acting, part, start, POSTURE_SIT);
            break;
        case ACT_KNEEL:
            change_posture(acting, part, start, POSTURE_KNEEL);
            break;
        case ACT_LIE:
            change_posture(acting, part, start, POSTURE_LIE);
            break;
        case ACT_STAND:
            change_posture(acting, part, start, POSTURE_STAND);
            break;
        case ACT_TURN:
            if (!part->lies) turn_round(part, start);
            break;
        default:
            do_hands(acting, part, business, start, end);
            do_feelings(acting, part, business, start, end);
            break;
        }
    }
}

static double leg_length(const struct acting *acting, const struct part *part) {
    size_t index = (size_t)(part - acting->parts);
    struct puppet *puppet;
    double hip = 0.48 * acting->order->players[index].look->height;
    if (art_puppet(acting->art, acting->order->players[index].look, acting->order->festive,
                   &puppet, NULL)) {
        hip = puppet_metrics(puppet).hip_y;
        puppet_free(puppet);
    }
    return fmax(0.944 * hip, 0.15); /* less the ankle */
}

static bool has_act(const struct placement *placement, enum act act) {
    for (size_t i = 0; i < placement->business_count; i++)
        if (placement->business[i].act == act) return true;
    return false;
}

static void set_walk(const struct acting *acting, struct part *part) {
    const struct placement *placement = part->placement;
    part->walk = (struct walk){.from = placement->x, .to = placement->x_end};
    double distance = fabs(placement->x_end - placement->x);
    if (placement->walk_frames <= 0 || distance < 0.01) {
        part->walk.to = part->walk.from;
        return;
    }
    struct walk *walk = &part->walk;
    walk->on = true;
    walk->start = seconds_of_frames(placement->walk_start, acting->order->fps);
    walk->end = walk->start + seconds_of_frames(placement->walk_frames, acting->order->fps);
    double time = walk->end - walk->start;
    walk->ease_in =
        has_act(placement, ACT_ENTER) && walk->start <= 0.1 ? 0 : fmin(0.35, 0.35 / time);
    walk->ease_out = has_act(placement, ACT_EXIT) ? 0 : fmin(0.35, 0.4 / time);
    walk->leg = leg_length(acting, part);
    walk->runs = distance / time > 2.2 * sqrt(walk->leg / 0.8);
    double usual = (walk->runs ? 1.3 : 0.82) * walk->leg;
    walk->step = distance / fmax(1, round(distance / usual));
    /* Into profile before the first step, out of it after the last. */
    *list_push(&part->yaws) = (struct value_move){walk->start - 0.35, 0.4, 74};
    int target = acting_player_of(acting, placement->looks_at);
    if (has_act(placement, ACT_EXIT)) return;
    *list_push(&part->yaws) = (struct value_move){walk->end - 0.1, 0.5, 32};
    if (target < 0) return;
    double there = acting->order->shot->placements[target].x_end;
    if ((there - walk->to) * part->facing < -0.05) {
        turn_round(part, walk->end + 0.3);
    }
}

void acting_stage(const struct acting *acting, struct part *part) {
    static const double yaws[] = {32, 0, 74, 152};
    const struct placement *placement = part->placement;
    part->baby = acting->order->players[part - acting->parts].look->age == AGE_BABY;
    part->facing = placement->facing < 0 ? -1 : 1;
    part->yaw = yaws[placement->view & 3];
    part->face = *art_expression(acting->art, EMOTION_NEUTRAL);
    struct face_move mood = {-2, 1, *art_expression(acting->art, placement->emotion),
                             0.4 + 0.6 * part->intensity};
    *list_push(&part->faces) = mood;
    set_base(acting, part);
    set_walk(acting, part);
    if (part->walk.on && !part->baby && acting_base(part, 0)->low)
        change_posture(acting, part, part->walk.start - GET_UP, POSTURE_STAND);
    do_business(acting, part);
    answer_hugs(acting, part);
}
