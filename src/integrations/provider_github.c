/* GitHub: OAuth 2 for web applications, then GET /user and /user/emails of its REST API
 * (docs.github.com, "Authorizing OAuth apps", "REST API endpoints for emails"). */
#include <inttypes.h>
#include <string.h>

#include "integrations/provider_inside.h"

static bool begin(struct provider *provider, const struct provider_trip *trip,
                  struct arena *arena, const char **url, struct error *err) {
    char challenge[48];
    struct buf query;
    (void)err;
    provider_challenge(trip->verifier, challenge);
    const struct provider_pair pairs[] = {
        {"client_id", provider->client},   {"redirect_uri", trip->redirect},
        {"scope", "read:user user:email"}, {"state", trip->state},
        {"code_challenge", challenge},     {"code_challenge_method", "S256"}};
    provider_form(&query, pairs, COUNT_OF(pairs));
    *url = arena_printf(arena, "%s/login/oauth/authorize?%s", provider->issuer, query.bytes);
    buf_done(&query);
    return true;
}

/* The API's address: an Enterprise Server has it under its own. */
static const char *api_of(const struct provider *provider, const char *path,
                          struct arena *arena) {
    if (strcmp(provider->issuer, "https://github.com") == 0)
        return arena_printf(arena, "https://api.github.com%s", path);
    return arena_printf(arena, "%s/api/v3%s", provider->issuer, path);
}

/* The token; GitHub says what is wrong with status 200. */
static bool token_of(struct provider *provider, const struct provider_trip *trip,
                     const char *code, struct arena *arena, const char **token,
                     struct error *err) {
    const struct provider_pair pairs[] = {{"client_id", provider->client},
                                          {"client_secret", provider->secret},
                                          {"code", code},
                                          {"redirect_uri", trip->redirect},
                                          {"code_verifier", trip->verifier}};
    struct buf form;
    json_t *answer;
    provider_form(&form, pairs, COUNT_OF(pairs));
    const char *url = arena_printf(arena, "%s/login/oauth/access_token", provider->issuer);
    bool ok = provider_ask(provider, url, &form, NULL, &answer, err);
    buf_done(&form);
    if (!ok) return false;
    *token = provider_text(answer, "access_token", 1000, arena);
    const char *why = provider_text(answer, "error", 100, arena);
    json_decref(answer);
    if (*token && !strpbrk(*token, "\r\n")) return true;
    error_set(err, PROBLEM_SIGN_IN, "%s did not confirm the sign-in; try it again.",
              provider->label);
    return error_cause(err, "%s", why ? why : "no token");
}

/* The address mails go to, if GitHub knows it is theirs. */
static void take_mail(const json_t *list, struct arena *arena,
                      struct provider_identity *identity) {
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        if (!json_is_true(json_object_get(item, "primary"))) continue;
        identity->email = provider_text(item, "email", 254, arena);
        identity->verified = json_is_true(json_object_get(item, "verified"));
    }
}

static bool end(struct provider *provider, const struct provider_trip *trip, const char *code,
                const char *issuer, int64_t now_s, struct arena *arena,
                struct provider_identity *identity, struct error *err) {
    struct provider_identity found = {0};
    const char *token;
    json_t *user, *mails;
    (void)issuer;
    (void)now_s;
    if (!token_of(provider, trip, code, arena, &token, err)) return false;
    const char *authorization = arena_printf(arena, "Bearer %s", token);
    if (!provider_ask(provider, api_of(provider, "/user", arena), NULL, authorization, &user,
                      err))
        return false;
    const json_t *id = json_object_get(user, "id");
    if (json_is_integer(id) && json_integer_value(id) > 0)
        found.subject = arena_printf(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
    found.name = provider_text(user, "name", 100, arena);
    json_decref(user);
    if (!found.subject)
        return error_set(err, PROBLEM_SIGN_IN, "%s does not say who you are.", provider->label);
    if (!provider_ask(provider, api_of(provider, "/user/emails", arena), NULL, authorization,
                      &mails, err))
        return false;
    take_mail(mails, arena, &found);
    json_decref(mails);
    *identity = found;
    return true;
}

const struct provider_kind provider_github = {"github", "github", "GitHub", begin, end};
