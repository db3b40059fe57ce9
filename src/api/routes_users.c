/* Accounts: /auth and /users. */
#include <stdio.h>
#include <string.h>

#include "api/inside.h"
#include "api/shapes.h"
#include "base/clock.h"
#include "studio/totp.h"
#include "studio/upkeep.h"

#define AT(type, member) offsetof(struct type, member)

struct register_order {
    const char *email, *password, *full_name, *locale, *device;
    int64_t remember;
};
static const struct field register_fields[] = {
    {"email", FIELD_EMAIL, AT(register_order, email), .required = true},
    {"password", FIELD_SECRET, AT(register_order, password), .required = true, .low = 8,
     .high = 200, .help = "8 characters with an upper case letter and a digit"},
    {"fullName", FIELD_TEXT, AT(register_order, full_name), .low = 1, .high = 100},
    {"locale", FIELD_TEXT, AT(register_order, locale), .low = 2, .high = 20},
    {"device", FIELD_TEXT, AT(register_order, device), .high = 100},
};
static const struct shape shape_register =
    SHAPE("RegisterOrder", register_fields, struct register_order);

struct tokens {
    const char *user_id, *email, *tier, *access_token, *refresh_token, *token_type;
    int64_t expires_in, refresh_expires_at, verified;
    const struct user *user;
};
#define TOKEN_FIELDS                                                                          \
    {"accessToken", FIELD_TEXT, AT(tokens, access_token), .required = true},                  \
        {"refreshToken", FIELD_TEXT, AT(tokens, refresh_token),                               \
         .help = "absent when it was put into a cookie"},                                     \
        {"tokenType", FIELD_TEXT, AT(tokens, token_type), .required = true},                  \
        {"expiresIn", FIELD_INT, AT(tokens, expires_in), .required = true,                    \
         .help = "seconds the access token lives"},                                           \
        {"refreshExpiresAt", FIELD_TIME, AT(tokens, refresh_expires_at), .required = true}, { \
        "user", FIELD_OBJECT, AT(tokens, user), .required = true, .shape = &shape_user        \
    }
static const struct field token_fields[] = {TOKEN_FIELDS};
static const struct shape shape_tokens = SHAPE("Tokens", token_fields, struct tokens);
static const struct field registered_fields[] = {
    {"userId", FIELD_ID, AT(tokens, user_id), .required = true},
    {"email", FIELD_EMAIL, AT(tokens, email), .required = true},
    {"tier", FIELD_TEXT, AT(tokens, tier), .required = true},
    {"verified", FIELD_BOOL, AT(tokens, verified), .required = true},
    TOKEN_FIELDS,
};
static const struct shape shape_registered =
    SHAPE("Registered", registered_fields, struct tokens);

static const char refresh_cookie[] = "film_refresh";

static void set_cookie(struct call *call, const char *token, int64_t life_s) {
    call_add_header(call, "Set-Cookie",
                    "%s=%s; Path=/api/v1/auth; Max-Age=%lld; HttpOnly; "
                    "SameSite=Strict%s",
                    refresh_cookie, token, (long long)life_s,
                    call->server->settings.secure ? "; Secure" : "");
}

static struct tokens *give_tokens(struct call *call, const struct login *login, bool cookie) {
    struct tokens *tokens = call_answer(call);
    struct user *user = arena_alloc(call->desk.arena, 1, sizeof *user);
    *user = login->user;
    struct jwt_claims claims = {user->id, login->session_id, user->email, user->role,
                                user->tier};
    *tokens = (struct tokens){
        .user_id = user->id,
        .email = user->email,
        .tier = user->tier,
        .verified = user->verified,
        .access_token = jwt_sign(call->server->keys, call->desk.arena, &claims, call->desk.now),
        .refresh_token = cookie ? NULL : login->refresh_token,
        .token_type = "Bearer",
        .expires_in = JWT_LIFE_S,
        .refresh_expires_at = login->refresh_expires_at,
        .user = user,
    };
    if (cookie)
        set_cookie(call, login->refresh_token,
                   (login->refresh_expires_at - call->desk.now) / 1000);
    return tokens;
}

