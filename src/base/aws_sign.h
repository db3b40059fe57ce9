/* Signatures of Amazon Web Services, version 4, which S3 and SQS ask for ("Signature Version 4
 * signing process", AWS General Reference). */
#ifndef BASE_AWS_SIGN_H
#define BASE_AWS_SIGN_H

#include "base/http.h"

struct aws_keys {
    char id[132], secret[132];
    char token[2048]; /* of a role for a while; "" for keys that stay */
};

struct aws_sign {
    const struct aws_keys *keys;
    const char *region, *service; /* "eu-central-1", "s3" */
    int64_t time_s; /* since 1970 UTC; the server allows 15 minutes of difference */
};

/* Path, names and values stand here as they are meant; they are encoded in one place, here, by
 * the rules of S3. (Other services encode the path twice: theirs have to need no encoding.) */
struct aws_request {
    const char *method, *host; /* "bucket.s3.eu-central-1.amazonaws.com", "127.0.0.1:5000" */
    const char *path;          /* "/users/42/film.mp4" */
    const struct http_header *query;
    size_t query_count;
    const struct http_header *headers; /* all of them are signed; not Host */
    size_t header_count;
    const char *sha256; /* of the body, in hex; NULL: it is empty, or for S3 any */
};

enum { AWS_SHA256_SIZE = 65 };
void aws_sign_sha256(const void *bytes, size_t size, char hex[static AWS_SHA256_SIZE]);

/* "/path?query" as it goes into the URL. */
void aws_sign_target(const struct aws_request *request, struct buf *target);

/* Adds the headers that carry the signature, their strings in `arena`: X-Amz-Date,
 * X-Amz-Security-Token with a token, X-Amz-Content-Sha256 for S3, Authorization. At most 4. */
size_t aws_sign_headers(const struct aws_sign *sign, const struct aws_request *request,
                        struct arena *arena, struct http_header headers[static 4]);

/* A target with the signature in its query, good for `life_s` (at most seven days). */
void aws_sign_link(const struct aws_sign *sign, const struct aws_request *request,
                   int64_t life_s, struct buf *target);

#endif
