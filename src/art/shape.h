/* Plane geometry of the paper people: polygons, smooth curves through points, tapered ribbons
 * and the outline of a two-bone limb. Units are whatever the caller draws in; y points down. */
#ifndef ART_SHAPE_H
#define ART_SHAPE_H

#include <stdbool.h>

enum { SHAPE_MAX = 640 }; /* points; what does not fit is left out */

struct pt {
    double x, y;
};
struct shape {
    int n;
    struct pt p[SHAPE_MAX];
};
struct box {
    double x0, y0, x1, y1;
};

static inline double mix(double a, double b, double t) {
    return a + (b - a) * t;
}
static inline double clamp(double v, double low, double high) {
    return v < low ? low : v > high ? high : v;
}
static inline double radians(double degrees) {
    return degrees * 0.017453292519943295;
}
static inline struct pt pt_mix(struct pt a, struct pt b, double t) {
    return (struct pt){mix(a.x, b.x, t), mix(a.y, b.y, t)};
}
double shape_smooth(double low, double high, double v); /* 0 below low, 1 above high */

void shape_add(struct shape *shape, struct pt p);
void shape_append(struct shape *shape, const struct shape *other, bool reversed);
/* Appends the Catmull-Rom curve through the points, `steps` per span. */
void shape_curve(struct shape *shape, const struct pt *points, int n, bool closed, int steps);
void shape_ellipse(struct shape *shape, struct pt centre, double rx, double ry, double turn);
/* A tapered stroke as a filled shape: half widths spread evenly along the smooth line. */
void shape_ribbon(struct shape *shape, const struct pt *points, int n,
                  const double *half_widths, int width_count, int steps);
struct box shape_box(const struct shape *shape);

/* A limb, sleeve or finger: three joints, radii there, and how far each bone bulges. */
enum tube_cap { CAP_ROUND, CAP_SOFT, CAP_FLAT };
struct tube {
    struct pt joint[3];
    double radius[3], bulge[2];
    enum tube_cap cap0, cap1;
    struct pt direction[2]; /* set by tube_init */
    double length[2];
};
struct tube shape_tube(struct pt a, struct pt b, struct pt c, double ra, double rb, double rc);
/* The exact union of two tapered capsules: round outside the joint, cut and filleted inside. */
void shape_tube_outline(const struct tube *tube, struct shape *shape);
/* A point on it: u -1..1 across, v 0 root, 1 joint, 2 end. */
struct pt shape_tube_at(const struct tube *tube, double u, double v);

/* Where the middle joint lies when two bones reach from a towards target; *end is reached. */
struct pt shape_reach(struct pt a, struct pt target, double l1, double l2, double bend,
                      struct pt *end);

#endif
