/* What a script asks of the camera is what the storyboard does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "worlds.h"

/* A scene of two who talk, with one paragraph of action told in between. */
static struct storyboard *board_of(struct world *world, const char *action) {
    world_init(world, 2);
    world_scene(world, "INT. KITCHEN - DAY", "kitchen", "DAY");
    world_present(world, 2);
    world_line(world, 0, 1, "Where have you been all day?", 2);
    world_action(world, action);
    world_act(world, ACT_LOOK, 0, 1, NULL, 0.5);
    world_line(world, 1, 0, "At the harbour.", 2);
    return world_board(world, false);
}

static const struct shot *told(const struct storyboard *board) {
    for (size_t i = 0; i < board->count; i++)
        if (board->shots[i].told_until > 0) return &board->shots[i];
    fail_msg("nothing is told");
    return NULL;
}

static void done(struct world *world, struct storyboard *board) {
    storyboard_free(board);
    world_done(world);
}

static void storyboard__looks_from_above_when_asked(void **state) {
    (void)state;
    struct world world;
    struct storyboard *board = board_of(&world, "AERIAL SHOT of the village.");
    assert_int_equal(told(board)->move, MOVE_AERIAL);
    assert_int_equal(told(board)->size, SIZE_EXTREME_WIDE);
    done(&world, board);
}

static void storyboard__sees_through_somebodys_eyes(void **state) {
    (void)state;
    struct world world;
    struct storyboard *board = board_of(&world, "MEERA'S POV -- the other one waits.");
    const struct shot *shot = told(board);
    assert_int_equal(shot->kind, SHOT_VIEW);
    assert_int_equal(shot->subject, 1);
    assert_int_equal(shot->other, 0);
    assert_int_equal(shot->placement_count, 1); /* the eyes are not in their own picture */
    assert_int_equal(shot->placements[0].view, VIEW_FRONT);
    done(&world, board);
}

static void storyboard__pulls_the_focus_from_one_to_the_other(void **state) {
    (void)state;
    struct world world;
    struct storyboard *board = board_of(&world, "RACK FOCUS to the one who listens.");
    assert_int_equal(told(board)->move, MOVE_RACK_FOCUS);
    assert_int_equal(told(board)->kind, SHOT_TWO);
    assert_true(told(board)->other >= 0);
    done(&world, board);
}

static void storyboard__whips_to_what_is_asked(void **state) {
    (void)state;
    struct world world;
    struct storyboard *board = board_of(&world, "WHIP PAN to the door.");
    assert_int_equal(told(board)->transition_in, TRANSITION_WHIP);
    done(&world, board);
}

static void storyboard__takes_the_size_that_is_asked_for(void **state) {
    (void)state;
    struct world world;
    struct storyboard *board = board_of(&world, "EXTREME CLOSE UP on tired eyes.");
    assert_int_equal(told(board)->size, SIZE_EXTREME_CLOSE);
    done(&world, board);
    board = board_of(&world, "The reporter close up looks tired."); /* no direction */
    assert_int_not_equal(told(board)->size, SIZE_CLOSE);
    done(&world, board);
}

static struct storyboard *two_scenes(struct world *world, const char *transition) {
    world_init(world, 2);
    world_scene(world, "INT. KITCHEN - DAY", "kitchen", "DAY");
    world_present(world, 1);
    world_action(world, "She looks up.");
    world_act(world, ACT_LOOK, 0, -1, NULL, 0.5);
    world_transition(world, transition);
    world_scene(world, "EXT. FIELD - NIGHT", "field", "NIGHT");
    world_present(world, 1);
    world_action(world, "She looks up.");
    world_act(world, ACT_LOOK, 0, -1, NULL, 0.5);
    return world_board(world, false);
}

static void storyboard__matches_the_form_of_the_last_picture(void **state) {
    (void)state;
    struct world world;
    struct storyboard *board = two_scenes(&world, "MATCH CUT TO:");
    size_t first = 0;
    while (first < board->count && board->shots[first].scene == 0) first++;
    assert_in_range(first, 1, board->count - 1);
    const struct shot *last = &board->shots[first - 1], *next = &board->shots[first];
    assert_int_equal(next->transition_in, TRANSITION_CUT);
    assert_int_equal(next->size, last->size);
    assert_int_equal(next->kind, last->kind);
    done(&world, board);
}

static void storyboard__knows_every_written_transition(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum transition transition;
    } written[] = {{"WHIP PAN TO:", TRANSITION_WHIP},
                   {"WIPE TO:", TRANSITION_WIPE},
                   {"IRIS OUT:", TRANSITION_IRIS},
                   {"DIP TO BLACK:", TRANSITION_FADE_BLACK},
                   {"DIP TO WHITE:", TRANSITION_DIP_WHITE},
                   {"DISSOLVE TO:", TRANSITION_DISSOLVE},
                   {"FADE TO BLACK:", TRANSITION_FADE_BLACK},
                   {"SMASH CUT TO:", TRANSITION_CUT}};
    for (size_t i = 0; i < COUNT_OF(written); i++) {
        struct world world;
        struct storyboard *board = two_scenes(&world, written[i].text);
        size_t first = 0;
        while (first < board->count && board->shots[first].scene == 0) first++;
        assert_int_equal(board->shots[first].transition_in, written[i].transition);
        done(&world, board);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(storyboard__looks_from_above_when_asked),
        cmocka_unit_test(storyboard__sees_through_somebodys_eyes),
        cmocka_unit_test(storyboard__pulls_the_focus_from_one_to_the_other),
        cmocka_unit_test(storyboard__whips_to_what_is_asked),
        cmocka_unit_test(storyboard__takes_the_size_that_is_asked_for),
        cmocka_unit_test(storyboard__matches_the_form_of_the_last_picture),
        cmocka_unit_test(storyboard__knows_every_written_transition),
    };
    return cmocka_run_group_tests_name("storyboard directions", tests, NULL, NULL);
}
