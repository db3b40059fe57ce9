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

static void captions__show_no_tags(void **state) {
    (void)state;
    struct talk talk;
    talk_init(&talk);
    say(&talk, 0, "<speak>Wait <break time=\"1s\"/>for <emphasis>me</emphasis>.</speak>", 1, 3);
    struct captions *captions = make(&talk);
    assert_int_equal(captions->count, 1);
    assert_string_equal(captions->cues[0].text, "Wait for me.");
    captions_free(captions);
}

static void captions_change__puts_words_right_where_they_stand(void **state) {
    (void)state;
    struct talk talk;
    talk_init(&talk);
    say(&talk, 0, "Good evening.", 1, 2);
    say(&talk, 0, "The lamp is warm.", 20, 3);
    say(&talk, 1, "The lamp is warm.", 40, 3);
    struct captions *captions = make(&talk);
    assert_int_equal(captions->count, 3);
    const struct caption_change changes[] = {
        {2, "The lamp\nis  warm.", "The  camp\x01 is warm."},
        {9, "Good evening.", "\xe2\x80\xabGood morning,\nsir.\xe2\x80\xac"},
        {0, "Nobody says this.", "Nor this."},
        {1, "The lamp is warm.", " \n "},
        {2, "The camp is warm.", "The lamps are warm, both."},
    };
    captions_change(captions, changes, COUNT_OF(changes));
    assert_int_equal(captions->count, 3);
    assert_string_equal(captions->cues[0].text, "Good morning,\nsir.");
    assert_string_equal(captions->cues[1].text, "The lamp is warm.");
    assert_string_equal(captions->cues[2].text, "The lamps are warm, both.");
    assert_int_equal(captions->cues[2].word_count, 0); /* when each is said is not known */
    const struct caption_change word = {1, "The lamp is warm.", "The oil was warm."};
    const int64_t second = captions->cues[1].words[1].from;
    captions_change(captions, &word, 1);
    assert_int_equal(captions->cues[1].word_count, 4);
    assert_int_equal(captions->cues[1].words[1].from, second);
    assert_int_equal(captions->cues[1].words[2].start, 8);
    captions_free(captions);
}

