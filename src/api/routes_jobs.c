/* Films: quote, generate, progress, download. */
#include <string.h>

#include "api/inside.h"
#include "api/frame.h"
#include "api/shapes.h"

#define AT(type, member) offsetof(struct type, member)

static bool get_quote(struct call *call, struct error *err) {
    return jobs_quote(&call->desk, call->values[0], call_answer(call), err);
}

static bool show(struct call *call, const struct job *job) {
    shapes_view_job(call, job, call_answer(call));
    return true;
}

static bool submit(struct call *call, struct error *err) {
    struct job job = {0};
    if (!jobs_submit(&call->desk, call->values[0], "video_generation", &job, err)) return false;
    call_add_header(call, "Location", "/api/v1/jobs/%s", job.id);
    return show(call, &job);
}

/* FR-023 names style and pacing; all film settings can be given, and win over the project's. */
struct regenerate_order {
    const char *settings, *style, *pacing;
};
static const struct field regenerate_fields[] = {
    {"settings", FIELD_JSON, AT(regenerate_order, settings), .shape = &shape_film_settings},
    {"style", FIELD_CHOICE, AT(regenerate_order, style), .choices = "paper"},
    {"pacing", FIELD_CHOICE, AT(regenerate_order, pacing), .choices = "slow|normal|fast"},
};
static const struct shape shape_regenerate =
    SHAPE("RegenerateOrder", regenerate_fields, struct regenerate_order);

static bool post_regenerate(struct call *call, struct error *err) {
    const struct regenerate_order *order = call->body;
    struct project project = {0};
    if (!projects_get(&call->desk, call->values[0], &project, err)) return false;
    json_t *settings = json_loads(project.settings, 0, NULL);
    json_t *given = order->settings ? json_loads(order->settings, 0, NULL) : NULL;
    if (given) json_object_update(settings, given);
    json_decref(given);
    if (order->style) json_object_set_new(settings, "style", json_string(order->style));
    if (order->pacing) json_object_set_new(settings, "pacing", json_string(order->pacing));
    AUTO_FREE char *text = json_dumps(settings, JSON_COMPACT);
    json_decref(settings);
    if (!text) die("settings cannot be written");
    struct project_order change = {.settings = text};
    return projects_change(&call->desk, call->values[0], &change, &project, err) &&
           submit(call, err);
}

struct job_query {
    const char *status, *project_id;
    int64_t page, page_size;
};
static const struct field query_fields[] = {
    {"status", FIELD_CHOICE, AT(job_query, status),
     .choices = "all|queued|processing|completed|failed|cancelled", .fallback = "all"},
    {"projectId", FIELD_ID, AT(job_query, project_id)},
    {"page", FIELD_INT, AT(job_query, page), .low = 1, .high = 1000000, .fallback = "1"},
    {"pageSize", FIELD_INT, AT(job_query, page_size), .low = 1, .high = 100, .fallback = "20"},
};
static const struct shape shape_query = SHAPE("JobQuery", query_fields, struct job_query);

static bool get_jobs(struct call *call, struct error *err) {
    const struct job_query *query = call->query;
    struct job_list list = {0};
    struct project project = {0};
    if (query->project_id && !projects_get(&call->desk, query->project_id, &project, err))
        return false;
    const char *status = strcmp(query->status, "all") == 0 ? NULL : query->status;
    if (!jobs_list(&call->desk, status, query->project_id, query->page, query->page_size, &list,
                   err))
        return false;
    struct job_list_view *answer = call_answer(call);
    struct job_view *views = arena_alloc(call->desk.arena, list.count + 1, sizeof *views);
    for (size_t i = 0; i < list.count; i++) shapes_view_job(call, &list.items[i], &views[i]);
    *answer = (struct job_list_view){
        {views, list.count}, list.total_count, query->page, query->page_size};
    return true;
}

static bool get_job(struct call *call, struct error *err) {
    struct job job = {0};
    return jobs_get(&call->desk, call->values[0], &job, err) && show(call, &job);
}

static bool post_cancel(struct call *call, struct error *err) {
    struct job job = {0};
    return jobs_cancel(&call->desk, call->values[0], &job, err) && show(call, &job);
}

