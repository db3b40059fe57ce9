/* What the kinds of providers share. */
#ifndef INTEGRATIONS_PROVIDER_INSIDE_H
#define INTEGRATIONS_PROVIDER_INSIDE_H

#include <jansson.h>
#include <pthread.h>

#include "integrations/provider.h"

struct provider_kind {
    const char *scheme, *name, *label;
    bool (*begin)(struct provider *provider, const struct provider_trip *trip,
                  struct arena *arena, const char **url, struct error *err);
    bool (*end)(struct provider *provider, const struct provider_trip *trip, const char *code,
                const char *issuer, int64_t now_s, struct arena *arena,
                struct provider_identity *identity, struct error *err);
};
extern const struct provider_kind provider_oidc, provider_google, provider_github;

struct provider {
    const struct provider_kind *kind;
    char *name, *label, *issuer, *client, *secret; /* secret NULL: a public client */
    struct http *http;
    pthread_mutex_t lock; /* over what follows: what the provider says of itself */
    json_t *metadata, *keys;
    int64_t metadata_ms, keys_ms; /* when they were read, on the steady clock */
};

/* "a=b&c=d", encoded. */
struct provider_pair {
    const char *name, *value; /* value NULL: left out */
};
void provider_form(struct buf *out, const struct provider_pair *pairs, size_t count);

/* One exchange that has to be answered with a JSON object or list and status 200. `form` NULL
 * is a GET; `authorization` may be NULL. *json is a new reference. PROBLEM_TEMPORARY when there
 * is no answer, PROBLEM_SIGN_IN when the provider refuses. */
bool provider_ask(struct provider *provider, const char *url, const struct buf *form,
                  const char *authorization, json_t **json, struct error *err) MUST_USE;

/* A text member in the arena; NULL when it is none or longer than `most`. */
const char *provider_text(const json_t *object, const char *name, size_t most,
                          struct arena *arena);
/* BASE64URL(SHA256(verifier)) (RFC 7636, 4.2). */
void provider_challenge(const char *verifier, char out[static 48]);

#endif
