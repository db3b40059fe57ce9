#include "camera/set_cache.h"

#include <pthread.h>
#include <string.h>

enum { SLOTS = 24 };
static const size_t max_size = (size_t)400
                               << 20; /* bytes of pixels, of sets that nobody uses */

struct slot {
    struct hash hash;
    struct set *set; /* NULL: free, or being made */
    bool making;
    int users;
    size_t size;
    uint64_t used; /* larger is later */
};

/* The one thing in this room that outlives a call. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t made;
    struct slot slots[SLOTS];
    uint64_t clock;
} cache = {.lock = PTHREAD_MUTEX_INITIALIZER, .made = PTHREAD_COND_INITIALIZER};

static size_t set_size(const struct set *set) {
    size_t size = 0;
    for (size_t i = 0; i < set->plane_count; i++) {
        cairo_surface_t *surface = set->planes[i].surface;
        if (surface)
            size += (size_t)cairo_image_surface_get_stride(surface) *
                    (size_t)cairo_image_surface_get_height(surface);
    }
    return size;
}

static struct slot *find(const struct hash *hash) {
    for (size_t i = 0; i < SLOTS; i++) {
        struct slot *slot = &cache.slots[i];
        if ((slot->set || slot->making) && hash_compare(&slot->hash, hash) == 0) return slot;
    }
    return NULL;
}

static struct slot *oldest_unused(void) {
    struct slot *oldest = NULL;
    for (size_t i = 0; i < SLOTS; i++) {
        struct slot *slot = &cache.slots[i];
        if (slot->set && slot->users == 0 && (!oldest || slot->used < oldest->used))
            oldest = slot;
    }
    return oldest;
}

static void empty(struct slot *slot) {
    set_free(slot->set);
    *slot = (struct slot){0};
}

/* Keeps the whole within its bound as far as nobody uses what would go. */
static void trim(size_t bound) {
    for (;;) {
        size_t size = 0;
        for (size_t i = 0; i < SLOTS; i++) size += cache.slots[i].size;
        struct slot *slot = oldest_unused();
        if (size <= bound || !slot) return;
        empty(slot);
    }
}

static struct slot *free_slot(void) {
    for (size_t i = 0; i < SLOTS; i++)
        if (!cache.slots[i].set && !cache.slots[i].making) return &cache.slots[i];
    struct slot *slot = oldest_unused();
    if (slot) empty(slot);
    return slot;
}

static bool make(const struct art *art, const struct set_order *order, struct slot *slot,
                 const struct hash *hash, struct error *err) {
    *slot = (struct slot){.hash = *hash, .making = true};
    trim(max_size);
    pthread_mutex_unlock(&cache.lock);
    struct set *set = NULL;
    bool ok = art_set(art, order, &set, err);
    pthread_mutex_lock(&cache.lock);
    slot->making = false;
    if (ok) {
        slot->set = set;
        slot->size = set_size(set);
        slot->users = 1;
        slot->used = ++cache.clock;
    } else {
        *slot = (struct slot){0};
    }
    pthread_cond_broadcast(&cache.made);
    return ok;
}

static struct set_order set_order_of(const struct shot_order *order, double scale) {
    return (struct set_order){.place = order->place ? order->place : "abstract",
                              .inside = order->inside,
                              .festive = order->festive,
                              .hour = order->hour,
                              .weather = order->weather,
                              .mood = order->mood,
                              .culture = order->culture,
                              .period = order->period,
                              .seed = order->seed,
                              .scale = scale};
}

bool set_cache_take(const struct art *art, const struct shot_order *order, double scale,
                    const struct set **set, struct error *err) {
    struct set_order wanted = set_order_of(order, scale);
    struct hash hash = set_order_hash(art, &wanted);
    bool ok = true;
    pthread_mutex_lock(&cache.lock);
    struct slot *slot = find(&hash);
    while (slot && slot->making) {
        pthread_cond_wait(&cache.made, &cache.lock);
        slot = find(&hash);
    }
    if (slot) {
        slot->users++;
        slot->used = ++cache.clock;
    } else {
        slot = free_slot();
        if (!slot) error_set(err, PROBLEM_TEMPORARY, "Too many shots are being made at once.");
        ok = slot && make(art, &wanted, slot, &hash, err);
    }
    if (ok) *set = slot->set;
    pthread_mutex_unlock(&cache.lock);
    return ok;
}

void set_cache_release(const struct set *set) {
    if (!set) return;
    pthread_mutex_lock(&cache.lock);
    for (size_t i = 0; i < SLOTS; i++)
        if (cache.slots[i].set == set) cache.slots[i].users--;
    trim(max_size);
    pthread_mutex_unlock(&cache.lock);
}
