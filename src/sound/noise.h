/* White noise. Private to the room. */
#ifndef SOUND_NOISE_H
#define SOUND_NOISE_H

#include <stdint.h>

#include "base/random.h"

/* White noise, -1..1, xorshift32: cheap, and long enough not to loop in a film. */
struct noise {
    uint32_t state;
};
struct noise noise_new(struct random *random);
static inline float noise_next(struct noise *noise) {
    uint32_t x = noise->state;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    noise->state = x;
    return (float)(int32_t)x * 0x1p-31f;
}

#endif
