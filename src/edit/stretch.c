/* The kept form of a mixed scene. Little-endian: "FSTRETC1" · u64 length · u64 frames · u32
 * bits of the stems that are not silent · their stereo float samples · 32 bytes BLAKE2b-256 of
 * all before. */
#include <string.h>

#include "base/memory.h"
#include "edit/mix.h"

static const char magic[8] = {'F', 'S', 'T', 'R', 'E', 'T', 'C', '1'};
static const uint64_t FRAMES_MAX = (uint64_t)4 * 3600 * PCM_RATE;
enum { HEAD = 8 + 8 + 8 + 4 };

static bool is_silent(const struct pcm *pcm) {
    for (int64_t i = 0; i < pcm->frames * 2; i++)
        if (pcm->samples[i] != 0) return false;
    return true;
}

void stretch_write(const struct stretch *stretch, struct buf *out) {
    const uint64_t frames = (uint64_t)stretch->stems[0].frames;
    const size_t before = out->size;
    uint32_t heard = 0;
    for (int i = 0; i < STEM_COUNT; i++)
        if (!is_silent(&stretch->stems[i])) heard |= 1u << i;
    buf_add(out, magic, sizeof magic);
    buf_u64(out, (uint64_t)stretch->length);
    buf_u64(out, frames);
    buf_u32(out, heard);
    for (int i = 0; i < STEM_COUNT; i++)
        if (heard >> i & 1)
            buf_add(out, stretch->stems[i].samples, (size_t)frames * 2 * sizeof(float));
    if (out->failed) return;
    struct hash sum = hash_of(out->bytes + before, out->size - before);
    buf_add(out, sum.bytes, HASH_SIZE);
}

bool stretch_read(const void *bytes, size_t size, struct stretch *stretch, struct error *err) {
    struct reader in = reader_over(bytes, size);
    const char *head = reader_bytes(&in, sizeof magic);
    const uint64_t length = reader_u64(&in), frames = reader_u64(&in);
    const uint32_t heard = reader_u32(&in);
    bool ok = !in.failed && memcmp(head, magic, sizeof magic) == 0 && length <= frames &&
              frames <= FRAMES_MAX && heard < 1u << STEM_COUNT;
    ok = ok && size == HEAD + HASH_SIZE +
                           (size_t)__builtin_popcount(heard) * frames * 2 * sizeof(float);
    if (ok) {
        struct hash sum = hash_of(bytes, size - HASH_SIZE);
        ok = memcmp(sum.bytes, (const char *)bytes + size - HASH_SIZE, HASH_SIZE) == 0;
    }
    if (!ok)
        return error_set(err, PROBLEM_DAMAGED,
                         "A kept scene's sound is damaged; clear the cache and make it again.");
    struct stretch made = {.length = (int64_t)length};
    for (int i = 0; i < STEM_COUNT; i++) {
        made.stems[i] = pcm_silence(2, (int64_t)frames);
        size_t stem_size = (size_t)frames * 2 * sizeof(float);
        if (heard >> i & 1 && stem_size)
            memcpy(made.stems[i].samples, reader_bytes(&in, stem_size), stem_size);
    }
    *stretch = made;
    return true;
}
