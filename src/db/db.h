/* The database door: one interface, SQLite inside the program or PostgreSQL beside it.
 *
 * SQL is written once, in the subset both understand:
 *  - placeholders $1, $2 …; values are only ever bound, never printed into the text
 *  - columns are TEXT, BIGINT, DOUBLE PRECISION or BYTEA; times are BIGINT milliseconds since
 *    1970 UTC; truths are BIGINT 0 or 1; JSON is TEXT; ids are TEXT
 *  - INSERT … ON CONFLICT … DO NOTHING or DO UPDATE, RETURNING, common table expressions,
 * window functions, COALESCE, CASE are there; functions of date and time are not
 *  - a SELECT that is to lock its rows ends with FOR UPDATE or FOR UPDATE SKIP LOCKED; SQLite,
 *    where one writer runs at a time, leaves the words out
 *  - a statement's text is a string literal: statements are prepared once for each connection
 *    and found again by their text
 *
 * Everything happens in a transaction. One that waits for a lock too long, loses a race or
 * loses its connection fails with PROBLEM_TEMPORARY and can be run again from its beginning;
 * db_transact does so. A broken UNIQUE, CHECK or REFERENCES fails with PROBLEM_CONFLICT. After
 * any failed statement the transaction can only be rolled back. */
#ifndef DB_DB_H
#define DB_DB_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct db;      /* a pool of connections; use from any thread */
struct db_tx;   /* a transaction and the connection it runs on; one thread at a time */
struct db_rows; /* a result, all in memory */

/* `url` is sqlite:PATH (made when missing), sqlite::memory: (one connection) or
 * postgresql://USER:PASSWORD@HOST/NAME. At most `connections` are open at a time (0: 8).
 * PROBLEM_TEMPORARY when the server cannot be reached. */
bool db_open(const char *url, int connections, struct db **db, struct error *err) MUST_USE;
void db_close(struct db *db); /* NULL is allowed; no transaction may be open */

enum db_mode {
    DB_READ,  /* sees one state of the database throughout */
    DB_WRITE, /* SQLite: the only writer from its beginning, over all processes */
};

/* Waits for a free connection. The transaction ends with db_commit or db_rollback. */
bool db_begin(struct db *db, enum db_mode mode, struct db_tx **tx, struct error *err) MUST_USE;
/* Ends *tx and makes it NULL, whether it succeeds or not. True only when all of it is on disk.
 */
bool db_commit(struct db_tx **tx, struct error *err) MUST_USE;
/* Ends *tx and makes it NULL; NULL is allowed, so that AUTO(db_rollback) ends what failed. */
void db_rollback(struct db_tx **tx);

/* Runs `work` in a transaction and commits it. On PROBLEM_TEMPORARY the whole is run again, up
 * to five times, so `work` changes nothing but the database and what it sets anew each time. */
typedef bool db_work(struct db_tx *tx, void *data, struct error *err);
bool db_transact(struct db *db, enum db_mode mode, db_work *work, void *data,
                 struct error *err) MUST_USE;

/* Values to bind. Text and bytes are borrowed until the call returns. */
enum db_type { DB_NULL, DB_INT, DB_REAL, DB_TEXT, DB_BYTES };
struct db_value {
    enum db_type type;
    int64_t integer;
    double real;
    const void *bytes; /* DB_TEXT, DB_BYTES */
    size_t size;
};
struct db_value db_null(void);
struct db_value db_int(int64_t value);
struct db_value db_real(double value);
struct db_value db_text(const char *text); /* NULL binds null */
struct db_value db_text_sized(const char *text, size_t size);
struct db_value db_bytes(const void *bytes, size_t size); /* NULL binds null */

/* db_run(tx, &changed, err, "UPDATE … $1", db_int(7)): *changed is how many rows were touched;
 * NULL when nobody asks. */
#define db_run(tx, changed, err, sql, ...) \
    db_run_values(tx, changed, err, sql, DB_VALUES(__VA_ARGS__))
bool db_run_values(struct db_tx *tx, int64_t *changed, struct error *err, const char *sql,
                   const struct db_value *values, size_t count) MUST_USE;

/* db_query(tx, &rows, err, "SELECT … $1", db_text(id)): also for INSERT … RETURNING. At most
 * DB_ROWS_MAX rows and 64 MiB; more is PROBLEM_TOO_LARGE, so large sets are read by pages. */
enum { DB_ROWS_MAX = 100000 };
#define db_query(tx, rows, err, sql, ...) \
    db_query_values(tx, rows, err, sql, DB_VALUES(__VA_ARGS__))
bool db_query_values(struct db_tx *tx, struct db_rows **rows, struct error *err,
                     const char *sql, const struct db_value *values, size_t count) MUST_USE;
#define DB_VALUES(...)                                                \
    (const struct db_value[]){{DB_NULL}, ##__VA_ARGS__} + 1,          \
        sizeof((const struct db_value[]){{DB_NULL}, ##__VA_ARGS__}) / \
                sizeof(struct db_value) -                             \
            1

/* Reading a result. Rows and columns count from 0; text and bytes live as long as the result. A
 * null reads as 0, 0.0 or NULL. Text is always NUL-terminated. */
size_t db_count(const struct db_rows *rows);
bool db_is_null(const struct db_rows *rows, size_t row, int column);
int64_t db_get_int(const struct db_rows *rows, size_t row, int column);
double db_get_real(const struct db_rows *rows, size_t row, int column);
const char *db_get_text(const struct db_rows *rows, size_t row, int column);
const void *db_get_bytes(const struct db_rows *rows, size_t row, int column, size_t *size);
void db_rows_free(struct db_rows **rows); /* NULL is allowed; for AUTO(db_rows_free) */

/* Migrations are rows of data: each has a way forward and a way back, several statements each,
 * parted by semicolons. Numbers rise by one from 1. The table `migrations` says which are in.
 */
struct db_migration {
    int number;
    const char *name, *forward, *back;
};
/* Goes forward or back to `target` (-1: the newest), each step in a transaction of its own.
 * PROBLEM_CONFLICT when the database is newer than the list. Any number of processes may call
 * it at once. */
bool db_migrate(struct db *db, const struct db_migration *list, size_t count, int target,
                struct error *err) MUST_USE;
bool db_version(struct db *db, int *number, struct error *err) MUST_USE; /* 0: empty */

/* "sqlite" or "postgresql". */
const char *db_kind(const struct db *db);

/* A consistent copy while others write. SQLite only; PostgreSQL has pg_dump. */
bool db_backup(struct db *db, const char *path, struct error *err) MUST_USE;

#endif
