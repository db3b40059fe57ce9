/* Any bytes at all as the user's own music. */
#include <math.h>
#include <stdint.h>

#include "base/memory.h"
#include "music/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct pcm record, fitted;
    struct error err = {0};
    if (!music_record_decode(data, size, NULL, &record, &err)) {
        if (!err.message[0]) die("a refusal without a reason");
        return 0;
    }
    if (record.channels != 2 || record.frames < 1) die("no sound, and no refusal");
    music_record_fit(&record, 12345, PCM_RATE / 2, true, true, &fitted);
    for (int64_t i = 0; i < 2 * fitted.frames; i++)
        if (!isfinite(fitted.samples[i])) die("a sample that is no number");
    pcm_done(&record);
    pcm_done(&fitted);
    return 0;
}
