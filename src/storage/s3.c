#include "storage/s3.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/url.h"
#include "storage/folder.h"

enum { TRIES = 5 };

void s3_close(struct s3 *s3) {
    aws_keys_free(s3->ring);
    http_free(s3->http);
    free(s3->origin);
    free(s3->host);
    free(s3->base);
    free(s3->prefix);
    free(s3->region);
    *s3 = (struct s3){0};
}

static bool set_origin(struct s3 *s3, const char *bucket, const char *endpoint) {
    /* A bucket with points in its name fits no certificate, so it goes into the path. */
    if (endpoint) {
        s3->origin = xstrdup(endpoint);
        size_t size = strlen(s3->origin);
        if (size && s3->origin[size - 1] == '/') s3->origin[size - 1] = '\0';
    } else if (strchr(bucket, '.')) {
        s3->origin = folder_format("https://s3.%s.amazonaws.com", s3->region);
    } else {
        s3->origin = folder_format("https://%s.s3.%s.amazonaws.com", bucket, s3->region);
    }
    bool in_path = endpoint || strchr(bucket, '.');
    s3->base = in_path ? folder_format("/%s", bucket) : xstrdup("");
    const char *host = strstr(s3->origin, "://");
    s3->host = xstrdup(host ? host + 3 : "");
    return host && s3->host[0] && !strchr(s3->host, '/');
}

bool s3_open(const char *url, struct s3 *s3, struct error *err) {
    *s3 = (struct s3){0};
    AUTO_FREE char *text = xstrdup(strncmp(url, "s3://", 5) == 0 ? url + 5 : "");
    const char *region = getenv("AWS_REGION"), *endpoint = getenv("AWS_ENDPOINT_URL_S3");
    char *query = strchr(text, '?');
    if (query) *query++ = '\0';
    for (char *name, *value; query && (name = url_next_pair(&query, &value));) {
        if (strcmp(name, "region") == 0) region = value;
        if (strcmp(name, "endpoint") == 0) endpoint = value;
    }
    char *slash = strchr(text, '/');
    if (slash) *slash++ = '\0';
    s3->region = xstrdup(region ? region : "us-east-1");
    size_t length = slash ? strlen(slash) : 0;
    s3->prefix = length ? folder_format("%s%s", slash, slash[length - 1] == '/' ? "" : "/")
                        : xstrdup("");
    bool good = text[0] && (!query || !*query) && set_origin(s3, text, endpoint);
    if (!good)
        return error_set(err, PROBLEM_USAGE,
                         "S3 is given as s3://BUCKET[/PREFIX][?region=REGION][&endpoint=URL].");
    s3->http = http_new();
    s3->ring = aws_keys_new(s3->http);
    return true;
}

char *s3_path(const struct s3 *s3, const char *key) {
    if (!key) return folder_format("%s/", s3->base);
    return folder_format("%s/%s%s", s3->base, s3->prefix, key);
}

bool s3_sign(struct s3 *s3, struct aws_keys *keys, struct aws_sign *sign, struct error *err) {
    if (!aws_keys_get(s3->ring, keys, err)) return false;
    *sign = (struct aws_sign){keys, s3->region, "s3", (int64_t)time(NULL)};
    return true;
}

static size_t count_of(const struct http_header *pairs, size_t max) {
    size_t count = 0;
    while (count < max && pairs[count].name) count++;
    return count;
}

