#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/random.h"
#include "cases.h"
#include "finding.h"

static void breakdown__finds_what_small_scripts_say(void **state) {
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < finding_case_count; i++) {
        const struct finding_case *one = &finding_cases[i];
        struct broken_down read = break_down(one->script, strlen(one->script), CULTURE_AUTO);
        assert_non_null(read.json);
        for (size_t k = 0; k < COUNT_OF(one->findings) && one->findings[k]; k++)
            if (!finding_holds(read.json, one->findings[k])) {
                fprintf(stderr, "    in: %s\n", one->name);
                wrong++;
            }
        broken_down_done(&read);
    }
    assert_int_equal(wrong, 0);
}

static void breakdown__takes_the_culture_it_is_given(void **state) {
    (void)state;
    const char *script = "EXT. TEMPLE - DAY\n\nPongal. Kolam.\n";
    struct broken_down read = break_down(script, strlen(script), CULTURE_AFRICAN);
    assert_true(finding_holds(read.json, "culture=african"));
    assert_true(finding_holds(read.json, "scenes.0.culture=african"));
    broken_down_done(&read);
}

static void breakdown__points_at_the_words_it_rests_on(void **state) {
    (void)state;
    const char *script = "INT. ROOM - DAY\n\nA table.\nOutside, a Storm rages.\n";
    struct broken_down read = break_down(script, strlen(script), CULTURE_AUTO);
    struct evidence evidence = read.breakdown->scenes[0].weather_evidence;
    assert_string_equal(evidence.words, "Storm");
    assert_int_equal(evidence.line, 4);
    assert_int_equal(evidence.column, 12);
    broken_down_done(&read);
}

static void breakdown__is_the_same_every_time(void **state) {
    (void)state;
    for (size_t i = 0; i < finding_case_count; i++) {
        const char *script = finding_cases[i].script;
        struct broken_down a = break_down(script, strlen(script), CULTURE_AUTO);
        struct broken_down b = break_down(script, strlen(script), CULTURE_AUTO);
        assert_true(json_equal(a.json, b.json));
        broken_down_done(&a);
        broken_down_done(&b);
    }
}

/* What every finding must keep to, whatever the script. */
static void check_bounds(const struct breakdown *breakdown) {
    const struct screenplay *screenplay = breakdown->screenplay;
    int characters = (int)screenplay->character_count;
    for (size_t i = 0; i < screenplay->scene_count; i++) {
        const struct scene_breakdown *scene = &breakdown->scenes[i];
        assert_true(scene->culture >= 0 && scene->culture < CULTURE_COUNT);
        assert_true(scene->hour < HOUR_COUNT && scene->weather < WEATHER_COUNT);
        assert_true(scene->mood_strength >= 0 && scene->mood_strength <= 1);
        assert_true(*scene->place);
        for (size_t k = 0; k < scene->present_count; k++)
            assert_in_range(scene->present[k], 0, characters - 1);
        for (size_t k = 0; k < scene->action_count; k++) {
            const struct action *action = &scene->actions[k];
            assert_in_range(action->character, 0, characters - 1);
            assert_true(action->target >= -1 && action->target < characters);
            assert_true(action->at >= 0 && action->at <= 1);
            assert_true(action->element >= screenplay->scenes[i].first);
            assert_true(action->element <
                        screenplay->scenes[i].first + screenplay->scenes[i].count);
        }
    }
    for (size_t i = 0; i < breakdown->line_count; i++) {
        const struct line_breakdown *line = &breakdown->lines[i];
        assert_true(line->intensity >= 0 && line->intensity <= 1);
        assert_true(line->to >= -1 && line->to < characters && line->to != line->character);
        assert_true(*line->language);
    }
}

