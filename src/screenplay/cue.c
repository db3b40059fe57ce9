#include "screenplay/cue.h"

/* "continued", as cues write it; folded, without dots and apostrophes. */
static const char *const continued[] = {"contd",       "cont",     "continued",   "continuing",
                                        "suite",       "continúa", "fortsetzung", "continua",
                                        "продолжение", "தொடர்ச்சி",  "जारी"};

static bool is_continued(struct slice piece) {
    char bare[64];
    size_t n = 0;
    for (size_t i = 0, used; i < piece.size; i += used) {
        uint32_t code = slice_code(piece, i, &used);
        if (code == '.' || code == '\'' || code == 0x2019 || code == '`' || code == 0xb4)
            continue;
        if (n + 4 >= sizeof bare) return false;
        n += utf8_encode(code, bare + n);
    }
    struct slice word = slice_trim((struct slice){bare, n});
    for (size_t i = 0; i < COUNT_OF(continued); i++)
        if (slice_is_folded(word, continued[i])) return true;
    return false;
}

/* Adds the pieces of one bracket, at ',' and '/', that are not CONT'D. */
static void add_pieces(struct screenplay_builder *builder, struct screenplay_cue *cue,
                       struct slice inside) {
    size_t start = 0;
    for (size_t i = 0; i <= inside.size; i++) {
        if (i < inside.size && inside.at[i] != ',' && inside.at[i] != '/') continue;
        struct slice piece = slice_trim((struct slice){inside.at + start, i - start});
        start = i + 1;
        if (!piece.size || is_continued(piece)) continue;
        cue->extension = cue->extension
                             ? arena_printf(builder->arena, "%.*s, %s", (int)piece.size,
                                            piece.at, cue->extension)
                             : arena_copy(builder->arena, piece.at, piece.size);
    }
}

/* Finds the bracket that the line ends with; false when it ends with none. */
static bool last_bracket(struct slice line, size_t *open, size_t *close) {
    size_t tail = slice_ends(line, ")") ? 1 : slice_ends(line, "）") ? 3 : 0;
    if (!tail) return false;
    *close = line.size - tail;
    for (size_t i = *close; i-- > 0;)
        if (line.at[i] == '(' || (i + 3 <= line.size && !memcmp(line.at + i, "（", 3)))
            return *open = i, true;
    return false;
}

static bool is_sentence_mark(uint32_t code) {
    static const uint32_t marks[] = {
        '.',    '!',    '?',    ',',    ':',    ';',   '"',    0x2026, 0x964,  0x965,
        0x3002, 0xff01, 0xff1f, 0x61f,  0x60c,  0x61b, 0x3001, 0xff0c, 0xff1a, 0x201c,
        0x201d, 0x300c, 0x300d, 0x104a, 0x104b, 0x6d4, 0x2014, 0x2013, 0xab,   0xbb};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (code == marks[i]) return true;
    return false;
}

static bool is_unspaced(uint32_t code) { /* scripts written without spaces between words */
    return (code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff) ||
           (code >= 0xe00 && code <= 0xeff) || (code >= 0x1780 && code <= 0x17ff);
}

static bool reads_as_name(struct slice name, struct screenplay_cue *cue) {
    int words = 0, letters = 0, codes = 0;
    bool upper = false, mark = false, unspaced = false, in_word = false;
    uint32_t last = 0;
    for (size_t i = 0, used; i < name.size; i += used) {
        uint32_t code = slice_code(name, i, &used);
        if (utf8_is_lower(code) && code != 0xdf && code != 0xaa && code != 0xba) return false;
        bool letter = utf8_is_letter(code);
        letters += letter;
        upper |= utf8_is_upper(code);
        mark |= is_sentence_mark(code);
        unspaced |= is_unspaced(code);
        bool space = utf8_is_space(code);
        words += !space && !in_word;
        in_word = !space;
        codes++;
        last = code;
    }
    if (!letters || words > 10 || codes > 80) return false;
    if (upper) return last != '!' && last != '?' && last != 0x2026 && !slice_ends(name, "...");
    cue->caseless = true;
    return !mark && words <= 4 && codes <= (unspaced ? 12 : 32);
}

bool screenplay_cue_read(struct screenplay_builder *builder, struct slice line,
                         struct screenplay_cue *cue) {
    *cue = (struct screenplay_cue){0};
    if (line.size > 400) return false;
    if (slice_ends(line, "^")) {
        cue->dual = true;
        line.size--;
        line = slice_trim_right(line);
    }
    if (slice_starts(line, "@")) {
        cue->forced = true;
        line = slice_trim_left(slice_from(line, 1));
    }
    struct slice name = line;
    size_t open, close;
    while (last_bracket(name, &open, &close) && open)
        name = slice_trim_right((struct slice){name.at, open});
    if (slice_ends(name, ":") && name.size > 1)
        name = slice_trim_right((struct slice){name.at, name.size - 1});
    if (!name.size || (!cue->forced && !reads_as_name(name, cue))) return false;
    cue->name = name;
    struct slice rest = line;
    while (rest.size > name.size && last_bracket(rest, &open, &close) && open) {
        size_t skip = rest.at[open] == '(' ? 1 : 3;
        add_pieces(builder, cue, (struct slice){rest.at + open + skip, close - open - skip});
        rest = slice_trim_right((struct slice){rest.at, open});
    }
    return true;
}
