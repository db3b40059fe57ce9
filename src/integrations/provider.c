#include "integrations/provider.h"

#include <sodium.h>
#include <string.h>

#include "base/encode.h"
#include "base/url.h"
#include "integrations/provider_inside.h"

enum { ANSWER_MAX = 256 * 1024, TIMEOUT_MS = 10000, FORM_MAX = 16384, TEXT_MAX = 500 };

static const struct provider_kind *const kinds[] = {&provider_oidc, &provider_google,
                                                    &provider_github};

static bool bad(struct error *err, const char *why) {
    return error_set(err, PROBLEM_USAGE,
                     "A provider to sign in with %s: write google://CLIENT:SECRET@, "
                     "github://CLIENT:SECRET@ or oidc://CLIENT:SECRET@HOST, see "
                     "docs/operating.md.",
                     why);
}

static bool is_name(const char *text) {
    size_t length = strlen(text);
    return length && length <= 30 &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

/* A host and what may stand behind it: no space, no other user, no fragment. */
static bool is_place(const char *text) {
    for (const char *at = text; *at; at++)
        if ((unsigned char)*at <= ' ' || (unsigned char)*at >= 0x7f || strchr("@#\\\"<>", *at))
            return false;
    return *text && *text != '/' && *text != ':';
}

static bool is_this_machine(const char *place) {
    size_t length = strcspn(place, ":/");
    return (length == 9 && strncmp(place, "localhost", 9) == 0) ||
           (length == 9 && strncmp(place, "127.0.0.1", 9) == 0);
}

static bool read_query(struct provider *provider, char *query, struct error *err) {
    char *value;
    for (char *name; (name = url_next_pair(&query, &value));) {
        bool own = strcmp(name, "name") == 0;
        if (!own && strcmp(name, "label") != 0) return bad(err, "has a part nobody knows");
        if (own ? !is_name(value) : (!*value || strlen(value) > 60))
            return bad(err, "has a name or label that is none");
        char **field = own ? &provider->name : &provider->label;
        free(*field);
        *field = xstrdup(value);
    }
    return !*query || bad(err, "has a query that cannot be read");
}

/* What stands behind the scheme: CLIENT[:SECRET]@[PLACE][?QUERY]. */
static bool read_rest(struct provider *provider, char *text, bool tls, struct error *err) {
    char *query = strchr(text, '?');
    if (query) *query++ = '\0';
    char *place = strchr(text, '@');
    if (!place) return bad(err, "names no client");
    *place++ = '\0';
    char *secret = strchr(text, ':');
    if (secret) *secret++ = '\0';
    if (!url_decode(text, false) || !*text || (secret && !url_decode(secret, false)))
        return bad(err, "has a client that cannot be read");
    if (provider->kind == &provider_google)
        place = *place ? place : (char *)"accounts.google.com";
    if (provider->kind == &provider_github) place = *place ? place : (char *)"github.com";
    if (!is_place(place)) return bad(err, "names no host");
    if (!tls && !is_this_machine(place))
        return bad(err, "would be asked without TLS, which only this machine may");
    provider->client = xstrdup(text);
    provider->secret = secret && *secret ? xstrdup(secret) : NULL;
    if (asprintf(&provider->issuer, "http%s://%s", tls ? "s" : "", place) < 0)
        die("out of memory");
    return !query || read_query(provider, query, err);
}

static bool open_one(struct provider *provider, char *url, struct error *err) {
    char *rest = strstr(url, "://");
    if (!rest) return bad(err, "is no URL");
    *rest = '\0';
    rest += 3;
    char *plain = strstr(url, "+http");
    bool tls = !(plain && !plain[5]);
    if (!tls) *plain = '\0';
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (strcmp(url, kinds[i]->scheme) == 0) provider->kind = kinds[i];
    if (!provider->kind) return bad(err, "is of a kind nobody knows");
    provider->name = xstrdup(provider->kind->name);
    provider->label = xstrdup(provider->kind->label);
    provider->http = http_new();
    pthread_mutex_init(&provider->lock, NULL);
    return read_rest(provider, rest, tls, err);
}

bool provider_open_all(const char *urls, struct provider_list *out, struct error *err) {
    struct provider_list list = {0};
    AUTO_FREE char *text = xstrdup(urls ? urls : "");
    char *rest = text;
    for (char *url; (url = strtok_r(rest, " \t\r\n", &rest));) {
        bool ok = list.count < PROVIDER_MAX || bad(err, "is one too many");
        struct provider *provider = ok ? xcalloc(1, sizeof *provider) : NULL;
        ok = ok && open_one(provider, url, err);
        if (ok && provider_find(&list, provider->name))
            ok = bad(err, "has the name of another");
        if (provider) list.items[list.count++] = provider;
        if (ok) continue;
        provider_close_all(&list);
        return false;
    }
    *out = list;
    return true;
}

void provider_close_all(struct provider_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        struct provider *provider = list->items[i];
        if (provider->http) pthread_mutex_destroy(&provider->lock);
        if (provider->secret) sodium_memzero(provider->secret, strlen(provider->secret));
        json_decref(provider->metadata);
        json_decref(provider->keys);
        http_free(provider->http);
        free(provider->name);
        free(provider->label);
        free(provider->issuer);
        free(provider->client);
        free(provider->secret);
        free(provider);
    }
    list->count = 0;
}

