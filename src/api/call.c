/* From a request to its answer. */
#include "api/call.h"

#include <stdio.h>
#include <string.h>

#include "api/inside.h"
#include "api/multipart.h"
#include "api/shapes.h"
#include "api/web.h"
#include "base/clock.h"
#include "base/log.h"

enum {
    TRIES = 5,
    BODY_MAX = 1 << 20,
    FILE_MAX = (32 << 20) + 65536,
    LARGE_MAX = (100 << 20) + 65536,
    NO_BODY_MAX = 4096
};

void call_add_header(struct call *call, const char *name, const char *format, ...) {
    char value[2400];
    va_list args;
    va_start(args, format);
    vsnprintf(value, sizeof value, format, args);
    va_end(args);
    for (char *at = value; *at; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7f) *at = ' ';
    if (call->header_count == CALL_HEADERS) die("an answer has too many headers");
    call->headers[call->header_count++] =
        (struct call_header){name, arena_printf(call->desk.arena, "%s", value)};
}

bool call_fault(struct call *call, const char *pointer, struct error *err, const char *format,
                ...) {
    char detail[256];
    va_list args;
    va_start(args, format);
    vsnprintf(detail, sizeof detail, format, args);
    va_end(args);
    shape_fault(&call->faults, pointer, "%s", detail);
    return error_set(err, PROBLEM_BAD_INPUT, "%s %s.", *pointer ? pointer + 1 : "The body",
                     detail);
}

void *call_answer(struct call *call) {
    call->answer = arena_alloc(call->desk.arena, 1, call->route->answer->size);
    return call->answer;
}

bool call_say(struct call *call, const char *text) {
    struct message *message = call_answer(call);
    message->message = text;
    return true;
}

int64_t call_if_match(const struct call *call) {
    const char *value = call->header(call->connection, "If-Match");
    if (!value || *value == '*') return 0;
    char *end;
    long long version = strtoll(*value == '"' ? value + 1 : value, &end, 10);
    return *value == '"' && *end == '"' && version > 0 ? version : -1;
}

const char *call_cookie(struct call *call, const char *name) {
    const char *cookies = call->header(call->connection, "Cookie");
    size_t length = strlen(name);
    for (const char *at = cookies; at && *at;) {
        at += strspn(at, " ;");
        size_t size = strcspn(at, ";");
        if (size > length && strncmp(at, name, length) == 0 && at[length] == '=')
            return arena_copy(call->desk.arena, at + length + 1, size - length - 1);
        at += size;
    }
    return NULL;
}

static void set_json(struct call *call, json_t *json, const char *type) {
    free(call->malloced);
    call->malloced = json_dumps(json, JSON_COMPACT);
    json_decref(json);
    if (!call->malloced) die("an answer cannot be written");
    call->text = call->malloced;
    call->text_size = strlen(call->text);
    call->type = type;
}

static void log_failure(const struct call *call, const struct error *err, int status) {
    if (status < 500 && !err->cause[0]) return;
    log_write(status < 500 ? LOG_INFO : LOG_ERROR, "request_failed",
              log_text("request", call->id),
              log_text("problem", problem_info(err->problem)->slug),
              log_text("message", err->message), log_text("cause", err->cause));
}

void call_fail(struct call *call, const struct error *err) {
    const struct problem_info *info = problem_info(err->problem);
    int status = info->http_status == 499 ? 409 : info->http_status;
    /* Faulty syntax is 400; faulty values are 422. */
    bool syntax = call->faults.list.count == 1 && !*call->faults.list.items[0].pointer;
    if (err->problem == PROBLEM_BAD_INPUT && syntax) status = 400;
    json_t *problem = json_pack(
        "{s:o, s:s, s:i, s:s, s:s}", "type", json_sprintf("/api/docs/problems#%s", info->slug),
        "title", info->title, "status", status, "detail",
        status >= 500 && err->problem == PROBLEM_INTERNAL
            ? "Something is wrong on our side; the request id tells us what."
            : err->message,
        "instance", call->id);
    json_object_set_new(problem, "code", json_string(info->slug));
    if (call->faults.list.count) {
        json_t *faults = json_array();
        for (size_t i = 0; i < call->faults.list.count; i++)
            json_array_append_new(
                faults, json_pack("{s:s, s:s}", "pointer", call->faults.list.items[i].pointer,
                                  "detail", call->faults.list.items[i].detail));
        json_object_set_new(problem, "errors", faults);
    }
    bool waits = false;
    for (size_t i = 0; i < call->header_count; i++)
        waits |= strcmp(call->headers[i].name, "Retry-After") == 0;
    if (status == 503 && !waits) call_add_header(call, "Retry-After", "2");
    if (status == 401) call_add_header(call, "WWW-Authenticate", "Bearer realm=\"film\"");
    call->status = status;
    call->answer = NULL;
    call->etag = NULL;
    call->stream = NULL;
    set_json(call, problem, "application/problem+json");
    log_failure(call, err, status);
}

