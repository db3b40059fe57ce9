#include "studio/admin.h"

#include <string.h>

#include "base/utf8.h"
#include "studio/credits.h"
#include "studio/jobs_rows.h"

static const char *pattern_for(struct studio_desk *desk, const char *search) {
    AUTO_FREE char *folded = utf8_fold(search ? search : "");
    char *pattern = arena_alloc(desk->arena, 2 * strlen(folded) + 3, 1), *to = pattern;
    *to++ = '%';
    for (const char *at = folded; *at; at++) {
        if (strchr("%_\\", *at)) *to++ = '\\';
        *to++ = *at;
    }
    *to = '%';
    return pattern;
}

bool admin_users(struct studio_desk *desk, const struct admin_query *query,
                 struct admin_user_list *list, struct error *err) {
    AUTO(db_rows_free) struct db_rows *count = NULL, *rows = NULL;
    struct db_value pattern = db_text(pattern_for(desk, query->search));
    if (!db_query(desk->tx, &count, err,
                  "SELECT COUNT(*) FROM users WHERE role <> 'guest' AND deleted_at IS NULL AND "
                  "email_key LIKE $1 ESCAPE "
                  "'\\'",
                  pattern) ||
        !db_query(desk->tx, &rows, err,
                  "SELECT id FROM users WHERE role <> 'guest' AND deleted_at IS NULL AND "
                  "email_key LIKE $1 ESCAPE '\\' "
                  "ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3",
                  pattern, db_int(query->page_size),
                  db_int((query->page - 1) * query->page_size)))
        return false;
    *list =
        (struct admin_user_list){.total_count = db_get_int(count, 0, 0), .page = query->page};
    list->users.count = db_count(rows);
    list->users.items = arena_alloc(desk->arena, db_count(rows) + 1, sizeof *list->users.items);
    for (size_t i = 0; i < db_count(rows); i++)
        if (!users_get(desk, db_get_text(rows, i, 0), &list->users.items[i], err)) return false;
    return true;
}

static bool set_suspended(struct studio_desk *desk, const char *id,
                          const struct admin_user_change *change, struct error *err) {
    if (desk->who.user_id && strcmp(desk->who.user_id, id) == 0)
        return error_set(err, PROBLEM_CONFLICT, "You cannot suspend yourself.");
    return db_run(desk->tx, NULL, err,
                  "UPDATE users SET suspended_at = $1, suspended_reason = $2 WHERE id = $3",
                  change->suspended ? db_int(desk->now) : db_null(),
                  db_text(change->suspended ? change->reason : NULL), db_text(id)) &&
           (!change->suspended || users_end_sessions(desk, id, NULL, err)) &&
           studio_audit(desk, change->suspended ? "user.suspended" : "user.unsuspended", "user",
                        id, change->reason, err);
}

static bool set_role(struct studio_desk *desk, const char *id, const char *role,
                     struct error *err) {
    return db_run(desk->tx, NULL, err,
                  "UPDATE users SET role = $1, updated_at = $2 WHERE id = $3", db_text(role),
                  db_int(desk->now), db_text(id)) &&
           studio_audit(desk, "user.role", "user", id, role, err);
}

bool admin_change_user(struct studio_desk *desk, const char *id,
                       const struct admin_user_change *change, struct user *user,
                       struct error *err) {
    static const int64_t year_ms = 365LL * 24 * 3600 * 1000;
    if (!users_get(desk, id, user, err)) return false;
    if (change->suspended != INT64_MIN && !set_suspended(desk, id, change, err)) return false;
    if (change->role && !set_role(desk, id, change->role, err)) return false;
    if (change->tier && strcmp(change->tier, user->tier) != 0 &&
        (!credits_set_tier(desk, id, change->tier, err) ||
         !studio_audit(desk, "user.tier", "user", id, change->tier, err)))
        return false;
    if (change->credits != INT64_MIN) {
        const char *amount = arena_printf(desk->arena, "%lld", (long long)change->credits);
        if (!credits_add(desk, id, "grant", change->credits, desk->now + year_ms,
                         studio_new_id(desk),
                         change->reason ? change->reason : "Granted by the studio", err) ||
            !studio_audit(desk, "credits.granted", "user", id, amount, err))
            return false;
    }
    return users_get(desk, id, user, err);
}

