#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/pcm.h"
#include "edit/captions.h"

enum { LINES_MAX = 8 };

/* A scene of some lines, each spoken evenly over its length. */
struct talk {
    struct element elements[LINES_MAX];
    struct character characters[2];
    struct screenplay screenplay;
    struct line_breakdown lines[LINES_MAX];
    struct breakdown breakdown;
    struct timeline_line laid[LINES_MAX];
    struct timeline timeline;
    struct speech speeches[LINES_MAX];
};

static void talk_init(struct talk *talk) {
    *talk = (struct talk){0};
    talk->characters[0].name = "MEERA";
    talk->characters[1].name = "ARJUN & <SON>";
    talk->screenplay = (struct screenplay){
        .elements = talk->elements, .characters = talk->characters, .character_count = 2};
    talk->breakdown = (struct breakdown){.screenplay = &talk->screenplay, .lines = talk->lines};
    talk->timeline = (struct timeline){
        .fps = {24, 1}, .frames = 24 * 600, .samples = 600 * PCM_RATE, .lines = talk->laid};
}

static void say(struct talk *talk, int character, const char *text, double at_s,
                double length_s) {
    size_t i = talk->breakdown.line_count++;
    talk->screenplay.element_count++;
    talk->timeline.line_count++;
    talk->elements[i] =
        (struct element){.kind = ELEMENT_DIALOGUE, .text = text, .character = character};
    talk->lines[i] = (struct line_breakdown){.element = i, .character = character};
    talk->laid[i] = (struct timeline_line){.line = i,
                                           .start = (int64_t)(at_s * PCM_RATE),
                                           .length = (int64_t)(length_s * PCM_RATE)};
}

static struct captions *make(struct talk *talk) {
    return captions_new(&talk->breakdown, &talk->timeline, talk->speeches);
}

static size_t letters_of(const char *text, char *out) {
    size_t count = 0;
    for (; *text; text++)
        if (*text != ' ' && *text != '\n') out[count++] = *text;
    out[count] = 0;
    return count;
}

/* What holds for every cue of every film. */
static void check_rules(const struct captions *captions, const struct timeline *timeline) {
    for (size_t i = 0; i < captions->count; i++) {
        const struct caption *cue = &captions->cues[i];
        int rows = 0;
        for (const char *row = cue->text;; rows++) {
            size_t size = strcspn(row, "\n");
            assert_true(size > 0);
            assert_true(captions_width(row, size) <= CAPTION_COLUMNS);
            if (!row[size]) break;
            row += size + 1;
        }
        assert_true(rows + 1 <= CAPTION_ROWS);
        assert_true(cue->start >= 0 && cue->end <= timeline->samples);
        assert_true(cue->end - cue->start >= PCM_RATE * 5 / 6);
        if (i) assert_true(cue->start - cue[-1].end >= 4000); /* two frames */
    }
}

static void check_verbatim(const struct captions *captions, const char *text) {
    char *all = xcalloc(1, strlen(text) + 1), *shown = xcalloc(1, strlen(text) * 2 + 100);
    size_t size = letters_of(text, all), at = 0;
    for (size_t i = 0; i < captions->count; i++)
        at += letters_of(captions->cues[i].text, shown + at);
    assert_int_equal(at, size);
    assert_string_equal(all, shown);
    free(all);
    free(shown);
}

static void captions__break_long_lines_at_clauses_and_keep_every_letter(void **state) {
    (void)state;
    const char *text = "The lamp has burned for a hundred years, and in all that time, "
                       "Grandmother, nobody has "
                       "once asked who fills it. I climbed up there last night; the oil was "
                       "warm, the wick was "
                       "new, and there were footprints in the dust that were not mine.";
    struct talk talk;
    talk_init(&talk);
    say(&talk, 0, text, 2, 16);
    struct captions *captions = make(&talk);
    check_rules(captions, &talk.timeline);
    check_verbatim(captions, text);
    assert_in_range(captions->count, 3, 6);
    for (size_t i = 0; i < captions->count; i++)
        assert_non_null(
            strchr(",.;", captions->cues[i].text[strlen(captions->cues[i].text) - 1]));
    assert_true(captions->cues[0].start == 2 * PCM_RATE);
    assert_string_equal(captions->cues[0].speaker, "MEERA"); /* her first words */
    captions_free(captions);
}

static void captions__follow_the_times_of_the_words(void **state) {
    (void)state;
    struct talk talk;
    talk_init(&talk);
    say(&talk, 0,
        "Wait. And now after a long silence I will say all the rest of it to you, slowly.", 1,
        9);
    struct word_time words[] = {{0, 5, 0, 24000}, {6, 3, 5 * PCM_RATE, 5 * PCM_RATE + 9600}};
    talk.speeches[0] = (struct speech){.words = words, .word_count = COUNT_OF(words)};
    struct captions *captions = make(&talk);
    check_rules(captions, &talk.timeline);
    assert_true(captions->count >= 2);
    assert_string_equal(captions->cues[0].text, "Wait.");
    assert_true(captions->cues[1].start == 6 * PCM_RATE);
    captions_free(captions);
}

