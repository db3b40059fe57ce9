#include "production/graph.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

#include "base/memory.h"

enum state { WAITING, RUNNING, ASKED, DONE };

struct node {
    struct graph_node plan;
    LIST(size_t) followers;
    size_t waits_for; /* nodes not yet done */
    double behind;    /* own cost and the costliest chain of followers: longest work first */
    enum state state;
    bool kept;
    double seconds;
    _Atomic float done;
};

struct graph {
    LIST(struct node) nodes;
    struct graph_crew crew; /* ask NULL: none */
    double crew_answered;
    /* while running: */
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    struct storage *storage;
    struct cancel stop; /* set on the first failure and when the caller cancels */
    struct error error;
    bool failed;
    size_t left;
    double stage_s[STAGE_COUNT];
};

const char *production_stage_name(enum stage stage) {
    static const char *const names[STAGE_COUNT] = {"voice",   "music",  "mix",
                                                   "picture", "master", "review"};
    return names[stage];
}

static double now_s(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

struct graph *graph_new(void) {
    return xcalloc(1, sizeof(struct graph));
}

void graph_free(struct graph *graph) {
    if (!graph) return;
    for (size_t i = 0; i < graph->nodes.count; i++) list_done(&graph->nodes.items[i].followers);
    list_done(&graph->nodes);
    free(graph);
}

size_t graph_add(struct graph *graph, const struct graph_node *plan, const size_t *after,
                 size_t after_count) {
    size_t index = graph->nodes.count;
    struct node *node = list_push(&graph->nodes);
    node->plan = *plan;
    node->waits_for = after_count;
    for (size_t i = 0; i < after_count; i++) {
        if (after[i] >= index) die("a node of the graph waits for one that is added later");
        *list_push(&graph->nodes.items[after[i]].followers) = index;
    }
    return index;
}

static bool goes_before(const struct node *a, const struct node *b) {
    return a->plan.batch != b->plan.batch ? a->plan.batch < b->plan.batch
                                          : a->behind > b->behind;
}

/* The ready node of the lowest batch with the most work behind it; NULL when none is ready. */
static struct node *next_node(struct graph *graph) {
    struct node *best = NULL;
    for (size_t i = 0; i < graph->nodes.count; i++) {
        struct node *node = &graph->nodes.items[i];
        if (node->state == WAITING && node->waits_for == 0 &&
            !(graph->crew.ask && node->plan.keep) && (!best || goes_before(node, best)))
            best = node;
    }
    return best;
}

/* Makes one node, or finds it kept. Without the mutex. */
static bool make_node(struct storage *storage, struct node *node, struct cancel *cancel,
                      bool *kept, struct error *err) {
    const struct graph_node *plan = &node->plan;
    struct buf out;
    buf_init(&out, (size_t)1 << 32);
    *kept = false;
    if (!plan->keep) {
        bool ok = plan->make(plan->data, cancel, &node->done, &out, err);
        buf_done(&out);
        return ok;
    }
    bool found;
    if (!storage_check(storage, &plan->name, &found, err)) return false;
    if (found) {
        *kept = true;
        return true;
    }
    int lock;
    if (!storage_lock(storage, &plan->name, &lock, err)) return false;
    /* Another run may have made it while this one waited. */
    bool ok = storage_check(storage, &plan->name, &found, err);
    if (ok && found) {
        *kept = true;
    } else if (ok) {
        ok = plan->make(plan->data, cancel, &node->done, &out, err) && buf_ok(&out, err) &&
             storage_put(storage, &plan->name, out.bytes, out.size, err);
    }
    storage_unlock(lock);
    buf_done(&out);
    return ok;
}

static void finish_node(struct graph *graph, struct node *node, bool ok,
                        const struct error *err) {
    node->state = DONE;
    graph->left--;
    if (ok) {
        for (size_t i = 0; i < node->followers.count; i++)
            graph->nodes.items[node->followers.items[i]].waits_for--;
    } else if (!graph->failed) {
        graph->failed = true;
        graph->error = *err;
        atomic_store(&graph->stop.asked, true);
    }
}

static void *work(void *data) {
    struct graph *graph = data;
    pthread_mutex_lock(&graph->mutex);
    while (graph->left > 0 && !cancel_asked(&graph->stop)) {
        struct node *node = next_node(graph);
        if (!node) {
            pthread_cond_wait(&graph->changed, &graph->mutex);
            continue;
        }
        node->state = RUNNING;
        pthread_mutex_unlock(&graph->mutex);
        struct error err = {0};
        bool kept;
        double started = now_s();
        bool ok = make_node(graph->storage, node, &graph->stop, &kept, &err);
        double seconds = now_s() - started;
        pthread_mutex_lock(&graph->mutex);
        node->kept = kept;
        node->seconds = seconds;
        graph->stage_s[node->plan.stage] += kept ? 0 : seconds;
        finish_node(graph, node, ok, &err);
        pthread_cond_broadcast(&graph->changed);
    }
    pthread_cond_broadcast(&graph->changed);
    pthread_mutex_unlock(&graph->mutex);
    return NULL;
}

void graph_set_crew(struct graph *graph, const struct graph_crew *crew) {
    graph->crew = *crew;
}

const struct graph_node *graph_find(const struct graph *graph, const struct hash *name) {
    for (size_t i = 0; i < graph->nodes.count; i++) {
        const struct graph_node *plan = &graph->nodes.items[i].plan;
        if (plan->keep && hash_compare(&plan->name, name) == 0) return plan;
    }
    return NULL;
}

bool graph_make_one(struct graph *graph, struct storage *storage, const struct hash *name,
                    struct cancel *cancel, bool *found, struct error *err) {
    bool kept;
    *found = false;
    for (size_t i = 0; i < graph->nodes.count; i++) {
        struct node *node = &graph->nodes.items[i];
        if (!node->plan.keep || hash_compare(&node->plan.name, name) != 0) continue;
        *found = true;
        return make_node(storage, node, cancel, &kept, err);
    }
    return true;
}

/* What the crew is asked for or stands with, beside the nodes that it is about. */
struct asking {
    LIST(const struct graph_node *) plans;
    LIST(struct node *) nodes;
    LIST(int64_t) ranks;
};

static void asking_add(struct asking *asking, struct node *node) {
    *list_push(&asking->plans) = &node->plan;
    *list_push(&asking->nodes) = node;
    *list_push(&asking->ranks) =
        (int64_t)node->plan.batch * 100000000 - (int64_t)(node->behind * 1000);
}

static void asking_done(struct asking *asking) {
    list_done(&asking->plans);
    list_done(&asking->nodes);
    list_done(&asking->ranks);
}

static void settle(struct graph *graph, struct node *node, bool kept, bool ok,
                   const struct error *err) {
    pthread_mutex_lock(&graph->mutex);
    node->kept = kept;
    finish_node(graph, node, ok, err);
    pthread_cond_broadcast(&graph->changed);
    pthread_mutex_unlock(&graph->mutex);
}

/* Ready nodes whose results are there are done; the others are asked for. Without the mutex. */
static bool ask_crew(struct graph *graph, struct error *err) {
    struct asking asking = {0}, ready = {0};
    pthread_mutex_lock(&graph->mutex);
    for (size_t i = 0; i < graph->nodes.count; i++) {
        struct node *node = &graph->nodes.items[i];
        if (node->plan.keep && node->state == WAITING && node->waits_for == 0)
            asking_add(&ready, node);
    }
    pthread_mutex_unlock(&graph->mutex);
    bool ok = true;
    for (size_t i = 0; ok && i < ready.nodes.count; i++) {
        struct node *node = ready.nodes.items[i];
        bool found = false;
        ok = storage_check(graph->storage, &node->plan.name, &found, err);
        if (ok && found) settle(graph, node, true, true, NULL);
        if (ok && !found) asking_add(&asking, node);
    }
    ok = ok && (asking.nodes.count == 0 ||
                graph->crew.ask(graph->crew.data, asking.plans.items, asking.ranks.items,
                                asking.plans.count, err));
    pthread_mutex_lock(&graph->mutex);
    for (size_t i = 0; ok && i < asking.nodes.count; i++) asking.nodes.items[i]->state = ASKED;
    pthread_mutex_unlock(&graph->mutex);
    asking_done(&asking);
    asking_done(&ready);
    return ok;
}

static bool look_at_crew(struct graph *graph, struct error *err) {
    struct asking asked = {0};
    pthread_mutex_lock(&graph->mutex);
    for (size_t i = 0; i < graph->nodes.count; i++)
        if (graph->nodes.items[i].state == ASKED) asking_add(&asked, &graph->nodes.items[i]);
    pthread_mutex_unlock(&graph->mutex);
    enum graph_asked *stand = xcalloc(asked.nodes.count + 1, sizeof *stand);
    struct error why = {0};
    bool ok = asked.nodes.count == 0 || graph->crew.look(graph->crew.data, asked.plans.items,
                                                         asked.plans.count, stand, &why);
    for (size_t i = 0; ok && i < asked.nodes.count; i++)
        if (stand[i] != GRAPH_ASKED)
            settle(graph, asked.nodes.items[i], false, stand[i] == GRAPH_FINISHED, &why);
    if (!ok && err) *err = why;
    free(stand);
    asking_done(&asked);
    return ok;
}

/* A door that is away for a moment is waited for: the work of others goes on. */
static void tend_crew(struct graph *graph, double *looked) {
    enum { AWAY_MAX_S = 120 };
    struct error err = {0};
    double now = now_s();
    if (!graph->crew.ask || now - *looked < 0.25) return;
    if (ask_crew(graph, &err) && look_at_crew(graph, &err)) {
        *looked = graph->crew_answered = now_s();
        return;
    }
    *looked = now_s();
    if (problem_info(err.problem)->retry && now_s() - graph->crew_answered < AWAY_MAX_S) return;
    pthread_mutex_lock(&graph->mutex);
    if (!graph->failed) {
        graph->failed = true;
        graph->error = err;
        atomic_store(&graph->stop.asked, true);
    }
    pthread_mutex_unlock(&graph->mutex);
}

/* With the mutex held. */
static void measure(struct graph *graph, double started, struct graph_progress *progress) {
    *progress = (struct graph_progress){.elapsed_s = now_s() - started, .left_s = -1};
    double cost_made = 0, cost_left = 0;
    for (size_t i = 0; i < graph->nodes.count; i++) {
        struct node *node = &graph->nodes.items[i];
        struct stage_progress *stage = &progress->stages[node->plan.stage];
        double share = node->state == DONE      ? 1
                       : node->state == RUNNING ? atomic_load(&node->done)
                                                : 0;
        stage->total++;
        stage->done += node->state == DONE;
        stage->kept += node->state == DONE && node->kept;
        stage->cost += node->plan.cost;
        stage->cost_done += node->plan.cost * share;
        if (!node->kept) cost_made += node->plan.cost * share;
        cost_left += node->plan.cost * (1 - share);
    }
    for (int i = 0; i < STAGE_COUNT; i++) progress->stages[i].core_s = graph->stage_s[i];
    if (cost_made > 0 && progress->elapsed_s > 0.5)
        progress->left_s = cost_left * progress->elapsed_s / cost_made;
    if (cost_left <= 0) progress->left_s = 0;
}

static void set_behind(struct graph *graph) {
    for (size_t i = graph->nodes.count; i-- > 0;) {
        struct node *node = &graph->nodes.items[i];
        double most = 0;
        for (size_t j = 0; j < node->followers.count; j++) {
            double behind = graph->nodes.items[node->followers.items[j]].behind;
            if (behind > most) most = behind;
        }
        node->behind = node->plan.cost + most;
    }
}

bool graph_run(struct graph *graph, struct storage *storage, int threads, struct cancel *cancel,
               graph_observer *observer, void *observer_data, struct graph_progress *progress,
               struct error *err) {
    enum { MAX_THREADS = 64, OBSERVE_EVERY_NS = 100 * 1000 * 1000 };
    pthread_t workers[MAX_THREADS];
    if (threads < 1) threads = 1;
    if (threads > MAX_THREADS) threads = MAX_THREADS;
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&graph->mutex, NULL);
    pthread_cond_init(&graph->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    graph->storage = storage;
    graph->left = graph->nodes.count;
    atomic_store(&graph->stop.asked, false);
    set_behind(graph);
    double started = now_s(), looked = 0;
    graph->crew_answered = started;
    int running = 0;
    while (running < threads && pthread_create(&workers[running], NULL, work, graph) == 0)
        running++;
    if (running == 0) {
        pthread_cond_destroy(&graph->changed);
        pthread_mutex_destroy(&graph->mutex);
        return error_set(err, PROBLEM_TEMPORARY, "No thread could be started; try again.");
    }

    pthread_mutex_lock(&graph->mutex);
    while (graph->left > 0 && !cancel_asked(&graph->stop)) {
        measure(graph, started, progress);
        pthread_mutex_unlock(&graph->mutex);
        if (observer) observer(observer_data, progress);
        tend_crew(graph, &looked);
        pthread_mutex_lock(&graph->mutex);
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += OBSERVE_EVERY_NS;
        if (until.tv_nsec >= 1000000000) {
            until.tv_sec++;
            until.tv_nsec -= 1000000000;
        }
        if (graph->left > 0) pthread_cond_timedwait(&graph->changed, &graph->mutex, &until);
        if (cancel_asked(cancel)) atomic_store(&graph->stop.asked, true);
    }
    pthread_cond_broadcast(&graph->changed);
    pthread_mutex_unlock(&graph->mutex);
    for (int i = 0; i < running; i++) pthread_join(workers[i], NULL);
    if (graph->crew.ask && graph->left > 0) graph->crew.end(graph->crew.data);
    measure(graph, started, progress);
    if (observer) observer(observer_data, progress);
    pthread_cond_destroy(&graph->changed);
    pthread_mutex_destroy(&graph->mutex);
    if (cancel_asked(cancel)) return cancel_check(cancel, err);
    if (!graph->failed) return true;
    if (err) *err = graph->error;
    return false;
}

bool graph_was_kept(const struct graph *graph, size_t node) {
    return graph->nodes.items[node].kept;
}

double graph_seconds(const struct graph *graph, size_t node) {
    return graph->nodes.items[node].seconds;
}
