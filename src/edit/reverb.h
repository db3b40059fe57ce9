/* The room: a feedback delay network of eight lines (Jot and Chaigne, AES 90th Convention,
 * 1991), mixed by a Hadamard matrix, each line damped so that high tones die first. */
#ifndef EDIT_REVERB_H
#define EDIT_REVERB_H

#include <stdint.h>

#include "edit/mix.h"

/* Seconds until the room has died down by 60 dB; 0: there is none. */
double reverb_length_s(struct mix_room room);

/* Adds the room's answer to `send` (mono, `frames`) to `out` (stereo, interleaved, `frames`).
 */
void reverb_add(struct mix_room room, const float *send, int64_t frames, float *out);

#endif
