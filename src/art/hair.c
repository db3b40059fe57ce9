/* Hair, beards and headwear, wrapped around the head like a label on a jar.
 *
 * shell: an open line of (degrees, y) all the way round: the lower edge of a cap. Above it the
 * head's outline, `out` times wider and `crown` times higher; what hangs below the ears falls
 *        straight and opens by `spread`. hole: cut out of the shell before it (a veil's face).
 * lock:  a tapered strand or stitch on the shell. patch: a closed shape on it (a turban's
 * wrap). face:  a closed shape on the face's own outline (beards). ball: a closed shape in
 * hundredths that stands on its anchor (buns, tufts, knots). braid: a plait along a line. brim:
 * an open line of (degrees, radius in hundredths): the edge of a brim at the anchor's height.
 */
#include <math.h>
#include <string.h>

#include "art/head.h"

/* The angle of a place around the head from the viewer: 0 towards us, +90 the way the face
 * turns. */
static double turned(const struct head *h, double degrees) {
    return remainder(h->facing * degrees + h->yaw, 360);
}

/* The skull without nose and jaw: what hair lies on. */
static double skull_edge(const struct head *h, int side, double y, double crown) {
    return head_edge(h, side, y < 0 ? fmax(y / crown, -.995) : y < .12 ? y : .12);
}

static double edge_x(const struct head *h, const struct drawn *d, int side, double y) {
    double x = skull_edge(h, side, y, d->crown) * d->out;
    if (side > 0 && y > -.2) /* in profile hair ends at the temple, not at the nose */
        x = fmin(
            x, mix(9, .70, shape_smooth(60, 84, h->yaw) * (1 - shape_smooth(96, 110, h->yaw))) *
                   d->out);
    if (y > 0) {
        double middle = (head_edge(h, 1, 0) + head_edge(h, -1, 0)) / 2;
        double fall = d->spread < .9 ? shape_smooth(.06, .72, y) : shape_smooth(0, 1.2, y);
        x = middle + (x - middle) * mix(1, d->spread, fall); /* short hair closes to the nape */
        x += h->sway * .10 * y * y * h->facing;
    }
    return x;
}

static struct pt on_shell(const struct head *h, const struct drawn *d, double phi, double y) {
    double l = edge_x(h, d, -1, y), r = edge_x(h, d, 1, y);
    return (struct pt){(l + r) / 2 + (r - l) / 2 * sin(radians(phi)), y + h->nod * .6};
}

/* y of an open line at an angle, taken as a function round the head: smooth through its points
 * and never beyond them (slopes limited as by Fritsch and Carlson 1980). */
static double line_y(const struct drawn *d, double degrees) {
    double a = remainder(degrees, 360);
    const struct pt *p = d->points;
    int i = 0;
    if (a <= p[0].x) return p[0].y / 100;
    if (a >= p[d->n - 1].x) return p[d->n - 1].y / 100;
    while (i + 2 < d->n && a > p[i + 1].x) i++;
    double span = p[i + 1].x - p[i].x;
    if (span < 1e-9) return p[i].y / 100;
    double slope = (p[i + 1].y - p[i].y) / span, m[2] = {slope, slope};
    for (int k = 0; k < 2; k++) {
        int j = i + k;
        if (j == 0 || j == d->n - 1) continue;
        double before = (p[j].y - p[j - 1].y) / fmax(1e-9, p[j].x - p[j - 1].x);
        double after = (p[j + 1].y - p[j].y) / fmax(1e-9, p[j + 1].x - p[j].x);
        m[k] = before * after <= 0 ? 0 : 2 * before * after / (before + after);
    }
    double t = (a - p[i].x) / span, t2 = t * t, t3 = t2 * t;
    double y = (2 * t3 - 3 * t2 + 1) * p[i].y + (t3 - 2 * t2 + t) * span * m[0] +
               (3 * t2 - 2 * t3) * p[i + 1].y + (t3 - t2) * span * m[1];
    return y / 100;
}

static double unturned(const struct head *h, double phi) {
    return h->facing * (phi - h->yaw);
}

/* The lower edge as it is seen: on the far cheek what hangs past the edge of the face belongs
 * to the sheet behind the head, or it would stand there as a splinter. */