static void captions_change__parts_what_two_rows_do_not_hold(void **state) {
    (void)state;
    struct talk talk;
    talk_init(&talk);
    say(&talk, 0, "Good evening.", 1, 2);
    say(&talk, 0, "And good night.", 20, 3);
    struct captions *captions = make(&talk);
    const char *text = "The lamp has burned for a hundred years, and in all that time, "
                       "Grandmother, nobody has once asked who fills it.";
    const struct caption old = captions->cues[1];
    const struct caption_change change = {1, "And good night.", text};
    captions_change(captions, &change, 1);
    assert_true(captions->count > 2);
    assert_true(captions->cues[1].start == old.start);
    assert_true(captions->cues[captions->count - 1].end == old.end);
    for (size_t i = 2; i < captions->count; i++)
        assert_true(captions->cues[i].start == captions->cues[i - 1].end);
    captions->cues++; /* without the first */
    captions->count--;
    check_verbatim(captions, text);
    for (size_t i = 0; i < captions->count; i++)
        for (const char *row = captions->cues[i].text; row;) {
            assert_true(captions_width(row, strcspn(row, "\n")) <= CAPTION_COLUMNS);
            row = strchr(row, '\n');
            if (row) row++;
        }
    captions_free(captions);
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
    assert_non_null(strstr(vtt.bytes, "&amp; "));
    assert_non_null(strstr(vtt.bytes, "&lt;pepper&gt; "));
    assert_non_null(strstr(vtt.bytes, ">--&gt; "));
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

static void written(const struct captions *captions, int kind, struct buf *out) {
    buf_init(out, 1 << 20);
    if (kind == 0)
        captions_to_srt(captions, out);
    else if (kind == 1)
        captions_to_vtt(captions, out);
    else
        captions_to_ass(captions, 1280, 720, out);
    assert_false(out->failed);
}

static void captions_new__tells_when_each_word_is_said(void **state) {
    (void)state;
    struct talk talk;
    struct buf out;
    talk_init(&talk);
    say(&talk, 0, "One two three four.", 2, 4);
    struct captions *captions = make(&talk);
    assert_int_equal(captions->count, 1);
    const struct caption *cue = &captions->cues[0];
    assert_int_equal(cue->word_count, 4);
    for (size_t i = 0; i < cue->word_count; i++) {
        const struct caption_word *word = &cue->words[i];
        static const char *const words[] = {"One", "two", "three", "four."};
        assert_int_equal(word->size, strlen(words[i]));
        assert_memory_equal(cue->text + word->start, words[i], word->size);
        assert_true(word->from <= word->to && word->from >= cue->start && word->to <= cue->end);
        if (i) assert_true(word->from >= cue->words[i - 1].from);
    }
    written(captions, 1, &out);
    assert_non_null(strstr(out.bytes, "One <00:00:02."));
    buf_done(&out);
    written(captions, 2, &out);
    assert_non_null(strstr(out.bytes, "PlayResX: 1280"));
    assert_non_null(strstr(out.bytes, "Dialogue: 0,0:00:02.00,"));
    assert_non_null(strstr(out.bytes, "{\\k"));
    buf_done(&out);
    captions_free(captions);
}

static void captions__give_each_row_of_a_verse_its_time_and_both_scripts(void **state) {
    (void)state;
    struct talk talk;
    talk_init(&talk);
    say(&talk, 0, "धर्मक्षेत्रे कुरुक्षेत्रे\nसमवेता युयुत्सवः ॥", 10, 6);
    talk.lines[0].manner = MANNER_CHANTED;
    struct captions *captions = make(&talk);
    assert_int_equal(captions->count, 2);
    assert_string_equal(captions->cues[0].text, "धर्मक्षेत्रे कुरुक्षेत्रे\ndharmakṣetre kurukṣetre");
    assert_string_equal(captions->cues[1].text, "समवेता युयुत्सवः ॥\nsamavetā yuyutsavaḥ ||");
    assert_true(captions->cues[0].end <= captions->cues[1].start);
    check_rules(captions, &talk.timeline);
    captions_free(captions);
}

static void captions_to_ass__lets_no_text_be_a_command(void **state) {
    (void)state;
    struct talk talk;
    struct buf out;
    talk_init(&talk);
    say(&talk, 0, "A {\\b1} brace and a \\N.", 0, 2);
    struct captions *captions = make(&talk);
    written(captions, 2, &out);
    assert_null(strstr(out.bytes, "{\\b1}"));
    assert_non_null(strstr(out.bytes, "(/b1)"));
    buf_done(&out);
    captions_free(captions);
}

static void captions_new__breaks_wide_and_turned_scripts_as_their_readers_do(void **state) {
    (void)state;
    struct talk talk;
    struct buf out;
    talk_init(&talk);
    say(&talk, 0,
        "我们明天早上在火车站见面，然后一起去海边，因为天气很好，大家都想去游泳和吃冰淇淋。", 0,
        8);
    say(&talk, 1, "إلى أين تذهبين؟ إنها تمطر.", 10, 3);
    struct captions *captions = make(&talk);
    for (size_t i = 0; i < captions->count; i++) {
        const char *text = captions->cues[i].text;
        for (const char *row = text; *row;
             row += strcspn(row, "\n") + (strchr(row, '\n') != NULL))
            assert_true(captions_width(row, strcspn(row, "\n")) <= captions_columns(text));
        if (!strchr(text, '\n')) continue;
        assert_true(captions_columns(text) == 36 || captions->cues[i].line == 1);
    }
    written(captions, 0, &out);
    assert_non_null(strstr(out.bytes, "\u202bإلى"));
    assert_null(strstr(out.bytes, "\u202b我"));
    buf_done(&out);
    captions_free(captions);
}

static void captions_described__tells_sounds_and_names_without_covering_words(void **state) {
    (void)state;
    struct talk talk;
    talk_init(&talk);
    say(&talk, 0, "Good morning. Did you sleep at all?", 5, 3);
    say(&talk, 1, "Not for a minute.", 9, 2);
    say(&talk, 1, "The bread is ready.", 12, 2);
    struct scene_breakdown scene = {.weather = WEATHER_RAIN, .mood = MOOD_SAD};
    struct scene written_scene = {0};
    struct timeline_sound sounds[] = {
        {.kind = SOUND_AMBIENCE, .scene = 0, .start = 0, .length = 20 * PCM_RATE},
        {.kind = SOUND_MUSIC, .scene = 0, .start = 0, .length = 20 * PCM_RATE},
        {.kind = SOUND_EFFECT, .scene = 0, .effect = "knock", .start = 5 * PCM_RATE},
        {.kind = SOUND_EFFECT, .scene = 0, .effect = "dog", .start = 16 * PCM_RATE},
        {.kind = SOUND_EFFECT, .scene = 0, .effect = "dog", .start = 18 * PCM_RATE},
    };
    talk.breakdown.scenes = &scene;
    talk.screenplay.scenes = &written_scene;
    talk.screenplay.scene_count = 1;
    talk.timeline.sounds = sounds;
    talk.timeline.sound_count = COUNT_OF(sounds);
    struct captions *captions = make(&talk);
    struct captions *described = captions_described(&talk.breakdown, &talk.timeline, captions);
    bool rain = false, music = false, named = false;
    int knocks = 0, dogs = 0;
    for (size_t i = 0; i < described->count; i++) {
        const struct caption *cue = &described->cues[i];
        rain |= strcmp(cue->text, "[rain]") == 0;
        music |= strcmp(cue->text, "♪ sad music ♪") == 0;
        named |= strstr(cue->text, "MEERA:") != NULL;
        knocks += strstr(cue->text, "[knocking]") != NULL;
        dogs += strstr(cue->text, "[dog barks]") != NULL;
        assert_true(cue->end > cue->start);
        if (i) assert_true(cue->start >= described->cues[i - 1].end);
    }
    assert_true(rain && music && named);
    assert_true(knocks <= 1 && dogs == 1);
    /* the dialogue's own captions are as they were */
    assert_null(strstr(captions->cues[0].text, "MEERA"));
    captions_free(described);
    captions_free(captions);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(captions__show_no_tags),
        cmocka_unit_test(captions__break_long_lines_at_clauses_and_keep_every_letter),
        cmocka_unit_test(captions__follow_the_times_of_the_words),
        cmocka_unit_test(captions__give_quick_answers_one_cue_with_dashes),
        cmocka_unit_test(captions__show_dual_dialogue_together),
        cmocka_unit_test(captions__survive_a_word_of_five_thousand_letters),
        cmocka_unit_test(captions__break_scripts_without_spaces),
        cmocka_unit_test(captions__are_well_formed_files),
        cmocka_unit_test(captions__of_crowded_lines_at_the_very_end_stay_in_the_film),
        cmocka_unit_test(captions_new__tells_when_each_word_is_said),
        cmocka_unit_test(captions__give_each_row_of_a_verse_its_time_and_both_scripts),
        cmocka_unit_test(captions_change__puts_words_right_where_they_stand),
        cmocka_unit_test(captions_change__parts_what_two_rows_do_not_hold),
        cmocka_unit_test(captions_to_ass__lets_no_text_be_a_command),
        cmocka_unit_test(captions_new__breaks_wide_and_turned_scripts_as_their_readers_do),
        cmocka_unit_test(captions_described__tells_sounds_and_names_without_covering_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
