#include "studio/organizations.h"

#include <string.h>

#include "base/clock.h"
#include "studio/admin.h"

enum { MINE_MAX = 50, MEMBERS_MAX = 1000 };

bool organizations_role_may(const char *role, enum organization_right right) {
    static const struct {
        const char *role;
        enum organization_right most;
    } roles[] = {{"viewer", ORGANIZATION_VIEW},     {"writer", ORGANIZATION_EDIT},
                 {"editor", ORGANIZATION_EDIT},     {"director", ORGANIZATION_FILM},
                 {"producer", ORGANIZATION_MANAGE}, {"admin", ORGANIZATION_RULE}};
    for (size_t i = 0; role && i < COUNT_OF(roles); i++)
        if (strcmp(role, roles[i].role) == 0) return right <= roles[i].most;
    return false;
}

static bool note(struct studio_desk *desk, const char *action, const char *id,
                 const char *details, struct error *err) {
    return studio_audit(desk, action, "organization", id, details, err);
}

#define ORGANIZATION_COLUMNS                                                                 \
    "o.id, o.name, m.role, o.created_at, (SELECT COUNT(*) FROM members c WHERE "             \
    "c.organization_id = o.id), (SELECT COUNT(*) FROM projects p WHERE p.organization_id = " \
    "o.id AND p.deleted_at IS NULL) FROM organizations o JOIN members m ON "                 \
    "m.organization_id = o.id WHERE m.user_id = $1 AND o.deleted_at IS NULL"

static struct organization read_one(struct studio_desk *desk, const struct db_rows *rows,
                                    size_t row) {
    return (struct organization){.id = studio_text(desk, rows, row, 0),
                                 .name = studio_text(desk, rows, row, 1),
                                 .role = studio_text(desk, rows, row, 2),
                                 .created_at = db_get_int(rows, row, 3),
                                 .members = db_get_int(rows, row, 4),
                                 .projects = db_get_int(rows, row, 5)};
}

bool organizations_get(struct studio_desk *desk, const char *id, enum organization_right right,
                       struct organization *organization, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err, "SELECT " ORGANIZATION_COLUMNS " AND o.id = $2",
                  db_text(desk->who.user_id), db_text(id)))
        return false;
    if (!db_count(rows))
        return error_set(err, PROBLEM_NOT_FOUND, "There is no such organisation.");
    *organization = read_one(desk, rows, 0);
    return organizations_role_may(organization->role, right) ||
           error_set(err, PROBLEM_FORBIDDEN, "Your role in %s, %s, does not allow this.",
                     organization->name, organization->role);
}

bool organizations_list(struct studio_desk *desk, struct organization_list *list,
                        struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT " ORGANIZATION_COLUMNS " ORDER BY o.name, o.id LIMIT $2",
                  db_text(desk->who.user_id), db_int(MINE_MAX)))
        return false;
    list->count = db_count(rows);
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++) list->items[i] = read_one(desk, rows, i);
    return true;
}

bool organizations_admit(struct studio_desk *desk, const char *id, const char *role,
                         struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err, "SELECT COUNT(*) FROM members WHERE user_id = $1",
                  db_text(desk->who.user_id)))
        return false;
    if (db_get_int(rows, 0, 0) >= MINE_MAX)
        return error_set(err, PROBLEM_CONFLICT,
                         "One account can be in %d organisations at most.", MINE_MAX);
    return db_run(desk->tx, NULL, err,
                  "INSERT INTO members (organization_id, user_id, role, joined_at) VALUES ($1, "
                  "$2, $3, $4) ON CONFLICT (organization_id, user_id) DO NOTHING",
                  db_text(id), db_text(desk->who.user_id), db_text(role), db_int(desk->now));
}

bool organizations_new(struct studio_desk *desk, const char *name,
                       struct organization *organization, struct error *err) {
    const char *id = studio_new_id(desk);
    return db_run(desk->tx, NULL, err,
                  "INSERT INTO organizations (id, name, created_at) VALUES ($1, $2, $3)",
                  db_text(id), db_text(name), db_int(desk->now)) &&
           organizations_admit(desk, id, "admin", err) &&
           note(desk, "organization.made", id, name, err) &&
           organizations_get(desk, id, ORGANIZATION_VIEW, organization, err);
}

