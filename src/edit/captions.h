/* Captions timed from the speech: at most 42 characters a line, two lines, reading speed kept. */
#ifndef EDIT_CAPTIONS_H
#define EDIT_CAPTIONS_H

#include "base/buf.h"
#include "edit/timeline.h"
#include "voice/speaker.h"

struct caption {
    int64_t start, end; /* film samples */
    const char *text;   /* one or two lines, '\n' between */
    const char *speaker;/* set when the picture does not tell (off screen, first words, dual) */
    size_t line;        /* index into breakdown->lines */
};

struct captions {
    struct caption *cues; /* by start; they do not overlap, dual dialogue shares one cue */
    size_t count;
    struct arena *arena;
};

/* speeches[i] belongs to breakdown->lines[i] (its word times are used). Lines longer than two rows
 * become several cues, broken at clauses; cues stay at least 5/6 s and go at most 20 characters a
 * second where the next one allows. */
struct captions *captions_new(const struct breakdown *breakdown, const struct timeline *timeline,
                              const struct speech *speeches);
void captions_free(struct captions *captions);

void captions_to_srt(const struct captions *captions, struct buf *out);  /* SubRip, UTF-8, CRLF-free */
void captions_to_vtt(const struct captions *captions, struct buf *out);  /* W3C WebVTT, <v Speaker> */

#endif
