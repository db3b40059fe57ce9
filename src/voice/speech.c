/* The kept form of speech, little-endian:
 *   "SPK1", engine (string), frames u64, frames x f32, phone count u32,
 *   each: ipa 12 bytes, end u64, stressed u8 (a phone starts where the one before ended),
 *   word count u32, each: text_start u32, text_size u32, start u64, end u64. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "voice/speaker.h"

enum {
    SPEECH_MAX_FRAMES = PCM_RATE * 3600,
    SPEECH_MAX_PHONES = 1 << 20,
    SPEECH_MAX_WORDS = 1 << 18,
};

void speech_done(struct speech *speech) {
    pcm_done(&speech->sound);
    free(speech->phones);
    free(speech->words);
    *speech = (struct speech){0};
}

void speech_write(const struct speech *speech, struct buf *out) {
    buf_add(out, "SPK1", 4);
    buf_string(out, speech->engine);
    buf_u64(out, (uint64_t)speech->sound.frames);
    buf_add(out, speech->sound.samples, (size_t)speech->sound.frames * sizeof(float));
    buf_u32(out, (uint32_t)speech->phone_count);
    for (size_t i = 0; i < speech->phone_count; i++) {
        buf_add(out, speech->phones[i].ipa, sizeof speech->phones[i].ipa);
        buf_u64(out, (uint64_t)speech->phones[i].end);
        buf_u8(out, speech->phones[i].stressed);
    }
    buf_u32(out, (uint32_t)speech->word_count);
    for (size_t i = 0; i < speech->word_count; i++) {
        buf_u32(out, speech->words[i].text_start);
        buf_u32(out, speech->words[i].text_size);
        buf_u64(out, (uint64_t)speech->words[i].start);
        buf_u64(out, (uint64_t)speech->words[i].end);
    }
}

static bool read_sound(struct reader *in, struct speech *speech) {
    uint64_t frames = reader_u64(in);
    if (in->failed || frames > SPEECH_MAX_FRAMES) return false;
    const void *samples = reader_bytes(in, (size_t)frames * sizeof(float));
    if (in->failed) return false;
    speech->sound = pcm_silence(1, (int64_t)frames);
    if (frames) memcpy(speech->sound.samples, samples, (size_t)frames * sizeof(float));
    for (uint64_t i = 0; i < frames; i++)
        if (!isfinite(speech->sound.samples[i]) || fabsf(speech->sound.samples[i]) > 16)
            return false;
    return true;
}

static bool read_phones(struct reader *in, struct speech *speech) {
    uint32_t count = reader_u32(in);
    /* 21 bytes each: a count that the rest cannot hold is a lie, and reserves nothing. */
    if (in->failed || count > SPEECH_MAX_PHONES || count > (in->size - in->at) / 21)
        return false;
    speech->phones = xcalloc((size_t)count + 1, sizeof *speech->phones);
    int64_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct phone *phone = &speech->phones[i];
        const void *ipa = reader_bytes(in, sizeof phone->ipa);
        uint64_t end = reader_u64(in);
        phone->stressed = reader_u8(in) != 0;
        if (in->failed || end > (uint64_t)speech->sound.frames || (int64_t)end < at)
            return false;
        memcpy(phone->ipa, ipa, sizeof phone->ipa);
        if (phone->ipa[sizeof phone->ipa - 1] != '\0') return false;
        phone->start = at;
        phone->end = at = (int64_t)end;
    }
    speech->phone_count = count;
    return at == speech->sound.frames || count == 0;
}

static bool read_words(struct reader *in, struct speech *speech) {
    uint32_t count = reader_u32(in);
    if (in->failed || count > SPEECH_MAX_WORDS || count > (in->size - in->at) / 24)
        return false;
    speech->words = xcalloc((size_t)count + 1, sizeof *speech->words);
    for (uint32_t i = 0; i < count; i++) {
        struct word_time *word = &speech->words[i];
        word->text_start = reader_u32(in);
        word->text_size = reader_u32(in);
        uint64_t start = reader_u64(in), end = reader_u64(in);
        if (in->failed || start > end || end > (uint64_t)speech->sound.frames) return false;
        word->start = (int64_t)start;
        word->end = (int64_t)end;
    }
    speech->word_count = count;
    return true;
}

bool speech_read(const void *bytes, size_t size, struct speech *speech, struct error *err) {
    struct reader in = reader_over(bytes, size);
    struct speech read = {0};
    const char *magic = reader_bytes(&in, 4);
    bool ok = !in.failed && memcmp(magic, "SPK1", 4) == 0;
    uint32_t length = ok ? reader_u32(&in) : 0;
    ok = ok && !in.failed && length < sizeof read.engine;
    const char *engine = ok ? reader_bytes(&in, length) : NULL;
    ok = ok && !in.failed && !(length && memchr(engine, '\0', length));
    if (ok && length) memcpy(read.engine, engine, length);
    ok = ok && read_sound(&in, &read) && read_phones(&in, &read) && read_words(&in, &read) &&
         in.at == in.size;
    if (!ok) {
        speech_done(&read);
        return error_set(err, PROBLEM_DAMAGED,
                         "A kept line of speech is damaged; it has to be spoken again.");
    }
    *speech = read;
    return true;
}
