#include "studio/webhooks.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"

enum { TAKE_MAX = 10, TAKEN_MS = 60000 };

#define WEBHOOK_COLUMNS "id, url, events, enabled, created_at"

static struct webhook read_webhook(struct studio_desk *desk, const struct db_rows *rows,
                                   size_t row) {
    return (struct webhook){.id = studio_text(desk, rows, row, 0),
                            .url = studio_text(desk, rows, row, 1),
                            .events = studio_text(desk, rows, row, 2),
                            .enabled = db_get_int(rows, row, 3),
                            .created_at = db_get_int(rows, row, 4)};
}

bool webhooks_get(struct studio_desk *desk, const char *id, struct webhook *webhook,
                  struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT " WEBHOOK_COLUMNS " FROM webhooks WHERE id = $1 AND user_id = $2",
                  db_text(id), db_text(desk->who.user_id)))
        return false;
    if (!db_count(rows)) return error_set(err, PROBLEM_NOT_FOUND, "There is no such webhook.");
    *webhook = read_webhook(desk, rows, 0);
    return true;
}

bool webhooks_list(struct studio_desk *desk, struct webhook_list *list, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT " WEBHOOK_COLUMNS
                  " FROM webhooks WHERE user_id = $1 ORDER BY created_at, id",
                  db_text(desk->who.user_id)))
        return false;
    list->count = db_count(rows);
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++) list->items[i] = read_webhook(desk, rows, i);
    return true;
}

/* As standardwebhooks.com has it: "whsec_" and base64. */
static const char *secret_text(struct studio_desk *desk, const unsigned char *secret) {
    char text[64];
    sodium_bin2base64(text, sizeof text, secret, WEBHOOK_SECRET_SIZE,
                      sodium_base64_VARIANT_ORIGINAL);
    return arena_printf(desk->arena, "whsec_%s", text);
}

bool webhooks_new(struct studio_desk *desk, const char *url, const char *events,
                  struct webhook *webhook, struct error *err) {
    struct webhook_list list = {0};
    unsigned char secret[WEBHOOK_SECRET_SIZE];
    void *sealed;
    size_t size;
    const char *id = studio_new_id(desk);
    if (!webhooks_list(desk, &list, err)) return false;
    if (list.count >= WEBHOOKS_MAX)
        return error_set(err, PROBLEM_CONFLICT, "There are %d webhooks: delete one first.",
                         WEBHOOKS_MAX);
    randombytes_buf(secret, sizeof secret);
    studio_seal(desk, secret, sizeof secret, &sealed, &size);
    if (!db_run(desk->tx, NULL, err,
                "INSERT INTO webhooks (id, user_id, url, events, secret, enabled, created_at) "
                "VALUES ($1, $2, $3, $4, $5, 1, $6)",
                db_text(id), db_text(desk->who.user_id), db_text(url), db_text(events),
                db_bytes(sealed, size), db_int(desk->now)) ||
        !studio_audit(desk, "webhook.made", "webhook", id, NULL, err) ||
        !webhooks_get(desk, id, webhook, err))
        return false;
    webhook->secret = secret_text(desk, secret);
    return true;
}

bool webhooks_change(struct studio_desk *desk, const char *id,
                     const struct webhook_change *change, struct webhook *webhook,
                     struct error *err) {
    if (!webhooks_get(desk, id, webhook, err)) return false;
    int64_t enabled = change->enabled == INT64_MIN ? webhook->enabled : change->enabled;
    return db_run(desk->tx, NULL, err,
                  "UPDATE webhooks SET url = COALESCE($1, url), events = COALESCE($2, events), "
                  "enabled = $3 WHERE id = $4",
                  db_text(change->url), db_text(change->events), db_int(enabled),
                  db_text(id)) &&
           studio_audit(desk, "webhook.changed", "webhook", id, NULL, err) &&
           webhooks_get(desk, id, webhook, err);
}

bool webhooks_delete(struct studio_desk *desk, const char *id, struct error *err) {
    struct webhook webhook = {0};
    return webhooks_get(desk, id, &webhook, err) &&
           db_run(desk->tx, NULL, err, "DELETE FROM webhook_deliveries WHERE webhook_id = $1",
                  db_text(id)) &&
           db_run(desk->tx, NULL, err, "DELETE FROM webhooks WHERE id = $1", db_text(id)) &&
           studio_audit(desk, "webhook.deleted", "webhook", id, NULL, err);
}

