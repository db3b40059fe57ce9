/* Protocol Buffers' wire format, as far as ONNX files need it: fields are looked at in place
 * and messages written anew. Bytes are hostile: every length is checked. */
#ifndef VOICE_PROTOBUF_H
#define VOICE_PROTOBUF_H

#include "base/buf.h"

enum { PROTOBUF_VARINT = 0, PROTOBUF_64 = 1, PROTOBUF_BYTES = 2, PROTOBUF_32 = 5 };

struct span {
    const uint8_t *at, *end;
};

struct protobuf_field {
    int number, wire;
    uint64_t value;    /* of a varint */
    struct span bytes; /* of a PROTOBUF_BYTES field */
    struct span whole; /* with its tag */
};

/* 1: a field; 0: the end; -1: no protobuf. */
int protobuf_next(struct span *in, struct protobuf_field *field);
bool protobuf_varint(struct span *in, uint64_t *value) MUST_USE;

/* A span as text. */
bool protobuf_is(struct span text, const char *wanted);
bool protobuf_same(struct span a, struct span b);
struct span protobuf_text(const char *text);

/* Counts, and writes where there is a `to`: the length of a message stands before it. */
struct protobuf_sink {
    struct buf *to;
    size_t size;
};
void protobuf_put(struct protobuf_sink *sink, struct span span);
void protobuf_put_varint(struct protobuf_sink *sink, uint64_t value);
void protobuf_put_bytes(struct protobuf_sink *sink, int number, const void *bytes, size_t size);
void protobuf_put_text(struct protobuf_sink *sink, int number, const char *text);

#endif
