/* Signing in with another provider. The browser goes there and comes back; what has to be the
 * same at both ends travels in a cookie that only this server can open, so that any server of
 * many can answer, and that nobody is signed in by an answer another browser asked for.
 *
 * Whoever comes back is sent on to the web app's sign-in page, which is told how it went:
 * provider=done (the refresh token is in its cookie), provider=code (the second factor is asked
 * for), or provider=failed and problem=SLUG. */
#include <sodium.h>
#include <string.h>

#include "api/inside.h"
#include "api/shapes.h"
#include "base/log.h"
#include "base/url.h"
#include "studio/identities.h"

#define AT(type, member) offsetof(struct type, member)
#define ROOT "/api/v1/auth/providers"

enum { TRIP_MS = 10 * 60 * 1000, PARALLEL_MAX = 4, SEALED_MAX = 1024 };
static const char trip_cookie[] = "film_trip", code_cookie[] = "film_code";

/* What a cookie of ours carries, sealed. */
struct trip {
    char purpose[8]; /* "trip" or "code": one is no good for the other */
    char provider[32], state[48], nonce[48], verifier[48], next[128], user_id[40];
    int64_t until;
};

static void put_cookie(struct call *call, const char *name, const char *site, const char *value,
                       int64_t life_s) {
    call_add_header(call, "Set-Cookie",
                    "%s=%s; Path=" ROOT "; Max-Age=%lld; HttpOnly; SameSite=%s%s", name, value,
                    (long long)life_s, site, call->server->settings.secure ? "; Secure" : "");
}

static const char *seal(struct call *call, const struct trip *trip) {
    void *sealed;
    size_t size;
    studio_seal(&call->desk, trip, sizeof *trip, &sealed, &size);
    char *text = arena_alloc(call->desk.arena, 4 * ((size + 2) / 3) + 1, 1);
    encode_base64url(sealed, size, text);
    return text;
}

/* The cookie's, if it is ours, for this and not too old. */
static bool unseal(struct call *call, const char *name, const char *purpose,
                   struct trip *trip) {
    unsigned char bytes[SEALED_MAX];
    const char *text = call_cookie(call, name);
    size_t length = text ? strlen(text) : 0, size;
    return length && 3 * length / 4 <= sizeof bytes &&
           encode_from_base64url(text, length, bytes, &size) &&
           studio_unseal(&call->desk, bytes, size, trip, sizeof *trip, NULL) &&
           strcmp(trip->purpose, purpose) == 0 && trip->until > call->desk.now;
}

/* Text that fits in whole. */
static void copy(char *to, size_t room, const char *text) {
    size_t length = strlen(text);
    if (length >= room) die("a cookie has no room for what it carries");
    memcpy(to, text, length + 1);
}

struct provider_view {
    const char *name, *label, *url;
};
static const struct field provider_fields[] = {
    {"name", FIELD_TEXT, AT(provider_view, name), .required = true},
    {"label", FIELD_TEXT, AT(provider_view, label), .required = true, .help = "for people"},
    {"url", FIELD_LINK, AT(provider_view, url), .required = true,
     .help = "where to send the browser; takes next, the page to go on at"},
};
static const struct shape shape_provider =
    SHAPE("Provider", provider_fields, struct provider_view);
static const struct field provider_list_fields[] = {
    {"providers", FIELD_LIST, 0, .shape = &shape_provider}};
static const struct shape shape_provider_list =
    SHAPE("ProviderList", provider_list_fields, struct shape_list);

static bool get_providers(struct call *call, struct error *err) {
    const struct provider_list *list = call->server->settings.providers;
    struct shape_list *answer = call_answer(call);
    (void)err;
    answer->count = list ? list->count : 0;
    struct provider_view *views =
        arena_alloc(call->desk.arena, answer->count + 1, sizeof *views);
    for (size_t i = 0; i < answer->count; i++) {
        const char *name = provider_name(list->items[i]);
        views[i] =
            (struct provider_view){name, provider_label(list->items[i]),
                                   arena_printf(call->desk.arena, ROOT "/%s/start", name)};
    }
    answer->items = views;
    return true;
}

