/* For those who implement a database back end: one static const struct of functions, named in
 * the list in db.c. The pool, retries, migrations and results are db.c's; a back end knows one
 * connection at a time and is never called on one connection by two threads at once. */
#ifndef DB_BACKEND_H
#define DB_BACKEND_H

#include "base/memory.h"
#include "db/db.h"

struct db_cell {
    enum db_type type;
    int64_t integer;
    double real;
    const char *bytes; /* in the result's arena, NUL beyond its size */
    size_t size;
};

struct db_rows {
    struct arena *arena;
    int columns;
    LIST(struct db_cell) cells; /* row by row */
};

/* Appends a cell; bytes are copied. False with PROBLEM_TOO_LARGE past the stated maximum. */
bool db_rows_add(struct db_rows *rows, const struct db_value *value,
                 struct error *err) MUST_USE;

struct db_backend {
    const char *scheme; /* "sqlite": what stands before the colon of the URL */
    bool single_writer; /* the pool lets one DB_WRITE in at a time; saves waiting on the file */

    /* All are called by db.c and none is optional, except backup. `connection` is the back
     * end's own struct. `url` is whole. */
    bool (*connect)(const char *url, void **connection, struct error *err);
    void (*disconnect)(void *connection);
    /* False on a connection that is lost: it is disconnected and another is made. */
    bool (*alive)(void *connection);
    bool (*begin)(void *connection, enum db_mode mode, struct error *err);
    bool (*commit)(void *connection, struct error *err);
    void (*rollback)(void *connection);
    /* One statement. `rows` is empty, or NULL when no result is wanted; `changed` is not NULL.
     */
    bool (*execute)(void *connection, const char *sql, const struct db_value *values,
                    size_t count, struct db_rows *rows, int64_t *changed, struct error *err);
    /* Several statements parted by semicolons, without values: migrations. */
    bool (*script)(void *connection, const char *sql, struct error *err);
    /* Inside a transaction: waits until no other process migrates. */
    bool (*lock_migrations)(void *connection, struct error *err);
    bool (*backup)(void *connection, const char *path, struct error *err); /* NULL: none */
};

extern const struct db_backend db_sqlite, db_postgresql;

#endif
