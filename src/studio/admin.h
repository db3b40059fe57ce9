/* What administrators see and do. Whether somebody is one is asked before. */
#ifndef STUDIO_ADMIN_H
#define STUDIO_ADMIN_H

#include "studio/jobs.h"
#include "studio/users.h"

struct admin_query {
    const char *search; /* for jobs: the status */
    int64_t page, page_size;
};
struct admin_user_list {
    struct {
        struct user *items;
        size_t count;
    } users;
    int64_t total_count, page;
};
bool admin_users(struct studio_desk *desk, const struct admin_query *query,
                 struct admin_user_list *list, struct error *err) MUST_USE;

struct admin_user_change {
    const char *reason, *tier, *role;
    int64_t suspended, credits; /* INT64_MIN: as it is */
};
bool admin_change_user(struct studio_desk *desk, const char *id,
                       const struct admin_user_change *change, struct user *user,
                       struct error *err) MUST_USE;
bool admin_jobs(struct studio_desk *desk, const struct admin_query *query,
                struct job_list *list, struct error *err) MUST_USE;

struct admin_dashboard {
    int64_t users, active, projects, queued, processing, completed, failed, held, spent,
        pending, bytes;
};
bool admin_dashboard(struct studio_desk *desk, struct admin_dashboard *out,
                     struct error *err) MUST_USE;

struct admin_audit_row {
    int64_t n, at;
    const char *actor, *action, *kind, *target, *details, *hash;
};
struct admin_audit {
    struct {
        struct admin_audit_row *items;
        size_t count;
    } rows;
    int64_t page;
};
/* `organization_id` NULL: all there is. */
bool admin_audit(struct studio_desk *desk, const char *organization_id, int64_t page,
                 int64_t page_size, struct admin_audit *out, struct error *err) MUST_USE;

struct admin_flag {
    const char *name;
    int64_t enabled, updated_at;
};
struct admin_flag_list {
    struct admin_flag *items;
    size_t count;
};
bool admin_flags(struct studio_desk *desk, struct admin_flag_list *list,
                 struct error *err) MUST_USE;
bool admin_set_flag(struct studio_desk *desk, const char *name, int64_t enabled,
                    struct admin_flag *flag, struct error *err) MUST_USE;

#endif
