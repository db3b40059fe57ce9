/* The account signed in: its profile, sessions, API keys and second factor. */
#include <string.h>

#include "api/inside.h"
#include "api/shapes.h"
#include "studio/totp.h"

#define AT(type, member) offsetof(struct type, member)

static bool get_me(struct call *call, struct error *err) {
    return users_get(&call->desk, call->desk.who.user_id, call_answer(call), err);
}

static const struct field change_fields[] = {
    {"fullName", FIELD_TEXT, AT(user_change, full_name), .low = 1, .high = 100},
    {"locale", FIELD_TEXT, AT(user_change, locale), .low = 2, .high = 20},
};
static const struct shape shape_user_change =
    SHAPE("UserChange", change_fields, struct user_change);

static bool patch_me(struct call *call, struct error *err) {
    return users_change(&call->desk, call->body, call_answer(call), err);
}

static bool delete_me(struct call *call, struct error *err) {
    return users_delete(&call->desk, call->desk.who.user_id, err) &&
           call_say(call, "The account is deleted. What it holds is erased after 30 days.");
}

static const struct field session_fields[] = {
    {"sessionId", FIELD_ID, AT(session, id), .required = true},
    {"device", FIELD_TEXT, AT(session, device)},
    {"ip", FIELD_TEXT, AT(session, ip)},
    {"createdAt", FIELD_TIME, AT(session, created_at), .required = true},
    {"lastUsedAt", FIELD_TIME, AT(session, last_used_at), .required = true},
    {"expiresAt", FIELD_TIME, AT(session, expires_at), .required = true},
    {"current", FIELD_BOOL, AT(session, current), .required = true},
};
static const struct shape shape_session = SHAPE("Session", session_fields, struct session);
static const struct field session_list_fields[] = {
    {"sessions", FIELD_LIST, 0, .shape = &shape_session},
};
static const struct shape shape_session_list =
    SHAPE("SessionList", session_list_fields, struct session_list);

static bool get_sessions(struct call *call, struct error *err) {
    return users_sessions(&call->desk, call_answer(call), err);
}

static bool delete_session(struct call *call, struct error *err) {
    struct session_list list = {0};
    if (!users_sessions(&call->desk, &list, err)) return false;
    for (size_t i = 0; i < list.count; i++)
        if (strcmp(list.items[i].id, call->values[0]) == 0)
            return users_end_session(&call->desk, call->values[0], err) &&
                   call_say(call, "The session has ended.");
    return error_set(err, PROBLEM_NOT_FOUND, "There is no such session.");
}

struct key_order {
    const char *name, *scopes;
};
static const struct field key_order_fields[] = {
    {"name", FIELD_TEXT, AT(key_order, name), .required = true, .low = 1, .high = 100},
    {"scopes", FIELD_CHOICE, AT(key_order, scopes), .choices = "read|read write",
     .fallback = "read"},
};
static const struct shape shape_key_order =
    SHAPE("ApiKeyOrder", key_order_fields, struct key_order);
static const struct field key_fields[] = {
    {"keyId", FIELD_ID, AT(api_key, id), .required = true},
    {"name", FIELD_TEXT, AT(api_key, name), .required = true},
    {"prefix", FIELD_TEXT, AT(api_key, prefix), .required = true},
    {"scopes", FIELD_TEXT, AT(api_key, scopes), .required = true},
    {"key", FIELD_TEXT, AT(api_key, key), .help = "shown this once"},
    {"createdAt", FIELD_TIME, AT(api_key, created_at), .required = true},
    {"expiresAt", FIELD_TIME, AT(api_key, expires_at), .required = true},
    {"lastUsedAt", FIELD_TIME, AT(api_key, last_used_at)},
};
static const struct shape shape_key = SHAPE("ApiKey", key_fields, struct api_key);
static const struct field key_list_fields[] = {{"keys", FIELD_LIST, 0, .shape = &shape_key}};
static const struct shape shape_key_list =
    SHAPE("ApiKeyList", key_list_fields, struct api_key_list);

static bool post_key(struct call *call, struct error *err) {
    const struct key_order *order = call->body;
    return keys_new(&call->desk, order->name, order->scopes, call_answer(call), err);
}
static bool get_keys(struct call *call, struct error *err) {
    return keys_list(&call->desk, call_answer(call), err);
}
static bool delete_key(struct call *call, struct error *err) {
    return keys_revoke(&call->desk, call->values[0], err) &&
           call_say(call, "The key is revoked.");
}

