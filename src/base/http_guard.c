/* Which addresses are the public network: everything but the special-purpose address
 * registries of IANA (RFC 6890 and its updates). */
#include <netinet/in.h>
#include <string.h>

#include "base/http.h"

struct range {
    uint32_t first;
    int bits;
};

static const struct range not_public_4[] = {
    {0x00000000, 8},  /* 0.0.0.0/8 this network */
    {0x0a000000, 8},  /* 10.0.0.0/8 private */
    {0x64400000, 10}, /* 100.64.0.0/10 shared by carriers */
    {0x7f000000, 8},  /* 127.0.0.0/8 loopback */
    {0xa9fe0000, 16}, /* 169.254.0.0/16 link-local, cloud metadata */
    {0xac100000, 12}, /* 172.16.0.0/12 private */
    {0xc0000000, 24}, /* 192.0.0.0/24 protocol assignments */
    {0xc0000200, 24}, /* 192.0.2.0/24 documentation */
    {0xc0586300, 24}, /* 192.88.99.0/24 6to4 relays */
    {0xc0a80000, 16}, /* 192.168.0.0/16 private */
    {0xc6120000, 15}, /* 198.18.0.0/15 benchmarking */
    {0xc6336400, 24}, /* 198.51.100.0/24 documentation */
    {0xcb007100, 24}, /* 203.0.113.0/24 documentation */
    {0xe0000000, 3},  /* 224.0.0.0/3 multicast, reserved, broadcast */
};

static bool public_4(uint32_t address) {
    for (size_t i = 0; i < COUNT_OF(not_public_4); i++) {
        uint32_t mask = 0xffffffffU << (32 - not_public_4[i].bits);
        if ((address & mask) == not_public_4[i].first) return false;
    }
    return true;
}

static uint32_t four(const unsigned char *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
           bytes[3];
}

/* Of IPv6 only global unicast (2000::/3) is public, without what hides an IPv4 address or is
 * set aside. */
static bool public_6(const unsigned char *a) {
    static const unsigned char translated[12] = {0, 0x64, 0xff, 0x9b};
    static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
    if (memcmp(a, translated, 12) == 0 || memcmp(a, mapped, 12) == 0)
        return public_4(four(a + 12));
    if ((a[0] & 0xe0) != 0x20) return false;
    uint32_t head = four(a);
    if (head >> 16 == 0x2002) return public_4(four(a + 2)); /* 6to4 */
    if (head >> 9 == 0x20010000U >> 9) return false;        /* 2001::/23: Teredo, ORCHID … */
    if (head == 0x20010db8U || head >> 12 == 0x3fff0) return false; /* documentation */
    return true;
}

bool http_public_only(void *data, const struct sockaddr *address) {
    (void)data;
    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof v4);
        return public_4(ntohl(v4.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, address, sizeof v6);
        return public_6(v6.sin6_addr.s6_addr);
    }
    return false;
}
