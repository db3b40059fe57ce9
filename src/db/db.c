/* The pool, transactions and migrations, over any back end. */
#include "db/db.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "db/backend.h"

static const struct db_backend *const backends[] = {&db_sqlite, &db_postgresql};

enum { CONNECTIONS = 8, CONNECTIONS_MAX = 256, TRIES = 5 };

struct db_tx {
    struct db *db;
    void *connection;
    bool writes, failed;
};

/* Invariant: idle_count + transactions under way <= limit; writing is true while one of those
 * writes and the back end has a single writer. */
struct db {
    const struct db_backend *backend;
    char *url;
    int limit, open;
    pthread_mutex_t lock;
    pthread_cond_t freed;
    void *idle[CONNECTIONS_MAX];
    int idle_count;
    bool writing;
};

bool db_open(const char *url, int connections, struct db **out, struct error *err) {
    const struct db_backend *backend = NULL;
    for (size_t i = 0; i < COUNT_OF(backends); i++) {
        size_t length = strlen(backends[i]->scheme);
        if (strncmp(url, backends[i]->scheme, length) == 0 && url[length] == ':')
            backend = backends[i];
    }
    if (!backend)
        return error_set(err, PROBLEM_USAGE,
                         "The database is given as sqlite:PATH or postgresql://….");
    void *connection;
    if (!backend->connect(url, &connection, err)) return false;
    struct db *db = xcalloc(1, sizeof *db);
    db->backend = backend;
    db->url = xstrdup(url);
    db->limit = connections > 0 ? connections : CONNECTIONS;
    if (db->limit > CONNECTIONS_MAX) db->limit = CONNECTIONS_MAX;
    if (strcmp(url, "sqlite::memory:") == 0) db->limit = 1;
    pthread_mutex_init(&db->lock, NULL);
    pthread_cond_init(&db->freed, NULL);
    db->idle[db->idle_count++] = connection;
    db->open = 1;
    *out = db;
    return true;
}

void db_close(struct db *db) {
    if (!db) return;
    if (db->idle_count != db->open) die("the database is closed with a transaction open");
    for (int i = 0; i < db->idle_count; i++) db->backend->disconnect(db->idle[i]);
    pthread_cond_destroy(&db->freed);
    pthread_mutex_destroy(&db->lock);
    free(db->url);
    free(db);
}

const char *db_kind(const struct db *db) {
    return db->backend->scheme;
}

/* An idle connection, or NULL and the right to open one. */
static void *acquire(struct db *db, bool writes) {
    bool alone = writes && db->backend->single_writer;
    pthread_mutex_lock(&db->lock);
    while ((db->idle_count == 0 && db->open >= db->limit) || (alone && db->writing))
        pthread_cond_wait(&db->freed, &db->lock);
    if (alone) db->writing = true;
    void *connection = NULL;
    if (db->idle_count > 0) {
        connection = db->idle[--db->idle_count];
    } else {
        db->open++;
    }
    pthread_mutex_unlock(&db->lock);
    return connection;
}

/* Gives back; NULL when the connection is gone. */
static void release(struct db *db, void *connection, bool writes) {
    pthread_mutex_lock(&db->lock);
    if (writes && db->backend->single_writer) db->writing = false;
    if (connection) {
        db->idle[db->idle_count++] = connection;
    } else {
        db->open--;
    }
    pthread_cond_broadcast(&db->freed);
    pthread_mutex_unlock(&db->lock);
}

bool db_begin(struct db *db, enum db_mode mode, struct db_tx **out, struct error *err) {
    bool writes = mode == DB_WRITE;
    void *connection = acquire(db, writes);
    bool began = connection && db->backend->begin(connection, mode, err);
    if (connection && !began && !db->backend->alive(connection)) {
        db->backend->disconnect(connection);
        connection = NULL;
    }
    if (!connection && db->backend->connect(db->url, &connection, err))
        began = db->backend->begin(connection, mode, err);
    if (!began) {
        release(db, connection, writes);
        return false;
    }
    struct db_tx *tx = xcalloc(1, sizeof *tx);
    *tx = (struct db_tx){.db = db, .connection = connection, .writes = writes};
    *out = tx;
    return true;
}

