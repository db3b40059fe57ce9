#include "studio/jwt.h"

#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"

enum { KEYS_MAX = 8, TOKEN_MAX = 2048, SEED_SIZE = crypto_sign_SEEDBYTES, KNOWN = 1024 };
static const char issuer[] = "ai-film-studio", audience[] = "ai-film-studio-api";

struct key {
    char id[ENCODE_ID_SIZE];
    unsigned char public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
};

/* A token that was checked: most come many times in their quarter of an hour, and a signature
 * costs more than all else of a small request. */
struct known {
    struct hash token;
    char user_id[ENCODE_ID_SIZE], session_id[ENCODE_ID_SIZE];
    int64_t from_s, until_s; /* until_s 0: empty */
};

struct jwt_keys {
    const struct studio *studio;
    pthread_rwlock_t lock;
    struct known known[KNOWN]; /* each at one place by its hash; the later takes it */
    struct key keys[KEYS_MAX]; /* the newest first, which signs */
    size_t count;
};

static bool make_key(struct studio_desk *desk, struct error *err) {
    unsigned char seed[SEED_SIZE], public[crypto_sign_PUBLICKEYBYTES],
        secret[crypto_sign_SECRETKEYBYTES];
    void *sealed;
    size_t sealed_size;
    randombytes_buf(seed, sizeof seed);
    crypto_sign_seed_keypair(public, secret, seed);
    studio_seal(desk, seed, sizeof seed, &sealed, &sealed_size);
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(secret, sizeof secret);
    return db_run(desk->tx, NULL, err,
                  "UPDATE signing_keys SET retired_at = $1 WHERE retired_at IS NULL",
                  db_int(desk->now)) &&
           db_run(desk->tx, NULL, err, "DELETE FROM signing_keys WHERE retired_at < $1",
                  db_int(desk->now - 3600 * 1000)) &&
           db_run(
               desk->tx, NULL, err,
               "INSERT INTO signing_keys (id, sealed, public, created_at) VALUES ($1, $2, $3, "
               "$4)",
               db_text(studio_new_id(desk)), db_bytes(sealed, sealed_size),
               db_bytes(public, sizeof public), db_int(desk->now));
}

struct loading {
    const struct studio *studio;
    struct jwt_keys *keys; /* NULL: only make a new one */
};

static bool load(struct db_tx *tx, void *data, struct error *err) {
    struct loading *loading = data;
    struct arena *arena = arena_new();
    struct studio_desk desk = {
        .studio = loading->studio, .tx = tx, .arena = arena, .now = clock_now_ms()};
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    static const char sql[] =
        "SELECT id, sealed FROM signing_keys ORDER BY COALESCE(retired_at, $1) DESC LIMIT 8";
    bool ok = db_query(tx, &rows, err, sql, db_int(INT64_MAX));
    if (ok && (!loading->keys || !db_count(rows))) {
        db_rows_free(&rows);
        ok = make_key(&desk, err) && db_query(tx, &rows, err, sql, db_int(INT64_MAX));
    }
    struct jwt_keys *keys = loading->keys;
    if (ok && keys) keys->count = 0;
    for (size_t i = 0; ok && keys && i < db_count(rows); i++) {
        unsigned char seed[SEED_SIZE];
        size_t size;
        const void *sealed = db_get_bytes(rows, i, 1, &size);
        struct key *key = &keys->keys[i];
        ok = studio_unseal(&desk, sealed, size, seed, sizeof seed, err);
        if (!ok) break;
        memcpy(key->id, db_get_text(rows, i, 0), sizeof key->id);
        crypto_sign_seed_keypair(key->public, key->secret, seed);
        sodium_memzero(seed, sizeof seed);
        keys->count++;
    }
    arena_free(arena);
    return ok;
}

