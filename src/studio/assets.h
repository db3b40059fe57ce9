/* Assets: pictures, sounds and films people bring to a project. A picture may be of a
 * character, whose puppet then takes its skin, hair and colours.
 *
 * Each is in a state: draft, in_review, approved, locked, archived. Who may take it on follows
 * the roles of organisations (projects_may): writers and editors hand in, directors approve or
 * reject, which makes it a draft again, producers lock and archive. What is locked or archived
 * refuses every change for good; an approved one that is changed is a draft again.
 *
 * The bytes lie among the blobs, below assets/PROJECT/; what nobody's row names is swept. */
#ifndef STUDIO_ASSETS_H
#define STUDIO_ASSETS_H

#include "storage/blob.h"
#include "studio/projects.h"

enum { ASSETS_MAX = 200, ASSETS_REFERENCES_MAX = 64 };
#define ASSETS_STATES "draft|in_review|approved|locked|archived"

struct asset {
    const char *id, *project_id, *user_id, *name, *kind, *type, *character, *state;
    int64_t size, width, height, length_ms, version, created_at, updated_at;
};
struct asset_list {
    struct asset *items;
    size_t count;
};
/* May who asks bring one more? Before its bytes are looked at. */
bool assets_may_add(struct studio_desk *desk, const char *project_id,
                    struct error *err) MUST_USE;
/* Adds the row of one whose bytes are stored; `asset` has its id, kind, type, sizes, name and
 * perhaps a character. PROBLEM_TOO_LARGE and PROBLEM_FORBIDDEN by kind and plan: pictures 10
 * MB, sounds 50, films 100; the two last with the Pro plan. */
bool assets_add(struct studio_desk *desk, const char *project_id, struct asset *asset,
                struct error *err) MUST_USE;
bool assets_list(struct studio_desk *desk, const char *project_id, struct asset_list *list,
                 struct error *err) MUST_USE;
bool assets_get(struct studio_desk *desk, const char *project_id, const char *id,
                struct asset *asset, struct error *err) MUST_USE;
/* NULL: as it is. A character "" is none. PROBLEM_CONFLICT when it is locked or archived. */
bool assets_change(struct studio_desk *desk, const char *project_id, const char *id,
                   const char *name, const char *character, struct asset *asset,
                   struct error *err) MUST_USE;
/* Its row; the caller deletes both blobs when the transaction is through. */
bool assets_delete(struct studio_desk *desk, const char *project_id, const char *id,
                   struct error *err) MUST_USE;
/* Takes it to another state. PROBLEM_CONFLICT when there is no such step from where it is. */
bool assets_decide(struct studio_desk *desk, const char *project_id, const char *id,
                   const char *state, const char *comment, struct asset *asset,
                   struct error *err) MUST_USE;

struct approval {
    const char *user_id, *full_name, *from, *to, *comment;
    int64_t at;
};
struct approval_list {
    struct approval *items;
    size_t count;
};
bool assets_approvals(struct studio_desk *desk, const char *project_id, const char *id,
                      struct approval_list *list, struct error *err) MUST_USE;

/* "assets/PROJECT/ID", or of the small PNG of it; in the arena. */
const char *assets_key(struct arena *arena, const char *project_id, const char *id,
                       bool picture);

/* The newest picture of each character, for the cast: first which in a transaction, then their
 * bytes without one. One that is gone by then is left out. All in the arena. */
struct assets_cast {
    struct asset_list list;
    struct production_reference *references; /* production/production.h */
    size_t count;
};
bool assets_find_cast(struct studio_desk *desk, const char *project_id,
                      struct assets_cast *cast, struct error *err) MUST_USE;
bool assets_load_cast(struct blob_store *blobs, struct arena *arena, struct assets_cast *cast,
                      struct error *err) MUST_USE;

#endif
