/* Talks are shown in panels, as many as there are people and as the script asks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "worlds.h"

static void note(struct world *world, const char *text) {
    world_action(world, text);
    world->elements.items[world->elements.count - 1].kind = ELEMENT_NOTE;
}

static struct storyboard *talk(struct world *world, int people, const char *layout) {
    world_init(world, (size_t)people);
    world_scene(world, "INT. PODCAST STUDIO - DAY", "podcast", "DAY");
    world_present(world, people);
    if (layout) note(world, layout);
    for (int i = 0; i < 2 * people; i++)
        world_line(world, i % people, -1, "And what do you say to that, my friend?",
                   3 + 7 * (i % 3));
    return world_board(world, false);
}

static enum shot_layout layout_of(int people, const char *asked) {
    struct world world;
    struct storyboard *board = talk(&world, people, asked);
    enum shot_layout layout = LAYOUT_WHOLE;
    for (size_t i = 0; i < board->count; i++) {
        const struct shot *shot = &board->shots[i];
        /* Two such pictures in a row would jump at the cut. */
        assert_false(i > 0 && shot->kind == SHOT_PANELS &&
                     board->shots[i - 1].kind == SHOT_PANELS);
        if (shot->kind != SHOT_PANELS) {
            assert_int_equal(shot->layout, LAYOUT_WHOLE);
            continue;
        }
        layout = shot->layout;
        assert_int_equal(shot->placement_count, people);
        assert_true(shot->line_count == 0 ||
                    world.lines.items[shot->lines[0].line].character == shot->subject);
    }
    storyboard_free(board);
    world_done(&world);
    return layout;
}

static void storyboard__chooses_panels_by_how_many_talk(void **state) {
    (void)state;
    assert_int_equal(layout_of(1, NULL), LAYOUT_WHOLE);
    assert_int_equal(layout_of(2, NULL), LAYOUT_SPLIT_50);
    assert_int_equal(layout_of(3, NULL), LAYOUT_INSET);
    assert_int_equal(layout_of(4, NULL), LAYOUT_TABLE);
    assert_int_equal(layout_of(5, NULL), LAYOUT_WHOLE);
}

static void storyboard__takes_the_layout_that_is_asked_for(void **state) {
    (void)state;
    assert_int_equal(layout_of(2, "layout: split 60/40"), LAYOUT_SPLIT_60);
    assert_int_equal(layout_of(2, "Layout: 70/30"), LAYOUT_SPLIT_70);
    assert_int_equal(layout_of(2, "layout: picture in picture"), LAYOUT_INSET);
    assert_int_equal(layout_of(2, "layout: over the shoulder"), LAYOUT_WHOLE);
    assert_int_equal(layout_of(4, "layout: picture-in-picture"), LAYOUT_INSET);
    /* A split has two sides, a table more. */
    assert_int_equal(layout_of(3, "layout: split 50/50"), LAYOUT_TABLE);
    assert_int_equal(layout_of(2, "layout: round table"), LAYOUT_SPLIT_50);
}

static void storyboard__seats_who_talks_in_a_studio(void **state) {
    (void)state;
    struct world world;
    struct storyboard *board = talk(&world, 3, NULL);
    for (size_t i = 0; i < board->count; i++)
        for (size_t k = 0; k < board->shots[i].placement_count; k++)
            assert_int_equal(board->shots[i].placements[k].posture, POSTURE_SIT);
    storyboard_free(board);
    world_done(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(storyboard__chooses_panels_by_how_many_talk),
        cmocka_unit_test(storyboard__takes_the_layout_that_is_asked_for),
        cmocka_unit_test(storyboard__seats_who_talks_in_a_studio),
    };
    return cmocka_run_group_tests_name("storyboard panels", tests, NULL, NULL);
}
