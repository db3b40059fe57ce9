#include "studio/assets.h"

#include <string.h>

#include "production/production.h"

enum { PICTURE_MAX = 4 << 20 };

static const struct {
    const char *kind;
    int64_t most;
    bool paid;
} kinds[] = {{"image", 10 << 20, false}, {"audio", 50 << 20, true}, {"video", 100 << 20, true}};

#define ASSET_COLUMNS                                                                         \
    "id, project_id, user_id, name, kind, type, character_name, state, size, width, height, " \
    "length_ms, version, created_at, updated_at"

static struct asset read_asset(struct studio_desk *desk, const struct db_rows *rows, size_t i) {
    return (struct asset){.id = studio_text(desk, rows, i, 0),
                          .project_id = studio_text(desk, rows, i, 1),
                          .user_id = studio_text(desk, rows, i, 2),
                          .name = studio_text(desk, rows, i, 3),
                          .kind = studio_text(desk, rows, i, 4),
                          .type = studio_text(desk, rows, i, 5),
                          .character = studio_text(desk, rows, i, 6),
                          .state = studio_text(desk, rows, i, 7),
                          .size = db_get_int(rows, i, 8),
                          .width = db_get_int(rows, i, 9),
                          .height = db_get_int(rows, i, 10),
                          .length_ms = db_get_int(rows, i, 11),
                          .version = db_get_int(rows, i, 12),
                          .created_at = db_get_int(rows, i, 13),
                          .updated_at = db_get_int(rows, i, 14)};
}

static struct asset_list read_assets(struct studio_desk *desk, const struct db_rows *rows) {
    struct asset_list list = {.count = db_count(rows)};
    list.items = arena_alloc(desk->arena, list.count + 1, sizeof *list.items);
    for (size_t i = 0; i < list.count; i++) list.items[i] = read_asset(desk, rows, i);
    return list;
}

/* How many there are against how many there may be: pictures by the plan, and all. */
static bool check_room(struct studio_desk *desk, const char *project_id, bool picture,
                       struct error *err) {
    const struct studio_tier *tier = studio_tier(desk->who.tier);
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT COUNT(*), COUNT(CASE WHEN kind = 'image' THEN 1 END) FROM assets WHERE "
            "project_id = $1",
            db_text(project_id)))
        return false;
    if (picture && db_get_int(rows, 0, 1) >= tier->images)
        return error_set(
            err, PROBLEM_CONFLICT,
            "The project has %d pictures, as many as the %s plan takes: delete one "
            "or upgrade.",
            tier->images, tier->name);
    return db_get_int(rows, 0, 0) < ASSETS_MAX ||
           error_set(err, PROBLEM_CONFLICT,
                     "The project has %d files, and takes no more: delete one.", ASSETS_MAX);
}

bool assets_may_add(struct studio_desk *desk, const char *project_id, struct error *err) {
    struct project project = {0};
    return projects_take(desk, project_id, ORGANIZATION_EDIT, &project, err) &&
           projects_refuse_locked(&project, err) && check_room(desk, project_id, false, err);
}

static bool check_kind(struct studio_desk *desk, const struct asset *asset, struct error *err) {
    bool paid = studio_tier(desk->who.tier)->versions;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (strcmp(kinds[i].kind, asset->kind) != 0) continue;
        if (asset->size > kinds[i].most)
            return error_set(err, PROBLEM_TOO_LARGE, "A file of this kind may be %lld MB.",
                             (long long)kinds[i].most >> 20);
        return !kinds[i].paid || paid ||
               error_set(err, PROBLEM_FORBIDDEN,
                         "Sounds and films of one's own come with the Pro plan.");
    }
    return error_set(err, PROBLEM_BAD_INPUT, "Files of this kind are not taken.");
}

bool assets_add(struct studio_desk *desk, const char *project_id, struct asset *asset,
                struct error *err) {
    struct project project = {0};
    bool picture = strcmp(asset->kind, "image") == 0;
    if (asset->character && !picture)
        return error_set(err, PROBLEM_BAD_INPUT, "Of a character there are only pictures.");
    return check_kind(desk, asset, err) &&
           projects_take(desk, project_id, ORGANIZATION_EDIT, &project, err) &&
           projects_refuse_locked(&project, err) &&
           check_room(desk, project_id, picture, err) &&
           db_run(
               desk->tx, NULL, err,
               "INSERT INTO assets (id, project_id, user_id, name, kind, type, character_name, "
               "state, size, width, height, length_ms, version, created_at, updated_at) "
               "VALUES ($1, $2, $3, $4, $5, $6, $7, 'draft', $8, $9, $10, $11, 1, $12, $12)",
               db_text(asset->id), db_text(project_id), db_text(desk->who.user_id),
               db_text(asset->name), db_text(asset->kind), db_text(asset->type),
               db_text(asset->character), db_int(asset->size), db_int(asset->width),
               db_int(asset->height), db_int(asset->length_ms), db_int(desk->now)) &&
           projects_note(desk, "asset.added", &project, asset->id, err) &&
           assets_get(desk, project_id, asset->id, asset, err);
}

