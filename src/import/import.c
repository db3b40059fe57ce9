#include "import/import.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/helper.h"
#include "base/memory.h"

static const struct {
    const char *argument, *name;
} formats[IMPORT_FORMAT_COUNT] = {
    [IMPORT_NONE] = {"none", "text"},       [IMPORT_FDX] = {"fdx", "Final Draft"},
    [IMPORT_WORD] = {"word", "Word"},       [IMPORT_PDF] = {"pdf", "PDF"},
    [IMPORT_MARKDOWN] = {"md", "Markdown"}, [IMPORT_UTF16] = {"utf16", "UTF-16 text"},
};

const char *import_format_name(enum import_format format) {
    return formats[format].name;
}

static bool ends_with(const char *name, const char *end) {
    size_t size = name ? strlen(name) : 0, of = strlen(end);
    return size > of && strcasecmp(name + size - of, end) == 0;
}

enum import_format import_sniff(const void *bytes, size_t size, const char *name) {
    const unsigned char *at = bytes;
    if (size >= 5 && memcmp(at, "%PDF-", 5) == 0) return IMPORT_PDF;
    if (size >= 4 && memcmp(at, "PK\3\4", 4) == 0) return IMPORT_WORD;
    if (size >= 2 && ((at[0] == 0xff && at[1] == 0xfe) || (at[0] == 0xfe && at[1] == 0xff)))
        return ends_with(name, ".fdx") ? IMPORT_FDX : IMPORT_UTF16;
    size_t head = size < 400 ? size : 400;
    if (memmem(at, head, "<FinalDraft", 11)) return IMPORT_FDX;
    if (ends_with(name, ".md") || ends_with(name, ".markdown")) return IMPORT_MARKDOWN;
    return IMPORT_NONE;
}

/* The helper's answer is 'F' and what it made, or 'E' and a sentence that says what is wrong.
 */
static bool read_answer(struct buf *answer, const char *name, struct buf *fountain,
                        struct error *err) {
    if (answer->size && answer->bytes[0] == 'F') {
        memmove(answer->bytes, answer->bytes + 1, answer->size); /* and the NUL */
        answer->size--;
        *fountain = *answer;
        *answer = (struct buf){0};
        return true;
    }
    if (answer->size > 1 && answer->bytes[0] == 'E')
        return error_set(err, PROBLEM_BAD_INPUT, "%.*s", (int)answer->size - 1,
                         answer->bytes + 1);
    return error_set(err, PROBLEM_BAD_INPUT,
                     "The %s file could not be read: it is damaged, or asks for more than %d s "
                     "or %d MB. Save it again, or export it as Fountain or plain text.",
                     name, IMPORT_SECONDS, IMPORT_MAX_MEMORY >> 20);
}

/* Has film-import read the bytes; *made is to be freed with buf_done. */
static bool ask_helper(const char *argument, const char *name, const void *bytes, size_t size,
                       struct buf *made, struct error *err) {
    AUTO_FREE char *program = helper_find("film-import", "FILM_IMPORT");
    if (!program)
        return error_set(err, PROBLEM_UNAVAILABLE,
                         "The program film-import, which reads %s files, is missing: install "
                         "film again, or name it in FILM_IMPORT.",
                         name);
    char *const arguments[] = {(char *)"film-import", (char *)argument, NULL};
    struct buf answer;
    buf_init(&answer, IMPORT_MAX_FOUNTAIN + 1);
    bool ok = helper_filter(program, arguments, bytes, size, IMPORT_SECONDS, &answer, err) &&
              read_answer(&answer, name, made, err);
    buf_done(&answer);
    return ok;
}

bool import_to_fountain(const void *bytes, size_t size, enum import_format format,
                        struct buf *fountain, struct error *err) {
    if (size > IMPORT_MAX_SIZE)
        return error_set(err, PROBLEM_TOO_LARGE, "A %s file may be %d MB at most.",
                         import_format_name(format), IMPORT_MAX_SIZE >> 20);
    if (format == IMPORT_NONE) {
        buf_init(fountain, IMPORT_MAX_SIZE);
        buf_add(fountain, bytes, size);
        return true;
    }
    return ask_helper(formats[format].argument, formats[format].name, bytes, size, fountain,
                      err);
}

/* "KIND TYPE WIDTH HEIGHT LENGTH_MS" and a line break, then the picture. */
static bool read_media(const struct buf *made, struct import_media *media) {
    char line[120], *rest = line;
    const char *end = made->size ? memchr(made->bytes, '\n', made->size) : NULL;
    size_t length = end ? (size_t)(end - made->bytes) : sizeof line;
    if (length >= sizeof line) return false;
    memcpy(line, made->bytes, length);
    line[length] = '\0';
    const char *words[5];
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (!(words[i] = strtok_r(rest, " ", &rest))) return false;
    if (strlen(words[0]) >= sizeof media->kind || strlen(words[1]) >= sizeof media->type)
        return false;
    memcpy(media->kind, words[0], strlen(words[0]) + 1);
    memcpy(media->type, words[1], strlen(words[1]) + 1);
    media->width = (int)strtol(words[2], NULL, 10);
    media->height = (int)strtol(words[3], NULL, 10);
    media->length_ms = strtoll(words[4], NULL, 10);
    buf_init(&media->png, IMPORT_MAX_FOUNTAIN);
    buf_add(&media->png, end + 1, made->size - length - 1);
    return true;
}

bool import_media(const void *bytes, size_t size, struct import_media *media,
                  struct error *err) {
    struct import_media read = {0};
    struct buf made = {0};
    if (size > IMPORT_MAX_MEDIA)
        return error_set(err, PROBLEM_TOO_LARGE, "A file may be %d MB at most.",
                         IMPORT_MAX_MEDIA >> 20);
    if (!ask_helper("media", "media", bytes, size, &made, err)) return false;
    bool ok = read_media(&made, &read);
    if (ok) *media = read;
    buf_done(&made);
    return ok || error_set(err, PROBLEM_INTERNAL, "film-import answers what is no answer.");
}