static bool find(struct call *call, struct provider **provider, struct error *err) {
    const struct provider_list *list = call->server->settings.providers;
    *provider = list ? provider_find(list, call->values[0]) : NULL;
    return *provider || error_set(err, PROBLEM_NOT_FOUND, "There is no such provider.");
}

static void go_on(struct call *call, const char *url) {
    call->text = "";
    call->text_size = 0;
    call_add_header(call, "Location", "%s", url);
}

/* Providers may be slow, and every wait holds a thread that others need. */
static bool enter_queue(struct call *call, struct error *err) {
    if (atomic_fetch_add(&call->server->providers_asked, 1) < PARALLEL_MAX) return true;
    atomic_fetch_sub(&call->server->providers_asked, 1);
    return error_set(err, PROBLEM_TEMPORARY, "Many sign in just now; try again.");
}
static void leave_queue(struct call *call) {
    atomic_fetch_sub(&call->server->providers_asked, 1);
}

static struct provider_trip trip_for(struct call *call, const struct trip *trip) {
    return (struct provider_trip){.redirect =
                                      arena_printf(call->desk.arena, "%s" ROOT "/%s/callback",
                                                   call->desk.studio->address, trip->provider),
                                  .state = trip->state,
                                  .nonce = trip->nonce,
                                  .verifier = trip->verifier};
}

struct start_query {
    const char *next;
};
static const struct field start_fields[] = {
    {"next", FIELD_TEXT, AT(start_query, next), .high = 120, .fallback = "/films/",
     .help = "a path of this site"},
};
static const struct shape shape_start = SHAPE("StartQuery", start_fields, struct start_query);

/* A path of this site and no other's: no second slash, no backslash that browsers take for one,
 * nothing they would pass over. */
static bool is_own_path(const char *path) {
    for (const char *at = path; *at; at++)
        if (*at <= ' ' || *at == 0x7f || *at == '\\') return false;
    return path[0] == '/' && path[1] != '/';
}

static bool get_start(struct call *call, struct error *err) {
    const struct start_query *query = call->query;
    struct provider *provider;
    const char *url;
    if (!find(call, &provider, err)) return false;
    if (!is_own_path(query->next))
        return call_fault(call, "/next", err, "must be a path of this site");
    struct trip trip = {.purpose = "trip", .until = call->desk.now + TRIP_MS};
    copy(trip.provider, sizeof trip.provider, provider_name(provider));
    copy(trip.state, sizeof trip.state, studio_new_token(&call->desk));
    copy(trip.nonce, sizeof trip.nonce, studio_new_token(&call->desk));
    copy(trip.verifier, sizeof trip.verifier, studio_new_token(&call->desk));
    copy(trip.next, sizeof trip.next, query->next);
    struct provider_trip outgoing = trip_for(call, &trip);
    if (!enter_queue(call, err)) return false;
    bool ok = provider_begin(provider, &outgoing, call->desk.arena, &url, err);
    leave_queue(call);
    if (!ok) return false;
    put_cookie(call, trip_cookie, "Lax", seal(call, &trip), TRIP_MS / 1000);
    go_on(call, url);
    return true;
}

struct callback_query {
    const char *code, *state, *error, *issuer;
};
static const struct field callback_fields[] = {
    {"code", FIELD_TEXT, AT(callback_query, code), .high = 4000},
    {"state", FIELD_TEXT, AT(callback_query, state), .high = 200},
    {"error", FIELD_TEXT, AT(callback_query, error), .high = 1000},
    {"iss", FIELD_TEXT, AT(callback_query, issuer), .high = 1000},
};
static const struct shape shape_callback = {"CallbackQuery", callback_fields,
                                            COUNT_OF(callback_fields),
                                            sizeof(struct callback_query), true};

struct entering {
    struct call *call;
    struct identity_claim claim;
    const char *user_id, *code;
    struct login login;
};

