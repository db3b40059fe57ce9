/* The two readings of a script, and the choice between them. */
#ifndef SCREENPLAY_READ_H
#define SCREENPLAY_READ_H

#include "screenplay/lines.h"

/* Reads lines (cut with comments taken out) as Fountain 1.1 (fountain.io/syntax). */
void screenplay_read_fountain(struct screenplay_builder *builder,
                              const struct screenplay_lines *lines);

/* Adds the characters that the action introduces and that never speak. After reading. */
void screenplay_silent_people(struct screenplay_builder *builder);

/* Reads lines (cut without comments) as prose. Returns the title, its first heading-like line,
 * or
 * "". */
const char *screenplay_read_prose(struct screenplay_builder *builder,
                                  const struct screenplay_lines *lines);

/* Fountain when there is a title page, a scene heading or a forcing mark, or when at least one
 * block in five begins with a cue; else prose. */
bool screenplay_looks_like_fountain(struct screenplay_builder *builder,
                                    const struct screenplay_lines *lines);

#endif
