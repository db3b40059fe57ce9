#include "sample_film.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"

struct frame *sample_frame_new(int width, int height) {
    struct frame *frame = xcalloc(1, sizeof *frame);
    frame->width = width;
    frame->height = height;
    for (int i = 0; i < 3; i++) {
        frame->strides[i] = i ? (width / 2 + 63) & ~63 : (width + 63) & ~63;
        frame->planes[i] =
            xcalloc((size_t)frame->strides[i], (size_t)(i ? height / 2 : height));
    }
    return frame;
}

void sample_frame_free(struct frame *frame) {
    for (int i = 0; i < 3; i++) free(frame->planes[i]);
    free(frame);
}

static void fill(struct frame *frame, int plane, int x0, int y0, int x1, int y1, int value) {
    int shift = plane ? 1 : 0;
    for (int y = y0 >> shift; y < y1 >> shift; y++)
        if (y >= 0 && y < frame->height >> shift)
            for (int x = x0 >> shift; x < x1 >> shift; x++)
                if (x >= 0 && x < frame->width >> shift)
                    frame->planes[plane][y * frame->strides[plane] + x] = (uint8_t)value;
}

void sample_frame_draw(struct frame *frame, int shot, int64_t index, enum sample_look look) {
    const int w = frame->width, h = frame->height;
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++)
            frame->planes[0][y * frame->strides[0] + x] =
                look == LOOK_BLACK
                    ? 16
                    : (uint8_t)(40 + shot * 67 % 120 + (x * 20 + y * 40) / (w + h));
    fill(frame, 1, 0, 0, w, h, look == LOOK_BLACK ? 128 : 90 + shot * 31 % 70);
    fill(frame, 2, 0, 0, w, h, look == LOOK_BLACK ? 128 : 150 - shot * 23 % 60);
    if (look == LOOK_BLACK) return;
    const int64_t mouth_index = look == LOOK_STILL ? 0 : index;
    if (look != LOOK_MOVING) index = 0;
    for (int i = 0; i < 6; i++) {
        int x = (int)((i * w / 6 + index * w / (200 + 40 * i)) % w), y = h / 3 + i * h / 14;
        fill(frame, 0, x, y, x + w / 8, y + h / 4, 60 + i * 25);
        fill(frame, 1, x, y, x + w / 8, y + h / 4, 100 + i * 10);
    }
    int mouth = mouth_index / 3 % 2 ? h / 40 + 2 : 1;
    fill(frame, 0, w / 2, h / 2, w / 2 + w / 16, h / 2 + mouth * 2, 30);
}

void sample_piece(const struct piece_format *format, int shot, int64_t from, int64_t to,
                  enum sample_look look, struct buf *piece) {
    struct encoder *encoder;
    struct error err;
    if (!encoder_open(format, &encoder, &err)) die("%s", err.message);
    struct frame *frame = sample_frame_new(format->width, format->height);
    for (int64_t i = from; i < to; i++) {
        sample_frame_draw(frame, shot, i, look);
        if (!encoder_frame(encoder, frame, &err)) die("%s", err.message);
    }
    if (!encoder_finish(encoder, piece, &err)) die("%s", err.message);
    encoder_close(encoder);
    sample_frame_free(frame);
}

bool sample_piece_yield(void *data, size_t index, const void **bytes, size_t *size,
                        struct error *err) {
    (void)err;
    const struct buf *pieces = data;
    *bytes = pieces[index].bytes;
    *size = pieces[index].size;
    return true;
}

static char folder[64];

const char *sample_folder(void) {
    if (!folder[0]) {
        strcpy(folder, "/tmp/film-master-XXXXXX");
        if (!mkdtemp(folder)) die("no folder for the test");
    }
    return folder;
}

void sample_folder_remove(void) {
    char command[128];
    if (!folder[0]) return;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    if (system(command) != 0) die("the test's folder cannot be removed");
    folder[0] = 0;
}

int sample_run(const char *command, char *out, size_t size) {
    FILE *pipe = popen(command, "r");
    if (!pipe) die("cannot run %s", command);
    size_t got = fread(out, 1, size - 1, pipe);
    out[got] = 0;
    char rest[4096];
    while (fread(rest, 1, sizeof rest, pipe) > 0) {
    }
    int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
