#include "base/url.h"

#include <string.h>

void url_encode(struct buf *buf, const char *text, size_t size, bool slashes) {
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                     (c >= '0' && c <= '9') || (c && strchr("-._~", c)) ||
                     (slashes && c == '/');
        if (plain)
            buf_add(buf, &text[i], 1);
        else
            buf_add(buf, (char[]){'%', digits[c >> 4], digits[c & 15]}, 3);
    }
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

bool url_decode(char *text, bool plus) {
    char *to = text;
    for (const char *at = text; *at; at++) {
        if (*at == '%') {
            int high = hex_digit(at[1]), low = high < 0 ? -1 : hex_digit(at[2]);
            if (low < 0 || high * 16 + low == 0) return false;
            *to++ = (char)(high * 16 + low);
            at += 2;
        } else {
            *to++ = plus && *at == '+' ? ' ' : *at;
        }
    }
    *to = '\0';
    return true;
}

char *url_next_pair(char **query, char **value) {
    char *name = *query;
    if (!*name) return NULL;
    char *end = name + strcspn(name, "&");
    char *next = *end ? end + 1 : end;
    char kept = *end;
    *end = '\0';
    char *equals = strchr(name, '=');
    char *own = equals ? equals + 1 : end;
    if (equals) *equals = '\0';
    if (!url_decode(name, true) || !url_decode(own, true)) {
        *end = kept;
        *query = kept ? end : end - 1;
        return NULL;
    }
    *value = own;
    *query = next;
    return name;
}
