/* The OpenAPI 3.1 document and its readable page, out of the table of routes. */
#include <stdio.h>
#include <string.h>

#include "api/docs.h"
#include "api/inside.h"

struct document {
    json_t *schemas;
    bool incoming;
};

/* Adds a shape's schema once, and those it names. */
static void visit(const struct shape *shape, void *data) {
    struct document *document = data;
    if (json_object_get(document->schemas, shape->name)) return;
    json_object_set_new(document->schemas, shape->name, json_object());
    json_object_set_new(document->schemas, shape->name,
                        shape_schema(shape, document->incoming, visit, document));
}

static json_t *reference(struct document *document, const struct shape *shape, bool incoming) {
    document->incoming = incoming;
    visit(shape, document);
    return json_pack("{s:o}", "$ref", json_sprintf("#/components/schemas/%s", shape->name));
}

static json_t *content(const char *type, json_t *schema) {
    return json_pack("{s:{s:o}}", type, "schema", schema);
}

static json_t *parameters_of(struct document *document, const struct route *route) {
    json_t *list = json_array();
    for (const char *at = strchr(route->path, '{'); at; at = strchr(at + 1, '{')) {
        size_t length = strcspn(at + 1, "*}");
        json_array_append_new(list, json_pack("{s:o, s:s, s:b, s:{s:s}}", "name",
                                              json_stringn(at + 1, length), "in", "path",
                                              "required", 1, "schema", "type", "string"));
    }
    for (size_t i = 0; route->query && i < route->query->field_count; i++) {
        const struct field *field = &route->query->fields[i];
        json_array_append_new(list,
                              json_pack("{s:s, s:s, s:b, s:o}", "name", field->name, "in",
                                        "query", "required", (int)field->required, "schema",
                                        shape_field_schema(field, true, visit, document)));
    }
    struct {
        const char *name;
        bool taken;
    } headers[] = {
        {"Idempotency-Key", strcmp(route->method, "POST") == 0 && route->work == WORK_WRITE &&
                                route->role != ROLE_ANYONE},
        {"If-Match", (route->flags & ROUTE_VERSIONED) != 0},
        {"If-None-Match", strcmp(route->method, "GET") == 0 && route->answer},
    };
    for (size_t i = 0; i < COUNT_OF(headers); i++)
        if (headers[i].taken)
            json_array_append_new(list,
                                  json_pack("{s:s, s:s, s:{s:s}}", "name", headers[i].name,
                                            "in", "header", "schema", "type", "string"));
    return list;
}

static const char *meaning_of(int status) {
    switch (status) {
    case 101:
        return "The connection is a WebSocket from here";
    case 200:
        return "Done";
    case 201:
        return "Made";
    case 202:
        return "Taken on; it is done later";
    case 302:
        return "Go on at Location";
    case 304:
        return "Not changed since";
    case 400:
        return "The request cannot be read";
    case 401:
        return "Not signed in";
    case 402:
        return "Too few credits";
    case 403:
        return "Not allowed";
    case 404:
        return "There is none, or none of yours";
    case 409:
        return "Contradicts what is there";
    case 412:
        return "Changed by somebody else in between";
    case 413:
        return "The body is too large";
    case 415:
        return "Another kind of body is needed";
    case 416:
        return "The range lies outside";
    case 422:
        return "Values are faulty; errors lists each";
    case 423:
        return "Closed for a while";
    case 429:
        return "Too often; see Retry-After";
    case 503:
        return "Not just now; see Retry-After";
    default:
        return "Another problem";
    }
}

static void add_response(json_t *responses, int status, json_t *body) {
    char code[8];
    snprintf(code, sizeof code, "%d", status);
    json_t *response = json_pack("{s:s}", "description", meaning_of(status));
    if (body) json_object_set_new(response, "content", body);
    json_object_set_new(responses, code, response);
}

static json_t *problem_content(void) {
    return content("application/problem+json",
                   json_pack("{s:s}", "$ref", "#/components/schemas/Problem"));
}

