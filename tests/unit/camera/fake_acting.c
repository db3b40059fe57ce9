/* Acting of the fewest means: they stand or sit, walk, and open their mouths. */
#include "camera/acting.h"

#include "base/memory.h"
#include "camera/camera.h"

struct acting {
    const struct art *art;
    const struct shot_order *order;
};

struct acting *acting_new(const struct art *art, const struct shot_order *order) {
    struct acting *acting = xcalloc(1, sizeof *acting);
    *acting = (struct acting){art, order};
    return acting;
}

void acting_free(struct acting *acting) {
    free(acting);
}

static const char *mouth_at(const struct acting *acting, int character, int64_t sample) {
    const struct shot *shot = acting->order->shot;
    for (size_t i = 0; i < shot->line_count; i++) {
        const struct order_line *line = &acting->order->lines[i];
        int64_t at = sample - line->start;
        if (line->character != character || line->off_screen || !line->mouths) continue;
        for (size_t c = 0; c < line->mouths->count; c++)
            if (at >= line->mouths->cues[c].start && at < line->mouths->cues[c].end)
                return mouth_name(line->mouths->cues[c].mouth);
    }
    return "Neutral";
}

void acting_state(const struct acting *acting, size_t player, int64_t frame,
                  struct puppet_state *state, double *x, double *depth) {
    const struct placement *placement = &acting->order->shot->placements[player];
    static const float yaws[] = {32, 0, 90, 180};
    const char *pose = placement->posture == POSTURE_SIT     ? "sit"
                       : placement->posture == POSTURE_KNEEL ? "kneel"
                                                             : "stand";
    int64_t sample = samples_of_frames(frame, acting->order->fps);
    state->pose = *art_pose(acting->art, pose);
    state->face = *art_expression(acting->art, placement->emotion);
    state->mouth = *art_mouth(acting->art, mouth_at(acting, placement->character, sample));
    state->yaw = yaws[placement->view & 3];
    state->facing = placement->facing < 0 ? -1 : 1;
    state->holds_near = placement->holds;
    double t = placement->walk_frames > 0
                   ? (double)(frame - placement->walk_start) / (double)placement->walk_frames
                   : 0;
    *x = camera_mix(placement->x, placement->x_end, camera_clamp(t, 0, 1));
    *depth = placement->depth;
}

bool acting_receives(const struct acting *acting, size_t player, int64_t frame, size_t *giver,
                     int64_t *when, double *left) {
    (void)acting, (void)player, (void)frame, (void)giver, (void)when, (void)left;
    return false; /* nothing changes hands here */
}
