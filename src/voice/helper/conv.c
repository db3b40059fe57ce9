/* Sound lies as [phase of the stride][four channels][time][4]: the four bytes that one
 * instruction multiplies and adds stand together, and a tap of the kernel is the same rows read
 * from a little further on. Tiles of 8 channels by 48 steps are summed in registers.
 *
 * Weights less 128 are signed bytes. With z and w their zero points and s = sum of the sound
 * under the kernel: sum (x - z)(v - w) = sum x (v - 128) + (128 - w) s - z sum (v - w). */
#include "voice/helper/conv.h"

#include <stdbool.h>
#include <string.h>

#include "base/memory.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { TILE_OUT = 8, TILE_STEPS = 48, GROUP = 4, MIDDLE = 128 };

struct tile {
    const uint8_t *x;         /* at the tile's first step */
    const size_t *offsets;    /* of each tap */
    size_t taps, groups, row; /* row: bytes from one group of channels to the next */
    const int32_t *weights;   /* [taps][groups][TILE_OUT], four bytes each */
};

typedef void kernel(const struct tile *tile, int32_t sums[TILE_OUT][TILE_STEPS]);

struct conv {
    struct conv_shape shape;
    size_t groups, blocks;
    int32_t *weights; /* [blocks][taps][groups][TILE_OUT] */
    int32_t *totals;  /* sum (v - w) of each channel */
    int middle;       /* 128 - w */
    kernel *run;
};

/* ---- kernels ---- */

static void plain(const struct tile *tile, int32_t sums[TILE_OUT][TILE_STEPS]) {
    memset(sums, 0, sizeof(int32_t[TILE_OUT][TILE_STEPS]));
    const int32_t *weights = tile->weights;
    for (size_t tap = 0; tap < tile->taps; tap++)
        for (size_t group = 0; group < tile->groups; group++, weights += TILE_OUT) {
            const uint8_t *x = tile->x + tile->offsets[tap] + group * tile->row;
            for (size_t o = 0; o < TILE_OUT; o++) {
                int8_t w[GROUP];
                memcpy(w, &weights[o], GROUP);
                for (size_t t = 0; t < TILE_STEPS; t++)
                    for (size_t c = 0; c < GROUP; c++) sums[o][t] += x[t * GROUP + c] * w[c];
            }
        }
}

#if defined(__x86_64__)
__attribute__((target("avx512f,avx512vnni"))) static void vnni(
    const struct tile *tile, int32_t sums[TILE_OUT][TILE_STEPS]) {
    enum { WIDE = 16, PIECES = TILE_STEPS / WIDE };
    __m512i sum[TILE_OUT][PIECES];
#pragma GCC unroll 8
    for (int o = 0; o < TILE_OUT; o++)
#pragma GCC unroll 3
        for (int p = 0; p < PIECES; p++) sum[o][p] = _mm512_setzero_si512();
    const int32_t *weights = tile->weights;
    for (size_t tap = 0; tap < tile->taps; tap++) {
        const uint8_t *x = tile->x + tile->offsets[tap];
        for (size_t group = 0; group < tile->groups; group++, weights += TILE_OUT) {
            __m512i a = _mm512_loadu_si512(x), b = _mm512_loadu_si512(x + 64);
            __m512i c = _mm512_loadu_si512(x + 128);
            x += tile->row;
#pragma GCC unroll 8
            for (int o = 0; o < TILE_OUT; o++) {
                __m512i w = _mm512_set1_epi32(weights[o]);
                sum[o][0] = _mm512_dpbusd_epi32(sum[o][0], a, w);
                sum[o][1] = _mm512_dpbusd_epi32(sum[o][1], b, w);
                sum[o][2] = _mm512_dpbusd_epi32(sum[o][2], c, w);
            }
        }
    }
#pragma GCC unroll 8
    for (int o = 0; o < TILE_OUT; o++)
#pragma GCC unroll 3
        for (int p = 0; p < PIECES; p++) _mm512_storeu_si512(&sums[o][p * WIDE], sum[o][p]);
}

/* Bytes become 16 bits wide, since pairs of their products would not fit in 16: 4 channels by
 * 12 steps at a time, each step two halves that are added at the end. */
