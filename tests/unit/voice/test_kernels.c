/* What the speech helper computes itself: convolutions and normalisations, on every kernel that
 * this processor has, against the plain sums. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "voice/helper/conv.h"
#include "voice/helper/norm.h"

enum { LENGTH = 101, ZERO_X = 77, ZERO_W = 61 };

static int64_t sum_at(const struct conv_shape *shape, const uint8_t *x, const uint8_t *weights,
                      size_t channel, size_t step) {
    int64_t sum = 0;
    for (size_t i = 0; i < shape->in; i++)
        for (size_t tap = 0; tap < shape->taps; tap++) {
            size_t at = step * shape->stride + tap * shape->dilation;
            if (at < shape->before || at >= shape->before + LENGTH) continue;
            int weight = weights[(channel * shape->in + i) * shape->taps + tap] - ZERO_W;
            sum += (x[i * LENGTH + at - shape->before] - ZERO_X) * weight;
        }
    return sum;
}

static void check(const struct conv_shape *shape) {
    struct random random = random_seed_for(1, "convolution");
    uint8_t *weights = xcalloc(shape->in * shape->out * shape->taps, 1);
    uint8_t *x = xcalloc(shape->in * LENGTH, 1);
    float *bias = xcalloc(shape->out, sizeof *bias);
    for (size_t i = 0; i < shape->in * shape->out * shape->taps; i++)
        weights[i] = (uint8_t)random_below(&random, 256);
    for (size_t i = 0; i < shape->in * LENGTH; i++) x[i] = (uint8_t)random_below(&random, 256);
    for (size_t i = 0; i < shape->out; i++) bias[i] = (float)i;
    struct conv *conv = conv_new(shape, weights, ZERO_W);
    size_t steps = conv_length(conv, LENGTH);
    assert_true(steps > 0);
    float *y = xcalloc(steps * shape->out, sizeof *y);
    for (size_t kernel = 0; conv_use(conv, kernel); kernel++) {
        conv_run(conv, x, LENGTH, ZERO_X, 0.5F, bias, y);
        for (size_t o = 0; o < shape->out; o++)
            for (size_t t = 0; t < steps; t++) {
                float wanted = (float)sum_at(shape, x, weights, o, t) * 0.5F + bias[o];
                if (y[o * steps + t] != wanted)
                    fail_msg("kernel %zu, channel %zu, step %zu: %f, not %f", kernel, o, t,
                             (double)y[o * steps + t], (double)wanted);
            }
    }
    conv_free(conv);
    free(weights);
    free(x);
    free(bias);
    free(y);
}

static void conv_run__gives_the_exact_sums_on_every_kernel(void **state) {
    (void)state;
    static const struct conv_shape shapes[] = {
        {16, 16, 11, 3, 1, 15, 15}, /* whole groups and blocks */
        {22, 24, 12, 1, 6, 3, 3},   /* strided */
        {1, 1, 3, 1, 2, 1, 1},      /* one channel */
        {37, 13, 5, 2, 1, 4, 4},    /* neither group nor block is whole */
        {8, 8, 1, 1, 1, 0, 0},
    };
    for (size_t i = 0; i < COUNT_OF(shapes); i++) check(&shapes[i]);
}

static void conv_length__is_nothing_when_the_kernel_is_longer_than_the_sound(void **state) {
    (void)state;
    const struct conv_shape shape = {1, 1, 5, 2, 1, 1, 1};
    const uint8_t weights[5] = {0};
    struct conv *conv = conv_new(&shape, weights, 0);
    assert_int_equal(conv_length(conv, 6), 0);
    assert_int_equal(conv_length(conv, 7), 1);
    conv_free(conv);
}

static void norm_run__brings_a_channel_to_its_mean_and_spread_and_bends_it(void **state) {
    (void)state;
    enum { CHANNELS = 3, LONG = 5003 };
    static float x[CHANNELS * LONG], y[CHANNELS * LONG], alone[CHANNELS * LONG];
    const float gain[] = {1.3F, 0.2F, -2}, shift[] = {0.1F, -3, 0}, alpha[] = {0.5F, 4, 30};
    const float inverse[] = {2, 0.25F, 1.0F / 30};
    struct random random = random_seed_for(2, "normalisation");
    for (size_t i = 0; i < CHANNELS * LONG; i++)
        x[i] = (float)(random_normal(&random) * 3 + 40 * (double)(i / LONG));
    const struct norm bent = {gain, shift, 1e-5F, alpha, inverse};
    const struct norm straight = {.gain = gain, .shift = shift, .epsilon = 1e-5F};
    norm_run(&straight, x, CHANNELS, LONG, alone);
    norm_run(&bent, x, CHANNELS, LONG, y);
    for (size_t c = 0; c < CHANNELS; c++) {
        double mean = 0, variance = 0;
        for (size_t i = 0; i < LONG; i++) mean += (double)x[c * LONG + i] / LONG;
        for (size_t i = 0; i < LONG; i++)
            variance += pow((double)x[c * LONG + i] - mean, 2) / LONG;
        for (size_t i = 0; i < LONG; i++) {
            double v =
                ((double)x[c * LONG + i] - mean) / sqrt(variance + 1e-5) * (double)gain[c] +
                (double)shift[c];
            double sine = sin((double)alpha[c] * v);
            assert_true(fabs((double)alone[c * LONG + i] - v) < 2e-5);
            assert_true(fabs((double)y[c * LONG + i] - (v + (double)inverse[c] * sine * sine)) <
                        1e-4);
        }
    }
    /* The snake by itself is the same one. */
    norm_snake(alpha, inverse, alone, CHANNELS, LONG, x);
    assert_memory_equal(x, y, sizeof y);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conv_run__gives_the_exact_sums_on_every_kernel),
        cmocka_unit_test(conv_length__is_nothing_when_the_kernel_is_longer_than_the_sound),
        cmocka_unit_test(norm_run__brings_a_channel_to_its_mean_and_spread_and_bends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
