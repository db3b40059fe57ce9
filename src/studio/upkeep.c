#include "studio/upkeep.h"

#include <string.h>

#include "base/clock.h"
#include "studio/guests.h"
#include "studio/orders.h"
#include "studio/privacy.h"

static const int64_t day_ms = 24 * 3600 * 1000;

bool upkeep_take_mails(struct studio_desk *desk, struct upkeep_mail_list *list,
                       struct error *err) {
    enum { MINUTE_MS = 60000, TRIES_MAX = 12 };
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT id, recipient, subject, body, created_at FROM mails WHERE sent_at IS NULL "
            "AND next_at <= $1 AND tries < $2 ORDER BY next_at LIMIT 20 FOR UPDATE SKIP "
            "LOCKED",
            db_int(desk->now), db_int(TRIES_MAX)))
        return false;
    list->count = db_count(rows);
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++) {
        list->items[i] = (struct upkeep_mail){.id = studio_text(desk, rows, i, 0),
                                              .to = studio_text(desk, rows, i, 1),
                                              .subject = studio_text(desk, rows, i, 2),
                                              .body = studio_text(desk, rows, i, 3),
                                              .at = db_get_int(rows, i, 4)};
        if (!db_run(desk->tx, NULL, err,
                    "UPDATE mails SET tries = tries + 1, next_at = $1 + $2 * (tries + 1) * "
                    "(tries + "
                    "1) WHERE id = $3",
                    db_int(desk->now), db_int(MINUTE_MS), db_text(list->items[i].id)))
            return false;
    }
    return true;
}

/* The body goes: it may hold a link that opens an account. */
bool upkeep_mail_sent(struct studio_desk *desk, const char *id, struct error *err) {
    return db_run(desk->tx, NULL, err, "UPDATE mails SET sent_at = $1, body = '' WHERE id = $2",
                  db_int(desk->now), db_text(id));
}

struct erasing {
    const struct studio *studio;
    int64_t now;
    char project_id[ENCODE_ID_SIZE];
    struct arena *arena;
    const char **jobs;
    size_t job_count;
};

static bool find_project(struct db_tx *tx, void *data, struct error *err) {
    struct erasing *erasing = data;
    AUTO(db_rows_free) struct db_rows *rows = NULL, *jobs = NULL;
    erasing->project_id[0] = '\0';
    if (!db_query(tx, &rows, err,
                  "SELECT id FROM projects WHERE deleted_at < $1 ORDER BY deleted_at LIMIT 1",
                  db_int(erasing->now - 30 * day_ms)))
        return false;
    if (!db_count(rows)) return true;
    memcpy(erasing->project_id, db_get_text(rows, 0, 0), sizeof erasing->project_id);
    if (!db_query(tx, &jobs, err, "SELECT id FROM jobs WHERE project_id = $1",
                  db_text(erasing->project_id)))
        return false;
    erasing->job_count = db_count(jobs);
    erasing->jobs = arena_alloc(erasing->arena, erasing->job_count + 1, sizeof *erasing->jobs);
    for (size_t i = 0; i < erasing->job_count; i++)
        erasing->jobs[i] = arena_printf(erasing->arena, "%s", db_get_text(jobs, i, 0));
    return true;
}

static bool erase_files(struct blob_store *blobs, const char *prefix, struct error *err) {
    struct blob_list list = {0};
    if (!blob_list(blobs, prefix, "", 1000, &list, err)) return false;
    bool ok = true;
    for (size_t i = 0; ok && i < list.count; i++)
        ok = blob_delete(blobs, list.entries[i].key, err);
    blob_list_done(&list);
    return ok;
}

/* The ledger keeps its rows: they name holds, not films. */
static bool erase_rows(struct db_tx *tx, void *data, struct error *err) {
    struct erasing *erasing = data;
    struct db_value project = db_text(erasing->project_id);
    for (size_t i = 0; i < erasing->job_count; i++) {
        struct db_value job = db_text(erasing->jobs[i]);
        if (!db_run(tx, NULL, err, "DELETE FROM job_events WHERE job_id = $1", job) ||
            !db_run(tx, NULL, err, "DELETE FROM job_files WHERE job_id = $1", job) ||
            !db_run(tx, NULL, err, "DELETE FROM downloads WHERE job_id = $1", job) ||
            !db_run(tx, NULL, err, "DELETE FROM jobs WHERE id = $1", job))
            return false;
    }
    return db_run(tx, NULL, err,
                  "DELETE FROM approvals WHERE asset_id IN (SELECT id FROM assets WHERE "
                  "project_id = $1)",
                  project) &&
           db_run(tx, NULL, err, "DELETE FROM assets WHERE project_id = $1", project) &&
           db_run(tx, NULL, err, "DELETE FROM moderation WHERE project_id = $1", project) &&
           db_run(tx, NULL, err, "DELETE FROM shares WHERE project_id = $1", project) &&
           db_run(tx, NULL, err, "DELETE FROM project_versions WHERE project_id = $1",
                  project) &&
           db_run(tx, NULL, err, "DELETE FROM projects WHERE id = $1", project);
}

