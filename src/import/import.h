/* Scripts in other people's formats: Final Draft (.fdx), Word (.docx), PDF, Markdown and text
 * in UTF-16 become Fountain, which the screenplay room reads.
 *
 * Pictures, sounds and films people bring are looked at in the same way.
 *
 * These formats are large and their files come from strangers, so they are opened by a program
 * of its own, film-import, which gives up every right but to compute before it reads the first
 * byte (sandbox.h). What is wrong with a file costs that file and nothing else. */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include "base/buf.h"

enum {
    IMPORT_MAX_SIZE = 32 << 20,    /* bytes of a document */
    IMPORT_MAX_FOUNTAIN = 8 << 20, /* bytes of what it becomes */
    IMPORT_SECONDS = 30,           /* that one document may take */
    IMPORT_MAX_MEMORY = 1 << 30,   /* bytes it may use meanwhile */
    IMPORT_MAX_MEDIA = 100 << 20,  /* bytes of a picture, sound or film */
    IMPORT_MEDIA_SIDE = 512,       /* pixels of the longer side of its picture */
};

enum import_format {
    IMPORT_NONE, /* Fountain or prose in UTF-8: nothing to be done */
    IMPORT_FDX,
    IMPORT_WORD,
    IMPORT_PDF,
    IMPORT_MARKDOWN,
    IMPORT_UTF16,
    IMPORT_FORMAT_COUNT
};
const char *import_format_name(enum import_format format); /* "Final Draft" */

/* What a file is, by its first bytes; Markdown by the name alone. `name` may be NULL. */
enum import_format import_sniff(const void *bytes, size_t size, const char *name);

/* Turns a document into Fountain (UTF-8, at most IMPORT_MAX_FOUNTAIN). IMPORT_NONE copies.
 * *fountain is to be freed with buf_done. PROBLEM_BAD_INPUT says what is wrong with the file,
 * PROBLEM_TOO_LARGE which limit it passes, PROBLEM_UNAVAILABLE that film-import is missing. */
bool import_to_fountain(const void *bytes, size_t size, enum import_format format,
                        struct buf *fountain, struct error *err) MUST_USE;

/* A picture, sound or film, looked at by film-import: what it is by decoding some of it, and
 * what it looks like, as a PNG of our own that may be decoded anywhere. */
struct import_media {
    char kind[8], type[32]; /* "image", "audio", "video"; "image/webp" */
    int width, height;      /* 0 for sound */
    int64_t length_ms;      /* 0 for pictures */
    struct buf png;         /* empty for sound; to be freed with buf_done */
};
bool import_media(const void *bytes, size_t size, struct import_media *media,
                  struct error *err) MUST_USE;

#endif
