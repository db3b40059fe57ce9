/* Projects, folders, versions and share links. */
#include <stdio.h>
#include <string.h>

#include "api/inside.h"
#include "api/shapes.h"

#define AT(type, member) offsetof(struct type, member)
enum { SCRIPT_MAX = 200000 };

#define PROJECT_ORDER_FIELDS(needed)                                                          \
    {"title",  FIELD_TEXT, AT(project_order, title), .required = (needed),                    \
     .low = 1, .high = 100},                                                                  \
        {"script",                                                                            \
         FIELD_TEXT,                                                                          \
         AT(project_order, script),                                                           \
         .required = (needed),                                                                \
         .low = 1,                                                                            \
         .high = SCRIPT_MAX,                                                                  \
         .help = "Fountain or prose; words up to the plan's bound"},                          \
        {"settings", FIELD_JSON, AT(project_order, settings), .shape = &shape_film_settings}, \
    {                                                                                         \
        "folderId", FIELD_ID, AT(project_order, folder_id)                                    \
    }
static const struct field new_fields[] = {
    PROJECT_ORDER_FIELDS(true),
    {"organizationId", FIELD_ID, AT(project_order, organization_id),
     .help = "whose it is; absent: one's own"},
};
static const struct shape shape_new = SHAPE("ProjectOrder", new_fields, struct project_order);
static const struct field change_fields[] = {PROJECT_ORDER_FIELDS(false)};
static const struct shape shape_change =
    SHAPE("ProjectChange", change_fields, struct project_order);

static const struct field query_fields[] = {
    {"status", FIELD_CHOICE, AT(project_query, status),
     .choices = "all|draft|processing|completed|failed", .fallback = "all"},
    {"search", FIELD_TEXT, AT(project_query, search), .high = 100,
     .help = "words of the title"},
    {"folderId", FIELD_ID, AT(project_query, folder_id)},
    {"organizationId", FIELD_ID, AT(project_query, organization_id),
     .help = "projects of that organisation; absent: one's own"},
    {"sort", FIELD_CHOICE, AT(project_query, sort), .choices = "newest|changed|title",
     .fallback = "newest"},
    {"page", FIELD_INT, AT(project_query, page), .low = 1, .high = 1000000, .fallback = "1"},
    {"pageSize", FIELD_INT, AT(project_query, page_size), .low = 1, .high = 100,
     .fallback = "20"},
};
static const struct shape shape_query =
    SHAPE("ProjectQuery", query_fields, struct project_query);

static bool show(struct call *call, const struct project *project, struct error *err) {
    call->etag = arena_printf(call->desk.arena, "%lld", (long long)project->version);
    return shapes_view_project(call, project, call_answer(call), err);
}

static bool post_project(struct call *call, struct error *err) {
    struct project project = {0};
    if (!projects_new(&call->desk, call->body, &project, err)) return false;
    call_add_header(call, "Location", "/api/v1/projects/%s", project.id);
    return show(call, &project, err);
}

static bool list_projects(struct call *call, const struct project_query *query,
                          struct error *err) {
    struct project_list list = {0};
    if (!projects_list(&call->desk, query, &list, err)) return false;
    struct project_list_view *answer = call_answer(call);
    struct project_view *views = arena_alloc(call->desk.arena, list.count + 1, sizeof *views);
    for (size_t i = 0; i < list.count; i++)
        if (!shapes_view_project(call, &list.items[i], &views[i], err)) return false;
    *answer = (struct project_list_view){
        {views, list.count}, list.total_count, query->page, query->page_size};
    return true;
}

static bool get_projects(struct call *call, struct error *err) {
    struct project_query query = *(const struct project_query *)call->query;
    query.deleted = false;
    if (strcmp(query.status, "all") == 0) query.status = NULL;
    return list_projects(call, &query, err);
}

static bool get_trash(struct call *call, struct error *err) {
    const struct page_query *page = call->query;
    struct project_query query = {
        .page = page->page, .page_size = page->page_size, .deleted = true};
    return list_projects(call, &query, err);
}

static bool get_project(struct call *call, struct error *err) {
    struct project project = {0};
    return projects_get(&call->desk, call->values[0], &project, err) &&
           show(call, &project, err);
}

static bool patch_project(struct call *call, struct error *err) {
    struct project project = {0};
    struct project_order order = *(const struct project_order *)call->body;
    order.if_version = call_if_match(call);
    return projects_change(&call->desk, call->values[0], &order, &project, err) &&
           show(call, &project, err);
}

