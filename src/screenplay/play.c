#include "screenplay/play.h"

enum { NAME_MAX_BYTES = 96, NAME_MAX_WORDS = 3 };

/* Takes "(softly)" off the front or the end of a text. */
static struct slice take_bracket(struct slice *text, bool front) {
    struct slice none = {0};
    if (front) {
        const char *close = slice_starts(*text, "(") ? memchr(text->at, ')', text->size) : NULL;
        if (!close || (size_t)(close - text->at) > 120) return none;
        struct slice inside = {text->at + 1, (size_t)(close - text->at) - 1};
        *text = slice_trim_left(slice_from(*text, inside.size + 2));
        return slice_trim(inside);
    }
    const char *open = slice_ends(*text, ")") ? memchr(text->at, '(', text->size) : NULL;
    if (!open) return none;
    size_t at = (size_t)(open - text->at);
    struct slice inside = {open + 1, text->size - at - 2};
    *text = slice_trim_right((struct slice){text->at, at});
    return slice_trim(inside);
}

static bool is_name(struct slice name) {
    int words = 0;
    bool start = true;
    for (size_t i = 0, used; i < name.size; i += used) {
        uint32_t code = slice_code(name, i, &used);
        if (utf8_is_space(code)) {
            start = true;
            continue;
        }
        if (start && (!utf8_is_letter(code) || utf8_is_lower(code)) &&
            !(code >= '0' && code <= '9'))
            return false;
        bool mark = code == '"' || code == ',' || code == '!' || code == '?' || code == ';' ||
                    code == 0x201c || code == 0x201d || code == 0x3002;
        if (mark) return false;
        words += start;
        start = false;
    }
    return words >= 1 && words <= NAME_MAX_WORDS;
}

bool screenplay_play_line(struct slice line, struct play_line *play) {
    struct slice head = {line.at, line.size < NAME_MAX_BYTES ? line.size : NAME_MAX_BYTES};
    size_t colon = 0, used;
    for (uint32_t code; (code = slice_code(head, colon, &used)); colon += used)
        if (code == ':' || code == 0xff1a) break;
    if (!used || !colon) return false;
    size_t after = colon + used;
    struct slice name = slice_trim((struct slice){line.at, colon});
    struct slice said = slice_trim_left(slice_from(line, after));
    bool gap = said.at > line.at + after || used == 3; /* "10:30" is no name; a wide colon is */
    if (!said.size || !gap) return false;
    play->parenthetical = take_bracket(&name, false);
    if (!is_name(name)) return false;
    struct slice bracket = take_bracket(&said, true);
    if (bracket.size) play->parenthetical = bracket;
    if (!said.size) return false;
    play->name = name;
    play->speech = (size_t)(said.at - line.at);
    return true;
}

bool screenplay_looks_like_play(const struct screenplay_lines *lines) {
    size_t spoken = 0, all = 0;
    struct play_line play;
    for (size_t i = 0; i < lines->count; i++) {
        struct slice line = slice_trim_left(screenplay_line_text(lines, i));
        if (!line.size) continue;
        all++;
        spoken += screenplay_play_line(line, &play);
    }
    return spoken >= 2 && spoken * 3 >= all;
}
