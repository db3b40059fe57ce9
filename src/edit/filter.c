#include "edit/filter.h"

#include <math.h>

#include "base/pcm.h"

static struct filter normal(double b0, double b1, double b2, double a0, double a1, double a2) {
    return (struct filter){
        .b0 = b0 / a0, .b1 = b1 / a0, .b2 = b2 / a0, .a1 = a1 / a0, .a2 = a2 / a0};
}

struct filter filter_high_pass(double hz, double q) {
    double w = 2 * M_PI * hz / PCM_RATE, c = cos(w), alpha = sin(w) / (2 * q);
    return normal((1 + c) / 2, -(1 + c), (1 + c) / 2, 1 + alpha, -2 * c, 1 - alpha);
}

struct filter filter_low_pass(double hz, double q) {
    double w = 2 * M_PI * hz / PCM_RATE, c = cos(w), alpha = sin(w) / (2 * q);
    return normal((1 - c) / 2, 1 - c, (1 - c) / 2, 1 + alpha, -2 * c, 1 - alpha);
}

struct filter filter_peak(double hz, double q, double gain_db) {
    double w = 2 * M_PI * hz / PCM_RATE, c = cos(w), alpha = sin(w) / (2 * q);
    double a = pow(10, gain_db / 40);
    return normal(1 + alpha * a, -2 * c, 1 - alpha * a, 1 + alpha / a, -2 * c, 1 - alpha / a);
}
