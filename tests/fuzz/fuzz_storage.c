/* What the storage and queue doors read from outside: by the first byte a query, an answer of
 * S3, or a link to a blob. */
#include <stdlib.h>
#include <string.h>

#include "base/url.h"
#include "storage/blob.h"
#include "storage/s3.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void as_query(char *text) {
    size_t pairs = 0;
    for (char *value; url_next_pair(&text, &value); pairs++)
        if (strlen(value) > 1 << 20) abort();
    if (pairs > 1 << 20) abort();
}

static void as_answer(const char *text) {
    struct arena *arena = arena_new();
    const char *at = text;
    for (const char *entry; (entry = s3_element(&at, "Contents", arena));) {
        const char *in = entry;
        if (s3_element(&in, "Key", arena) && in < entry) abort();
    }
    arena_free(arena);
}

static void as_link(const char *text) {
    static struct blob_store *store;
    static char folder[] = "/tmp/film-fuzz-XXXXXX", url[80] = "file:";
    struct error err;
    if (!store) {
        if (!mkdtemp(folder)) return;
        strcat(url, folder);
        if (!blob_store_open(url, &store, &err)) return;
    }
    struct arena *arena = arena_new();
    struct blob_link link;
    if (blob_link_check(store, "GET", text, 1000, arena, &link, &err)) abort(); /* forged */
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    AUTO_FREE char *text = xcalloc(size, 1);
    memcpy(text, data + 1, size - 1);
    if (data[0] == 'q') as_query(text);
    if (data[0] == 'a') as_answer(text);
    if (data[0] == 'l') as_link(text);
    return 0;
}
