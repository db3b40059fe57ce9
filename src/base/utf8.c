#include "base/utf8.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/memory.h"

size_t utf8_decode(const char *at, const char *end, uint32_t *code) {
    const unsigned char *s = (const unsigned char *)at;
    size_t left = (size_t)(end - at);
    if (s[0] < 0x80) {
        *code = s[0];
        return 1;
    }
    size_t need = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    static const uint32_t lowest[5] = {0, 0, 0x80, 0x800, 0x10000};
    if (s[0] >= 0xc2 && s[0] <= 0xf4 && left >= need) {
        uint32_t value = s[0] & (0xffu >> (need + 1));
        size_t i = 1;
        for (; i < need && (s[i] & 0xc0) == 0x80; i++) value = value << 6 | (s[i] & 0x3f);
        if (i == need && value >= lowest[need] && value <= 0x10ffff &&
            (value < 0xd800 || value > 0xdfff)) {
            *code = value;
            return need;
        }
    }
    *code = 0xfffd;
    return 1;
}

size_t utf8_encode(uint32_t code, char out[static 4]) {
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xc0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xe0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3f));
        out[2] = (char)(0x80 | (code & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3f));
    out[2] = (char)(0x80 | (code >> 6 & 0x3f));
    out[3] = (char)(0x80 | (code & 0x3f));
    return 4;
}

size_t utf8_length(const char *text) {
    size_t count = 0;
    for (; *text; text++) count += (*text & 0xc0) != 0x80;
    return count;
}

bool utf8_is_letter(uint32_t code) {
    return code < 0x80 ? (code | 32) - 'a' < 26u : uc_is_alpha(code);
}

bool utf8_is_upper(uint32_t code) {
    return code < 0x80 ? code - 'A' < 26u : uc_is_upper(code);
}

bool utf8_is_lower(uint32_t code) {
    return code < 0x80 ? code - 'a' < 26u : uc_is_lower(code);
}

bool utf8_is_space(uint32_t code) {
    return code < 0x80 ? code == ' ' || code - '\t' < 5u
                       : code == 0xa0 || code == 0x202f || uc_is_space(code);
}

uint32_t utf8_to_lower(uint32_t code) {
    return code < 0x80 ? (code - 'A' < 26u ? code + 32 : code) : uc_tolower(code);
}

uint32_t utf8_to_upper(uint32_t code) {
    return code < 0x80 ? (code - 'a' < 26u ? code - 32 : code) : uc_toupper(code);
}

char *utf8_fold(const char *text) {
    size_t size = 0;
    uint8_t *folded =
        u8_tolower((const uint8_t *)text, strlen(text), NULL, UNINORM_NFC, NULL, &size);
    if (!folded) return xstrdup(text); /* not valid UTF-8: compare the bytes as they are */
    char *copy = xcalloc(size + 1, 1);
    memcpy(copy, folded, size);
    free(folded);
    return copy;
}