struct registration {
    struct call *call;
    const char *hash;
    struct login login;
};

static bool register_work(struct db_tx *tx, void *data, struct error *err) {
    struct registration *registration = data;
    struct call *call = registration->call;
    const struct register_order *order = call->body;
    struct user user = {0};
    struct user_order wanted = {.email = order->email,
                                .password_hash = registration->hash,
                                .full_name = order->full_name,
                                .locale = order->locale};
    call->desk.tx = tx;
    bool ok = users_register(&call->desk, &wanted, &user, err) &&
              users_start_session(&call->desk, user.id, order->device, false,
                                  &registration->login, err);
    call->desk.tx = NULL;
    return ok;
}

static bool post_register(struct call *call, struct error *err) {
    const struct register_order *order = call->body;
    struct registration registration = {.call = call};
    struct error weak = {0};
    if (!users_check_password(call->desk.studio, NULL, order->email, order->password, &weak)) {
        shape_fault(&call->faults, "/password", "%s", weak.message);
        *err = weak;
        return false;
    }
    if (!users_hash_password(call->desk.arena, order->password, &registration.hash, err) ||
        !db_transact(call->desk.studio->db, DB_WRITE, register_work, &registration, err))
        return false;
    give_tokens(call, &registration.login, false);
    return true;
}

/* The first administrator, by the link that the server printed. */
struct setup_order {
    const char *token, *email, *password, *full_name;
};
static const struct field setup_fields[] = {
    {"token", FIELD_TEXT, AT(setup_order, token), .required = true, .low = 1, .high = 100},
    {"email", FIELD_EMAIL, AT(setup_order, email), .required = true},
    {"password", FIELD_SECRET, AT(setup_order, password), .required = true, .low = 12,
     .high = 200},
    {"fullName", FIELD_TEXT, AT(setup_order, full_name), .low = 1, .high = 100},
};
static const struct shape shape_setup = SHAPE("SetupOrder", setup_fields, struct setup_order);

static bool setup_work(struct db_tx *tx, void *data, struct error *err) {
    struct registration *registration = data;
    struct call *call = registration->call;
    const struct setup_order *order = call->body;
    struct user user = {0};
    struct user_order wanted = {.email = order->email,
                                .password_hash = registration->hash,
                                .full_name = order->full_name,
                                .role = "admin"};
    call->desk.tx = tx;
    bool ok = upkeep_use_setup(&call->desk, order->token, err) &&
              users_register(&call->desk, &wanted, &user, err) &&
              users_start_session(&call->desk, user.id, NULL, false, &registration->login, err);
    call->desk.tx = NULL;
    return ok;
}

static bool post_setup(struct call *call, struct error *err) {
    const struct setup_order *order = call->body;
    struct registration registration = {.call = call};
    struct error weak = {0};
    if (!users_check_password(call->desk.studio, "admin", order->email, order->password,
                              &weak)) {
        shape_fault(&call->faults, "/password", "%s", weak.message);
        *err = weak;
        return false;
    }
    if (!users_hash_password(call->desk.arena, order->password, &registration.hash, err) ||
        !db_transact(call->desk.studio->db, DB_WRITE, setup_work, &registration, err))
        return false;
    give_tokens(call, &registration.login, false);
    return true;
}

struct login_body {
    const char *email, *password, *code, *device;
    int64_t remember, cookie;
};
static const struct field login_fields[] = {
    {"email", FIELD_TEXT, AT(login_body, email), .required = true, .low = 1, .high = 254,
     .alias = "username"},
    {"password", FIELD_SECRET, AT(login_body, password), .required = true, .low = 1,
     .high = 200},
    {"code", FIELD_TEXT, AT(login_body, code), .low = 6, .high = 30,
     .help = "the second factor, where one is set: six digits or a recovery code"},
    {"rememberMe", FIELD_BOOL, AT(login_body, remember), .fallback = "false",
     .help = "30 days instead of 7"},
    {"cookie", FIELD_BOOL, AT(login_body, cookie), .fallback = "false",
     .help = "put the refresh token into an HttpOnly cookie"},
    {"device", FIELD_TEXT, AT(login_body, device), .high = 100},
};
static const struct shape shape_login = {"LoginOrder", login_fields, COUNT_OF(login_fields),
                                         sizeof(struct login_body), true};

