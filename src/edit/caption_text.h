/* A line's words laid into cues of at most two rows. */
#ifndef EDIT_CAPTION_TEXT_H
#define EDIT_CAPTION_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/memory.h"

/* A piece of text that is never broken: a word, or a wide character. */
struct caption_unit {
    size_t start, size; /* bytes of the text */
    int width;          /* columns */
    bool space;         /* stood behind a space */
    int strength;       /* of a break after it: 0 within a clause, 1 clause, 2 sentence */
    int64_t from, to;   /* samples from the line's start; filled in by the caller */
};
typedef LIST(struct caption_unit) caption_units;

/* Words longer than a row are cut between characters. */
void caption_text_units(const char *text, int row_columns, caption_units *units);

/* Where a cue's rows end, as indices behind their last unit; one row: first_end == end. */
struct caption_cue {
    size_t start, first_end, end;
};
typedef LIST(struct caption_cue) caption_cues;

/* Breaks units into cues of `rows` (1 or 2) rows, at sentences, pauses and clauses where it
 * can. */
void caption_text_cues(const caption_units *units, int rows, int row_columns,
                       caption_cues *cues);

/* The units' text as one row: as written, with each stretch of white space as one space. */
void caption_text_row(const char *text, const caption_units *units, size_t start, size_t end,
                      struct buf *out);

#endif