bool assets_list(struct studio_desk *desk, const char *project_id, struct asset_list *list,
                 struct error *err) {
    struct project project = {0};
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!projects_get(desk, project_id, &project, err) ||
        !db_query(
            desk->tx, &rows, err,
            "SELECT " ASSET_COLUMNS
            " FROM assets WHERE project_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2",
            db_text(project_id), db_int(ASSETS_MAX)))
        return false;
    *list = read_assets(desk, rows);
    return true;
}

/* The project is known to be theirs. */
static bool read_one(struct studio_desk *desk, const char *project_id, const char *id,
                     struct asset *asset, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT " ASSET_COLUMNS
                  " FROM assets WHERE id = $1 AND project_id = $2 FOR UPDATE",
                  db_text(id), db_text(project_id)))
        return false;
    if (!db_count(rows)) return error_set(err, PROBLEM_NOT_FOUND, "There is no such file.");
    *asset = read_asset(desk, rows, 0);
    return true;
}

bool assets_get(struct studio_desk *desk, const char *project_id, const char *id,
                struct asset *asset, struct error *err) {
    struct project project = {0};
    return projects_get(desk, project_id, &project, err) &&
           read_one(desk, project_id, id, asset, err);
}

static bool is_in(const struct asset *asset, const char *state) {
    return asset->state && strcmp(asset->state, state) == 0;
}

static bool take_to_edit(struct studio_desk *desk, const char *project_id, const char *id,
                         struct project *project, struct asset *asset, struct error *err) {
    if (!projects_take(desk, project_id, ORGANIZATION_EDIT, project, err) ||
        !projects_refuse_locked(project, err) || !read_one(desk, project_id, id, asset, err))
        return false;
    bool closed = is_in(asset, "locked") || is_in(asset, "archived");
    return !closed ||
           error_set(err, PROBLEM_CONFLICT,
                     "The file is %s, and refuses changes: add another one.", asset->state);
}

bool assets_change(struct studio_desk *desk, const char *project_id, const char *id,
                   const char *name, const char *character, struct asset *asset,
                   struct error *err) {
    struct project project = {0};
    struct asset old = {0};
    if (!take_to_edit(desk, project_id, id, &project, &old, err)) return false;
    const char *of = character ? (*character ? character : NULL) : old.character;
    if (of && !(old.kind && strcmp(old.kind, "image") == 0))
        return error_set(err, PROBLEM_BAD_INPUT, "Of a character there are only pictures.");
    return db_run(
               desk->tx, NULL, err,
               "UPDATE assets SET name = $1, character_name = $2, state = 'draft', version = "
               "version + 1, updated_at = $3 WHERE id = $4",
               db_text(name ? name : old.name), db_text(of), db_int(desk->now), db_text(id)) &&
           projects_note(desk, "asset.changed", &project, id, err) &&
           read_one(desk, project_id, id, asset, err);
}

bool assets_delete(struct studio_desk *desk, const char *project_id, const char *id,
                   struct error *err) {
    struct project project = {0};
    struct asset asset = {0};
    return take_to_edit(desk, project_id, id, &project, &asset, err) &&
           db_run(desk->tx, NULL, err, "DELETE FROM approvals WHERE asset_id = $1",
                  db_text(id)) &&
           db_run(desk->tx, NULL, err, "DELETE FROM assets WHERE id = $1", db_text(id)) &&
           projects_note(desk, "asset.deleted", &project, id, err);
}

static const struct step {
    const char *from, *to;
    enum organization_right right;
} steps[] = {
    {"draft", "in_review", ORGANIZATION_EDIT},   {"in_review", "approved", ORGANIZATION_FILM},
    {"in_review", "draft", ORGANIZATION_FILM},   {"approved", "draft", ORGANIZATION_FILM},
    {"approved", "locked", ORGANIZATION_MANAGE}, {"approved", "archived", ORGANIZATION_MANAGE},
    {"locked", "archived", ORGANIZATION_MANAGE}, {"draft", "archived", ORGANIZATION_MANAGE},
};

