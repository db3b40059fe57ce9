/* Robes and skirts: one sheet from neck or waist to a hem that keeps both legs inside,
 * standing, walking or seated. */
#include <math.h>

#include "art/garment.h"

static double leg_x(const struct body *b, enum side s, double y) {
    struct pt p = b->hip_at[s], q = b->knee[s];
    if (y > q.y) p = q, q = b->ankle_at[s];
    double t = fabs(q.y - p.y) < 1e-6 ? 1 : (y - p.y) / (q.y - p.y);
    return mix(p.x, q.x, clamp(t, -.2, 1.4));
}

static void standing_edges(const struct dress *dress, const struct part *part, double length,
                           struct robe *r, struct pt l0, struct pt r0) {
    const struct body *b = dress->body;
    double H = b->head, hem = b->pelvis.y + length * H;
    double near = leg_x(b, NEAR, hem), far = leg_x(b, FAR, hem);
    double middle = b->pelvis.x * .35 + .65 * (near + far) / 2 + dress->sway * .12 * length * H;
    double narrow = 1 - .24 * b->side;
    double wide = fmax(part->least * H * part->flare * narrow * (.75 + .25 * b->build.limb),
                       fabs(near - far) / 2 + H * .22 * b->build.limb);
    for (int i = 1; i <= ROBE_EDGE; i++) {
        double t = (double)i / ROBE_EDGE, y = mix(l0.y, hem, t);
        double hip = t < .62 ? H * .05 * part->hip * sin(M_PI * fmin(1, t * 1.6)) : 0;
        double f = b->facing;
        r->left[r->n + i - 1] =
            (struct pt){mix(l0.x, middle - f * wide, pow(t, .95)) - f * hip, y};
        r->right[r->n + i - 1] =
            (struct pt){mix(r0.x, middle + f * wide, pow(t, .95)) + f * hip, mix(r0.y, hem, t)};
        r->v[r->n + i - 1] = -t;
        /* A knee lifted in a step pushes the cloth before it. */
        double knee = H * .20 * b->build.limb, lx = leg_x(b, NEAR, y), rx = leg_x(b, FAR, y);
        struct pt *l = &r->left[r->n + i - 1], *q = &r->right[r->n + i - 1];
        l->x = f * fmin(f * l->x, fmin(f * lx, f * rx) - knee);
        q->x = f * fmax(f * q->x, fmax(f * lx, f * rx) + knee);
    }
}

/* Over the lap, round the knees, down the shins. */
static void seated_edges(const struct dress *dress, const struct part *part, double length,
                         struct robe *r, struct pt l0, struct pt r0) {
    const struct body *b = dress->body;
    double f = b->facing, H = b->head, thick = H * .25 * b->build.limb;
    struct pt near = b->knee[NEAR], far = b->knee[FAR];
    struct pt knee = f * near.x > f * far.x ? near : far;
    double top = fmin(near.y, far.y);
    struct pt shin = pt_mix(b->ankle_at[NEAR], b->ankle_at[FAR], .5);
    /* kneeling: the cloth ends at the knees */
    bool folded = ((near.x + far.x) / 2 - shin.x) * f > thick;
    if (folded)
        shin = (struct pt){knee.x - f * thick * .9, fmin(-H * .03, knee.y + thick * 1.1)};
    double left_over = (length * H - fabs(knee.x - b->pelvis.x)) / fmax(1, shin.y - knee.y);
    struct pt hem =
        pt_mix((struct pt){(near.x + far.x) / 2, knee.y}, shin, clamp(left_over, .12, 1.02));
    double wide = fmax(part->least * H * part->flare * .62, H * .34);
    struct pt back[] = {{l0.x - f * H * .06, b->pelvis.y + thick * .45},
                        {mix(b->pelvis.x, near.x, .35), b->pelvis.y + thick * .95},
                        {mix(b->pelvis.x, near.x, .7), b->pelvis.y + thick * .95},
                        {near.x - f * thick * .75, near.y + thick * .9},
                        {hem.x - f * wide * .95, mix(near.y, hem.y, .55)},
                        {hem.x - f * wide, hem.y}};
    if (folded && length * H > b->thigh * 1.3) /* a long one covers the heels too */
        for (int i = 0; i < 4; i++)
            back[i] =
                (struct pt){mix(l0.x - f * H * .12, near.x - f * thick * .3, i / 3.), -H * .04};
    const struct pt lap[] = {
        {r0.x + f * H * .04, mix(r0.y, top - thick, .8)},
        {mix(b->pelvis.x, knee.x, .55), fmin(top, mix(b->pelvis.y, top, .55)) - thick},
        {knee.x, top - thick * .85},
        {knee.x + f * thick * .72, top - thick * .1},
        {hem.x + f * fmax(wide, (knee.x - hem.x) * f + thick * .8), mix(knee.y, hem.y, .5)},
        {hem.x + f * wide * 1.05, hem.y}};
    struct shape a = {0}, c = {0};
    shape_curve(&a, back, 6, false, 8);
    shape_curve(&c, lap, 6, false, 8);
    for (int i = 1; i <= ROBE_EDGE; i++) {
        int at = (a.n - 1) * i / ROBE_EDGE;
        r->left[r->n + i - 1] = a.p[at];
        r->right[r->n + i - 1] = c.p[at];
        r->v[r->n + i - 1] = -(double)i / ROBE_EDGE;
    }
}