static bool post_retry(struct call *call, struct error *err) {
    struct job job = {0};
    if (!jobs_get(&call->desk, call->values[0], &job, err)) return false;
    if (strcmp(job.status, "failed") != 0 && strcmp(job.status, "cancelled") != 0)
        return error_set(err, PROBLEM_CONFLICT,
                         "This job is %s; only what failed is tried again.", job.status);
    call->values[0] = job.project_id;
    return submit(call, err);
}

static bool finished(struct call *call, const char *job_id, struct error *err) {
    struct job job = {0};
    if (!jobs_get(&call->desk, job_id, &job, err)) return false;
    return strcmp(job.status, "completed") == 0 ||
           error_set(err, PROBLEM_CONFLICT, "The film is not there: the job is %s.",
                     job.status);
}

static bool get_download(struct call *call, struct error *err) {
    return finished(call, call->values[0], err) &&
           jobs_count_download(&call->desk, call->values[0], "film.mp4", err) &&
           shapes_view_downloads(call, call->values[0], call_answer(call), err);
}

static bool get_project_download(struct call *call, struct error *err) {
    struct project project = {0};
    if (!projects_get(&call->desk, call->values[0], &project, err)) return false;
    if (!project.film_job_id)
        return error_set(err, PROBLEM_CONFLICT, "There is no film yet: generate it.");
    return jobs_count_download(&call->desk, project.film_job_id, "film.mp4", err) &&
           shapes_view_downloads(call, project.film_job_id, call_answer(call), err);
}

/* The last event seen: of the header browsers send by themselves, or of the query. */
struct stream_query {
    int64_t after;
};
static const struct field stream_fields[] = {
    {"after", FIELD_INT, AT(stream_query, after), .low = 0, .high = 1000000000, .fallback = "0",
     .help = "number of the last event seen"},
};
static const struct shape shape_stream =
    SHAPE("StreamQuery", stream_fields, struct stream_query);

static bool get_events(struct call *call, struct error *err) {
    const struct stream_query *query = call->query;
    const char *last = call->header(call->connection, "Last-Event-ID");
    struct job job = {0};
    if (!jobs_get(&call->desk, call->values[0], &job, err)) return false;
    struct call_stream *stream = arena_alloc(call->desk.arena, 1, sizeof *stream);
    stream->job_id = job.id;
    stream->after = last ? strtoll(last, NULL, 10) : query->after;
    call->stream = stream;
    call_add_header(call, "Cache-Control", "no-cache");
    call_add_header(call, "X-Accel-Buffering", "no");
    return true;
}

/* The same events over WebSocket, each as {"type":"job_update","data":{...}}. */
static bool get_socket(struct call *call, struct error *err) {
    const char *upgrade = call->header(call->connection, "Upgrade");
    const char *version = call->header(call->connection, "Sec-WebSocket-Version");
    const char *key = call->header(call->connection, "Sec-WebSocket-Key");
    const char *origin = call->header(call->connection, "Origin");
    const char *host = call->header(call->connection, "Host");
    char accept[FRAME_ACCEPT_SIZE];
    if (!get_events(call, err)) return false;
    if (!upgrade || strcasecmp(upgrade, "websocket") != 0 || !version ||
        strcmp(version, "13") != 0 || !frame_accept(key, accept))
        return error_set(err, PROBLEM_USAGE, "This address speaks WebSocket, version 13.");
    const char *own = origin ? strstr(origin, "://") : NULL;
    if (origin && !(own && host && strcmp(own + 3, host) == 0) &&
        !api_is_listed(call->server->settings.origins, origin))
        return error_set(err, PROBLEM_FORBIDDEN, "Pages of this origin may not ask.");
    call->stream->websocket = true;
    call_add_header(call, "Upgrade", "websocket");
    call_add_header(call, "Sec-WebSocket-Accept", "%s", accept);
    return true;
}

static const char *if_none(struct call *call) {
    return call->header(call->connection, "If-None-Match");
}

