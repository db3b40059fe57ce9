/* What is printed or sewn on cloth: bands, lines, buttons, pleats, folds, dots, stripes,
 * checks, panels, pockets, waves, flowers, and an artist's SVG in the cloth's own u, v. */
#include <math.h>
#include <string.h>

#include "art/garment.h"

struct print_on {
    const struct cloth *cloth;
    const struct print *print;
    const struct ink *ink; /* of the cloth */
    struct paper *paper;
    struct rgb color;
    double H;
    double sign; /* +1, -1: which way `at` counts */
};

static void band(const struct print_on *p, double from, double to) {
    enum { STEPS = 14 };
    struct shape shape = {0};
    for (int i = 0; i <= STEPS; i++)
        shape_add(&shape, garment_at(p->cloth, mix(-1.15, 1.15, (double)i / STEPS), from));
    for (int i = STEPS; i >= 0; i--)
        shape_add(&shape, garment_at(p->cloth, mix(-1.15, 1.15, (double)i / STEPS), to));
    paper_fill(p->paper, &shape, p->color, p->print->alpha);
}

static void down(const struct print_on *p, double u0, double u1, double from, double to,
                 double w0, double w1, struct rgb color, double alpha) {
    struct pt line[6];
    for (int i = 0; i < 6; i++) {
        double t = i / 5.;
        line[i] = garment_at(p->cloth, mix(u0, u1, t), mix(from, to, t));
    }
    const double w[3] = {w0 * p->H, mix(w0, w1, .6) * p->H, w1 * p->H};
    paper_line(p->paper, line, 6, w, 3, color, alpha);
}

static void pleats(const struct print_on *p) {
    const struct print *print = p->print;
    double at = print->at * p->sign;
    for (int i = 0; i < print->count; i++) {
        double t = print->count > 1 ? (double)i / (print->count - 1) - .5 : 0;
        double u0 = at + t * print->width, u1 = at + t * print->size * 10;
        down(p, u0, u1, print->from, print->to, .003, .020, p->ink->deep, .62 * print->alpha);
        down(p, u0 + .025, u1 + .05, print->from - .04, mix(print->from, print->to, .9), 0,
             .007, p->ink->rim, .45 * print->alpha);
    }
}

/* Few folds, each from a point of tension; which ones follows from their number only. */
static void folds(const struct print_on *p) {
    static const double where[6][2] = {{-.45, -.56}, {.42, .50}, {-.74, -.80},
                                       {.72, .78},   {.05, .02}, {-.2, -.26}};
    int count = p->print->count < 6 ? p->print->count : 6;
    for (int i = 0; i < count; i++) {
        double to = mix(p->print->from, p->print->to, i % 2 ? .96 : 1);
        down(p, where[i][0], where[i][1], p->print->from, to, .001, .024, p->ink->deep,
             .5 * p->print->alpha);
        down(p, where[i][0] - .05, where[i][1] - .06, p->print->from - .05,
             mix(p->print->from, to, .9), 0, .007, p->ink->rim, .3 * p->print->alpha);
    }
}

static void motif(const struct print_on *p, struct pt at, int index) {
    double s = p->print->size * p->H;
    const char *kind = p->print->kind;
    if (!strcmp(kind, "diamond")) {
        struct shape d = {0};
        shape_add(&d, (struct pt){at.x, at.y - s * 1.3});
        shape_add(&d, (struct pt){at.x + s, at.y});
        shape_add(&d, (struct pt){at.x, at.y + s * 1.3});
        shape_add(&d, (struct pt){at.x - s, at.y});
        paper_fill(p->paper, &d, p->color, p->print->alpha);
    } else if (!strcmp(kind, "flower")) {
        for (int k = 0; k < 5; k++) {
            double a = k * 1.2566 - 1.57 + index;
            paper_dot(p->paper, (struct pt){at.x + cos(a) * s, at.y + sin(a) * s}, s * .85,
                      s * .48, a, p->color, p->print->alpha);
        }
        paper_dot(p->paper, at, s * .3, s * .3, 0, p->ink->rim, 1);
    } else if (!strcmp(kind, "wave")) {
        for (int k = 0; k < 4; k++) {
            double r = s * (1 - .26 * k);
            struct shape arc = {0};
            for (int i = 0; i <= 10; i++)
                shape_add(&arc, (struct pt){at.x - r * cos(M_PI * i / 10),
                                            at.y - r * sin(M_PI * i / 10)});
            paper_fill(p->paper, &arc, k % 2 ? p->ink->base : p->color, p->print->alpha);
        }
    } else if (!strcmp(kind, "ring")) {
        paper_ring(p->paper, at, s, s, s * .3, p->color, p->print->alpha);
    } else {
        paper_dot(p->paper, at, s, s, 0, p->color, p->print->alpha);
    }
}

static void dots(const struct print_on *p) {
    const struct print *print = p->print;
    double step_v = print->spacing * .62, v = print->from - step_v / 2;
    for (int row = 0; v > print->to && row < 40; row++, v -= step_v)
        for (int i = 0; i < 40; i++) {
            double u = -1 + print->spacing * (i + (row % 2 ? .5 : 0)) + .05;
            if (u > 1) break;
            motif(p, garment_at(p->cloth, u, v), row * 7 + i);
        }
}

