/* What people sit on where a set has nothing under them: a plain stool, a bench, a cushion, a
 * block of stone or a crate. Its form is the place's choice, its wood the culture's. */
#include <math.h>

#include "art/person.h"

/* The seat's own frame: x in head heights from its middle, + the way they face; y 0 its top
 * .. 1 the ground. */
struct frame {
    const struct figure *figure;
    struct paper *paper;
    double x, top, f, H;
};

static struct pt at(const struct frame *s, double x, double y) {
    return (struct pt){s->x + s->f * x * s->H, mix(s->top, 0, y)};
}

static struct rgb wood(const struct frame *s) {
    static const struct rgb tones[CULTURE_COUNT] = {
        [CULTURE_SOUTH_INDIAN] = {.46f, .27f, .17f},
        [CULTURE_NORTH_INDIAN] = {.53f, .31f, .18f},
        [CULTURE_EAST_ASIAN] = {.66f, .49f, .32f},
        [CULTURE_WESTERN] = {.56f, .40f, .26f},
        [CULTURE_MIDDLE_EASTERN] = {.50f, .33f, .20f},
        [CULTURE_AFRICAN] = {.39f, .25f, .17f},
        [CULTURE_FANTASY] = {.44f, .33f, .24f}};
    enum culture culture = s->figure->light->culture;
    return tones[(unsigned)culture < CULTURE_COUNT ? culture : CULTURE_WESTERN];
}

static void form(const struct frame *s, const double (*p)[2], int n, int steps,
                 struct rgb color, double cast) {
    struct pt px[16];
    struct shape shape = {0};
    for (int i = 0; i < n && i < 16; i++) px[i] = at(s, p[i][0], p[i][1]);
    if (steps > 1)
        shape_curve(&shape, px, n, true, steps);
    else
        for (int i = 0; i < n && i < 16; i++) shape_add(&shape, px[i]);
    struct sheet sheet = {
        .ink = paper_ink(s->paper, color), .shade = 5, .rim = 2.2, .cast = cast};
    paper_piece(s->paper, &shape, &sheet);
}

static void stroke(const struct frame *s, double x0, double y0, double x1, double y1,
                   double width, struct rgb color, double alpha) {
    const struct pt p[2] = {at(s, x0, y0), at(s, x1, y1)};
    const double w = width * s->H;
    paper_line(s->paper, p, 2, &w, 1, paper_ink(s->paper, color).base, alpha);
}

static void leg(const struct frame *s, double x0, double x1, double y1, struct rgb color) {
    const double p[4][2] = {{x0 - .05, .10}, {x0 + .05, .10}, {x1 + .035, y1}, {x1 - .035, y1}};
    form(s, p, 4, 1, color, .2);
}

/* A slab on four legs; half its width in head heights. */
static void stool(const struct frame *s, double half) {
    struct rgb color = wood(s), dark = paper_tone(color, -.10, 0, 0);
    double in = half - .12;
    leg(s, -in * .62, -in * .78, .96, dark);
    leg(s, in * .62, in * .78, .96, dark);
    stroke(s, -in * .98, .62, in * .98, .62, .022, dark, 1);
    leg(s, -in * .92, -in * 1.10, 1.02, color);
    leg(s, in * .92, in * 1.10, 1.02, color);
    const double slab[8][2] = {{-half, .02},       {-half + .06, -.03}, {half - .06, -.03},
                               {half, .02},        {half, .12},         {half - .05, .16},
                               {-half + .05, .16}, {-half, .12}};
    form(s, slab, 8, 4, paper_tone(color, .03, 0, 0), .5);
    stroke(s, -half * .8, .045, half * .5, .045, .006, dark, .5);
    stroke(s, -half * .3, .095, half * .8, .095, .006, dark, .5);
}

/* Carved from one block: a curved seat, a waist, a foot. */
static void carved(const struct frame *s) {
    struct rgb color = wood(s), dark = paper_tone(color, -.12, 0, 0);
    static const double foot[6][2] = {{-.40, .88}, {.40, .88},   {.46, .94},
                                      {.44, 1.02}, {-.44, 1.02}, {-.46, .94}};
    static const double waist[8][2] = {{-.30, .12}, {.30, .12},  {.17, .40},  {.17, .64},
                                       {.32, .90},  {-.32, .90}, {-.17, .64}, {-.17, .40}};
    static const double seat[9][2] = {{-.56, -.10}, {-.30, .0},  {0, .03},
                                      {.30, .0},    {.56, -.10}, {.56, .06},
                                      {.28, .20},   {-.28, .20}, {-.56, .06}};
    form(s, waist, 8, 5, dark, .2);
    for (int i = 0; i < 3; i++)
        stroke(s, -.15, .44 + .08 * i, .15, .44 + .08 * i, .010, color, .9);
    form(s, foot, 6, 4, color, .3);
    form(s, seat, 9, 5, color, .5);
}

