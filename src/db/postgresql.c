/* PostgreSQL (15) behind the database door, by libpq.
 *
 * Isolation: DB_READ is REPEATABLE READ, READ ONLY, so it sees one state. DB_WRITE is READ
 * COMMITTED: what a decision rests on is read with FOR UPDATE. Deadlocks, lost races and locks
 * that take too long are PROBLEM_TEMPORARY, and so is a lost connection.
 *
 * A connection that is lost while COMMIT is under way leaves open whether it happened. Money
 * hangs on the answer, so each connection has a row in db_commits, and every write counts it up
 * as its last act. After such a loss a new connection reads that row, waiting for its lock, so
 * that it is right whatever became of the old one. (The server's own pg_xact_status is not
 * enough: after a crash a number can be given twice.)
 *
 * Waiting for the server is what a short read costs most. So the BEGIN of a read goes out with
 * its first statement, and nobody waits for the answer to its ROLLBACK. */
#include <libpq-fe.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "db/backend.h"

enum { STATEMENTS = 512, PARAMETERS_MAX = 64, NUMBER_SIZE = 32, ID_SIZE = 33, LOST_TRIES = 60 };

/* Of pg_type.dat. */
enum {
    OID_BOOL = 16,
    OID_BYTEA = 17,
    OID_INT8 = 20,
    OID_INT2 = 21,
    OID_INT4 = 23,
    OID_TEXT = 25
};
enum { OID_FLOAT4 = 700, OID_FLOAT8 = 701, OID_NUMERIC = 1700 };

/* Prepared for a text and the types of its values, since the server reads "$1 > 0" in another
 * way for each. The name is "s<slot>". */
struct statement {
    const char *sql; /* the caller's literal */
    size_t count;
    Oid types[PARAMETERS_MAX];
    bool locks; /* with its words about row locks */
};

struct connection {
    PGconn *handle;
    char *url;
    char id[ID_SIZE]; /* of its row in db_commits */
    int64_t serial;   /* what that row counts after the write under way */
    bool writes;
    bool unbegun; /* a read whose BEGIN goes out together with its first statement */
    bool ending;  /* the answer to a read's ROLLBACK is not read yet */
    struct statement statements[STATEMENTS]; /* open addressing */
    size_t statement_count;
};

struct state { /* of SQL: the first that begins so holds */
    const char *code;
    enum problem problem;
    const char *message;
};

static const char busy[] = "The database is busy; try again.";
static const char gone[] = "The database cannot be reached; try again.";
static const struct state states[] = {
    {"40", PROBLEM_TEMPORARY, busy},    /* transaction rollback: serialization, deadlock */
    {"55P03", PROBLEM_TEMPORARY, busy}, /* lock not available */
    {"57014", PROBLEM_TEMPORARY, busy}, /* query canceled */
    {"57P", PROBLEM_TEMPORARY, gone},   /* shutdown, crash, cannot connect now */
    {"08", PROBLEM_TEMPORARY, gone},    /* connection exception */
    {"25P03", PROBLEM_TEMPORARY, busy}, /* idle in transaction for too long */
    {"53100", PROBLEM_NO_SPACE, "The disk of the database is full."},
    {"53", PROBLEM_TEMPORARY, busy}, /* insufficient resources, too many connections */
    {"23", PROBLEM_CONFLICT, "This contradicts what is already kept."},
    {"22021", PROBLEM_BAD_INPUT, "The text is not in UTF-8, or has a NUL in it."},
    {"22003", PROBLEM_BAD_INPUT, "A number is too large."},
    {"54", PROBLEM_TOO_LARGE, "A value is too large for the database."},
    {"42501", PROBLEM_NO_PERMISSION, "The database does not allow this to its user."},
    {"25006", PROBLEM_TEMPORARY, busy}, /* read only: a standby that is being promoted */
    {"26000", PROBLEM_TEMPORARY, busy}, /* a prepared statement is gone */
    {"0A000", PROBLEM_TEMPORARY, busy}, /* a table changed under a prepared statement */
    {"XX001", PROBLEM_DAMAGED, "The database is damaged."},
    {"XX002", PROBLEM_DAMAGED, "The database is damaged."},
};

