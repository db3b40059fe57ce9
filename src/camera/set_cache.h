/* Inside the camera room: sets that shots share. One process-wide, bounded store; the least
 * recently used set goes first. */
#ifndef CAMERA_SET_CACHE_H
#define CAMERA_SET_CACHE_H

#include "camera/camera.h"

/* The set of the order at pixels per drawing unit; rendered at most once at a time. Give it
 * back with set_cache_release. Threads: any. */
bool set_cache_take(const struct art *art, const struct shot_order *order, double scale,
                    const struct set **set, struct error *err) MUST_USE;
void set_cache_release(const struct set *set); /* NULL is allowed */

#endif
