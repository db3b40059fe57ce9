/* Pictures, sound and films of strangers, read inside film-import by libav. */
#ifndef IMPORT_MEDIA_H
#define IMPORT_MEDIA_H

#include "base/buf.h"

/* Adds "KIND TYPE WIDTH HEIGHT LENGTH_MS\n" (import_media of import.h) and, where there is
 * something to see, a PNG of it, its longer side IMPORT_MEDIA_SIDE at most. What it claims to
 * be is proved by decoding: the picture, or the first seconds of sound. */
bool import_read_media(const char *bytes, size_t size, struct buf *out,
                       struct error *why) MUST_USE;

#endif
