/* The side that makes parts. Productions that were drawn up for a part stay open for the next
 * one of the same film, a few at a time; one thread extends the holds of all parts under way.
 */
#include "production/crew.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "production/film.h"

enum {
    OPEN_MAX = 3, /* beside those in use */
    HOLD_MS = 10000,
    BEAT_S = 2,
    RETRY_MS = 2000,
    MEMORY_ANY_MB = 1 << 20
};

struct drawn { /* a production drawn up for its parts */
    struct hash order;
    struct arena *arena;
    struct production *production;
    struct graph *voices, *rest; /* rest: NULL until it is planned */
    pthread_mutex_t lock;        /* held while it is opened or planned */
    atomic_bool failed;          /* it cannot be opened or planned: nobody takes it up */
    int users;
    uint64_t used;
    struct drawn *next;
};

/* How long a try of a part may take: the times of the job table for speech, music and pictures;
 * mixing takes as long as composing at most, and mastering as pictures. */
static const int64_t limits_s[STAGE_COUNT] = {
    [STAGE_VOICE] = 120,   [STAGE_MUSIC] = 240,  [STAGE_MIX] = 240,
    [STAGE_PICTURE] = 600, [STAGE_MASTER] = 600, [STAGE_REVIEW] = 600};

struct holding {
    struct crew *crew;
    const struct queue_delivery *delivery;
    struct cancel cancel;       /* of the making */
    struct cancel *stop;        /* of the worker */
    int64_t limit_ms, until_ms; /* of the part, once it is begun; 0: none yet */
    bool late;                  /* it took longer */
    struct holding *next;
};

struct crew {
    struct crew_doors doors;
    char *folder, *worker;
    struct storage *storage;
    pthread_mutex_t lock;
    pthread_cond_t closing;
    struct drawn *drawn;
    uint64_t uses;
    struct holding *holdings;
    bool closed;
    pthread_t heart;
};

static void pass_stop(struct crew *crew) {
    int64_t now = clock_steady_ms();
    for (struct holding *at = crew->holdings; at; at = at->next) {
        if (at->until_ms && now > at->until_ms) at->late = true;
        if (at->late || cancel_asked(at->stop)) atomic_store(&at->cancel.asked, true);
    }
}

/* The part itself begins; drawing up its film does not count. */
static void set_limit(struct crew *crew, struct holding *holding,
                      const struct graph_node *node) {
    pthread_mutex_lock(&crew->lock);
    holding->limit_ms = limits_s[node->stage] * 1000;
    holding->until_ms = clock_steady_ms() + holding->limit_ms;
    pthread_mutex_unlock(&crew->lock);
}

/* The holding may be over by the time its turn comes: then its row is too, and nothing happens.
 */
static void extend_all(struct crew *crew) {
    struct queue_delivery held;
    for (size_t i = 0;; i++) {
        pthread_mutex_lock(&crew->lock);
        struct holding *at = crew->holdings;
        for (size_t j = 0; at && j < i; j++) at = at->next;
        if (at) held = *at->delivery;
        held.receipt = at && held.receipt ? xstrdup(held.receipt) : NULL;
        pthread_mutex_unlock(&crew->lock);
        if (!at) return;
        struct error err;
        bool lost = !queue_extend(crew->doors.queue, &held, HOLD_MS, &err) &&
                    err.problem == PROBLEM_STALE;
        free(held.receipt);
        pthread_mutex_lock(&crew->lock);
        for (at = crew->holdings; lost && at; at = at->next)
            if (strcmp(at->delivery->lease, held.lease) == 0)
                atomic_store(&at->cancel.asked, true);
        pthread_mutex_unlock(&crew->lock);
    }
}

static void *beat(void *data) {
    struct crew *crew = data;
    enum { TICK_NS = 200 * 1000 * 1000, TICKS = BEAT_S * 5 };
    pthread_mutex_lock(&crew->lock);
    for (int tick = 1; !crew->closed; tick++) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += TICK_NS;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        pthread_cond_timedwait(&crew->closing, &crew->lock, &until);
        pass_stop(crew);
        if (crew->closed || tick % TICKS != 0) continue;
        pthread_mutex_unlock(&crew->lock);
        extend_all(crew);
        pthread_mutex_lock(&crew->lock);
    }
    pthread_mutex_unlock(&crew->lock);
    return NULL;
}