#define DELIVERY_COLUMNS \
    "id, webhook_id, event, state, problem, tries, status, created_at, next_at, ended_at"

static struct webhook_delivery read_delivery(struct studio_desk *desk,
                                             const struct db_rows *rows, size_t row) {
    return (struct webhook_delivery){.id = studio_text(desk, rows, row, 0),
                                     .webhook_id = studio_text(desk, rows, row, 1),
                                     .event = studio_text(desk, rows, row, 2),
                                     .state = studio_text(desk, rows, row, 3),
                                     .problem = studio_text(desk, rows, row, 4),
                                     .tries = db_get_int(rows, row, 5),
                                     .status = db_get_int(rows, row, 6),
                                     .created_at = db_get_int(rows, row, 7),
                                     .next_at = db_get_int(rows, row, 8),
                                     .ended_at = db_get_int(rows, row, 9)};
}

bool webhooks_deliveries(struct studio_desk *desk, const char *id, int64_t page,
                         int64_t page_size, struct webhook_delivery_list *list,
                         struct error *err) {
    struct webhook webhook = {0};
    AUTO(db_rows_free) struct db_rows *rows = NULL, *count = NULL;
    if (!webhooks_get(desk, id, &webhook, err) ||
        !db_query(desk->tx, &count, err,
                  "SELECT COUNT(*) FROM webhook_deliveries WHERE webhook_id = $1",
                  db_text(id)) ||
        !db_query(desk->tx, &rows, err,
                  "SELECT " DELIVERY_COLUMNS " FROM webhook_deliveries WHERE webhook_id = $1 "
                  "ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3",
                  db_text(id), db_int(page_size), db_int((page - 1) * page_size)))
        return false;
    *list = (struct webhook_delivery_list){
        .count = db_count(rows), .total_count = db_get_int(count, 0, 0), .page = page};
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++) list->items[i] = read_delivery(desk, rows, i);
    return true;
}

static bool get_delivery(struct studio_desk *desk, const char *id, const char *delivery_id,
                         struct webhook_delivery *delivery, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT " DELIVERY_COLUMNS
                  " FROM webhook_deliveries WHERE id = $1 AND webhook_id = $2",
                  db_text(delivery_id), db_text(id)))
        return false;
    if (!db_count(rows)) return error_set(err, PROBLEM_NOT_FOUND, "There is no such delivery.");
    *delivery = read_delivery(desk, rows, 0);
    return true;
}

/* `data` is taken over. */
static bool add_delivery(struct studio_desk *desk, const char *webhook_id, const char *event,
                         json_t *data, const char **id, struct error *err) {
    char time[CLOCK_TEXT_SIZE];
    *id = studio_new_id(desk);
    clock_text(desk->now, time);
    json_t *json = json_pack("{s:s, s:s, s:s, s:o}", "id", *id, "type", event, "timestamp",
                             time, "data", data);
    AUTO_FREE char *body = json ? json_dumps(json, JSON_COMPACT) : NULL;
    json_decref(json);
    if (!body) die("a delivery cannot be written");
    return db_run(desk->tx, NULL, err,
                  "INSERT INTO webhook_deliveries (id, webhook_id, event, body, state, tries, "
                  "status, created_at, next_at) VALUES ($1, $2, $3, $4, 'pending', 0, 0, $5, "
                  "$5)",
                  db_text(*id), db_text(webhook_id), db_text(event), db_text(body),
                  db_int(desk->now));
}

bool webhooks_ping(struct studio_desk *desk, const char *id, struct webhook_delivery *delivery,
                   struct error *err) {
    struct webhook webhook = {0};
    const char *delivery_id;
    return webhooks_get(desk, id, &webhook, err) &&
           add_delivery(desk, id, "ping", json_object(), &delivery_id, err) &&
           get_delivery(desk, id, delivery_id, delivery, err);
}

