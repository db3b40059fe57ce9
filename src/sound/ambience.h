/* All the layers of a place. Private to the room. */
#ifndef SOUND_AMBIENCE_H
#define SOUND_AMBIENCE_H

#include "sound/bed.h"
#include "sound/flock.h"
#include "sound/sound.h"

/* places.c: which layers a place has. */
enum { MAX_BEDS = 12, MAX_HUMS = 3, MAX_FLOCKS = 20 };
struct ambience {
    struct bed beds[MAX_BEDS];
    struct hum hums[MAX_HUMS];
    struct flock flocks[MAX_FLOCKS];
    struct grain grains[MAX_GRAINS];
    int bed_count, hum_count, flock_count, grain_count;
    double room, tail; /* of the shared reverb */
};
void ambience_build(struct ambience *ambience, const struct ambience_order *order);
/* Ids that have a row of their own, NULL at the end. */
const char *ambience_place(int index);

#endif
