/* Taking objects away that nobody has used for long. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "storage/folder.h"
#include "storage/inside.h"

enum { MARK_EVERY_S = 600 };

void storage_mark_used(int folder, const char *path, const struct stat *info) {
    if (time(NULL) - info->st_mtime < MARK_EVERY_S) return;
    /* A read-only folder keeps its times; then nothing can be swept from it either. */
    (void)!utimensat(folder, path, NULL, 0);
}

static void sweep_shelf(int shelf, time_t before, struct storage_swept *swept) {
    DIR *list = fdopendir(shelf);
    if (!list) {
        close(shelf);
        return;
    }
    for (const struct dirent *entry; (entry = readdir(list));) {
        struct stat info;
        if (entry->d_name[0] == '.' ||
            fstatat(dirfd(list), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0 ||
            !S_ISREG(info.st_mode))
            continue;
        bool unused = info.st_mtime < before && unlinkat(dirfd(list), entry->d_name, 0) == 0;
        swept->objects += unused;
        swept->freed += unused ? info.st_size : 0;
        swept->kept += !unused;
        swept->kept_size += unused ? 0 : info.st_size;
    }
    closedir(list);
}

bool storage_sweep(struct storage *storage, int64_t unused_s, struct storage_swept *swept,
                   struct error *err) {
    AUTO_FREE char *objects = folder_format("%s/objects", storage->folder.path);
    *swept = (struct storage_swept){0};
    DIR *shelves = opendir(objects);
    if (!shelves)
        return error_set_errno(err, errno, "The work folder %s cannot be read.",
                               storage->folder.path);
    time_t before = time(NULL) - (time_t)unused_s;
    for (const struct dirent *entry; (entry = readdir(shelves));) {
        if (entry->d_name[0] == '.') continue;
        int shelf = openat(dirfd(shelves), entry->d_name,
                           O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (shelf >= 0) sweep_shelf(shelf, before, swept);
    }
    closedir(shelves);
    return true;
}
