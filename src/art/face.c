/* The face: eyes, brows, nose, mouth, lines of age, glasses, tears. */
#include <math.h>

#include "art/head.h"

/* One eye's own frame: x towards the outer corner. */
struct eye_frame {
    const struct head *head;
    double x, y, k, out;
};

static struct pt eye_at(const struct eye_frame *m, double x, double y) {
    return head_point(m->head, m->x + m->out * m->k * x, m->y + y);
}

static void eye_shape(const struct eye_frame *m, const struct pt *p, int n, struct shape *out) {
    for (int i = 0; i < n; i++) shape_add(out, eye_at(m, p[i].x, p[i].y));
}

static struct eye_frame eye_frame(const struct head *h, int side) {
    double around = side * (26.5 + 5 * h->features->young), turned = around + h->yaw * .8;
    double k = fmax(side > 0 ? .50 : .58, pow(fmax(.02, cos(radians(turned * 1.03))), .75));
    return (struct eye_frame){.head = h,
                              .x = head_azimuth(h, around, 1),
                              .y = .03 + h->nod * 1.3 + h->features->eye_drop,
                              .k = k,
                              .out = side};
}

enum { LID = 6, LID_STEPS = 7, LID_CURVE = (LID - 1) * LID_STEPS + 1 };

struct eye_lines {
    struct pt open[LID], low[LID], up[LID];
    struct pt open_curve[LID_CURVE], low_curve[LID_CURVE], up_curve[LID_CURVE];
    double a, lid, squint;
};

static void lid_curve(const struct pt *p, struct pt *out) {
    struct shape curve = {0};
    shape_curve(&curve, p, LID, false, LID_STEPS);
    for (int i = 0; i < LID_CURVE; i++) out[i] = curve.p[i];
}

static void eye_lines(const struct features *f, const struct face *e, struct eye_lines *l) {
    double a = .184 * f->eye, H = f->eye_height * f->eye, sl = f->slant;
    double lid = fmax(0, e->lid), lt = e->lid_tilt * .05, sq = e->squint * .058;
    const struct pt open[LID] = {{-a, .03},
                                 {-.62 * a, -.075 * H + lt * .9},
                                 {-.1 * a, -.124 * H + lt * .35},
                                 {.45 * a, -.110 * H - lt * .2},
                                 {.83 * a, -.055 * H + sl * .6 - lt * .6},
                                 {a, sl + .012}};
    const struct pt low[LID] = {{-a, .03},
                                {-.62 * a, .074 * H - sq * .7},
                                {-.1 * a, .098 * H - sq * 1.3},
                                {.45 * a, .092 * H - sq * 1.2},
                                {.83 * a, .05 * H + sl * .6 - sq * .5},
                                {a, sl + .012}};
    for (int i = 0; i < LID; i++) {
        l->open[i] = open[i];
        l->low[i] = low[i];
        l->up[i] = (struct pt){open[i].x, mix(low[i].y - .004, open[i].y, lid)};
    }
    lid_curve(l->open, l->open_curve);
    lid_curve(l->low, l->low_curve);
    lid_curve(l->up, l->up_curve);
    l->a = a;
    l->lid = lid;
    l->squint = sq;
}

static void clip_to(const struct paper *paper, const struct shape *shape) {
    cairo_save(paper->cr);
    paper_path(paper->cr, shape);
    cairo_clip(paper->cr);
}

static struct rgb lit(const struct head *h, struct rgb color) {
    return light_base(h->paper->light, color);
}