bool organizations_rename(struct studio_desk *desk, const char *id, const char *name,
                          struct organization *organization, struct error *err) {
    return organizations_get(desk, id, ORGANIZATION_RULE, organization, err) &&
           (!name ||
            (db_run(desk->tx, NULL, err, "UPDATE organizations SET name = $1 WHERE id = $2",
                    db_text(name), db_text(id)) &&
             note(desk, "organization.renamed", id, name, err))) &&
           organizations_get(desk, id, ORGANIZATION_VIEW, organization, err);
}

/* Projects that are in the bin still count: they can be restored. */
bool organizations_delete(struct studio_desk *desk, const char *id, struct error *err) {
    struct organization organization = {0};
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!organizations_get(desk, id, ORGANIZATION_RULE, &organization, err) ||
        !db_query(desk->tx, &rows, err,
                  "SELECT COUNT(*) FROM projects WHERE organization_id = $1", db_text(id)))
        return false;
    if (db_get_int(rows, 0, 0))
        return error_set(err, PROBLEM_CONFLICT,
                         "%s has projects, %lld of them in the bin: delete them first; the bin "
                         "is emptied after 30 days.",
                         organization.name,
                         (long long)(db_get_int(rows, 0, 0) - organization.projects));
    return db_run(desk->tx, NULL, err, "UPDATE organizations SET deleted_at = $1 WHERE id = $2",
                  db_int(desk->now), db_text(id)) &&
           db_run(desk->tx, NULL, err, "DELETE FROM invitations WHERE organization_id = $1",
                  db_text(id)) &&
           db_run(desk->tx, NULL, err, "DELETE FROM members WHERE organization_id = $1",
                  db_text(id)) &&
           note(desk, "organization.deleted", id, NULL, err);
}

bool organizations_members(struct studio_desk *desk, const char *id,
                           struct organization_member_list *list, struct error *err) {
    struct organization organization = {0};
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!organizations_get(desk, id, ORGANIZATION_VIEW, &organization, err) ||
        !db_query(desk->tx, &rows, err,
                  "SELECT u.id, u.email, u.full_name, m.role, m.joined_at FROM members m JOIN "
                  "users u ON u.id = m.user_id WHERE m.organization_id = $1 ORDER BY "
                  "m.joined_at, u.id LIMIT $2",
                  db_text(id), db_int(MEMBERS_MAX)))
        return false;
    list->count = db_count(rows);
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] =
            (struct organization_member){.user_id = studio_text(desk, rows, i, 0),
                                         .email = studio_text(desk, rows, i, 1),
                                         .full_name = studio_text(desk, rows, i, 2),
                                         .role = studio_text(desk, rows, i, 3),
                                         .joined_at = db_get_int(rows, i, 4)};
    return true;
}

/* Locks the organisation, so that two who go at once do not both believe the other stays. *role
 * is the member's. */
static bool lock_member(struct studio_desk *desk, const char *id, const char *user_id,
                        bool stays_admin, const char **role, struct error *err) {
    AUTO(db_rows_free) struct db_rows *locked = NULL, *rows = NULL;
    if (!db_query(desk->tx, &locked, err,
                  "SELECT 1 FROM organizations WHERE id = $1 FOR UPDATE", db_text(id)) ||
        !db_query(desk->tx, &rows, err,
                  "SELECT role, (SELECT COUNT(*) FROM members a WHERE a.organization_id = $1 "
                  "AND a.role = 'admin') FROM members WHERE organization_id = $1 AND user_id = "
                  "$2",
                  db_text(id), db_text(user_id)))
        return false;
    if (!db_count(rows)) return error_set(err, PROBLEM_NOT_FOUND, "There is no such member.");
    *role = studio_text(desk, rows, 0, 0);
    return stays_admin || strcmp(*role, "admin") != 0 || db_get_int(rows, 0, 1) > 1 ||
           error_set(err, PROBLEM_CONFLICT,
                     "The last administrator cannot go: make somebody else one first.");
}

