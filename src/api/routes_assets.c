/* Files people bring to a project: looked at in film-import before they are kept, and taken
 * from draft to locked by who may. */
#include <string.h>

#include "api/inside.h"
#include "api/shapes.h"
#include "base/log.h"
#include "import/import.h"
#include "studio/assets.h"
#include "studio/reading.h"

#define AT(type, member) offsetof(struct type, member)

struct asset_view {
    struct asset asset;
    const char *url, *thumbnail;
};
#define A(member) offsetof(struct asset_view, asset.member)
static const struct field asset_fields[] = {
    {"assetId", FIELD_ID, A(id), .required = true},
    {"projectId", FIELD_ID, A(project_id), .required = true},
    {"createdBy", FIELD_ID, A(user_id), .required = true},
    {"name", FIELD_TEXT, A(name), .required = true},
    {"assetType", FIELD_CHOICE, A(kind), .required = true, .choices = "image|audio|video"},
    {"contentType", FIELD_TEXT, A(type), .required = true, .help = "found by decoding it"},
    {"character", FIELD_TEXT, A(character), .help = "whose picture it is"},
    {"status", FIELD_CHOICE, A(state), .required = true, .choices = ASSETS_STATES},
    {"size", FIELD_INT, A(size), .required = true, .help = "bytes"},
    {"width", FIELD_INT, A(width), .required = true},
    {"height", FIELD_INT, A(height), .required = true},
    {"durationMilliseconds", FIELD_INT, A(length_ms), .required = true},
    {"version", FIELD_INT, A(version), .required = true},
    {"createdAt", FIELD_TIME, A(created_at), .required = true},
    {"updatedAt", FIELD_TIME, A(updated_at), .required = true},
    {"url", FIELD_LINK, AT(asset_view, url), .required = true, .help = "good for an hour"},
    {"thumbnail", FIELD_LINK, AT(asset_view, thumbnail),
     .help = "a small PNG of it, good for an hour"},
};
static const struct shape shape_asset = SHAPE("Asset", asset_fields, struct asset_view);
static const struct field asset_list_fields[] = {
    {"assets", FIELD_LIST, 0, .shape = &shape_asset}};
static const struct shape shape_asset_list =
    SHAPE("AssetList", asset_list_fields, struct shape_list);

static bool view(struct call *call, const struct asset *asset, struct asset_view *out,
                 struct error *err) {
    struct arena *arena = call->desk.arena;
    out->asset = *asset;
    if (!shapes_link_to(call, assets_key(arena, asset->project_id, asset->id, false),
                        asset->name, &out->url, err))
        return false;
    return strcmp(asset->kind, "audio") == 0 ||
           shapes_link_to(call, assets_key(arena, asset->project_id, asset->id, true), NULL,
                          &out->thumbnail, err);
}

struct adding {
    struct call *call;
    struct asset asset;
    struct project project; /* with its script, where a character is meant by number */
    bool keep;
};

static bool add_work(struct db_tx *tx, void *data, struct error *err) {
    struct adding *adding = data;
    struct studio_desk *desk = &adding->call->desk;
    const char *project_id = adding->call->values[0];
    desk->tx = tx;
    bool ok = adding->keep ? assets_add(desk, project_id, &adding->asset, err)
                           : assets_may_add(desk, project_id, err) &&
                                 projects_get(desk, project_id, &adding->project, err);
    desk->tx = NULL;
    return ok;
}

/* What a browser may save it under: the last part of the name, without what headers or other
 * systems stumble over. */
