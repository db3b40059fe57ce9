/* Integrated loudness by ITU-R BS.1770-4 / EBU R 128, of stereo sound at 48 kHz that comes in
 * blocks. */
#ifndef EDIT_LOUDNESS_H
#define EDIT_LOUDNESS_H

#include <stdint.h>

struct loudness;
struct loudness *loudness_new(void);
void loudness_add(struct loudness *loudness, const float *samples, int64_t frames);
/* In LUFS; -HUGE_VAL when all of it is below the gate. Frees. */
double loudness_finish(struct loudness *loudness);

#endif
