/* One suite for every back end of the queue, over every back end of the database: the same
 * expectations of all. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "queue/queue.h"
#include "queue/tables.h"
#include "servers/servers.h"

static const struct db_migration migrations[] = {
    {1, "queue", QUEUE_TABLES, QUEUE_TABLES_BACK},
};

static char folder[64];
static const char *db_url, *queue_url;
static struct db *db;
static struct queue *queue;
static struct error err;

#define must(call)                                                \
    do {                                                          \
        if (!(call)) fail_msg("%s (%s)", err.message, err.cause); \
    } while (0)

static int open_queue(void **state) {
    (void)state;
    must(db_open(db_url, 12, &db, &err));
    must(db_migrate(db, migrations, 1, 0, &err));
    must(db_migrate(db, migrations, 1, -1, &err));
    must(queue_open(queue_url, db, &queue, &err));
    return 0;
}

static int close_queue(void **state) {
    (void)state;
    queue_close(queue);
    db_close(db);
    return 0;
}

static const struct queue_offer offer = {
    .kind = "part", .worker = "test", .memory_mb = 1000, .hold_ms = 60000};

static void send_item(struct queue_item item) {
    struct db_tx *tx;
    if (!item.kind) item.kind = "part";
    if (!item.user) item.user = "";
    if (!item.group) item.group = "";
    must(db_begin(db, DB_WRITE, &tx, &err));
    must(queue_send(queue, tx, &item, &err));
    must(db_commit(&tx, &err));
    queue_wake(queue);
}

static void send(const char *body, const char *user, enum queue_class class) {
    send_item(
        (struct queue_item){.user = user, .class = class, .body = body, .size = strlen(body)});
}

/* What comes within `wait_ms`, or NULL. */
static struct queue_delivery *receive(const struct queue_offer *from, int64_t wait_ms) {
    struct queue_delivery *delivery;
    must(queue_receive(queue, from, wait_ms, NULL, &delivery, &err));
    return delivery;
}

static struct queue_delivery *expect(const char *body) {
    struct queue_delivery *delivery = receive(&offer, 20000);
    assert_non_null(delivery);
    assert_string_equal(delivery->body, body);
    return delivery;
}

static void finish(struct queue_delivery *delivery) {
    struct db_tx *tx;
    must(db_begin(db, DB_WRITE, &tx, &err));
    must(queue_done(queue, tx, delivery, &err));
    must(db_commit(&tx, &err));
    queue_delivery_free(queue, delivery);
}

static void queue_send__takes_part_in_the_callers_transaction(void **state) {
    (void)state;
    struct db_tx *tx;
    struct queue_item item = {
        .kind = "part", .user = "", .group = "", .body = "never", .size = 5};
    must(db_begin(db, DB_WRITE, &tx, &err));
    must(queue_send(queue, tx, &item, &err));
    db_rollback(&tx);
    assert_null(receive(&offer, 0));
    send("", "u", QUEUE_HIGH);
    struct queue_delivery *delivery = expect("");
    assert_string_equal(delivery->kind, "part");
    assert_string_equal(delivery->user, "u");
    assert_int_equal(delivery->class, QUEUE_HIGH);
    assert_int_equal(delivery->receives, 1);
    assert_int_equal(delivery->size, 0);
    finish(delivery);
    assert_null(receive(&offer, 0));
}

static void queue_done__is_undone_with_its_transaction(void **state) {
    (void)state;
    struct db_tx *tx;
    send("twice", "", QUEUE_LOW);
    struct queue_offer brief = offer;
    brief.hold_ms = 1;
    struct queue_delivery *delivery = receive(&brief, 20000);
    assert_non_null(delivery);
    must(db_begin(db, DB_WRITE, &tx, &err));
    must(queue_done(queue, tx, delivery, &err));
    db_rollback(&tx);
    queue_delivery_free(queue, delivery);
    delivery = expect("twice"); /* the hold is over, and it was not done */
    assert_int_equal(delivery->receives, 2);
    finish(delivery);
}

