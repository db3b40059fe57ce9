/* Inside the camera room: what the story puts into the air: petals, smoke, embers, dust,
 * fireworks, falling stars; and the dark when lights go out. Every piece is where its number,
 * the frame and the seed put it. */
#ifndef CAMERA_AIR_H
#define CAMERA_AIR_H

#include "camera/compose.h"
#include "camera/lens.h"

struct air;
/* NULL when there is nothing in it and the light stays on. */
struct air *air_new(const struct shot_order *order, const struct set *set);
void air_free(struct air *air);         /* NULL is allowed */
enum { AIR_ROOM = 96 };                 /* layers in each place, at most */
bool air_in_sky(const struct air *air); /* what is far is: behind all but the sky */
size_t air_far(const struct air *air, int64_t frame, struct layer *layers); /* behind people */
size_t air_near(const struct air *air, int64_t frame, struct layer *layers);

#endif
