#include "base/aws_sign.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/url.h"

enum { CANONICAL_MAX = 64 * 1024, DATE_SIZE = 17, SCOPE_SIZE = 128 };

static void hex_of(const unsigned char *bytes, char *hex) {
    sodium_bin2hex(hex, AWS_SHA256_SIZE, bytes, crypto_hash_sha256_BYTES);
}

void aws_sign_sha256(const void *bytes, size_t size, char hex[static AWS_SHA256_SIZE]) {
    unsigned char sum[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(sum, bytes, size);
    hex_of(sum, hex);
}

static void hmac(const void *key, size_t key_size, const void *bytes, size_t size,
                 unsigned char out[static 32]) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key, key_size);
    crypto_auth_hmacsha256_update(&state, bytes, size);
    crypto_auth_hmacsha256_final(&state, out);
}

struct pair { /* already encoded */
    const char *name, *value;
};

static int by_name(const void *a, const void *b) {
    const struct pair *one = a, *two = b;
    int order = strcmp(one->name, two->name);
    return order ? order : strcmp(one->value, two->value);
}

static bool for_s3(const struct aws_sign *sign) {
    return strcmp(sign->service, "s3") == 0;
}

static void format_date(int64_t time_s, char date[static DATE_SIZE]) {
    time_t time = (time_t)time_s;
    struct tm parts;
    gmtime_r(&time, &parts);
    strftime(date, DATE_SIZE, "%Y%m%dT%H%M%SZ", &parts);
}

static void format_scope(const struct aws_sign *sign, const char *date,
                         char scope[static SCOPE_SIZE]) {
    snprintf(scope, SCOPE_SIZE, "%.8s/%.40s/%.40s/aws4_request", date, sign->region,
             sign->service);
}

static char *encoded(struct arena *arena, const char *text) {
    struct buf buf;
    buf_init(&buf, CANONICAL_MAX);
    url_encode(&buf, text, strlen(text), false);
    char *copy = arena_copy(arena, buf.bytes ? buf.bytes : "", buf.size);
    buf_done(&buf);
    return copy;
}

static void add_query(struct arena *arena, const struct http_header *query, size_t count,
                      struct buf *out) {
    AUTO_FREE struct pair *pairs = xcalloc(count + 1, sizeof *pairs);
    for (size_t i = 0; i < count; i++)
        pairs[i] = (struct pair){encoded(arena, query[i].name), encoded(arena, query[i].value)};
    qsort(pairs, count, sizeof *pairs, by_name);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%s%s=%s", i ? "&" : "", pairs[i].name, pairs[i].value);
}

void aws_sign_target(const struct aws_request *request, struct buf *target) {
    struct arena *arena = arena_new();
    url_encode(target, request->path, strlen(request->path), true);
    if (request->query_count) buf_text(target, "?");
    add_query(arena, request->query, request->query_count, target);
    arena_free(arena);
}

/* A header's value without white space around it, and runs of it within as one space. */
static char *trimmed(struct arena *arena, const char *value) {
    char *copy = arena_copy(arena, value, strlen(value)), *to = copy;
    for (const char *at = value; *at; at++) {
        bool space = *at == ' ' || *at == '\t';
        if (space && (to == copy || to[-1] == ' ')) continue;
        *to++ = space ? ' ' : *at;
    }
    while (to > copy && to[-1] == ' ') to--;
    *to = '\0';
    return copy;
}

static char *lowered(struct arena *arena, const char *name) {
    char *copy = arena_copy(arena, name, strlen(name));
    for (char *at = copy; *at; at++)
        if (*at >= 'A' && *at <= 'Z') *at += 'a' - 'A';
    return copy;
}

/* Adds "name:value\n" lines to `out` and their names to `names`; headers of one name make one
 * line, in the order they have. */
static void add_headers(struct arena *arena, const struct aws_request *request,
                        const struct http_header *more, size_t more_count, struct buf *out,
                        struct buf *names) {
    size_t count = 0, room = 1 + request->header_count + more_count;
    AUTO_FREE struct pair *pairs = xcalloc(room, sizeof *pairs);
    pairs[count++] = (struct pair){"host", request->host};
    for (size_t i = 0; i < request->header_count + more_count; i++) {
        const struct http_header *header =
            i < request->header_count ? &request->headers[i] : &more[i - request->header_count];
        const char *name = lowered(arena, header->name);
        char *value = trimmed(arena, header->value);
        size_t same = 0;
        while (same < count && strcmp(pairs[same].name, name) != 0) same++;
        pairs[same] = (struct pair){
            name,
            same < count ? arena_printf(arena, "%s,%s", pairs[same].value, value) : value};
        if (same == count) count++;
    }
    qsort(pairs, count, sizeof *pairs, by_name);
    for (size_t i = 0; i < count; i++) {
        buf_printf(out, "%s:%s\n", pairs[i].name, pairs[i].value);
        buf_printf(names, "%s%s", i ? ";" : "", pairs[i].name);
    }
}

/* What the body is bound by. */
static const char *payload_of(const struct aws_sign *sign, const struct aws_request *request,
                              char empty[static AWS_SHA256_SIZE]) {
    if (request->sha256) return request->sha256;
    if (for_s3(sign)) return "UNSIGNED-PAYLOAD";
    aws_sign_sha256("", 0, empty);
    return empty;
}

