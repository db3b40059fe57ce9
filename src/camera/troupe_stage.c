/* Where they are in the frame, who is left out, and whose shoulder stands in front. */
#include "camera/troupe_inside.h"

#include <math.h>
#include <string.h>

bool troupe_feet_at(const struct troupe *troupe, const struct player *player, int64_t frame,
                    double x, double *screen_x, double *screen_y, double *growth) {
    const struct lens *lens = troupe->lens;
    struct lens_view view = lens_view(lens, frame);
    struct projection at;
    if (!lens_project(&view, player->parallax, lens->width, lens->height, &at)) return false;
    double unit = troupe->set->units_per_metre * player->parallax;
    *screen_x = at.scale * (DRAWING_WIDTH / 2.0 + x * unit) + at.x;
    *screen_y = at.scale * player->floor + at.y;
    *growth = player->reference_scale > 0 ? at.scale / player->reference_scale : 1;
    return true;
}

static void find_reference(struct troupe *troupe, struct player *player) {
    int64_t last = troupe->lens->frames - 1;
    for (int end = 0; end < 2; end++) {
        struct lens_view view = lens_view(troupe->lens, end ? last : 0);
        struct projection at;
        if (lens_project(&view, player->parallax, troupe->lens->width, troupe->lens->height,
                         &at) &&
            at.scale > player->reference_scale)
            player->reference_scale = at.scale;
    }
    player->reduction = 1;
    player->per_metre =
        player->reference_scale * troupe->set->units_per_metre * player->parallax;
}

/* All that the frame can show of them over the shot, so that a picture never depends on where
 * the shooting started. */
static void find_visible(struct troupe *troupe, size_t index) {
    struct player *player = &troupe->players[index];
    player->visible = (struct box){0, 0, 0, 0};
    bool first = true;
    double stood = 0;
    for (int64_t frame = 0; frame < troupe->lens->frames; frame++) {
        struct puppet_state state;
        double x, depth, feet_x, feet_y, growth;
        if (frame != scenery_beat(troupe->order->fps, frame) && troupe->still) continue;
        troupe_state_at(troupe, index, frame, &state, &x, &depth);
        if (!troupe_feet_at(troupe, player, frame, x, &feet_x, &feet_y, &growth)) continue;
        player->moves |= !first && x != stood;
        stood = x;
        struct box seen = {(int)floor(-feet_x / growth) - 2, (int)floor(-feet_y / growth) - 2,
                           (int)ceil((troupe->lens->width - feet_x) / growth) + 2,
                           (int)ceil((troupe->lens->height - feet_y) / growth) + 2};
        struct box *all = &player->visible;
        if (first) *all = seen;
        all->x0 = seen.x0 < all->x0 ? seen.x0 : all->x0;
        all->y0 = seen.y0 < all->y0 ? seen.y0 : all->y0;
        all->x1 = seen.x1 > all->x1 ? seen.x1 : all->x1;
        all->y1 = seen.y1 > all->y1 ? seen.y1 : all->y1;
        first = false;
    }
}

/* In a picture of one person, others are left out when the frame would cut their faces. */
static bool spoils(const struct troupe *troupe, size_t index) {
    const struct shot *shot = troupe->order->shot;
    const struct lens_actor *actor = &troupe->actors[index];
    if (shot->kind != SHOT_SINGLE && shot->kind != SHOT_REACTION && shot->kind != SHOT_VIEW &&
        shot->kind != SHOT_OVER_SHOULDER && shot->kind != SHOT_TWO)
        return false;
    if (actor->character == shot->subject || actor->character == shot->other) return false;
    if (shot->size >= SIZE_MEDIUM_CLOSE) return true;
    for (int end = 0; end < 2; end++) {
        struct lens_view view = lens_view(troupe->lens, end ? troupe->lens->frames - 1 : 0);
        struct projection at;
        double width = troupe->lens->width;
        if (!lens_project(&view, actor->parallax, troupe->lens->width, troupe->lens->height,
                          &at))
            return true;
        double x = at.scale * ((end ? actor->x_end : actor->x) + actor->lean) + at.x;
        double half = 0.5 * actor->head * at.scale;
        if ((x - half < 0 && x + half > 0) || (x - half < width && x + half > width))
            return true;
        for (size_t i = 0; i < troupe->count; i++) {
            const struct lens_actor *subject = &troupe->actors[i];
            if (subject->character == shot->subject && actor->depth >= subject->depth &&
                fabs(subject->x - actor->x) < 0.9 * subject->head)
                return true;
        }
    }
    return false;
}

