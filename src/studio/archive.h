/* All of a project in one file to take away: a tar (POSIX.1-1988, ustar), written to a file
 * without a name, so that it takes no memory, is sent with ranges, and is gone when it is
 * closed. */
#ifndef STUDIO_ARCHIVE_H
#define STUDIO_ARCHIVE_H

#include "storage/blob.h"

struct archive {
    int file; /* -1: none */
    int64_t at_s, size;
};
/* In `folder`, on which there has to be room. Entries are of the time `at_s` since 1970. */
bool archive_open(const char *folder, int64_t at_s, struct archive *archive,
                  struct error *err) MUST_USE;
/* `name` with its folders, at most 99 bytes. */
bool archive_add(struct archive *archive, const char *name, const void *bytes, size_t size,
                 struct error *err) MUST_USE;
/* A blob in pieces; one that is not there is left out. */
bool archive_add_blob(struct archive *archive, const char *name, struct blob_store *blobs,
                      const char *key, struct error *err) MUST_USE;
/* *file is the whole, from its beginning, and the caller's; *size its bytes. */
bool archive_finish(struct archive *archive, int *file, int64_t *size,
                    struct error *err) MUST_USE;
void archive_done(struct archive *archive); /* closes what was not finished */

#endif
