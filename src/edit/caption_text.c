#include "edit/caption_text.h"

#include <string.h>
#include <uniwidth.h>

#include "base/utf8.h"
#include "edit/captions.h"

enum {
    PAUSE = 48000 * 6 / 10
}; /* samples: a silence that ends a cue as well as a full stop does */

static int width_of(uint32_t code) {
    int width = uc_width(code, "UTF-8");
    return width < 0 ? 0 : width;
}

int captions_width(const char *text, size_t size) {
    int width = 0;
    uint32_t code;
    for (const char *at = text, *end = text + size; at < end;) {
        at += utf8_decode(at, end, &code);
        width += width_of(code);
    }
    return width;
}

int captions_columns(const char *text) {
    const char *end = text + strlen(text);
    int wide = 0, all = 0;
    uint32_t code;
    for (const char *at = text; at < end;) {
        at += utf8_decode(at, end, &code);
        wide += width_of(code) == 2;
        all++;
    }
    return 2 * wide > all ? CAPTION_COLUMNS - 6 : CAPTION_COLUMNS;
}

/* The blocks of right-to-left scripts: Unicode 15, Hebrew to Arabic Extended, and their
 * presentation forms. Letters of all other scripts run left to right. */
bool captions_right_to_left(const char *text, size_t size) {
    uint32_t code;
    for (const char *at = text, *end = text + size; at < end;) {
        at += utf8_decode(at, end, &code);
        if ((code >= 0x590 && code <= 0x8ff) || (code >= 0xfb1d && code <= 0xfdff) ||
            (code >= 0xfe70 && code <= 0xfeff))
            return true;
        if ((code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z') || code >= 0xc0)
            return false;
    }
    return false;
}

/* --- units --- */

static bool is_one_of(uint32_t code, const char *list) {
    uint32_t other;
    for (const char *at = list, *end = list + strlen(list); at < end;) {
        at += utf8_decode(at, end, &other);
        if (other == code) return true;
    }
    return false;
}

/* The last mark that is no closing quote or bracket tells. */
static int strength_after(const char *text, size_t size) {
    int strength = 0;
    uint32_t code;
    for (const char *at = text, *end = text + size; at < end;) {
        at += utf8_decode(at, end, &code);
        if (is_one_of(code, ".!?…。！？।॥؟۔"))
            strength = 2;
        else if (is_one_of(code, ",;:—–、，；：،؛"))
            strength = 1;
        else if (!is_one_of(code, "\"'”’)]」』）»"))
            strength = 0;
    }
    return strength;
}

/* Between two wide characters a line may be broken anywhere, but no mark starts a line that
 * belongs to the word before, and none ends one that belongs to the word after. */
static bool may_break(uint32_t before, uint32_t after) {
    if (width_of(before) < 2 && width_of(after) < 2) return false;
    if (width_of(after) == 0) return false;
    return !is_one_of(after,
                      "。、，．！？：；」』）】》〉ーゃゅょっァィゥェォャュョッ々,.!?:;)]”’") &&
           !is_one_of(before, "「『（【《〈([“‘");
}

static void add_unit(const char *text, size_t start, size_t end, bool space,
                     caption_units *units) {
    *list_push(units) =
        (struct caption_unit){.start = start,
                              .size = end - start,
                              .width = captions_width(text + start, end - start),
                              .space = space,
                              .strength = strength_after(text + start, end - start)};
}

/* A word: one unit, or one for every wide character, or as many as the row's width asks for. */
static void add_word(const char *text, size_t start, size_t end, int columns,
                     caption_units *units) {
    size_t from = start, at = start;
    uint32_t before = 0, code;
    int width = 0;
    bool space = units->count > 0;
    while (at < end) {
        size_t size = utf8_decode(text + at, text + end, &code);
        int more = width_of(code);
        if (at > from && (may_break(before, code) || (more && width + more > columns))) {
            add_unit(text, from, at, space, units);
            space = false;
            from = at;
            width = 0;
        }
        width += more;
        before = code;
        at += size;
    }
    if (at > from) add_unit(text, from, at, space, units);
}

void caption_text_units(const char *text, int row_columns, caption_units *units) {
    const size_t size = strlen(text);
    size_t at = 0, start = 0;
    uint32_t code;
    while (at < size) {
        size_t step = utf8_decode(text + at, text + size, &code);
        /* a no-break space holds its words together */
        if (utf8_is_space(code) && code != 0xa0 && code != 0x202f) {
            if (at > start) add_word(text, start, at, row_columns, units);
            start = at + step;
        }
        at += step;
    }
    if (size > start) add_word(text, start, size, row_columns, units);
}

/* --- cues --- */

static int row_width(const caption_units *units, size_t start, size_t end) {
    int width = 0;
    for (size_t i = start; i < end; i++)
        width += units->items[i].width + (i > start && units->items[i].space);
    return width;
}

/* The best place for a break within a cue: rows of like length, the upper one ending a clause.
 */
static size_t break_rows(const caption_units *units, size_t start, size_t end, int rows,
                         int columns) {
    if (row_width(units, start, end) <= columns) return end;
    if (rows < 2) return start;
    size_t best = start;
    int least = 1 << 30;
    for (size_t i = start + 1; i < end; i++) {
        int upper = row_width(units, start, i), lower = row_width(units, i, end);
        if (upper > columns || lower > columns) continue;
        int cost = upper > lower ? upper - lower + 3 : lower - upper;
        if (units->items[i - 1].strength) cost -= 12;
        if (!units->items[i].space) cost += 8;
        if (cost < least) least = cost, best = i;
    }
    return best; /* `start`: it does not fit */
}

/* What it costs to end a cue behind unit end - 1. */
static int end_cost(const caption_units *units, size_t start, size_t end) {
    static const int by_strength[] = {24, 6, 0};
    if (end == units->count) return 0;
    const struct caption_unit *last = &units->items[end - 1];
    int cost = units->items[end].from - last->to > PAUSE ? 0 : by_strength[last->strength];
    if (!units->items[end].space) cost += 4;
    return cost + (row_width(units, start, end) < 12 ? 8 : 0);
}

void caption_text_cues(const caption_units *units, int rows, int row_columns,
                       caption_cues *cues) {
    enum { PER_CUE = 16, FARTHEST = 2 * CAPTION_COLUMNS };
    const size_t count = units->count;
    if (!count) return;
    /* least[i]: cost of the units before i as whole cues; from[i]: where the last of them
     * starts */
    AUTO_FREE int64_t *least = xcalloc(count + 1, sizeof *least);
    AUTO_FREE size_t *from = xcalloc(count + 1, sizeof *from);
    for (size_t i = 1; i <= count; i++) least[i] = INT64_MAX;
    for (size_t i = 0; i < count; i++) {
        int width = 0;
        int64_t waits = 0; /* words are not shown before a silence that they follow */
        for (size_t end = i + 1; end <= count && end <= i + FARTHEST; end++) {
            width += units->items[end - 1].width;
            if (width > rows * row_columns) break;
            if (end > i + 1 && units->items[end - 1].from - units->items[end - 2].to > PAUSE)
                waits += 2 * PER_CUE;
            if (break_rows(units, i, end, rows, row_columns) == i) continue;
            int64_t cost = least[i] + PER_CUE + waits + end_cost(units, i, end);
            if (cost < least[end]) least[end] = cost, from[end] = i;
        }
    }
    for (size_t end = count; end > 0; end = from[end])
        *list_push(cues) = (struct caption_cue){
            .start = from[end],
            .first_end = break_rows(units, from[end], end, rows, row_columns),
            .end = end};
    for (size_t i = 0; i < cues->count / 2; i++) {
        struct caption_cue swap = cues->items[i];
        cues->items[i] = cues->items[cues->count - 1 - i];
        cues->items[cues->count - 1 - i] = swap;
    }
}

void caption_text_row(const char *text, const caption_units *units, size_t start, size_t end,
                      struct buf *out) {
    for (size_t i = start; i < end; i++) {
        if (i > start && units->items[i].space) buf_text(out, " ");
        buf_add(out, text + units->items[i].start, units->items[i].size);
    }
}
