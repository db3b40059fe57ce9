/* OpenID Connect: Core 1.0 sections 3.1 and 5.3, Discovery 1.0 section 4. */
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "base/clock.h"
#include "base/url.h"
#include "integrations/jose.h"
#include "integrations/provider_inside.h"

enum { LIFE_MS = 3600 * 1000, KEYS_AGAIN_MS = 60 * 1000, SKEW_S = 60, URL_MAX = 1000 };

static bool says_nonsense(struct provider *provider, const char *why, struct error *err) {
    error_set(err, PROBLEM_SIGN_IN, "The answer of %s does not hold; try to sign in again.",
              provider->label);
    return error_cause(err, "%s", why);
}

static const char *text_of(const json_t *object, const char *name) {
    return json_string_value(json_object_get(object, name));
}

/* What the provider says of itself, kept for an hour; a new reference. */
static bool metadata_of(struct provider *provider, json_t **out, struct error *err) {
    int64_t now = clock_steady_ms();
    pthread_mutex_lock(&provider->lock);
    json_t *known =
        provider->metadata && now - provider->metadata_ms < LIFE_MS ? provider->metadata : NULL;
    *out = json_incref(known);
    pthread_mutex_unlock(&provider->lock);
    if (known) return true;
    AUTO_FREE char *url = NULL;
    size_t length = strlen(provider->issuer);
    if (provider->issuer[length - 1] == '/') length--;
    if (asprintf(&url, "%.*s/.well-known/openid-configuration", (int)length, provider->issuer) <
        0)
        die("out of memory");
    json_t *read;
    if (!provider_ask(provider, url, NULL, NULL, &read, err)) return false;
    const char *issuer = text_of(read, "issuer"), *keys = text_of(read, "jwks_uri");
    const char *login = text_of(read, "authorization_endpoint");
    const char *token = text_of(read, "token_endpoint");
    bool tls = strncmp(provider->issuer, "https:", 6) == 0;
    bool holds = issuer && strcmp(issuer, provider->issuer) == 0 && keys && token && login &&
                 strlen(login) < URL_MAX &&
                 strncmp(login, tls ? "https://" : "http://", tls ? 8 : 7) == 0;
    if (!holds) {
        json_decref(read);
        return says_nonsense(provider, "discovery: another issuer, or endpoints are missing",
                             err);
    }
    pthread_mutex_lock(&provider->lock);
    json_decref(provider->metadata);
    provider->metadata = json_incref(read);
    provider->metadata_ms = now;
    pthread_mutex_unlock(&provider->lock);
    *out = read;
    return true;
}

/* The provider's keys, kept for an hour; `again` asks anew, but not within a minute. A new
 * reference. */
static bool keys_of(struct provider *provider, const json_t *metadata, bool again, json_t **out,
                    struct error *err) {
    int64_t now = clock_steady_ms(), life = again ? KEYS_AGAIN_MS : LIFE_MS;
    pthread_mutex_lock(&provider->lock);
    json_t *known = provider->keys && now - provider->keys_ms < life ? provider->keys : NULL;
    *out = json_incref(known);
    pthread_mutex_unlock(&provider->lock);
    if (known) return true;
    json_t *read;
    if (!provider_ask(provider, text_of(metadata, "jwks_uri"), NULL, NULL, &read, err))
        return false;
    pthread_mutex_lock(&provider->lock);
    json_decref(provider->keys);
    provider->keys = json_incref(read);
    provider->keys_ms = now;
    pthread_mutex_unlock(&provider->lock);
    *out = read;
    return true;
}

static bool begin(struct provider *provider, const struct provider_trip *trip,
                  struct arena *arena, const char **url, struct error *err) {
    json_t *metadata;
    char challenge[48];
    struct buf query;
    if (!metadata_of(provider, &metadata, err)) return false;
    provider_challenge(trip->verifier, challenge);
    const struct provider_pair pairs[] = {
        {"response_type", "code"},       {"scope", "openid email profile"},
        {"client_id", provider->client}, {"redirect_uri", trip->redirect},
        {"state", trip->state},          {"nonce", trip->nonce},
        {"code_challenge", challenge},   {"code_challenge_method", "S256"}};
    const char *login = text_of(metadata, "authorization_endpoint");
    provider_form(&query, pairs, COUNT_OF(pairs));
    *url = arena_printf(arena, "%s%c%s", login, strchr(login, '?') ? '&' : '?', query.bytes);
    buf_done(&query);
    json_decref(metadata);
    return true;
}

static bool lists(const json_t *list, const char *wanted) {
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *text = json_string_value(json_array_get(list, i));
        if (text && strcmp(text, wanted) == 0) return true;
    }
    return false;
}

/* "Basic …" with both parts encoded as in a form (RFC 6749, 2.3.1); in the arena. */
static const char *basic(const struct provider *provider, struct arena *arena) {
    struct buf pair;
    buf_init(&pair, 4096);
    url_encode(&pair, provider->client, strlen(provider->client), false);
    buf_text(&pair, ":");
    url_encode(&pair, provider->secret, strlen(provider->secret), false);
    char encoded[6000];
    sodium_bin2base64(encoded, sizeof encoded, (const unsigned char *)pair.bytes, pair.size,
                      sodium_base64_VARIANT_ORIGINAL);
    buf_done(&pair);
    return arena_printf(arena, "Basic %s", encoded);
}

