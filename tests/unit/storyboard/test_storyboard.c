#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "worlds.h"

static const struct rational fps = {24, 1};

/* --- what holds for every storyboard --- */

static void check_lengths(const struct storyboard *board) {
    int64_t sum = 0;
    for (size_t i = 0; i < board->count; i++) {
        const struct shot *shot = &board->shots[i];
        assert_true(shot->frames > 0);
        assert_true(shot->transition_frames >= 0);
        assert_true(i > 0 || shot->transition_frames == 0);
        if (shot->transition_in == TRANSITION_CUT) assert_int_equal(shot->transition_frames, 0);
        if (shot->transition_frames) {
            assert_true(shot->transition_frames * 10 <= shot->frames * 4);
            assert_true(shot->transition_frames * 10 <= board->shots[i - 1].frames * 4);
        }
        sum += shot->frames - shot->transition_frames;
    }
    assert_int_equal(sum, storyboard_frames(board));
}

/* Every sample of every line lies in a shot that carries it, at one and the same film time. */
static void check_lines(const struct world *world, const struct storyboard *board) {
    int64_t *starts = xcalloc(board->count, sizeof *starts);
    size_t lines = world->lines.count;
    int64_t *begin = xcalloc(lines, sizeof *begin), *until = xcalloc(lines, sizeof *until);
    bool *seen = xcalloc(lines, sizeof *seen);
    storyboard_starts(board, starts);
    for (size_t i = 0; i < board->count; i++) {
        const struct shot *shot = &board->shots[i];
        int64_t from = samples_of_frames(starts[i], fps);
        int64_t end = samples_of_frames(starts[i] + shot->frames, fps);
        for (size_t k = 0; k < shot->line_count; k++) {
            size_t line = shot->lines[k].line;
            int64_t at = from + shot->lines[k].start;
            assert_true(line < lines);
            assert_int_equal(world->lines.items[line].scene, shot->scene);
            if (!seen[line]) {
                assert_true(at >= from); /* a line begins in the first shot that has it */
                begin[line] = at;
            } else {
                assert_true(llabs(at - begin[line]) <= 1);
                assert_true(from <= until[line]);
            }
            seen[line] = true;
            until[line] = end;
        }
    }
    for (size_t line = 0; line < lines; line++) {
        assert_true(seen[line]);
        assert_true(until[line] >= begin[line] + world->samples.items[line]);
    }
    /* Only those said together overlap. */
    for (size_t line = 1; line < lines; line++) {
        bool together =
            world->elements.items[world->lines.items[line].element].dual == DUAL_RIGHT;
        int64_t over = begin[line - 1] + world->samples.items[line - 1];
        if (!together) assert_true(begin[line] >= over);
    }
    free(starts);
    free(begin);
    free(until);
    free(seen);
}

static void check_people(const struct shot *shot, const struct placement *placement) {
    assert_true(placement->facing == 1 || placement->facing == -1);
    assert_true(fabs(placement->x) < 4 && fabs(placement->x_end) < 4);
    assert_true(placement->walk_start >= 0);
    assert_true(placement->walk_start + placement->walk_frames <= shot->frames);
    if (!placement->walk_frames) assert_true(placement->x == placement->x_end);
    assert_int_not_equal(placement->looks_at, placement->character);
    for (size_t i = 0; i < placement->business_count; i++) {
        assert_true(placement->business[i].start >= 0);
        assert_true(placement->business[i].length > 0);
        assert_true(placement->business[i].start + placement->business[i].length <=
                    shot->frames);
    }
}

static const struct placement *find(const struct shot *shot, int character) {
    for (size_t i = 0; i < shot->placement_count; i++)
        if (shot->placements[i].character == character) return &shot->placements[i];
    return NULL;
}

