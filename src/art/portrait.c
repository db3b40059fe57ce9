#include "art/portrait.h"

#include "art/people.h"

static cairo_status_t write_png(void *to, const unsigned char *bytes, unsigned size) {
    buf_add(to, bytes, size);
    return CAIRO_STATUS_SUCCESS;
}

static void draw(const struct art *art, struct puppet *puppet, cairo_t *cr,
                 enum emotion emotion, int size) {
    struct puppet_metrics metrics = puppet_metrics(puppet);
    struct light light =
        light_for(CULTURE_WESTERN, HOUR_AFTERNOON, WEATHER_CLEAR, MOOD_NEUTRAL, false);
    struct puppet_state state = {.pose = *art_pose(art, "stand"),
                                 .face = *art_expression(art, emotion),
                                 .mouth = *art_mouth(art, "Neutral"),
                                 .yaw = 24,
                                 .facing = 1};
    double scale = size * .52 / metrics.head_height;
    cairo_rectangle(cr, 0, 0, size, size);
    cairo_clip(cr);
    cairo_translate(cr, size * .5, size * .46 + metrics.eye_y * scale);
    cairo_scale(cr, scale, scale);
    puppet_draw(puppet, cr, &state, &light);
}

bool art_portrait(const struct art *art, const struct look *look, const enum emotion *emotions,
                  int count, int size, struct buf *png, struct error *err) {
    struct puppet *puppet;
    if (!art_puppet(art, look, false, &puppet, err)) return false;
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, count * size, size);
    cairo_t *cr = cairo_create(surface);
    for (int i = 0; i < count; i++) {
        cairo_save(cr);
        cairo_translate(cr, i * size, 0);
        draw(art, puppet, cr, emotions[i], size);
        cairo_restore(cr);
    }
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_status_t status = cairo_surface_write_to_png_stream(surface, write_png, png);
    cairo_surface_destroy(surface);
    puppet_free(puppet);
    if (status != CAIRO_STATUS_SUCCESS)
        return error_set(err, PROBLEM_IO, "The portrait cannot be written: %s.",
                         cairo_status_to_string(status));
    return buf_ok(png, err);
}
