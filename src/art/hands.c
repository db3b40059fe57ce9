#include "art/hands.h"

#include <math.h>

struct hand {
    struct paper *paper;
    struct pt at;
    double size, c, s, side;
    struct sheet sheet;
};

static struct pt place(const struct hand *h, double x, double y) {
    x *= h->side;
    return (struct pt){h->at.x + h->size * (x * h->c - y * h->s),
                       h->at.y + h->size * (x * h->s + y * h->c)};
}

static struct hand hand_make(struct paper *paper, struct pt at, double size, double turn,
                             double side) {
    return (struct hand){
        .paper = paper, .at = at, .size = size, .c = cos(turn), .s = sin(turn), .side = side};
}

struct pt hands_grip(struct pt wrist, double size, double turn, double side) {
    struct hand h = hand_make(NULL, wrist, size, turn, side);
    return place(&h, .03, .40);
}

/* Two bones: from x, y turned by a1, then by a2 more. */
static void finger(const struct hand *h, double x, double y, double a1, double l1, double a2,
                   double l2, double r, double cast) {
    double bx = x + l1 * sin(a1), by = y + l1 * cos(a1);
    double cx = bx + l2 * sin(a1 + a2), cy = by + l2 * cos(a1 + a2);
    struct tube tube = shape_tube(place(h, x, y), place(h, bx, by), place(h, cx, cy),
                                  r * h->size, r * .96 * h->size, r * .76 * h->size);
    struct shape shape = {0};
    shape_tube_outline(&tube, &shape);
    struct sheet sheet = h->sheet;
    sheet.cast = cast;
    paper_piece(h->paper, &shape, &sheet);
}

static void palm(const struct hand *h, const struct pt *points, int n, double cast) {
    struct pt px[12];
    struct shape shape = {0};
    for (int i = 0; i < n && i < 12; i++) px[i] = place(h, points[i].x, points[i].y);
    shape_curve(&shape, px, n, true, 6);
    struct sheet sheet = h->sheet;
    sheet.cast = cast;
    sheet.shade = 3.2;
    sheet.rim = 1.8;
    paper_piece(h->paper, &shape, &sheet);
}

static void knuckle(const struct hand *h, double x, double y) {
    struct pt c = place(h, x, y);
    struct shape shape = {0};
    shape_ellipse(&shape, c, .066 * h->size, .110 * h->size, atan2(h->s, h->c) + .08 * h->side);
    struct sheet sheet = h->sheet;
    sheet.cast = .15;
    sheet.shade = 1.6;
    sheet.rim = 1;
    paper_piece(h->paper, &shape, &sheet);
}

static void flat_hand(const struct hand *h) {
    static const struct pt edge[] = {{-.10, -.04}, {-.15, .18}, {-.15, .45}, {-.13, .78},
                                     {-.075, .97}, {-.01, 1.0}, {.05, .93},  {.085, .70},
                                     {.115, .42},  {.13, .18},  {.09, -.04}};
    finger(h, .055, .20, .34, .20, -.22, .20, .066, .2);
    palm(h, edge, 11, .3);
    for (int i = 0; i < 2; i++) {
        double x = i ? .05 : -.02;
        struct pt p[3] = {place(h, x, .50), place(h, x, .72), place(h, x + .005, .92)};
        const double w[3] = {.003 * h->size, .009 * h->size, .002 * h->size};
        paper_line(h->paper, p, 3, w, 3, h->sheet.ink.shade, .65);
    }
}

void hands_draw(struct paper *paper, struct pt wrist, double size, double turn,
                enum hand_shape shape, double side, struct rgb skin) {
    static const struct pt back[] = {{-.13, -.06}, {-.19, .16}, {-.215, .36},
                                     {-.16, .48},  {0, .50},    {.15, .47},
                                     {.21, .33},   {.18, .14},  {.12, -.06}};
    double kept = paper->k;
    paper->k = size / 62;
    struct hand h = hand_make(paper, wrist, size, turn, side);
    h.sheet = (struct sheet){.ink = paper_skin(paper, skin),
                             .shade = 2,
                             .rim = 1.1,
                             .cast = .28,
                             .skin = true,
                             .plain = true};
    switch (shape) {
    case HAND_OPEN:
        finger(&h, -.165, .40, -.42, .20, .06, .19, .062, .25);
        finger(&h, -.07, .44, -.14, .25, .04, .22, .068, .25);
        finger(&h, .035, .45, .06, .27, 0, .23, .069, .25);
        finger(&h, .13, .42, .28, .25, -.05, .21, .066, .25);
        palm(&h, back, 9, 0);
        finger(&h, .12, .14, 1.0, .22, -.35, .19, .078, 0);
        paper_dot(paper, place(&h, 0, .33), .09 * size, .018 * size, turn, h.sheet.ink.shade,
                  .4);
        break;
    case HAND_POINT:
        finger(&h, .12, .40, .02, .30, 0, .27, .068, .25);
        palm(&h, back, 9, 0);
        knuckle(&h, -.13, .40);
        knuckle(&h, -.04, .45);
        knuckle(&h, .05, .46);
        finger(&h, .15, .15, .35, .20, -.75, .17, .076, .3);
        break;
    case HAND_FIST:
    case HAND_GRIP:
        palm(&h, back, 9, .3);
        knuckle(&h, -.145, .37);
        knuckle(&h, -.05, .42);
        knuckle(&h, .05, .43);
        knuckle(&h, .145, .40);
        finger(&h, .19, .14, .15, .21, -1.25, .18, .080, .35);
        break;
    case HAND_FLAT:
        flat_hand(&h);
        break;
    case HAND_RELAX:
    default:
        finger(&h, .14, .16, .62, .2, -.35, .18, .072, .25);
        finger(&h, -.145, .40, -.06, .20, .42, .16, .064, .25);
        finger(&h, -.055, .43, 0, .24, .42, .19, .070, .25);
        finger(&h, .045, .44, .05, .25, .36, .19, .070, .25);
        palm(&h, back, 9, 0);
        finger(&h, .135, .41, .12, .23, .20, .18, .068, .2);
        break;
    }
    paper->k = kept;
}

