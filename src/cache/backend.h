/* For those who implement a cache back end: one static const struct of functions, named in the
 * list in cache.c. Keys, sizes and counts are checked by cache.c before a back end sees them.
 */
#ifndef CACHE_BACKEND_H
#define CACHE_BACKEND_H

#include "base/memory.h"
#include "cache/cache.h"

struct cache_subscription {
    struct cache *cache;
    char *channel;
    cache_heard *heard;
    void *data;
    struct cache_subscription *next; /* the back end's list of its channel */
};

struct cache_backend {
    const char *scheme; /* "memory" */
    /* All are called by cache.c from any thread; none is optional. Meanings are those of
     * cache.h. `store` is the back end's own. */
    bool (*open)(const char *url, void **store, struct error *err);
    void (*close)(void *store);
    bool (*ready)(void *store, struct error *err);
    bool (*get_many)(void *store, const char *const *keys, size_t count, char **values,
                     size_t *sizes, struct error *err);
    /* value NULL: delete. */
    bool (*set)(void *store, const char *key, const void *value, size_t size, int64_t life_ms,
                struct error *err);
    bool (*swap)(void *store, const char *key, const void *expected, size_t expected_size,
                 const void *value, size_t size, int64_t life_ms, bool *swapped,
                 struct error *err);
    bool (*count)(void *store, const char *key, int64_t add, int64_t window_ms, int64_t *value,
                  int64_t *left_ms, struct error *err);
    bool (*publish)(void *store, const char *channel, const void *bytes, size_t size,
                    struct error *err);
    /* Takes the subscription into its lists; true once it hears. */
    bool (*subscribe)(void *store, struct cache_subscription *subscription, struct error *err);
    void (*unsubscribe)(void *store, struct cache_subscription *subscription);
};

extern const struct cache_backend cache_memory, cache_redis;

#endif
