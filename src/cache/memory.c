/* The cache in this process's own memory.
 *
 * Invariants
 *  - `used` is the sum of the costs of all entries and never passes `max`: before an entry
 * comes in, those used longest ago go.
 *  - Every entry is in one bucket chain and in the list of use, newest first.
 *  - An entry past its end is never answered; it goes when it is met or pushed out.
 *  - Events have a lock of their own, held while subscribers are called: that is what makes
 *    cache_unsubscribe's promise. It is never taken while `lock` is held. */
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cache/backend.h"
#include "base/clock.h"

enum { DEFAULT_MIB = 64, BUCKETS = 1 << 16, CHANNELS = 1 << 10 };

struct entry {
    struct entry *next; /* of its bucket */
    struct entry *newer, *older;
    char *key;
    void *value; /* NULL: a counter */
    size_t size;
    int64_t counter;
    int64_t ends_ms; /* INT64_MAX: never */
};

struct store {
    pthread_mutex_t lock;
    struct entry *buckets[BUCKETS];
    struct entry *newest, *oldest;
    size_t used, max;
    pthread_mutex_t event_lock;
    struct cache_subscription *channels[CHANNELS];
};

static int64_t end_of(int64_t life_ms) {
    return life_ms > 0 ? clock_steady_ms() + life_ms : INT64_MAX;
}

static size_t slot_of(const char *key, size_t slots) {
    uint64_t hash = 1469598103934665603U; /* FNV-1a */
    for (const char *at = key; *at; at++) hash = (hash ^ (unsigned char)*at) * 1099511628211U;
    return (size_t)(hash ^ hash >> 32) % slots;
}

static size_t cost_of(const struct entry *entry) {
    return sizeof *entry + strlen(entry->key) + 1 + entry->size + 32; /* 32: the heap's own */
}

static void unlink_use(struct store *store, struct entry *entry) {
    *(entry->newer ? &entry->newer->older : &store->newest) = entry->older;
    *(entry->older ? &entry->older->newer : &store->oldest) = entry->newer;
}

static void link_newest(struct store *store, struct entry *entry) {
    entry->newer = NULL;
    entry->older = store->newest;
    *(store->newest ? &store->newest->newer : &store->oldest) = entry;
    store->newest = entry;
}

static void drop(struct store *store, struct entry *entry) {
    struct entry **at = &store->buckets[slot_of(entry->key, BUCKETS)];
    while (*at != entry) at = &(*at)->next;
    *at = entry->next;
    unlink_use(store, entry);
    store->used -= cost_of(entry);
    free(entry->key);
    free(entry->value);
    free(entry);
}

/* The living entry of that key, now the newest; NULL when there is none. */
static struct entry *find(struct store *store, const char *key) {
    struct entry *entry = store->buckets[slot_of(key, BUCKETS)];
    while (entry && strcmp(entry->key, key) != 0) entry = entry->next;
    if (entry && entry->ends_ms <= clock_steady_ms()) {
        drop(store, entry);
        entry = NULL;
    }
    if (entry) {
        unlink_use(store, entry);
        link_newest(store, entry);
    }
    return entry;
}

/* `value` NULL: a counter at 0. */
static struct entry *add(struct store *store, const char *key, const void *value, size_t size,
                         int64_t ends_ms) {
    struct entry *entry = xcalloc(1, sizeof *entry);
    entry->key = xstrdup(key);
    entry->size = size;
    entry->ends_ms = ends_ms;
    if (value) {
        entry->value = xcalloc(size + 1, 1);
        memcpy(entry->value, value, size);
    }
    size_t cost = cost_of(entry);
    for (struct entry *last; (last = store->oldest) && store->used + cost > store->max;) {
        if (last->older) die("the cache's list of use is broken");
        drop(store, last);
    }
    struct entry **bucket = &store->buckets[slot_of(key, BUCKETS)];
    entry->next = *bucket;
    *bucket = entry;
    link_newest(store, entry);
    store->used += cost;
    return entry;
}

static bool open_store(const char *url, void **out, struct error *err) {
    const char *text = url + strlen("memory:");
    char *end = NULL;
    long mib = *text ? strtol(text, &end, 10) : DEFAULT_MIB;
    if ((end && *end) || mib < 4 || mib > 1 << 20)
        return error_set(err, PROBLEM_USAGE,
                         "The cache in memory is memory: or memory:MIB, from 4 MiB on.");
    struct store *store = xcalloc(1, sizeof *store);
    store->max = (size_t)mib << 20;
    pthread_mutex_init(&store->lock, NULL);
    pthread_mutex_init(&store->event_lock, NULL);
    *out = store;
    return true;
}

