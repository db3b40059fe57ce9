/* Which back end, the rules of keys that all of them share, and what is made of their verbs. */
#include "storage/blob.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "storage/blob_backend.h"
#include "storage/folder.h"

static const struct blob_backend *const backends[] = {&blob_disk, &blob_s3};

struct blob_store {
    const struct blob_backend *backend;
    void *place;
};

struct blob_writer {
    const struct blob_backend *backend;
    void *upload;
};

bool blob_store_open(const char *url, struct blob_store **store, struct error *err) {
    const struct blob_backend *backend = NULL;
    for (size_t i = 0; i < COUNT_OF(backends); i++) {
        size_t length = strlen(backends[i]->scheme);
        if (strncmp(url, backends[i]->scheme, length) == 0 && url[length] == ':')
            backend = backends[i];
    }
    if (!backend)
        return error_set(err, PROBLEM_USAGE, "Storage is given as file:FOLDER or s3://BUCKET.");
    void *place;
    if (!backend->open(url, &place, err)) return false;
    *store = xcalloc(1, sizeof **store);
    **store = (struct blob_store){backend, place};
    return true;
}

void blob_store_close(struct blob_store *store) {
    if (!store) return;
    store->backend->close(store->place);
    free(store);
}

const char *blob_store_kind(const struct blob_store *store) {
    return store->backend->scheme;
}

bool blob_store_ready(struct blob_store *store, struct error *err) {
    return store->backend->ready(store->place, err);
}

static bool plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '.' || c == '_' || c == '-';
}

/* `whole` false: a prefix, which may be empty and may end anywhere. */
static bool check_name(const char *key, bool whole, struct error *err) {
    size_t size = strnlen(key, BLOB_KEY_MAX + 1);
    bool good = size <= BLOB_KEY_MAX && (size > 0 || !whole);
    for (size_t i = 0, part = 0; good && i < size; i++) {
        if (key[i] == '/') {
            good = i > part && (i + 1 < size || !whole);
            part = i + 1;
        } else {
            good = plain(key[i]) && !(key[i] == '.' && i == part) && i - part < 200;
        }
    }
    if (good) return true;
    return error_set(err, PROBLEM_BAD_INPUT, "This is no name for something stored.");
}

static bool check_key(const char *key, struct error *err) {
    return check_name(key, true, err);
}

/* What becomes a header of its own: printable ASCII. */
static bool check_type(const char *type, struct error *err) {
    size_t size = strnlen(type, BLOB_TYPE_SIZE);
    bool good = size > 0 && size < BLOB_TYPE_SIZE;
    for (size_t i = 0; good && i < size; i++) good = type[i] >= ' ' && type[i] <= '~';
    return good || error_set(err, PROBLEM_BAD_INPUT, "This is no type of content.");
}

bool blob_stat(struct blob_store *store, const char *key, struct blob_info *info,
               struct error *err) {
    return check_key(key, err) && store->backend->stat(store->place, key, info, err);
}

bool blob_delete(struct blob_store *store, const char *key, struct error *err) {
    return check_key(key, err) && store->backend->remove(store->place, key, err);
}

bool blob_writer_open(struct blob_store *store, const char *key, const char *type,
                      struct blob_writer **writer, struct error *err) {
    void *upload;
    if (!check_key(key, err) || !check_type(type, err) ||
        !store->backend->begin(store->place, key, type, &upload, err))
        return false;
    *writer = xcalloc(1, sizeof **writer);
    **writer = (struct blob_writer){store->backend, upload};
    return true;
}

bool blob_writer_add(struct blob_writer *writer, const void *bytes, size_t size,
                     struct error *err) {
    return size == 0 || writer->backend->add(writer->upload, bytes, size, err);
}

bool blob_writer_finish(struct blob_writer **writer, struct blob_info *info,
                        struct error *err) {
    struct blob_writer *ended = TAKE(*writer);
    struct blob_info made;
    bool ok = ended->backend->finish(ended->upload, &made, err);
    free(ended);
    if (ok && info) *info = made;
    return ok;
}

void blob_writer_abort(struct blob_writer **writer) {
    struct blob_writer *ended = TAKE(*writer);
    if (!ended) return;
    ended->backend->abort(ended->upload);
    free(ended);
}

bool blob_put(struct blob_store *store, const char *key, const char *type, const void *bytes,
              size_t size, struct blob_info *info, struct error *err) {
    AUTO(blob_writer_abort) struct blob_writer *writer = NULL;
    return blob_writer_open(store, key, type, &writer, err) &&
           blob_writer_add(writer, bytes, size, err) && blob_writer_finish(&writer, info, err);
}

