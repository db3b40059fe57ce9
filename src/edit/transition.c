#include "edit/transition.h"

#include <string.h>

enum { ONE = 256, BLACK_LUMA = 16, BLACK_CHROMA = 128 };

/* 3t^2 - 2t^3, as a weight of 0..256. */
static int eased(double t) {
    if (!(t > 0)) return 0;
    if (t >= 1) return ONE;
    return (int)(t * t * (3 - 2 * t) * ONE + 0.5);
}

static void blend_row(const uint8_t *a, const uint8_t *b, int weight, int width, uint8_t *out) {
    const int keep = ONE - weight;
    for (int x = 0; x < width; x++)
        out[x] = (uint8_t)((a[x] * keep + b[x] * weight + 128) >> 8);
}

static void towards_row(const uint8_t *a, int level, int weight, int width, uint8_t *out) {
    const int keep = ONE - weight, add = level * weight + 128;
    for (int x = 0; x < width; x++) out[x] = (uint8_t)((a[x] * keep + add) >> 8);
}

/* `b` comes in from the left behind a soft edge of a sixteenth of the width. */
static void wipe_row(const uint8_t *a, const uint8_t *b, int weight, int width, uint8_t *out) {
    const int soft = width / 16 > 0 ? width / 16 : 1;
    const int edge =
        (int)((int64_t)(width + soft) * weight / ONE); /* where `a` is whole again */
    int whole = edge - soft < 0 ? 0 : edge - soft;
    if (whole > width) whole = width;
    int end = edge < width ? edge : width;
    memmove(out, b, (size_t)whole);
    for (int x = whole; x < end; x++) {
        int part = (edge - x) * ONE / soft;
        out[x] = (uint8_t)((a[x] * (ONE - part) + b[x] * part + 128) >> 8);
    }
    memmove(out + end, a + end, (size_t)(width - end));
}

void transition_blend(enum transition transition, const struct frame *a, const struct frame *b,
                      double t, struct frame *out) {
    const int weight = eased(t);
    /* black lies in the middle: `a` goes in the first half, `b` comes in the second */
    const struct frame *lit = t < 0.5 ? a : b;
    const int dark = eased(t < 0.5 ? 2 * t : 2 - 2 * t);
    for (int plane = 0; plane < 3; plane++) {
        const int width = plane ? (out->width + 1) / 2 : out->width;
        const int height = plane ? (out->height + 1) / 2 : out->height;
        for (int y = 0; y < height; y++) {
            const uint8_t *from = a->planes[plane] + (ptrdiff_t)y * a->strides[plane];
            const uint8_t *to = b->planes[plane] + (ptrdiff_t)y * b->strides[plane];
            uint8_t *row = out->planes[plane] + (ptrdiff_t)y * out->strides[plane];
            switch (transition) {
            case TRANSITION_DISSOLVE:
                blend_row(from, to, weight, width, row);
                break;
            case TRANSITION_FADE_BLACK:
                towards_row(lit == a ? from : to, plane ? BLACK_CHROMA : BLACK_LUMA, dark,
                            width, row);
                break;
            case TRANSITION_WIPE:
                wipe_row(from, to, weight, width, row);
                break;
            default:
                memmove(row, lit == a ? from : to, (size_t)width);
                break;
            }
        }
    }
}
