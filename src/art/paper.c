#include "art/paper.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

struct rgb rgb_mix(struct rgb a, struct rgb b, double t) {
    struct oklab p = oklab_from_rgb(a), q = oklab_from_rgb(b);
    struct oklab m = {(float)mix(p.l, q.l, t), (float)mix(p.a, q.a, t),
                      (float)mix(p.b, q.b, t)};
    if (m.l < .02f) m.l = .02f;
    return oklab_to_rgb(m);
}

struct rgb rgb_tone(struct rgb color, double lighter, double a, double b) {
    struct oklab lab = oklab_from_rgb(color);
    lab.l = (float)clamp(lab.l * (1 + lighter), .02, 1);
    lab.a += (float)a;
    lab.b += (float)b;
    return oklab_to_rgb(lab);
}

double rgb_lightness(struct rgb color) {
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
    ink.deep = rgb_mix(ink.base, ink.shade, 1.7);
    return ink;
}

struct ink paper_skin(const struct paper *paper, struct rgb material) {
    struct ink ink = paper_ink(paper, material);
    if (paper->flat) return ink;
    double dark = 1 - shape_smooth(.42, .72, rgb_lightness(material));
    ink.shade = rgb_tone(ink.shade, -.02, .012 + .010 * dark, -.006 - .012 * dark);
    struct rgb gold = light_base(paper->light, (struct rgb){1.f, .74f, .44f});
    ink.rim = rgb_mix(ink.rim, gold, .30 * dark);
    ink.deep = rgb_mix(ink.base, ink.shade, 1.8);
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

/* Shows the part of the piece's box that is in view as a cleared surface of its own. */
static bool open_piece(struct paper *paper, struct box box) {
    int x0 = (int)floor(fmax(box.x0, paper->view.x0)) - 1;
    int y0 = (int)floor(fmax(box.y0, paper->view.y0)) - 1;
    int width = (int)ceil(fmin(box.x1, paper->view.x1)) + 1 - x0;
    int height = (int)ceil(fmin(box.y1, paper->view.y1)) + 1 - y0;
    if (width <= 0 || height <= 0 || width > 8192 || height > 8192) return false;
    int stride = cairo_format_stride_for_width(CAIRO_FORMAT_ARGB32, width);
    size_t size = (size_t)stride * (size_t)height;
    if (size > paper->scratch_size) {
        paper->scratch = xrealloc(paper->scratch, size, 1);
        paper->scratch_size = size;
    }
    memset(paper->scratch, 0, size);
    paper->piece_surface = cairo_image_surface_create_for_data(
        paper->scratch, CAIRO_FORMAT_ARGB32, width, height, stride);
    paper->piece_x = x0;
    paper->piece_y = y0;
    paper->piece = cairo_create(paper->piece_surface);
    cairo_set_tolerance(paper->piece, .25);
    cairo_translate(paper->piece, -x0, -y0);
    return true;
}

static void base_fill(struct paper *paper, const struct shape *shape, struct box box,
                      const struct sheet *sheet, const struct shape *hole) {
    cairo_t *cr = paper->piece;
    paper_path(cr, shape);
    double area = (box.x1 - box.x0) * (box.y1 - box.y0);
    if (paper->flat || area < 900 * paper->k * paper->k) {
        set_color(cr, sheet->ink.base, 1);
        cairo_fill(cr);
    } else {
        double cx = (box.x0 + box.x1) / 2, cy = (box.y0 + box.y1) / 2;
        double rx = (box.x1 - box.x0) * .42, ry = (box.y1 - box.y0) * .42;
        cairo_pattern_t *lean = cairo_pattern_create_linear(
            cx + paper->lx * rx, cy + paper->ly * ry, cx - paper->lx * rx, cy - paper->ly * ry);
        struct rgb near = rgb_tone(sheet->ink.base, .045, 0, .006);
        struct rgb far = rgb_tone(sheet->ink.base, -.06, .003, -.008);
        cairo_pattern_add_color_stop_rgb(lean, 0, near.r, near.g, near.b);
        cairo_pattern_add_color_stop_rgb(lean, 1, far.r, far.g, far.b);
        cairo_set_source(cr, lean);
        cairo_fill(cr);
        cairo_pattern_destroy(lean);
    }
    if (hole && hole->n > 2) {
        cairo_set_operator(cr, CAIRO_OPERATOR_DEST_OUT);
        paper_path(cr, hole);
        cairo_fill(cr);
    }
    cairo_set_operator(cr, CAIRO_OPERATOR_ATOP);
}

static void cast_shadow(struct paper *paper, const struct shape *shape, double cast) {
    static const double steps[2][3] = {{4.2, 7, .10}, {2, 3.6, .13}};
    struct rgb dark = light_base(paper->light, (struct rgb){.11f, .06f, .165f});
    for (int i = 0; i < 2; i++) {
        double x = -paper->lx * steps[i][0] * paper->k * cast;
        double y = -paper->ly * steps[i][1] * paper->k * cast;
        cairo_save(paper->cr);
        cairo_translate(paper->cr, x, y);
        paper_path(paper->cr, shape);
        set_color(paper->cr, dark, steps[i][2]);
        cairo_fill(paper->cr);
        cairo_restore(paper->cr);
    }
}

bool paper_begin(struct paper *paper, const struct shape *shape, const struct sheet *sheet,
                 const struct shape *hole) {
    struct box box = shape_box(shape);
    if (shape->n < 3 || !seen(paper, box, 9 * paper->k)) return false;
    if (sheet->cast > 0 && !paper->flat) cast_shadow(paper, shape, sheet->cast);
    if (!open_piece(paper, box)) return false;
    base_fill(paper, shape, box, sheet, hole);
    return true;
}

/* Fills all of the piece that the outline, moved by x, y, does not cover: a crescent. */
static void crescent(struct paper *paper, const struct shape *shape, double x, double y,
                     struct rgb color, double alpha) {
    cairo_t *cr = paper->piece;
    int width = cairo_image_surface_get_width(paper->piece_surface);
    int height = cairo_image_surface_get_height(paper->piece_surface);
    cairo_save(cr);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_rectangle(cr, paper->piece_x - 1, paper->piece_y - 1, width + 2, height + 2);
    cairo_translate(cr, x, y);
    paper_path(cr, shape);
    set_color(cr, color, alpha);
    cairo_fill(cr);
    cairo_restore(cr);
}

void paper_end(struct paper *paper, const struct shape *shape, const struct sheet *sheet) {
    double k = paper->k, lx = paper->lx, ly = paper->ly;
    if (!paper->flat) {
        if (sheet->shade > 0) {
            double near = sheet->skin ? .92 : .62, far = sheet->skin ? .40 : .30;
            struct rgb color = sheet->skin ? sheet->ink.shade : sheet->ink.deep;
            if (!sheet->plain)
                crescent(paper, shape, lx * sheet->shade * k * 1.9, ly * sheet->shade * k * 1.9,
                         color, far);
            crescent(paper, shape, lx * sheet->shade * k, ly * sheet->shade * k, color, near);
        }
        if (sheet->rim > 0)
            crescent(paper, shape, -lx * sheet->rim * k, -ly * sheet->rim * k * .7,
                     sheet->ink.rim, .9);
    }
    cairo_destroy(paper->piece);
    paper->piece = NULL;
    cairo_surface_flush(paper->piece_surface);
    int width = cairo_image_surface_get_width(paper->piece_surface);
    int height = cairo_image_surface_get_height(paper->piece_surface);
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
}
