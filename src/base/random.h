/* Reproducible chance: xoshiro256** (Blackman and Vigna) seeded by splitmix64. Never the clock.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stdint.h>

struct random {
    uint64_t state[4];
};
struct random random_seed(uint64_t seed);
/* A seed of its own for a named purpose, so that one more draw here changes nothing there. */
struct random random_seed_for(uint64_t seed, const char *purpose);
uint64_t random_next(struct random *random);
uint32_t random_below(struct random *random,
                      uint32_t bound);     /* 0 .. bound-1; 0 when bound is 0 */
double random_unit(struct random *random); /* [0, 1) */
double random_range(struct random *random, double low, double high);
double random_normal(
    struct random *random); /* mean 0, deviation 1, by the sum of 12 uniforms */

#endif
