/* Inside the camera room: people who stand where the storyboard put them and only speak. */
#ifndef CAMERA_ACTING_PLAIN_H
#define CAMERA_ACTING_PLAIN_H

#include "camera/shooter.h"

struct acting;
struct acting *acting_new(const struct art *art, const struct shot_order *order);
void acting_free(struct acting *acting);
void acting_state(const struct acting *acting, size_t player, int64_t frame,
                  struct puppet_state *state, double *x, double *depth);

#endif