static bool delete_place(struct call *call, struct error *err) {
    struct project project = {0};
    return projects_leave_folder(&call->desk, call->values[0], &project, err) &&
           show(call, &project, err);
}

static bool post_lock(struct call *call, struct error *err) {
    struct project project = {0};
    bool lock = strcmp(call->route->name, "lockProject") == 0;
    return projects_lock(&call->desk, call->values[0], lock, &project, err) &&
           show(call, &project, err);
}

static bool delete_project(struct call *call, struct error *err) {
    return projects_delete(&call->desk, call->values[0], err) &&
           call_say(call, "The project is deleted; it can be restored for 30 days.");
}

static bool post_restore(struct call *call, struct error *err) {
    struct project project = {0};
    return projects_restore(&call->desk, call->values[0], &project, err) &&
           show(call, &project, err);
}

/* FR-027: the culture of a project, found or given. */
struct culture_order {
    const char *primary, *secondary, *style;
};
static const struct field culture_fields[] = {
    {"primaryCulture", FIELD_TEXT, AT(culture_order, primary), .required = true, .low = 1,
     .high = 40},
    {"secondaryCulture", FIELD_TEXT, AT(culture_order, secondary), .high = 40},
    {"stylePreferences", FIELD_JSON, AT(culture_order, style)},
};
static const struct shape shape_culture =
    SHAPE("CulturalPreferences", culture_fields, struct culture_order);
struct updated {
    int64_t updated;
};
static const struct field updated_fields[] = {
    {"updated", FIELD_BOOL, AT(updated, updated), .required = true},
};
static const struct shape shape_updated = SHAPE("Updated", updated_fields, struct updated);

static bool post_culture(struct call *call, struct error *err) {
    const struct culture_order *body = call->body;
    struct project project = {0};
    if (!projects_get(&call->desk, call->values[0], &project, err)) return false;
    json_t *settings = json_loads(project.settings, 0, NULL);
    json_object_set_new(settings, "culture", json_string(body->primary));
    if (body->secondary)
        json_object_set_new(settings, "secondaryCulture", json_string(body->secondary));
    AUTO_FREE char *text = json_dumps(settings, JSON_COMPACT);
    json_decref(settings);
    if (!text) die("settings cannot be written");
    struct project_order order = {.settings = text};
    struct updated *answer = call_answer(call);
    answer->updated = 1;
    return projects_change(&call->desk, call->values[0], &order, &project, err);
}

static const struct field version_fields[] = {
    {"version", FIELD_INT, AT(project_version, n), .required = true},
    {"title", FIELD_TEXT, AT(project_version, title), .required = true},
    {"script", FIELD_TEXT, AT(project_version, script), .required = true},
    {"settings", FIELD_JSON, AT(project_version, settings), .required = true,
     .shape = &shape_film_settings},
    {"createdAt", FIELD_TIME, AT(project_version, created_at), .required = true},
};
static const struct shape shape_version =
    SHAPE("ProjectVersion", version_fields, struct project_version);
static const struct field versions_fields[] = {
    {"versions", FIELD_LIST, 0, .shape = &shape_version}};
static const struct shape shape_versions =
    SHAPE("ProjectVersionList", versions_fields, struct project_version_list);

static bool get_versions(struct call *call, struct error *err) {
    return projects_versions(&call->desk, call->values[0], call_answer(call), err);
}

struct folder_order {
    const char *name;
};
static const struct field folder_order_fields[] = {
    {"name", FIELD_TEXT, AT(folder_order, name), .required = true, .low = 1, .high = 100},
};
static const struct shape shape_folder_order =
    SHAPE("FolderOrder", folder_order_fields, struct folder_order);
static const struct field folder_fields[] = {
    {"folderId", FIELD_ID, AT(folder, id), .required = true},
    {"name", FIELD_TEXT, AT(folder, name), .required = true},
    {"projects", FIELD_INT, AT(folder, projects), .required = true},
    {"createdAt", FIELD_TIME, AT(folder, created_at), .required = true},
};
static const struct shape shape_folder = SHAPE("Folder", folder_fields, struct folder);
static const struct field folders_fields[] = {
    {"folders", FIELD_LIST, 0, .shape = &shape_folder}};
static const struct shape shape_folders =
    SHAPE("FolderList", folders_fields, struct folder_list);

static bool post_folder(struct call *call, struct error *err) {
    const struct folder_order *order = call->body;
    return projects_new_folder(&call->desk, order->name, call_answer(call), err);
}
static bool get_folders(struct call *call, struct error *err) {
    return projects_folders(&call->desk, call_answer(call), err);
}
static bool delete_folder(struct call *call, struct error *err) {
    return projects_delete_folder(&call->desk, call->values[0], err) &&
           call_say(call, "The folder is gone; its projects stay.");
}

