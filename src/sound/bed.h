/* Layers that go on: noise in bands, and hums. Each draws from a chance of its own and only
 * forwards in time, so that a longer ambience of the same seed starts alike. Private to the
 * room. */
#ifndef SOUND_BED_H
#define SOUND_BED_H

#include "sound/track.h"

enum { HOP = 480 }; /* frames between changes of a bed: 10 ms */

enum bed_id {
    BED_ROOM,
    BED_VENT,
    BED_WIND,
    BED_LEAVES,
    BED_RAIN,
    BED_ROOF,
    BED_RUMBLE,
    BED_TRAFFIC,
    BED_SURF,
    BED_FAR_SURF,
    BED_RIVER,
    BED_BABBLE,
    BED_RAILS,
    BED_HEARTH,
    BED_DEEP,
    BED_HOLLOW,
    BED_COUNT
};
struct bed {
    const struct bed_row *row;
    struct noise noises[2];
    struct filter highs[2], lows[2];
    struct random random;
    double gain;                 /* of the noise, for unit RMS times the order's level */
    double from, to, at, period; /* the slow change, -1..1, or a wave's time */
    float level[2];              /* at the end of the last hop */
};
void bed_init(struct bed *bed, enum bed_id id, double level_db, uint64_t seed);
void bed_add(struct bed *bed, float *stereo); /* one hop */

enum hum_id { HUM_MAINS, HUM_FRIDGE, HUM_SHIP, HUM_BUS, HUM_COUNT };
struct hum {
    double cosines[6], sines[6], turns_c[6], turns_s[6], gains[6];
    double at;
    int count;
};
void bed_hum_init(struct hum *hum, enum hum_id id, double level_db);
void bed_hum_add(struct hum *hum, float *stereo);

#endif