static void captions__give_quick_answers_one_cue_with_dashes(void **state) {
    (void)state;
    struct talk talk;
    talk_init(&talk);
    say(&talk, 0, "Yes?", 1, 0.3);
    say(&talk, 1, "No.", 1.4, 0.3);
    say(&talk, 0, "Left on a row of their own, much later.", 5, 2);
    struct captions *captions = make(&talk);
    check_rules(captions, &talk.timeline);
    assert_int_equal(captions->count, 2);
    assert_string_equal(captions->cues[0].text, "- Yes?\n- No.");
    captions_free(captions);
}

static void captions__show_dual_dialogue_together(void **state) {
    (void)state;
    struct talk talk;
    talk_init(&talk);
    say(&talk, 0, "We go at once, before the tide is in and the road is gone!", 1, 3);
    say(&talk, 1, "We stay!", 1, 1);
    talk.elements[0].dual = DUAL_LEFT;
    talk.elements[1].dual = DUAL_RIGHT;
    struct captions *captions = make(&talk);
    check_rules(captions, &talk.timeline);
    assert_int_equal(captions->count, 2);
    assert_non_null(strstr(captions->cues[0].text, "\n- We stay!"));
    assert_string_equal(captions->cues[0].second_speaker, "ARJUN & <SON>");
    struct buf vtt;
    buf_init(&vtt, 1 << 16);
    captions_to_vtt(captions, &vtt);
    assert_non_null(strstr(vtt.bytes, "<v ARJUN &amp; &lt;SON&gt;>- We stay!</v>"));
    buf_done(&vtt);
    captions_free(captions);
}

static void captions__survive_a_word_of_five_thousand_letters(void **state) {
    (void)state;
    char *text = xcalloc(1, 5001);
    memset(text, 'a', 5000);
    struct talk talk;
    talk_init(&talk);
    say(&talk, 0, text, 0, 1);
    say(&talk, 1, "", 2, 1);
    say(&talk, 1, " \n ", 2, 1);
    struct captions *captions = make(&talk);
    check_rules(captions, &talk.timeline);
    check_verbatim(captions, text);
    captions_free(captions);
    free(text);
}

static void captions__break_scripts_without_spaces(void **state) {
    (void)state;
    const char *japanese =
                   "灯台の光は百年の間、毎晩海を照らし続けてきました。"
                   "しかし、誰がその油を注いでいるのか、誰も尋ねたことはありませんでした。",
               *tamil =
                   "விளக்கு நூறு ஆண்டுகளாக எரிகிறது, ஆனால் அதற்கு எண்ணெய் ஊற்றுவது யார் என்று யாரும் "
                   "கேட்டதில்லை.",
               *arabic =
                   "المصباح يحترق منذ مئة عام، ولم يسأل أحد قط من الذي يملؤه بالزيت كل ليلة.";
    const char *const texts[] = {japanese, tamil, arabic};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct talk talk;
        talk_init(&talk);
        say(&talk, 0, texts[i], 1, 8);
        struct captions *captions = make(&talk);
        check_rules(captions, &talk.timeline);
        check_verbatim(captions, texts[i]);
        assert_true(captions->count >= 2 || i > 0);
        captions_free(captions);
    }
}

static void captions__are_well_formed_files(void **state) {
    (void)state;
    struct talk talk;
    talk_init(&talk);
    say(&talk, 0, "Salt & <pepper> --> done", 3599.5 - 3000, 1);
    say(&talk, 0, "Again", 590, 1);
    talk.lines[1].off_screen = true;
    talk.timeline.samples = 700 * (int64_t)PCM_RATE;
    struct captions *captions = make(&talk);
    struct buf srt, vtt;
    buf_init(&srt, 1 << 16);
    buf_init(&vtt, 1 << 16);
    captions_to_srt(captions, &srt);
    captions_to_vtt(captions, &vtt);
    assert_memory_equal(srt.bytes, "1\n00:09:5", 8);
    assert_non_null(strstr(srt.bytes, "(MEERA) Again\n"));
    assert_memory_equal(vtt.bytes, "WEBVTT\n\n1\n", 10);
    assert_non_null(strstr(vtt.bytes, "Salt &amp; &lt;pepper&gt; --&gt; done"));
    assert_null(strchr(vtt.bytes, '\r'));
    buf_done(&srt);
    buf_done(&vtt);
    captions_free(captions);
}

static void captions__of_crowded_lines_at_the_very_end_stay_in_the_film(void **state) {
    (void)state;
    struct talk talk;
    talk_init(&talk);
    talk.timeline.samples = 10 * PCM_RATE;
    for (int i = 0; i < 6; i++)
        say(&talk, i % 2, "This is one row of the last words, and here is another row of them.",
            9 + i * 0.1, 0.4);
    struct captions *captions = make(&talk);
    check_rules(captions, &talk.timeline);
    captions_free(captions);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(captions__break_long_lines_at_clauses_and_keep_every_letter),
        cmocka_unit_test(captions__follow_the_times_of_the_words),
        cmocka_unit_test(captions__give_quick_answers_one_cue_with_dashes),
        cmocka_unit_test(captions__show_dual_dialogue_together),
        cmocka_unit_test(captions__survive_a_word_of_five_thousand_letters),
        cmocka_unit_test(captions__break_scripts_without_spaces),
        cmocka_unit_test(captions__are_well_formed_files),
        cmocka_unit_test(captions__of_crowded_lines_at_the_very_end_stay_in_the_film),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
