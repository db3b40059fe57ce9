/* Inside the art room: the swatches that every light starts from. */
#ifndef ART_PALETTE_H
#define ART_PALETTE_H

#include "art/light.h"

struct swatches {
    const char *air, *key, *base, *shade, *accent; /* "#rrggbb" */
};
enum { PALETTE_DAWN, PALETTE_NOON, PALETTE_DUSK, PALETTE_NIGHT, PALETTE_COUNT };

extern const struct swatches palette_table[CULTURE_COUNT][PALETTE_COUNT];

#endif
