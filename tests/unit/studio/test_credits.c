#include "desk.h"

#include <pthread.h>

#include "base/clock.h"
#include "base/random.h"
#include "studio/credits.h"
#include "studio/orders.h"

static char user_id[ENCODE_ID_SIZE];

static bool hold(struct studio_desk *desk, void *data, struct error *why) {
    const char *id;
    if (!credits_hold(desk, user_id, 1, "a film", &id, why)) return false;
    if (data) strcpy(data, id);
    return true;
}
static bool capture(struct studio_desk *desk, void *data, struct error *why) {
    return credits_capture(desk, data, "made", why);
}
static bool release(struct studio_desk *desk, void *data, struct error *why) {
    return credits_release(desk, data, "not made", why);
}
static bool look(struct studio_desk *desk, void *data, struct error *why) {
    return credits_statement(desk, user_id, 1, 1, data, why);
}
static bool check(struct studio_desk *desk, void *data, struct error *why) {
    return credits_check(desk, data, why);
}

static int64_t balance(void) {
    struct credit_statement statement;
    must(at_desk(user_id, look, &statement, &err));
    return statement.balance;
}
static void assert_adds_up(void) {
    int64_t faults;
    must(at_desk(user_id, check, &faults, &err));
    assert_int_equal(faults, 0);
}

static void a_hold_is_spent_or_given_back_once(void **state) {
    (void)state;
    char first[ENCODE_ID_SIZE], second[ENCODE_ID_SIZE];
    must(at_desk(NULL, register_user, user_id, &err));
    assert_int_equal(balance(), 3);
    must(at_desk(user_id, hold, first, &err));
    must(at_desk(user_id, hold, second, &err));
    assert_int_equal(balance(), 1);
    must(at_desk(user_id, capture, first, &err));
    must(at_desk(user_id, release, first, &err)); /* settled: nothing happens */
    must(at_desk(user_id, release, second, &err));
    must(at_desk(user_id, release, second, &err));
    must(at_desk(user_id, capture, second, &err));
    assert_int_equal(balance(), 2);
    assert_adds_up();
}

static bool gift(struct studio_desk *desk, void *data, struct error *why) {
    return credits_add(desk, user_id, "grant", 4, now_ms + 1000000000, "a gift", data, why);
}
static bool count_mails(struct studio_desk *desk, void *data, struct error *why) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, why,
                  "SELECT COUNT(*) FROM mails WHERE subject = 'Your credits are running low'"))
        return false;
    *(int64_t *)data = db_get_int(rows, 0, 0);
    return true;
}

static void the_film_that_leaves_few_credits_is_told_once(void **state) {
    (void)state;
    char holds[4][ENCODE_ID_SIZE];
    int64_t mails;
    must(at_desk(NULL, register_user, user_id, &err));
    must(at_desk(user_id, gift, (void *)"a gift", &err)); /* 3 and 4 */
    for (int i = 0; i < 4; i++) must(at_desk(user_id, hold, holds[i], &err));
    for (int i = 0; i < 4; i++) {
        must(at_desk(user_id, capture, holds[i], &err));
        must(at_desk(user_id, count_mails, &mails, &err));
        assert_int_equal(mails, i < 2 ? 0 : 1); /* 6, 5, then 4 are left */
    }
    assert_adds_up();
}

static bool choose(struct studio_desk *desk, void *plan, struct error *why) {
    struct subscription subscription;
    desk->who.tier = "free";
    return orders_plan(desk, plan, &subscription, why);
}
static bool advance(struct studio_desk *desk, void *data, struct error *why) {
    return (void)data, orders_advance(desk, why);
}

static void a_plan_ends_with_its_period(void **state) {
    (void)state;
    must(at_desk(NULL, register_user, user_id, &err));
    must(at_desk(user_id, choose, (void *)"pro", &err));
    assert_int_equal(balance(), 30);
    now_ms += (int64_t)40 * 24 * 3600 * 1000; /* it goes on */
    must(at_desk(user_id, advance, NULL, &err));
    assert_int_equal(balance(), 30);
    must(at_desk(user_id, choose, (void *)"free", &err));
    must(at_desk(user_id, advance, NULL, &err));
    assert_int_equal(balance(), 30); /* paid for to its end */
    now_ms += (int64_t)30 * 24 * 3600 * 1000;
    must(at_desk(user_id, advance, NULL, &err));
    assert_int_equal(balance(), 3);
    assert_adds_up();
}

static void fewer_credits_than_wanted_is_a_problem_of_payment(void **state) {
    (void)state;
    must(at_desk(NULL, register_user, user_id, &err));
    for (int i = 0; i < 3; i++) must(at_desk(user_id, hold, NULL, &err));
    struct error why;
    assert_false(at_desk(user_id, hold, NULL, &why));
    assert_int_equal(why.problem, PROBLEM_PAYMENT);
    assert_int_equal(balance(), 0);
    assert_adds_up();
}

static void *hold_many(void *data) {
    intptr_t *held = data;
    struct error why;
    for (int i = 0; i < 10; i++) *held += at_desk(user_id, hold, NULL, &why);
    return NULL;
}

