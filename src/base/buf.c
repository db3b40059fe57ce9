#include "base/buf.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"

void buf_init(struct buf *buf, size_t max_size) {
    *buf = (struct buf){.max = max_size};
}

void buf_done(struct buf *buf) {
    free(buf->bytes);
    buf->bytes = NULL;
    buf->size = buf->room = 0;
}

static bool reserve(struct buf *buf, size_t more) {
    if (buf->failed) return false;
    if (more > buf->max || buf->size > buf->max - more) {
        buf->failed = true;
        return false;
    }
    size_t need = buf->size + more + 1;
    if (need > buf->room) {
        size_t room = buf->room ? buf->room : 256;
        while (room < need) room *= 2;
        buf->bytes = xrealloc(buf->bytes, room, 1);
        buf->room = room;
    }
    return true;
}

void buf_add(struct buf *buf, const void *bytes, size_t size) {
    if (!reserve(buf, size)) return;
    if (size) memcpy(buf->bytes + buf->size, bytes, size);
    buf->size += size;
    buf->bytes[buf->size] = '\0';
}

void buf_text(struct buf *buf, const char *text) {
    buf_add(buf, text, strlen(text));
}

void buf_printf(struct buf *buf, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (size > 0 && reserve(buf, (size_t)size)) {
        vsnprintf(buf->bytes + buf->size, (size_t)size + 1, format, again);
        buf->size += (size_t)size;
    }
    va_end(again);
}

void buf_u8(struct buf *buf, uint8_t value) {
    buf_add(buf, &value, 1);
}

void buf_u32(struct buf *buf, uint32_t value) {
    unsigned char bytes[4];
    for (int i = 0; i < 4; i++) bytes[i] = (unsigned char)(value >> (8 * i));
    buf_add(buf, bytes, sizeof bytes);
}

void buf_u64(struct buf *buf, uint64_t value) {
    buf_u32(buf, (uint32_t)value);
    buf_u32(buf, (uint32_t)(value >> 32));
}

void buf_f32(struct buf *buf, float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    buf_u32(buf, bits);
}

void buf_string(struct buf *buf, const char *text) {
    size_t size = text ? strlen(text) : 0;
    buf_u32(buf, (uint32_t)size);
    buf_add(buf, text, size);
}

bool buf_ok(const struct buf *buf, struct error *err) {
    if (!buf->failed) return true;
    return error_set(err, PROBLEM_TOO_LARGE, "The result is larger than %zu bytes.", buf->max);
}

struct reader reader_over(const void *bytes, size_t size) {
    return (struct reader){.bytes = bytes, .size = size};
}

const void *reader_bytes(struct reader *reader, size_t size) {
    if (reader->failed || size > reader->size - reader->at) {
        reader->failed = true;
        return NULL;
    }
    const void *bytes = reader->bytes + reader->at;
    reader->at += size;
    return bytes;
}

uint8_t reader_u8(struct reader *reader) {
    const unsigned char *bytes = reader_bytes(reader, 1);
    return bytes ? bytes[0] : 0;
}

uint32_t reader_u32(struct reader *reader) {
    const unsigned char *bytes = reader_bytes(reader, 4);
    if (!bytes) return 0;
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

uint64_t reader_u64(struct reader *reader) {
    uint64_t low = reader_u32(reader);
    return low | (uint64_t)reader_u32(reader) << 32;
}

float reader_f32(struct reader *reader) {
    uint32_t bits = reader_u32(reader);
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}