static void iris(const struct eye_frame *m, const struct face *e) {
    const struct head *h = m->head;
    const struct features *f = h->features;
    struct paper *paper = h->paper;
    double R = .112 * f->eye * fmin(1.08, .5 + .5 * f->eye_height);
    double gaze = e->gaze_x * .078 * m->out; /* towards the facing side on both eyes */
    double x = gaze / fmax(.7, m->k) - .012, y = -.008 + e->gaze_y * .052;
    double rx = R, ry = R * 1.04, s = h->size;
    struct shape ring = {0}, inner = {0}, glow = {0}, pupil = {0};
    for (int i = 0; i < 28; i++) {
        double c = cos(M_PI * i / 14), d = sin(M_PI * i / 14), p = .056 * e->pupil * f->eye;
        shape_add(&ring, eye_at(m, x + rx * c, y + ry * d));
        shape_add(&inner, eye_at(m, x + rx * .85 * c, y + .008 + ry * .85 * d));
        shape_add(&pupil, eye_at(m, x + p * c, y + p * 1.05 * d));
    }
    const struct pt bow[4] = {
        {x - R * .72, y + .02}, {x, y + R * .82}, {x + R * .72, y + .02}, {x, y + R * .34}};
    struct pt bow_px[4];
    for (int i = 0; i < 4; i++) bow_px[i] = eye_at(m, bow[i].x, bow[i].y);
    shape_curve(&glow, bow_px, 4, true, 6);
    struct rgb warm = {.79f, .52f, .27f};
    paper_fill(paper, &ring, lit(h, paper_tone(f->iris, -.36, 0, 0)), 1);
    paper_fill(paper, &inner, lit(h, f->iris), 1);
    paper_fill(paper, &glow, lit(h, paper_mix(paper_tone(f->iris, .6, 0, 0), warm, .3)), .85);
    paper_fill(paper, &pupil, lit(h, (struct rgb){.07f, .035f, .045f}), 1);
    struct pt o = eye_at(m, x, y - .045);
    double key = paper->lx < 0 ? -1 : 1;
    paper_dot(paper, (struct pt){o.x + key * .036 * s * f->eye, o.y}, .030 * s * f->eye,
              .032 * s * f->eye, 0, (struct rgb){1, .985f, .94f}, 1);
    o = eye_at(m, x, y + .05);
    paper_dot(paper, (struct pt){o.x - key * .032 * s, o.y}, .013 * s, .013 * s, 0,
              (struct rgb){1, .95f, .86f}, .6);
}

static void eye_ball(const struct eye_frame *m, const struct face *e,
                     const struct eye_lines *l) {
    const struct head *h = m->head;
    struct paper *paper = h->paper;
    struct shape ball = {0}, shade = {0};
    eye_shape(m, l->up_curve, LID_CURVE, &ball);
    for (int i = LID_CURVE - 1; i >= 0; i--)
        shape_add(&ball, eye_at(m, l->low_curve[i].x, l->low_curve[i].y));
    clip_to(paper, &ball);
    struct rgb white = paper_mix((struct rgb){.985f, .955f, .91f}, h->features->skin, .10);
    paper_fill(paper, &ball, lit(h, white), 1);
    iris(m, e);
    for (int i = 0; i < LID_CURVE; i++)
        shape_add(&shade, eye_at(m, l->up_curve[i].x, l->up_curve[i].y + .042));
    shape_add(&shade, eye_at(m, l->a, -.4));
    shape_add(&shade, eye_at(m, -l->a, -.4));
    paper_fill(paper, &shade, (struct rgb){.23f, .11f, .22f}, .30);
    if (e->tears > .05) {
        struct shape water = {0};
        for (int i = 0; i < LID_CURVE; i++)
            shape_add(&water,
                      eye_at(m, l->low_curve[i].x, l->low_curve[i].y - .035 * e->tears));
        for (int i = LID_CURVE - 1; i >= 0; i--)
            shape_add(&water, eye_at(m, l->low_curve[i].x, l->low_curve[i].y + .01));
        paper_fill(paper, &water, (struct rgb){.86f, .95f, 1}, .75);
    }
    cairo_restore(paper->cr);
}

static void eye_age(const struct eye_frame *m, const struct face *e,
                    const struct eye_lines *l) {
    const struct head *h = m->head;
    double age = h->features->age, a = l->a, sl = h->features->slant;
    if (age < .25) return;
    static const double bag_width[3] = {0, .010, 0}, foot_width[3] = {.007, .006, 0};
    struct pt p[3] = {eye_at(m, -a * .8, .12), eye_at(m, -.1 * a, .165 - l->squint),
                      eye_at(m, a * .7, .125)};
    double w[3];
    for (int i = 0; i < 3; i++) w[i] = bag_width[i] * h->size;
    paper_line(h->paper, p, 3, w, 3, h->skin.shade, .7 * age);
    static const double feet[3][2] = {{-.02, .13}, {.035, .15}, {.085, .11}};
    for (int i = 0; i < 3; i++) w[i] = foot_width[i] * h->size;
    for (int i = 0; i < 3; i++) {
        double dy = feet[i][0], length = feet[i][1];
        struct pt q[3] = {eye_at(m, a * 1.15, sl + dy * .5 + .01),
                          eye_at(m, a * 1.15 + length * .5, dy * 1.3 + .012),
                          eye_at(m, a * 1.15 + length, dy * 2.2)};
        paper_line(h->paper, q, 3, w, 3, h->skin.shade,
                   .65 * age * (.4 + e->squint * .6 + e->cheek * .2));
    }
}

