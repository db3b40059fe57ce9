/* A stretch of somebody else's text, and the few questions that reading a script asks of it. */
#ifndef SCREENPLAY_SLICE_H
#define SCREENPLAY_SLICE_H

#include <string.h>

#include "base/utf8.h"

struct slice {
    const char *at;
    size_t size;
};

static inline struct slice slice_of(const char *text) {
    return (struct slice){text, strlen(text)};
}
static inline struct slice slice_from(struct slice s, size_t start) {
    return (struct slice){s.at + start, s.size - start};
}
/* The code point at `at` of s; 0 at the end. *used: its bytes. */
static inline uint32_t slice_code(struct slice s, size_t at, size_t *used) {
    if (at >= s.size) return *used = 0, 0;
    if ((unsigned char)s.at[at] < 0x80) return *used = 1, (unsigned char)s.at[at];
    uint32_t code;
    *used = utf8_decode(s.at + at, s.at + s.size, &code);
    return code;
}
/* The code point that ends before `at`; 0 at the start. */
static inline uint32_t slice_code_before(struct slice s, size_t at, size_t *used) {
    if (!at) return *used = 0, 0;
    size_t start = at - 1;
    while (start && (s.at[start] & 0xc0) == 0x80) start--;
    uint32_t code;
    utf8_decode(s.at + start, s.at + s.size, &code);
    *used = at - start;
    return code;
}
static inline struct slice slice_trim_left(struct slice s) {
    size_t used;
    for (uint32_t c; (c = slice_code(s, 0, &used)) && utf8_is_space(c);)
        s = slice_from(s, used);
    return s;
}
static inline struct slice slice_trim_right(struct slice s) {
    size_t used;
    for (uint32_t c; (c = slice_code_before(s, s.size, &used)) && utf8_is_space(c);)
        s.size -= used;
    return s;
}
static inline struct slice slice_trim(struct slice s) {
    return slice_trim_right(slice_trim_left(s));
}
static inline bool slice_starts(struct slice s, const char *prefix) {
    size_t size = strlen(prefix);
    return s.size >= size && !memcmp(s.at, prefix, size);
}
static inline bool slice_ends(struct slice s, const char *suffix) {
    size_t size = strlen(suffix);
    return s.size >= size && !memcmp(s.at + s.size - size, suffix, size);
}
/* A quick no for most words: first letters that differ but for case, told by
 * their first byte (capitals of one length in UTF-8 have small letters of the same). */
static inline bool slice_differs(struct slice s, const char *other) {
    if (!s.size) return *other != '\0';
    unsigned char a = (unsigned char)s.at[0], b = (unsigned char)other[0];
    if (a < 0x80 || b < 0x80) return (a | 32) != (b | 32);
    return (a < 0xe0) != (b < 0xe0) || (a >= 0xe0 && a != b);
}
/* True when s begins with `prefix` under simple case folding; *size: bytes of s it took. */
static inline bool slice_starts_folded(struct slice s, const char *prefix, size_t *size) {
    if (slice_differs(s, prefix)) return false;
    struct slice p = slice_of(prefix);
    size_t i = 0, k = 0, used_s, used_p;
    while (k < p.size) {
        uint32_t a = slice_code(s, i, &used_s), b = slice_code(p, k, &used_p);
        if (!a || (a != b && utf8_to_lower(a) != utf8_to_lower(b))) return false;
        i += used_s;
        k += used_p;
    }
    *size = i;
    return true;
}
static inline bool slice_is_folded(struct slice s, const char *text) {
    size_t size;
    return slice_starts_folded(s, text, &size) && size == s.size;
}
/* Code points before byte `at`. */
static inline int slice_columns(struct slice s, size_t at) {
    int count = 0;
    for (size_t i = 0; i < at && i < s.size; i++) count += (s.at[i] & 0xc0) != 0x80;
    return count;
}

#endif
