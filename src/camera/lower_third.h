/* Inside the camera room: who somebody is, on a strip of paper in the lower third of the
 * picture.
 */
#ifndef CAMERA_LOWER_THIRD_H
#define CAMERA_LOWER_THIRD_H

#include "camera/compose.h"

struct lower_third;
/* NULL in *strip for an order that names nobody; the order's first name is shown. */
bool lower_third_new(const struct shot_order *order, const struct light *light,
                     struct lower_third **strip, struct error *err) MUST_USE;
void lower_third_free(struct lower_third *strip); /* NULL is allowed */
/* Slides in, stays, slides out; an empty layer for NULL and at other times. */
struct layer lower_third_layer(const struct lower_third *strip, int64_t frame);

#endif
