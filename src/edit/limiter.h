/* True peaks (ITU-R BS.1770-4, annex 2: by four times oversampling) and a look-ahead limiter
 * whose gain is a curve by itself, so that it can be applied to every stem alike. Stereo. */
#ifndef EDIT_LIMITER_H
#define EDIT_LIMITER_H

#include <stdint.h>

#include "base/pcm.h"

enum {
    LIMITER_PHASES = 4,
    LIMITER_TAPS = 16, /* of each phase */
    /* What must be seen of the sound around a stretch for its gains to be the same as in the
       whole. */
    LIMITER_BEFORE = PCM_RATE,
    LIMITER_AFTER = PCM_RATE / 20,
};

/* Sets gains[n] (sound->frames of them) so that sound * gain * gains stays at or below the
 * ceiling (linear). False when no limiting is needed: then gains are untouched. */
bool limiter_gains(const struct pcm *sound, double gain, double ceiling, float *gains);

/* The true peak of a sound that comes in blocks. */
struct limiter_peak {
    float taps[LIMITER_PHASES][LIMITER_TAPS];
    float before[LIMITER_TAPS * 2]; /* the last frames of the block before */
    float most;                     /* linear */
};
void limiter_peak_init(struct limiter_peak *peak);
void limiter_peak_add(struct limiter_peak *peak, const float *samples, int64_t frames);

#endif
