/* Any bytes at all as a picture, sound or film somebody brings. What is taken is said in one
 * line of words and numbers, and what can be seen has a PNG behind it. */
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "import/formats/media.h"
#include "import/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct buf out;
    struct error err = {0};
    buf_init(&out, IMPORT_MAX_FOUNTAIN);
    if (import_read_media((const char *)data, size, &out, &err)) {
        const char *line = memchr(out.bytes, '\n', out.size);
        size_t rest = line ? out.size - (size_t)(line + 1 - out.bytes) : 0;
        bool seen = strncmp(out.bytes, "audio", 5) != 0;
        if (!line || (seen && (rest < 8 || memcmp(line + 1, "\x89PNG", 4) != 0)))
            die("media are taken that are none");
    } else if (!err.message[0]) {
        die("a refusal without a reason");
    }
    buf_done(&out);
    return 0;
}