bool organizations_set_role(struct studio_desk *desk, const char *id, const char *user_id,
                            const char *role, struct error *err) {
    struct organization organization = {0};
    const char *before = "";
    return organizations_get(desk, id, ORGANIZATION_RULE, &organization, err) &&
           lock_member(desk, id, user_id, strcmp(role, "admin") == 0, &before, err) &&
           db_run(desk->tx, NULL, err,
                  "UPDATE members SET role = $1 WHERE organization_id = $2 AND user_id = $3",
                  db_text(role), db_text(id), db_text(user_id)) &&
           note(desk, "member.role", id,
                arena_printf(desk->arena, "%s: %s to %s", user_id, before, role), err);
}

bool organizations_remove(struct studio_desk *desk, const char *id, const char *user_id,
                          struct error *err) {
    struct organization organization = {0};
    bool self = strcmp(user_id, desk->who.user_id) == 0;
    const char *role = "";
    return organizations_get(desk, id, self ? ORGANIZATION_VIEW : ORGANIZATION_RULE,
                             &organization, err) &&
           lock_member(desk, id, user_id, false, &role, err) &&
           db_run(desk->tx, NULL, err,
                  "DELETE FROM members WHERE organization_id = $1 AND user_id = $2",
                  db_text(id), db_text(user_id)) &&
           note(desk, self ? "member.left" : "member.removed", id, user_id, err);
}

bool organizations_leave_all(struct studio_desk *desk, const char *user_id, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT o.id, o.name, (SELECT COUNT(*) FROM members c WHERE "
                  "c.organization_id = o.id AND c.user_id <> $1 AND (m.role <> 'admin' OR "
                  "c.role = 'admin')) FROM members m JOIN organizations o ON o.id = "
                  "m.organization_id WHERE m.user_id = $1 AND o.deleted_at IS NULL ORDER BY "
                  "o.id",
                  db_text(user_id)))
        return false;
    for (size_t i = 0; i < db_count(rows); i++) {
        const char *id = db_get_text(rows, i, 0);
        if (!db_get_int(rows, i, 2))
            return error_set(err, PROBLEM_CONFLICT,
                             "You are the only administrator of %s: make somebody else one, or "
                             "delete it, first.",
                             db_get_text(rows, i, 1));
        if (!note(desk, "member.left", id, user_id, err)) return false;
    }
    return db_run(desk->tx, NULL, err, "DELETE FROM members WHERE user_id = $1",
                  db_text(user_id));
}

bool organizations_usage(struct studio_desk *desk, const char *id,
                         struct organization_usage *usage, struct error *err) {
    struct organization organization = {0};
    AUTO(db_rows_free) struct db_rows *rows = NULL, *files = NULL;
    int64_t since = clock_month_start(desk->now);
    if (!organizations_get(desk, id, ORGANIZATION_MANAGE, &organization, err) ||
        !db_query(desk->tx, &rows, err,
                  "SELECT COUNT(*), CAST(COALESCE(SUM(j.length_ms), 0) AS BIGINT), "
                  "CAST(COALESCE(SUM(j.credits), 0) AS BIGINT) FROM jobs j JOIN projects p ON "
                  "p.id = j.project_id WHERE p.organization_id = $1 AND j.status = 'completed' "
                  "AND j.finished_at >= $2",
                  db_text(id), db_int(since)) ||
        !db_query(desk->tx, &files, err,
                  "SELECT CAST(COALESCE(SUM(f.size), 0) AS BIGINT) FROM job_files f JOIN jobs "
                  "j ON j.id = f.job_id JOIN projects p ON p.id = j.project_id WHERE "
                  "p.organization_id = $1",
                  db_text(id)))
        return false;
    *usage = (struct organization_usage){.films = db_get_int(rows, 0, 0),
                                         .film_ms = db_get_int(rows, 0, 1),
                                         .credits = db_get_int(rows, 0, 2),
                                         .bytes = db_get_int(files, 0, 0),
                                         .since = since};
    return true;
}

bool organizations_audit(struct studio_desk *desk, const char *id, int64_t page,
                         int64_t page_size, struct admin_audit *out, struct error *err) {
    struct organization organization = {0};
    return organizations_get(desk, id, ORGANIZATION_RULE, &organization, err) &&
           admin_audit(desk, id, page, page_size, out, err);
}
