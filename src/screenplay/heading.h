/* Scene headings: "INT. LIGHTHOUSE - LAMP ROOM - NIGHT", in the forms that languages write
 * them. */
#ifndef SCREENPLAY_HEADING_H
#define SCREENPLAY_HEADING_H

#include "screenplay/builder.h"

/* True when the line begins as a heading does: INT, EXT, EST, INT./EXT, I/E followed by a dot
 * or a space, whatever the case; another language's word for inside or outside followed by a
 * dot, a dash, a colon, a slash or a wide space (or a space, when it is an abbreviation or all
 * in capitals). */
bool screenplay_is_heading(struct slice line);

/* Fills heading, number, setting, place and time from a line without a forcing '.'. */
void screenplay_heading(struct screenplay_builder *builder, struct scene *scene,
                        struct slice line);

/* True when the words name an hour or a lapse ("NIGHT", "LATER", "CONTINUOUS", "இரவு"). */
bool screenplay_is_time(struct slice words);

#endif
