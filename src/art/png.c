#include "art/png.h"

#include <string.h>

struct source {
    const char *bytes;
    size_t size, at;
};

static cairo_status_t read_bytes(void *data, unsigned char *to, unsigned int size) {
    struct source *source = data;
    if (size > source->size - source->at) return CAIRO_STATUS_READ_ERROR;
    memcpy(to, source->bytes + source->at, size);
    source->at += size;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t write_bytes(void *data, const unsigned char *bytes, unsigned int size) {
    struct buf *png = data;
    buf_add(png, bytes, size);
    return png->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

bool art_png_write(cairo_surface_t *surface, struct buf *png) {
    return cairo_surface_write_to_png_stream(surface, write_bytes, png) == CAIRO_STATUS_SUCCESS;
}

cairo_surface_t *art_png_read(const char *bytes, size_t size) {
    struct source source = {bytes, size, 0};
    return cairo_image_surface_create_from_png_stream(read_bytes, &source);
}
