#include "art/relief.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

#include "base/memory.h"

/* Soft things are blurred at a quarter of the size: 1/16 of the work, and nobody can see it. */
enum { COARSE = 4, FIBRE_SIZE = 256 };

struct pixels {
    uint32_t *at;
    int width, height, stride; /* stride in pixels */
};

static struct pixels pixels_of(cairo_surface_t *surface) {
    cairo_surface_flush(surface);
    return (struct pixels){(uint32_t *)(void *)cairo_image_surface_get_data(surface),
                           cairo_image_surface_get_width(surface),
                           cairo_image_surface_get_height(surface),
                           cairo_image_surface_get_stride(surface) / 4};
}

/* A coarse picture of the sheet's alpha with a margin around, blurred. */
struct coarse {
    float *at;
    int width, height, margin; /* coarse pixels */
};

static void box_pass(const float *from, float *to, int count, int step, int radius) {
    float sum = 0, scale = 1.f / (float)(2 * radius + 1);
    for (int i = -radius; i <= radius; i++) sum += i >= 0 && i < count ? from[i * step] : 0;
    for (int i = 0; i < count; i++) {
        to[i * step] = sum * scale;
        int gone = i - radius, next = i + radius + 1;
        sum += (next < count ? from[next * step] : 0) - (gone >= 0 ? from[gone * step] : 0);
    }
}

static void coarse_blur(struct coarse *coarse, int radius) {
    size_t count = (size_t)coarse->width * (size_t)coarse->height;
    AUTO_FREE float *other = xcalloc(count, sizeof *other);
    for (int pass = 0; pass < 2; pass++) {
        for (int y = 0; y < coarse->height; y++)
            box_pass(coarse->at + (size_t)y * coarse->width, other + (size_t)y * coarse->width,
                     coarse->width, 1, radius);
        for (int x = 0; x < coarse->width; x++)
            box_pass(other + x, coarse->at + x, coarse->height, coarse->width, radius);
    }
}

static struct coarse coarse_of(const struct pixels *sheet, int margin) {
    struct coarse coarse = {
        .width = (sheet->width + COARSE - 1) / COARSE + 2 * margin,
        .height = (sheet->height + COARSE - 1) / COARSE + 2 * margin,
        .margin = margin,
    };
    coarse.at = xcalloc((size_t)coarse.width * (size_t)coarse.height, sizeof *coarse.at);
    for (int y = 0; y < sheet->height; y++) {
        const uint32_t *row = sheet->at + (size_t)y * sheet->stride;
        float *to = coarse.at + (size_t)(y / COARSE + margin) * coarse.width + margin;
        for (int x = 0; x < sheet->width; x++)
            to[x / COARSE] += (float)(row[x] >> 24) * (1.f / (255 * COARSE * COARSE));
    }
    return coarse;
}

/* One row of the coarse picture at height y of the sheet, between its samples; false when the
 * row lies outside and all of it is 0. `row` has the picture's width. */
static bool coarse_row(const struct coarse *coarse, float y, float *row) {
    float v = (y + 0.5f) / COARSE - 0.5f + (float)coarse->margin;
    if (!(v >= 0)) return false;
    int j = (int)v;
    if (j + 1 >= coarse->height) return false;
    float t = v - (float)j;
    const float *above = coarse->at + (size_t)j * (size_t)coarse->width;
    const float *below = above + coarse->width;
    for (int i = 0; i < coarse->width; i++) row[i] = above[i] + (below[i] - above[i]) * t;
    return true;
}

/* Its value at x of the sheet. */
static inline float row_at(const struct coarse *coarse, const float *row, float x) {
    float u = (x + 0.5f) / COARSE - 0.5f + (float)coarse->margin;
    if (!(u >= 0)) return 0;
    int i = (int)u;
    if (i + 1 >= coarse->width) return 0;
    return row[i] + (row[i + 1] - row[i]) * (u - (float)i);
}

static inline uint32_t alpha_at(const struct pixels *sheet, int x, int y) {
    if (x < 0 || y < 0 || x >= sheet->width || y >= sheet->height) return 0;
    return sheet->at[(size_t)y * sheet->stride + x] >> 24;
}

static inline int byte_of(float value) {
    return value <= 0 ? 0 : value >= 255 ? 255 : (int)(value + 0.5f);
}

/* Premultiplied source over premultiplied destination. */
static inline uint32_t over(uint32_t source, uint32_t under) {
    uint32_t keep = 255 - (source >> 24);
    uint32_t rb = (under & 0xff00ff) * keep + 0x800080;
    uint32_t ag = ((under >> 8) & 0xff00ff) * keep + 0x800080;
    rb = ((rb + ((rb >> 8) & 0xff00ff)) >> 8) & 0xff00ff;
    ag = (ag + ((ag >> 8) & 0xff00ff)) & 0xff00ff00;
    return source + (rb | ag);
}

