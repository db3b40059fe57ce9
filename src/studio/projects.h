/* Projects: a script, its settings and its films. A user sees only their own and those of their
 * organisations; somebody else's is PROBLEM_NOT_FOUND. Admins see all. */
#ifndef STUDIO_PROJECTS_H
#define STUDIO_PROJECTS_H

#include "studio/organizations.h"

/* For conditions of SQL over projects; $2 is who asks. */
#define PROJECTS_MINE                                                                       \
    "(projects.organization_id IS NULL AND projects.user_id = $2 OR EXISTS (SELECT 1 FROM " \
    "members m WHERE m.organization_id = projects.organization_id AND m.user_id = $2))"

struct production_reference; /* production/production.h */
struct project {
    const char *id, *user_id, *folder_id, *title, *script, *settings, *status, *film_job_id,
        *organization_id, *role; /* role: of who asks, in the organisation */
    int64_t version, created_at, updated_at, deleted_at;
    int64_t words, locked_at, locked;
    /* Pictures for the cast, where somebody loaded them (assets_load_cast). */
    const struct production_reference *references;
    size_t reference_count;
};
struct project_list {
    struct project *items; /* without their scripts */
    size_t count;
    int64_t total_count, page;
};

struct project_order {
    const char *title, *script, *settings, *folder_id; /* NULL in a change: as it is */
    const char *organization_id;                       /* of a new one; NULL: one's own */
    int64_t if_version;                                /* in a change: 0 is any */
};
/* Title up to 100 characters; the script's words up to the tier's bound. */
bool projects_new(struct studio_desk *desk, const struct project_order *order,
                  struct project *project, struct error *err) MUST_USE;
bool projects_get(struct studio_desk *desk, const char *id, struct project *project,
                  struct error *err) MUST_USE;
/* What is one's own may be done all with; in an organisation the role decides:
 * PROBLEM_FORBIDDEN. */
bool projects_may(struct studio_desk *desk, const struct project *project,
                  enum organization_right right, struct error *err) MUST_USE;
/* Both at once. */
bool projects_take(struct studio_desk *desk, const char *id, enum organization_right right,
                   struct project *project, struct error *err) MUST_USE;
/* PROBLEM_CONFLICT. */
bool projects_refuse_locked(const struct project *project, struct error *err) MUST_USE;
/* What happens to a project of an organisation is in that one's audit log. `details` NULL: the
 * project's id. */
bool projects_note(struct studio_desk *desk, const char *action, const struct project *project,
                   const char *details, struct error *err) MUST_USE;
/* A locked project refuses changes (PROBLEM_CONFLICT) until it is unlocked. */
bool projects_lock(struct studio_desk *desk, const char *id, bool lock, struct project *project,
                   struct error *err) MUST_USE;
/* Not while a film of it is being made. The state before is kept as a version. PROBLEM_STALE
 * when its version is not `if_version`. An order of a folder alone only moves it: at any time,
 * and its version stays. */
bool projects_change(struct studio_desk *desk, const char *id,
                     const struct project_order *order, struct project *project,
                     struct error *err) MUST_USE;
bool projects_leave_folder(struct studio_desk *desk, const char *id, struct project *project,
                           struct error *err) MUST_USE;
/* Gone for its owner at once; its data after 30 days. Not while a film is being made. */
bool projects_delete(struct studio_desk *desk, const char *id, struct error *err) MUST_USE;
bool projects_restore(struct studio_desk *desk, const char *id, struct project *project,
                      struct error *err) MUST_USE;

struct project_query {
    const char *status, *search, *folder_id; /* NULL: all */
    const char *organization_id;             /* whose; NULL: one's own */
    const char *sort;                        /* "newest", "changed", "title"; NULL: newest */
    int64_t page, page_size;                 /* from 1; deleted ones only when `deleted` */
    bool deleted;
};
bool projects_list(struct studio_desk *desk, const struct project_query *query,
                   struct project_list *list, struct error *err) MUST_USE;

struct project_version {
    const char *title, *script, *settings;
    int64_t n, created_at;
};
struct project_version_list {
    struct project_version *items;
    size_t count;
};
bool projects_versions(struct studio_desk *desk, const char *id,
                       struct project_version_list *list, struct error *err) MUST_USE;

struct folder {
    const char *id, *name;
    int64_t created_at, projects;
};
struct folder_list {
    struct folder *items;
    size_t count;
};
bool projects_new_folder(struct studio_desk *desk, const char *name, struct folder *folder,
                         struct error *err) MUST_USE;
bool projects_folders(struct studio_desk *desk, struct folder_list *list,
                      struct error *err) MUST_USE;
/* Its projects stay, in no folder. */
bool projects_delete_folder(struct studio_desk *desk, const char *id,
                            struct error *err) MUST_USE;

/* A link to a finished film for people without an account: 24 hours, perhaps with a password.
 */
struct share {
    const char *id, *token; /* token only when just made */
    int64_t views, created_at, expires_at, has_password;
};
struct share_list {
    struct share *items;
    size_t count;
};
bool projects_share(struct studio_desk *desk, const char *id, const char *password_hash,
                    struct share *share, struct error *err) MUST_USE;
bool projects_shares(struct studio_desk *desk, const char *id, struct share_list *list,
                     struct error *err) MUST_USE;
bool projects_unshare(struct studio_desk *desk, const char *id, const char *share_id,
                      struct error *err) MUST_USE;
struct shared_film {
    const char *share_id, *title, *job_id, *password_hash;
    int64_t expires_at, views;
};
/* PROBLEM_NOT_FOUND when there is none, or no longer. Counts nothing. */
bool projects_shared(struct studio_desk *desk, const char *token, struct shared_film *film,
                     struct error *err) MUST_USE;
bool projects_count_view(struct studio_desk *desk, const char *share_id,
                         struct error *err) MUST_USE;

/* Words of a script, as they are counted against the tier. */
int64_t projects_words(const char *script);

#endif
