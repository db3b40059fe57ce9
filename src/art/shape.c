#include "art/shape.h"

#include <math.h>
#include <stddef.h>

double shape_smooth(double low, double high, double v) {
    double t = clamp((v - low) / (high - low), 0, 1);
    return t * t * (3 - 2 * t);
}

void shape_add(struct shape *shape, struct pt p) {
    if (shape->n < SHAPE_MAX) shape->p[shape->n++] = p;
}

void shape_append(struct shape *shape, const struct shape *other, bool reversed) {
    for (int i = 0; i < other->n; i++)
        shape_add(shape, other->p[reversed ? other->n - 1 - i : i]);
}

static struct pt catmull(struct pt a, struct pt b, struct pt c, struct pt d, double t) {
    double t2 = t * t, t3 = t2 * t;
    double wa = -t + 2 * t2 - t3, wb = 2 - 5 * t2 + 3 * t3;
    double wc = t + 4 * t2 - 3 * t3, wd = t3 - t2;
    return (struct pt){.5 * (wa * a.x + wb * b.x + wc * c.x + wd * d.x),
                       .5 * (wa * a.y + wb * b.y + wc * c.y + wd * d.y)};
}

static const struct pt *neighbour(const struct pt *points, int n, bool closed, int i) {
    if (closed) return &points[(i % n + n) % n];
    return &points[i < 0 ? 0 : i >= n ? n - 1 : i];
}

void shape_curve(struct shape *shape, const struct pt *points, int n, bool closed, int steps) {
    if (n < 3) {
        for (int i = 0; i < n; i++) shape_add(shape, points[i]);
        return;
    }
    for (int i = 0; i < (closed ? n : n - 1); i++)
        for (int j = 0; j < steps; j++)
            shape_add(shape, catmull(*neighbour(points, n, closed, i - 1),
                                     *neighbour(points, n, closed, i),
                                     *neighbour(points, n, closed, i + 1),
                                     *neighbour(points, n, closed, i + 2), (double)j / steps));
    if (!closed) shape_add(shape, points[n - 1]);
}

void shape_ellipse(struct shape *shape, struct pt centre, double rx, double ry, double turn) {
    enum { CORNERS = 32 };
    double c = cos(turn), s = sin(turn);
    for (int i = 0; i < CORNERS; i++) {
        double x = rx * cos(2 * M_PI * i / CORNERS), y = ry * sin(2 * M_PI * i / CORNERS);
        shape_add(shape, (struct pt){centre.x + x * c - y * s, centre.y + x * s + y * c});
    }
}

void shape_ribbon(struct shape *shape, const struct pt *points, int n,
                  const double *half_widths, int width_count, int steps) {
    struct shape line = {0}, right = {0};
    shape_curve(&line, points, n, false, steps);
    for (int i = 0; i < line.n; i++) {
        struct pt a = line.p[i ? i - 1 : 0], b = line.p[i + 1 < line.n ? i + 1 : i],
                  q = line.p[i];
        double dx = b.x - a.x, dy = b.y - a.y, length = hypot(dx, dy), w = half_widths[0];
        if (length < 1e-9) length = 1;
        if (width_count > 1) {
            double at = line.n > 1 ? (double)i / (line.n - 1) * (width_count - 1) : 0;
            int k = at >= width_count - 1 ? width_count - 2 : (int)at;
            w = mix(half_widths[k], half_widths[k + 1], at - k);
        }
        shape_add(shape, (struct pt){q.x - dy / length * w, q.y + dx / length * w});
        shape_add(&right, (struct pt){q.x + dy / length * w, q.y - dx / length * w});
    }
    shape_append(shape, &right, true);
}

struct box shape_box(const struct shape *shape) {
    if (!shape->n) return (struct box){0};
    struct box box = {shape->p[0].x, shape->p[0].y, shape->p[0].x, shape->p[0].y};
    for (int i = 1; i < shape->n; i++) {
        struct pt p = shape->p[i];
        if (p.x < box.x0) box.x0 = p.x;
        if (p.x > box.x1) box.x1 = p.x;
        if (p.y < box.y0) box.y0 = p.y;
        if (p.y > box.y1) box.y1 = p.y;
    }
    return box;
}

struct tube shape_tube(struct pt a, struct pt b, struct pt c, double ra, double rb, double rc) {
    struct tube tube = {.joint = {a, b, c}, .radius = {ra, rb, rc}};
    for (int i = 0; i < 2; i++) {
        struct pt p = tube.joint[i], q = tube.joint[i + 1];
        double length = hypot(q.x - p.x, q.y - p.y);
        if (length < 1e-6) length = 1e-6;
        tube.length[i] = length;
        tube.direction[i] = (struct pt){(q.x - p.x) / length, (q.y - p.y) / length};
        if (length <= 1e-6) tube.direction[i] = i ? tube.direction[0] : (struct pt){0, 1};
    }
    return tube;
}

static double tube_radius(const struct tube *tube, double v) {
    int i = v < 1 ? 0 : 1;
    double f = clamp(v - i, 0, 1);
    return mix(tube->radius[i], tube->radius[i + 1], f) + tube->bulge[i] * sin(M_PI * f);
}