/* The signature over a canonical request. */
static void sign_request(const struct aws_sign *sign, const char *date,
                         const struct buf *canonical, char signature[static AWS_SHA256_SIZE]) {
    char scope[SCOPE_SIZE], hash[AWS_SHA256_SIZE], secret[140];
    struct buf text;
    unsigned char key[32];
    format_scope(sign, date, scope);
    aws_sign_sha256(canonical->bytes, canonical->size, hash);
    buf_init(&text, CANONICAL_MAX);
    buf_printf(&text, "AWS4-HMAC-SHA256\n%s\n%s\n%s", date, scope, hash);
    snprintf(secret, sizeof secret, "AWS4%s", sign->keys->secret);
    hmac(secret, strlen(secret), date, 8, key);
    hmac(key, 32, sign->region, strlen(sign->region), key);
    hmac(key, 32, sign->service, strlen(sign->service), key);
    hmac(key, 32, "aws4_request", 12, key);
    hmac(key, 32, text.bytes, text.size, key);
    hex_of(key, signature);
    sodium_memzero(secret, sizeof secret);
    sodium_memzero(key, sizeof key);
    buf_done(&text);
}

size_t aws_sign_headers(const struct aws_sign *sign, const struct aws_request *request,
                        struct arena *arena, struct http_header headers[static 4]) {
    char date[DATE_SIZE], scope[SCOPE_SIZE], signature[AWS_SHA256_SIZE];
    char empty[AWS_SHA256_SIZE];
    size_t count = 0;
    const char *sha256 = payload_of(sign, request, empty);
    format_date(sign->time_s, date);
    headers[count++] =
        (struct http_header){"X-Amz-Date", arena_copy(arena, date, strlen(date))};
    if (sign->keys->token[0])
        headers[count++] = (struct http_header){"X-Amz-Security-Token",
                                                arena_printf(arena, "%s", sign->keys->token)};
    if (for_s3(sign))
        headers[count++] =
            (struct http_header){"X-Amz-Content-Sha256", arena_printf(arena, "%s", sha256)};
    struct buf canonical, names;
    buf_init(&canonical, CANONICAL_MAX);
    buf_init(&names, CANONICAL_MAX);
    buf_printf(&canonical, "%s\n", request->method);
    url_encode(&canonical, request->path, strlen(request->path), true);
    buf_text(&canonical, "\n");
    add_query(arena, request->query, request->query_count, &canonical);
    buf_text(&canonical, "\n");
    add_headers(arena, request, headers, count, &canonical, &names);
    buf_printf(&canonical, "\n%s\n%s", names.bytes, sha256);
    sign_request(sign, date, &canonical, signature);
    format_scope(sign, date, scope);
    headers[count++] = (struct http_header){
        "Authorization",
        arena_printf(arena, "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s",
                     sign->keys->id, scope, names.bytes, signature)};
    buf_done(&canonical);
    buf_done(&names);
    return count;
}

void aws_sign_link(const struct aws_sign *sign, const struct aws_request *request,
                   int64_t life_s, struct buf *target) {
    enum { OWN = 6 };
    char date[DATE_SIZE], scope[SCOPE_SIZE], signature[AWS_SHA256_SIZE];
    struct arena *arena = arena_new();
    struct buf canonical, names, headers;
    buf_init(&canonical, CANONICAL_MAX);
    buf_init(&names, CANONICAL_MAX);
    buf_init(&headers, CANONICAL_MAX);
    format_date(sign->time_s, date);
    format_scope(sign, date, scope);
    add_headers(arena, request, NULL, 0, &headers, &names);
    size_t count = request->query_count;
    AUTO_FREE struct http_header *query = xcalloc(count + OWN, sizeof *query);
    if (count) memcpy(query, request->query, count * sizeof *query);
    query[count++] = (struct http_header){"X-Amz-Algorithm", "AWS4-HMAC-SHA256"};
    query[count++] = (struct http_header){"X-Amz-Credential",
                                          arena_printf(arena, "%s/%s", sign->keys->id, scope)};
    query[count++] = (struct http_header){"X-Amz-Date", date};
    query[count++] =
        (struct http_header){"X-Amz-Expires", arena_printf(arena, "%" PRId64, life_s)};
    query[count++] = (struct http_header){"X-Amz-SignedHeaders", names.bytes};
    if (sign->keys->token[0])
        query[count++] = (struct http_header){"X-Amz-Security-Token", sign->keys->token};
    char empty[AWS_SHA256_SIZE];
    buf_printf(&canonical, "%s\n", request->method);
    url_encode(&canonical, request->path, strlen(request->path), true);
    buf_text(&canonical, "\n");
    add_query(arena, query, count, &canonical);
    buf_printf(&canonical, "\n%s\n%s\n%s", headers.bytes, names.bytes,
               payload_of(sign, request, empty));
    sign_request(sign, date, &canonical, signature);
    struct aws_request linked = *request;
    linked.query = query;
    linked.query_count = count;
    aws_sign_target(&linked, target);
    buf_printf(target, "&X-Amz-Signature=%s", signature);
    buf_done(&canonical);
    buf_done(&names);
    buf_done(&headers);
    arena_free(arena);
}
