/* The review sees every break of continuity, and none where there is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../storyboard/worlds.h"
#include "master/review_parts.h"

/* Two talk across three shots, one with a cup. */
struct film {
    struct placement people[3][2];
    struct stage_business business[1];
    struct shot shots[3];
    struct storyboard board;
};

static void film_init(struct film *film) {
    *film = (struct film){0};
    for (int i = 0; i < 3; i++) {
        film->people[i][0] = (struct placement){.character = 0,
                                                .x = -0.6,
                                                .x_end = -0.6,
                                                .facing = 1,
                                                .looks_at = 1,
                                                .holds = "cup"};
        film->people[i][1] = (struct placement){
            .character = 1, .x = 0.6, .x_end = 0.6, .facing = -1, .looks_at = 0};
        film->shots[i] = (struct shot){.kind = SHOT_TWO,
                                       .scene = 0,
                                       .number = i + 1,
                                       .subject = 0,
                                       .other = 1,
                                       .frames = 48,
                                       .placements = film->people[i],
                                       .placement_count = 2};
    }
    film->board = (struct storyboard){.fps = {24, 1}, .shots = film->shots, .count = 3};
}

static size_t count_of(const struct storyboard *board, const char *check, size_t *all) {
    struct review_notes notes = {0};
    struct review_order order = {.storyboard = board};
    review_continuity(&order, &notes);
    size_t count = 0;
    for (size_t i = 0; i < notes.list.count; i++) {
        count += check && strcmp(notes.list.items[i].check, check) == 0;
        if (!check)
            print_message("%s: %s\n", notes.list.items[i].check, notes.list.items[i].text);
    }
    *all = notes.list.count;
    list_done(&notes.list);
    return count;
}

static void assert_found(const struct film *film, const char *check) {
    size_t all;
    assert_true(count_of(&film->board, check, &all) > 0);
}

static void assert_clean(const struct storyboard *board) {
    size_t all;
    count_of(board, NULL, &all);
    assert_int_equal(all, 0);
}

static void continuity__is_kept_by_a_scene_that_stays_as_it_is(void **state) {
    (void)state;
    struct film film;
    film_init(&film);
    assert_clean(&film.board);
}

static void continuity__finds_who_stands_elsewhere(void **state) {
    (void)state;
    struct film film;
    film_init(&film);
    film.people[1][1].x = film.people[1][1].x_end = 1.4;
    assert_found(&film, "position");
    film_init(&film); /* a walk explains it */
    film.people[0][1].x_end = film.people[1][1].x = film.people[1][1].x_end = 1.4;
    film.people[2][1].x = film.people[2][1].x_end = 1.4;
    film.people[0][1].walk_frames = 30;
    film.people[0][1].facing = 1;
    assert_clean(&film.board);
}

static void continuity__finds_a_crossed_line(void **state) {
    (void)state;
    struct film film;
    film_init(&film);
    film.people[2][0].x = film.people[2][0].x_end = 0.6;
    film.people[2][1].x = film.people[2][1].x_end = -0.6;
    film.people[2][0].facing = -1;
    film.people[2][1].facing = 1;
    assert_found(&film, "line");
}

static void continuity__finds_eyes_that_look_past(void **state) {
    (void)state;
    struct film film;
    film_init(&film);
    film.people[1][0].facing = -1;
    assert_found(&film, "eyeline");
    film_init(&film); /* also where the other is not in the picture */
    film.shots[1].placement_count = 1;
    film.people[1][0].facing = -1;
    assert_found(&film, "eyeline");
}

static void continuity__finds_a_wrong_direction(void **state) {
    (void)state;
    struct film film;
    film_init(&film);
    film.people[1][0].x_end = -3.4; /* to the left, facing right */
    film.people[1][0].walk_frames = 30;
    assert_found(&film, "direction");
    film_init(&film);
    film.people[0][0].x_end = -3.4;
    film.people[0][0].walk_frames = 30;
    film.people[0][0].facing = -1;
    film.people[1][0].x = 3.4; /* out to the left, in from the right */
    film.people[1][0].walk_frames = 30;
    film.people[1][0].facing = -1;
    assert_found(&film, "direction");
}

static void continuity__finds_a_thing_that_is_lost(void **state) {
    (void)state;
    struct film film;
    film_init(&film);
    film.people[1][0].holds = NULL;
    assert_found(&film, "props");
    film_init(&film);
    film.people[2][1].holds = "letter";
    assert_found(&film, "props");
    film_init(&film); /* handed over before our eyes */
    film.business[0] =
        (struct stage_business){.act = ACT_GIVE, .target = 1, .prop = "cup", .length = 20};
    film.people[1][0].business = film.business;
    film.people[1][0].business_count = 1;
    film.people[2][0].holds = NULL;
    film.people[2][1].holds = "cup";
    assert_clean(&film.board);
}

static void continuity__finds_a_seat_that_nobody_took(void **state) {
    (void)state;
    struct film film;
    film_init(&film);
    film.people[2][1].posture = POSTURE_SIT;
    assert_found(&film, "posture");
    film.business[0] = (struct stage_business){.act = ACT_SIT, .target = -1, .length = 20};
    film.people[1][1].business = film.business;
    film.people[1][1].business_count = 1;
    assert_clean(&film.board);
}

static void continuity__is_kept_by_every_storyboard(void **state) {
    (void)state;
    size_t breaks = 0;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct world world;
        world_init(&world, 1 + seed % 6);
        world_chance(&world, seed);
        struct storyboard *board = world_board(&world, true);
        size_t all;
        count_of(board, NULL, &all);
        breaks += all;
        storyboard_free(board);
        world_done(&world);
    }
    assert_int_equal(breaks, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(continuity__is_kept_by_a_scene_that_stays_as_it_is),
        cmocka_unit_test(continuity__finds_who_stands_elsewhere),
        cmocka_unit_test(continuity__finds_a_crossed_line),
        cmocka_unit_test(continuity__finds_eyes_that_look_past),
        cmocka_unit_test(continuity__finds_a_wrong_direction),
        cmocka_unit_test(continuity__finds_a_thing_that_is_lost),
        cmocka_unit_test(continuity__finds_a_seat_that_nobody_took),
        cmocka_unit_test(continuity__is_kept_by_every_storyboard),
    };
    return cmocka_run_group_tests_name("continuity", tests, NULL, NULL);
}
