/* Signing in elsewhere: any provider of OpenID Connect (Core 1.0, Discovery 1.0), Google, which
 * is one, and GitHub, which speaks OAuth 2 (RFC 6749) and has an API for the rest. Always the
 * code flow with PKCE (RFC 7636) and a state; the token of who somebody is is checked against
 * the provider's keys, with its nonce.
 *
 * A provider is named by a URL:
 *
 *   google://CLIENT:SECRET@            github://CLIENT:SECRET@[HOST]
 *   oidc://CLIENT[:SECRET]@HOST[:PORT][/PATH][?name=NAME&label=LABEL]
 *
 * where oidc's issuer is https://HOST[:PORT][/PATH], and HOST of github is that of an
 * Enterprise Server. oidc+http and github+http speak without TLS, with this machine only. The
 * host that the operator names is spoken to wherever it is; whatever else it refers to has to
 * be on the public network. No redirect is followed. From any thread. */
#ifndef INTEGRATIONS_PROVIDER_H
#define INTEGRATIONS_PROVIDER_H

#include "base/http.h"

enum { PROVIDER_MAX = 16 };

struct provider;
struct provider_list {
    struct provider *items[PROVIDER_MAX];
    size_t count;
};
/* URLs parted by spaces or line breaks; NULL is none. Nothing is asked yet. PROBLEM_USAGE,
 * which tells no secret. */
bool provider_open_all(const char *urls, struct provider_list *list,
                       struct error *err) MUST_USE;
void provider_close_all(struct provider_list *list);
struct provider *provider_find(const struct provider_list *list, const char *name);
const char *provider_name(const struct provider *provider);   /* "google": for addresses */
const char *provider_label(const struct provider *provider);  /* "Google": for people */
const char *provider_issuer(const struct provider *provider); /* what identities are kept by */

/* One sign-in; the four texts are the caller's, the same at both ends. */
struct provider_trip {
    const char *redirect; /* the address people come back to */
    const char *state, *nonce, *verifier;
};
/* Where to send the browser; in the arena. PROBLEM_TEMPORARY when the provider is away. */
bool provider_begin(struct provider *provider, const struct provider_trip *trip,
                    struct arena *arena, const char **url, struct error *err) MUST_USE;

struct provider_identity {
    const char *subject; /* never changes, unlike the mail address */
    const char *email, *name;
    bool verified; /* the provider says the address is theirs */
};
/* Changes the code that came back for who it is; texts in the arena. `issuer` is the parameter
 * iss (RFC 9207) or NULL. PROBLEM_SIGN_IN when the provider's word does not hold. */
bool provider_end(struct provider *provider, const struct provider_trip *trip, const char *code,
                  const char *issuer, int64_t now_s, struct arena *arena,
                  struct provider_identity *identity, struct error *err) MUST_USE;

#endif