static void queue_receive__gives_an_item_to_one_until_its_hold_ends(void **state) {
    (void)state;
    send("one", "", QUEUE_MEDIUM);
    struct queue_offer brief = offer;
    brief.hold_ms = 20000;
    struct queue_delivery *slow = receive(&brief, 20000);
    assert_non_null(slow);
    assert_null(receive(&offer, 0));
    must(queue_extend(queue, slow, 60000, &err));
    assert_null(receive(&offer, 0));
    must(queue_extend(queue, slow, 1, &err));
    struct queue_delivery *other = expect("one");
    assert_int_equal(other->receives, 2);
    assert_false(queue_extend(queue, slow, 60000, &err));
    assert_int_equal(err.problem, PROBLEM_STALE);
    struct db_tx *tx;
    must(db_begin(db, DB_WRITE, &tx, &err));
    assert_false(queue_done(queue, tx, slow, &err));
    assert_int_equal(err.problem, PROBLEM_STALE);
    db_rollback(&tx);
    assert_false(queue_fail(queue, slow, 0, "late", NULL, &err));
    assert_int_equal(err.problem, PROBLEM_STALE);
    finish(other);
    queue_delivery_free(queue, slow);
}

static void queue_fail__tries_again_and_then_keeps_the_dead_for_the_operator(void **state) {
    (void)state;
    send("bad", "u", QUEUE_HIGH);
    for (int i = 1; i <= QUEUE_RECEIVES; i++) {
        bool dead;
        struct queue_delivery *delivery = expect("bad");
        assert_int_equal(delivery->receives, i);
        must(queue_fail(queue, delivery, 0, "The disk is full.", &dead, &err));
        assert_int_equal(dead, i == QUEUE_RECEIVES);
        queue_delivery_free(queue, delivery);
    }
    assert_null(receive(&offer, 0));
    struct queue_dead_list list;
    must(queue_dead(queue, &list, &err));
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].reason, "The disk is full.");
    assert_string_equal(list.items[0].user, "u");
    int64_t count;
    must(queue_redrive(queue, "no such item", &count, &err));
    assert_int_equal(count, 0);
    must(queue_redrive(queue, list.items[0].id, &count, &err));
    assert_int_equal(count, 1);
    queue_dead_done(&list);
    struct queue_delivery *delivery = expect("bad");
    assert_int_equal(delivery->receives, 1);
    finish(delivery);
    must(queue_dead(queue, &list, &err));
    assert_int_equal(list.count, 0);
    queue_dead_done(&list);
}

static void queue_receive__buries_what_kills_its_workers(void **state) {
    (void)state;
    send("deadly", "", QUEUE_LOW);
    struct queue_offer brief = offer;
    brief.hold_ms = 1;
    for (int i = 0; i < QUEUE_RECEIVES; i++) {
        struct queue_delivery *delivery = receive(&brief, 20000);
        assert_non_null(delivery);
        queue_delivery_free(queue, delivery); /* the worker is gone without a word */
    }
    struct queue_counts counts = {0};
    for (int tried = 0; tried < 2000 && counts.dead == 0; tried++) {
        assert_null(receive(&offer, 10));
        must(queue_count(queue, "part", &counts, &err));
    }
    assert_int_equal(counts.dead, 1);
    assert_int_equal(counts.running, 0);
}

static void queue_send__adds_a_key_once_until_it_is_done(void **state) {
    (void)state;
    struct queue_item item = {.key = "film 1", .body = "a", .size = 1};
    send_item(item);
    send_item(item);
    struct queue_delivery *delivery = expect("a");
    assert_string_equal(delivery->key, "film 1");
    send_item(item);
    assert_null(receive(&offer, 0));
    finish(delivery);
    send_item(item);
    finish(expect("a"));
}

static void queue_withdraw__takes_back_what_waits_and_what_runs(void **state) {
    (void)state;
    struct db_tx *tx;
    send_item((struct queue_item){.group = "g", .body = "1", .size = 1, .rank = 1});
    send_item((struct queue_item){.group = "g", .body = "2", .size = 1, .rank = 2});
    struct queue_delivery *running = expect("1");
    must(db_begin(db, DB_WRITE, &tx, &err));
    must(queue_withdraw(queue, tx, "g", &err));
    must(db_commit(&tx, &err));
    assert_null(receive(&offer, 0));
    assert_false(queue_extend(queue, running, 1000, &err));
    assert_int_equal(err.problem, PROBLEM_STALE);
    queue_delivery_free(queue, running);
}

static void queue_receive__matches_needs_to_what_the_worker_has(void **state) {
    (void)state;
    send_item((struct queue_item){.memory_mb = 4000, .body = "large", .size = 5});
    send_item((struct queue_item){.gpu_mb = 8000, .body = "gpu", .size = 3});
    assert_null(receive(&offer, 0));
    struct queue_offer large = offer, gpu = offer, mail = offer;
    large.memory_mb = 8000;
    gpu.gpu_mb = 16000;
    mail.kind = "mail";
    assert_null(receive(&mail, 0));
    struct queue_delivery *delivery = receive(&large, 20000);
    assert_string_equal(delivery->body, "large");
    finish(delivery);
    delivery = receive(&gpu, 20000);
    assert_string_equal(delivery->body, "gpu");
    finish(delivery);
}

