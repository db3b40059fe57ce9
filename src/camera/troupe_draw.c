/* Their pictures and shadows, drawn again when something about them has changed. */
#include "camera/troupe_inside.h"

#include <math.h>
#include <string.h>

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

/* Darkest at the feet, so that they stand on what they throw. */
static cairo_pattern_t *shadow_paint(const struct light *light, double tall, double strength) {
    cairo_pattern_t *paint = cairo_pattern_create_linear(0, 0, 0, -tall);
    static const double heights[] = {0, 0.3, 1}, shares[] = {2, 1.2, 0.6};
    for (size_t i = 0; i < COUNT_OF(heights); i++)
        cairo_pattern_add_color_stop_rgba(paint, heights[i], light->shade.r * 0.18,
                                          light->shade.g * 0.15, light->shade.b * 0.22,
                                          strength * shares[i]);
    return paint;
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
    /* Under a high sun it is a pool about the feet. */
    double aside = 0.62 * length * fmin(sqrt(length) + 0.1, 1) * (light->key_x > 0 ? -1 : 1);
    double fore = camera_clamp(light->shadow_length, 0, 1.2) * troupe->set->floor_depth_y /
                  troupe->set->units_per_metre;
    fore = camera_clamp(fore, 0.055, 0.3);
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
    cairo_pattern_t *paint = shadow_paint(light, tall, strength);
    cairo_set_source(cr, paint);
    cairo_mask_surface(cr, body, box.x0, box.y0);
    cairo_pattern_destroy(paint);
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
        troupe_state_at(troupe, i, frame, &state, &x, &depth);
        if (!troupe_feet_at(troupe, player, frame, x, &feet_x, &feet_y, &growth)) continue;
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
        troupe_state_at(troupe, i, frame, &state, &x, &depth);
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
