#include "art/paper.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"

struct rgb paper_mix(struct rgb a, struct rgb b, double t) {
    struct oklab p = oklab_from_rgb(a), q = oklab_from_rgb(b);
    struct oklab m = {(float)mix(p.l, q.l, t), (float)mix(p.a, q.a, t),
                      (float)mix(p.b, q.b, t)};
    if (m.l < .02f) m.l = .02f;
    return oklab_to_rgb(m);
}

struct rgb paper_tone(struct rgb color, double lighter, double a, double b) {
    struct oklab lab = oklab_from_rgb(color);
    lab.l = (float)clamp(lab.l * (1 + lighter), .02, 1);
    lab.a += (float)a;
    lab.b += (float)b;
    return oklab_to_rgb(lab);
}

double paper_lightness(struct rgb color) {
    return oklab_from_rgb(color).l;
}

struct ink paper_ink(const struct paper *paper, struct rgb material) {
    if (paper->flat) {
        struct rgb c = paper->flat_color;
        return (struct ink){c, c, c, c};
    }
    struct ink ink = {.base = light_base(paper->light, material),
                      .shade = light_shade(paper->light, material),
                      .rim = light_rim(paper->light, material)};
    ink.deep = paper_mix(ink.base, ink.shade, 1.7);
    return ink;
}

struct ink paper_skin(const struct paper *paper, struct rgb material) {
    struct ink ink = paper_ink(paper, material);
    if (paper->flat) return ink;
    double dark = 1 - shape_smooth(.42, .72, paper_lightness(material));
    ink.shade = paper_tone(ink.shade, -.02, .012 + .010 * dark, -.006 - .012 * dark);
    struct rgb gold = light_base(paper->light, (struct rgb){1.f, .74f, .44f});
    ink.rim = paper_mix(ink.rim, gold, .30 * dark);
    ink.deep = paper_mix(ink.base, ink.shade, 1.8);
    return ink;
}

void paper_path(cairo_t *cr, const struct shape *shape) {
    for (int i = 0; i < shape->n; i++) {
        if (i)
            cairo_line_to(cr, shape->p[i].x, shape->p[i].y);
        else
            cairo_move_to(cr, shape->p[i].x, shape->p[i].y);
    }
    cairo_close_path(cr);
}

static void set_color(cairo_t *cr, struct rgb color, double alpha) {
    cairo_set_source_rgba(cr, color.r, color.g, color.b, alpha);
}

static cairo_t *target(const struct paper *paper) {
    return paper->piece ? paper->piece : paper->cr;
}

static bool seen(const struct paper *paper, struct box box, double margin) {
    return box.x1 + margin > paper->view.x0 && box.x0 - margin < paper->view.x1 &&
           box.y1 + margin > paper->view.y0 && box.y0 - margin < paper->view.y1;
}

/* Room for the piece's pixels and its mask: the outline's coverage, one byte a pixel. */
static bool open_piece(struct paper *paper, struct box box) {
    int x0 = (int)floor(fmax(box.x0, paper->view.x0)) - 1;
    int y0 = (int)floor(fmax(box.y0, paper->view.y0)) - 1;
    int width = (int)ceil(fmin(box.x1, paper->view.x1)) + 1 - x0;
    int height = (int)ceil(fmin(box.y1, paper->view.y1)) + 1 - y0;
    if (width <= 0 || height <= 0 || width > 8192 || height > 8192) return false;
    size_t pixels = (size_t)width * (size_t)height * 4;
    if (pixels > paper->scratch_size) {
        paper->scratch = xrealloc(paper->scratch, pixels, 1);
        paper->scratch_size = pixels;
    }
    paper->piece_surface = cairo_image_surface_create_for_data(
        paper->scratch, CAIRO_FORMAT_ARGB32, width, height, width * 4);
    paper->piece_x = x0;
    paper->piece_y = y0;
    paper->piece = cairo_create(paper->piece_surface);
    cairo_set_tolerance(paper->piece, .25);
    cairo_translate(paper->piece, -x0, -y0);
    return true;
}

/* The base: opaque over the whole box, leaning from light to dark away from the key light. The
 * outline is cut at the end. */
