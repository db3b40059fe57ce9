/* Grades: what a film laboratory does to all pictures of a film alike. A grade is a table of
 * 17 x 17 x 17 colours, worked out in OKLab from a few numbers, and the film that carries it:
 * vignette and gate weave.
 *
 * The table is asked once for each block of 2 x 2 pixels, at the block's mean colour, and
 * answers with BT.709 luma and chroma and with how luma grows there: the pixels' own difference
 * from the mean goes through that slope. So the cost is a quarter of a lookup a pixel, in whole
 * numbers. */
#ifndef CAMERA_GRADING_H
#define CAMERA_GRADING_H

#include <stdint.h>

#include "camera/compose.h"

enum { GRADING_SIDE = 17 };

/* Luma and chroma (from their zeroes 16 and 128) in 1/128 of a level; slope in 1/1024. */
struct grading_entry {
    int16_t y, u, v, slope;
};

struct grading; /* one per grade, made once, shared by all threads */

/* NULL for neutral, which leaves colours as they are. */
const struct grading *grading_of(enum grade_name name);

/* How dark the frame's corners are, and the gate weave's reach in shares of the frame's width.
 */
double grading_vignette(enum grade_name name);
double grading_weave(enum grade_name name);

/* The grain of the film: luma in 1/128 of a level, `count` pixels of a line that starts
 * anywhere in the table. 0: the grade's film has none. */
enum { GRADING_GRAIN_ROWS = 128, GRADING_GRAIN_SHIFT = 256 };
int grading_grain(enum grade_name name);
void grading_grain_row(int16_t *line, int row, int count, int strength);

/* The colour that sRGB 0..1 becomes. For tests and for who wants the table as a file. */
struct rgb grading_colour(enum grade_name name, struct rgb rgb);

/* As compose_convert, through the table. */
void grading_convert(const struct grading *grading, const struct convert_rows *rows, int from,
                     int to);

#endif