static inline uint32_t premultiplied(struct rgb colour, float alpha) {
    int a = byte_of(alpha * 255);
    float scale = (float)a;
    return (uint32_t)a << 24 | (uint32_t)byte_of(colour.r * scale) << 16 |
           (uint32_t)byte_of(colour.g * scale) << 8 | (uint32_t)byte_of(colour.b * scale);
}

static void cast_shadow(struct pixels *plane, const struct pixels *sheet, int x, int y,
                        const struct relief *relief, const struct coarse *coarse) {
    float offset = (float)(relief->shadow * relief->scale);
    float dx = -relief->key_x * offset, dy = -relief->key_y * offset;
    int reach = (coarse->margin - 1) * COARSE;
    uint32_t table[256];
    for (int i = 0; i < 256; i++)
        table[i] = premultiplied(relief->shade_colour, relief->shadow_alpha * (float)i / 255);
    AUTO_FREE float *shadows = xcalloc((size_t)coarse->width, sizeof *shadows);
    for (int v = -reach; v < sheet->height + reach; v++) {
        int to_y = y + v;
        if (to_y < 0 || to_y >= plane->height) continue;
        if (!coarse_row(coarse, (float)v - dy, shadows)) continue;
        uint32_t *row = plane->at + (size_t)to_y * plane->stride;
        int from = -reach > -x ? -reach : -x;
        int to =
            sheet->width + reach < plane->width - x ? sheet->width + reach : plane->width - x;
        for (int u = from; u < to; u++) {
            if (alpha_at(sheet, u, v) == 255) continue; /* covered anyway */
            float shadow = row_at(coarse, shadows, (float)u - dx);
            if (shadow > 0.004f) row[x + u] = over(table[byte_of(shadow * 255)], row[x + u]);
        }
    }
}

/* Mixes the colour into a premultiplied pixel without changing its alpha. */
static inline uint32_t tint(uint32_t pixel, struct rgb colour, float t) {
    float a = (float)(pixel >> 24);
    float r = (float)(pixel >> 16 & 255), g = (float)(pixel >> 8 & 255),
          b = (float)(pixel & 255);
    r += (colour.r * a - r) * t;
    g += (colour.g * a - g) * t;
    b += (colour.b * a - b) * t;
    return (pixel & 0xff000000) | (uint32_t)byte_of(r) << 16 | (uint32_t)byte_of(g) << 8 |
           (uint32_t)byte_of(b);
}

static void light_edges(struct pixels *sheet, const struct relief *relief,
                        const struct coarse *coarse, float *forms, uint32_t *row_out, int v) {
    float reach = (float)(relief->soft * relief->scale);
    float soft_x = relief->key_x * reach, soft_y = relief->key_y * reach;
    float rim = (float)(relief->rim * relief->scale);
    int rim_x = (int)lrintf(relief->key_x * rim), rim_y = (int)lrintf(relief->key_y * rim);
    if (rim > 0 && rim_x == 0 && rim_y == 0) rim_y = -1;
    const uint32_t *row = sheet->at + (size_t)v * sheet->stride;
    if (!coarse_row(coarse, (float)v - soft_y, forms))
        memset(forms, 0, (size_t)coarse->width * sizeof *forms);
    for (int u = 0; u < sheet->width; u++) {
        uint32_t pixel = row[u];
        if (pixel >> 24) {
            /* away from the light the blurred form thins out: there the shade lies */
            float inner = 1 - row_at(coarse, forms, (float)u - soft_x);
            if (inner > 0.01f)
                pixel = tint(pixel, relief->shade_colour, inner * relief->soft_alpha);
            float edge = 1 - (float)alpha_at(sheet, u + rim_x, v + rim_y) * (1.f / 255);
            if (edge > 0.01f && rim > 0)
                pixel = tint(pixel, relief->rim_colour, edge * relief->rim_alpha);
        }
        row_out[u] = pixel;
    }
}

