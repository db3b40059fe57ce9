#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/pcm.h"
#include "edit/mix.h"
#include "edit/timeline.h"

/* Title · scene 0 (two shots, a line over their cut, a knock, a walk) · scene 1 of 4 s ·
 * credits. */
static const struct shot_line line_early[] = {{0, 48000}},
                              line_late[] = {{0, 48000 - 5 * 48000}},
                              line_second[] = {{1, 12000}};
static const struct placement walker[] = {
    {.character = 0, .x = -2, .x_end = 2, .walk_start = 24, .walk_frames = 72}};
static const struct placement stander[] = {{.character = 0, .x = 2}, {.character = 1, .x = -2}};
static const struct shot shots[] = {
    {.kind = SHOT_TITLE, .scene = -1, .frames = 72},
    {.kind = SHOT_GROUP,
     .size = SIZE_WIDE,
     .scene = 0,
     .frames = 120,
     .script_line = 5,
     .lines = line_early,
     .line_count = 1,
     .placements = walker,
     .placement_count = 1,
     .transition_in = TRANSITION_DISSOLVE,
     .transition_frames = 24},
    {.kind = SHOT_SINGLE,
     .size = SIZE_CLOSE,
     .scene = 0,
     .frames = 120,
     .script_line = 8,
     .lines = line_late,
     .line_count = 1,
     .placements = stander,
     .placement_count = 2},
    {.kind = SHOT_SINGLE,
     .size = SIZE_MEDIUM,
     .scene = 1,
     .frames = 96,
     .script_line = 12,
     .lines = line_second,
     .line_count = 1},
    {.kind = SHOT_CREDITS,
     .scene = -1,
     .frames = 120,
     .transition_in = TRANSITION_FADE_BLACK,
     .transition_frames = 12},
};
static const struct storyboard board = {
    .fps = {24, 1}, .shots = shots, .count = COUNT_OF(shots)};
static const struct element elements[] = {
    {.kind = ELEMENT_ACTION, .line = 5, .text = "She walks in."},
    {.kind = ELEMENT_DIALOGUE, .line = 7, .text = "Who is there?", .character = 0},
    {.kind = ELEMENT_ACTION, .line = 8, .text = "A knock at the door."},
    {.kind = ELEMENT_DIALOGUE,
     .line = 12,
     .text = "I heard it.",
     .character = 1,
     .extension = "V.O."},
};
static const struct scene script_scenes[] = {
    {.heading = "INT. LIGHTHOUSE - LAMP ROOM - NIGHT",
     .place = "LIGHTHOUSE - LAMP ROOM",
     .first = 0,
     .count = 3},
    {.heading = "EXT. BEACH", .place = "BEACH", .first = 3, .count = 1},
};
static const struct screenplay script = {.title = "The Lamp",
                                         .scenes = script_scenes,
                                         .scene_count = 2,
                                         .elements = elements,
                                         .element_count = COUNT_OF(elements)};
static const struct sound_cue knock[] = {{.effect = "knock", .element = 2, .at = 0.5}};
static const struct scene_breakdown scenes[] = {
    {.place = "lamp_room",
     .place_words = "lamp room",
     .hour = HOUR_NIGHT,
     .sounds = knock,
     .sound_count = 1},
    {.place = "beach", .place_words = "beach", .hour = HOUR_DAWN},
};
static const struct line_breakdown lines[] = {
    {.element = 1, .scene = 0, .character = 0},
    {.element = 3, .scene = 1, .character = 1, .off_screen = true}};
static const struct breakdown breakdown = {
    .screenplay = &script, .scenes = scenes, .lines = lines, .line_count = 2};
static const int64_t lengths[] = {5 * 48000, 48000};

static struct timeline *make(void) {
    return timeline_new(&breakdown, &board, lengths, 7);
}

static void timeline__lays_shots_and_scenes_without_gap(void **state) {
    (void)state;
    struct timeline *timeline = make();
    assert_true(timeline->frames == 72 + 120 + 120 + 96 + 120 - 24 - 12);
    assert_true(timeline->samples == timeline->frames * 2000);
    assert_true(timeline->shots[1].start == 48);
    assert_true(timeline->shots[2].start == 168);
    assert_int_equal(timeline->scene_count, 4);
    int64_t at = 0;
    for (size_t i = 0; i < timeline->scene_count; i++) {
        assert_true(timeline->scenes[i].start == at);
        at += timeline->scenes[i].length;
    }
    assert_true(at == timeline->samples);
    assert_true(timeline->scenes[1].start == (48 + 12) * 2000); /* the middle of the dissolve */
    assert_string_equal(timeline->scenes[0].title, "The Lamp");
    assert_string_equal(timeline->scenes[1].title, "Lighthouse, lamp room, night");
    assert_string_equal(timeline->scenes[2].title, "Beach, dawn");
    assert_string_equal(timeline->scenes[3].title, "Credits");
    timeline_free(timeline);
}

