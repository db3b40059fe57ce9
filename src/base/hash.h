/* Content hashes: BLAKE2b-256 (RFC 7693) from libsodium. The name of everything a film is made
 * of. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

enum { HASH_SIZE = 32, HASH_HEX_SIZE = 2 * HASH_SIZE + 1 };

struct hash {
    unsigned char bytes[HASH_SIZE];
};

/* A running hash. Every value is hashed with its length, so that ("ab","c") and ("a","bc")
 * differ. */
struct hasher {
    _Alignas(64) unsigned char state[384];
};
void hasher_init(struct hasher *hasher);
void hasher_bytes(struct hasher *hasher, const void *bytes, size_t size);
void hasher_text(struct hasher *hasher, const char *text); /* NULL hashes as its own value */
void hasher_u64(struct hasher *hasher, uint64_t value);
void hasher_f64(struct hasher *hasher, double value); /* by its bits */
void hasher_hash(struct hasher *hasher, const struct hash *hash);
struct hash hasher_final(struct hasher *hasher);

struct hash hash_of(const void *bytes, size_t size);
void hash_hex(const struct hash *hash, char hex[static HASH_HEX_SIZE]);
int hash_compare(const struct hash *a, const struct hash *b);
uint64_t hash_seed(const struct hash *hash); /* the first eight bytes, for random_seed */

#endif