void relief_lay(cairo_surface_t *plane_surface, cairo_surface_t *sheet_surface, int x, int y,
                const struct relief *relief) {
    struct pixels plane = pixels_of(plane_surface), sheet = pixels_of(sheet_surface);
    double widest = fmax(relief->shadow, relief->soft) * relief->scale;
    int radius = (int)lrint(widest * 0.45 / COARSE);
    if (radius < 1) radius = 1;
    struct coarse coarse = coarse_of(&sheet, (int)(widest * 2.2 / COARSE) + 2 * radius + 2);
    coarse_blur(&coarse, radius);
    if (relief->shadow > 0 && relief->shadow_alpha > 0)
        cast_shadow(&plane, &sheet, x, y, relief, &coarse);
    AUTO_FREE uint32_t *lit = xcalloc((size_t)sheet.width + 1, sizeof *lit);
    AUTO_FREE float *forms = xcalloc((size_t)coarse.width, sizeof *forms);
    for (int v = 0; v < sheet.height; v++) {
        if (y + v < 0 || y + v >= plane.height) continue;
        light_edges(&sheet, relief, &coarse, forms, lit, v);
        uint32_t *row = plane.at + (size_t)(y + v) * plane.stride;
        for (int u = 0; u < sheet.width; u++)
            if (lit[u] >> 24 && x + u >= 0 && x + u < plane.width)
                row[x + u] = over(lit[u], row[x + u]);
    }
    free(coarse.at);
    cairo_surface_mark_dirty(plane_surface);
}

/* Value noise in [-1, 1] of one cell, repeated every `period` cells. */
static float lattice(int x, int y, int period) {
    uint32_t h = (uint32_t)(x % period) * 0x9e3779b1u ^ (uint32_t)(y % period) * 0x85ebca77u ^
                 (uint32_t)period * 0xc2b2ae3du;
    h ^= h >> 15;
    h *= 0x2c1b3c6du;
    h ^= h >> 12;
    h *= 0x297a2d39u;
    h ^= h >> 15;
    return (float)(h & 0xffff) / 32767.5f - 1;
}

static float smooth_noise(float x, float y, int period) {
    int i = (int)x, j = (int)y;
    float s = x - (float)i, t = y - (float)j;
    s = s * s * (3 - 2 * s);
    t = t * t * (3 - 2 * t);
    float top = lattice(i, j, period) * (1 - s) + lattice(i + 1, j, period) * s;
    float low = lattice(i, j + 1, period) * (1 - s) + lattice(i + 1, j + 1, period) * s;
    return top * (1 - t) + low * t;
}

/* Clouds in the pulp, threads along x, and tooth; a tile that repeats. In 1/256. Made once: it
 * is the same for all planes. */
static int16_t tile[FIBRE_SIZE][FIBRE_SIZE];
static pthread_once_t tile_once = PTHREAD_ONCE_INIT;

static void fibre_tile(void) {
    for (int y = 0; y < FIBRE_SIZE; y++)
        for (int x = 0; x < FIBRE_SIZE; x++) {
            float fx = (float)x / FIBRE_SIZE, fy = (float)y / FIBRE_SIZE;
            float n = 0.9f * smooth_noise(fx * 5, fy * 5, 5) +
                      0.8f * smooth_noise(fx * 13, fy * 37, 61) +
                      1.3f * smooth_noise(fx * 64, fy * 128, 128) +
                      1.6f * lattice(x, y, FIBRE_SIZE);
            tile[y][x] = (int16_t)lrintf(n * 1.35f);
        }
}

/* A line of the pool: 256 in its middle, 0 far away. */
static void pool_line(int16_t *line, int count, int from, float middle, float reach) {
    for (int i = 0; i < count; i++) {
        float off = ((float)(i + from) - middle) / reach;
        line[i] = (int16_t)lrintf(256 * expf(-off * off));
    }
}

/* 256 times the factor, and how much of it the pool adds. */
struct fall {
    int dim[3], more[3];
};

static struct fall fall_of(const struct relief *relief) {
    const float dim[3] = {relief->dim.r, relief->dim.g, relief->dim.b};
    const float lit[3] = {relief->lit.r, relief->lit.g, relief->lit.b};
    struct fall fall;
    for (int i = 0; i < 3; i++) {
        fall.dim[i] = (int)lrintf(256 * dim[i]);
        fall.more[i] = (int)lrintf(256 * lit[i]) - fall.dim[i];
    }
    return fall;
}