static json_t *responses_of(struct document *document, const struct route *route) {
    json_t *responses = json_object();
    json_t *body = NULL;
    if (route->answer) {
        body = content("application/json", reference(document, route->answer, false));
    } else if (route->type) {
        bool json = strcmp(route->type, "application/json") == 0;
        body = content(route->type, json_pack("{s:s}", "type", json ? "object" : "string"));
    }
    add_response(responses, route->status, body);
    if (route->answer && strcmp(route->method, "GET") == 0) add_response(responses, 304, NULL);
    char all[128];
    snprintf(all, sizeof all, "%s %s %s %s%s", route->problems ? route->problems : "",
             route->role != ROLE_ANYONE ? "401 403" : "", route->rate != RATE_NONE ? "429" : "",
             route->body                 ? "400 413 415 422"
             : route->flags & ROUTE_FILE ? "400 413 422"
                                         : "",
             route->query ? " 400 422" : "");
    for (char *at = all, *end;; at = end) {
        long status = strtol(at, &end, 10);
        if (end == at) break;
        add_response(responses, (int)status, problem_content());
    }
    json_t *rest =
        json_pack("{s:s, s:o}", "description", "A problem", "content", problem_content());
    json_object_set_new(responses, "default", rest);
    return responses;
}

static json_t *operation_of(struct document *document, const struct route *route) {
    json_t *operation = json_pack("{s:s, s:s, s:[s], s:o}", "operationId", route->name,
                                  "summary", route->summary, "tags", route->service,
                                  "parameters", parameters_of(document, route));
    if (route->body) {
        json_t *types = content("application/json", reference(document, route->body, true));
        if (route->flags & ROUTE_FORM)
            json_object_set_new(
                types, "application/x-www-form-urlencoded",
                json_pack("{s:o}", "schema", reference(document, route->body, true)));
        bool needed = false;
        for (size_t i = 0; i < route->body->field_count; i++)
            needed |= route->body->fields[i].required;
        json_object_set_new(operation, "requestBody",
                            json_pack("{s:b, s:o}", "required", (int)needed, "content", types));
    }
    if (route->flags & ROUTE_FILE)
        json_object_set_new(
            operation, "requestBody",
            json_pack("{s:b, s:{s:{s:{s:s, s:[s], s:{s:{s:s, s:s}}}}, s:{s:{s:s, s:s}}}}",
                      "required", 1, "content", "multipart/form-data", "schema", "type",
                      "object", "required", "file", "properties", "file", "type", "string",
                      "format", "binary", "application/octet-stream", "schema", "type",
                      "string", "format", "binary"));
    json_object_set_new(operation, "responses", responses_of(document, route));
    json_t *security = json_array();
    if (route->role != ROLE_ANYONE)
        json_array_append_new(security, json_pack("{s:[]}", "bearer"));
    if (route->role != ROLE_ANYONE && !(route->flags & ROUTE_NO_KEYS))
        json_array_append_new(security, json_pack("{s:[]}", "apiKey"));
    json_object_set_new(operation, "security", security);
    return operation;
}

static json_t *problem_schema(void) {
    return json_pack(
        "{s:s, s:[s,s,s,s], s:{s:{s:s}, s:{s:s}, s:{s:s}, s:{s:s}, s:{s:s, s:s}, s:{s:s, s:s}, "
        "s:{s:s, s:{s:s, s:[s,s], s:{s:{s:s, s:s}, s:{s:s}}}}}}",
        "type", "object", "required", "type", "title", "status", "detail", "properties", "type",
        "type", "string", "title", "type", "string", "status", "type", "integer", "detail",
        "type", "string", "instance", "type", "string", "description", "the request's id",
        "code", "type", "string", "description", "the problem's name, for programs", "errors",
        "type", "array", "items", "type", "object", "required", "pointer", "detail",
        "properties", "pointer", "type", "string", "description", "JSON pointer to the field",
        "detail", "type", "string");
}

json_t *api_openapi(void) {
    json_t *paths = json_object();
    struct document document = {.schemas = json_object()};
    for (const struct route_table *const *table = route_tables; *table; table++) {
        for (size_t i = 0; i < (*table)->count; i++) {
            const struct route *route = &(*table)->routes[i];
            char path[200], method[8] = "";
            snprintf(path, sizeof path, "%s", route->path);
            char *star = strstr(path, "*}");
            if (star) memmove(star, star + 1, strlen(star));
            for (size_t j = 0; route->method[j] && j + 1 < sizeof method; j++)
                method[j] = (char)(route->method[j] | 0x20);
            if (!json_object_get(paths, path)) json_object_set_new(paths, path, json_object());
            json_object_set_new(json_object_get(paths, path), method,
                                operation_of(&document, route));
        }
    }
    json_object_set_new(document.schemas, "Problem", problem_schema());
    return json_pack(
        "{s:s, s:{s:s, s:s, s:s}, s:o, s:{s:o, s:{s:{s:s, s:s, s:s}, s:{s:s, s:s, s:s}}}}",
        "openapi", "3.1.0", "info", "title", "AI Film Studio", "version", FILM_VERSION,
        "description",
        "Scripts in, films out. Fields are camelCase; snake_case is taken too. Problems are "
        "RFC "
        "9457 documents that list every faulty field.",
        "paths", paths, "components", "schemas", document.schemas, "securitySchemes", "bearer",
        "type", "http", "scheme", "bearer", "bearerFormat", "JWT", "apiKey", "type", "apiKey",
        "in", "header", "name", "X-API-Key");
}

