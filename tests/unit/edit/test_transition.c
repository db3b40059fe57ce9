#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "edit/transition.h"

enum { W = 64, H = 8 };

struct picture {
    uint8_t luma[W * H], u[W * H / 4], v[W * H / 4];
    struct frame frame;
};

static void paint(struct picture *picture, int luma, int chroma) {
    memset(picture->luma, luma, sizeof picture->luma);
    memset(picture->u, chroma, sizeof picture->u);
    memset(picture->v, chroma, sizeof picture->v);
    picture->frame = (struct frame){.width = W,
                                    .height = H,
                                    .planes = {picture->luma, picture->u, picture->v},
                                    .strides = {W, W / 2, W / 2}};
}

static void transition_blend__starts_with_one_and_ends_with_the_other(void **state) {
    (void)state;
    struct picture a, b, out;
    for (int kind = 0; kind < TRANSITION_COUNT; kind++) {
        paint(&a, 50, 90);
        paint(&b, 200, 160);
        paint(&out, 0, 0);
        transition_blend((enum transition)kind, &a.frame, &b.frame, 0, &out.frame);
        assert_memory_equal(out.luma, a.luma, sizeof a.luma);
        assert_memory_equal(out.v, a.v, sizeof a.v);
        transition_blend((enum transition)kind, &a.frame, &b.frame, 1, &out.frame);
        assert_memory_equal(out.luma, b.luma, sizeof b.luma);
        assert_memory_equal(out.u, b.u, sizeof b.u);
    }
}

static void transition_blend__passes_through_half_and_through_black(void **state) {
    (void)state;
    struct picture a, b, out;
    paint(&a, 50, 90);
    paint(&b, 200, 160);
    paint(&out, 0, 0);
    transition_blend(TRANSITION_DISSOLVE, &a.frame, &b.frame, 0.5, &out.frame);
    assert_in_range(out.luma[5], 124, 126);
    transition_blend(TRANSITION_FADE_BLACK, &a.frame, &b.frame, 0.5, &out.frame);
    assert_int_equal(out.luma[5], 16);
    assert_int_equal(out.u[5], 128);
    transition_blend(TRANSITION_WIPE, &a.frame, &b.frame, 0.5, &a.frame); /* in place */
    assert_int_equal(a.luma[2], 200);
    assert_int_equal(a.luma[W - 2], 50);
}

static void transition_blend__closes_an_iris_from_the_corners(void **state) {
    (void)state;
    struct picture a, b, out;
    paint(&a, 50, 90);
    paint(&b, 200, 160);
    paint(&out, 0, 0);
    transition_blend(TRANSITION_IRIS, &a.frame, &b.frame, 0.3, &out.frame);
    assert_int_equal(out.luma[0], 16);
    assert_int_equal(out.luma[W * (H / 2) + W / 2], 50);
    transition_blend(TRANSITION_DIP_WHITE, &a.frame, &b.frame, 0.5, &out.frame);
    assert_int_equal(out.luma[5], 235);
    assert_int_equal(out.u[5], 128);
}

static void transition_blend__smears_a_whip_and_keeps_its_light(void **state) {
    (void)state;
    struct picture a, b, out;
    paint(&a, 50, 90);
    paint(&b, 200, 160);
    paint(&out, 0, 0);
    memset(a.luma, 250, 8); /* a bright edge in the first row */
    transition_blend(TRANSITION_WHIP, &a.frame, &b.frame, 0.4, &out.frame);
    int most = 0, sum = 0, then = 0;
    for (int x = 0; x < W; x++) {
        most = out.luma[x] > most ? out.luma[x] : most;
        sum += out.luma[x], then += a.luma[x];
    }
    assert_true(most < 250);
    assert_in_range(sum, then - W, then + W);
    transition_blend(TRANSITION_WHIP, &a.frame, &b.frame, 0.9, &out.frame);
    assert_int_equal(out.luma[3], 200);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(transition_blend__starts_with_one_and_ends_with_the_other),
        cmocka_unit_test(transition_blend__passes_through_half_and_through_black),
        cmocka_unit_test(transition_blend__closes_an_iris_from_the_corners),
        cmocka_unit_test(transition_blend__smears_a_whip_and_keeps_its_light),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