static bool served_here(const struct call *call) {
    const char *services = call->server->settings.services, *name = call->route->service;
    if (!services || strcmp(name, "system") == 0) return true;
    const char *found = strstr(services, name);
    size_t length = strlen(name);
    return found && (found == services || found[-1] == ',') &&
           (found[length] == ',' || !found[length]);
}

static bool find(struct call *call, struct error *err) {
    const char *allowed = "", *path = call->path;
    if (call->route) return true;
    call->route = route_find(call->method, path, call->desk.arena, call->values, &allowed);
    if (!call->route && strcmp(call->method, "PUT") == 0)
        call->route = route_find("PATCH", path, call->desk.arena, call->values, &allowed);
    if (call->route && served_here(call)) return true;
    if (!call->route && api_web_wants(call)) {
        call->route = &api_web_route;
        return true;
    }
    if (!call->route && *allowed) {
        call_add_header(call, "Allow", "%s, OPTIONS", allowed);
        return error_set(err, PROBLEM_METHOD, "%s is not among what this takes: %s.",
                         call->method, allowed);
    }
    call->route = NULL;
    return error_set(err, PROBLEM_NOT_FOUND, "There is nothing at this address.");
}

bool call_runs_at_once(struct call *call) {
    struct error err = {0};
    if (!find(call, &err) || !call->route) return true;
    return call->route->work == WORK_READ || call->route->work == WORK_NOW;
}

size_t call_body_max(struct call *call) {
    if (!call->route) return NO_BODY_MAX;
    /* Of nobody no file is taken, not even to be thrown away. */
    if (call->route->flags & ROUTE_FILE)
        return !api_has_credentials(call)         ? NO_BODY_MAX
               : call->route->flags & ROUTE_LARGE ? LARGE_MAX
                                                  : FILE_MAX;
    return call->route->body ? BODY_MAX : NO_BODY_MAX;
}

/* What stands before the semicolon of Content-Type is `type`. */
static bool has_type(struct call *call, const char *type) {
    const char *value = call->header(call->connection, "Content-Type");
    size_t length = strlen(type);
    return value && strncasecmp(value, type, length) == 0 &&
           (!value[length] || value[length] == ';' || value[length] == ' ');
}

/* The body becomes the file that is in it. */
static bool unpack_file(struct call *call, struct error *err) {
    struct arena *arena = call->desk.arena;
    struct multipart_part part = {.bytes = call->bytes, .size = call->size};
    if (has_type(call, "multipart/form-data")) {
        const char *boundary =
            multipart_boundary(arena, call->header(call->connection, "Content-Type"));
        if (!boundary)
            return error_set(err, PROBLEM_BAD_INPUT, "Content-Type names no boundary.");
        if (!multipart_file(arena, boundary, call->bytes, call->size, &part, err)) return false;
    }
    if (!part.size) return error_set(err, PROBLEM_BAD_INPUT, "The file is empty.");
    call->bytes = part.bytes;
    call->size = part.size;
    call->file_in = part.file_name;
    return true;
}

/* The body, or the query, into its struct. The JSON lives as long as the call, since the struct
 * borrows from it. */