static void check_focus(const struct world *world, const struct shot *shot) {
    for (size_t i = 0; i < shot->placement_count; i++) check_people(shot, &shot->placements[i]);
    for (size_t i = 1; i < shot->placement_count; i++)
        assert_true(shot->placements[i].depth >= shot->placements[i - 1].depth);
    bool focus = shot->kind == SHOT_TWO || shot->kind == SHOT_OVER_SHOULDER ||
                 shot->kind == SHOT_SINGLE || shot->kind == SHOT_REACTION;
    if (focus) assert_non_null(find(shot, shot->subject));
    if (shot->kind == SHOT_SINGLE || shot->kind == SHOT_REACTION)
        assert_int_equal(shot->placement_count, 1);
    if (shot->kind == SHOT_OVER_SHOULDER) {
        const struct placement *other = find(shot, shot->other);
        assert_non_null(other);
        assert_int_equal(other->view, VIEW_BACK);
        assert_true(other->depth >= 0.6 && other->depth <= 0.9);
        assert_int_equal(shot->placement_count, 2);
    }
    for (size_t i = 0; i < shot->line_count; i++) { /* unseen voices have no lips to show */
        const struct line_breakdown *line = &world->lines.items[shot->lines[i].line];
        if (line->off_screen && shot->line_count == 1)
            assert_int_not_equal(shot->subject, line->character);
    }
}

/* The 180-degree line: who stands left of whom stays so while they stand, and faces so. */
static void check_sides(const struct world *world, const struct storyboard *board) {
    size_t people = world->people;
    int *order = xcalloc(people * people, sizeof *order); /* -1 left of, +1 right of */
    double *last = xcalloc(people, sizeof *last);
    bool *known = xcalloc(people, sizeof *known);
    int scene = -1;
    for (size_t i = 0; i < board->count; i++) {
        const struct shot *shot = &board->shots[i];
        if (shot->scene != scene) {
            memset(order, 0, people * people * sizeof *order);
            memset(known, 0, people * sizeof *known);
        }
        scene = shot->scene;
        for (size_t a = 0; a < shot->placement_count; a++) {
            const struct placement *one = &shot->placements[a];
            bool at_edge = fabs(one->x) > 3.3 || fabs(one->x_end) > 3.3;
            if (at_edge) continue;
            for (size_t b = 0; b < shot->placement_count; b++) {
                const struct placement *two = &shot->placements[b];
                bool gone = fabs(two->x) > 3.3 || fabs(two->x_end) > 3.3;
                if (gone || fabs(one->x_end - two->x_end) < 1e-9) continue;
                int *kept = &order[(size_t)one->character * people + (size_t)two->character];
                int now = one->x_end < two->x_end ? -1 : 1;
                assert_true(*kept == 0 || *kept == now);
                *kept = now;
                if (one->looks_at == two->character && one->walk_frames == 0 &&
                    two->walk_frames == 0)
                    assert_int_equal(one->facing, -now);
            }
        }
    }
    free(order);
    free(last);
    free(known);
}

static void every_storyboard__covers_each_line_and_keeps_the_line_of_180_degrees(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct world world;
        world_init(&world, 1 + seed % 6);
        world_chance(&world, seed);
        struct storyboard *board = world_board(&world, seed % 2);
        assert_true(board->count >= world.scenes.count);
        check_lengths(board);
        check_lines(&world, board);
        for (size_t i = 0; i < board->count; i++) check_focus(&world, &board->shots[i]);
        check_sides(&world, board);
        storyboard_free(board);
        world_done(&world);
    }
}

/* --- one edit --- */

static bool same_placements(const struct shot *a, const struct shot *b) {
    if (a->placement_count != b->placement_count) return false;
    for (size_t i = 0; i < a->placement_count; i++) {
        const struct placement *x = &a->placements[i], *y = &b->placements[i];
        bool same = x->character == y->character && x->x == y->x && x->depth == y->depth &&
                    x->x_end == y->x_end && x->walk_start == y->walk_start &&
                    x->walk_frames == y->walk_frames && x->facing == y->facing &&
                    x->posture == y->posture && x->view == y->view &&
                    x->looks_at == y->looks_at && x->emotion == y->emotion &&
                    x->intensity == y->intensity && x->business_count == y->business_count;
        if (!same) return false;
    }
    return true;
}

static bool same_shot(const struct shot *a, const struct shot *b) {
    bool same = a->kind == b->kind && a->size == b->size && a->scene == b->scene &&
                a->subject == b->subject && a->other == b->other && a->move == b->move &&
                a->move_amount == b->move_amount && a->frames == b->frames &&
                a->transition_in == b->transition_in &&
                a->transition_frames == b->transition_frames &&
                a->line_count == b->line_count && !strcmp(a->description, b->description) &&
                same_placements(a, b);
    for (size_t i = 0; same && i < a->line_count; i++)
        same = a->lines[i].line == b->lines[i].line && a->lines[i].start == b->lines[i].start;
    return same;
}