struct pt shape_tube_at(const struct tube *tube, double u, double v) {
    v = clamp(v, 0, 2.2);
    int i = v < 1 ? 0 : 1;
    struct pt p = tube->joint[i], d = tube->direction[i], across = d;
    if (v > .7 && v < 1.3) {
        across = pt_mix(tube->direction[0], tube->direction[1], (v - .7) / .6);
        double length = hypot(across.x, across.y);
        if (length > 1e-6) across = (struct pt){across.x / length, across.y / length};
    }
    double r = tube_radius(tube, v) * u, along = tube->length[i] * (v - i);
    return (struct pt){p.x + d.x * along - across.y * r, p.y + d.y * along + across.x * r};
}

enum { EDGE = 12 };

static void tube_edge(const struct tube *tube, int bone, double side, struct pt out[EDGE + 1]) {
    struct pt p = tube->joint[bone], d = tube->direction[bone];
    for (int k = 0; k <= EDGE; k++) {
        double t = (double)k / EDGE, r = side * tube_radius(tube, bone + t * .9999);
        double along = tube->length[bone] * t;
        out[k] = (struct pt){p.x + d.x * along - d.y * r, p.y + d.y * along + d.x * r};
    }
}

static bool crossing(struct pt a, struct pt b, struct pt c, struct pt d, struct pt *at) {
    double rx = b.x - a.x, ry = b.y - a.y, sx = d.x - c.x, sy = d.y - c.y;
    double k = rx * sy - ry * sx;
    if (fabs(k) < 1e-9) return false;
    double t = ((c.x - a.x) * sy - (c.y - a.y) * sx) / k;
    double u = ((c.x - a.x) * ry - (c.y - a.y) * rx) / k;
    if (t < 0 || t > 1 || u < 0 || u > 1) return false;
    *at = (struct pt){a.x + t * rx, a.y + t * ry};
    return true;
}

/* The inner side of a bent joint: both edges up to where they cross, and a small fillet. */
static void inner_side(const struct pt *e0, const struct pt *e1, struct shape *out) {
    for (int i = EDGE - 1; i >= 0; i--)
        for (int j = 0; j < EDGE; j++) {
            struct pt at;
            if (!crossing(e0[i], e0[i + 1], e1[j], e1[j + 1], &at)) continue;
            for (int k = 0; k < i; k++) shape_add(out, e0[k]);
            struct pt a = e0[i], b = e1[j + 1];
            shape_add(out, pt_mix(a, at, .5));
            shape_add(out, pt_mix(pt_mix(a, b, .5), at, .6));
            shape_add(out, pt_mix(b, at, .5));
            for (int k = j + 1; k <= EDGE; k++) shape_add(out, e1[k]);
            return;
        }
    for (int k = 0; k < EDGE; k++) shape_add(out, e0[k]);
    shape_add(out, pt_mix(e0[EDGE], e1[0], .5));
    for (int k = 2; k <= EDGE; k++) shape_add(out, e1[k]);
}

static void tube_side(const struct tube *tube, double side, struct shape *out) {
    struct pt e0[EDGE + 1], e1[EDGE + 1], d0 = tube->direction[0], d1 = tube->direction[1];
    tube_edge(tube, 0, side, e0);
    tube_edge(tube, 1, side, e1);
    if ((d0.x * d1.y - d0.y * d1.x) * side > .02) {
        inner_side(e0, e1, out);
        return;
    }
    double from = atan2(d0.x * side, -d0.y * side), to = atan2(d1.x * side, -d1.y * side);
    double turn = remainder(to - from, 2 * M_PI);
    for (int k = 0; k < EDGE; k++) shape_add(out, e0[k]);
    for (int k = 0; k <= 8; k++) {
        double a = from + turn * k / 8;
        shape_add(out, (struct pt){tube->joint[1].x + tube->radius[1] * cos(a),
                                   tube->joint[1].y + tube->radius[1] * sin(a)});
    }
    for (int k = 1; k <= EDGE; k++) shape_add(out, e1[k]);
}

static void round_cap(struct shape *out, struct pt p, struct pt d, double r, double bulge) {
    for (int k = 1; k < 10; k++) {
        double a = M_PI * k / 10, along = r * bulge * sin(a), across = r * cos(a);
        shape_add(out, (struct pt){p.x + d.x * along - d.y * across,
                                   p.y + d.y * along + d.x * across});
    }
}

void shape_tube_outline(const struct tube *tube, struct shape *shape) {
    struct shape other = {0};
    tube_side(tube, 1, shape);
    if (tube->cap1 != CAP_FLAT)
        round_cap(shape, tube->joint[2], tube->direction[1], tube->radius[2],
                  tube->cap1 == CAP_ROUND ? 1 : .22);
    tube_side(tube, -1, &other);
    shape_append(shape, &other, true);
    struct pt back = {-tube->direction[0].x, -tube->direction[0].y};
    if (tube->cap0 == CAP_ROUND) round_cap(shape, tube->joint[0], back, tube->radius[0], 1);
}

struct pt shape_reach(struct pt a, struct pt target, double l1, double l2, double bend,
                      struct pt *end) {
    double dx = target.x - a.x, dy = target.y - a.y;
    double d = clamp(hypot(dx, dy), fabs(l1 - l2) + 1e-6, l1 + l2 - 1e-6);
    double c = acos(clamp((l1 * l1 + d * d - l2 * l2) / (2 * l1 * d), -1, 1));
    double angle = atan2(dy, dx) + bend * c;
    struct pt b = {a.x + l1 * cos(angle), a.y + l1 * sin(angle)};
    double e = atan2(target.y - b.y, target.x - b.x);
    *end = (struct pt){b.x + l2 * cos(e), b.y + l2 * sin(e)};
    return b;
}