static bool enter_work(struct db_tx *tx, void *data, struct error *err) {
    struct entering *entering = data;
    struct studio_desk *desk = &entering->call->desk;
    desk->tx = tx;
    bool ok = entering->code ? identities_enter_code(desk, entering->user_id, entering->code,
                                                     &entering->login, err)
                             : identities_enter(desk, &entering->claim, &entering->login, err);
    desk->tx = NULL;
    return ok;
}

static void set_session(struct call *call, const struct login *login) {
    api_set_refresh_cookie(call, login->refresh_token,
                           (login->refresh_expires_at - call->desk.now) / 1000);
}

/* Who came back, from the provider. */
static bool identify(struct call *call, struct provider *provider, struct trip *trip,
                     struct entering *entering, struct error *err) {
    const struct callback_query *query = call->query;
    bool ours = unseal(call, trip_cookie, "trip", trip) && query->state &&
                strcmp(trip->provider, provider_name(provider)) == 0 &&
                strlen(query->state) == strlen(trip->state) &&
                sodium_memcmp(trip->state, query->state, strlen(trip->state)) == 0;
    if (!ours)
        return error_set(err, PROBLEM_SIGN_IN,
                         "This sign-in was not begun here, or too long ago; begin again.");
    if (query->error || !query->code) {
        error_set(err, PROBLEM_CANCELLED, "The sign-in was broken off.");
        return error_cause(err, "%.100s", query->error ? query->error : "no code");
    }
    struct provider_trip back = trip_for(call, trip);
    struct provider_identity identity;
    if (!enter_queue(call, err)) return false;
    bool ok = provider_end(provider, &back, query->code, query->issuer, call->desk.now / 1000,
                           call->desk.arena, &identity, err);
    leave_queue(call);
    if (ok)
        entering->claim = (struct identity_claim){.issuer = provider_issuer(provider),
                                                  .label = provider_label(provider),
                                                  .subject = identity.subject,
                                                  .email = identity.email,
                                                  .name = identity.name,
                                                  .verified = identity.verified};
    return ok;
}

static void to_sign_in(struct call *call, const char *how, const char *next) {
    struct buf url;
    buf_init(&url, 2048);
    buf_printf(&url, "/sign-in/?provider=%s&next=", how);
    url_encode(&url, next, strlen(next), true);
    go_on(call, url.bytes);
    buf_done(&url);
}

static bool get_callback(struct call *call, struct error *err) {
    struct provider *provider;
    struct trip trip = {0};
    struct entering entering = {.call = call};
    struct error why = {0};
    if (!find(call, &provider, err)) return false;
    put_cookie(call, trip_cookie, "Lax", "", 0);
    bool ok = identify(call, provider, &trip, &entering, &why) &&
              db_transact(call->desk.studio->db, DB_WRITE, enter_work, &entering, &why);
    if (ok && entering.login.result == LOGIN_SUSPENDED)
        ok = api_refuse_login(call, &entering.login, &why);
    if (!ok) {
        log_write(LOG_INFO, "sign_in_failed", log_text("request", call->id),
                  log_text("provider", provider_name(provider)),
                  log_text("problem", problem_info(why.problem)->slug),
                  log_text("cause", why.cause));
        to_sign_in(call,
                   arena_printf(call->desk.arena, "failed&problem=%s",
                                problem_info(why.problem)->slug),
                   "/films/");
        return true;
    }
    if (entering.login.result == LOGIN_SECOND_FACTOR) {
        struct trip code = {.purpose = "code", .until = call->desk.now + TRIP_MS};
        copy(code.user_id, sizeof code.user_id, entering.login.user.id);
        put_cookie(call, code_cookie, "Strict", seal(call, &code), TRIP_MS / 1000);
        to_sign_in(call, "code", trip.next);
        return true;
    }
    set_session(call, &entering.login);
    to_sign_in(call, "done", trip.next);
    return true;
}

