#include "queue/rows.h"

#include <sodium.h>
#include <string.h>
#include <time.h>

#include "queue/fair.h"

enum { CANDIDATES_MAX = 20000 };

int64_t rows_now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void new_id(char id[static QUEUE_ID_SIZE]) {
    unsigned char bytes[(QUEUE_ID_SIZE - 1) / 2];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(id, QUEUE_ID_SIZE, bytes, sizeof bytes);
}

bool rows_send(struct db_tx *tx, const struct queue_item *item, int64_t now_ms,
               struct error *err) {
    char id[QUEUE_ID_SIZE];
    new_id(id);
    return db_run(tx, NULL, err,
                  "INSERT INTO queue_items (id, kind, user_id, group_id, item_key, class, "
                  "memory_mb, gpu_mb, item_rank, ready_at, state, receives, ends_at, body) "
                  "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, 0, $11) "
                  "ON CONFLICT (kind, item_key) DO UPDATE SET state = 0, receives = 0, "
                  "ready_at = excluded.ready_at, body = excluded.body, reason = NULL "
                  "WHERE queue_items.state = 2",
                  db_text(id), db_text(item->kind), db_text(item->user), db_text(item->group),
                  db_text(item->key), db_int(item->class), db_int(item->memory_mb),
                  db_int(item->gpu_mb), db_int(item->rank), db_int(now_ms + item->delay_ms),
                  db_bytes(item->size ? item->body : "", item->size));
}

bool rows_any(struct db_tx *tx, const struct queue_offer *offer, int64_t now_ms, bool *any,
              struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(tx, &rows, err,
                  "SELECT 1 WHERE EXISTS (SELECT 1 FROM queue_items WHERE kind = $1 AND state "
                  "= 0 AND ready_at <= $2 AND memory_mb <= $3 AND gpu_mb <= $4) OR EXISTS "
                  "(SELECT 1 FROM queue_items WHERE state IN (1, 3) AND ends_at < $2)",
                  db_text(offer->kind), db_int(now_ms), db_int(offer->memory_mb),
                  db_int(offer->gpu_mb)))
        return false;
    *any = db_count(rows) > 0;
    return true;
}

bool rows_expire(struct db_tx *tx, int64_t now_ms, int64_t grace_ms, struct error *err) {
    return db_run(tx, NULL, err,
                  "UPDATE queue_items SET state = CASE WHEN receives >= $1 THEN 2 ELSE 0 END, "
                  "ready_at = $2, ends_at = CASE WHEN receives >= $1 THEN $2 ELSE 0 END, "
                  "lease = NULL, reason = CASE WHEN state = 1 THEN 'The worker went away.' "
                  "ELSE reason END WHERE state IN (1, 3) AND (ends_at < $3 OR (state = 1 AND "
                  "receives >= $1 AND ends_at < $2))",
                  db_int(QUEUE_RECEIVES), db_int(now_ms), db_int(now_ms - grace_ms));
}

struct candidate { /* beside its fair_candidate */
    const char *user;
};

static int64_t running_of(const struct db_rows *running, const char *user) {
    for (size_t i = 0; i < db_count(running); i++)
        if (strcmp(db_get_text(running, i, 0), user) == 0) return db_get_int(running, i, 1);
    return 0;
}

static bool read_candidates(struct db_tx *tx, const struct queue_offer *offer, int64_t now_ms,
                            struct db_rows **waiting, struct db_rows **running,
                            struct error *err) {
    return db_query(tx, waiting, err,
                    "SELECT user_id, class, MIN(ready_at) FROM queue_items WHERE kind = $1 AND "
                    "state = 0 AND ready_at <= $2 AND memory_mb <= $3 AND gpu_mb <= $4 "
                    "GROUP BY user_id, class ORDER BY MIN(ready_at), user_id, class LIMIT $5",
                    db_text(offer->kind), db_int(now_ms), db_int(offer->memory_mb),
                    db_int(offer->gpu_mb), db_int(CANDIDATES_MAX)) &&
           db_query(tx, running, err,
                    "SELECT user_id, COUNT(*) FROM queue_items WHERE kind = $1 AND state IN "
                    "(1, 3) AND user_id <> '' GROUP BY user_id",
                    db_text(offer->kind));
}

