/* RGB to BT.709 limited range (ITU-R BT.709-6, section 3): luma 16..235, chroma 16..240 about
 * 128.
 *
 * The weights are sixteenth-bit fractions of Kr = 0.2126, Kb = 0.0722 times 219/255 and
 * 224/255. */
#include "camera/compose.h"
#include "base/vector.h"

enum {
    Y_RED = 11966,
    Y_GREEN = 40254,
    Y_BLUE = 4064, /* sum: 219/255 of 65536 */
    U_RED = 6596,
    U_GREEN = 22189,
    U_BLUE = 28785,
    V_RED = 28785,
    V_GREEN = 26145,
    V_BLUE = 2640,
};

/* 8 x 8 Bayer matrix, spread over one step of luma: breaks the bands of the vignette and of
 * skies. */
static const uint8_t bayer[8][8] = {
    {0, 32, 8, 40, 2, 34, 10, 42},  {48, 16, 56, 24, 50, 18, 58, 26},
    {12, 44, 4, 36, 14, 46, 6, 38}, {60, 28, 52, 20, 62, 30, 54, 22},
    {3, 35, 11, 43, 1, 33, 9, 41},  {51, 19, 59, 27, 49, 17, 57, 25},
    {15, 47, 7, 39, 13, 45, 5, 37}, {63, 31, 55, 23, 61, 29, 53, 21},
};

VECTORISED static void luma_row(uint8_t *restrict luma, const uint32_t *restrict pixels,
                                const uint16_t *restrict vignette_x, uint32_t vignette_y,
                                const uint8_t *restrict dither, int from, int to) {
    for (int x = from; x < to; x++) {
        uint32_t pixel = pixels[x];
        uint32_t sum = (Y_RED * (pixel >> 16 & 255) + Y_GREEN * (pixel >> 8 & 255) +
                        Y_BLUE * (pixel & 255)) >>
                       8;
        uint32_t light = (uint32_t)vignette_x[x] * vignette_y >> 16;
        uint32_t value = (sum * light >> 16) + (16u << 8);
        luma[x] = (uint8_t)((value + dither[x]) >> 8);
    }
}

VECTORISED static void chroma_row(uint8_t *restrict out_u, uint8_t *restrict out_v,
                                  const uint32_t *restrict top, const uint32_t *restrict bottom,
                                  const uint16_t *restrict vignette_x, uint32_t vignette_y,
                                  int from, int to) {
    for (int x = from; x < to; x++) {
        uint32_t a = top[2 * x], b = top[2 * x + 1], c = bottom[2 * x], d = bottom[2 * x + 1];
        int32_t red =
            (int32_t)((a >> 16 & 255) + (b >> 16 & 255) + (c >> 16 & 255) + (d >> 16 & 255));
        int32_t green =
            (int32_t)((a >> 8 & 255) + (b >> 8 & 255) + (c >> 8 & 255) + (d >> 8 & 255));
        int32_t blue = (int32_t)((a & 255) + (b & 255) + (c & 255) + (d & 255));
        int32_t light = (int32_t)((uint32_t)vignette_x[2 * x] * vignette_y >> 17);
        int32_t u = (U_BLUE * blue - U_RED * red - U_GREEN * green) >> 10;
        int32_t v = (V_RED * red - V_GREEN * green - V_BLUE * blue) >> 10;
        out_u[x] = (uint8_t)(((u * light >> 15) + (128 << 8) + 128) >> 8);
        out_v[x] = (uint8_t)(((v * light >> 15) + (128 << 8) + 128) >> 8);
    }
}

void compose_dither(uint8_t *line, int y, int width) {
    for (int x = 0; x < width; x++) line[x] = (uint8_t)(bayer[y & 7][x & 7] * 2 + 66);
}

void compose_convert(const struct convert_rows *rows, int from, int to) {
    luma_row(rows->luma_top, rows->top, rows->vignette_x, rows->vignette_top, rows->dither_top,
             from, to);
    luma_row(rows->luma_bottom, rows->bottom, rows->vignette_x, rows->vignette_bottom,
             rows->dither_bottom, from, to);
    chroma_row(rows->u, rows->v, rows->top, rows->bottom, rows->vignette_x, rows->vignette_top,
               from / 2, to / 2);
}