struct code_order {
    const char *code;
};
static const struct field code_fields[] = {
    {"code", FIELD_TEXT, AT(code_order, code), .required = true, .low = 6, .high = 30,
     .help = "six digits or a recovery code"},
};
static const struct shape shape_code =
    SHAPE("ProviderCodeOrder", code_fields, struct code_order);

static bool post_code(struct call *call, struct error *err) {
    const struct code_order *order = call->body;
    struct trip trip;
    if (!unseal(call, code_cookie, "code", &trip))
        return error_set(err, PROBLEM_SIGN_IN, "Sign in with the provider first.");
    struct entering entering = {.call = call, .user_id = trip.user_id, .code = order->code};
    if (!db_transact(call->desk.studio->db, DB_WRITE, enter_work, &entering, err)) return false;
    if (entering.login.result == LOGIN_WRONG)
        return error_set(err, PROBLEM_SIGN_IN, "The code is wrong.");
    if (entering.login.result != LOGIN_OK) return api_refuse_login(call, &entering.login, err);
    put_cookie(call, code_cookie, "Strict", "", 0);
    set_session(call, &entering.login);
    return call_say(call, "Signed in: the refresh token is in the cookie.");
}

static const struct field identity_fields[] = {
    {"identityId", FIELD_ID, AT(identity, id), .required = true},
    {"issuer", FIELD_TEXT, AT(identity, issuer), .required = true},
    {"email", FIELD_TEXT, AT(identity, email), .help = "there, when it was linked"},
    {"createdAt", FIELD_TIME, AT(identity, created_at), .required = true},
    {"lastUsedAt", FIELD_TIME, AT(identity, last_used_at), .required = true},
};
static const struct shape shape_identity = SHAPE("Identity", identity_fields, struct identity);
static const struct field identity_list_fields[] = {
    {"identities", FIELD_LIST, 0, .shape = &shape_identity}};
static const struct shape shape_identity_list =
    SHAPE("IdentityList", identity_list_fields, struct identity_list);

static bool get_identities(struct call *call, struct error *err) {
    return identities_list(&call->desk, call_answer(call), err);
}
static bool delete_identity(struct call *call, struct error *err) {
    return identities_remove(&call->desk, call->values[0], err) &&
           call_say(call, "The account can no longer be entered that way.");
}

static const struct route routes[] = {
    {"GET", ROOT, "users", "listProviders", "Other ways to sign in", ROLE_ANYONE, WORK_NOW,
     RATE_GENERAL, 200, NULL, NULL, &shape_provider_list, get_providers},
    {"GET", ROOT "/{provider}/start", "users", "startSignIn", "Send the browser to a provider",
     ROLE_ANYONE, WORK_FREE, RATE_GENERAL, 302, &shape_start, NULL, NULL, get_start, ROUTE_RAW,
     NULL, "404 503"},
    {"GET", ROOT "/{provider}/callback", "users", "endSignIn", "Where a provider sends it back",
     ROLE_ANYONE, WORK_FREE, RATE_GENERAL, 302, &shape_callback, NULL, NULL, get_callback,
     ROUTE_RAW, NULL, "404"},
    {"POST", ROOT "/code", "users", "endSignInWithCode",
     "The second factor after a provider sent the browser back", ROLE_ANYONE, WORK_FREE,
     RATE_AUTH, 200, NULL, &shape_code, &shape_message, post_code, .problems = "401 403 423"},
    {"GET", "/api/v1/users/me/identities", "users", "listIdentities",
     "Providers the account can be entered with", ROLE_USER, WORK_READ, RATE_GENERAL, 200, NULL,
     NULL, &shape_identity_list, get_identities, ROUTE_NO_KEYS},
    {"DELETE", "/api/v1/users/me/identities/{identityId}", "users", "removeIdentity",
     "End one of them", ROLE_USER, WORK_WRITE, RATE_GENERAL, 200, NULL, NULL, &shape_message,
     delete_identity, ROUTE_NO_KEYS, .problems = "404 409"},
};
const struct route_table route_providers = {routes, COUNT_OF(routes)};
