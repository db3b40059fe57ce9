/* Modes of the world's music as pitch sets with a way up and a way down, and walking in them.
 */
#ifndef MUSIC_MODE_H
#define MUSIC_MODE_H

#include <stdbool.h>
#include <stdint.h>

#include "breakdown/breakdown.h"

enum music_style {
    STYLE_AUTO, /* by culture */
    STYLE_ORCHESTRAL,
    STYLE_PIANO,
    STYLE_AMBIENT,
    STYLE_ELECTRONIC,
    STYLE_POP,
    STYLE_ROCK,
    STYLE_JAZZ,
    STYLE_FOLK,
    STYLE_FANTASY,
    STYLE_CARNATIC,
    STYLE_HINDUSTANI,
    STYLE_BHAJAN,
    STYLE_CHINESE,
    STYLE_JAPANESE,
    STYLE_KOREAN,
    STYLE_MAQAM,
    STYLE_WEST_AFRICAN,
    STYLE_EAST_AFRICAN,
    STYLE_SOUTHERN_AFRICAN,
    STYLE_COUNT
};
const char *music_style_name(enum music_style style); /* "west_african", "auto" */
/* False when there is no such name. */
bool music_style_find(const char *name, enum music_style *style);

enum mode_family { FAMILY_MAJOR, FAMILY_MINOR, FAMILY_MODAL, FAMILY_DRONE };

/* Bit n of a mask is the pitch n semitones above the tonic. `up` (arohana) and `down`
 * (avarohana) differ in some ragas: a note reached from below is in `up`, one from above in
 * `down`. */
struct music_mode {
    const char *name;
    uint16_t up, down;
    uint16_t extra;   /* tones that chords may add: the raised seventh of minor */
    uint16_t rest;    /* where phrases may come to rest (nyasa, finalis, cofinalis) */
    uint16_t shake;   /* tones that take gamaka */
    int8_t cents[12]; /* deviation from equal temperament: the neutral thirds of maqamat */
    enum mode_family family;
    uint32_t styles; /* bit per enum music_style */
    uint32_t moods;  /* bit per enum mood it suits */
};

extern const struct music_mode music_modes[];
extern const int music_mode_count;

/* By its whole name, or without "raga" and "maqam" before it; letters of either case. NULL
 * when there is no such mode. */
const struct music_mode *music_mode_find(const char *name);

/* The pitch `steps` steps up (or down when negative) from `key`, by the way that direction
 * takes. `key` need not be in the mode. `tonic` is a pitch class. */
int music_mode_walk(const struct music_mode *mode, int tonic, int key, int steps);

/* Whether `key`'s pitch class is in a mask relative to the tonic. */
static inline bool music_mode_has(uint16_t mask, int tonic, int key) {
    return mask >> ((key - tonic + 120) % 12) & 1;
}

#endif
