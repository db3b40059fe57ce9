/* libmicrohttpd under the calls: connections in, bodies gathered, answers out. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <inttypes.h>
#include <microhttpd.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "api/events.h"
#include "api/inside.h"
#include "base/clock.h"
#include "base/log.h"

enum {
    CONNECTIONS_MAX = 20000,
    CONNECTION_MEMORY = 16384,
    TIMEOUT_S = 30,
    WASTE_MAX = 8 << 20, /* of a body that is too large: then the connection is cut */
    POOL_THREADS = 8,
    UPLOADS_MAX = 16, /* files that are taken at once: each lies in memory */
    LARGE_COUNTS = 4, /* as so many of them */
};

const int api_bucket_ms[METRIC_BUCKETS] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000};

struct exchange {
    struct call call;
    struct MHD_Connection *connection;
    struct buf body;
    size_t wasted;
    int64_t began_us;
    char ip[64];
    struct trace_parent parent;
    enum { READING, RUNNING, DONE } state;
    bool begun;
    int uploads; /* as how many it counts */
};

static const char *header_of(void *connection, const char *name) {
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static void copy_ip(struct exchange *exchange) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *address = info ? info->client_addr : NULL;
    exchange->ip[0] = '\0';
    if (address && address->sa_family == AF_INET) {
        inet_ntop(AF_INET, &((const struct sockaddr_in *)address)->sin_addr, exchange->ip,
                  sizeof exchange->ip);
    } else if (address && address->sa_family == AF_INET6) {
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)address)->sin6_addr, exchange->ip,
                  sizeof exchange->ip);
    }
    const char *forwarded = exchange->call.server->settings.behind_proxy
                                ? header_of(exchange->connection, "X-Forwarded-For")
                                : NULL;
    if (!forwarded) return;
    const char *last = strrchr(forwarded, ',');
    last = last ? last + 1 : forwarded;
    snprintf(exchange->ip, sizeof exchange->ip, "%.60s", last + strspn(last, " "));
}

/* The request's id is the trace id of traceparent (W3C) when there is a whole one, else a new
 * one. */
static void set_request_id(struct exchange *exchange) {
    struct call *call = &exchange->call;
    struct trace_parent *parent = &exchange->parent;
    unsigned char bytes[16];
    if (!api_trace_read(header_of(call->connection, "traceparent"), parent)) {
        randombytes_buf(bytes, sizeof bytes);
        encode_hex(bytes, sizeof bytes, parent->trace_id);
        parent->sampled = true;
    }
    memcpy(call->id, parent->trace_id, sizeof call->id);
}

static void trace(const struct exchange *exchange, int64_t took_us) {
    const struct call *call = &exchange->call;
    struct api_trace_span span = {.parent = exchange->parent,
                                  .method = call->route ? call->route->method : "HTTP",
                                  .route = call->route ? call->route->path : "none",
                                  .began_us = clock_now_ms() * 1000 - took_us,
                                  .took_us = took_us,
                                  .status = call->status};
    if (exchange->parent.sampled) api_trace_add(call->server->trace, &span);
}

/* Called by libmicrohttpd first of all, with the target as it came. */
static void *on_target(void *data, const char *target, struct MHD_Connection *connection) {
    struct api_server *server = data;
    struct exchange *exchange = xcalloc(1, sizeof *exchange);
    struct call *call = &exchange->call;
    exchange->connection = connection;
    exchange->began_us = clock_steady_us();
    struct arena *arena = arena_new();
    call->server = server;
    call->desk = (struct studio_desk){.studio = server->settings.studio, .arena = arena};
    call->faults.arena = arena;
    call->file = -1;
    call->header = header_of;
    call->connection = connection;
    call->target = arena_printf(arena, "%s", target);
    const char *question = strchr(call->target, '?');
    call->query_text = question ? question + 1 : NULL;
    size_t length = question ? (size_t)(question - call->target) : strlen(call->target);
    call->path = arena_copy(arena, call->target, length);
    buf_init(&exchange->body, 4096);
    atomic_fetch_add(&server->metrics.in_flight, 1);
    return exchange;
}

