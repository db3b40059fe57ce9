/* The tags of SSML in a text, for who speaks it and for who reads it. Text that does not begin
 * with <speak> has none: "2 < 3" is as it stands. */
#ifndef BASE_MARKUP_H
#define BASE_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

bool markup_is(const char *text);

/* Bytes of the tag or remark that begins at `at`, which is '<'; up to `end` when it never
 * closes. */
size_t markup_tag(const char *at, const char *end);

/* "&lt;" and its kin, and numbers: the bytes used, and UTF-8 in `out`. 0: a bare ampersand. */
size_t markup_entity(const char *at, const char *end, char out[static 5]);

/* Spaces in the place of all tags, in place: words and their bytes stay where they were. */
void markup_blank(char *text);

#endif