static void forget_statements(struct connection *connection) {
    memset(connection->statements, 0, sizeof connection->statements);
    connection->statement_count = 0;
}

static bool fail(struct connection *connection, const PGresult *result, struct error *err) {
    const char *code = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const struct state *state = NULL;
    for (size_t i = 0; code && !state && i < COUNT_OF(states); i++)
        if (strncmp(code, states[i].code, strlen(states[i].code)) == 0) state = &states[i];
    if (PQstatus(connection->handle) != CONNECTION_OK) {
        error_set(err, PROBLEM_TEMPORARY, "%s", gone);
    } else if (state) {
        error_set(err, state->problem, "%s", state->message);
    } else {
        error_set(err, PROBLEM_INTERNAL, "A statement to the database is wrong.");
    }
    const char *why = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    return error_cause(err, "postgresql %s: %s", code ? code : "-",
                       why ? why : PQerrorMessage(connection->handle));
}

static bool script(void *data, const char *sql, struct error *err) {
    struct connection *connection = data;
    PGresult *result = PQexec(connection->handle, sql);
    ExecStatusType status = PQresultStatus(result);
    bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
              fail(connection, result, err);
    PQclear(result);
    return ok;
}

static void disconnect(void *data) {
    struct connection *connection = data;
    PQfinish(connection->handle);
    free(connection->url);
    free(connection);
}

static void ignore_notice(void *data, const PGresult *result) {
    (void)data;
    (void)result;
}

static bool connect_to(const char *url, void **out, struct error *err) {
    static const char *const names[] = {"connect_timeout",
                                        "application_name",
                                        "client_encoding",
                                        "keepalives_idle",
                                        "tcp_user_timeout",
                                        "dbname",
                                        NULL};
    const char *const values[] = {"5", "film", "UTF8", "30", "30000", url, NULL};
    struct connection *connection = xcalloc(1, sizeof *connection);
    connection->url = xstrdup(url);
    unsigned char id[(ID_SIZE - 1) / 2];
    randombytes_buf(id, sizeof id);
    sodium_bin2hex(connection->id, ID_SIZE, id, sizeof id);
    connection->handle = PQconnectdbParams(names, values, 1); /* the URL goes over the rest */
    if (!connection->handle) die("out of memory");
    if (PQstatus(connection->handle) != CONNECTION_OK) {
        error_set(err, PROBLEM_TEMPORARY, "%s", gone);
        error_cause(err, "postgresql: %s", PQerrorMessage(connection->handle));
        disconnect(connection);
        return false;
    }
    PQsetNoticeReceiver(connection->handle, ignore_notice, NULL);
    if (!script(connection,
                "SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'; "
                "SET standard_conforming_strings = on; SET bytea_output = 'hex'; "
                "SELECT pg_advisory_xact_lock(7309454); "
                "CREATE TABLE IF NOT EXISTS db_commits (id TEXT PRIMARY KEY, serial BIGINT NOT "
                "NULL, at TIMESTAMPTZ NOT NULL); "
                "DELETE FROM db_commits WHERE at < now() - interval '7 days'",
                err)) {
        disconnect(connection);
        return false;
    }
    *out = connection;
    return true;
}

static bool alive(void *data) {
    struct connection *connection = data;
    return PQstatus(connection->handle) == CONNECTION_OK;
}

/* Reads what a ROLLBACK left, and notices that the server is gone. */
static void settle(struct connection *connection) {
    if (!connection->ending) {
        PQconsumeInput(connection->handle);
        return;
    }
    for (PGresult *result; (result = PQgetResult(connection->handle));) PQclear(result);
    connection->ending = false;
}

static bool begin(void *data, enum db_mode mode, struct error *err) {
    struct connection *connection = data;
    settle(connection);
    if (!alive(connection)) return fail(connection, NULL, err);
    connection->writes = mode == DB_WRITE;
    connection->unbegun = mode == DB_READ;
    return connection->unbegun || script(connection, "BEGIN", err);
}

static void end_read(struct connection *connection) {
    PGTransactionStatusType status = PQtransactionStatus(connection->handle);
    connection->unbegun = false;
    if (status == PQTRANS_INTRANS || status == PQTRANS_INERROR)
        connection->ending = PQsendQuery(connection->handle, "ROLLBACK") == 1;
}

