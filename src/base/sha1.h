/* SHA-1 (FIPS 180-4), for the two protocols that still ask for it: one-time codes (RFC 6238)
 * and the WebSocket handshake (RFC 6455). For nothing that has to withstand collisions. */
#ifndef BASE_SHA1_H
#define BASE_SHA1_H

#include <stddef.h>

enum { SHA1_SIZE = 20 };

void sha1_of(const void *bytes, size_t size, unsigned char out[static SHA1_SIZE]);
/* HMAC (RFC 2104); the key at most 64 bytes, the message at most 4096. */
void sha1_hmac(const void *key, size_t key_size, const void *bytes, size_t size,
               unsigned char out[static SHA1_SIZE]);

#endif
