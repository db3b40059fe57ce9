/* Organisations: members, roles, invitations, usage, audit. */
#include "api/inside.h"
#include "api/shapes.h"
#include "studio/organizations.h"

#define AT(type, member) offsetof(struct type, member)

static const struct field organization_fields[] = {
    {"organizationId", FIELD_ID, AT(organization, id), .required = true},
    {"name", FIELD_TEXT, AT(organization, name), .required = true},
    {"role", FIELD_CHOICE, AT(organization, role), .required = true,
     .choices = ORGANIZATION_ROLES, .help = "one's own"},
    {"memberCount", FIELD_INT, AT(organization, members), .required = true},
    {"projectCount", FIELD_INT, AT(organization, projects), .required = true},
    {"createdAt", FIELD_TIME, AT(organization, created_at), .required = true},
};
static const struct shape shape_organization =
    SHAPE("Organization", organization_fields, struct organization);
static const struct field list_fields[] = {
    {"organizations", FIELD_LIST, 0, .shape = &shape_organization},
};
static const struct shape shape_organizations =
    SHAPE("OrganizationList", list_fields, struct organization_list);

struct name_body {
    const char *name;
};
static const struct field name_fields[] = {
    {"name", FIELD_TEXT, AT(name_body, name), .required = true, .low = 1, .high = 100},
};
static const struct shape shape_name =
    SHAPE("OrganizationOrder", name_fields, struct name_body);

static bool post_organization(struct call *call, struct error *err) {
    const struct name_body *body = call->body;
    return organizations_new(&call->desk, body->name, call_answer(call), err);
}
static bool get_organizations(struct call *call, struct error *err) {
    return organizations_list(&call->desk, call_answer(call), err);
}
static bool get_organization(struct call *call, struct error *err) {
    return organizations_get(&call->desk, call->values[0], ORGANIZATION_VIEW, call_answer(call),
                             err);
}
static bool patch_organization(struct call *call, struct error *err) {
    const struct name_body *body = call->body;
    return organizations_rename(&call->desk, call->values[0], body->name, call_answer(call),
                                err);
}
static bool delete_organization(struct call *call, struct error *err) {
    return organizations_delete(&call->desk, call->values[0], err) &&
           call_say(call, "The organisation is gone.");
}

static const struct field member_fields[] = {
    {"userId", FIELD_ID, AT(organization_member, user_id), .required = true},
    {"email", FIELD_EMAIL, AT(organization_member, email), .required = true},
    {"fullName", FIELD_TEXT, AT(organization_member, full_name)},
    {"role", FIELD_CHOICE, AT(organization_member, role), .required = true,
     .choices = ORGANIZATION_ROLES},
    {"joinedAt", FIELD_TIME, AT(organization_member, joined_at), .required = true},
};
static const struct shape shape_member =
    SHAPE("Member", member_fields, struct organization_member);
static const struct field members_fields[] = {
    {"members", FIELD_LIST, 0, .shape = &shape_member},
};
static const struct shape shape_members =
    SHAPE("MemberList", members_fields, struct organization_member_list);
struct role_body {
    const char *role;
};
static const struct field role_fields[] = {
    {"role", FIELD_CHOICE, AT(role_body, role), .required = true,
     .choices = ORGANIZATION_ROLES},
};
static const struct shape shape_role = SHAPE("RoleOrder", role_fields, struct role_body);

static bool get_members(struct call *call, struct error *err) {
    return organizations_members(&call->desk, call->values[0], call_answer(call), err);
}
static bool patch_member(struct call *call, struct error *err) {
    const struct role_body *body = call->body;
    return organizations_set_role(&call->desk, call->values[0], call->values[1], body->role,
                                  err) &&
           call_say(call, "The role is changed.");
}
static bool delete_member(struct call *call, struct error *err) {
    return organizations_remove(&call->desk, call->values[0], call->values[1], err) &&
           call_say(call, "They are no longer a member.");
}

static const struct field invitation_fields[] = {
    {"invitationId", FIELD_ID, AT(organization_invitation, id), .required = true},
    {"email", FIELD_EMAIL, AT(organization_invitation, email), .required = true},
    {"role", FIELD_CHOICE, AT(organization_invitation, role), .required = true,
     .choices = ORGANIZATION_ROLES},
    {"createdAt", FIELD_TIME, AT(organization_invitation, created_at), .required = true},
    {"expiresAt", FIELD_TIME, AT(organization_invitation, expires_at), .required = true},
};
static const struct shape shape_invitation =
    SHAPE("Invitation", invitation_fields, struct organization_invitation);
static const struct field invitations_fields[] = {
    {"invitations", FIELD_LIST, 0, .shape = &shape_invitation},
};
static const struct shape shape_invitations =
    SHAPE("InvitationList", invitations_fields, struct organization_invitation_list);
struct invite_body {
    const char *email, *role;
};
static const struct field invite_fields[] = {
    {"email", FIELD_EMAIL, AT(invite_body, email), .required = true},
    {"role", FIELD_CHOICE, AT(invite_body, role), .required = true,
     .choices = ORGANIZATION_ROLES},
};
static const struct shape shape_invite =
    SHAPE("InvitationOrder", invite_fields, struct invite_body);
struct join_body {
    const char *token;
};
static const struct field join_fields[] = {
    {"token", FIELD_TEXT, AT(join_body, token), .required = true, .low = 1, .high = 100,
     .help = "of the link in the mail"},
};
static const struct shape shape_join = SHAPE("JoinOrder", join_fields, struct join_body);