__attribute__((target("avx2"))) static void avx2_part(const struct tile *tile, size_t first,
                                                      size_t from,
                                                      int32_t sums[TILE_OUT][TILE_STEPS]) {
    enum { OUT = 4, PIECES = 3 };
    __m256i sum[OUT][PIECES];
#pragma GCC unroll 4
    for (int o = 0; o < OUT; o++)
#pragma GCC unroll 3
        for (int p = 0; p < PIECES; p++) sum[o][p] = _mm256_setzero_si256();
    const int32_t *weights = tile->weights + first;
    for (size_t tap = 0; tap < tile->taps; tap++) {
        const uint8_t *at = tile->x + tile->offsets[tap] + from * GROUP;
        for (size_t group = 0; group < tile->groups; group++, weights += TILE_OUT) {
            __m256i x[PIECES];
#pragma GCC unroll 3
            for (int p = 0; p < PIECES; p++)
                x[p] = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)(at + 16 * p)));
            at += tile->row;
#pragma GCC unroll 4
            for (int o = 0; o < OUT; o++) {
                __m256i w = _mm256_cvtepi8_epi16(_mm_set1_epi32(weights[o]));
#pragma GCC unroll 3
                for (int p = 0; p < PIECES; p++)
                    sum[o][p] = _mm256_add_epi32(sum[o][p], _mm256_madd_epi16(x[p], w));
            }
        }
    }
    for (int o = 0; o < OUT; o++)
        for (int p = 0; p < PIECES; p++) {
            int32_t halves[8];
            _mm256_storeu_si256((__m256i *)halves, sum[o][p]);
            for (size_t t = 0; t < 4; t++)
                sums[first + (size_t)o][from + 4 * (size_t)p + t] =
                    halves[2 * t] + halves[2 * t + 1];
        }
}

static void avx2(const struct tile *tile, int32_t sums[TILE_OUT][TILE_STEPS]) {
    for (size_t from = 0; from < TILE_STEPS; from += 12)
        for (size_t first = 0; first < TILE_OUT; first += 4) avx2_part(tile, first, from, sums);
}
#endif

static kernel *kernel_of(size_t number) {
    kernel *all[4] = {NULL};
    size_t count = 0;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vnni"))
        all[count++] = vnni;
    if (__builtin_cpu_supports("avx2")) all[count++] = avx2;
#endif
    all[count] = plain;
    return number < COUNT_OF(all) ? all[number] : NULL;
}

bool conv_use(struct conv *conv, size_t number) {
    kernel *chosen = kernel_of(number);
    if (chosen) conv->run = chosen;
    return chosen != NULL;
}

/* ---- weights ---- */

struct conv *conv_new(const struct conv_shape *shape, const uint8_t *weights, uint8_t zero) {
    struct conv *conv = xcalloc(1, sizeof *conv);
    conv->shape = *shape;
    conv->groups = (shape->in + GROUP - 1) / GROUP;
    conv->blocks = (shape->out + TILE_OUT - 1) / TILE_OUT;
    conv->middle = MIDDLE - zero;
    conv->run = kernel_of(0);
    size_t block = shape->taps * conv->groups * TILE_OUT;
    conv->weights = xcalloc(conv->blocks * block, sizeof *conv->weights);
    conv->totals = xcalloc(conv->blocks * TILE_OUT, sizeof *conv->totals);
    int8_t *packed = (int8_t *)conv->weights;
    for (size_t o = 0; o < shape->out; o++)
        for (size_t i = 0; i < shape->in; i++)
            for (size_t tap = 0; tap < shape->taps; tap++) {
                int value = weights[(o * shape->in + i) * shape->taps + tap];
                size_t place = o / TILE_OUT * block +
                               (tap * conv->groups + i / GROUP) * TILE_OUT + o % TILE_OUT;
                packed[place * GROUP + i % GROUP] = (int8_t)(value - MIDDLE);
                conv->totals[o] += value - zero;
            }
    return conv;
}

void conv_free(struct conv *conv) {
    if (!conv) return;
    free(conv->weights);
    free(conv->totals);
    free(conv);
}

size_t conv_length(const struct conv *conv, size_t length) {
    const struct conv_shape *shape = &conv->shape;
    size_t whole = shape->before + length + shape->after;
    size_t reach = shape->dilation * (shape->taps - 1) + 1;
    return whole < reach ? 0 : (whole - reach) / shape->stride + 1;
}

/* ---- sound ---- */

struct sound {
    uint8_t *bytes;  /* [stride][groups][width][GROUP] */
    int32_t *totals; /* [stride][width]: over all channels */
    size_t width;
};

static void interleave(uint8_t *to, int32_t *totals, const uint8_t *const rows[GROUP],
                       size_t count, size_t from, size_t stride, size_t steps) {
    for (size_t t = 0; t < steps; t++) {
        uint32_t four = 0;
        for (size_t c = 0; c < count; c++) {
            uint32_t value = rows[c][from + t * stride];
            four |= value << (8 * c);
            totals[t] += (int32_t)value;
        }
        memcpy(to + t * GROUP, &four, GROUP);
    }
}

