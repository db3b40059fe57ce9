/* SQLite (3.40) behind the database door. The file is in WAL mode: readers never wait for the
 * writer; a commit is synced before it is answered (synchronous=FULL), since it may be money.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "db/backend.h"

enum { STATEMENTS = 256, BUSY_MS = 10000 };

/* Statements stay prepared, in a table found by their text. */
struct statement {
    const char *sql; /* the caller's literal */
    sqlite3_stmt *prepared;
};

struct connection {
    sqlite3 *handle;
    struct statement statements[STATEMENTS]; /* open addressing */
    size_t statement_count;
};

static bool fail(sqlite3 *handle, struct error *err) {
    int code = sqlite3_errcode(handle), extended = sqlite3_extended_errcode(handle);
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_INTERRUPT:
        error_set(err, PROBLEM_TEMPORARY, "The database is busy; try again.");
        break;
    case SQLITE_CONSTRAINT:
        error_set(err, PROBLEM_CONFLICT, "This contradicts what is already kept.");
        break;
    case SQLITE_FULL:
        error_set(err, PROBLEM_NO_SPACE, "The disk of the database is full.");
        break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        error_set(err, PROBLEM_DAMAGED, "The database file is damaged.");
        break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        error_set(err, PROBLEM_NO_PERMISSION, "The database file may not be written.");
        break;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
        error_set(err, PROBLEM_IO, "The database file cannot be read or written.");
        break;
    default:
        error_set(err, PROBLEM_INTERNAL, "A statement to the database is wrong.");
    }
    return error_cause(err, "sqlite %d: %s", extended, sqlite3_errmsg(handle));
}

static bool script(void *data, const char *sql, struct error *err) {
    struct connection *connection = data;
    if (sqlite3_exec(connection->handle, sql, NULL, NULL, NULL) == SQLITE_OK) return true;
    return fail(connection->handle, err);
}

static void disconnect(void *data) {
    struct connection *connection = data;
    for (size_t i = 0; i < STATEMENTS; i++)
        if (connection->statements[i].sql) sqlite3_finalize(connection->statements[i].prepared);
    sqlite3_close(connection->handle);
    free(connection);
}

static bool connect_to(const char *url, void **out, struct error *err) {
    const char *path = url + strlen("sqlite:");
    struct connection *connection = xcalloc(1, sizeof *connection);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    int result = sqlite3_open_v2(path, &connection->handle, flags, NULL);
    if (result == SQLITE_OK) {
        sqlite3_busy_timeout(connection->handle, BUSY_MS);
        result = sqlite3_exec(connection->handle,
                              "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                              "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
                              "PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY;",
                              NULL, NULL, NULL);
    }
    if (result != SQLITE_OK) {
        fail(connection->handle, err);
        disconnect(connection);
        return error_cause(err, "%s", path);
    }
    sqlite3_limit(connection->handle, SQLITE_LIMIT_ATTACHED, 0);
    *out = connection;
    return true;
}

static bool alive(void *data) {
    (void)data;
    return true;
}

static bool begin(void *data, enum db_mode mode, struct error *err) {
    return script(data, mode == DB_WRITE ? "BEGIN IMMEDIATE" : "BEGIN", err);
}

static bool commit(void *data, struct error *err) {
    return script(data, "COMMIT", err);
}

static void rollback(void *data) {
    struct connection *connection = data;
    if (!sqlite3_get_autocommit(connection->handle)) {
        struct error err;
        if (!script(connection, "ROLLBACK", &err)) die("cannot roll back: %s", err.cause);
    }
}

/* The length of the statement without its words about row locks. */
static size_t without_locks(const char *sql) {
    const char *lock = strstr(sql, " FOR UPDATE");
    return lock ? (size_t)(lock - sql) : strlen(sql);
}

static size_t slot_of(const struct connection *connection, const char *sql) {
    uint64_t hash = 1469598103934665603U; /* FNV-1a */
    for (const char *at = sql; *at; at++) hash = (hash ^ (unsigned char)*at) * 1099511628211U;
    size_t slot = hash % STATEMENTS;
    while (connection->statements[slot].sql &&
           strcmp(connection->statements[slot].sql, sql) != 0)
        slot = (slot + 1) % STATEMENTS;
    return slot;
}

static void forget_statements(struct connection *connection) {
    for (size_t i = 0; i < STATEMENTS; i++)
        if (connection->statements[i].sql) sqlite3_finalize(connection->statements[i].prepared);
    memset(connection->statements, 0, sizeof connection->statements);
    connection->statement_count = 0;
}

