#include "studio/projects.h"

#include <string.h>

#include "base/utf8.h"

/* How many versions of a project stay. */
enum { VERSIONS_KEPT = 50 };

int64_t projects_words(const char *script) {
    int64_t words = 0;
    bool inside = false;
    const char *end = script + strlen(script);
    for (const char *at = script; at < end;) {
        uint32_t code;
        at += utf8_decode(at, end, &code);
        bool space = utf8_is_space(code) || code == '\n' || code == '\r';
        if (!space && !inside) words++;
        inside = !space;
    }
    return words;
}

static bool check_script(struct studio_desk *desk, const char *script, struct error *err) {
    const struct studio_tier *tier = studio_tier(desk->who.tier);
    int64_t words = projects_words(script);
    if (words <= tier->words) return true;
    return error_set(err, PROBLEM_BAD_INPUT,
                     "The script has %lld words; the %s plan takes %d. Shorten it or upgrade.",
                     (long long)words, tier->name, tier->words);
}

static bool check_folder(struct studio_desk *desk, const char *folder_id, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!folder_id) return true;
    if (!db_query(desk->tx, &rows, err, "SELECT 1 FROM folders WHERE id = $1 AND user_id = $2",
                  db_text(folder_id), db_text(desk->who.user_id)))
        return false;
    return db_count(rows) || error_set(err, PROBLEM_NOT_FOUND, "There is no such folder.");
}

#define PROJECT_COLUMNS                                                                   \
    "id, user_id, folder_id, title, settings, status, film_job_id, version, created_at, " \
    "updated_at, deleted_at, organization_id, locked_at"

static struct project read_project(struct studio_desk *desk, const struct db_rows *rows,
                                   size_t row) {
    return (struct project){
        .id = studio_text(desk, rows, row, 0),
        .user_id = studio_text(desk, rows, row, 1),
        .folder_id = studio_text(desk, rows, row, 2),
        .title = studio_text(desk, rows, row, 3),
        .settings = studio_text(desk, rows, row, 4),
        .status = studio_text(desk, rows, row, 5),
        .film_job_id = studio_text(desk, rows, row, 6),
        .version = db_get_int(rows, row, 7),
        .created_at = db_get_int(rows, row, 8),
        .updated_at = db_get_int(rows, row, 9),
        .deleted_at = db_get_int(rows, row, 10),
        .organization_id = studio_text(desk, rows, row, 11),
        .locked_at = db_get_int(rows, row, 12),
        .locked = !db_is_null(rows, row, 12),
    };
}

static bool is_admin(const struct studio_desk *desk) {
    return desk->who.role && strcmp(desk->who.role, "admin") == 0;
}

static bool read_one(struct studio_desk *desk, const char *id, bool deleted,
                     struct project *project, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT " PROJECT_COLUMNS ", script, (SELECT m.role FROM members m WHERE "
            "m.organization_id = projects.organization_id AND m.user_id = $2) FROM projects "
            "WHERE id = $1 AND ($3 = 1 OR " PROJECTS_MINE
            ") AND (deleted_at IS NOT NULL) = ($4 "
            "= 1) FOR UPDATE",
            db_text(id), db_text(desk->who.user_id), db_int(is_admin(desk)), db_int(deleted)))
        return false;
    if (!db_count(rows)) return error_set(err, PROBLEM_NOT_FOUND, "There is no such project.");
    *project = read_project(desk, rows, 0);
    project->script = studio_text(desk, rows, 0, 13);
    project->role = studio_text(desk, rows, 0, 14);
    project->words = projects_words(project->script);
    return true;
}

bool projects_get(struct studio_desk *desk, const char *id, struct project *project,
                  struct error *err) {
    return read_one(desk, id, false, project, err);
}

bool projects_may(struct studio_desk *desk, const struct project *project,
                  enum organization_right right, struct error *err) {
    if (!project->organization_id || is_admin(desk) ||
        organizations_role_may(project->role, right))
        return true;
    return error_set(err, PROBLEM_FORBIDDEN,
                     "This project belongs to an organisation, and your role there, %s, does "
                     "not allow this.",
                     project->role);
}

