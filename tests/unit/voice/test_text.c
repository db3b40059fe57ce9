#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/markup.h"
#include "base/memory.h"
#include "base/random.h"
#include "voice/line.h"
#include "voice/names.h"
#include "voice/normal.h"
#include "voice/order.h"
#include "voice/pronounce.h"
#include "voice/ssml.h"
#include "voice/text.h"

static struct sentence sentence_of(const char *text) {
    struct sentence sentence = {.text = xstrdup(text), .size = strlen(text)};
    sentence.origin = xcalloc(sentence.size + 1, sizeof *sentence.origin);
    for (size_t i = 0; i < sentence.size; i++) sentence.origin[i] = (uint32_t)i;
    return sentence;
}
static void sentence_done(struct sentence *sentence) {
    free(sentence->text);
    free(sentence->origin);
}

static void normal_english__writes_out_what_is_written_short(void **state) {
    (void)state;
    static const char *const all[][2] = {
        {"It costs $5.50.", "It costs five dollars and fifty cents."},
        {"£1 or ₹1,500", "one pound or one thousand five hundred rupees"},
        {"$3 million, $0.05", "three million dollars, five cents"},
        {"at 7:30 pm", "at seven thirty P M"},
        {"at 12:00, at 9:05", "at twelve o'clock, at nine oh five"},
        {"On 2024-05-17", "On May seventeenth twenty twenty-four"},
        {"On May 5, 1947", "On May fifth, nineteen forty-seven"},
        {"in 1900, 2005 and the 1960s",
         "in nineteen hundred, two thousand and five and the nineteen sixties"},
        {"the 21st, the 100th", "the twenty-first, the one hundredth"},
        {"3.5 km, 1 kg, 20°C, 50%",
         "three point five kilometres, one kilogram, twenty degrees Celsius, fifty percent"},
        {"1,234,567",
         "one million two hundred and thirty-four thousand five hundred and sixty-seven"},
        {"call 555-0123", "call five five five, zero one two three"},
        {"007 and -5", "zero zero seven and minus five"},
        {"Mr. Rao met Dr. Smith etc.", "Mister Rao met Doctor Smith et cetera."},
        {"World War II, No. 7", "World War two, number seven"},
        {"½ a cup & 3/4", "one half a cup and three quarters"},
        {"R2D2 has no number.", "R2D2 has no number."},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        struct sentence sentence = sentence_of(all[i][0]);
        normal_english(&sentence);
        assert_string_equal(sentence.text, all[i][1]);
        assert_int_equal(sentence.size, strlen(sentence.text));
        for (size_t k = 1; k < sentence.size; k++)
            assert_true(sentence.origin[k] >= sentence.origin[k - 1] &&
                        sentence.origin[k] < strlen(all[i][0]));
        sentence_done(&sentence);
    }
}

static void normal_english__survives_any_text(void **state) {
    (void)state;
    static const char alphabet[] = "0123456789.,:/-$%#&@ aApPmM'\xc2\xbd\xe2\x82\xac";
    struct random random = random_seed(7);
    for (int round = 0; round < 3000; round++) {
        char text[64];
        size_t size = random_below(&random, sizeof text - 1);
        for (size_t i = 0; i < size; i++)
            text[i] = alphabet[random_below(&random, sizeof alphabet - 1)];
        text[size] = '\0';
        struct sentence sentence = sentence_of(text);
        normal_english(&sentence);
        for (size_t k = 0; k < sentence.size; k++) assert_true(sentence.origin[k] < size);
        sentence_done(&sentence);
    }
}

static void pronounce__says_names_as_the_list_does(void **state) {
    (void)state;
    static const char list_text[] = "# names\n"
                                    "aaranya = aa-run-ya\n"
                                    "  Siobhan = /ʃɪˈvɔːn/  # Irish\n"
                                    "siobhan kelly = Shivawn Kelly\n\n";
    struct pronounce *list;
    struct error err;
    assert_true(pronounce_read(list_text, strlen(list_text), &list, &err));
    struct sentence sentence = sentence_of("Aaranya met Siobhan, not Aaranyas. SIOBHAN KELLY!");
    pronounce_apply(list, &sentence);
    assert_string_equal(sentence.text, "aa-run-ya met \1ʃɪˈvɔːn\2Siobhan\3, not Aaranyas. "
                                       "Shivawn Kelly!");
    assert_int_equal(sentence.origin[0], 0);
    const char *mark = strchr(sentence.text, ORDER_IPA_OPEN);
    assert_int_equal(sentence.origin[mark - sentence.text], 12);
    order_drop_ipa(sentence.text);
    assert_non_null(strstr(sentence.text, "Siobhan"));
    assert_null(strstr(sentence.text, "ʃ"));
    sentence_done(&sentence);
    struct hash with, without, none;
    struct hasher hasher;
    hasher_init(&hasher), pronounce_hash(list, "Aaranya", &hasher),
        with = hasher_final(&hasher);
    hasher_init(&hasher), pronounce_hash(list, "Bob", &hasher), without = hasher_final(&hasher);
    hasher_init(&hasher), pronounce_hash(NULL, "Aaranya", &hasher),
        none = hasher_final(&hasher);
    assert_int_not_equal(hash_compare(&with, &without), 0);
    assert_int_equal(hash_compare(&none, &without), 0);
    pronounce_free(list);
}

