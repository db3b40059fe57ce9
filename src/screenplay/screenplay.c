#include "screenplay/screenplay.h"

#include "screenplay/read.h"
#include "screenplay/title_page.h"

/* Bytes that no text has: NUL and control characters other than white space. */
static size_t control_bytes(const char *bytes, size_t size) {
    size_t count = 0;
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        count += byte < 32 && !(byte >= '\t' && byte <= '\r');
    }
    return count;
}

static bool check(const char *bytes, size_t size, struct error *err) {
    if (size > SCREENPLAY_MAX_SIZE)
        return error_set(
            err, PROBLEM_TOO_LARGE,
            "The script has %zu bytes; a script can have at most %d. Split it into "
            "several films.",
            size, SCREENPLAY_MAX_SIZE);
    struct slice text = slice_trim((struct slice){bytes, size});
    if (slice_starts(text, "\xef\xbb\xbf")) text = slice_trim(slice_from(text, 3));
    if (!text.size)
        return error_set(err, PROBLEM_BAD_INPUT,
                         "There is nothing in the script. Write at least one line of it.");
    if (control_bytes(bytes, size) * 100 > size)
        return error_set(
            err, PROBLEM_BAD_INPUT,
            "This is not text. Save the script as plain text in UTF-8 (not as a word "
            "processor's file, and not as UTF-16).");
    return true;
}

bool screenplay_read(const char *bytes, size_t size, enum screenplay_format format,
                     struct screenplay **screenplay, struct error *err) {
    if (!check(bytes, size, err)) return false;
    struct arena *arena = arena_new();
    struct screenplay *script = arena_alloc(arena, 1, sizeof *script);
    *script = (struct screenplay){.title = "", .author = "", .language = "", .arena = arena};
    struct screenplay_builder builder;
    screenplay_builder_init(&builder, arena);
    struct slice text = screenplay_clean(&builder, bytes, size);
    struct screenplay_lines lines;
    size_t remarks = builder.remarks.count;
    screenplay_lines_init(&lines, &builder, text, format != SCREENPLAY_PROSE);
    if (format == SCREENPLAY_AUTO)
        format = screenplay_looks_like_fountain(&builder, &lines) ? SCREENPLAY_FOUNTAIN
                                                                  : SCREENPLAY_PROSE;
    script->format = format;
    if (format == SCREENPLAY_FOUNTAIN) {
        screenplay_read_fountain(&builder, &lines);
        screenplay_silent_people(&builder);
    } else {
        screenplay_lines_done(&lines);
        builder.remarks.count = remarks; /* unclosed notes are nothing to prose */
        screenplay_lines_init(&lines, &builder, text, false);
        script->title = screenplay_read_prose(&builder, &lines);
    }
    screenplay_lines_done(&lines);
    screenplay_builder_finish(&builder, script);
    screenplay_builder_done(&builder);
    screenplay_title_facts(script);
    *screenplay = script;
    return true;
}

void screenplay_free(struct screenplay *screenplay) {
    if (screenplay) arena_free(screenplay->arena);
}
