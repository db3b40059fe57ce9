/* A frame as a PNG: back from 4:2:0 to RGB (BT.709, limited range), through cairo's writer. */
#include "art/png.h"
#include "camera/camera.h"

#include <cairo.h>
#include <string.h>

#include "base/memory.h"

struct still {
    cairo_surface_t *surface;
};

static uint32_t level(int32_t value) {
    value = (value + 32768) >> 16;
    return value < 0 ? 0 : value > 255 ? 255 : (uint32_t)value;
}

/* Called by the shooter with the one frame. */
static bool keep(void *sink_data, int64_t index, const struct frame *frame, struct error *err) {
    (void)index;
    struct still *still = sink_data;
    still->surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, frame->width, frame->height);
    unsigned char *bytes = cairo_image_surface_get_data(still->surface);
    if (!bytes) return error_set(err, PROBLEM_INTERNAL, "There is no memory for the picture.");
    int stride = cairo_image_surface_get_stride(still->surface);
    for (int y = 0; y < frame->height; y++) {
        uint32_t *row = (uint32_t *)(bytes + (size_t)y * (size_t)stride);
        const uint8_t *luma = frame->planes[0] + (size_t)y * (size_t)frame->strides[0];
        const uint8_t *u = frame->planes[1] + (size_t)(y / 2) * (size_t)frame->strides[1];
        const uint8_t *v = frame->planes[2] + (size_t)(y / 2) * (size_t)frame->strides[2];
        for (int x = 0; x < frame->width; x++) {
            int32_t light = 76309 * (luma[x] - 16), cb = u[x / 2] - 128, cr = v[x / 2] - 128;
            row[x] = level(light + 117489 * cr) << 16 |
                     level(light - 13975 * cb - 34925 * cr) << 8 | level(light + 138438 * cb);
        }
    }
    cairo_surface_mark_dirty(still->surface);
    return true;
}

bool camera_still(const struct art *art, const struct shot_order *order, int64_t index,
                  struct buf *png, struct error *err) {
    struct still still = {0};
    bool ok = camera_shooters[0]->shoot(art, order, index, index + 1, NULL, keep, &still, err);
    if (ok && !art_png_write(still.surface, png))
        ok = buf_ok(png, err) &&
             error_set(err, PROBLEM_INTERNAL, "The picture could not be written as PNG.");
    if (still.surface) cairo_surface_destroy(still.surface);
    return ok;
}
