/* put_blob STORE KEY FILE: a file among the blobs of a store, as a worker would put it. */
#include <stdio.h>

#include "storage/blob.h"

int main(int argc, char **argv) {
    struct error err = {0};
    struct blob_store *store = NULL;
    struct blob_info info;
    if (argc != 4) return 64;
    bool ok = blob_store_open(argv[1], &store, &err) &&
              blob_put_file(store, argv[2], "video/mp4", argv[3], &info, &err);
    if (!ok) fprintf(stderr, "put_blob: %s\n", err.message);
    blob_store_close(store);
    return ok ? 0 : 1;
}