static bool carries(const struct shot *shot, size_t line) {
    for (size_t i = 0; i < shot->line_count; i++)
        if (shot->lines[i].line == line) return true;
    return false;
}

/* The lines that are told in one breath with this one. */
static void mark_partners(const struct storyboard *board, size_t line, bool *partners) {
    for (size_t i = 0; i < board->count; i++)
        for (size_t k = 0; k < board->shots[i].line_count && carries(&board->shots[i], line);
             k++)
            partners[board->shots[i].lines[k].line] = true;
}

static size_t without(const struct storyboard *board, const bool *partners,
                      const struct shot **shots) {
    size_t count = 0;
    for (size_t i = 0; i < board->count; i++) {
        bool carried = false;
        for (size_t k = 0; k < board->shots[i].line_count; k++)
            carried |= partners[board->shots[i].lines[k].line];
        if (!carried) shots[count++] = &board->shots[i];
    }
    return count;
}

static void a_line_that_grows__changes_only_the_shots_that_carry_it(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct world world;
        world_init(&world, 2 + seed % 4);
        world_chance(&world, seed);
        struct storyboard *before = world_board(&world, true);
        for (size_t line = 0; line < world.lines.count; line += 7) {
            int64_t kept = world.samples.items[line];
            world.samples.items[line] = kept * 3 + 150000;
            struct storyboard *after = world_board(&world, true);
            world.samples.items[line] = kept;
            const struct shot **a = xcalloc(before->count, sizeof(void *));
            const struct shot **b = xcalloc(after->count, sizeof(void *));
            bool *partners = xcalloc(world.lines.count, sizeof *partners);
            for (size_t k = line ? line - 1 : 0; k <= line + 1 && k < world.lines.count; k++)
                partners[k] =
                    world.lines.items[k].character == world.lines.items[line].character;
            mark_partners(before, line, partners);
            mark_partners(after, line, partners);
            size_t count = without(before, partners, a);
            assert_int_equal(count, without(after, partners, b));
            for (size_t i = 0; i < count; i++) assert_true(same_shot(a[i], b[i]));
            free(a);
            free(b);
            free(partners);
            storyboard_free(after);
        }
        storyboard_free(before);
        world_done(&world);
    }
}

/* --- direction --- */

static void conversation(struct world *world) {
    world_init(world, 2);
    world_scene(world, "INT. KITCHEN - DAY", "kitchen", "DAY");
    world_present(world, 2);
    world_action(world, "Steam rises from a pot on the stove. Meera stirs it slowly.");
    static const char *const said[] = {
        "You came back after all these years, and without a word to anyone.",
        "I had no choice, you know that as well as I do, so let it rest now.",
        "Sit down and eat with us, the rice is still warm and there is plenty.",
        "There was a letter on the table when I left. Did you ever read it?",
        "I burned it. I could not look at your handwriting, not for a long time.",
        "Then you never knew why I went away, and I have been waiting for nothing."};
    for (int i = 0; i < 6; i++) world_line(world, i % 2, 1 - i % 2, said[i], 4.0);
    world->lines.items[4].intensity = 0.95;
    world->lines.items[4].emotion = EMOTION_ANGER;
}

static void a_conversation__opens_wide_then_two_then_closer_to_its_peak(void **state) {
    (void)state;
    struct world world;
    conversation(&world);
    struct storyboard *board = world_board(&world, false);
    assert_int_equal(board->shots[0].kind, SHOT_ESTABLISHING);
    assert_int_equal(board->shots[1].kind, SHOT_TWO);
    bool over[2] = {false, false}, extreme = false, reaction = false;
    for (size_t i = 0; i < board->count; i++) {
        const struct shot *shot = &board->shots[i];
        if (shot->kind == SHOT_OVER_SHOULDER) over[shot->subject] = true;
        reaction |= shot->kind == SHOT_REACTION;
        if (shot->size != SIZE_EXTREME_CLOSE) continue;
        extreme = true;
        assert_true(carries(shot, 4));
    }
    assert_true(over[0] && over[1]); /* the reverse too */
    assert_true(extreme && reaction);
    storyboard_free(board);
    world_done(&world);
}

