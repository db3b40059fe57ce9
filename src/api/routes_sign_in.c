/* Becoming known and signing in: registration, login, refresh, logout. */
#include "api/inside.h"
#include "api/shapes.h"
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

void api_set_refresh_cookie(struct call *call, const char *token, int64_t life_s) {
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
        api_set_refresh_cookie(call, login->refresh_token,
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

bool api_refuse_login(struct call *call, const struct login *login, struct error *err) {
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
    if (in.login.result != LOGIN_OK) return api_refuse_login(call, &in.login, err);
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

static bool post_logout(struct call *call, struct error *err) {
    api_set_refresh_cookie(call, "", 0);
    return users_end_session(&call->desk, call->desk.who.session_id, err) &&
           call_say(call, "Signed out.");
}

static bool post_logout_all(struct call *call, struct error *err) {
    api_set_refresh_cookie(call, "", 0);
    return users_end_sessions(&call->desk, call->desk.who.user_id, NULL, err) &&
           call_say(call, "Signed out everywhere.");
}

static const struct route routes[] = {
    {"POST", "/api/v1/auth/register", "users", "register", "Make an account", ROLE_ANYONE,
     WORK_FREE, RATE_AUTH, 201, NULL, &shape_register, &shape_registered, post_register,
     .problems = "409"},
    {"POST", "/api/v1/setup", "users", "setUp", "Make the first administrator", ROLE_ANYONE,
     WORK_FREE, RATE_AUTH, 201, NULL, &shape_setup, &shape_registered, post_setup,
     .problems = "403 409"},
    {"POST", "/api/v1/auth/login", "users", "login", "Sign in", ROLE_ANYONE, WORK_FREE,
     RATE_AUTH, 200, NULL, &shape_login, &shape_tokens, post_login, ROUTE_FORM,
     .problems = "401 403 423"},
    {"POST", "/api/v1/auth/refresh", "users", "refresh",
     "Change a refresh token for new tokens", ROLE_ANYONE, WORK_FREE, RATE_GENERAL, 200, NULL,
     &shape_refresh, &shape_tokens, post_refresh, .problems = "401 403"},
    {"POST", "/api/v1/auth/logout", "users", "logout", "End this session", ROLE_USER,
     WORK_WRITE, RATE_GENERAL, 200, NULL, NULL, &shape_message, post_logout, ROUTE_NO_KEYS},
    {"POST", "/api/v1/auth/logout-all", "users", "logoutAll", "End all sessions", ROLE_USER,
     WORK_WRITE, RATE_GENERAL, 200, NULL, NULL, &shape_message, post_logout_all, ROUTE_NO_KEYS},
};
const struct route_table route_sign_in = {routes, COUNT_OF(routes)};
