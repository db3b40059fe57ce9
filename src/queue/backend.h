/* For those who implement a queue back end: one static const struct of functions, named in the
 * list in queue.c. Rows are rows.h's; a back end says how workers come by them. */
#ifndef QUEUE_BACKEND_H
#define QUEUE_BACKEND_H

#include "queue/queue.h"

struct queue_backend {
    const char *scheme; /* "db" */
    /* All are called by queue.c from any thread; none is optional. `transport` is the back
     * end's own. */
    bool (*open)(const char *url, struct db *db, void **transport, struct error *err);
    void (*close)(void *transport);
    bool (*ready)(void *transport, struct error *err);
    /* One try to come by an item, which may wait up to `wait_ms` for it. *delivery NULL: none.
     */
    bool (*receive)(void *transport, const struct queue_offer *offer, int64_t wait_ms,
                    struct queue_delivery **delivery, struct error *err);
    /* The row is held that much longer: so is whatever stands for it. */
    bool (*extend)(void *transport, const struct queue_delivery *delivery, int64_t hold_ms,
                   struct error *err);
    /* The row waits again, or is dead. */
    void (*failed)(void *transport, const struct queue_delivery *delivery, bool dead);
    /* Called once for each delivery at its end, however it ended. */
    void (*end)(void *transport, struct queue_delivery *delivery);
    /* Dead rows were made to wait again. */
    bool (*redriven)(void *transport, struct error *err);
};

extern const struct queue_backend queue_database, queue_sqs;

#endif