static void many_at_once_never_spend_a_credit_twice(void **state) {
    (void)state;
    pthread_t threads[5];
    intptr_t held[5] = {0}, all = 0;
    must(at_desk(NULL, register_user, user_id, &err));
    for (int i = 0; i < 5; i++) pthread_create(&threads[i], NULL, hold_many, &held[i]);
    for (int i = 0; i < 5; i++) {
        pthread_join(threads[i], NULL);
        all += held[i];
    }
    assert_int_equal(all, 3);
    assert_int_equal(balance(), 0);
    assert_adds_up();
}

struct grant {
    const char *kind, *reference;
    int64_t amount, expires_at;
};
static bool grant(struct studio_desk *desk, void *data, struct error *why) {
    const struct grant *grant = data;
    return credits_add(desk, user_id, grant->kind, grant->amount, grant->expires_at,
                       grant->reference, "test", why);
}

static void a_month_resets_and_what_was_bought_stays(void **state) {
    (void)state;
    must(at_desk(NULL, register_user, user_id, &err));
    struct grant bought = {"purchase", "order-1", 10, now_ms + 365LL * 86400000};
    must(at_desk(user_id, grant, &bought, &err));
    must(at_desk(user_id, grant, &bought, &err)); /* told twice, counts once */
    assert_int_equal(balance(), 13);
    must(at_desk(user_id, hold, NULL, &err)); /* out of the month's, which end first */
    now_ms = clock_month_after(now_ms, clock_day_of_month(now_ms));
    assert_int_equal(balance(), 13); /* 2 expired, 3 new */
    now_ms += 400LL * 86400000;
    assert_int_equal(balance(), 3);
    assert_adds_up();
}

/* Any order of what can happen leaves books that add up, and never a balance below zero. */
static void random_business_adds_up(void **state) {
    (void)state;
    enum { STEPS = 400, HOLDS = 16 };
    char holds[HOLDS][ENCODE_ID_SIZE] = {{0}};
    struct random random = random_seed(20261127);
    must(at_desk(NULL, register_user, user_id, &err));
    for (int i = 0; i < STEPS; i++) {
        char *id = holds[random_below(&random, HOLDS)];
        char reference[24];
        struct error why;
        snprintf(reference, sizeof reference, "gift %d", i);
        struct grant gift = {"grant", reference, random_below(&random, 4),
                             now_ms + random_below(&random, 50) * 86400000LL};
        switch (random_below(&random, 5)) {
        case 0:
            must(at_desk(user_id, grant, &gift, &err));
            break;
        case 1:
            if (!*id && !at_desk(user_id, hold, id, &why)) {
                assert_int_equal(why.problem, PROBLEM_PAYMENT);
                *id = '\0';
            }
            break;
        case 2:
            if (*id) must(at_desk(user_id, capture, id, &err));
            *id = '\0';
            break;
        case 3:
            if (*id) must(at_desk(user_id, release, id, &err));
            *id = '\0';
            break;
        default:
            now_ms += random_below(&random, 20) * 86400000LL;
        }
        assert_true(balance() >= 0);
        if (i % 20 == 0) assert_adds_up();
    }
    assert_adds_up();
}

static bool audit_twice(struct studio_desk *desk, void *data, struct error *why) {
    (void)data;
    return studio_audit(desk, "one", "thing", "1", NULL, why) &&
           studio_audit(desk, "two", "thing", "2", "details", why);
}
static bool audit_check(struct studio_desk *desk, void *data, struct error *why) {
    int64_t rows;
    return studio_audit_check(desk, &rows, data, why);
}
static bool tamper(struct studio_desk *desk, void *data, struct error *why) {
    (void)data;
    return db_run(desk->tx, NULL, why, "UPDATE audit SET details = 'other' WHERE n = 2");
}

static void a_changed_row_of_the_audit_log_is_found(void **state) {
    (void)state;
    int64_t broken;
    must(at_desk(NULL, audit_twice, NULL, &err));
    must(at_desk(NULL, audit_twice, NULL, &err));
    must(at_desk(NULL, audit_check, &broken, &err));
    assert_int_equal(broken, 0);
    must(at_desk(NULL, tamper, NULL, &err));
    must(at_desk(NULL, audit_check, &broken, &err));
    assert_int_equal(broken, 2);
}

static void the_database_goes_back_and_forward(void **state) {
    (void)state;
    must(db_migrate(studio.db, studio_migrations, studio_migration_count, 0, &err));
    must(db_migrate(studio.db, studio_migrations, studio_migration_count, -1, &err));
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define test(name) cmocka_unit_test_setup_teardown(name, open_studio, close_studio)
        test(a_hold_is_spent_or_given_back_once),
        test(the_film_that_leaves_few_credits_is_told_once),
        test(a_plan_ends_with_its_period),
        test(fewer_credits_than_wanted_is_a_problem_of_payment),
        test(many_at_once_never_spend_a_credit_twice),
        test(a_month_resets_and_what_was_bought_stays),
        test(random_business_adds_up),
        test(a_changed_row_of_the_audit_log_is_found),
        test(the_database_goes_back_and_forward),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
