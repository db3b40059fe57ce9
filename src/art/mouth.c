/* Nose and mouth. The mouth is nine numbers; feeling lies over speech and both are linear. */
#include <math.h>
#include <string.h>

#include "art/head.h"

void head_face_nose(const struct head *h) {
    const struct features *f = h->features;
    struct paper *paper = h->paper;
    double side = shape_smooth(46, 74, h->yaw), s = h->size, d = h->nod * 1.6 + .20 * f->young;
    if (side > 0) { /* the outline has the nose; here is its wing */
        struct pt wing[5] = {{.60, .32}, {.64, .25}, {.70, .27}, {.72, .34}, {.66, .36}};
        struct pt hole[4] = {{.69, .335}, {.73, .32}, {.755, .345}, {.71, .355}};
        struct pt px[5];
        struct shape a = {0}, b = {0};
        head_points(h, wing, 5, px);
        shape_curve(&a, px, 5, true, 6);
        head_points(h, hole, 4, px);
        shape_curve(&b, px, 4, true, 6);
        paper_fill(paper, &a, h->skin.shade, .6 * side);
        paper_fill(paper, &b, h->skin.deep, .9 * side);
    }
    if (side >= 1) return;
    double xb = head_azimuth(h, 0, 1.02), t = sin(radians(h->yaw)), w = f->nose_width;
    double xt = head_azimuth(h, 0, 1) + .125 * t, yt = .235 * f->nose + .03 + d;
    double k = cos(radians(h->yaw * .8)), nw = .125 * w;
    struct pt plane[11] = {{xb + .045 * k + .02, -.02 + d},
                           {xb + .06 + .05 * t, .10 + d},
                           {xt + .085 * w, yt - .045},
                           {xt + .075 * w, yt + .045},
                           {xt + nw * .55 * k, yt + .07},
                           {xt - .02, yt + .085},
                           {xt - nw * .75 * k - .02 * t, yt + .075},
                           {xt - nw * 1.1 * k - .035 * t, yt + .02},
                           {xt - nw * .78 * k - .03 * t, yt - .06},
                           {xb - .05 * k - .02, .06 + d},
                           {xb - .035 * k, -.04 + d}};
    struct pt px[11];
    head_points(h, plane, 11, px);
    struct shape nose = {0}, shade = {0};
    shape_curve(&nose, px, 11, true, 7);
    double key = paper->lx < 0 ? 1 : -1;
    for (int i = 0; i < nose.n; i++)
        shape_add(&shade, (struct pt){nose.p[i].x + key * .036 * s, nose.p[i].y + .018 * s});
    double y0 = head_point(h, 0, -.02 + d).y, y1 = head_point(h, 0, yt).y;
    struct rgb tip = paper_mix(h->skin.base, light_base(paper->light, f->blush), .2);
    struct rgb colors[2] = {h->skin.shade, tip};
    for (int i = 0; i < 2 && !paper->flat; i++) {
        struct rgb c = colors[i];
        cairo_pattern_t *fade = cairo_pattern_create_linear(0, y0, 0, y1);
        cairo_pattern_add_color_stop_rgba(fade, 0, c.r, c.g, c.b, 0);
        cairo_pattern_add_color_stop_rgba(fade, i ? .5 : 1, c.r, c.g, c.b, .95 * (1 - side));
        cairo_pattern_add_color_stop_rgba(fade, 1, c.r, c.g, c.b, .95 * (1 - side));
        paper_path(paper->cr, i ? &nose : &shade);
        cairo_set_source(paper->cr, fade);
        cairo_fill(paper->cr);
        cairo_pattern_destroy(fade);
    }
    struct pt lit[3] = {head_point(h, xb, d), head_point(h, mix(xb, xt, .5), .12 + d),
                        head_point(h, xt, yt - .01)};
    for (int i = 0; i < 3; i++) lit[i].x -= key * .024 * s;
    const double width[3] = {.002 * s, .014 * s, .028 * s};
    paper_line(paper, lit, 3, width, 3, h->skin.rim, .5 * (1 - side));
    for (int sg = -1; sg <= 1; sg += 2)
        paper_dot(paper, head_point(h, xt + sg * nw * .5 * k - .012 * t, yt + .055),
                  .030 * w * s * (sg < 0 ? k : k * .75), .015 * s, 0, h->skin.deep,
                  .85 * (1 - side));
}

