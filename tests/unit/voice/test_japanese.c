#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "voice/helper/japanese.h"

/* The phones with a space between them, '|' between words. */
static const char *written(const struct units *units) {
    static char out[1000];
    out[0] = '\0';
    for (size_t i = 0; i < units->list.count; i++) {
        const struct unit *unit = &units->list.items[i];
        if (out[0]) strcat(out, " ");
        if (unit->kind == UNIT_PHONE) strcat(out, unit->ipa);
        if (unit->kind == UNIT_SPACE) strcat(out, "|");
        if (unit->kind == UNIT_MARK) strncat(out, &unit->mark, 1);
    }
    return out;
}

static void assert_reading(const char *kana, const char *phones) {
    struct units units = {0};
    japanese_add_reading(&units, kana, strlen(kana), 0);
    assert_string_equal(written(&units), phones);
    units_done(&units);
}

static void japanese_add_reading__writes_morae_as_phones(void **state) {
    (void)state;
    assert_reading("カサハ", "k a s a h a");
    assert_reading("キミ", "kʲ i mʲ i");
    assert_reading("シチニヒフ", "ɕ i tɕ i ɲ i ç i ɸ ɯ");
    assert_reading("ツズジ", "ts ɨ z ɨ dʑ i");
}

static void japanese_add_reading__joins_small_kana(void **state) {
    (void)state;
    assert_reading("キョー", "kʲ oː");
    assert_reading("シャチュジョ", "ɕ a tɕ ɨ dʑ o");
    assert_reading("ファティウェ", "ɸ a tʲ i β e");
    assert_reading("クァイェ", "kᵝ a j e");
}

static void japanese_add_reading__fits_the_nasal_to_what_follows(void **state) {
    (void)state;
    assert_reading("シンブン", "ɕ i m b ɯ ɴ");
    assert_reading("リンゴ", "ɾʲ i ŋ ɡ o");
    assert_reading("サンニン", "s a ɲ ɲ i ɴ");
    assert_reading("オンナ", "o n n a");
    assert_reading("ガッコー", "ɡ a ʔ k oː");
}

static void japanese_add_reading__passes_over_what_is_no_kana(void **state) {
    (void)state;
    assert_reading("ーァa★カ\xe3", "k a");
    assert_reading("", "");
}

static void assert_text(const char *text, const char *phones) {
    struct units units;
    units_read(text, japanese_read_stretch, &units);
    assert_string_equal(written(&units), phones);
    units_done(&units);
}

static void japanese_read_stretch__reads_kanji_by_their_words(void **state) {
    (void)state;
    assert_text("今日は、海。", "kʲ oː | β a , | ɯ mʲ i .");
    assert_text("行きましょう！", "i kʲ i m a ɕ oː !");
    assert_text("12時", "dʑ ɨː ɲ i dʑ i");
    assert_text("10500円", "i tɕ i m a ŋ ɡ o ç a k ɯ e ɴ");
}

static void japanese_read_stretch__tells_where_words_lie(void **state) {
    (void)state;
    struct units units;
    const char *text = "海を見た。";
    units_read(text, japanese_read_stretch, &units);
    static const char *const words[] = {"海", "を", "見た"};
    assert_int_equal(units.words.count, COUNT_OF(words));
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        assert_int_equal(units.words.items[i].size, strlen(words[i]));
        assert_memory_equal(text + units.words.items[i].start, words[i], strlen(words[i]));
    }
    units_done(&units);
}

int main(void) {
    char why[400];
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(japanese_add_reading__writes_morae_as_phones),
        cmocka_unit_test(japanese_add_reading__joins_small_kana),
        cmocka_unit_test(japanese_add_reading__fits_the_nasal_to_what_follows),
        cmocka_unit_test(japanese_add_reading__passes_over_what_is_no_kana),
        cmocka_unit_test(japanese_read_stretch__reads_kanji_by_their_words),
        cmocka_unit_test(japanese_read_stretch__tells_where_words_lie),
    };
    if (!japanese_open(why)) {
        print_error("%s\n", why);
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
