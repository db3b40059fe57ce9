/* Inside the storage room: what the files of the S3 back end share. */
#ifndef STORAGE_BLOB_S3_H
#define STORAGE_BLOB_S3_H

#include "storage/blob.h"
#include "storage/s3.h"

/* Without its quotes; NULL gives "". */
void blob_s3_etag(const char *quoted, char etag[static BLOB_ETAG_SIZE]);

/* blob_s3_list.c */
bool blob_s3_list(void *place, const char *prefix, const char *after, size_t limit,
                  struct blob_list *list, struct error *err) MUST_USE;
bool blob_s3_sweep(void *place, int64_t older_s, struct error *err) MUST_USE;

#endif