static const char *plain_name(struct call *call, const char *name) {
    const char *slash = name ? strrchr(name, '/') : NULL;
    char *plain = arena_printf(call->desk.arena, "%.100s",
                               slash && slash[1] ? slash + 1
                               : name && *name   ? name
                                                 : "file");
    for (char *at = plain; *at; at++)
        if (!((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
              (*at >= '0' && *at <= '9') || strchr(" -_.", *at)))
            *at = '_';
    return plain;
}

static bool put_blobs(struct call *call, const struct asset *asset,
                      const struct import_media *media, struct error *err) {
    struct blob_store *blobs = call->server->settings.blobs;
    struct arena *arena = call->desk.arena;
    struct blob_info info;
    const char *project_id = call->values[0];
    return blob_put(blobs, assets_key(arena, project_id, asset->id, false), media->type,
                    call->bytes, call->size, &info, err) &&
           (!media->png.size ||
            blob_put(blobs, assets_key(arena, project_id, asset->id, true), "image/png",
                     media->png.bytes, media->png.size, &info, err));
}

/* Looks at the file in the helper, stores it, and adds its row. What fails behind the storing
 * is swept. */
static bool add(struct call *call, struct adding *adding, struct error *err) {
    struct import_media media = {0};
    if (!import_media(call->bytes, call->size, &media, err)) return false;
    struct asset *asset = &adding->asset;
    asset->id = studio_new_id(&call->desk);
    asset->kind = arena_printf(call->desk.arena, "%s", media.kind);
    asset->type = arena_printf(call->desk.arena, "%s", media.type);
    asset->size = (int64_t)call->size;
    asset->width = media.width;
    asset->height = media.height;
    asset->length_ms = media.length_ms;
    adding->keep = true;
    bool ok = put_blobs(call, asset, &media, err) &&
              db_transact(call->desk.studio->db, DB_WRITE, add_work, adding, err);
    buf_done(&media.png);
    return ok;
}

struct asset_query {
    const char *name, *character;
};
static const struct field asset_query_fields[] = {
    {"name", FIELD_TEXT, AT(asset_query, name), .low = 1, .high = 100,
     .help = "absent: the file's own"},
    {"character", FIELD_TEXT, AT(asset_query, character), .low = 1, .high = 100,
     .help = "whose picture it is, as the script names them"},
};
static const struct shape shape_asset_query =
    SHAPE("AssetQuery", asset_query_fields, struct asset_query);

static bool post_asset(struct call *call, struct error *err) {
    const struct asset_query *query = call->query;
    struct adding adding = {.call = call};
    struct db *db = call->desk.studio->db;
    if (!db_transact(db, DB_READ, add_work, &adding, err)) return false;
    adding.asset.name = plain_name(call, query->name ? query->name : call->file_in);
    adding.asset.character = query->character;
    return add(call, &adding, err) && view(call, &adding.asset, call_answer(call), err);
}

struct reference_view {
    const char *url;
    int64_t character;
    const char *name;
    struct asset_view *asset;
};
static const struct field reference_fields[] = {
    {"referenceUrl", FIELD_LINK, AT(reference_view, url), .required = true},
    {"characterId", FIELD_INT, AT(reference_view, character), .required = true},
    {"character", FIELD_TEXT, AT(reference_view, name), .required = true},
    {"asset", FIELD_OBJECT, AT(reference_view, asset), .required = true, .shape = &shape_asset},
};
static const struct shape shape_reference =
    SHAPE("CharacterReference", reference_fields, struct reference_view);

static bool post_reference(struct call *call, struct error *err) {
    struct adding adding = {.call = call};
    char *end;
    long number = strtol(call->values[1], &end, 10);
    if (*end || number < 0)
        return error_set(err, PROBLEM_NOT_FOUND, "Characters are numbered from 0.");
    if (!db_transact(call->desk.studio->db, DB_READ, add_work, &adding, err) ||
        !reading_name(&adding.project, (size_t)number, call->desk.arena,
                      &adding.asset.character, err))
        return false;
    adding.asset.name = plain_name(call, call->file_in);
    struct reference_view *answer = call_answer(call);
    answer->asset = arena_alloc(call->desk.arena, 1, sizeof *answer->asset);
    if (!add(call, &adding, err) || !view(call, &adding.asset, answer->asset, err))
        return false;
    answer->url = answer->asset->url;
    answer->character = number;
    answer->name = adding.asset.character;
    return true;
}

static bool get_assets(struct call *call, struct error *err) {
    struct asset_list list = {0};
    if (!assets_list(&call->desk, call->values[0], &list, err)) return false;
    struct shape_list *answer = call_answer(call);
    struct asset_view *views = arena_alloc(call->desk.arena, list.count + 1, sizeof *views);
    for (size_t i = 0; i < list.count; i++)
        if (!view(call, &list.items[i], &views[i], err)) return false;
    *answer = (struct shape_list){views, list.count};
    return true;
}

static bool get_asset(struct call *call, struct error *err) {
    struct asset asset = {0};
    return assets_get(&call->desk, call->values[0], call->values[1], &asset, err) &&
           view(call, &asset, call_answer(call), err);
}

struct asset_change {
    const char *name, *character;
};
static const struct field asset_change_fields[] = {
    {"name", FIELD_TEXT, AT(asset_change, name), .low = 1, .high = 100},
    {"character", FIELD_TEXT, AT(asset_change, character), .high = 100,
     .help = "empty: nobody"},
};
static const struct shape shape_asset_change =
    SHAPE("AssetChange", asset_change_fields, struct asset_change);

static bool patch_asset(struct call *call, struct error *err) {
    const struct asset_change *change = call->body;
    struct asset asset = {0};
    const char *name = change->name ? plain_name(call, change->name) : NULL;
    return assets_change(&call->desk, call->values[0], call->values[1], name, change->character,
                         &asset, err) &&
           view(call, &asset, call_answer(call), err);
}

static bool delete_work(struct db_tx *tx, void *data, struct error *err) {
    struct call *call = data;
    call->desk.tx = tx;
    bool ok = assets_delete(&call->desk, call->values[0], call->values[1], err);
    call->desk.tx = NULL;
    return ok;
}

static bool delete_asset(struct call *call, struct error *err) {
    if (!db_transact(call->desk.studio->db, DB_WRITE, delete_work, call, err)) return false;
    for (int picture = 0; picture < 2; picture++) {
        const char *key =
            assets_key(call->desk.arena, call->values[0], call->values[1], picture);
        struct error why = {0};
        if (!blob_delete(call->server->settings.blobs, key, &why))
            log_write(LOG_WARNING, "asset_left_to_sweep", log_text("message", why.message));
    }
    return call_say(call, "The file is deleted.");
}

struct decision {
    const char *state, *comment;
};
static const struct field decision_fields[] = {
    {"status", FIELD_CHOICE, AT(decision, state), .required = true, .choices = ASSETS_STATES,
     .help =
         "draft, in_review, approved, locked, archived, one step at a time; from in_review to "
         "draft is a rejection"},
    {"comment", FIELD_TEXT, AT(decision, comment), .low = 1, .high = 1000},
};
static const struct shape shape_decision =
    SHAPE("ApprovalOrder", decision_fields, struct decision);

static bool post_decision(struct call *call, struct error *err) {
    const struct decision *decision = call->body;
    struct asset asset = {0};
    return assets_decide(&call->desk, call->values[0], call->values[1], decision->state,
                         decision->comment, &asset, err) &&
           view(call, &asset, call_answer(call), err);
}

static const struct field approval_fields[] = {
    {"approverId", FIELD_ID, AT(approval, user_id), .required = true},
    {"approver", FIELD_TEXT, AT(approval, full_name)},
    {"from", FIELD_CHOICE, AT(approval, from), .required = true, .choices = ASSETS_STATES},
    {"status", FIELD_CHOICE, AT(approval, to), .required = true, .choices = ASSETS_STATES},
    {"comment", FIELD_TEXT, AT(approval, comment)},
    {"createdAt", FIELD_TIME, AT(approval, at), .required = true},
};
static const struct shape shape_approval = SHAPE("Approval", approval_fields, struct approval);
static const struct field approval_list_fields[] = {
    {"approvals", FIELD_LIST, 0, .shape = &shape_approval}};
static const struct shape shape_approval_list =
    SHAPE("ApprovalList", approval_list_fields, struct approval_list);

static bool get_approvals(struct call *call, struct error *err) {
    return assets_approvals(&call->desk, call->values[0], call->values[1], call_answer(call),
                            err);
}

#define S "projects"
#define ALL "/api/v1/projects/{projectId}/assets"
#define ONE ALL "/{assetId}"
static const struct route routes[] = {
    {"POST", ALL, S, "uploadAsset", "Bring a picture, sound or film to a project", ROLE_USER,
     WORK_FREE, RATE_GENERAL, 201, &shape_asset_query, NULL, &shape_asset, post_asset,
     ROUTE_FILE | ROUTE_LARGE, .problems = "404 409"},
    {"POST", "/api/v1/projects/{projectId}/characters/{character}/reference", S,
     "uploadReference",
     "A picture of a character of the breakdown, by number from 0, whose puppet takes its "
     "skin, "
     "hair and colours",
     ROLE_USER, WORK_FREE, RATE_GENERAL, 201, NULL, NULL, &shape_reference, post_reference,
     ROUTE_FILE, .problems = "404 409"},
    {"GET", ALL, S, "listAssets", "Files of a project, the newest first", ROLE_USER, WORK_READ,
     RATE_GENERAL, 200, NULL, NULL, &shape_asset_list, get_assets, .problems = "404"},
    {"GET", ONE, S, "getAsset", "A file of a project", ROLE_USER, WORK_READ, RATE_GENERAL, 200,
     NULL, NULL, &shape_asset, get_asset, .problems = "404"},
    {"PATCH", ONE, S, "changeAsset", "Rename it, or say whose picture it is", ROLE_USER,
     WORK_WRITE, RATE_GENERAL, 200, NULL, &shape_asset_change, &shape_asset, patch_asset,
     .problems = "404 409"},
    {"DELETE", ONE, S, "deleteAsset", "Delete it", ROLE_USER, WORK_FREE, RATE_GENERAL, 200,
     NULL, NULL, &shape_message, delete_asset, .problems = "404 409"},
    {"POST", ONE "/approvals", S, "decideAsset",
     "Hand it in, approve, reject, lock or archive it", ROLE_USER, WORK_WRITE, RATE_GENERAL,
     200, NULL, &shape_decision, &shape_asset, post_decision, .problems = "404 409"},
    {"GET", ONE "/approvals", S, "listApprovals", "What was decided about it", ROLE_USER,
     WORK_READ, RATE_GENERAL, 200, NULL, NULL, &shape_approval_list, get_approvals,
     .problems = "404"},
};
const struct route_table route_assets = {routes, COUNT_OF(routes)};
