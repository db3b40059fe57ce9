#include "api/frame.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/sha1.h"

enum frame_result frame_read(const void *bytes, size_t size, struct frame *frame,
                             unsigned char payload[static FRAME_PAYLOAD_MAX]) {
    const unsigned char *in = bytes;
    if (size < 2) return FRAME_MORE;
    struct frame read = {.opcode = in[0] & 0x0f, .final = in[0] & 0x80};
    bool control = read.opcode >= 8;
    bool known = read.opcode <= 2 || (read.opcode >= 8 && read.opcode <= 10);
    size_t length = in[1] & 0x7f, at = 2;
    if ((in[0] & 0x70) || !known || !(in[1] & 0x80) ||
        (control && (!read.final || length > 125)) || length == 127)
        return FRAME_BROKEN;
    if (length == 126) {
        if (size < 4) return FRAME_MORE;
        length = (size_t)in[2] << 8 | in[3];
        at = 4;
    }
    if (length > FRAME_PAYLOAD_MAX) return FRAME_BROKEN;
    if (size < at + 4 + length) return FRAME_MORE;
    const unsigned char *mask = in + at;
    for (size_t i = 0; i < length; i++) payload[i] = in[at + 4 + i] ^ mask[i % 4];
    read.size = length;
    read.used = at + 4 + length;
    *frame = read;
    return FRAME_READ;
}

void frame_write(struct buf *out, int opcode, const void *payload, size_t size) {
    buf_u8(out, (uint8_t)(0x80 | opcode));
    if (size < 126) {
        buf_u8(out, (uint8_t)size);
    } else if (size <= 0xffff) {
        buf_u8(out, 126);
        buf_u8(out, (uint8_t)(size >> 8));
        buf_u8(out, (uint8_t)size);
    } else {
        buf_u8(out, 127);
        for (int i = 7; i >= 0; i--) buf_u8(out, (uint8_t)((uint64_t)size >> (8 * i)));
    }
    buf_add(out, payload, size);
}

bool frame_accept(const char *key, char out[static FRAME_ACCEPT_SIZE]) {
    unsigned char bytes[16], sum[SHA1_SIZE];
    char text[64];
    size_t size;
    if (!key || strlen(key) != 24 ||
        sodium_base642bin(bytes, sizeof bytes, key, 24, NULL, &size, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        size != sizeof bytes)
        return false;
    int length = snprintf(text, sizeof text, "%s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key);
    sha1_of(text, (size_t)length, sum);
    sodium_bin2base64(out, FRAME_ACCEPT_SIZE, sum, sizeof sum, sodium_base64_VARIANT_ORIGINAL);
    return true;
}
