/* Redis (7) behind the cache door, by hiredis: a pool of connections for commands.
 *
 * A connection that failed is dropped; the next call makes a new one. One that comes from the
 * pool is looked at first: a server that closed it while it lay idle has left its mark there.
 * So nothing is sent twice, and a counter counts once. */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/url.h"
#include "cache/redis.h"

enum { IDLE_MAX = 16 };

struct store {
    struct redis_address address;
    struct redis_events *events;
    pthread_mutex_t lock;
    redisContext *idle[IDLE_MAX];
    int idle_count;
};

/* Atomic on the server: compare and set, count in a window. */
static const char swap_script[] =
    "local held = redis.call('GET', KEYS[1]) "
    "if ARGV[1] == '1' then if held ~= ARGV[2] then return 0 end "
    "elseif held then return 0 end "
    "if ARGV[3] == '0' then redis.call('DEL', KEYS[1]) "
    "elseif ARGV[5] == '0' then redis.call('SET', KEYS[1], ARGV[4]) "
    "else redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[5]) end return 1";
static const char count_script[] =
    "local value = redis.call('INCRBY', KEYS[1], ARGV[1]) "
    "local left = redis.call('PTTL', KEYS[1]) "
    "if left < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) left = tonumber(ARGV[2]) end "
    "return {value, left}";

bool redis_unreachable(const redisContext *context, struct error *err) {
    error_set(err, PROBLEM_TEMPORARY, "The cache cannot be reached; try again.");
    return error_cause(err, "redis: %s", context ? context->errstr : "out of memory");
}

static bool refused(const redisReply *reply, struct error *err) {
    bool later = strncmp(reply->str, "LOADING", 7) == 0 || strncmp(reply->str, "OOM", 3) == 0 ||
                 strncmp(reply->str, "READONLY", 8) == 0 || strncmp(reply->str, "BUSY", 4) == 0;
    if (later) {
        error_set(err, PROBLEM_TEMPORARY, "The cache is busy; try again.");
    } else if (strstr(reply->str, "not an integer")) {
        error_set(err, PROBLEM_INTERNAL, "A value of the cache is counted as a number.");
    } else {
        error_set(err, PROBLEM_INTERNAL, "The cache refuses a command.");
    }
    return error_cause(err, "redis: %s", reply->str);
}

/* One command, its answer ok. */
static bool say(redisContext *context, int count, const char **words, struct error *err) {
    redisReply *reply = redisCommandArgv(context, count, words, NULL);
    bool ok = reply ? reply->type != REDIS_REPLY_ERROR || refused(reply, err)
                    : redis_unreachable(context, err);
    freeReplyObject(reply);
    return ok;
}

bool redis_connect(const struct redis_address *address, redisContext **out, struct error *err) {
    struct timeval wait = {.tv_sec = REDIS_WAIT_MS / 1000,
                           .tv_usec = REDIS_WAIT_MS % 1000 * 1000};
    redisContext *context = redisConnectWithTimeout(address->host, address->port, wait);
    char database[16];
    snprintf(database, sizeof database, "%d", address->database);
    const char *with_user[] = {"AUTH", address->user, address->password};
    const char *without[] = {"AUTH", address->password};
    const char *select[] = {"SELECT", database};
    bool ok = context && !context->err;
    if (!ok) {
        redis_unreachable(context, err);
    } else {
        redisSetTimeout(context, wait);
        redisEnableKeepAlive(context);
        if (address->password)
            ok =
                address->user ? say(context, 3, with_user, err) : say(context, 2, without, err);
        if (ok && address->database) ok = say(context, 2, select, err);
    }
    if (!ok) {
        if (context) redisFree(context);
        return false;
    }
    *out = context;
    return true;
}

/* An idle connection says nothing: bytes or an end mean that it is over. */
static bool fresh(const redisContext *context) {
    struct pollfd look = {.fd = context->fd, .events = POLLIN};
    return poll(&look, 1, 0) == 0;
}

