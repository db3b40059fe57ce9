/* Instruments that soundfonts lack: tanpura, tabla and mridangam, made out of partials.
 * Private to the room. */
#ifndef MUSIC_INSTRUMENT_H
#define MUSIC_INSTRUMENT_H

#include "music/composer.h"

/* In score.programs, above General MIDI's. */
enum { INSTRUMENT_TANPURA = 128, INSTRUMENT_TABLA, INSTRUMENT_MRIDANGAM };

/* The keys of drums are strokes. Right hand: pitched on the tonic; left hand: the bass. */
enum stroke {
    STROKE_NA,  /* right, the rim: bright, the fundamental damped (tabla na, mridangam nam) */
    STROKE_TIN, /* right, inside: softer */
    STROKE_TUN, /* right, open */
    STROKE_TE,  /* right, closed: a click */
    STROKE_GE,  /* left, open: slides up (tabla) or thuds (mridangam thom) */
    STROKE_KE,  /* left, closed */
    STROKE_COUNT
};

/* Adds the notes of such programs to `out` (stereo). Same score, same samples. */
void instrument_play(const struct score *score, struct pcm *out);

#endif
