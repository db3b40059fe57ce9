#include "sound/filter.h"

#include "base/pcm.h"

static struct filter section(double b0, double b1, double b2, double a0, double a1, double a2) {
    return (struct filter){.b0 = (float)(b0 / a0),
                           .b1 = (float)(b1 / a0),
                           .b2 = (float)(b2 / a0),
                           .a1 = (float)(a1 / a0),
                           .a2 = (float)(a2 / a0)};
}

static double angle_of(double hz) {
    return 2 * M_PI * fmin(fmax(hz, 5), 0.46 * PCM_RATE) / PCM_RATE;
}

struct filter filter_low(double hz, double q) {
    double w = angle_of(hz), c = cos(w), alpha = sin(w) / (2 * q);
    return section((1 - c) / 2, 1 - c, (1 - c) / 2, 1 + alpha, -2 * c, 1 - alpha);
}

struct filter filter_high(double hz, double q) {
    double w = angle_of(hz), c = cos(w), alpha = sin(w) / (2 * q);
    return section((1 + c) / 2, -1 - c, (1 + c) / 2, 1 + alpha, -2 * c, 1 - alpha);
}

struct filter filter_band(double hz, double q) {
    double w = angle_of(hz), c = cos(w), alpha = sin(w) / (2 * q);
    return section(alpha, 0, -alpha, 1 + alpha, -2 * c, 1 - alpha);
}