static void who_enters__walks_in_from_the_edge_and_stays(void **state) {
    (void)state;
    struct world world;
    world_init(&world, 2);
    world_scene(&world, "INT. HUT - NIGHT", "hut", "NIGHT");
    world_present(&world, 2);
    world_action(&world, "Rain on the roof. The fire has gone out and nobody lights it again.");
    world_action(&world, "Arun enters, sits down by the fire and takes the lamp.");
    world_act(&world, ACT_ENTER, 1, -1, NULL, 0.1);
    world_act(&world, ACT_SIT, 1, -1, NULL, 0.4);
    world_act(&world, ACT_TAKE, 1, -1, "lamp", 0.8);
    world_line(&world, 0, 1, "You are wet through. Give me your coat and come near the fire.",
               3);
    struct storyboard *board = world_board(&world, false);
    assert_null(find(&board->shots[0], 1)); /* not there yet */
    const struct placement *entering = find(&board->shots[1], 1);
    assert_non_null(entering);
    assert_true(entering->walk_frames > 0 && fabs(entering->x) > 3);
    assert_int_equal(entering->business_count, 3);
    bool insert = false;
    for (size_t i = 0; i < board->count; i++)
        insert |= board->shots[i].kind == SHOT_INSERT && !strcmp(board->shots[i].prop, "lamp");
    assert_true(insert);
    const struct placement *after = find(&board->shots[board->count - 1], 1);
    assert_non_null(after);
    assert_true(after->x == entering->x_end);
    assert_int_equal(after->posture, POSTURE_SIT);
    assert_string_equal(after->holds, "lamp");
    storyboard_free(board);
    world_done(&world);
}

static void who_sits_from_the_first_words_on__sits_in_the_first_picture(void **state) {
    (void)state;
    struct world world;
    world_init(&world, 2);
    world_scene(&world, "INT. HUT - NIGHT", "hut", "NIGHT");
    world_present(&world, 2);
    world_action(&world, "Meera sits by the fire. Arun holds a lamp.");
    world_act(&world, ACT_SIT, 0, -1, NULL, 0.14);
    world_act(&world, ACT_HOLD, 1, -1, "lamp", 0.6);
    world_line(&world, 0, 1, "It was here a moment ago, I am sure of it, it was right here.",
               3);
    struct storyboard *board = world_board(&world, false);
    assert_int_equal(board->shots[0].kind, SHOT_ESTABLISHING);
    assert_int_equal(find(&board->shots[0], 0)->posture, POSTURE_SIT);
    assert_int_equal(find(&board->shots[0], 0)->business_count, 0);
    assert_string_equal(find(&board->shots[0], 1)->holds, "lamp");
    assert_true(carries(&board->shots[1], 0)); /* told once, and then on to the talk */
    for (size_t i = 0; i < board->count; i++)  /* one sits, one stands: nobody's shoulder */
        assert_int_not_equal(board->shots[i].kind, SHOT_OVER_SHOULDER);
    storyboard_free(board);
    world_done(&world);
}

static void each_beat__is_told_once_by_who_does_it(void **state) {
    (void)state;
    struct world world;
    world_init(&world, 2);
    world_scene(&world, "INT. HUT - NIGHT", "hut", "NIGHT");
    world_present(&world, 2);
    world_line(&world, 0, 1, "Do you hear that?", 1.5);
    world_action(&world, "Meera laughs. Arun points at the door.");
    world_act(&world, ACT_LAUGH, 0, -1, NULL, 0.16);
    world_act(&world, ACT_POINT, 1, -1, NULL, 0.43);
    struct storyboard *board = world_board(&world, false);
    assert_int_equal(board->count, 4); /* the place, the line, and one shot for each of them */
    assert_int_equal(board->shots[2].subject, 0);
    assert_int_equal(board->shots[3].subject, 1);
    assert_true(board->shots[2].told_until == board->shots[3].told_from);
    for (int i = 2; i < 4; i++) {
        double seconds = seconds_of_frames(board->shots[i].frames, fps);
        assert_true(seconds >= 1.4 && seconds <= 3);
        assert_int_equal(find(&board->shots[i], i - 2)->business_count, 1);
    }
    storyboard_free(board);
    world_done(&world);
}

