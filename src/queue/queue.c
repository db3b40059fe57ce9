/* Which back end, the limits that all of them share, waiting, and what is done on rows alone.
 */
#include "queue/queue.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

#include "queue/backend.h"
#include "queue/rows.h"
#include "base/clock.h"

static const struct queue_backend *const backends[] = {&queue_database, &queue_sqs};

struct queue {
    const struct queue_backend *backend;
    void *transport;
    struct db *db;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    uint64_t wakes;
};

const char *queue_class_name(enum queue_class class) {
    static const char *const names[QUEUE_CLASS_COUNT] = {"critical", "high", "medium", "low"};
    return names[class];
}

bool queue_open(const char *url, struct db *db, struct queue **out, struct error *err) {
    const struct queue_backend *backend = NULL;
    for (size_t i = 0; i < COUNT_OF(backends); i++) {
        size_t length = strlen(backends[i]->scheme);
        if (strncmp(url, backends[i]->scheme, length) == 0 && url[length] == ':')
            backend = backends[i];
    }
    if (!backend)
        return error_set(err, PROBLEM_USAGE, "The queue is given as db: or sqs://NAME.");
    void *transport;
    if (!backend->open(url, db, &transport, err)) return false;
    struct queue *queue = xcalloc(1, sizeof *queue);
    queue->backend = backend;
    queue->transport = transport;
    queue->db = db;
    pthread_mutex_init(&queue->lock, NULL);
    pthread_condattr_t steady;
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&queue->woken, &steady);
    pthread_condattr_destroy(&steady);
    *out = queue;
    return true;
}

void queue_close(struct queue *queue) {
    if (!queue) return;
    queue->backend->close(queue->transport);
    pthread_cond_destroy(&queue->woken);
    pthread_mutex_destroy(&queue->lock);
    free(queue);
}

const char *queue_kind(const struct queue *queue) {
    return queue->backend->scheme;
}

bool queue_ready(struct queue *queue, struct error *err) {
    return queue->backend->ready(queue->transport, err);
}

static bool short_enough(const char *name) {
    return !name || strnlen(name, QUEUE_NAME_MAX + 1) <= QUEUE_NAME_MAX;
}

bool queue_send(struct queue *queue, struct db_tx *tx, const struct queue_item *item,
                struct error *err) {
    (void)queue;
    if (item->size > QUEUE_BODY_MAX || !short_enough(item->kind) || !short_enough(item->user) ||
        !short_enough(item->group) || !short_enough(item->key))
        return error_set(err, PROBLEM_TOO_LARGE,
                         "An item of the queue has up to %d bytes, its names up to %d.",
                         QUEUE_BODY_MAX, QUEUE_NAME_MAX);
    return rows_send(tx, item, rows_now_ms(), err);
}

void queue_wake(struct queue *queue) {
    pthread_mutex_lock(&queue->lock);
    queue->wakes++;
    pthread_cond_broadcast(&queue->woken);
    pthread_mutex_unlock(&queue->lock);
}

bool queue_withdraw(struct queue *queue, struct db_tx *tx, const char *group,
                    struct error *err) {
    (void)queue;
    return db_run(tx, NULL, err, "DELETE FROM queue_items WHERE group_id = $1", db_text(group));
}

/* Until somebody wakes the queue, or for that long. */
static void rest(struct queue *queue, uint64_t *wakes, int64_t ms) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_mutex_lock(&queue->lock);
    if (*wakes == queue->wakes) pthread_cond_timedwait(&queue->woken, &queue->lock, &until);
    *wakes = queue->wakes;
    pthread_mutex_unlock(&queue->lock);
}

