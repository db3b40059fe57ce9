/* Percent-encoding (RFC 3986 section 2.1), for URLs and their queries. */
#ifndef BASE_URL_H
#define BASE_URL_H

#include "base/buf.h"

/* Everything but A-Z a-z 0-9 - . _ ~ is encoded, in capitals; `slashes` leaves / as it is. */
void url_encode(struct buf *buf, const char *text, size_t size, bool slashes);

/* Decodes in place and ends with a NUL; `plus` makes a space of +. False for a % without two
 * hex digits and for an encoded NUL. */
bool url_decode(char *text, bool plus) MUST_USE;

/* The next NAME=VALUE of a query, decoded; *query moves on. NULL at its end, or at one that
 * cannot be decoded (then **query is not NUL). Changes the text. */
char *url_next_pair(char **query, char **value);

#endif