struct totp_start {
    const char *secret, *link;
};
static const struct field totp_fields[] = {
    {"secret", FIELD_TEXT, AT(totp_start, secret), .required = true},
    {"otpauthUrl", FIELD_TEXT, AT(totp_start, link), .required = true},
};
static const struct shape shape_totp = SHAPE("SecondFactor", totp_fields, struct totp_start);
struct code_body {
    const char *code;
};
static const struct field code_fields[] = {
    {"code", FIELD_TEXT, AT(code_body, code), .required = true, .low = 6, .high = 30},
};
static const struct shape shape_code = SHAPE("CodeOrder", code_fields, struct code_body);
static const struct field recovery_fields[] = {{"recoveryCodes", FIELD_TEXTS, 0}};
static const struct shape shape_recovery =
    SHAPE("RecoveryCodes", recovery_fields, struct shape_list);

static bool post_totp(struct call *call, struct error *err) {
    struct totp_start *start = call_answer(call);
    return totp_start(&call->desk, &start->secret, &start->link, err);
}
static bool post_totp_confirm(struct call *call, struct error *err) {
    const struct code_body *body = call->body;
    struct shape_list *list = call_answer(call);
    const char **codes = arena_alloc(call->desk.arena, 10, sizeof *codes);
    *list = (struct shape_list){codes, 10};
    return totp_confirm(&call->desk, body->code, codes, err);
}
static bool post_totp_stop(struct call *call, struct error *err) {
    const struct code_body *body = call->body;
    return totp_stop(&call->desk, body->code, err) &&
           call_say(call, "The second factor is off.");
}

static const struct route routes[] = {
    {"GET", "/api/v1/auth/me", "users", "whoAmI", "The account signed in", ROLE_USER, WORK_READ,
     RATE_GENERAL, 200, NULL, NULL, &shape_user, get_me},
    {"GET", "/api/v1/users/me", "users", "getMe", "The account signed in", ROLE_USER, WORK_READ,
     RATE_GENERAL, 200, NULL, NULL, &shape_user, get_me},
    {"PATCH", "/api/v1/users/me", "users", "changeMe", "Change the account", ROLE_USER,
     WORK_WRITE, RATE_GENERAL, 200, NULL, &shape_user_change, &shape_user, patch_me},
    {"DELETE", "/api/v1/users/me", "users", "deleteMe", "Delete the account", ROLE_USER,
     WORK_WRITE, RATE_GENERAL, 200, NULL, NULL, &shape_message, delete_me, ROUTE_NO_KEYS,
     .problems = "409"},
    {"GET", "/api/v1/users/me/sessions", "users", "listSessions",
     "Where the account is signed in", ROLE_USER, WORK_READ, RATE_GENERAL, 200, NULL, NULL,
     &shape_session_list, get_sessions, ROUTE_NO_KEYS},
    {"DELETE", "/api/v1/users/me/sessions/{sessionId}", "users", "endSession", "End a session",
     ROLE_USER, WORK_WRITE, RATE_GENERAL, 200, NULL, NULL, &shape_message, delete_session,
     ROUTE_NO_KEYS, .problems = "404"},
    {"GET", "/api/v1/users/me/api-keys", "users", "listApiKeys", "API keys", ROLE_USER,
     WORK_READ, RATE_GENERAL, 200, NULL, NULL, &shape_key_list, get_keys, ROUTE_NO_KEYS},
    {"POST", "/api/v1/users/me/api-keys", "users", "makeApiKey", "Make an API key", ROLE_USER,
     WORK_WRITE, RATE_GENERAL, 201, NULL, &shape_key_order, &shape_key, post_key, ROUTE_NO_KEYS,
     .problems = "409"},
    {"DELETE", "/api/v1/users/me/api-keys/{keyId}", "users", "revokeApiKey",
     "Revoke an API key", ROLE_USER, WORK_WRITE, RATE_GENERAL, 200, NULL, NULL, &shape_message,
     delete_key, ROUTE_NO_KEYS, .problems = "404"},
    {"POST", "/api/v1/users/me/second-factor", "users", "startSecondFactor",
     "Begin to set a second factor", ROLE_USER, WORK_WRITE, RATE_GENERAL, 200, NULL, NULL,
     &shape_totp, post_totp, ROUTE_NO_KEYS, .problems = "409"},
    {"POST", "/api/v1/users/me/second-factor/confirm", "users", "confirmSecondFactor",
     "Turn it on with its first code", ROLE_USER, WORK_WRITE, RATE_AUTH, 200, NULL, &shape_code,
     &shape_recovery, post_totp_confirm, ROUTE_NO_KEYS, .problems = "409"},
    {"POST", "/api/v1/users/me/second-factor/stop", "users", "stopSecondFactor", "Turn it off",
     ROLE_USER, WORK_WRITE, RATE_AUTH, 200, NULL, &shape_code, &shape_message, post_totp_stop,
     ROUTE_NO_KEYS},
};
const struct route_table route_users = {routes, COUNT_OF(routes)};
