/* One suite for every back end of the cache: the same expectations of memory and Redis. */
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
#include "cache/cache.h"
#include "servers/servers.h"

static const char *url;
static struct cache *cache;
static struct error err;

#define must(call)                                                \
    do {                                                          \
        if (!(call)) fail_msg("%s (%s)", err.message, err.cause); \
    } while (0)

static int open_cache(void **state) {
    (void)state;
    must(cache_open(url, &cache, &err));
    return 0;
}

static int close_cache(void **state) {
    (void)state;
    cache_close(cache);
    return 0;
}

static void assert_holds(const char *key, const char *expected) {
    char *value;
    size_t size;
    must(cache_get(cache, key, &value, &size, &err));
    if (!expected) {
        assert_null(value);
        return;
    }
    assert_non_null(value);
    assert_int_equal(size, strlen(expected));
    assert_memory_equal(value, expected, size + 1);
    free(value);
}

static void set(const char *key, const char *value, int64_t life_ms) {
    must(cache_set(cache, key, value, strlen(value), life_ms, &err));
}

static void cache_get__gives_what_was_set_until_it_is_replaced_or_deleted(void **state) {
    (void)state;
    assert_holds("get:none", NULL);
    set("get:a", "first", 0);
    assert_holds("get:a", "first");
    set("get:a", "second", 60000);
    assert_holds("get:a", "second");
    must(cache_delete(cache, "get:a", &err));
    assert_holds("get:a", NULL);
    must(cache_delete(cache, "get:a", &err));
    must(cache_set(cache, "get:empty", NULL, 0, 0, &err));
    assert_holds("get:empty", "");
}

static void cache_set__keeps_every_byte(void **state) {
    (void)state;
    char bytes[256], *value;
    size_t size;
    for (int i = 0; i < 256; i++) bytes[i] = (char)i;
    must(cache_set(cache, "bytes", bytes, sizeof bytes, 0, &err));
    must(cache_get(cache, "bytes", &value, &size, &err));
    assert_int_equal(size, sizeof bytes);
    assert_memory_equal(value, bytes, size);
    free(value);
}

static void cache_set__is_over_when_its_life_is(void **state) {
    (void)state;
    set("life", "short", 30);
    assert_holds("life", "short");
    for (int tried = 0; tried < 5000; tried++) {
        char *value;
        size_t size;
        must(cache_get(cache, "life", &value, &size, &err));
        if (!value) return;
        free(value);
        usleep(1000);
    }
    fail_msg("a value of 30 ms lives on");
}

static void cache_get_many__answers_in_the_order_asked(void **state) {
    (void)state;
    set("many:1", "one", 0);
    set("many:3", "three", 0);
    const char *keys[] = {"many:3", "many:2", "many:1"};
    char *values[3];
    size_t sizes[3];
    must(cache_get_many(cache, keys, 3, values, sizes, &err));
    assert_string_equal(values[0], "three");
    assert_null(values[1]);
    assert_string_equal(values[2], "one");
    free(values[0]);
    free(values[2]);
    must(cache_get_many(cache, keys, 0, values, sizes, &err));
}

static bool swap(const char *key, const char *expected, const char *value) {
    bool swapped;
    must(cache_swap(cache, key, expected, expected ? strlen(expected) : 0, value,
                    value ? strlen(value) : 0, 0, &swapped, &err));
    return swapped;
}

static void cache_swap__happens_only_from_the_expected_value(void **state) {
    (void)state;
    must(cache_delete(cache, "swap", &err));
    assert_false(swap("swap", "other", "new"));
    assert_holds("swap", NULL);
    assert_true(swap("swap", NULL, "first"));
    assert_false(swap("swap", NULL, "again"));
    assert_false(swap("swap", "fir", "new"));
    assert_true(swap("swap", "first", "second"));
    assert_holds("swap", "second");
    assert_false(swap("swap", "first", NULL));
    assert_true(swap("swap", "second", NULL));
    assert_holds("swap", NULL);
}

static void cache_count__adds_up_within_a_window_and_begins_anew_after_it(void **state) {
    (void)state;
    int64_t value, left;
    must(cache_delete(cache, "count", &err));
    for (int i = 1; i <= 3; i++) {
        must(cache_count(cache, "count", 1, 60000, &value, &left, &err));
        assert_int_equal(value, i);
        assert_in_range(left, 1, 60000);
    }
    must(cache_count(cache, "count", 0, 60000, &value, &left, &err));
    assert_int_equal(value, 3);
    must(cache_count(cache, "count", -2, 60000, &value, &left, &err));
    assert_int_equal(value, 1);
    must(cache_delete(cache, "count:short", &err));
    must(cache_count(cache, "count:short", 5, 20, &value, &left, &err));
    for (int tried = 0; tried < 5000; tried++) {
        must(cache_count(cache, "count:short", 1, 20, &value, &left, &err));
        if (value == 1) return;
        usleep(1000);
    }
    fail_msg("a window of 20 ms does not end");
}

