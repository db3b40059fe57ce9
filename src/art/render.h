/* Inside the art room: a checked SVG document to pixels, with librsvg. */
#ifndef ART_RENDER_H
#define ART_RENDER_H

#include <cairo.h>
#include <stdbool.h>
#include <stddef.h>

struct rendered {
    cairo_surface_t *surface; /* ARGB32, owned; NULL when there is nothing to see */
    int x, y;                 /* of its top left pixel in the scaled document */
};

/* `width`, `height`: of the document's viewBox. False when it cannot be rendered. */
bool render_svg(const char *svg, size_t size, const char *style, size_t style_size,
                double width, double height, double scale, struct rendered *rendered);

/* Draws the document on `cr` so that its viewBox fills x, y, width, height. */
bool render_svg_on(cairo_t *cr, const char *svg, size_t size, const char *style,
                   size_t style_size, double x, double y, double width, double height);

#endif
