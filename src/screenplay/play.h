/* Prose written as a play: "Meera: (softly) Hello." on lines of its own. */
#ifndef SCREENPLAY_PLAY_H
#define SCREENPLAY_PLAY_H

#include "screenplay/lines.h"

struct play_line {
    struct slice name, parenthetical; /* parenthetical may be empty */
    size_t speech;                    /* where what is said begins in the line */
};

/* True when the line is a name of at most three words (each capitalised, or in a script without
 * capitals), a colon and something said. */
bool screenplay_play_line(struct slice line, struct play_line *play);

/* True when at least two lines, and one in three of those that are not empty, are such lines.
 */
bool screenplay_looks_like_play(const struct screenplay_lines *lines);

#endif