bool admin_jobs(struct studio_desk *desk, const struct admin_query *query,
                struct job_list *list, struct error *err) {
    AUTO(db_rows_free) struct db_rows *count = NULL, *rows = NULL;
    if (!db_query(desk->tx, &count, err, "SELECT COUNT(*) FROM jobs WHERE status = $1",
                  db_text(query->search)) ||
        !db_query(desk->tx, &rows, err,
                  "SELECT " JOB_COLUMNS
                  " FROM jobs WHERE status = $1 ORDER BY created_at DESC, id "
                  "DESC LIMIT $2 OFFSET $3",
                  db_text(query->search), db_int(query->page_size),
                  db_int((query->page - 1) * query->page_size)))
        return false;
    *list = (struct job_list){
        .count = db_count(rows), .total_count = db_get_int(count, 0, 0), .page = query->page};
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++) list->items[i] = jobs_read_row(desk, rows, i);
    return true;
}

bool admin_dashboard(struct studio_desk *desk, struct admin_dashboard *out, struct error *err) {
    static const int64_t month_ms = 30LL * 24 * 3600 * 1000;
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT (SELECT COUNT(*) FROM users WHERE deleted_at IS NULL), (SELECT COUNT(*) "
            "FROM users WHERE last_login_at > $1), (SELECT COUNT(*) FROM projects WHERE "
            "deleted_at IS NULL), (SELECT COUNT(*) FROM jobs WHERE status = 'queued'), "
            "(SELECT COUNT(*) FROM jobs WHERE status = 'processing'), (SELECT COUNT(*) FROM "
            "jobs WHERE status = 'completed'), (SELECT COUNT(*) FROM jobs WHERE status = "
            "'failed'), (SELECT CAST(COALESCE(SUM(held), 0) AS BIGINT) FROM balances), "
            "(SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM ledger WHERE account = "
            "'spent'), (SELECT COUNT(*) FROM moderation WHERE state = 'pending'), (SELECT "
            "CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM job_files)",
            db_int(desk->now - month_ms)))
        return false;
    int64_t *fields[] = {&out->users,      &out->active,    &out->projects, &out->queued,
                         &out->processing, &out->completed, &out->failed,   &out->held,
                         &out->spent,      &out->pending,   &out->bytes};
    for (size_t i = 0; i < COUNT_OF(fields); i++) *fields[i] = db_get_int(rows, 0, (int)i);
    return true;
}

bool admin_audit(struct studio_desk *desk, const char *organization_id, int64_t page,
                 int64_t page_size, struct admin_audit *out, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT n, at, actor, action, kind, target, details, hash FROM audit WHERE $3 = '' "
            "OR (kind = 'organization' AND target = $3) ORDER BY n DESC LIMIT $1 OFFSET $2",
            db_int(page_size), db_int((page - 1) * page_size),
            db_text(organization_id ? organization_id : "")))
        return false;
    *out = (struct admin_audit){.page = page};
    out->rows.count = db_count(rows);
    out->rows.items = arena_alloc(desk->arena, db_count(rows) + 1, sizeof *out->rows.items);
    for (size_t i = 0; i < db_count(rows); i++)
        out->rows.items[i] = (struct admin_audit_row){.n = db_get_int(rows, i, 0),
                                                      .at = db_get_int(rows, i, 1),
                                                      .actor = studio_text(desk, rows, i, 2),
                                                      .action = studio_text(desk, rows, i, 3),
                                                      .kind = studio_text(desk, rows, i, 4),
                                                      .target = studio_text(desk, rows, i, 5),
                                                      .details = studio_text(desk, rows, i, 6),
                                                      .hash = studio_text(desk, rows, i, 7)};
    return true;
}

bool admin_flags(struct studio_desk *desk, struct admin_flag_list *list, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT name, enabled, updated_at FROM flags ORDER BY name LIMIT 1000"))
        return false;
    list->count = db_count(rows);
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = (struct admin_flag){.name = studio_text(desk, rows, i, 0),
                                             .enabled = db_get_int(rows, i, 1),
                                             .updated_at = db_get_int(rows, i, 2)};
    return true;
}

bool admin_set_flag(struct studio_desk *desk, const char *name, int64_t enabled,
                    struct admin_flag *flag, struct error *err) {
    *flag = (struct admin_flag){name, enabled, desk->now};
    return db_run(
               desk->tx, NULL, err,
               "INSERT INTO flags (name, enabled, updated_at) VALUES ($1, $2, $3) ON CONFLICT "
               "(name) DO UPDATE SET enabled = excluded.enabled, updated_at = "
               "excluded.updated_at",
               db_text(name), db_int(enabled), db_int(desk->now)) &&
           studio_audit(desk, "flag.set", "flag", name, enabled ? "on" : "off", err);
}
