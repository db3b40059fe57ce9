#include "voice/raw.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

enum { RAW_MAX_ITEMS = 1 << 20 };

void raw_phone_add(struct raw_speech *raw, const char *ipa, int64_t start, bool stressed) {
    struct raw_phone *phone = list_push(&raw->phones);
    size_t size = strnlen(ipa, sizeof phone->ipa - 1);
    /* Cut between code points only. */
    if (ipa[size] != '\0')
        while (size > 0 && ((unsigned char)ipa[size] & 0xc0) == 0x80) size--;
    memcpy(phone->ipa, ipa, size);
    phone->start = start;
    phone->stressed = stressed;
}

void raw_write(const struct raw_speech *raw, struct buf *out) {
    buf_u32(out, (uint32_t)raw->rate);
    buf_f32(out, (float)raw->semitones);
    buf_f32(out, raw->pace > 0 ? (float)raw->pace : 1);
    buf_u32(out, (uint32_t)raw->samples.count);
    buf_add(out, raw->samples.items, raw->samples.count * sizeof(int16_t));
    buf_u32(out, (uint32_t)raw->phones.count);
    for (size_t i = 0; i < raw->phones.count; i++) {
        const struct raw_phone *phone = &raw->phones.items[i];
        buf_add(out, phone->ipa, sizeof phone->ipa);
        buf_u64(out, (uint64_t)phone->start);
        buf_u8(out, phone->stressed);
    }
    buf_u32(out, (uint32_t)raw->words.count);
    for (size_t i = 0; i < raw->words.count; i++) {
        const struct raw_word *word = &raw->words.items[i];
        buf_u32(out, word->text_start);
        buf_u32(out, word->text_size);
        buf_u64(out, (uint64_t)word->start);
        buf_u64(out, (uint64_t)word->end);
    }
}

void raw_done(struct raw_speech *raw) {
    list_done(&raw->samples);
    list_done(&raw->phones);
    list_done(&raw->words);
}

static int64_t at_48k(int64_t sample, int rate, int64_t frames) {
    const int64_t most = INT64_MAX / PCM_RATE - 1;
    if (sample > most) return frames;
    int64_t at = sample < 0 ? 0 : (sample * PCM_RATE + rate / 2) / rate;
    return at > frames ? frames : at;
}

static void read_phones(struct reader *in, int rate, struct speech *speech) {
    uint32_t count = reader_u32(in);
    if (in->failed || count > RAW_MAX_ITEMS) return;
    int64_t frames = speech->sound.frames;
    /* One more for the silence before the first. */
    speech->phones = xcalloc((size_t)count + 1, sizeof *speech->phones);
    size_t made = 1;
    for (uint32_t i = 0; i < count; i++) {
        const char *ipa = reader_bytes(in, sizeof speech->phones->ipa);
        int64_t start = at_48k((int64_t)reader_u64(in), rate, frames);
        bool stressed = reader_u8(in) != 0;
        if (in->failed) return;
        struct phone *before = &speech->phones[made - 1];
        if (start < before->start) start = before->start;
        before->end = start;
        bool both_silent = before->ipa[0] == '\0' && ipa[0] == '\0';
        if (both_silent) continue;
        if (before->start < start)
            made++; /* else it has no length, and this one takes its place */
        struct phone *phone = &speech->phones[made - 1];
        memcpy(phone->ipa, ipa, sizeof phone->ipa);
        phone->ipa[sizeof phone->ipa - 1] = '\0';
        phone->start = start;
        phone->stressed = stressed;
    }
    speech->phones[made - 1].end = frames;
    speech->phone_count = made;
}

bool raw_to_speech(const struct buf *bytes, const char *engine, struct speech *speech,
                   struct error *err) {
    struct reader in = reader_over(bytes->bytes, bytes->size);
    int rate = (int)reader_u32(&in);
    double semitones = (double)reader_f32(&in), pace = (double)reader_f32(&in);
    uint32_t count = reader_u32(&in);
    const unsigned char *samples = reader_bytes(&in, (size_t)count * sizeof(int16_t));
    if (in.failed || count == 0 || rate < 8000 || rate > 96000 || !(fabs(semitones) <= 36) ||
        !(pace >= 0.1 && pace <= 10))
        return error_set(err, PROBLEM_UNAVAILABLE, "The speech engine gave no sound.");
    AUTO_FREE float *wide = xcalloc(count, sizeof(float));
    for (uint32_t i = 0; i < count; i++) {
        int16_t value;
        memcpy(&value, samples + (size_t)i * 2, 2);
        wide[i] = (float)value / 32768.0f;
    }
    struct speech out = {0};
    if (!pcm_resample(wide, count, 1, rate, &out.sound, err)) return false;
    read_phones(&in, rate, &out);
    uint32_t words = reader_u32(&in);
    if (!in.failed && words <= RAW_MAX_ITEMS) {
        out.words = xcalloc((size_t)words + 1, sizeof *out.words);
        for (uint32_t i = 0; i < words && !in.failed; i++) {
            struct word_time *word = &out.words[out.word_count];
            word->text_start = reader_u32(&in);
            word->text_size = reader_u32(&in);
            word->start = at_48k((int64_t)reader_u64(&in), rate, out.sound.frames);
            word->end = at_48k((int64_t)reader_u64(&in), rate, out.sound.frames);
            if (!in.failed && word->end >= word->start) out.word_count++;
        }
    }
    if (in.failed || out.phone_count == 0) {
        speech_done(&out);
        return error_set(err, PROBLEM_UNAVAILABLE, "The speech engine's report is cut off.");
    }
    out.moved_semitones = semitones;
    out.moved_pace = pace;
    snprintf(out.engine, sizeof out.engine, "%s", engine);
    *speech = out;
    return true;
}
