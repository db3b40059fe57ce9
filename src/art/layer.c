/* Layers already drawn, by what they depend on. The oldest go when there are too many or they
 * take too much memory; what is drawn never depends on what was kept. */
#include <string.h>

#include "art/person.h"

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
        if (!layer->surface || layer->used == UINT64_MAX) continue; /* being drawn */
        if (!found || layer->used < found->used) found = layer;
    }
    return found;
}

/* Whole figures are wanted again only on the very next frames; parts are worth more room. */
static void keep_two_wholes(struct puppet *puppet) {
    struct layer *old = NULL;
    int count = 0;
    for (int i = 0; i < LAYER_COUNT; i++) {
        struct layer *layer = &puppet->layers[i];
        if (!layer->surface || layer->key.v[0] != KEY_WHOLE) continue;
        count++;
        if (!old || layer->used < old->used) old = layer;
    }
    if (count >= 2) drop(puppet, old);
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
    size_t bytes = (size_t)width * (size_t)height * 4;
    if (key->v[0] == KEY_WHOLE) {
        keep_two_wholes(puppet);
        empty = NULL;
        for (int i = 0; i < LAYER_COUNT; i++)
            if (!puppet->layers[i].surface) empty = &puppet->layers[i];
    }
    struct layer *old;
    while (puppet->layer_bytes && puppet->layer_bytes + bytes > LAYER_MEMORY &&
           (old = oldest(puppet))) {
        drop(puppet, old);
        empty = old;
    }
    if (!empty) {
        empty = oldest(puppet);
        if (!empty) return NULL;
        drop(puppet, empty);
    }
    *empty = (struct layer){
        .key = *key, .x = box[0], .y = box[1], .bytes = bytes, .used = ++puppet->clock};
    empty->surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
    puppet->layer_bytes += bytes;
    *fresh = true;
    return empty;
}

void person_layers_free(struct puppet *puppet) {
    for (int i = 0; i < LAYER_COUNT; i++)
        if (puppet->layers[i].surface) drop(puppet, &puppet->layers[i]);
}
