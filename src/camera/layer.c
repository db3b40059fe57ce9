/* One layer, one row: two rows of the picture are mixed by the fraction of y, then pixels
 * beside each other by the fraction of x, then the result goes over what lies behind. */
#include "camera/compose.h"
#include "base/vector.h"
#include "camera/mix.h"

#include <math.h>
#include <string.h>

enum { ONE = 65536, HALF = 32768 };

struct layer compose_layer(const struct picture *picture, double scale, double x, double y) {
    if (!(scale > 0.2)) scale = 0.2;
    if (scale > 64) scale = 64;
    return (struct layer){.picture = picture,
                          .scale = (int32_t)lround(scale * ONE),
                          .x = llround(x * ONE),
                          .y = llround(y * ONE),
                          .alpha = 256};
}

static bool at_rest(const struct layer *layer) {
    return layer->scale == ONE && !(layer->x & (ONE - 1)) && !(layer->y & (ONE - 1)) &&
           layer->sway == SWAY_NONE;
}

/* Floor and ceiling of 16.16. */
static int64_t below(int64_t value) {
    return value >> 16;
}
static int64_t above(int64_t value) {
    return (value + ONE - 1) >> 16;
}

static int clip(int64_t value, int low, int high) {
    return value < low ? low : value > high ? high : (int)value;
}

bool compose_layer_bounds(const struct layer *layer, int width, int height, int *x0, int *y0,
                          int *x1, int *y1) {
    if (!layer->picture || layer->alpha <= 0) return false;
    int64_t slack = at_rest(layer) ? 0 : ONE;
    int64_t sway = layer->sway == SWAY_NONE ? 0 : layer->sway_size;
    int64_t right = layer->x + (int64_t)layer->picture->width * layer->scale;
    int64_t bottom = layer->y + (int64_t)layer->picture->height * layer->scale;
    *x0 = clip(below(layer->x - sway - slack), 0, width);
    *x1 = clip(above(right + sway + slack), 0, width);
    *y0 = clip(below(layer->y - slack), 0, height);
    *y1 = clip(above(bottom + slack), 0, height);
    return *x0 < *x1 && *y0 < *y1;
}

/* Picture position, 16.16, of the middle of screen pixel `at`. */
static int64_t source_of(int at, int64_t origin, int32_t scale) {
    return (((int64_t)at * ONE + HALF - origin) * ONE) / scale - HALF;
}

/* How far the row swings to the right, 16.16 screen pixels. */
static int64_t swing(const struct layer *layer, int64_t source_y) {
    if (layer->sway == SWAY_NONE) return 0;
    double row = (double)source_y / ONE, height = layer->picture->height;
    double turn =
        layer->sway_phase / 65536.0 + row / (layer->sway_length ? layer->sway_length : 1);
    double share = 1;
    if (layer->sway == SWAY_TREES) { /* rooted at the foot */
        share = row > height ? 0 : (height - row) / height;
        share = share * sqrt(share);
    }
    return llround(share * layer->sway_size * sin(turn * 6.283185307179586));
}