static void end(struct db_tx **tx) {
    struct db_tx *ended = TAKE(*tx);
    const struct db_backend *backend = ended->db->backend;
    if (!backend->alive(ended->connection)) backend->disconnect(TAKE(ended->connection));
    release(ended->db, ended->connection, ended->writes);
    free(ended);
}

bool db_commit(struct db_tx **tx, struct error *err) {
    if ((*tx)->failed) {
        db_rollback(tx);
        return error_set(err, PROBLEM_INTERNAL, "A failed transaction cannot be committed.");
    }
    bool ok = (*tx)->db->backend->commit((*tx)->connection, err);
    if (!ok) (*tx)->db->backend->rollback((*tx)->connection);
    end(tx);
    return ok;
}

void db_rollback(struct db_tx **tx) {
    if (!*tx) return;
    (*tx)->db->backend->rollback((*tx)->connection);
    end(tx);
}

/* 5, 10, 20 … ms, so that those who met do not meet again at once. */
static void pause_before(int again) {
    struct timespec pause = {.tv_nsec = 5000000L << again};
    nanosleep(&pause, NULL);
}

bool db_transact(struct db *db, enum db_mode mode, db_work *work, void *data,
                 struct error *err) {
    for (int tried = 0;; tried++) {
        struct error why = {0};
        AUTO(db_rollback) struct db_tx *tx = NULL;
        if (db_begin(db, mode, &tx, &why) && work(tx, data, &why) && db_commit(&tx, &why))
            return true;
        if (why.problem != PROBLEM_TEMPORARY || tried + 1 >= TRIES) {
            if (err) *err = why;
            return false;
        }
        db_rollback(&tx);
        pause_before(tried);
    }
}

struct db_value db_null(void) {
    return (struct db_value){.type = DB_NULL};
}
struct db_value db_int(int64_t value) {
    return (struct db_value){.type = DB_INT, .integer = value};
}
struct db_value db_real(double value) {
    return (struct db_value){.type = DB_REAL, .real = value};
}
struct db_value db_text_sized(const char *text, size_t size) {
    if (!text) return db_null();
    return (struct db_value){.type = DB_TEXT, .bytes = text, .size = size};
}
struct db_value db_text(const char *text) {
    return text ? db_text_sized(text, strlen(text)) : db_null();
}
struct db_value db_bytes(const void *bytes, size_t size) {
    if (!bytes) return db_null();
    return (struct db_value){.type = DB_BYTES, .bytes = bytes, .size = size};
}

bool db_run_values(struct db_tx *tx, int64_t *changed, struct error *err, const char *sql,
                   const struct db_value *values, size_t count) {
    int64_t touched = 0;
    if (!tx->db->backend->execute(tx->connection, sql, values, count, NULL, &touched, err)) {
        tx->failed = true;
        return false;
    }
    if (changed) *changed = touched;
    return true;
}

bool db_query_values(struct db_tx *tx, struct db_rows **out, struct error *err, const char *sql,
                     const struct db_value *values, size_t count) {
    int64_t touched;
    struct db_rows *rows = xcalloc(1, sizeof *rows);
    rows->arena = arena_new();
    if (!tx->db->backend->execute(tx->connection, sql, values, count, rows, &touched, err)) {
        tx->failed = true;
        db_rows_free(&rows);
        return false;
    }
    *out = rows;
    return true;
}

bool db_rows_add(struct db_rows *rows, const struct db_value *value, struct error *err) {
    enum { BYTES_MAX = 64 << 20 };
    if (rows->cells.count >=
            (size_t)DB_ROWS_MAX * (size_t)(rows->columns ? rows->columns : 1) ||
        value->size > BYTES_MAX - arena_used(rows->arena))
        return error_set(err, PROBLEM_TOO_LARGE, "The result is too large; ask for less.");
    struct db_cell *cell = list_push(&rows->cells);
    *cell = (struct db_cell){.type = value->type,
                             .integer = value->integer,
                             .real = value->real,
                             .size = value->size};
    if (value->type == DB_TEXT || value->type == DB_BYTES)
        cell->bytes = arena_copy(rows->arena, value->bytes, value->size);
    return true;
}

static const struct db_cell *cell_at(const struct db_rows *rows, size_t row, int column) {
    size_t index = row * (size_t)rows->columns + (size_t)column;
    if (column < 0 || column >= rows->columns || index >= rows->cells.count)
        die("row %zu, column %d is outside the result", row, column);
    return &rows->cells.items[index];
}