static bool take(struct store *store, redisContext **out, struct error *err) {
    redisContext *context = NULL;
    do {
        if (context) redisFree(context);
        pthread_mutex_lock(&store->lock);
        context = store->idle_count > 0 ? store->idle[--store->idle_count] : NULL;
        pthread_mutex_unlock(&store->lock);
    } while (context && !fresh(context));
    *out = context;
    return context || redis_connect(&store->address, out, err);
}

static void give(struct store *store, redisContext *context) {
    pthread_mutex_lock(&store->lock);
    bool kept = !context->err && store->idle_count < IDLE_MAX;
    if (kept) store->idle[store->idle_count++] = context;
    pthread_mutex_unlock(&store->lock);
    if (!kept) redisFree(context);
}

/* *reply is never an error; freed by the caller. */
static bool ask(struct store *store, int count, const char **words, const size_t *sizes,
                redisReply **reply, struct error *err) {
    redisContext *context;
    if (!take(store, &context, err)) return false;
    *reply = redisCommandArgv(context, count, words, sizes);
    redisReply *got = *reply;
    if (!got) redis_unreachable(context, err);
    give(store, context);
    if (!got || got->type != REDIS_REPLY_ERROR) return got != NULL;
    refused(got, err);
    freeReplyObject(got);
    return false;
}

/* redis://[USER][:PASSWORD@]HOST[:PORT][/DATABASE]; changes the text. */
static bool parse(char *text, struct redis_address *address, struct error *err) {
    char *at = strrchr(text, '@'), *host = at ? at + 1 : text, *end = NULL;
    bool good = true;
    if (at) {
        *at = '\0';
        char *colon = strchr(text, ':');
        if (colon) *colon = '\0';
        good = url_decode(text, false) && (!colon || url_decode(colon + 1, false));
        if (*text) address->user = xstrdup(text);
        if (colon) address->password = xstrdup(colon + 1);
    }
    char *slash = strchr(host, '/');
    if (slash) {
        *slash = '\0';
        if (slash[1]) {
            address->database = (int)strtol(slash + 1, &end, 10);
            good = good && !*end && address->database >= 0;
        }
    }
    char *colon = strrchr(host, ':');
    address->port = 6379;
    if (colon) {
        *colon = '\0';
        address->port = (int)strtol(colon + 1, &end, 10);
        good = good && !*end && address->port > 0 && address->port < 65536;
    }
    address->host = xstrdup(host);
    return (good && *host) ||
           error_set(err, PROBLEM_USAGE,
                     "Redis is given as redis://[USER][:PASSWORD@]HOST[:PORT][/DATABASE].");
}

static void close_store(void *data) {
    struct store *store = data;
    redis_events_free(store->events);
    for (int i = 0; i < store->idle_count; i++) redisFree(store->idle[i]);
    free(store->address.host);
    free(store->address.user);
    free(store->address.password);
    pthread_mutex_destroy(&store->lock);
    free(store);
}

static bool open_store(const char *url, void **out, struct error *err) {
    const char *start = url + strlen("redis:");
    AUTO_FREE char *text = xstrdup(strncmp(start, "//", 2) == 0 ? start + 2 : "");
    struct store *store = xcalloc(1, sizeof *store);
    pthread_mutex_init(&store->lock, NULL);
    if (!parse(text, &store->address, err)) {
        close_store(store);
        return false;
    }
    store->events = redis_events_new(&store->address);
    *out = store;
    return true;
}

static bool ready(void *data, struct error *err) {
    redisReply *reply;
    if (!ask(data, 1, (const char *[]){"PING"}, NULL, &reply, err)) return false;
    freeReplyObject(reply);
    return true;
}

