/* The bench that ambience and effects are built on: tracks, filters, noise, partials, voices,
 * rooms. Private to the room. Everything runs at 48 kHz. */
#ifndef SOUND_SYNTH_H
#define SOUND_SYNTH_H

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/pcm.h"
#include "base/random.h"

/* Mono sound being made. */
struct track {
    float *samples;
    int64_t count;
};
struct track track_new(double seconds);
void track_done(struct track *track);
void track_scale_to(struct track *track, double peak); /* nothing for silence */
void track_fade(struct track *track, double in_s, double out_s);

/* Second-order sections after R. Bristow-Johnson's cookbook, transposed direct form II. */
struct filter {
    float b0, b1, b2, a1, a2, z1, z2;
};
struct filter filter_low(double hz, double q);
struct filter filter_high(double hz, double q);
struct filter filter_band(double hz, double q); /* 0 dB at the middle */
static inline float filter_run(struct filter *filter, float in) {
    float out = filter->b0 * in + filter->z1;
    filter->z1 = filter->b1 * in - filter->a1 * out + filter->z2;
    filter->z2 = filter->b2 * in - filter->a2 * out;
    return out;
}
void track_filter(struct track *track, struct filter filter);

/* White noise, -1..1, xorshift32: cheap, and long enough not to loop in a film. */
struct noise {
    uint32_t state;
};
struct noise noise_new(struct random *random);
static inline float noise_next(struct noise *noise) {
    uint32_t x = noise->state;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    noise->state = x;
    return (float)(int32_t)x * 0x1p-31f;
}

/* Adds a partial that rings from `at` and falls by 60 dB in `t60` seconds. */
void track_ring(struct track *track, double at, double hz, double t60, double gain);

struct mode_row { /* of a struck body: ratio to the lowest, loudness, decay relative to the
                     lowest */
    double ratio, gain, decay;
};
/* A struck body: its modes, slightly scattered, and the knock of the blow itself. */
void track_strike(struct track *track, double at, double hz, double t60,
                  const struct mode_row *rows, int count, double gain, struct random *random);

/* Noise between two frequencies that rises in `attack` and falls by 60 dB in `t60` seconds. */
void track_burst(struct track *track, double at, double attack, double t60, double low_hz,
                 double high_hz, double gain, struct random *random);

/* Noise whose loudness and band follow lines through points. */
struct shape_point {
    double at, gain, low_hz, high_hz;
};
void track_shaped_noise(struct track *track, const struct shape_point *points, int count,
                        struct random *random);

/* A tone whose pitch and loudness follow lines through points; `harmonics` fall by 1/n^tilt. */
struct tone_point {
    double at, hz, gain;
};
void track_tone(struct track *track, const struct tone_point *points, int count, int harmonics,
                double tilt, double vibrato_hz, double vibrato_cents);

/* A voiced or breathed syllable: glottal pulses and noise through three formants. */
struct syllable {
    double at, length, hz_from, hz_to;
    double formants[3];
    double breath; /* 0 voiced .. 1 whispered */
    double attack; /* share of the length; 0: 0.18 */
    double gain;
};
void track_syllable(struct track *track, const struct syllable *syllable,
                    struct random *random);

/* A feedback delay network of four lines (Jot): late sound of a room. */
enum { REVERB_LINES = 4, REVERB_ROOM = 8192 };
struct reverb {
    float *lines[REVERB_LINES];
    int lengths[REVERB_LINES], at;
    float gains[REVERB_LINES], damped[REVERB_LINES], damping;
};
void reverb_init(struct reverb *reverb, double size, double t60, double damping);
void reverb_done(struct reverb *reverb);
void reverb_run(struct reverb *reverb, float in, float *left, float *right);

#endif
