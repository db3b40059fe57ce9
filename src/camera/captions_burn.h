/* Inside the camera room: captions drawn into the picture, for viewers who cannot switch them
 * on. */
#ifndef CAMERA_CAPTIONS_BURN_H
#define CAMERA_CAPTIONS_BURN_H

#include "camera/compose.h"

struct captions_burn;
bool captions_burn_new(const struct shot_order *order, struct captions_burn **captions,
                       struct error *err) MUST_USE;
void captions_burn_free(struct captions_burn *captions);
/* The caption of this frame, or an empty layer. */
struct layer captions_burn_layer(const struct captions_burn *captions, int64_t frame);

#endif
