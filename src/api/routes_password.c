/* Passwords, and the links in mails that prove who owns an address. */
#include "api/inside.h"
#include "api/shapes.h"

#define AT(type, member) offsetof(struct type, member)

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
           call_say(call,
                    "If there is an account of this address, a mail is on its way to it.");
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
           call_say(call, "The password is set; all other sessions have ended.");
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
           call_say(call, "The mail address is confirmed.");
}

static bool post_verify_again(struct call *call, struct error *err) {
    return users_send_verification(&call->desk, call->desk.who.user_id, err) &&
           call_say(call, "A mail is on its way.");
}

static const struct route routes[] = {
    {"POST", "/api/v1/auth/forgot-password", "users", "forgotPassword",
     "Ask for a link to set a new password", ROLE_ANYONE, WORK_WRITE, RATE_AUTH, 200, NULL,
     &shape_email, &shape_message, post_forgot},
    {"POST", "/api/v1/auth/reset-password", "users", "resetPassword",
     "Set a new password by a link", ROLE_ANYONE, WORK_FREE, RATE_AUTH, 200, NULL, &shape_reset,
     &shape_message, post_reset, .problems = "409"},
    {"POST", "/api/v1/auth/verify-email", "users", "verifyEmail",
     "Confirm a mail address by a link", ROLE_ANYONE, WORK_WRITE, RATE_GENERAL, 200, NULL,
     &shape_token, &shape_message, post_verify},
    {"POST", "/api/v1/auth/verify-email/send", "users", "sendVerification",
     "Send the confirmation link again", ROLE_USER, WORK_WRITE, RATE_AUTH, 200, NULL, NULL,
     &shape_message, post_verify_again, ROUTE_NO_KEYS},
    {"POST", "/api/v1/users/me/password", "users", "changePassword", "Change the password",
     ROLE_USER, WORK_FREE, RATE_AUTH, 200, NULL, &shape_password, &shape_message, post_password,
     ROUTE_NO_KEYS, .problems = "409"},
};
const struct route_table route_password = {routes, COUNT_OF(routes)};
