#include "base/sha1.h"

#include <stdint.h>
#include <string.h>

#include "base/error.h"

static uint32_t rotate(uint32_t value, int by) {
    return value << by | value >> (32 - by);
}

/* One block of SHA-1 (FIPS 180-4). */
static void sha1_block(uint32_t state[5], const unsigned char block[64]) {
    uint32_t w[80];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
               (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (int i = 16; i < 80; i++) w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (int i = 0; i < 80; i++) {
        uint32_t f = i < 20   ? ((b & c) | (~b & d)) + 0x5a827999
                     : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1
                     : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
                              : (b ^ c ^ d) + 0xca62c1d6;
        uint32_t next = rotate(a, 5) + f + e + w[i];
        e = d;
        d = c;
        c = rotate(b, 30);
        b = a;
        a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

void sha1_of(const void *bytes, size_t size, unsigned char out[static SHA1_SIZE]) {
    uint32_t state[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    const unsigned char *at = bytes;
    size_t left = size;
    for (; left >= 64; left -= 64, at += 64) sha1_block(state, at);
    unsigned char last[128] = {0};
    if (left) memcpy(last, at, left);
    last[left] = 0x80;
    size_t end = left < 56 ? 64 : 128;
    uint64_t bits = (uint64_t)size * 8;
    for (int i = 0; i < 8; i++)
        last[end - 8 + (size_t)i] = (unsigned char)(bits >> (56 - 8 * i));
    for (size_t i = 0; i < end; i += 64) sha1_block(state, last + i);
    for (int i = 0; i < SHA1_SIZE; i++)
        out[i] = (unsigned char)(state[i / 4] >> (24 - 8 * (i % 4)));
}

void sha1_hmac(const void *key, size_t key_size, const void *bytes, size_t size,
               unsigned char out[static SHA1_SIZE]) {
    enum { MESSAGE_MAX = 4096 };
    unsigned char inner[64 + MESSAGE_MAX], outer[64 + SHA1_SIZE];
    if (key_size > 64 || size > MESSAGE_MAX) die("sha1_hmac takes no such sizes");
    memset(inner, 0x36, 64);
    memset(outer, 0x5c, 64);
    for (size_t i = 0; i < key_size; i++) {
        inner[i] ^= ((const unsigned char *)key)[i];
        outer[i] ^= ((const unsigned char *)key)[i];
    }
    if (size) memcpy(inner + 64, bytes, size);
    sha1_of(inner, 64 + size, outer + 64);
    sha1_of(outer, sizeof outer, out);
}