void relief_fibre(cairo_surface_t *surface, int left, int top, const struct relief *relief) {
    struct pixels plane = pixels_of(surface);
    pthread_once(&tile_once, fibre_tile);
    float scale = (float)relief->scale;
    AUTO_FREE int16_t *across = xcalloc((size_t)plane.width, sizeof *across);
    AUTO_FREE int16_t *down = xcalloc((size_t)plane.height, sizeof *down);
    pool_line(across, plane.width, left, relief->pool_x * scale, relief->pool_width * scale);
    pool_line(down, plane.height, top, relief->pool_y * scale, relief->pool_height * scale);
    struct fall fall = fall_of(relief);
    for (int y = 0; y < plane.height; y++) {
        uint32_t *row = plane.at + (size_t)y * plane.stride;
        const int16_t *fibre = tile[(unsigned)(y + top) % FIBRE_SIZE];
        for (int x = 0; x < plane.width; x++) {
            uint32_t pixel = row[x], a = pixel >> 24;
            if (a < 8) continue;
            int share = across[x] * down[y] >> 8, k = fibre[(unsigned)(x + left) % FIBRE_SIZE];
            uint32_t out = a << 24;
            for (int c = 0; c < 3; c++) {
                int shift = 16 - 8 * c, gain = fall.dim[c] + (fall.more[c] * share >> 8) + k;
                uint32_t value = (pixel >> shift & 255) * (uint32_t)gain >> 8;
                out |= (value > a ? a : value) << shift;
            }
            row[x] = out;
        }
    }
    cairo_surface_mark_dirty(surface);
}

typedef uint8_t bytes_of_pixel __attribute__((vector_size(4)));
typedef uint32_t wide_pixel __attribute__((vector_size(16)));

static inline wide_pixel widened(uint32_t pixel) {
    bytes_of_pixel bytes;
    memcpy(&bytes, &pixel, sizeof bytes);
    return __builtin_convertvector(bytes, wide_pixel);
}

static inline uint32_t narrowed(wide_pixel wide) {
    bytes_of_pixel bytes = __builtin_convertvector(wide, bytes_of_pixel);
    uint32_t pixel;
    memcpy(&pixel, &bytes, sizeof pixel);
    return pixel;
}

/* The mean of 2 * radius + 1 pixels; outside lies nothing. The division is by a reciprocal of
 * 16 bits, exact to the rounding for sizes below 256. */
static void blur_line(const uint32_t *from, uint32_t *to, int count, int radius) {
    uint32_t size = (uint32_t)(2 * radius + 1), half = size / 2, by = (65536 + half) / size;
    wide_pixel sum = {half, half, half, half};
    for (int i = 0; i < radius && i < count; i++) sum += widened(from[i]);
    for (int i = 0; i < count; i++) {
        if (i + radius < count) sum += widened(from[i + radius]);
        to[i] = narrowed((sum * by) >> 16);
        if (i >= radius) sum -= widened(from[i - radius]);
    }
}

void relief_blur(cairo_surface_t *surface, double radius) {
    enum { COLUMNS = 16, MAX_BOX = 120 }; /* columns at a time: what one cache line holds */
    int box = (int)lrint(radius * 0.6);
    if (box < 1) return;
    if (box > MAX_BOX) box = MAX_BOX;
    struct pixels plane = pixels_of(surface);
    size_t longest = (size_t)(plane.width > plane.height ? plane.width : plane.height);
    AUTO_FREE uint32_t *once = xcalloc(longest, sizeof *once);
    for (int y = 0; y < plane.height; y++) {
        uint32_t *row = plane.at + (size_t)y * (size_t)plane.stride;
        blur_line(row, once, plane.width, box);
        blur_line(once, row, plane.width, box);
    }
    size_t height = (size_t)plane.height;
    AUTO_FREE uint32_t *columns = xcalloc(COLUMNS * height, sizeof *columns);
    for (int x = 0; x < plane.width; x += COLUMNS) {
        int count = plane.width - x < COLUMNS ? plane.width - x : COLUMNS;
        for (int y = 0; y < plane.height; y++)
            for (int k = 0; k < count; k++)
                columns[(size_t)k * height + (size_t)y] =
                    plane.at[(size_t)y * (size_t)plane.stride + (size_t)(x + k)];
        for (int k = 0; k < count; k++) {
            blur_line(columns + (size_t)k * height, once, plane.height, box);
            blur_line(once, columns + (size_t)k * height, plane.height, box);
        }
        for (int y = 0; y < plane.height; y++)
            for (int k = 0; k < count; k++)
                plane.at[(size_t)y * (size_t)plane.stride + (size_t)(x + k)] =
                    columns[(size_t)k * height + (size_t)y];
    }
    cairo_surface_mark_dirty(surface);
}

void relief_fade(cairo_surface_t *surface, double strength) {
    struct pixels plane = pixels_of(surface);
    uint32_t k = (uint32_t)lrint(fmin(fmax(strength, 0), 1) * 256);
    for (int y = 0; y < plane.height; y++)
        for (int x = 0; x < plane.width; x++) {
            uint32_t *p = &plane.at[(size_t)y * plane.stride + x];
            *p =
                ((*p & 0xff00ff) * k >> 8 & 0xff00ff) | ((*p >> 8 & 0xff00ff) * k & 0xff00ff00);
        }
    cairo_surface_mark_dirty(surface);
}