struct signing_in {
    struct call *call;
    struct user_lock lock;
    struct login_order order;
    struct login login;
};

static bool find_work(struct db_tx *tx, void *data, struct error *err) {
    struct signing_in *in = data;
    in->call->desk.tx = tx;
    bool ok = users_find(&in->call->desk, in->order.email, &in->lock, err);
    in->call->desk.tx = NULL;
    return ok;
}

static bool login_work(struct db_tx *tx, void *data, struct error *err) {
    struct signing_in *in = data;
    in->call->desk.tx = tx;
    bool ok = users_login(&in->call->desk, &in->order, &in->login, err);
    in->call->desk.tx = NULL;
    return ok;
}

static bool refuse(struct call *call, const struct login *login, struct error *err) {
    int64_t wait_s;
    switch (login->result) {
    case LOGIN_LOCKED:
        wait_s = (login->user.locked_until - call->desk.now + 999) / 1000;
        call_add_header(call, "Retry-After", "%lld", (long long)wait_s);
        return error_set(err, PROBLEM_LOCKED,
                         "Too many wrong passwords: this account is closed for %lld minutes.",
                         (long long)(wait_s + 59) / 60);
    case LOGIN_SECOND_FACTOR:
        return error_set(err, PROBLEM_SECOND_FACTOR,
                         "Send the code of the second factor as well, as \"code\".");
    case LOGIN_SUSPENDED:
        return error_set(err, PROBLEM_FORBIDDEN,
                         "This account is suspended; write to the studio about it.");
    default:
        return error_set(err, PROBLEM_SIGN_IN, "The mail address or the password is wrong.");
    }
}

static bool post_login(struct call *call, struct error *err) {
    const struct login_body *body = call->body;
    struct db *db = call->desk.studio->db;
    struct signing_in in = {.call = call,
                            .order = {.email = body->email,
                                      .code = body->code,
                                      .device = body->device,
                                      .remember = body->remember}};
    if (!db_transact(db, DB_READ, find_work, &in, err)) return false;
    in.order.password_fits = users_password_fits(in.lock.password_hash, body->password);
    if (!db_transact(db, DB_WRITE, login_work, &in, err)) return false;
    if (in.login.result != LOGIN_OK) return refuse(call, &in.login, err);
    give_tokens(call, &in.login, body->cookie);
    return true;
}

struct refresh_body {
    const char *token;
};
static const struct field refresh_fields[] = {
    {"refreshToken", FIELD_TEXT, AT(refresh_body, token), .low = 1, .high = 100,
     .help = "absent: the cookie"},
};
static const struct shape shape_refresh =
    SHAPE("RefreshOrder", refresh_fields, struct refresh_body);

/* A cookie comes by itself, so it counts only beside a header that no form of another site
 * sends. */
static const char *refresh_token_of(struct call *call, bool *cookie, struct error *err) {
    const struct refresh_body *body = call->body;
    *cookie = !body->token;
    const char *token = *cookie ? call_cookie(call, refresh_cookie) : body->token;
    if (*cookie && token && !call->header(call->connection, "X-Requested-With")) {
        error_set(err, PROBLEM_FORBIDDEN,
                  "Send the header X-Requested-With beside the cookie.");
        return NULL;
    }
    if (!token || !*token) error_set(err, PROBLEM_SIGN_IN, "There is no refresh token.");
    return token && *token ? token : NULL;
}

struct refreshing {
    struct call *call;
    const char *token;
    struct login login;
    bool revoked;
};

static bool refresh_work(struct db_tx *tx, void *data, struct error *err) {
    struct refreshing *refreshing = data;
    refreshing->call->desk.tx = tx;
    bool ok = users_refresh(&refreshing->call->desk, refreshing->token, &refreshing->login,
                            &refreshing->revoked, err);
    refreshing->call->desk.tx = NULL;
    return ok;
}

