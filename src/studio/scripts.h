/* Scripts that come as files: Final Draft, Word, PDF, Markdown, text. */
#ifndef STUDIO_SCRIPTS_H
#define STUDIO_SCRIPTS_H

#include "studio/analysis.h"

struct script_import {
    const char *title;  /* of its title page, or of the file's name; at most 100 characters */
    const char *script; /* Fountain or prose, valid UTF-8 */
    const char *format; /* "Final Draft" */
    int64_t words;
    struct analysis_remarks remarks;
};

/* Reads a file in a locked-in helper (import/import.h); takes up to IMPORT_SECONDS and needs no
 * transaction. `name` may be NULL. PROBLEM_BAD_INPUT when it is no script, PROBLEM_TOO_LARGE,
 * PROBLEM_UNAVAILABLE. All text is in the arena. */
bool scripts_import(struct arena *arena, const void *bytes, size_t size, const char *name,
                    struct script_import *import, struct error *err) MUST_USE;

#endif
