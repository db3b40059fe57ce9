#include "breakdown/words.h"

#include <string.h>
#include <unictype.h>

#include "base/utf8.h"

enum { WORD_MAX_BYTES = 96 }; /* of a folded word; the rest is cut off */

static bool is_mark(uint32_t code) {
    return code >= 0x300 &&
           (code == 0x200c || code == 0x200d ||
            uc_is_general_category_withtable((ucs4_t)code, UC_CATEGORY_MASK_M));
}

static bool is_digit(uint32_t code) {
    return code - '0' < 10u;
}

/* Signs that are words by themselves. */
static bool is_sign(uint32_t code) {
    return (code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff) ||
           (code >= 0xac00 && code <= 0xd7a3) || (code >= 0x0e01 && code <= 0x0e30) ||
           (code >= 0xf900 && code <= 0xfaff) || (code >= 0x20000 && code <= 0x3ffff);
}

static bool ends_sentence(uint32_t code) {
    return code == '.' || code == '!' || code == '?' || code == 0x2026 || code == 0x0964 ||
           code == 0x0965 || code == 0x3002 || code == 0xff01 || code == 0xff1f ||
           code == 0x061f;
}

static bool separates(uint32_t code) {
    return code == ',' || code == ';' || code == ':' || code == '(' || code == ')' ||
           code == '"' || code == '\n' || code == '[' || code == ']' || code == 0x2013 ||
           code == 0x2014 || code == 0x201c || code == 0x201d || code == 0x3001 ||
           code == 0xff0c || code == 0x060c;
}

static bool is_abbreviation(const struct word *word) {
    static const char *const list[] = {"mr", "mrs", "ms", "dr", "st", "prof", "sr", "jr"};
    if (word->size == 1 && (word->flags & WORD_CAPITAL)) return true;
    for (size_t i = 0; i < COUNT_OF(list); i++)
        if (strcmp(word->text, list[i]) == 0) return true;
    return false;
}

struct cutter {
    const char *text, *end, *at;
    uint32_t line, column;
    uint16_t next_flags; /* for the word to come */
    struct arena *arena;
    struct word_list *words;
    size_t first; /* the text's first word in `words` */
};

/* The code point at `at`, U+0000 at the end. */
static uint32_t peek(const struct cutter *cutter, const char *at, size_t *size) {
    uint32_t code = 0;
    *size = at < cutter->end ? utf8_decode(at, cutter->end, &code) : 0;
    return code;
}

static void between(struct cutter *cutter, uint32_t code) {
    struct word *last = cutter->words->count > cutter->first
                            ? &cutter->words->items[cutter->words->count - 1]
                            : NULL;
    if (ends_sentence(code)) {
        if (last) last->flags |= WORD_CLOSE | (code == '!' || code == 0xff01 ? WORD_SHOUT : 0);
        if (code != '.' || !last || !is_abbreviation(last)) cutter->next_flags |= WORD_START;
    } else if (separates(code)) {
        if (last) last->flags |= WORD_CLOSE;
        cutter->next_flags |= WORD_COMMA;
        if (code == '(') cutter->next_flags |= WORD_BRACKET;
    } else if (code == '-' && (cutter->at == cutter->text || cutter->at[-1] == ' ')) {
        if (last) last->flags |= WORD_CLOSE;
        cutter->next_flags |= WORD_COMMA;
    }
    if (code == '\n') {
        cutter->line++;
        cutter->column = 0;
    } else {
        cutter->column++;
    }
}

static int number_of(const char *folded, uint16_t *flags) {
    int number = 0, digits = 0;
    for (; is_digit((unsigned char)folded[digits]); digits++)
        if (number < 3000) number = number * 10 + folded[digits] - '0';
    if (!digits || number > 9999) return -1;
    const char *rest = folded + digits;
    if (strcmp(rest, "s") == 0) *flags |= WORD_DECADE;
    bool known = !*rest || (*flags & WORD_DECADE) || strcmp(rest, "am") == 0 ||
                 strcmp(rest, "pm") == 0 || strcmp(rest, "th") == 0;
    return known ? number : -1;
}

static void take_word(struct cutter *cutter) {
    struct word *word = list_push(cutter->words);
    word->start = (uint32_t)(cutter->at - cutter->text);
    word->line = cutter->line;
    word->column = cutter->column;
    word->flags = cutter->next_flags;
    cutter->next_flags = 0;
    char folded[WORD_MAX_BYTES + 8];
    size_t used = 0;
    int letters = 0, uppers = 0, lowers = 0;
    bool marks = false, signs = false, first = true;
    while (cutter->at < cutter->end && !signs) {
        size_t size, next_size;
        uint32_t code = peek(cutter, cutter->at, &size);
        if (code == '\'' || code == 0x2019) {
            uint32_t next = peek(cutter, cutter->at + size, &next_size);
            if (!letters || !utf8_is_letter(next)) break;
            code = '\'';
        } else if (is_sign(code)) {
            if (!first) break;
            signs = true;
        } else if (!utf8_is_letter(code) && !is_digit(code) && !is_mark(code)) {
            break;
        }
        letters += utf8_is_letter(code);
        uppers += utf8_is_upper(code);
        lowers += utf8_is_lower(code);
        marks |= is_mark(code);
        if (first && !utf8_is_lower(code) && !is_digit(code)) word->flags |= WORD_CAPITAL;
        first = false;
        if (used < WORD_MAX_BYTES) used += utf8_encode(utf8_to_lower(code), folded + used);
        cutter->at += size;
        cutter->column++;
    }
    folded[used] = '\0';
    word->size = (uint32_t)(cutter->at - cutter->text) - word->start;
    if (used > 2 && strcmp(folded + used - 2, "'s") == 0) {
        folded[used -= 2] = '\0';
        word->flags |= WORD_OWNS;
        lowers -= lowers > 0 && uppers > 1; /* "MEERA's" is all upper still */
    }
    if (uppers >= 2 && lowers == 0) word->flags |= WORD_CAPS;
    if (uppers + lowers > 0) word->flags |= WORD_CASED;
    if (marks) { /* written as base and accent: compare the composed form */
        AUTO_FREE char *composed = utf8_fold(folded);
        word->text = arena_copy(cutter->arena, composed, strlen(composed));
    } else {
        word->text = arena_copy(cutter->arena, folded, used);
    }
    word->number = (int16_t)number_of(word->text, &word->flags);
}

void words_cut(struct arena *arena, const char *text, struct word_list *words) {
    struct cutter cutter = {.text = text,
                            .end = text + strlen(text),
                            .at = text,
                            .next_flags = WORD_START,
                            .arena = arena,
                            .words = words,
                            .first = words->count};
    while (cutter.at < cutter.end) {
        size_t size;
        uint32_t code = peek(&cutter, cutter.at, &size);
        if (utf8_is_letter(code) || is_digit(code) || is_sign(code)) {
            take_word(&cutter);
        } else {
            between(&cutter, code);
            cutter.at += size;
        }
    }
    if (words->count > cutter.first) words->items[words->count - 1].flags |= WORD_CLOSE;
}
