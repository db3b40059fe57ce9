/* Inside the api room: the server's parts. */
#ifndef API_INSIDE_H
#define API_INSIDE_H

#include <pthread.h>
#include <stdatomic.h>

#include "api/route.h"
#include "api/trace.h"
#include "base/buf.h"

/* Numbers for /metrics. Times are in microseconds; buckets are upper bounds in milliseconds. */
enum { METRIC_BUCKETS = 11, METRIC_CLASSES = 6 };
extern const int api_bucket_ms[METRIC_BUCKETS];
struct api_metrics {
    atomic_llong requests[METRIC_CLASSES]; /* by the first digit of the status */
    atomic_llong buckets[METRIC_BUCKETS + 1], total_us;
    atomic_llong streams, in_flight, uploads;
};

struct api_pool;   /* pool.c */
struct api_events; /* events.c */

struct api_server {
    struct api_settings settings;
    struct jwt_keys *keys;
    struct MHD_Daemon *daemon;
    struct api_pool *pool;
    struct api_events *events;
    struct api_trace *trace; /* NULL: nobody wants them */
    struct api_metrics metrics;
    atomic_int archives;        /* that are being packed */
    atomic_int providers_asked; /* sign-ins that wait for a provider */
    int port;
    atomic_bool stopping;
};

/* pool.c: threads for what may not run on the threads of the network. False when too much is
 * waiting. */
bool api_pool_open(int threads, struct api_pool **pool, struct error *err) MUST_USE;
bool api_pool_add(struct api_pool *pool, void (*work)(void *data), void *data) MUST_USE;
void api_pool_close(struct api_pool *pool); /* does what was added; NULL is allowed */

/* rate.c: false with PROBLEM_RATE, and Retry-After among the call's headers. */
bool api_rate_check(struct call *call, struct error *err) MUST_USE;

/* auth.c: who asks, from the call's headers, and whether they may ask this. Reads the database
 * in desk.tx. */
bool api_authenticate(struct call *call, struct error *err) MUST_USE;
bool api_has_credentials(struct call *call);

/* idempotency.c: an answer given before to the same request, in desk.tx. */
bool api_recall(struct call *call, bool *recalled, struct error *err) MUST_USE;
bool api_remember(struct call *call, struct error *err) MUST_USE;

/* routes_sign_in.c: the cookie of the refresh token, and why a sign-in is refused (false). */
struct login;
void api_set_refresh_cookie(struct call *call, const char *token, int64_t life_s);
bool api_refuse_login(struct call *call, const struct login *login, struct error *err);

/* Is the origin among those of a list with commas? NULL lists none. */
bool api_is_listed(const char *list, const char *origin);

/* answer.c: text of the answer, its etag, and the headers every answer has. */
void api_encode_answer(struct call *call);
void api_add_headers(struct call *call);

#endif
