/* The worker: takes orders for films from the queue and has the production make them.
 *
 * The parts of a film go back to the queue, for this worker and all others (production/crew.h):
 * somebody has to run crew_step beside maker_step.
 *
 * Finished parts stay in a work folder under the hash of what they are made of, so a film that
 * a killed worker left goes on where it was, and a second film of the same script costs little.
 */
#ifndef STUDIO_MAKER_H
#define STUDIO_MAKER_H

#include "base/cancel.h"
#include "storage/blob.h"
#include "studio/studio.h"

struct maker {
    const struct studio *studio;
    struct blob_store *blobs;
    struct blob_store *shared; /* for parts; NULL: all workers are over the same work folder */
    const char *name;          /* of this worker, unlike any other's */
    int threads;               /* for what is made here; 0: all cores */
    int64_t limit_ms;          /* of a try; 0: jobs_limit_s */
    void (*told)(void);        /* after every event that was written; may be NULL */
};

/* Waits for an order, up to a second, and makes it. *worked says whether there was one. False
 * only when the doors fail; a film that cannot be made is told to its job. Asked to cancel, it
 * gives the order back at once. */
bool maker_step(const struct maker *maker, struct cancel *cancel, bool *worked,
                struct error *err) MUST_USE;

/* Ends jobs whose items are dead. *count says how many. */
bool maker_bury(const struct studio *studio, int *count, struct error *err) MUST_USE;

#endif
