#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "voice/helper/mandarin.h"

/* The phones with a space between them and their tones behind, '|' between words. */
static const char *written(const struct units *units) {
    static char out[1000];
    out[0] = '\0';
    for (size_t i = 0; i < units->list.count; i++) {
        const struct unit *unit = &units->list.items[i];
        if (out[0]) strcat(out, " ");
        if (unit->kind == UNIT_PHONE) strcat(out, unit->ipa);
        if (unit->kind == UNIT_PHONE && unit->tone) strncat(out, &unit->tone, 1);
        if (unit->kind == UNIT_SPACE) strcat(out, "|");
        if (unit->kind == UNIT_MARK) strncat(out, &unit->mark, 1);
    }
    return out;
}

static void assert_syllable(const char *pinyin, const char *phones) {
    struct units units = {0};
    mandarin_add_syllable(&units, pinyin, strlen(pinyin), 0);
    assert_string_equal(written(&units), phones);
    units_done(&units);
}

static void mandarin_add_syllable__writes_consonant_glide_vowel_and_coda(void **state) {
    (void)state;
    assert_syllable("ni3", "n i3");
    assert_syllable("zhuang1", "ʈʂ w a1 ŋ");
    assert_syllable("liu2", "l j ou2");
    assert_syllable("dui4", "t w ei4");
    assert_syllable("bo1", "p w o1");
    assert_syllable("de5", "t ɤ5");
}

static void mandarin_add_syllable__knows_syllables_without_a_consonant(void **state) {
    (void)state;
    assert_syllable("yi1", "i1");
    assert_syllable("you3", "j ou3");
    assert_syllable("wen4", "w ə4 n");
    assert_syllable("yuan2", "ɥ ɛ2 n");
    assert_syllable("er2", "ɚ2");
    assert_syllable("o2", "ɔ2");
}

static void mandarin_add_syllable__knows_u_behind_j_and_the_vowel_of_zi(void **state) {
    (void)state;
    assert_syllable("ju4", "tɕ y4");
    assert_syllable("que4", "tɕʰ ɥ e4");
    assert_syllable("lv4", "l y4");
    assert_syllable("zi3", "ts ɨ3");
    assert_syllable("shi4", "ʂ ɨ4");
    assert_syllable("qi1", "tɕʰ i1");
}

static void mandarin_add_syllable__passes_over_nonsense(void **state) {
    (void)state;
    assert_syllable("", "");
    assert_syllable("4", "");
    assert_syllable("zhzhzhzhzh4", "");
    assert_syllable("xylophone1", "");
}

static void assert_text(const char *text, const char *phones) {
    struct units units;
    units_read(text, mandarin_read_stretch, &units);
    assert_string_equal(written(&units), phones);
    units_done(&units);
}

static void mandarin_read_stretch__takes_the_longest_word(void **state) {
    (void)state;
    assert_text("银行行。", "i2 n x a2 ŋ | ɕ i2 ŋ .");
    assert_text("好，好！", "x au3 , | x au3 !");
    assert_text("龘好", "x au3"); /* a character nobody reads */
}

static void mandarin_read_stretch__reads_numbers(void **state) {
    (void)state;
    assert_text("12", "ʂ ɨ2 ɚ4");
    assert_text("105", "i1 p ai3 l i2 ŋ u3");
    assert_text("20000", "ɚ4 w a4 n");
    assert_text("007", "l i2 ŋ l i2 ŋ tɕʰ i1");
}

static void mandarin_read_stretch__tells_where_words_lie(void **state) {
    (void)state;
    struct units units;
    const char *text = "好银行";
    units_read(text, mandarin_read_stretch, &units);
    assert_int_equal(units.words.count, 2);
    assert_int_equal(units.words.items[0].start, 0);
    assert_int_equal(units.words.items[0].size, 3);
    assert_int_equal(units.words.items[1].start, 3);
    assert_int_equal(units.words.items[1].size, 6);
    units_done(&units);
}

static char folder[] = "/tmp/film-mandarin-XXXXXX", path[64];

static int set_up(void **state) {
    (void)state;
    static const char rows[] = "好\thao3\n行\txing2\n银\tyin2\n银行\tyin2 hang2\n";
    struct error err;
    char why[400];
    if (!mkdtemp(folder)) return -1;
    snprintf(path, sizeof path, "%s/pinyin.txt", folder);
    setenv("FILM_VOICES", folder, 1);
    return mandarin_open(why) || !file_write(path, rows, sizeof rows - 1, &err) ||
                   !mandarin_open(why)
               ? -1
               : 0;
}

static int tear_down(void **state) {
    (void)state;
    unlink(path);
    return rmdir(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mandarin_add_syllable__writes_consonant_glide_vowel_and_coda),
        cmocka_unit_test(mandarin_add_syllable__knows_syllables_without_a_consonant),
        cmocka_unit_test(mandarin_add_syllable__knows_u_behind_j_and_the_vowel_of_zi),
        cmocka_unit_test(mandarin_add_syllable__passes_over_nonsense),
        cmocka_unit_test(mandarin_read_stretch__takes_the_longest_word),
        cmocka_unit_test(mandarin_read_stretch__reads_numbers),
        cmocka_unit_test(mandarin_read_stretch__tells_where_words_lie),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
