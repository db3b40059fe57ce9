/* What is in the air moves a little at a time and is the same whenever it is asked for; a scene
 * without light is dark, and its words are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "camera/air.h"
#include "fake_art.h"

static void begin(struct fake_shot *fake, enum shot_air air) {
    fake_shot_init(fake, SHOT_SINGLE, SIZE_MEDIUM, 1, 320, 180);
    fake->shot.air = air;
    fake->order.inside = false;
}

static void air__goes_no_further_than_it_moves(void **state) {
    (void)state;
    struct set_order order = {.place = "field", .scale = 0.02};
    struct set *set;
    assert_true(art_set(NULL, &order, &set, NULL));
    for (int kind = AIR_PETALS; kind < AIR_COUNT; kind++) {
        struct fake_shot fake;
        begin(&fake, (enum shot_air)kind);
        struct air *air = air_new(&fake.order, set);
        assert_non_null(air);
        static struct layer before[2 * AIR_ROOM], now[2 * AIR_ROOM];
        for (int64_t frame = 0; frame < 96; frame++) {
            size_t far = air_far(air, frame, now);
            assert_true(far <= AIR_ROOM);
            size_t count = far + air_near(air, frame, now + far);
            for (size_t i = 0; i < count && frame > 0; i++) {
                if (!now[i].picture || now[i].alpha < 24 || before[i].alpha < 24) continue;
                double x = (double)(now[i].x - before[i].x) / 65536;
                double y = (double)(now[i].y - before[i].y) / 65536;
                bool wraps = x * x > 250 * 250 || y * y > 130 * 130;
                if (!wraps) assert_true(x * x + y * y < 22 * 22);
            }
            memcpy(before, now, sizeof now);
        }
        air_free(air);
    }
    set_free(set);
}

static bool add_up(void *data, int64_t index, const struct frame *frame, struct error *err) {
    (void)index, (void)err;
    int64_t sum = 0;
    for (int y = 0; y < frame->height; y++)
        for (int x = 0; x < frame->width; x++)
            sum += frame->planes[0][(ptrdiff_t)y * frame->strides[0] + x];
    *(int64_t *)data = sum;
    return true;
}

static int64_t light_at(const struct fake_shot *fake, int64_t frame) {
    int64_t sum = 0;
    struct error err = {0};
    assert_true(camera_shooters[0]->shoot(NULL, &fake->order, frame, frame + 1, NULL, add_up,
                                          &sum, &err));
    return sum / (320 * 180) - 16;
}

static void air__darkens_when_the_lights_go_out(void **state) {
    (void)state;
    struct fake_shot fake;
    begin(&fake, AIR_CLEAR);
    int64_t lit = light_at(&fake, 40);
    fake.shot.dark_after = true;
    fake.shot.dark_change = 20;
    assert_int_equal(light_at(&fake, 10), lit);
    assert_true(light_at(&fake, 40) < lit * 6 / 10);
    assert_true(light_at(&fake, 40) > lit / 8); /* and something is still to be seen */
}

static void air__is_the_same_from_wherever_it_is_shot(void **state) {
    (void)state;
    for (int kind = AIR_PETALS; kind < AIR_COUNT; kind++) {
        struct fake_shot fake;
        begin(&fake, (enum shot_air)kind);
        int64_t whole = 0;
        struct error err = {0};
        assert_true(
            camera_shooters[0]->shoot(NULL, &fake.order, 0, 31, NULL, add_up, &whole, &err));
        assert_int_equal(whole / (320 * 180) - 16, light_at(&fake, 30));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(air__goes_no_further_than_it_moves),
        cmocka_unit_test(air__darkens_when_the_lights_go_out),
        cmocka_unit_test(air__is_the_same_from_wherever_it_is_shot),
    };
    return cmocka_run_group_tests_name("camera air", tests, NULL, NULL);
}