static void two_who_walk_side_by_side__go_the_same_way_under_one_umbrella(void **state) {
    (void)state;
    struct world world;
    world_init(&world, 2);
    world_scene(&world, "EXT. STREET - NIGHT", "street", "NIGHT");
    world_present(&world, 2);
    world_action(&world, "Meera and Arun walk under the umbrella.");
    world_act(&world, ACT_WALK, 0, -1, "umbrella", 0.4);
    world_act(&world, ACT_WALK, 1, -1, "umbrella", 0.4);
    struct storyboard *board = world_board(&world, false);
    const struct placement *one = find(&board->shots[0], 0), *two = find(&board->shots[0], 1);
    assert_true(one && two);
    assert_int_equal(one->facing, two->facing);
    assert_true(fabs(one->x - two->x) < 0.9 && fabs(one->x_end - two->x_end) < 0.9);
    assert_string_equal(one->holds, "umbrella");
    assert_null(two->holds);
    storyboard_free(board);
    world_done(&world);
}

static void two_hands_on_one_thing__stay_on_it_until_one_has_it(void **state) {
    (void)state;
    struct world world;
    world_init(&world, 2);
    world_scene(&world, "INT. CAFE - DAY", "cafe", "DAY");
    world_present(&world, 2);
    world_action(&world, "Meera and Arun reach for the umbrella.");
    world_act(&world, ACT_REACH, 0, -1, "umbrella", 0.4);
    world_act(&world, ACT_REACH, 1, -1, "umbrella", 0.4);
    world_action(&world, "They wait.");
    world_action(&world, "Arun takes the umbrella.");
    world_act(&world, ACT_TAKE, 1, -1, "umbrella", 0.4);
    world_action(&world, "They wait.");
    struct storyboard *board = world_board(&world, false);
    int seen = 0;
    bool hands = true;
    for (size_t i = 0; i < board->count; i++) {
        const struct shot *shot = &board->shots[i];
        const struct placement *one = find(shot, 0), *two = find(shot, 1);
        if (!one || !two) continue;
        hands = one->business_count && one->business[0].act == ACT_REACH;
        if (!hands) continue;
        seen++;
        assert_int_equal(two->business[0].act, ACT_REACH);
        assert_string_equal(one->business[0].prop, "umbrella");
        assert_int_equal(one->business[0].start, two->business[0].start);
        assert_true(one->business[0].start + one->business[0].length > shot->frames);
        assert_null(one->holds);
    }
    assert_true(seen >= 2 && !hands);
    storyboard_free(board);
    world_done(&world);
}

static void a_thing_that_is_given__is_in_the_other_hand_after(void **state) {
    (void)state;
    struct world world;
    world_init(&world, 2);
    world_scene(&world, "INT. HUT - NIGHT", "hut", "NIGHT");
    world_present(&world, 2);
    world_action(&world, "Meera holds a letter.");
    world_act(&world, ACT_HOLD, 0, -1, "letter", 0.3);
    world_action(&world, "She gives the letter to Arun.");
    world_act(&world, ACT_GIVE, 0, 1, "letter", 0.3);
    world_line(&world, 1, 0, "I will read it when you have gone, not before, I promise.", 3);
    struct storyboard *board = world_board(&world, false);
    const struct shot *last = &board->shots[board->count - 1];
    bool taken = false;
    for (size_t i = 0; i < board->count; i++) {
        const struct placement *arun = find(&board->shots[i], 1);
        for (size_t k = 0; arun && k < arun->business_count; k++)
            taken |= arun->business[k].act == ACT_TAKE;
    }
    assert_true(taken); /* in the shot in which it is given */
    assert_string_equal(find(last, 1)->holds, "letter");
    assert_true(find(last, 0) == NULL || find(last, 0)->holds == NULL);
    storyboard_free(board);
    world_done(&world);
}

