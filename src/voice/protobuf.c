#include "voice/protobuf.h"

#include <string.h>

bool protobuf_varint(struct span *in, uint64_t *value) {
    *value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        if (in->at == in->end) return false;
        uint8_t byte = *in->at++;
        *value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80)) return true;
    }
    return false;
}

int protobuf_next(struct span *in, struct protobuf_field *field) {
    if (in->at == in->end) return 0;
    uint64_t tag, length;
    field->whole.at = in->at;
    if (!protobuf_varint(in, &tag) || tag >> 3 == 0 || tag >> 3 > 1 << 20) return -1;
    field->number = (int)(tag >> 3);
    field->wire = (int)(tag & 7);
    field->bytes = (struct span){in->at, in->at};
    size_t left = (size_t)(in->end - in->at);
    switch (field->wire) {
    case PROTOBUF_VARINT:
        if (!protobuf_varint(in, &field->value)) return -1;
        break;
    case PROTOBUF_64:
    case PROTOBUF_32:
        length = field->wire == PROTOBUF_64 ? 8 : 4;
        if (length > left) return -1;
        in->at += length;
        break;
    case PROTOBUF_BYTES:
        if (!protobuf_varint(in, &length) || length > (uint64_t)(in->end - in->at)) return -1;
        field->bytes = (struct span){in->at, in->at + length};
        in->at += length;
        break;
    default:
        return -1;
    }
    field->whole.end = in->at;
    return 1;
}

bool protobuf_is(struct span text, const char *wanted) {
    return protobuf_same(text, protobuf_text(wanted));
}

bool protobuf_same(struct span a, struct span b) {
    size_t size = (size_t)(a.end - a.at);
    return size == (size_t)(b.end - b.at) && (size == 0 || memcmp(a.at, b.at, size) == 0);
}

struct span protobuf_text(const char *text) {
    return (struct span){(const uint8_t *)text, (const uint8_t *)text + strlen(text)};
}

static void put(struct protobuf_sink *sink, const void *bytes, size_t size) {
    sink->size += size;
    if (sink->to) buf_add(sink->to, bytes, size);
}

void protobuf_put(struct protobuf_sink *sink, struct span span) {
    put(sink, span.at, (size_t)(span.end - span.at));
}

void protobuf_put_varint(struct protobuf_sink *sink, uint64_t value) {
    do {
        uint8_t byte = (uint8_t)(value & 0x7f) | (value > 0x7f ? 0x80 : 0);
        put(sink, &byte, 1);
        value >>= 7;
    } while (value);
}

void protobuf_put_bytes(struct protobuf_sink *sink, int number, const void *bytes,
                        size_t size) {
    protobuf_put_varint(sink, (uint64_t)number << 3 | PROTOBUF_BYTES);
    protobuf_put_varint(sink, size);
    put(sink, bytes, size);
}

void protobuf_put_text(struct protobuf_sink *sink, int number, const char *text) {
    protobuf_put_bytes(sink, number, text, strlen(text));
}
