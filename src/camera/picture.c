#include "camera/picture.h"
#include "base/vector.h"

#include <math.h>
#include <string.h>

struct picture *picture_new(int width, int height) {
    struct picture *picture = xcalloc(1, sizeof *picture);
    picture->width = width < 1 ? 1 : width > PICTURE_MAX_SIDE ? PICTURE_MAX_SIDE : width;
    picture->height = height < 1 ? 1 : height > PICTURE_MAX_SIDE ? PICTURE_MAX_SIDE : height;
    picture->room = (size_t)picture->width * (size_t)picture->height;
    picture->pixels = xcalloc(picture->room, 4);
    picture->rows = xcalloc((size_t)picture->height, sizeof *picture->rows);
    return picture;
}

void picture_resize(struct picture *picture, int width, int height) {
    width = width < 1 ? 1 : width > PICTURE_MAX_SIDE ? PICTURE_MAX_SIDE : width;
    height = height < 1 ? 1 : height > PICTURE_MAX_SIDE ? PICTURE_MAX_SIDE : height;
    size_t wanted = (size_t)width * (size_t)height;
    if (wanted > picture->room) {
        free(picture->pixels);
        picture->pixels = xcalloc(wanted + wanted / 8, 4);
        picture->room = wanted + wanted / 8;
    }
    if (height > picture->height)
        picture->rows = xrealloc(picture->rows, (size_t)height, sizeof *picture->rows);
    picture->width = width;
    picture->height = height;
    picture_clear(picture);
}

void picture_free(struct picture *picture) {
    if (!picture) return;
    free(picture->pixels);
    free(picture->rows);
    free(picture);
}

void picture_clear(struct picture *picture) {
    memset(picture->pixels, 0, (size_t)picture->width * (size_t)picture->height * 4);
    memset(picture->rows, 0, (size_t)picture->height * sizeof *picture->rows);
}

enum { BLOCK = 16 }; /* pixels looked at in one go */

VECTORISED static bool is_blank(const uint32_t *pixels) {
    uint32_t any = 0;
    for (int i = 0; i < BLOCK; i++) any |= pixels[i];
    return !any;
}

VECTORISED static bool is_solid(const uint32_t *pixels) {
    uint32_t all = UINT32_MAX;
    for (int i = 0; i < BLOCK; i++) all &= pixels[i];
    return all >= 0xff000000u;
}

static struct picture_row measure_row(const uint32_t *pixels, int width) {
    struct picture_row row = {0};
    int left = 0, right = width;
    while (left + BLOCK <= right && is_blank(pixels + left)) left += BLOCK;
    while (left < right && pixels[left] == 0) left++;
    while (right - BLOCK >= left && is_blank(pixels + right - BLOCK)) right -= BLOCK;
    while (right > left && pixels[right - 1] == 0) right--;
    row.left = left;
    row.right = right;
    for (int at = left; at < right;) {
        while (at < right && pixels[at] < 0xff000000u) at++;
        int start = at;
        while (at + BLOCK <= right && is_solid(pixels + at)) at += BLOCK;
        while (at < right && pixels[at] >= 0xff000000u) at++;
        if (at - start > row.solid_right - row.solid_left) {
            row.solid_left = start;
            row.solid_right = at;
        }
    }
    return row;
}

void picture_measure(struct picture *picture) {
    for (int y = 0; y < picture->height; y++)
        picture->rows[y] =
            measure_row(picture->pixels + (size_t)y * (size_t)picture->width, picture->width);
}

cairo_surface_t *picture_surface(struct picture *picture) {
    return cairo_image_surface_create_for_data((unsigned char *)picture->pixels,
                                               CAIRO_FORMAT_ARGB32, picture->width,
                                               picture->height, picture->width * 4);
}

/* ---- Resampling: weights of 12 bits that sum to exactly 4096, so that flat colour stays flat.
 * ---- */

enum { WEIGHT_ONE = 4096, MAX_TAPS = 64 };

struct taps {
    int first, count;
    int16_t *weights;
};

static struct taps taps_at(double center, double support, int limit, bool extend,
                           int16_t *room) {
    struct taps taps = {.weights = room};
    if (support > MAX_TAPS / 2 - 2) support = MAX_TAPS / 2 - 2;
    int first = (int)floor(center - support) + 1, last = (int)ceil(center + support) - 1;
    if (last < first) first = last = (int)lround(center);
    double weights[MAX_TAPS] = {0}, sum = 0;
    for (int at = first; at <= last; at++) {
        double weight = 1 - fabs(at - center) / support;
        weights[at - first] = weight > 0 ? weight : 0;
        sum += weights[at - first];
    }
    if (sum <= 0) {
        weights[0] = sum = 1;
    }
    int begin = first < 0 ? 0 : first, end = last >= limit ? limit - 1 : last;
    if (extend) {
        if (begin > limit - 1) begin = limit - 1;
        if (end < 0) end = 0;
    }
    if (begin > end) return taps; /* wholly outside */
    int32_t folded[MAX_TAPS] = {0}, total = 0, largest = 0;
    for (int at = first; at <= last; at++) {
        int to = at;
        if (to < begin || to > end) {
            if (!extend) {
                continue;
            }
            to = to < begin ? begin : end;
        }
        int32_t weight = (int32_t)lround(weights[at - first] / sum * WEIGHT_ONE);
        folded[to - begin] += weight;
        total += weight;
    }
    taps.first = begin;
    taps.count = end - begin + 1;
    for (int i = 1; i < taps.count; i++)
        if (folded[i] > folded[largest]) largest = i;
    bool whole = extend || (first >= 0 && last < limit);
    if (whole) folded[largest] += WEIGHT_ONE - total;
    for (int i = 0; i < taps.count; i++) taps.weights[i] = (int16_t)folded[i];
    return taps;
}

