/* The theme and what can be done with it. Private to the room. */
#ifndef MUSIC_MOTIF_H
#define MUSIC_MOTIF_H

#include "base/random.h"

/* The film's theme: two bars of rhythm and steps, kept by all cues of a film. */
enum { MAX_MOTIF = 12 };
struct motif {
    int count;
    double beats[MAX_MOTIF]; /* lengths */
    int steps[MAX_MOTIF];    /* from the note before; the first from where the phrase starts */
    double total;            /* beats */
};

void motif_make(uint64_t seed, int beats, struct motif *motif);
struct motif motif_invert(const struct motif *motif);
struct motif motif_stretch(const struct motif *motif, double factor);
struct motif motif_head(const struct motif *motif, double beats);
struct motif motif_vary(const struct motif *motif, struct random *random);

#endif
