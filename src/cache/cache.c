/* Which back end, and the limits that all of them share. */
#include <string.h>

#include "cache/backend.h"

static const struct cache_backend *const backends[] = {&cache_memory, &cache_redis};

struct cache {
    const struct cache_backend *backend;
    void *store;
};

bool cache_open(const char *url, struct cache **cache, struct error *err) {
    const struct cache_backend *backend = NULL;
    for (size_t i = 0; i < COUNT_OF(backends); i++) {
        size_t length = strlen(backends[i]->scheme);
        if (strncmp(url, backends[i]->scheme, length) == 0 && url[length] == ':')
            backend = backends[i];
    }
    if (!backend)
        return error_set(err, PROBLEM_USAGE,
                         "The cache is given as memory: or redis://HOST:PORT.");
    void *store;
    if (!backend->open(url, &store, err)) return false;
    *cache = xcalloc(1, sizeof **cache);
    **cache = (struct cache){backend, store};
    return true;
}

void cache_close(struct cache *cache) {
    if (!cache) return;
    cache->backend->close(cache->store);
    free(cache);
}

const char *cache_kind(const struct cache *cache) {
    return cache->backend->scheme;
}

bool cache_ready(struct cache *cache, struct error *err) {
    return cache->backend->ready(cache->store, err);
}

static bool check_key(const char *key, struct error *err) {
    size_t size = strnlen(key, CACHE_KEY_MAX + 1);
    if (size >= 1 && size <= CACHE_KEY_MAX) return true;
    return error_set(err, PROBLEM_TOO_LARGE, "A key of the cache has 1 to %d bytes.",
                     CACHE_KEY_MAX);
}

static bool check_value(size_t size, struct error *err) {
    if (size <= CACHE_VALUE_MAX) return true;
    return error_set(err, PROBLEM_TOO_LARGE, "A value of the cache has up to %d bytes.",
                     CACHE_VALUE_MAX);
}

bool cache_get(struct cache *cache, const char *key, char **value, size_t *size,
               struct error *err) {
    return cache_get_many(cache, &key, 1, value, size, err);
}

bool cache_get_many(struct cache *cache, const char *const *keys, size_t count, char **values,
                    size_t *sizes, struct error *err) {
    if (count > CACHE_MANY_MAX)
        return error_set(err, PROBLEM_TOO_LARGE, "At most %d keys can be asked at once.",
                         CACHE_MANY_MAX);
    for (size_t i = 0; i < count; i++)
        if (!check_key(keys[i], err)) return false;
    return count == 0 ||
           cache->backend->get_many(cache->store, keys, count, values, sizes, err);
}

bool cache_set(struct cache *cache, const char *key, const void *value, size_t size,
               int64_t life_ms, struct error *err) {
    return check_key(key, err) && check_value(size, err) &&
           cache->backend->set(cache->store, key, size ? value : "", size, life_ms, err);
}

bool cache_delete(struct cache *cache, const char *key, struct error *err) {
    return check_key(key, err) && cache->backend->set(cache->store, key, NULL, 0, 0, err);
}

bool cache_swap(struct cache *cache, const char *key, const void *expected,
                size_t expected_size, const void *value, size_t size, int64_t life_ms,
                bool *swapped, struct error *err) {
    return check_key(key, err) && check_value(size, err) && check_value(expected_size, err) &&
           cache->backend->swap(cache->store, key, expected, expected_size, value, size,
                                life_ms, swapped, err);
}

bool cache_count(struct cache *cache, const char *key, int64_t add, int64_t window_ms,
                 int64_t *value, int64_t *left_ms, struct error *err) {
    return check_key(key, err) &&
           cache->backend->count(cache->store, key, add, window_ms, value, left_ms, err);
}

bool cache_publish(struct cache *cache, const char *channel, const void *bytes, size_t size,
                   struct error *err) {
    return check_key(channel, err) && check_value(size, err) &&
           cache->backend->publish(cache->store, channel, bytes, size, err);
}

bool cache_subscribe(struct cache *cache, const char *channel, cache_heard *heard, void *data,
                     struct cache_subscription **subscription, struct error *err) {
    if (!check_key(channel, err)) return false;
    struct cache_subscription *made = xcalloc(1, sizeof *made);
    *made = (struct cache_subscription){
        .cache = cache, .channel = xstrdup(channel), .heard = heard, .data = data};
    if (cache->backend->subscribe(cache->store, made, err)) {
        *subscription = made;
        return true;
    }
    free(made->channel);
    free(made);
    return false;
}

void cache_unsubscribe(struct cache_subscription *subscription) {
    if (!subscription) return;
    struct cache *cache = subscription->cache;
    cache->backend->unsubscribe(cache->store, subscription);
    free(subscription->channel);
    free(subscription);
}