/* Who checks tokens meanwhile waits for no database. */
static bool read_keys(struct jwt_keys *keys, enum db_mode mode, struct error *err) {
    struct jwt_keys *fresh = xcalloc(1, sizeof *fresh);
    struct loading loading = {keys->studio, fresh};
    bool ok = db_transact(keys->studio->db, mode, load, &loading, err);
    pthread_rwlock_wrlock(&keys->lock);
    if (ok && (fresh->count != keys->count ||
               sodium_memcmp(fresh->keys, keys->keys, sizeof keys->keys) != 0)) {
        memcpy(keys->keys, fresh->keys, sizeof keys->keys);
        keys->count = fresh->count;
        memset(keys->known, 0, sizeof keys->known);
    }
    pthread_rwlock_unlock(&keys->lock);
    sodium_memzero(fresh, sizeof *fresh);
    free(fresh);
    return ok;
}

bool jwt_reload(struct jwt_keys *keys, struct error *err) {
    return read_keys(keys, DB_READ, err);
}

bool jwt_open(const struct studio *studio, struct jwt_keys **out, struct error *err) {
    struct jwt_keys *keys = xcalloc(1, sizeof *keys);
    keys->studio = studio;
    pthread_rwlock_init(&keys->lock, NULL);
    if (!read_keys(keys, DB_WRITE, err)) {
        jwt_close(keys);
        return false;
    }
    *out = keys;
    return true;
}

void jwt_close(struct jwt_keys *keys) {
    if (!keys) return;
    pthread_rwlock_destroy(&keys->lock);
    sodium_memzero(keys, sizeof *keys);
    free(keys);
}

bool jwt_rotate(const struct studio *studio, struct error *err) {
    struct loading loading = {studio, NULL};
    return db_transact(studio->db, DB_WRITE, load, &loading, err);
}

/* Object as base64url of its JSON; takes the reference. */
static char *part_of(struct arena *arena, json_t *object) {
    AUTO_FREE char *text = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    if (!text) die("a token cannot be written");
    size_t size = strlen(text);
    char *part = arena_alloc(arena, 4 * ((size + 2) / 3) + 1, 1);
    encode_base64url(text, size, part);
    return part;
}

const char *jwt_sign(struct jwt_keys *keys, struct arena *arena,
                     const struct jwt_claims *claims, int64_t now_ms) {
    unsigned char signature[crypto_sign_BYTES];
    char encoded[96];
    int64_t now = now_ms / 1000;
    char *body = part_of(
        arena, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I}", "iss", issuer, "aud",
                         audience, "sub", claims->user_id, "sid", claims->session_id, "email",
                         claims->email, "role", claims->role, "tier", claims->tier, "iat",
                         (json_int_t)now, "exp", (json_int_t)now + JWT_LIFE_S));
    pthread_rwlock_rdlock(&keys->lock);
    const struct key *key = &keys->keys[0];
    char *head = part_of(
        arena, json_pack("{s:s, s:s, s:s}", "alg", "EdDSA", "typ", "JWT", "kid", key->id));
    char *signed_text = arena_printf(arena, "%s.%s", head, body);
    crypto_sign_detached(signature, NULL, (const unsigned char *)signed_text,
                         strlen(signed_text), key->secret);
    pthread_rwlock_unlock(&keys->lock);
    encode_base64url(signature, sizeof signature, encoded);
    return arena_printf(arena, "%s.%s", signed_text, encoded);
}

/* NULL when it is not base64url of a JSON object. A new reference. */
static json_t *read_part(const char *text, size_t length) {
    char bytes[TOKEN_MAX];
    size_t size;
    if (!encode_from_base64url(text, length, bytes, &size)) return NULL;
    json_t *json = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, NULL);
    if (json_is_object(json)) return json;
    json_decref(json);
    return NULL;
}

static bool is_text(const json_t *object, const char *name, const char *wanted) {
    const char *text = json_string_value(json_object_get(object, name));
    return text && strcmp(text, wanted) == 0;
}

