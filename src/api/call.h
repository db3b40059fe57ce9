/* One request while it is answered. All its memory is one arena. */
#ifndef API_CALL_H
#define API_CALL_H

#include "api/shape.h"
#include "api/server.h"

enum { CALL_VALUES = 4, CALL_HEADERS = 12, CALL_ID_SIZE = 33 };

struct call_header {
    const char *name, *value;
};

/* What an event stream needs: events of one job, from the n-th on. */
struct call_stream {
    bool websocket;
    const char *job_id;
    int64_t after;
};

struct call {
    struct api_server *server;
    const struct route *route;
    struct studio_desk desk; /* its arena is the call's */
    const char *values[CALL_VALUES];
    void *query, *body; /* of the route's shapes */

    const char *method, *path, *target; /* target: as it came, with its query */
    const char *query_text;             /* behind the ?, NULL for none */
    const char *bytes;                  /* of the body */
    size_t size;
    const char *file_in; /* ROUTE_FILE: the name that came with the file, or NULL */
    const char *(*header)(void *connection, const char *name); /* NULL when there is none */
    void *connection;
    char id[CALL_ID_SIZE]; /* of the request: the trace id */

    /* The answer: of the route's shape, or text, or a file, or a stream. */
    int status; /* 0: the route's */
    void *answer;
    const char *text, *type;
    size_t text_size;
    char *malloced; /* what text points into, freed with the call; may be NULL */
    int file;       /* open descriptor, -1 for none; closed by whoever answers */
    int64_t file_size;
    const char *file_name, *etag; /* etag without quotes */
    struct call_stream *stream;
    struct call_header headers[CALL_HEADERS];
    size_t header_count;
    struct faults faults;
};

/* Adds a header to the answer; the value is copied and may not break the line. */
void call_add_header(struct call *call, const char *name, const char *format, ...)
    PRINTF_LIKE(3, 4);
/* False with PROBLEM_BAD_INPUT that names the field. */
bool call_fault(struct call *call, const char *pointer, struct error *err, const char *format,
                ...) PRINTF_LIKE(4, 5);
/* A zeroed answer of the route's shape. */
void *call_answer(struct call *call);
/* The answer is a Message. True. */
bool call_say(struct call *call, const char *text);
/* The number in If-Match: "7"; 0 for none or *. */
int64_t call_if_match(const struct call *call);
/* A value of the Cookie header, in the arena; NULL when there is none. */
const char *call_cookie(struct call *call, const char *name);

/* Runs the request from its method, path and body to its answer; what fails becomes the answer
 * too, as a problem (RFC 9457). */
void call_run(struct call *call);
/* Where it has to run; finds the route, so that the size of the body can be bounded. */
bool call_runs_at_once(struct call *call);
size_t call_body_max(struct call *call);
/* Makes the answer a problem. */
void call_fail(struct call *call, const struct error *err);

#endif
