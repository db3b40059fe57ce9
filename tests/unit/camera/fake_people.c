#include "fake_art.h"

#include <string.h>

#include "base/memory.h"

struct puppet {
    struct look look;
};

unsigned fake_head_color(size_t player) {
    static const unsigned colors[] = {0xff0000, 0x0000ff, 0xff00ff, 0x00ffff};
    return colors[player & 3];
}

/* ---- People: body, head, and a nose on the side they face ---- */

bool art_puppet(const struct art *art, const struct look *look, bool festive,
                struct puppet **puppet, struct error *err) {
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
    return (struct puppet_metrics){.height = height,
                                   .eye_y = height - 0.12,
                                   .head_height = 0.24,
                                   .chin_y = height - 0.24,
                                   .shoulder_y = height - 0.32,
                                   .hip_y = height * 0.52,
                                   .knee_y = height * 0.28,
                                   .shoulder_width = 0.42};
}

static double lowered(const struct puppet *puppet, const struct puppet_state *state) {
    return state->pose.seat >= 0 ? puppet->look.height * 0.52 - state->pose.seat : 0;
}

struct puppet_state puppet_round(const struct puppet_state *state) {
    return *state;
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

void puppet_grip(const struct puppet *puppet, const struct puppet_state *state, double *x,
                 double *y) {
    (void)puppet;
    *x = 0.3 * state->facing;
    *y = -0.9;
}

void puppet_head(const struct puppet *puppet, const struct puppet_state *state, double *x,
                 double *y) {
    *x = 0;
    *y = lowered(puppet, state) - puppet->look.height + 0.12;
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

void fake_shot_init(struct fake_shot *fake, enum shot_kind kind, enum shot_size size,
                    size_t people, int width, int height) {
    memset(fake, 0, sizeof *fake);
    fake->shot = (struct shot){.kind = kind,
                               .size = size,
                               .scene = 0,
                               .number = 1,
                               .subject = people ? 0 : -1,
                               .other = people > 1 ? 1 : -1,
                               .move = MOVE_STATIC,
                               .move_amount = 0.6,
                               .frames = 48,
                               .placements = fake->placements,
                               .placement_count = people};
    for (size_t i = 0; i < people; i++) {
        fake->placements[i] =
            (struct placement){.character = (int)i,
                               .x = -0.45 * (double)(people - 1) + 0.9 * (double)i,
                               .facing = i == 0 ? 1 : -1,
                               .posture = POSTURE_STAND,
                               .looks_at = i ? 0 : 1,
                               .emotion = EMOTION_NEUTRAL};
        fake->placements[i].x_end = fake->placements[i].x;
        fake->looks[i] = (struct look){.seed = i, .height = 1.7 - 0.08 * (double)i};
        fake->players[i] = (struct order_player){&fake->looks[i], "Somebody"};
    }
    fake->cues[0] = (struct mouth_cue){MOUTH_AH, 0, 24000, 1};
    fake->mouths = (struct mouth_track){fake->cues, 1};
    fake->lines[0] = (struct order_line){.character = 0,
                                         .start = 12000,
                                         .length = 24000,
                                         .text = "Ah.",
                                         .mouths = &fake->mouths};
    fake->shot.lines = fake->shot_lines;
    fake->shot.line_count = people ? 1 : 0;
    fake->order = (struct shot_order){.shot = &fake->shot,
                                      .players = fake->players,
                                      .lines = fake->lines,
                                      .place = "field",
                                      .hour = HOUR_MORNING,
                                      .width = width,
                                      .height = height,
                                      .fps = {24, 1},
                                      .seed = 7,
                                      .shot_seed = 11};
}
