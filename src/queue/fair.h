/* Who is next. A pure function of who waits.
 *
 * Each user's oldest item of each class is a candidate. Its score is
 *
 *     weight of its class x (time waited + 1 s) / (1 + items running for its user)
 *
 * and the highest goes first. So under load the classes wait in inverse proportion to their
 * weights 10, 7, 5, 3 (waiting-time priority: Dovrolis, Stiliadis and Ramanathan, "Proportional
 * Differentiated Services", SIGCOMM 1999), whatever waits long enough is next, and a user with
 * a hundred items gets no more than one with a few. */
#ifndef QUEUE_FAIR_H
#define QUEUE_FAIR_H

#include <stddef.h>
#include <stdint.h>

#include "queue/queue.h"

extern const int fair_weights[QUEUE_CLASS_COUNT]; /* 10, 7, 5, 3 */

struct fair_candidate {
    enum queue_class class;
    int64_t since_ms; /* when its oldest item became ready */
    int64_t running;  /* items running for its user; 0 for nobody's */
    bool counted;     /* is a user's: the limit holds */
};

/* The index of the next, or `count` when every user is at `limit` (0: no limit). Of equals the
 * one that waits longest, then the first. */
size_t fair_next(const struct fair_candidate *candidates, size_t count, int64_t now_ms,
                 int64_t limit);

#endif