void garment_robe(const struct dress *dress, const struct part *part, bool from_waist,
                  struct robe *r) {
    static const double heights[8] = {1.05, .985, .885, .72, .55, .33, .10, 0};
    const struct body *b = dress->body;
    struct pt left[9], right[9];
    double H = b->head;
    /* Who rises has a lap until the thighs hang. */
    double rise = (b->knee[NEAR].x - b->pelvis.x) * b->facing;
    bool bent = b->seated && rise > .62 * b->thigh;
    *r = (struct robe){0};
    body_torso_points(b, part->grow, bent ? -.02 : -.06, left, right);
    int first = from_waist ? 5 : 0;
    for (int i = first; i < 8; i++) {
        r->left[r->n] = left[i];
        r->right[r->n] = right[8 - i];
        r->v[r->n++] = i == 7 ? 0 : heights[i];
    }
    r->skirt = r->n;
    double to_ankle = (-b->pelvis.y) / H - .11,
           length = part->length < .02 ? to_ankle : part->length;
    if (!bent && length > to_ankle) length = to_ankle;
    struct pt l0 = r->left[r->n - 1], r0 = r->right[r->n - 1];
    if (bent)
        seated_edges(dress, part, part->length < .02 ? 9 : length, r, l0, r0);
    else
        standing_edges(dress, part, length, r, l0, r0);
    r->n += ROBE_EDGE;
    struct shape *out = &r->outline;
    shape_curve(out, r->left, r->n, false, 5);
    struct pt lh = r->left[r->n - 1], rh = r->right[r->n - 1];
    for (int i = 1; i < 8; i++) { /* the hem hangs a little */
        double t = i / 8., wave = dress->sway * .03 * sin(M_PI * 3 * t);
        struct pt p = pt_mix(lh, rh, t);
        p.y += H * (part->sag * sin(M_PI * t) + wave);
        shape_add(out, p);
    }
    struct shape up = {0};
    shape_curve(&up, r->right, r->n, false, 5);
    shape_append(out, &up, true);
}

static struct pt robe_at(const struct robe *r, const struct body *b, double u, double v) {
    int i = 0;
    v = clamp(v, -1.2, r->v[0]);
    while (i + 2 < r->n && r->v[i + 1] > v) i++;
    double t = (r->v[i] - v) / (r->v[i] - r->v[i + 1]);
    struct pt l = pt_mix(r->left[i], r->left[i + 1], t),
              q = pt_mix(r->right[i], r->right[i + 1], t);
    if (b->side > 0) u += .46 * b->side * fmax(0, 1 - u * u); /* as body_chest */
    struct pt p = pt_mix(l, q, (u + 1) / 2);
    p.y += b->head * (v < 0 ? -.05 * v : .02) * (1 - u * u);
    return p;
}

struct pt garment_at(const struct cloth *cloth, double u, double v) {
    if (cloth->kind == CLOTH_ROBE) return robe_at(cloth->robe, cloth->dress->body, u, v);
    if (cloth->kind == CLOTH_TUBE) return shape_tube_at(cloth->tube, u, v);
    return body_chest(cloth->dress->body, u, v);
}