static void close_store(void *data) {
    struct store *store = data;
    for (size_t i = 0; i < CHANNELS; i++)
        if (store->channels[i]) die("the cache is closed with a subscription left");
    while (store->oldest) drop(store, store->oldest);
    pthread_mutex_destroy(&store->lock);
    pthread_mutex_destroy(&store->event_lock);
    free(store);
}

static bool ready(void *data, struct error *err) {
    (void)data;
    (void)err;
    return true;
}

/* A counter reads as its number. */
static char *copy_out(const struct entry *entry, size_t *size) {
    char *copy;
    if (!entry->value) {
        if (asprintf(&copy, "%lld", (long long)entry->counter) < 0) die("out of memory");
        *size = strlen(copy);
        return copy;
    }
    copy = xcalloc(entry->size + 1, 1);
    memcpy(copy, entry->value, entry->size);
    *size = entry->size;
    return copy;
}

static bool get_many(void *data, const char *const *keys, size_t count, char **values,
                     size_t *sizes, struct error *err) {
    (void)err;
    struct store *store = data;
    pthread_mutex_lock(&store->lock);
    for (size_t i = 0; i < count; i++) {
        struct entry *entry = find(store, keys[i]);
        sizes[i] = 0;
        values[i] = entry ? copy_out(entry, &sizes[i]) : NULL;
    }
    pthread_mutex_unlock(&store->lock);
    return true;
}

static bool set(void *data, const char *key, const void *value, size_t size, int64_t life_ms,
                struct error *err) {
    (void)err;
    struct store *store = data;
    pthread_mutex_lock(&store->lock);
    struct entry *old = find(store, key);
    if (old) drop(store, old);
    if (value) add(store, key, value, size, end_of(life_ms));
    pthread_mutex_unlock(&store->lock);
    return true;
}

static bool holds(const struct entry *entry, const void *expected, size_t size) {
    if (!entry || !expected) return !entry && !expected;
    size_t held_size;
    AUTO_FREE char *held = copy_out(entry, &held_size);
    return held_size == size && memcmp(held, expected, size) == 0;
}

static bool swap(void *data, const char *key, const void *expected, size_t expected_size,
                 const void *value, size_t size, int64_t life_ms, bool *swapped,
                 struct error *err) {
    (void)err;
    struct store *store = data;
    pthread_mutex_lock(&store->lock);
    struct entry *old = find(store, key);
    *swapped = holds(old, expected, expected_size);
    if (*swapped) {
        if (old) drop(store, old);
        if (value) add(store, key, value, size, end_of(life_ms));
    }
    pthread_mutex_unlock(&store->lock);
    return true;
}

static bool count(void *data, const char *key, int64_t amount, int64_t window_ms,
                  int64_t *value, int64_t *left_ms, struct error *err) {
    struct store *store = data;
    pthread_mutex_lock(&store->lock);
    struct entry *entry = find(store, key);
    bool ok = !entry || !entry->value;
    if (!ok) {
        error_set(err, PROBLEM_INTERNAL, "A value of the cache is counted as a number.");
    } else {
        if (!entry) entry = add(store, key, NULL, 0, end_of(window_ms));
        entry->counter += amount;
        *value = entry->counter;
        *left_ms = entry->ends_ms - clock_steady_ms();
    }
    pthread_mutex_unlock(&store->lock);
    return ok;
}

static bool publish(void *data, const char *channel, const void *bytes, size_t size,
                    struct error *err) {
    (void)err;
    struct store *store = data;
    pthread_mutex_lock(&store->event_lock);
    struct cache_subscription *subscription = store->channels[slot_of(channel, CHANNELS)];
    for (; subscription; subscription = subscription->next)
        if (strcmp(subscription->channel, channel) == 0)
            subscription->heard(subscription->data, channel, size ? bytes : "", size);
    pthread_mutex_unlock(&store->event_lock);
    return true;
}

static bool subscribe(void *data, struct cache_subscription *subscription, struct error *err) {
    (void)err;
    struct store *store = data;
    pthread_mutex_lock(&store->event_lock);
    struct cache_subscription **list =
        &store->channels[slot_of(subscription->channel, CHANNELS)];
    subscription->next = *list;
    *list = subscription;
    pthread_mutex_unlock(&store->event_lock);
    return true;
}

static void unsubscribe(void *data, struct cache_subscription *subscription) {
    struct store *store = data;
    pthread_mutex_lock(&store->event_lock);
    struct cache_subscription **at = &store->channels[slot_of(subscription->channel, CHANNELS)];
    while (*at != subscription) at = &(*at)->next;
    *at = subscription->next;
    pthread_mutex_unlock(&store->event_lock);
}

const struct cache_backend cache_memory = {
    .scheme = "memory",
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