bool webhooks_again(struct studio_desk *desk, const char *id, const char *delivery_id,
                    struct webhook_delivery *delivery, struct error *err) {
    struct webhook webhook = {0};
    return webhooks_get(desk, id, &webhook, err) &&
           get_delivery(desk, id, delivery_id, delivery, err) &&
           db_run(desk->tx, NULL, err,
                  "UPDATE webhook_deliveries SET state = 'pending', tries = 0, next_at = $1, "
                  "ended_at = NULL WHERE id = $2",
                  db_int(desk->now), db_text(delivery_id)) &&
           get_delivery(desk, id, delivery_id, delivery, err);
}

bool webhooks_note(struct studio_desk *desk, const struct job *job, const char *status,
                   const char *problem, const char *message, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    const char *event = arena_printf(desk->arena, "video.%s", status);
    if (!db_query(desk->tx, &rows, err,
                  "SELECT id FROM webhooks WHERE user_id = $1 AND enabled = 1 AND ' ' || "
                  "events || ' ' LIKE '% ' || $2 || ' %'",
                  db_text(job->user_id), db_text(event)))
        return false;
    for (size_t i = 0; i < db_count(rows); i++) {
        const char *id;
        json_t *data = json_pack("{s:s, s:s, s:s, s:s}", "jobId", job->id, "projectId",
                                 job->project_id, "status", status, "title", job->title);
        if (problem) json_object_set_new(data, "errorCode", json_string(problem));
        if (problem) json_object_set_new(data, "errorMessage", json_string(message));
        if (!add_delivery(desk, db_get_text(rows, i, 0), event, data, &id, err)) return false;
    }
    return true;
}

bool webhooks_take(struct studio_desk *desk, struct webhook_parcel_list *list,
                   struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    *list = (struct webhook_parcel_list){0};
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT d.id, w.url, d.body, w.secret FROM webhook_deliveries d JOIN webhooks "
            "w ON w.id = d.webhook_id WHERE d.state = 'pending' AND d.next_at <= $1 "
            "ORDER BY d.next_at, d.id LIMIT $2 FOR UPDATE",
            db_int(desk->now), db_int(TAKE_MAX)))
        return false;
    list->items = arena_alloc(desk->arena, db_count(rows) + 1, sizeof *list->items);
    for (size_t i = 0; i < db_count(rows); i++) {
        struct webhook_parcel *parcel = &list->items[list->count++];
        size_t size;
        const void *sealed = db_get_bytes(rows, i, 3, &size);
        *parcel = (struct webhook_parcel){.id = studio_text(desk, rows, i, 0),
                                          .url = studio_text(desk, rows, i, 1),
                                          .body = studio_text(desk, rows, i, 2)};
        if (!studio_unseal(desk, sealed, size, parcel->secret, WEBHOOK_SECRET_SIZE, err) ||
            !db_run(desk->tx, NULL, err,
                    "UPDATE webhook_deliveries SET tries = tries + 1, next_at = $1 WHERE id = "
                    "$2",
                    db_int(desk->now + TAKEN_MS), db_text(parcel->id)))
            return false;
    }
    return true;
}

/* After the n-th try. */
static int64_t pause_ms(int64_t tries) {
    static const int pauses_s[WEBHOOKS_TRIES] = {2, 15, 60, 300, 1800, 7200, 28800, 28800};
    int64_t last = WEBHOOKS_TRIES - 1;
    return pauses_s[tries < 1 ? 0 : tries > last ? last : tries - 1] * (int64_t)1000;
}

bool webhooks_told(struct studio_desk *desk, const char *id, int status, const char *problem,
                   struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT tries FROM webhook_deliveries WHERE id = $1 AND state = 'pending'",
                  db_text(id)))
        return false;
    if (!db_count(rows)) return true; /* deleted meanwhile */
    int64_t tries = db_get_int(rows, 0, 0);
    bool delivered = status >= 200 && status < 300, over = delivered || tries >= WEBHOOKS_TRIES;
    return db_run(
        desk->tx, NULL, err,
        "UPDATE webhook_deliveries SET state = $1, status = $2, problem = $3, next_at "
        "= $4, ended_at = $5 WHERE id = $6",
        db_text(delivered ? "delivered"
                : over    ? "failed"
                          : "pending"),
        db_int(status), db_text(problem), db_int(desk->now + pause_ms(tries)),
        over ? db_int(desk->now) : db_null(), db_text(id));
}
