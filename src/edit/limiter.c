#include "edit/limiter.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

enum {
    EDGE = LIMITER_TAPS / 2 - 1,      /* samples before a moment that its value needs */
    BLOCK = 256,                      /* frames that are looked at together */
    LOOK_AHEAD = PCM_RATE * 4 / 1000, /* half the window over which the gain comes and goes */
};
static const double RELEASE_S = 0.05; /* time constant of the way back */

/* A sample peak below this part of the ceiling cannot hide a true peak above it: between
 * samples a band-limited signal with content up to 20 kHz rises by less than 6 dB in practice.
 */
static const double SURELY_BELOW = 0.5;

/* Windowed sinc (Kaiser, beta 7), phase p giving the value p/4 of a sample later. */
static void make_taps(float taps[LIMITER_PHASES][LIMITER_TAPS]) {
    for (int p = 0; p < LIMITER_PHASES; p++) {
        double sum = 0, row[LIMITER_TAPS];
        for (int k = 0; k < LIMITER_TAPS; k++) {
            double x = k - (LIMITER_TAPS / 2 - 1) - p / (double)LIMITER_PHASES;
            double t = x / (LIMITER_TAPS / 2.0), window = 0, term = 1;
            double half = 3.5 * sqrt(t * t < 1 ? 1 - t * t : 0);
            for (int i = 1; i < 20; i++) { /* the Bessel function I0, by its series */
                window += term;
                term *= half * half / (i * (double)i);
            }
            row[k] = (x == 0 ? 1 : sin(M_PI * x) / (M_PI * x)) * window;
            sum += row[k];
        }
        for (int k = 0; k < LIMITER_TAPS; k++) taps[p][k] = (float)(row[k] / sum);
    }
}

static float block_peak(const struct pcm *sound, int64_t from, int64_t to) {
    float most = 0;
    for (int64_t i = from * 2; i < to * 2; i++) {
        float value = fabsf(sound->samples[i]);
        most = value > most ? value : most;
    }
    return most;
}

/* peaks[n]: the highest value from frame from+n up to the next, both channels. */
static void find_peaks(const float taps[LIMITER_PHASES][LIMITER_TAPS], const struct pcm *sound,
                       int64_t from, int count, float *peaks) {
    float lane[BLOCK + LIMITER_TAPS];
    memset(peaks, 0, (size_t)count * sizeof *peaks);
    for (int channel = 0; channel < 2; channel++) {
        for (int i = 0; i < count + LIMITER_TAPS; i++) {
            int64_t at = from + i - EDGE;
            lane[i] = at >= 0 && at < sound->frames ? sound->samples[2 * at + channel] : 0;
        }
        for (int p = 0; p < LIMITER_PHASES; p++) {
            float values[BLOCK] = {0};
            for (int k = 0; k < LIMITER_TAPS; k++)
                for (int i = 0; i < count; i++) values[i] += taps[p][k] * lane[i + k];
            for (int i = 0; i < count; i++) {
                float value = fabsf(values[i]);
                peaks[i] = value > peaks[i] ? value : peaks[i];
            }
        }
    }
}

void limiter_peak_init(struct limiter_peak *peak) {
    *peak = (struct limiter_peak){0};
    make_taps(peak->taps);
}

/* Blocks are looked at together with the end of those before. */
void limiter_peak_add(struct limiter_peak *peak, const float *samples, int64_t frames) {
    float peaks[BLOCK];
    while (frames > 0) {
        int64_t take = frames < BLOCK ? frames : BLOCK;
        float window[(BLOCK + LIMITER_TAPS) * 2];
        memcpy(window, peak->before, sizeof peak->before);
        memcpy(window + LIMITER_TAPS * 2, samples, (size_t)take * 2 * sizeof *window);
        struct pcm sound = {2, take + LIMITER_TAPS, window};
        float most = block_peak(&sound, 0, sound.frames);
        if (most > peak->most) peak->most = most;
        if (most >= peak->most * SURELY_BELOW) {
            for (int64_t at = 0; at < sound.frames; at += BLOCK) {
                int count = (int)(sound.frames - at < BLOCK ? sound.frames - at : BLOCK);
                find_peaks(peak->taps, &sound, at, count, peaks);
                /* moments too near either end lack neighbours here and have them in another
                 * window */
                for (int k = 0; k < count; k++) {
                    const bool whole = at + k >= EDGE && at + k < take + EDGE;
                    if (whole && peaks[k] > peak->most) peak->most = peaks[k];
                }
            }
        }
        memcpy(peak->before, window + take * 2, sizeof peak->before);
        samples += take * 2;
        frames -= take;
    }
}

