/* For administrators. Each change is in the audit log. */
#include <stdio.h>
#include <string.h>

#include "api/inside.h"
#include "api/shapes.h"
#include "studio/admin.h"

#define AT(type, member) offsetof(struct type, member)

static const struct field user_query_fields[] = {
    {"search", FIELD_TEXT, AT(admin_query, search), .high = 100,
     .help = "part of the mail address"},
    {"page", FIELD_INT, AT(admin_query, page), .low = 1, .high = 1000000, .fallback = "1"},
    {"pageSize", FIELD_INT, AT(admin_query, page_size), .low = 1, .high = 100,
     .fallback = "20"},
};
static const struct shape shape_user_query =
    SHAPE("AdminUserQuery", user_query_fields, struct admin_query);
static const struct field user_list_fields[] = {
    {"users", FIELD_LIST, AT(admin_user_list, users), .shape = &shape_admin_user},
    {"totalCount", FIELD_INT, AT(admin_user_list, total_count), .required = true},
    {"page", FIELD_INT, AT(admin_user_list, page), .required = true},
};
static const struct shape shape_user_list =
    SHAPE("AdminUserList", user_list_fields, struct admin_user_list);

static bool get_users(struct call *call, struct error *err) {
    return admin_users(&call->desk, call->query, call_answer(call), err);
}
static bool get_user(struct call *call, struct error *err) {
    return users_get(&call->desk, call->values[0], call_answer(call), err);
}

static const struct field user_change_fields[] = {
    {"suspended", FIELD_BOOL, AT(admin_user_change, suspended)},
    {"reason", FIELD_TEXT, AT(admin_user_change, reason), .high = 500},
    {"grantCredits", FIELD_INT, AT(admin_user_change, credits), .low = 1, .high = 10000},
    {"tier", FIELD_CHOICE, AT(admin_user_change, tier), .choices = "free|pro|enterprise"},
    {"role", FIELD_CHOICE, AT(admin_user_change, role), .choices = "user|admin"},
};
static const struct shape shape_user_change =
    SHAPE("AdminUserChange", user_change_fields, struct admin_user_change);

static bool patch_user(struct call *call, struct error *err) {
    return admin_change_user(&call->desk, call->values[0], call->body, call_answer(call), err);
}

static const struct field job_query_fields[] = {
    {"status", FIELD_CHOICE, AT(admin_query, search),
     .choices = "queued|processing|completed|failed|cancelled", .fallback = "failed"},
    {"page", FIELD_INT, AT(admin_query, page), .low = 1, .high = 1000000, .fallback = "1"},
    {"pageSize", FIELD_INT, AT(admin_query, page_size), .low = 1, .high = 100,
     .fallback = "20"},
};
static const struct shape shape_job_query =
    SHAPE("AdminJobQuery", job_query_fields, struct admin_query);

static bool get_jobs(struct call *call, struct error *err) {
    const struct admin_query *query = call->query;
    struct job_list list = {0};
    if (!admin_jobs(&call->desk, query, &list, err)) return false;
    struct job_list_view *answer = call_answer(call);
    struct job_view *views = arena_alloc(call->desk.arena, list.count + 1, sizeof *views);
    for (size_t i = 0; i < list.count; i++) shapes_view_job(call, &list.items[i], &views[i]);
    *answer = (struct job_list_view){
        {views, list.count}, list.total_count, query->page, query->page_size};
    return true;
}

#define D(member) AT(admin_dashboard, member)
static const struct field dashboard_fields[] = {
    {"users", FIELD_INT, D(users), .required = true},
    {"activeUsers", FIELD_INT, D(active), .required = true, .help = "signed in within 30 days"},
    {"projects", FIELD_INT, D(projects), .required = true},
    {"queued", FIELD_INT, D(queued), .required = true},
    {"processing", FIELD_INT, D(processing), .required = true},
    {"completed", FIELD_INT, D(completed), .required = true},
    {"failed", FIELD_INT, D(failed), .required = true},
    {"creditsHeld", FIELD_INT, D(held), .required = true},
    {"creditsSpent", FIELD_INT, D(spent), .required = true},
    {"moderationPending", FIELD_INT, D(pending), .required = true},
    {"storageBytes", FIELD_INT, D(bytes), .required = true},
};
static const struct shape shape_dashboard =
    SHAPE("Dashboard", dashboard_fields, struct admin_dashboard);

static bool get_dashboard(struct call *call, struct error *err) {
    return admin_dashboard(&call->desk, call_answer(call), err);
}