/* The head of what one user has waiting in one class; "" when another took it meanwhile. */
static bool lock_head(struct db_tx *tx, const struct queue_offer *offer, const char *user,
                      enum queue_class class, int64_t now_ms, char id[static QUEUE_ID_SIZE],
                      struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(tx, &rows, err,
                  "SELECT id FROM queue_items WHERE kind = $1 AND state = 0 AND user_id = $2 "
                  "AND class = $3 AND ready_at <= $4 AND memory_mb <= $5 AND gpu_mb <= $6 "
                  "ORDER BY item_rank, ready_at, id LIMIT 1 FOR UPDATE SKIP LOCKED",
                  db_text(offer->kind), db_text(user), db_int(class), db_int(now_ms),
                  db_int(offer->memory_mb), db_int(offer->gpu_mb)))
        return false;
    id[0] = '\0';
    if (db_count(rows)) memcpy(id, db_get_text(rows, 0, 0), QUEUE_ID_SIZE);
    return true;
}

bool rows_next(struct db_tx *tx, const struct queue_offer *offer, int64_t now_ms,
               char id[static QUEUE_ID_SIZE], struct error *err) {
    AUTO(db_rows_free) struct db_rows *turn = NULL, *waiting = NULL, *running = NULL;
    if (offer->user_limit > 0 &&
        !db_query(tx, &turn, err, "SELECT id FROM queue_turn WHERE id = 1 FOR UPDATE"))
        return false;
    if (!read_candidates(tx, offer, now_ms, &waiting, &running, err)) return false;
    size_t count = db_count(waiting);
    AUTO_FREE struct fair_candidate *candidates = xcalloc(count + 1, sizeof *candidates);
    AUTO_FREE size_t *origin = xcalloc(count + 1, sizeof *origin);
    for (size_t i = 0; i < count; i++) {
        const char *user = db_get_text(waiting, i, 0);
        candidates[i] = (struct fair_candidate){
            .class = (enum queue_class)db_get_int(waiting, i, 1),
            .since_ms = db_get_int(waiting, i, 2),
            .running = user[0] ? running_of(running, user) : 0,
            .counted = user[0] != '\0',
        };
        origin[i] = i;
    }
    id[0] = '\0';
    while (count > 0 && !id[0]) {
        size_t next = fair_next(candidates, count, now_ms, offer->user_limit);
        if (next == count) break;
        if (!lock_head(tx, offer, db_get_text(waiting, origin[next], 0), candidates[next].class,
                       now_ms, id, err))
            return false;
        candidates[next] = candidates[--count]; /* should others have locked them all */
        origin[next] = origin[count];
    }
    return true;
}

static const char *keep(struct arena *arena, const struct db_rows *rows, int column) {
    const char *text = db_get_text(rows, 0, column);
    return text ? arena_copy(arena, text, strlen(text)) : NULL;
}

