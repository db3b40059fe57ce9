/* Inside the storage room: what the files of the disk back end share. */
#ifndef STORAGE_BLOB_DISK_H
#define STORAGE_BLOB_DISK_H

#include "storage/blob.h"
#include "storage/folder.h"

struct disk_place {
    struct folder folder;
    unsigned char link_key[32];
};

/* blob_disk_list.c */
bool blob_disk_list(void *place, const char *prefix, const char *after, size_t limit,
                    struct blob_list *list, struct error *err) MUST_USE;

/* blob_link.c: links signed with HMAC-SHA-512-256, the key in the folder's link.key. */
bool blob_disk_key(struct disk_place *place, struct error *err) MUST_USE;
bool blob_disk_link(void *place, const struct blob_link *link, int64_t now_s, char **url,
                    struct error *err) MUST_USE;
bool blob_disk_check(void *place, const char *method, const char *target, int64_t now_s,
                     struct arena *arena, struct blob_link *link, struct error *err) MUST_USE;

#endif
