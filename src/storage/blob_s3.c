/* Blobs in S3.
 *
 * An upload is gathered in one buffer of a part's size: what ends within it is put in one call,
 * anything longer goes up in parts, so that memory is flat whatever the length. S3 checks the
 * SHA-256 of every body it is sent (x-amz-content-sha256), and what was put in one call carries
 * it as x-amz-meta-sha256, by which a whole read is checked. A read that breaks off is taken up
 * where it stopped, if the blob is still the same (If-Match). */
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/url.h"
#include "storage/blob_backend.h"
#include "storage/blob_s3.h"
#include "storage/folder.h"

enum {
    PART_SIZE = 8 << 20,   /* S3 wants 5 MiB at least */
    PARTS_PER_SIZE = 1000, /* then parts double: 10,000 parts are allowed, and 5 TB */
    PARTS_MAX = 10000,
    READ_TRIES = 5
};

struct upload {
    struct s3 *s3;
    char *key, *type;
    char *buffer;
    size_t used, room;
    char *id; /* of the upload in parts; NULL while there is none */
    LIST(char *) etags;
    int64_t size;
};

static bool open_place(const char *url, void **out, struct error *err) {
    struct s3 *s3 = xcalloc(1, sizeof *s3);
    if (!s3_open(url, s3, err)) {
        s3_close(s3);
        free(s3);
        return false;
    }
    *out = s3;
    return true;
}

static void close_place(void *place) {
    s3_close(place);
    free(place);
}

static bool ready(void *place, struct error *err) {
    struct http_response response;
    struct s3_call call = {.method = "GET", .query = {{"list-type", "2"}, {"max-keys", "1"}}};
    if (!s3_expect(place, &call, &response, err)) return false;
    http_response_done(&response);
    return true;
}

static void copy_text(char *to, size_t size, const char *from) {
    snprintf(to, size, "%s", from ? from : "");
}

static int64_t date_ms(const char *date) {
    struct tm parts = {0};
    if (!date || !strptime(date, "%a, %d %b %Y %H:%M:%S", &parts)) return 0;
    return (int64_t)timegm(&parts) * 1000;
}

/* From the headers of an answer about a blob; a part's length is told by its range. */
static void read_info(const struct http_response *response, struct blob_info *info) {
    const char *length = http_header_of(response, "Content-Length");
    const char *range = http_header_of(response, "Content-Range");
    const char *total = range ? strchr(range, '/') : NULL;
    const char *changed = http_header_of(response, "Last-Modified");
    if (!changed) changed = http_header_of(response, "Date");
    *info = (struct blob_info){.size = total    ? strtoll(total + 1, NULL, 10)
                                       : length ? strtoll(length, NULL, 10)
                                                : 0,
                               .changed_ms = date_ms(changed)};
    blob_s3_etag(http_header_of(response, "ETag"), info->etag);
    copy_text(info->type, sizeof info->type, http_header_of(response, "Content-Type"));
}

void blob_s3_etag(const char *quoted, char etag[static BLOB_ETAG_SIZE]) {
    copy_text(etag, BLOB_ETAG_SIZE, quoted && *quoted == '"' ? quoted + 1 : quoted);
    etag[strcspn(etag, "\"")] = '\0';
}

static bool stat_blob(void *place, const char *key, struct blob_info *info, struct error *err) {
    struct http_response response;
    if (!s3_expect(place, &(struct s3_call){.method = "HEAD", .key = key}, &response, err))
        return false;
    read_info(&response, info);
    http_response_done(&response);
    return true;
}

static bool open_file(void *place, const char *key, int *fd, struct blob_info *info,
                      struct error *err) {
    if (!stat_blob(place, key, info, err)) return false;
    *fd = -1;
    return true;
}

static bool remove_blob(void *place, const char *key, struct error *err) {
    struct http_response response;
    struct s3_call call = {.method = "DELETE", .key = key};
    if (!s3_send(place, &call, &response, err)) return false;
    bool ok = (response.status >= 200 && response.status < 300) || response.status == 404 ||
              s3_refused(&response, err);
    http_response_done(&response);
    return ok;
}

