/* Pace, instruments and texture of a cue. Private to the room. */
#ifndef MUSIC_STYLE_H
#define MUSIC_STYLE_H

#include "music/composer.h"
#include "music/mode.h"

enum role {
    ROLE_LEAD,
    ROLE_SECOND,
    ROLE_PAD,
    ROLE_FIGURE,
    ROLE_BASS,
    ROLE_COLOR,
    ROLE_DRONE,
    ROLE_HAND,
    ROLE_COUNT
}; /* channels 0..7 */
enum { CHANNEL_PERCUSSION = 9 };

enum figure {
    FIGURE_NONE,
    FIGURE_ARPEGGIO,
    FIGURE_BROKEN,
    FIGURE_PULSE,
    FIGURE_OOMPAH,
    FIGURE_CHORDS,
    FIGURE_OSTINATO,
    FIGURE_INTERLOCK,
    FIGURE_STRUM,      /* a guitar's down and up strokes */
    FIGURE_POWER,      /* roots and fifths in eighths */
    FIGURE_COMP,       /* short chords off the beat */
    FIGURE_SIXTEENTHS, /* a sequencer's */
};

struct style {
    enum music_style style;
    const struct music_mode *mode;
    double tempo, tempo_low, tempo_high;
    int beats;                /* to a bar */
    int parts;                /* of a beat: 2 or 3 */
    int programs[ROLE_COUNT]; /* -1: silent */
    int low, high;            /* range of the lead */
    enum figure figure;
    int percussion;  /* index of a rhythm, -1 none */
    double density;  /* 0..1: how much of the time the lead plays */
    double loudness; /* of the whole, 0..1 */
    bool drone;      /* tonic and fifth held, no chord changes */
    bool gamaka, vibrato;
    int kit;      /* program of the drums */
    double swing; /* 0 even eighths .. 1 triplets */
    bool sevenths;
};

/* rhythm.c: -1 when there is none of that name; the beats of its bar. */
int style_rhythm(const char *name);
int style_rhythm_beats(int rhythm);
bool style_rhythm_is_spoken(int rhythm); /* it has syllables, for tabla or mridangam */

/* The style that a culture's films have; the film's seed chooses among several. */
enum music_style style_of_culture(enum culture culture, uint64_t theme_seed);
void style_choose(const struct cue_order *order, struct style *style, int *tonic);

#endif
