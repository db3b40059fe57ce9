/* Any bytes at all as a caption file to dub from. */
#include <stdint.h>
#include <string.h>

#include "edit/captions_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_new();
    struct captions_cue *cues;
    size_t count;
    struct error err = {0};
    captions_sniff((const char *)data, size);
    if (captions_read((const char *)data, size, arena, &cues, &count, &err)) {
        for (size_t i = 0; i < count; i++)
            if (!cues[i].text[0] || cues[i].end < cues[i].start) die("a cue that is none");
        if (!count) die("no cue, and no refusal");
    } else if (!err.message[0]) {
        die("a refusal without a reason");
    }
    arena_free(arena);
    return 0;
}
