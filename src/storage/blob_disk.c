/* Blobs on this machine's disk.
 *
 * Layout of the folder: blobs/KEY@ (an @ is in no key, so that "a" and "a/b" can both be
 * there); link.key (32 random bytes: what signs links, made once); lock and parts/ as folder.h
 * says.
 *
 * A file is the content, then a foot of fixed size: type (NUL-padded), SHA-256 of the content,
 * its length (u64, little-endian), "FILMBLB1". It is written below parts/, synced, renamed, and
 * the folder is synced: a key always holds all of a blob or nothing. */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "storage/blob_backend.h"
#include "storage/blob_disk.h"

enum { FOOT_SIZE = BLOB_TYPE_SIZE + 32 + 8 + 8, BLOCK = 256 * 1024 };
static const char magic[8] = {'F', 'I', 'L', 'M', 'B', 'L', 'B', '1'};

struct upload {
    struct disk_place *place;
    char *key, *part;
    char type[BLOB_TYPE_SIZE];
    int fd;
    uint64_t size;
    crypto_hash_sha256_state hash;
};

static bool cannot(const struct disk_place *place, const char *what, struct error *err) {
    return error_set_errno(err, errno, "The folder %s cannot be %s.", place->folder.path, what);
}

static bool open_place(const char *url, void **out, struct error *err) {
    const char *path = url + strlen("file:");
    if (!*path)
        return error_set(err, PROBLEM_USAGE, "Storage on disk is given as file:FOLDER.");
    struct disk_place *place = xcalloc(1, sizeof *place);
    AUTO_FREE char *blobs = folder_format("%s/blobs", path);
    bool ok = folder_open(path, &place->folder, err) && file_make_folder(blobs, err) &&
              blob_disk_key(place, err);
    if (!ok) {
        folder_close(&place->folder);
        free(place);
        return false;
    }
    *out = place;
    return true;
}

static void close_place(void *data) {
    struct disk_place *place = data;
    folder_close(&place->folder);
    free(place);
}

/* Can the folder still be written? */
static bool ready(void *data, struct error *err) {
    struct disk_place *place = data;
    AUTO_FREE char *part = NULL;
    int fd;
    if (!folder_new_file(&place->folder, &part, &fd, err)) return false;
    bool ok = file_write_all(fd, "ready", 5) || cannot(place, "written", err);
    close(fd);
    unlink(part);
    return ok;
}

static char *path_of(const struct disk_place *place, const char *key) {
    return folder_format("%s/blobs/%s@", place->folder.path, key);
}

/* Reads the foot. False without `err` set when it is damaged. */
static bool read_foot(int fd, struct blob_info *info, unsigned char hash[static 32]) {
    struct stat file;
    unsigned char foot[FOOT_SIZE];
    if (fstat(fd, &file) != 0 || file.st_size < FOOT_SIZE ||
        pread(fd, foot, FOOT_SIZE, file.st_size - FOOT_SIZE) != FOOT_SIZE)
        return false;
    struct reader in = reader_over(foot, FOOT_SIZE);
    const char *type = reader_bytes(&in, BLOB_TYPE_SIZE);
    const unsigned char *sum = reader_bytes(&in, 32);
    uint64_t size = reader_u64(&in);
    if (memcmp(reader_bytes(&in, 8), magic, 8) != 0 || type[BLOB_TYPE_SIZE - 1] != '\0' ||
        size != (uint64_t)file.st_size - FOOT_SIZE)
        return false;
    *info = (struct blob_info){.size = (int64_t)size,
                               .changed_ms = (int64_t)file.st_mtim.tv_sec * 1000 +
                                             file.st_mtim.tv_nsec / 1000000};
    memcpy(info->type, type, BLOB_TYPE_SIZE);
    memcpy(hash, sum, 32);
    sodium_bin2hex(info->etag, sizeof info->etag, hash, 32);
    return true;
}

static bool damaged(const char *key, struct error *err) {
    error_set(err, PROBLEM_DAMAGED, "What was stored is damaged.");
    return error_cause(err, "the blob %s", key);
}

static bool open_blob(const struct disk_place *place, const char *key, int *fd,
                      struct blob_info *info, unsigned char hash[static 32],
                      struct error *err) {
    AUTO_FREE char *path = path_of(place, key);
    int opened = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (opened < 0 && (errno == ENOENT || errno == ENOTDIR)) {
        error_set(err, PROBLEM_NOT_FOUND, "This is not stored here.");
        return error_cause(err, "no blob %s", key);
    }
    if (opened < 0) return cannot(place, "read", err);
    if (!read_foot(opened, info, hash)) {
        close(opened);
        return damaged(key, err);
    }
    *fd = opened;
    return true;
}

static bool stat_blob(void *data, const char *key, struct blob_info *info, struct error *err) {
    unsigned char hash[32];
    int fd = -1;
    if (!open_blob(data, key, &fd, info, hash, err)) return false;
    close(fd);
    return true;
}

static bool open_file(void *data, const char *key, int *fd, struct blob_info *info,
                      struct error *err) {
    unsigned char hash[32];
    return open_blob(data, key, fd, info, hash, err);
}

/* Folders that became empty go too; a put that comes between makes them anew. */
static bool remove_blob(void *data, const char *key, struct error *err) {
    struct disk_place *place = data;
    AUTO_FREE char *path = path_of(place, key);
    if (unlink(path) != 0 && errno != ENOENT && errno != ENOTDIR)
        return cannot(place, "written", err);
    size_t root = strlen(place->folder.path) + strlen("/blobs");
    for (char *slash; (slash = strrchr(path, '/')) && slash > path + root;) {
        *slash = '\0';
        if (rmdir(path) != 0) break;
    }
    return true;
}

