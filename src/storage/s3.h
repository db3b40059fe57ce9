/* Inside the storage room: signed calls to one bucket of S3. */
#ifndef STORAGE_S3_H
#define STORAGE_S3_H

#include "base/aws_keys.h"

struct s3 {
    struct http *http;
    struct aws_key_ring *ring;
    char *origin; /* "https://bucket.s3.eu-central-1.amazonaws.com" */
    char *host;   /* of it, with its port */
    char *base;   /* of paths: "" or "/bucket", where the bucket is in the path */
    char *prefix; /* of keys: "" or "films/" */
    char *region;
};

/* s3://BUCKET[/PREFIX][?region=REGION][&endpoint=URL] */
bool s3_open(const char *url, struct s3 *s3, struct error *err) MUST_USE;
void s3_close(struct s3 *s3); /* also after a failed open */

struct s3_call {
    const char *method;
    const char *key;                         /* NULL: the bucket */
    struct http_header query[6], headers[6]; /* ended by a NULL name */
    const void *body;
    size_t size;
    http_sink *sink; /* of the body of a 2xx answer */
    void *sink_data;
    bool repeatable; /* a POST that is */
};

/* Any answer is true, as http_send; the caller frees it. */
bool s3_send(struct s3 *s3, const struct s3_call *call, struct http_response *response,
             struct error *err) MUST_USE;
/* The same, but an answer that is not 2xx is an error by its status and S3's own code; then it
 * is freed. */
bool s3_expect(struct s3 *s3, const struct s3_call *call, struct http_response *response,
               struct error *err) MUST_USE;
/* The error of such an answer. Returns false. */
bool s3_refused(const struct http_response *response, struct error *err);

/* "/bucket/prefix/key"; malloc'd. */
char *s3_path(const struct s3 *s3, const char *key);
bool s3_sign(struct s3 *s3, struct aws_keys *keys, struct aws_sign *sign,
             struct error *err) MUST_USE;

/* The text of the next element of that name at or after *at, entities decoded, and *at behind
 * it; NULL when there is none. In `arena`. Enough for S3's flat answers. */
char *s3_element(const char **at, const char *name, struct arena *arena);

#endif
