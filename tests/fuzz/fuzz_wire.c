/* Any bytes at all as what a client sends: the first byte chooses JSON, a form, WebSocket
 * frames or a file in a multipart form (its Content-Type ends with the first line). What is
 * taken keeps the promises of api/shape.h, api/frame.h and api/multipart.h. */
#include <string.h>

#include "api/frame.h"
#include "api/multipart.h"
#include "api/shape.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct inner {
    const char *name;
    int64_t count;
};
struct outer {
    const char *title, *mail, *link, *id, *kind, *extra;
    int64_t number, truth, at;
    const struct inner *inner;
    struct shape_list list, texts;
};
static const struct field inner_fields[] = {
    {"name", FIELD_TEXT, offsetof(struct inner, name), .required = true, .low = 1, .high = 8},
    {"count", FIELD_INT, offsetof(struct inner, count), .low = -5, .high = 5},
};
static const struct shape shape_inner = SHAPE("Inner", inner_fields, struct inner);
static const struct field outer_fields[] = {
    {"title", FIELD_TEXT, offsetof(struct outer, title), .low = 1, .high = 20},
    {"mail", FIELD_EMAIL, offsetof(struct outer, mail)},
    {"link", FIELD_LINK, offsetof(struct outer, link)},
    {"id", FIELD_ID, offsetof(struct outer, id)},
    {"kind", FIELD_CHOICE, offsetof(struct outer, kind), .choices = "cat|dog"},
    {"extra", FIELD_JSON, offsetof(struct outer, extra)},
    {"number", FIELD_INT, offsetof(struct outer, number)},
    {"truth", FIELD_BOOL, offsetof(struct outer, truth)},
    {"at", FIELD_TIME, offsetof(struct outer, at)},
    {"inner", FIELD_OBJECT, offsetof(struct outer, inner), .shape = &shape_inner},
    {"list", FIELD_LIST, offsetof(struct outer, list), .shape = &shape_inner, .high = 4},
    {"texts", FIELD_TEXTS, offsetof(struct outer, texts), .high = 4},
};
static const struct shape shape_outer = SHAPE("Outer", outer_fields, struct outer);

static void read_values(const char *bytes, size_t size, bool form) {
    struct arena *arena = arena_new();
    struct faults faults = {.arena = arena};
    json_t *json =
        form ? shape_parse_form(bytes, size, &faults) : shape_parse(bytes, size, &faults);
    if (!json && !faults.list.count) die("refused without a reason");
    if (json) {
        void *value = shape_decode(&shape_outer, json, form, arena, &faults);
        struct buf out;
        buf_init(&out, 1 << 24);
        if (!faults.list.count) {
            shape_write(&shape_outer, value, &out);
            json_t *again = json_loadb(out.bytes, out.size, 0, NULL);
            if (!again) die("what was written is no JSON");
            json_decref(again);
        }
        buf_done(&out);
    }
    json_decref(json);
    list_done(&faults.list);
    arena_free(arena);
}

static void read_frames(const uint8_t *bytes, size_t size) {
    unsigned char payload[FRAME_PAYLOAD_MAX];
    struct frame frame;
    for (size_t at = 0; frame_read(bytes + at, size - at, &frame, payload) == FRAME_READ;
         at += frame.used)
        if (frame.used > size - at || frame.used < 6 || frame.size > FRAME_PAYLOAD_MAX)
            die("a frame reaches over its bytes");
}

static void read_file(const char *bytes, size_t size) {
    struct multipart_part part = {0};
    struct error err = {0};
    const char *line = memchr(bytes, '\n', size);
    size_t length = line ? (size_t)(line - bytes) : size;
    if (memchr(bytes, 0, length)) return;
    struct arena *arena = arena_new();
    const char *boundary = multipart_boundary(arena, arena_copy(arena, bytes, length));
    const char *body = line ? line + 1 : bytes + size, *end = bytes + size;
    if (boundary && multipart_file(arena, boundary, body, (size_t)(end - body), &part, &err) &&
        (part.bytes < body || part.size > (size_t)(end - part.bytes) || !part.file_name))
        die("a file reaches over its body");
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!size) return 0;
    if (data[0] == 'f' || data[0] == 'j') {
        read_values((const char *)data + 1, size - 1, data[0] == 'f');
    } else if (data[0] == 'm') {
        read_file((const char *)data + 1, size - 1);
    } else {
        read_frames(data + 1, size - 1);
    }
    return 0;
}