static bool get_many(void *data, const char *const *keys, size_t count, char **values,
                     size_t *sizes, struct error *err) {
    AUTO_FREE const char **words = xcalloc(count + 1, sizeof *words);
    redisReply *reply;
    words[0] = "MGET";
    memcpy(words + 1, keys, count * sizeof *words);
    if (!ask(data, (int)count + 1, words, NULL, &reply, err)) return false;
    for (size_t i = 0; i < count; i++) {
        const redisReply *one = i < reply->elements ? reply->element[i] : NULL;
        values[i] = NULL;
        sizes[i] = 0;
        if (!one || one->type != REDIS_REPLY_STRING) continue;
        values[i] = xcalloc((size_t)one->len + 1, 1);
        memcpy(values[i], one->str, (size_t)one->len);
        sizes[i] = (size_t)one->len;
    }
    freeReplyObject(reply);
    return true;
}

static bool set(void *data, const char *key, const void *value, size_t size, int64_t life_ms,
                struct error *err) {
    char life[24];
    redisReply *reply;
    snprintf(life, sizeof life, "%lld", (long long)life_ms);
    const char *words[] = {value ? "SET" : "DEL", key, value, "PX", life};
    size_t sizes[] = {3, strlen(key), size, 2, strlen(life)};
    if (!ask(data, !value ? 2 : life_ms > 0 ? 5 : 3, words, sizes, &reply, err)) return false;
    freeReplyObject(reply);
    return true;
}

static bool swap(void *data, const char *key, const void *expected, size_t expected_size,
                 const void *value, size_t size, int64_t life_ms, bool *swapped,
                 struct error *err) {
    char life[24];
    redisReply *reply;
    snprintf(life, sizeof life, "%lld", (long long)(life_ms > 0 ? life_ms : 0));
    const char *words[] = {"EVAL",
                           swap_script,
                           "1",
                           key,
                           expected ? "1" : "0",
                           expected ? expected : "",
                           value ? "1" : "0",
                           value ? value : "",
                           life};
    size_t sizes[] = {4,           strlen(swap_script),          1, strlen(key),
                      1,           expected ? expected_size : 0, 1, value ? size : 0,
                      strlen(life)};
    if (!ask(data, COUNT_OF(words), words, sizes, &reply, err)) return false;
    *swapped = reply->type == REDIS_REPLY_INTEGER && reply->integer == 1;
    freeReplyObject(reply);
    return true;
}

static bool count(void *data, const char *key, int64_t add, int64_t window_ms, int64_t *value,
                  int64_t *left_ms, struct error *err) {
    char amount[24], window[24];
    redisReply *reply;
    snprintf(amount, sizeof amount, "%lld", (long long)add);
    snprintf(window, sizeof window, "%lld", (long long)window_ms);
    const char *words[] = {"EVAL", count_script, "1", key, amount, window};
    if (!ask(data, COUNT_OF(words), words, NULL, &reply, err)) return false;
    bool ok = reply->type == REDIS_REPLY_ARRAY && reply->elements == 2;
    if (ok) {
        *value = reply->element[0]->integer;
        *left_ms = reply->element[1]->integer;
    }
    freeReplyObject(reply);
    return ok || error_set(err, PROBLEM_INTERNAL, "The cache answers something else.");
}

static bool publish(void *data, const char *channel, const void *bytes, size_t size,
                    struct error *err) {
    redisReply *reply;
    const char *words[] = {"PUBLISH", channel, size ? bytes : ""};
    size_t sizes[] = {7, strlen(channel), size};
    if (!ask(data, 3, words, sizes, &reply, err)) return false;
    freeReplyObject(reply);
    return true;
}

static bool subscribe(void *data, struct cache_subscription *subscription, struct error *err) {
    struct store *store = data;
    return redis_events_subscribe(store->events, subscription, err);
}

static void unsubscribe(void *data, struct cache_subscription *subscription) {
    struct store *store = data;
    redis_events_unsubscribe(store->events, subscription);
}

const struct cache_backend cache_redis = {
    .scheme = "redis",
    .open = open_store,
    .close = close_store,
    .ready = ready,
    .get_many = get_many,
    .set = set,
    .swap = swap,
    .count = count,
    .publish = publish,
    .subscribe = subscribe,
    .unsubscribe = unsubscribe,
};