bool s3_send(struct s3 *s3, const struct s3_call *call, struct http_response *response,
             struct error *err) {
    struct aws_keys keys;
    struct aws_sign sign;
    if (!s3_sign(s3, &keys, &sign, err)) return false;
    char sha256[AWS_SHA256_SIZE];
    aws_sign_sha256(call->body ? call->body : "", call->size, sha256);
    AUTO_FREE char *path = s3_path(s3, call->key);
    struct aws_request request = {
        .method = call->method,
        .host = s3->host,
        .path = path,
        .query = call->query,
        .query_count = count_of(call->query, COUNT_OF(call->query)),
        .headers = call->headers,
        .header_count = count_of(call->headers, COUNT_OF(call->headers)),
        .sha256 = sha256,
    };
    struct arena *arena = arena_new();
    struct http_header headers[COUNT_OF(call->headers) + 4];
    memcpy(headers, call->headers, sizeof call->headers);
    size_t count = request.header_count;
    count += aws_sign_headers(&sign, &request, arena, headers + count);
    struct buf url;
    buf_init(&url, 8192);
    buf_text(&url, s3->origin);
    aws_sign_target(&request, &url);
    struct http_request sent = {
        .method = call->method,
        .url = url.bytes,
        .headers = headers,
        .header_count = count,
        .body = call->body,
        .size = call->size,
        .timeout_ms = -1,
        .tries = TRIES,
        .repeatable = call->repeatable,
        .sink = call->sink,
        .sink_data = call->sink_data,
    };
    bool ok = buf_ok(&url, err) && http_send(s3->http, &sent, response, err);
    buf_done(&url);
    arena_free(arena);
    return ok;
}

bool s3_refused(const struct http_response *response, struct error *err) {
    struct arena *arena = arena_new();
    const char *at = response->body.bytes ? response->body.bytes : "";
    const char *code = s3_element(&at, "Code", arena);
    int status = response->status;
    if (status == 404 && !(code && strcmp(code, "NoSuchBucket") == 0)) {
        error_set(err, PROBLEM_NOT_FOUND, "This is not stored here.");
    } else if (status == 404) {
        error_set(err, PROBLEM_UNAVAILABLE, "The bucket for storage is not there.");
    } else if (status == 401 || status == 403) {
        error_set(err, PROBLEM_NO_PERMISSION, "The storage refuses us.");
    } else if (status == 412) {
        error_set(err, PROBLEM_STALE, "It was replaced while it was read.");
    } else if (status == 507) {
        error_set(err, PROBLEM_NO_SPACE, "The storage is full.");
    } else if (status == 429 || status >= 500) {
        error_set(err, PROBLEM_TEMPORARY,
                  "The storage does not work at the moment; try again.");
    } else {
        error_set(err, PROBLEM_IO, "The storage refuses a call.");
    }
    error_cause(err, "s3: %d %.100s", status, code ? code : "");
    arena_free(arena);
    return false;
}

bool s3_expect(struct s3 *s3, const struct s3_call *call, struct http_response *response,
               struct error *err) {
    if (!s3_send(s3, call, response, err)) return false;
    if (response->status >= 200 && response->status < 300) return true;
    s3_refused(response, err);
    http_response_done(response);
    return false;
}

static void decode_entities(char *text) {
    static const struct {
        const char *entity;
        char byte;
    } entities[] = {{"&quot;", '"'},  {"&#34;", '"'},  {"&lt;", '<'}, {"&gt;", '>'},
                    {"&apos;", '\''}, {"&#39;", '\''}, {"&amp;", '&'}};
    char *to = text;
    while (*text) {
        size_t i = 0;
        while (i < COUNT_OF(entities) &&
               strncmp(text, entities[i].entity, strlen(entities[i].entity)) != 0)
            i++;
        if (i < COUNT_OF(entities)) {
            *to++ = entities[i].byte;
            text += strlen(entities[i].entity);
        } else {
            *to++ = *text++;
        }
    }
    *to = '\0';
}

char *s3_element(const char **at, const char *name, struct arena *arena) {
    char open[40], close[40];
    snprintf(open, sizeof open, "<%s>", name);
    snprintf(close, sizeof close, "</%s>", name);
    const char *start = strstr(*at, open);
    const char *end = start ? strstr(start, close) : NULL;
    if (!end) return NULL;
    start += strlen(open);
    *at = end + strlen(close);
    char *text = arena_copy(arena, start, (size_t)(end - start));
    decode_entities(text);
    return text;
}
