#include "art/render.h"

#include <librsvg/rsvg.h>
#include <math.h>

/* No base address is ever set, so librsvg has nothing to resolve a link against. */
static RsvgHandle *handle_of(const char *svg, size_t size, const char *style,
                             size_t style_size) {
    RsvgHandle *handle = rsvg_handle_new_from_data((const guint8 *)svg, size, NULL);
    if (!handle) return NULL;
    if (style_size &&
        !rsvg_handle_set_stylesheet(handle, (const guint8 *)style, style_size, NULL)) {
        g_object_unref(handle);
        return NULL;
    }
    return handle;
}

bool render_svg(const char *svg, size_t size, const char *style, size_t style_size,
                double width, double height, double scale, struct rendered *rendered) {
    RsvgHandle *handle = handle_of(svg, size, style, style_size);
    if (!handle) return false;
    *rendered = (struct rendered){0};
    /* librsvg 2.54 gives the ink in the document's own units, whatever the viewport */
    RsvgRectangle view = {0, 0, width * scale, height * scale}, ink;
    RsvgRectangle document = {0, 0, width, height};
    bool ok = rsvg_handle_get_geometry_for_layer(handle, NULL, &document, &ink, NULL, NULL);
    if (ok) {
        ink.x *= scale;
        ink.y *= scale;
        ink.width *= scale;
        ink.height *= scale;
        double x0 = floor(fmax(ink.x - 1, 0)), y0 = floor(fmax(ink.y - 1, 0));
        double x1 = ceil(fmin(ink.x + ink.width + 1, view.width));
        double y1 = ceil(fmin(ink.y + ink.height + 1, view.height));
        if (x1 > x0 && y1 > y0) {
            rendered->x = (int)x0;
            rendered->y = (int)y0;
            rendered->surface =
                cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)(x1 - x0), (int)(y1 - y0));
            cairo_t *cr = cairo_create(rendered->surface);
            cairo_translate(cr, -x0, -y0);
            ok = rsvg_handle_render_document(handle, cr, &view, NULL) &&
                 cairo_status(cr) == CAIRO_STATUS_SUCCESS;
            cairo_destroy(cr);
            if (!ok) {
                cairo_surface_destroy(rendered->surface);
                rendered->surface = NULL;
            }
        }
    }
    g_object_unref(handle);
    return ok;
}

bool render_svg_on(cairo_t *cr, const char *svg, size_t size, const char *style,
                   size_t style_size, double x, double y, double width, double height) {
    RsvgHandle *handle = handle_of(svg, size, style, style_size);
    if (!handle) return false;
    RsvgRectangle view = {x, y, width, height};
    bool ok = rsvg_handle_render_document(handle, cr, &view, NULL);
    g_object_unref(handle);
    return ok;
}
