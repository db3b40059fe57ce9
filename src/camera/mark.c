#include "camera/mark.h"

#include <math.h>

#include "camera/camera.h"
#include "camera/text.h"

struct mark {
    struct picture *picture;
    double x, y;
};

/* Pale with a dark edge, lower right, inside the title-safe area; small enough not to disturb
 * and too large to be cropped away unseen. */
bool mark_new(const struct shot_order *order, struct mark **out, struct error *err) {
    *out = NULL;
    if (!order->mark) return true;
    double narrow = fmin(order->width, order->height), edge = 2;
    struct text_style style = {"Noto Sans", narrow * 0.028,     500,        0,
                               1.0,         order->width * 0.6, TEXT_CENTER};
    struct text_block block;
    if (!text_fit(order->mark, style, 1, &block, err)) return false;
    struct mark *mark = xcalloc(1, sizeof *mark);
    mark->picture =
        picture_new((int)ceil(block.width + 4 * edge), (int)ceil(block.height + 4 * edge));
    cairo_surface_t *surface = picture_surface(mark->picture);
    cairo_t *cr = cairo_create(surface);
    text_block_path(&block, cr, 2 * edge, 2 * edge);
    cairo_set_source_rgba(cr, 0, 0, 0, 0.38);
    cairo_set_line_width(cr, style.size * 0.12);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke_preserve(cr);
    cairo_set_source_rgba(cr, 1, 1, 1, 0.72);
    cairo_fill(cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    picture_measure(mark->picture);
    mark->x = floor(order->width * 0.97 - mark->picture->width);
    mark->y = floor(order->height * 0.965 - mark->picture->height);
    text_block_done(&block);
    *out = mark;
    return true;
}

void mark_free(struct mark *mark) {
    if (!mark) return;
    picture_free(mark->picture);
    free(mark);
}

struct layer mark_layer(const struct mark *mark) {
    if (!mark) return (struct layer){0};
    return compose_layer(mark->picture, 1, mark->x, mark->y);
}
