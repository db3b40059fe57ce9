/* Captions timed from the speech: at most 42 characters a line, two lines, reading speed kept.
 */
#ifndef EDIT_CAPTIONS_H
#define EDIT_CAPTIONS_H

#include "base/buf.h"
#include "edit/timeline.h"
#include "voice/speaker.h"

struct caption {
    int64_t start, end; /* film samples */
    const char *text;   /* one or two lines, '\n' between; the script's words verbatim */
    const char
        *speaker;    /* set when the picture does not tell (off screen, first words, dual) */
    size_t line;     /* index into breakdown->lines */
    bool off_screen; /* the speaker is heard only */
    const char *second_speaker; /* dual: of the second row */
};

struct captions {
    struct caption *cues; /* by start; they do not overlap, dual dialogue shares one cue */
    size_t count;
    struct arena *arena;
};

/* speeches[i] belongs to breakdown->lines[i] (its word times are used). Lines longer than two
 * rows become several cues, broken at clauses; cues stay at least 5/6 s and go at most 20
 * characters a second where the next one allows. */
struct captions *captions_new(const struct breakdown *breakdown,
                              const struct timeline *timeline, const struct speech *speeches);
void captions_free(struct captions *captions);

/* Columns that a player needs: 2 for a wide (CJK) character, 0 for a combining mark, else 1. A
 * line has at most CAPTION_COLUMNS. */
enum { CAPTION_COLUMNS = 42, CAPTION_ROWS = 2 };
int captions_width(const char *text, size_t size);

void captions_to_srt(const struct captions *captions,
                     struct buf *out); /* SubRip, UTF-8, CRLF-free */
void captions_to_vtt(const struct captions *captions,
                     struct buf *out); /* W3C WebVTT, <v Speaker> */

#endif
