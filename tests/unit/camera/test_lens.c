/* Framing: who is where in the frame, for every size, format and move, all through the shot. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "camera/lens.h"
#include "camera/troupe.h"
#include "fake_art.h"

static const int formats[][2] = {
    {1920, 1080}, {1920, 804}, {1080, 1920}, {1080, 1080}, {1080, 1350}};

struct plan {
    struct fake_shot fake;
    struct set *set;
    struct troupe *troupe;
    const struct lens_actor *actors;
    size_t actor_count;
    struct lens lens;
};

static void plan_lens(struct plan *plan) {
    struct set_order order = {.place = "field", .scale = 0.02};
    assert_true(art_set(NULL, &order, &plan->set, NULL));
    assert_true(troupe_new(NULL, &plan->fake.order, plan->set, &plan->troupe, NULL));
    plan->actors = troupe_actors(plan->troupe, &plan->actor_count);
    struct lens_subject subject = {plan->set, plan->actors, plan->actor_count};
    plan->lens = lens_plan(&plan->fake.order, &subject);
}

static void plan_done(struct plan *plan) {
    troupe_free(plan->troupe);
    set_free(plan->set);
}

struct head {
    double x, top, eyes, chin, size;
};

static struct head head_at(const struct plan *plan, size_t index, int64_t frame) {
    const struct lens_actor *actor = &plan->actors[index];
    struct lens_view view = lens_view(&plan->lens, frame);
    struct projection at;
    assert_true(lens_project(&view, actor->parallax, plan->lens.width, plan->lens.height, &at));
    double x = actor->x;
    if (actor->walk_frames > 0) {
        double t = (double)(frame - actor->walk_start) / (double)actor->walk_frames;
        x += (actor->x_end - actor->x) * camera_clamp(t, 0, 1);
    }
    return (struct head){at.scale * x + at.x, at.scale * actor->top + at.y,
                         at.scale * actor->eyes + at.y, at.scale * actor->chin + at.y,
                         at.scale * actor->head};
}

static void assert_face_inside(const struct plan *plan, size_t index, int64_t frame) {
    const struct shot *shot = &plan->fake.shot;
    bool comes_down = shot->move == MOVE_AERIAL && shot->size <= SIZE_WIDE;
    if (comes_down && frame < shot->frames - 3) return; /* to them, from the sky */
    struct head head = head_at(plan, index, frame);
    double width = plan->lens.width, height = plan->lens.height;
    bool extreme = plan->fake.shot.size == SIZE_EXTREME_CLOSE;
    assert_true(head.x - 0.35 * head.size >= 0);
    assert_true(head.x + 0.35 * head.size <= width);
    double lowest = plan->fake.shot.size < SIZE_MEDIUM_WIDE ? 0.95 : 0.75;
    assert_true(head.eyes > 0.05 * height && head.eyes < lowest * height);
    assert_true(head.chin <= height * (extreme ? 1.1 : 1));
    if (!extreme) assert_true(head.chin - head.size >= 0);
}

static void each_plan(void (*check)(struct plan *plan, int64_t frame), size_t people,
                      enum shot_kind kind) {
    for (size_t format = 0; format < COUNT_OF(formats); format++)
        for (int size = 0; size < SIZE_COUNT; size++)
            for (int move = 0; move < MOVE_COUNT; move++)
                for (int posture = 0; posture < 2; posture++) {
                    struct plan plan = {0};
                    fake_shot_init(&plan.fake, kind, (enum shot_size)size, people,
                                   formats[format][0], formats[format][1]);
                    plan.fake.shot.move = (enum camera_move)move;
                    plan.fake.shot.move_amount = 1;
                    for (size_t i = 0; i < people && posture; i++)
                        plan.fake.placements[i].posture = POSTURE_SIT;
                    plan_lens(&plan);
                    for (int64_t frame = 0; frame < plan.fake.shot.frames; frame += 5)
                        check(&plan, frame);
                    plan_done(&plan);
                }
}

static void subject_inside(struct plan *plan, int64_t frame) {
    assert_face_inside(plan, 0, frame);
}
static void both_inside(struct plan *plan, int64_t frame) {
    assert_face_inside(plan, 0, frame);
    assert_face_inside(plan, 1, frame);
    /* The 180-degree line: the first stands on the left, and stays there. */
    assert_true(head_at(plan, 0, frame).x < head_at(plan, 1, frame).x);
}

static void lens__shows_an_umbrella_whole_from_a_medium_shot_on(void **state) {
    (void)state;
    for (size_t format = 0; format < COUNT_OF(formats); format++)
        for (int size = SIZE_EXTREME_WIDE; size <= SIZE_MEDIUM; size++) {
            struct plan plan = {0};
            fake_shot_init(&plan.fake, SHOT_SINGLE, (enum shot_size)size, 1, formats[format][0],
                           formats[format][1]);
            plan_lens(&plan);
            struct lens_actor actor = plan.actors[0];
            actor.held = actor.top - 0.6 * actor.per_metre;
            struct lens_subject subject = {plan.set, &actor, 1};
            plan.lens = lens_plan(&plan.fake.order, &subject);
            struct lens_view view = lens_view(&plan.lens, 0);
            struct projection at;
            assert_true(
                lens_project(&view, actor.parallax, plan.lens.width, plan.lens.height, &at));
            assert_true(at.scale * actor.held + at.y >= 0);
            plan_done(&plan);
        }
}

static void lens__keeps_the_subjects_face_in_the_frame(void **state) {
    (void)state;
    each_plan(subject_inside, 1, SHOT_SINGLE);
    each_plan(subject_inside, 2, SHOT_SINGLE);
    each_plan(subject_inside, 2, SHOT_OVER_SHOULDER);
}