static bool post_refresh(struct call *call, struct error *err) {
    bool cookie;
    struct refreshing refreshing = {.call = call,
                                    .token = refresh_token_of(call, &cookie, err)};
    if (!refreshing.token ||
        !db_transact(call->desk.studio->db, DB_WRITE, refresh_work, &refreshing, err))
        return false;
    if (refreshing.revoked)
        return error_set(err, PROBLEM_SIGN_IN,
                         "This refresh token was used before: the session has ended, sign in "
                         "again.");
    give_tokens(call, &refreshing.login, cookie);
    return true;
}

static bool say(struct call *call, const char *text) {
    struct message *message = call_answer(call);
    message->message = text;
    return true;
}

static bool post_logout(struct call *call, struct error *err) {
    set_cookie(call, "", 0);
    return users_end_session(&call->desk, call->desk.who.session_id, err) &&
           say(call, "Signed out.");
}

static bool post_logout_all(struct call *call, struct error *err) {
    set_cookie(call, "", 0);
    return users_end_sessions(&call->desk, call->desk.who.user_id, NULL, err) &&
           say(call, "Signed out everywhere.");
}

struct email_body {
    const char *email;
};
static const struct field email_fields[] = {
    {"email", FIELD_EMAIL, AT(email_body, email), .required = true},
};
static const struct shape shape_email = SHAPE("EmailOrder", email_fields, struct email_body);

static bool post_forgot(struct call *call, struct error *err) {
    const struct email_body *body = call->body;
    return users_forgot(&call->desk, body->email, err) &&
           say(call, "If there is an account of this address, a mail is on its way to it.");
}

struct reset_body {
    const char *token, *password;
};
static const struct field reset_fields[] = {
    {"token", FIELD_TEXT, AT(reset_body, token), .required = true, .low = 1, .high = 100},
    {"password", FIELD_SECRET, AT(reset_body, password), .required = true, .low = 8,
     .high = 200, .alias = "newPassword"},
};
static const struct shape shape_reset = SHAPE("ResetOrder", reset_fields, struct reset_body);

struct password_setting {
    struct call *call;
    const char *token, *password, *hash, *old_hash;
    struct user user;
};

static bool owner_work(struct db_tx *tx, void *data, struct error *err) {
    struct password_setting *setting = data;
    struct studio_desk *desk = &setting->call->desk;
    struct user_lock lock = {0};
    desk->tx = tx;
    bool ok = (setting->token ? users_reset_owner(desk, setting->token, &setting->user, err)
                              : users_get(desk, desk->who.user_id, &setting->user, err)) &&
              users_find(desk, setting->user.email, &lock, err) &&
              users_check_history(desk, setting->user.id, setting->password, err);
    setting->old_hash = ok ? lock.password_hash : NULL;
    desk->tx = NULL;
    return ok;
}

static bool set_password_work(struct db_tx *tx, void *data, struct error *err) {
    struct password_setting *setting = data;
    setting->call->desk.tx = tx;
    bool ok = users_set_password(&setting->call->desk, setting->user.id, setting->token,
                                 setting->hash, err);
    setting->call->desk.tx = NULL;
    return ok;
}

static bool set_password(struct password_setting *setting, struct error *err) {
    struct call *call = setting->call;
    struct db *db = call->desk.studio->db;
    if (!users_check_password(call->desk.studio, setting->user.role, setting->user.email,
                              setting->password, err)) {
        shape_fault(&call->faults, setting->token ? "/password" : "/newPassword", "%s",
                    err->message);
        return false;
    }
    return users_hash_password(call->desk.arena, setting->password, &setting->hash, err) &&
           db_transact(db, DB_WRITE, set_password_work, setting, err) &&
           say(call, "The password is set; all other sessions have ended.");
}

static bool post_reset(struct call *call, struct error *err) {
    const struct reset_body *body = call->body;
    struct password_setting setting = {
        .call = call, .token = body->token, .password = body->password};
    return db_transact(call->desk.studio->db, DB_READ, owner_work, &setting, err) &&
           set_password(&setting, err);
}