static void add_escaped(struct buf *page, const char *text) {
    for (; text && *text; text++) {
        if (*text == '<')
            buf_text(page, "&lt;");
        else if (*text == '&')
            buf_text(page, "&amp;");
        else if (*text == '"')
            buf_text(page, "&quot;");
        else
            buf_u8(page, (uint8_t)*text);
    }
}

static void add_shape(struct buf *page, const char *title, const struct shape *shape,
                      int depth) {
    static const char *const types[] = {
        "text",          "text", "id",     "mail address", "link",          "choice", "number",
        "true or false", "time", "object", "list",         "list of texts", "object"};
    if (!shape) return;
    if (title) buf_printf(page, "<h4>%s</h4>", title);
    buf_text(page, "<table>");
    for (size_t i = 0; i < shape->field_count; i++) {
        const struct field *field = &shape->fields[i];
        buf_printf(page, "<tr><td><code>%s</code>%s<td>%s<td>", field->name,
                   field->required ? " *" : "", types[field->type]);
        add_escaped(page, field->choices ? field->choices : "");
        add_escaped(page, field->help ? field->help : "");
        if (field->fallback) buf_printf(page, " (default %s)", field->fallback);
        if (field->shape && depth < 3) add_shape(page, NULL, field->shape, depth + 1);
    }
    buf_text(page, "</table>");
}

void docs_page(struct buf *page) {
    static const char *const roles[] = {"anyone", "signed in", "administrators"};
    buf_text(page,
             "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
             "content=\"width=device-width\"><title>AI Film Studio API</title><link "
             "rel=\"stylesheet\" href=\"/api/docs/style.css\"><h1>AI Film Studio "
             "API</h1><p>The same "
             "as a machine reads it: <a href=\"/api/openapi.json\">openapi.json</a>. Fields "
             "with a * "
             "are always there.");
    const char *service = "";
    for (const struct route_table *const *table = route_tables; *table; table++) {
        for (size_t i = 0; i < (*table)->count; i++) {
            const struct route *route = &(*table)->routes[i];
            if (strcmp(service, route->service) != 0)
                buf_printf(page, "<h2>%s</h2>", route->service);
            service = route->service;
            buf_printf(page, "<details id=\"%s\"><summary><b>%s</b> <code>", route->name,
                       route->method);
            add_escaped(page, route->path);
            buf_text(page, "</code> ");
            add_escaped(page, route->summary);
            buf_printf(page, "</summary><p>For %s. Answers %d.", roles[route->role],
                       route->status);
            add_shape(page, "Query", route->query, 0);
            add_shape(page, "Body", route->body, 0);
            add_shape(page, "Answer", route->answer, 0);
            buf_text(page, "</details>");
        }
    }
    buf_text(page, "<h2 id=\"problems\">Problems</h2><table>");
    for (int i = PROBLEM_NONE + 1; i < PROBLEM_COUNT; i++) {
        const struct problem_info *info = problem_info((enum problem)i);
        buf_printf(page, "<tr id=\"%s\"><td><code>%s</code><td>%d<td>%s", info->slug,
                   info->slug, info->http_status, info->title);
    }
    buf_text(page, "</table></html>");
}

const char docs_style[] =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "background:#fbfaf7;color:#222}details{border-top:1px solid #ddd;padding:.4rem "
    "0}summary{cursor:"
    "pointer}code{background:#eee7da;padding:0 "
    ".2em;border-radius:3px}table{border-collapse:collapse;"
    "width:100%}td{border-top:1px solid #e5e0d5;padding:.2rem "
    ".5rem;vertical-align:top}b{display:"
    "inline-block;min-width:4.2em}@media(prefers-color-scheme:dark){body{background:#191816;"
    "color:"
    "#eee}code{background:#33302b}details,td{border-color:#444}}";
