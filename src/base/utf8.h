/* UTF-8 (RFC 3629), and the little of Unicode that departments ask for, from libunistring. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes one code point at `at` (< end). Returns the bytes used, at least 1; *code is U+FFFD
 * when they are not valid UTF-8 (then exactly one byte is used). */
size_t utf8_decode(const char *at, const char *end, uint32_t *code);
size_t utf8_encode(uint32_t code, char out[static 4]); /* bytes written */
size_t utf8_length(const char *text);                  /* code points */

bool utf8_is_letter(uint32_t code);
bool utf8_is_upper(uint32_t code); /* a letter with case that is upper */
bool utf8_is_lower(uint32_t code);
bool utf8_is_space(uint32_t code);
uint32_t utf8_to_lower(uint32_t code);
uint32_t utf8_to_upper(uint32_t code);

/* Whole text in lower case, NFC, malloc'd: the key under which names and words are compared. */
char *utf8_fold(const char *text);

#endif