static double front_y(const struct head *h, const struct drawn *d, double phi, bool behind) {
    enum { EDGE_ON = 56 };
    double around = unturned(h, phi), y = line_y(d, around);
    if (h->yaw > 118 && !behind) { /* temples lie beyond the ears */
        double a = remainder(around, 360), ear = line_y(d, a < 0 ? -94 : 94);
        if (fabs(a) > 94 || ear > .3) return y;
        return mix(fmin(y, ear), ear, shape_smooth(40, 80, fabs(a)));
    }
    if (phi < EDGE_ON || h->yaw > 64 || (behind && y > .25)) return y;
    double high = fmin(y, line_y(d, unturned(h, EDGE_ON)));
    return mix(high, y, shape_smooth(112, 150, phi));
}

static void add_local(const struct head *h, struct shape *shape, struct pt p) {
    shape_add(shape, head_point(h, p.x, p.y));
}

/* The limb from the left end over the crown to the right end. */
static void shell_side(const struct head *h, const struct drawn *d, int side, double from,
                       double to, struct shape *out) {
    enum { RISE = 20 };
    for (int i = 0; i <= RISE; i++) {
        double y = mix(from, to, (double)i / RISE);
        add_local(h, out, (struct pt){edge_x(h, d, side, y), y + h->nod * .6});
    }
}

/* A dome rounder than the skull, never inside it; cut where the hair line meets the limb. */
static void shell_limb(const struct head *h, const struct drawn *d, double left, double right,
                       struct shape *out) {
    enum { OVER = 40 };
    double middle = (head_edge(h, 1, -.45) + head_edge(h, -1, -.45)) / 2 * d->out;
    double top = -.34 * d->crown, x0 = edge_x(h, d, -1, top), x1 = edge_x(h, d, 1, top);
    if (left > top) shell_side(h, d, -1, left, top, out);
    for (int j = 1; j < OVER; j++) {
        double a = radians(mix(-90, 90, (double)j / OVER)), s = sin(a);
        double y = mix(top, -d->crown, pow(cos(a), .92));
        double x = s < 0 ? mix(middle, x0, -s) : mix(middle, x1, s);
        if (s < 0 ? y > left : y > right) continue;
        double bone = edge_x(h, d, s < 0 ? -1 : 1, y),
               over = s < 0 ? fmin(x, bone) : fmax(x, bone);
        x = mix(x, over, shape_smooth(.55, .96, fabs(s)));
        add_local(h, out, (struct pt){x, y + h->nod * mix(.6, .3, cos(a))});
    }
    if (right > top)
        shell_side(h, d, 1, top, right, out);
    else
        add_local(h, out, (struct pt){edge_x(h, d, 1, right), right + h->nod * .6});
}

static struct ink hair_ink(const struct head *h, const struct drawn *d, struct rgb color) {
    struct rgb material = color;
    const struct features *f = h->features;
    if (!strcmp(d->role, "main")) material = f->colors[0];
    if (!strcmp(d->role, "second")) material = f->colors[1];
    if (!strcmp(d->role, "accent")) material = f->colors[2];
    if (!strcmp(d->role, "skin")) material = f->skin;
    if (!strcmp(d->role, "gold")) material = (struct rgb){.85f, .65f, .26f};
    if (!strcmp(d->role, "white")) material = (struct rgb){.96f, .93f, .88f};
    if (!strcmp(d->role, "black")) material = (struct rgb){.13f, .11f, .13f};
    if (!strcmp(d->role, "red")) material = (struct rgb){.66f, .10f, .13f};
    if (!strcmp(d->role, "leaf")) material = (struct rgb){.36f, .54f, .30f};
    return paper_ink(h->paper, d->tone == 0 ? material : paper_tone(material, d->tone, 0, 0));
}

