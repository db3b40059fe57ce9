/* Inside the camera room: a line in the corner of every frame, such as who made the film. */
#ifndef CAMERA_MARK_H
#define CAMERA_MARK_H

#include "camera/compose.h"

struct mark;
/* NULL in *mark for an order without one. */
bool mark_new(const struct shot_order *order, struct mark **mark, struct error *err) MUST_USE;
void mark_free(struct mark *mark);                /* NULL is allowed */
struct layer mark_layer(const struct mark *mark); /* an empty layer for NULL */

#endif
