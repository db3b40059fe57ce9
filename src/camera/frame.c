#include "base/memory.h"
#include "camera/shooter.h"

#include <string.h>

struct frame *frame_new(int width, int height) {
    struct frame *frame = xcalloc(1, sizeof *frame);
    int luma = (width + 63) / 64 * 64, chroma = (width / 2 + 63) / 64 * 64;
    size_t luma_size = (size_t)luma * (size_t)height;
    size_t chroma_size = (size_t)chroma * (size_t)((height + 1) / 2);
    /* Room beyond the end: row loops of vectors may read a little past it. */
    uint8_t *block = NULL;
    if (posix_memalign((void **)&block, 64, luma_size + 2 * chroma_size + 64))
        die("There is no memory for a frame of %d x %d.", width, height);
    memset(block, 16, luma_size);
    memset(block + luma_size, 128, 2 * chroma_size + 64);
    *frame = (struct frame){width,
                            height,
                            {block, block + luma_size, block + luma_size + chroma_size},
                            {luma, chroma, chroma}};
    return frame;
}

void frame_free(struct frame *frame) {
    if (!frame) return;
    free(frame->planes[0]);
    free(frame);
}