static void stripes(const struct print_on *p) {
    for (int i = 0; i < p->print->count; i++) {
        double u = mix(-1, 1, (i + .5) / p->print->count), w = p->print->width;
        down(p, u, u, p->print->from, p->print->to, w, w, p->color, p->print->alpha);
    }
}

static void cloth_shape(const struct print_on *p, const struct pt *points, int n, double sign,
                        bool smooth) {
    struct pt px[DRAWN_MAX_POINTS];
    struct shape shape = {0};
    for (int i = 0; i < n && i < DRAWN_MAX_POINTS; i++)
        px[i] = garment_at(p->cloth, points[i].x * sign, points[i].y);
    if (smooth)
        shape_curve(&shape, px, n, true, 7);
    else
        for (int i = 0; i < n; i++) shape_add(&shape, px[i]);
    paper_fill(p->paper, &shape, p->color, p->print->alpha);
}

static void pocket(const struct print_on *p) {
    double u = p->print->at * p->sign, w = p->print->width, v0 = p->print->from,
           v1 = p->print->to;
    struct pt c[4] = {{u - w, v0}, {u + w, v0}, {u + w, v1}, {u - w, v1}};
    cloth_shape(p, c, 4, 1, false);
    struct pt top[3] = {garment_at(p->cloth, u - w, v0), garment_at(p->cloth, u, v0),
                        garment_at(p->cloth, u + w, v0)};
    const double line = .010 * p->H;
    paper_line(p->paper, top, 3, &line, 1, p->ink->deep, .7);
}

static void artwork(const struct print_on *p) {
    for (int i = 0; p->print->art && i < p->print->art->count; i++) {
        const struct drawn *d = &p->print->art->items[i];
        struct print_on on = *p;
        on.color = paper_ink(p->paper, garment_color(p->cloth->dress, d->role, d->tone)).base;
        struct pt points[DRAWN_MAX_POINTS];
        for (int j = 0; j < d->n; j++)
            points[j] = (struct pt){d->points[j].x / 100, d->points[j].y / 100};
        cloth_shape(&on, points, d->n, p->sign, false);
    }
}

static void one_print(const struct print_on *p) {
    const struct print *print = p->print;
    double at = print->at * p->sign;
    if (!strcmp(print->type, "band")) band(p, print->from, print->to);
    if (!strcmp(print->type, "line"))
        down(p, at, at + print->spacing * 0, print->from, print->to, print->width, print->width,
             p->color, print->alpha);
    if (!strcmp(print->type, "pleats")) pleats(p);
    if (!strcmp(print->type, "folds")) folds(p);
    if (!strcmp(print->type, "dots")) dots(p);
    if (!strcmp(print->type, "stripes")) stripes(p);
    if (!strcmp(print->type, "pocket")) pocket(p);
    if (!strcmp(print->type, "art")) artwork(p);
    if (!strcmp(print->type, "panel")) cloth_shape(p, print->points, print->n, p->sign, false);
    if (!strcmp(print->type, "shape")) cloth_shape(p, print->points, print->n, p->sign, true);
    if (!strcmp(print->type, "checks")) {
        stripes(p);
        for (int i = 0; i < print->count; i++) {
            double v = mix(print->from, print->to, (i + .5) / print->count);
            band(p, v, v - print->width * .8);
        }
    }
    if (!strcmp(print->type, "buttons"))
        for (int i = 0; i < print->count; i++) {
            double t = print->count > 1 ? (double)i / (print->count - 1) : 0;
            struct pt c = garment_at(p->cloth, at, mix(print->from, print->to, t));
            double r = print->size * p->H;
            paper_dot(p->paper, (struct pt){c.x + r * .3, c.y + r * .4}, r, r, 0, p->ink->deep,
                      .7);
            paper_dot(p->paper, c, r, r, 0, p->color, 1);
        }
    if (!strcmp(print->type, "creases")) /* elbows and knees */
        for (int i = 0; i < 3; i++) {
            double d = (i - 1) * .14;
            struct pt c[3] = {garment_at(p->cloth, -.9, 1 + d),
                              garment_at(p->cloth, 0, .95 + d),
                              garment_at(p->cloth, .6, 1 + d)};
            const double w[3] = {0, .016 * p->H, 0};
            paper_line(p->paper, c, 3, w, 3, p->ink->deep, .5 * print->alpha);
        }
}

void garment_print(const struct cloth *cloth, const struct part *part, const struct ink *ink) {
    const struct dress *dress = cloth->dress;
    const struct body *body = dress->body;
    for (int i = 0; i < part->print_count; i++) {
        const struct print *print = &part->prints[i];
        bool front = !strcmp(print->type, "buttons") || !strcmp(print->type, "panel") ||
                     !strcmp(print->type, "pocket") || !strcmp(print->type, "line") ||
                     !strcmp(print->type, "art") || !strcmp(print->type, "shape");
        bool meant = !strcmp(print->view, "back") || !strcmp(part->view, "back");
        if (body->back && front && !meant && cloth->kind != CLOTH_TUBE) continue;
        struct print_on on = {.cloth = cloth,
                              .print = print,
                              .ink = ink,
                              .paper = dress->paper,
                              .H = body->head,
                              .sign = print->handed ? body->facing * (body->back ? -1 : 1) : 1};
        on.color =
            print->color[0]
                ? paper_ink(dress->paper, garment_color(dress, print->color, print->tone)).base
                : ink->deep;
        one_print(&on);
    }
}