static void pronounce_read__names_the_line_that_is_wrong(void **state) {
    (void)state;
    static const char *const bad[] = {"a = b\nno equals\n", "a = b\n= c\n", "a = b\nc =\n",
                                      "a = b\nc = \1\n"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct pronounce *list;
        struct error err = {0};
        assert_false(pronounce_read(bad[i], strlen(bad[i]), &list, &err));
        assert_int_equal(err.line, 2);
    }
}

static void names_read__knows_which_vowels_are_long(void **state) {
    (void)state;
    static const char *const all[][2] = {
        {"paati", "pˈɑːti"},      {"kolam", "kˈoʊləm"},   {"pongalo", "pˈɔŋɡəloʊ"},
        {"namaste", "nəmˈʌsteɪ"}, {"lakshmi", "lˈʌkʃmi"}, {"moosaa", "mˈuːsɑː"},
        {"ameena", "əmˈiːnə"},    {"arjun", "ˈɑːɹdʒʊn"},  {"raaj", "ɹˈɑːdʒ"},
    };
    char ipa[NAMES_IPA_SIZE];
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        assert_true(names_read(all[i][0], ipa));
        assert_string_equal(ipa, all[i][1]);
    }
    static const char *const strange[] = {"",   "rhythm", "Paati",
                                          "a1", "cat",    "aaaaaaaaaaaaaaaaaaaaaaaaa"};
    for (size_t i = 0; i < COUNT_OF(strange); i++) assert_false(names_read(strange[i], ipa));
}

static void names_read__survives_any_letters(void **state) {
    (void)state;
    struct random random = random_seed(7);
    for (int round = 0; round < 20000; round++) {
        char word[30], ipa[NAMES_IPA_SIZE];
        size_t size = (size_t)random_range(&random, 0, 29);
        for (size_t i = 0; i < size; i++)
            word[i] = "aaeiouaannkthshdbrylmpgvzjwx-q"[(size_t)random_range(&random, 0, 29.9)];
        word[size] = '\0';
        if (names_read(word, ipa)) assert_true(strlen(ipa) < sizeof ipa);
    }
}

static void names_apply__tells_names_and_leaves_the_rest(void **state) {
    (void)state;
    struct sentence sentence = sentence_of("A kolam, Meera? The ravi ram.");
    names_apply(&sentence);
    assert_string_equal(sentence.text,
                        "A \x01kˈoʊləm\x02kolam\x03, \x01mˈiːɹə\x02Meera\x03? The ravi ram.");
    assert_int_equal(sentence.size, strlen(sentence.text));
    const char *meera = strstr(sentence.text, "Meera");
    assert_int_equal(sentence.origin[meera - sentence.text], 9);
    assert_int_equal(sentence.origin[sentence.size - 1], 28);
    AUTO_FREE char *once = xstrdup(sentence.text);
    names_apply(&sentence); /* what is told already stays */
    assert_string_equal(sentence.text, once);
    sentence_done(&sentence);
}

static void line_sentences__pauses_where_a_row_and_a_verse_end(void **state) {
    (void)state;
    const char *text = "मामकाः पाण्डवाः\nकिमकुर्वत ।\nसञ्जय ॥\nराम";
    struct utterance utterance = {
        .text = text, .language = "sa", .manner = MANNER_CHANTED, .intensity = 0.5};
    struct sentences rows;
    line_sentences(&utterance, &rows);
    assert_int_equal(rows.count, 4);
    assert_true(rows.items[0].pause_ms > 0 && rows.items[1].pause_ms > rows.items[0].pause_ms &&
                rows.items[2].pause_ms > rows.items[1].pause_ms);
    assert_true(rows.items[1].semitones > 0 && rows.items[3].semitones < 0);
    assert_non_null(strstr(rows.items[1].text, "\x01kɪməkʊɾʋətə\x02किमकुर्वत\x03"));
    for (size_t i = 0; i < rows.count; i++)
        for (size_t k = 0; k < rows.items[i].size; k++)
            assert_true(rows.items[i].origin[k] < strlen(text) &&
                        (!k || rows.items[i].origin[k] >= rows.items[i].origin[k - 1]));
    const char *word = strstr(rows.items[1].text, "किम");
    assert_ptr_equal(text + rows.items[1].origin[word - rows.items[1].text],
                     strstr(text, "किम"));
    voice_sentences_done(&rows);
}

static void markup_blank__takes_tags_away_and_keeps_places(void **state) {
    (void)state;
    char marked[] = "<speak>I <emphasis level=\"angry\">am</emphasis> here.<!-- > -->\n<break";
    markup_blank(marked);
    assert_string_equal(
        marked, "       I                         am            here.          \n      ");
    char plain[] = "2 < 3 > 1";
    markup_blank(plain);
    assert_string_equal(plain, "2 < 3 > 1");
}

