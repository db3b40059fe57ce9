/* The light and the colours of a scene: one direction, one mood, five swatches in OKLab
 * (Ottosson 2020), from culture, hour, weather and mood. */
#ifndef ART_LIGHT_H
#define ART_LIGHT_H

#include "breakdown/breakdown.h"

struct oklab {
    float l, a, b;
};
struct rgb {
    float r, g, b; /* sRGB, 0..1 */
};
struct oklab oklab_from_rgb(struct rgb rgb);
struct rgb oklab_to_rgb(struct oklab lab); /* clamped */
struct rgb rgb_from_hex(const char *hex);  /* "#rrggbb"; black when it is not */
struct oklab oklab_mix(struct oklab a, struct oklab b, float t);

struct light {
    enum hour hour;
    enum weather weather;
    enum culture culture;
    enum mood mood;
    bool inside;
    struct rgb air, key, base, shade, accent; /* the swatches */
    float key_x, key_y;  /* unit vector on the screen towards the key light; y down */
    float key_strength;  /* 0 overcast .. 1 hard sun */
    float ambient;       /* 0 dark .. 1 full day: multiplies what is not lit */
    bool lamps;          /* lamps and windows are lit */
    float shadow_length; /* of a person's height, on the ground: 0 none .. 2.5 low sun */
};

struct light light_for(enum culture culture, enum hour hour, enum weather weather,
                       enum mood mood, bool inside);

/* How this light changes a material's own colour: base, its shade side, its rim. */
struct rgb light_base(const struct light *light, struct rgb material);
struct rgb light_shade(const struct light *light, struct rgb material);
struct rgb light_rim(const struct light *light, struct rgb material);

#endif
