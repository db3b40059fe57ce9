/* Inside the camera room: the people of a shot, each drawn into a picture that is kept for as
 * long as they do not change. */
#ifndef CAMERA_TROUPE_H
#define CAMERA_TROUPE_H

#include "camera/compose.h"
#include "camera/lens.h"

struct troupe;
bool troupe_new(const struct art *art, const struct shot_order *order, const struct set *set,
                struct troupe **troupe, struct error *err) MUST_USE;
void troupe_free(struct troupe *troupe);

/* How the framing sees them: parallel to the shot's placements, valid while the troupe lives.
 */
const struct lens_actor *troupe_actors(const struct troupe *troupe, size_t *count);

/* Settles who is seen and where their pictures end. Once, before the first frame. */
void troupe_stage(struct troupe *troupe, const struct lens *lens);

/* Draws who has changed. Layers: shadows, then people, far to near. At most troupe_room of
 * them. */
size_t troupe_room(const struct troupe *troupe);
size_t troupe_layers(struct troupe *troupe, int64_t frame, struct layer *layers);
/* The shoulder close to the lens, which stands before everything; 0 or 1 layers. */
size_t troupe_shoulder(struct troupe *troupe, int64_t frame, struct layer *layers);

#endif
