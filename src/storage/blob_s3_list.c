/* Lists of S3: of blobs (ListObjectsV2), and of uploads in parts that nobody ended. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "storage/blob_s3.h"
#include "storage/folder.h"

/* "2026-11-27T22:03:01Z" or with a fraction; 0 for anything else. */
static int64_t time_ms(const char *text) {
    struct tm parts = {0};
    const char *rest = text ? strptime(text, "%Y-%m-%dT%H:%M:%S", &parts) : NULL;
    if (!rest) return 0;
    int64_t ms = (int64_t)timegm(&parts) * 1000;
    if (*rest == '.') ms += (int64_t)(strtod(rest, NULL) * 1000);
    return ms;
}

bool blob_s3_list(void *place, const char *prefix, const char *after, size_t limit,
                  struct blob_list *list, struct error *err) {
    struct s3 *s3 = place;
    struct http_response response;
    char max[16];
    AUTO_FREE char *whole = folder_format("%s%s", s3->prefix, prefix);
    AUTO_FREE char *start = folder_format("%s%s", *after ? s3->prefix : "", after);
    snprintf(max, sizeof max, "%zu", limit);
    struct s3_call call = {.method = "GET",
                           .query = {{"list-type", "2"},
                                     {"max-keys", max},
                                     {"prefix", whole},
                                     {*after ? "start-after" : NULL, start}}};
    if (!s3_expect(s3, &call, &response, err)) return false;
    LIST(struct blob_entry) found = {0};
    const char *at = response.body.bytes;
    const char *truncated = s3_element(&at, "IsTruncated", list->arena);
    list->more = truncated && strcmp(truncated, "true") == 0;
    at = response.body.bytes;
    for (const char *entry; (entry = s3_element(&at, "Contents", list->arena));) {
        const char *in = entry, *key = s3_element(&in, "Key", list->arena);
        if (!key || strncmp(key, s3->prefix, strlen(s3->prefix)) != 0) continue;
        struct blob_entry *made = list_push(&found);
        made->key = key + strlen(s3->prefix);
        in = entry;
        const char *changed = s3_element(&in, "LastModified", list->arena);
        in = entry;
        const char *etag = s3_element(&in, "ETag", list->arena);
        in = entry;
        const char *size = s3_element(&in, "Size", list->arena);
        made->info.changed_ms = time_ms(changed);
        made->info.size = size ? strtoll(size, NULL, 10) : 0;
        blob_s3_etag(etag, made->info.etag);
    }
    list->count = found.count;
    list->entries = list_take(list->arena, &found);
    list_done(&found);
    http_response_done(&response);
    return true;
}

static bool end_upload(struct s3 *s3, const char *key, const char *id, struct error *err) {
    struct http_response response;
    struct s3_call call = {.method = "DELETE", .key = key, .query = {{"uploadId", id}}};
    if (!s3_send(s3, &call, &response, err)) return false;
    bool ok = (response.status >= 200 && response.status < 300) || response.status == 404 ||
              s3_refused(&response, err);
    http_response_done(&response);
    return ok;
}

/* A page at a time; what is ended leaves the list, so the first page is the next. */
bool blob_s3_sweep(void *place, int64_t older_s, struct error *err) {
    enum { PAGES_MAX = 1000 };
    struct s3 *s3 = place;
    int64_t before = ((int64_t)time(NULL) - older_s) * 1000;
    bool ok = true, again = true;
    for (int page = 0; ok && again && page < PAGES_MAX; page++) {
        struct http_response response;
        struct s3_call call = {.method = "GET",
                               .query = {{"uploads", ""}, {"prefix", s3->prefix}}};
        if (!s3_expect(s3, &call, &response, err)) return false;
        struct arena *arena = arena_new();
        const char *at = response.body.bytes;
        again = false;
        for (const char *entry; ok && (entry = s3_element(&at, "Upload", arena));) {
            const char *in = entry, *key = s3_element(&in, "Key", arena);
            in = entry;
            const char *id = s3_element(&in, "UploadId", arena);
            in = entry;
            int64_t began = time_ms(s3_element(&in, "Initiated", arena));
            if (!key || !id || strncmp(key, s3->prefix, strlen(s3->prefix)) != 0 ||
                began > before)
                continue;
            again = true;
            ok = end_upload(s3, key + strlen(s3->prefix), id, err);
        }
        again = again && strstr(response.body.bytes, "<IsTruncated>true");
        arena_free(arena);
        http_response_done(&response);
    }
    return ok;
}
