/* Bytes as text: base64url without padding (RFC 4648 section 5), base32 (section 6), hex; and
 * names of things, which are UUIDs of version 7 (RFC 9562), so that they sort by time. */
#ifndef BASE_ENCODE_H
#define BASE_ENCODE_H

#include <stddef.h>

#include "base/error.h"

enum { ENCODE_ID_SIZE = 37 };

/* `out` has room for 4 * ((size + 2) / 3) + 1 characters. */
void encode_base64url(const void *bytes, size_t size, char *out);
/* Strict: no padding, no white space, no stray bits. `out` has room for 3 * length / 4. */
bool encode_from_base64url(const char *text, size_t length, void *out, size_t *size) MUST_USE;
/* `out` has room for 8 * ((size + 4) / 5) + 1 characters; no padding. */
void encode_base32(const void *bytes, size_t size, char *out);
void encode_hex(const void *bytes, size_t size, char *out); /* 2 * size + 1 characters */

void encode_new_id(char out[static ENCODE_ID_SIZE]);
bool encode_is_id(const char *text); /* a UUID in lower case */

#endif
