/* libebur128's header has an `enum error`, so this file alone includes it, and no base/error.h.
 */
#include "edit/loudness.h"

#include <ebur128.h>
#include <math.h>
#include <stdlib.h>

struct loudness {
    ebur128_state *state;
};

struct loudness *loudness_new(void) {
    struct loudness *loudness = malloc(sizeof *loudness);
    if (!loudness) abort();
    loudness->state = ebur128_init(2, 48000, EBUR128_MODE_I);
    if (!loudness->state) abort();
    return loudness;
}

void loudness_add(struct loudness *loudness, const float *samples, int64_t frames) {
    ebur128_add_frames_float(loudness->state, samples, (size_t)frames);
}

double loudness_finish(struct loudness *loudness) {
    double lufs;
    if (ebur128_loudness_global(loudness->state, &lufs) != EBUR128_SUCCESS || lufs < -70)
        lufs = -HUGE_VAL;
    ebur128_destroy(&loudness->state);
    free(loudness);
    return lufs;
}