static void sole(const struct hand *h, double x0, double x1, struct rgb color) {
    const struct pt p[4] = {{x0, .205}, {x1, .205}, {x1 - .005, .262}, {x0 + .01, .262}};
    struct shape shape = {0};
    for (int i = 0; i < 4; i++) shape_add(&shape, place(h, p[i].x, p[i].y));
    paper_fill(h->paper, &shape, color, 1);
}

static void outline(const struct hand *h, const struct pt *p, int n, bool straight_top,
                    struct shape *shape) {
    struct pt px[16];
    for (int i = 0; i < n; i++) px[i] = place(h, p[i].x, p[i].y);
    shape_curve(shape, px, straight_top ? n - 1 : n, !straight_top, 7);
    if (straight_top) shape_add(shape, px[n - 1]);
}

static void bare_foot(const struct hand *h, struct rgb skin, bool strap, struct rgb color) {
    static const struct pt edge[] = {{-.16, -.10}, {-.21, .12}, {-.18, .23}, {0, .25},
                                     {.28, .25},   {.52, .25},  {.56, .17},  {.40, .08},
                                     {.20, -.02},  {.13, -.14}};
    struct shape shape = {0};
    outline(h, edge, 10, false, &shape);
    struct sheet sheet = {
        .ink = paper_skin(h->paper, skin), .shade = 3, .rim = 2, .cast = .4, .skin = true};
    paper_piece(h->paper, &shape, &sheet);
    const double w[3] = {.012 * h->size, .016 * h->size, .012 * h->size};
    for (int i = 0; i < 3; i++) {
        double x = .34 + .07 * i;
        struct pt p[2] = {place(h, x, .13), place(h, x + .03, .20)};
        const double toe[2] = {0, .010 * h->size};
        paper_line(h->paper, p, 2, toe, 2, sheet.ink.shade, .7);
    }
    if (!strap) return;
    struct rgb leather = paper_ink(h->paper, color).base;
    struct pt a[3] = {place(h, .10, -.06), place(h, .22, .08), place(h, .36, .20)};
    struct pt b[3] = {place(h, .42, .09), place(h, .30, .14), place(h, .20, .22)};
    paper_line(h->paper, a, 3, w, 3, leather, 1);
    paper_line(h->paper, b, 3, w, 3, leather, 1);
    sole(h, -.22, .60, leather);
}

void hands_foot(struct paper *paper, struct pt ankle, double size, double turn, double facing,
                enum shoe shoe, struct rgb color, struct rgb skin) {
    static const struct pt boot[] = {{-.25, -.80}, {-.21, -.2}, {-.23, .15}, {-.20, .24},
                                     {.05, .25},   {.40, .25},  {.54, .22},  {.52, .10},
                                     {.34, -.02},  {.20, -.14}, {.22, -.45}, {.26, -.80}};
    static const struct pt low[] = {{-.19, -.12}, {-.23, .10}, {-.21, .24}, {.05, .25},
                                    {.36, .25},   {.60, .25},  {.62, .17},  {.46, .07},
                                    {.22, -.04},  {.15, -.14}};
    double kept = paper->k;
    paper->k = size / 80;
    struct hand h = hand_make(paper, ankle, size, -turn * facing * facing, facing);
    if (shoe == SHOE_BARE || shoe == SHOE_SANDAL) {
        bare_foot(&h, skin, shoe == SHOE_SANDAL, color);
    } else {
        bool high = shoe == SHOE_BOOT;
        struct shape shape = {0};
        outline(&h, high ? boot : low, high ? 12 : 10, high, &shape);
        struct sheet sheet = {
            .ink = paper_ink(paper, color), .shade = 4, .rim = 2.2, .cast = .4};
        if (paper_begin(paper, &shape, &sheet, NULL)) {
            struct rgb white = light_base(paper->light, (struct rgb){.93f, .90f, .84f});
            sole(&h, -.24, .64, shoe == SHOE_SNEAKER ? white : sheet.ink.deep);
            paper_end(paper, &shape, &sheet);
        }
    }
    paper->k = kept;
}
