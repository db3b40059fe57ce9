#include "art/head.h"

#include <math.h>

void head_init(struct head *head, struct paper *paper, const struct people *people,
               const struct features *features, double yaw, double facing) {
    double turned = yaw * facing;
    *head = (struct head){.paper = paper,
                          .people = people,
                          .features = features,
                          .yaw = fmin(fabs(turned), 180),
                          .facing = turned < 0 ? -1 : 1};
    if (yaw == 0) head->facing = facing < 0 ? -1 : 1;
    head->skin = paper_skin(paper, features->skin);
}

struct pt head_point(const struct head *h, double x, double y) {
    double c = cos(h->lean), s = sin(h->lean);
    x *= h->facing;
    return (struct pt){h->at.x + h->size * (x * c - y * s),
                       h->at.y + h->size * (x * s + y * c)};
}

void head_points(const struct head *h, const struct pt *local, int n, struct pt *out) {
    for (int i = 0; i < n; i++) out[i] = head_point(h, local[i].x, local[i].y);
}

double head_azimuth(const struct head *h, double azimuth, double reach) {
    return .66 * reach * sin(radians(azimuth + h->yaw * .8));
}

/* Between the drawn views: front 0, three-quarter 32, profile 84, back 180 degrees. */
static struct pt outline_point(const struct head *h, int i) {
    const struct pt(*view)[OUTLINE_POINTS] = h->people->outline;
    double yaw = h->yaw;
    if (yaw <= 32) return pt_mix(view[0][i], view[1][i], yaw / 32);
    if (yaw <= 84) return pt_mix(view[1][i], view[2][i], shape_smooth(38, 78, yaw));
    struct pt p = pt_mix(view[2][i], view[3][i], shape_smooth(96, 136, yaw));
    /* Half from behind the cheek still shows on the side that the face turns to. */
    double cheek = shape_smooth(112, 136, yaw) * (1 - shape_smooth(150, 174, yaw));
    if (p.x > 0 && p.y > .1) {
        p.y += .10 * cheek * shape_smooth(.25, .5, p.y) * shape_smooth(.2, .55, p.x);
        p.x += .05 * cheek * shape_smooth(.1, .4, p.y);
    }
    return p;
}

void head_outline(struct head *h) {
    const struct features *f = h->features;
    struct pt points[OUTLINE_POINTS];
    double side = shape_smooth(46, 80, h->yaw) * (1 - shape_smooth(120, 160, h->yaw));
    for (int i = 0; i < OUTLINE_POINTS; i++) {
        struct pt p = outline_point(h, i);
        if (side > 0 && i >= 5 && i <= 8) /* the nose in profile */
            p.x = mix(p.x, .68 + (p.x - .68) * (2.1 * f->nose - 1.1), side);
        if (p.y > .3) {
            double w = (p.y - .3) / .7, middle = .3 * side;
            p.x = middle + (p.x - middle) * mix(1, f->jaw, w * (1.2 - w * .4));
            p.x += .05 * f->fat * (p.x > middle ? 1 : -1) * sin(M_PI * fmin(1, w));
            p.y -= .11 * f->young * w * w; /* small chins */
            if (h->yaw < 118) p.y += h->jaw * w;
        }
        points[i] = p;
    }
    struct shape dense = {0};
    shape_curve(&dense, points, OUTLINE_POINTS, true, HEAD_STEPS);
    h->outline.n = 0;
    for (int i = 0; i < dense.n; i++) {
        h->edge[i] = dense.p[i];
        shape_add(&h->outline, head_point(h, dense.p[i].x, dense.p[i].y));
    }
}

double head_edge(const struct head *h, int side, double y) {
    int chin = 16 * HEAD_STEPS, from = side > 0 ? 0 : chin, to = side > 0 ? chin : HEAD_DENSE;
    double best = h->edge[from].x;
    for (int i = from; i < to; i++) {
        struct pt a = h->edge[i], b = h->edge[(i + 1) % HEAD_DENSE];
        if ((a.y <= y && b.y >= y) || (a.y >= y && b.y <= y)) {
            double t = fabs(b.y - a.y) < 1e-9 ? 0 : (y - a.y) / (b.y - a.y);
            double x = mix(a.x, b.x, t);
            if (side > 0 ? x > best || i == from : x < best || i == from) best = x;
        }
    }
    return best;
}