bool compose_layer_extent(const struct layer *layer, int y, int *left, int *right,
                          int *solid_left, int *solid_right) {
    const struct picture *picture = layer->picture;
    int64_t source_y = source_of(y, layer->y, layer->scale);
    int64_t row = below(source_y);
    if (row < -1 || row >= picture->height) return false;
    bool sharp = at_rest(layer);
    const struct picture_row *a = row >= 0 ? &picture->rows[row] : NULL;
    const struct picture_row *b =
        row + 1 < picture->height && !sharp ? &picture->rows[row + 1] : NULL;
    if (!a && !b) return false;
    struct picture_row both = a ? *a : *b;
    if (a && b) {
        bool a_empty = a->left >= a->right, b_empty = b->left >= b->right;
        if (a_empty)
            both = *b;
        else if (!b_empty) {
            both.left = a->left < b->left ? a->left : b->left;
            both.right = a->right > b->right ? a->right : b->right;
        }
        both.solid_left = a->solid_left > b->solid_left ? a->solid_left : b->solid_left;
        both.solid_right = a->solid_right < b->solid_right ? a->solid_right : b->solid_right;
    } else if (!sharp) {
        both.solid_left = both.solid_right = 0;
    }
    if (both.left >= both.right) return false;
    int64_t origin = layer->x + swing(layer, source_y);
    if (sharp) {
        int shift = (int)below(origin);
        *left = both.left + shift, *right = both.right + shift;
        *solid_left = both.solid_left + shift, *solid_right = both.solid_right + shift;
    } else {
        int32_t scale = layer->scale;
        *left = (int)below(origin + (int64_t)both.left * scale - scale / 2) - 1;
        *right = (int)above(origin + (int64_t)both.right * scale + scale / 2) + 1;
        *solid_left = (int)above(origin + (int64_t)both.solid_left * scale + scale / 2) + 1;
        *solid_right = (int)below(origin + (int64_t)both.solid_right * scale - scale / 2) - 1;
    }
    if (layer->blend != BLEND_OVER || layer->alpha < 256 || *solid_left >= *solid_right)
        *solid_left = *solid_right = 0;
    return true;
}

/* d * (255 - alpha of s) / 255, exactly rounded, plus s */
VECTORISED static void blend_over(uint32_t *restrict row, const uint32_t *restrict in,
                                  int count) {
    for (int i = 0; i < count; i++) {
        uint32_t s = in[i], d = row[i], keep = 255 - (s >> 24);
        uint32_t rb = (d & 0xff00ff) * keep + 0x800080;
        uint32_t ag = (d >> 8 & 0xff00ff) * keep + 0x800080;
        rb = (rb + (rb >> 8 & 0xff00ff)) >> 8 & 0xff00ff;
        ag = (ag + (ag >> 8 & 0xff00ff)) & 0xff00ff00u;
        row[i] = s + (rb | ag);
    }
}

static inline uint32_t byte_product(uint32_t a, uint32_t b) {
    uint32_t product = a * b + 128;
    return (product + (product >> 8)) >> 8;
}

VECTORISED static void blend_light(uint8_t *restrict row, const uint8_t *restrict in,
                                   int count) {
    for (int i = 0; i < count; i++)
        row[i] = (uint8_t)(row[i] + in[i] - byte_product(row[i], in[i]));
}

/* d * (s + 1 - alpha of s): transparent parts leave what is behind. */
VECTORISED static void blend_multiply(uint32_t *restrict row, const uint32_t *restrict in,
                                      int count) {
    for (int i = 0; i < count; i++) {
        uint32_t s = in[i], d = row[i], rest = 255 - (s >> 24);
        row[i] = (d & 0xff000000u) | byte_product(d >> 16 & 255, (s >> 16 & 255) + rest) << 16 |
                 byte_product(d >> 8 & 255, (s >> 8 & 255) + rest) << 8 |
                 byte_product(d & 255, (s & 255) + rest);
    }
}

static void blend_whole(enum plane_blend how, uint32_t *row, const uint32_t *in, int count) {
    if (how == BLEND_OVER)
        blend_over(row, in, count);
    else if (how == BLEND_SCREEN)
        blend_light((uint8_t *)row, (const uint8_t *)in, count * 4);
    else
        blend_multiply(row, in, count);
}

static void blend(const struct layer *layer, uint32_t *row, const uint32_t *in, int count) {
    if (layer->alpha >= 256) {
        blend_whole(layer->blend, row, in, count);
        return;
    }
    enum { CHUNK = 512 };
    uint32_t dimmed[CHUNK] = {0};
    for (int at = 0; at < count; at += CHUNK) {
        int size = count - at < CHUNK ? count - at : CHUNK;
        compose_dim((uint8_t *)dimmed, (const uint8_t *)(in + at), layer->alpha, size * 4);
        blend_whole(layer->blend, row + at, dimmed, size);
    }
}

