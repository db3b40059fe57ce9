/* The bench that ambience and effects are built on: mono tracks at 48 kHz, and what is added to
 * them. Private to the room. */
#ifndef SOUND_TRACK_H
#define SOUND_TRACK_H

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/pcm.h"
#include "base/random.h"
#include "sound/filter.h"
#include "sound/noise.h"

/* Mono sound being made. */
struct track {
    float *samples;
    int64_t count;
};
struct track track_new(double seconds);
void track_done(struct track *track);
void track_scale_to(struct track *track, double peak); /* nothing for silence */
void track_fade(struct track *track, double in_s, double out_s);

void track_filter(struct track *track, struct filter filter);

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
    double formants[3]; /* Hz; the third may be 0: too far away to be heard */
    double breath;      /* 0 voiced .. 1 whispered */
    double attack;      /* share of the length; 0: 0.18 */
    double gain;
};
void track_syllable(struct track *track, const struct syllable *syllable,
                    struct random *random);

#endif
