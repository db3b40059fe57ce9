/* Filters at 48 kHz. Private to the room. */
#ifndef SOUND_FILTER_H
#define SOUND_FILTER_H

#include <math.h>

/* Second-order sections after R. Bristow-Johnson's cookbook, transposed direct form II. */
struct filter {
    float b0, b1, b2, a1, a2, z1, z2;
};
struct filter filter_low(double hz, double q);
struct filter filter_high(double hz, double q);
struct filter filter_band(double hz, double q); /* 0 dB at the middle */
static inline float filter_run(struct filter *filter, float in) {
    float out = filter->b0 * in + filter->z1;
    filter->z1 = filter->b1 * in - filter->a1 * out + filter->z2;
    filter->z2 = filter->b2 * in - filter->a2 * out;
    return out;
}

#endif