/* A stuffed leather cushion of eight panels. */
static void cushion(const struct frame *s) {
    static const double side[8][2] = {{-.52, .06}, {0, -.05}, {.52, .06},  {.66, .45},
                                      {.60, .95},  {0, 1.03}, {-.60, .95}, {-.66, .45}};
    struct rgb color = {.52f, .26f, .20f}, seam = paper_tone(color, -.12, 0, 0),
               gold = {.80f, .62f, .32f};
    form(s, side, 8, 6, color, .4);
    for (int i = -1; i <= 1; i++) {
        const struct pt p[3] = {at(s, i * .24, .08), at(s, i * .36, .5), at(s, i * .30, .97)};
        const double w[3] = {.004 * s->H, .011 * s->H, .004 * s->H};
        paper_line(s->paper, p, 3, w, 3, paper_ink(s->paper, seam).base, .9);
    }
    const struct pt band[3] = {at(s, -.60, .26), at(s, 0, .34), at(s, .60, .26)};
    const double w = .018 * s->H;
    paper_line(s->paper, band, 3, &w, 1, paper_ink(s->paper, gold).base, .9);
}

static void stone(const struct frame *s) {
    static const double block[9][2] = {{-.60, .14},  {-.34, -.02}, {.30, -.04},
                                       {.60, .10},   {.70, .55},   {.74, 1.02},
                                       {-.10, 1.05}, {-.72, 1.02}, {-.70, .50}};
    static const double face[5][2] = {
        {-.60, .14}, {-.30, .24}, {-.36, 1.03}, {-.72, 1.02}, {-.70, .50}};
    struct rgb color = {.55f, .53f, .51f}, dark = paper_tone(color, -.09, 0, 0);
    form(s, block, 9, 2, color, .4);
    struct shape shape = {0};
    for (int i = 0; i < 5; i++) shape_add(&shape, at(s, face[i][0] * s->f, face[i][1]));
    paper_fill(s->paper, &shape, paper_ink(s->paper, dark).base, .45);
    stroke(s, -.30, .24, .58, .12, .008, dark, .8);
    stroke(s, .10, .42, .26, .60, .007, dark, .7);
    stroke(s, .26, .60, .22, .74, .006, dark, .7);
}

static void crate(const struct frame *s) {
    static const double box[4][2] = {{-.58, 0}, {.58, 0}, {.56, 1.02}, {-.56, 1.02}};
    struct rgb color = wood(s), dark = paper_tone(color, -.13, 0, 0),
               light = paper_tone(color, .05, 0, 0);
    form(s, box, 4, 1, paper_tone(color, -.05, 0, 0), .4);
    for (int i = 1; i < 4; i++) stroke(s, -.56, .255 * i, .56, .255 * i, .012, dark, .9);
    for (int side = -1; side <= 1; side += 2) {
        const double post[4][2] = {{side * .50 - .075, .01},
                                   {side * .50 + .075, .01},
                                   {side * .485 + .075, 1.02},
                                   {side * .485 - .075, 1.02}};
        form(s, post, 4, 1, light, .25);
        for (int i = 0; i < 4; i++)
            paper_dot(s->paper, at(s, side * .495, .13 + .25 * i), .016 * s->H, .016 * s->H, 0,
                      paper_ink(s->paper, dark).base, .9);
    }
    static const double lid[4][2] = {{-.62, -.05}, {.62, -.05}, {.62, .07}, {-.62, .07}};
    form(s, lid, 4, 1, light, .5);
}

/* Where its top is follows from the seat's height and the sitter's legs, not from the pose, so
 * that it stays when they get up. */
static double top_of(const struct figure *fig) {
    const struct body *b = &fig->body;
    double seat = fig->state->seat_height > 0 ? fig->state->seat_height : fig->state->pose.seat;
    double sitting = b->ankle + cos(radians(84)) * b->thigh * .86 + cos(radians(2)) * b->shin;
    double hips = fmax(seat * fig->scale + b->head * .13 * b->build.limb, sitting);
    return -(hips - b->head * .17 * b->build.limb);
}

void person_seat(const struct figure *fig) {
    const struct body *b = &fig->body;
    const struct puppet_state *state = fig->state;
    if (state->seat == SEAT_NONE || (state->pose.seat < .25f && state->seat_height <= 0))
        return;
    struct frame s = {fig,         &fig->puppet->paper, b->pelvis.x + b->facing * b->head * .06,
                      top_of(fig), b->facing,           b->head};
    enum culture culture = fig->light->culture;
    switch (state->seat) {
    case SEAT_BENCH:
        stool(&s, 1.05);
        break;
    case SEAT_STONE:
        stone(&s);
        break;
    case SEAT_CRATE:
        crate(&s);
        break;
    case SEAT_STOOL:
    case SEAT_NONE:
    default:
        if (culture == CULTURE_AFRICAN)
            carved(&s);
        else if (culture == CULTURE_MIDDLE_EASTERN)
            cushion(&s);
        else
            stool(&s, .56);
        break;
    }
}
