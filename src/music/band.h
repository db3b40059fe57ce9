/* Who plays in each style and mood: tables. Private to the room. */
#ifndef MUSIC_BAND_H
#define MUSIC_BAND_H

#include "music/style.h"

/* General MIDI programs, from 0, and our own instruments (instrument.h). */
enum {
    PIANO = 0,
    E_PIANO = 4,
    CELESTA = 8,
    GLOCKENSPIEL = 9,
    MUSIC_BOX = 10,
    VIBRAPHONE = 11,
    MARIMBA = 12,
    TUBULAR_BELLS = 14,
    DULCIMER = 15,
    DRAWBAR_ORGAN = 16,
    ROCK_ORGAN = 18,
    HARMONIUM = 20,
    ACCORDION = 21,
    GUITAR = 24,
    STEEL_GUITAR = 25,
    CLEAN_GUITAR = 27,
    MUTED_GUITAR = 28,
    OVERDRIVE = 29,
    DISTORTION = 30,
    UPRIGHT_BASS = 32,
    FINGER_BASS = 33,
    PICK_BASS = 34,
    SYNTH_BASS = 38,
    VIOLIN = 40,
    VIOLA = 41,
    CELLO = 42,
    CONTRABASS = 43,
    TREMOLO = 44,
    PIZZICATO = 45,
    HARP = 46,
    TIMPANI = 47,
    STRINGS = 48,
    SLOW_STRINGS = 49,
    SYNTH_STRINGS = 50,
    CHOIR = 52,
    VOICES = 53,
    MUTED_TRUMPET = 59,
    HORN = 60,
    BRASS = 61,
    SOPRANO_SAX = 64,
    TENOR_SAX = 66,
    OBOE = 68,
    ENGLISH_HORN = 69,
    BASSOON = 70,
    CLARINET = 71,
    FLUTE = 73,
    PAN_FLUTE = 75,
    SHAKUHACHI = 77,
    WHISTLE = 78,
    SQUARE = 80,
    SAW = 81,
    NEW_AGE = 88,
    WARM_PAD = 89,
    POLY = 90,
    BOWED_PAD = 92,
    HALO = 94,
    SWEEP = 95,
    SITAR = 104,
    BANJO = 105,
    SHAMISEN = 106,
    KOTO = 107,
    KALIMBA = 108,
    FIDDLE = 110,
    SHANAI = 111,
    TINKLE = 112,
    TAIKO = 116,
    TOM = 117,
    NONE = -1
};

/* Moods share their colours; the pace tells them apart. */
enum tint { BRIGHT, WARM, TENDER, SORROW, DARK, STRANGE, GRAND, TINTS };
extern const enum tint band_tints[MOOD_COUNT];

struct band {
    int lead[2]; /* one of the two, by the film's seed */
    int second, pad, figure, bass, color;
    enum figure pattern;
    const char *rhythm; /* NULL: none */
};
const struct band *band_of(enum music_style style, enum mood mood);

/* What all cues of a style have in common. */
struct band_manner {
    const char *name;
    int kit;         /* program of the drums */
    int drone, hand; /* programs, NONE: none */
    bool gamaka;     /* the lead sings as Indian voices do */
    bool twelve;     /* beats in three parts */
    bool sevenths;
    double swing;       /* 0 even .. 1 triplets */
    double pace;        /* factor on the mood's tempo */
    double loud, dense; /* added to the mood's */
};
extern const struct band_manner band_manners[STYLE_COUNT];

#endif