static bool begin(void *place, const char *key, const char *type, void **out,
                  struct error *err) {
    (void)err;
    struct upload *upload = xcalloc(1, sizeof *upload);
    *upload = (struct upload){.s3 = place, .key = xstrdup(key), .type = xstrdup(type)};
    *out = upload;
    return true;
}

static void end(struct upload *upload) {
    for (size_t i = 0; i < upload->etags.count; i++) free(upload->etags.items[i]);
    list_done(&upload->etags);
    free(upload->id);
    free(upload->buffer);
    free(upload->key);
    free(upload->type);
    free(upload);
}

static void abort_upload(void *data) {
    struct upload *upload = data;
    struct error why; /* what cannot be ended now is ended by the sweeper */
    struct http_response response;
    if (upload->id && s3_send(upload->s3,
                              &(struct s3_call){.method = "DELETE",
                                                .key = upload->key,
                                                .query = {{"uploadId", upload->id}}},
                              &response, &why))
        http_response_done(&response);
    end(upload);
}

static bool begin_parts(struct upload *upload, struct error *err) {
    struct http_response response;
    struct s3_call call = {.method = "POST",
                           .key = upload->key,
                           .query = {{"uploads", ""}},
                           .headers = {{"Content-Type", upload->type}},
                           .repeatable = true}; /* one begun in vain is swept */
    if (!s3_expect(upload->s3, &call, &response, err)) return false;
    struct arena *arena = arena_new();
    const char *at = response.body.bytes;
    const char *id = s3_element(&at, "UploadId", arena);
    if (id) upload->id = xstrdup(id);
    arena_free(arena);
    http_response_done(&response);
    return id || error_set(err, PROBLEM_IO, "The storage answers something else.");
}

static bool send_part(struct upload *upload, struct error *err) {
    char number[16];
    struct http_response response;
    if (!upload->id && !begin_parts(upload, err)) return false;
    if (upload->etags.count == PARTS_MAX)
        return error_set(err, PROBLEM_TOO_LARGE, "This is too large to be stored.");
    snprintf(number, sizeof number, "%zu", upload->etags.count + 1);
    struct s3_call call = {.method = "PUT",
                           .key = upload->key,
                           .query = {{"partNumber", number}, {"uploadId", upload->id}},
                           .body = upload->buffer,
                           .size = upload->used};
    if (!s3_expect(upload->s3, &call, &response, err)) return false;
    const char *etag = http_header_of(&response, "ETag");
    *list_push(&upload->etags) = xstrdup(etag ? etag : "");
    http_response_done(&response);
    upload->used = 0;
    return true;
}

/* The buffer grows with what comes, up to a part. */
static size_t part_size(const struct upload *upload) {
    return (size_t)PART_SIZE << upload->etags.count / PARTS_PER_SIZE;
}

static bool add(void *data, const void *bytes, size_t size, struct error *err) {
    struct upload *upload = data;
    const char *at = bytes;
    upload->size += (int64_t)size;
    while (size > 0) {
        size_t part = part_size(upload);
        if (upload->used == part && !send_part(upload, err)) return false;
        size_t take = part - upload->used < size ? part - upload->used : size;
        if (upload->used + take > upload->room) {
            size_t room = upload->room * 2 < part ? upload->room * 2 : part;
            upload->room = room < upload->used + take ? upload->used + take : room;
            upload->buffer = xrealloc(upload->buffer, upload->room, 1);
        }
        memcpy(upload->buffer + upload->used, at, take);
        upload->used += take;
        at += take;
        size -= take;
    }
    return true;
}

static bool put_whole(struct upload *upload, struct blob_info *info, struct error *err) {
    char sha256[AWS_SHA256_SIZE];
    struct http_response response;
    const char *bytes = upload->buffer ? upload->buffer : "";
    aws_sign_sha256(bytes, upload->used, sha256);
    struct s3_call call = {
        .method = "PUT",
        .key = upload->key,
        .headers = {{"Content-Type", upload->type}, {"X-Amz-Meta-Sha256", sha256}},
        .body = bytes,
        .size = upload->used};
    if (!s3_expect(upload->s3, &call, &response, err)) return false;
    read_info(&response, info);
    http_response_done(&response);
    return true;
}

