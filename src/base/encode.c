#include "base/encode.h"

#include <sodium.h>
#include <string.h>

#include "base/clock.h"

static const char alphabet64[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
static const char alphabet32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/* Groups of `width` bits, the last filled with zeroes. */
static void encode(const unsigned char *bytes, size_t size, int width, const char *alphabet,
                   char *out) {
    unsigned held = 0;
    int bits = 0;
    for (size_t i = 0; i < size; i++) {
        held = held << 8 | bytes[i];
        bits += 8;
        while (bits >= width) {
            bits -= width;
            *out++ = alphabet[held >> bits & ((1U << width) - 1)];
        }
        held &= (1U << bits) - 1;
    }
    if (bits) *out++ = alphabet[held << (width - bits) & ((1U << width) - 1)];
    *out = '\0';
}

void encode_base64url(const void *bytes, size_t size, char *out) {
    encode(bytes, size, 6, alphabet64, out);
}
void encode_base32(const void *bytes, size_t size, char *out) {
    encode(bytes, size, 5, alphabet32, out);
}
void encode_hex(const void *bytes, size_t size, char *out) {
    encode(bytes, size, 4, "0123456789abcdef", out);
}

bool encode_from_base64url(const char *text, size_t length, void *out, size_t *size) {
    unsigned char *to = out;
    unsigned held = 0;
    int bits = 0;
    for (size_t i = 0; i < length; i++) {
        const char *found = text[i] ? strchr(alphabet64, text[i]) : NULL;
        if (!found) return false;
        held = held << 6 | (unsigned)(found - alphabet64);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            *to++ = (unsigned char)(held >> bits);
        }
        held &= (1U << bits) - 1;
    }
    if (bits >= 6 || held) return false;
    *size = (size_t)(to - (unsigned char *)out);
    return true;
}

void encode_new_id(char out[static ENCODE_ID_SIZE]) {
    unsigned char bytes[16];
    char hex[33];
    randombytes_buf(bytes, sizeof bytes);
    uint64_t now = (uint64_t)clock_now_ms();
    for (int i = 0; i < 6; i++) bytes[i] = (unsigned char)(now >> (40 - 8 * i));
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    encode_hex(bytes, sizeof bytes, hex);
    static const int starts[] = {0, 8, 12, 16, 20, 32};
    char *to = out;
    for (int i = 0; i < 5; i++) {
        int length = starts[i + 1] - starts[i];
        memcpy(to, hex + starts[i], (size_t)length);
        to += length;
        *to++ = i < 4 ? '-' : '\0';
    }
}

bool encode_is_id(const char *text) {
    if (strlen(text) != ENCODE_ID_SIZE - 1) return false;
    for (int i = 0; i < ENCODE_ID_SIZE - 1; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !strchr("0123456789abcdef", text[i])) return false;
    }
    return true;
}
