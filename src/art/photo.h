/* A photograph or drawing from outside: JPEG, PNG or WebP, decoded by libavcodec into a small
 * picture. The bytes are hostile: bounded in size and pixels, read from memory only. */
#ifndef ART_PHOTO_H
#define ART_PHOTO_H

#include <stddef.h>

#include "art/light.h"
#include "base/error.h"

enum {
    PHOTO_MAX_BYTES = 10 << 20,
    PHOTO_MAX_PIXELS = 40000000,
    PHOTO_SIDE = 160 /* the longer side of what comes out, at most */
};

struct photo {
    int width, height;
    struct oklab *pixels;  /* width * height */
    unsigned char *opaque; /* 0: nothing there */
};

/* PROBLEM_BAD_INPUT for what is no such picture, PROBLEM_TOO_LARGE beyond the bounds. */
bool photo_read(const void *bytes, size_t size, struct photo *photo,
                struct error *err) MUST_USE;
void photo_done(struct photo *photo);

#endif
