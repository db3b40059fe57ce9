#include "storage/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

char *folder_format(const char *format, ...) {
    char *path = NULL;
    va_list args;
    va_start(args, format);
    if (vasprintf(&path, format, args) < 0) die("out of memory");
    va_end(args);
    return path;
}

static void remove_tree(const char *path) {
    DIR *folder = opendir(path);
    if (!folder) {
        unlink(path);
        return;
    }
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        AUTO_FREE char *inner = folder_format("%s/%s", path, entry->d_name);
        struct stat info;
        if (lstat(inner, &info) == 0 && S_ISDIR(info.st_mode)) {
            remove_tree(inner);
        } else {
            unlink(inner);
        }
    }
    closedir(folder);
    rmdir(path);
}

static bool refuse(const struct folder *folder, int problem, const char *what,
                   struct error *err) {
    error_set_errno(err, problem, "The folder %s cannot be %s.", folder->path, what);
    if (err && err->problem != PROBLEM_NO_SPACE) err->problem = PROBLEM_CANNOT_CREATE;
    return false;
}

/* Whoever gets the lock alone knows that nobody is writing: what lies in parts/ is left over.
 */
static bool enter(struct folder *folder, struct error *err) {
    AUTO_FREE char *path = folder_format("%s/lock", folder->path);
    folder->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (folder->lock < 0) return refuse(folder, errno, "used", err);
    if (flock(folder->lock, LOCK_EX | LOCK_NB) == 0) remove_tree(folder->parts);
    if (flock(folder->lock, LOCK_SH) != 0)
        return error_set_errno(err, errno, "The folder %s cannot be locked.", folder->path);
    return file_make_folder(folder->parts, err);
}

bool folder_open(const char *path, struct folder *folder, struct error *err) {
    *folder = (struct folder){.lock = -1};
    folder->path = xstrdup(path);
    folder->parts = folder_format("%s/parts", path);
    if (!file_make_folder(path, err) || !enter(folder, err)) return false;
    AUTO_FREE char *scratch = folder_format("%s/run-%ld-XXXXXX", folder->parts, (long)getpid());
    if (!mkdtemp(scratch)) return refuse(folder, errno, "written", err);
    folder->scratch = TAKE(scratch);
    return true;
}

void folder_close(struct folder *folder) {
    if (folder->scratch) remove_tree(folder->scratch);
    if (folder->lock >= 0) close(folder->lock);
    free(folder->path);
    free(folder->parts);
    free(folder->scratch);
    *folder = (struct folder){.lock = -1};
}

bool folder_new_file(struct folder *folder, char **name, int *fd, struct error *err) {
    AUTO_FREE char *path =
        folder_format("%s/put-%llu", folder->scratch,
                      (unsigned long long)atomic_fetch_add(&folder->serial, 1));
    int made = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (made < 0)
        return error_set_errno(err, errno, "The folder %s cannot be written.", folder->path);
    *name = TAKE(path);
    *fd = made;
    return true;
}