static bool prepare(struct connection *connection, const char *sql, sqlite3_stmt **prepared,
                    struct error *err) {
    size_t slot = slot_of(connection, sql);
    if (!connection->statements[slot].sql) {
        if (connection->statement_count >= STATEMENTS * 3 / 4) {
            forget_statements(connection);
            slot = slot_of(connection, sql);
        }
        sqlite3_stmt *made;
        if (sqlite3_prepare_v3(connection->handle, sql, (int)without_locks(sql),
                               SQLITE_PREPARE_PERSISTENT, &made, NULL) != SQLITE_OK)
            return fail(connection->handle, err);
        connection->statements[slot] = (struct statement){sql, made};
        connection->statement_count++;
    }
    *prepared = connection->statements[slot].prepared;
    return true;
}

static int bind_value(sqlite3_stmt *statement, int index, const struct db_value *value) {
    switch (value->type) {
    case DB_INT:
        return sqlite3_bind_int64(statement, index, value->integer);
    case DB_REAL:
        return sqlite3_bind_double(statement, index, value->real);
    case DB_TEXT:
        return sqlite3_bind_text64(statement, index, value->bytes, value->size, SQLITE_STATIC,
                                   SQLITE_UTF8);
    case DB_BYTES:
        return sqlite3_bind_blob64(statement, index, value->size ? value->bytes : "",
                                   value->size, SQLITE_STATIC);
    case DB_NULL:
        break;
    }
    return sqlite3_bind_null(statement, index);
}

static bool bind_values(sqlite3_stmt *statement, const struct db_value *values, size_t count,
                        struct error *err) {
    if ((size_t)sqlite3_bind_parameter_count(statement) > count)
        return error_set(err, PROBLEM_INTERNAL,
                         "A statement has more placeholders than values.");
    for (size_t i = 0; i < count; i++) {
        char name[24];
        snprintf(name, sizeof name, "$%zu", i + 1);
        int index = sqlite3_bind_parameter_index(statement, name);
        if (index && bind_value(statement, index, &values[i]) != SQLITE_OK)
            return error_set(err, PROBLEM_TOO_LARGE, "A value is too large for the database.");
    }
    return true;
}

static struct db_value value_of(sqlite3_stmt *statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
        return db_int(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
        return db_real(sqlite3_column_double(statement, column));
    case SQLITE_TEXT: {
        const char *text = (const char *)sqlite3_column_text(statement, column);
        return db_text_sized(text, (size_t)sqlite3_column_bytes(statement, column));
    }
    case SQLITE_BLOB: {
        const void *bytes = sqlite3_column_blob(statement, column);
        return db_bytes(bytes ? bytes : "", (size_t)sqlite3_column_bytes(statement, column));
    }
    default:
        return db_null();
    }
}

static bool step_all(struct connection *connection, sqlite3_stmt *statement,
                     struct db_rows *rows, struct error *err) {
    int columns = sqlite3_column_count(statement);
    if (rows) rows->columns = columns;
    for (;;) {
        int result = sqlite3_step(statement);
        if (result == SQLITE_DONE) return true;
        if (result != SQLITE_ROW) return fail(connection->handle, err);
        for (int i = 0; rows && i < columns; i++) {
            struct db_value value = value_of(statement, i);
            if (!db_rows_add(rows, &value, err)) return false;
        }
    }
}

static bool execute(void *data, const char *sql, const struct db_value *values, size_t count,
                    struct db_rows *rows, int64_t *changed, struct error *err) {
    struct connection *connection = data;
    sqlite3_stmt *statement = NULL;
    if (!prepare(connection, sql, &statement, err)) return false;
    bool ok = bind_values(statement, values, count, err) &&
              step_all(connection, statement, rows, err);
    if (ok)
        *changed = sqlite3_stmt_readonly(statement) ? 0 : sqlite3_changes64(connection->handle);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return ok;
}

/* A write transaction already is the only one. */
static bool lock_migrations(void *data, struct error *err) {
    (void)data;
    (void)err;
    return true;
}

static bool backup(void *data, const char *path, struct error *err) {
    struct connection *connection = data;
    sqlite3 *copy = NULL;
    int result = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    sqlite3_backup *run = result == SQLITE_OK
                              ? sqlite3_backup_init(copy, "main", connection->handle, "main")
                              : NULL;
    if (run) {
        sqlite3_backup_step(run, -1);
        sqlite3_backup_finish(run);
    }
    bool ok = sqlite3_errcode(copy) == SQLITE_OK || fail(copy, err);
    sqlite3_close(copy);
    return ok;
}

const struct db_backend db_sqlite = {
    .scheme = "sqlite",
    .single_writer = true,
    .connect = connect_to,
    .disconnect = disconnect,
    .alive = alive,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .execute = execute,
    .script = script,
    .lock_migrations = lock_migrations,
    .backup = backup,
};
