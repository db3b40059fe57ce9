#include "integrations/jose.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>
#include <string.h>

#include "base/encode.h"
#include "base/memory.h"

enum { RSA_BYTES_MIN = 256, RSA_BYTES_MAX = 1024, POINT = 32, KEYS_MAX = 100 };

struct algorithm {
    const char *name, *kind, *curve; /* alg of the token; kty and crv of its key */
};
static const struct algorithm algorithms[] = {
    {"RS256", "RSA", NULL}, {"ES256", "EC", "P-256"}, {"EdDSA", "OKP", "Ed25519"}};

static const char *text_of(const json_t *object, const char *name) {
    return json_string_value(json_object_get(object, name));
}

static bool is_text(const json_t *object, const char *name, const char *wanted) {
    const char *text = text_of(object, name);
    return text && strcmp(text, wanted) == 0;
}

/* Absent will do as well. */
static bool may_be(const json_t *object, const char *name, const char *wanted) {
    return !json_object_get(object, name) || is_text(object, name, wanted);
}

/* A member of a key as bytes, at most `most`; 0 when it is none. */
static size_t bytes_of(const json_t *key, const char *name, unsigned char *out, size_t most) {
    const char *text = text_of(key, name);
    size_t length = text ? strlen(text) : 0, size = 0;
    if (!length || 3 * length / 4 > most) return 0;
    return encode_from_base64url(text, length, out, &size) ? size : 0;
}

static EVP_PKEY *key_from(const char *kind, OSSL_PARAM_BLD *build) {
    OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(build);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, kind, NULL);
    EVP_PKEY *key = NULL;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context) != 1 ||
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
        key = NULL;
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_free(parameters);
    return key;
}

static EVP_PKEY *rsa_key(const json_t *jwk) {
    unsigned char n[RSA_BYTES_MAX + 1], e[8];
    size_t n_size = bytes_of(jwk, "n", n, RSA_BYTES_MAX), e_size = bytes_of(jwk, "e", e, 8);
    if (n_size < RSA_BYTES_MIN || !e_size) return NULL;
    BIGNUM *modulus = BN_bin2bn(n, (int)n_size, NULL);
    BIGNUM *exponent = BN_bin2bn(e, (int)e_size, NULL);
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    EVP_PKEY *key = NULL;
    if (modulus && exponent && build && BN_is_odd(modulus) && BN_is_odd(exponent) &&
        BN_num_bits(modulus) >= 8 * RSA_BYTES_MIN && BN_num_bits(exponent) > 1 &&
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, modulus) == 1 &&
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, exponent) == 1)
        key = key_from("RSA", build);
    OSSL_PARAM_BLD_free(build);
    BN_free(modulus);
    BN_free(exponent);
    return key;
}

static EVP_PKEY *ec_key(const json_t *jwk) {
    unsigned char point[1 + 2 * POINT] = {4}; /* uncompressed */
    if (bytes_of(jwk, "x", point + 1, POINT) != POINT ||
        bytes_of(jwk, "y", point + 1 + POINT, POINT) != POINT)
        return NULL;
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    EVP_PKEY *key = NULL;
    if (build &&
        OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) ==
            1 &&
        OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point) ==
            1)
        key = key_from("EC", build);
    OSSL_PARAM_BLD_free(build);
    return key;
}

static bool fits_sha256(EVP_PKEY *key, const char *text, size_t size,
                        const unsigned char *signature, size_t signature_size) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool fits = context && key &&
                EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
                EVP_DigestVerify(context, signature, signature_size,
                                 (const unsigned char *)text, size) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return fits;
}

/* JWS has r and s one behind the other (RFC 7518, 3.4); OpenSSL wants them as DER. */
static bool fits_ec(const json_t *jwk, const char *text, size_t size,
                    const unsigned char *signature, size_t signature_size) {
    if (signature_size != 2 * (size_t)POINT) return false;
    ECDSA_SIG *pair = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(signature, POINT, NULL),
           *s = BN_bin2bn(signature + POINT, POINT, NULL);
    unsigned char *der = NULL;
    int der_size = 0;
    if (pair && r && s && ECDSA_SIG_set0(pair, r, s) == 1) {
        r = s = NULL; /* the pair's now */
        der_size = i2d_ECDSA_SIG(pair, &der);
    }
    bool fits = der_size > 0 && fits_sha256(ec_key(jwk), text, size, der, (size_t)der_size);
    OPENSSL_free(der);
    ECDSA_SIG_free(pair);
    BN_free(r);
    BN_free(s);
    return fits;
}

