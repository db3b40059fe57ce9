#include <math.h>
#include <string.h>

#include "art/hands.h"
#include "art/person.h"

/* The nearest of what the packs have: the id, then what is common, then anything. */
static const struct outfit *find_outfit(const struct people *people, const struct look *look,
                                        const char *id) {
    const char *common = look->gender == GENDER_FEMALE ? "dress" : "shirt_trousers";
    const struct outfit *found = people_outfit(people, id);
    if (!found) found = people_outfit(people, common);
    if (!found) found = people_outfit(people, "shirt_trousers");
    return found ? found : &people->outfits[0];
}

bool art_puppet(const struct art *art, const struct look *look, bool festive,
                struct puppet **puppet, struct error *err) {
    if (!art->people || !art->people->outfit_count)
        return error_set(err, PROBLEM_UNAVAILABLE,
                         "The art pack has no people; install the program's art folder again.");
    struct puppet *p = xcalloc(1, sizeof *p);
    p->art = art;
    p->people = art->people;
    p->look = *look;
    if ((unsigned)p->look.age >= AGE_COUNT) p->look.age = AGE_ADULT;
    p->outfit = find_outfit(p->people, look,
                            festive && look->festive[0] ? look->festive : look->outfit);
    p->headwear = people_drawing(p->people, "headwear", look->headwear);
    p->hair = people_drawing(p->people, "hair", look->hair);
    if (!p->hair && look->hair[0] && strcmp(look->hair, "bald") != 0)
        p->hair = people_drawing(p->people, "hair", "short");
    p->beard = people_drawing(p->people, "beard", look->beard);
    person_adorn(p, festive);
    double weight = clamp(look->build, -1, 1);
    p->build = body_build(&p->people->builds[p->look.age], look->gender, p->look.age, weight);
    person_features(p);
    *puppet = p;
    return true;
}

void puppet_free(struct puppet *puppet) {
    if (!puppet) return;
    person_layers_free(puppet);
    for (int i = 0; i < 2; i++)
        if (puppet->held[i].paper) cairo_surface_destroy(puppet->held[i].paper);
    paper_done(&puppet->paper);
    free(puppet);
}

static double person_height(const struct puppet *puppet) {
    static const double usual[AGE_COUNT] = {.72, .92, 1.2, 1.42, 1.62, 1.70, 1.70, 1.64};
    double height = puppet->look.height;
    return height > .3 && height < 2.6 ? height : usual[puppet->look.age];
}

struct puppet_metrics puppet_metrics(const struct puppet *puppet) {
    static const struct pose straight = {.seat = -1};
    struct body b;
    double height = person_height(puppet);
    body_pose(&b, &puppet->build, height, 1, &straight, 1, 32);
    double top = -(b.head_centre.y - b.head / 2);
    return (struct puppet_metrics){.height = top,
                                   .head_height = b.head,
                                   .eye_y = -b.head_centre.y,
                                   .chin_y = -(b.head_centre.y + b.head * .49),
                                   .shoulder_y = -(b.top.y + b.head * .1),
                                   .hip_y = -b.pelvis.y,
                                   .knee_y = -b.knee[NEAR].y,
                                   .shoulder_width = b.shoulder * 2};
}

/* Everything in steps, so that frames that look the same are the same. */
static float step(float value, float per_unit) {
    float v = roundf(value * per_unit) / per_unit;
    return isfinite(v) ? (v == 0 ? 0 : v) : 0;
}