bool crew_open(const struct crew_doors *doors, struct crew **out, struct error *err) {
    struct crew *crew = xcalloc(1, sizeof *crew);
    crew->doors = *doors;
    crew->folder = xstrdup(doors->work_folder);
    crew->worker = xstrdup(doors->worker);
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->closing, NULL);
    bool ok = storage_open(crew->folder, &crew->storage, err);
    if (ok && doors->shared) storage_share(crew->storage, doors->shared);
    if (ok && pthread_create(&crew->heart, NULL, beat, crew) != 0)
        ok = error_set(err, PROBLEM_TEMPORARY, "No thread could be started; try again.");
    if (!ok) {
        crew->closed = true;
        crew_close(crew);
        return false;
    }
    *out = crew;
    return true;
}

static void drawn_free(struct drawn *drawn) {
    graph_free(drawn->voices);
    graph_free(drawn->rest);
    production_close(drawn->production);
    arena_free(drawn->arena);
    pthread_mutex_destroy(&drawn->lock);
    free(drawn);
}

void crew_close(struct crew *crew) {
    if (!crew) return;
    if (!crew->closed) {
        pthread_mutex_lock(&crew->lock);
        crew->closed = true;
        pthread_cond_signal(&crew->closing);
        pthread_mutex_unlock(&crew->lock);
        pthread_join(crew->heart, NULL);
    }
    while (crew->drawn) {
        struct drawn *drawn = crew->drawn;
        crew->drawn = drawn->next;
        drawn_free(drawn);
    }
    storage_close(crew->storage);
    pthread_cond_destroy(&crew->closing);
    pthread_mutex_destroy(&crew->lock);
    free(crew->folder);
    free(crew->worker);
    free(crew);
}

/* With the lock of the crew: the one used longest ago that nobody uses goes, if there are too
 * many. */
static struct drawn *take_surplus(struct crew *crew) {
    struct drawn **oldest = NULL;
    int idle = 0;
    for (struct drawn **at = &crew->drawn; *at; at = &(*at)->next) {
        if ((*at)->users) continue;
        idle++;
        if (!oldest || (*at)->used < (*oldest)->used) oldest = at;
    }
    if (idle <= OPEN_MAX || !oldest) return NULL;
    struct drawn *surplus = *oldest;
    *oldest = surplus->next;
    return surplus;
}

static struct drawn *acquire(struct crew *crew, const struct hash *order) {
    pthread_mutex_lock(&crew->lock);
    struct drawn *drawn = crew->drawn;
    while (drawn && (drawn->failed || hash_compare(&drawn->order, order) != 0))
        drawn = drawn->next;
    if (!drawn) {
        drawn = xcalloc(1, sizeof *drawn);
        drawn->order = *order;
        pthread_mutex_init(&drawn->lock, NULL);
        drawn->next = crew->drawn;
        crew->drawn = drawn;
    }
    drawn->users++;
    drawn->used = ++crew->uses;
    pthread_mutex_unlock(&crew->lock);
    return drawn;
}

static void release(struct crew *crew, struct drawn *drawn) {
    pthread_mutex_lock(&crew->lock);
    drawn->users--;
    struct drawn *surplus = take_surplus(crew);
    pthread_mutex_unlock(&crew->lock);
    if (surplus) drawn_free(surplus);
}

/* With the lock of `drawn`. */
static bool open_drawn(struct crew *crew, struct drawn *drawn, struct error *err) {
    struct production_order order;
    AUTO_FREE char *bytes = NULL;
    size_t size;
    if (!storage_get(crew->storage, &drawn->order, &bytes, &size, err)) return false;
    if (!bytes)
        return error_set(err, PROBLEM_TEMPORARY, "The order of a film is not among the parts.");
    if (!drawn->arena) drawn->arena = arena_new();
    if (!crew_order_read(bytes, size, drawn->arena, &order, err)) return false;
    order.work_folder = crew->folder;
    order.shared = crew->doors.shared;
    order.threads = 1;
    if (!production_open(&order, &drawn->production, err)) return false;
    drawn->voices = graph_new();
    production_add_voices(drawn->production, drawn->voices);
    return true;
}

static bool plan_drawn(struct drawn *drawn, struct cancel *cancel, struct error *err) {
    if (!production_plan(drawn->production, cancel, NULL, NULL, err)) return false;
    drawn->rest = graph_new();
    production_add_sound(drawn->production, drawn->rest);
    production_add_pictures(drawn->production, drawn->rest);
    return true;
}

/* With its lock: others may have failed at it while this one waited. */
static bool may_use(const struct drawn *drawn, struct error *err) {
    return !drawn->failed ||
           error_set(err, PROBLEM_TEMPORARY, "The film could not be drawn up; try again.");
}

/* *found: the graph has the part, which is then made. */
static bool make_in(struct crew *crew, struct graph *graph, const struct hash *name,
                    struct holding *holding, bool *found, struct error *err) {
    const struct graph_node *node = graph_find(graph, name);
    *found = node != NULL;
    if (!node) return true;
    set_limit(crew, holding, node);
    return graph_make_one(graph, crew->storage, name, &holding->cancel, found, err);
}

