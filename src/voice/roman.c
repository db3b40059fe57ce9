#include "voice/roman.h"

#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "voice/order.h"
#include "voice/text.h"

/* U+0900 to U+0970 (Unicode 15): "C" in front marks a consonant, which holds an a unless a
 * vowel sign or a virama follows; "V" a vowel sign. NULL: nothing is written. */
static const char *const letters[] = {
    /* 00 */ "m̐",   "m̐",   "ṃ",   "ḥ",   "a",   "a",   "ā",   "i",
    /* 08 */ "ī",   "u",   "ū",   "ṛ",   "ḷ",   "ê",   "e",   "e",
    /* 10 */ "ai",  "ô",   "o",   "o",   "au",  "Ck",  "Ckh", "Cg",
    /* 18 */ "Cgh", "Cṅ",  "Cc",  "Cch", "Cj",  "Cjh", "Cñ",  "Cṭ",
    /* 20 */ "Cṭh", "Cḍ",  "Cḍh", "Cṇ",  "Ct",  "Cth", "Cd",  "Cdh",
    /* 28 */ "Cn",  "Cṉ",  "Cp",  "Cph", "Cb",  "Cbh", "Cm",  "Cy",
    /* 30 */ "Cr",  "Cṟ",  "Cl",  "Cḷ",  "Cḻ",  "Cv",  "Cś",  "Cṣ",
    /* 38 */ "Cs",  "Ch",  NULL,  NULL,  NULL,  "'",   "Vā",  "Vi",
    /* 40 */ "Vī",  "Vu",  "Vū",  "Vṛ",  "Vṝ",  "Vê",  "Ve",  "Ve",
    /* 48 */ "Vai", "Vô",  "Vo",  "Vo",  "Vau", "V",   "Ve",  "Vau",
    /* 50 */ "oṃ",  NULL,  NULL,  NULL,  NULL,  NULL,  NULL,  NULL,
    /* 58 */ "Cq",  "Ck͟h", "Cġ",  "Cz",  "Cṛ",  "Cṛh", "Cf",  "Cẏ",
    /* 60 */ "ṝ",   "ḹ",   "Vḷ",  "Vḹ",  "|",   "||",  "0",   "1",
    /* 68 */ "2",   "3",   "4",   "5",   "6",   "7",   "8",   "9",
};
enum { DEVANAGARI = 0x900 };

bool roman_is_devanagari(const char *text) {
    size_t all = 0, ours = 0;
    for (const char *at = text, *end = text + strlen(text); at < end;) {
        uint32_t code;
        at += utf8_decode(at, end, &code);
        all += utf8_is_letter(code);
        ours += utf8_is_letter(code) && code >= DEVANAGARI && code < DEVANAGARI + 0x80;
    }
    return 2 * ours > all;
}

void roman_write(const char *text, struct buf *out) {
    bool open = false; /* a consonant waits for its vowel */
    for (const char *at = text, *end = text + strlen(text); at < end;) {
        uint32_t code;
        const char *from = at;
        at += utf8_decode(at, end, &code);
        bool own = code >= DEVANAGARI && code < DEVANAGARI + COUNT_OF(letters);
        const char *letter = own ? letters[code - DEVANAGARI] : NULL;
        if (code == 0x200c || code == 0x200d || (own && !letter)) continue;
        if (open && !(letter && *letter == 'V')) buf_text(out, "a");
        open = letter && *letter == 'C';
        if (!letter)
            buf_add(out, from, (size_t)(at - from));
        else
            buf_text(out, letter + (*letter == 'C' || *letter == 'V'));
    }
    if (open) buf_text(out, "a");
}

