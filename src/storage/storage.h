/* The work folder: results kept under the hash of everything they were made from.
 *
 * Invariants
 *  - An object is written whole under a temporary name, synced and renamed: a name always holds
 * all of an object or nothing, also after kill -9 and on a full disk.
 *  - Every object carries the hash of its own bytes. One that fails it is taken away and
 * reported as not there, so that it is made again.
 *  - Names never change meaning: two runs that write the same name write the same bytes. Any
 * number of runs may share a folder.
 *
 * Layout: objects/ab/cdef... (magic "FILMOBJ1", u64 size, 32-byte BLAKE2b of the content,
 * content); lock (held shared by every run); parts/ (what is being written; emptied when nobody
 * else is in). */
#ifndef STORAGE_STORAGE_H
#define STORAGE_STORAGE_H

#include <stdint.h>

#include "base/error.h"
#include "base/hash.h"

struct storage;

/* Opens or makes the folder. One storage may be used from many threads. */
bool storage_open(const char *folder, struct storage **storage, struct error *err) MUST_USE;
void storage_close(struct storage *storage); /* NULL is allowed */

/* From now on the folder is this machine's cache of what many machines share in `shared`
 * (borrowed until storage_close), under parts/ab/cdef...: what is put goes there too, and what
 * is not here is fetched from there. Called before any other thread uses the storage. Locks
 * stay this folder's own: two machines may make the same object, and put the same bytes. */
struct blob_store;
void storage_share(struct storage *storage, struct blob_store *shared);

/* Is an object of that name there? Its bytes are not checked. */
bool storage_has(const struct storage *storage, const struct hash *name);

/* *bytes is malloc'd, or NULL when there is no whole object of that name (that is no failure).
 */
bool storage_get(struct storage *storage, const struct hash *name, char **bytes, size_t *size,
                 struct error *err) MUST_USE;
/* As storage_get, but only checks; *found. For large objects: reads in blocks, keeps nothing.
 */
bool storage_check(struct storage *storage, const struct hash *name, bool *found,
                   struct error *err) MUST_USE;
bool storage_put(struct storage *storage, const struct hash *name, const void *bytes,
                 size_t size, struct error *err) MUST_USE;

/* One that is not there is fine. */
bool storage_drop(struct storage *storage, const struct hash *name, struct error *err) MUST_USE;

/* Waits until no other run makes this object, then holds the right to. *lock >= 0 to be given
 * to storage_unlock. Locks die with their process. */
bool storage_lock(struct storage *storage, const struct hash *name, int *lock,
                  struct error *err) MUST_USE;
void storage_unlock(int lock);

/* A folder for this run's own files, made new and removed by storage_close or the next visitor.
 */
const char *storage_scratch(const struct storage *storage);

struct storage_swept {
    int64_t objects, freed;  /* taken away, and their bytes */
    int64_t kept, kept_size; /* still there, and theirs */
};
/* Takes away every object that nobody made or used for `unused_s` seconds. Runs may go on
 * meanwhile: what they use is not that old, and what is gone is made again. */
bool storage_sweep(struct storage *storage, int64_t unused_s, struct storage_swept *swept,
                   struct error *err) MUST_USE;

int64_t storage_damaged(const struct storage *storage); /* objects found damaged since opened */

#endif