/* Pixels [first, first + count) of the mix of two rows of the picture; outside it is
 * transparent. */
static const uint32_t *mixed_rows(const struct picture *picture, int64_t source_y, int first,
                                  int count, uint32_t *scratch) {
    int row = (int)below(source_y), share = (int)(source_y >> 9 & (MIX_ONE - 1));
    int width = picture->width;
    const uint32_t *a = row >= 0 ? picture->pixels + (size_t)row * (size_t)width : NULL;
    const uint32_t *b =
        row + 1 < picture->height ? picture->pixels + (size_t)(row + 1) * (size_t)width : NULL;
    int from = first < 0 ? 0 : first, to = first + count > width ? width : first + count;
    if (a && !share && from == first && to == first + count) return a + first;
    if (from >= to) return memset(scratch, 0, (size_t)count * 4);
    uint32_t *out = scratch + (from - first);
    size_t size = (size_t)(to - from);
    memset(scratch, 0, (size_t)(from - first) * 4);
    memset(out + size, 0, ((size_t)count - (size_t)(from - first) - size) * 4);
    if (a && b && share)
        compose_mix((uint8_t *)out, (const uint8_t *)(a + from), (const uint8_t *)(b + from),
                    share, (int)size * 4);
    else if (a && !share)
        memcpy(out, a + from, size * 4);
    else if (a)
        compose_dim((uint8_t *)out, (const uint8_t *)(a + from), 2 * (MIX_ONE - share),
                    (int)size * 4);
    else if (b)
        compose_dim((uint8_t *)out, (const uint8_t *)(b + from), 2 * share, (int)size * 4);
    return scratch;
}

/* Pixels of the layer, from screen x `from` on; they lie in the picture itself or in `scratch`.
 */
static const uint32_t *layer_pixels(const struct layer *layer, int y, int from, int count,
                                    uint32_t *scratch) {
    const struct picture *picture = layer->picture;
    int64_t source_y = source_of(y, layer->y, layer->scale);
    if (at_rest(layer))
        return picture->pixels + below(source_y) * picture->width + (from - below(layer->x));
    int64_t origin = layer->x + swing(layer, source_y);
    /* Counted from the frame's edge, so that a pixel is the same in whichever run it is drawn.
     */
    int32_t step = (int32_t)(((int64_t)ONE * ONE) / layer->scale);
    int64_t start = source_of(0, origin, layer->scale) + (int64_t)step * from;
    int first = (int)below(start);
    int32_t fraction = (int32_t)(start - (int64_t)first * ONE);
    int needed = (int)below(fraction + (int64_t)step * (count - 1)) + 2;
    uint32_t *stretched = scratch + needed + 8;
    const uint32_t *in = mixed_rows(picture, source_y, first, needed, scratch);
    if (step == ONE && fraction >> 9 == 0) return in;
    if (step == ONE)
        compose_mix((uint8_t *)stretched, (const uint8_t *)in, (const uint8_t *)(in + 1),
                    fraction >> 9, count * 4);
    else
        compose_stretch(stretched, in, fraction, step, count);
    return stretched;
}

void compose_layer_row(const struct layer *layer, int y, int from, int to, int solid_from,
                       int solid_to, uint32_t *row, uint32_t *scratch) {
    const uint32_t *in = layer_pixels(layer, y, from, to - from, scratch);
    if (solid_from < from) solid_from = from;
    if (solid_to > to) solid_to = to;
    if (solid_from >= solid_to) {
        blend(layer, row + from, in, to - from);
        return;
    }
    blend(layer, row + from, in, solid_from - from);
    memcpy(row + solid_from, in + (solid_from - from), (size_t)(solid_to - solid_from) * 4);
    blend(layer, row + solid_to, in + (solid_to - from), to - solid_to);
}