/* One for every output pixel; their weights lie behind them, close together for the cache's
 * sake. */
static struct taps *taps_for(int count, double scale, double offset, int limit, bool extend) {
    double support = scale < 1 ? 1 / scale : 1;
    size_t most = support * 2 + 2 < MAX_TAPS ? (size_t)(support * 2 + 2) : MAX_TAPS;
    size_t size = sizeof(struct taps) + most * sizeof(int16_t) + 1;
    struct taps *taps = xcalloc((size_t)count, size);
    int16_t *weights = (int16_t *)(taps + count);
    for (int i = 0; i < count; i++)
        taps[i] = taps_at((i + 0.5 - offset) / scale - 0.5, support, limit, extend,
                          weights + (size_t)i * most);
    return taps;
}

VECTORISED static void add_row(int32_t *restrict sums, const uint8_t *restrict row, int weight,
                               int count) {
    for (int i = 0; i < count; i++) sums[i] += row[i] * weight;
}

VECTORISED static void close_row(uint8_t *restrict out, const int32_t *restrict sums,
                                 int count) {
    for (int i = 0; i < count; i++) out[i] = (uint8_t)((sums[i] + WEIGHT_ONE / 2) / WEIGHT_ONE);
}

typedef int32_t four __attribute__((vector_size(16)));
typedef uint8_t four_bytes __attribute__((vector_size(4)));

VECTORISED static void resample_row(uint32_t *out, const uint8_t *row, const struct taps *taps,
                                    int count) {
    for (int x = 0; x < count; x++) {
        const struct taps *tap = &taps[x];
        four sum = {WEIGHT_ONE / 2, WEIGHT_ONE / 2, WEIGHT_ONE / 2, WEIGHT_ONE / 2};
        const uint8_t *at = row + (size_t)tap->first * 4;
        for (int i = 0; i < tap->count; i++, at += 4) {
            four_bytes bytes;
            memcpy(&bytes, at, 4);
            sum += __builtin_convertvector(bytes, four) * (int32_t)tap->weights[i];
        }
        four_bytes pixel = __builtin_convertvector(sum >> 12, four_bytes);
        memcpy(&out[x], &pixel, 4);
    }
}

void picture_resample(struct picture *picture, cairo_surface_t *surface, double scale, double x,
                      double y, bool extend) {
    cairo_surface_flush(surface);
    int width = cairo_image_surface_get_width(surface);
    int height = cairo_image_surface_get_height(surface);
    int stride = cairo_image_surface_get_stride(surface);
    const uint8_t *bytes = cairo_image_surface_get_data(surface);
    if (!bytes || width < 1 || height < 1 || !(scale > 0)) {
        picture_clear(picture);
        return;
    }
    AUTO_FREE struct taps *across = taps_for(picture->width, scale, x, width, extend);
    AUTO_FREE struct taps *down = taps_for(picture->height, scale, y, height, extend);
    /* Only the columns that the picture asks for are summed. */
    int first = width, end = 0;
    for (int i = 0; i < picture->width; i++) {
        if (!across[i].count) continue;
        if (across[i].first < first) first = across[i].first;
        if (across[i].first + across[i].count > end) end = across[i].first + across[i].count;
    }
    if (first >= end) {
        picture_clear(picture);
        return;
    }
    for (int i = 0; i < picture->width; i++) across[i].first -= across[i].count ? first : 0;
    int columns = end - first;
    AUTO_FREE int32_t *sums = xcalloc((size_t)columns * 4, sizeof *sums);
    AUTO_FREE uint8_t *row = xcalloc((size_t)columns * 4, 1);
    for (int line = 0; line < picture->height; line++) {
        const struct taps *tap = &down[line];
        uint32_t *out = picture->pixels + (size_t)line * (size_t)picture->width;
        if (!tap->count) {
            memset(out, 0, (size_t)picture->width * 4);
            continue;
        }
        memset(sums, 0, (size_t)columns * 4 * sizeof *sums);
        for (int i = 0; i < tap->count; i++)
            add_row(sums, bytes + (size_t)(tap->first + i) * (size_t)stride + (size_t)first * 4,
                    tap->weights[i], columns * 4);
        close_row(row, sums, columns * 4);
        resample_row(out, row, across, picture->width);
    }
}

