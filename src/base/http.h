/* An HTTP client over libcurl: one call, one answer, with limits on time and size.
 *
 * Any answer of a server, whatever its status, is true. False: there is none. PROBLEM_TEMPORARY
 * when the server could not be reached, was too slow or broke off; PROBLEM_TOO_LARGE when the
 * answer passes `max_size`; PROBLEM_FORBIDDEN when the guard refuses the address;
 * PROBLEM_BAD_INPUT for a URL that is none.
 *
 * What may be repeated without harm (GET, HEAD, PUT, DELETE, OPTIONS, and what says so itself)
 * is tried `tries` times when there is no answer, or one of 429, 500, 502, 503, 504: after 0.1,
 * 0.2, 0.4 … s with jitter, or what Retry-After asks, at most 10 s. Once bytes have gone to the
 * sink nothing is repeated.
 *
 * No proxy, no cookies, no protocol but http and https; certificates are checked. */
#ifndef BASE_HTTP_H
#define BASE_HTTP_H

#include <stdint.h>

#include "base/buf.h"
#include "base/cancel.h"
#include "base/memory.h"

struct sockaddr;

struct http; /* connections that are kept open; use from any thread */
struct http *http_new(void);
void http_free(struct http *http); /* NULL is allowed */

struct http_header {
    const char *name, *value;
};

/* May this address be connected to? Asked for every address before a connection, after any name
 * was resolved and also behind redirects: what it allows is what is spoken to. */
typedef bool http_guard(void *data, const struct sockaddr *address);

/* The guard for URLs that strangers give: refuses loopback, private, link-local, shared,
 * multicast, reserved and documentation addresses, and IPv4 ones hidden in IPv6 (the special
 * purpose registries of IANA, RFC 6890). */
bool http_public_only(void *data, const struct sockaddr *address);

/* Takes pieces of the body of a 2xx answer; false with `err` set ends the call. */
typedef bool http_sink(void *data, const void *bytes, size_t size, struct error *err);

struct http_request {
    const char *method, *url;
    const struct http_header *headers;
    size_t header_count;
    const void *body; /* borrowed */
    size_t size;
    size_t max_size;   /* of the answer's body; 0: 16 MiB */
    int timeout_ms;    /* of one try, all of it; 0: 30 s; < 0: none, but 30 s without a byte */
    int tries;         /* 0: one */
    bool repeatable;   /* whatever the method: it may be tried again */
    int redirects;     /* followed at most, for GET and HEAD; 0: told as they are */
    http_guard *guard; /* NULL: any address; else no connection is shared or kept */
    void *guard_data;
    http_sink *sink; /* NULL: all of the body goes to the response */
    void *sink_data;
    struct cancel *cancel;
};

struct http_response {
    int status;
    struct buf body; /* what did not go to the sink; NUL-terminated */
    struct arena *arena;
    LIST(struct http_header) headers;
};

bool http_send(struct http *http, const struct http_request *request,
               struct http_response *response, struct error *err) MUST_USE;
/* The value of a header, by name in any case; NULL when there is none. */
const char *http_header_of(const struct http_response *response, const char *name);
void http_response_done(struct http_response *response); /* also for a zeroed one */

#endif