static void eye(const struct head *h, int side, const struct face *e) {
    const struct features *f = h->features;
    struct paper *paper = h->paper;
    struct eye_frame m = eye_frame(h, side);
    struct eye_lines l;
    eye_lines(f, e, &l);
    double a = l.a, H = f->eye_height * f->eye;
    struct shape socket = {0}, lid = {0}, lash = {0};
    struct pt soc[LID] = {{-a * 1.02, 0}};
    for (int i = 1; i < LID - 1; i++)
        soc[i] = (struct pt){l.open[i].x * 1.06, l.open[i].y - .075 * H};
    soc[LID - 1] = (struct pt){a * 1.12, f->slant - .02};
    struct pt soc_curve[LID_CURVE];
    lid_curve(soc, soc_curve);
    eye_shape(&m, soc_curve, LID_CURVE, &socket);
    for (int i = 0; i < LID_CURVE; i++)
        shape_add(&lid, eye_at(&m, l.open_curve[i].x, l.open_curve[i].y - .028 * H));
    for (int i = LID_CURVE - 1; i >= 0; i--) {
        shape_add(&socket, eye_at(&m, l.low_curve[i].x, l.low_curve[i].y));
        shape_add(&lid, eye_at(&m, l.up_curve[i].x, l.up_curve[i].y));
    }
    paper_fill(paper, &socket, h->skin.shade, .32);
    paper_fill(paper, &lid, paper_tone(h->skin.base, -.075, .012, -.003), 1);
    if (l.lid > .06) eye_ball(&m, e, &l);
    double thick = .032 * f->lash + .007;
    for (int i = 0; i < LID_CURVE; i++) {
        double t = (double)i / (LID_CURVE - 1), wing = t > .93 ? (t - .93) / .07 : 0;
        struct pt p = l.up_curve[i];
        shape_add(&lash, eye_at(&m, p.x + .03 * f->lash * wing,
                                p.y - thick * (.25 + .95 * sin(M_PI * fmin(1, .12 + .8 * t))) -
                                    .012 * f->lash * wing));
    }
    for (int i = LID_CURVE - 1; i >= 0; i--) {
        double t = (double)i / (LID_CURVE - 1), shut = l.lid < .3 ? .012 * sin(M_PI * t) : 0;
        shape_add(&lash, eye_at(&m, l.up_curve[i].x, l.up_curve[i].y + shut));
    }
    paper_fill(paper, &lash, lit(h, f->lash_color), .97);
    struct pt low[5];
    for (int i = 0; i < 5; i++) low[i] = eye_at(&m, l.low[i + 1].x, l.low[i + 1].y);
    const double w[3] = {.002 * h->size, .009 * h->size, .004 * h->size};
    paper_line(paper, low, 5, w, 3, h->skin.deep, .6);
    eye_age(&m, e, &l);
    if (e->tears > .45) {
        double fall = (e->tears - .45) / .55;
        struct pt p[3] = {eye_at(&m, -.02, .10), eye_at(&m, -.03, .10 + .22 * fall),
                          eye_at(&m, -.02, .10 + .42 * fall)};
        const double wet[3] = {.008 * h->size, .014 * h->size, .026 * h->size};
        paper_line(paper, p, 3, wet, 3, (struct rgb){.86f, .95f, 1}, .75);
    }
}

static void brow(const struct head *h, int side, const struct face *e) {
    const struct features *f = h->features;
    struct eye_frame m = eye_frame(h, side);
    double a = .184 * f->eye, inner = e->brow_inner + f->brow_rest;
    double inside = mix(1.12, .66, shape_smooth(1.12, 1.5, f->eye)); /* big eyes, short brows */
    double y = -.232 - .09 * (f->eye_height * f->eye - 1) - e->brow_height * .105;
    struct pt p[4] = {
        eye_at(&m, -a * inside + e->brow_pinch * .045, y + .035 - inner * .10),
        eye_at(&m, -a * .3, y - .028 - e->brow_inner * .035 - e->brow_outer * .01),
        eye_at(&m, a * .55, y - .03 - e->brow_outer * .055),
        eye_at(&m, a * 1.28, y + .055 - e->brow_outer * .07)};
    double t = f->brow * h->size;
    const double w[4] = {.020 * t, .036 * t, .027 * t, .003 * t};
    paper_line(h->paper, p, 4, w, 4, lit(h, f->brow_color), .96);
}

