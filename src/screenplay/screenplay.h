/* A script as a document: scenes, action, dialogue, each with its line and column.
 *
 * Reads Fountain 1.1 (fountain.io/syntax) and plain prose. People's text is never refused for a
 * bad line: what looks wrong becomes a remark, and reading goes on. All text is valid UTF-8
 * (bytes that are not become U+FFFD, with a remark), NUL-terminated, with the mark-up removed
 * and nothing else changed: dialogue is verbatim to the last letter. */
#ifndef SCREENPLAY_SCREENPLAY_H
#define SCREENPLAY_SCREENPLAY_H

#include <stddef.h>

#include "base/error.h"

enum { SCREENPLAY_MAX_SIZE = 8 << 20 }; /* bytes of script; larger is PROBLEM_TOO_LARGE */

enum screenplay_format { SCREENPLAY_AUTO, SCREENPLAY_FOUNTAIN, SCREENPLAY_PROSE };

enum element_kind {
    ELEMENT_ACTION,
    ELEMENT_DIALOGUE, /* one stretch of speech between parentheticals: the unit that is spoken
                       */
    ELEMENT_LYRIC,    /* sung when inside dialogue (character >= 0), else printed */
    ELEMENT_TRANSITION,
    ELEMENT_CENTERED,
    ELEMENT_SECTION,
    ELEMENT_SYNOPSIS,
    ELEMENT_NOTE,
    ELEMENT_PAGE_BREAK,
};

enum emphasis_style { EMPHASIS_BOLD = 1, EMPHASIS_ITALIC = 2, EMPHASIS_UNDERLINE = 4 };

struct emphasis {
    size_t start, size; /* bytes of the element's text */
    int style;          /* emphasis_style bits */
};

enum dual { DUAL_NONE, DUAL_LEFT, DUAL_RIGHT };

struct element {
    enum element_kind kind;
    int line, column; /* 1-based, of the text's first character */
    const char *text; /* lines joined by '\n'; "" for a page break */
    const struct emphasis *emphasis;
    size_t emphasis_count;
    int scene; /* index into screenplay.scenes */
    int depth; /* sections: number of '#' */
    /* dialogue and sung lyrics only: */
    int character;         /* index into screenplay.characters, else -1 */
    const char *extension; /* "V.O.", "O.S." ..., without brackets, CONT'D removed; or NULL */
    const char *parenthetical; /* "(whispering)" without brackets; or NULL */
    enum dual dual;
};

enum setting { SETTING_UNSAID, SETTING_INTERIOR, SETTING_EXTERIOR, SETTING_BOTH };

struct scene {
    const char
        *heading; /* as written, without a forcing '.' and without its number; NULL when the
                     script starts before its first heading or is prose without a place */
    const char *number; /* "#1A#" gives "1A"; or NULL */
    enum setting setting;
    const char *place; /* "LIGHTHOUSE - LAMP ROOM"; "" when unsaid */
    const char *time;  /* "NIGHT", "CONTINUOUS"; "" when unsaid */
    int line, column;
    size_t first, count; /* its elements: screenplay.elements[first .. first+count-1] */
};

struct character {
    const char *name; /* as first written in a cue, without extension or '@' */
    int line;         /* of the first cue */
    size_t lines;     /* dialogue and sung elements */
};

enum remark_kind {
    REMARK_ENCODING,  /* invalid UTF-8, NUL bytes */
    REMARK_STRUCTURE, /* a note or boneyard that never ends, a cue with nothing to say, ... */
    REMARK_LIMIT,     /* something was cut to a limit */
};

struct remark {
    enum remark_kind kind;
    int line, column;
    const char *text; /* a sentence for the writer */
};

struct title_entry {
    const char *key, *value; /* key as written without ':'; value's lines joined by '\n' */
};

struct screenplay {
    enum screenplay_format format; /* FOUNTAIN or PROSE: what it was read as */
    const char *title, *author;    /* from the title page; "" when unsaid. Prose: its first
                                      heading-like    line, if it has one */
    const char *language;          /* title page "Language:", lower case BCP 47, else "" */
    const struct title_entry *title_page;
    size_t title_count;
    const struct scene *scenes;
    size_t scene_count;
    const struct element *elements;
    size_t element_count;
    const struct character *characters;
    size_t character_count;
    const struct remark *remarks;
    size_t remark_count;
    struct arena *arena; /* owns all of the above */
};

/* Reads `size` bytes. Linear in size. On success *screenplay is to be freed with
 * screenplay_free. PROBLEM_BAD_INPUT: nothing in it at all, or bytes that are no text (more
 * than 1 NUL or control byte in 100). PROBLEM_TOO_LARGE. A script without scenes or words is
 * not an error here. */
bool screenplay_read(const char *bytes, size_t size, enum screenplay_format format,
                     struct screenplay **screenplay, struct error *err) MUST_USE;
void screenplay_free(struct screenplay *screenplay);

#endif