struct puppet_state puppet_round(const struct puppet_state *in) {
    struct puppet_state rounded = *in, *out = &rounded;
    float *pose = (float *)&out->pose, *face = (float *)&out->face,
          *mouth = (float *)&out->mouth;
    for (size_t i = 0; i < sizeof out->pose / sizeof *pose; i++) pose[i] = step(pose[i], 2);
    for (size_t i = 0; i < sizeof out->face / sizeof *face; i++) face[i] = step(face[i], 32);
    for (size_t i = 0; i < sizeof out->mouth / sizeof *mouth; i++)
        mouth[i] = step(mouth[i], 100);
    out->pose.lift = step(in->pose.lift, 200);
    out->pose.seat = in->pose.seat < 0 ? -1 : step(in->pose.seat, 200);
    out->pose.breath = step(fmaxf(0, fminf(1, in->pose.breath)), 3);
    out->pose.hand_near = roundf(step(in->pose.hand_near, 2));
    out->pose.hand_far = roundf(step(in->pose.hand_far, 2));
    out->pose.far_arm_in_front = in->pose.far_arm_in_front > .5f;
    out->face.nod = step(in->face.nod, 24);
    out->face.tilt = step(in->face.tilt, .5f);
    out->face.cheek = step(in->face.cheek, 6);
    out->yaw = step(fmaxf(-180, fminf(180, in->yaw)), .5f);
    out->body_turn = step(fmaxf(-90, fminf(90, in->body_turn)), .25f);
    out->sway = step(in->sway, 12);
    out->hold_x = step(in->hold_x, 200);
    out->hold_y = step(in->hold_y, 200);
    out->seat_height = in->seat_height > 0 ? step(fminf(in->seat_height, 2), 200) : 0;
    out->facing = in->facing < 0 ? -1 : 1;
    return rounded;
}

void puppet_bounds(const struct puppet *puppet, const struct puppet_state *state, double *x0,
                   double *y0, double *x1, double *y1) {
    struct puppet_state s = puppet_round(state);
    struct body b;
    body_pose(&b, &puppet->build, person_height(puppet), 1, &s.pose, s.facing,
              s.yaw + s.body_turn);
    double H = b.head;
    struct pt joints[] = {b.pelvis,         b.head_centre,   b.elbow[NEAR],      b.elbow[FAR],
                          b.wrist[NEAR],    b.wrist[FAR],    b.knee[NEAR],       b.knee[FAR],
                          b.ankle_at[NEAR], b.ankle_at[FAR], b.shoulder_at[NEAR]};
    struct box box = {-H, -H, H, H * .3};
    for (size_t i = 0; i < COUNT_OF(joints); i++) {
        box.x0 = fmin(box.x0, joints[i].x - H * 1.35);
        box.x1 = fmax(box.x1, joints[i].x + H * 1.35);
        box.y0 = fmin(box.y0, joints[i].y - H * 1.3);
        box.y1 = fmax(box.y1, joints[i].y + H * .5);
    }
    if (s.seat == SEAT_BED) {
        box.x0 = fmin(box.x0, b.pelvis.x - 1.4);
        box.x1 = fmax(box.x1, b.pelvis.x + 1.4);
        box.y0 = fmin(box.y0, -1.1);
    }
    const char *held[2] = {s.holds_near, s.holds_far};
    for (int i = 0; i < 2; i++) {
        double size = held[i] ? art_prop_size(puppet->art, held[i]) : 0;
        if (size <= 0) continue;
        size += hypot(s.hold_x, s.hold_y);
        box.x0 = fmin(box.x0, b.wrist[i].x - size - H * .5);
        box.x1 = fmax(box.x1, b.wrist[i].x + size + H * .5);
        box.y0 = fmin(box.y0, b.wrist[i].y - size - H * .5);
        box.y1 = fmax(box.y1, b.wrist[i].y + size + H * .5);
    }
    *x0 = box.x0;
    *y0 = box.y0;
    *x1 = box.x1;
    *y1 = box.y1;
}

void puppet_head(const struct puppet *puppet, const struct puppet_state *state, double *x,
                 double *y) {
    struct puppet_state s = puppet_round(state);
    struct body b;
    body_pose(&b, &puppet->build, person_height(puppet), 1, &s.pose, s.facing,
              s.yaw + s.body_turn);
    *x = b.head_centre.x;
    *y = b.head_centre.y;
}

