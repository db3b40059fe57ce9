/* Layers already drawn, by what they depend on. The oldest go when there are too many or they
 * take too much memory; what is drawn never depends on what was kept. */
#include <string.h>

#include "art/person.h"
#include "base/vector.h"

enum { LAYER_MEMORY = 48 << 20 };

void person_key_add(struct layer_key *key, double value) {
    if (key->n < LAYER_KEY) key->v[key->n++] = (float)value;
}

void person_key_text(struct layer_key *key, const char *text) {
    for (int i = 0; text && text[i] && i < 24; i++) person_key_add(key, (unsigned char)text[i]);
    person_key_add(key, -1);
}

static void drop(struct puppet *puppet, struct layer *layer) {
    if (layer->surface) cairo_surface_destroy(layer->surface);
    puppet->layer_bytes -= layer->bytes;
    *layer = (struct layer){0};
}

static struct layer *oldest(struct puppet *puppet) {
    struct layer *found = NULL;
    for (int i = 0; i < LAYER_COUNT; i++) {
        struct layer *layer = &puppet->layers[i];
        if (!layer->surface) continue;
        if (!found || layer->used < found->used) found = layer;
    }
    return found;
}

VECTORISED static bool is_blank(const uint32_t *pixels, int count) {
    uint32_t any = 0;
    for (int i = 0; i < count; i++) any |= pixels[i];
    return !any;
}

/* The smallest box around what is drawn, as x, y, width, height; at least one pixel. */
static void find_ink(const uint32_t *pixels, int width, int height, int ink[4]) {
    int top = 0, bottom = height, left = width, right = 0;
    while (top < bottom - 1 && is_blank(pixels + (size_t)top * (size_t)width, width)) top++;
    while (bottom > top + 1 && is_blank(pixels + (size_t)(bottom - 1) * (size_t)width, width))
        bottom--;
    for (int y = top; y < bottom; y++) {
        const uint32_t *row = pixels + (size_t)y * (size_t)width;
        for (int x = 0; x < left; x++)
            if (row[x]) left = x;
        for (int x = width; x > right; x--)
            if (row[x - 1]) right = x;
    }
    if (left >= right) left = 0, right = 1;
    ink[0] = left, ink[1] = top, ink[2] = right - left, ink[3] = bottom - top;
}

struct layer *person_layer(struct puppet *puppet, const struct layer_key *key, const int box[4],
                           bool *fresh) {
    struct layer *empty = NULL;
    for (int i = 0; i < LAYER_COUNT; i++) {
        struct layer *layer = &puppet->layers[i];
        if (!layer->surface) {
            empty = layer;
        } else if (layer->key.n == key->n &&
                   !memcmp(layer->key.v, key->v, sizeof *key->v * (size_t)key->n)) {
            layer->used = ++puppet->clock;
            *fresh = false;
            return layer;
        }
    }
    int width = box[2] - box[0], height = box[3] - box[1];
    if (width < 1 || height < 1 || width > 8192 || height > 8192) return NULL;
    if (!empty) {
        empty = oldest(puppet);
        drop(puppet, empty);
    }
    *empty = (struct layer){.key = *key, .x = box[0], .y = box[1], .used = ++puppet->clock};
    size_t pixels = (size_t)width * (size_t)height;
    if (pixels > puppet->sheet_pixels) {
        free(puppet->sheet);
        puppet->sheet = xcalloc(pixels, sizeof *puppet->sheet);
        puppet->sheet_pixels = pixels;
    }
    empty->surface = cairo_image_surface_create_for_data(
        (unsigned char *)puppet->sheet, CAIRO_FORMAT_ARGB32, width, height, width * 4);
    *fresh = true;
    return empty;
}

void person_layer_keep(struct puppet *puppet, struct layer *layer) {
    int width = cairo_image_surface_get_width(layer->surface);
    int height = cairo_image_surface_get_height(layer->surface), ink[4];
    cairo_surface_flush(layer->surface);
    find_ink(puppet->sheet, width, height, ink);
    cairo_surface_t *kept = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, ink[2], ink[3]);
    unsigned char *to = cairo_image_surface_get_data(kept);
    size_t stride = (size_t)ink[2] * 4;
    for (int y = 0; y < ink[3] && to; y++) {
        uint32_t *from = puppet->sheet + (size_t)(ink[1] + y) * (size_t)width + ink[0];
        memcpy(to + stride * (size_t)y, from, stride);
        memset(from, 0, stride);
    }
    cairo_surface_mark_dirty(kept);
    cairo_surface_destroy(layer->surface);
    layer->surface = kept;
    layer->x += ink[0];
    layer->y += ink[1];
    layer->bytes = stride * (size_t)ink[3];
    puppet->layer_bytes += layer->bytes;
    struct layer *old;
    while (puppet->layer_bytes > LAYER_MEMORY && (old = oldest(puppet)) != layer)
        drop(puppet, old);
}

void person_layers_free(struct puppet *puppet) {
    for (int i = 0; i < LAYER_COUNT; i++)
        if (puppet->layers[i].surface) drop(puppet, &puppet->layers[i]);
    free(TAKE(puppet->sheet));
    puppet->sheet_pixels = 0;
}
