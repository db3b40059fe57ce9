#include "camera/troupe.h"

#include <math.h>
#include <string.h>

#include "camera/acting.h"
#include "camera/camera.h"
#include "camera/scenery.h"

enum { SHOULDER_REDUCTION = 3, SHADOW_REDUCTION = 4, RACK_STEPS = 8 };

struct box {
    int x0, y0, x1, y1;
};

struct player {
    struct puppet *puppet;
    struct puppet_metrics metrics;
    bool seen, shoulder;
    bool things_only;       /* they are out of the picture, their umbrella is not */
    enum seat seat;         /* under them when they sit */
    bool seat_stays;        /* they sit for some of the shot, and never walk in it */
    double per_metre;       /* picture pixels; at the camera nearest to them */
    double parallax, floor; /* drawing y of the feet */
    double reference_scale; /* projection scale at which the picture is drawn 1:1 */
    int reduction;
    bool moves;         /* their place on the stage changes during the shot */
    struct box visible; /* picture pixels from the feet that the shot can show */
    /* what the picture shows now */
    struct puppet_state state;
    struct box box;
    int blur; /* of RACK_STEPS: how far they are out of focus */
    struct picture *picture, *shadow;
    double shadow_x, shadow_y; /* picture pixels from the feet */
    uint32_t version;
    /* the shoulder's fixed place */
    double share_x, share_y, share_head,
        crown; /* crown: metres above the feet, as they sit or stand */
};

struct troupe {
    const struct art *art;
    const struct shot_order *order;
    const struct set *set;
    const struct lens *lens;
    struct acting *acting;
    struct player *players;
    struct lens_actor *actors;
    size_t count;
    struct lens_place *places; /* parallel to the shot's placements */
    bool still;
};

static const double BED_HEIGHT = 0.56;  /* metres: of the hips of who lies in it */
static const double LOWEST_CHAIR = 0.3; /* metres: below it they kneel or sit on the ground */

/* What stands under those who sit: a set's own furniture lies behind the acting line. Where
 * everybody sits on the floor, nothing. */
static enum seat seat_of(const struct shot_order *order, const struct set *set, double x) {
    static const char *const floors[] = {"hut", "temple", "mosque"};
    static const char *const floor_sets[] = {"majlis", "engawa", "courtyard"};
    static const char *const stones[] = {"forest", "hill",  "mountain", "river",
                                         "lake",   "beach", "sea",      "desert",
                                         "snow",   "cave",  "field"};
    static const char *const crates[] = {"harbour", "market", "lighthouse", "farm",
                                         "lamp_room"};
    for (size_t i = 0; i < COUNT_OF(floors) && set->seat_height <= 0; i++)
        if (strcmp(order->place, floors[i]) == 0) return SEAT_NONE;
    for (size_t i = 0; i < COUNT_OF(floor_sets) && set->seat_height <= 0; i++)
        if (strcmp(set->id, floor_sets[i]) == 0) return SEAT_NONE;
    if (set->seat_right > set->seat_left && x >= set->seat_left && x <= set->seat_right)
        return SEAT_NONE; /* the drawing has one there */
    for (size_t i = 0; i < COUNT_OF(stones); i++)
        if (strcmp(order->place, stones[i]) == 0) return SEAT_STONE;
    for (size_t i = 0; i < COUNT_OF(crates); i++)
        if (strcmp(order->place, crates[i]) == 0) return SEAT_CRATE;
    return order->inside ? SEAT_STOOL : SEAT_BENCH;
}

static bool is_lying(const struct pose *pose) {
    return pose->seat >= 0 && pose->seat < LOWEST_CHAIR && pose->spine < -45;
}

/* Chairs have the set's height, and stay while someone rises from them. Where people sit on the
 * floor, a chair's pose becomes the floor's. */