static void interleave_all(uint8_t *to, int32_t *totals, const uint8_t *const rows[GROUP],
                           size_t steps) {
    const uint8_t *a = rows[0], *b = rows[1], *c = rows[2], *d = rows[3];
    uint32_t *wide = (uint32_t *)to;
    for (size_t t = 0; t < steps; t++) {
        wide[t] = a[t] | (uint32_t)b[t] << 8 | (uint32_t)c[t] << 16 | (uint32_t)d[t] << 24;
        totals[t] += a[t] + b[t] + c[t] + d[t];
    }
}

static struct sound lay_out(const struct conv *conv, const uint8_t *x, size_t length,
                            uint8_t zero) {
    const struct conv_shape *shape = &conv->shape;
    size_t whole = shape->before + length + shape->after, stride = shape->stride;
    struct sound sound = {.width = (whole + stride - 1) / stride + TILE_STEPS};
    size_t size = stride * conv->groups * sound.width * GROUP;
    sound.bytes = xcalloc(size, 1);
    sound.totals = xcalloc(stride * sound.width, sizeof *sound.totals);
    AUTO_FREE uint8_t *padded = xcalloc(GROUP, whole);
    memset(padded, zero, GROUP * whole);
    for (size_t group = 0; group < conv->groups; group++) {
        const uint8_t *rows[GROUP];
        size_t left = shape->in - group * GROUP, count = left < GROUP ? left : GROUP;
        for (size_t c = 0; c < GROUP; c++) {
            rows[c] = padded + c * whole;
            if (c < count)
                memcpy(padded + c * whole + shape->before, x + (group * GROUP + c) * length,
                       length);
        }
        for (size_t phase = 0; phase < stride && phase < whole; phase++) {
            uint8_t *to = sound.bytes + (phase * conv->groups + group) * sound.width * GROUP;
            int32_t *totals = sound.totals + phase * sound.width;
            size_t steps = (whole - phase + stride - 1) / stride;
            if (stride == 1 && count == GROUP)
                interleave_all(to, totals, rows, steps);
            else
                interleave(to, totals, rows, count, phase, stride, steps);
        }
    }
    return sound;
}

/* ---- the whole ---- */

/* (128 - w) times the sound under the kernel, for every step that comes out. */
static int32_t *shares_of_middle(const struct conv *conv, const struct sound *sound,
                                 size_t steps) {
    int32_t *shares = xcalloc(steps + TILE_STEPS, sizeof *shares);
    for (size_t tap = 0; tap < conv->shape.taps; tap++) {
        size_t at = tap * conv->shape.dilation, stride = conv->shape.stride;
        const int32_t *from = sound->totals + at % stride * sound->width + at / stride;
        for (size_t t = 0; t < steps; t++) shares[t] += from[t] * conv->middle;
    }
    return shares;
}

void conv_run(const struct conv *conv, const uint8_t *x, size_t length, uint8_t zero,
              float scale, const float *bias, float *y) {
    const struct conv_shape *shape = &conv->shape;
    size_t steps = conv_length(conv, length);
    if (!steps) return;
    struct sound sound = lay_out(conv, x, length, zero);
    AUTO_FREE int32_t *shares = shares_of_middle(conv, &sound, steps);
    AUTO_FREE size_t *offsets = xcalloc(shape->taps, sizeof *offsets);
    for (size_t tap = 0; tap < shape->taps; tap++) {
        size_t at = tap * shape->dilation, phase = at % shape->stride;
        offsets[tap] = (phase * conv->groups * sound.width + at / shape->stride) * GROUP;
    }
    struct tile tile = {.offsets = offsets,
                        .taps = shape->taps,
                        .groups = conv->groups,
                        .row = sound.width * GROUP};
    for (size_t from = 0; from < steps; from += TILE_STEPS) {
        tile.x = sound.bytes + from * GROUP;
        size_t count = steps - from < TILE_STEPS ? steps - from : TILE_STEPS;
        for (size_t block = 0; block < conv->blocks; block++) {
            int32_t sums[TILE_OUT][TILE_STEPS];
            tile.weights = conv->weights + block * shape->taps * conv->groups * TILE_OUT;
            conv->run(&tile, sums);
            for (size_t o = 0; o < TILE_OUT && block * TILE_OUT + o < shape->out; o++) {
                size_t channel = block * TILE_OUT + o;
                int32_t level = -zero * conv->totals[channel];
                float add = bias ? bias[channel] : 0, *to = y + channel * steps + from;
                for (size_t t = 0; t < count; t++)
                    to[t] = (float)(sums[o][t] + shares[from + t] + level) * scale + add;
            }
        }
    }
    free(sound.bytes);
    free(sound.totals);
}
