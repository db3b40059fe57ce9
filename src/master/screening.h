/* The screening of a piece: it is decoded as soon as it is encoded, and what a viewer sees of
 * it is kept with it, so that the review of a film needs no picture again whose piece is kept.
 *
 * In the piece, little-endian: u32 frames, then per frame f32 change, u8 flags (1: black, 2:
 * still); the cells of the first and of the last frame as f32, the prints of the first frame
 * and of the last anchor as u8. */
#ifndef MASTER_SCREENING_H
#define MASTER_SCREENING_H

#include "master/piece.h"

enum {
    SCREENING_COLUMNS = 16,
    SCREENING_ROWS = 9,
    SCREENING_CELLS = SCREENING_COLUMNS * SCREENING_ROWS,
    SCREENING_PRINT = 16 * SCREENING_CELLS, /* a finer grid: 4 × 4 in each cell */
};

struct screened_frame {
    float change; /* mean difference of the cells to the frame before, in luma steps; of the
                     first frame 0 */
    bool black;
    bool still; /* looks exactly like the anchor: the last frame that did not */
};

struct screening {
    struct screened_frame *frames; /* malloc'd */
    uint32_t count;
    float first[SCREENING_CELLS], last[SCREENING_CELLS]; /* mean luma of each cell */
    uint8_t first_print[SCREENING_PRINT], anchor_print[SCREENING_PRINT];
};

/* Decodes the piece in `bytes` and puts what is seen into it. PROBLEM_INTERNAL when it does not
 * decode to all its frames. */
bool piece_screen(struct buf *bytes, struct error *err) MUST_USE;

/* What was seen; free with screening_done. PROBLEM_DAMAGED: nothing, or nonsense. */
bool piece_screening(const struct piece *piece, struct screening *screening,
                     struct error *err) MUST_USE;
void screening_done(struct screening *screening);

/* May the first frame of a piece be the same picture as the anchor of the one before? */
bool screening_goes_on(const uint8_t anchor_print[SCREENING_PRINT],
                       const struct screening *next);
float screening_change(const float a[SCREENING_CELLS], const float b[SCREENING_CELLS]);

#endif
