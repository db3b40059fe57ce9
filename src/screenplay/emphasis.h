/* Fountain's emphasis: *italic*, **bold**, ***both***, _underline_, and the backslash before
 * them. */
#ifndef SCREENPLAY_EMPHASIS_H
#define SCREENPLAY_EMPHASIS_H

#include "screenplay/builder.h"

/* Takes the marks out of `text` (in place) and gives what they said in element->text and
 * element->emphasis. A mark that is not closed on its line, or has spaces on both sides, is
 * text. */
void screenplay_emphasis(struct screenplay_builder *builder, struct element *element,
                         char *text);

#endif