/* --- the curve --- */

/* wanted[n] becomes the least of wanted over [n - LOOK_AHEAD, n + LOOK_AHEAD], by a queue of
 * candidates in rising order (Lemire, "Streaming maximum-minimum filter", 2006). */
static void spread_minimum(const float *wanted, int64_t frames, float *out) {
    const int64_t reach = LOOK_AHEAD;
    AUTO_FREE int64_t *queue = xcalloc((size_t)frames, sizeof *queue);
    int64_t head = 0, tail = 0;
    for (int64_t n = 0; n < frames + reach; n++) {
        if (n < frames) {
            while (tail > head && wanted[queue[tail - 1]] >= wanted[n]) tail--;
            queue[tail++] = n;
        }
        int64_t at = n - reach;
        if (at < 0) continue;
        while (queue[head] < at - reach) head++;
        out[at] = wanted[queue[head]];
    }
}

/* Two moving averages, together LOOK_AHEAD either way, round the corners; since each value is
 * an average of values that are low enough at the peak, the peak is still held. */
static void smooth(float *gains, int64_t frames, int64_t half) {
    const int64_t width = 2 * half + 1;
    AUTO_FREE float *from = xcalloc((size_t)(frames + 2 * half), sizeof *from);
    for (int64_t i = 0; i < half; i++) from[i] = gains[0];
    memcpy(from + half, gains, (size_t)frames * sizeof *from);
    for (int64_t i = 0; i < half; i++) from[half + frames + i] = gains[frames - 1];
    double sum = 0;
    for (int64_t i = 0; i < width; i++) sum += from[i];
    for (int64_t n = 0; n < frames; n++) {
        gains[n] = (float)(sum / (double)width);
        if (n + 1 < frames) sum += (double)from[n + width] - from[n];
    }
}

/* Sets wanted[n] to the gain that each moment needs by itself. False when it is 1 everywhere.
 */
static bool find_wanted(const struct pcm *sound, float limit, float *wanted) {
    float taps[LIMITER_PHASES][LIMITER_TAPS], peaks[BLOCK];
    make_taps(taps);
    bool hot = false;
    for (int64_t from = 0; from < sound->frames; from += BLOCK) {
        int count = (int)(sound->frames - from < BLOCK ? sound->frames - from : BLOCK);
        const bool quiet = block_peak(sound, from, from + count) < limit * SURELY_BELOW;
        if (!quiet) find_peaks(taps, sound, from, count, peaks);
        for (int i = 0; i < count; i++) {
            wanted[from + i] = quiet || peaks[i] <= limit ? 1 : limit / peaks[i];
            hot |= wanted[from + i] < 1;
        }
    }
    return hot;
}

bool limiter_gains(const struct pcm *sound, double gain, double ceiling, float *gains) {
    const int64_t frames = sound->frames;
    if (gain <= 0 || frames <= 0) return false;
    AUTO_FREE float *wanted = xcalloc((size_t)frames, sizeof *wanted);
    if (!find_wanted(sound, (float)(ceiling / gain), wanted)) return false;
    /* release: an exponential way back to 1 that starts where a peak has ended */
    const float back = (float)exp(-1.0 / (RELEASE_S * PCM_RATE));
    float held = 0; /* how far below 1 */
    for (int64_t n = 0; n < frames; n++) {
        held *= back;
        if (held < 1e-7f) held = 0;
        if (1 - wanted[n] > held) held = 1 - wanted[n];
        wanted[n] = 1 - held;
    }
    spread_minimum(wanted, frames, gains);
    smooth(gains, frames, LOOK_AHEAD / 2);
    smooth(gains, frames, LOOK_AHEAD / 2 - 2);
    return true;
}