static void base_fill(struct paper *paper, struct box box, const struct sheet *sheet) {
    int width = cairo_image_surface_get_width(paper->piece_surface);
    int height = cairo_image_surface_get_height(paper->piece_surface);
    struct rgb near = paper_tone(sheet->ink.base, .045, 0, .006);
    struct rgb far = paper_tone(sheet->ink.base, -.06, .003, -.008);
    double area = (box.x1 - box.x0) * (box.y1 - box.y0);
    if (paper->flat || area < 900 * paper->k * paper->k) near = far = sheet->ink.base;
    enum { RAMP = 256 };
    uint32_t ramp[RAMP];
    for (int i = 0; i < RAMP; i++) {
        float t = (float)i / (RAMP - 1);
        unsigned r = (unsigned)(255 * (near.r + (far.r - near.r) * t) + .5f);
        unsigned g = (unsigned)(255 * (near.g + (far.g - near.g) * t) + .5f);
        unsigned b = (unsigned)(255 * (near.b + (far.b - near.b) * t) + .5f);
        ramp[i] = 0xff000000u | r << 16 | g << 8 | b;
    }
    /* Where on the ramp a pixel lies, in 1/65536 steps of it; half the box's diagonal to each
     * end. */
    double cx = (box.x0 + box.x1) / 2 - paper->piece_x,
           cy = (box.y0 + box.y1) / 2 - paper->piece_y;
    double rx = paper->lx * (box.x1 - box.x0) * .42, ry = paper->ly * (box.y1 - box.y0) * .42;
    double length = fmax(1, 2 * (rx * rx + ry * ry));
    int64_t dx = llround(-rx / length * RAMP * 65536),
            dy = llround(-ry / length * RAMP * 65536);
    int64_t start = llround((RAMP / 2 + (rx * cx + ry * cy) / length * RAMP) * 65536);
    for (int y = 0; y < height; y++) {
        uint32_t *row = (uint32_t *)(void *)paper->scratch + (size_t)y * (size_t)width;
        int64_t at = start + dy * y;
        for (int x = 0; x < width; x++, at += dx) {
            int64_t i = at >> 16;
            row[x] = ramp[i < 0 ? 0 : i >= RAMP ? RAMP - 1 : i];
        }
    }
    cairo_surface_mark_dirty(paper->piece_surface);
}

/* What lies behind the piece: its outline again, moved away from the light. */
struct cast {
    int x, y;
    unsigned alpha;
};
enum { CASTS = 2 };

static int casts_of(const struct paper *paper, const struct sheet *sheet,
                    struct cast casts[CASTS]) {
    static const double steps[CASTS][3] = {{4.2, 7, .10}, {2, 3.6, .13}};
    if (!(sheet->cast > 0) || paper->flat) return 0;
    double k = paper->k * sheet->cast;
    for (int i = 0; i < CASTS; i++)
        casts[i] = (struct cast){.x = (int)lround(-paper->lx * steps[i][0] * k),
                                 .y = (int)lround(-paper->ly * steps[i][1] * k),
                                 .alpha = (unsigned)(steps[i][2] * 255 + .5)};
    return CASTS;
}

bool paper_begin(struct paper *paper, const struct shape *shape, const struct sheet *sheet,
                 const struct shape *hole) {
    struct box box = shape_box(shape);
    if (shape->n < 3 || !seen(paper, box, 9 * paper->k)) return false;
    struct cast casts[CASTS];
    int count = casts_of(paper, sheet, casts);
    struct box room = box;
    for (int i = 0; i < count; i++) {
        room.x0 = fmin(room.x0, box.x0 + casts[i].x);
        room.y0 = fmin(room.y0, box.y0 + casts[i].y);
        room.x1 = fmax(room.x1, box.x1 + casts[i].x);
        room.y1 = fmax(room.y1, box.y1 + casts[i].y);
    }
    if (!open_piece(paper, room)) return false;
    base_fill(paper, box, sheet);
    paper->hole.n = 0;
    if (hole) paper->hole = *hole;
    return true;
}