static void rollback(void *data) {
    struct connection *connection = data;
    struct error ignored; /* a connection on which this fails is lost, and so is what it held */
    if (!connection->writes) {
        end_read(connection);
        return;
    }
    PGTransactionStatusType status = PQtransactionStatus(connection->handle);
    if (status == PQTRANS_INTRANS || status == PQTRANS_INERROR)
        if (!script(connection, "ROLLBACK", &ignored)) return;
}

struct parameters {
    Oid types[PARAMETERS_MAX]; /* 0, for a null: what fits */
    const char *values[PARAMETERS_MAX];
    int lengths[PARAMETERS_MAX], formats[PARAMETERS_MAX];
    char numbers[PARAMETERS_MAX][NUMBER_SIZE];
    char *copies[PARAMETERS_MAX]; /* texts without a NUL behind them */
};

static void parameters_done(struct parameters *parameters) {
    for (size_t i = 0; i < PARAMETERS_MAX; i++) free(parameters->copies[i]);
}

/* Numbers and text go as text, bytes as they are. */
static bool bind_values(struct parameters *parameters, const struct db_value *values,
                        size_t count, struct error *err) {
    if (count > PARAMETERS_MAX)
        return error_set(err, PROBLEM_INTERNAL, "A statement has too many placeholders.");
    for (size_t i = 0; i < count; i++) {
        const struct db_value *value = &values[i];
        if (value->size > INT32_MAX)
            return error_set(err, PROBLEM_TOO_LARGE, "A value is too large for the database.");
        switch (value->type) {
        case DB_INT:
            parameters->types[i] = OID_INT8;
            snprintf(parameters->numbers[i], NUMBER_SIZE, "%lld", (long long)value->integer);
            parameters->values[i] = parameters->numbers[i];
            break;
        case DB_REAL:
            parameters->types[i] = OID_FLOAT8;
            snprintf(parameters->numbers[i], NUMBER_SIZE, "%.17g", value->real);
            parameters->values[i] = parameters->numbers[i];
            break;
        case DB_TEXT:
            if (memchr(value->bytes, '\0', value->size))
                return error_set(err, PROBLEM_BAD_INPUT, "The text has a NUL in it.");
            parameters->types[i] = OID_TEXT;
            parameters->copies[i] = xcalloc(value->size + 1, 1);
            memcpy(parameters->copies[i], value->bytes, value->size);
            parameters->values[i] = parameters->copies[i];
            break;
        case DB_BYTES:
            parameters->types[i] = OID_BYTEA;
            parameters->values[i] = value->size ? value->bytes : "";
            parameters->lengths[i] = (int)value->size;
            parameters->formats[i] = 1;
            break;
        case DB_NULL:
            break;
        }
    }
    return true;
}

static size_t slot_of(const struct connection *connection, const char *sql, const Oid *types,
                      size_t count) {
    uint64_t hash = 1469598103934665603U; /* FNV-1a */
    for (const char *at = sql; *at; at++) hash = (hash ^ (unsigned char)*at) * 1099511628211U;
    for (size_t i = 0; i < count; i++) hash = (hash ^ types[i]) * 1099511628211U;
    size_t slot = hash % STATEMENTS;
    for (const struct statement *at; (at = &connection->statements[slot])->sql;
         slot = (slot + 1) % STATEMENTS)
        if (strcmp(at->sql, sql) == 0 && at->count == count &&
            at->locks == connection->writes &&
            memcmp(at->types, types, count * sizeof *types) == 0)
            break;
    return slot;
}

