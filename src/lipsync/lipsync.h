/* Phones to mouth shapes: the twelve that Adobe Character Animator names, in every language.
 *
 * Lips meet on p, b, m (and nearly on f, v) within 40 ms of the sound even when the phone is
 * short; shapes open fast and close slowly, take the least effort between neighbours, rest in
 * silence. */
#ifndef LIPSYNC_LIPSYNC_H
#define LIPSYNC_LIPSYNC_H

#include "voice/speaker.h"

enum mouth {
    MOUTH_NEUTRAL,
    MOUTH_AH,
    MOUTH_D,
    MOUTH_EE,
    MOUTH_F,
    MOUTH_L,
    MOUTH_M,
    MOUTH_OH,
    MOUTH_R,
    MOUTH_S,
    MOUTH_UH,
    MOUTH_W_OO,
    MOUTH_COUNT
};
const char *mouth_name(enum mouth mouth); /* "Neutral", "Ah", ..., "W-Oo" */

struct mouth_cue {
    enum mouth mouth;
    int64_t start, end; /* samples from the start of the speech */
    float opening;      /* 0 closed .. 1: how far, by loudness and stress */
};

struct mouth_track {
    struct mouth_cue *cues; /* cover [0, frames of the speech) without gap or overlap */
    size_t count;
};

void lipsync_from_speech(const struct speech *speech, struct mouth_track *track);
void mouth_track_done(struct mouth_track *track);

#endif