static void count(struct api_server *server, int status, int64_t took_us) {
    int class = status / 100;
    atomic_fetch_add(&server->metrics.requests[class < METRIC_CLASSES ? class : 0], 1);
    int bucket = 0;
    while (bucket < METRIC_BUCKETS && took_us > api_bucket_ms[bucket] * 1000) bucket++;
    atomic_fetch_add(&server->metrics.buckets[bucket], 1);
    atomic_fetch_add(&server->metrics.total_us, took_us);
}

static void on_completed(void *data, struct MHD_Connection *connection, void **request,
                         enum MHD_RequestTerminationCode code) {
    struct api_server *server = data;
    struct exchange *exchange = *request;
    (void)connection;
    (void)code;
    if (!exchange) return;
    *request = NULL;
    atomic_fetch_sub(&server->metrics.uploads, exchange->uploads);
    if (exchange->call.file >= 0) close(exchange->call.file);
    free(exchange->call.malloced);
    list_done(&exchange->call.faults.list);
    buf_done(&exchange->body);
    arena_free(exchange->call.desk.arena);
    free(exchange);
    atomic_fetch_sub(&server->metrics.in_flight, 1);
}

static void log_request(const struct exchange *exchange, int64_t took_us) {
    const struct call *call = &exchange->call;
    log_write(LOG_INFO, "request", log_text("request", call->id),
              log_text("method", call->method),
              log_text("route", call->route ? call->route->path : "none"),
              log_int("status", call->status), log_int("us", took_us),
              log_text("ip", exchange->ip), log_text("user", call->desk.who.user_id));
}

static bool has_header(const struct call *call, const char *name) {
    for (size_t i = 0; i < call->header_count; i++)
        if (strcmp(call->headers[i].name, name) == 0) return true;
    return false;
}

/* A call may say something else than what is always said. */
static void add_common_headers(struct MHD_Response *response, const struct call *call) {
    static const char *const always[][2] = {
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "strict-origin-when-cross-origin"},
        {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Content-Security-Policy",
         "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src "
         "'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors "
         "'none'"},
    };
    for (size_t i = 0; i < COUNT_OF(always); i++)
        if (!has_header(call, always[i][0]))
            MHD_add_response_header(response, always[i][0], always[i][1]);
    MHD_add_response_header(response, "X-Request-Id", call->id);
    if (call->server->settings.secure)
        MHD_add_response_header(response, "Strict-Transport-Security",
                                "max-age=31536000; includeSubDomains; preload");
    for (size_t i = 0; i < call->header_count; i++)
        MHD_add_response_header(response, call->headers[i].name, call->headers[i].value);
    if (!has_header(call, "Cache-Control"))
        MHD_add_response_header(response, "Cache-Control", "no-store");
    if (call->type) MHD_add_response_header(response, "Content-Type", call->type);
}

/* One range of bytes (RFC 9110, 14); several are answered whole, as is allowed. False: it lies
 * outside. */
static bool range_of(const struct call *call, int64_t *from, int64_t *to) {
    const char *range = call->header(call->connection, "Range");
    const char *condition = call->header(call->connection, "If-Range");
    int64_t last = call->file_size - 1;
    long long first, end;
    *from = 0;
    *to = last;
    if (!range || strncmp(range, "bytes=", 6) != 0 || strchr(range, ',')) return true;
    if (condition && call->etag) {
        char quoted[BLOB_ETAG_SIZE + 4];
        snprintf(quoted, sizeof quoted, "\"%s\"", call->etag);
        if (strcmp(condition, quoted) != 0) return true;
    }
    const char *at = range + 6;
    char *rest;
    if (*at == '-') {
        end = strtoll(at + 1, &rest, 10);
        if (rest == at + 1 || *rest) return true;
        *from = end >= call->file_size ? 0 : call->file_size - end;
        return end > 0;
    }
    first = strtoll(at, &rest, 10);
    if (rest == at || *rest != '-' || first < 0) return true;
    if (rest[1]) {
        at = rest + 1;
        end = strtoll(at, &rest, 10);
        if (rest == at || *rest || end < first) return true;
        if (end < last) *to = end;
    }
    *from = first;
    return first <= last;
}