static bool prepare(struct connection *connection, const char *sql, const Oid *types,
                    size_t count, char name[static 16], struct error *err) {
    size_t slot = slot_of(connection, sql, types, count);
    if (!connection->statements[slot].sql &&
        connection->statement_count >= STATEMENTS * 3 / 4) {
        if (!script(connection, "DEALLOCATE ALL", err)) return false;
        forget_statements(connection);
        slot = slot_of(connection, sql, types, count);
    }
    struct statement *statement = &connection->statements[slot];
    snprintf(name, 16, "s%zu", slot);
    if (statement->sql) return true;
    /* Who only reads locks no rows, and PostgreSQL refuses that they ask for it. */
    const char *lock = connection->writes ? NULL : strstr(sql, " FOR UPDATE");
    AUTO_FREE char *unlocked = xstrdup(sql);
    if (lock) unlocked[lock - sql] = '\0';
    PGresult *result = PQprepare(connection->handle, name, unlocked, (int)count, types);
    bool ok = PQresultStatus(result) == PGRES_COMMAND_OK || fail(connection, result, err);
    PQclear(result);
    if (!ok) return false;
    statement->sql = sql;
    statement->count = count;
    statement->locks = connection->writes;
    memcpy(statement->types, types, count * sizeof *types);
    connection->statement_count++;
    return true;
}

static bool add_bytes(struct db_rows *rows, const char *text, struct error *err) {
    size_t size;
    unsigned char *bytes = PQunescapeBytea((const unsigned char *)text, &size);
    if (!bytes) die("out of memory");
    struct db_value value = db_bytes(bytes, size);
    bool ok = db_rows_add(rows, &value, err);
    PQfreemem(bytes);
    return ok;
}

static bool add_cell(struct db_rows *rows, const PGresult *result, int row, int column,
                     struct error *err) {
    struct db_value value = db_null();
    const char *text = PQgetvalue(result, row, column);
    if (!PQgetisnull(result, row, column)) switch (PQftype(result, column)) {
        case OID_INT2:
        case OID_INT4:
        case OID_INT8:
            value = db_int(strtoll(text, NULL, 10));
            break;
        case OID_BOOL:
            value = db_int(text[0] == 't');
            break;
        case OID_FLOAT4:
        case OID_FLOAT8:
            value = db_real(strtod(text, NULL));
            break;
        case OID_NUMERIC: /* what SUM makes of BIGINT */
            value = strchr(text, '.') ? db_real(strtod(text, NULL))
                                      : db_int(strtoll(text, NULL, 10));
            break;
        case OID_BYTEA:
            return add_bytes(rows, text, err);
        default:
            value = db_text_sized(text, (size_t)PQgetlength(result, row, column));
        }
    return db_rows_add(rows, &value, err);
}

static bool read_rows(const PGresult *result, struct db_rows *rows, struct error *err) {
    rows->columns = PQnfields(result);
    for (int i = 0; i < PQntuples(result); i++)
        for (int j = 0; j < rows->columns; j++)
            if (!add_cell(rows, result, i, j, err)) return false;
    return true;
}

static PGresult *take_result(struct connection *connection) {
    PGresult *result = PQgetResult(connection->handle);
    for (PGresult *more; result && (more = PQgetResult(connection->handle));) PQclear(more);
    return result;
}

/* BEGIN and the first statement in one go. */
static PGresult *begin_with(struct connection *connection, const char *name,
                            const struct parameters *parameters, size_t count) {
    PGconn *handle = connection->handle;
    PGresult *result = NULL;
    bool sent = PQenterPipelineMode(handle) == 1 &&
                PQsendQueryParams(handle, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", 0,
                                  NULL, NULL, NULL, NULL, 0) == 1 &&
                PQsendQueryPrepared(handle, name, (int)count, parameters->values,
                                    parameters->lengths, parameters->formats, 0) == 1 &&
                PQpipelineSync(handle) == 1;
    if (sent) {
        connection->unbegun = false;
        PGresult *begun = take_result(connection);
        result = take_result(connection);
        if (PQresultStatus(begun) != PGRES_COMMAND_OK) { /* the statement was not tried */
            PQclear(result);
            result = TAKE(begun);
        }
        PQclear(begun);
        PQclear(PQgetResult(handle)); /* of the sync */
    }
    if (PQexitPipelineMode(handle) != 1 && alive(connection)) die("a pipeline does not end");
    return result;
}

static PGresult *ask(struct connection *connection, const char *name,
                     const struct parameters *parameters, size_t count) {
    return connection->unbegun
               ? begin_with(connection, name, parameters, count)
               : PQexecPrepared(connection->handle, name, (int)count, parameters->values,
                                parameters->lengths, parameters->formats, 0);
}

