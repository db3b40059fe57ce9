/* Any bytes at all as a signed token of another provider: keys in JSON, a line break, the
 * token. What is taken was signed by one of the keys, and says so without a key that is
 * missing. */
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "integrations/jose.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const uint8_t *line = size ? memchr(data, '\n', size) : NULL;
    if (!line || memchr(data, 0, size)) return 0;
    json_t *keys = json_loadb((const char *)data, (size_t)(line - data), 0, NULL);
    if (!keys) return 0;
    size_t rest = size - (size_t)(line + 1 - data);
    AUTO_FREE char *token = xcalloc(rest + 1, 1);
    memcpy(token, line + 1, rest);
    json_t *payload = NULL;
    bool unknown;
    struct error err = {0};
    if (jose_verify(keys, token, &payload, &unknown, &err)) {
        if (unknown || !json_is_object(payload)) die("a token is taken that is none");
        json_decref(payload);
    } else if (err.problem != PROBLEM_SIGN_IN || payload) {
        die("a refusal that is none");
    }
    json_decref(keys);
    return 0;
}
