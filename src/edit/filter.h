/* Second-order filters (Robert Bristow-Johnson, "Cookbook formulae for audio equalizer biquad
 * filter coefficients"), in transposed direct form II. */
#ifndef EDIT_FILTER_H
#define EDIT_FILTER_H

#include <stdint.h>

struct filter {
    double b0, b1, b2, a1, a2;
    double z1, z2;
};

struct filter filter_high_pass(double hz, double q);
struct filter filter_low_pass(double hz, double q);
struct filter filter_peak(double hz, double q, double gain_db);

static inline double filter_step(struct filter *filter, double in) {
    double out = filter->b0 * in + filter->z1;
    filter->z1 = filter->b1 * in - filter->a1 * out + filter->z2;
    filter->z2 = filter->b2 * in - filter->a2 * out;
    return out;
}

static inline double gain_of_db(double db) {
    return __builtin_exp2(db * 0.16609640474436813); /* log2(10) / 20 */
}

#endif
