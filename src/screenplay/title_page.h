/* Fountain's title page: "Key: value" lines, values going on over indented lines. */
#ifndef SCREENPLAY_TITLE_PAGE_H
#define SCREENPLAY_TITLE_PAGE_H

#include "base/buf.h"
#include "screenplay/lines.h"

/* True when the first line that is not empty begins a title page: one of the keys that title
 * pages begin with (Title, Author, ..., in some languages), a colon, and a value there or
 * indented below. */
bool screenplay_has_title_page(const struct screenplay_lines *lines);

/* Reads it into builder->titles and returns the line after it (0 when there is none). */
size_t screenplay_title_page(struct screenplay_builder *builder,
                             const struct screenplay_lines *lines);

/* Fills title, author and language from the entries. Call after the builder is finished. */
void screenplay_title_facts(struct screenplay *screenplay);

#endif