/* Looks at once, then more and more rarely up to every half second; a wake begins anew. */
bool queue_receive(struct queue *queue, const struct queue_offer *offer, int64_t wait_ms,
                   struct cancel *cancel, struct queue_delivery **delivery, struct error *err) {
    enum { FIRST_MS = 10, LAST_MS = 500 };
    if (wait_ms > QUEUE_WAIT_MAX_MS) wait_ms = QUEUE_WAIT_MAX_MS;
    int64_t until = clock_steady_ms() + wait_ms, pause = FIRST_MS;
    pthread_mutex_lock(&queue->lock);
    uint64_t wakes = queue->wakes;
    pthread_mutex_unlock(&queue->lock);
    for (;;) {
        int64_t left = until - clock_steady_ms();
        struct queue_delivery *got;
        if (!queue->backend->receive(queue->transport, offer, left, &got, err)) return false;
        left = until - clock_steady_ms();
        if (got || left <= 0 || cancel_asked(cancel)) {
            *delivery = got;
            return true;
        }
        uint64_t before = wakes;
        rest(queue, &wakes, pause < left ? pause : left);
        pause = wakes != before ? FIRST_MS : pause * 2 < LAST_MS ? pause * 2 : LAST_MS;
    }
}

struct settling {
    const struct queue_delivery *delivery;
    int64_t delay_ms;
    const char *reason;
    bool dead;
};

static bool extend_row(struct db_tx *tx, void *data, struct error *err) {
    struct settling *settling = data;
    return rows_extend(tx, settling->delivery, rows_now_ms() + settling->delay_ms, err);
}

bool queue_extend(struct queue *queue, const struct queue_delivery *delivery, int64_t hold_ms,
                  struct error *err) {
    struct settling settling = {.delivery = delivery, .delay_ms = hold_ms};
    return db_transact(queue->db, DB_WRITE, extend_row, &settling, err) &&
           queue->backend->extend(queue->transport, delivery, hold_ms, err);
}

bool queue_done(struct queue *queue, struct db_tx *tx, const struct queue_delivery *delivery,
                struct error *err) {
    (void)queue;
    return rows_done(tx, delivery, err);
}

static bool fail_row(struct db_tx *tx, void *data, struct error *err) {
    struct settling *settling = data;
    int64_t now = rows_now_ms();
    return rows_fail(tx, settling->delivery, now + settling->delay_ms, settling->reason, now,
                     &settling->dead, err);
}

bool queue_fail(struct queue *queue, const struct queue_delivery *delivery, int64_t delay_ms,
                const char *reason, bool *dead, struct error *err) {
    struct settling settling = {.delivery = delivery, .delay_ms = delay_ms, .reason = reason};
    if (!db_transact(queue->db, DB_WRITE, fail_row, &settling, err)) return false;
    if (dead) *dead = settling.dead;
    queue->backend->failed(queue->transport, delivery, settling.dead);
    return true;
}

void queue_delivery_free(struct queue *queue, struct queue_delivery *delivery) {
    if (!delivery) return;
    if (queue) queue->backend->end(queue->transport, delivery);
    free(delivery->receipt);
    arena_free(delivery->arena);
    free(delivery);
}

struct listing {
    const char *kind, *group;
    struct db_rows *rows;
};

static bool read_members(struct db_tx *tx, void *data, struct error *err) {
    struct listing *listing = data;
    db_rows_free(&listing->rows);
    return db_query(tx, &listing->rows, err,
                    "SELECT item_key, state, reason FROM queue_items WHERE group_id = $1 AND "
                    "kind = $2 AND item_key IS NOT NULL ORDER BY item_key",
                    db_text(listing->group), db_text(listing->kind));
}

bool queue_members(struct queue *queue, const char *kind, const char *group,
                   struct queue_members *members, struct error *err) {
    struct listing listing = {.kind = kind, .group = group};
    bool ok = db_transact(queue->db, DB_READ, read_members, &listing, err);
    if (ok) {
        members->arena = arena_new();
        members->count = db_count(listing.rows);
        members->items = arena_alloc(members->arena, members->count, sizeof *members->items);
        for (size_t i = 0; i < members->count; i++) {
            const char *reason = db_get_text(listing.rows, i, 2);
            members->items[i] = (struct queue_member){
                .key = arena_printf(members->arena, "%s", db_get_text(listing.rows, i, 0)),
                .reason = arena_printf(members->arena, "%s", reason ? reason : ""),
                .dead = db_get_int(listing.rows, i, 1) == ROW_DEAD};
        }
    }
    db_rows_free(&listing.rows);
    return ok;
}

