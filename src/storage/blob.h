/* Blobs under keys: uploads, finished films, pictures. On this machine's disk, or in S3.
 *
 * A key is 1 to BLOB_KEY_MAX bytes of A-Z a-z 0-9 . _ - and /, without empty parts and without
 * parts that begin with a point: "users/42/projects/7/final/film.mp4". A blob is there whole or
 * not at all, also after kill -9 and on a full disk; putting one again replaces it at once for
 * whoever opens it next. A blob that is not there is PROBLEM_NOT_FOUND; a server that cannot be
 * reached is PROBLEM_TEMPORARY. */
#ifndef STORAGE_BLOB_H
#define STORAGE_BLOB_H

#include <stdint.h>

#include "base/memory.h"

enum { BLOB_KEY_MAX = 512, BLOB_TYPE_SIZE = 100, BLOB_ETAG_SIZE = 80 };

struct blob_store; /* use from any thread */

/* `url` is file:FOLDER (made when missing) or
 * s3://BUCKET[/PREFIX][?region=REGION][&endpoint=URL]. The keys to S3 are those of
 * base/aws_sign.h: environment or the container's role. */
bool blob_store_open(const char *url, struct blob_store **store, struct error *err) MUST_USE;
void blob_store_close(struct blob_store *store);             /* NULL is allowed */
const char *blob_store_kind(const struct blob_store *store); /* "file" or "s3" */
bool blob_store_ready(struct blob_store *store, struct error *err) MUST_USE;

struct blob_info {
    int64_t size, changed_ms;  /* since 1970 UTC */
    char etag[BLOB_ETAG_SIZE]; /* without quotes; changes with the content */
    char type[BLOB_TYPE_SIZE]; /* "video/mp4" */
};
bool blob_stat(struct blob_store *store, const char *key, struct blob_info *info,
               struct error *err) MUST_USE;
bool blob_delete(struct blob_store *store, const char *key,
                 struct error *err) MUST_USE; /* one that is not there is fine */

/* Small blobs, whole. *bytes is malloc'd with a NUL beyond its size; content that fails its
 * check is PROBLEM_DAMAGED, more than `max_size` PROBLEM_TOO_LARGE. `info` may be NULL. */
bool blob_get(struct blob_store *store, const char *key, size_t max_size, char **bytes,
              size_t *size, struct blob_info *info, struct error *err) MUST_USE;
bool blob_put(struct blob_store *store, const char *key, const char *type, const void *bytes,
              size_t size, struct blob_info *info, struct error *err) MUST_USE;

/* Large ones, in pieces and flat memory. Writing: nothing is there before blob_writer_finish
 * returns true. Finish and abort end *writer and make it NULL. */
struct blob_writer; /* one thread at a time */
bool blob_writer_open(struct blob_store *store, const char *key, const char *type,
                      struct blob_writer **writer, struct error *err) MUST_USE;
bool blob_writer_add(struct blob_writer *writer, const void *bytes, size_t size,
                     struct error *err) MUST_USE;
bool blob_writer_finish(struct blob_writer **writer, struct blob_info *info,
                        struct error *err) MUST_USE;
void blob_writer_abort(struct blob_writer **writer); /* NULL is allowed: for AUTO */

/* Reading `length` bytes from `offset` (-1: to the end; what lies beyond the end is not read).
 * Called with one piece after the other; false with `err` set stops. A whole blob is checked,
 * so that the last call may be followed by PROBLEM_DAMAGED. */
typedef bool blob_sink(void *data, const void *bytes, size_t size, struct error *err);
bool blob_read(struct blob_store *store, const char *key, int64_t offset, int64_t length,
               blob_sink *sink, void *data, struct error *err) MUST_USE;

/* From and to a file, which also is there whole or not at all. */
bool blob_put_file(struct blob_store *store, const char *key, const char *type,
                   const char *path, struct blob_info *info, struct error *err) MUST_USE;
bool blob_get_file(struct blob_store *store, const char *key, const char *path,
                   struct error *err) MUST_USE;

/* The blob as an open file, content from its beginning, info->size bytes long, for a server
 * that sends it by itself. *fd is -1 where blobs are no files (S3); then give a link. */
bool blob_open_file(struct blob_store *store, const char *key, int *fd, struct blob_info *info,
                    struct error *err) MUST_USE;

/* Keys that begin with `prefix` and come after `after` ("" or the last key seen), in the order
 * of their bytes; at most `limit` (1 to 1000). The type is not told. */
struct blob_entry {
    const char *key;
    struct blob_info info;
};
struct blob_list {
    struct arena *arena;
    struct blob_entry *entries;
    size_t count;
    bool more; /* there are keys beyond the last one */
};
bool blob_list(struct blob_store *store, const char *prefix, const char *after, size_t limit,
               struct blob_list *list, struct error *err) MUST_USE;
void blob_list_done(struct blob_list *list);

/* Ends what dead writers began: uploads in parts older than `older_s`. On the disk they end by
 * themselves. */
bool blob_sweep(struct blob_store *store, int64_t older_s, struct error *err) MUST_USE;

/* A link by which somebody who is not signed in may GET or PUT this one blob, for a while. On
 * S3 the link leads there; on the disk it is a path below /blobs/ of our own API, which asks
 * blob_link_check. */
enum { BLOB_LINK_GET_S = 3600, BLOB_LINK_PUT_S = 900, BLOB_LINK_MAX_S = 7 * 24 * 3600 };
struct blob_link {
    const char *method; /* "GET" (HEAD may use it too) or "PUT" */
    const char *key;
    int64_t life_s;
    const char *name; /* GET: the file name a browser saves under; NULL: shown in place */
    const char *type; /* PUT: the Content-Type that has to be sent */
    int64_t size;     /* PUT: the Content-Length that has to be sent */
};
/* *url is malloc'd. `now_s` since 1970 UTC. */
bool blob_link_make(struct blob_store *store, const struct blob_link *link, int64_t now_s,
                    char **url, struct error *err) MUST_USE;

/* For the API: is `target` ("/blobs/…?…" as it came) a link of ours for `method`, and not over?
 * Then `link` says what it allows; its strings live in `arena`. PROBLEM_FORBIDDEN otherwise. */
bool blob_link_check(struct blob_store *store, const char *method, const char *target,
                     int64_t now_s, struct arena *arena, struct blob_link *link,
                     struct error *err) MUST_USE;

#endif
