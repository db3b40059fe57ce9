#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/pcm.h"
#include "edit/captions_read.h"

static struct captions_cue *cues;
static size_t count;
static struct error err;

static bool read_text(struct arena *arena, const char *text) {
    return captions_read(text, strlen(text), arena, &cues, &count, &err);
}

static void captions_read__reads_subrip_and_webvtt(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    assert_true(read_text(arena, "1\r\n00:00:01,500 --> 00:00:02,000\r\nOne\r\ntwo\r\n\r\n2\r\n"
                                 "01:00:03,000 --> 01:00:04,250\r\nThree\r\n"));
    assert_int_equal(count, 2);
    assert_int_equal(cues[0].start, 72000);
    assert_int_equal(cues[0].end, 2 * PCM_RATE);
    assert_string_equal(cues[0].text, "One\ntwo");
    assert_int_equal(cues[1].start, (int64_t)3603 * PCM_RATE);
    assert_true(read_text(arena, "WEBVTT\n\nintro\n00:01.000 --> 00:02.000 align:start\n"
                                 "<v Anna>Salt <00:01.500>&amp; &lt;pepper&gt;</v>\n"));
    assert_int_equal(count, 1);
    assert_string_equal(cues[0].text, "Salt & <pepper>");
    arena_free(arena);
}

static void captions_read__passes_over_what_is_no_cue(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    const char *no_captions = "INT. KITCHEN - DAY\n\nANNA\nGood --> morning.\n";
    assert_false(captions_sniff(no_captions, strlen(no_captions)));
    assert_false(read_text(arena, no_captions));
    assert_int_equal(err.problem, PROBLEM_BAD_INPUT);
    assert_false(read_text(arena, "00:00:05,000 --> 00:00:01,000\nbackwards\n"));
    assert_false(read_text(arena, "999999:00:00,000 --> 999999:00:01,000\nfar away\n"));
    assert_true(read_text(arena, "noise\n00:00:01,000 --> 00:00:02,000\n<i never closed"));
    assert_string_equal(cues[0].text, "<i never closed");
    assert_true(captions_sniff("1\n00:00:01,000 --> 00:00:02,000\n", 32));
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(captions_read__reads_subrip_and_webvtt),
        cmocka_unit_test(captions_read__passes_over_what_is_no_cue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