/* Longer spellings first. */
static const char *const sounds[][2] = {
    {"ṭh", "ʈʰ"}, {"ḍh", "ɖʰ"}, {"kh", "kʰ"}, {"gh", "ɡʰ"}, {"ch", "cʰ"}, {"jh", "ɟʰ"},
    {"th", "tʰ"}, {"dh", "dʰ"}, {"ph", "pʰ"}, {"bh", "bʰ"}, {"ai", "ɛː"}, {"au", "ɔː"},
    {"m̐", "m"},   {"ā", "aː"},  {"ī", "iː"},  {"ū", "uː"},  {"ṛ", "ɾɪ"},  {"ṝ", "ɾiː"},
    {"ḷ", "l"},   {"ṃ", "m"},   {"ḥ", "h"},   {"ṅ", "ŋ"},   {"ñ", "ɲ"},   {"ṭ", "ʈ"},
    {"ḍ", "ɖ"},   {"ṇ", "ɳ"},   {"ś", "ʃ"},   {"ṣ", "ʂ"},   {"a", "ə"},   {"i", "ɪ"},
    {"u", "ʊ"},   {"e", "eː"},  {"o", "oː"},  {"k", "k"},   {"g", "ɡ"},   {"c", "c"},
    {"j", "ɟ"},   {"t", "t"},   {"d", "d"},   {"n", "n"},   {"p", "p"},   {"b", "b"},
    {"m", "m"},   {"y", "j"},   {"r", "ɾ"},   {"l", "l"},   {"v", "ʋ"},   {"s", "s"},
    {"h", "h"},
};

void roman_to_ipa(const char *roman, struct buf *out) {
    for (const char *at = roman, *end = roman + strlen(roman); at < end;) {
        uint32_t code;
        size_t used = 0;
        for (size_t i = 0; i < COUNT_OF(sounds) && !used; i++) {
            if (strncmp(at, sounds[i][0], strlen(sounds[i][0])) != 0) continue;
            used = strlen(sounds[i][0]);
            buf_text(out, sounds[i][1]);
        }
        at += used ? used : utf8_decode(at, end, &code);
    }
}

static bool is_of_word(const char *at, const char *end, size_t *used) {
    uint32_t code;
    *used = utf8_decode(at, end, &code);
    return (code >= DEVANAGARI && code < DEVANAGARI + 0x64) || code == 0x200c || code == 0x200d;
}

/* OPEN, the IPA, MID, the word, CLOSE, in the place of the word. */
static void tell_word(const char *word, size_t size, struct buf *text) {
    AUTO(buf_done) struct buf roman;
    AUTO_FREE char *copy = xcalloc(size + 1, 1);
    memcpy(copy, word, size);
    buf_init(&roman, 1 << 16);
    roman_write(copy, &roman);
    buf_printf(text, "%c", ORDER_IPA_OPEN);
    if (roman.bytes) roman_to_ipa(roman.bytes, text);
    buf_printf(text, "%c", ORDER_IPA_MID);
    buf_add(text, word, size);
    buf_printf(text, "%c", ORDER_IPA_CLOSE);
}

void roman_tell(struct sentence *sentence) {
    struct buf text;
    LIST(uint32_t) origin = {0};
    buf_init(&text, 1 << 20);
    const char *start = sentence->text, *end = start + sentence->size;
    bool told = false;
    for (const char *at = start; at < end;) {
        size_t size = 0, used;
        while (!told && at + size < end && is_of_word(at + size, end, &used)) size += used;
        const size_t before = text.size;
        if (size) {
            tell_word(at, size, &text);
        } else {
            told = (told || *at == ORDER_IPA_OPEN) && *at != ORDER_IPA_CLOSE;
            size = 1;
            buf_add(&text, at, size);
        }
        /* the word's own bytes stand before the last one, which closes it */
        const size_t word = text.size - before > size ? text.size - 1 - size : before;
        for (size_t i = before; i < text.size; i++) {
            size_t within = i < word ? 0 : i - word < size ? i - word : size - 1;
            *(uint32_t *)list_push(&origin) = sentence->origin[(size_t)(at - start) + within];
        }
        at += size;
    }
    voice_replace_text(sentence, &text, origin.items);
}