static bool forget_guests(struct db_tx *tx, void *data, struct error *err) {
    const struct erasing *erasing = data;
    struct studio_desk desk = {
        .studio = erasing->studio, .tx = tx, .arena = erasing->arena, .now = erasing->now};
    return guests_forget(&desk, err);
}

static bool advance_plans(struct db_tx *tx, void *data, struct error *err) {
    const struct erasing *erasing = data;
    struct studio_desk desk = {
        .studio = erasing->studio, .tx = tx, .arena = erasing->arena, .now = erasing->now};
    return orders_advance(&desk, err);
}

static bool erase_accounts(struct db_tx *tx, void *data, struct error *err) {
    const struct erasing *erasing = data;
    struct studio_desk desk = {
        .studio = erasing->studio, .tx = tx, .arena = erasing->arena, .now = erasing->now};
    return privacy_erase(&desk, err);
}

static bool erase_small(struct db_tx *tx, void *data, struct error *err) {
    const struct erasing *erasing = data;
    struct db_value day = db_int(erasing->now - day_ms),
                    month = db_int(erasing->now - 30 * day_ms);
    return db_run(tx, NULL, err, "DELETE FROM idempotency WHERE created_at < $1", day) &&
           db_run(tx, NULL, err, "DELETE FROM one_time_tokens WHERE expires_at < $1", day) &&
           db_run(
               tx, NULL, err,
               "DELETE FROM refresh_tokens WHERE session_id IN (SELECT id FROM sessions WHERE "
               "expires_at < $1 OR revoked_at < $1)",
               month) &&
           db_run(tx, NULL, err,
                  "DELETE FROM sessions WHERE expires_at < $1 OR revoked_at < $1", month) &&
           db_run(tx, NULL, err, "DELETE FROM webhook_deliveries WHERE created_at < $1",
                  month) &&
           db_run(tx, NULL, err, "DELETE FROM mails WHERE sent_at < $1", month);
}

bool upkeep_erase(const struct studio *studio, struct blob_store *blobs, int64_t now,
                  struct error *err) {
    struct erasing erasing = {.studio = studio, .now = now, .arena = arena_new()};
    bool ok = db_transact(studio->db, DB_WRITE, advance_plans, &erasing, err) &&
              db_transact(studio->db, DB_WRITE, forget_guests, &erasing, err) &&
              db_transact(studio->db, DB_WRITE, erase_small, &erasing, err);
    while (ok) {
        ok = db_transact(studio->db, DB_READ, find_project, &erasing, err);
        if (!ok || !erasing.project_id[0]) break;
        for (size_t i = 0; ok && i < erasing.job_count; i++)
            ok = erase_files(blobs, arena_printf(erasing.arena, "films/%s/", erasing.jobs[i]),
                             err);
        ok = ok &&
             erase_files(blobs, arena_printf(erasing.arena, "assets/%s/", erasing.project_id),
                         err);
        ok = ok && db_transact(studio->db, DB_WRITE, erase_rows, &erasing, err);
    }
    ok = ok && db_transact(studio->db, DB_WRITE, erase_accounts, &erasing, err);
    arena_free(erasing.arena);
    return ok;
}

bool upkeep_first_admin(struct studio_desk *desk, const char **link, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    *link = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT 1 FROM users WHERE role = 'admin' AND deleted_at IS NULL LIMIT 1"))
        return false;
    if (db_count(rows)) return true;
    const char *token = studio_new_token(desk);
    *link = arena_printf(desk->arena, "%s/setup?token=%s", desk->studio->address, token);
    return db_run(desk->tx, NULL, err, "DELETE FROM setup_tokens WHERE expires_at > 0") &&
           db_run(desk->tx, NULL, err,
                  "INSERT INTO setup_tokens (hash, expires_at) VALUES ($1, $2)",
                  db_text(studio_token_hash(desk, token)), db_int(desk->now + day_ms));
}

bool upkeep_use_setup(struct studio_desk *desk, const char *token, struct error *err) {
    int64_t changed;
    if (!db_run(desk->tx, &changed, err,
                "DELETE FROM setup_tokens WHERE hash = $1 AND expires_at > $2",
                db_text(studio_token_hash(desk, token)), db_int(desk->now)))
        return false;
    return changed ||
           error_set(err, PROBLEM_FORBIDDEN,
                     "This link is spent or too old: start the server again for another.");
}
