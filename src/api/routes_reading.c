/* What is read out of a project's script, before anything is spent. */
#include <stdlib.h>
#include <string.h>

#include "api/inside.h"
#include "studio/reading.h"

enum { READING_MAX = 4 << 20 };

struct fetching {
    struct call *call;
    struct project project;
};

static bool fetch_work(struct db_tx *tx, void *data, struct error *err) {
    struct fetching *fetching = data;
    struct call *call = fetching->call;
    call->desk.tx = tx;
    bool ok = projects_get(&call->desk, call->values[0], &fetching->project, err);
    call->desk.tx = NULL;
    return ok;
}

/* The project in a short transaction of its own: the reading then takes a while. Its version is
 * the ETag. */
static bool fetch(struct call *call, struct project *project, struct error *err) {
    struct fetching fetching = {.call = call};
    if (!db_transact(call->desk.studio->db, DB_READ, fetch_work, &fetching, err)) return false;
    *project = fetching.project;
    call_add_header(call, "Cache-Control", "private, no-cache");
    return true;
}

static bool get_breakdown(struct call *call, struct error *err) {
    struct project project;
    json_t *reading;
    if (!fetch(call, &project, err) || !reading_of(&project, &reading, err)) return false;
    call->malloced = json_dumps(reading, JSON_COMPACT);
    json_decref(reading);
    if (!call->malloced) die("a reading cannot be written");
    call->text = call->malloced;
    call->text_size = strlen(call->text);
    call->type = "application/json";
    return true;
}

static bool get_portraits(struct call *call, struct error *err) {
    struct project project;
    struct buf png;
    char *end;
    unsigned long character = strtoul(call->values[1], &end, 10);
    if (*end) return error_set(err, PROBLEM_NOT_FOUND, "Characters are numbered from 0.");
    buf_init(&png, READING_MAX);
    bool ok = fetch(call, &project, err) && reading_portrait(&project, character, &png, err);
    if (ok) {
        call->malloced = xcalloc(png.size + 1, 1);
        memcpy(call->malloced, png.bytes, png.size);
        call->text = call->malloced;
        call->text_size = png.size;
        call->type = "image/png";
    }
    buf_done(&png);
    return ok;
}

#define S "projects"
#define ONE "/api/v1/projects/{projectId}"
static const struct route routes[] = {
    {"GET", ONE "/breakdown", S, "getBreakdown",
     "People, places, hours, moods and props of the script, with the words that say so",
     ROLE_USER, WORK_FREE, RATE_GENERAL, 200, NULL, NULL, NULL, get_breakdown, ROUTE_RAW,
     "application/json", "404"},
    {"GET", ONE "/portraits/{character}", S, "getPortraits",
     "Three faces of a character of the breakdown, by number from 0", ROLE_USER, WORK_FREE,
     RATE_GENERAL, 200, NULL, NULL, NULL, get_portraits, ROUTE_RAW, "image/png", "404"},
};
const struct route_table route_reading = {routes, COUNT_OF(routes)};
