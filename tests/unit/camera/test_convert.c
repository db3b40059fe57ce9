/* 4:2:0 against the equations of BT.709 in floating point. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/random.h"
#include "camera/compose.h"

enum { WIDTH = 256 };

struct reference {
    double y, u, v;
};

static struct reference reference_of(uint32_t pixel, double light) {
    double r = (pixel >> 16 & 255) / 255.0, g = (pixel >> 8 & 255) / 255.0,
           b = (pixel & 255) / 255.0;
    double luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    return (struct reference){16 + 219 * luma * light, 224 * (b - luma) / 1.8556 * light,
                              224 * (r - luma) / 1.5748 * light};
}

static void check_rows(const uint32_t *top, const uint32_t *bottom, const uint16_t *vignette,
                       uint32_t light) {
    uint8_t luma[2][WIDTH], u[WIDTH / 2], v[WIDTH / 2], dither[2][WIDTH];
    compose_dither(dither[0], 2, WIDTH);
    compose_dither(dither[1], 3, WIDTH);
    struct convert_rows rows = {.top = top,
                                .bottom = bottom,
                                .luma_top = luma[0],
                                .luma_bottom = luma[1],
                                .u = u,
                                .v = v,
                                .vignette_x = vignette,
                                .vignette_top = light,
                                .vignette_bottom = light,
                                .dither_top = dither[0],
                                .dither_bottom = dither[1]};
    compose_convert(&rows, 0, WIDTH);
    for (int x = 0; x < WIDTH; x += 2) {
        double shine = vignette[x] / 65535.0 * light / 65535.0, sum_u = 0, sum_v = 0;
        for (int i = 0; i < 4; i++) {
            uint32_t pixel = i < 2 ? top[x + i] : bottom[x + i - 2];
            struct reference wanted = reference_of(pixel, shine);
            uint8_t got = i < 2 ? luma[0][x + i] : luma[1][x + i - 2];
            assert_true(fabs(got - wanted.y) <= 1.0);
            sum_u += wanted.u / 4, sum_v += wanted.v / 4;
        }
        assert_true(fabs(u[x / 2] - 128 - sum_u) <= 1.0);
        assert_true(fabs(v[x / 2] - 128 - sum_v) <= 1.0);
    }
}

static void convert__is_within_one_step_of_bt709(void **state) {
    (void)state;
    struct random random = random_seed(4);
    static uint32_t top[WIDTH], bottom[WIDTH];
    static uint16_t vignette[WIDTH];
    for (int round = 0; round < 400; round++) {
        for (int x = 0; x < WIDTH; x++) {
            top[x] = 0xff000000u | (uint32_t)(random_next(&random) & 0xffffff);
            bottom[x] = 0xff000000u | (uint32_t)(random_next(&random) & 0xffffff);
            vignette[x & ~1] = vignette[x] =
                round & 1 ? 65535 : (uint16_t)(40000 + 100 * (x & ~1));
        }
        check_rows(top, bottom, vignette, round % 3 ? 65535 : 50000);
    }
}

static void convert__keeps_black_white_and_full_colours_in_range(void **state) {
    (void)state;
    static const uint32_t colors[] = {0xff000000, 0xffffffff, 0xffff0000, 0xff00ff00,
                                      0xff0000ff, 0xffffff00, 0xffff00ff, 0xff00ffff};
    static uint32_t row[WIDTH];
    static uint16_t vignette[WIDTH];
    for (size_t c = 0; c < COUNT_OF(colors); c++) {
        for (int x = 0; x < WIDTH; x++) row[x] = colors[c], vignette[x] = 65535;
        check_rows(row, row, vignette, 65535);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(convert__is_within_one_step_of_bt709),
        cmocka_unit_test(convert__keeps_black_white_and_full_colours_in_range),
    };
    return cmocka_run_group_tests_name("camera convert", tests, NULL, NULL);
}