size_t db_count(const struct db_rows *rows) {
    return rows->columns ? rows->cells.count / (size_t)rows->columns : 0;
}
bool db_is_null(const struct db_rows *rows, size_t row, int column) {
    return cell_at(rows, row, column)->type == DB_NULL;
}
int64_t db_get_int(const struct db_rows *rows, size_t row, int column) {
    const struct db_cell *cell = cell_at(rows, row, column);
    return cell->type == DB_REAL ? (int64_t)cell->real : cell->integer;
}
double db_get_real(const struct db_rows *rows, size_t row, int column) {
    const struct db_cell *cell = cell_at(rows, row, column);
    return cell->type == DB_INT ? (double)cell->integer : cell->real;
}
const char *db_get_text(const struct db_rows *rows, size_t row, int column) {
    return cell_at(rows, row, column)->bytes;
}
const void *db_get_bytes(const struct db_rows *rows, size_t row, int column, size_t *size) {
    const struct db_cell *cell = cell_at(rows, row, column);
    *size = cell->size;
    return cell->bytes;
}

void db_rows_free(struct db_rows **rows) {
    struct db_rows *freed = TAKE(*rows);
    if (!freed) return;
    arena_free(freed->arena);
    list_done(&freed->cells);
    free(freed);
}

static bool read_version(struct db_tx *tx, int *number, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(tx, &rows, err, "SELECT COALESCE(MAX(number), 0) FROM migrations"))
        return false;
    *number = (int)db_get_int(rows, 0, 0);
    return true;
}

static bool make_table(struct db_tx *tx, struct error *err) {
    return tx->db->backend->lock_migrations(tx->connection, err) &&
           tx->db->backend->script(
               tx->connection,
               "CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY "
               "KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)",
               err);
}

struct migration_step {
    const struct db_migration *list;
    size_t count;
    int target, at; /* at: the version after the step */
};

/* One step towards the target. */
static bool migrate_once(struct db_tx *tx, void *data, struct error *err) {
    struct migration_step *step = data;
    int now;
    if (!make_table(tx, err) || !read_version(tx, &now, err)) return false;
    if (now > (int)step->count)
        return error_set(err, PROBLEM_CONFLICT,
                         "The database has version %d, this program knows only %zu: use the "
                         "newer program.",
                         now, step->count);
    step->at = now;
    if (now < step->target) {
        const struct db_migration *next = &step->list[now];
        if (!tx->db->backend->script(tx->connection, next->forward, err) ||
            !db_run(tx, NULL, err, "INSERT INTO migrations VALUES ($1, $2, $3)",
                    db_int(next->number), db_text(next->name),
                    db_int((int64_t)time(NULL) * 1000)))
            return false;
        step->at = now + 1;
    } else if (now > step->target) {
        if (!tx->db->backend->script(tx->connection, step->list[now - 1].back, err) ||
            !db_run(tx, NULL, err, "DELETE FROM migrations WHERE number = $1", db_int(now)))
            return false;
        step->at = now - 1;
    }
    return true;
}

bool db_migrate(struct db *db, const struct db_migration *list, size_t count, int target,
                struct error *err) {
    for (size_t i = 0; i < count; i++)
        if (list[i].number != (int)i + 1) die("migration %d is out of order", list[i].number);
    struct migration_step step = {list, count, target < 0 ? (int)count : target, -1};
    if (step.target > (int)count)
        return error_set(err, PROBLEM_USAGE, "The newest version of the database is %zu.",
                         count);
    while (step.at != step.target)
        if (!db_transact(db, DB_WRITE, migrate_once, &step, err)) return false;
    return true;
}

static bool version_work(struct db_tx *tx, void *data, struct error *err) {
    return make_table(tx, err) && read_version(tx, data, err);
}

bool db_version(struct db *db, int *number, struct error *err) {
    return db_transact(db, DB_WRITE, version_work, number, err);
}

bool db_backup(struct db *db, const char *path, struct error *err) {
    if (!db->backend->backup)
        return error_set(err, PROBLEM_USAGE, "Use pg_dump to copy a PostgreSQL database.");
    void *connection = acquire(db, false);
    if (!connection && !db->backend->connect(db->url, &connection, err)) {
        release(db, NULL, false);
        return false;
    }
    bool ok = db->backend->backup(connection, path, err);
    release(db, connection, false);
    return ok;
}