static void queue_receive__lets_a_user_run_no_more_than_the_limit(void **state) {
    (void)state;
    struct queue_offer limited = offer;
    limited.user_limit = 2;
    send("a", "greedy", QUEUE_CRITICAL);
    send("a", "greedy", QUEUE_CRITICAL);
    send("a", "greedy", QUEUE_CRITICAL);
    send("b", "modest", QUEUE_LOW);
    struct queue_delivery *got[3];
    int own = 0;
    for (int i = 0; i < 3; i++) {
        got[i] = receive(&limited, 20000);
        assert_non_null(got[i]);
        own += strcmp(got[i]->user, "greedy") == 0;
    }
    assert_int_equal(own, 2);
    assert_null(receive(&limited, 0));
    for (int i = 0; i < 3; i++) finish(got[i]);
    finish(receive(&limited, 20000));
}

static void queue_receive__keeps_back_what_is_delayed(void **state) {
    (void)state;
    send_item((struct queue_item){.delay_ms = 3600000, .body = "later", .size = 5});
    assert_null(receive(&offer, 0));
    send_item((struct queue_item){.delay_ms = 20, .body = "soon", .size = 4});
    finish(expect("soon"));
}

static void *wait_for_one(void *data) {
    struct error why;
    struct queue_delivery **got = data;
    if (!queue_receive(queue, &offer, 20000, NULL, got, &why)) *got = NULL;
    return NULL;
}

static void queue_receive__waits_for_what_comes(void **state) {
    (void)state;
    pthread_t thread;
    struct queue_delivery *got = NULL;
    assert_int_equal(pthread_create(&thread, NULL, wait_for_one, &got), 0);
    send("at last", "", QUEUE_MEDIUM);
    pthread_join(thread, NULL);
    assert_non_null(got);
    assert_string_equal(got->body, "at last");
    finish(got);
    struct cancel cancel = {.asked = true};
    struct queue_delivery *none;
    must(queue_receive(queue, &offer, 20000, &cancel, &none, &err));
    assert_null(none);
}

enum { ITEMS = 60 };
static atomic_int times_done[ITEMS];

static bool do_one(struct db_tx *tx, void *data, struct error *why) {
    return queue_done(queue, tx, data, why);
}

static void *work(void *failed) {
    for (;;) {
        struct queue_delivery *delivery;
        struct error why = {0};
        if (!queue_receive(queue, &offer, 0, NULL, &delivery, &why)) {
            fprintf(stderr, "%s (%s)\n", why.message, why.cause);
            return failed;
        }
        int left = 0;
        for (int i = 0; i < ITEMS; i++) left += times_done[i] == 0;
        if (!delivery && left == 0) return NULL;
        if (!delivery) continue;
        bool ok = db_transact(db, DB_WRITE, do_one, delivery, &why);
        if (ok) times_done[atoi(delivery->body)]++;
        queue_delivery_free(queue, delivery);
        if (!ok) return failed;
    }
}

static void queue__gives_each_item_to_one_of_many_threads(void **state) {
    (void)state;
    enum { THREADS = 6 };
    pthread_t threads[THREADS];
    for (int i = 0; i < ITEMS; i++) {
        char body[16], user[16];
        times_done[i] = 0;
        snprintf(body, sizeof body, "%d", i);
        snprintf(user, sizeof user, "user %d", i % 7);
        send(body, user, (enum queue_class)(i % QUEUE_CLASS_COUNT));
    }
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, work, &err), 0);
    for (int i = 0; i < THREADS; i++) {
        void *failed;
        pthread_join(threads[i], &failed);
        assert_null(failed);
    }
    for (int i = 0; i < ITEMS; i++) assert_int_equal(times_done[i], 1);
    struct queue_counts counts;
    must(queue_count(queue, NULL, &counts, &err));
    assert_int_equal(counts.running + counts.dead, 0);
    for (int i = 0; i < QUEUE_CLASS_COUNT; i++) assert_int_equal(counts.waiting[i], 0);
}