bool projects_note(struct studio_desk *desk, const char *action, const struct project *project,
                   const char *details, struct error *err) {
    return !project->organization_id ||
           studio_audit(desk, action, "organization", project->organization_id,
                        details ? details : project->id, err);
}

bool projects_refuse_locked(const struct project *project, struct error *err) {
    return !project->locked ||
           error_set(err, PROBLEM_CONFLICT, "The project is locked: have it unlocked first.");
}

bool projects_take(struct studio_desk *desk, const char *id, enum organization_right right,
                   struct project *project, struct error *err) {
    return projects_get(desk, id, project, err) && projects_may(desk, project, right, err);
}

bool projects_lock(struct studio_desk *desk, const char *id, bool lock, struct project *project,
                   struct error *err) {
    return projects_take(desk, id, ORGANIZATION_MANAGE, project, err) &&
           db_run(desk->tx, NULL, err,
                  "UPDATE projects SET locked_at = $1, version = version + 1 WHERE id = $2",
                  lock ? db_int(desk->now) : db_null(), db_text(id)) &&
           projects_note(desk, lock ? "project.locked" : "project.unlocked", project, NULL,
                         err) &&
           projects_get(desk, id, project, err);
}

bool projects_new(struct studio_desk *desk, const struct project_order *order,
                  struct project *project, struct error *err) {
    struct organization organization = {0};
    const char *owner = order->organization_id;
    if (owner && order->folder_id)
        return error_set(err, PROBLEM_BAD_INPUT,
                         "Folders hold one's own projects, not those of an organisation.");
    if ((owner && !organizations_get(desk, owner, ORGANIZATION_EDIT, &organization, err)) ||
        !check_script(desk, order->script, err) || !check_folder(desk, order->folder_id, err))
        return false;
    const char *id = studio_new_id(desk);
    AUTO_FREE char *key = utf8_fold(order->title);
    return db_run(desk->tx, NULL, err,
                  "INSERT INTO projects (id, user_id, folder_id, title, title_key, script, "
                  "settings, status, version, created_at, updated_at, organization_id) VALUES "
                  "($1, "
                  "$2, $3, $4, $5, $6, $7, 'draft', 1, $8, $8, $9)",
                  db_text(id), db_text(desk->who.user_id), db_text(order->folder_id),
                  db_text(order->title), db_text(key), db_text(order->script),
                  db_text(order->settings ? order->settings : "{}"), db_int(desk->now),
                  db_text(owner)) &&
           projects_get(desk, id, project, err) &&
           projects_note(desk, "project.made", project, NULL, err);
}

static bool keep_version(struct studio_desk *desk, const struct project *project,
                         struct error *err) {
    return db_run(desk->tx, NULL, err,
                  "INSERT INTO project_versions (project_id, n, title, script, settings, "
                  "created_at) VALUES ($1, $2, $3, $4, $5, $6)",
                  db_text(project->id), db_int(project->version), db_text(project->title),
                  db_text(project->script), db_text(project->settings),
                  db_int(project->updated_at)) &&
           db_run(desk->tx, NULL, err,
                  "DELETE FROM project_versions WHERE project_id = $1 AND n <= $2",
                  db_text(project->id), db_int(project->version - VERSIONS_KEPT));
}

static bool refuse_while_processing(const struct project *project, struct error *err) {
    if (!project->status || strcmp(project->status, "processing") != 0) return true;
    return error_set(err, PROBLEM_CONFLICT,
                     "A film of this project is being made; wait for it or cancel it first.");
}

/* Where it lies is no part of what is filmed: the version stays. NULL takes it out. */
static bool put_into_folder(struct studio_desk *desk, const char *id, const char *folder_id,
                            struct project *project, struct error *err) {
    return db_run(desk->tx, NULL, err, "UPDATE projects SET folder_id = $1 WHERE id = $2",
                  db_text(folder_id), db_text(id)) &&
           projects_get(desk, id, project, err);
}

bool projects_leave_folder(struct studio_desk *desk, const char *id, struct project *project,
                           struct error *err) {
    return projects_take(desk, id, ORGANIZATION_EDIT, project, err) &&
           projects_refuse_locked(project, err) &&
           put_into_folder(desk, id, NULL, project, err);
}

