/* Inside the camera room: what falls and floats. Every drop is where its number, the frame and
 * the seed put it; nothing is carried from one frame to the next. */
#ifndef CAMERA_WEATHER_H
#define CAMERA_WEATHER_H

#include "camera/compose.h"
#include "camera/lens.h"

struct weather_show;
struct weather_show *weather_show_new(const struct shot_order *order, const struct set *set,
                                      const struct lens *lens);
void weather_show_free(struct weather_show *show);
size_t weather_show_room(const struct weather_show *show); /* layers in each place */
size_t weather_show_far(const struct weather_show *show, int64_t frame, struct layer *layers);
size_t weather_show_near(const struct weather_show *show, int64_t frame, struct layer *layers);
/* 0..256 towards white: lightning. */
int weather_show_flash(const struct weather_show *show, int64_t frame);

#endif
