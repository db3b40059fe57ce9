/* For those who implement a blob back end: one static const struct of functions, named in the
 * list in blob.c, which checks keys, types and limits before a back end sees them. */
#ifndef STORAGE_BLOB_BACKEND_H
#define STORAGE_BLOB_BACKEND_H

#include "storage/blob.h"

struct blob_backend {
    const char *scheme; /* "file" */
    /* All are called by blob.c from any thread; none is optional. Meanings are those of blob.h.
     * `place` and `upload` are the back end's own. */
    bool (*open)(const char *url, void **place, struct error *err);
    void (*close)(void *place);
    bool (*ready)(void *place, struct error *err);
    bool (*stat)(void *place, const char *key, struct blob_info *info, struct error *err);
    bool (*remove)(void *place, const char *key, struct error *err);
    /* One upload: begin, add …, then either finish or abort, which free it. */
    bool (*begin)(void *place, const char *key, const char *type, void **upload,
                  struct error *err);
    bool (*add)(void *upload, const void *bytes, size_t size, struct error *err);
    bool (*finish)(void *upload, struct blob_info *info, struct error *err);
    void (*abort)(void *upload);
    /* Sets `info` (not NULL). */
    bool (*read)(void *place, const char *key, int64_t offset, int64_t length,
                 struct blob_info *info, blob_sink *sink, void *data, struct error *err);
    bool (*open_file)(void *place, const char *key, int *fd, struct blob_info *info,
                      struct error *err);
    bool (*list)(void *place, const char *prefix, const char *after, size_t limit,
                 struct blob_list *list, struct error *err);
    bool (*sweep)(void *place, int64_t older_s, struct error *err);
    bool (*link)(void *place, const struct blob_link *link, int64_t now_s, char **url,
                 struct error *err);
    bool (*check)(void *place, const char *method, const char *target, int64_t now_s,
                  struct arena *arena, struct blob_link *link, struct error *err);
};

extern const struct blob_backend blob_disk, blob_s3;

#endif
