/* WAV files of any length, block by block: RIFF, or RF64 (EBU Tech 3306) above 4 GB. 48 kHz
 * only. */
#ifndef EDIT_WAVE_H
#define EDIT_WAVE_H

#include <stdint.h>

#include "base/error.h"

struct wave_writer;
/* IEEE float 32. A file that is there is replaced. */
bool wave_writer_open(const char *path, int channels, struct wave_writer **writer,
                      struct error *err) MUST_USE;
bool wave_writer_add(struct wave_writer *writer, const float *samples, int64_t frames,
                     struct error *err) MUST_USE;
/* Completes the header. After a failure, or without this, wave_writer_close removes the file.
 */
bool wave_writer_finish(struct wave_writer *writer, struct error *err) MUST_USE;
void wave_writer_close(struct wave_writer *writer); /* NULL is allowed */

struct wave_reader {
    int fd;
    int channels, sample_size; /* 1 or 2; bytes: 4 for float, 2 for PCM */
    int64_t frames;
    int64_t data_at; /* bytes from the file's start */
};
/* Bytes are hostile: bounded and checked. PROBLEM_NO_INPUT, PROBLEM_BAD_INPUT. */
bool wave_reader_open(const char *path, struct wave_reader *reader, struct error *err) MUST_USE;
/* Interleaved samples of frames [from, from + frames); outside of the file they are 0. */
bool wave_reader_get(const struct wave_reader *reader, int64_t from, int64_t frames,
                     float *samples, struct error *err) MUST_USE;
void wave_reader_close(struct wave_reader *reader); /* also one that is zeroed */

#endif
