/* Files, whole and bounded. Paths are UTF-8 or whatever the system's bytes are. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stddef.h>

#include "base/error.h"

/* Reads a whole file of at most max_size bytes. *bytes is malloc'd with a NUL beyond its size.
 */
bool file_read(const char *path, size_t max_size, char **bytes, size_t *size,
               struct error *err) MUST_USE;

/* Writes under a temporary name in the same folder, syncs, renames: the final name never holds
 * half a file, whatever happens. */
bool file_write(const char *path, const void *bytes, size_t size, struct error *err) MUST_USE;

/* Writes everything, also when the system takes it in parts. False: errno says why. */
bool file_write_all(int fd, const void *bytes, size_t size) MUST_USE;

/* Gives a file another name. On another disk it is copied there first, as file_write does. */
bool file_move(const char *from, const char *to, struct error *err) MUST_USE;

/* Makes a folder and those above it; one that exists is fine. */
bool file_make_folder(const char *path, struct error *err) MUST_USE;

/* The path with its folder and extension removed: "a/b/pongal.fountain" gives "pongal".
 * malloc'd. */
char *file_stem(const char *path);

/* Where the program's own data lies ("art", "fonts" ...): $FILM_DATA, else beside the program
 * as in a build tree, else the installed place. malloc'd; never NULL, may not exist. */
char *file_data_path(const char *name);

#endif