static void settle_seat(const struct troupe *troupe, const struct player *player,
                        struct puppet_state *state) {
    struct pose *pose = &state->pose;
    double height = troupe->set->seat_height > 0 ? troupe->set->seat_height : 0.44;
    state->seat = player->seat;
    if (player->seat == SEAT_BED) {
        state->seat_height = (float)BED_HEIGHT;
        height = BED_HEIGHT;
        if (is_lying(pose)) {
            pose->seat = (float)BED_HEIGHT;
            return;
        }
    } else {
        state->seat_height = player->seat_stays ? (float)height : 0;
    }
    /* How much they sit on a chair by now, not on heels or the ground. */
    double on = camera_smooth((pose->seat - 0.2) / (art_pose(troupe->art, "sit")->seat - 0.2));
    if (on <= 0) return;
    if (player->seat != SEAT_NONE || troupe->set->seat_height > 0) {
        pose->seat = (float)camera_mix(pose->seat, height, on);
        return;
    }
    const struct pose *ground = art_pose(troupe->art, "sit_floor");
    float *legs[] = {&pose->seat, &pose->hip_near, &pose->knee_near, &pose->hip_far,
                     &pose->knee_far};
    const float down[] = {ground->seat, ground->hip_near, ground->knee_near, ground->hip_far,
                          ground->knee_far};
    for (size_t i = 0; i < COUNT_OF(legs); i++)
        *legs[i] = (float)camera_mix(*legs[i], down[i], on);
}

/* The state shown at a frame: bodies on every second frame, mouths on every one. */
static void state_at(const struct troupe *troupe, size_t index, int64_t frame,
                     struct puppet_state *state, double *x, double *depth) {
    int64_t beat = scenery_beat(troupe->order->fps, frame);
    memset(state, 0, sizeof *state);
    acting_state(troupe->acting, index, beat, state, x, depth);
    if (beat != frame) {
        struct puppet_state now = {0};
        double x_now, depth_now;
        acting_state(troupe->acting, index, frame, &now, &x_now, &depth_now);
        state->mouth = now.mouth;
        /* Under a camera that goes along, a step held for two frames would shake. */
        if (!troupe->still) *x = x_now;
    }
    settle_seat(troupe, &troupe->players[index], state);
    state->things_only = troupe->players[index].things_only;
    *x = lens_staged(&troupe->order->shot->placements[index], &troupe->places[index], *x);
}

/* How much lower than standing they are now, in metres: by the top of what is drawn, arms down.
 */
static double drop_of(const struct troupe *troupe, size_t index,
                      const struct puppet_state *state) {
    struct puppet *puppet = troupe->players[index].puppet;
    struct puppet_state still = *state;
    still.pose.shoulder_near = still.pose.shoulder_far = 0;
    still.pose.elbow_near = still.pose.elbow_far = 0;
    still.holds_near = still.holds_far = NULL;
    struct puppet_state upright = still;
    const float seat = -1;
    upright.pose = (struct pose){.seat = seat};
    double x0, x1, y1, top, upright_top;
    puppet_bounds(puppet, &still, &x0, &top, &x1, &y1);
    puppet_bounds(puppet, &upright, &x0, &upright_top, &x1, &y1);
    return camera_clamp(top - upright_top, -0.3, 1.7);
}

/* Who sits at any time of the shot has a seat all the time. */
static void find_seat(struct troupe *troupe, size_t index) {
    struct player *player = &troupe->players[index];
    const struct shot_order *order = troupe->order;
    const struct placement *placement = &order->shot->placements[index];
    player->seat = seat_of(order, troupe->set, placement->x_end);
    bool beds = strcmp(order->place, "hospital") == 0 || strcmp(order->place, "bedroom") == 0;
    if (placement->on_bed || (beds && placement->posture == POSTURE_LIE))
        player->seat = SEAT_BED;
    if (player->seat == SEAT_BED) return;
    if (player->seat == SEAT_NONE || order->shot->placements[index].walk_frames > 0) return;
    bool sits = false;
    for (int64_t frame = 0; frame < order->shot->frames && !sits; frame += 4) {
        struct puppet_state state = {0};
        double x, depth;
        acting_state(troupe->acting, index, frame, &state, &x, &depth);
        sits = state.pose.seat >= LOWEST_CHAIR;
    }
    player->seat_stays = sits;
}

/* Midway between the farthest that the head goes to either side; a walk's lean passes. */
static double lean_of(const struct troupe *troupe, size_t index) {
    const struct shot *shot = troupe->order->shot;
    enum { LOOKS = 8 };
    double low = 1e9, high = -1e9;
    for (int i = 0; i < LOOKS; i++) {
        struct puppet_state state;
        double x, depth;
        state_at(troupe, index, shot->frames * (2 * i + 1) / (2 * LOOKS), &state, &x, &depth);
        double lean, up;
        puppet_head(troupe->players[index].puppet, &state, &lean, &up);
        low = fmin(low, lean);
        high = fmax(high, lean);
    }
    return (low + high) / 2;
}

