#include "voice/helper/norm.h"

#include <math.h>
#include <string.h>

/* As VECTORISED (base/vector.h), but floats: lanes are written out, so that no compiler orders
 * sums otherwise, and contraction is off for the whole program. */
#if defined(__x86_64__) && !defined(__SANITIZE_THREAD__)
#define BY_LANES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define BY_LANES
#endif

enum { LANES = 16, BLOCK = 4096 };
typedef float lanes __attribute__((vector_size(LANES * sizeof(float))));

#define LOAD(from)                              \
    ({                                          \
        lanes loaded_;                          \
        memcpy(&loaded_, from, sizeof loaded_); \
        loaded_;                                \
    })

/* Sum of (x - center) ^ power: in floats over a block, in doubles over blocks. */
BY_LANES static double sum_of(const float *x, size_t length, float center, int power) {
    double sum = 0;
    for (size_t from = 0; from < length; from += BLOCK) {
        size_t count = length - from < BLOCK ? length - from : BLOCK, i = 0;
        lanes total = {0};
        float rest = 0;
        for (; i + LANES <= count; i += LANES) {
            lanes value = LOAD(x + from + i) - center;
            total += power == 2 ? value * value : value;
        }
        for (; i < count; i++) {
            float value = x[from + i] - center;
            rest += power == 2 ? value * value : value;
        }
        for (int lane = 0; lane < LANES; lane++) sum += (double)total[lane];
        sum += (double)rest;
    }
    return sum;
}

/* sin^2 has the period pi; within half of it by its series (error under 1e-7). */
#define SNAKE(type, v, alpha, inverse)                                                         \
    ({                                                                                         \
        const float nearest_ = 12582912.0F; /* 1.5 * 2^23: adding it rounds */                 \
        type turn_ = (v) * (alpha)*0.318309886F;                                               \
        turn_ -= (turn_ + nearest_) - nearest_;                                                \
        type r_ = turn_ * 3.14159265F, s_ = r_ * r_;                                           \
        type sine_ =                                                                           \
            r_ +                                                                               \
            r_ * s_ *                                                                          \
                (-1.66666667e-1F +                                                             \
                 s_ * (8.33333333e-3F + s_ * (-1.98412698e-4F +                                \
                                              s_ * (2.75573192e-6F + s_ * -2.50521084e-8F)))); \
        (v) + sine_ *sine_ *(inverse);                                                         \
    })

BY_LANES static void bend(const float *x, size_t length, float center, float gain, float shift,
                          float alpha, float inverse, float *y) {
    size_t i = 0;
    for (; i + LANES <= length; i += LANES) {
        lanes v = (LOAD(x + i) - center) * gain + shift;
        if (inverse != 0) v = SNAKE(lanes, v, alpha, inverse);
        memcpy(y + i, &v, sizeof v);
    }
    for (; i < length; i++) {
        float v = (x[i] - center) * gain + shift;
        y[i] = inverse != 0 ? SNAKE(float, v, alpha, inverse) : v;
    }
}

void norm_run(const struct norm *norm, const float *x, size_t channels, size_t length,
              float *y) {
    for (size_t c = 0; c < channels && length; c++, x += length, y += length) {
        float center = (float)(sum_of(x, length, 0, 1) / (double)length);
        double variance = sum_of(x, length, center, 2) / (double)length;
        float gain = (float)((double)norm->gain[c] / sqrt(variance + (double)norm->epsilon));
        bend(x, length, center, gain, norm->shift[c], norm->alpha ? norm->alpha[c] : 0,
             norm->alpha ? norm->inverse[c] : 0, y);
    }
}

void norm_snake(const float *alpha, const float *inverse, const float *v, size_t channels,
                size_t length, float *y) {
    for (size_t c = 0; c < channels; c++)
        bend(v + c * length, length, 0, 1, 0, alpha[c], inverse[c], y + c * length);
}
