#include "base/random.h"

#include <stddef.h>

static uint64_t splitmix(uint64_t *state) {
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

struct random random_seed(uint64_t seed) {
    struct random random;
    for (size_t i = 0; i < 4; i++) random.state[i] = splitmix(&seed);
    return random;
}

struct random random_seed_for(uint64_t seed, const char *purpose) {
    uint64_t hash =
        0xcbf29ce484222325u ^ seed; /* FNV-1a over the purpose, started at the seed */
    for (const unsigned char *at = (const unsigned char *)purpose; *at; at++)
        hash = (hash ^ *at) * 0x100000001b3u;
    return random_seed(hash);
}

static uint64_t rotate(uint64_t x, int k) {
    return (x << k) | (x >> (64 - k));
}

uint64_t random_next(struct random *random) {
    uint64_t *s = random->state;
    uint64_t result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

uint32_t random_below(struct random *random, uint32_t bound) {
    return (uint32_t)(((random_next(random) >> 32) * (uint64_t)bound) >> 32);
}

double random_unit(struct random *random) {
    return (double)(random_next(random) >> 11) * 0x1.0p-53;
}

double random_range(struct random *random, double low, double high) {
    return low + (high - low) * random_unit(random);
}

double random_normal(struct random *random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) sum += random_unit(random);
    return sum;
}
