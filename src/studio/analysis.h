/* What the departments read out of a script, before anything is made. */
#ifndef STUDIO_ANALYSIS_H
#define STUDIO_ANALYSIS_H

#include "studio/studio.h"

struct analysis_remark {
    int64_t line, column;
    const char *text;
};
struct analysis_remarks { /* what looks wrong in the script */
    struct analysis_remark *items;
    size_t count;
};
struct analysis {
    const char *breakdown; /* a JSON object, as `film breakdown --json` has it */
    const char *culture, *language;
    int64_t scenes, characters, lines;
    struct analysis_remarks remarks;
};
struct breakdown_changes; /* breakdown/breakdown.h */
struct production;        /* production/production.h */

/* Opens a script for reading only: nothing is kept. `culture` as below; `changes` may be NULL.
 * *production is to be
 * closed with production_close; the texts stay borrowed until then. */
struct production_reference;
struct analysis_cast { /* pictures of characters; may be NULL */
    const struct production_reference *references;
    size_t count;
};
bool analysis_open(const char *script, const char *title, const char *culture, uint64_t seed,
                   const struct breakdown_changes *changes, const struct analysis_cast *cast,
                   struct production **production, struct error *err) MUST_USE;

/* Takes milliseconds to some tenths of a second; needs no transaction. `culture` "auto" or NULL
 * finds it. PROBLEM_BAD_INPUT when there is nothing to film. */
bool analysis_make(struct arena *arena, const char *script, const char *title,
                   const char *culture, struct analysis *analysis, struct error *err) MUST_USE;

struct screenplay;
struct analysis_remarks analysis_remarks_of(struct arena *arena,
                                            const struct screenplay *screenplay);

#endif