static void cache__refuses_what_is_too_large(void **state) {
    (void)state;
    char key[CACHE_KEY_MAX + 2], *value;
    size_t size;
    memset(key, 'k', sizeof key);
    key[CACHE_KEY_MAX + 1] = '\0';
    assert_false(cache_get(cache, key, &value, &size, &err));
    assert_int_equal(err.problem, PROBLEM_TOO_LARGE);
    assert_false(cache_get(cache, "", &value, &size, &err));
    key[CACHE_KEY_MAX] = '\0';
    must(cache_set(cache, key, "v", 1, 0, &err));
    assert_holds(key, "v");
    AUTO_FREE char *large = xcalloc(CACHE_VALUE_MAX + 1, 1);
    assert_false(cache_set(cache, "large", large, CACHE_VALUE_MAX + 1, 0, &err));
    assert_int_equal(err.problem, PROBLEM_TOO_LARGE);
    must(cache_set(cache, "large", large, CACHE_VALUE_MAX, 0, &err));
    must(cache_delete(cache, "large", &err));
}

/* What a subscriber heard; waits are for the event itself, with a limit for a broken build. */
struct heard {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int count;
    char last[64];
};

static void note(void *data, const char *channel, const void *bytes, size_t size) {
    (void)channel;
    struct heard *heard = data;
    pthread_mutex_lock(&heard->lock);
    if (bytes) {
        heard->count++;
        snprintf(heard->last, sizeof heard->last, "%.*s", (int)size, (const char *)bytes);
    }
    pthread_cond_broadcast(&heard->changed);
    pthread_mutex_unlock(&heard->lock);
}

static void wait_for(struct heard *heard, int count) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 20;
    pthread_mutex_lock(&heard->lock);
    while (heard->count < count)
        if (pthread_cond_timedwait(&heard->changed, &heard->lock, &until) != 0)
            fail_msg("%d events of %d came", heard->count, count);
    pthread_mutex_unlock(&heard->lock);
}

#define HEARD \
    { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, "" }

static void publish(const char *channel, const char *text) {
    must(cache_publish(cache, channel, text, strlen(text), &err));
}

static void cache_subscribe__hears_its_channel_and_no_other(void **state) {
    (void)state;
    struct heard one = HEARD, two = HEARD, other = HEARD;
    struct cache_subscription *a, *b, *c;
    publish("job:1", "before");
    must(cache_subscribe(cache, "job:1", note, &one, &a, &err));
    must(cache_subscribe(cache, "job:1", note, &two, &b, &err));
    must(cache_subscribe(cache, "job:2", note, &other, &c, &err));
    publish("job:1", "queued");
    publish("job:1", "done");
    publish("job:2", "else");
    wait_for(&one, 2);
    wait_for(&two, 2);
    wait_for(&other, 1);
    assert_string_equal(one.last, "done");
    assert_string_equal(other.last, "else");
    cache_unsubscribe(a);
    publish("job:1", "after");
    wait_for(&two, 3);
    assert_int_equal(one.count, 2);
    cache_unsubscribe(b);
    cache_unsubscribe(c);
    publish("job:1", "to nobody");
}

static void *count_and_talk(void *data) {
    struct heard *heard = data;
    for (int i = 0; i < 200; i++) {
        int64_t value, left;
        struct error why = {0};
        char key[32];
        snprintf(key, sizeof key, "threads:%d", i % 20);
        if (!cache_count(cache, "threads", 1, 600000, &value, &left, &why) ||
            !cache_set(cache, key, "x", 1, 1000, &why) ||
            !cache_publish(cache, "threads", "x", 1, &why))
            return heard;
    }
    return NULL;
}

static void cache__serves_many_threads_at_once(void **state) {
    (void)state;
    enum { THREADS = 8 };
    struct heard heard = HEARD;
    struct cache_subscription *subscription;
    must(cache_delete(cache, "threads", &err));
    must(cache_subscribe(cache, "threads", note, &heard, &subscription, &err));
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, count_and_talk, &heard), 0);
    for (int i = 0; i < THREADS; i++) {
        void *failed;
        pthread_join(threads[i], &failed);
        assert_null(failed);
    }
    wait_for(&heard, THREADS * 200);
    cache_unsubscribe(subscription);
    int64_t value, left;
    must(cache_count(cache, "threads", 0, 600000, &value, &left, &err));
    assert_int_equal(value, THREADS * 200);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_cache, close_cache)

static const struct CMUnitTest suite[] = {
    TEST(cache_get__gives_what_was_set_until_it_is_replaced_or_deleted),
    TEST(cache_set__keeps_every_byte),
    TEST(cache_set__is_over_when_its_life_is),
    TEST(cache_get_many__answers_in_the_order_asked),
    TEST(cache_swap__happens_only_from_the_expected_value),
    TEST(cache_count__adds_up_within_a_window_and_begins_anew_after_it),
    TEST(cache__refuses_what_is_too_large),
    TEST(cache_subscribe__hears_its_channel_and_no_other),
    TEST(cache__serves_many_threads_at_once),
};

