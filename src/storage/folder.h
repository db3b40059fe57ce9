/* A folder on disk that many processes write into, each below a scratch folder of its own until
 * what it writes is whole. Inside the storage room.
 *
 * Layout: lock (held shared by everyone inside); parts/ (the scratch folders; emptied by
 * whoever comes in alone, since then all that lies there was left by the dead). */
#ifndef STORAGE_FOLDER_H
#define STORAGE_FOLDER_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/error.h"

struct folder {
    char *path, *parts, *scratch;
    int lock;
    _Atomic uint64_t serial;
};

bool folder_open(const char *path, struct folder *folder, struct error *err) MUST_USE;
void folder_close(struct folder *folder); /* also after a failed open */

/* A new file in the scratch folder: the name is malloc'd. *fd is open for writing. */
bool folder_new_file(struct folder *folder, char **name, int *fd, struct error *err) MUST_USE;

/* malloc'd; never NULL. */
char *folder_format(const char *format, ...) PRINTF_LIKE(1, 2);

#endif