static void brows(const struct head *h, const struct face *e, bool far) {
    if (far) brow(h, 1, e);
    brow(h, -1, e);
    if (e->brow_pinch <= .25 || h->yaw > 50) return;
    double x = head_azimuth(h, 0, 1.03);
    for (int i = 0; i < 2; i++) {
        double o = i ? .04 : -.035;
        struct pt p[2] = {head_point(h, x + o, -.26 + h->nod),
                          head_point(h, x + o * .75, -.16 + h->nod)};
        const double w[2] = {.003 * h->size, .010 * h->size};
        paper_line(h->paper, p, 2, w, 2, h->skin.shade, .6 * e->brow_pinch);
    }
}

static void age_lines(const struct head *h, const struct face *e) {
    double age = h->features->age, worry = fmax(0, e->brow_height * .5 + e->brow_inner * .4);
    double strength = fmax(age > .3 ? .5 * age : 0, worry > .35 && age > .1 ? worry * .4 : 0);
    if (strength <= 0 || h->yaw > 60) return;
    for (int i = 0; i < 2; i++) {
        double y = (i ? -.42 : -.50) + h->nod;
        struct pt p[3] = {head_point(h, head_azimuth(h, -24, 1), y + .02),
                          head_point(h, head_azimuth(h, 0, 1), y - .01 - .03 * e->brow_height),
                          head_point(h, head_azimuth(h, 24, 1), y + .02)};
        const double w[3] = {0, .010 * h->size, 0};
        paper_line(h->paper, p, 3, w, 3, h->skin.shade, fmin(.6, strength));
    }
}

static void glasses(const struct head *h, bool far) {
    struct rgb frame = lit(h, (struct rgb){.17f, .13f, .13f});
    double w = .016 * h->size;
    struct pt bridge[2];
    for (int side = far ? 1 : -1; side >= -1; side -= 2) {
        struct eye_frame m = eye_frame(h, side);
        struct shape outer = {0}, lens = {0};
        for (int i = 0; i < 32; i++) {
            double c = cos(M_PI * i / 16), s = sin(M_PI * i / 16);
            static const double forms[3][3] = {
                {.245, .20, .8}, {.215, .215, 1}, {.25, .15, .6}};
            const double *form = forms[h->features->glasses_kind];
            double x = form[0] * copysign(pow(fabs(c), form[2]), c);
            double y = form[1] * copysign(pow(fabs(s), form[2]), s);
            shape_add(&outer, eye_at(&m, x, y + .01));
            shape_add(&lens, eye_at(&m, x * .93, y * .92 + .01));
        }
        paper_fill(h->paper, &lens, (struct rgb){.9f, .96f, 1}, .13);
        cairo_t *cr = h->paper->cr;
        if (!h->paper->flat) {
            paper_path(cr, &outer);
            cairo_new_sub_path(cr);
            paper_path(cr, &lens);
            cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
            cairo_set_source_rgb(cr, frame.r, frame.g, frame.b);
            cairo_fill(cr);
            cairo_set_fill_rule(cr, CAIRO_FILL_RULE_WINDING);
        }
        bridge[side > 0] = eye_at(&m, -.24, -.02);
        if (side < 0) {
            double ear = h->yaw <= 32 ? mix(-.74, -.54, h->yaw / 32)
                                      : mix(-.54, -.2, shape_smooth(32, 84, h->yaw));
            struct pt arm[2] = {eye_at(&m, .24, -.03), head_point(h, ear, -.02 + h->nod)};
            paper_line(h->paper, arm, 2, &w, 1, frame, 1);
        }
    }
    if (far) paper_line(h->paper, bridge, 2, &w, 1, frame, 1);
}

void head_face_draw(const struct head *h, const struct face *e,
                    const struct mouth_form *mouth) {
    if (h->yaw > 100 || h->paper->flat) return;
    bool far = h->yaw < 62;
    /* Large eyes reach past the far cheek early. */
    bool clipped = h->yaw > 40 || (h->yaw > 12 && h->features->eye > 1.15);
    if (clipped) clip_to(h->paper, &h->outline);
    if (far) eye(h, 1, e);
    eye(h, -1, e);
    brows(h, e, far);
    age_lines(h, e);
    head_face_mouth(h, e, mouth);
    if (clipped) cairo_restore(h->paper->cr);
    if (h->features->glasses) glasses(h, far);
}
