/* The contact sheet of props. */
#include "art/png.h"
#include "art/sheet.h"

#include <math.h>

#include "art/manifest.h"

enum { CELL = 160, ACROSS = 14, NAME_HEIGHT = 22 };

static void write_name(cairo_t *cr, const char *name, double x, double y) {
    cairo_text_extents_t extents;
    cairo_select_font_face(cr, "Noto Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cr, 14);
    cairo_text_extents(cr, name, &extents);
    cairo_set_source_rgb(cr, 0.22, 0.18, 0.20);
    cairo_move_to(cr, x - extents.width / 2, y);
    cairo_show_text(cr, name);
}

bool art_sheet_props(const struct art *art, struct buf *png, struct error *err) {
    int count = (int)art_prop_count(art), rows = (count + ACROSS - 1) / ACROSS;
    struct light light =
        light_for(CULTURE_WESTERN, HOUR_AFTERNOON, WEATHER_CLEAR, MOOD_NEUTRAL, false);
    cairo_surface_t *sheet = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, ACROSS * CELL, (rows > 0 ? rows : 1) * (CELL + NAME_HEIGHT) + 8);
    cairo_t *cr = cairo_create(sheet);
    cairo_set_source_rgb(cr, 0.80, 0.76, 0.69);
    cairo_paint(cr);
    for (int i = 0; i < count; i++) {
        const char *name = art_prop_name(art, (size_t)i);
        double x = (i % ACROSS + 0.5) * CELL,
               y = (i / ACROSS) * (CELL + NAME_HEIGHT) + 0.5 * CELL;
        cairo_save(cr);
        cairo_translate(cr, x, y);
        cairo_scale(cr, 0.84 * CELL, 0.84 * CELL);
        art_prop(art, name, &light, cr);
        cairo_restore(cr);
        write_name(cr, name, x, y + 0.5 * CELL + 14);
    }
    cairo_destroy(cr);
    bool ok = art_png_write(sheet, png);
    cairo_surface_destroy(sheet);
    return buf_ok(png, err) &&
           (ok || error_set(err, PROBLEM_INTERNAL, "The sheet cannot be written as PNG."));
}
