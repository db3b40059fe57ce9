#include "storage/storage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "storage/blob.h"
#include "storage/inside.h"

enum { HEADER_SIZE = 8 + 8 + HASH_SIZE };
static const char magic[8] = {'F', 'I', 'L', 'M', 'O', 'B', 'J', '1'};

static char *object_path(const struct storage *storage, const struct hash *name,
                         bool folder_only) {
    char hex[HASH_HEX_SIZE];
    hash_hex(name, hex);
    return folder_format("%s/objects/%.2s%s%s", storage->folder.path, hex,
                         folder_only ? "" : "/", folder_only ? "" : hex + 2);
}

bool storage_open(const char *folder, struct storage **storage, struct error *err) {
    struct storage *made = xcalloc(1, sizeof *made);
    AUTO_FREE char *objects = folder_format("%s/objects", folder);
    if (!folder_open(folder, &made->folder, err) || !file_make_folder(objects, err)) {
        storage_close(made);
        return false;
    }
    *storage = made;
    return true;
}

void storage_close(struct storage *storage) {
    if (!storage) return;
    folder_close(&storage->folder);
    free(storage);
}

void storage_share(struct storage *storage, struct blob_store *shared) {
    storage->shared = shared;
}

static void shared_key(const struct hash *name, char key[static 80]) {
    char hex[HASH_HEX_SIZE];
    hash_hex(name, hex);
    snprintf(key, 80, "parts/%.2s/%s", hex, hex + 2);
}

const char *storage_scratch(const struct storage *storage) {
    return storage->folder.scratch;
}

int64_t storage_damaged(const struct storage *storage) {
    return storage->damaged;
}

bool storage_has(const struct storage *storage, const struct hash *name) {
    AUTO_FREE char *path = object_path(storage, name, false);
    struct stat info;
    bool there = stat(path, &info) == 0 && S_ISREG(info.st_mode) && info.st_size >= HEADER_SIZE;
    if (there) storage_mark_used(AT_FDCWD, path, &info);
    if (there || !storage->shared) return there;
    char key[80];
    struct blob_info shared;
    struct error why;
    shared_key(name, key);
    return blob_stat(storage->shared, key, &shared, &why);
}

static bool read_full(int fd, void *bytes, size_t size) {
    for (char *at = bytes; size;) {
        ssize_t got = read(fd, at, size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        at += got;
        size -= (size_t)got;
    }
    return true;
}

/* Reads and checks what is open. Damaged content is answered by false without an error. */
static bool read_object(int fd, char **bytes, size_t *size) {
    unsigned char header[HEADER_SIZE];
    struct stat info;
    if (fstat(fd, &info) != 0 || !read_full(fd, header, sizeof header)) return false;
    struct reader in = reader_over(header + sizeof magic, sizeof header - sizeof magic);
    uint64_t length = reader_u64(&in);
    if (memcmp(header, magic, sizeof magic) != 0) return false;
    if (length != (uint64_t)info.st_size - HEADER_SIZE) return false;
    char *content = malloc(length + 1);
    if (!content) return false;
    if (!read_full(fd, content, length)) {
        free(content);
        return false;
    }
    struct hash hash = hash_of(content, length);
    if (memcmp(hash.bytes, header + 16, HASH_SIZE) != 0) {
        free(content);
        return false;
    }
    content[length] = '\0';
    *bytes = content;
    *size = length;
    return true;
}

static bool make_shelf(struct storage *storage, const struct hash *name, struct error *err) {
    AUTO_FREE char *folder = object_path(storage, name, true);
    return mkdir(folder, 0755) == 0 || errno == EEXIST ||
           error_set_errno(err, errno, "The work folder %s cannot be written.",
                           storage->folder.path);
}

/* Brings an object here from where it is shared; *fd stays -1 when it is not there. */
static bool fetch(struct storage *storage, const struct hash *name, const char *path, int *fd,
                  struct error *err) {
    char key[80];
    struct error why = {0};
    shared_key(name, key);
    if (!make_shelf(storage, name, err)) return false;
    if (!blob_get_file(storage->shared, key, path, &why)) {
        if (why.problem == PROBLEM_NOT_FOUND) return true;
        if (err) *err = why;
        return why.problem == PROBLEM_DAMAGED; /* not there, as far as it is of use */
    }
    *fd = open(path, O_RDONLY | O_CLOEXEC);
    return *fd >= 0 || error_set_errno(err, errno, "The work folder %s cannot be read.",
                                       storage->folder.path);
}

bool storage_get(struct storage *storage, const struct hash *name, char **bytes, size_t *size,
                 struct error *err) {
    AUTO_FREE char *path = object_path(storage, name, false);
    *bytes = NULL;
    *size = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR) && storage->shared) {
        if (!fetch(storage, name, path, &fd, err)) return false;
        if (fd < 0) return true;
    }
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR)) return true;
    if (fd < 0)
        return error_set_errno(err, errno, "The work folder %s cannot be read.",
                               storage->folder.path);
    if (!read_object(fd, bytes, size)) {
        storage->damaged++;
        unlink(path); /* when it cannot be taken away, the put that follows replaces it */
    }
    struct stat info;
    if (*bytes && fstat(fd, &info) == 0) storage_mark_used(AT_FDCWD, path, &info);
    close(fd);
    return true;
}