/* ---- Blur ---- */

/* One vertical box over all columns at once: row by row, so that memory is read in order. */
VECTORISED static void box_columns_row(uint8_t *restrict out, uint32_t *restrict sums,
                                       const uint8_t *restrict enters,
                                       const uint8_t *restrict leaves, uint32_t reciprocal,
                                       int count) {
    for (int i = 0; i < count; i++) {
        out[i] = (uint8_t)((sums[i] * reciprocal + (1u << 15)) >> 16);
        sums[i] += (uint32_t)enters[i] - (uint32_t)leaves[i];
    }
}

static void box_columns(const uint32_t *in, uint32_t *out, int width, int height, int radius,
                        bool extend) {
    AUTO_FREE uint32_t *sums = xcalloc((size_t)width * 4, sizeof *sums);
    AUTO_FREE uint8_t *nothing = xcalloc((size_t)width * 4, 1);
    const uint8_t *bytes = (const uint8_t *)in;
    size_t stride = (size_t)width * 4;
    const uint8_t *before = extend ? bytes : nothing;
    const uint8_t *after = extend ? bytes + stride * (size_t)(height - 1) : nothing;
    for (int y = -radius; y <= radius; y++) {
        const uint8_t *row = y < 0 ? before : y < height ? bytes + stride * (size_t)y : after;
        for (size_t i = 0; i < stride; i++) sums[i] += row[i];
    }
    /* Rounded up, so that opaque stays opaque; exact to half a level up to 127 rows. */
    uint32_t size = (uint32_t)(2 * radius + 1), reciprocal = (65536u + size - 1) / size;
    for (int y = 0; y < height; y++) {
        int enters = y + radius + 1, leaves = y - radius;
        box_columns_row((uint8_t *)out + stride * (size_t)y, sums,
                        enters < height ? bytes + stride * (size_t)enters : after,
                        leaves < 0 ? before : bytes + stride * (size_t)leaves, reciprocal,
                        width * 4);
    }
}

/* Rows become columns, in squares that stay in the cache. */
static void turn(const uint32_t *in, uint32_t *out, int width, int height) {
    enum { SIDE = 16 };
    for (int y0 = 0; y0 < height; y0 += SIDE)
        for (int x0 = 0; x0 < width; x0 += SIDE)
            for (int y = y0; y < y0 + SIDE && y < height; y++)
                for (int x = x0; x < x0 + SIDE && x < width; x++)
                    out[(size_t)x * (size_t)height + (size_t)y] =
                        in[(size_t)y * (size_t)width + (size_t)x];
}

void picture_blur(struct picture *picture, double radius, bool extend) {
    /* Three boxes of half width r have the deviation sqrt(r * (r + 1)); radius is two of those.
     */
    int box = (int)lround(radius / 2);
    if (box < 1) return;
    if (box > 60) box = 60;
    int width = picture->width, height = picture->height;
    size_t count = (size_t)width * (size_t)height;
    AUTO_FREE uint32_t *other = xcalloc(count, 4);
    /* Sideways by turning the picture on its side: the sums then run along memory. */
    turn(picture->pixels, other, width, height);
    box_columns(other, picture->pixels, height, width, box, extend);
    box_columns(picture->pixels, other, height, width, box, extend);
    box_columns(other, picture->pixels, height, width, box, extend);
    turn(picture->pixels, other, height, width);
    memcpy(picture->pixels, other, count * 4);
    box_columns(picture->pixels, other, width, height, box, extend);
    box_columns(other, picture->pixels, width, height, box, extend);
    box_columns(picture->pixels, other, width, height, box, extend);
    memcpy(picture->pixels, other, count * 4);
}

static uint32_t scaled(uint32_t pixel, uint32_t amount) {
    uint32_t rb = ((pixel & 0xff00ff) * amount >> 8) & 0xff00ff;
    uint32_t ag = (pixel >> 8 & 0xff00ff) * amount & 0xff00ff00u;
    return rb | ag;
}

void picture_fade(struct picture *picture, int amount) {
    size_t count = (size_t)picture->width * (size_t)picture->height;
    for (size_t i = 0; i < count; i++)
        picture->pixels[i] = scaled(picture->pixels[i], (uint32_t)amount);
}

void picture_tint(struct picture *picture, uint32_t color, int amount) {
    size_t count = (size_t)picture->width * (size_t)picture->height;
    for (size_t i = 0; i < count; i++) {
        uint32_t pixel = picture->pixels[i], alpha = pixel >> 24;
        if (!alpha) continue;
        uint32_t paint = scaled(color, alpha + (alpha >> 7));
        pixel = scaled(pixel, (uint32_t)(256 - amount)) + scaled(paint, (uint32_t)amount);
        picture->pixels[i] = (pixel & 0xffffff) | alpha << 24;
    }
}