enum { LIP_STEPS = 5, LIP = 6 * LIP_STEPS + 1 };

struct mouth {
    const struct head *h;
    const struct face *e;
    double cx, cy, k, far; /* where, how foreshortened */
    double w, up, low, corner, press, pucker, teeth_up, teeth_low, tongue;
    struct pt upper[LIP], lower[LIP]; /* the opening's edges, local to the mouth */
};

static struct pt mouth_at(const struct mouth *m, double x, double y) {
    return head_point(m->h, m->cx + x * m->k * (x > 0 ? m->far : 1), m->cy + y);
}

static void mouth_shape(const struct mouth *m, const struct pt *p, int n, struct shape *out) {
    for (int i = 0; i < n; i++) shape_add(out, mouth_at(m, p[i].x, p[i].y));
}

static void mouth_smooth(const struct mouth *m, const struct pt *p, int n, bool closed,
                         struct shape *out) {
    struct pt px[12];
    for (int i = 0; i < n && i < 12; i++) px[i] = mouth_at(m, p[i].x, p[i].y);
    shape_curve(out, px, n < 12 ? n : 12, closed, LIP_STEPS);
}

static void lip_line(const struct pt p[7], struct pt out[LIP]) {
    struct shape curve = {0};
    shape_curve(&curve, p, 7, false, LIP_STEPS);
    memcpy(out, curve.p, sizeof(struct pt) * LIP);
}

static void mouth_measure(struct mouth *m, const struct mouth_form *form) {
    const struct face *e = m->e;
    const struct head *h = m->h;
    double side = shape_smooth(46, 80, h->yaw), open = fmax(0, e->mouth_open);
    m->cx = mix(head_azimuth(h, 0, 1) + .06 * sin(radians(h->yaw)), .70, side);
    m->k = mix(cos(radians(fmin(h->yaw, 60) * .72)), .62, side);
    m->cy = .535 + h->nod * 1.8 + .02 * (h->features->nose - 1);
    m->far = h->yaw > 8 ? .80 : 1;
    m->w = form->half_width * (1 + e->mouth_width * .8) * h->features->mouth;
    m->up = form->up + open * .05;
    m->low = form->down + open * .19;
    m->corner = form->corner + e->corner * .092;
    m->press = clamp(e->press, 0, 1);
    m->pucker = form->pucker;
    m->teeth_up = form->teeth_up;
    if (open > .08) /* a laugh shows the upper teeth, a cry less */
        m->teeth_up = fmax(m->teeth_up, fmin(1, open * 2.2) * (e->corner > .3 ? 1 : .55));
    m->teeth_low = form->teeth_low;
    m->tongue = open > .25 ? fmax(form->tongue, .45) : form->tongue;
}

static void mouth_lines(struct mouth *m) {
    double w = m->w, up = m->up, low = m->low, sad = fmax(0, -m->e->corner) * .022;
    double c = -m->corner * (m->corner > 0 ? 1 : .72), sneer = m->e->sneer * .03;
    if (up + low < .012) {
        double middle = fmax(0, m->corner) * .28 - sad * .5;
        struct pt line[7] = {{-w, c},
                             {-.6 * w, c * .36 + middle * .5 - sneer * .5},
                             {-.2 * w, .004 + middle},
                             {0, .012 + middle},
                             {.2 * w, .004 + middle},
                             {.6 * w, c * .36 + middle * .5},
                             {w, c}};
        lip_line(line, m->upper);
        memcpy(m->lower, m->upper, sizeof m->upper);
        return;
    }
    double smile = low < .02 ? .03 * fmax(0, m->e->corner) : 0;
    struct pt top[7] = {{-w, c},        {-.62 * w, -up * .72 + c * .35 - sneer * .6},
                        {-.2 * w, -up}, {0, -up + .008},
                        {.2 * w, -up},  {.62 * w, -up * .72 + c * .35},
                        {w, c}};
    struct pt bottom[7] = {{-w, c},
                           {-.66 * w, low * .70 + c * .45},
                           {-.33 * w, low * .95 + smile - sad + c * .1},
                           {0, low + smile - sad},
                           {.33 * w, low * .95 + smile - sad + c * .1},
                           {.66 * w, low * .70 + c * .45},
                           {w, c}};
    lip_line(top, m->upper);
    lip_line(bottom, m->lower);
}