bool projects_change(struct studio_desk *desk, const char *id,
                     const struct project_order *order, struct project *project,
                     struct error *err) {
    struct project old = {0};
    if (!projects_take(desk, id, ORGANIZATION_EDIT, &old, err) ||
        !projects_refuse_locked(&old, err))
        return false;
    if (old.organization_id && order->folder_id)
        return error_set(err, PROBLEM_BAD_INPUT,
                         "Folders hold one's own projects, not those of an organisation.");
    if (order->if_version && order->if_version != old.version)
        return error_set(err, PROBLEM_STALE,
                         "The project is at version %lld by now: read it again.",
                         (long long)old.version);
    if (order->folder_id && !order->title && !order->script && !order->settings)
        return check_folder(desk, order->folder_id, err) &&
               put_into_folder(desk, id, order->folder_id, project, err);
    if (!refuse_while_processing(&old, err) ||
        (order->script && !check_script(desk, order->script, err)) ||
        !check_folder(desk, order->folder_id, err) || !keep_version(desk, &old, err))
        return false;
    const char *title = order->title ? order->title : old.title;
    AUTO_FREE char *key = utf8_fold(title);
    return db_run(desk->tx, NULL, err,
                  "UPDATE projects SET title = $1, title_key = $2, script = $3, settings = $4, "
                  "folder_id = $5, version = version + 1, updated_at = $6 WHERE id = $7",
                  db_text(title), db_text(key),
                  db_text(order->script ? order->script : old.script),
                  db_text(order->settings ? order->settings : old.settings),
                  db_text(order->folder_id ? order->folder_id : old.folder_id),
                  db_int(desk->now), db_text(id)) &&
           projects_get(desk, id, project, err) &&
           projects_note(desk, "project.changed", project, NULL, err);
}

bool projects_delete(struct studio_desk *desk, const char *id, struct error *err) {
    struct project project = {0};
    return projects_take(desk, id, ORGANIZATION_MANAGE, &project, err) &&
           projects_refuse_locked(&project, err) && refuse_while_processing(&project, err) &&
           db_run(desk->tx, NULL, err, "UPDATE projects SET deleted_at = $1 WHERE id = $2",
                  db_int(desk->now), db_text(id)) &&
           db_run(desk->tx, NULL, err,
                  "UPDATE shares SET revoked_at = $1 WHERE project_id = $2", db_int(desk->now),
                  db_text(id)) &&
           projects_note(desk, "project.deleted", &project, NULL, err) &&
           studio_audit(desk, "project.deleted", "project", id, NULL, err);
}

bool projects_restore(struct studio_desk *desk, const char *id, struct project *project,
                      struct error *err) {
    return read_one(desk, id, true, project, err) &&
           projects_may(desk, project, ORGANIZATION_MANAGE, err) &&
           db_run(desk->tx, NULL, err, "UPDATE projects SET deleted_at = NULL WHERE id = $1",
                  db_text(id)) &&
           projects_get(desk, id, project, err) &&
           projects_note(desk, "project.restored", project, NULL, err);
}

/* %words% with the signs of LIKE taken as they are. */
static const char *pattern_for(struct studio_desk *desk, const char *search) {
    AUTO_FREE char *folded = utf8_fold(search);
    char *pattern = arena_alloc(desk->arena, 2 * strlen(folded) + 3, 1), *to = pattern;
    *to++ = '%';
    for (const char *at = folded; *at; at++) {
        if (strchr("%_\\", *at)) *to++ = '\\';
        *to++ = *at;
    }
    *to = '%';
    return pattern;
}

/* The same conditions count and list. */
#define PROJECT_FILTER                                                                      \
    " FROM projects WHERE (($6 = '' AND user_id = $1 AND organization_id IS NULL) OR "      \
    "organization_id = $6) AND (deleted_at IS NOT NULL) = ($2 = 1) AND ($3 = '' OR status " \
    "= $3) AND ($4 = '' OR title_key LIKE $4 ESCAPE '\\') AND ($5 = '' OR folder_id = $5)"