static struct MHD_Response *file_response(struct call *call) {
    int64_t from, to;
    char content_range[96];
    if (!range_of(call, &from, &to)) {
        snprintf(content_range, sizeof content_range, "bytes */%" PRId64, call->file_size);
        struct MHD_Response *none =
            MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
        MHD_add_response_header(none, "Content-Range", content_range);
        call->status = 416;
        return none;
    }
    int64_t size = call->file_size ? to - from + 1 : 0;
    bool part = size != call->file_size;
    off_t start = lseek(call->file, 0, SEEK_CUR); /* content may begin behind a header */
    struct MHD_Response *response = MHD_create_response_from_fd_at_offset64(
        (uint64_t)size, call->file, (uint64_t)(from + start));
    if (!response) return NULL;
    call->file = -1; /* the response closes it */
    MHD_add_response_header(response, "Accept-Ranges", "bytes");
    if (part) {
        snprintf(content_range, sizeof content_range, "bytes %" PRId64 "-%" PRId64 "/%" PRId64,
                 from, to, call->file_size);
        MHD_add_response_header(response, "Content-Range", content_range);
        call->status = 206;
    }
    return response;
}

static enum MHD_Result respond(struct exchange *exchange) {
    struct call *call = &exchange->call;
    struct MHD_Response *response;
    if (call->stream) {
        response = api_events_response(call->server->events, call);
    } else if (call->file >= 0) {
        response = file_response(call);
    } else {
        /* MHD copies: the text dies with the call. */
        response = MHD_create_response_from_buffer(call->text_size, (void *)call->text,
                                                   MHD_RESPMEM_MUST_COPY);
    }
    if (!response) return MHD_NO;
    add_common_headers(response, call);
    enum MHD_Result result =
        MHD_queue_response(exchange->connection, (unsigned)call->status, response);
    MHD_destroy_response(response);
    int64_t took_us = clock_steady_us() - exchange->began_us;
    count(call->server, call->status, took_us);
    log_request(exchange, took_us);
    trace(exchange, took_us);
    if (call->stream) { /* it may stay open for hours, and needs nothing of the call any more */
        arena_free(call->desk.arena);
        call->desk.arena = NULL;
        call->stream = NULL;
    }
    return result;
}

static void run_aside(void *data) {
    struct exchange *exchange = data;
    call_run(&exchange->call);
    exchange->state = DONE;
    MHD_resume_connection(exchange->connection);
}

static enum MHD_Result fail_now(struct exchange *exchange, enum problem problem,
                                const char *message) {
    struct error err = {0};
    error_set(&err, problem, "%s", message);
    call_fail(&exchange->call, &err);
    api_add_headers(&exchange->call);
    return respond(exchange);
}

static enum MHD_Result begin(struct exchange *exchange, const char *method) {
    struct call *call = &exchange->call;
    exchange->begun = true;
    call->method = arena_printf(call->desk.arena, "%s", method);
    copy_ip(exchange);
    call->desk.ip = exchange->ip;
    call->desk.agent = header_of(exchange->connection, "User-Agent");
    if (call->desk.agent)
        call->desk.agent = arena_printf(call->desk.arena, "%.200s", call->desk.agent);
    set_request_id(exchange);
    (void)call_runs_at_once(call); /* finds the route */
    exchange->body.max = call_body_max(call);
    if (call->route && (call->route->flags & ROUTE_FILE)) {
        exchange->uploads = call->route->flags & ROUTE_LARGE ? LARGE_COUNTS : 1;
        if (atomic_fetch_add(&call->server->metrics.uploads, exchange->uploads) +
                exchange->uploads >
            UPLOADS_MAX)
            return fail_now(exchange, PROBLEM_TEMPORARY,
                            "Many files are on their way just now; try again.");
    }
    const char *length = header_of(exchange->connection, "Content-Length");
    /* A little too much is read to its end, so that the client gets to read the answer. */
    if (length && strtoull(length, NULL, 10) > exchange->body.max + WASTE_MAX)
        return fail_now(exchange, PROBLEM_TOO_LARGE, "The body is larger than this takes.");
    return MHD_YES;
}

static enum MHD_Result take(struct exchange *exchange, const char *bytes, size_t *size) {
    buf_add(&exchange->body, bytes, *size);
    if (exchange->body.failed) exchange->wasted += *size;
    *size = 0;
    return exchange->wasted > WASTE_MAX ? MHD_NO : MHD_YES;
}