enum { EDGES = 3 }; /* far shade, near shade, rim */

/* A crescent: the piece where the outline, moved by x, y, is not. */
struct edge {
    int x, y;
    unsigned alpha, r, g, b;
};

static struct edge edge_make(double x, double y, struct rgb color, double alpha) {
    return (struct edge){.x = (int)lround(x),
                         .y = (int)lround(y),
                         .alpha = (unsigned)(alpha * 255 + .5),
                         .r = (unsigned)(color.r * 255 + .5f),
                         .g = (unsigned)(color.g * 255 + .5f),
                         .b = (unsigned)(color.b * 255 + .5f)};
}

static int edges_of(const struct paper *paper, const struct sheet *sheet,
                    struct edge edges[EDGES]) {
    double k = paper->k, lx = paper->lx, ly = paper->ly;
    int count = 0;
    if (paper->flat) return 0;
    if (sheet->shade > 0) {
        double d = fmax(1, sheet->shade * k);
        if (d > 12) d = 12 + (d - 12) * .7;
        struct rgb color = sheet->skin ? sheet->ink.shade : sheet->ink.deep;
        if (!sheet->plain)
            edges[count++] =
                edge_make(-lx * d * 1.9, -ly * d * 1.9, color, sheet->skin ? .40 : .30);
        edges[count++] = edge_make(-lx * d, -ly * d, color, sheet->skin ? .92 : .62);
    }
    if (sheet->rim > 0) {
        double d = fmax(.8, sheet->rim * k);
        if (d > 3) d = 3 + (d - 3) * .22; /* paper has one thickness, however near the lens */
        edges[count++] = edge_make(lx * d, ly * d * .7, sheet->ink.rim, .9);
    }
    return count;
}

static unsigned char *draw_mask(struct paper *paper, const struct shape *shape, int width,
                                int height, int *stride) {
    *stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, width);
    size_t size = (size_t)*stride * (size_t)height;
    if (size > paper->mask_size) {
        paper->mask = xrealloc(paper->mask, size, 1);
        paper->mask_size = size;
    }
    memset(paper->mask, 0, size);
    cairo_surface_t *surface = cairo_image_surface_create_for_data(paper->mask, CAIRO_FORMAT_A8,
                                                                   width, height, *stride);
    cairo_t *cr = cairo_create(surface);
    cairo_set_tolerance(cr, .25);
    cairo_translate(cr, -paper->piece_x, -paper->piece_y);
    paper_path(cr, shape);
    cairo_fill(cr);
    if (paper->hole.n > 2) {
        cairo_set_operator(cr, CAIRO_OPERATOR_DEST_OUT);
        paper_path(cr, &paper->hole);
        cairo_fill(cr);
    }
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    return paper->mask;
}

static unsigned scale255(unsigned a, unsigned b) {
    unsigned v = a * b + 128;
    return (v + (v >> 8)) >> 8;
}

/* One row of a piece while it is cut out: its own coverage, and the same moved. */
struct row {
    uint32_t *pixels;
    const unsigned char *own, *inside[EDGES], *behind[CASTS];
    int width, edge_count, cast_count;
    const struct edge *edges;
    const struct cast *casts;
    unsigned dark[3]; /* red, green, blue of the shadow, of 255 */
};

static bool all_are(const unsigned char *mask, int from, int width, uint64_t value) {
    uint64_t eight;
    if (from < 0 || from + 8 > width) return false;
    memcpy(&eight, mask + from, 8);
    return eight == value;
}

/* True when the next eight pixels are all empty with no shadow, or all inside with no crescent.
 */
static bool is_plain(const struct row *row, int x) {
    if (all_are(row->own, x, row->width, 0)) {
        for (int i = 0; i < row->cast_count; i++)
            if (!all_are(row->behind[i], x - row->casts[i].x, row->width, 0)) return false;
        return true;
    }
    if (!all_are(row->own, x, row->width, UINT64_MAX)) return false;
    for (int i = 0; i < row->edge_count; i++)
        if (!all_are(row->inside[i], x + row->edges[i].x, row->width, UINT64_MAX)) return false;
    return true;
}

