#include "camera/captions_burn.h"

#include <math.h>

#include "camera/camera.h"
#include "camera/text.h"

struct captions_burn {
    const struct shot_order *order;
    struct picture **pictures; /* parallel to the order's captions */
    double *x, *y;
};

/* White on a soft dark field, inside the title-safe area (SMPTE ST 2046-1: 90 % of the frame).
 */
static bool draw(const struct shot_order *order, const char *text, struct picture **picture,
                 double *x, double *y, struct error *err) {
    double narrow = order->width < order->height ? order->width * 1.35 : order->height * 1.0;
    struct text_style style = {
        "Noto Sans", fmin(narrow * 0.043, order->width * 0.05),
        500,         0,
        1.06,        order->width * (order->width > order->height ? 0.72 : 0.84),
        TEXT_CENTER};
    struct text_block block;
    if (!text_fit(text, style, order->width > order->height ? 2 : 3, &block, err)) return false;
    double pad_x = style.size * 0.62, pad_y = style.size * 0.30, edge = 2;
    double field = block.width + 2 * pad_x;
    *picture = picture_new((int)ceil(field + 2 * edge),
                           (int)ceil(block.height + 2 * pad_y + 2 * edge));
    cairo_surface_t *surface = picture_surface(*picture);
    cairo_t *cr = cairo_create(surface);
    double radius = style.size * 0.26, width = field, height = block.height + 2 * pad_y;
    cairo_new_sub_path(cr);
    cairo_arc(cr, edge + width - radius, edge + radius, radius, -M_PI / 2, 0);
    cairo_arc(cr, edge + width - radius, edge + height - radius, radius, 0, M_PI / 2);
    cairo_arc(cr, edge + radius, edge + height - radius, radius, M_PI / 2, M_PI);
    cairo_arc(cr, edge + radius, edge + radius, radius, M_PI, 3 * M_PI / 2);
    cairo_close_path(cr);
    cairo_set_source_rgba(cr, 0.035, 0.03, 0.04, 0.66);
    cairo_fill(cr);
    text_block_path(&block, cr, edge + pad_x, edge + pad_y);
    cairo_set_source_rgba(cr, 0, 0, 0, 0.55);
    cairo_set_line_width(cr, style.size * 0.09);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke_preserve(cr);
    cairo_new_path(cr);
    cairo_set_source_rgb(cr, 0.985, 0.98, 0.965);
    text_block_draw(&block, cr, edge + pad_x, edge + pad_y);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    picture_measure(*picture);
    double bottom = order->width > order->height ? 0.065 : 0.14; /* above a phone's controls */
    *x = floor((order->width - (*picture)->width) / 2.0);
    *y = floor(order->height * (1 - bottom) - (*picture)->height);
    text_block_done(&block);
    return true;
}

bool captions_burn_new(const struct shot_order *order, struct captions_burn **out,
                       struct error *err) {
    struct captions_burn *captions = xcalloc(1, sizeof *captions);
    captions->order = order;
    captions->pictures = xcalloc(order->caption_count + 1, sizeof *captions->pictures);
    captions->x = xcalloc(order->caption_count + 1, sizeof *captions->x);
    captions->y = xcalloc(order->caption_count + 1, sizeof *captions->y);
    for (size_t i = 0; i < order->caption_count; i++) {
        const char *text = order->captions[i].text;
        if (!text || !*text) continue;
        if (!draw(order, text, &captions->pictures[i], &captions->x[i], &captions->y[i], err)) {
            captions_burn_free(captions);
            return false;
        }
    }
    *out = captions;
    return true;
}

void captions_burn_free(struct captions_burn *captions) {
    if (!captions) return;
    for (size_t i = 0; i < captions->order->caption_count; i++)
        picture_free(captions->pictures[i]);
    free(captions->pictures);
    free(captions->x);
    free(captions->y);
    free(captions);
}

struct layer captions_burn_layer(const struct captions_burn *captions, int64_t frame) {
    for (size_t i = 0; i < captions->order->caption_count; i++) {
        const struct order_caption *caption = &captions->order->captions[i];
        if (frame >= caption->start && frame < caption->end && captions->pictures[i])
            return compose_layer(captions->pictures[i], 1, captions->x[i], captions->y[i]);
    }
    return (struct layer){0};
}
