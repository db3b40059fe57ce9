/* What the departments read out of a script, before anything is made. */
#ifndef STUDIO_ANALYSIS_H
#define STUDIO_ANALYSIS_H

#include "studio/studio.h"

struct analysis_remark {
    int64_t line, column;
    const char *text;
};
struct analysis {
    const char *breakdown; /* a JSON object, as `film breakdown --json` has it */
    const char *culture, *language;
    int64_t scenes, characters, lines;
    struct {
        struct analysis_remark *items; /* what looks wrong in the script */
        size_t count;
    } remarks;
};
struct production; /* production/production.h */

/* Opens a script for reading only: nothing is kept. `culture` as below. *production is to be
 * closed with production_close; the texts stay borrowed until then. */
bool analysis_open(const char *script, const char *title, const char *culture, uint64_t seed,
                   struct production **production, struct error *err) MUST_USE;

/* Takes milliseconds to some tenths of a second; needs no transaction. `culture` "auto" or NULL
 * finds it. PROBLEM_BAD_INPUT when there is nothing to film. */
bool analysis_make(struct arena *arena, const char *script, const char *title,
                   const char *culture, struct analysis *analysis, struct error *err) MUST_USE;

#endif
