#include "sound/noise.h"

struct noise noise_new(struct random *random) {
    return (struct noise){.state = (uint32_t)random_next(random) | 1};
}
