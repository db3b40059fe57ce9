/* Inside the storage room: what its files share of the work folder. */
#ifndef STORAGE_INSIDE_H
#define STORAGE_INSIDE_H

#include <sys/stat.h>

#include "base/memory.h"
#include "storage/folder.h"
#include "storage/storage.h"

struct storage {
    struct folder folder;
    struct blob_store *shared; /* borrowed; NULL: none */
    _Atomic int64_t damaged;
};

/* An object's time of change tells when it was used last, to some minutes. `path` is taken from
 * `folder`, or AT_FDCWD. */
void storage_mark_used(int folder, const char *path, const struct stat *info);

#endif