bool projects_list(struct studio_desk *desk, const struct project_query *query,
                   struct project_list *list, struct error *err) {
    AUTO(db_rows_free) struct db_rows *count = NULL, *rows = NULL;
    struct db_value user = db_text(desk->who.user_id), deleted = db_int(query->deleted);
    struct db_value status = db_text(query->status ? query->status : "");
    struct db_value search = db_text(query->search ? pattern_for(desk, query->search) : "");
    struct db_value folder = db_text(query->folder_id ? query->folder_id : "");
    struct db_value owner = db_text(query->organization_id ? query->organization_id : "");
    struct db_value sort = db_text(query->sort ? query->sort : "newest");
    struct organization organization = {0};
    int64_t before = (query->page - 1) * query->page_size;
    if (query->organization_id &&
        !organizations_get(desk, query->organization_id, ORGANIZATION_VIEW, &organization, err))
        return false;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT " PROJECT_COLUMNS PROJECT_FILTER
                  " ORDER BY CASE WHEN $7 = 'title' THEN title_key END, CASE WHEN $7 = "
                  "'changed' THEN updated_at END DESC, created_at DESC, id DESC LIMIT $8 "
                  "OFFSET $9",
                  user, deleted, status, search, folder, owner, sort,
                  db_int(query->page_size + 1), db_int(before)))
        return false;
    /* One more than is shown: without it this page is the last, and nothing has to be counted.
     */
    size_t found = db_count(rows), shown = (size_t)query->page_size;
    bool last = found <= shown && (found || !before);
    if (!last && !db_query(desk->tx, &count, err, "SELECT COUNT(*)" PROJECT_FILTER, user,
                           deleted, status, search, folder, owner))
        return false;
    *list = (struct project_list){.count = found < shown ? found : shown, .page = query->page};
    list->total_count = last ? before + (int64_t)found : db_get_int(count, 0, 0);
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++) list->items[i] = read_project(desk, rows, i);
    return true;
}

bool projects_versions(struct studio_desk *desk, const char *id,
                       struct project_version_list *list, struct error *err) {
    struct project project = {0};
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!projects_get(desk, id, &project, err)) return false;
    if (!studio_tier(desk->who.tier)->versions && !is_admin(desk))
        return error_set(err, PROBLEM_FORBIDDEN,
                         "The version history comes with the Pro plan.");
    if (!db_query(desk->tx, &rows, err,
                  "SELECT n, title, script, settings, created_at FROM project_versions WHERE "
                  "project_id = $1 ORDER BY n DESC",
                  db_text(id)))
        return false;
    list->count = db_count(rows);
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = (struct project_version){.n = db_get_int(rows, i, 0),
                                                  .title = studio_text(desk, rows, i, 1),
                                                  .script = studio_text(desk, rows, i, 2),
                                                  .settings = studio_text(desk, rows, i, 3),
                                                  .created_at = db_get_int(rows, i, 4)};
    return true;
}

bool projects_new_folder(struct studio_desk *desk, const char *name, struct folder *folder,
                         struct error *err) {
    int64_t changed;
    *folder = (struct folder){.id = studio_new_id(desk), .name = name, .created_at = desk->now};
    if (!db_run(
            desk->tx, &changed, err,
            "INSERT INTO folders (id, user_id, name, created_at) VALUES ($1, $2, $3, $4) ON "
            "CONFLICT (user_id, name) DO NOTHING",
            db_text(folder->id), db_text(desk->who.user_id), db_text(name), db_int(desk->now)))
        return false;
    return changed || error_set(err, PROBLEM_CONFLICT, "There is a folder of this name.");
}

bool projects_folders(struct studio_desk *desk, struct folder_list *list, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT id, name, created_at, (SELECT COUNT(*) FROM projects p WHERE p.folder_id "
            "= f.id AND p.deleted_at IS NULL) FROM folders f WHERE user_id = $1 ORDER BY "
            "name LIMIT 1000",
            db_text(desk->who.user_id)))
        return false;
    list->count = db_count(rows);
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = (struct folder){.id = studio_text(desk, rows, i, 0),
                                         .name = studio_text(desk, rows, i, 1),
                                         .created_at = db_get_int(rows, i, 2),
                                         .projects = db_get_int(rows, i, 3)};
    return true;
}

