#include "camera/lower_third.h"

#include <math.h>

#include "camera/camera.h"
#include "camera/text.h"

struct lower_third {
    struct picture *picture;
    double x, y, way; /* `way`: pixels that it slides, from the edge it begins at */
    int64_t start, end;
    struct rational fps;
};

static struct rgb toned(struct rgb color, float light, float chroma) {
    struct oklab lab = oklab_from_rgb(color);
    lab.l = light;
    lab.a *= chroma;
    lab.b *= chroma;
    return oklab_to_rgb(lab);
}

/* A slip of paper, its end cut aslant, with a bar of the accent where reading begins. */
static void draw_paper(cairo_t *cr, double x, double y, double width, double height,
                       bool mirrored, const struct light *light) {
    double slant = 0.22 * height, bar = 0.11 * height;
    struct rgb paper = toned(light->shade, 0.23F, 0.7F), accent = toned(light->accent, 0.7F, 1);
    cairo_save(cr);
    cairo_translate(cr, mirrored ? x + width : x, y);
    if (mirrored) cairo_scale(cr, -1, 1);
    cairo_move_to(cr, 0, 0);
    cairo_line_to(cr, width, 0);
    cairo_line_to(cr, width - slant, height);
    cairo_line_to(cr, 0, height);
    cairo_close_path(cr);
    cairo_set_source_rgba(cr, paper.r, paper.g, paper.b, 0.93);
    cairo_fill(cr);
    cairo_rectangle(cr, 0, 0, bar, height);
    cairo_set_source_rgb(cr, accent.r, accent.g, accent.b);
    cairo_fill(cr);
    cairo_move_to(cr, bar, 0.5); /* the cut edge catches the light */
    cairo_line_to(cr, width, 0.5);
    cairo_set_source_rgba(cr, 1, 0.97, 0.9, 0.32);
    cairo_set_line_width(cr, fmax(1, 0.012 * height));
    cairo_stroke(cr);
    cairo_restore(cr);
}

static void draw(struct lower_third *strip, const struct text_block *name,
                 const struct text_block *role, double unit, bool mirrored,
                 const struct light *light) {
    double pad = 0.55 * unit, edge = 0.5 * unit;
    double words = fmax(name->width, role ? role->width : 0);
    double tall = name->height + (role ? role->height + 0.05 * unit : 0) + 0.5 * unit;
    double width = words + 2 * pad + 0.36 * tall;
    strip->picture = picture_new((int)ceil(width + 2 * edge), (int)ceil(tall + 2 * edge));
    cairo_surface_t *surface = picture_surface(strip->picture);
    cairo_t *cr = cairo_create(surface);
    draw_paper(cr, edge, edge + 0.1 * unit, width, tall, mirrored, light);
    cairo_surface_flush(surface);
    picture_tint(strip->picture, 0xff050306, 256); /* first as its shadow */
    picture_fade(strip->picture, 130);
    picture_blur(strip->picture, 0.28 * unit, false);
    cairo_surface_mark_dirty(surface);
    draw_paper(cr, edge, edge, width, tall, mirrored, light);
    struct rgb ink = toned(light->key, 0.96F, 0.4F), soft = toned(light->accent, 0.85F, 0.7F);
    double begin = edge + pad + 0.11 * tall, end = edge + width - pad - 0.11 * tall;
    cairo_set_source_rgb(cr, ink.r, ink.g, ink.b);
    text_block_draw(name, cr, mirrored ? end - name->width : begin, edge + 0.25 * unit);
    if (role) {
        cairo_set_source_rgb(cr, soft.r, soft.g, soft.b);
        text_block_draw(role, cr, mirrored ? end - role->width : begin,
                        edge + 0.3 * unit + name->height);
    }
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    picture_measure(strip->picture);
}

bool lower_third_new(const struct shot_order *order, const struct light *light,
                     struct lower_third **out, struct error *err) {
    *out = NULL;
    if (!order->name_count) return true;
    const struct order_name *who = &order->names[0];
    double narrow = fmin(order->width, order->height),
           unit = who->size > 0 ? who->size : 0.054 * narrow;
    unit = fmax(unit, 5);
    double room = order->width * 0.78;
    struct text_style large = {"Noto Serif", unit, 600, 0, 1, room, TEXT_LEFT};
    struct text_style small = {"Noto Sans", 0.6 * unit, 500, 0, 1, room, TEXT_LEFT};
    struct text_block name, role;
    bool has_role = who->role && *who->role;
    if (!text_fit(who->name, large, 1, &name, err)) return false;
    if (has_role && !text_fit(who->role, small, 1, &role, err)) {
        text_block_done(&name);
        return false;
    }
    struct lower_third *strip = xcalloc(1, sizeof *strip);
    bool mirrored = text_block_is_leftward(&name);
    draw(strip, &name, has_role ? &role : NULL, unit, mirrored, light);
    text_block_done(&name);
    if (has_role) text_block_done(&role);
    bool tall = order->height > order->width;
    double safe = 0.05 * order->width - 0.5 * unit;
    double bottom = (tall ? 0.16 : 0.085) * order->height;
    if (order->caption_count) bottom += (tall ? 0.13 : 0.15) * order->height;
    strip->x = floor(mirrored ? order->width - safe - strip->picture->width : safe);
    strip->y = floor(order->height - bottom - strip->picture->height + 0.5 * unit);
    strip->way = (mirrored ? 1 : -1) * 0.9 * unit;
    strip->start = who->start;
    strip->end = who->end;
    strip->fps = order->fps;
    *out = strip;
    return true;
}

void lower_third_free(struct lower_third *strip) {
    if (!strip) return;
    picture_free(strip->picture);
    free(strip);
}

struct layer lower_third_layer(const struct lower_third *strip, int64_t frame) {
    if (!strip || frame < strip->start || frame >= strip->end) return (struct layer){0};
    double since = seconds_of_frames(frame + 1 - strip->start, strip->fps);
    double left = seconds_of_frames(strip->end - frame, strip->fps);
    double in = camera_smooth(since / 0.45), out = camera_smooth(left / 0.35);
    struct layer layer =
        compose_layer(strip->picture, 1, floor(strip->x + strip->way * (1 - in)), strip->y);
    layer.alpha = (int32_t)(256 * fmin(in, out));
    return layer;
}
