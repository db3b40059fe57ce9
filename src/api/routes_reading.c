/* What is read out of a project's script, before anything is spent. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/inside.h"
#include "api/shapes.h"
#include "studio/archive.h"
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

struct packing {
    struct call *call;
    struct project project;
    struct job_file_list files;
    struct asset_list assets;
    struct archive archive;
};

static bool pack_work(struct db_tx *tx, void *data, struct error *err) {
    struct packing *packing = data;
    struct studio_desk *desk = &packing->call->desk;
    const char *job = packing->project.film_job_id;
    desk->tx = tx;
    bool ok = assets_list(desk, packing->project.id, &packing->assets, err) &&
              (!job || jobs_files(desk, job, &packing->files, err));
    desk->tx = NULL;
    return ok;
}

/* Takes the reference. */
static bool pack_json(struct packing *packing, const char *name, json_t *json,
                      struct error *err) {
    AUTO_FREE char *text = json_dumps(json, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
    json_decref(json);
    if (!text) die("a reading cannot be written");
    return archive_add(&packing->archive, name, text, strlen(text), err);
}

/* What was written and read out of it. */
static bool pack_readings(struct packing *packing, struct error *err) {
    const struct project *project = &packing->project;
    const struct studio *studio = packing->call->desk.studio;
    json_t *reading, *board, *settings = json_loads(project->settings, 0, NULL);
    json_t *about = json_pack("{s:s, s:s, s:i, s:o}", "projectId", project->id, "title",
                              project->title, "version", (int)project->version, "settings",
                              settings ? settings : json_object());
    if (!pack_json(packing, "project.json", about, err) ||
        !archive_add(&packing->archive, "script.fountain", project->script,
                     strlen(project->script), err) ||
        !reading_of(project, &reading, err) ||
        !pack_json(packing, "breakdown.json", reading, err) ||
        !board_of(studio, project, &board, err))
        return false;
    size_t shots = json_array_size(json_object_get(board, "shots"));
    bool ok = pack_json(packing, "storyboard/board.json", board, err);
    for (size_t sheet = 0; ok && sheet * BOARD_SHEET < shots; sheet++) {
        AUTO(buf_done) struct buf png;
        char name[40];
        snprintf(name, sizeof name, "storyboard/sheet-%zu.png", sheet);
        buf_init(&png, READING_MAX);
        ok = board_sheet(studio, project, sheet, &png, err) &&
             archive_add(&packing->archive, name, png.bytes, png.size, err);
    }
    return ok;
}

/* The film with its captions and stems, and what people brought. */
static bool pack_blobs(struct packing *packing, struct error *err) {
    struct blob_store *blobs = packing->call->server->settings.blobs;
    struct arena *arena = packing->call->desk.arena;
    const struct project *project = &packing->project;
    for (size_t i = 0; i < packing->files.count; i++) {
        const char *name = packing->files.items[i].name;
        if (!archive_add_blob(&packing->archive, arena_printf(arena, "film/%.60s", name), blobs,
                              shapes_file_key(arena, project->film_job_id, name), err))
            return false;
    }
    for (size_t i = 0; i < packing->assets.count; i++) {
        const struct asset *asset = &packing->assets.items[i];
        const char *name = arena_printf(arena, "assets/%s-%.50s", asset->id, asset->name);
        if (!archive_add_blob(&packing->archive, name, blobs,
                              assets_key(arena, project->id, asset->id, false), err))
            return false;
    }
    return true;
}

static bool get_archive(struct call *call, struct error *err) {
    struct packing packing = {.call = call, .archive.file = -1};
    const struct studio *studio = call->desk.studio;
    enum { AT_ONCE = 2 }; /* each takes a thread and room on the disk */
    if (!fetch(call, &packing.project, err) ||
        !db_transact(studio->db, DB_READ, pack_work, &packing, err))
        return false;
    bool room = atomic_fetch_add(&call->server->archives, 1) < AT_ONCE;
    bool ok = (room || error_set(err, PROBLEM_TEMPORARY,
                                 "Other archives are being packed just now; try again.")) &&
              archive_open(studio->folder, packing.project.updated_at / 1000, &packing.archive,
                           err) &&
              pack_readings(&packing, err) && pack_blobs(&packing, err) &&
              archive_finish(&packing.archive, &call->file, &call->file_size, err);
    atomic_fetch_sub(&call->server->archives, 1);
    archive_done(&packing.archive);
    if (!ok) return false;
    call->type = "application/x-tar";
    call_add_header(call, "Content-Disposition", "attachment; filename=\"project.tar\"");
    return true;
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
    {"GET", ONE "/archive", S, "getArchive",
     "All of a project as one tar: script, breakdown, storyboard, film, captions, stems, files",
     ROLE_USER, WORK_FREE, RATE_GENERAL, 200, NULL, NULL, NULL, get_archive, ROUTE_RAW,
     "application/x-tar", "404 503"},
    {"GET", "/api/v1/voices", S, "listVoices", "Voices that characters can be given", ROLE_USER,
     WORK_FREE, RATE_GENERAL, 200, NULL, NULL, NULL, get_voices, ROUTE_RAW, "application/json"},
    {"GET", ONE "/portraits/{character}", S, "getPortraits",
     "Three faces of a character of the breakdown, by number from 0", ROLE_USER, WORK_FREE,
     RATE_GENERAL, 200, NULL, NULL, NULL, get_portraits, ROUTE_RAW, "image/png", "404"},
};
const struct route_table route_reading = {routes, COUNT_OF(routes)};