static void queue_send__refuses_what_is_too_large(void **state) {
    (void)state;
    struct db_tx *tx;
    AUTO_FREE char *body = xcalloc(QUEUE_BODY_MAX + 1, 1);
    struct queue_item item = {
        .kind = "part", .user = "", .group = "", .body = body, .size = QUEUE_BODY_MAX + 1};
    must(db_begin(db, DB_WRITE, &tx, &err));
    assert_false(queue_send(queue, tx, &item, &err));
    assert_int_equal(err.problem, PROBLEM_TOO_LARGE);
    item.size--;
    must(queue_send(queue, tx, &item, &err));
    must(db_commit(&tx, &err));
    struct queue_delivery *delivery = receive(&offer, 20000);
    assert_int_equal(delivery->size, QUEUE_BODY_MAX);
    finish(delivery);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_queue, close_queue)

static const struct CMUnitTest suite[] = {
    TEST(queue_send__takes_part_in_the_callers_transaction),
    TEST(queue_done__is_undone_with_its_transaction),
    TEST(queue_receive__gives_an_item_to_one_until_its_hold_ends),
    TEST(queue_fail__tries_again_and_then_keeps_the_dead_for_the_operator),
    TEST(queue_receive__buries_what_kills_its_workers),
    TEST(queue_send__adds_a_key_once_until_it_is_done),
    TEST(queue_withdraw__takes_back_what_waits_and_what_runs),
    TEST(queue_receive__matches_needs_to_what_the_worker_has),
    TEST(queue_receive__lets_a_user_run_no_more_than_the_limit),
    TEST(queue_receive__keeps_back_what_is_delayed),
    TEST(queue_receive__waits_for_what_comes),
    TEST(queue__gives_each_item_to_one_of_many_threads),
    TEST(queue_send__refuses_what_is_too_large),
};

static struct server sqs;

static void sqs__refuses_wrong_keys(void **state) {
    (void)state;
    char kept[100];
    struct queue_delivery *delivery;
    snprintf(kept, sizeof kept, "%s", getenv("AWS_SECRET_ACCESS_KEY"));
    setenv("AWS_SECRET_ACCESS_KEY", "wrong", 1);
    bool ok = queue_receive(queue, &offer, 0, NULL, &delivery, &err);
    setenv("AWS_SECRET_ACCESS_KEY", kept, 1);
    assert_false(ok);
    assert_int_equal(err.problem, PROBLEM_NO_PERMISSION);
}

static void sqs__loses_nothing_while_it_is_away(void **state) {
    (void)state;
    struct queue_delivery *delivery = NULL;
    must(queue_ready(queue, &err));
    server_kill(&sqs);
    send("kept", "u", QUEUE_HIGH); /* needs the database only */
    assert_false(queue_receive(queue, &offer, 0, NULL, &delivery, &err));
    assert_int_equal(err.problem, PROBLEM_TEMPORARY);
    struct queue_counts counts;
    must(queue_count(queue, "part", &counts, &err));
    assert_int_equal(counts.waiting[QUEUE_HIGH], 1);
    server_restart(&sqs); /* this one has forgotten its queues */
    for (int tried = 0; tried < 10 && !delivery; tried++)
        if (!queue_receive(queue, &offer, 1000, NULL, &delivery, &err)) delivery = NULL;
    assert_non_null(delivery);
    assert_string_equal(delivery->body, "kept");
    finish(delivery);
}

int main(void) {
    char sqlite[100], command[100];
    strcpy(folder, "/tmp/film-queue-XXXXXX");
    if (!mkdtemp(folder)) return 1;
    snprintf(sqlite, sizeof sqlite, "sqlite:%s/film.db", folder);
    db_url = sqlite;
    queue_url = "db:";
    int failed = cmocka_run_group_tests_name("database, sqlite", suite, NULL, NULL);
    static const struct CMUnitTest sqs_suite[] = {
        TEST(sqs__refuses_wrong_keys),
        TEST(sqs__loses_nothing_while_it_is_away),
    };
    if (server_start(&sqs, SERVER_SQS)) {
        queue_url = sqs.url;
        failed += cmocka_run_group_tests_name("sqs, sqlite", suite, NULL, NULL);
        failed += cmocka_run_group_tests_name("sqs alone", sqs_suite, NULL, NULL);
        queue_url = "db:";
        server_stop(&sqs);
    }
    struct server postgresql;
    if (server_start(&postgresql, SERVER_POSTGRESQL)) {
        db_url = postgresql.url;
        failed += cmocka_run_group_tests_name("database, postgresql", suite, NULL, NULL);
        server_stop(&postgresql);
    }
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return failed + system(command);
}