static struct shape between(const struct mouth *m, const struct pt *a, const struct pt *b) {
    struct shape shape = {0};
    mouth_shape(m, a, LIP, &shape);
    for (int i = LIP - 1; i >= 0; i--) shape_add(&shape, mouth_at(m, b[i].x, b[i].y));
    return shape;
}

static void mouth_lips(const struct mouth *m, struct rgb lip) {
    double thick = m->h->features->lip_size, w = m->w, c = m->upper[0].y;
    double tu = (.050 * thick + .012) * (1 - .55 * m->press) * (1 + .5 * m->pucker);
    double tl = (.066 * thick + .012) * (1 - .6 * m->press) * (1 + .5 * m->pucker);
    const struct pt *U = m->upper, *L = m->lower;
    double mid = U[LIP / 2].y, low = L[LIP / 2].y;
    struct pt top[7] = {{-w * .97, c},
                        {-.55 * w, U[LIP / 4].y - tu * .75},
                        {-.16 * w, mid - tu * 1.08},
                        {0, mid - tu * .78},
                        {.16 * w, mid - tu * 1.08},
                        {.55 * w, U[3 * LIP / 4].y - tu * .75},
                        {w * .97, c}};
    struct pt bottom[7] = {{-w * .9, c + .004},        {-.5 * w, L[LIP / 4].y + tl * .72},
                           {-.22 * w, low + tl * .98}, {0, low + tl},
                           {.22 * w, low + tl * .98},  {.5 * w, L[3 * LIP / 4].y + tl * .72},
                           {w * .9, c + .004}};
    struct paper *paper = m->h->paper;
    if (!m->h->features->bearded) {
        struct pt under[5] = {{-.5 * w, low + tl + .03},
                              {0, low + tl + .022},
                              {.5 * w, low + tl + .03},
                              {.28 * w, low + tl + .072},
                              {-.28 * w, low + tl + .072}};
        struct shape shade = {0};
        mouth_smooth(m, under, 5, true, &shade);
        paper_fill(paper, &shade, m->h->skin.shade, .5);
    }
    struct pt line[LIP];
    lip_line(top, line);
    struct shape upper = between(m, U, line), lower;
    paper_fill(paper, &upper, paper_tone(lip, -.08, 0, 0), .94);
    lip_line(bottom, line);
    lower = between(m, L, line);
    paper_fill(paper, &lower, lip, .94);
    double s = m->h->size;
    struct pt gleam = mouth_at(m, -.12 * w, low + tl * .42);
    paper_dot(paper, gleam, .065 * s * w / .22, .008 * s + tl * .10 * s, 0,
              paper_mix(lip, m->h->skin.rim, .5), .5);
}