bool blob_put_file(struct blob_store *store, const char *key, const char *type,
                   const char *path, struct blob_info *info, struct error *err) {
    enum { BLOCK = 256 * 1024 };
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return error_set_errno(err, errno, "%s cannot be read.", path);
    AUTO(blob_writer_abort) struct blob_writer *writer = NULL;
    AUTO_FREE char *block = xcalloc(BLOCK, 1);
    bool ok = blob_writer_open(store, key, type, &writer, err);
    while (ok) {
        ssize_t got = read(fd, block, BLOCK);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) ok = error_set_errno(err, errno, "%s cannot be read.", path);
        if (got <= 0) break;
        ok = blob_writer_add(writer, block, (size_t)got, err);
    }
    close(fd);
    return ok && blob_writer_finish(&writer, info, err);
}

bool blob_read(struct blob_store *store, const char *key, int64_t offset, int64_t length,
               blob_sink *sink, void *data, struct error *err) {
    struct blob_info info;
    if (offset < 0) return error_set(err, PROBLEM_BAD_INPUT, "A range begins at 0 or later.");
    return check_key(key, err) &&
           store->backend->read(store->place, key, offset, length, &info, sink, data, err);
}

static bool into_buf(void *data, const void *bytes, size_t size, struct error *err) {
    buf_add(data, bytes, size);
    return buf_ok(data, err);
}

bool blob_get(struct blob_store *store, const char *key, size_t max_size, char **bytes,
              size_t *size, struct blob_info *info, struct error *err) {
    struct blob_info found;
    struct buf buf;
    buf_init(&buf, max_size);
    bool ok = check_key(key, err) &&
              store->backend->read(store->place, key, 0, -1, &found, into_buf, &buf, err);
    if (ok) {
        if (info) *info = found;
        *size = buf.size;
        *bytes = buf.bytes ? TAKE(buf.bytes) : xcalloc(1, 1);
    }
    buf_done(&buf);
    return ok;
}

struct into_file {
    int fd;
    const char *path;
};

static bool into_fd(void *data, const void *bytes, size_t size, struct error *err) {
    const struct into_file *file = data;
    return file_write_all(file->fd, bytes, size) ||
           error_set_errno(err, errno, "%s cannot be written.", file->path);
}

bool blob_get_file(struct blob_store *store, const char *key, const char *path,
                   struct error *err) {
    AUTO_FREE char *part = folder_format("%s.part-XXXXXX", path);
    struct into_file file = {mkostemp(part, O_CLOEXEC), path};
    if (file.fd < 0) return error_set_errno(err, errno, "%s cannot be written.", path);
    bool ok = blob_read(store, key, 0, -1, into_fd, &file, err);
    if (ok && fsync(file.fd) != 0)
        ok = error_set_errno(err, errno, "%s cannot be written.", path);
    if (close(file.fd) != 0 && ok)
        ok = error_set_errno(err, errno, "%s cannot be written.", path);
    if (ok && rename(part, path) != 0)
        ok = error_set_errno(err, errno, "%s cannot be written.", path);
    if (!ok) unlink(part);
    return ok;
}

bool blob_open_file(struct blob_store *store, const char *key, int *fd, struct blob_info *info,
                    struct error *err) {
    return check_key(key, err) && store->backend->open_file(store->place, key, fd, info, err);
}

bool blob_list(struct blob_store *store, const char *prefix, const char *after, size_t limit,
               struct blob_list *list, struct error *err) {
    if (limit < 1 || limit > 1000)
        return error_set(err, PROBLEM_BAD_INPUT, "A list has 1 to 1000 entries.");
    struct blob_list made = {.arena = arena_new()};
    bool ok = check_name(prefix, false, err) && check_name(after, false, err) &&
              store->backend->list(store->place, prefix, after, limit, &made, err);
    if (ok)
        *list = made;
    else
        blob_list_done(&made);
    return ok;
}

void blob_list_done(struct blob_list *list) {
    arena_free(list->arena);
    *list = (struct blob_list){0};
}

bool blob_sweep(struct blob_store *store, int64_t older_s, struct error *err) {
    return store->backend->sweep(store->place, older_s, err);
}

bool blob_link_make(struct blob_store *store, const struct blob_link *link, int64_t now_s,
                    char **url, struct error *err) {
    if (!check_key(link->key, err)) return false;
    bool puts = strcmp(link->method, "PUT") == 0;
    if (puts && (!check_type(link->type, err) || link->size < 0)) return false;
    if (!puts && strcmp(link->method, "GET") != 0)
        return error_set(err, PROBLEM_INTERNAL, "A link is for GET or PUT.");
    if (link->life_s < 1 || link->life_s > BLOB_LINK_MAX_S)
        return error_set(err, PROBLEM_BAD_INPUT, "A link lives from a second to seven days.");
    return store->backend->link(store->place, link, now_s, url, err);
}

bool blob_link_check(struct blob_store *store, const char *method, const char *target,
                     int64_t now_s, struct arena *arena, struct blob_link *link,
                     struct error *err) {
    return store->backend->check(store->place, method, target, now_s, arena, link, err);
}
