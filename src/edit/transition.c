#include "edit/transition.h"

#include <math.h>
#include <string.h>

enum { ONE = 256, BLACK_LUMA = 16, WHITE_LUMA = 235, BLACK_CHROMA = 128, MAX_WIDTH = 8192 };

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

/* What lies outside a circle about the middle is black: `open` is its radius, 0 none .. 1 past
 * the corners. Its edge is soft by a hundredth of the width. */
static void iris_row(const uint8_t *a, int black, double open, int y, int width, int height,
                     uint8_t *out) {
    double across = width / 2.0, down = height / 2.0, dy = y + 0.5 - down;
    double radius = open * 1.05 * hypot(across, down), rest = radius * radius - dy * dy;
    double half = rest > 0 ? sqrt(rest) : 0;
    int soft = width / 100 + 1;
    for (int x = 0; x < width; x++) {
        double inside = (half - fabs(x + 0.5 - across)) / soft;
        int share = rest <= 0 ? 0 : inside <= 0 ? 0 : inside >= 1 ? ONE : (int)(inside * ONE);
        out[x] = (uint8_t)((a[x] * share + black * (ONE - share) + 128) >> 8);
    }
}

/* The row moved to the left by `shift` pixels, going round, and smeared over `smear` of them.
 */
static void whip_row(const uint8_t *a, int shift, int smear, int width, uint8_t *out) {
    uint8_t row[MAX_WIDTH];
    if (width > MAX_WIDTH) width = MAX_WIDTH;
    memcpy(row, a, (size_t)width);
    if (smear > width) smear = width;
    if (smear < 1) smear = 1;
    int at = shift % width, sum = 0;
    for (int i = 0; i < smear; i++) sum += row[(at + i) % width];
    for (int x = 0; x < width; x++) {
        out[x] = (uint8_t)((sum + smear / 2) / smear);
        sum += row[(at + x + smear) % width] - row[(at + x) % width];
    }
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
            case TRANSITION_DIP_WHITE:
                towards_row(lit == a ? from : to, plane ? BLACK_CHROMA : WHITE_LUMA, dark,
                            width, row);
                break;
            case TRANSITION_IRIS:
                iris_row(lit == a ? from : to, plane ? BLACK_CHROMA : BLACK_LUMA,
                         1 - dark / (double)ONE, y, width, height, row);
                break;
            case TRANSITION_WHIP:
                whip_row(lit == a ? from : to, width * (lit == a ? dark : ONE - dark) / ONE,
                         width * dark / (3 * ONE), width, row);
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