/* A file by its signed link. */
static bool get_blob(struct call *call, struct error *err) {
    struct blob_store *blobs = call->server->settings.blobs;
    struct blob_link link = {0};
    struct blob_info info = {0};
    const char *target = call->target + strlen("/api/v1");
    if (!blob_link_check(blobs, "GET", target, call->desk.now / 1000, call->desk.arena, &link,
                         err))
        return false;
    if (!blob_open_file(blobs, link.key, &call->file, &info, err)) return false;
    if (call->file < 0)
        return error_set(err, PROBLEM_NOT_FOUND, "This file is kept elsewhere.");
    call->file_size = info.size;
    call->etag = arena_printf(call->desk.arena, "%s", info.etag);
    call->type = arena_printf(call->desk.arena, "%s", info.type);
    call_add_header(call, "Cache-Control", "private, max-age=3600");
    if (link.name)
        call_add_header(call, "Content-Disposition", "attachment; filename=\"%s\"", link.name);
    if (if_none(call) && strstr(if_none(call), call->etag)) call->status = 304;
    return true;
}

#define S "jobs"
#define PROJECT "/api/v1/projects/{projectId}"
#define ONE "/api/v1/jobs/{jobId}"
static const struct route routes[] = {
    {"GET", PROJECT "/quote", S, "quoteFilm", "What a film will cost and take", ROLE_USER,
     WORK_WRITE, RATE_GENERAL, 200, NULL, NULL, &shape_quote, get_quote, .problems = "404"},
    {"POST", PROJECT "/generate", S, "generateFilm", "Make the film", ROLE_USER, WORK_WRITE,
     RATE_FILMS, 202, NULL, NULL, &shape_job, submit, .problems = "402 403 404 409"},
    {"POST", PROJECT "/regenerate", S, "regenerateFilm", "Make the film anew, in another way",
     ROLE_USER, WORK_WRITE, RATE_FILMS, 202, NULL, &shape_regenerate, &shape_job,
     post_regenerate, .problems = "402 403 404 409"},
    {"GET", PROJECT "/download", S, "downloadProject", "Links to the newest film", ROLE_USER,
     WORK_WRITE, RATE_GENERAL, 200, NULL, NULL, &shape_downloads, get_project_download,
     .problems = "404 409"},
    {"GET", "/api/v1/ws/jobs/{jobId}", S, "watchJob", "Progress over WebSocket", ROLE_USER,
     WORK_READ, RATE_GENERAL, 101, &shape_stream, NULL, NULL, get_socket,
     ROUTE_STREAM | ROUTE_RAW | ROUTE_GUESTS, NULL, "403 404"},
    {"GET", "/api/v1/jobs", S, "listJobs", "One's jobs, the newest first", ROLE_USER, WORK_READ,
     RATE_GENERAL, 200, &shape_query, NULL, &shape_job_list, get_jobs, .problems = "404"},
    {"GET", ONE, S, "getJob", "How far a job is", ROLE_USER, WORK_READ, RATE_GENERAL, 200, NULL,
     NULL, &shape_job, get_job, ROUTE_GUESTS, .problems = "404"},
    {"POST", ONE "/cancel", S, "cancelJob", "Stop a job", ROLE_USER, WORK_WRITE, RATE_GENERAL,
     200, NULL, NULL, &shape_job, post_cancel, .problems = "404 409"},
    {"POST", ONE "/retry", S, "retryJob", "Order the film of a failed job again", ROLE_USER,
     WORK_WRITE, RATE_FILMS, 202, NULL, NULL, &shape_job, post_retry,
     .problems = "402 404 409"},
    {"GET", ONE "/events", S, "streamJob",
     "Progress as server-sent events; goes on behind Last-Event-ID", ROLE_USER, WORK_READ,
     RATE_GENERAL, 200, &shape_stream, NULL, NULL, get_events,
     ROUTE_STREAM | ROUTE_RAW | ROUTE_GUESTS, "text/event-stream", "404"},
    {"GET", ONE "/download", S, "downloadFilm",
     "Links to the film and its files, good for an hour", ROLE_USER, WORK_WRITE, RATE_GENERAL,
     200, NULL, NULL, &shape_downloads, get_download, ROUTE_GUESTS, .problems = "404 409"},
    {"GET", "/api/v1/blobs/{key*}", "system", "getFile",
     "A file by its signed link; takes Range", ROLE_ANYONE, WORK_NOW, RATE_NONE, 200, NULL,
     NULL, NULL, get_blob, ROUTE_RAW, "application/octet-stream", "403 404 416"},
};
const struct route_table route_jobs = {routes, COUNT_OF(routes)};
