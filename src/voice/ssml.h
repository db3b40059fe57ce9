/* The part of SSML 1.1 (W3C 2010) that a voice can act on.
 *
 * <break>, <emphasis>, <prosody rate pitch volume>, <say-as>, <phoneme>, <sub>, <p>, <s>; what
 * stands in other elements is spoken as it is. Nothing is an error: what is not understood is
 * left out, and a text that does not begin with <speak> is no SSML. */
#ifndef VOICE_SSML_H
#define VOICE_SSML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SSML_MAX_RUNS = 2000, SSML_MAX_DEPTH = 32, SSML_MAX_BREAK_MS = 10000 };

/* A stretch of text that is said in one way. */
struct ssml_run {
    char *text; /* with order.h's marks around told words */
    size_t size;
    uint32_t *origin; /* origin[i]: byte of the SSML that text[i] came from */
    double rate;      /* of pace; 1: as it is */
    double semitones, gain_db;
    int break_ms; /* of silence after it, on top of its own */
};

struct ssml {
    struct ssml_run *runs;
    size_t count, room;
};

void ssml_read(const char *text, struct ssml *ssml);
void ssml_done(struct ssml *ssml);

/* What a reader of such a text sees: without tags, entities as they mean. Text that is no SSML
 * as it is. `places` may be NULL; else it has strlen(text) + 1 elements and gets for every byte
 * of the text the one in what is shown that it is, or that comes next. Free with free(). */
char *ssml_shown(const char *text, uint32_t *places);

#endif
