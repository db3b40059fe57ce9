/* The server itself: health, version, metrics, keys, documents. */
#include <stdio.h>
#include <string.h>

#include "api/docs.h"
#include "api/inside.h"
#include "api/shapes.h"

#define AT(type, member) offsetof(struct type, member)

struct health {
    const char *status, *db, *cache, *storage;
};
static const struct field health_fields[] = {
    {"status", FIELD_TEXT, AT(health, status), .required = true},
    {"db", FIELD_TEXT, AT(health, db)},
    {"cache", FIELD_TEXT, AT(health, cache)},
    {"storage", FIELD_TEXT, AT(health, storage)},
};
static const struct shape shape_health = SHAPE("Health", health_fields, struct health);

static bool get_health(struct call *call, struct error *err) {
    struct health *health = call_answer(call);
    (void)err;
    health->status = "ok";
    return true;
}

/* Ready: the doors answer. Not: 503 with Retry-After, which a load balancer understands. */
static bool get_ready(struct call *call, struct error *err) {
    const struct api_settings *settings = &call->server->settings;
    struct health *health = call_answer(call);
    AUTO(db_rollback) struct db_tx *tx = NULL;
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (atomic_load(&call->server->stopping))
        return error_set(err, PROBLEM_TEMPORARY, "The server is stopping.");
    if (!db_begin(settings->studio->db, DB_READ, &tx, err) ||
        !db_query(tx, &rows, err, "SELECT 1") || !cache_ready(settings->cache, err) ||
        !blob_store_ready(settings->blobs, err)) {
        err->problem = PROBLEM_TEMPORARY;
        return false;
    }
    *health = (struct health){"ready", db_kind(settings->studio->db),
                              cache_kind(settings->cache), blob_store_kind(settings->blobs)};
    return true;
}

struct version {
    const char *name, *version, *api;
};
static const struct field version_fields[] = {
    {"name", FIELD_TEXT, AT(version, name), .required = true},
    {"version", FIELD_TEXT, AT(version, version), .required = true},
    {"api", FIELD_TEXT, AT(version, api), .required = true},
};
static const struct shape shape_version = SHAPE("Version", version_fields, struct version);

static bool get_version(struct call *call, struct error *err) {
    struct version *version = call_answer(call);
    (void)err;
    *version = (struct version){"AI Film Studio", FILM_VERSION, "v1"};
    return true;
}

static bool give_text(struct call *call, const char *text, size_t size, const char *type) {
    call->malloced = xcalloc(size + 1, 1);
    memcpy(call->malloced, text, size);
    call->text = call->malloced;
    call->text_size = size;
    call->type = type;
    return true;
}

static bool give_json(struct call *call, json_t *json) {
    AUTO_FREE char *text = json_dumps(json, JSON_COMPACT);
    json_decref(json);
    if (!text) die("a document cannot be written");
    call_add_header(call, "Cache-Control", "public, max-age=300");
    return give_text(call, text, strlen(text), "application/json");
}

static bool get_openapi(struct call *call, struct error *err) {
    (void)err;
    return give_json(call, api_openapi());
}
static bool get_jwks(struct call *call, struct error *err) {
    (void)err;
    return give_json(call, jwt_jwks(call->server->keys));
}

static bool get_docs(struct call *call, struct error *err) {
    struct buf page;
    buf_init(&page, 4 << 20);
    docs_page(&page);
    bool ok = buf_ok(&page, err) &&
              give_text(call, page.bytes, page.size, "text/html; charset=utf-8");
    buf_done(&page);
    return ok;
}
static bool get_style(struct call *call, struct error *err) {
    (void)err;
    return give_text(call, docs_style, strlen(docs_style), "text/css");
}

static void add_jobs(struct db_tx *tx, struct buf *out) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    struct error err = {0};
    static const char *const all[] = {"queued", "processing", "completed", "failed",
                                      "cancelled"};
    buf_text(out, "# HELP film_jobs Jobs by status.\n# TYPE film_jobs gauge\n");
    if (!db_query(tx, &rows, &err, "SELECT status, COUNT(*) FROM jobs GROUP BY status")) return;
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        int64_t count = 0;
        for (size_t row = 0; row < db_count(rows); row++)
            if (strcmp(db_get_text(rows, row, 0), all[i]) == 0)
                count = db_get_int(rows, row, 1);
        buf_printf(out, "film_jobs{status=\"%s\"} %lld\n", all[i], (long long)count);
    }
}