bool rows_take(struct db_tx *tx, const char *id, const struct queue_offer *offer,
               int64_t now_ms, struct queue_delivery **delivery, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    char lease[QUEUE_ID_SIZE];
    new_id(lease);
    if (!db_query(tx, &rows, err,
                  "UPDATE queue_items SET state = 1, receives = receives + 1, lease = $2, "
                  "ends_at = $3, worker = $4 WHERE id = $1 AND ((state IN (0, 3) AND ready_at "
                  "<= $5) OR (state = 1 AND ends_at < $5 AND receives < $6)) RETURNING kind, "
                  "user_id, group_id, item_key, class, receives, body",
                  db_text(id), db_text(lease), db_int(now_ms + offer->hold_ms),
                  db_text(offer->worker), db_int(now_ms), db_int(QUEUE_RECEIVES)))
        return false;
    *delivery = NULL;
    if (db_count(rows) == 0) return true;
    struct queue_delivery *made = xcalloc(1, sizeof *made);
    made->arena = arena_new();
    memcpy(made->id, id, strlen(id) + 1);
    memcpy(made->lease, lease, sizeof lease);
    made->kind = keep(made->arena, rows, 0);
    made->user = keep(made->arena, rows, 1);
    made->group = keep(made->arena, rows, 2);
    made->key = keep(made->arena, rows, 3);
    made->class = (enum queue_class)db_get_int(rows, 0, 4);
    made->receives = (int)db_get_int(rows, 0, 5);
    const void *body = db_get_bytes(rows, 0, 6, &made->size);
    made->body = arena_copy(made->arena, body ? body : "", made->size);
    *delivery = made;
    return true;
}

bool rows_hand_over(struct db_tx *tx, const char *id, int64_t ends_ms, struct error *err) {
    return db_run(tx, NULL, err, "UPDATE queue_items SET state = 3, ends_at = $2 WHERE id = $1",
                  db_text(id), db_int(ends_ms));
}

static bool check_held(int64_t changed, struct error *err) {
    if (changed) return true;
    return error_set(err, PROBLEM_STALE,
                     "This work was withdrawn, or held too long and given to another.");
}

bool rows_extend(struct db_tx *tx, const struct queue_delivery *delivery, int64_t ends_ms,
                 struct error *err) {
    int64_t changed;
    return db_run(tx, &changed, err,
                  "UPDATE queue_items SET ends_at = $3 WHERE id = $1 AND lease = $2 AND state "
                  "= 1",
                  db_text(delivery->id), db_text(delivery->lease), db_int(ends_ms)) &&
           check_held(changed, err);
}

bool rows_done(struct db_tx *tx, const struct queue_delivery *delivery, struct error *err) {
    int64_t changed;
    return db_run(tx, &changed, err,
                  "DELETE FROM queue_items WHERE id = $1 AND lease = $2 AND state = 1",
                  db_text(delivery->id), db_text(delivery->lease)) &&
           check_held(changed, err);
}

bool rows_fail(struct db_tx *tx, const struct queue_delivery *delivery, int64_t ready_ms,
               const char *reason, int64_t now_ms, bool *dead, struct error *err) {
    int64_t changed;
    *dead = delivery->receives >= QUEUE_RECEIVES;
    return db_run(tx, &changed, err,
                  "UPDATE queue_items SET state = $3, ready_at = $4, ends_at = $5, lease = "
                  "NULL, reason = $6 WHERE id = $1 AND lease = $2 AND state = 1",
                  db_text(delivery->id), db_text(delivery->lease),
                  db_int(*dead ? ROW_DEAD : ROW_WAITING), db_int(ready_ms),
                  db_int(*dead ? now_ms : ready_ms), db_text(reason)) &&
           check_held(changed, err);
}

bool rows_there(struct db_tx *tx, const char *id, bool *there, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(tx, &rows, err, "SELECT 1 FROM queue_items WHERE id = $1", db_text(id)))
        return false;
    *there = db_count(rows) > 0;
    return true;
}

bool rows_dead(struct db_tx *tx, const char *id, bool *dead, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(tx, &rows, err, "SELECT 1 FROM queue_items WHERE id = $1 AND state = 2",
                  db_text(id)))
        return false;
    *dead = db_count(rows) > 0;
    return true;
}

bool rows_take_back(struct db_tx *tx, const char *id, struct error *err) {
    return db_run(tx, NULL, err,
                  "UPDATE queue_items SET state = 0, ends_at = 0 WHERE id = $1 AND state = 3",
                  db_text(id));
}