bool projects_delete_folder(struct studio_desk *desk, const char *id, struct error *err) {
    return check_folder(desk, id, err) &&
           db_run(desk->tx, NULL, err,
                  "UPDATE projects SET folder_id = NULL WHERE folder_id = $1", db_text(id)) &&
           db_run(desk->tx, NULL, err, "DELETE FROM folders WHERE id = $1", db_text(id));
}

bool projects_share(struct studio_desk *desk, const char *id, const char *password_hash,
                    struct share *share, struct error *err) {
    struct project project = {0};
    if (!projects_take(desk, id, ORGANIZATION_MANAGE, &project, err)) return false;
    if (!project.film_job_id)
        return error_set(err, PROBLEM_CONFLICT, "There is no film to share yet: generate it.");
    *share = (struct share){.id = studio_new_id(desk),
                            .token = studio_new_token(desk),
                            .created_at = desk->now,
                            .expires_at = desk->now + 24 * 3600 * 1000,
                            .has_password = password_hash != NULL};
    return db_run(desk->tx, NULL, err,
                  "INSERT INTO shares (id, project_id, hash, password_hash, views, created_at, "
                  "expires_at) VALUES ($1, $2, $3, $4, 0, $5, $6)",
                  db_text(share->id), db_text(id),
                  db_text(studio_token_hash(desk, share->token)), db_text(password_hash),
                  db_int(desk->now), db_int(share->expires_at)) &&
           projects_note(desk, "project.shared", &project, NULL, err);
}

bool projects_shares(struct studio_desk *desk, const char *id, struct share_list *list,
                     struct error *err) {
    struct project project = {0};
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!projects_get(desk, id, &project, err) ||
        !db_query(
            desk->tx, &rows, err,
            "SELECT id, views, created_at, expires_at, password_hash IS NOT NULL FROM shares "
            "WHERE project_id = $1 AND revoked_at IS NULL AND expires_at > $2 ORDER BY "
            "created_at, id LIMIT 1000",
            db_text(id), db_int(desk->now)))
        return false;
    list->count = db_count(rows);
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = (struct share){.id = studio_text(desk, rows, i, 0),
                                        .views = db_get_int(rows, i, 1),
                                        .created_at = db_get_int(rows, i, 2),
                                        .expires_at = db_get_int(rows, i, 3),
                                        .has_password = db_get_int(rows, i, 4)};
    return true;
}

bool projects_unshare(struct studio_desk *desk, const char *id, const char *share_id,
                      struct error *err) {
    struct project project = {0};
    int64_t changed;
    if (!projects_take(desk, id, ORGANIZATION_MANAGE, &project, err) ||
        !db_run(desk->tx, &changed, err,
                "UPDATE shares SET revoked_at = $1 WHERE id = $2 AND project_id = $3 AND "
                "revoked_at IS NULL",
                db_int(desk->now), db_text(share_id), db_text(id)))
        return false;
    return changed || error_set(err, PROBLEM_NOT_FOUND, "There is no such link.");
}

bool projects_shared(struct studio_desk *desk, const char *token, struct shared_film *film,
                     struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT s.id, p.title, p.film_job_id, s.password_hash, s.expires_at, s.views FROM "
            "shares s JOIN projects p ON p.id = s.project_id WHERE s.hash = $1 AND "
            "s.revoked_at IS NULL AND s.expires_at > $2 AND p.deleted_at IS NULL AND "
            "p.film_job_id IS NOT NULL",
            db_text(studio_token_hash(desk, token)), db_int(desk->now)))
        return false;
    if (!db_count(rows))
        return error_set(err, PROBLEM_NOT_FOUND, "There is no such link, or no longer.");
    *film = (struct shared_film){.share_id = studio_text(desk, rows, 0, 0),
                                 .title = studio_text(desk, rows, 0, 1),
                                 .job_id = studio_text(desk, rows, 0, 2),
                                 .password_hash = studio_text(desk, rows, 0, 3),
                                 .expires_at = db_get_int(rows, 0, 4),
                                 .views = db_get_int(rows, 0, 5)};
    return true;
}

bool projects_count_view(struct studio_desk *desk, const char *share_id, struct error *err) {
    return db_run(desk->tx, NULL, err, "UPDATE shares SET views = views + 1 WHERE id = $1",
                  db_text(share_id));
}