static bool decode(struct call *call, json_t **body, json_t **query, struct error *err) {
    const struct route *route = call->route;
    if (route->query) {
        const char *text = call->query_text ? call->query_text : "";
        *query = shape_parse_form(text, strlen(text), &call->faults);
        if (*query && (route->flags & ROUTE_STREAM)) json_object_del(*query, "access_token");
        if (*query)
            call->query =
                shape_decode(route->query, *query, true, call->desk.arena, &call->faults);
    }
    if ((route->flags & ROUTE_FILE) && !unpack_file(call, err)) return false;
    if (route->body) {
        bool form =
            (route->flags & ROUTE_FORM) && has_type(call, "application/x-www-form-urlencoded");
        if (call->size && !form && !has_type(call, "application/json") &&
            !has_type(call, "application/merge-patch+json"))
            return error_set(err, PROBLEM_MEDIA_TYPE, "Send the body as application/json.");
        bool empty = !call->size;
        *body = form ? shape_parse_form(call->bytes, call->size, &call->faults)
                     : shape_parse(empty ? "{}" : call->bytes, empty ? 2 : call->size,
                                   &call->faults);
        if (*body)
            call->body =
                shape_decode(route->body, *body, form, call->desk.arena, &call->faults);
    }
    if (!call->faults.list.count) return true;
    const struct fault *first = &call->faults.list.items[0];
    return error_set(err, PROBLEM_BAD_INPUT, "%s %s.",
                     *first->pointer ? first->pointer + 1 : "It", first->detail);
}

struct bodies {
    json_t *body, *query;
};

/* Sign-in, checks and the handler, within the transaction if there is one. */
static bool answer(struct call *call, struct bodies *bodies, struct error *err) {
    bool recalled = false;
    call->desk.who = (struct studio_who){0};
    if (!api_authenticate(call, err) || !api_rate_check(call, err)) return false;
    if (!call->query && !call->body && !decode(call, &bodies->body, &bodies->query, err))
        return false;
    if (call->route->work == WORK_WRITE && !api_recall(call, &recalled, err)) return false;
    if (recalled) return true;
    if (!call->route->handle(call, err)) return false;
    if (call->route->work == WORK_WRITE && call->answer) {
        api_encode_answer(call);
        return api_remember(call, err);
    }
    return true;
}

static bool in_transaction(struct call *call, struct bodies *bodies, struct error *err) {
    enum db_mode mode = call->route->work == WORK_READ ? DB_READ : DB_WRITE;
    struct db *db = call->desk.studio->db;
    for (int tried = 1;; tried++) {
        size_t headers = call->header_count;
        AUTO(db_rollback) struct db_tx *tx = NULL;
        call->desk.now = clock_now_ms();
        if (db_begin(db, mode, &tx, err)) {
            call->desk.tx = tx;
            bool ok = answer(call, bodies, err);
            call->desk.tx = NULL;
            if (ok && db_commit(&tx, err)) return true;
        }
        if (err->problem != PROBLEM_TEMPORARY || tried == TRIES) return false;
        call->header_count = headers;
        call->answer = NULL;
    }
}

/* Without a transaction of the router's: a short one of its own finds out who asks. */
static bool on_its_own(struct call *call, struct bodies *bodies, struct error *err) {
    bool reads = call->route->work != WORK_NOW &&
                 (call->route->role != ROLE_ANYONE || api_has_credentials(call));
    AUTO(db_rollback) struct db_tx *tx = NULL;
    call->desk.now = clock_now_ms();
    if (reads && !db_begin(call->desk.studio->db, DB_READ, &tx, err)) return false;
    call->desk.tx = tx;
    bool entered = api_authenticate(call, err);
    call->desk.tx = NULL;
    db_rollback(&tx);
    return entered && api_rate_check(call, err) &&
           decode(call, &bodies->body, &bodies->query, err) && call->route->handle(call, err);
}

void call_run(struct call *call) {
    struct error err = {0};
    struct bodies bodies = {0};
    bool ok = find(call, &err);
    if (ok && call->route) {
        bool within = call->route->work == WORK_READ || call->route->work == WORK_WRITE;
        ok = within ? in_transaction(call, &bodies, &err) : on_its_own(call, &bodies, &err);
    }
    if (ok) {
        if (!call->status && call->route) call->status = call->route->status;
        api_encode_answer(call);
    } else {
        call_fail(call, &err);
    }
    api_add_headers(call);
    json_decref(bodies.body);
    json_decref(bodies.query);
}
