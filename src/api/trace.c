#include "api/trace.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/encode.h"
#include "base/http.h"
#include "base/log.h"

enum { WAITING_MAX = 2048, FULL = 512, LOOK_S = 1, TIMEOUT_MS = 10000, BODY_MAX = 4 << 20 };

struct span {
    struct api_trace_span span;
    char id[TRACE_SPAN_SIZE];
};

struct api_trace {
    char *url;
    struct http *http;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    pthread_t thread;
    struct span waiting[WAITING_MAX], sending[WAITING_MAX]; /* sending: the thread's own */
    size_t count, dropped;
    bool closing;
};

static bool is_hex(const char *text, size_t length) {
    return strspn(text, "0123456789abcdef") >= length;
}

bool api_trace_read(const char *header, struct trace_parent *parent) {
    static const char zeros[] = "00000000000000000000000000000000";
    if (!header || strlen(header) != 55 || strncmp(header, "00-", 3) != 0 ||
        !is_hex(header + 3, 32) || header[35] != '-' || !is_hex(header + 36, 16) ||
        header[52] != '-' || !is_hex(header + 53, 2) || strncmp(header + 3, zeros, 32) == 0 ||
        strncmp(header + 36, zeros, 16) == 0)
        return false;
    snprintf(parent->trace_id, TRACE_ID_SIZE, "%.32s", header + 3);
    snprintf(parent->span_id, TRACE_SPAN_SIZE, "%.16s", header + 36);
    parent->sampled = strchr("13579bdf", header[54]) != NULL;
    return true;
}

/* Nothing of a request goes in but the names of its method and route, which are ours. */
static void write_span(struct buf *out, const struct span *span) {
    const struct api_trace_span *of = &span->span;
    buf_printf(out, "{\"traceId\":\"%s\",\"spanId\":\"%s\",", of->parent.trace_id, span->id);
    if (of->parent.span_id[0]) buf_printf(out, "\"parentSpanId\":\"%s\",", of->parent.span_id);
    buf_printf(out,
               "\"name\":\"%s %s\",\"kind\":2,\"startTimeUnixNano\":\"%" PRId64
               "000\",\"endTimeUnixNano\":\"%" PRId64 "000\",\"attributes\":["
               "{\"key\":\"http.request.method\",\"value\":{\"stringValue\":\"%s\"}},"
               "{\"key\":\"http.route\",\"value\":{\"stringValue\":\"%s\"}},"
               "{\"key\":\"http.response.status_code\",\"value\":{\"intValue\":\"%d\"}}],"
               "\"status\":{%s}}",
               of->method, of->route, of->began_us, of->began_us + of->took_us, of->method,
               of->route, of->status, of->status >= 500 ? "\"code\":2" : "");
}

static void send_spans(struct api_trace *trace, size_t count, size_t dropped) {
    static const struct http_header type = {"Content-Type", "application/json"};
    struct error err = {0};
    struct http_response response = {0};
    struct buf body;
    buf_init(&body, BODY_MAX);
    buf_text(&body, "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service."
                    "name\",\"value\":{\"stringValue\":\"film\"}}]},\"scopeSpans\":[{\"scope\":"
                    "{\"name\":\"film.api\"},\"spans\":[");
    for (size_t i = 0; i < count; i++) {
        if (i) buf_text(&body, ",");
        write_span(&body, &trace->sending[i]);
    }
    buf_text(&body, "]}]}]}");
    struct http_request request = {.method = "POST",
                                   .url = trace->url,
                                   .headers = &type,
                                   .header_count = 1,
                                   .body = body.bytes,
                                   .size = body.size,
                                   .timeout_ms = TIMEOUT_MS,
                                   .tries = 3,
                                   .repeatable = true};
    bool ok = http_send(trace->http, &request, &response, &err);
    if (!ok || response.status / 100 != 2 || dropped)
        log_write(LOG_WARNING, "spans_lost", log_int("spans", (int64_t)(ok ? 0 : count)),
                  log_int("dropped", (int64_t)dropped), log_int("status", response.status),
                  log_text("message", err.message));
    http_response_done(&response);
    buf_done(&body);
}

static void *run(void *data) {
    struct api_trace *trace = data;
    bool closing = false;
    while (!closing) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += LOOK_S;
        pthread_mutex_lock(&trace->lock);
        while (!trace->closing && trace->count < FULL &&
               pthread_cond_timedwait(&trace->woken, &trace->lock, &until) != ETIMEDOUT) {
        }
        size_t count = trace->count, dropped = trace->dropped;
        memcpy(trace->sending, trace->waiting, count * sizeof *trace->waiting);
        trace->count = trace->dropped = 0;
        closing = trace->closing;
        pthread_mutex_unlock(&trace->lock);
        if (count) send_spans(trace, count, dropped);
    }
    return NULL;
}

bool api_trace_open(const char *endpoint, struct api_trace **out, struct error *err) {
    struct api_trace *trace = xcalloc(1, sizeof *trace);
    pthread_condattr_t steady;
    size_t length = strlen(endpoint);
    while (length && endpoint[length - 1] == '/') length--;
    if (asprintf(&trace->url, "%.*s/v1/traces", (int)length, endpoint) < 0)
        die("out of memory");
    trace->http = http_new();
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_mutex_init(&trace->lock, NULL);
    pthread_cond_init(&trace->woken, &steady);
    pthread_condattr_destroy(&steady);
    if (pthread_create(&trace->thread, NULL, run, trace) == 0) {
        *out = trace;
        return true;
    }
    http_free(trace->http);
    free(trace->url);
    free(trace);
    return error_set(err, PROBLEM_TEMPORARY, "The system gives no more threads.");
}

void api_trace_add(struct api_trace *trace, const struct api_trace_span *span) {
    unsigned char id[(TRACE_SPAN_SIZE - 1) / 2];
    if (!trace) return;
    randombytes_buf(id, sizeof id);
    pthread_mutex_lock(&trace->lock);
    if (trace->count == WAITING_MAX) {
        trace->dropped++;
    } else {
        struct span *waiting = &trace->waiting[trace->count++];
        waiting->span = *span;
        encode_hex(id, sizeof id, waiting->id);
        if (trace->count == FULL) pthread_cond_signal(&trace->woken);
    }
    pthread_mutex_unlock(&trace->lock);
}

void api_trace_close(struct api_trace *trace) {
    if (!trace) return;
    pthread_mutex_lock(&trace->lock);
    trace->closing = true;
    pthread_cond_signal(&trace->woken);
    pthread_mutex_unlock(&trace->lock);
    pthread_join(trace->thread, NULL);
    pthread_cond_destroy(&trace->woken);
    pthread_mutex_destroy(&trace->lock);
    http_free(trace->http);
    free(trace->url);
    free(trace);
}
