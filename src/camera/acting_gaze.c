/* Where people look, and when they blink. Eyes go first, the head follows a few frames later.
 */
#include <math.h>
#include <string.h>

#include "camera/acting_inside.h"
#include "camera/camera.h"

int acting_player_of(const struct acting *acting, int character) {
    for (size_t i = 0; i < acting->order->shot->placement_count && character >= 0; i++)
        if (acting->order->shot->placements[i].character == character) return (int)i;
    return -1;
}

static void look(struct part *part, double start, double gaze_x, double gaze_y, double yaw) {
    *list_push(&part->gazes_x) = (struct value_move){start, 0.11, gaze_x};
    *list_push(&part->gazes_y) = (struct value_move){start, 0.11, gaze_y};
    /* a walk or a turn owns the yaw */
    if (!part->walk.on && !part->turns.count && yaw >= 0)
        *list_push(&part->yaws) = (struct value_move){start + 0.13, 0.42, yaw};
    *list_push(&part->blinks) = start - 0.02;
}

/* Looks at another on the stage: straight ahead when they stand where this one faces, out of
 * the corner of the eye and with the head turned back when not. */
static void look_at(const struct acting *acting, struct part *part, double start, int target) {
    const struct placement *self = part->placement;
    double base = part->yaw;
    if (target < 0 || &acting->parts[target] == part) {
        look(part, start, base > 20 && base < 60 ? 0.12 : 0, 0, base);
        return;
    }
    const struct placement *other = &acting->order->shot->placements[target];
    double x = start > part->walk.end && part->walk.on ? self->x_end : self->x;
    double ahead = (other->x - x) * part->facing;
    double apart = fabs(other->x - x) + 0.3, nearer = other->depth - self->depth;
    double down = 0.35 * ((self->posture == POSTURE_STAND) - (other->posture == POSTURE_STAND));
    if (base > 100) { /* seen from behind */
        look(part, start, 0, down, -1);
    } else if (base < 10) {
        look(part, start, camera_clamp(ahead, -0.75, 0.75), down, -1);
    } else if (ahead >= -0.1) {
        double side = camera_clamp(nearer / apart, -0.5, 1);
        look(part, start, 0.5 - 0.35 * side, down, base + 9 - 20 * side);
    } else {
        look(part, start, -0.75, down, camera_clamp(base - 20, 6, 90));
    }
}

static void follow_lines(const struct acting *acting, struct part *part) {
    int home = acting_player_of(acting, part->placement->looks_at);
    look_at(acting, part, -1, home);
    for (size_t i = 0; i < acting->order->shot->line_count; i++) {
        const struct order_line *line = &acting->order->lines[i];
        double start = acting_line_start(line), end = acting_line_end(line);
        struct random random =
            random_seed_for(part->seed ^ (uint64_t)(line->start + 7919), "look");
        if (line->character == part->placement->character) {
            /* A thought before a long line: away and down, then back to whom it is for. */
            if (end - start > 3.5 && start > 0.3 && random_unit(&random) < 0.6) {
                look(part, start - 0.35, -0.35 + 0.7 * random_unit(&random), 0.4, -1);
                look_at(acting, part, start + 0.45, home);
            }
            for (double at = start + 2.4; at < end - 1.2;
                 at += 2.2 + 2 * random_unit(&random)) {
                if (random_unit(&random) < 0.45) continue;
                look(part, at, -0.3 + 0.6 * random_unit(&random),
                     -0.15 + 0.45 * random_unit(&random), -1);
                look_at(acting, part, at + 0.5, home);
            }
            continue;
        }
        int speaker = acting_player_of(acting, line->character);
        if (speaker >= 0 && speaker != home && !line->off_screen) {
            look_at(acting, part, start + 0.22, speaker);
            look_at(acting, part, end + 0.5, home);
        }
    }
}

static void follow_business(const struct acting *acting, struct part *part) {
    for (size_t i = 0; i < part->placement->business_count; i++) {
        const struct stage_business *business = &part->placement->business[i];
        double start = seconds_of_frames(business->start, acting->order->fps);
        double end = start + fmax(0.8, seconds_of_frames(business->length, acting->order->fps));
        int target = acting_player_of(acting, business->target);
        int home = acting_player_of(acting, part->placement->looks_at);
        if (business->act == ACT_LOOK && target < 0)
            look(part, start, 0.55, -0.25, -1);
        else if (business->act == ACT_REACH || business->act == ACT_TAKE ||
                 business->act == ACT_WORK)
            look(part, start, 0.45, 0.5, -1);
        else if (target >= 0)
            look_at(acting, part, start, target);
        else
            continue;
        if (end < acting->seconds) look_at(acting, part, end, home);
    }
}

/* Every 2.5 to 5 seconds, by the shot's seed; none within half a second of another. */
static void add_blinks(const struct acting *acting, struct part *part) {
    struct random random = random_seed_for(part->seed, "blink");
    for (double at = random_range(&random, 0.4, 3.6); at < acting->seconds;
         at += random_range(&random, 2.5, 5))
        *list_push(&part->blinks) = at;
    double *times = part->blinks.items;
    for (size_t i = 1; i < part->blinks.count; i++)
        for (size_t k = i; k > 0 && times[k] < times[k - 1]; k--) {
            double swap = times[k];
            times[k] = times[k - 1];
            times[k - 1] = swap;
        }
    size_t kept = 0;
    for (size_t i = 0; i < part->blinks.count; i++)
        if (kept == 0 || times[i] > times[kept - 1] + 0.5) times[kept++] = times[i];
    part->blinks.count = kept;
}

void acting_attention(const struct acting *acting, struct part *part) {
    follow_lines(acting, part);
    follow_business(acting, part);
    add_blinks(acting, part);
}