static unsigned cover_at(const unsigned char *mask, int x, int width) {
    return mask[x < 0 ? 0 : x >= width ? width - 1 : x];
}

/* How dark the shadows are here, of 255. */
static unsigned shadow_at(const struct row *row, int x) {
    unsigned dark = 0;
    for (int i = 0; i < row->cast_count; i++) {
        unsigned cover = cover_at(row->behind[i], x - row->casts[i].x, row->width);
        unsigned alpha = scale255(cover, row->casts[i].alpha);
        dark = alpha + scale255(dark, 255 - alpha);
    }
    return dark;
}

static unsigned at_most(unsigned value, unsigned limit) {
    return value > limit ? limit : value;
}

static uint32_t finish_pixel(const struct row *row, int x) {
    unsigned m = row->own[x];
    uint32_t p = row->pixels[x];
    unsigned r = p >> 16 & 255, g = p >> 8 & 255, b = p & 255;
    for (int i = 0; m && i < row->edge_count; i++) {
        unsigned cover = cover_at(row->inside[i], x + row->edges[i].x, row->width);
        if (cover == 255) continue;
        unsigned a = scale255(255 - cover, row->edges[i].alpha), keep = 255 - a;
        r = at_most(scale255(r, keep) + scale255(row->edges[i].r, a), 255);
        g = at_most(scale255(g, keep) + scale255(row->edges[i].g, a), 255);
        b = at_most(scale255(b, keep) + scale255(row->edges[i].b, a), 255);
    }
    if (m == 255) return 0xff000000u | r << 16 | g << 8 | b;
    unsigned under = scale255(shadow_at(row, x), 255 - m), alpha = at_most(m + under, 255);
    r = at_most(scale255(r, m) + scale255(row->dark[0], under), alpha);
    g = at_most(scale255(g, m) + scale255(row->dark[1], under), alpha);
    b = at_most(scale255(b, m) + scale255(row->dark[2], under), alpha);
    return alpha << 24 | r << 16 | g << 8 | b;
}

/* Lays the crescents on one row, cuts it by its mask and puts the shadow behind. Inside, where
 * all masks are full, a pixel is left as it is: that is most of the piece. */
static void finish_row(const struct row *row) {
    for (int x = 0; x < row->width; x++) {
        if (!is_plain(row, x)) {
            row->pixels[x] = finish_pixel(row, x);
            continue;
        }
        if (!row->own[x]) memset(row->pixels + x, 0, 8 * sizeof *row->pixels);
        x += 7;
    }
}

/* Pixels beyond the box count as outside unless the box was cut by the view: there the nearest
 * row or column stands for them. */
static const unsigned char *mask_row(const unsigned char *mask, int stride, int height, int y) {
    y = y < 0 ? 0 : y >= height ? height - 1 : y;
    return mask + (size_t)y * (size_t)stride;
}

static void finish_piece(struct paper *paper, const struct sheet *sheet,
                         const unsigned char *mask, int stride, int width, int height) {
    struct edge edges[EDGES];
    struct cast casts[CASTS];
    struct row row = {.width = width,
                      .edges = edges,
                      .casts = casts,
                      .edge_count = edges_of(paper, sheet, edges),
                      .cast_count = casts_of(paper, sheet, casts)};
    if (row.cast_count) {
        struct rgb dark = light_base(paper->light, (struct rgb){.11f, .06f, .165f});
        const float parts[3] = {dark.r, dark.g, dark.b};
        for (int i = 0; i < 3; i++) row.dark[i] = (unsigned)(parts[i] * 255 + .5f);
    }
    for (int y = 0; y < height; y++) {
        row.pixels = (uint32_t *)(void *)paper->scratch + (size_t)y * (size_t)width;
        row.own = mask_row(mask, stride, height, y);
        for (int i = 0; i < row.edge_count; i++)
            row.inside[i] = mask_row(mask, stride, height, y + edges[i].y);
        for (int i = 0; i < row.cast_count; i++)
            row.behind[i] = mask_row(mask, stride, height, y - casts[i].y);
        finish_row(&row);
    }
}

