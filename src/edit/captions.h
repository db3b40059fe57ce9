/* Captions timed from the speech: at most 42 characters a line, two lines, reading speed kept.
 */
#ifndef EDIT_CAPTIONS_H
#define EDIT_CAPTIONS_H

#include "base/buf.h"
#include "edit/timeline.h"
#include "voice/speaker.h"

struct caption_word {
    uint32_t start, size; /* bytes of the caption's text */
    int64_t from, to;     /* film samples */
};

struct caption {
    int64_t start, end; /* film samples */
    const char *text;   /* one or two lines, '\n' between; the script's words verbatim */
    const char
        *speaker;    /* set when the picture does not tell (off screen, first words, dual) */
    size_t line;     /* index into breakdown->lines */
    bool off_screen; /* the speaker is heard only */
    const char *second_speaker;       /* dual: of the second row */
    const struct caption_word *words; /* when each is said; none where two speak */
    size_t word_count;
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

/* The same for those who do not hear: [rain], [knocking] and ♪ where there is room, and a name
 * wherever the speaker changes. Cues may hold sound alone (line SIZE_MAX). A new object. */
struct captions *captions_described(const struct breakdown *breakdown,
                                    const struct timeline *timeline,
                                    const struct captions *captions);

/* What a caption is to say otherwise; all borrowed for the call. */
struct caption_change {
    size_t cue; /* by number, from 0 */
    const char *was, *text;
};
/* One after the other, each on what those before it left. The cue is the one that says `was`,
 * white space apart, nearest to that number; when none does, nothing is changed. A text longer
 * than two rows becomes several cues within the same time. */
void captions_change(struct captions *captions, const struct caption_change *changes,
                     size_t count);

/* Columns that a player needs: 2 for a wide (CJK) character, 0 for a combining mark, else 1. A
 * line has at most CAPTION_COLUMNS. */
enum { CAPTION_COLUMNS = 42, CAPTION_ROWS = 2 };
/* Columns for a text: 36, eighteen wide characters, where it is written with such. */
int captions_columns(const char *text);
int captions_width(const char *text, size_t size);

void captions_to_srt(const struct captions *captions,
                     struct buf *out); /* SubRip, UTF-8, CRLF-free */
void captions_to_vtt(const struct captions *captions,
                     struct buf *out); /* W3C WebVTT, <v Speaker>, word times */
/* Advanced SubStation Alpha v4+ for a picture of that size, word times as karaoke. */
void captions_to_ass(const struct captions *captions, int width, int height, struct buf *out);

/* Does a row read from right to left? By its first letter that has a direction. */
bool captions_right_to_left(const char *text, size_t size);

#endif
