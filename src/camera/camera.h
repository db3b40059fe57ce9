/* Inside the camera room: what its parts share. */
#ifndef CAMERA_CAMERA_H
#define CAMERA_CAMERA_H

#include "camera/shooter.h"

/* Counts up whenever the paper camera would give other frames for the same order: what was kept
 * under the old name is then made again. */
enum { CAMERA_VERSION = 6 };

/* The drawing that every set is made on, in its units. */
enum { DRAWING_WIDTH = 1920, DRAWING_HEIGHT = 1080 };

static inline double camera_clamp(double value, double low, double high) {
    return value < low ? low : value > high ? high : value;
}
static inline double camera_mix(double a, double b, double t) {
    return a + (b - a) * t;
}
/* 0 at 0, 1 at 1, no speed at either end. */
static inline double camera_smooth(double t) {
    t = camera_clamp(t, 0, 1);
    return t * t * t * (t * (t * 6 - 15) + 10);
}

#endif
