/* Access tokens: JWT (RFC 7519) signed with EdDSA over Ed25519 (RFC 8037), and nothing else:
 * what names another algorithm is refused before anything is computed. Keys are kept sealed; a
 * new one signs from the moment it is made, and the one before is still believed while tokens
 * of it may live. From any thread. */
#ifndef STUDIO_JWT_H
#define STUDIO_JWT_H

#include <jansson.h>

#include "studio/studio.h"

enum { JWT_LIFE_S = 900 };

struct jwt_keys;
/* Reads the keys and makes the first if there is none. */
bool jwt_open(const struct studio *studio, struct jwt_keys **keys, struct error *err) MUST_USE;
void jwt_close(struct jwt_keys *keys); /* NULL is allowed */
/* Makes a new key; the others retire. Keys retired longer than an hour ago are forgotten. */
bool jwt_rotate(const struct studio *studio, struct error *err) MUST_USE;
/* Reads the keys anew. */
bool jwt_reload(struct jwt_keys *keys, struct error *err) MUST_USE;

struct jwt_claims {
    const char *user_id, *session_id, *email, *role, *tier;
};
/* In the arena. */
const char *jwt_sign(struct jwt_keys *keys, struct arena *arena,
                     const struct jwt_claims *claims, int64_t now_ms);
/* Checks signature, issuer, audience, from when and until when; fills user_id and session_id.
 * PROBLEM_SIGN_IN. */
bool jwt_verify(struct jwt_keys *keys, struct arena *arena, const char *token, int64_t now_ms,
                struct jwt_claims *claims, struct error *err) MUST_USE;
/* The public keys (RFC 7517); a new reference. */
json_t *jwt_jwks(struct jwt_keys *keys);

#endif
