/* Any bytes at all as what a client sends: the first byte chooses JSON, a form or WebSocket
 * frames. What is taken keeps the promises of api/shape.h and api/frame.h. */
#include <string.h>

#include "api/frame.h"
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
        if (!faults.list.count) json_decref(shape_encode(&shape_outer, value));
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!size) return 0;
    if (data[0] == 'f' || data[0] == 'j') {
        read_values((const char *)data + 1, size - 1, data[0] == 'f');
    } else {
        read_frames(data + 1, size - 1);
    }
    return 0;
}
