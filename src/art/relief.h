/* Inside the art room: what makes a flat shape look cut from paper and lit. Works on pixels, so
 * that a drawing needs no filters. */
#ifndef ART_RELIEF_H
#define ART_RELIEF_H

#include <cairo.h>

#include "art/light.h"

struct relief {
    double scale; /* pixels per drawing unit */
    double rim, soft,
        shadow; /* drawing units: width of the rim, reach of shade and of shadow */
    float rim_alpha, soft_alpha, shadow_alpha;
    struct rgb rim_colour, shade_colour;
    float key_x, key_y; /* towards the light */
    /* Where the light falls: in the middle of the pool all is `lit` times as bright, far from
     * it `dim` times. Drawing units from the set's top left corner. */
    float pool_x, pool_y, pool_width, pool_height;
    struct rgb lit, dim; /* factors */
};

/* Lays `sheet` (ARGB32) with its top left pixel at x, y on `plane` (ARGB32), with its cast
 * shadow on what lies there, a rim of light on the edges towards the key and a soft shade at
 * the others. */
void relief_lay(cairo_surface_t *plane, cairo_surface_t *sheet, int x, int y,
                const struct relief *relief);

/* The paper's fibre and the fall of light over the whole plane; x, y as above, in pixels of the
 * whole set. */
void relief_fibre(cairo_surface_t *plane, int x, int y, const struct relief *relief);

/* Blurs in place by `radius` pixels (three passes of a box: close to a Gaussian). */
void relief_blur(cairo_surface_t *plane, double radius);

/* Scales all channels by 0..1. */
void relief_fade(cairo_surface_t *plane, double strength);

#endif
