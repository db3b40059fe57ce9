/* Any bytes at all as a picture of a character. */
#include <string.h>

#include "art/reference.h"
#include "base/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct look_reference seen = {0};
    struct error err = {0};
    if (!art_reference_read(data, size, &seen, &err)) {
        if (!err.message[0]) die("a refusal without a reason");
        return 0;
    }
    if (seen.skin < 0 || seen.skin > 10) die("a skin that is none");
    if (seen.color_count < 0 || seen.color_count > 3) die("too many colours");
    for (int i = 0; i < seen.color_count; i++)
        if (strlen(seen.colors[i]) != 7) die("a colour that is none");
    return 0;
}
