#include "studio/sweeper.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"

enum { STEP_BLOBS = 250, UPLOAD_S = 24 * 3600 };

struct looking {
    const struct blob_list *list;
    int64_t now;
    bool orphans[STEP_BLOBS];
};

static bool is_older(const struct looking *looking, const struct blob_entry *entry,
                     int64_t age_s) {
    return looking->now - entry->info.changed_ms > age_s * 1000;
}

/* films/JOB/NAME, as maker.c puts them before it writes their rows. */
static bool look_at_film(struct db_tx *tx, const char *key, bool *orphan, struct error *err) {
    char job[BLOB_KEY_MAX + 1];
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    const char *id = key + strlen("films/"), *slash = strchr(id, '/');
    if (!slash) return true;
    snprintf(job, sizeof job, "%.*s", (int)(slash - id), id);
    if (!db_query(tx, &rows, err,
                  "SELECT 1 FROM jobs WHERE id = $1 AND (status IN ('queued', 'processing') OR "
                  "EXISTS (SELECT 1 FROM job_files f WHERE f.job_id = jobs.id AND f.name = "
                  "$2))",
                  db_text(job), db_text(slash + 1)))
        return false;
    *orphan = db_count(rows) == 0;
    return true;
}

/* assets/PROJECT/ID and its picture ID.png, which are put before their row. */
static bool look_at_asset(struct db_tx *tx, const char *key, bool *orphan, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    const char *id = strrchr(key, '/') + 1;
    if (!db_query(tx, &rows, err, "SELECT 1 FROM assets WHERE id = $1",
                  db_text_sized(id, strcspn(id, "."))))
        return false;
    *orphan = db_count(rows) == 0;
    return true;
}

static bool look(struct db_tx *tx, void *data, struct error *err) {
    struct looking *looking = data;
    for (size_t i = 0; i < looking->list->count; i++) {
        const struct blob_entry *entry = &looking->list->entries[i];
        looking->orphans[i] = false;
        if (strncmp(entry->key, "parts/", 6) == 0) {
            looking->orphans[i] = is_older(looking, entry, SWEEPER_PART_S);
        } else if (strncmp(entry->key, "films/", 6) == 0 &&
                   is_older(looking, entry, SWEEPER_FILM_S)) {
            if (!look_at_film(tx, entry->key, &looking->orphans[i], err)) return false;
        } else if (strncmp(entry->key, "assets/", 7) == 0 &&
                   is_older(looking, entry, SWEEPER_FILM_S)) {
            if (!look_at_asset(tx, entry->key, &looking->orphans[i], err)) return false;
        }
    }
    return true;
}

static bool erase(struct sweeper *sweeper, struct blob_store *blobs,
                  const struct looking *looking, struct error *err) {
    for (size_t i = 0; i < looking->list->count; i++) {
        const struct blob_entry *entry = &looking->list->entries[i];
        if (looking->orphans[i]) {
            if (!blob_delete(blobs, entry->key, err)) return false;
            sweeper->erased++;
            sweeper->freed += entry->info.size;
        }
        sweeper->seen++;
        snprintf(sweeper->after, sizeof sweeper->after, "%s", entry->key);
    }
    return true;
}

bool sweeper_step(struct sweeper *sweeper, const struct studio *studio,
                  struct blob_store *blobs, int64_t now, struct error *err) {
    struct blob_list list = {0};
    if (!blob_list(blobs, "", sweeper->after, STEP_BLOBS, &list, err)) return false;
    int64_t erased = sweeper->erased;
    struct looking looking = {.list = &list, .now = now};
    bool ok = db_transact(studio->db, DB_READ, look, &looking, err) &&
              erase(sweeper, blobs, &looking, err) &&
              (list.more || blob_sweep(blobs, UPLOAD_S, err));
    if (sweeper->erased > erased)
        log_write(LOG_INFO, "blobs_swept", log_int("count", sweeper->erased - erased));
    sweeper->over = ok && !list.more;
    blob_list_done(&list);
    return ok;
}
