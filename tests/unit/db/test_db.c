#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "db/db.h"

static char folder[64];
static struct db *db;

static const struct db_migration migrations[] = {
    {1, "people", "CREATE TABLE people (id TEXT PRIMARY KEY, age BIGINT CHECK (age >= 0))",
     "DROP TABLE people"},
    {2, "photos",
     "CREATE TABLE photos (id TEXT PRIMARY KEY, person TEXT REFERENCES people(id), bytes "
     "BYTEA, "
     "weight DOUBLE PRECISION); CREATE INDEX photos_person ON photos(person)",
     "DROP TABLE photos"},
};

static struct error err;
#define must(call)                                                \
    do {                                                          \
        if (!(call)) fail_msg("%s (%s)", err.message, err.cause); \
    } while (0)

static int open_db(void **state) {
    (void)state;
    strcpy(folder, "/tmp/film-db-XXXXXX");
    if (!mkdtemp(folder)) return -1;
    char url[96];
    snprintf(url, sizeof url, "sqlite:%s/film.db", folder);
    must(db_open(url, 4, &db, &err));
    must(db_migrate(db, migrations, COUNT_OF(migrations), -1, &err));
    return 0;
}

static int close_db(void **state) {
    (void)state;
    db_close(db);
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static void add_person(const char *id, int age) {
    struct db_tx *tx;
    must(db_begin(db, DB_WRITE, &tx, &err));
    must(
        db_run(tx, NULL, &err, "INSERT INTO people VALUES ($1, $2)", db_text(id), db_int(age)));
    must(db_commit(&tx, &err));
}

static int64_t age_of(const char *id) {
    struct db_tx *tx;
    must(db_begin(db, DB_READ, &tx, &err));
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    must(db_query(tx, &rows, &err, "SELECT age FROM people WHERE id = $1", db_text(id)));
    db_rollback(&tx);
    return db_count(rows) ? db_get_int(rows, 0, 0) : -1;
}

static void db_query__gives_back_what_was_bound(void **state) {
    (void)state;
    add_person("meera", 9);
    struct db_tx *tx;
    must(db_begin(db, DB_WRITE, &tx, &err));
    must(db_run(tx, NULL, &err, "INSERT INTO photos VALUES ($1, $2, $3, $4)", db_text("a'; --"),
                db_text("meera"), db_bytes("\0\1\2", 3), db_real(0.25)));
    must(db_run(tx, NULL, &err, "INSERT INTO photos VALUES ($1, $2, $3, $4)", db_text("b"),
                db_text(NULL), db_null(), db_null()));
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    must(db_query(tx, &rows, &err, "SELECT id, person, bytes, weight FROM photos ORDER BY id"));
    assert_int_equal(db_count(rows), 2);
    assert_string_equal(db_get_text(rows, 0, 0), "a'; --");
    size_t size;
    assert_memory_equal(db_get_bytes(rows, 0, 2, &size), "\0\1\2", 3);
    assert_int_equal(size, 3);
    assert_true(db_get_real(rows, 0, 3) == 0.25);
    assert_true(db_is_null(rows, 1, 1) && db_is_null(rows, 1, 2) && db_is_null(rows, 1, 3));
    assert_null(db_get_text(rows, 1, 1));
    must(db_commit(&tx, &err));
}

static void db_run__takes_placeholders_in_any_order_and_twice(void **state) {
    (void)state;
    struct db_tx *tx;
    must(db_begin(db, DB_READ, &tx, &err));
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    must(db_query(tx, &rows, &err,
                  "SELECT CAST($2 AS BIGINT) - CAST($1 AS BIGINT), CAST($2 AS BIGINT)",
                  db_int(3), db_int(10)));
    assert_int_equal(db_get_int(rows, 0, 0), 7);
    assert_int_equal(db_get_int(rows, 0, 1), 10);
    db_rollback(&tx);
}

static void db_run__counts_the_rows_it_touched(void **state) {
    (void)state;
    add_person("a", 1);
    add_person("b", 2);
    struct db_tx *tx;
    must(db_begin(db, DB_WRITE, &tx, &err));
    int64_t changed;
    must(db_run(tx, &changed, &err, "UPDATE people SET age = age + 1 WHERE age > $1",
                db_int(0)));
    assert_int_equal(changed, 2);
    must(db_run(tx, &changed, &err, "DELETE FROM people WHERE id = $1", db_text("nobody")));
    assert_int_equal(changed, 0);
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    must(db_query(tx, &rows, &err,
                  "SELECT id FROM people WHERE age = $1 FOR UPDATE SKIP LOCKED", db_int(3)));
    assert_string_equal(db_get_text(rows, 0, 0), "b");
    must(db_commit(&tx, &err));
}

static void db_rollback__leaves_nothing_behind(void **state) {
    (void)state;
    struct db_tx *tx;
    must(db_begin(db, DB_WRITE, &tx, &err));
    must(db_run(tx, NULL, &err, "INSERT INTO people VALUES ($1, $2)", db_text("x"), db_int(1)));
    db_rollback(&tx);
    assert_null(tx);
    assert_int_equal(age_of("x"), -1);
}

static void db_run__tells_a_conflict_from_a_wrong_statement(void **state) {
    (void)state;
    add_person("x", 1);
    struct db_tx *tx;
    must(db_begin(db, DB_WRITE, &tx, &err));
    assert_false(
        db_run(tx, NULL, &err, "INSERT INTO people VALUES ($1, $2)", db_text("x"), db_int(1)));
    assert_int_equal(err.problem, PROBLEM_CONFLICT);
    assert_false(db_commit(&tx, &err)); /* a failed transaction keeps nothing */
    must(db_begin(db, DB_WRITE, &tx, &err));
    assert_false(db_run(tx, NULL, &err, "UPDATE people SET age = $1", db_int(-1)));
    assert_int_equal(err.problem, PROBLEM_CONFLICT);
    db_rollback(&tx);
    must(db_begin(db, DB_WRITE, &tx, &err));
    assert_false(db_run(tx, NULL, &err, "INSERT INTO nowhere VALUES (1)"));
    assert_int_equal(err.problem, PROBLEM_INTERNAL);
    db_rollback(&tx);
    assert_int_equal(age_of("x"), 1);
}

static bool grow_older(struct db_tx *tx, void *data, struct error *why) {
    (void)data;
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(tx, &rows, why, "SELECT age FROM people WHERE id = $1 FOR UPDATE",
                  db_text("x")))
        return false;
    return db_run(tx, NULL, why, "UPDATE people SET age = $1 WHERE id = $2",
                  db_int(db_get_int(rows, 0, 0) + 1), db_text("x"));
}

