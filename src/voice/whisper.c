#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "voice/treat.h"

void treat_fft(double *v, int size, bool inverse) {
    for (int i = 1, j = 0; i < size; i++) {
        int bit = size >> 1;
        for (; j & bit; bit >>= 1) j ^= bit;
        j ^= bit;
        if (i < j) {
            double re = v[2 * i], im = v[2 * i + 1];
            v[2 * i] = v[2 * j], v[2 * i + 1] = v[2 * j + 1];
            v[2 * j] = re, v[2 * j + 1] = im;
        }
    }
    for (int length = 2; length <= size; length <<= 1) {
        double angle = (inverse ? 2 : -2) * M_PI / length, wr = cos(angle), wi = sin(angle);
        for (int i = 0; i < size; i += length) {
            double cr = 1, ci = 0;
            for (int k = 0; k < length / 2; k++) {
                double *a = v + 2 * (i + k), *b = a + length;
                double re = b[0] * cr - b[1] * ci, im = b[0] * ci + b[1] * cr;
                b[0] = a[0] - re, b[1] = a[1] - im;
                a[0] += re, a[1] += im;
                double next = cr * wr - ci * wi;
                ci = cr * wi + ci * wr;
                cr = next;
            }
        }
    }
    if (inverse)
        for (int i = 0; i < 2 * size; i++) v[i] /= size;
}

enum {
    SIZE = 1024,
    HOP = 256,
    LIFTER = 72
}; /* 1.5 ms: above it lies the pitch of every voice */

/* The spectral envelope of a windowed frame by the low part of its cepstrum. */
static void envelope(double *frame, double *levels) {
    treat_fft(frame, SIZE, false);
    for (int k = 0; k < SIZE; k++) {
        double power = frame[2 * k] * frame[2 * k] + frame[2 * k + 1] * frame[2 * k + 1];
        frame[2 * k] = 0.5 * log(power + 1e-9);
        frame[2 * k + 1] = 0;
    }
    treat_fft(frame, SIZE, true);
    for (int n = LIFTER; n <= SIZE - LIFTER; n++) frame[2 * n] = frame[2 * n + 1] = 0;
    treat_fft(frame, SIZE, false);
    for (int k = 0; k < SIZE; k++) levels[k] = exp(frame[2 * k]);
}

void treat_whisper(struct pcm *sound) {
    struct pcm out = pcm_silence(1, sound->frames);
    struct random random = random_seed_for(1, "whisper");
    AUTO_FREE float *noise = xcalloc((size_t)sound->frames + SIZE, sizeof(float));
    for (int64_t i = 0; i < sound->frames + SIZE; i++) noise[i] = (float)random_normal(&random);
    double window[SIZE], levels[SIZE], frame[2 * SIZE];
    for (int i = 0; i < SIZE; i++) window[i] = 0.5 - 0.5 * cos(2 * M_PI * (i + 0.5) / SIZE);
    double norm = 0; /* of the noise's spectrum under the window */
    for (int i = 0; i < SIZE; i++) norm += window[i] * window[i];
    norm = sqrt(norm);
    for (int64_t at = -SIZE + HOP; at < sound->frames; at += HOP) {
        for (int i = 0; i < SIZE; i++) {
            int64_t from = at + i;
            frame[2 * i] =
                from >= 0 && from < sound->frames ? sound->samples[from] * window[i] : 0;
            frame[2 * i + 1] = 0;
        }
        envelope(frame, levels);
        for (int i = 0; i < SIZE; i++) {
            frame[2 * i] =
                noise[at + SIZE + i < 0 ? 0 : (at + SIZE + i) % (sound->frames + SIZE)] *
                window[i];
            frame[2 * i + 1] = 0;
        }
        treat_fft(frame, SIZE, false);
        for (int k = 0; k < SIZE; k++) {
            frame[2 * k] *= levels[k] / norm;
            frame[2 * k + 1] *= levels[k] / norm;
        }
        treat_fft(frame, SIZE, true);
        for (int i = 0; i < SIZE; i++) {
            int64_t to = at + i;
            if (to >= 0 && to < out.frames)
                out.samples[to] += (float)(frame[2 * i] * window[i] * HOP / SIZE * 2.667);
        }
    }
    pcm_done(sound);
    *sound = out;
    /* Without voice there is little below the first formant, and vowels fall behind consonants.
     */
    treat_filter(sound, TREAT_HIGH_PASS, 320, 0.7, 0);
    treat_filter(sound, TREAT_LOW_SHELF, 900, 0.7, -5);
    treat_filter(sound, TREAT_HIGH_SHELF, 9000, 0.7, -5);
}

void treat_breath(struct pcm *sound, double amount) {
    if (amount <= 0 || sound->frames == 0) return;
    struct pcm breath = pcm_silence(1, sound->frames);
    memcpy(breath.samples, sound->samples, (size_t)sound->frames * sizeof(float));
    treat_whisper(&breath);
    for (int64_t i = 0; i < sound->frames; i++)
        sound->samples[i] += (float)amount * breath.samples[i];
    pcm_done(&breath);
}