/* Where the subject's face ends on the side of the shoulder, as a share of the frame. */
static double face_end(const struct troupe *troupe, const struct lens_actor *subject) {
    const struct lens *lens = troupe->lens;
    double end = -1e9;
    for (int last = 0; last < 2; last++) {
        struct lens_view view = lens_view(lens, last ? lens->frames - 1 : 0);
        struct projection at;
        if (!lens_project(&view, subject->parallax, lens->width, lens->height, &at)) continue;
        double face = at.scale * (subject->x + subject->lean) + at.x;
        double edge =
            (face - lens->width / 2.0) * subject->facing + 0.5 * subject->head * at.scale;
        end = fmax(end, edge / lens->width);
    }
    return end; /* from the middle, towards the shoulder */
}

/* Drawing units above the feet, as they sit or stand. */
static double crown_of(const struct lens_actor *actor) {
    return actor->floor - actor->chin + actor->head;
}

/* The one in front in an over-the-shoulder shot: at the edge that the subject looks to, clear
 * of the subject's face. */
static void place_shoulder(struct troupe *troupe, struct player *player,
                           const struct lens_actor *actor, const struct lens_actor *subject) {
    const struct lens *lens = troupe->lens;
    double aspect = (double)lens->width / lens->height;
    player->shoulder = true;
    player->crown = crown_of(actor) / actor->per_metre;
    player->share_head = fmin(0.52, 0.5 * aspect);
    double half = 0.45 * player->share_head / aspect;
    double away =
        fmax(camera_clamp(0.36 + 0.05 * aspect, 0.38, 0.46), face_end(troupe, subject) + half);
    /* In a narrow frame only the edge of the head and the shoulder come in. */
    double most = 0.5 + (aspect < 0.9 ? 0.85 : 0.5) * half;
    player->share_x = 0.5 + subject->facing * fmin(away, most);
    /* The crown: higher than usual before somebody smaller, so that a shoulder is seen, lower
     * before somebody taller. The lens is near: a part of the difference shows. */
    double level = (crown_of(actor) - crown_of(subject)) / actor->per_metre;
    player->share_y = camera_clamp((aspect < 1 ? 0.42 : 0.36) - 0.8 * level, -0.2, 0.66);
    player->reduction = SHOULDER_REDUCTION;
    player->per_metre =
        player->share_head * lens->height / player->metrics.head_height / player->reduction;
    player->parallax = 1.6;
    double x0 = -player->share_x * lens->width / player->reduction, room = 0.08 * lens->width;
    double feet = (player->share_y * lens->height) / player->reduction +
                  player->crown * player->per_metre;
    player->visible =
        (struct box){(int)(x0 - room), (int)(-feet - room),
                     (int)(x0 + lens->width / (double)player->reduction + room),
                     (int)(lens->height / (double)player->reduction - feet + room)};
}

void troupe_stage(struct troupe *troupe, const struct lens *lens) {
    const struct shot *shot = troupe->order->shot;
    troupe->lens = lens;
    troupe->still = !lens_moves(lens);
    const struct lens_actor *subject = NULL;
    for (size_t i = 0; i < troupe->count && !subject; i++)
        if (troupe->actors[i].character == shot->subject) subject = &troupe->actors[i];
    for (size_t i = 0; i < troupe->count; i++) {
        struct player *player = &troupe->players[i];
        player->seen = !spoils(troupe, i);
        /* An umbrella goes on covering who stands under it. */
        const char *holds = shot->placements[i].holds;
        player->things_only = !player->seen && holds && strcmp(holds, "umbrella") == 0;
        player->seen |= player->things_only;
        if (shot->kind == SHOT_OVER_SHOULDER && troupe->actors[i].character == shot->other &&
            subject && shot->other != shot->subject) {
            place_shoulder(troupe, player, &troupe->actors[i], subject);
        } else if (player->seen) {
            find_reference(troupe, player);
            find_visible(troupe, i);
        }
    }
}
