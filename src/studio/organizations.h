/* Organisations: people who share projects, each with a role.
 *
 * A project of an organisation belongs to it and not to who made it: what somebody may do with
 * it is what their role allows, and ends when they leave. Films are paid by who orders them. An
 * organisation has an administrator as long as it lives. Somebody who is no member is told that
 * there is none (PROBLEM_NOT_FOUND), a member whose role is too small PROBLEM_FORBIDDEN. All
 * that happens is in the audit log. */
#ifndef STUDIO_ORGANIZATIONS_H
#define STUDIO_ORGANIZATIONS_H

#include "studio/studio.h"

/* What roles allow, each with all that stands before it: viewer; writer and editor; director;
 * producer; admin. */
enum organization_right {
    ORGANIZATION_VIEW,
    ORGANIZATION_EDIT,   /* make projects, change scripts and settings */
    ORGANIZATION_FILM,   /* order films and stop them */
    ORGANIZATION_MANAGE, /* lock, share, delete */
    ORGANIZATION_RULE,   /* members, roles, invitations, the audit log */
};
#define ORGANIZATION_ROLES "admin|producer|director|writer|editor|viewer"
bool organizations_role_may(const char *role, enum organization_right right); /* NULL: no */

struct organization {
    const char *id, *name, *role; /* the role of who asks */
    int64_t members, projects, created_at;
};
struct organization_list {
    struct organization *items;
    size_t count;
};
bool organizations_new(struct studio_desk *desk, const char *name,
                       struct organization *organization, struct error *err) MUST_USE;
bool organizations_list(struct studio_desk *desk, struct organization_list *list,
                        struct error *err) MUST_USE;
/* Who asks is a member whose role allows `right`. */
bool organizations_get(struct studio_desk *desk, const char *id, enum organization_right right,
                       struct organization *organization, struct error *err) MUST_USE;
bool organizations_rename(struct studio_desk *desk, const char *id, const char *name,
                          struct organization *organization, struct error *err) MUST_USE;
/* PROBLEM_CONFLICT while it has projects. */
bool organizations_delete(struct studio_desk *desk, const char *id, struct error *err) MUST_USE;

struct organization_member {
    const char *user_id, *email, *full_name, *role;
    int64_t joined_at;
};
struct organization_member_list {
    struct organization_member *items;
    size_t count;
};
bool organizations_members(struct studio_desk *desk, const char *id,
                           struct organization_member_list *list, struct error *err) MUST_USE;
/* PROBLEM_CONFLICT for the last administrator. */
bool organizations_set_role(struct studio_desk *desk, const char *id, const char *user_id,
                            const char *role, struct error *err) MUST_USE;
/* Everybody may remove themselves. */
bool organizations_remove(struct studio_desk *desk, const char *id, const char *user_id,
                          struct error *err) MUST_USE;
/* Out of all of them, as an account is deleted. PROBLEM_CONFLICT when somewhere others would be
 * left without an administrator. */
bool organizations_leave_all(struct studio_desk *desk, const char *user_id,
                             struct error *err) MUST_USE;

struct organization_invitation {
    const char *id, *email, *role;
    int64_t created_at, expires_at;
};
struct organization_invitation_list {
    struct organization_invitation *items;
    size_t count;
};
/* Mails a link, good for seven days and for the account of that address only. */
bool organizations_invite(struct studio_desk *desk, const char *id, const char *email,
                          const char *role, struct organization_invitation *invitation,
                          struct error *err) MUST_USE;
bool organizations_invitations(struct studio_desk *desk, const char *id,
                               struct organization_invitation_list *list,
                               struct error *err) MUST_USE;
bool organizations_uninvite(struct studio_desk *desk, const char *id, const char *invitation_id,
                            struct error *err) MUST_USE;
/* PROBLEM_NOT_FOUND for a token that is spent, revoked or too old, PROBLEM_FORBIDDEN when
 * another address was invited. */
bool organizations_join(struct studio_desk *desk, const char *token,
                        struct organization *organization, struct error *err) MUST_USE;

/* Who asks becomes a member, whoever let them: of a role unless they have one. */
bool organizations_admit(struct studio_desk *desk, const char *id, const char *role,
                         struct error *err) MUST_USE;

/* What the organisation's projects used since the month began (UTC). */
struct organization_usage {
    int64_t films, film_ms, credits, bytes, since;
};
bool organizations_usage(struct studio_desk *desk, const char *id,
                         struct organization_usage *usage, struct error *err) MUST_USE;
struct admin_audit; /* studio/admin.h */
bool organizations_audit(struct studio_desk *desk, const char *id, int64_t page,
                         int64_t page_size, struct admin_audit *out,
                         struct error *err) MUST_USE;

#endif
