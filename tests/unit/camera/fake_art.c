#include "fake_art.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

struct puppet {
    struct look look;
};

unsigned fake_head_color(size_t player) {
    static const unsigned colors[] = {0xff0000, 0x0000ff, 0xff00ff, 0x00ffff};
    return colors[player & 3];
}

/* ---- Light ---- */

struct oklab oklab_from_rgb(struct rgb rgb) {
    return (struct oklab){(rgb.r + rgb.g + rgb.b) / 3, rgb.r - rgb.g, rgb.b - rgb.g};
}
struct rgb oklab_to_rgb(struct oklab lab) {
    float g = fminf(fmaxf(lab.l - (lab.a + lab.b) / 3, 0), 1);
    return (struct rgb){fminf(fmaxf(g + lab.a, 0), 1), g, fminf(fmaxf(g + lab.b, 0), 1)};
}

/* ---- Sets ---- */

struct hash art_hash(const struct art *art) {
    (void)art;
    return hash_of("fake", 4);
}

static cairo_surface_t *plane_surface(struct set_plane *plane, double scale, double x0, double y0,
                                      double x1, double y1, cairo_t **cr) {
    plane->x = x0, plane->y = y0;
    plane->units_per_pixel = 1 / scale;
    plane->surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)ceil((x1 - x0) * scale),
                                                (int)ceil((y1 - y0) * scale));
    *cr = cairo_create(plane->surface);
    cairo_scale(*cr, scale, scale);
    cairo_translate(*cr, -x0, -y0);
    return plane->surface;
}

bool art_set(const struct art *art, const struct set_order *order, struct set **out,
             struct error *err) {
    (void)art, (void)err;
    struct set *set = xcalloc(1, sizeof *set);
    strcpy(set->id, "fake");
    set->plane_count = 4;
    set->planes = xcalloc(4, sizeof *set->planes);
    set->stage = 3;
    set->units_per_metre = 240;
    set->floor_y = 940;
    set->floor_depth_y = 60;
    set->left = -3, set->right = 3;
    set->light = (struct light){.air = {0.7F, 0.8F, 0.9F}, .key = {1, 0.95F, 0.8F},
                                .base = {0.6F, 0.5F, 0.4F}, .shade = {0.3F, 0.25F, 0.35F},
                                .accent = {0.8F, 0.3F, 0.2F}, .key_x = -0.6F, .key_y = -0.8F,
                                .key_strength = 0.8F, .ambient = 0.8F, .shadow_length = 0.6F};
    static const double parallax[] = {0.05, 0.4, 1, 1.5};
    cairo_t *cr;
    for (int i = 0; i < 4; i++) {
        struct set_plane *plane = &set->planes[i];
        plane->parallax = parallax[i];
        plane->opaque = i == 0;
        if (i == 0) {
            plane_surface(plane, order->scale, -100, -100, 2020, 1180, &cr);
            cairo_set_source_rgb(cr, 0.6, 0.78, 0.9);
            cairo_paint(cr);
        } else if (i == 1) {
            plane_surface(plane, order->scale, -100, 400, 2020, 1180, &cr);
            cairo_set_source_rgb(cr, 0.45, 0.6, 0.5);
            for (int hill = 0; hill < 5; hill++) {
                cairo_arc(cr, 430 * hill, 820, 260, 0, 6.2832);
                cairo_fill(cr);
            }
            plane->motion = MOTION_SWAY;
            plane->motion_amount = 6;
        } else if (i == 2) {
            plane_surface(plane, order->scale, -100, 820, 2020, 1180, &cr);
            cairo_set_source_rgb(cr, 0.55, 0.42, 0.3);
            cairo_paint(cr);
        } else {
            plane_surface(plane, order->scale, -100, -100, 120, 1180, &cr);
            cairo_set_source_rgb(cr, 0.2, 0.14, 0.16);
            cairo_arc(cr, -60, 500, 140, 0, 6.2832);
            cairo_fill(cr);
        }
        cairo_destroy(cr);
        cairo_surface_flush(plane->surface);
    }
    *out = set;
    return true;
}

void set_free(struct set *set) {
    if (!set) return;
    for (size_t i = 0; i < set->plane_count; i++) cairo_surface_destroy(set->planes[i].surface);
    free(set->planes);
    free(set);
}

struct hash set_order_hash(const struct art *art, const struct set_order *order) {
    (void)art;
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_text(&hasher, order->place);
    hasher_f64(&hasher, order->scale);
    return hasher_final(&hasher);
}

bool art_prop(const struct art *art, const char *id, const struct light *light, cairo_t *cr,
              double *hold_x, double *hold_y) {
    (void)art, (void)light;
    if (strcmp(id, "lamp") != 0) return false;
    cairo_set_source_rgb(cr, 1, 1, 0);
    cairo_rectangle(cr, -0.25, -0.5, 0.5, 1);
    cairo_fill(cr);
    if (hold_x) *hold_x = 0;
    if (hold_y) *hold_y = 0.3;
    return true;
}
double art_prop_size(const struct art *art, const char *id) {
    (void)art;
    return strcmp(id, "lamp") == 0 ? 0.4 : 0;
}

/* ---- People: body, head, and a nose on the side they face ---- */