static void memory__lets_go_what_was_used_longest_ago(void **state) {
    (void)state;
    struct cache *small;
    must(cache_open("memory:4", &small, &err));
    AUTO_FREE char *value = xcalloc(100000, 1), *found;
    size_t size;
    must(cache_set(small, "dear", "x", 1, 0, &err));
    for (int i = 0; i < 1000; i++) {
        char key[16];
        snprintf(key, sizeof key, "%d", i);
        must(cache_set(small, key, value, 100000, 0, &err));
        must(cache_get(small, "dear", &found, &size, &err));
        assert_non_null(found); /* used all the time: it stays */
        free(found);
    }
    must(cache_get(small, "0", &found, &size, &err));
    assert_null(found);
    must(cache_get(small, "999", &found, &size, &err));
    assert_non_null(found);
    free(found);
    found = NULL;
    cache_close(small);
}

static void cache_open__says_what_a_cache_is_given_as(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "",        "memory",   "memory:x",    "memory:1",    "etcd://a",
        "redis:a", "redis://", "redis://a:x", "redis://a/x", "redis://%zz:a@b"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_false(cache_open(wrong[i], &cache, &err));
        assert_int_equal(err.problem, PROBLEM_USAGE);
    }
}

static struct server redis;

static void note_all(void *data, const char *channel, const void *bytes, size_t size) {
    note(data, channel, bytes ? bytes : "missed", bytes ? size : 6);
}

static void redis__says_that_it_is_away_and_goes_on_when_it_is_back(void **state) {
    (void)state;
    struct heard heard = HEARD;
    struct cache_subscription *subscription, *late;
    char *value;
    size_t size;
    set("a", "1", 0);
    must(cache_subscribe(cache, "job", note_all, &heard, &subscription, &err));
    server_kill(&redis);
    assert_false(cache_get(cache, "a", &value, &size, &err));
    assert_int_equal(err.problem, PROBLEM_TEMPORARY);
    assert_string_equal(err.message, "The cache cannot be reached; try again.");
    assert_false(cache_ready(cache, &err));
    assert_false(cache_subscribe(cache, "new", note_all, &heard, &late, &err));
    assert_int_equal(err.problem, PROBLEM_TEMPORARY);
    server_restart(&redis);
    must(cache_ready(cache, &err));
    assert_holds("a", NULL);
    wait_for(&heard, 1);
    assert_string_equal(heard.last, "missed");
    publish("job", "again");
    wait_for(&heard, 2);
    assert_string_equal(heard.last, "again");
    cache_unsubscribe(subscription);
}

static void redis__can_be_opened_while_it_is_away(void **state) {
    (void)state;
    struct cache *away;
    must(cache_open("redis://127.0.0.1:1", &away, &err));
    assert_false(cache_ready(away, &err));
    assert_int_equal(err.problem, PROBLEM_TEMPORARY);
    cache_close(away);
}

static void redis__refuses_a_wrong_password(void **state) {
    (void)state;
    char wrong[100];
    struct cache *other;
    snprintf(wrong, sizeof wrong, "redis://:wrong@127.0.0.1:%d", redis.port);
    must(cache_open(wrong, &other, &err));
    assert_false(cache_ready(other, &err));
    assert_int_equal(err.problem, PROBLEM_INTERNAL);
    assert_non_null(strstr(err.cause, "WRONGPASS"));
    cache_close(other);
}

static void redis__carries_events_between_two_of_us(void **state) {
    (void)state;
    struct heard heard = HEARD;
    struct cache *other;
    struct cache_subscription *subscription;
    must(cache_open(url, &other, &err));
    must(cache_subscribe(other, "job:9", note, &heard, &subscription, &err));
    publish("job:9", "from here");
    wait_for(&heard, 1);
    assert_string_equal(heard.last, "from here");
    cache_unsubscribe(subscription);
    cache_close(other);
}

int main(void) {
    static const struct CMUnitTest alone[] = {
        cmocka_unit_test(memory__lets_go_what_was_used_longest_ago),
        cmocka_unit_test(cache_open__says_what_a_cache_is_given_as),
        cmocka_unit_test(redis__can_be_opened_while_it_is_away),
    };
    static const struct CMUnitTest redis_suite[] = {
        TEST(redis__refuses_a_wrong_password),
        TEST(redis__carries_events_between_two_of_us),
        TEST(redis__says_that_it_is_away_and_goes_on_when_it_is_back),
    };
    url = "memory:";
    int failed = cmocka_run_group_tests_name("memory", suite, NULL, NULL);
    failed += cmocka_run_group_tests(alone, NULL, NULL);
    if (!server_start(&redis, SERVER_REDIS)) return failed;
    url = redis.url;
    failed += cmocka_run_group_tests_name("redis", suite, NULL, NULL);
    failed += cmocka_run_group_tests_name("redis alone", redis_suite, NULL, NULL);
    server_stop(&redis);
    return failed;
}
