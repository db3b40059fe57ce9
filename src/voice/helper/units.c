#include "voice/helper/units.h"

#include <espeak-ng/speak_lib.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "voice/order.h"

void units_done(struct units *units) {
    list_done(&units->list);
    list_done(&units->words);
}

/* The mark that a code point stands for; 0: none. */
static char mark_of(uint32_t code) {
    static const struct {
        uint32_t code;
        char mark;
    } marks[] = {
        {',', ','},    {0x3001, ','}, {0xff0c, ','}, {0x060c, ','}, {'.', '.'},
        {0x3002, '.'}, {0x0964, '.'}, {0x0965, '.'}, {0x06d4, '.'}, {0xff0e, '.'},
        {';', ';'},    {0xff1b, ';'}, {0x061b, ';'}, {':', ':'},    {0xff1a, ':'},
        {'!', '!'},    {0xff01, '!'}, {0xa1, 0},     {'?', '?'},    {0xff1f, '?'},
        {0x061f, '?'},
    };
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (marks[i].code == code) return marks[i].mark;
    return 0;
}

/* ---- one phone ---- */

void units_add_phone(struct units *units, const char *ipa, size_t size, int word) {
    static const char primary[] = "ˈ", secondary[] = "ˌ";
    struct unit unit = {.kind = UNIT_PHONE, .word = word};
    size_t used = 0;
    for (size_t i = 0; i < size;) {
        if (i + 2 <= size && memcmp(ipa + i, primary, 2) == 0) {
            unit.stress = 1;
            i += 2;
        } else if (i + 2 <= size && memcmp(ipa + i, secondary, 2) == 0) {
            unit.stress = unit.stress == 1 ? 1 : 2;
            i += 2;
        } else {
            uint32_t code;
            size_t length = utf8_decode(ipa + i, ipa + size, &code);
            bool digit = code >= '0' && code <= '9'; /* a tone */
            if (code != '-' && !digit && used + length < sizeof unit.ipa) {
                memcpy(unit.ipa + used, ipa + i, length);
                used += length;
            }
            i += length;
        }
    }
    if (used) *list_push(&units->list) = unit;
}

void units_add_space(struct units *units) {
    size_t count = units->list.count;
    if (!count || units->list.items[count - 1].kind == UNIT_SPACE) return;
    *list_push(&units->list) = (struct unit){.kind = UNIT_SPACE, .word = -1};
}

static void add_mark(struct units *units, char mark) {
    while (units->list.count && units->list.items[units->list.count - 1].kind != UNIT_PHONE)
        units->list.count--;
    if (units->list.count)
        *list_push(&units->list) = (struct unit){.kind = UNIT_MARK, .mark = mark, .word = -1};
}

/* ---- a stretch of text without marks ---- */

/* espeak-ng's own writing: '_' between phones, ' ' between words, "(en)" where it thinks the
 * language changes. */
static void add_written(struct units *units, const char *phones, int word) {
    while (*phones) {
        size_t size = strcspn(phones, "_ (\n");
        if (size) units_add_phone(units, phones, size, word);
        phones += size;
        if (*phones == '(')
            phones += strcspn(phones, ")");
        else if (*phones == ' ')
            units_add_space(units);
        phones += *phones != '\0';
    }
}

static void speak_text(struct units *units, const char *text, int word) {
    const void *at = text;
    while (at) {
        const char *phones =
            espeak_TextToPhonemes(&at, espeakCHARS_UTF8, ('_' << 8) | espeakPHONEMES_IPA);
        if (!phones) break;
        add_written(units, phones, word);
        units_add_space(units);
    }
}

static char *copy_of(const char *text, size_t size) {
    char *copy = xcalloc(size + 1, 1);
    memcpy(copy, text, size);
    return copy;
}

void units_speak(struct units *units, const char *text, size_t size, int word) {
    AUTO_FREE char *copy = copy_of(text, size);
    speak_text(units, copy, word);
}

static size_t phones_in(const struct units *units, size_t from) {
    size_t count = 0;
    for (size_t i = from; i < units->list.count; i++)
        count += units->list.items[i].kind == UNIT_PHONE;
    return count;
}

/* The words of text[0, size), each with the number of phones that it has by itself: espeak-ng
 * does not tell which phone belongs to which word, and joins small words. */