static bool execute(void *data, const char *sql, const struct db_value *values, size_t count,
                    struct db_rows *rows, int64_t *changed, struct error *err) {
    struct connection *connection = data;
    struct parameters parameters = {0};
    char name[16];
    PGresult *result = NULL;
    bool ok = bind_values(&parameters, values, count, err) &&
              prepare(connection, sql, parameters.types, count, name, err);
    if (ok) {
        result = ask(connection, name, &parameters, count);
        ExecStatusType status = PQresultStatus(result);
        ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
             fail(connection, result, err);
        const char *code = ok ? NULL : PQresultErrorField(result, PG_DIAG_SQLSTATE);
        if (code && (strcmp(code, "0A000") == 0 || strcmp(code, "26000") == 0)) {
            forget_statements(connection);
            PQclear(PQexec(connection->handle, "ROLLBACK; DEALLOCATE ALL"));
        }
        if (ok) *changed = strtoll(PQcmdTuples(result), NULL, 10);
        if (ok && rows && status == PGRES_TUPLES_OK) ok = read_rows(result, rows, err);
    }
    PQclear(result);
    parameters_done(&parameters);
    return ok;
}

static bool count_commit(struct connection *connection, struct error *err) {
    int64_t changed;
    const struct db_value values[] = {db_text(connection->id), db_int(++connection->serial)};
    return execute(connection,
                   "INSERT INTO db_commits (id, serial, at) VALUES ($1, $2, now()) ON CONFLICT "
                   "(id) DO UPDATE SET serial = excluded.serial, at = excluded.at",
                   values, 2, NULL, &changed, err);
}

/* What the lost connection's row counts; false when nobody answers. */
static bool read_serial(const struct connection *lost, int64_t *serial) {
    void *fresh;
    struct error why;
    int64_t changed;
    const struct db_value id = db_text(lost->id);
    struct db_rows rows = {.arena = arena_new()};
    bool ok = connect_to(lost->url, &fresh, &why);
    if (ok) {
        ok = execute(fresh, "SELECT serial FROM db_commits WHERE id = $1 FOR UPDATE", &id, 1,
                     &rows, &changed, &why);
        disconnect(fresh);
    }
    if (ok) *serial = rows.cells.count ? rows.cells.items[0].integer : 0;
    arena_free(rows.arena);
    list_done(&rows.cells);
    return ok;
}

/* Half a minute is enough for a failover; who still does not know says so, and must not repeat
 * the transaction by itself: that is why this is no PROBLEM_TEMPORARY. */
static bool find_out(const struct connection *lost, struct error *err) {
    for (int tried = 0; tried < LOST_TRIES; tried++) {
        int64_t serial;
        if (read_serial(lost, &serial)) {
            if (serial == lost->serial) return true;
            error_set(err, PROBLEM_TEMPORARY, "%s", gone);
            return error_cause(err, "postgresql: lost during commit, and undone");
        }
        nanosleep(&(struct timespec){.tv_nsec = 500 * 1000000}, NULL);
    }
    error_set(err, PROBLEM_IO,
              "The database was lost; whether the last change was kept is not known.");
    return error_cause(err, "postgresql: lost during a commit");
}

static bool commit(void *data, struct error *err) {
    struct connection *connection = data;
    if (!connection->writes) {
        end_read(connection);
        return true;
    }
    if (!count_commit(connection, err)) return false;
    PGresult *result = PQexec(connection->handle, "COMMIT");
    bool ok = PQresultStatus(result) == PGRES_COMMAND_OK;
    if (ok && strcmp(PQcmdStatus(result), "COMMIT") != 0) {
        ok = error_set(err, PROBLEM_INTERNAL, "A failed transaction cannot be committed.");
    } else if (!ok) {
        fail(connection, result, err);
        if (!alive(connection)) ok = find_out(connection, err);
    }
    PQclear(result);
    return ok;
}

static bool lock_migrations(void *data, struct error *err) {
    return script(data, "SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(7309453)",
                  err);
}

const struct db_backend db_postgresql = {
    .scheme = "postgresql",
    .connect = connect_to,
    .disconnect = disconnect,
    .alive = alive,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .execute = execute,
    .script = script,
    .lock_migrations = lock_migrations,
};
