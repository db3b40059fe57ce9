/* Effects as rows: an id, how it is made, and the room it sounds in. Private to the room. */
#ifndef SOUND_EFFECTS_H
#define SOUND_EFFECTS_H

#include "sound/track.h"

struct effect {
    const char *id;
    void (*make)(struct random *random,
                 struct track *track); /* track is silent, `seconds` long */
    double seconds;
    double wet, room, tail; /* share of the room's sound, its size (1 = living room), its T60 */
};
/* Each ends in a row without id. */
extern const struct effect effect_struck[], effect_rushing[], effect_living[],
    effect_machines[];

/* NULL when there is no such effect. */
const struct effect *effect_find(const char *id);

/* The dry sound, peak 1; ambience sets it far away. */
struct track effect_make(const struct effect *effect, struct random *random);

#endif