static void breakdown__keeps_its_bounds_on_any_text(void **state) {
    (void)state;
    static const char *const parts[] = {
        "EXT. ",
        "INT. ",
        " - NIGHT\n\n",
        "\n\n",
        "MEERA",
        "\n(whispering)\n",
        "PAATI's ",
        "'s",
        "’",
        "her ",
        "Meera ",
        "she ",
        "and ",
        "sits ",
        "the ring ",
        "70s",
        "(",
        ")",
        ",",
        "99999999999 years ",
        "opens ",
        "door ",
        "not ",
        "to ",
        "\xe0\xae\xaa\xe0\xaf\x8a",
        "\xf0\x9f\x98\x80",
        "\xcc\x81",
        "中",
        "...",
        "!?",
        "\t",
        ".",
        "\n",
        "-",
        "a ",
        "of ",
        "grandmother ",
        "Mr. ",
        "@",
        "~la ",
        "wearing a red sari ",
        "É",
        "\xc2\xa0",
    };
    for (uint64_t seed = 0; seed < 300; seed++) {
        struct random random = random_seed(seed);
        struct buf script;
        buf_init(&script, 1 << 16);
        for (int i = 0; i < 120; i++)
            buf_text(&script, parts[random_below(&random, COUNT_OF(parts))]);
        struct broken_down read = break_down(script.bytes, script.size, CULTURE_AUTO);
        if (read.breakdown)
            check_bounds(read.breakdown);
        else
            print_message("refused: seed %d\n", (int)seed);
        broken_down_done(&read);
        buf_done(&script);
    }
}

static void breakdown__reads_a_megabyte_and_many_names(void **state) {
    (void)state;
    struct buf script;
    buf_init(&script, 4 << 20);
    buf_text(&script, "EXT. MARKET - DAY\n\n");
    for (int i = 0; script.size < 1 << 20; i++)
        buf_printf(
            &script,
            "THE MAN %d walks to Anna and gives her the letter. Knock knock. He laughs.\n\n"
            "THE MAN %d\n(happily)\nHello, Anna! I am her grandmother.\n\n",
            i % 4000, i % 4000);
    struct broken_down read = break_down(script.bytes, script.size, CULTURE_AUTO);
    assert_non_null(read.breakdown);
    check_bounds(read.breakdown);
    assert_true(read.breakdown->line_count > 5000);
    assert_true(read.breakdown->scenes[0].sound_count > 5000);
    broken_down_done(&read);
    /* and one paragraph of a megabyte */
    script.size = 0;
    buf_text(&script, "INT. ROOM - DAY\n\nANNA\nYes.\n\n");
    while (script.size < 1 << 20)
        buf_text(&script,
                 "Anna opens the door and sadly takes the old lamp, Anna's lamp. Rain. ");
    read = break_down(script.bytes, script.size, CULTURE_AUTO);
    check_bounds(read.breakdown);
    assert_true(read.breakdown->scenes[0].action_count > 10000);
    assert_int_equal(read.breakdown->scenes[0].prop_count, 1);
    broken_down_done(&read);
    buf_done(&script);
}

static void culture_from_name__knows_the_names_of_the_product(void **state) {
    (void)state;
    enum culture culture;
    for (int i = 0; i < CULTURE_COUNT; i++) {
        assert_true(culture_from_name(culture_name((enum culture)i), &culture));
        assert_int_equal(culture, i);
    }
    assert_true(culture_from_name("auto", &culture));
    assert_int_equal(culture, CULTURE_AUTO);
    assert_false(culture_from_name("martian", &culture));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breakdown__finds_what_small_scripts_say),
        cmocka_unit_test(breakdown__takes_the_culture_it_is_given),
        cmocka_unit_test(breakdown__points_at_the_words_it_rests_on),
        cmocka_unit_test(breakdown__is_the_same_every_time),
        cmocka_unit_test(breakdown__keeps_its_bounds_on_any_text),
        cmocka_unit_test(breakdown__reads_a_megabyte_and_many_names),
        cmocka_unit_test(culture_from_name__knows_the_names_of_the_product),
    };
    return cmocka_run_group_tests_name("breakdown", tests, NULL, NULL);
}
