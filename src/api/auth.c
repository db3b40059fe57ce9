/* Who asks: an access token, an API key, or nobody. */
#include <string.h>

#include "api/inside.h"
#include "base/clock.h"
#include "base/url.h"
#include "studio/users.h"

/* The token of a stream may stand in the query, since browsers' EventSource and WebSocket send
 * no headers of ours. Queries are never logged. */
static const char *token_in_query(struct call *call) {
    if (!(call->route->flags & ROUTE_STREAM) || !call->query_text) return NULL;
    char *copy = arena_printf(call->desk.arena, "%s", call->query_text), *value;
    for (char *name; (name = url_next_pair(&copy, &value));)
        if (strcmp(name, "access_token") == 0) return value;
    return NULL;
}

static const char *bearer(struct call *call) {
    const char *value = call->header(call->connection, "Authorization");
    if (value && strncasecmp(value, "Bearer ", 7) == 0) return value + 7;
    return token_in_query(call);
}

bool api_has_credentials(struct call *call) {
    return bearer(call) || call->header(call->connection, "X-API-Key");
}

static bool enter_by_key(struct call *call, const char *key, struct error *err) {
    if (call->route->flags & ROUTE_NO_KEYS)
        return error_set(err, PROBLEM_FORBIDDEN, "An API key cannot do this: sign in.");
    if (!users_enter_key(&call->desk, key, err)) return false;
    bool writes =
        strcmp(call->route->method, "GET") != 0 && !(call->route->flags & ROUTE_READS);
    if (writes && !strstr(call->desk.who.scopes, "write"))
        return error_set(err, PROBLEM_FORBIDDEN, "This API key may only read.");
    return true;
}

bool api_authenticate(struct call *call, struct error *err) {
    const struct route *route = call->route;
    const char *token = bearer(call), *key = call->header(call->connection, "X-API-Key");
    struct jwt_claims claims = {0};
    if (!call->desk.tx) return true; /* a route without sign-in, asked by nobody */
    if (key && token)
        return error_set(err, PROBLEM_USAGE, "Send a token or an API key, not both.");
    if (token) {
        /* On a route for anyone a token that is over is as none. */
        bool known = jwt_verify(call->server->keys, call->desk.arena, token, call->desk.now,
                                &claims, err) &&
                     users_enter_session(&call->desk, claims.session_id, err);
        if (!known && (route->role != ROLE_ANYONE || err->problem == PROBLEM_TEMPORARY))
            return false;
    } else if (key) {
        if (!enter_by_key(call, key, err)) return false;
    }
    if (route->role == ROLE_ANYONE) return true;
    if (!call->desk.who.user_id) return error_set(err, PROBLEM_SIGN_IN, "Sign in first.");
    if (strcmp(call->desk.who.role, "guest") == 0 && !(route->flags & ROUTE_GUESTS))
        return error_set(err, PROBLEM_FORBIDDEN,
                         "Guests see their film and nothing else: sign up for this.");
    if (route->role != ROLE_ADMIN) return true;
    if (strcmp(call->desk.who.role, "admin") != 0)
        return error_set(err, PROBLEM_FORBIDDEN, "This is for administrators.");
    if (!call->desk.who.second_factor)
        return error_set(
            err, PROBLEM_FORBIDDEN,
            "Administrators need a second factor: set one at users/me/second-factor.");
    return true;
}