static void one_ear(const struct head *h, double x, double sign, bool inside) {
    static const struct pt open[] = {{.03, -.20},  {-.075, -.19}, {-.125, -.06},
                                     {-.085, .09}, {-.03, .19},   {.05, .13}};
    static const struct pt side[] = {{.075, -.17}, {-.03, -.21}, {-.115, -.12},
                                     {-.09, .06},  {-.02, .19},  {.05, .14}};
    static const struct pt bowl[] = {
        {0, -.12}, {-.07, -.06}, {-.045, .06}, {-.005, .10}, {-.02, 0}};
    const struct pt *from = inside ? side : open;
    struct pt p[6];
    for (int i = 0; i < 6; i++)
        p[i] = head_point(h, x + sign * from[i].x, .09 + from[i].y + h->nod);
    struct shape ear = {0};
    shape_curve(&ear, p, 6, true, 7);
    struct sheet sheet = {
        .ink = paper_skin(h->paper, paper_tone(h->features->skin, -.02, .012, .004)),
        .shade = 2.5,
        .rim = 1.6,
        .cast = .35,
        .skin = true,
        .plain = true};
    paper_piece(h->paper, &ear, &sheet);
    if (!inside) return;
    for (int i = 0; i < 5; i++)
        p[i] = head_point(h, x + sign * bowl[i].x, .07 + bowl[i].y + h->nod);
    struct shape hollow = {0};
    shape_curve(&hollow, p, 5, true, 6);
    paper_fill(h->paper, &hollow, h->skin.shade, .75);
}

static void ears(const struct head *h, bool before) {
    if (h->features->covered) return;
    double t = fmin(1, h->yaw / 32);
    if (h->yaw >
        118) { /* from behind: the near one lies on the head until it passes the limb */
        bool over = h->yaw < 170;
        if (before != over) one_ear(h, .76 * sin(radians(h->yaw - 90)), -1, false);
        if (before) one_ear(h, -.76 * sin(radians(270 - h->yaw)), 1, false);
        return;
    }
    double near = h->yaw <= 32   ? mix(-.775, -.545, t)
                  : h->yaw <= 84 ? mix(-.545, -.16, shape_smooth(32, 84, h->yaw))
                                 : mix(-.16, .36, shape_smooth(84, 118, h->yaw));
    bool under = t < .3;
    if (before == under) one_ear(h, near, 1, t > .5);
    if (before && t < .6) one_ear(h, .775 - .16 * t, -1, false);
}

static void blush(const struct head *h, double cheek) {
    const struct features *f = h->features;
    double dark = paper_lightness(f->skin) < .55 ? .62 : 1;
    struct rgb color = light_base(h->paper->light, f->blush);
    for (int s = -1; s <= 1; s += 2) {
        double turn = s * 34 + h->yaw;
        if (cos(radians(turn)) < -.1) continue;
        double k = fmax(.4, cos(radians(turn)));
        struct pt p = head_point(h, head_azimuth(h, s * 34, .97), .27 + h->nod - .05 * cheek);
        paper_blob(h->paper, p, .27 * h->size * k, .20 * h->size, color,
                   (.16 + .34 * cheek) * dark * f->cheek);
    }
    struct pt nose = head_point(h, head_azimuth(h, 0, 1.15), .18 + h->nod);
    if (h->yaw < 100)
        paper_blob(h->paper, nose, .17 * h->size, .13 * h->size, color, .26 * dark);
}

void head_draw_base(struct head *h, double cheek) {
    ears(h, true);
    struct sheet sheet = {.ink = h->skin, .shade = 9, .rim = 3, .skin = true};
    if (paper_begin(h->paper, &h->outline, &sheet, NULL)) {
        if (h->yaw < 118) blush(h, cheek);
        paper_end(h->paper, &h->outline, &sheet);
    }
    ears(h, false);
    if (h->yaw < 100) head_face_nose(h);
}
