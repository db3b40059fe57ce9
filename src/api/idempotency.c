/* Idempotency-Key: the same request twice has one effect, and one answer, for a day. The answer
 * is kept in the transaction of the effect. */
#include <string.h>

#include "api/inside.h"
#include "base/hash.h"

enum { DAY_MS = 24 * 3600 * 1000, KEY_MAX = 200 };

static const char *key_of(struct call *call) {
    if (!call->desk.who.user_id || strcmp(call->route->method, "POST") != 0) return NULL;
    return call->header(call->connection, "Idempotency-Key");
}

static const char *request_hash(struct call *call) {
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_text(&hasher, call->path);
    hasher_bytes(&hasher, call->bytes, call->size);
    struct hash hash = hasher_final(&hasher);
    char *hex = arena_alloc(call->desk.arena, HASH_HEX_SIZE, 1);
    hash_hex(&hash, hex);
    return hex;
}

bool api_recall(struct call *call, bool *recalled, struct error *err) {
    const char *key = key_of(call);
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!key) return true;
    if (!*key || strlen(key) > KEY_MAX)
        return error_set(err, PROBLEM_BAD_INPUT, "An Idempotency-Key has 1 to %d characters.",
                         KEY_MAX);
    if (!db_query(
            call->desk.tx, &rows, err,
            "SELECT request, status, answer FROM idempotency WHERE user_id = $1 AND name = $2 "
            "AND created_at > $3",
            db_text(call->desk.who.user_id), db_text(key), db_int(call->desk.now - DAY_MS)))
        return false;
    if (!db_count(rows)) return true;
    if (strcmp(db_get_text(rows, 0, 0), request_hash(call)) != 0)
        return error_set(err, PROBLEM_CONFLICT,
                         "This Idempotency-Key was used for another request; take a new one.");
    *recalled = true;
    call->status = (int)db_get_int(rows, 0, 1);
    call->text = studio_text(&call->desk, rows, 0, 2);
    call->text_size = strlen(call->text);
    call->type = "application/json";
    call_add_header(call, "Idempotency-Replayed", "true");
    return true;
}

bool api_remember(struct call *call, struct error *err) {
    const char *key = key_of(call);
    if (!key) return true;
    int status = call->status ? call->status : call->route->status;
    return db_run(
        call->desk.tx, NULL, err,
        "INSERT INTO idempotency (user_id, name, request, status, answer, created_at) "
        "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (user_id, name) DO UPDATE SET request "
        "= excluded.request, status = excluded.status, answer = excluded.answer, "
        "created_at = excluded.created_at",
        db_text(call->desk.who.user_id), db_text(key), db_text(request_hash(call)),
        db_int(status), db_text_sized(call->text, call->text_size), db_int(call->desk.now));
}