void queue_members_done(struct queue_members *members) {
    arena_free(members->arena);
    *members = (struct queue_members){0};
}

static bool read_dead(struct db_tx *tx, void *data, struct error *err) {
    return db_query(tx, data, err,
                    "SELECT id, kind, user_id, group_id, reason, ends_at FROM queue_items "
                    "WHERE state = 2 ORDER BY ends_at, id LIMIT 1000");
}

bool queue_dead(struct queue *queue, struct queue_dead_list *list, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_transact(queue->db, DB_READ, read_dead, &rows, err)) return false;
    list->arena = arena_new();
    list->count = db_count(rows);
    list->items = arena_alloc(list->arena, list->count, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++) {
        const char *text[5];
        for (int j = 0; j < 5; j++) {
            text[j] = db_get_text(rows, i, j);
            text[j] = arena_printf(list->arena, "%s", text[j] ? text[j] : "");
        }
        list->items[i] = (struct queue_dead){text[0], text[1], text[2],
                                             text[3], text[4], db_get_int(rows, i, 5)};
    }
    return true;
}

void queue_dead_done(struct queue_dead_list *list) {
    arena_free(list->arena);
    *list = (struct queue_dead_list){0};
}

struct redriving {
    const char *id;
    int64_t count;
};

static bool redrive_rows(struct db_tx *tx, void *data, struct error *err) {
    struct redriving *redriving = data;
    return db_run(tx, &redriving->count, err,
                  "UPDATE queue_items SET state = 0, receives = 0, ready_at = $2, reason = "
                  "NULL WHERE state = 2 AND ($1 = '' OR id = $1)",
                  db_text(redriving->id ? redriving->id : ""), db_int(rows_now_ms()));
}

bool queue_redrive(struct queue *queue, const char *id, int64_t *count, struct error *err) {
    struct redriving redriving = {.id = id};
    if (!db_transact(queue->db, DB_WRITE, redrive_rows, &redriving, err) ||
        !queue->backend->redriven(queue->transport, err))
        return false;
    *count = redriving.count;
    queue_wake(queue);
    return true;
}

struct counting {
    const char *kind;
    struct db_rows *rows;
};

static bool read_counts(struct db_tx *tx, void *data, struct error *err) {
    struct counting *counting = data;
    db_rows_free(&counting->rows);
    return db_query(tx, &counting->rows, err,
                    "SELECT state, class, COUNT(*), MIN(ready_at) FROM queue_items WHERE ($1 = "
                    "'' OR kind = $1) GROUP BY state, class",
                    db_text(counting->kind ? counting->kind : ""));
}

bool queue_count(struct queue *queue, const char *kind, struct queue_counts *counts,
                 struct error *err) {
    struct counting counting = {.kind = kind};
    bool ok = db_transact(queue->db, DB_READ, read_counts, &counting, err);
    if (ok) {
        int64_t now = rows_now_ms();
        *counts = (struct queue_counts){0};
        for (size_t i = 0; i < db_count(counting.rows); i++) {
            int64_t state = db_get_int(counting.rows, i, 0), class,
                    count = db_get_int(counting.rows, i, 2),
                    waited = now - db_get_int(counting.rows, i, 3);
            class = db_get_int(counting.rows, i, 1);
            if (state == ROW_RUNNING) counts->running += count;
            if (state == ROW_DEAD) counts->dead += count;
            if (state != ROW_WAITING && state != ROW_HANDED) continue;
            counts->waiting[class] += count;
            if (waited > counts->oldest_ms) counts->oldest_ms = waited;
        }
    }
    db_rows_free(&counting.rows);
    return ok;
}
