/* A growing byte buffer with a stated maximum and a sticky error.
 *
 * After an append that would pass the maximum, `failed` stays true and every later append does
 * nothing, so that a writer checks once at the end. The bytes always end in a NUL beyond
 * `size`. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdint.h>

#include "base/error.h"

struct buf {
    char *bytes; /* NULL while empty */
    size_t size, room, max;
    bool failed;
};

void buf_init(struct buf *buf, size_t max_size);
void buf_done(struct buf *buf); /* frees; also usable through AUTO(buf_done) */
void buf_add(struct buf *buf, const void *bytes, size_t size);
void buf_text(struct buf *buf, const char *text);
void buf_printf(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);

/* Little-endian fixed-width values, for the formats that departments keep. */
void buf_u8(struct buf *buf, uint8_t value);
void buf_u32(struct buf *buf, uint32_t value);
void buf_u64(struct buf *buf, uint64_t value);
void buf_f32(struct buf *buf, float value);
void buf_string(struct buf *buf,
                const char *text); /* u32 length, then the bytes; NULL is empty */

/* Checks the sticky error. */
bool buf_ok(const struct buf *buf, struct error *err) MUST_USE;

/* Reads what buf_* wrote. Reading past the end sets `failed` and yields zeroes. */
struct reader {
    const unsigned char *bytes;
    size_t size, at;
    bool failed;
};
struct reader reader_over(const void *bytes, size_t size);
const void *reader_bytes(struct reader *reader, size_t size); /* NULL past the end */
uint8_t reader_u8(struct reader *reader);
uint32_t reader_u32(struct reader *reader);
uint64_t reader_u64(struct reader *reader);
float reader_f32(struct reader *reader);

#endif