static void measure_actor(struct troupe *troupe, size_t index) {
    const struct placement *placement = &troupe->order->shot->placements[index];
    const struct set *set = troupe->set;
    struct player *player = &troupe->players[index];
    struct puppet_state state;
    double x, depth, x0, y0, x1, y1;
    int64_t middle = troupe->order->shot->frames / 2;
    state_at(troupe, index, middle, &state, &x, &depth);
    double drop = drop_of(troupe, index, &state);
    struct puppet_state upright = state;
    upright.pose = (struct pose){.seat = -1};
    puppet_bounds(player->puppet, &upright, &x0, &y0, &x1, &y1);
    player->parallax = lens_parallax(set, placement->depth);
    player->floor = set->floor_y + set->floor_depth_y * placement->depth;
    double unit = set->units_per_metre * player->parallax;
    double eyes = player->metrics.eye_y - drop, chin = player->metrics.chin_y - drop;
    double crown = chin + player->metrics.head_height;
    /* Bounds leave some room; hair and hats take at most a third of a head. */
    double top = camera_clamp(-y0 - drop, crown, crown + 0.33 * player->metrics.head_height);
    double start = troupe->places[index].x, end = troupe->places[index].x_end;
    if (placement->walk_frames <= 0) end = start;
    troupe->actors[index] = (struct lens_actor){
        .character = placement->character,
        .x = DRAWING_WIDTH / 2.0 + start * unit,
        .x_end = DRAWING_WIDTH / 2.0 + end * unit,
        .lean = lean_of(troupe, index) * unit,
        .depth = placement->depth,
        .walk_start = placement->walk_start,
        .walk_frames = placement->walk_frames,
        .parallax = player->parallax,
        .top = player->floor - top * unit,
        .eyes = player->floor - eyes * unit,
        .chin = player->floor - chin * unit,
        .floor = player->floor,
        .head = player->metrics.head_height * unit,
        .half_width = fmax(player->metrics.shoulder_width * 0.62, 0.24) * unit,
        .per_metre = unit,
        .facing = placement->facing < 0 ? -1 : 1};
}

bool troupe_new(const struct art *art, const struct shot_order *order, const struct set *set,
                struct troupe **out, struct error *err) {
    struct troupe *troupe = xcalloc(1, sizeof *troupe);
    const struct shot *shot = order->shot;
    bool people =
        shot->kind != SHOT_TITLE && shot->kind != SHOT_CREDITS && shot->kind != SHOT_INSERT;
    troupe->art = art;
    troupe->order = order;
    troupe->set = set;
    troupe->count = people ? shot->placement_count : 0;
    troupe->players = xcalloc(troupe->count + 1, sizeof *troupe->players);
    troupe->actors = xcalloc(troupe->count + 1, sizeof *troupe->actors);
    troupe->places = xcalloc(shot->placement_count + 1, sizeof *troupe->places);
    lens_stage(order, set, troupe->places);
    for (size_t i = 0; i < troupe->count; i++) {
        if (!art_puppet(art, order->players[i].look, order->festive, &troupe->players[i].puppet,
                        err)) {
            troupe_free(troupe);
            return false;
        }
        troupe->players[i].metrics = puppet_metrics(troupe->players[i].puppet);
    }
    troupe->acting = acting_new(art, order);
    for (size_t i = 0; i < troupe->count; i++) find_seat(troupe, i);
    for (size_t i = 0; i < troupe->count; i++) measure_actor(troupe, i);
    *out = troupe;
    return true;
}

void troupe_free(struct troupe *troupe) {
    if (!troupe) return;
    for (size_t i = 0; i < troupe->count; i++) {
        puppet_free(troupe->players[i].puppet);
        picture_free(troupe->players[i].picture);
        picture_free(troupe->players[i].shadow);
    }
    acting_free(troupe->acting);
    free(troupe->players);
    free(troupe->places);
    free(troupe->actors);
    free(troupe);
}

const struct lens_actor *troupe_actors(const struct troupe *troupe, size_t *count) {
    *count = troupe->count;
    return troupe->actors;
}

/* ---- Staging ---- */

