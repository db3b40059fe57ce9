/* Any bytes at all as a query and as an escaped text. What is decoded and encoded again decodes
 * to the same, and nothing has a NUL inside. */
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "base/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void go_round(const char *text) {
    struct buf buf;
    buf_init(&buf, 3 * strlen(text) + 1);
    url_encode(&buf, text, strlen(text), false);
    AUTO_FREE char *again = xstrdup(buf.bytes ? buf.bytes : "");
    if (buf.failed || !url_decode(again, true) || strcmp(again, text) != 0)
        die("a text is not itself any more");
    buf_done(&buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > 1 << 16 || (size && memchr(data, 0, size))) return 0;
    AUTO_FREE char *query = xcalloc(size + 1, 1), *plain = xcalloc(size + 1, 1);
    if (size) memcpy(query, data, size), memcpy(plain, data, size);
    char *rest = query, *value;
    for (char *name; (name = url_next_pair(&rest, &value));) {
        go_round(name);
        go_round(value);
    }
    if (rest < query || rest > query + size) die("a query is read over its end");
    if (url_decode(plain, size & 1)) go_round(plain);
    return 0;
}
