/* Layers that come and go: one kind of grain (a bird, a drop, a voice), made anew each time. As
 * with beds, only forwards in time. Private to the room. */
#ifndef SOUND_FLOCK_H
#define SOUND_FLOCK_H

#include "sound/bed.h"

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

#endif
