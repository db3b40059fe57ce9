/* Grades: the table in whole numbers against the recipe in floating point. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/random.h"
#include "camera/grading.h"

enum { WIDTH = 64 };

struct yuv {
    double y, u, v;
};

static struct yuv reference(enum grade_name name, uint32_t pixel) {
    struct rgb in = {(float)(pixel >> 16 & 255) / 255, (float)(pixel >> 8 & 255) / 255,
                     (float)(pixel & 255) / 255};
    struct rgb out = grading_colour(name, in);
    double luma = 0.2126 * out.r + 0.7152 * out.g + 0.0722 * out.b;
    return (struct yuv){16 + 219 * luma, 128 + 224 * (out.b - luma) / 1.8556,
                        128 + 224 * (out.r - luma) / 1.5748};
}

static void convert(enum grade_name name, const uint32_t *pixels, uint8_t luma[WIDTH],
                    uint8_t u[WIDTH / 2], uint8_t v[WIDTH / 2]) {
    static const int16_t no_grain[WIDTH];
    static uint16_t vignette[WIDTH];
    uint8_t second[WIDTH], dither[WIDTH];
    for (int x = 0; x < WIDTH; x++) vignette[x] = 65535, dither[x] = 128;
    struct convert_rows rows = {.top = pixels,
                                .bottom = pixels,
                                .luma_top = luma,
                                .luma_bottom = second,
                                .u = u,
                                .v = v,
                                .vignette_x = vignette,
                                .vignette_top = 65535,
                                .vignette_bottom = 65535,
                                .dither_top = dither,
                                .dither_bottom = dither,
                                .grain_top = no_grain,
                                .grain_bottom = no_grain};
    grading_convert(grading_of(name), &rows, 0, WIDTH);
}

static void grading__gives_flat_colours_what_the_recipe_says(void **state) {
    (void)state;
    struct random random = random_seed(7);
    uint32_t pixels[WIDTH];
    uint8_t luma[WIDTH], u[WIDTH / 2], v[WIDTH / 2];
    for (int name = GRADE_NEUTRAL + 1; name < GRADE_COUNT; name++)
        for (int round = 0; round < 60; round++) {
            for (int x = 0; x < WIDTH; x += 2)
                pixels[x] = pixels[x + 1] = (uint32_t)(random_next(&random) & 0xffffff);
            convert((enum grade_name)name, pixels, luma, u, v);
            for (int x = 0; x < WIDTH; x += 2) {
                struct yuv wanted = reference((enum grade_name)name, pixels[x]);
                if (fabs(luma[x] - wanted.y) > 10 || fabs(u[x / 2] - wanted.u) > 14 ||
                    fabs(v[x / 2] - wanted.v) > 14)
                    fail_msg("%s makes of %06x %d %d %d and not %.0f %.0f %.0f",
                             shot_order_grade_name((enum grade_name)name), pixels[x], luma[x],
                             u[x / 2], v[x / 2], wanted.y, wanted.u, wanted.v);
            }
        }
}

static void grading__keeps_a_ramp_of_grey_rising(void **state) {
    (void)state;
    uint8_t luma[WIDTH], u[WIDTH / 2], v[WIDTH / 2];
    uint32_t pixels[WIDTH];
    for (int name = GRADE_NEUTRAL + 1; name < GRADE_COUNT; name++) {
        for (uint32_t x = 0; x < WIDTH; x++) pixels[x] = 0x010101 * (x * 255 / (WIDTH - 1));
        convert((enum grade_name)name, pixels, luma, u, v);
        for (int x = 1; x < WIDTH; x++) assert_true(luma[x] + 1 >= luma[x - 1]);
        assert_true(luma[WIDTH - 1] > luma[0] + 120);
    }
}

static void grading__takes_the_colour_out_of_noir(void **state) {
    (void)state;
    struct rgb red = grading_colour(GRADE_NOIR, (struct rgb){0.8F, 0.2F, 0.2F});
    assert_true(fabsf(red.r - red.g) < 0.06F && fabsf(red.g - red.b) < 0.06F);
}

static void grading__leaves_neutral_alone(void **state) {
    (void)state;
    assert_null(grading_of(GRADE_NEUTRAL));
    struct rgb in = {0.3F, 0.6F, 0.9F}, out = grading_colour(GRADE_NEUTRAL, in);
    assert_true(fabsf(in.r - out.r) + fabsf(in.g - out.g) + fabsf(in.b - out.b) < 0.01F);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grading__gives_flat_colours_what_the_recipe_says),
        cmocka_unit_test(grading__keeps_a_ramp_of_grey_rising),
        cmocka_unit_test(grading__takes_the_colour_out_of_noir),
        cmocka_unit_test(grading__leaves_neutral_alone),
    };
    return cmocka_run_group_tests_name("grading", tests, NULL, NULL);
}