/* Screen place of the feet, and how large the reference picture is there. */
static bool feet_at(const struct troupe *troupe, const struct player *player, int64_t frame,
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
        state_at(troupe, index, frame, &state, &x, &depth);
        if (!feet_at(troupe, player, frame, x, &feet_x, &feet_y, &growth)) continue;
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

/* ---- Drawing ---- */

static struct box meet(struct box a, struct box b) {
    struct box box = {a.x0 > b.x0 ? a.x0 : b.x0, a.y0 > b.y0 ? a.y0 : b.y0,
                      a.x1 < b.x1 ? a.x1 : b.x1, a.y1 < b.y1 ? a.y1 : b.y1};
    if (box.x0 >= box.x1 || box.y0 >= box.y1) box = (struct box){0, 0, 1, 1};
    return box;
}

static void draw_body(const struct troupe *troupe, struct player *player) {
    struct box box = player->box;
    int width = box.x1 - box.x0, height = box.y1 - box.y0;
    if (player->picture)
        picture_resize(player->picture, width, height);
    else
        player->picture = picture_new(width, height);
    cairo_surface_t *surface = picture_surface(player->picture);
    cairo_t *cr = cairo_create(surface);
    cairo_translate(cr, -box.x0, -box.y0);
    cairo_scale(cr, player->per_metre, player->per_metre);
    puppet_draw(player->puppet, cr, &player->state, &troupe->set->light);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
}

/* The body laid onto the ground, away from the key light and towards the camera. */
static void draw_shadow(const struct troupe *troupe, struct player *player) {
    const struct light *light = &troupe->set->light;
    struct box box = player->box;
    picture_free(TAKE(player->shadow));
    double length = camera_clamp(light->shadow_length, 0, 1.7) * fabs(light->key_x);
    double strength = 0.34 * camera_clamp(light->key_strength, 0, 1);
    double tall = -box.y0;
    if (strength < 0.03 || tall < 8 || box.y1 < 1 || light->shadow_length <= 0.02) return;
    double aside = 0.62 * (light->key_x > 0 ? -length : length);
    double fore = camera_clamp(light->shadow_length, 0, 1.2) * troupe->set->floor_depth_y /
                  troupe->set->units_per_metre;
    fore = camera_clamp(fore, 0.1, 0.3);
    double pad = 6 * SHADOW_REDUCTION;
    double x0 = fmin(box.x0, box.x0 + aside * tall) - pad;
    double x1 = fmax(box.x1, box.x1 + aside * tall) + pad;
    double y0 = -0.03 * tall - pad, y1 = fore * tall + pad;
    struct picture *shadow = picture_new((int)((x1 - x0) / SHADOW_REDUCTION) + 1,
                                         (int)((y1 - y0) / SHADOW_REDUCTION) + 1);
    cairo_surface_t *target = picture_surface(shadow), *body = picture_surface(player->picture);
    cairo_t *cr = cairo_create(target);
    cairo_scale(cr, 1.0 / SHADOW_REDUCTION, 1.0 / SHADOW_REDUCTION);
    cairo_translate(cr, -x0, -y0);
    cairo_matrix_t lay = {1, 0, -aside, -fore, 0, 0};
    cairo_transform(cr, &lay);
    cairo_set_source_rgba(cr, light->shade.r * 0.18, light->shade.g * 0.16,
                          light->shade.b * 0.24, strength);
    cairo_mask_surface(cr, body, box.x0, box.y0);
    cairo_destroy(cr);
    cairo_surface_destroy(body);
    cairo_surface_flush(target);
    cairo_surface_destroy(target);
    picture_blur(shadow, fmax(2, 0.012 * tall / SHADOW_REDUCTION * 2), false);
    picture_measure(shadow);
    player->shadow = shadow;
    player->shadow_x = x0;
    player->shadow_y = y0;
}

static void soften_shoulder(const struct troupe *troupe, struct player *player) {
    const struct light *light = &troupe->set->light;
    struct rgb dark = light->shade;
    uint32_t color = 0xff000000u | (uint32_t)(14 + dark.r * 36) << 16 |
                     (uint32_t)(12 + dark.g * 34) << 8 | (uint32_t)(16 + dark.b * 42);
    picture_tint(player->picture, color, 168);
    picture_blur(player->picture, troupe->lens->height * 0.009 / player->reduction, false);
}

/* The focus stays on the other, goes over in the shot's middle and stays on the subject. */
static int blur_at(const struct troupe *troupe, size_t index, int64_t frame) {
    const struct shot *shot = troupe->order->shot;
    if (shot->move != MOVE_RACK_FOCUS) return 0;
    double seconds = seconds_of_frames(frame, troupe->order->fps);
    double middle = 0.45 * seconds_of_frames(shot->frames, troupe->order->fps);
    double on = camera_smooth((seconds - middle + 0.3) / 0.6); /* 1: on the subject */
    bool subject = shot->placements[index].character == shot->subject;
    return (int)lround(RACK_STEPS * (subject ? 1 - on : on));
}

/* Draws again when something about the player has changed. */
static void refresh(const struct troupe *troupe, struct player *player,
                    const struct puppet_state *wanted, int blur) {
    struct puppet_state state = puppet_round(wanted);
    double x0, y0, x1, y1, scale = player->per_metre;
    puppet_bounds(player->puppet, &state, &x0, &y0, &x1, &y1);
    double radius = 0.011 * troupe->lens->height * blur / RACK_STEPS / player->reduction;
    int edge = player->shoulder ? 16 : 3 + (int)ceil(1.6 * radius);
    struct box bounds = {(int)floor(x0 * scale) - edge, (int)floor(y0 * scale) - edge,
                         (int)ceil(x1 * scale) + edge, (int)ceil(y1 * scale) + edge};
    struct box box = meet(bounds, player->visible);
    if (player->picture && memcmp(&player->state, &state, sizeof state) == 0 &&
        player->blur == blur && memcmp(&player->box, &box, sizeof box) == 0)
        return;
    player->state = state;
    player->blur = blur;
    player->box = box;
    player->version++;
    draw_body(troupe, player);
    if (player->shoulder)
        soften_shoulder(troupe, player);
    else
        draw_shadow(troupe, player);
    if (blur) picture_blur(player->picture, radius, false);
    picture_measure(player->picture);
}

size_t troupe_room(const struct troupe *troupe) {
    return 2 * troupe->count;
}

size_t troupe_layers(struct troupe *troupe, int64_t frame, struct layer *layers) {
    size_t count = troupe->count;
    for (size_t i = 0; i < count; i++) {
        struct player *player = &troupe->players[i];
        layers[i] = layers[count + i] = (struct layer){0};
        if (!player->seen || player->shoulder) continue;
        struct puppet_state state;
        double x, depth, feet_x, feet_y, growth;
        state_at(troupe, i, frame, &state, &x, &depth);
        if (!feet_at(troupe, player, frame, x, &feet_x, &feet_y, &growth)) continue;
        if (troupe->still) { /* who stays lies on whole pixels: sharper and quicker */
            int steps = player->moves ? 8 : 1;
            feet_x = round(feet_x * steps) / steps;
            feet_y = round(feet_y * steps) / steps;
            growth = 1;
        }
        refresh(troupe, player, &state, blur_at(troupe, i, frame));
        layers[count + i] =
            compose_layer(player->picture, growth, feet_x + player->box.x0 * growth,
                          feet_y + player->box.y0 * growth);
        layers[count + i].version = player->version;
        if (!player->shadow) continue;
        layers[i] = compose_layer(player->shadow, growth * SHADOW_REDUCTION,
                                  feet_x + player->shadow_x * growth,
                                  feet_y + player->shadow_y * growth);
        layers[i].version = player->version;
    }
    return 2 * count;
}

size_t troupe_shoulder(struct troupe *troupe, int64_t frame, struct layer *layers) {
    for (size_t i = 0; i < troupe->count; i++) {
        struct player *player = &troupe->players[i];
        if (!player->shoulder) continue;
        const struct lens *lens = troupe->lens;
        struct puppet_state state;
        double x, depth;
        state_at(troupe, i, frame, &state, &x, &depth);
        if (lens->width < lens->height) /* nothing held up before the face that matters */
            state.holds_near = state.holds_far = NULL;
        refresh(troupe, player, &state, 0);
        /* Near things pass faster: half as much again as the acting line. */
        struct lens_view view = lens_view(lens, frame), rest = lens->to;
        double scale =
            lens_zoom(&rest, lens->width, lens->height) * lens_base(lens->width, lens->height);
        double growth = pow(lens_zoom(&view, lens->width, lens->height) /
                                lens_zoom(&rest, lens->width, lens->height),
                            1.3);
        double middle_x = lens->width / 2.0, middle_y = lens->height / 2.0;
        double feet_x = player->share_x * lens->width - 1.5 * scale * (view.x - rest.x);
        double feet_y = player->share_y * lens->height - 1.5 * scale * (view.y - rest.y) +
                        player->crown * player->per_metre * player->reduction;
        feet_x = middle_x + (feet_x - middle_x) * growth;
        feet_y = middle_y + (feet_y - middle_y) * growth;
        double size = growth * player->reduction;
        layers[0] = compose_layer(player->picture, size, feet_x + player->box.x0 * size,
                                  feet_y + player->box.y0 * size);
        layers[0].version = player->version;
        return 1;
    }
    return 0;
}