struct share_order {
    const char *password;
};
static const struct field share_order_fields[] = {
    {"password", FIELD_SECRET, AT(share_order, password), .low = 4, .high = 200},
};
static const struct shape shape_share_order =
    SHAPE("ShareOrder", share_order_fields, struct share_order);
static const struct field share_fields[] = {
    {"shareId", FIELD_ID, AT(share, id), .required = true},
    {"token", FIELD_TEXT, AT(share, token), .help = "shown this once; the link is /s/{token}"},
    {"views", FIELD_INT, AT(share, views), .required = true},
    {"hasPassword", FIELD_BOOL, AT(share, has_password), .required = true},
    {"createdAt", FIELD_TIME, AT(share, created_at), .required = true},
    {"expiresAt", FIELD_TIME, AT(share, expires_at), .required = true},
};
static const struct shape shape_share = SHAPE("Share", share_fields, struct share);
static const struct field shares_fields[] = {{"shares", FIELD_LIST, 0, .shape = &shape_share}};
static const struct shape shape_shares = SHAPE("ShareList", shares_fields, struct share_list);

struct sharing {
    struct call *call;
    const char *hash;
};

static bool share_work(struct db_tx *tx, void *data, struct error *err) {
    struct sharing *sharing = data;
    struct call *call = sharing->call;
    call->desk.tx = tx;
    bool ok =
        projects_share(&call->desk, call->values[0], sharing->hash, call_answer(call), err);
    call->desk.tx = NULL;
    return ok;
}

static bool post_share(struct call *call, struct error *err) {
    const struct share_order *order = call->body;
    struct sharing sharing = {.call = call};
    return (!order->password ||
            users_hash_password(call->desk.arena, order->password, &sharing.hash, err)) &&
           db_transact(call->desk.studio->db, DB_WRITE, share_work, &sharing, err);
}

static bool get_shares(struct call *call, struct error *err) {
    return projects_shares(&call->desk, call->values[0], call_answer(call), err);
}
static bool delete_share(struct call *call, struct error *err) {
    return projects_unshare(&call->desk, call->values[0], call->values[1], err) &&
           call_say(call, "The link is closed.");
}

struct shared_view {
    const char *title;
    int64_t expires_at, views;
    const struct downloads_view *downloads;
};
static const struct field shared_fields[] = {
    {"title", FIELD_TEXT, AT(shared_view, title), .required = true},
    {"views", FIELD_INT, AT(shared_view, views), .required = true},
    {"expiresAt", FIELD_TIME, AT(shared_view, expires_at), .required = true},
    {"film", FIELD_OBJECT, AT(shared_view, downloads), .required = true,
     .shape = &shape_downloads},
};
static const struct shape shape_shared = SHAPE("SharedFilm", shared_fields, struct shared_view);

struct watching {
    struct call *call;
    struct shared_film film;
    bool count;
};

static bool watch_work(struct db_tx *tx, void *data, struct error *err) {
    struct watching *watching = data;
    struct call *call = watching->call;
    struct downloads_view *downloads = arena_alloc(call->desk.arena, 1, sizeof *downloads);
    call->desk.tx = tx;
    bool ok = projects_shared(&call->desk, call->values[0], &watching->film, err);
    if (ok && watching->count) {
        ok = projects_count_view(&call->desk, watching->film.share_id, err) &&
             shapes_view_downloads(call, watching->film.job_id, downloads, err);
        struct shared_view *view = call_answer(call);
        *view = (struct shared_view){watching->film.title, watching->film.expires_at,
                                     watching->film.views + 1, downloads};
    }
    call->desk.tx = NULL;
    return ok;
}

static bool post_watch(struct call *call, struct error *err) {
    const struct share_order *order = call->body;
    struct watching watching = {.call = call};
    struct db *db = call->desk.studio->db;
    if (!db_transact(db, DB_READ, watch_work, &watching, err)) return false;
    const char *hash = watching.film.password_hash;
    if (hash && !order->password)
        return error_set(err, PROBLEM_SIGN_IN, "This film has a password.");
    if (hash && !users_password_fits(hash, order->password))
        return error_set(err, PROBLEM_FORBIDDEN, "The password is wrong.");
    watching.count = true;
    return db_transact(db, DB_WRITE, watch_work, &watching, err);
}