static enum MHD_Result on_request(void *data, struct MHD_Connection *connection,
                                  const char *url, const char *method, const char *version,
                                  const char *bytes, size_t *size, void **request) {
    struct api_server *server = data;
    struct exchange *exchange = *request;
    (void)connection;
    (void)url;
    (void)version;
    if (!exchange->begun) return begin(exchange, method);
    if (exchange->state == DONE) return respond(exchange);
    if (*size) return take(exchange, bytes, size);
    struct call *call = &exchange->call;
    if (exchange->body.failed)
        return fail_now(exchange, PROBLEM_TOO_LARGE, "The body is larger than this takes.");
    call->bytes = exchange->body.bytes;
    call->size = exchange->body.size;
    if (call_runs_at_once(call)) {
        call_run(call);
        return respond(exchange);
    }
    exchange->state = RUNNING;
    MHD_suspend_connection(exchange->connection);
    if (!api_pool_add(server->pool, run_aside, exchange)) {
        exchange->state = DONE;
        struct error err;
        error_set(&err, PROBLEM_TEMPORARY, "There is too much to do just now; try again.");
        call_fail(call, &err);
        api_add_headers(call);
        MHD_resume_connection(exchange->connection);
    }
    return MHD_YES;
}

/* Paths are taken as they come; what has escapes matches no route. */
static size_t keep_escapes(void *data, struct MHD_Connection *connection, char *text) {
    (void)data;
    (void)connection;
    return strlen(text);
}

static void on_log(void *data, const char *format, va_list args) {
    char text[512];
    (void)data;
    vsnprintf(text, sizeof text, format, args);
    log_write(LOG_DEBUG, "http", log_text("text", text));
}

static struct MHD_Daemon *start_daemon(struct api_server *server) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)server->settings.port)};
    const char *bind = server->settings.bind;
    if (inet_pton(AF_INET, bind ? bind : "0.0.0.0", &address.sin_addr) != 1) return NULL;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned threads = cores < 2 ? 2 : cores > 16 ? 16 : (unsigned)cores;
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_ALLOW_UPGRADE |
            MHD_USE_ERROR_LOG,
        (uint16_t)server->settings.port, NULL, NULL, on_request, server,
        MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL, MHD_OPTION_URI_LOG_CALLBACK, on_target,
        server, MHD_OPTION_NOTIFY_COMPLETED, on_completed, server, MHD_OPTION_UNESCAPE_CALLBACK,
        keep_escapes, NULL, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)TIMEOUT_S, MHD_OPTION_THREAD_POOL_SIZE,
        threads, MHD_OPTION_LISTEN_BACKLOG_SIZE, 1024U, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_END);
}

bool api_start(const struct api_settings *settings, struct api_server **out,
               struct error *err) {
    struct api_server *server = xcalloc(1, sizeof *server);
    server->settings = *settings;
    if (server->settings.limits < 1) server->settings.limits = 1;
    bool ok = jwt_open(settings->studio, &server->keys, err) &&
              api_pool_open(POOL_THREADS, &server->pool, err) &&
              api_events_open(server, &server->events, err) &&
              (!settings->traces || api_trace_open(settings->traces, &server->trace, err));
    if (ok) {
        server->daemon = start_daemon(server);
        ok = server->daemon ||
             error_set(err, PROBLEM_TEMPORARY, "Cannot listen on %s port %d: is it in use?",
                       settings->bind ? settings->bind : "any address", settings->port);
    }
    if (!ok) {
        api_stop(server);
        return false;
    }
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    server->port = info ? info->port : settings->port;
    *out = server;
    return true;
}

int api_port(const struct api_server *server) {
    return server->port;
}

void api_wake(struct api_server *server) {
    api_events_wake(server->events);
}

bool api_reload_keys(struct api_server *server, struct error *err) {
    return jwt_reload(server->keys, err);
}

void api_stop(struct api_server *server) {
    if (!server) return;
    atomic_store(&server->stopping, true);
    if (server->daemon) {
        int listening = MHD_quiesce_daemon(server->daemon);
        if (listening >= 0) close(listening);
    }
    /* Streams end, and what is on the pool is finished, before connections are closed. */
    api_events_end(server->events);
    api_pool_close(server->pool);
    if (server->daemon) MHD_stop_daemon(server->daemon);
    api_events_close(server->events);
    api_trace_close(server->trace);
    jwt_close(server->keys);
    free(server);
}