static void mouth_inside(const struct mouth *m, struct rgb lip) {
    struct paper *paper = m->h->paper;
    const struct light *light = paper->light;
    struct shape hole = between(m, m->upper, m->lower);
    double w = m->w, up = m->up, low = m->low, c = m->upper[0].y;
    cairo_save(paper->cr);
    paper_path(paper->cr, &hole);
    cairo_clip(paper->cr);
    paper_fill(paper, &hole, light_base(light, (struct rgb){.24f, .055f, .095f}), 1);
    if (m->tongue > 0) {
        double y = m->tongue > 1 ? -up * .35 : low - (.045 + .05 * fmin(1, m->tongue));
        struct pt p[5] = {{-w * .62, low + .06},
                          {-w * .5, y + .02},
                          {0, y},
                          {w * .5, y + .02},
                          {w * .62, low + .06}};
        struct shape tongue = {0};
        mouth_smooth(m, p, 5, true, &tongue);
        paper_fill(paper, &tongue, light_base(light, (struct rgb){.74f, .27f, .29f}), 1);
    }
    if (m->teeth_up > 0) {
        double y = -up + (.034 + .042 * m->teeth_up) * fmin(1, (up + low) / .09 + .25);
        struct pt p[5] = {{-w * .96, -up - .09 + c * .2},
                          {-w * .80, y - .012 + c * .3},
                          {0, y},
                          {w * .80, y - .012 + c * .3},
                          {w * .96, -up - .09 + c * .2}};
        struct shape teeth = {0};
        mouth_smooth(m, p, 5, true, &teeth);
        paper_fill(paper, &teeth, light_base(light, (struct rgb){.985f, .95f, .90f}), 1);
    }
    if (m->teeth_low > 0) {
        double y = low - .034 * m->teeth_low;
        struct pt p[5] = {{-w * .8, low + .09},
                          {-w * .66, y + .006},
                          {0, y},
                          {w * .66, y + .006},
                          {w * .8, low + .09}};
        struct shape teeth = {0};
        mouth_smooth(m, p, 5, true, &teeth);
        paper_fill(paper, &teeth, light_base(light, (struct rgb){.92f, .875f, .81f}), 1);
    }
    struct shape shade = {0};
    for (int i = 0; i < LIP; i++)
        shape_add(&shade, mouth_at(m, m->upper[i].x, m->upper[i].y + .02));
    shape_add(&shade, mouth_at(m, w, -.4));
    shape_add(&shade, mouth_at(m, -w, -.4));
    paper_fill(paper, &shade, (struct rgb){.16f, .03f, .09f}, .28);
    cairo_restore(paper->cr);
    if (m->teeth_up >= 1 && low < .02 && m->teeth_low <= 0) { /* the lip bitten: F, V */
        struct pt p[3] = {mouth_at(m, -w * .62, low + .006), mouth_at(m, 0, low + .014),
                          mouth_at(m, w * .62, low + .006)};
        const double width = .006 * m->h->size;
        paper_line(paper, p, 3, &width, 1, paper_mix(lip, (struct rgb){.23f, .05f, .09f}, .5),
                   .8);
    }
}

static void mouth_corners(const struct mouth *m) {
    const struct head *h = m->h;
    const struct face *e = m->e;
    double w = m->w, c = m->upper[0].y, s = h->size;
    for (int sg = -1; sg <= 1; sg += 2) {
        if (sg > 0 && h->yaw > 56) continue;
        struct pt p[3] = {{sg * w * .97, c - .012},
                          {sg * (w + .035), c - .02 * (m->corner > 0 ? 1 : -1) - .004},
                          {sg * (w + .018), c + .016}};
        struct shape dent = {0};
        mouth_smooth(m, p, 3, true, &dent);
        paper_fill(h->paper, &dent, h->skin.deep, .7);
        double fold =
            fmax(0, e->corner) * .55 + e->cheek * .15 + h->features->age * .55 + e->sneer * .4;
        fold *= fmax(0, 1 - 1.8 * h->features->young); /* round cheeks do not fold */
        if (fold <= .3) continue;
        struct pt line[3] = {mouth_at(m, sg * .19, -.245),
                             mouth_at(m, sg * (w * .75 + .105), -.13 + c * .3),
                             mouth_at(m, sg * (w + .085), .02 + c * .4)};
        const double width[3] = {.001 * s, .011 * s, .002 * s};
        paper_line(h->paper, line, 3, width, 3, h->skin.shade, fmin(.8, .75 * fold));
    }
}

void head_face_mouth(const struct head *h, const struct face *e,
                     const struct mouth_form *form) {
    struct mouth m = {.h = h, .e = e};
    mouth_measure(&m, form);
    mouth_lines(&m);
    struct rgb lip = light_base(h->paper->light, h->features->lip);
    mouth_lips(&m, lip);
    if (m.up + m.low >= .012) {
        mouth_inside(&m, lip);
    } else {
        struct pt line[LIP];
        for (int i = 0; i < LIP; i++) line[i] = mouth_at(&m, m.upper[i].x, m.upper[i].y);
        double s = h->size, p = .003 * m.press * s;
        const double width[5] = {.004 * s, .011 * s + p, .013 * s, .011 * s + p, .004 * s};
        struct shape shape = {0};
        shape_ribbon(&shape, line, LIP, width, 5, 1);
        struct rgb dark = paper_mix((struct rgb){.22f, .06f, .09f}, h->features->skin, .08);
        paper_fill(h->paper, &shape, light_base(h->paper->light, dark), 1);
    }
    mouth_corners(&m);
}
