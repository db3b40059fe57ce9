/* Inside the camera room: bytes mixed with their neighbours, the same on every processor. */
#ifndef CAMERA_MIX_H
#define CAMERA_MIX_H

#include <stdbool.h>
#include <stdint.h>

enum { MIX_ONE = 128 };

/* out = a where share is 0, b where it is MIX_ONE; rounded. `out` may be neither. */
void compose_mix(uint8_t *out, const uint8_t *a, const uint8_t *b, int share, int count);
/* in * share / 256, rounded. */
void compose_dim(uint8_t *out, const uint8_t *in, int share, int count);
/* Pixels through a scale: their place in `in` (16.16, not negative) grows by `step`. Reads one
 * pixel beyond the last place. */
void compose_stretch(uint32_t *out, const uint32_t *in, int32_t at, int32_t step, int count);

#endif