static bool post_invitation(struct call *call, struct error *err) {
    const struct invite_body *body = call->body;
    return organizations_invite(&call->desk, call->values[0], body->email, body->role,
                                call_answer(call), err);
}
static bool get_invitations(struct call *call, struct error *err) {
    return organizations_invitations(&call->desk, call->values[0], call_answer(call), err);
}
static bool delete_invitation(struct call *call, struct error *err) {
    return organizations_uninvite(&call->desk, call->values[0], call->values[1], err) &&
           call_say(call, "The invitation is taken back.");
}
static bool post_join(struct call *call, struct error *err) {
    const struct join_body *body = call->body;
    return organizations_join(&call->desk, body->token, call_answer(call), err);
}

static const struct field usage_fields[] = {
    {"since", FIELD_TIME, AT(organization_usage, since), .required = true},
    {"films", FIELD_INT, AT(organization_usage, films), .required = true},
    {"filmMilliseconds", FIELD_INT, AT(organization_usage, film_ms), .required = true},
    {"credits", FIELD_INT, AT(organization_usage, credits), .required = true},
    {"storedBytes", FIELD_INT, AT(organization_usage, bytes), .required = true,
     .help = "of all films there are, whenever made"},
};
static const struct shape shape_usage =
    SHAPE("OrganizationUsage", usage_fields, struct organization_usage);

static bool get_usage(struct call *call, struct error *err) {
    return organizations_usage(&call->desk, call->values[0], call_answer(call), err);
}
static bool get_audit(struct call *call, struct error *err) {
    const struct page_query *page = call->query;
    return organizations_audit(&call->desk, call->values[0], page->page, page->page_size,
                               call_answer(call), err);
}

#define S "users"
#define ONE "/api/v1/organizations/{organizationId}"
static const struct route routes[] = {
    {"GET", "/api/v1/organizations", S, "listOrganizations", "Organisations one is in",
     ROLE_USER, WORK_READ, RATE_GENERAL, 200, NULL, NULL, &shape_organizations,
     get_organizations},
    {"POST", "/api/v1/organizations", S, "createOrganization",
     "Make an organisation, as its administrator", ROLE_USER, WORK_WRITE, RATE_GENERAL, 201,
     NULL, &shape_name, &shape_organization, post_organization, .problems = "409"},
    {"POST", "/api/v1/organizations/join", S, "joinOrganization", "Accept an invitation",
     ROLE_USER, WORK_WRITE, RATE_AUTH, 200, NULL, &shape_join, &shape_organization, post_join,
     ROUTE_NO_KEYS, .problems = "404 409"},
    {"GET", ONE, S, "getOrganization", "An organisation", ROLE_USER, WORK_READ, RATE_GENERAL,
     200, NULL, NULL, &shape_organization, get_organization, .problems = "404"},
    {"PATCH", ONE, S, "changeOrganization", "Rename it", ROLE_USER, WORK_WRITE, RATE_GENERAL,
     200, NULL, &shape_name, &shape_organization, patch_organization, .problems = "404"},
    {"DELETE", ONE, S, "deleteOrganization", "End an organisation without projects", ROLE_USER,
     WORK_WRITE, RATE_GENERAL, 200, NULL, NULL, &shape_message, delete_organization,
     ROUTE_NO_KEYS, .problems = "404 409"},
    {"GET", ONE "/members", S, "listMembers", "Members with their roles", ROLE_USER, WORK_READ,
     RATE_GENERAL, 200, NULL, NULL, &shape_members, get_members, .problems = "404"},
    {"PATCH", ONE "/members/{userId}", S, "changeMember", "Give a member another role",
     ROLE_USER, WORK_WRITE, RATE_GENERAL, 200, NULL, &shape_role, &shape_message, patch_member,
     ROUTE_NO_KEYS, .problems = "404 409"},
    {"DELETE", ONE "/members/{userId}", S, "removeMember", "Remove a member, or leave",
     ROLE_USER, WORK_WRITE, RATE_GENERAL, 200, NULL, NULL, &shape_message, delete_member,
     ROUTE_NO_KEYS, .problems = "404 409"},
    {"GET", ONE "/invitations", S, "listInvitations", "Invitations that are open", ROLE_USER,
     WORK_READ, RATE_GENERAL, 200, NULL, NULL, &shape_invitations, get_invitations,
     .problems = "404"},
    {"POST", ONE "/invitations", S, "invite", "Invite somebody by mail", ROLE_USER, WORK_WRITE,
     RATE_GENERAL, 201, NULL, &shape_invite, &shape_invitation, post_invitation, ROUTE_NO_KEYS,
     .problems = "404 409"},
    {"DELETE", ONE "/invitations/{invitationId}", S, "takeBackInvitation",
     "Take an invitation back", ROLE_USER, WORK_WRITE, RATE_GENERAL, 200, NULL, NULL,
     &shape_message, delete_invitation, ROUTE_NO_KEYS, .problems = "404"},
    {"GET", ONE "/usage", S, "getOrganizationUsage", "What was used since the month began",
     ROLE_USER, WORK_READ, RATE_GENERAL, 200, NULL, NULL, &shape_usage, get_usage,
     .problems = "404"},
    {"GET", ONE "/audit", S, "getOrganizationAudit", "Who did what, the newest first",
     ROLE_USER, WORK_READ, RATE_GENERAL, 200, &shape_page, NULL, &shape_audit, get_audit,
     .problems = "404"},
};
const struct route_table route_organizations = {routes, COUNT_OF(routes)};