struct password_body {
    const char *old, *new;
};
static const struct field password_fields[] = {
    {"currentPassword", FIELD_SECRET, AT(password_body, old), .required = true, .low = 1,
     .high = 200},
    {"newPassword", FIELD_SECRET, AT(password_body, new), .required = true, .low = 8,
     .high = 200},
};
static const struct shape shape_password =
    SHAPE("PasswordOrder", password_fields, struct password_body);

static bool post_password(struct call *call, struct error *err) {
    const struct password_body *body = call->body;
    struct password_setting setting = {.call = call, .password = body->new};
    if (!db_transact(call->desk.studio->db, DB_READ, owner_work, &setting, err)) return false;
    if (!users_password_fits(setting.old_hash, body->old))
        return call_fault(call, "/currentPassword", err, "is not the password");
    return set_password(&setting, err);
}

struct token_body {
    const char *token;
};
static const struct field token_body_fields[] = {
    {"token", FIELD_TEXT, AT(token_body, token), .required = true, .low = 1, .high = 100},
};
static const struct shape shape_token =
    SHAPE("TokenOrder", token_body_fields, struct token_body);

static bool post_verify(struct call *call, struct error *err) {
    const struct token_body *body = call->body;
    return users_verify_mail(&call->desk, body->token, err) &&
           say(call, "The mail address is confirmed.");
}

static bool post_verify_again(struct call *call, struct error *err) {
    return users_send_verification(&call->desk, call->desk.who.user_id, err) &&
           say(call, "A mail is on its way.");
}

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
           say(call, "The account is deleted. What it holds is erased after 30 days.");
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
                   say(call, "The session has ended.");
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
    return keys_revoke(&call->desk, call->values[0], err) && say(call, "The key is revoked.");
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
    return totp_stop(&call->desk, body->code, err) && say(call, "The second factor is off.");
}