/* Prometheus text, version 0.0.4. */
static bool get_metrics(struct call *call, struct error *err) {
    struct api_metrics *metrics = &call->server->metrics;
    struct buf out;
    buf_init(&out, 1 << 20);
    buf_text(&out,
             "# HELP film_http_requests_total Requests answered, by class of status.\n# TYPE "
             "film_http_requests_total counter\n");
    for (int i = 1; i < METRIC_CLASSES; i++)
        buf_printf(&out, "film_http_requests_total{class=\"%dxx\"} %lld\n", i,
                   (long long)atomic_load(&metrics->requests[i]));
    buf_text(&out, "# HELP film_http_request_duration_seconds Time to the answer.\n# TYPE "
                   "film_http_request_duration_seconds histogram\n");
    long long sum = 0;
    for (int i = 0; i < METRIC_BUCKETS; i++) {
        sum += atomic_load(&metrics->buckets[i]);
        buf_printf(&out, "film_http_request_duration_seconds_bucket{le=\"%g\"} %lld\n",
                   api_bucket_ms[i] / 1000.0, sum);
    }
    sum += atomic_load(&metrics->buckets[METRIC_BUCKETS]);
    buf_printf(&out,
               "film_http_request_duration_seconds_bucket{le=\"+Inf\"} %lld\n"
               "film_http_request_duration_seconds_sum %.6f\n"
               "film_http_request_duration_seconds_count %lld\n",
               sum, (double)atomic_load(&metrics->total_us) / 1e6, sum);
    buf_printf(
        &out,
        "# HELP film_event_streams Open event streams.\n# TYPE film_event_streams gauge\n"
        "film_event_streams %lld\n"
        "# HELP film_http_in_flight Requests being answered, streams among them.\n# TYPE "
        "film_http_in_flight gauge\nfilm_http_in_flight %lld\n",
        (long long)atomic_load(&metrics->streams), (long long)atomic_load(&metrics->in_flight));
    add_jobs(call->desk.tx, &out);
    bool ok =
        buf_ok(&out, err) && give_text(call, out.bytes, out.size, "text/plain; version=0.0.4");
    buf_done(&out);
    return ok;
}

#define S "system"
static const struct route routes[] = {
    {"GET", "/health", S, "health", "The process lives", ROLE_ANYONE, WORK_NOW, RATE_NONE, 200,
     NULL, NULL, &shape_health, get_health},
    {"GET", "/api/v1/health", S, "apiHealth", "The process lives", ROLE_ANYONE, WORK_NOW,
     RATE_NONE, 200, NULL, NULL, &shape_health, get_health},
    {"GET", "/ready", S, "ready", "Database, cache and storage answer", ROLE_ANYONE, WORK_FREE,
     RATE_NONE, 200, NULL, NULL, &shape_health, get_ready, .problems = "503"},
    {"GET", "/version", S, "version", "What runs here", ROLE_ANYONE, WORK_NOW, RATE_NONE, 200,
     NULL, NULL, &shape_version, get_version},
    {"GET", "/api/v1/about", S, "about", "What runs here", ROLE_ANYONE, WORK_NOW, RATE_NONE,
     200, NULL, NULL, &shape_version, get_version},
    {"GET", "/metrics", S, "metrics", "Numbers for Prometheus", ROLE_ANYONE, WORK_READ,
     RATE_NONE, 200, NULL, NULL, NULL, get_metrics, ROUTE_RAW, "text/plain; version=0.0.4"},
    {"GET", "/.well-known/jwks.json", S, "jwks", "The keys that sign access tokens",
     ROLE_ANYONE, WORK_NOW, RATE_NONE, 200, NULL, NULL, NULL, get_jwks, ROUTE_RAW,
     "application/json"},
    {"GET", "/api/openapi.json", S, "openapi", "This document", ROLE_ANYONE, WORK_NOW,
     RATE_NONE, 200, NULL, NULL, NULL, get_openapi, ROUTE_RAW, "application/json"},
    {"GET", "/api/docs", S, "docs", "This document for people", ROLE_ANYONE, WORK_NOW,
     RATE_NONE, 200, NULL, NULL, NULL, get_docs, ROUTE_RAW, "text/html; charset=utf-8"},
    {"GET", "/api/docs/style.css", S, "docsStyle", "Its style", ROLE_ANYONE, WORK_NOW,
     RATE_NONE, 200, NULL, NULL, NULL, get_style, ROUTE_RAW, "text/css"},
};
const struct route_table route_system = {routes, COUNT_OF(routes)};
