/* How high a voice speaks. */
#ifndef TESTS_VOICE_PITCH_H
#define TESTS_VOICE_PITCH_H

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/pcm.h"

static inline int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}
/* Median pitch in Hz by autocorrelation over 40 ms frames that are clearly voiced. */
static inline double pitch_of(const struct pcm *sound, double low_hz) {
    enum { STEP = 4, RATE = PCM_RATE / STEP, SIZE = RATE / 25, MOST = 4000 };
    double *found = xcalloc(MOST, sizeof(double));
    int count = 0;
    for (int64_t at = 0; at + (int64_t)SIZE * 2 * STEP < sound->frames && count < MOST;
         at += SIZE * STEP / 2) {
        float frame[SIZE * 2];
        for (int i = 0; i < SIZE * 2; i++) {
            frame[i] = 0;
            for (int k = 0; k < STEP; k++)
                frame[i] += sound->samples[at + (int64_t)i * STEP + k];
        }
        double best = 0, energy = 1e-9, at_best = 0;
        for (int i = 0; i < SIZE; i++) energy += (double)frame[i] * frame[i];
        if (energy < 0.5) continue;
        for (int lag = RATE / 700; lag < RATE / low_hz && lag < SIZE; lag++) {
            double sum = 0, other = 1e-9;
            for (int i = 0; i < SIZE; i++) {
                sum += (double)frame[i] * frame[i + lag];
                other += (double)frame[i + lag] * frame[i + lag];
            }
            sum /= sqrt(energy * other);
            if (sum > best * 1.02 + 0.01) best = sum, at_best = lag;
        }
        if (best > 0.6) found[count++] = RATE / at_best;
    }
    qsort(found, (size_t)count, sizeof(double), ascending);
    double median = count ? found[count / 2] : 0;
    free(found);
    return median;
}

#endif