static void ssml_read__finds_runs_pauses_and_told_words(void **state) {
    (void)state;
    const char *text = "<speak>Hello <break time=\"300ms\"/>there. <prosody rate=\"slow\" "
                       "pitch='+2st' volume=\"-3dB\">Slow &amp; high</prosody> "
                       "<sub alias=\"World Wide Web\">WWW</sub> "
                       "<phoneme alphabet=\"ipa\" ph=\"təˈmɑːtoʊ\">tomato</phoneme> "
                       "<say-as interpret-as=\"characters\">abc</say-as></speak>";
    assert_true(markup_is(text));
    assert_false(markup_is("2 < 3"));
    struct ssml ssml;
    ssml_read(text, &ssml);
    assert_int_equal(ssml.count, 4);
    assert_string_equal(ssml.runs[0].text, "Hello ");
    assert_int_equal(ssml.runs[0].break_ms, 300);
    assert_string_equal(ssml.runs[1].text, "there. ");
    assert_string_equal(ssml.runs[2].text, "Slow & high");
    assert_true(ssml.runs[2].rate == 0.8 && ssml.runs[2].semitones == 2 &&
                ssml.runs[2].gain_db == -3);
    assert_string_equal(ssml.runs[3].text, " World Wide Web \1təˈmɑːtoʊ\2tomato\3 a b c ");
    assert_true(ssml.runs[3].rate == 1);
    for (size_t i = 0; i < ssml.count; i++)
        for (size_t k = 0; k < ssml.runs[i].size; k++)
            assert_true(ssml.runs[i].origin[k] < strlen(text));
    ssml_done(&ssml);
}

static void ssml_shown__is_what_a_reader_sees_and_where(void **state) {
    (void)state;
    const char *text =
        "<speak>Salt <!-- > -->&amp; <emphasis>pepper</emphasis>.<break/></speak>";
    uint32_t places[100];
    assert_true(strlen(text) < COUNT_OF(places));
    AUTO_FREE char *shown = ssml_shown(text, places);
    assert_string_equal(shown, "Salt & pepper.");
    assert_int_equal(places[strstr(text, "pepper") - text], strstr(shown, "pepper") - shown);
    assert_int_equal(places[strstr(text, "<break") - text], strlen(shown));
    assert_int_equal(places[strlen(text)], strlen(shown));
    AUTO_FREE char *plain = ssml_shown("2 < 3 &amp; 4", places);
    assert_string_equal(plain, "2 < 3 &amp; 4");
    assert_int_equal(places[5], 5);
    AUTO_FREE char *open = ssml_shown("<speak>a<b", NULL);
    assert_string_equal(open, "a");
}

static void ssml_read__survives_what_is_broken(void **state) {
    (void)state;
    static const char *const pieces[] = {"<speak>",
                                         "</speak>",
                                         "<prosody rate='9999%'>",
                                         "</prosody>",
                                         "<break time='1e9s'/>",
                                         "<phoneme ph='a'>",
                                         "</phoneme>",
                                         "<sub alias='x'>",
                                         "</sub>",
                                         "<",
                                         ">",
                                         "&#0;",
                                         "&#x41;",
                                         "&amp",
                                         "word ",
                                         "<!--",
                                         "-->",
                                         "<emphasis level='strong'>",
                                         "</emphasis>",
                                         "<a b=c>",
                                         "'",
                                         "\"",
                                         "<p>",
                                         "</p>",
                                         "<say-as interpret-as='digits'>",
                                         "</say-as>",
                                         "\1",
                                         "\3"};
    struct random random = random_seed(11);
    for (int round = 0; round < 3000; round++) {
        struct buf text;
        buf_init(&text, 4096);
        buf_text(&text, "<speak>");
        for (uint32_t i = random_below(&random, 60); i; i--)
            buf_text(&text, pieces[random_below(&random, COUNT_OF(pieces))]);
        struct ssml ssml;
        ssml_read(text.bytes, &ssml);
        for (size_t i = 0; i < ssml.count; i++) {
            assert_true(ssml.runs[i].rate >= 0.4 && ssml.runs[i].rate <= 2.5);
            assert_true(fabs(ssml.runs[i].semitones) <= 15);
            for (size_t k = 0; k < ssml.runs[i].size; k++)
                assert_true(ssml.runs[i].origin[k] < text.size);
        }
        ssml_done(&ssml);
        buf_done(&text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normal_english__writes_out_what_is_written_short),
        cmocka_unit_test(normal_english__survives_any_text),
        cmocka_unit_test(pronounce__says_names_as_the_list_does),
        cmocka_unit_test(pronounce_read__names_the_line_that_is_wrong),
        cmocka_unit_test(names_read__knows_which_vowels_are_long),
        cmocka_unit_test(names_read__survives_any_letters),
        cmocka_unit_test(names_apply__tells_names_and_leaves_the_rest),
        cmocka_unit_test(line_sentences__pauses_where_a_row_and_a_verse_end),
        cmocka_unit_test(markup_blank__takes_tags_away_and_keeps_places),
        cmocka_unit_test(ssml_read__finds_runs_pauses_and_told_words),
        cmocka_unit_test(ssml_shown__is_what_a_reader_sees_and_where),
        cmocka_unit_test(ssml_read__survives_what_is_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
