#include "edit/wave.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/pcm.h"

/* RIFF/WAVE, then a chunk of 28 bytes that is "ds64" in a long file and ignored in a short one.
 */
enum { HEAD_SIZE = 12 + 36 + 24 + 8, READ_BLOCK = 8192 };

struct wave_writer {
    int fd;
    char *path;
    int channels;
    uint64_t data_size;
    bool finished;
};

static bool write_all(int fd, const void *bytes, size_t size, off_t at, struct error *err) {
    const char *from = bytes;
    while (size) {
        ssize_t wrote = at < 0 ? write(fd, from, size) : pwrite(fd, from, size, at);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0)
            return error_set_errno(err, wrote < 0 ? errno : ENOSPC,
                                   "The film's sound cannot be written");
        from += wrote;
        size -= (size_t)wrote;
        if (at >= 0) at += wrote;
    }
    return true;
}

static bool write_head(struct wave_writer *writer, struct error *err) {
    const bool is_long = writer->data_size + HEAD_SIZE > UINT32_MAX;
    const uint32_t frame_size = (uint32_t)writer->channels * 4;
    struct buf head;
    buf_init(&head, HEAD_SIZE);
    buf_text(&head, is_long ? "RF64" : "RIFF");
    buf_u32(&head, is_long ? UINT32_MAX : (uint32_t)(writer->data_size + HEAD_SIZE - 8));
    buf_text(&head, is_long ? "WAVEds64" : "WAVEJUNK");
    buf_u32(&head, 28);
    buf_u64(&head, is_long ? writer->data_size + HEAD_SIZE - 8 : 0);
    buf_u64(&head, is_long ? writer->data_size : 0);
    buf_u64(&head, is_long ? writer->data_size / frame_size : 0);
    buf_u32(&head, 0);
    buf_text(&head, "fmt ");
    buf_u32(&head, 16);
    buf_u32(&head, 3u | (uint32_t)writer->channels << 16); /* WAVE_FORMAT_IEEE_FLOAT */
    buf_u32(&head, PCM_RATE);
    buf_u32(&head, PCM_RATE * frame_size);
    buf_u32(&head, frame_size | 32u << 16);
    buf_text(&head, "data");
    buf_u32(&head, is_long ? UINT32_MAX : (uint32_t)writer->data_size);
    bool ok = buf_ok(&head, err) && write_all(writer->fd, head.bytes, head.size, 0, err);
    buf_done(&head);
    return ok;
}

bool wave_writer_open(const char *path, int channels, struct wave_writer **writer,
                      struct error *err) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) return error_set_errno(err, errno, "The film's sound cannot be written");
    struct wave_writer *made = xcalloc(1, sizeof *made);
    made->fd = fd;
    made->path = xstrdup(path);
    made->channels = channels;
    if (!write_head(made, err) || lseek(fd, HEAD_SIZE, SEEK_SET) < 0) {
        wave_writer_close(made);
        return false;
    }
    *writer = made;
    return true;
}

bool wave_writer_add(struct wave_writer *writer, const float *samples, int64_t frames,
                     struct error *err) {
    size_t size = (size_t)frames * (size_t)writer->channels * sizeof(float);
    writer->data_size += size;
    return write_all(writer->fd, samples, size, -1, err);
}

bool wave_writer_finish(struct wave_writer *writer, struct error *err) {
    writer->finished = write_head(writer, err);
    return writer->finished;
}

void wave_writer_close(struct wave_writer *writer) {
    if (!writer) return;
    close(writer->fd);
    if (!writer->finished) unlink(writer->path);
    free(writer->path);
    free(writer);
}

/* --- reading --- */

static bool not_a_wave(struct wave_reader *reader, struct error *err) {
    wave_reader_close(reader);
    return error_set(err, PROBLEM_BAD_INPUT,
                     "This is not a WAV file of 48 kHz that can be used.");
}

static bool read_at(int fd, void *bytes, size_t size, int64_t at) {
    char *to = bytes;
    while (size) {
        ssize_t got = pread(fd, to, size, at);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        to += got;
        size -= (size_t)got;
        at += got;
    }
    return true;
}