static void share_out(struct units *units, size_t first, const char *text, size_t size,
                      uint32_t offset) {
    LIST(size_t) ends = {0};
    size_t first_word = units->words.count, total = 0;
    for (size_t at = 0; at < size;) {
        size_t space = strspn(text + at, " \t\n");
        at += space;
        size_t length = at < size ? strcspn(text + at, " \t\n") : 0;
        if (!length || at + length > size) break;
        AUTO_FREE char *alone = copy_of(text + at, length);
        struct units spoken = {0};
        speak_text(&spoken, alone, 0);
        total += phones_in(&spoken, 0);
        units_done(&spoken);
        *list_push(&ends) = total;
        *list_push(&units->words) = (struct unit_word){offset + (uint32_t)at, (uint32_t)length};
        at += length;
    }
    size_t count = phones_in(units, first), seen = 0, word = 0;
    for (size_t i = first; total && i < units->list.count; i++) {
        struct unit *unit = &units->list.items[i];
        if (unit->kind != UNIT_PHONE) continue;
        while (word + 1 < ends.count && (2 * seen + 1) * total > 2 * ends.items[word] * count)
            word++;
        unit->word = (int)(first_word + word);
        seen++;
    }
    list_done(&ends);
}

void units_read_stretch(struct units *units, const char *text, size_t size, uint32_t offset) {
    AUTO_FREE char *copy = copy_of(text, size);
    if (strspn(copy, " \t\n") == strlen(copy)) return;
    size_t first = units->list.count;
    speak_text(units, copy, -1);
    share_out(units, first, copy, strlen(copy), offset);
}

/* ---- IPA in the text ---- */

static bool is_pair(const char *text, const char *end) {
    static const char *const pairs[] = {"aɪ", "aʊ", "eɪ", "oʊ", "əʊ", "ɔɪ", "dʒ", "tʃ", "ts"};
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        size_t size = strlen(pairs[i]);
        if ((size_t)(end - text) >= size && memcmp(text, pairs[i], size) == 0) return true;
    }
    return false;
}

/* Letters with what modifies them; diphthongs and affricates are one phone. */
static void read_ipa(struct units *units, const char *text, size_t size,
                     struct unit_word written) {
    const char *end = text + size;
    int word = (int)units->words.count;
    *list_push(&units->words) = written;
    while (text < end) {
        const char *start = text;
        uint32_t code = 0, next = 0;
        size_t used = utf8_decode(text, end, &code);
        while ((code == 0x2c8 || code == 0x2cc) && text + used < end) { /* stress */
            text += used;
            used = utf8_decode(text, end, &code);
        }
        bool pair = is_pair(text, end);
        text += used;
        if (pair) text += utf8_decode(text, end, &next);
        while (text < end) { /* length, diacritics, ties */
            used = utf8_decode(text, end, &next);
            bool modifies = (next >= 0x2b0 && next <= 0x36f && next != 0x2c8 && next != 0x2cc);
            if (!modifies) break;
            text += used;
        }
        if (utf8_is_space(code))
            units_add_space(units);
        else if (code != '.')
            units_add_phone(units, start, (size_t)(text - start), word);
    }
    units_add_space(units);
}

/* ---- the whole ---- */

void units_read(const char *text, units_reader *read_stretch, struct units *units) {
    *units = (struct units){0};
    const char *end = text + strlen(text), *from = text;
    for (const char *at = text; at < end;) {
        uint32_t code, next = ' ';
        size_t used = utf8_decode(at, end, &code);
        const char *after = at + used;
        if (after < end) utf8_decode(after, end, &next);
        if (code == ORDER_IPA_OPEN) {
            const char *mid = memchr(after, ORDER_IPA_MID, (size_t)(end - after));
            const char *close = mid ? memchr(mid, ORDER_IPA_CLOSE, (size_t)(end - mid)) : NULL;
            if (!close) break;
            read_stretch(units, from, (size_t)(at - from), (uint32_t)(from - text));
            read_ipa(
                units, after, (size_t)(mid - after),
                (struct unit_word){(uint32_t)(mid + 1 - text), (uint32_t)(close - mid - 1)});
            from = at = close + 1;
            continue;
        }
        char mark = mark_of(code);
        /* "3.5" and "don't": a mark within a word is none */
        if (mark && (code > 0x7f || utf8_is_space(next) || mark_of(next))) {
            read_stretch(units, from, (size_t)(at - from), (uint32_t)(from - text));
            add_mark(units, mark);
            if (after < end) units_add_space(units);
            from = after;
        }
        at = after;
    }
    read_stretch(units, from, (size_t)(end - from), (uint32_t)(from - text));
    while (units->list.count && units->list.items[units->list.count - 1].kind == UNIT_SPACE)
        units->list.count--;
}