static bool begin(void *data, const char *key, const char *type, void **out,
                  struct error *err) {
    struct disk_place *place = data;
    char *part;
    int fd;
    if (!folder_new_file(&place->folder, &part, &fd, err)) return false;
    struct upload *upload = xcalloc(1, sizeof *upload);
    *upload = (struct upload){.place = place, .key = xstrdup(key), .part = part, .fd = fd};
    memcpy(upload->type, type, strlen(type));
    crypto_hash_sha256_init(&upload->hash);
    *out = upload;
    return true;
}

static void end(struct upload *upload, bool drop) {
    if (upload->fd >= 0) close(upload->fd);
    if (drop) unlink(upload->part);
    free(upload->part);
    free(upload->key);
    free(upload);
}

static void abort_upload(void *data) {
    end(data, true);
}

static bool add(void *data, const void *bytes, size_t size, struct error *err) {
    struct upload *upload = data;
    if (!file_write_all(upload->fd, bytes, size)) return cannot(upload->place, "written", err);
    crypto_hash_sha256_update(&upload->hash, bytes, size);
    upload->size += size;
    return true;
}

static bool write_foot(struct upload *upload, struct error *err) {
    struct buf foot;
    unsigned char hash[32];
    crypto_hash_sha256_final(&upload->hash, hash);
    buf_init(&foot, FOOT_SIZE);
    buf_add(&foot, upload->type, BLOB_TYPE_SIZE);
    buf_add(&foot, hash, sizeof hash);
    buf_u64(&foot, upload->size);
    buf_add(&foot, magic, sizeof magic);
    bool ok = file_write_all(upload->fd, foot.bytes, foot.size) && fsync(upload->fd) == 0;
    if (!ok) cannot(upload->place, "written", err);
    buf_done(&foot);
    return ok;
}

static bool sync_folder(const char *path) {
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return false;
    bool ok = fsync(fd) == 0;
    close(fd);
    return ok;
}

/* Renames, and makes the folders above as often as a delete takes them away meanwhile. */
static bool give_name(struct upload *upload, struct error *err) {
    enum { TRIES = 100 };
    AUTO_FREE char *path = path_of(upload->place, upload->key);
    AUTO_FREE char *folder = xstrdup(path);
    *strrchr(folder, '/') = '\0';
    for (int tried = 0; tried < TRIES; tried++) {
        if (file_make_folder(folder, err) && rename(upload->part, path) == 0)
            return sync_folder(folder) || errno == ENOENT ||
                   cannot(upload->place, "written", err);
        if (errno != ENOENT) break;
    }
    return cannot(upload->place, "written", err);
}

static bool finish(void *data, struct blob_info *info, struct error *err) {
    struct upload *upload = data;
    unsigned char hash[32];
    bool ok = write_foot(upload, err);
    int fd = ok ? open(upload->part, O_RDONLY | O_CLOEXEC) : -1;
    if (ok && fd < 0) ok = cannot(upload->place, "read", err);
    if (ok && !read_foot(fd, info, hash)) ok = damaged(upload->key, err);
    if (fd >= 0) close(fd);
    if (ok && close(upload->fd) != 0) ok = cannot(upload->place, "written", err);
    upload->fd = -1;
    ok = ok && give_name(upload, err);
    end(upload, !ok);
    return ok;
}

static bool read_blob(void *data, const char *key, int64_t offset, int64_t length,
                      struct blob_info *info, blob_sink *sink, void *sink_data,
                      struct error *err) {
    struct disk_place *place = data;
    unsigned char hash[32], sum[32];
    int fd = -1;
    if (!open_blob(place, key, &fd, info, hash, err)) return false;
    int64_t left = info->size > offset ? info->size - offset : 0;
    if (length >= 0 && length < left) left = length;
    bool whole = offset == 0 && left == info->size, ok = true;
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    AUTO_FREE char *block = xcalloc(BLOCK, 1);
    for (int64_t at = offset; ok && left > 0;) {
        ssize_t got = pread(fd, block, left < BLOCK ? (size_t)left : BLOCK, at);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            ok = cannot(place, "read", err);
        } else if (got == 0) {
            ok = damaged(key, err);
        } else {
            crypto_hash_sha256_update(&state, (unsigned char *)block, (size_t)got);
            ok = sink(sink_data, block, (size_t)got, err);
            at += got;
            left -= got;
        }
    }
    close(fd);
    crypto_hash_sha256_final(&state, sum);
    if (ok && whole && memcmp(sum, hash, sizeof hash) != 0) ok = damaged(key, err);
    return ok;
}

/* What dead writers left goes when somebody comes in alone. */
static bool sweep(void *data, int64_t older_s, struct error *err) {
    (void)data;
    (void)older_s;
    (void)err;
    return true;
}

const struct blob_backend blob_disk = {
    .scheme = "file",
    .open = open_place,
    .close = close_place,
    .ready = ready,
    .stat = stat_blob,
    .remove = remove_blob,
    .begin = begin,
    .add = add,
    .finish = finish,
    .abort = abort_upload,
    .read = read_blob,
    .open_file = open_file,
    .list = blob_disk_list,
    .sweep = sweep,
    .link = blob_disk_link,
    .check = blob_disk_check,
};
