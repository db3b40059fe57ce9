/* What a person corrects in a breakdown. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "breakdown/breakdown.h"

static const char script[] = "INT. KITCHEN - DAY\n\nANNA, a woman of thirty, laughs.\n\nANNA\n"
                             "What a day!\n\nEXT. FOREST - NIGHT\n\nAnna walks.\n";

static void breakdown_change__says_who_said_so_and_leaves_the_rest(void **state) {
    (void)state;
    struct error err;
    struct screenplay *screenplay;
    assert_true(screenplay_read(script, strlen(script), SCREENPLAY_AUTO, &screenplay, &err));
    struct breakdown *as_found = breakdown_new(screenplay, CULTURE_AUTO);
    struct breakdown *changed = breakdown_new(screenplay, CULTURE_AUTO);
    struct scene_change scenes[] = {
        {0, breakdown_find_mood("sad"), -1, breakdown_find_weather("rain"), -1},
        {7, breakdown_find_mood("epic"), 0, 0, 0},
        {-1, breakdown_find_mood("epic"), 0, 0, 0}};
    struct person_change people[] = {
        {"anna", breakdown_find_age("child"), -1, -1, NULL, "sari"},
        {"Nobody", breakdown_find_age("baby"), 0, 0, "bun", "suit"}};
    breakdown_change(changed, &(struct breakdown_changes){scenes, 3, people, 2});
    assert_int_equal(changed->scenes[0].mood, MOOD_SAD);
    assert_string_equal(changed->scenes[0].mood_evidence[0].words, BREAKDOWN_BY_HAND);
    assert_int_equal(changed->scenes[0].weather, WEATHER_RAIN);
    assert_int_equal(changed->scenes[0].hour, as_found->scenes[0].hour);
    assert_string_equal(changed->scenes[0].hour_evidence.words,
                        as_found->scenes[0].hour_evidence.words);
    assert_int_equal(changed->scenes[1].mood, as_found->scenes[1].mood);
    assert_int_equal(changed->characters[0].age, AGE_CHILD);
    assert_int_equal(changed->characters[0].gender, GENDER_FEMALE);
    assert_string_equal(changed->characters[0].outfit, "sari");
    breakdown_free(as_found);
    breakdown_free(changed);
    screenplay_free(screenplay);
}

static void breakdown_find__knows_every_name_and_no_other(void **state) {
    (void)state;
    for (int i = 0; i < MOOD_COUNT; i++)
        assert_int_equal(breakdown_find_mood(mood_name((enum mood)i)), i);
    for (int i = 0; i < AGE_COUNT; i++)
        assert_int_equal(breakdown_find_age(age_band_name((enum age_band)i)), i);
    assert_int_equal(breakdown_find_hour("midnight"), -1);
    assert_int_equal(breakdown_find_gender(NULL), -1);
    assert_int_equal(breakdown_find_culture(""), -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breakdown_change__says_who_said_so_and_leaves_the_rest),
        cmocka_unit_test(breakdown_find__knows_every_name_and_no_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
