/* Pictures and layers: resampling keeps flat colour flat, hidden layers change nothing, and
 * what is drawn again in part is what would be drawn whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "camera/compose.h"
#include "camera/mix.h"

static struct picture *flat(int width, int height, uint32_t color) {
    struct picture *picture = picture_new(width, height);
    for (int i = 0; i < width * height; i++) picture->pixels[i] = color;
    picture_measure(picture);
    return picture;
}

/* Blobs with soft edges, by chance. */
static struct picture *blobs(uint64_t seed, int width, int height) {
    struct picture *picture = picture_new(width, height);
    struct random random = random_seed(seed);
    for (int i = 0; i < 12; i++) {
        int x0 = (int)random_below(&random, (uint32_t)width),
            y0 = (int)random_below(&random, (uint32_t)height);
        uint32_t alpha = 255 - 60 * random_below(&random, 3);
        uint32_t color = alpha << 24 | (alpha * random_below(&random, 256) / 255) << 16 |
                         (alpha * random_below(&random, 256) / 255) << 8;
        for (int y = y0; y < y0 + height / 4 && y < height; y++)
            for (int x = x0; x < x0 + width / 3 && x < width; x++)
                picture->pixels[y * width + x] = color;
    }
    picture_blur(picture, 2, false);
    picture_measure(picture);
    return picture;
}

static void picture_resample__keeps_flat_colour_at_any_scale(void **state) {
    (void)state;
    struct picture *source = flat(97, 61, 0xff8040c0);
    cairo_surface_t *surface = picture_surface(source);
    static const double scales[] = {0.13, 0.5, 0.77, 1, 1.31, 3.2};
    for (size_t s = 0; s < COUNT_OF(scales); s++) {
        struct picture *picture = picture_new(120, 90);
        picture_resample(picture, surface, scales[s], 3.3, -2.7, true);
        for (int i = 0; i < 120 * 90; i++) assert_int_equal(picture->pixels[i], 0xff8040c0);
        picture_free(picture);
    }
    cairo_surface_destroy(surface);
    picture_free(source);
}

static void picture_resample__is_a_copy_at_scale_one(void **state) {
    (void)state;
    struct picture *source = blobs(3, 80, 60);
    cairo_surface_t *surface = picture_surface(source);
    struct picture *picture = picture_new(80, 60);
    picture_resample(picture, surface, 1, 0, 0, false);
    assert_memory_equal(picture->pixels, source->pixels, 80 * 60 * 4);
    cairo_surface_destroy(surface);
    picture_free(picture);
    picture_free(source);
}

static void picture_blur__keeps_opaque_planes_opaque(void **state) {
    (void)state;
    struct picture *picture = flat(200, 120, 0xff336699);
    picture_blur(picture, 30, true);
    for (int i = 0; i < 200 * 120; i++) assert_int_equal(picture->pixels[i], 0xff336699);
    picture_free(picture);
}

static void layer__is_the_picture_itself_on_whole_pixels(void **state) {
    (void)state;
    struct picture *under = flat(64, 48, 0xff102030), *over = blobs(5, 40, 30);
    struct layer layers[2] = {compose_layer(under, 1, 0, 0), compose_layer(over, 1, 7, 5)};
    struct picture *out = picture_new(64, 48);
    compose_flatten(layers, 2, out, 0, 0);
    for (int y = 0; y < 30; y++)
        for (int x = 0; x < 40; x++)
            if (over->pixels[y * 40 + x] >> 24 == 255)
                assert_int_equal(out->pixels[(y + 5) * 64 + x + 7], over->pixels[y * 40 + x]);
    assert_int_equal(out->pixels[0], 0xff102030);
    picture_free(out);
    picture_free(over);
    picture_free(under);
}

/* A scene of layers at rest, moved, scaled, swaying, dimmed and blended. */
static size_t scene(struct layer *layers, struct picture *const *pictures, int step) {
    layers[0] = compose_layer(pictures[0], 1, -10, -10);
    layers[1] = compose_layer(pictures[1], 1.137, 3.3, 10.25);
    layers[1].sway = SWAY_TREES, layers[1].sway_size = 4 << 16, layers[1].sway_length = 50;
    layers[1].sway_phase = step / 3 * 4000;
    layers[2] = compose_layer(pictures[2], 1, 20 + 3 * step, 8);
    layers[3] = compose_layer(pictures[1], 0.61, 150 - 2.6 * step, 40);
    layers[3].alpha = 140;
    layers[4] = compose_layer(pictures[2], 2.5, 60, 30 + (step > 4 ? 9 : 0));
    layers[4].blend = BLEND_SCREEN;
    layers[5] = compose_layer(step == 6 ? NULL : pictures[2], 1, 200, 90);
    layers[5].blend = BLEND_MULTIPLY;
    return 6;
}