bool assets_decide(struct studio_desk *desk, const char *project_id, const char *id,
                   const char *state, const char *comment, struct asset *asset,
                   struct error *err) {
    struct project project = {0};
    struct asset old = {0};
    if (!projects_get(desk, project_id, &project, err) ||
        !read_one(desk, project_id, id, &old, err))
        return false;
    const struct step *step = NULL;
    for (size_t i = 0; i < COUNT_OF(steps); i++)
        if (is_in(&old, steps[i].from) && strcmp(steps[i].to, state) == 0) step = &steps[i];
    if (!step)
        return error_set(err, PROBLEM_CONFLICT, "What is %s cannot become %s.", old.state,
                         state);
    return projects_may(desk, &project, step->right, err) &&
           projects_refuse_locked(&project, err) &&
           db_run(
               desk->tx, NULL, err,
               "UPDATE assets SET state = $1, version = version + 1, updated_at = $2 WHERE id "
               "= $3",
               db_text(state), db_int(desk->now), db_text(id)) &&
           db_run(
               desk->tx, NULL, err,
               "INSERT INTO approvals (id, asset_id, user_id, from_state, to_state, comment, "
               "at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
               db_text(studio_new_id(desk)), db_text(id), db_text(desk->who.user_id),
               db_text(old.state), db_text(state), db_text(comment), db_int(desk->now)) &&
           projects_note(desk, arena_printf(desk->arena, "asset.%s", state), &project, id,
                         err) &&
           read_one(desk, project_id, id, asset, err);
}

bool assets_approvals(struct studio_desk *desk, const char *project_id, const char *id,
                      struct approval_list *list, struct error *err) {
    struct asset asset = {0};
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!assets_get(desk, project_id, id, &asset, err) ||
        !db_query(
            desk->tx, &rows, err,
            "SELECT a.user_id, u.full_name, a.from_state, a.to_state, a.comment, a.at FROM "
            "approvals a LEFT JOIN users u ON u.id = a.user_id WHERE a.asset_id = $1 ORDER "
            "BY a.at DESC, a.id DESC LIMIT 1000",
            db_text(id)))
        return false;
    list->count = db_count(rows);
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = (struct approval){.user_id = studio_text(desk, rows, i, 0),
                                           .full_name = studio_text(desk, rows, i, 1),
                                           .from = studio_text(desk, rows, i, 2),
                                           .to = studio_text(desk, rows, i, 3),
                                           .comment = studio_text(desk, rows, i, 4),
                                           .at = db_get_int(rows, i, 5)};
    return true;
}

const char *assets_key(struct arena *arena, const char *project_id, const char *id,
                       bool picture) {
    return arena_printf(arena, "assets/%s/%s%s", project_id, id, picture ? ".png" : "");
}

bool assets_find_cast(struct studio_desk *desk, const char *project_id,
                      struct assets_cast *cast, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT " ASSET_COLUMNS
            " FROM assets a WHERE project_id = $1 AND character_name IS NOT NULL AND state "
            "<> 'archived' AND NOT EXISTS (SELECT 1 FROM assets b WHERE b.project_id = $1 "
            "AND b.character_name = a.character_name AND b.state <> 'archived' AND b.id > "
            "a.id) ORDER BY id LIMIT $2",
            db_text(project_id), db_int(ASSETS_REFERENCES_MAX)))
        return false;
    *cast = (struct assets_cast){.list = read_assets(desk, rows)};
    return true;
}

bool assets_load_cast(struct blob_store *blobs, struct arena *arena, struct assets_cast *cast,
                      struct error *err) {
    cast->references = arena_alloc(arena, cast->list.count + 1, sizeof *cast->references);
    cast->count = 0;
    for (size_t i = 0; i < cast->list.count; i++) {
        const struct asset *asset = &cast->list.items[i];
        AUTO_FREE char *bytes = NULL;
        size_t size;
        const char *key = assets_key(arena, asset->project_id, asset->id, true);
        if (blob_get(blobs, key, PICTURE_MAX, &bytes, &size, NULL, err)) {
            cast->references[cast->count++] =
                (struct production_reference){.name = asset->character,
                                              .bytes = arena_copy(arena, bytes, size),
                                              .size = size};
        } else if (err->problem != PROBLEM_NOT_FOUND) {
            return false;
        }
    }
    return true;
}