#define AUTH "users"
static const struct route routes[] = {
    {"POST", "/api/v1/auth/register", AUTH, "register", "Make an account", ROLE_ANYONE,
     WORK_FREE, RATE_AUTH, 201, NULL, &shape_register, &shape_registered, post_register,
     .problems = "409"},
    {"POST", "/api/v1/setup", AUTH, "setUp", "Make the first administrator", ROLE_ANYONE,
     WORK_FREE, RATE_AUTH, 201, NULL, &shape_setup, &shape_registered, post_setup,
     .problems = "403 409"},
    {"POST", "/api/v1/auth/login", AUTH, "login", "Sign in", ROLE_ANYONE, WORK_FREE, RATE_AUTH,
     200, NULL, &shape_login, &shape_tokens, post_login, ROUTE_FORM, .problems = "401 403 423"},
    {"POST", "/api/v1/auth/refresh", AUTH, "refresh", "Change a refresh token for new tokens",
     ROLE_ANYONE, WORK_FREE, RATE_GENERAL, 200, NULL, &shape_refresh, &shape_tokens,
     post_refresh, .problems = "401 403"},
    {"POST", "/api/v1/auth/logout", AUTH, "logout", "End this session", ROLE_USER, WORK_WRITE,
     RATE_GENERAL, 200, NULL, NULL, &shape_message, post_logout, ROUTE_NO_KEYS},
    {"POST", "/api/v1/auth/logout-all", AUTH, "logoutAll", "End all sessions", ROLE_USER,
     WORK_WRITE, RATE_GENERAL, 200, NULL, NULL, &shape_message, post_logout_all, ROUTE_NO_KEYS},
    {"POST", "/api/v1/auth/forgot-password", AUTH, "forgotPassword",
     "Ask for a link to set a new password", ROLE_ANYONE, WORK_WRITE, RATE_AUTH, 200, NULL,
     &shape_email, &shape_message, post_forgot},
    {"POST", "/api/v1/auth/reset-password", AUTH, "resetPassword",
     "Set a new password by a link", ROLE_ANYONE, WORK_FREE, RATE_AUTH, 200, NULL, &shape_reset,
     &shape_message, post_reset, .problems = "409"},
    {"POST", "/api/v1/auth/verify-email", AUTH, "verifyEmail",
     "Confirm a mail address by a link", ROLE_ANYONE, WORK_WRITE, RATE_GENERAL, 200, NULL,
     &shape_token, &shape_message, post_verify},
    {"POST", "/api/v1/auth/verify-email/send", AUTH, "sendVerification",
     "Send the confirmation link again", ROLE_USER, WORK_WRITE, RATE_AUTH, 200, NULL, NULL,
     &shape_message, post_verify_again, ROUTE_NO_KEYS},
    {"GET", "/api/v1/auth/me", AUTH, "whoAmI", "The account signed in", ROLE_USER, WORK_READ,
     RATE_GENERAL, 200, NULL, NULL, &shape_user, get_me},
    {"GET", "/api/v1/users/me", AUTH, "getMe", "The account signed in", ROLE_USER, WORK_READ,
     RATE_GENERAL, 200, NULL, NULL, &shape_user, get_me},
    {"PATCH", "/api/v1/users/me", AUTH, "changeMe", "Change the account", ROLE_USER, WORK_WRITE,
     RATE_GENERAL, 200, NULL, &shape_user_change, &shape_user, patch_me},
    {"DELETE", "/api/v1/users/me", AUTH, "deleteMe", "Delete the account", ROLE_USER,
     WORK_WRITE, RATE_GENERAL, 200, NULL, NULL, &shape_message, delete_me, ROUTE_NO_KEYS,
     .problems = "409"},
    {"POST", "/api/v1/users/me/password", AUTH, "changePassword", "Change the password",
     ROLE_USER, WORK_FREE, RATE_AUTH, 200, NULL, &shape_password, &shape_message, post_password,
     ROUTE_NO_KEYS, .problems = "409"},
    {"GET", "/api/v1/users/me/sessions", AUTH, "listSessions", "Where the account is signed in",
     ROLE_USER, WORK_READ, RATE_GENERAL, 200, NULL, NULL, &shape_session_list, get_sessions,
     ROUTE_NO_KEYS},
    {"DELETE", "/api/v1/users/me/sessions/{sessionId}", AUTH, "endSession", "End a session",
     ROLE_USER, WORK_WRITE, RATE_GENERAL, 200, NULL, NULL, &shape_message, delete_session,
     ROUTE_NO_KEYS, .problems = "404"},
    {"GET", "/api/v1/users/me/api-keys", AUTH, "listApiKeys", "API keys", ROLE_USER, WORK_READ,
     RATE_GENERAL, 200, NULL, NULL, &shape_key_list, get_keys, ROUTE_NO_KEYS},
    {"POST", "/api/v1/users/me/api-keys", AUTH, "makeApiKey", "Make an API key", ROLE_USER,
     WORK_WRITE, RATE_GENERAL, 201, NULL, &shape_key_order, &shape_key, post_key, ROUTE_NO_KEYS,
     .problems = "409"},
    {"DELETE", "/api/v1/users/me/api-keys/{keyId}", AUTH, "revokeApiKey", "Revoke an API key",
     ROLE_USER, WORK_WRITE, RATE_GENERAL, 200, NULL, NULL, &shape_message, delete_key,
     ROUTE_NO_KEYS, .problems = "404"},
    {"POST", "/api/v1/users/me/second-factor", AUTH, "startSecondFactor",
     "Begin to set a second factor", ROLE_USER, WORK_WRITE, RATE_GENERAL, 200, NULL, NULL,
     &shape_totp, post_totp, ROUTE_NO_KEYS, .problems = "409"},
    {"POST", "/api/v1/users/me/second-factor/confirm", AUTH, "confirmSecondFactor",
     "Turn it on with its first code", ROLE_USER, WORK_WRITE, RATE_AUTH, 200, NULL, &shape_code,
     &shape_recovery, post_totp_confirm, ROUTE_NO_KEYS, .problems = "409"},
    {"POST", "/api/v1/users/me/second-factor/stop", AUTH, "stopSecondFactor", "Turn it off",
     ROLE_USER, WORK_WRITE, RATE_AUTH, 200, NULL, &shape_code, &shape_message, post_totp_stop,
     ROUTE_NO_KEYS},
};
const struct route_table route_users = {routes, COUNT_OF(routes)};
