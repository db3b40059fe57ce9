#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

bool file_read(const char *path, size_t max_size, char **bytes, size_t *size,
               struct error *err) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return error_set_errno(err, errno, "%s cannot be read.", path);
    struct stat info;
    bool ok = false;
    char *block = NULL;
    if (fstat(fd, &info) != 0) {
        error_set_errno(err, errno, "%s cannot be read.", path);
    } else if (S_ISDIR(info.st_mode)) {
        error_set(err, PROBLEM_BAD_INPUT, "%s is a folder, not a file.", path);
    } else if ((uint64_t)info.st_size > max_size) {
        error_set(err, PROBLEM_TOO_LARGE, "%s is %.1f MB; the most that is read is %.1f MB.",
                  path, (double)info.st_size / 1e6, (double)max_size / 1e6);
    } else {
        /* Read to the end rather than to st_size: pipes and /proc files say 0. */
        size_t room = (size_t)info.st_size + 1, used = 0;
        block = xcalloc(room + 1, 1);
        ssize_t got;
        while ((got = read(fd, block + used, room - used)) != 0) {
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) {
                error_set_errno(err, errno, "%s cannot be read.", path);
                break;
            }
            used += (size_t)got;
            if (used > max_size) {
                error_set(err, PROBLEM_TOO_LARGE,
                          "%s is larger than the %.1f MB that are read.", path,
                          (double)max_size / 1e6);
                break;
            }
            if (used == room) {
                room *= 2;
                block = xrealloc(block, room + 1, 1);
            }
        }
        if (got == 0) {
            block[used] = '\0';
            *bytes = TAKE(block);
            *size = used;
            ok = true;
        }
    }
    free(block);
    close(fd);
    return ok;
}

bool file_write_all(int fd, const void *bytes, size_t size) {
    for (const char *at = bytes; size;) {
        ssize_t put = write(fd, at, size);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return false;
        at += put;
        size -= (size_t)put;
    }
    return true;
}

/* Opens a temporary file beside `path`, whose name goes to *temporary (malloc'd). -1 on
 * failure. */
static int open_beside(const char *path, char **temporary, struct error *err) {
    if (asprintf(temporary, "%s.part-XXXXXX", path) < 0) die("out of memory");
    int fd = mkostemp(*temporary, O_CLOEXEC);
    if (fd >= 0) return fd;
    error_set_errno(err, errno, "%s cannot be written.", path);
    if (err && err->problem != PROBLEM_NO_SPACE) err->problem = PROBLEM_CANNOT_CREATE;
    return -1;
}

/* Syncs and renames what was written whole; else takes it away. Closes fd. */
static bool close_beside(int fd, const char *temporary, const char *path, bool ok,
                         struct error *err) {
    ok = ok && fchmod(fd, 0644) == 0 && fsync(fd) == 0;
    int problem = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        problem = errno;
    }
    if (ok && rename(temporary, path) != 0) {
        ok = false;
        problem = errno;
    }
    if (ok) return true;
    unlink(temporary);
    return error_set_errno(err, problem, "%s cannot be written.", path);
}

bool file_write(const char *path, const void *bytes, size_t size, struct error *err) {
    AUTO_FREE char *temporary = NULL;
    int fd = open_beside(path, &temporary, err);
    return fd >= 0 && close_beside(fd, temporary, path, file_write_all(fd, bytes, size), err);
}

bool file_move(const char *from, const char *to, struct error *err) {
    if (rename(from, to) == 0) return true;
    if (errno != EXDEV) return error_set_errno(err, errno, "%s cannot be written.", to);
    int source = open(from, O_RDONLY | O_CLOEXEC);
    if (source < 0) return error_set_errno(err, errno, "%s cannot be read.", from);
    AUTO_FREE char *temporary = NULL;
    int fd = open_beside(to, &temporary, err);
    bool ok = fd >= 0;
    if (ok) {
        enum { BLOCK = 1 << 20 };
        AUTO_FREE char *block = xcalloc(BLOCK, 1);
        ssize_t got;
        while ((got = read(source, block, BLOCK)) > 0 || (got < 0 && errno == EINTR))
            if (got > 0 && !file_write_all(fd, block, (size_t)got)) break;
        ok = close_beside(fd, temporary, to, got == 0, err);
    }
    close(source);
    if (ok) unlink(from);
    return ok;
}

bool file_make_folder(const char *path, struct error *err) {
    AUTO_FREE char *copy = xstrdup(path);
    for (char *at = copy + 1;; at++) {
        if (*at && *at != '/') continue;
        char kept = *at;
        *at = '\0';
        if (*copy && mkdir(copy, 0755) != 0 && errno != EEXIST) {
            error_set_errno(err, errno, "The folder %s cannot be made.", path);
            if (err && err->problem != PROBLEM_NO_SPACE) err->problem = PROBLEM_CANNOT_CREATE;
            return false;
        }
        *at = kept;
        if (!kept) break;
    }
    struct stat info;
    if (stat(path, &info) == 0 && !S_ISDIR(info.st_mode))
        return error_set(err, PROBLEM_CANNOT_CREATE, "%s is a file, not a folder.", path);
    return true;
}

char *file_stem(const char *path) {
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    size_t size = dot && dot != name ? (size_t)(dot - name) : strlen(name);
    char *stem = xcalloc(size + 1, 1);
    memcpy(stem, name, size);
    return stem;
}

char *file_data_path(const char *name) {
    char *path = NULL;
    const char *root = getenv("FILM_DATA");
    if (root && *root) {
        if (asprintf(&path, "%s/%s", root, name) < 0) die("out of memory");
        return path;
    }
    char program[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", program, sizeof program - 1);
    if (size > 0) {
        program[size] = '\0';
        /* Walk up: build/film, build/tests/unit/art/test_x and an installed bin/ all find
         * theirs. */
        for (char *slash = strrchr(program, '/'); slash && slash != program;
             slash = strrchr(program, '/')) {
            *slash = '\0';
            static const char *const roots[] = {"", "/share/film"};
            for (size_t i = 0; i < COUNT_OF(roots); i++) {
                /* The folder of sets marks the root: "art" alone may be a folder of anything.
                 */
                AUTO_FREE char *mark = NULL;
                struct stat info;
                if (asprintf(&mark, "%s%s/art/sets", program, roots[i]) < 0)
                    die("out of memory");
                if (stat(mark, &info) != 0 || !S_ISDIR(info.st_mode)) continue;
                if (asprintf(&path, "%s%s/%s", program, roots[i], name) < 0)
                    die("out of memory");
                return path;
            }
        }
    }
    if (asprintf(&path, "%s/%s", FILM_DATA_DIR, name) < 0) die("out of memory");
    return path;
}
