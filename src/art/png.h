/* Pictures in memory as PNG files in memory (ISO/IEC 15948). */
#ifndef ART_PNG_H
#define ART_PNG_H

#include <cairo.h>

#include "base/buf.h"

/* Appends the surface as PNG. False when it cannot be encoded or the buffer failed; then what
 * was appended is of no use, and the caller sets the error. */
bool art_png_write(cairo_surface_t *surface, struct buf *png) MUST_USE;

/* The picture of `size` bytes, which are only borrowed. Never NULL: a damaged file gives a
 * surface whose cairo_surface_status tells it. The caller destroys it. */
cairo_surface_t *art_png_read(const char *bytes, size_t size);

#endif
