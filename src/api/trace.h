/* Requests as spans, to a collector: OpenTelemetry's OTLP over HTTP, in its JSON encoding
 * (opentelemetry.io/docs/specs/otlp). Answers never wait for it: what the collector does not
 * take in time is dropped, and counted in the log. From any thread. */
#ifndef API_TRACE_H
#define API_TRACE_H

#include <stdint.h>

#include "base/memory.h"

enum { TRACE_ID_SIZE = 33, TRACE_SPAN_SIZE = 17 }; /* hex, with the NUL */

/* W3C Trace Context, as it comes in the header traceparent. */
struct trace_parent {
    char trace_id[TRACE_ID_SIZE], span_id[TRACE_SPAN_SIZE];
    bool sampled;
};
/* False when the header is absent or none of version 00. */
bool api_trace_read(const char *header, struct trace_parent *parent);

struct api_trace_span {
    struct trace_parent parent; /* span_id "": this is the first */
    const char *method, *route; /* literals */
    int64_t began_us, took_us;  /* since 1970 UTC */
    int status;
};

struct api_trace;
/* `endpoint` is the collector's base, such as http://localhost:4318. */
bool api_trace_open(const char *endpoint, struct api_trace **trace, struct error *err) MUST_USE;
void api_trace_add(struct api_trace *trace,
                   const struct api_trace_span *span); /* NULL: nothing */
void api_trace_close(struct api_trace *trace);         /* sends what waits; NULL is allowed */

#endif
