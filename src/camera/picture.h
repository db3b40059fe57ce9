/* Inside the camera room: pictures in memory, premultiplied ARGB32 as cairo keeps them, with
 * the extents of every row, so that nothing transparent is ever touched. */
#ifndef CAMERA_PICTURE_H
#define CAMERA_PICTURE_H

#include <cairo.h>
#include <stdint.h>

#include "base/memory.h"

/* Of one row: what shows is inside [left, right); a run of opaque pixels is [solid_left,
 * solid_right). Empty when left >= right. */
struct picture_row {
    int32_t left, right, solid_left, solid_right;
};

struct picture {
    int width, height;
    uint32_t *pixels;         /* width * height */
    size_t room;              /* pixels that there is memory for */
    struct picture_row *rows; /* set by picture_measure */
};

enum { PICTURE_MAX_SIDE = 16384 };

struct picture *picture_new(int width, int height); /* transparent; sides at least 1 */
void picture_free(struct picture *picture);         /* NULL is allowed */
void picture_resize(struct picture *picture, int width, int height); /* transparent again */
void picture_clear(struct picture *picture);
void picture_measure(struct picture *picture);

/* A cairo surface over the picture's own pixels; flush or destroy it before reading them. */
cairo_surface_t *picture_surface(struct picture *picture);

/* Fills the picture from a surface: picture x = scale * surface x + x, likewise y. A triangle
 * filter wide enough for the scale, in integers. `extend`: beyond its edges the surface goes on
 * with its edge pixels; else it is transparent there. */
void picture_resample(struct picture *picture, cairo_surface_t *surface, double scale, double x,
                      double y, bool extend);

/* Three box blurs, near a Gaussian of deviation `radius` / 2 pixels. `extend` as above. */
void picture_blur(struct picture *picture, double radius, bool extend);

/* Multiplies everything by amount / 256. */
void picture_fade(struct picture *picture, int amount);
/* Every pixel becomes `color` (premultiplied as it stands, opaque) where the picture has alpha.
 */
void picture_tint(struct picture *picture, uint32_t color, int amount);

#endif
