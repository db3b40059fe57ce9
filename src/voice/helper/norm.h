/* What stands between the convolutions of Kokoro: each channel brought to a mean and a spread
 * that the voice's style asks for (Huang and Belongie 2017), then bent by a "snake" (Ziyin et
 * al. 2020). In fixed order and without contraction: the same on every processor. */
#ifndef VOICE_HELPER_NORM_H
#define VOICE_HELPER_NORM_H

#include <stdlib.h>

struct norm {
    const float *gain, *shift; /* one for each channel */
    float epsilon;
    const float *alpha, *inverse; /* of the snake, one for each channel; NULL: none */
};

/* v = (x - mean) / sqrt(variance + epsilon) * gain + shift; y = v + inverse * sin(alpha v)^2.
 * x and y are [channels][length] and may be the same. */
void norm_run(const struct norm *norm, const float *x, size_t channels, size_t length,
              float *y);

/* The snake alone: y = v + inverse * sin(alpha v)^2, one alpha and inverse for each channel. */
void norm_snake(const float *alpha, const float *inverse, const float *v, size_t channels,
                size_t length, float *y);

#endif