static void a_thing_that_is_taken__leaves_the_hand_it_was_in(void **state) {
    (void)state;
    struct world world;
    world_init(&world, 2);
    world_scene(&world, "INT. HUT - NIGHT", "hut", "NIGHT");
    world_present(&world, 2);
    world_action(&world, "Arun holds a letter.");
    world_act(&world, ACT_HOLD, 1, -1, "letter", 0.3);
    world_line(&world, 1, 0, "Here it is, and I have not read a word of it, I promise you.", 3);
    world_action(&world, "Meera takes the letter from his hand.");
    world_act(&world, ACT_TAKE, 0, -1, "letter", 0.3); /* no one knows whose hand */
    world_line(&world, 0, 1, "Then you shall not have it, not now and not when I have gone.",
               3);
    struct storyboard *board = world_board(&world, false);
    bool held = false;
    for (size_t i = 0; i < board->count; i++) {
        const struct placement *arun = find(&board->shots[i], 1);
        held |= carries(&board->shots[i], 0) && arun && arun->holds;
        if (carries(&board->shots[i], 1) && arun) assert_null(arun->holds);
    }
    assert_true(held);
    assert_string_equal(find(&board->shots[board->count - 1], 0)->holds, "letter");
    storyboard_free(board);
    world_done(&world);
}

static void transitions__are_those_of_the_script_and_else_by_rule(void **state) {
    (void)state;
    struct world world;
    world_init(&world, 1);
    world_scene(&world, "INT. HUT - DAY", "hut", "DAY");
    world_action(&world, "A hut.");
    world_transition(&world, "WIPE TO:");
    world_scene(&world, "EXT. SEA - DAY", "sea", "DAY");
    world_action(&world, "The sea.");
    world_scene(&world, "EXT. BEACH - CONTINUOUS", "beach", "CONTINUOUS");
    world_action(&world, "The beach.");
    world_scene(&world, "EXT. FARM - LATER", "farm", "LATER");
    struct storyboard *board = world_board(&world, true);
    assert_int_equal(board->count, 6);
    assert_int_equal(board->shots[0].kind, SHOT_TITLE);
    static const enum transition wanted[] = {TRANSITION_CUT,      TRANSITION_FADE_BLACK,
                                             TRANSITION_WIPE,     TRANSITION_CUT,
                                             TRANSITION_DISSOLVE, TRANSITION_FADE_BLACK};
    for (size_t i = 0; i < 6; i++) assert_int_equal(board->shots[i].transition_in, wanted[i]);
    assert_int_equal(board->shots[4].kind, SHOT_ESTABLISHING); /* a scene without a word */
    storyboard_free(board);
    world_done(&world);
}

static void those_who_speak_together__start_together_in_a_two_shot(void **state) {
    (void)state;
    struct world world;
    conversation(&world);
    world.elements.items[world.lines.items[2].element].dual = DUAL_LEFT;
    world.elements.items[world.lines.items[3].element].dual = DUAL_RIGHT;
    struct storyboard *board = world_board(&world, false);
    bool found = false;
    for (size_t i = 0; i < board->count && !found; i++) {
        const struct shot *shot = &board->shots[i];
        if (!carries(shot, 2)) continue;
        found = true;
        assert_int_equal(shot->kind, SHOT_TWO);
        assert_int_equal(shot->line_count, 2);
        assert_int_equal(shot->lines[0].start, shot->lines[1].start);
    }
    assert_true(found);
    storyboard_free(board);
    world_done(&world);
}

static void action__runs_as_long_as_it_takes_to_read(void **state) {
    (void)state;
    int64_t lengths[2];
    for (int i = 0; i < 2; i++) {
        struct world world;
        world_init(&world, 1);
        world_scene(&world, "INT. HUT - DAY", "hut", "DAY");
        world_action(&world, "A hut stands there.");
        world_action(&world,
                     i ? "The old man looks at the sea for a very long time, as if someone "
                         "who left were to come back over it with the evening tide."
                       : "He looks at the sea.");
        struct storyboard *board = world_board(&world, false);
        lengths[i] = storyboard_frames(board) - board->shots[0].frames;
        for (size_t k = 1; k < board->count; k++) {
            double seconds = seconds_of_frames(board->shots[k].frames, fps);
            assert_true(seconds >= 1.45 && seconds <= 8);
        }
        storyboard_free(board);
        world_done(&world);
    }
    assert_true(lengths[1] > 3 * lengths[0]);
}

static void two_thousand_lines__of_one_voice_are_told(void **state) {
    (void)state;
    struct world world;
    world_init(&world, 1);
    world_scene(&world, "INT. STUDIO - DAY", "studio", "DAY");
    world_present(&world, 1);
    for (int i = 0; i < 2000; i++)
        world_line(&world, 0, -1, arena_printf(world.arena, "This is number %d of them.", i),
                   2);
    struct storyboard *board = world_board(&world, true);
    check_lengths(board);
    check_lines(&world, board);
    assert_true(board->count > 900 && board->count < 6000);
    storyboard_free(board);
    world_done(&world);
}