static bool make(struct crew *crew, struct drawn *drawn, const struct hash *name,
                 struct holding *holding, struct error *err) {
    bool found;
    pthread_mutex_lock(&drawn->lock);
    bool ok = may_use(drawn, err) && (drawn->production || open_drawn(crew, drawn, err));
    drawn->failed = !ok;
    pthread_mutex_unlock(&drawn->lock);
    if (!ok || !make_in(crew, drawn->voices, name, holding, &found, err)) return false;
    if (found) return true;
    pthread_mutex_lock(&drawn->lock);
    ok = may_use(drawn, err) && (drawn->rest || plan_drawn(drawn, &holding->cancel, err));
    drawn->failed = !ok;
    pthread_mutex_unlock(&drawn->lock);
    if (!ok || !make_in(crew, drawn->rest, name, holding, &found, err)) return false;
    return found || error_set(err, PROBLEM_TEMPORARY,
                              "This worker makes parts by other names than the one that asks: "
                              "its version, voices or drawings differ.");
}

static bool make_part(struct crew *crew, const struct queue_delivery *delivery,
                      struct holding *holding, struct error *err) {
    struct hash order, name;
    bool found;
    if (delivery->size != 2 * HASH_SIZE)
        return error_set(err, PROBLEM_BAD_INPUT, "This is no part of a film.");
    memcpy(order.bytes, delivery->body, HASH_SIZE);
    memcpy(name.bytes, delivery->body + HASH_SIZE, HASH_SIZE);
    if (!storage_check(crew->storage, &name, &found, err)) return false;
    if (found) return true;
    struct drawn *drawn = acquire(crew, &order);
    bool ok = make(crew, drawn, &name, holding, err);
    release(crew, drawn);
    return ok;
}

static bool is_done(struct db_tx *tx, void *data, struct error *err) {
    const struct holding *holding = data;
    return queue_done(holding->crew->doors.queue, tx, holding->delivery, err);
}

static void hold(struct crew *crew, struct holding *holding) {
    pthread_mutex_lock(&crew->lock);
    holding->next = crew->holdings;
    crew->holdings = holding;
    pthread_mutex_unlock(&crew->lock);
}

static void let_go(struct crew *crew, const struct holding *holding) {
    pthread_mutex_lock(&crew->lock);
    struct holding **at = &crew->holdings;
    while (*at != holding) at = &(*at)->next;
    *at = holding->next;
    pthread_mutex_unlock(&crew->lock);
}

/* What is no longer ours is somebody else's to tell of. */
static bool settle(struct crew *crew, struct holding *holding, bool ok, struct error *why,
                   struct error *err) {
    struct error told = {0};
    const struct queue_delivery *delivery = holding->delivery;
    bool stopped = cancel_asked(holding->stop);
    if (!ok && !stopped && holding->late)
        error_set(why, PROBLEM_TIMEOUT,
                  "A part of the film was not done within the %lld seconds "
                  "it may take.",
                  (long long)(holding->limit_ms + 999) / 1000);
    if (ok) {
        ok = db_transact(crew->doors.db, DB_WRITE, is_done, holding, &told);
    } else {
        int64_t pause = stopped ? 0 : (int64_t)RETRY_MS << (delivery->receives - 1);
        ok = queue_fail(crew->doors.queue, delivery, pause,
                        stopped ? "The worker was stopped." : why->message, NULL, &told);
    }
    if (ok || told.problem == PROBLEM_STALE) return true;
    if (err) *err = told;
    return false;
}

bool crew_step(struct crew *crew, int64_t wait_ms, struct cancel *cancel, bool *worked,
               struct error *err) {
    struct queue_offer offer = {
        .kind = CREW_KIND,
        .worker = crew->worker,
        .memory_mb = crew->doors.memory_mb ? crew->doors.memory_mb : MEMORY_ANY_MB,
        .hold_ms = HOLD_MS,
    };
    struct queue_delivery *delivery;
    if (!queue_receive(crew->doors.queue, &offer, wait_ms, cancel, &delivery, err))
        return false;
    *worked = delivery != NULL;
    if (!delivery) return true;
    struct holding holding = {.crew = crew, .delivery = delivery, .stop = cancel};
    struct error why = {0};
    hold(crew, &holding);
    bool ok = make_part(crew, delivery, &holding, &why);
    let_go(crew, &holding);
    ok = settle(crew, &holding, ok, &why, err);
    queue_delivery_free(crew->doors.queue, delivery);
    return ok;
}