bool storage_check(struct storage *storage, const struct hash *name, bool *found,
                   struct error *err) {
    char *bytes;
    size_t size;
    if (!storage_get(storage, name, &bytes, &size, err)) return false;
    *found = bytes != NULL;
    free(bytes);
    return true;
}

bool storage_put(struct storage *storage, const struct hash *name, const void *bytes,
                 size_t size, struct error *err) {
    AUTO_FREE char *path = object_path(storage, name, false);
    AUTO_FREE char *part = NULL;
    if (!make_shelf(storage, name, err)) return false;
    int fd;
    if (!folder_new_file(&storage->folder, &part, &fd, err)) return false;
    struct buf header;
    buf_init(&header, HEADER_SIZE);
    buf_add(&header, magic, sizeof magic);
    buf_u64(&header, size);
    struct hash hash = hash_of(bytes, size);
    buf_add(&header, hash.bytes, HASH_SIZE);
    bool ok = file_write_all(fd, header.bytes, header.size) &&
              file_write_all(fd, bytes, size) && fsync(fd) == 0;
    int problem = errno;
    buf_done(&header);
    if (close(fd) != 0 && ok) {
        ok = false;
        problem = errno;
    }
    if (ok && rename(part, path) != 0) {
        ok = false;
        problem = errno;
    }
    char key[80];
    shared_key(name, key);
    if (ok)
        return !storage->shared ||
               blob_put_file(storage->shared, key, "application/octet-stream", path, NULL, err);
    unlink(part);
    return error_set_errno(err, problem, "The work folder %s cannot be written.",
                           storage->folder.path);
}

bool storage_drop(struct storage *storage, const struct hash *name, struct error *err) {
    AUTO_FREE char *path = object_path(storage, name, false);
    if (unlink(path) != 0 && errno != ENOENT && errno != ENOTDIR)
        return error_set_errno(err, errno, "The work folder %s cannot be written.",
                               storage->folder.path);
    char key[80];
    shared_key(name, key);
    return !storage->shared || blob_delete(storage->shared, key, err);
}

bool storage_lock(struct storage *storage, const struct hash *name, int *lock,
                  struct error *err) {
    char hex[HASH_HEX_SIZE];
    hash_hex(name, hex);
    AUTO_FREE char *path = folder_format("%s/locks", storage->folder.path);
    if (mkdir(path, 0755) != 0 && errno != EEXIST)
        return error_set_errno(err, errno, "The work folder %s cannot be written.",
                               storage->folder.path);
    free(path);
    /* 4,096 lock files shared by all names: a rare needless wait instead of litter. */
    path = folder_format("%s/locks/%.3s", storage->folder.path, hex);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0)
        return error_set_errno(err, errno, "The work folder %s cannot be locked.",
                               storage->folder.path);
    while (flock(fd, LOCK_EX) != 0) {
        if (errno == EINTR) continue;
        int problem = errno;
        close(fd);
        return error_set_errno(err, problem, "The work folder %s cannot be locked.",
                               storage->folder.path);
    }
    *lock = fd;
    return true;
}

void storage_unlock(int lock) {
    close(lock);
}
