#include "base/hash.h"

#include <sodium.h>
#include <string.h>

_Static_assert(sizeof(struct hasher) >= sizeof(crypto_generichash_state), "hasher too small");

static crypto_generichash_state *state_of(struct hasher *hasher) {
    return (crypto_generichash_state *)(void *)hasher->state;
}

void hasher_init(struct hasher *hasher) {
    crypto_generichash_init(state_of(hasher), NULL, 0, HASH_SIZE);
}

static void update(struct hasher *hasher, const void *bytes, size_t size) {
    crypto_generichash_update(state_of(hasher), bytes, size);
}

void hasher_u64(struct hasher *hasher, uint64_t value) {
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++) bytes[i] = (unsigned char)(value >> (8 * i));
    update(hasher, bytes, sizeof bytes);
}

void hasher_bytes(struct hasher *hasher, const void *bytes, size_t size) {
    hasher_u64(hasher, size);
    if (size) update(hasher, bytes, size);
}

void hasher_text(struct hasher *hasher, const char *text) {
    if (text) {
        hasher_bytes(hasher, text, strlen(text));
    } else {
        hasher_u64(hasher, UINT64_MAX);
    }
}

void hasher_f64(struct hasher *hasher, double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    hasher_u64(hasher, bits);
}

void hasher_hash(struct hasher *hasher, const struct hash *hash) {
    update(hasher, hash->bytes, HASH_SIZE);
}

struct hash hasher_final(struct hasher *hasher) {
    struct hash hash;
    crypto_generichash_final(state_of(hasher), hash.bytes, HASH_SIZE);
    return hash;
}

struct hash hash_of(const void *bytes, size_t size) {
    struct hash hash;
    crypto_generichash(hash.bytes, HASH_SIZE, bytes, size, NULL, 0);
    return hash;
}

void hash_hex(const struct hash *hash, char hex[static HASH_HEX_SIZE]) {
    sodium_bin2hex(hex, HASH_HEX_SIZE, hash->bytes, HASH_SIZE);
}

int hash_compare(const struct hash *a, const struct hash *b) {
    return memcmp(a->bytes, b->bytes, HASH_SIZE);
}

uint64_t hash_seed(const struct hash *hash) {
    uint64_t seed = 0;
    for (int i = 0; i < 8; i++) seed |= (uint64_t)hash->bytes[i] << (8 * i);
    return seed;
}