struct provider *provider_find(const struct provider_list *list, const char *name) {
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i]->name, name) == 0) return list->items[i];
    return NULL;
}

const char *provider_name(const struct provider *provider) {
    return provider->name;
}
const char *provider_label(const struct provider *provider) {
    return provider->label;
}
const char *provider_issuer(const struct provider *provider) {
    return provider->issuer;
}

bool provider_begin(struct provider *provider, const struct provider_trip *trip,
                    struct arena *arena, const char **url, struct error *err) {
    return provider->kind->begin(provider, trip, arena, url, err);
}

bool provider_end(struct provider *provider, const struct provider_trip *trip, const char *code,
                  const char *issuer, int64_t now_s, struct arena *arena,
                  struct provider_identity *identity, struct error *err) {
    return provider->kind->end(provider, trip, code, issuer, now_s, arena, identity, err);
}

void provider_form(struct buf *out, const struct provider_pair *pairs, size_t count) {
    buf_init(out, FORM_MAX);
    for (size_t i = 0; i < count; i++) {
        if (!pairs[i].value) continue;
        buf_printf(out, "%s%s=", out->size ? "&" : "", pairs[i].name);
        url_encode(out, pairs[i].value, strlen(pairs[i].value), false);
    }
}

void provider_challenge(const char *verifier, char out[static 48]) {
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)verifier, strlen(verifier));
    encode_base64url(hash, sizeof hash, out);
}

const char *provider_text(const json_t *object, const char *name, size_t most,
                          struct arena *arena) {
    const char *text = json_string_value(json_object_get(object, name));
    size_t length = text ? strlen(text) : 0;
    return length && length <= most ? arena_copy(arena, text, length) : NULL;
}

/* The same scheme, host and port. */
static bool same_place(const char *a, const char *b) {
    const char *host = strstr(a, "://");
    size_t length = host ? (size_t)(host + 3 - a) + strcspn(host + 3, "/?#") : 0;
    return length && strncmp(a, b, length) == 0 && (!b[length] || strchr("/?#", b[length]));
}

bool provider_ask(struct provider *provider, const char *url, const struct buf *form,
                  const char *authorization, json_t **json, struct error *err) {
    bool own = same_place(provider->issuer, url);
    if (!own && strncmp(url, "https://", 8) != 0) {
        error_set(err, PROBLEM_SIGN_IN, "%s refers to a place without TLS.", provider->label);
        return false;
    }
    struct http_header headers[4] = {{"Accept", "application/json"},
                                     {"User-Agent", "AI-Film-Studio"}};
    size_t count = 2;
    if (form)
        headers[count++] =
            (struct http_header){"Content-Type", "application/x-www-form-urlencoded"};
    if (authorization) headers[count++] = (struct http_header){"Authorization", authorization};
    struct http_request request = {.method = form ? "POST" : "GET",
                                   .url = url,
                                   .headers = headers,
                                   .header_count = count,
                                   .body = form ? form->bytes : NULL,
                                   .size = form ? form->size : 0,
                                   .max_size = ANSWER_MAX,
                                   .timeout_ms = TIMEOUT_MS,
                                   .guard = own ? NULL : http_public_only};
    struct http_response response = {0};
    bool ok = http_send(provider->http, &request, &response, err);
    if (ok && response.status >= 500)
        ok = error_set(err, PROBLEM_TEMPORARY, "%s does not answer just now; try again.",
                       provider->label) ||
             error_cause(err, "status %d", response.status);
    if (ok && response.status != 200)
        ok = error_set(err, PROBLEM_SIGN_IN, "%s did not confirm the sign-in; try it again.",
                       provider->label) ||
             error_cause(err, "status %d: %.*s", response.status,
                         (int)(response.body.size > 100 ? 100 : response.body.size),
                         response.body.bytes ? response.body.bytes : "");
    json_t *read = ok ? json_loadb(response.body.bytes ? response.body.bytes : "",
                                   response.body.size, JSON_REJECT_DUPLICATES, NULL)
                      : NULL;
    if (ok && !read)
        ok = error_set(err, PROBLEM_SIGN_IN, "%s answers what is no JSON.", provider->label);
    http_response_done(&response);
    if (ok) *json = read;
    return ok;
}
