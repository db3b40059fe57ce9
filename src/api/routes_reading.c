/* What is read out of a project's script, before anything is spent. */
#include <stdlib.h>
#include <string.h>

#include "api/inside.h"
#include "studio/assets.h"
#include "studio/board.h"
#include "studio/reading.h"

enum { READING_MAX = 16 << 20 };

struct fetching {
    struct call *call;
    struct project project;
    struct assets_cast cast;
};

static bool fetch_work(struct db_tx *tx, void *data, struct error *err) {
    struct fetching *fetching = data;
    struct call *call = fetching->call;
    call->desk.tx = tx;
    bool ok = projects_get(&call->desk, call->values[0], &fetching->project, err) &&
              assets_find_cast(&call->desk, call->values[0], &fetching->cast, err);
    call->desk.tx = NULL;
    return ok;
}

/* The project in a short transaction of its own: the reading then takes a while. Its version is
 * the ETag. */
static bool fetch(struct call *call, struct project *project, struct error *err) {
    struct fetching fetching = {.call = call};
    if (!db_transact(call->desk.studio->db, DB_READ, fetch_work, &fetching, err) ||
        !assets_load_cast(call->server->settings.blobs, call->desk.arena, &fetching.cast, err))
        return false;
    fetching.project.references = fetching.cast.references;
    fetching.project.reference_count = fetching.cast.count;
    *project = fetching.project;
    call_add_header(call, "Cache-Control", "private, no-cache");
    return true;
}

/* Takes the reference. */
static bool answer_json(struct call *call, json_t *json) {
    call->malloced = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(6));
    json_decref(json);
    if (!call->malloced) die("a reading cannot be written");
    call->text = call->malloced;
    call->text_size = strlen(call->text);
    call->type = "application/json";
    return true;
}

static bool answer_bytes(struct call *call, const struct buf *bytes, const char *type) {
    call->malloced = xcalloc(bytes->size + 1, 1);
    memcpy(call->malloced, bytes->bytes, bytes->size);
    call->text = call->malloced;
    call->text_size = bytes->size;
    call->type = type;
    return true;
}

/* The number in the address, from 0. */
static bool read_number(struct call *call, size_t *number, struct error *err) {
    char *end;
    *number = strtoul(call->values[1], &end, 10);
    return (!*end && call->values[1][0] >= '0' && call->values[1][0] <= '9') ||
           error_set(err, PROBLEM_NOT_FOUND, "They are numbered from 0.");
}

static bool get_breakdown(struct call *call, struct error *err) {
    struct project project;
    json_t *reading;
    return fetch(call, &project, err) && reading_of(&project, &reading, err) &&
           answer_json(call, reading);
}

static bool get_portraits(struct call *call, struct error *err) {
    struct project project;
    AUTO(buf_done) struct buf png;
    size_t character;
    buf_init(&png, READING_MAX);
    return read_number(call, &character, err) && fetch(call, &project, err) &&
           reading_portrait(&project, character, &png, err) &&
           answer_bytes(call, &png, "image/png");
}

static bool get_board(struct call *call, struct error *err) {
    struct project project;
    json_t *board;
    return fetch(call, &project, err) && board_of(call->desk.studio, &project, &board, err) &&
           answer_json(call, board);
}

static bool get_board_sheet(struct call *call, struct error *err) {
    struct project project;
    AUTO(buf_done) struct buf png;
    size_t sheet;
    buf_init(&png, READING_MAX);
    return read_number(call, &sheet, err) && fetch(call, &project, err) &&
           board_sheet(call->desk.studio, &project, sheet, &png, err) &&
           answer_bytes(call, &png, "image/png");
}

static bool get_audition(struct call *call, struct error *err) {
    struct project project;
    AUTO(buf_done) struct buf wav;
    size_t character;
    buf_init(&wav, READING_MAX);
    return read_number(call, &character, err) && fetch(call, &project, err) &&
           board_audition(call->desk.studio, &project, character, &wav, err) &&
           answer_bytes(call, &wav, "audio/wav");
}

static bool get_voices(struct call *call, struct error *err) {
    (void)err;
    return answer_json(call, board_voice_cards());
}

#define S "projects"
#define ONE "/api/v1/projects/{projectId}"
static const struct route routes[] = {
    {"GET", ONE "/breakdown", S, "getBreakdown",
     "People, places, hours, moods and props of the script, with the words that say so",
     ROLE_USER, WORK_FREE, RATE_GENERAL, 200, NULL, NULL, NULL, get_breakdown, ROUTE_RAW,
     "application/json", "404"},
    {"GET", ONE "/board", S, "getBoard",
     "The shots: how large, how long, how the camera moves, what is said, before they are made",
     ROLE_USER, WORK_FREE, RATE_GENERAL, 200, NULL, NULL, NULL, get_board, ROUTE_RAW,
     "application/json", "404"},
    {"GET", ONE "/board/{sheet}", S, "getBoardSheet",
     "Pictures of eight shots, one below the other, 480 by 270 each; sheets count from 0",
     ROLE_USER, WORK_FREE, RATE_GENERAL, 200, NULL, NULL, NULL, get_board_sheet, ROUTE_RAW,
     "image/png", "404"},
    {"GET", ONE "/auditions/{character}", S, "getAudition",
     "The first line of a character of the breakdown, by number from 0, as the film will have "
     "it",
     ROLE_USER, WORK_FREE, RATE_GENERAL, 200, NULL, NULL, NULL, get_audition, ROUTE_RAW,
     "audio/wav", "404"},
    {"GET", "/api/v1/voices", S, "listVoices", "Voices that characters can be given", ROLE_USER,
     WORK_FREE, RATE_GENERAL, 200, NULL, NULL, NULL, get_voices, ROUTE_RAW, "application/json"},
    {"GET", ONE "/portraits/{character}", S, "getPortraits",
     "Three faces of a character of the breakdown, by number from 0", ROLE_USER, WORK_FREE,
     RATE_GENERAL, 200, NULL, NULL, NULL, get_portraits, ROUTE_RAW, "image/png", "404"},
};
const struct route_table route_reading = {routes, COUNT_OF(routes)};