void puppet_grip(const struct puppet *puppet, const struct puppet_state *state, double *x,
                 double *y) {
    struct puppet_state s = puppet_round(state);
    struct body b;
    body_pose(&b, &puppet->build, person_height(puppet), 1, &s.pose, s.facing,
              s.yaw + s.body_turn);
    struct pt at = hands_grip(b.wrist[FAR], b.head * b.build.hand, b.hand_turn[FAR], -b.facing);
    *x = at.x;
    *y = at.y;
}

/* The part that the caller's clip shows, in whole tiles, so that a slow pan redraws nothing. */
static bool find_view(struct figure *fig, cairo_t *cr, const struct puppet_state *state) {
    enum { TILE = 128 };
    double clip[4], bounds[4];
    cairo_clip_extents(cr, &clip[0], &clip[1], &clip[2], &clip[3]);
    puppet_bounds(fig->puppet, state, &bounds[0], &bounds[1], &bounds[2], &bounds[3]);
    for (int i = 0; i < 2; i++) {
        double low = floor(bounds[i] * fig->scale), high = ceil(bounds[i + 2] * fig->scale);
        double seen0 = floor((clip[i] - 8) / TILE) * TILE;
        double seen1 = ceil((clip[i + 2] + 8) / TILE) * TILE;
        fig->view[i] = (int)clamp(fmax(low, seen0), -16000, 16000);
        fig->view[i + 2] = (int)clamp(fmin(high, seen1), -16000, 16000);
        if (fig->view[i + 2] - fig->view[i] > 4096) fig->view[i + 2] = fig->view[i] + 4096;
    }
    return fig->view[0] < fig->view[2] && fig->view[1] < fig->view[3];
}

static void set_up(struct figure *fig) {
    struct puppet *p = fig->puppet;
    const struct puppet_state *s = fig->state;
    struct paper *paper = &p->paper;
    paper->light = fig->light;
    double length = hypot(fig->light->key_x, fig->light->key_y);
    paper->lx = length > 1e-3 ? fig->light->key_x / length : -.88;
    paper->ly = length > 1e-3 ? fig->light->key_y / length : -.48;
    paper->flat = s->silhouette;
    paper->flat_color = light_shade(fig->light, (struct rgb){.10f, .085f, .12f});
    body_pose(&fig->body, &p->build, person_height(p) * fig->scale, fig->scale, &s->pose,
              s->facing, s->yaw + s->body_turn);
    fig->dress = (struct dress){.paper = paper,
                                .body = &fig->body,
                                .outfit = fig->body.back && p->outfit->back ? p->outfit->back
                                                                            : p->outfit,
                                .skin = p->features.skin,
                                .sway = s->sway};
    for (int i = 0; i < 3; i++) fig->dress.colors[i] = p->features.colors[i];
}

/* Layers are drawn upright in pixels. A target that only scales gets them pixel by pixel, on
 * whole pixels; one that turns or stretches gets them finer than it needs. */
static double lay_out(cairo_t *cr) {
    cairo_matrix_t m;
    cairo_get_matrix(cr, &m);
    double scale = sqrt(fabs(m.xx * m.yy - m.xy * m.yx));
    bool upright = m.xx == m.yy && m.xy == 0 && m.yx == 0 && scale >= 1 && scale <= 4096;
    if (upright) {
        cairo_matrix_t pixels = {1, 0, 0, 1, round(m.x0), round(m.y0)};
        cairo_set_matrix(cr, &pixels);
        return scale;
    }
    scale = scale > 1 ? fmin(4096, exp2(ceil(log2(scale) * 8 - 1e-6) / 8)) : 1;
    cairo_scale(cr, 1 / scale, 1 / scale);
    return scale;
}

void puppet_draw(struct puppet *puppet, cairo_t *cr, const struct puppet_state *state,
                 const struct light *light) {
    struct puppet_state rounded = puppet_round(state);
    cairo_save(cr);
    struct figure fig = {
        .puppet = puppet, .state = &rounded, .light = light, .scale = lay_out(cr)};
    cairo_set_tolerance(cr, .25);
    if (find_view(&fig, cr, &rounded)) {
        set_up(&fig);
        person_draw(&fig, cr);
    }
    cairo_restore(cr);
}
