/* Inside the art room: the packs' files in memory, found by name. */
#ifndef ART_PACK_H
#define ART_PACK_H

#include "art/set.h"

struct pack_file {
    const char *name; /* "people/expressions.json", "sets/courtyard.svg": folder, then file */
    const char *bytes;
    size_t size; /* at most PACK_MAX_FILE */
};

enum {
    PACK_MAX_FILE = 4 << 20,
    PACK_MAX_FILES = 4000,
    PACK_MAX_SIZE = 128 << 20,
};

struct sets;   /* manifests of art/sets and art/props, parsed: manifest.c */
struct people; /* tables and shapes of art/people, parsed: people.c */

struct art {
    /* sorted by name; a later pack's file has replaced an earlier's */
    const struct pack_file *files;
    size_t file_count;
    struct sets *sets;
    struct people *people;
    struct hash hash;
    struct arena *arena;
};

/* NULL when no pack has it. */
const struct pack_file *pack_file(const struct art *art, const char *name);

/* Parses the people's tables out of art->files. Implemented in people.c; art_open calls it. */
bool people_open(const struct art *art, struct people **people, struct error *err) MUST_USE;
void people_close(struct people *people); /* NULL is allowed */

#endif
