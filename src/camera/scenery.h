/* Inside the camera room: the set as the shot's camera sees it. Every plane is cut to what the
 * shot can show, brought to the size it has on the screen and, where it is out of focus,
 * blurred: once per shot. Planes that lie still on the screen are put together into one. */
#ifndef CAMERA_SCENERY_H
#define CAMERA_SCENERY_H

#include "camera/compose.h"
#include "camera/lens.h"

struct scenery;
/* `set` is borrowed. `nearness` as lens_nearness. `sky_apart`: something is to be drawn between
 * the sky and all that stands before it. */
struct scenery *scenery_new(const struct set *set, const struct lens *lens, double nearness,
                            bool sky_apart);
void scenery_free(struct scenery *scenery);

/* Layers behind the people, and before them; at most this many each. The sky is the first of
 * those behind unless it is kept apart. */
size_t scenery_room(const struct scenery *scenery);
size_t scenery_sky(const struct scenery *scenery, int64_t frame, struct layer *layers);
size_t scenery_behind(const struct scenery *scenery, int64_t frame, struct layer *layers);
size_t scenery_before(const struct scenery *scenery, int64_t frame, struct layer *layers);

/* A plane's look on the screen may change with time on every second frame only, as drawn film
 * does. */
int64_t scenery_beat(struct rational fps, int64_t frame); /* the frame that this one shows */

#endif
