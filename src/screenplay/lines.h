/* The bytes of a script as clean lines: UTF-8, one kind of line end, comments taken out.
 *
 * Every line keeps where it stood, so that remarks and elements can point into the writer's own
 * file. A run of empty lines is one. A line that held nothing but a comment is gone. */
#ifndef SCREENPLAY_LINES_H
#define SCREENPLAY_LINES_H

#include "screenplay/builder.h"

struct screenplay_line {
    uint32_t start, size; /* in text; leading spaces kept, trailing cut */
    int line, column;     /* of its first byte */
    bool spaced; /* blank, but with two spaces: an empty line inside a speech or note */
};

/* A [[note]], standing before lines[at]. */
struct screenplay_note {
    size_t at;
    const char *text;
    int line, column;
};

struct screenplay_lines {
    char *text; /* in the arena */
    struct screenplay_line *items;
    size_t count, room;
    struct screenplay_note *notes;
    size_t note_count, note_room;
};

/* Valid UTF-8 without control characters, '\n' as the only line end, no byte order mark. In the
 * arena. Says where bytes had to be replaced by U+FFFD. */
struct slice screenplay_clean(struct screenplay_builder *builder, const char *bytes,
                              size_t size);

/* Cuts cleaned text into lines. `comments`: take out boneyards and notes, as Fountain has them.
 */
void screenplay_lines_init(struct screenplay_lines *lines, struct screenplay_builder *builder,
                           struct slice text, bool comments);
void screenplay_lines_done(struct screenplay_lines *lines);

static inline struct slice screenplay_line_text(const struct screenplay_lines *lines,
                                                size_t i) {
    return (struct slice){lines->text + lines->items[i].start, lines->items[i].size};
}

#endif
