/* Inside the camera room: a thing that fills the frame, on a table top before the set. */
#ifndef CAMERA_INSERT_H
#define CAMERA_INSERT_H

#include "camera/compose.h"
#include "camera/lens.h"

struct insert;
/* NULL for shots of other kinds, and for props that no pack draws. */
struct insert *insert_new(const struct art *art, const struct shot_order *order,
                          const struct set *set, const struct lens *lens);
void insert_free(struct insert *insert); /* NULL is allowed */
enum { INSERT_ROOM = 3 };
size_t insert_layers(const struct insert *insert, int64_t frame, struct layer *layers);

#endif