void paper_end(struct paper *paper, const struct shape *shape, const struct sheet *sheet) {
    int width = cairo_image_surface_get_width(paper->piece_surface);
    int height = cairo_image_surface_get_height(paper->piece_surface), stride;
    cairo_destroy(paper->piece);
    paper->piece = NULL;
    cairo_surface_flush(paper->piece_surface);
    const unsigned char *mask = draw_mask(paper, shape, width, height, &stride);
    finish_piece(paper, sheet, mask, stride, width, height);
    cairo_surface_mark_dirty(paper->piece_surface);
    cairo_set_source_surface(paper->cr, paper->piece_surface, paper->piece_x, paper->piece_y);
    cairo_rectangle(paper->cr, paper->piece_x, paper->piece_y, width, height);
    cairo_fill(paper->cr);
    cairo_set_source_rgb(paper->cr, 0, 0, 0);
    cairo_surface_finish(paper->piece_surface);
    cairo_surface_destroy(paper->piece_surface);
    paper->piece_surface = NULL;
}

void paper_piece(struct paper *paper, const struct shape *shape, const struct sheet *sheet) {
    if (paper_begin(paper, shape, sheet, NULL)) paper_end(paper, shape, sheet);
}

void paper_fill(struct paper *paper, const struct shape *shape, struct rgb color,
                double alpha) {
    if (paper->flat || shape->n < 3 || alpha <= 0 || !seen(paper, shape_box(shape), 0)) return;
    cairo_t *cr = target(paper);
    paper_path(cr, shape);
    set_color(cr, color, alpha);
    cairo_fill(cr);
}

void paper_dot(struct paper *paper, struct pt centre, double rx, double ry, double turn,
               struct rgb color, double alpha) {
    struct shape dot = {0};
    shape_ellipse(&dot, centre, rx, ry, turn);
    paper_fill(paper, &dot, color, alpha);
}

void paper_ring(struct paper *paper, struct pt centre, double rx, double ry, double width,
                struct rgb color, double alpha) {
    if (paper->flat) return;
    struct shape outer = {0}, inner = {0};
    shape_ellipse(&outer, centre, rx, ry, 0);
    shape_ellipse(&inner, centre, rx - width, ry - width, 0);
    cairo_t *cr = target(paper);
    paper_path(cr, &outer);
    cairo_new_sub_path(cr);
    paper_path(cr, &inner);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
    set_color(cr, color, alpha);
    cairo_fill(cr);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_WINDING);
}

void paper_line(struct paper *paper, const struct pt *points, int n, const double *half_widths,
                int width_count, struct rgb color, double alpha) {
    struct shape line = {0};
    shape_ribbon(&line, points, n, half_widths, width_count, 7);
    paper_fill(paper, &line, color, alpha);
}

void paper_blob(struct paper *paper, struct pt centre, double rx, double ry, struct rgb color,
                double alpha) {
    struct box box = {centre.x - rx, centre.y - ry, centre.x + rx, centre.y + ry};
    if (paper->flat || alpha <= 0 || rx <= 0 || ry <= 0 || !seen(paper, box, 0)) return;
    cairo_t *cr = target(paper);
    cairo_save(cr);
    cairo_translate(cr, centre.x, centre.y);
    cairo_scale(cr, rx, ry);
    cairo_pattern_t *glow = cairo_pattern_create_radial(0, 0, 0, 0, 0, 1);
    cairo_pattern_add_color_stop_rgba(glow, 0, color.r, color.g, color.b, alpha);
    cairo_pattern_add_color_stop_rgba(glow, .45, color.r, color.g, color.b, alpha * .68);
    cairo_pattern_add_color_stop_rgba(glow, 1, color.r, color.g, color.b, 0);
    cairo_set_source(cr, glow);
    cairo_rectangle(cr, -1, -1, 2, 2);
    cairo_fill(cr);
    cairo_pattern_destroy(glow);
    cairo_restore(cr);
}

void paper_done(struct paper *paper) {
    free(paper->scratch);
    paper->scratch = NULL;
    paper->scratch_size = 0;
    free(paper->mask);
    paper->mask = NULL;
    paper->mask_size = 0;
}
