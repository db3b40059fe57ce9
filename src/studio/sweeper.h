/* Erases blobs that nothing refers to: what a worker put for a film that was then given up, and
 * shared parts of films that were last put long ago (a film that wants one again makes it
 * again). Younger blobs stay, since their rows may be on their way; so do those below other
 * names than films/ and parts/. Any number of processes may sweep at once. */
#ifndef STUDIO_SWEEPER_H
#define STUDIO_SWEEPER_H

#include "storage/blob.h"
#include "studio/studio.h"

enum { SWEEPER_FILM_S = 24 * 3600, SWEEPER_PART_S = 7 * 24 * 3600 };

/* A walk over all blobs, in steps. Begins as {0}. */
struct sweeper {
    char after[BLOB_KEY_MAX + 1]; /* the last key looked at */
    int64_t seen, erased, freed;  /* blobs; blobs; bytes */
    bool over;
};

/* Looks at the next few hundred blobs; `now` in milliseconds since 1970 UTC. At the end it also
 * ends uploads that dead workers began, and `over` is set. A step that failed may be repeated.
 */
bool sweeper_step(struct sweeper *sweeper, const struct studio *studio,
                  struct blob_store *blobs, int64_t now, struct error *err) MUST_USE;

#endif
