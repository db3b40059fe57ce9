/* A convolution of whole numbers along time, as neural voices have it: sound of 8 bits without
 * sign, weights of 8 bits, each with a zero point of its own; sums are exact, so that every
 * kind of processor gives the same. */
#ifndef VOICE_HELPER_CONV_H
#define VOICE_HELPER_CONV_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

struct conv_shape {
    size_t in, out, taps; /* channels and width: the weights are [out][in][taps] */
    size_t dilation, stride, before, after; /* padding, by the sound's zero point */
};

struct conv;

/* Copies the weights, as the fastest kernel of this processor wants them. Free with conv_free.
 */
struct conv *conv_new(const struct conv_shape *shape, const uint8_t *weights, uint8_t zero);
void conv_free(struct conv *conv); /* NULL is allowed */

/* How many steps come out of so many; 0: too few go in. */
size_t conv_length(const struct conv *conv, size_t length);

/* y[out][conv_length] = scale * (the sums) + bias[out]; x is [in][length]. `bias` may be NULL.
 */
void conv_run(const struct conv *conv, const uint8_t *x, size_t length, uint8_t zero,
              float scale, const float *bias, float *y);

/* The kernels of this processor by name, fastest first; for tests. False: there is no such. */
bool conv_use(struct conv *conv, size_t kernel);

#endif
