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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(transition_blend__starts_with_one_and_ends_with_the_other),
        cmocka_unit_test(transition_blend__passes_through_half_and_through_black),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