/* --- changes --- */

static void every_change__keeps_lines_whole_and_transitions_inside_their_shots(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct world world;
        world_init(&world, 1 + seed % 6);
        world_chance(&world, seed);
        struct storyboard *board = world_board(&world, true);
        size_t count = board->count;
        struct shot_change *changes = xcalloc(count, sizeof *changes);
        for (size_t i = 0; i < count; i++) {
            uint64_t dice = seed * 31 + i * 7;
            changes[i] = (struct shot_change){.key = board->shots[i].key,
                                              .size = (int)(dice % 10) - 1,
                                              .move = (int)(dice % 13) - 1,
                                              .transition = (int)(dice % 9) - 1,
                                              .seconds = (double)(dice % 11) * 0.9};
        }
        storyboard_change(board, changes, count, world.samples.items);
        assert_int_equal(board->count, count);
        check_lengths(board);
        check_lines(&world, board);
        for (size_t i = 0; i < count; i++)
            for (size_t k = 0; k < board->shots[i].placement_count; k++)
                check_people(&board->shots[i], &board->shots[i].placements[k]);
        free(changes);
        storyboard_free(board);
        world_done(&world);
    }
}

static void a_change__is_of_one_shot_by_its_key(void **state) {
    (void)state;
    struct world world;
    world_init(&world, 3);
    world_chance(&world, 3);
    struct storyboard *board = world_board(&world, true), *plain = world_board(&world, true);
    size_t wanted = board->count / 2;
    for (size_t i = 0; i < board->count; i++)
        for (size_t k = 0; k < i; k++) assert_true(board->shots[i].key != board->shots[k].key);
    struct shot_change changes[] = {{.key = 1, .size = SIZE_CLOSE, -1, -1},
                                    {.key = board->shots[wanted].key,
                                     .size = SIZE_EXTREME_CLOSE,
                                     .move = MOVE_PUSH_IN,
                                     .transition = -1,
                                     .seconds = 59}};
    storyboard_change(board, changes, 2, world.samples.items);
    for (size_t i = 0; i < board->count; i++) {
        const struct shot *shot = &board->shots[i], *before = &plain->shots[i];
        assert_int_equal(shot->key, before->key);
        if (i == wanted) {
            assert_int_equal(shot->size, SIZE_EXTREME_CLOSE);
            assert_int_equal(shot->move, MOVE_PUSH_IN);
            assert_true(shot->move_amount > 0);
            assert_int_equal(shot->frames, 59 * 24);
        } else {
            assert_int_equal(shot->size, before->size);
            assert_int_equal(shot->frames, before->frames);
        }
    }
    storyboard_free(board);
    storyboard_free(plain);
    world_done(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_storyboard__covers_each_line_and_keeps_the_line_of_180_degrees),
        cmocka_unit_test(a_line_that_grows__changes_only_the_shots_that_carry_it),
        cmocka_unit_test(a_conversation__opens_wide_then_two_then_closer_to_its_peak),
        cmocka_unit_test(who_enters__walks_in_from_the_edge_and_stays),
        cmocka_unit_test(who_sits_from_the_first_words_on__sits_in_the_first_picture),
        cmocka_unit_test(each_beat__is_told_once_by_who_does_it),
        cmocka_unit_test(two_who_walk_side_by_side__go_the_same_way_under_one_umbrella),
        cmocka_unit_test(two_hands_on_one_thing__stay_on_it_until_one_has_it),
        cmocka_unit_test(a_thing_that_is_given__is_in_the_other_hand_after),
        cmocka_unit_test(a_thing_that_is_taken__leaves_the_hand_it_was_in),
        cmocka_unit_test(transitions__are_those_of_the_script_and_else_by_rule),
        cmocka_unit_test(those_who_speak_together__start_together_in_a_two_shot),
        cmocka_unit_test(action__runs_as_long_as_it_takes_to_read),
        cmocka_unit_test(two_thousand_lines__of_one_voice_are_told),
        cmocka_unit_test(every_change__keeps_lines_whole_and_transitions_inside_their_shots),
        cmocka_unit_test(a_change__is_of_one_shot_by_its_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
