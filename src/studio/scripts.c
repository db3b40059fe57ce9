#include "studio/scripts.h"

#include <string.h>

#include "base/utf8.h"
#include "import/import.h"
#include "screenplay/screenplay.h"
#include "studio/projects.h"

enum { TITLE_MAX = 100 };

/* What is no UTF-8 becomes U+FFFD, and a NUL a space, as the screenplay room reads it too: so
 * that what is kept is what was read. */
static const char *clean_text(struct arena *arena, const char *bytes, size_t size) {
    const char *end = bytes + size;
    if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) bytes += 3;
    char *text = arena_alloc(arena, 3 * (size_t)(end - bytes) + 1, 1), *to = text;
    for (const char *at = bytes; at < end;) {
        uint32_t code;
        at += utf8_decode(at, end, &code);
        to += utf8_encode(code ? code : ' ', to);
    }
    return text;
}

/* "scripts\\Pongal night.fdx" gives "Pongal night". */
static const char *stem_of(struct arena *arena, const char *name) {
    for (const char *at = name; *at; at++)
        if (*at == '/' || *at == '\\') name = at + 1;
    const char *dot = strrchr(name, '.');
    return clean_text(arena, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
}

static const char *cut(struct arena *arena, const char *title) {
    const char *at = title, *end = title + strlen(title);
    for (int i = 0; at < end && i < TITLE_MAX; i++) {
        uint32_t code;
        at += utf8_decode(at, end, &code);
    }
    return arena_copy(arena, title, (size_t)(at - title));
}

bool scripts_import(struct arena *arena, const void *bytes, size_t size, const char *name,
                    struct script_import *import, struct error *err) {
    AUTO(buf_done) struct buf fountain = {0};
    struct screenplay *screenplay;
    enum import_format format = import_sniff(bytes, size, name);
    if (!import_to_fountain(bytes, size, format, &fountain, err) ||
        !screenplay_read(fountain.bytes, fountain.size, SCREENPLAY_AUTO, &screenplay, err))
        return false;
    const char *title = *screenplay->title ? screenplay->title
                        : name             ? stem_of(arena, name)
                                           : "";
    *import = (struct script_import){
        .title = cut(arena, *title ? title : "Untitled"),
        .script = clean_text(arena, fountain.bytes, fountain.size),
        .format = import_format_name(format),
        .remarks = analysis_remarks_of(arena, screenplay),
    };
    import->words = projects_words(import->script);
    screenplay_free(screenplay);
    return true;
}