static void shell(const struct head *h, const struct drawn *d, const struct drawn *hole,
                  struct rgb color, bool behind) {
    struct shape shape = {0};
    double right = front_y(h, d, 90, behind), left = line_y(d, unturned(h, -90));
    shell_limb(h, d, left, right, &shape);
    enum { STEPS = 72 };
    for (int i = 1; i < STEPS; i++) {
        double phi = behind ? mix(90, 270, (double)i / STEPS) : mix(90, -90, (double)i / STEPS);
        add_local(h, &shape, on_shell(h, d, phi, front_y(h, d, phi, behind)));
    }
    struct sheet sheet = {.ink = hair_ink(h, d, color), .shade = 7, .rim = 3, .cast = .45};
    if (behind) {
        sheet.ink.base = paper_mix(sheet.ink.base, sheet.ink.shade, .55);
        sheet.cast = .2;
    } else { /* a little shade on the brow glues it to the head */
        struct shape drop = shape;
        for (int i = 0; i < drop.n; i++) {
            drop.p[i].x -= h->paper->lx * .05 * h->size;
            drop.p[i].y += .07 * h->size;
        }
        cairo_save(h->paper->cr);
        paper_path(h->paper->cr, &h->outline);
        cairo_clip(h->paper->cr);
        if (!hole) paper_fill(h->paper, &drop, h->skin.shade, .6);
        cairo_restore(h->paper->cr);
        sheet.cast = 0;
    }
    struct shape cut = {0};
    for (int i = 0; hole && !behind && h->yaw < 128 && i < hole->n; i++) {
        double phi = turned(h, hole->points[i].x), y = hole->points[i].y / 100;
        struct pt p = on_shell(h, d, clamp(phi, -90, 90), y);
        if (phi > 84) p.x += .4 * clamp((phi - 84) / 8, 0, 1); /* open past the limb */
        if (phi < -84) p.x -= .4 * clamp((-84 - phi) / 8, 0, 1);
        add_local(h, &cut, p);
    }
    if (!paper_begin(h->paper, &shape, &sheet, &cut)) return;
    if (cut.n > 2) { /* the edge of the cloth, turned back */
        const double w = .030 * h->size;
        shape_add(&cut, cut.p[0]);
        struct shape hem = {0};
        shape_ribbon(&hem, cut.p, cut.n, &w, 1, 1);
        paper_fill(h->paper, &hem, sheet.ink.deep, .55);
    }
    paper_end(h->paper, &shape, &sheet);
}

static bool line_points(const struct head *h, const struct drawn *d, const struct drawn *base,
                        struct shape *out) {
    for (int i = 0; i < d->n; i++) {
        double phi = turned(h, d->points[i].x);
        double y = d->points[i].y / 100;
        if (fabs(phi) > 86 || (base->n > 1 && phi > 40 && y > front_y(h, base, phi, false)))
            continue;
        struct pt p = on_shell(h, base, phi, y);
        add_local(h, out, p);
    }
    return out->n > 1;
}

static void lock(const struct head *h, const struct drawn *d, const struct drawn *base,
                 struct rgb color) {
    struct shape line = {0}, ribbon = {0};
    if (!line_points(h, d, base, &line)) return;
    double w = d->width / 100 * h->size;
    const double widths[3] = {0, w, 0};
    shape_ribbon(&ribbon, line.p, line.n, widths, 3, 7);
    struct ink ink = hair_ink(h, d, color);
    bool bare = !strcmp(d->role, "hair") && d->tone == 0;
    paper_fill(h->paper, &ribbon, bare ? ink.deep : ink.base, bare ? .6 : .8);
}

static struct pt on_face(const struct head *h, double phi, double y) {
    double low = .74 + h->jaw, at = fmin(y, low);
    double l = head_edge(h, -1, at), r = head_edge(h, 1, at);
    double taper = y > low ? fmax(.35, 1 - .95 * (y - low)) : 1;
    double half = (r - l) / 2, chin = half * .6 * sin(radians(h->yaw)); /* what narrows to it */
    return (struct pt){(l + r) / 2 + mix(chin, half * sin(radians(phi)), taper), y};
}

/* One turn of a closed shape: angles run on past 180 degrees, what is hidden lies on the limb.
 */
