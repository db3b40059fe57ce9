/* The graph of a film's parts: what depends on what, what is already made, what runs next.
 *
 * A node is a pure function with a name: the hash of everything its result depends on. Results
 * are kept in the work folder under that name, so a node whose result is there is not made
 * again. Nodes run on all cores, batch by batch, those with the most work behind them
 * first. */
#ifndef PRODUCTION_GRAPH_H
#define PRODUCTION_GRAPH_H

#include <stdatomic.h>

#include "base/buf.h"
#include "base/cancel.h"
#include "storage/storage.h"

enum stage {
    STAGE_VOICE,
    STAGE_MUSIC,
    STAGE_MIX,
    STAGE_PICTURE,
    STAGE_MASTER,
    STAGE_REVIEW,
    STAGE_COUNT
};
const char *production_stage_name(enum stage stage); /* "voice" */

/* Makes a node's result into `out` (empty at first). Long work asks `cancel` and tells `done`,
 * 0..1. Called from any thread, at most once a node. */
typedef bool graph_make(void *data, struct cancel *cancel, _Atomic float *done, struct buf *out,
                        struct error *err);

struct graph_node {
    enum stage stage;
    struct hash name;
    bool keep;   /* store the result under its name; else it is made every time */
    double cost; /* work expected, in seconds of one core: for order and progress */
    int batch; /* ready nodes of a lower batch are started first: what they share stays warm */
    graph_make *make;
    void *data;     /* borrowed until the graph is freed */
    char label[96]; /* "shot 2.3", for people and logs */
};

struct graph; /* not thread-safe; graph_run is what uses threads */
struct graph *graph_new(void);
void graph_free(struct graph *graph);
/* Copies the node and returns its index. `after`: nodes it needs, all added before. */
size_t graph_add(struct graph *graph, const struct graph_node *node, const size_t *after,
                 size_t after_count);

struct stage_progress {
    int total, done, kept; /* nodes; `kept` of the done were there already */
    double cost, cost_done;
    double core_s; /* time spent making, over all threads */
};

struct graph_progress {
    struct stage_progress stages[STAGE_COUNT];
    double elapsed_s;
    double left_s; /* by the work done so far; < 0 while unknown */
};

/* Told about ten times a second, and at the end, on the thread that called graph_run. */
typedef void graph_observer(void *data, const struct graph_progress *progress);

/* Others who make nodes, in other processes over the same results. With a crew, nodes whose
 * results are kept are asked of it, and only the rest is made here. All is called on the thread
 * that called graph_run, and none is optional. */
enum graph_asked { GRAPH_ASKED, GRAPH_FINISHED, GRAPH_FAILED };
struct graph_crew {
    /* Asks for nodes that are ready and not there; `ranks`: lower first. */
    bool (*ask)(void *data, const struct graph_node *const *nodes, const int64_t *ranks,
                size_t count, struct error *err);
    /* How it stands with nodes that were asked for; about four times a second. With
     * GRAPH_FAILED `err` says why. */
    bool (*look)(void *data, const struct graph_node *const *nodes, size_t count,
                 enum graph_asked *stand, struct error *err);
    /* Whatever is still asked for is not wanted any more. */
    void (*end)(void *data);
    void *data;
};
void graph_set_crew(struct graph *graph, const struct graph_crew *crew); /* copied */

/* The node of that name that is kept; NULL: the graph has none. Borrowed. */
const struct graph_node *graph_find(const struct graph *graph, const struct hash *name);
/* Makes the one node of that name, whatever it waits for, unless its result is there; *found
 * says whether the graph has it. From any thread, while nobody runs the graph. */
bool graph_make_one(struct graph *graph, struct storage *storage, const struct hash *name,
                    struct cancel *cancel, bool *found, struct error *err) MUST_USE;

/* Runs every node. On a failure or a cancel the nodes in work are ended, what was finished
 * stays kept, and the first error is returned. */
bool graph_run(struct graph *graph, struct storage *storage, int threads, struct cancel *cancel,
               graph_observer *observer, void *observer_data, struct graph_progress *progress,
               struct error *err) MUST_USE;

/* After graph_run: was this node's result there already? How long did its making take, in
 * seconds (0 when a crew made it)? */
bool graph_was_kept(const struct graph *graph, size_t node);
double graph_seconds(const struct graph *graph, size_t node);

#endif
