/* The layers of an ambience: beds that go on, and grains that come and go. Private to the room.
 *
 * Every layer draws from a chance of its own and only forwards in time, so that a longer
 * ambience of the same seed starts alike. */
#ifndef SOUND_LAYERS_H
#define SOUND_LAYERS_H

#include "sound/sound.h"
#include "sound/synth.h"

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
void hum_init(struct hum *hum, enum hum_id id, double level_db);
void hum_add(struct hum *hum, float *stereo);

enum grain_id {
    GRAIN_SONGBIRD,
    GRAIN_SPARROW,
    GRAIN_KOEL,
    GRAIN_CUCKOO,
    GRAIN_CROW,
    GRAIN_DOVE,
    GRAIN_GULL,
    GRAIN_OWL,
    GRAIN_FROG,
    GRAIN_CRICKET,
    GRAIN_CICADA,
    GRAIN_DROP,
    GRAIN_DRIP,
    GRAIN_ROOF_DROP,
    GRAIN_THUNDER,
    GRAIN_MURMUR,
    GRAIN_MURMUR_NEAR,
    GRAIN_VENDOR,
    GRAIN_CHILD,
    GRAIN_CAR,
    GRAIN_HORN,
    GRAIN_BICYCLE,
    GRAIN_DOG,
    GRAIN_ROOSTER,
    GRAIN_CUP,
    GRAIN_SIZZLE,
    GRAIN_KEYS,
    GRAIN_PAGE,
    GRAIN_STEPS,
    GRAIN_TEMPLE_BELL,
    GRAIN_HAND_BELL,
    GRAIN_CHURCH_BELL,
    GRAIN_DRUM,
    GRAIN_CHEER,
    GRAIN_FIREWORKS,
    GRAIN_CRACKLE,
    GRAIN_BUBBLE,
    GRAIN_RIPPLE,
    GRAIN_CLACK,
    GRAIN_CREAK,
    GRAIN_BEEP,
    GRAIN_SHIP_HORN,
    GRAIN_CLOCK,
    GRAIN_COUNT
};
struct grain { /* one that sounds now */
    struct track track;
    int64_t at; /* next frame of it; negative: starts later in this hop */
    float left, right, wet;
};
enum { MAX_GRAINS = 48 };
struct flock { /* one kind, coming by chance */
    enum grain_id id;
    struct random random;
    double next;         /* seconds until the next */
    double side;         /* where a mechanism stands, -1..1 */
    double every, level; /* mean seconds between; gain */
    double muffle;       /* Hz: as heard through walls; 0: open */
};
void flock_init(struct flock *flock, enum grain_id id, double every_s, double level_db,
                double muffle_hz, uint64_t seed);
/* Lets time pass by one hop; new grains are added to the list while it has room. */
void flock_step(struct flock *flock, struct grain grains[MAX_GRAINS], int *count);

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
