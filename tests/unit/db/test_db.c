/* One suite for every back end of the database, and what only PostgreSQL can meet. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/memory.h"
#include "db/db.h"
#include "servers/servers.h"

static char folder[64];
static const char *server_url; /* NULL: SQLite */
static struct server postgresql;
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
    must(db_open(server_url ? server_url : url, 4, &db, &err));
    must(db_migrate(db, migrations, COUNT_OF(migrations), 0, &err));
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
    AUTO(db_rows_free) struct db_rows *read = NULL; /* the same, where nothing is locked */
    must(db_begin(db, DB_READ, &tx, &err));
    must(db_query(tx, &read, &err,
                  "SELECT id FROM people WHERE age = $1 FOR UPDATE SKIP LOCKED", db_int(3)));
    assert_int_equal(db_count(read), 1);
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

static void db__adds_up_and_keeps_every_kind_of_text(void **state) {
    (void)state;
    static const char text[] = "\xe0\xae\xaa\xe0\xaf\x8a \\ ' \" %s $1 ; --\n\t\x01";
    add_person(text, 7);
    add_person("", 5);
    struct db_tx *tx;
    AUTO(db_rows_free) struct db_rows *rows = NULL, *sums = NULL;
    must(db_begin(db, DB_READ, &tx, &err));
    must(db_query(tx, &rows, &err, "SELECT id FROM people WHERE id = $1", db_text(text)));
    assert_string_equal(db_get_text(rows, 0, 0), text);
    must(db_query(tx, &sums, &err,
                  "SELECT SUM(age), COUNT(*), COALESCE(MAX(age), 0), AVG(age) FROM people "
                  "WHERE age > $1",
                  db_int(0)));
    assert_int_equal(db_get_int(sums, 0, 0), 12);
    assert_int_equal(db_get_int(sums, 0, 1), 2);
    assert_int_equal(db_get_int(sums, 0, 2), 7);
    assert_true(db_get_real(sums, 0, 3) == 6);
    db_rollback(&tx);
    must(db_begin(db, DB_WRITE, &tx, &err));
    must(db_run(tx, NULL, &err, "UPDATE people SET age = $1", db_int(INT64_MAX)));
    must(db_commit(&tx, &err));
    assert_true(age_of(text) == INT64_MAX);
}

static void postgresql__refuses_text_that_is_none(void **state) {
    (void)state;
    struct db_tx *tx;
    must(db_begin(db, DB_WRITE, &tx, &err));
    assert_false(db_run(tx, NULL, &err, "DELETE FROM people WHERE id = $1", db_text("\xff")));
    assert_int_equal(err.problem, PROBLEM_BAD_INPUT);
    db_rollback(&tx);
    must(db_begin(db, DB_WRITE, &tx, &err));
    assert_false(
        db_run(tx, NULL, &err, "DELETE FROM people WHERE id = $1", db_text_sized("a\0b", 3)));
    assert_int_equal(err.problem, PROBLEM_BAD_INPUT);
    db_rollback(&tx);
}

static bool lock_two(struct db_tx *tx, void *data, struct error *why) {
    const char *const *names = data;
    for (int i = 0; i < 2; i++)
        if (!db_run(tx, NULL, why, "UPDATE people SET age = age + 1 WHERE id = $1",
                    db_text(names[i])))
            return false;
    return true;
}

static void *lock_often(void *data) {
    struct error why;
    for (int i = 0; i < 10; i++)
        if (!db_transact(db, DB_WRITE, lock_two, data, &why)) return db;
    return NULL;
}

static void postgresql__gets_over_deadlocks(void **state) {
    (void)state;
    static const char *const one[] = {"a", "b"}, *const other[] = {"b", "a"};
    add_person("a", 0);
    add_person("b", 0);
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, lock_often, (void *)one);
    pthread_create(&threads[1], NULL, lock_often, (void *)other);
    for (int i = 0; i < 2; i++) {
        void *failed;
        pthread_join(threads[i], &failed);
        assert_null(failed);
    }
    assert_int_equal(age_of("a"), 20);
    assert_int_equal(age_of("b"), 20);
}

static void postgresql__says_that_it_is_away_and_goes_on_when_it_is_back(void **state) {
    (void)state;
    add_person("a", 1);
    struct db_tx *tx;
    must(db_begin(db, DB_READ, &tx, &err));
    server_kill(&postgresql);
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    assert_false(db_query(tx, &rows, &err, "SELECT age FROM people"));
    assert_int_equal(err.problem, PROBLEM_TEMPORARY);
    assert_string_equal(err.message, "The database cannot be reached; try again.");
    db_rollback(&tx);
    assert_false(db_begin(db, DB_WRITE, &tx, &err));
    assert_int_equal(err.problem, PROBLEM_TEMPORARY);
    struct db *other;
    assert_false(db_open(server_url, 1, &other, &err));
    assert_int_equal(err.problem, PROBLEM_TEMPORARY);
    server_restart(&postgresql);
    assert_int_equal(age_of("a"), 1);
    add_person("b", 2);
}