static bool read_format(struct wave_reader *wave, int64_t at) {
    unsigned char bytes[16];
    if (!read_at(wave->fd, bytes, sizeof bytes, at)) return false;
    struct reader in = reader_over(bytes, sizeof bytes);
    uint32_t kind = reader_u32(&in), rate = reader_u32(&in);
    reader_u32(&in);
    uint32_t block = reader_u32(&in);
    wave->channels = (int)(kind >> 16);
    wave->sample_size = (int)(block >> 16) / 8;
    const uint32_t code = kind & 0xffff;
    return rate == PCM_RATE && wave->channels >= 1 && wave->channels <= 2 &&
           ((code == 3 && block >> 16 == 32) || (code == 1 && block >> 16 == 16));
}

/* Walks the chunks up to "data"; *data_size from ds64 when the file is RF64. */
static bool find_data(struct wave_reader *wave, int64_t file_size) {
    uint64_t long_size = 0;
    bool has_format = false;
    int64_t at = 12;
    for (int chunks = 0; chunks < 1000 && at + 8 <= file_size; chunks++) {
        unsigned char head[8], sizes[16];
        if (!read_at(wave->fd, head, sizeof head, at)) return false;
        struct reader in = reader_over(head + 4, 4);
        const uint32_t size = reader_u32(&in);
        if (memcmp(head, "ds64", 4) == 0 && size >= 16) {
            if (!read_at(wave->fd, sizes, sizeof sizes, at + 8)) return false;
            in = reader_over(sizes + 8, 8);
            long_size = reader_u64(&in);
        } else if (memcmp(head, "fmt ", 4) == 0 && size >= 16) {
            has_format = read_format(wave, at + 8);
            if (!has_format) return false;
        } else if (memcmp(head, "data", 4) == 0) {
            if (!has_format) return false;
            uint64_t data = size == UINT32_MAX && long_size ? long_size : size;
            wave->data_at = at + 8;
            if (data > (uint64_t)(file_size - wave->data_at)) return false;
            wave->frames = (int64_t)(data / (uint64_t)(wave->channels * wave->sample_size));
            return true;
        }
        at += 8 + (int64_t)size + (size & 1);
    }
    return false;
}

bool wave_reader_open(const char *path, struct wave_reader *reader, struct error *err) {
    struct wave_reader made = {.fd = open(path, O_RDONLY | O_CLOEXEC)};
    if (made.fd < 0) return error_set_errno(err, errno, "The film's sound cannot be read");
    const int64_t size = lseek(made.fd, 0, SEEK_END);
    char head[12];
    if (size < 12 || !read_at(made.fd, head, sizeof head, 0) ||
        (memcmp(head, "RIFF", 4) != 0 && memcmp(head, "RF64", 4) != 0) ||
        memcmp(head + 8, "WAVE", 4) != 0 || !find_data(&made, size))
        return not_a_wave(&made, err);
    *reader = made;
    return true;
}

static bool get_block(const struct wave_reader *reader, int64_t from, int64_t frames, float *to,
                      struct error *err) {
    const int64_t frame_size = (int64_t)reader->channels * reader->sample_size;
    const size_t count = (size_t)(frames * reader->channels);
    const int64_t at = reader->data_at + from * frame_size;
    int16_t words[READ_BLOCK * 2] = {0};
    void *into = reader->sample_size == 4 ? (void *)to : (void *)words;
    errno = EIO;
    if (!read_at(reader->fd, into, (size_t)(frames * frame_size), at))
        return error_set_errno(err, errno, "The film's sound cannot be read");
    if (reader->sample_size == 2)
        for (size_t i = 0; i < count; i++) to[i] = (float)words[i] / 32768;
    return true;
}

bool wave_reader_get(const struct wave_reader *reader, int64_t from, int64_t frames,
                     float *samples, struct error *err) {
    memset(samples, 0, (size_t)frames * (size_t)reader->channels * sizeof *samples);
    int64_t at = from < 0 ? 0 : from, end = from + frames;
    if (end > reader->frames) end = reader->frames;
    while (at < end) {
        int64_t count = end - at < READ_BLOCK ? end - at : READ_BLOCK;
        if (!get_block(reader, at, count, samples + (at - from) * reader->channels, err))
            return false;
        at += count;
    }
    return true;
}

void wave_reader_close(struct wave_reader *reader) {
    if (reader->fd > 0) close(reader->fd);
    *reader = (struct wave_reader){0};
}