static void timeline__has_each_line_once_where_it_is_first_heard(void **state) {
    (void)state;
    struct timeline *timeline = make();
    assert_int_equal(timeline->line_count, 2);
    assert_true(timeline->lines[0].start == 48 * 2000 + 48000);
    assert_true(timeline->lines[0].length == 5 * 48000);
    assert_true(timeline->lines[0].pan < 0 && timeline->lines[0].pan >= -0.35);
    assert_true(timeline->lines[0].distance > 5);
    assert_int_equal(timeline->lines[1].line, 1);
    assert_true(timeline->lines[1].distance < 1); /* a narrator is close to the microphone */
    assert_false(timeline->lines[1].off_screen);
    timeline_free(timeline);
}

static void timeline__places_sounds_where_they_are_seen(void **state) {
    (void)state;
    struct timeline *timeline = make();
    int ambience = 0, steps = 0, knocks = 0, music = 0;
    for (size_t i = 0; i < timeline->sound_count; i++) {
        const struct timeline_sound *sound = &timeline->sounds[i];
        if (i) assert_true(sound->start >= sound[-1].start);
        if (sound->kind == SOUND_AMBIENCE) {
            ambience++;
            const struct timeline_scene *scene = &timeline->scenes[sound->scene + 1];
            assert_true(sound->start == scene->start);
            assert_true(sound->length == scene->length + 12000); /* it fades over the cut */
        } else if (sound->kind == SOUND_MUSIC) {
            /* title and first scene open together, the short scene goes on, the credits close
             */
            if (music++ == 0) {
                assert_int_equal(sound->scene, 0);
                assert_true(sound->start == 0);
                assert_true(sound->length == timeline->scenes[3].start);
            } else {
                assert_int_equal(sound->scene, -1);
                assert_true(sound->start == timeline->scenes[3].start);
            }
        } else if (strncmp(sound->effect, "steps", 5) == 0) {
            if (steps++ == 0) assert_true(sound->start == (48 + 24) * 2000);
            assert_true(sound->start < (48 + 24 + 72) * 2000);
        } else {
            assert_string_equal(sound->effect, "knock");
            knocks++;
            assert_in_range(sound->start, 168 * 2000, (168 + 120) * 2000);
        }
    }
    assert_int_equal(ambience, 2);
    assert_int_equal(music, 2);
    assert_int_equal(knocks, 1);
    assert_in_range(steps, 1, 2);
    timeline_free(timeline);
}

static void timeline__lets_a_knock_fall_when_the_hand_is_at_the_door(void **state) {
    (void)state;
    static const struct stage_business reach[] = {
        {.act = ACT_REACH, .start = 60, .length = 26, .target = -1, .at = 0.5}};
    static const struct placement hand[] = {
        {.character = 0, .x = 2, .business = reach, .business_count = 1}};
    struct shot told[COUNT_OF(shots)];
    memcpy(told, shots, sizeof told);
    told[2].placements = hand;
    told[2].placement_count = 1;
    told[2].told_until = 1;
    struct storyboard seen = {.fps = {24, 1}, .shots = told, .count = COUNT_OF(told)};
    struct timeline *timeline = timeline_new(&breakdown, &seen, lengths, 7);
    for (size_t i = 0; i < timeline->sound_count; i++)
        if (timeline->sounds[i].effect && strcmp(timeline->sounds[i].effect, "knock") == 0)
            assert_int_equal(timeline->sounds[i].start, (168 + 60 + 8) * 2000);
    timeline_free(timeline);
}

static void timeline__is_the_same_for_the_same_seed(void **state) {
    (void)state;
    struct timeline *a = make(), *b = make();
    assert_int_equal(a->sound_count, b->sound_count);
    for (size_t i = 0; i < a->sound_count; i++) {
        assert_true(a->sounds[i].seed == b->sounds[i].seed);
        assert_true(a->sounds[i].pan == b->sounds[i].pan);
    }
    timeline_free(a);
    timeline_free(b);
}

static void timeline__of_nothing_is_empty(void **state) {
    (void)state;
    struct screenplay nothing = {0};
    struct breakdown bare = {.screenplay = &nothing};
    struct storyboard none = {.fps = {24, 1}};
    struct timeline *timeline = timeline_new(&bare, &none, NULL, 1);
    assert_true(timeline->frames == 0 && timeline->scene_count == 0 &&
                timeline->sound_count == 0);
    timeline_free(timeline);
}

static void mix_room_of__knows_churches_from_bedrooms(void **state) {
    (void)state;
    assert_true(mix_room_of("church", true).size > mix_room_of("bedroom", true).size + 0.5);
    assert_true(mix_room_of("field", false).size == 0);
    assert_false(mix_room_of("courtyard", false).inside);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(timeline__lays_shots_and_scenes_without_gap),
        cmocka_unit_test(timeline__has_each_line_once_where_it_is_first_heard),
        cmocka_unit_test(timeline__places_sounds_where_they_are_seen),
        cmocka_unit_test(timeline__lets_a_knock_fall_when_the_hand_is_at_the_door),
        cmocka_unit_test(timeline__is_the_same_for_the_same_seed),
        cmocka_unit_test(timeline__of_nothing_is_empty),
        cmocka_unit_test(mix_room_of__knows_churches_from_bedrooms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