bool art_puppet(const struct art *art, const struct look *look, bool festive, struct puppet **puppet,
                struct error *err) {
    (void)art, (void)festive, (void)err;
    *puppet = xcalloc(1, sizeof **puppet);
    (*puppet)->look = *look;
    return true;
}
void puppet_free(struct puppet *puppet) {
    free(puppet);
}
struct puppet_metrics puppet_metrics(const struct puppet *puppet) {
    double height = puppet->look.height;
    return (struct puppet_metrics){.height = height, .eye_y = height - 0.12, .head_height = 0.24,
                                   .chin_y = height - 0.24, .shoulder_y = height - 0.32,
                                   .hip_y = height * 0.52, .knee_y = height * 0.28,
                                   .shoulder_width = 0.42};
}

static double lowered(const struct puppet *puppet, const struct puppet_state *state) {
    return state->pose.seat >= 0 ? puppet->look.height * 0.52 - state->pose.seat : 0;
}

void puppet_draw(struct puppet *puppet, cairo_t *cr, const struct puppet_state *state,
                 const struct light *light) {
    (void)light;
    double top = -(puppet->look.height - lowered(puppet, state));
    unsigned color = fake_head_color((size_t)puppet->look.seed);
    cairo_set_source_rgb(cr, 0.2, 0.5, 0.2);
    cairo_rectangle(cr, -0.21, top + 0.26, 0.42, -top - 0.26);
    cairo_fill(cr);
    cairo_set_source_rgb(cr, (color >> 16) / 255.0, (color >> 8 & 255) / 255.0,
                         (color & 255) / 255.0);
    cairo_rectangle(cr, -0.09, top, 0.18, 0.24);
    cairo_fill(cr);
    cairo_rectangle(cr, state->facing > 0 ? 0.09 : -0.12, top + 0.1, 0.03, 0.04);
    cairo_fill(cr);
    cairo_set_source_rgb(cr, 0, 0, 0);
    cairo_rectangle(cr, -0.04, top + 0.18, 0.08, 0.005 + 0.03 * state->mouth.down);
    cairo_fill(cr);
}

void puppet_bounds(const struct puppet *puppet, const struct puppet_state *state, double *x0,
                   double *y0, double *x1, double *y1) {
    *x0 = -0.24, *x1 = 0.24, *y1 = 0.02;
    *y0 = -(puppet->look.height - lowered(puppet, state)) - 0.02;
}

const struct face *art_expression(const struct art *art, enum emotion emotion) {
    static const struct face face = {.lid = 0.86F};
    (void)art, (void)emotion;
    return &face;
}
const struct mouth_form *art_mouth(const struct art *art, const char *name) {
    static const struct mouth_form open = {.down = 1}, shut = {.down = 0};
    (void)art;
    return strcmp(name, "Ah") == 0 ? &open : &shut;
}
const struct pose *art_pose(const struct art *art, const char *name) {
    static const struct pose stand = {.seat = -1}, sit = {.seat = 0.45F};
    (void)art;
    return strncmp(name, "sit", 3) == 0 ? &sit : &stand;
}

/* ---- Casting and lips, as far as the camera asks ---- */

void look_hash(const struct look *look, struct hasher *hasher) {
    hasher_u64(hasher, look->seed);
    hasher_f64(hasher, look->height);
}
const char *mouth_name(enum mouth mouth) {
    return mouth == MOUTH_AH ? "Ah" : "Neutral";
}

void fake_shot_init(struct fake_shot *fake, enum shot_kind kind, enum shot_size size, size_t people,
                    int width, int height) {
    memset(fake, 0, sizeof *fake);
    fake->shot = (struct shot){.kind = kind, .size = size, .scene = 0, .number = 1,
                               .subject = people ? 0 : -1, .other = people > 1 ? 1 : -1,
                               .move = MOVE_STATIC, .move_amount = 0.6, .frames = 48,
                               .placements = fake->placements, .placement_count = people};
    for (size_t i = 0; i < people; i++) {
        fake->placements[i] = (struct placement){
            .character = (int)i, .x = -0.45 * (double)(people - 1) + 0.9 * (double)i,
            .facing = i == 0 ? 1 : -1, .posture = POSTURE_STAND, .looks_at = i ? 0 : 1,
            .emotion = EMOTION_NEUTRAL};
        fake->placements[i].x_end = fake->placements[i].x;
        fake->looks[i] = (struct look){.seed = i, .height = 1.7 - 0.08 * (double)i};
        fake->players[i] = (struct order_player){&fake->looks[i], "Somebody"};
    }
    fake->cues[0] = (struct mouth_cue){MOUTH_AH, 0, 24000, 1};
    fake->mouths = (struct mouth_track){fake->cues, 1};
    fake->lines[0] = (struct order_line){.character = 0, .start = 12000, .length = 24000,
                                         .text = "Ah.", .mouths = &fake->mouths};
    fake->shot.lines = fake->shot_lines;
    fake->shot.line_count = people ? 1 : 0;
    fake->order = (struct shot_order){.shot = &fake->shot, .players = fake->players,
                                      .lines = fake->lines, .place = "field",
                                      .hour = HOUR_MORNING, .width = width, .height = height,
                                      .fps = {24, 1}, .seed = 7, .shot_seed = 11};
}