static bool fits_ed25519(const json_t *jwk, const char *text, size_t size,
                         const unsigned char *signature, size_t signature_size) {
    unsigned char public[crypto_sign_PUBLICKEYBYTES];
    return signature_size == crypto_sign_BYTES &&
           bytes_of(jwk, "x", public, sizeof public) == sizeof public &&
           crypto_sign_verify_detached(signature, (const unsigned char *)text, size, public) ==
               0;
}

static bool fits(const struct algorithm *algorithm, const json_t *jwk, const char *text,
                 size_t size, const char *encoded) {
    unsigned char signature[RSA_BYTES_MAX];
    size_t length = strlen(encoded), signature_size;
    if (3 * length / 4 > sizeof signature ||
        !encode_from_base64url(encoded, length, signature, &signature_size))
        return false;
    if (algorithm->name[0] == 'R')
        return fits_sha256(rsa_key(jwk), text, size, signature, signature_size);
    if (algorithm->name[1] == 'S') return fits_ec(jwk, text, size, signature, signature_size);
    return fits_ed25519(jwk, text, size, signature, signature_size);
}

/* The key the head names; NULL when there is none, or no only one. */
static const json_t *find_key(const json_t *keys, const json_t *head,
                              const struct algorithm *algorithm) {
    const json_t *list = json_object_get(keys, "keys"), *found = NULL;
    const char *id = text_of(head, "kid");
    size_t count = json_array_size(list);
    for (size_t i = 0; i < count && i < KEYS_MAX; i++) {
        const json_t *key = json_array_get(list, i);
        if (!is_text(key, "kty", algorithm->kind) || !may_be(key, "use", "sig") ||
            !may_be(key, "alg", algorithm->name) ||
            (algorithm->curve && !is_text(key, "crv", algorithm->curve)) ||
            (id && !is_text(key, "kid", id)))
            continue;
        if (found) return NULL;
        found = key;
    }
    return found;
}

/* NULL when it is not base64url of a JSON object. A new reference. */
static json_t *read_part(const char *text, size_t length) {
    AUTO_FREE char *bytes = xcalloc(length + 1, 1);
    size_t size;
    if (!encode_from_base64url(text, length, bytes, &size)) return NULL;
    json_t *json = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, NULL);
    if (json_is_object(json)) return json;
    json_decref(json);
    return NULL;
}

static bool refuse(struct error *err, const char *why) {
    error_set(err, PROBLEM_SIGN_IN, "The provider's word for who you are is not valid.");
    return error_cause(err, "%s", why);
}

bool jose_verify(const json_t *keys, const char *token, json_t **payload, bool *unknown_key,
                 struct error *err) {
    const char *first = strchr(token, '.');
    const char *second = first ? strchr(first + 1, '.') : NULL;
    *unknown_key = false;
    if (!second || strchr(second + 1, '.') || strlen(token) > JOSE_TOKEN_MAX)
        return refuse(err, "not three parts, or too long");
    json_t *head = read_part(token, (size_t)(first - token));
    const struct algorithm *algorithm = NULL;
    for (size_t i = 0; i < COUNT_OF(algorithms); i++)
        if (is_text(head, "alg", algorithms[i].name)) algorithm = &algorithms[i];
    /* What has to be understood (RFC 7515, 4.1.11) is not. */
    if (!algorithm || json_object_get(head, "crit")) {
        json_decref(head);
        return refuse(err, "signed in a way that is not taken");
    }
    const json_t *key = find_key(keys, head, algorithm);
    json_decref(head);
    if (!key) {
        *unknown_key = true;
        return refuse(err, "signed by a key that is not among the provider's");
    }
    if (!fits(algorithm, key, token, (size_t)(second - token), second + 1))
        return refuse(err, "the signature is wrong");
    *payload = read_part(first + 1, (size_t)(second - first - 1));
    return *payload || refuse(err, "the payload is no object");
}