static void patch_turn(const struct head *h, const struct drawn *d, const struct drawn *base,
                       const struct ink *ink, double offset) {
    struct shape shape = {0};
    bool on_skin = !strcmp(d->warp, "face"), seen = false;
    for (int i = 0; i < d->n; i++) {
        double phi = h->facing * d->points[i].x + h->yaw + offset, y = d->points[i].y / 100;
        seen |= fabs(phi) < 88;
        phi = clamp(phi, -90, 90);
        if (on_skin) {
            double down = y + (y > .55 ? h->jaw : 0) + h->nod * (y < .6 ? 1.6 : .5);
            struct pt p = on_face(h, phi, down);
            p.x *= d->out;
            add_local(h, &shape, p);
        } else {
            add_local(h, &shape, on_shell(h, base, phi, y));
        }
    }
    if (!seen) return;
    if (shape.n < 60) { /* drawn by points: curve through them */
        struct shape smooth = {0};
        shape_curve(&smooth, shape.p, shape.n, true, 7);
        shape = smooth;
    }
    struct sheet sheet = {
        .ink = *ink, .shade = 5, .rim = on_skin ? .5 : 2.4, .cast = on_skin ? 0 : .35};
    if (on_skin && d->spread < .99) /* stubble: a stain, not a sheet */
        paper_fill(h->paper, &shape, sheet.ink.base, d->spread * .6);
    else
        paper_piece(h->paper, &shape, &sheet);
}

static void patch(const struct head *h, const struct drawn *d, const struct drawn *base,
                  struct rgb color) {
    struct ink ink = hair_ink(h, d, color);
    for (int turn = -360; turn <= 360; turn += 360) patch_turn(h, d, base, &ink, turn);
}

static struct pt anchor(const struct head *h, const struct drawn *d, double *sine,
                        double *depth) {
    double phi = turned(h, d->turn_x), y = d->turn_y / 100;
    double l = head_edge(h, -1, clamp(y, -.99, .12)), r = head_edge(h, 1, clamp(y, -.99, .12));
    *sine = sin(radians(phi));
    *depth = cos(radians(phi));
    if (y < -.6 && d->out < .35) /* on the crown: over the middle of the skull */
        l = head_edge(h, -1, -.45) * .8, r = head_edge(h, 1, -.45) * .8;
    return (struct pt){(l + r) / 2 + (r - l) / 2 * d->out * *sine, y + h->nod * .6};
}

static void ball(const struct head *h, const struct drawn *d, struct rgb color, bool behind) {
    double sine, depth;
    struct pt at = anchor(h, d, &sine, &depth);
    bool crown = d->turn_y < -98 || (d->turn_y < -58 && d->out < .35);
    if ((depth < .12 && !crown) != behind) return;
    struct shape shape = {0};
    double wide = (sine < 0 ? -1 : 1) * mix(.72, 1, fabs(sine));
    for (int i = 0; i < d->n; i++) {
        double y = d->points[i].y / 100;
        add_local(
            h, &shape,
            (struct pt){at.x + d->points[i].x / 100 * wide + h->sway * .1 * y * y, at.y + y});
    }
    struct sheet sheet = {.ink = hair_ink(h, d, color), .shade = 6, .rim = 2.6, .cast = .4};
    struct box box = shape_box(&shape);
    sheet.plain = box.x1 - box.x0 < .3 * h->size;
    if (sheet.plain) sheet.shade = sheet.rim = 1.4;
    if (behind) sheet.ink.base = paper_mix(sheet.ink.base, sheet.ink.shade, .3);
    paper_piece(h->paper, &shape, &sheet);
}

static void cord(const struct head *h, const struct drawn *d, const struct shape *path,
                 struct rgb color, bool behind) {
    double w = d->width / 100 * h->size;
    const double widths[3] = {w * .8, w, w * .7};
    struct shape shape = {0};
    shape_ribbon(&shape, path->p, path->n, widths, 3, 1);
    struct sheet sheet = {.ink = hair_ink(h, d, color),
                          .shade = 2.4,
                          .rim = w > 5 ? 1 : 0,
                          .cast = .3,
                          .plain = true};
    if (behind) sheet.ink.base = paper_mix(sheet.ink.base, sheet.ink.shade, .4);
    paper_piece(h->paper, &shape, &sheet);
}

