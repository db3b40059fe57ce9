/* Contact sheets of sets, seen through the film's own camera: light, weather, vignette and all.
 */
#ifndef CAMERA_SHEET_H
#define CAMERA_SHEET_H

#include "base/buf.h"
#include "camera/shooter.h"

/* One set in its six hours and in six weathers. CULTURE_AUTO: the one that it suits best. */
bool camera_sheet_set(const struct art *art, const char *id, enum culture culture,
                      struct buf *png, struct error *err) MUST_USE;

/* A page of all sets, each at dawn, noon, dusk and night. */
enum { CAMERA_SHEET_SETS = 9 };
bool camera_sheet_sets(const struct art *art, size_t page, struct buf *png,
                       struct error *err) MUST_USE;

/* One place in the seven cultures, at noon and at night. */
bool camera_sheet_place(const struct art *art, const char *place, bool inside, struct buf *png,
                        struct error *err) MUST_USE;

/* Three places in every grade. */
bool camera_sheet_grades(const struct art *art, struct buf *png, struct error *err) MUST_USE;

#endif
