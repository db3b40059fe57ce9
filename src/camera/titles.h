/* Inside the camera room: the title card and the closing credits. */
#ifndef CAMERA_TITLES_H
#define CAMERA_TITLES_H

#include "camera/compose.h"
#include "camera/lens.h"

struct titles;
/* NULL in *titles for shots of other kinds. */
bool titles_new(const struct shot_order *order, const struct set *set, const struct lens *lens,
                struct titles **titles, struct error *err) MUST_USE;
void titles_free(struct titles *titles);
enum { TITLES_ROOM = 8 };
size_t titles_layers(const struct titles *titles, int64_t frame, struct layer *layers);
/* 0..256: how much of the picture is left (up from black, down to black). */
int titles_fade(const struct titles *titles, int64_t frame);

#endif