/* Plaits: two leaning ovals after another along the line, thinner towards the end. */
static void braid(const struct head *h, const struct drawn *d, struct rgb color, bool behind) {
    double depth = 0;
    struct pt line[DRAWN_MAX_POINTS];
    struct shape path = {0};
    for (int i = 0; i < d->n; i++) {
        double phi = turned(h, d->points[i].x), y = d->points[i].y / 100;
        depth += cos(radians(phi)) / d->n;
        struct pt p = on_shell(h, d, clamp(phi, -180, 180), y);
        line[i] = head_point(h, p.x, p.y);
    }
    if ((depth < .05) != behind) return;
    shape_curve(&path, line, d->n, false, 6);
    if (d->width < 8) {
        cord(h, d, &path, color, behind);
        return;
    }
    double length = 0, w = d->width / 100 * h->size, step = w * .85, next = 0, total = 0;
    for (int i = 0; i + 1 < path.n; i++)
        total += hypot(path.p[i + 1].x - path.p[i].x, path.p[i + 1].y - path.p[i].y);
    struct sheet sheet = {
        .ink = hair_ink(h, d, color), .shade = 2.5, .rim = 1.6, .cast = .15, .plain = true};
    for (int i = 0; i + 1 < path.n; i++) {
        struct pt a = path.p[i], b = path.p[i + 1];
        double span = hypot(b.x - a.x, b.y - a.y);
        for (; next <= length + span && span > 0; next += step) {
            struct pt at = pt_mix(a, b, (next - length) / span);
            double t = total > 0 ? next / total : 0, ww = w * (1 - .42 * t);
            double angle = atan2(b.y - a.y, b.x - a.x);
            for (int s = 1; s >= -1; s -= 2) {
                struct shape plait = {0};
                struct pt c = {at.x - sin(angle) * ww * .42 * s,
                               at.y + cos(angle) * ww * .42 * s};
                shape_ellipse(&plait, c, ww * .88, ww * .55, angle - s * .62);
                paper_piece(h->paper, &plait, &sheet);
            }
        }
        length += span;
    }
}

static struct pt brim_point(const struct head *h, const struct drawn *d, double phi,
                            double radius) {
    struct drawn flat = *d;
    flat.out = radius;
    double y = d->turn_y / 100, out = radius - 1;
    struct pt p = on_shell(h, &flat, phi, y);
    p.y += out * (.22 * cos(radians(phi)) + (d->spread - 1));
    return p;
}

static void brim(const struct head *h, const struct drawn *d, struct rgb color, bool behind) {
    enum { STEPS = 40 };
    struct shape shape = {0};
    double from = behind ? 90 : -90, to = behind ? 270 : 90;
    for (int i = 0; i <= STEPS; i++) {
        double phi = mix(from, to, (double)i / STEPS), r = line_y(d, unturned(h, phi));
        add_local(h, &shape, brim_point(h, d, phi, r));
    }
    for (int i = STEPS; i >= 0; i--) {
        double phi = mix(from, to, (double)i / STEPS);
        struct pt p = brim_point(h, d, phi, fmin(1.04, line_y(d, unturned(h, phi))));
        p.y -= .03;
        add_local(h, &shape, p);
    }
    struct sheet sheet = {.ink = hair_ink(h, d, color), .shade = 4, .rim = 2.6, .cast = .9};
    if (behind) sheet.ink.base = paper_mix(sheet.ink.base, sheet.ink.shade, .5);
    paper_piece(h->paper, &shape, &sheet);
}

bool head_hair_covers_ears(const struct drawing *drawing) {
    for (int i = 0; drawing && i < drawing->count; i++)
        if (!strcmp(drawing->items[i].warp, "shell") && drawing->items[i].n > 1)
            return line_y(&drawing->items[i], 90) > .3;
    return false;
}

void head_hair_draw(const struct head *h, const struct drawing *drawing, struct rgb color,
                    bool behind) {
    static const struct drawn bald = {.out = 1, .crown = 1, .spread = 1};
    if (!drawing) return;
    const struct drawn *base = &bald, *hole = NULL;
    for (int i = 0; i < drawing->count; i++) {
        const struct drawn *d = &drawing->items[i];
        if (!strcmp(d->warp, "hole")) {
            hole = d;
        } else if (!strcmp(d->warp, "shell")) {
            base = d;
            if (d->n > 1) shell(h, d, hole, color, behind);
            hole = NULL;
        } else if (!strcmp(d->warp, "ball")) {
            ball(h, d, color, behind);
        } else if (!strcmp(d->warp, "braid")) {
            braid(h, d, color, behind);
        } else if (!strcmp(d->warp, "brim")) {
            if (d->n > 1) brim(h, d, color, behind);
        } else if (!behind && !strcmp(d->warp, "lock")) {
            lock(h, d, base, color);
        } else if (!behind && d->closed) {
            patch(h, d, base, color);
        }
    }
}