static void lens__keeps_both_of_a_two_shot_on_their_sides(void **state) {
    (void)state;
    each_plan(both_inside, 2, SHOT_TWO);
    each_plan(both_inside, 2, SHOT_GROUP);
}

static void in_the_drawing(struct plan *plan, int64_t frame) {
    static const double parallaxes[] = {0, 0.1, 0.35, 0.7, 1};
    struct lens_view view = lens_view(&plan->lens, frame);
    for (size_t i = 0; i < COUNT_OF(parallaxes); i++) {
        struct projection at;
        assert_true(
            lens_project(&view, parallaxes[i], plan->lens.width, plan->lens.height, &at));
        assert_true(at.x <= 0.01 && at.y <= 0.01);
        assert_true(at.scale * DRAWING_WIDTH + at.x >= plan->lens.width - 0.01);
        assert_true(at.scale * DRAWING_HEIGHT + at.y >= plan->lens.height - 0.01);
    }
}

static void lens__never_looks_past_the_edge_of_the_drawing(void **state) {
    (void)state;
    each_plan(in_the_drawing, 1, SHOT_SINGLE);
    each_plan(in_the_drawing, 3, SHOT_ESTABLISHING);
    each_plan(in_the_drawing, 0, SHOT_INSERT);
}

static struct head single(enum shot_size size, int facing, int width, int height) {
    struct plan plan = {0};
    fake_shot_init(&plan.fake, SHOT_SINGLE, size, 1, width, height);
    plan.fake.placements[0].facing = facing;
    plan_lens(&plan);
    struct head head = head_at(&plan, 0, 20);
    plan_done(&plan);
    return head;
}

static void lens__gives_a_medium_head_a_fifth_and_a_close_one_half(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        int width = formats[i][0], height = formats[i][1];
        double medium = single(SIZE_MEDIUM, 1, width, height).size / height;
        double close = single(SIZE_CLOSE, 1, width, height).size / height;
        assert_true(medium > 0.16 && medium < 0.24);
        assert_true(close > 0.38 && close < 0.54);
    }
}

static void lens__sizes_grow_from_wide_to_close(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        for (int size = 1; size < SIZE_COUNT; size++)
            assert_true(
                single((enum shot_size)size, 1, formats[i][0], formats[i][1]).size >=
                single((enum shot_size)(size - 1), 1, formats[i][0], formats[i][1]).size -
                    1e-6);
}

static void lens__puts_eyes_near_the_upper_third(void **state) {
    (void)state;
    for (int size = SIZE_MEDIUM_WIDE; size < SIZE_COUNT; size++) {
        double share = single((enum shot_size)size, 1, 1920, 1080).eyes / 1080;
        assert_true(share > 0.24 && share < 0.45);
    }
}

static void lens__leaves_look_room_before_the_face(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        for (int size = SIZE_MEDIUM; size <= SIZE_CLOSE; size++) {
            int width = formats[i][0], height = formats[i][1];
            assert_true(single((enum shot_size)size, 1, width, height).x < width / 2.0);
            assert_true(single((enum shot_size)size, -1, width, height).x > width / 2.0);
        }
}

static void lens__goes_along_with_a_walk(void **state) {
    (void)state;
    for (int size = SIZE_FULL; size < SIZE_COUNT; size++) {
        struct plan plan = {0};
        fake_shot_init(&plan.fake, SHOT_SINGLE, (enum shot_size)size, 1, 1920, 1080);
        plan.fake.placements[0].x = -1.2;
        plan.fake.placements[0].x_end = 1.2;
        plan.fake.placements[0].walk_start = 6;
        plan.fake.placements[0].walk_frames = 36;
        plan_lens(&plan);
        for (int64_t frame = 0; frame < 48; frame += 3) assert_face_inside(&plan, 0, frame);
        plan_done(&plan);
    }
}

static void lens__stands_still_in_a_static_shot_and_moves_in_a_push(void **state) {
    (void)state;
    struct plan plan = {0};
    fake_shot_init(&plan.fake, SHOT_SINGLE, SIZE_MEDIUM, 1, 1920, 1080);
    plan_lens(&plan);
    assert_false(lens_moves(&plan.lens));
    plan_done(&plan);
    plan.fake.shot.move = MOVE_PUSH_IN;
    plan_lens(&plan);
    double before = 0;
    for (int64_t frame = 0; frame < 48; frame++) {
        struct lens_view view = lens_view(&plan.lens, frame);
        double zoom = lens_zoom(&view, 1920, 1080);
        assert_true(zoom >= before);
        before = zoom;
    }
    plan_done(&plan);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lens__shows_an_umbrella_whole_from_a_medium_shot_on),
        cmocka_unit_test(lens__keeps_the_subjects_face_in_the_frame),
        cmocka_unit_test(lens__keeps_both_of_a_two_shot_on_their_sides),
        cmocka_unit_test(lens__never_looks_past_the_edge_of_the_drawing),
        cmocka_unit_test(lens__gives_a_medium_head_a_fifth_and_a_close_one_half),
        cmocka_unit_test(lens__sizes_grow_from_wide_to_close),
        cmocka_unit_test(lens__puts_eyes_near_the_upper_third),
        cmocka_unit_test(lens__leaves_look_room_before_the_face),
        cmocka_unit_test(lens__goes_along_with_a_walk),
        cmocka_unit_test(lens__stands_still_in_a_static_shot_and_moves_in_a_push),
    };
    return cmocka_run_group_tests_name("camera lens", tests, NULL, NULL);
}