#define S "projects"
#define ONE "/api/v1/projects/{projectId}"
static const struct route routes[] = {
    {"POST", "/api/v1/projects", S, "createProject", "Make a project", ROLE_USER, WORK_WRITE,
     RATE_GENERAL, 201, NULL, &shape_new, &shape_project, post_project, .problems = "404"},
    {"GET", "/api/v1/projects", S, "listProjects", "One's projects, the newest first",
     ROLE_USER, WORK_READ, RATE_GENERAL, 200, &shape_query, NULL, &shape_project_list,
     get_projects},
    {"GET", "/api/v1/projects/deleted", S, "listDeletedProjects", "Deleted, not yet erased",
     ROLE_USER, WORK_READ, RATE_GENERAL, 200, &shape_page, NULL, &shape_project_list,
     get_trash},
    {"GET", ONE, S, "getProject", "A project with its script", ROLE_USER, WORK_READ,
     RATE_GENERAL, 200, NULL, NULL, &shape_project, get_project, .problems = "404"},
    {"PATCH", ONE, S, "changeProject", "Change a project", ROLE_USER, WORK_WRITE, RATE_GENERAL,
     200, NULL, &shape_change, &shape_project, patch_project, ROUTE_VERSIONED,
     .problems = "404 409 412"},
    {"DELETE", ONE, S, "deleteProject", "Delete a project", ROLE_USER, WORK_WRITE, RATE_GENERAL,
     200, NULL, NULL, &shape_message, delete_project, .problems = "404 409"},
    {"POST", ONE "/restore", S, "restoreProject", "Take a project out of the bin", ROLE_USER,
     WORK_WRITE, RATE_GENERAL, 200, NULL, NULL, &shape_project, post_restore,
     .problems = "404"},
    {"POST", ONE "/lock", S, "lockProject", "Close a project against changes", ROLE_USER,
     WORK_WRITE, RATE_GENERAL, 200, NULL, NULL, &shape_project, post_lock, .problems = "404"},
    {"POST", ONE "/unlock", S, "unlockProject", "Open it again", ROLE_USER, WORK_WRITE,
     RATE_GENERAL, 200, NULL, NULL, &shape_project, post_lock, .problems = "404"},
    {"DELETE", ONE "/folder", S, "leaveFolder", "Take a project out of its folder", ROLE_USER,
     WORK_WRITE, RATE_GENERAL, 200, NULL, NULL, &shape_project, delete_place,
     .problems = "404 409"},
    {"GET", ONE "/versions", S, "listProjectVersions", "What a project was before", ROLE_USER,
     WORK_READ, RATE_GENERAL, 200, NULL, NULL, &shape_versions, get_versions,
     .problems = "403 404"},
    {"POST", ONE "/cultural-preferences", S, "setCulture", "Set the culture of a project",
     ROLE_USER, WORK_WRITE, RATE_GENERAL, 200, NULL, &shape_culture, &shape_updated,
     post_culture, .problems = "404 409"},
    {"POST", ONE "/shares", S, "shareProject", "Make a link to the film, good for 24 hours",
     ROLE_USER, WORK_FREE, RATE_GENERAL, 201, NULL, &shape_share_order, &shape_share,
     post_share, .problems = "404 409"},
    {"GET", ONE "/shares", S, "listShares", "Links to the film", ROLE_USER, WORK_READ,
     RATE_GENERAL, 200, NULL, NULL, &shape_shares, get_shares, .problems = "404"},
    {"DELETE", ONE "/shares/{shareId}", S, "closeShare", "Close a link", ROLE_USER, WORK_WRITE,
     RATE_GENERAL, 200, NULL, NULL, &shape_message, delete_share, .problems = "404"},
    {"POST", "/api/v1/shared/{token}", "publish", "watchShared", "Open a shared film",
     ROLE_ANYONE, WORK_FREE, RATE_GENERAL, 200, NULL, &shape_share_order, &shape_shared,
     post_watch, .problems = "401 403 404"},
    {"GET", "/api/v1/folders", S, "listFolders", "Folders", ROLE_USER, WORK_READ, RATE_GENERAL,
     200, NULL, NULL, &shape_folders, get_folders},
    {"POST", "/api/v1/folders", S, "createFolder", "Make a folder", ROLE_USER, WORK_WRITE,
     RATE_GENERAL, 201, NULL, &shape_folder_order, &shape_folder, post_folder,
     .problems = "409"},
    {"DELETE", "/api/v1/folders/{folderId}", S, "deleteFolder", "Delete a folder", ROLE_USER,
     WORK_WRITE, RATE_GENERAL, 200, NULL, NULL, &shape_message, delete_folder,
     .problems = "404"},
};
const struct route_table route_projects = {routes, COUNT_OF(routes)};
