/* Caption files of others, SubRip and WebVTT: times and text. */
#ifndef EDIT_CAPTIONS_READ_H
#define EDIT_CAPTIONS_READ_H

#include "base/memory.h"
#include "base/error.h"

struct captions_cue {
    int64_t start, end; /* samples at 48 kHz */
    const char *text;   /* rows with '\n' between, tags taken out */
};

enum { CAPTIONS_READ_MAX = 8 << 20 }; /* bytes of the file */

/* Does it look like such a file? */
bool captions_sniff(const char *bytes, size_t size);

/* Cues in the file's order, in `arena`. Bytes are hostile: what is no cue is passed over.
 * PROBLEM_BAD_INPUT: no cue at all. PROBLEM_TOO_LARGE. */
bool captions_read(const char *bytes, size_t size, struct arena *arena,
                   struct captions_cue **cues, size_t *count, struct error *err) MUST_USE;

#endif
