/* Making the parts of films on many workers.
 *
 * A part is a node of a film's graph, and its name says all it depends on. So an item of the
 * queue (kind "part") carries two names and nothing else: that of the film's order, which lies
 * among the parts, and that of the node. Whoever takes the item reads the order, draws up the
 * same graph from it, makes the node of that name and keeps the result under it. The one who
 * makes the film (production_order.crew) asks for parts as they become ready, makes here what
 * is not kept (the film's sound, the joining, the review), and looks which are done: an item
 * that is gone and a part that is there.
 *
 * A film that needs files of this machine beside its script (music, packs of drawings) is made
 * here alone. */
#ifndef PRODUCTION_CREW_H
#define PRODUCTION_CREW_H

#include "production/production.h"
#include "queue/queue.h"

#define CREW_KIND "part"
#define CREW_GROUP "%.80s parts" /* of a film's parts, by its id */

/* For who makes a film. All is borrowed until production_close. */
struct crew_orders {
    struct db *db;
    struct queue *queue;
    const char *film; /* its id; its parts are the queue's group CREW_GROUP */
    const char *user; /* whose it is, for fairness */
    enum queue_class class;
};

/* For who makes parts. All is borrowed until crew_close. */
struct crew_doors {
    struct db *db;
    struct queue *queue;
    const char *work_folder;
    struct blob_store *shared; /* NULL: all workers are over the same work folder */
    const char *worker;        /* its name, for people */
    int memory_mb;             /* of one part at most; 0: of any size */
};

struct crew; /* use crew_step from any number of threads */
bool crew_open(const struct crew_doors *doors, struct crew **crew, struct error *err) MUST_USE;
void crew_close(struct crew *crew); /* NULL is allowed; no step may be under way */

/* Waits up to `wait_ms` for a part of any film, and makes it. *worked says whether there was
 * one. False only when the doors fail; a part that cannot be made is told to the queue. Asked
 * to cancel, it gives the part back at once. */
bool crew_step(struct crew *crew, int64_t wait_ms, struct cancel *cancel, bool *worked,
               struct error *err) MUST_USE;

/* What an order says, as bytes that another machine reads; false without an error when it names
 * files of this one. `arena` owns what is read. */
bool crew_order_write(const struct production_order *order, struct buf *out);
bool crew_order_read(const void *bytes, size_t size, struct arena *arena,
                     struct production_order *order, struct error *err) MUST_USE;

#endif
