/* The cache door: what may be lost. Values with a life, counters in windows, channels of
 * events; in this process's memory, or in Redis 7 between many.
 *
 * Keys are text of at most CACHE_KEY_MAX bytes, values at most CACHE_VALUE_MAX bytes. Nothing
 * here is kept for good: memory is bounded and what was used longest ago goes first; Redis is
 * run with allkeys-lru. So a reader always has a way to make the value anew.
 *
 * A server that cannot be reached is PROBLEM_TEMPORARY, at the latest after two seconds. The
 * next call tries again; nothing has to be opened anew. */
#ifndef CACHE_CACHE_H
#define CACHE_CACHE_H

#include <stdint.h>

#include "base/error.h"

enum { CACHE_KEY_MAX = 512, CACHE_VALUE_MAX = 1 << 20, CACHE_MANY_MAX = 1000 };

struct cache; /* use from any thread */

/* `url` is memory: (64 MiB), memory:MIB, or redis://[USER][:PASSWORD@]HOST[:PORT][/DATABASE].
 * Redis is not asked before the first call, so that a server starts while it is away. */
bool cache_open(const char *url, struct cache **cache, struct error *err) MUST_USE;
void cache_close(struct cache *cache); /* NULL is allowed; no subscription may be left */
const char *cache_kind(const struct cache *cache);                 /* "memory" or "redis" */
bool cache_ready(struct cache *cache, struct error *err) MUST_USE; /* does it answer? */

/* *value is malloc'd with a NUL beyond its size, or NULL when there is none. */
bool cache_get(struct cache *cache, const char *key, char **value, size_t *size,
               struct error *err) MUST_USE;
/* Many in one round trip; up to CACHE_MANY_MAX. values[i] and sizes[i] as cache_get. On failure
 * none is set. */
bool cache_get_many(struct cache *cache, const char *const *keys, size_t count, char **values,
                    size_t *sizes, struct error *err) MUST_USE;
/* `life_ms` 0: until it is pushed out. */
bool cache_set(struct cache *cache, const char *key, const void *value, size_t size,
               int64_t life_ms, struct error *err) MUST_USE;
bool cache_delete(struct cache *cache, const char *key, struct error *err) MUST_USE;

/* Sets (or, with `value` NULL, deletes) only when the key still holds `expected` (NULL: when it
 * is not there). *swapped says whether it did. */
bool cache_swap(struct cache *cache, const char *key, const void *expected,
                size_t expected_size, const void *value, size_t size, int64_t life_ms,
                bool *swapped, struct error *err) MUST_USE;

/* Adds to a counter that begins at 0 with the first call and ends `window_ms` later; `add` may
 * be 0 to look. *left_ms is what is left of the window: what Retry-After says. */
bool cache_count(struct cache *cache, const char *key, int64_t add, int64_t window_ms,
                 int64_t *value, int64_t *left_ms, struct error *err) MUST_USE;

/* Events. Whoever subscribed before hears what is published after, each once and in the order
 * of its publisher, in every process that shares the cache. */
bool cache_publish(struct cache *cache, const char *channel, const void *bytes, size_t size,
                   struct error *err) MUST_USE;

/* Called on a thread of the cache's own (in memory: on the publisher's), one call at a time for
 * one subscription; must not block long, nor subscribe or unsubscribe. `bytes` NULL: the
 * connection was lost and is back, and some events may have been missed: look at the state
 * itself. */
typedef void cache_heard(void *data, const char *channel, const void *bytes, size_t size);
struct cache_subscription;
bool cache_subscribe(struct cache *cache, const char *channel, cache_heard *heard, void *data,
                     struct cache_subscription **subscription, struct error *err) MUST_USE;
/* After it returns `heard` is not running and is not called again. NULL is allowed. */
void cache_unsubscribe(struct cache_subscription *subscription);

#endif