/* S3 may answer 200 and say in the body that it failed after all; and a call that was answered
 * into the void finds its upload gone when it is repeated, the blob being there. */
static bool complete(struct upload *upload, struct error *err) {
    struct buf body;
    struct http_response response;
    buf_init(&body, 4 << 20);
    buf_text(&body, "<CompleteMultipartUpload>");
    for (size_t i = 0; i < upload->etags.count; i++)
        buf_printf(&body, "<Part><PartNumber>%zu</PartNumber><ETag>%s</ETag></Part>", i + 1,
                   upload->etags.items[i]);
    buf_text(&body, "</CompleteMultipartUpload>");
    struct s3_call call = {.method = "POST",
                           .key = upload->key,
                           .query = {{"uploadId", upload->id}},
                           .headers = {{"Content-Type", "application/xml"}},
                           .body = body.bytes,
                           .size = body.size,
                           .repeatable = true};
    bool ok = buf_ok(&body, err) && s3_send(upload->s3, &call, &response, err);
    buf_done(&body);
    if (!ok) return false;
    bool gone = response.status == 404;
    if (response.status == 200 && strstr(response.body.bytes, "<Error>")) response.status = 500;
    ok = response.status == 200 || gone || s3_refused(&response, err);
    http_response_done(&response);
    struct blob_info info;
    if (ok && gone)
        ok = stat_blob(upload->s3, upload->key, &info, err) &&
             (info.size == upload->size ||
              error_set(err, PROBLEM_TEMPORARY, "The upload was lost; try again."));
    return ok;
}

static bool finish(void *data, struct blob_info *info, struct error *err) {
    struct upload *upload = data;
    bool ok;
    if (!upload->id) {
        ok = put_whole(upload, info, err);
    } else {
        ok = (upload->used == 0 || send_part(upload, err)) && complete(upload, err) &&
             stat_blob(upload->s3, upload->key, info, err);
    }
    if (!ok) {
        abort_upload(upload);
        return false;
    }
    info->size = upload->size;
    copy_text(info->type, sizeof info->type, upload->type);
    end(upload);
    return true;
}

struct reading {
    blob_sink *sink;
    void *data;
    const struct http_response *response; /* of the call under way */
    struct blob_info *info;
    int64_t got;
    bool stopped;
    crypto_hash_sha256_state hash;
};

static bool pass_on(void *data, const void *bytes, size_t size, struct error *err) {
    struct reading *reading = data;
    if (reading->got == 0) read_info(reading->response, reading->info);
    crypto_hash_sha256_update(&reading->hash, bytes, size);
    reading->stopped = !reading->sink(reading->data, bytes, size, err);
    reading->got += (int64_t)size;
    return !reading->stopped;
}

/* One GET from where the last one stopped. *done when there is no more. */
static bool read_on(struct s3 *s3, const char *key, int64_t offset, int64_t length,
                    struct reading *reading, char *sha256, bool *done, struct error *err) {
    char range[64], etag[BLOB_ETAG_SIZE + 2];
    struct http_response response;
    struct s3_call call = {.method = "GET", .key = key, .sink = pass_on, .sink_data = reading};
    reading->response = &response;
    size_t headers = 0;
    int64_t from = offset + reading->got;
    if (length >= 0)
        snprintf(range, sizeof range, "bytes=%" PRId64 "-%" PRId64, from, offset + length - 1);
    else
        snprintf(range, sizeof range, "bytes=%" PRId64 "-", from);
    if (from > 0 || length >= 0) call.headers[headers++] = (struct http_header){"Range", range};
    if (reading->got > 0) {
        snprintf(etag, sizeof etag, "\"%s\"", reading->info->etag);
        call.headers[headers++] = (struct http_header){"If-Match", etag};
    }
    if (!s3_send(s3, &call, &response, err)) return false;
    *done = true;
    bool ok = response.status == 416 || (response.status >= 200 && response.status < 300) ||
              s3_refused(&response, err);
    if (ok && response.status != 416) {
        const char *kept = http_header_of(&response, "X-Amz-Meta-Sha256");
        read_info(&response, reading->info);
        copy_text(sha256, AWS_SHA256_SIZE, kept);
    }
    http_response_done(&response);
    return ok;
}

