/* Inside the voice room: the engines. */
#ifndef VOICE_ENGINES_H
#define VOICE_ENGINES_H

#include "voice/speaker.h"

extern const struct speaker voice_neural;
extern const struct speaker voice_flite;
extern const struct speaker voice_espeak;

/* An engine whose helper (voice/pool.h) speaks: is it ready, and one sentence by the voice that
 * the engine itself calls `name`. */
bool voice_helper_ready(const char *engine, char why[static 200]);
bool voice_helper_speak(const char *engine, const struct utterance *utterance, const char *name,
                        struct cancel *cancel, struct speech *out, struct error *err) MUST_USE;
extern int voice_patience_s; /* how long a helper may think about one sentence */

/* What an emotion does to the way of speaking, scaled by its intensity. */
struct delivery {
    double rate;      /* 1: the voice's own */
    double semitones; /* added to its pitch */
    double range;     /* of its melody; 1: its own */
    double level_db;
    double bright_db; /* above 2 kHz: a pressed voice is bright, a soft one dark */
    double tremor;    /* 0..1 */
    double pauses;    /* between sentences; 1: its own */
};
/* Of its melody, what is left to a verse: little in India, where it is chanted on few pitches
 * (line.c sets them); most elsewhere. 1 when it is no verse. */
double voice_chant_range(const struct utterance *utterance);
struct delivery voice_delivery(enum emotion emotion, double intensity);

/* Moves the start of each stop back over the silence before it: its closure, which espeak-ng
 * counts to the phone before. */
void voice_take_closures(struct speech *speech);
/* p b t d k g and their kin, in any alphabet of diacritics. */
bool voice_phone_is_stop(const char *ipa);
bool voice_phone_is_vowel(const char *ipa);

#endif
