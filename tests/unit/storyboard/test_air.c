/* What the action says of the air, the lights and the bed is in the shots that follow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "worlds.h"

static struct storyboard *board_of(struct world *world, const char *first, const char *second) {
    world_init(world, 1);
    world_scene(world, "INT. BEDROOM - NIGHT", "bedroom", "NIGHT");
    world_present(world, 1);
    world_action(world, "She waits.");
    world_act(world, ACT_LOOK, 0, -1, NULL, 0.5);
    world_action(world, first);
    world_act(world, ACT_LOOK, 0, -1, NULL, 0.9);
    world_line(world, 0, -1, "Is anybody there?", 2);
    world_action(world, second);
    world_act(world, ACT_LOOK, 0, -1, NULL, 0.9);
    world_scene(world, "EXT. STREET - NIGHT", "street", "NIGHT");
    world_present(world, 1);
    world_action(world, "She waits.");
    world_act(world, ACT_LOOK, 0, -1, NULL, 0.5);
    return world_board(world, false);
}

static void done(struct world *world, struct storyboard *board) {
    storyboard_free(board);
    world_done(world);
}

static void storyboard__fills_the_air_from_where_it_is_told(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum shot_air air;
    } told[] = {{"Petals drift down on her.", AIR_PETALS},
                {"Smoke fills the room. She looks.", AIR_SMOKE},
                {"A Fire burns. She looks.", AIR_EMBERS},
                {"Dust in the light. She looks.", AIR_DUST},
                {"Fireworks outside. She looks.", AIR_FIREWORKS},
                {"A shooting star. She looks.", AIR_STARS},
                {"They fired her. She looks up dustily.", AIR_CLEAR}};
    for (size_t i = 0; i < COUNT_OF(told); i++) {
        struct world world;
        struct storyboard *board = board_of(&world, told[i].text, "She waits.");
        assert_int_equal(board->shots[0].air, AIR_CLEAR);
        size_t with = 0;
        for (size_t k = 0; k < board->count; k++) {
            with += board->shots[k].air == told[i].air;
            if (board->shots[k].scene == 1) assert_int_equal(board->shots[k].air, AIR_CLEAR);
        }
        assert_true(with >= 3);
        done(&world, board);
    }
}

static void storyboard__darkens_when_the_lights_go_out(void **state) {
    (void)state;
    struct world world;
    struct storyboard *board = board_of(&world, "The lights go out. She looks up.",
                                        "She turns on the lamp and looks.");
    int changes = 0;
    bool dark = false;
    for (size_t i = 0; i < board->count; i++) {
        const struct shot *shot = &board->shots[i];
        if (shot->scene == 1) dark = false;
        assert_int_equal(shot->dark_before, dark);
        dark = shot->dark_after;
        if (shot->dark_before == shot->dark_after) continue;
        changes++;
        assert_in_range(shot->dark_change, 0, shot->frames - 1);
        assert_int_equal(shot->dark_after, changes == 1);
    }
    assert_int_equal(changes, 2);
    done(&world, board);
}

static void storyboard__knows_who_sits_on_a_bed(void **state) {
    (void)state;
    for (int bed = 0; bed < 2; bed++) {
        struct world world;
        world_init(&world, 1);
        world_scene(&world, "INT. BEDROOM - NIGHT", "bedroom", "NIGHT");
        world_present(&world, 1);
        world_action(&world, bed ? "She sits on the edge of the bed." : "She sits on a chair.");
        world_act(&world, ACT_SIT, 0, -1, NULL, 0.12);
        world_line(&world, 0, -1, "I cannot sleep.", 2);
        struct storyboard *board = world_board(&world, false);
        for (size_t i = 0; i < board->count; i++)
            for (size_t k = 0; k < board->shots[i].placement_count; k++)
                assert_int_equal(board->shots[i].placements[k].on_bed, bed);
        done(&world, board);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(storyboard__fills_the_air_from_where_it_is_told),
        cmocka_unit_test(storyboard__darkens_when_the_lights_go_out),
        cmocka_unit_test(storyboard__knows_who_sits_on_a_bed),
    };
    return cmocka_run_group_tests_name("storyboard air", tests, NULL, NULL);
}
