/* Inside the camera room: layers of pictures put over each other, straight to 4:2:0.
 *
 * Whole numbers only from the layer's position on (16.16), so that every processor gives the
 * same bytes. Only cells of the frame in which a layer changed since the frame before are made
 * again; a row is composed while it is in the cache and converted at once. */
#ifndef CAMERA_COMPOSE_H
#define CAMERA_COMPOSE_H

#include "art/set.h"
#include "camera/picture.h"
#include "camera/shooter.h"

enum layer_sway { SWAY_NONE, SWAY_TREES, SWAY_WATER };

/* A picture on the screen. Two layers that compare equal draw the same pixels. */
struct layer {
    const struct picture *picture; /* NULL: nothing; measured */
    uint32_t version;              /* counts up when the picture's pixels change */
    int32_t scale;                 /* screen pixels per picture pixel, 16.16 */
    int64_t x, y;                  /* screen position of the picture's corner, 16.16 */
    int32_t alpha;                 /* 0..256 */
    enum plane_blend blend;
    enum layer_sway sway;
    int32_t sway_size;   /* screen pixels at the widest, 16.16 */
    int32_t sway_phase;  /* of 65536 to the turn */
    int32_t sway_length; /* picture rows to a wave */
};

/* The scale is held in 0.2 .. 64. */
struct layer compose_layer(const struct picture *picture, double scale, double x, double y);

/* A layer's place on the screen, sway included, clipped to the frame. False when it is outside.
 */
bool compose_layer_bounds(const struct layer *layer, int width, int height, int *x0, int *y0,
                          int *x1, int *y1);

/* Draws one row of the layer, screen x in [from, to), into `row` (indexed by screen x). It is
 * opaque in [solid_from, solid_to), which may be empty. `scratch` holds compose_scratch(width)
 * pixels. */
void compose_layer_row(const struct layer *layer, int y, int from, int to, int solid_from,
                       int solid_to, uint32_t *row, uint32_t *scratch);
static inline size_t compose_scratch(int width) {
    return 8 * (size_t)width + 256;
}
/* Where the layer shows in this row: false when nowhere. `solid` is what it hides, may be
 * empty. */
bool compose_layer_extent(const struct layer *layer, int y, int *left, int *right,
                          int *solid_left, int *solid_right);

/* The light of the whole frame, after all layers. */
struct grade {
    int32_t flash; /* 0..256: how far towards white (lightning) */
    int32_t fade;  /* 0..256: how much of the picture is left (fades to black) */
    int32_t grain; /* which of the film's grains lies on this frame */
};

struct canvas;
struct grading;
/* `grading` may be NULL: colours as they are. It outlives the canvas. `grain` as of
 * grading_grain. */
struct canvas *compose_new(int width, int height, double vignette,
                           const struct grading *grading, int grain);
void compose_free(struct canvas *canvas);
/* Layers from the back to the front; a slot stands for the same thing in every call. */
const struct frame *compose_draw(struct canvas *canvas, const struct layer *layers,
                                 size_t count, struct grade grade);

/* Draws the layers into a picture the size of the screen, shifted by (-x, -y). */
void compose_flatten(const struct layer *layers, size_t count, struct picture *picture, int x,
                     int y);

/* BT.709 limited range. Two rows of opaque pixels to two rows of luma and one of each chroma.
 * `vignette_x` (width entries) and `vignette_y` multiply, 65535 is one. */
struct convert_rows {
    const uint32_t *top, *bottom;
    uint8_t *luma_top, *luma_bottom, *u, *v;
    const uint16_t *vignette_x;
    uint32_t vignette_top, vignette_bottom;
    const uint8_t *dither_top, *dither_bottom; /* of compose_dither */
    const int16_t *grain_top, *grain_bottom;   /* of grading_grain; of graded film only */
};
void compose_convert(const struct convert_rows *rows, int from, int to); /* even */
/* What is added to row y before its fraction is dropped, for every x. */
void compose_dither(uint8_t *line, int y, int width);

#endif
