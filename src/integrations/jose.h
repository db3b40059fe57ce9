/* Signed tokens of others: a JWS in compact form (RFC 7515) checked against a set of keys (RFC
 * 7517). RS256, ES256 and EdDSA over Ed25519, and nothing else: no "none", and nothing that is
 * signed with a shared secret, so that no public key can be taken for one. */
#ifndef INTEGRATIONS_JOSE_H
#define INTEGRATIONS_JOSE_H

#include <jansson.h>

#include "base/error.h"

enum { JOSE_TOKEN_MAX = 16384 };

/* The token's payload, when one of the keys signed it: the one its head names, or without a
 * name the only one of its kind. *payload is a new reference. PROBLEM_SIGN_IN; *unknown_key
 * says whether newer keys could help. What the payload says is for the caller to judge. */
bool jose_verify(const json_t *keys, const char *token, json_t **payload, bool *unknown_key,
                 struct error *err) MUST_USE;

#endif
