#include "studio/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

enum { BLOCK = 512, NAME_MAX_SIZE = 100 };

/* As POSIX lays it out: numbers are octal text. */
struct header {
    char name[NAME_MAX_SIZE], mode[8], user[8], group[8], size[12], time[12], sum[8], kind,
        link[100], magic[6], version[2], user_name[32], group_name[32], major[8], minor[8],
        prefix[155], pad[12];
};
_Static_assert(sizeof(struct header) == BLOCK, "a tar header is one block");

bool archive_open(const char *folder, int64_t at_s, struct archive *archive,
                  struct error *err) {
    int file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0) return error_set_errno(err, errno, "The archive cannot be written.");
    *archive = (struct archive){file, at_s, 0};
    return true;
}

static bool put(struct archive *archive, const void *bytes, size_t size, struct error *err) {
    if (!file_write_all(archive->file, bytes, size))
        return error_set_errno(err, errno, "The archive cannot be written.");
    archive->size += (int64_t)size;
    return true;
}

static bool put_header(struct archive *archive, const char *name, int64_t size,
                       struct error *err) {
    struct header header = {.kind = '0', .magic = "ustar", .version = {'0', '0'}};
    unsigned sum = 0;
    if (strlen(name) >= sizeof header.name || size < 0 || size >= 1LL << 33)
        return error_set(err, PROBLEM_TOO_LARGE, "%.120s does not fit into the archive.", name);
    memcpy(header.name, name, strlen(name));
    snprintf(header.mode, sizeof header.mode, "%07o", 0644U);
    snprintf(header.user, sizeof header.user, "%07o", 0U);
    snprintf(header.group, sizeof header.group, "%07o", 0U);
    snprintf(header.size, sizeof header.size, "%011llo", (unsigned long long)size);
    snprintf(header.time, sizeof header.time, "%011llo", (unsigned long long)archive->at_s);
    memset(header.sum, ' ', sizeof header.sum); /* as which it counts itself */
    for (size_t i = 0; i < sizeof header; i++) sum += ((const unsigned char *)&header)[i];
    snprintf(header.sum, sizeof header.sum, "%06o", sum);
    return put(archive, &header, sizeof header, err);
}

static bool fill_block(struct archive *archive, struct error *err) {
    static const char zeroes[BLOCK];
    size_t over = (size_t)(archive->size % BLOCK);
    return !over || put(archive, zeroes, BLOCK - over, err);
}

bool archive_add(struct archive *archive, const char *name, const void *bytes, size_t size,
                 struct error *err) {
    return put_header(archive, name, (int64_t)size, err) && put(archive, bytes, size, err) &&
           fill_block(archive, err);
}

static bool put_piece(void *data, const void *bytes, size_t size, struct error *err) {
    return put(data, bytes, size, err);
}

bool archive_add_blob(struct archive *archive, const char *name, struct blob_store *blobs,
                      const char *key, struct error *err) {
    struct blob_info info;
    if (!blob_stat(blobs, key, &info, err)) return err->problem == PROBLEM_NOT_FOUND;
    if (!put_header(archive, name, info.size, err)) return false;
    int64_t before = archive->size;
    if (!blob_read(blobs, key, 0, -1, put_piece, archive, err)) return false;
    if (archive->size - before != info.size)
        return error_set(err, PROBLEM_TEMPORARY, "%s changed meanwhile; try again.", name);
    return fill_block(archive, err);
}

bool archive_finish(struct archive *archive, int *file, int64_t *size, struct error *err) {
    static const char end[2 * BLOCK];
    if (!put(archive, end, sizeof end, err)) return false;
    if (lseek(archive->file, 0, SEEK_SET) != 0)
        return error_set_errno(err, errno, "The archive cannot be read.");
    *file = archive->file;
    *size = archive->size;
    archive->file = -1;
    return true;
}

void archive_done(struct archive *archive) {
    if (archive->file >= 0) close(archive->file);
    archive->file = -1;
}