/* Between program and database; loses the answer to the next COMMIT, and with it the line. */
struct line {
    int listener, port;
    pthread_t thread;
    atomic_bool lose, lost;
};

static bool carry(struct line *line, int from, int to, bool *commits) {
    char bytes[8192];
    ssize_t got = read(from, bytes, sizeof bytes);
    if (got <= 0) return false;
    if (commits) *commits = line->lose && memmem(bytes, (size_t)got, "COMMIT", 6);
    return write(to, bytes, (size_t)got) == got;
}

static void *forward(void *data) {
    struct line *line = data;
    for (int client; (client = accept(line->listener, NULL, NULL)) >= 0;) {
        struct sockaddr_in address = {.sin_family = AF_INET,
                                      .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                                      .sin_port = htons((uint16_t)postgresql.port)};
        int server = socket(AF_INET, SOCK_STREAM, 0);
        bool open = connect(server, (struct sockaddr *)&address, sizeof address) == 0;
        bool commits = false;
        while (open) {
            struct pollfd ends[2] = {{.fd = client, .events = POLLIN},
                                     {.fd = server, .events = POLLIN}};
            poll(ends, 2, -1);
            if (ends[1].revents && commits) {
                line->lose = false;
                line->lost = true;
                break;
            }
            open = ends[0].revents ? carry(line, client, server, &commits)
                                   : carry(line, server, client, NULL);
        }
        close(client);
        close(server);
    }
    return NULL;
}

static void postgresql__finds_out_what_became_of_a_commit_whose_answer_is_lost(void **state) {
    (void)state;
    struct line line = {0};
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    line.listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(line.listener, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(line.listener, 4), 0);
    assert_int_equal(getsockname(line.listener, (struct sockaddr *)&address, &size), 0);
    pthread_create(&line.thread, NULL, forward, &line);
    char url[100];
    snprintf(url, sizeof url, "postgresql://film@127.0.0.1:%d/postgres?sslmode=disable",
             ntohs(address.sin_port));
    struct db *kept = db;
    must(db_open(url, 1, &db, &err));
    line.lose = true;
    add_person("paid", 1); /* must() inside: it was kept, and is known to be */
    assert_true(line.lost);
    assert_int_equal(age_of("paid"), 1);
    db_close(db);
    db = kept;
    assert_int_equal(age_of("paid"), 1);
    shutdown(line.listener, SHUT_RDWR);
    close(line.listener);
    pthread_join(line.thread, NULL);
}

static void *commit_in_vain(void *data) {
    struct error why = {0};
    return db_commit(data, &why) ? NULL : problem_info(why.problem)->retry ? data : NULL;
}

static void postgresql__knows_that_a_commit_it_did_not_live_to_see_is_undone(void **state) {
    (void)state;
    struct db_tx *tx;
    pthread_t thread;
    void *lost;
    must(db_begin(db, DB_WRITE, &tx, &err));
    must(db_run(tx, NULL, &err, "INSERT INTO people VALUES ('lost', 1)"));
    server_kill(&postgresql);
    pthread_create(&thread, NULL, commit_in_vain, &tx);
    server_restart(&postgresql);
    pthread_join(thread, &lost);
    assert_ptr_equal(lost, &tx);
    assert_int_equal(age_of("lost"), -1);
}

#define test(name) cmocka_unit_test_setup_teardown(name, open_db, close_db)

static const struct CMUnitTest suite[] = {
    test(db_query__gives_back_what_was_bound),
    test(db_run__takes_placeholders_in_any_order_and_twice),
    test(db_run__counts_the_rows_it_touched),
    test(db_rollback__leaves_nothing_behind),
    test(db_run__tells_a_conflict_from_a_wrong_statement),
    test(db_transact__loses_no_update_between_threads),
    test(db_transact__tries_again_what_may_work_later),
    test(db_migrate__goes_back_and_forward),
    test(db__adds_up_and_keeps_every_kind_of_text),
};
static const struct CMUnitTest sqlite_suite[] = {
    test(db_backup__is_whole),
};
static const struct CMUnitTest postgresql_suite[] = {
    test(postgresql__refuses_text_that_is_none),
    test(postgresql__gets_over_deadlocks),
    test(postgresql__says_that_it_is_away_and_goes_on_when_it_is_back),
    test(postgresql__finds_out_what_became_of_a_commit_whose_answer_is_lost),
    test(postgresql__knows_that_a_commit_it_did_not_live_to_see_is_undone),
};

int main(void) {
    int failed = cmocka_run_group_tests_name("sqlite", suite, NULL, NULL);
    failed += cmocka_run_group_tests_name("sqlite alone", sqlite_suite, NULL, NULL);
    if (!server_start(&postgresql, SERVER_POSTGRESQL)) return failed;
    server_url = postgresql.url;
    failed += cmocka_run_group_tests_name("postgresql", suite, NULL, NULL);
    failed += cmocka_run_group_tests_name("postgresql alone", postgresql_suite, NULL, NULL);
    server_stop(&postgresql);
    return failed;
}