static bool check_whole(struct reading *reading, const char *sha256, const char *key,
                        struct error *err) {
    unsigned char sum[crypto_hash_sha256_BYTES];
    char hex[AWS_SHA256_SIZE];
    crypto_hash_sha256_final(&reading->hash, sum);
    sodium_bin2hex(hex, sizeof hex, sum, sizeof sum);
    if (!sha256[0] || strcmp(hex, sha256) == 0) return true;
    error_set(err, PROBLEM_DAMAGED, "What was stored is damaged.");
    return error_cause(err, "the blob %s", key);
}

static bool read_blob(void *place, const char *key, int64_t offset, int64_t length,
                      struct blob_info *info, blob_sink *sink, void *data, struct error *err) {
    struct reading reading = {.sink = sink, .data = data, .info = info};
    char sha256[AWS_SHA256_SIZE] = "";
    crypto_hash_sha256_init(&reading.hash);
    if (length == 0) return stat_blob(place, key, info, err);
    bool done = false;
    for (int tried = 0; !done; tried++) {
        struct error why = {0};
        int64_t before = reading.got;
        if (read_on(place, key, offset, length, &reading, sha256, &done, &why)) break;
        if (reading.got > before) tried = 0;
        if (why.problem != PROBLEM_TEMPORARY || reading.stopped || done ||
            tried + 1 >= READ_TRIES || reading.got == 0) {
            if (err) *err = why;
            return false;
        }
    }
    bool whole = offset == 0 && reading.got == info->size;
    return !whole || check_whole(&reading, sha256, key, err);
}

static bool link_to(void *place, const struct blob_link *link, int64_t now_s, char **url,
                    struct error *err) {
    struct s3 *s3 = place;
    struct aws_keys keys;
    struct aws_sign sign;
    struct buf disposition, out;
    char size[24];
    if (!s3_sign(s3, &keys, &sign, err)) return false;
    sign.time_s = now_s;
    AUTO_FREE char *path = s3_path(s3, link->key);
    bool puts = strcmp(link->method, "PUT") == 0;
    snprintf(size, sizeof size, "%" PRId64, link->size);
    struct http_header headers[] = {{"Content-Length", size}, {"Content-Type", link->type}};
    buf_init(&disposition, 4096);
    if (!puts && link->name) {
        buf_text(&disposition, "attachment; filename*=UTF-8''");
        url_encode(&disposition, link->name, strlen(link->name), false);
    }
    struct http_header query = {"response-content-disposition", disposition.bytes};
    struct aws_request request = {.method = link->method,
                                  .host = s3->host,
                                  .path = path,
                                  .query = &query,
                                  .query_count = disposition.size > 0,
                                  .headers = headers,
                                  .header_count = puts ? COUNT_OF(headers) : 0};
    buf_init(&out, 16384);
    buf_text(&out, s3->origin);
    aws_sign_link(&sign, &request, link->life_s, &out);
    bool ok = buf_ok(&disposition, err) && buf_ok(&out, err);
    if (ok) *url = TAKE(out.bytes);
    buf_done(&out);
    buf_done(&disposition);
    return ok;
}

static bool check_link(void *place, const char *method, const char *target, int64_t now_s,
                       struct arena *arena, struct blob_link *link, struct error *err) {
    (void)place, (void)method, (void)target, (void)now_s, (void)arena, (void)link;
    return error_set(err, PROBLEM_FORBIDDEN, "Links lead to S3 itself; ask for a new one.");
}

const struct blob_backend blob_s3 = {
    .scheme = "s3",
    .open = open_place,
    .close = close_place,
    .ready = ready,
    .stat = stat_blob,
    .remove = remove_blob,
    .begin = begin,
    .add = add,
    .finish = finish,
    .abort = abort_upload,
    .read = read_blob,
    .open_file = open_file,
    .list = blob_s3_list,
    .sweep = blob_s3_sweep,
    .link = link_to,
    .check = check_link,
};
