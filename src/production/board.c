/* The storyboard as a picture: a frame of each shot with its number and what it tells. */
#include <cairo.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "art/png.h"
#include "production/film.h"

enum { FRAME_WIDTH = 480, MARGIN = 24, CAPTION_HEIGHT = 64, COLUMNS = 4, MAX_SHOTS = 400 };

static void write_text(cairo_t *cr, double x, double y, double width, const char *font,
                       const char *text) {
    PangoLayout *layout = pango_cairo_create_layout(cr);
    PangoFontDescription *description = pango_font_description_from_string(font);
    pango_layout_set_font_description(layout, description);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_height(layout, -2);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_text(layout, text, -1);
    cairo_move_to(cr, x, y);
    pango_cairo_show_layout(cr, layout);
    pango_font_description_free(description);
    g_object_unref(layout);
}

static bool draw_shot(struct production *p, cairo_t *cr, size_t index, double x, double y,
                      double height, struct error *err) {
    const struct shot *shot = &p->storyboard->shots[index];
    struct shot_order order = p->orders[index];
    order.width = FRAME_WIDTH * 2;
    order.height = (int)lround(height) * 2;
    struct buf png;
    buf_init(&png, 64 << 20);
    bool ok = camera_still(p->art, &order, shot->frames / 2, &png, err);
    if (ok) {
        cairo_surface_t *still = art_png_read(png.bytes, png.size);
        cairo_save(cr);
        cairo_translate(cr, x, y);
        cairo_scale(cr, 0.5, 0.5);
        cairo_set_source_surface(cr, still, 0, 0);
        cairo_paint(cr);
        cairo_restore(cr);
        cairo_surface_destroy(still);
        AUTO_FREE char *label = NULL;
        if (asprintf(&label, "%d.%d  %s, %s%s%s  %.1f s", shot->scene + 1, shot->number,
                     shot_kind_name(shot->kind), shot_size_name(shot->size),
                     shot->move == MOVE_STATIC ? "" : ", ",
                     shot->move == MOVE_STATIC ? "" : camera_move_name(shot->move),
                     seconds_of_frames(shot->frames, p->order.fps)) < 0)
            die("out of memory");
        cairo_set_source_rgb(cr, 0.15, 0.12, 0.16);
        write_text(cr, x, y + height + 6, FRAME_WIDTH, "Noto Sans Bold 11", label);
        write_text(cr, x, y + height + 24, FRAME_WIDTH, "Noto Sans 10",
                   shot->description ? shot->description : "");
    }
    buf_done(&png);
    return ok;
}

bool production_board(struct production *p, struct cancel *cancel, struct buf *png,
                      struct error *err) {
    size_t count = p->storyboard->count < MAX_SHOTS ? p->storyboard->count : MAX_SHOTS;
    double height = round(FRAME_WIDTH * (double)p->order.height / p->order.width);
    int rows = ((int)count + COLUMNS - 1) / COLUMNS;
    int page_width = COLUMNS * (FRAME_WIDTH + MARGIN) + MARGIN;
    int page_height = rows * ((int)height + CAPTION_HEIGHT + MARGIN) + MARGIN;
    cairo_surface_t *page =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, page_width, page_height);
    cairo_t *cr = cairo_create(page);
    cairo_set_source_rgb(cr, 0.96, 0.93, 0.88);
    cairo_paint(cr);
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++) {
        double x = MARGIN + (double)(i % COLUMNS) * (FRAME_WIDTH + MARGIN);
        double y = MARGIN + floor((double)i / COLUMNS) * (height + CAPTION_HEIGHT + MARGIN);
        ok = cancel_check(cancel, err) && draw_shot(p, cr, i, x, y, height, err);
    }
    if (ok && !art_png_write(page, png))
        ok = error_set(err, PROBLEM_IO, "The storyboard cannot be drawn.");
    cairo_destroy(cr);
    cairo_surface_destroy(page);
    return ok && buf_ok(png, err);
}
