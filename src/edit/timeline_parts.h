/* What timeline.c and timeline_sounds.c share. */
#ifndef EDIT_TIMELINE_PARTS_H
#define EDIT_TIMELINE_PARTS_H

#include "edit/timeline.h"

struct timeline_plan {
    const struct breakdown *breakdown;
    const struct storyboard *storyboard;
    const struct timeline *timeline; /* its shots and scenes are set */
    uint64_t seed;
};

/* Ambience, effects, steps and music; sets sounds in `timeline`. */
void timeline_place_sounds(const struct timeline_plan *plan, struct timeline *timeline);

/* How far the camera stands from a person, in metres, and where a person is heard. */
double timeline_distance(enum shot_size size);
double timeline_pan(const struct shot *shot, double x);

#endif
