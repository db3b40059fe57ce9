/* Acting: what every person of a shot does at every moment. Body, face, gaze, lips.
 *
 * All of it is prepared once from the order and then a pure function of the frame: whichever
 * frames are asked for, in whatever order, a frame is the same. Motion is a sum of moves in
 * closed form, each with anticipation, overshoot and settling, so that nothing pops. */
#ifndef CAMERA_ACTING_H
#define CAMERA_ACTING_H

#include "camera/shooter.h"

struct acting;

/* `art` and `order` are borrowed and must outlive the result. */
struct acting *acting_new(const struct art *art, const struct shot_order *order);
void acting_free(struct acting *acting); /* NULL is allowed */

/* The state of shot->placements[player] at a frame, and where the feet stand in stage metres.
 * Angles come in the steps that puppets are drawn in, so that equal pictures have equal states.
 * Thread-safe on one `acting`. */
void acting_state(const struct acting *acting, size_t player, int64_t frame,
                  struct puppet_state *state, double *x, double *depth);

/* Is something on its way into their far hand? From whose, who let go of it at frame *when, and
 * how much of the way is left, 1 .. 0. */
bool acting_receives(const struct acting *acting, size_t player, int64_t frame, size_t *giver,
                     int64_t *when, double *left);

#endif
