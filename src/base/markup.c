#include "base/markup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "base/utf8.h"

bool markup_is(const char *text) {
    while (*text == ' ' || *text == '\n' || *text == '\t' || *text == '\r') text++;
    return strncasecmp(text, "<speak", 6) == 0 && (text[6] == '>' || text[6] == ' ');
}

size_t markup_tag(const char *at, const char *end) {
    const char *last = end - at >= 4 && memcmp(at, "<!--", 4) == 0 ? "-->" : ">";
    const char *close = memmem(at, (size_t)(end - at), last, strlen(last));
    return close ? (size_t)(close - at) + strlen(last) : (size_t)(end - at);
}

size_t markup_entity(const char *at, const char *end, char out[static 5]) {
    static const char *const names[][2] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&apos;", "'"}};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        size_t size = strlen(names[i][0]);
        if ((size_t)(end - at) >= size && memcmp(at, names[i][0], size) == 0) {
            snprintf(out, 5, "%s", names[i][1]);
            return size;
        }
    }
    if (end - at < 4 || at[1] != '#') return 0;
    bool hex = at[2] == 'x';
    char *stop;
    unsigned long code = strtoul(at + 2 + hex, &stop, hex ? 16 : 10);
    size_t used = *stop == ';' && stop <= at + 10 ? (size_t)(stop + 1 - at) : 0;
    if (!used) return 0;
    bool sound = code >= ' ' && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000);
    size_t size = sound ? utf8_encode((uint32_t)code, out) : 0;
    out[size] = '\0';
    return used;
}

void markup_blank(char *text) {
    char *end = text + strlen(text);
    bool marked = markup_is(text);
    for (char *at = text; marked && at < end; at++) {
        size_t size = *at == '<' ? markup_tag(at, end) : 0;
        for (size_t i = 0; i < size; i++)
            if (at[i] != '\n') at[i] = ' ';
        at += size ? size - 1 : 0;
    }
}