static bool signature_fits(struct jwt_keys *keys, const json_t *head, const char *token,
                           size_t signed_size, const char *encoded) {
    unsigned char signature[TOKEN_MAX];
    size_t size;
    if (!is_text(head, "alg", "EdDSA") ||
        !encode_from_base64url(encoded, strlen(encoded), signature, &size) ||
        size != crypto_sign_BYTES)
        return false;
    bool fits = false;
    pthread_rwlock_rdlock(&keys->lock);
    for (size_t i = 0; i < keys->count; i++)
        if (is_text(head, "kid", keys->keys[i].id))
            fits = crypto_sign_verify_detached(signature, (const unsigned char *)token,
                                               signed_size, keys->keys[i].public) == 0;
    pthread_rwlock_unlock(&keys->lock);
    return fits;
}

static struct known *place_of(struct jwt_keys *keys, const struct hash *token) {
    return &keys->known[hash_seed(token) % KNOWN];
}

static bool recall(struct jwt_keys *keys, const struct hash *token, struct known *known) {
    pthread_rwlock_rdlock(&keys->lock);
    *known = *place_of(keys, token);
    pthread_rwlock_unlock(&keys->lock);
    return known->until_s && hash_compare(&known->token, token) == 0;
}

/* True: the token is ours, whatever the time is. */
static bool read_token(struct jwt_keys *keys, const char *token, struct known *known) {
    const char *first = strchr(token, '.');
    const char *second = first ? strchr(first + 1, '.') : NULL;
    if (!second || strchr(second + 1, '.')) return false;
    json_t *head = read_part(token, (size_t)(first - token));
    bool fits = head && signature_fits(keys, head, token, (size_t)(second - token), second + 1);
    json_decref(head);
    json_t *body = fits ? read_part(first + 1, (size_t)(second - first - 1)) : NULL;
    const char *user = json_string_value(json_object_get(body, "sub"));
    const char *session = json_string_value(json_object_get(body, "sid"));
    known->from_s = json_integer_value(json_object_get(body, "iat"));
    known->until_s = json_integer_value(json_object_get(body, "exp"));
    fits = user && session && strlen(user) < ENCODE_ID_SIZE &&
           strlen(session) < ENCODE_ID_SIZE && is_text(body, "iss", issuer) &&
           is_text(body, "aud", audience);
    if (fits) {
        snprintf(known->user_id, ENCODE_ID_SIZE, "%s", user);
        snprintf(known->session_id, ENCODE_ID_SIZE, "%s", session);
    }
    json_decref(body);
    return fits;
}

bool jwt_verify(struct jwt_keys *keys, struct arena *arena, const char *token, int64_t now_ms,
                struct jwt_claims *claims, struct error *err) {
    enum { SKEW_S = 5 };
    struct known known;
    if (strlen(token) >= TOKEN_MAX)
        return error_set(err, PROBLEM_SIGN_IN, "This is not an access token.");
    struct hash hash = hash_of(token, strlen(token));
    bool again = recall(keys, &hash, &known), ours = again || read_token(keys, token, &known);
    int64_t now = now_ms / 1000;
    if (!ours || now >= known.until_s || known.from_s > now + SKEW_S)
        return error_set(err, PROBLEM_SIGN_IN,
                         ours ? "The access token has expired: refresh it."
                              : "The access token is not valid: sign in again.");
    if (!again) {
        known.token = hash;
        pthread_rwlock_wrlock(&keys->lock);
        *place_of(keys, &hash) = known;
        pthread_rwlock_unlock(&keys->lock);
    }
    claims->user_id = arena_printf(arena, "%s", known.user_id);
    claims->session_id = arena_printf(arena, "%s", known.session_id);
    return true;
}

json_t *jwt_jwks(struct jwt_keys *keys) {
    json_t *list = json_array();
    pthread_rwlock_rdlock(&keys->lock);
    for (size_t i = 0; i < keys->count; i++) {
        char x[48];
        encode_base64url(keys->keys[i].public, crypto_sign_PUBLICKEYBYTES, x);
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "kty", "OKP",
                                              "crv", "Ed25519", "x", x, "kid", keys->keys[i].id,
                                              "alg", "EdDSA", "use", "sig"));
    }
    pthread_rwlock_unlock(&keys->lock);
    return json_pack("{s:o}", "keys", list);
}