static void *grow_often(void *data) {
    (void)data;
    struct error why;
    for (int i = 0; i < 25; i++)
        if (!db_transact(db, DB_WRITE, grow_older, NULL, &why)) return db;
    return NULL;
}

static void db_transact__loses_no_update_between_threads(void **state) {
    (void)state;
    add_person("x", 0);
    pthread_t threads[8];
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        pthread_create(&threads[i], NULL, grow_often, NULL);
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        void *result;
        pthread_join(threads[i], &result);
        assert_null(result);
    }
    assert_int_equal(age_of("x"), 200);
}

static bool fail_for_now(struct db_tx *tx, void *data, struct error *why) {
    int *tries = data;
    if (++*tries < 3) return error_set(why, PROBLEM_TEMPORARY, "Not yet.");
    return db_run(tx, NULL, why, "INSERT INTO people VALUES ($1, $2)", db_text("y"),
                  db_int(*tries));
}

static void db_transact__tries_again_what_may_work_later(void **state) {
    (void)state;
    int tries = 0;
    must(db_transact(db, DB_WRITE, fail_for_now, &tries, &err));
    assert_int_equal(age_of("y"), 3);
}

static void db_migrate__goes_back_and_forward(void **state) {
    (void)state;
    int version;
    must(db_version(db, &version, &err));
    assert_int_equal(version, 2);
    must(db_migrate(db, migrations, 2, 0, &err));
    must(db_version(db, &version, &err));
    assert_int_equal(version, 0);
    must(db_migrate(db, migrations, 2, -1, &err));
    assert_false(db_migrate(db, migrations, 1, -1, &err));
    assert_int_equal(err.problem, PROBLEM_CONFLICT);
}

static void db_backup__is_whole(void **state) {
    (void)state;
    add_person("z", 4);
    char path[96], url[128];
    snprintf(path, sizeof path, "%s/copy.db", folder);
    snprintf(url, sizeof url, "sqlite:%s", path);
    must(db_backup(db, path, &err));
    struct db *copy, *kept = db;
    must(db_open(url, 1, &copy, &err));
    db = copy;
    assert_int_equal(age_of("z"), 4);
    db = kept;
    db_close(copy);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define test(name) cmocka_unit_test_setup_teardown(name, open_db, close_db)
        test(db_query__gives_back_what_was_bound),
        test(db_run__takes_placeholders_in_any_order_and_twice),
        test(db_run__counts_the_rows_it_touched),
        test(db_rollback__leaves_nothing_behind),
        test(db_run__tells_a_conflict_from_a_wrong_statement),
        test(db_transact__loses_no_update_between_threads),
        test(db_transact__tries_again_what_may_work_later),
        test(db_migrate__goes_back_and_forward),
        test(db_backup__is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