static void mix__is_the_same_in_vectors_and_one_by_one(void **state) {
    (void)state;
    enum { COUNT = 403 };
    static uint8_t a[COUNT], b[COUNT], whole[COUNT], single[COUNT];
    struct random random = random_seed(7);
    for (int i = 0; i < COUNT; i++) {
        a[i] = (uint8_t)random_below(&random, 256);
        b[i] = i % 5 ? (uint8_t)random_below(&random, 256) : 255;
    }
    for (int share = 0; share <= MIX_ONE; share++) {
        compose_mix(whole, a, b, share, COUNT);
        for (int i = 0; i < COUNT; i++) compose_mix(single + i, a + i, b + i, share, 1);
        assert_memory_equal(whole, single, COUNT);
    }
    compose_mix(whole, b, b, 77, COUNT);
    assert_memory_equal(whole, b, COUNT);
    static uint32_t in[COUNT + 2], together[COUNT], alone[COUNT];
    for (int i = 0; i < COUNT + 2; i++) in[i] = (uint32_t)random_next(&random);
    for (int32_t step = 16384; step < 65536; step += 7919) {
        compose_stretch(together, in, 300, step, COUNT);
        for (int i = 0; i < COUNT; i++) compose_stretch(alone + i, in, 300 + step * i, step, 1);
        assert_memory_equal(together, alone, sizeof alone);
    }
}

static void canvas__gives_the_same_frame_by_parts_as_whole(void **state) {
    (void)state;
    enum { W = 334, H = 190 };
    struct picture *pictures[3] = {flat(W + 20, H + 20, 0xff405060), blobs(8, 180, 100),
                                   blobs(9, 64, 70)};
    struct canvas *canvas = compose_new(W, H, 0.1, NULL, 0);
    for (int step = 0; step < 12; step++) {
        struct layer layers[6];
        size_t count = scene(layers, pictures, step);
        struct grade grade = {.flash = step == 9 ? 100 : 0, .fade = 256};
        const struct frame *parts = compose_draw(canvas, layers, count, grade);
        struct canvas *fresh = compose_new(W, H, 0.1, NULL, 0);
        const struct frame *whole = compose_draw(fresh, layers, count, grade);
        for (int y = 0; y < H; y++)
            assert_memory_equal(parts->planes[0] + y * parts->strides[0],
                                whole->planes[0] + y * whole->strides[0], W);
        for (int p = 1; p < 3; p++)
            for (int y = 0; y < H / 2; y++)
                assert_memory_equal(parts->planes[p] + y * parts->strides[p],
                                    whole->planes[p] + y * whole->strides[p], W / 2);
        compose_free(fresh);
    }
    compose_free(canvas);
    for (int i = 0; i < 3; i++) picture_free(pictures[i]);
}

static void compose__draws_the_same_with_and_without_what_is_hidden(void **state) {
    (void)state;
    struct picture *hidden = blobs(11, 100, 80), *wall = flat(140, 120, 0xff778899);
    struct layer layers[2] = {compose_layer(hidden, 1.2, 4.5, 3.25),
                              compose_layer(wall, 1.3, -20.4, -12.7)};
    struct picture *both = picture_new(100, 80), *alone = picture_new(100, 80);
    compose_flatten(layers, 2, both, 0, 0);
    compose_flatten(layers + 1, 1, alone, 0, 0);
    assert_memory_equal(both->pixels, alone->pixels, 100 * 80 * 4);
    picture_free(both);
    picture_free(alone);
    picture_free(hidden);
    picture_free(wall);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(picture_resample__keeps_flat_colour_at_any_scale),
        cmocka_unit_test(picture_resample__is_a_copy_at_scale_one),
        cmocka_unit_test(picture_blur__keeps_opaque_planes_opaque),
        cmocka_unit_test(layer__is_the_picture_itself_on_whole_pixels),
        cmocka_unit_test(mix__is_the_same_in_vectors_and_one_by_one),
        cmocka_unit_test(canvas__gives_the_same_frame_by_parts_as_whole),
        cmocka_unit_test(compose__draws_the_same_with_and_without_what_is_hidden),
    };
    return cmocka_run_group_tests_name("camera compose", tests, NULL, NULL);
}