static const struct field audit_fields[] = {
    {"number", FIELD_INT, AT(admin_audit_row, n), .required = true},
    {"at", FIELD_TIME, AT(admin_audit_row, at), .required = true},
    {"actor", FIELD_TEXT, AT(admin_audit_row, actor)},
    {"action", FIELD_TEXT, AT(admin_audit_row, action), .required = true},
    {"resourceType", FIELD_TEXT, AT(admin_audit_row, kind)},
    {"resourceId", FIELD_TEXT, AT(admin_audit_row, target)},
    {"details", FIELD_TEXT, AT(admin_audit_row, details)},
    {"hash", FIELD_TEXT, AT(admin_audit_row, hash), .required = true},
};
static const struct shape shape_audit_row =
    SHAPE("AuditRow", audit_fields, struct admin_audit_row);
static const struct field audit_list_fields[] = {
    {"rows", FIELD_LIST, AT(admin_audit, rows), .shape = &shape_audit_row},
    {"page", FIELD_INT, AT(admin_audit, page), .required = true},
};
const struct shape shape_audit = SHAPE("AuditLog", audit_list_fields, struct admin_audit);

static bool get_audit(struct call *call, struct error *err) {
    const struct page_query *page = call->query;
    return admin_audit(&call->desk, NULL, page->page, page->page_size, call_answer(call), err);
}

static const struct field flag_fields[] = {
    {"name", FIELD_TEXT, AT(admin_flag, name), .required = true},
    {"enabled", FIELD_BOOL, AT(admin_flag, enabled), .required = true},
    {"updatedAt", FIELD_TIME, AT(admin_flag, updated_at)},
};
static const struct shape shape_flag = SHAPE("FeatureFlag", flag_fields, struct admin_flag);
static const struct field flag_list_fields[] = {{"flags", FIELD_LIST, 0, .shape = &shape_flag}};
static const struct shape shape_flags =
    SHAPE("FeatureFlagList", flag_list_fields, struct admin_flag_list);
static const struct field flag_order_fields[] = {
    {"enabled", FIELD_BOOL, AT(admin_flag, enabled), .required = true},
};
static const struct shape shape_flag_order =
    SHAPE("FeatureFlagOrder", flag_order_fields, struct admin_flag);

static bool get_flags(struct call *call, struct error *err) {
    return admin_flags(&call->desk, call_answer(call), err);
}
static bool patch_flag(struct call *call, struct error *err) {
    const struct admin_flag *order = call->body;
    return admin_set_flag(&call->desk, call->values[0], order->enabled, call_answer(call), err);
}

#define S "admin"
#define ONE_USER "/api/v1/admin/users/{userId}"
static const struct route routes[] = {
    {"GET", "/api/v1/admin/dashboard", S, "adminDashboard", "Numbers at a glance", ROLE_ADMIN,
     WORK_READ, RATE_GENERAL, 200, NULL, NULL, &shape_dashboard, get_dashboard, ROUTE_NO_KEYS},
    {"GET", "/api/v1/admin/users", S, "adminListUsers", "Find users", ROLE_ADMIN, WORK_READ,
     RATE_GENERAL, 200, &shape_user_query, NULL, &shape_user_list, get_users, ROUTE_NO_KEYS},
    {"GET", ONE_USER, S, "adminGetUser", "A user", ROLE_ADMIN, WORK_READ, RATE_GENERAL, 200,
     NULL, NULL, &shape_admin_user, get_user, ROUTE_NO_KEYS, .problems = "404"},
    {"PATCH", ONE_USER, S, "adminChangeUser", "Suspend, grant credits, change plan or role",
     ROLE_ADMIN, WORK_WRITE, RATE_GENERAL, 200, NULL, &shape_user_change, &shape_admin_user,
     patch_user, ROUTE_NO_KEYS, .problems = "404 409"},
    {"GET", "/api/v1/admin/jobs", S, "adminListJobs", "Jobs of everyone, with their errors",
     ROLE_ADMIN, WORK_READ, RATE_GENERAL, 200, &shape_job_query, NULL, &shape_job_list,
     get_jobs, ROUTE_NO_KEYS},
    {"GET", "/api/v1/admin/audit", S, "adminAudit", "The audit log, the newest first",
     ROLE_ADMIN, WORK_READ, RATE_GENERAL, 200, &shape_page, NULL, &shape_audit, get_audit,
     ROUTE_NO_KEYS},
    {"GET", "/api/v1/admin/flags", S, "adminFlags", "Feature flags", ROLE_ADMIN, WORK_READ,
     RATE_GENERAL, 200, NULL, NULL, &shape_flags, get_flags, ROUTE_NO_KEYS},
    {"PATCH", "/api/v1/admin/flags/{name}", S, "adminSetFlag", "Set a feature flag", ROLE_ADMIN,
     WORK_WRITE, RATE_GENERAL, 200, NULL, &shape_flag_order, &shape_flag, patch_flag,
     ROUTE_NO_KEYS},
};
const struct route_table route_admin = {routes, COUNT_OF(routes)};
