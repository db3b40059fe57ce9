/* A small film for tests: gradients and moving shapes, one colour scheme per shot. */
#ifndef SAMPLE_FILM_H
#define SAMPLE_FILM_H

#include "base/pcm.h"
#include "master/master.h"

enum sample_look { LOOK_MOVING, LOOK_BLACK, LOOK_STILL, LOOK_MOUTH };

struct frame *sample_frame_new(int width, int height);
void sample_frame_draw(struct frame *frame, int shot, int64_t index, enum sample_look look);
void sample_frame_free(struct frame *frame);

/* Encodes frames [from, to) of a shot; aborts the test program on failure. */
void sample_piece(const struct piece_format *format, int shot, int64_t from, int64_t to,
                  enum sample_look look, struct buf *piece);

/* For film_parts.piece: data is an array of struct buf. */
bool sample_piece_yield(void *data, size_t index, const void **bytes, size_t *size,
                        struct error *err);

/* A folder of the test's own, removed by sample_folder_remove. Static storage. */
const char *sample_folder(void);
void sample_folder_remove(void);

/* What a command prints, at most `size` - 1 bytes; its exit status. */
int sample_run(const char *command, char *out, size_t size);

#endif
