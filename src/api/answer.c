/* Answers as bytes, and the headers every one has. */
#include <stdio.h>
#include <string.h>

#include "api/inside.h"
#include "base/hash.h"

enum { ANSWER_MAX = 256 << 20 };

void api_encode_answer(struct call *call) {
    if (!call->answer) return;
    struct buf out;
    buf_init(&out, ANSWER_MAX);
    shape_write(call->route->answer, call->answer, &out);
    if (out.failed) die("an answer of %s is larger than any may be", call->route->name);
    free(call->malloced);
    call->malloced = out.bytes;
    call->text = out.bytes;
    call->text_size = out.size;
    call->type = "application/json";
    call->answer = NULL;
    if (!call->etag && strcmp(call->route->method, "GET") == 0) {
        char hex[HASH_HEX_SIZE];
        struct hash hash = hash_of(call->text, call->text_size);
        hash_hex(&hash, hex);
        call->etag = arena_printf(call->desk.arena, "%.20s", hex);
    }
}

/* "a", W/"b" or *, as If-None-Match sends them. */
static bool etag_is_among(const char *list, const char *etag) {
    size_t length = strlen(etag);
    if (strcmp(list, "*") == 0) return true;
    for (const char *at = strstr(list, etag); at; at = strstr(at + 1, etag))
        if (at > list && at[-1] == '"' && at[length] == '"') return true;
    return false;
}

bool api_is_listed(const char *list, const char *origin) {
    size_t length = strlen(origin);
    for (const char *at = list; at && *at;) {
        size_t size = strcspn(at, ",");
        if (size == length && memcmp(at, origin, length) == 0) return true;
        at += size + (at[size] == ',');
    }
    return false;
}

static void add_cors(struct call *call) {
    const char *origin = call->header(call->connection, "Origin");
    if (!origin || !api_is_listed(call->server->settings.origins, origin)) return;
    call_add_header(call, "Access-Control-Allow-Origin", "%s", origin);
    call_add_header(call, "Vary", "Origin");
    call_add_header(call, "Access-Control-Allow-Credentials", "true");
    call_add_header(call, "Access-Control-Expose-Headers",
                    "ETag, Location, Retry-After, X-Request-Id, Content-Disposition");
    if (strcmp(call->method, "OPTIONS") == 0) {
        call_add_header(call, "Access-Control-Allow-Methods", "GET, POST, PATCH, PUT, DELETE");
        call_add_header(
            call, "Access-Control-Allow-Headers",
            "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, "
            "X-API-Key, X-Requested-With, Last-Event-ID, traceparent");
        call_add_header(call, "Access-Control-Max-Age", "600");
    }
}

void api_add_headers(struct call *call) {
    if (strcmp(call->method, "OPTIONS") == 0 && call->status >= 400) {
        call->status = 204;
        call->text = "";
        call->text_size = 0;
        call->type = NULL;
    }
    if (call->etag) {
        const char *known = call->header(call->connection, "If-None-Match");
        call_add_header(call, "ETag", "\"%s\"", call->etag);
        if (known && call->file < 0 && call->status == 200 &&
            etag_is_among(known, call->etag)) {
            call->status = 304;
            call->text_size = 0;
        }
    }
    add_cors(call);
}