static bool ask_for_tokens(struct provider *provider, const json_t *metadata,
                           const struct provider_trip *trip, const char *code,
                           struct arena *arena, json_t **tokens, struct error *err) {
    const json_t *ways = json_object_get(metadata, "token_endpoint_auth_methods_supported");
    bool in_form = ways && !lists(ways, "client_secret_basic");
    bool by_head = provider->secret && !in_form;
    const struct provider_pair pairs[] = {{"grant_type", "authorization_code"},
                                          {"code", code},
                                          {"redirect_uri", trip->redirect},
                                          {"code_verifier", trip->verifier},
                                          {"client_id", by_head ? NULL : provider->client},
                                          {"client_secret", by_head ? NULL : provider->secret}};
    struct buf form;
    provider_form(&form, pairs, COUNT_OF(pairs));
    bool ok = provider_ask(provider, text_of(metadata, "token_endpoint"), &form,
                           by_head ? basic(provider, arena) : NULL, tokens, err);
    buf_done(&form);
    return ok;
}

/* Core 1.0, 3.1.3.7. */
static const char *fault_of(const struct provider *provider, const json_t *claims,
                            const struct provider_trip *trip, int64_t now_s) {
    const json_t *audience = json_object_get(claims, "aud");
    const char *issuer = text_of(claims, "iss"), *nonce = text_of(claims, "nonce");
    const char *one = json_string_value(audience), *party = text_of(claims, "azp");
    bool ours = one ? strcmp(one, provider->client) == 0 : lists(audience, provider->client);
    bool alone = one || json_array_size(audience) == 1;
    int64_t until = json_integer_value(json_object_get(claims, "exp"));
    int64_t from = json_integer_value(json_object_get(claims, "iat"));
    if (!issuer || strcmp(issuer, provider->issuer) != 0) return "id token: another issuer";
    if (!ours) return "id token: for somebody else";
    if (party ? strcmp(party, provider->client) != 0 : !alone) return "id token: another party";
    if (now_s > until + SKEW_S) return "id token: expired";
    if (from > now_s + SKEW_S) return "id token: from the future";
    if (!nonce || strcmp(nonce, trip->nonce) != 0) return "id token: another nonce";
    return NULL;
}

static bool read_id_token(struct provider *provider, const json_t *metadata,
                          const char *id_token, json_t **claims, struct error *err) {
    for (int tried = 0;; tried++) {
        json_t *keys;
        bool unknown;
        if (!keys_of(provider, metadata, tried > 0, &keys, err)) return false;
        bool ok = jose_verify(keys, id_token, claims, &unknown, err);
        json_decref(keys);
        if (ok || !unknown || tried) return ok;
    }
}

static void take_claims(const json_t *claims, struct arena *arena,
                        struct provider_identity *identity) {
    const json_t *verified = json_object_get(claims, "email_verified");
    const char *said = json_string_value(verified); /* some providers send text */
    identity->email = provider_text(claims, "email", 254, arena);
    identity->name = provider_text(claims, "name", 100, arena);
    identity->verified = json_is_true(verified) || (said && strcmp(said, "true") == 0);
}

/* Many providers tell the mail address only there; it has to be of the same person. */
static bool read_user_info(struct provider *provider, const json_t *metadata,
                           const json_t *tokens, struct arena *arena,
                           struct provider_identity *identity, struct error *err) {
    const char *url = text_of(metadata, "userinfo_endpoint");
    const char *access = provider_text(tokens, "access_token", 8192, arena);
    json_t *claims;
    if (identity->email || !url || !access || strpbrk(access, "\r\n")) return true;
    if (!provider_ask(provider, url, NULL, arena_printf(arena, "Bearer %s", access), &claims,
                      err))
        return false;
    const char *subject = text_of(claims, "sub");
    bool same = subject && strcmp(subject, identity->subject) == 0;
    if (same) take_claims(claims, arena, identity);
    json_decref(claims);
    return same || says_nonsense(provider, "user info: of somebody else", err);
}

static bool end(struct provider *provider, const struct provider_trip *trip, const char *code,
                const char *issuer, int64_t now_s, struct arena *arena,
                struct provider_identity *identity, struct error *err) {
    json_t *metadata, *tokens = NULL, *claims = NULL;
    if (issuer && strcmp(issuer, provider->issuer) != 0)
        return says_nonsense(provider, "the answer is another provider's", err);
    if (!metadata_of(provider, &metadata, err)) return false;
    bool ok = ask_for_tokens(provider, metadata, trip, code, arena, &tokens, err);
    const char *id_token = ok ? text_of(tokens, "id_token") : NULL;
    if (ok && !id_token) ok = says_nonsense(provider, "there is no id token", err);
    ok = ok && read_id_token(provider, metadata, id_token, &claims, err);
    const char *fault = ok ? fault_of(provider, claims, trip, now_s) : NULL;
    if (fault) ok = says_nonsense(provider, fault, err);
    struct provider_identity found = {0};
    if (ok) {
        found.subject = provider_text(claims, "sub", 255, arena);
        take_claims(claims, arena, &found);
        ok = found.subject || says_nonsense(provider, "id token: nobody", err);
    }
    ok = ok && read_user_info(provider, metadata, tokens, arena, &found, err);
    if (ok) *identity = found;
    json_decref(claims);
    json_decref(tokens);
    json_decref(metadata);
    return ok;
}

const struct provider_kind provider_oidc = {"oidc", "oidc", "OpenID", begin, end};
const struct provider_kind provider_google = {"google", "google", "Google", begin, end};
