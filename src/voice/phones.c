#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "voice/engines.h"

static uint32_t first_letter(const char *ipa) {
    uint32_t code = 0;
    if (ipa[0]) utf8_decode(ipa, ipa + strlen(ipa), &code);
    return code;
}

static bool is_in(uint32_t code, const char *letters) {
    const char *end = letters + strlen(letters);
    for (const char *at = letters; at < end;) {
        uint32_t letter;
        at += utf8_decode(at, end, &letter);
        if (letter == code) return true;
    }
    return false;
}

bool voice_phone_is_stop(const char *ipa) {
    uint32_t code = first_letter(ipa);
    return code && is_in(code, "pbtdʈɖcɟkgɡqɢʔ");
}

bool voice_phone_is_vowel(const char *ipa) {
    uint32_t code = first_letter(ipa);
    return code && is_in(code, "aɐɑɒæʌəɘɜɝɚɛeɤiɪɨoɔøœɵuʊʉɯyʏɞᵻᵿ");
}

static double rms(const float *samples, int64_t count) {
    double sum = 0;
    for (int64_t i = 0; i < count; i++) sum += (double)samples[i] * samples[i];
    return count > 0 ? sqrt(sum / (double)count) : 0;
}

void voice_take_closures(struct speech *speech) {
    const int64_t step = PCM_RATE / 500;          /* 2 ms */
    const int64_t longest = PCM_RATE * 90 / 1000; /* a closure */
    double quiet = 0.035 * rms(speech->sound.samples, speech->sound.frames) + 1e-6;
    for (size_t i = 1; i < speech->phone_count; i++) {
        struct phone *stop = &speech->phones[i], *before = &speech->phones[i - 1];
        if (!voice_phone_is_stop(stop->ipa)) continue;
        /* A quarter of the phone before stays with it. */
        int64_t floor = before->start + (before->end - before->start) / 4;
        if (floor < stop->start - longest) floor = stop->start - longest;
        int64_t at = stop->start;
        while (at - step > floor && rms(speech->sound.samples + at - step, step) < quiet)
            at -= step;
        stop->start = before->end = at;
    }
}

struct delivery voice_delivery(enum emotion emotion, double intensity) {
    /* Directions after Murray and Arnott (1993) and Juslin and Laukka (2003): joy and anger
     * fast, wide and bright, sadness slow, low, narrow and dark, fear fast, high and unsteady.
     * Amounts are ours, at full intensity. */
    static const struct delivery all[EMOTION_COUNT] = {
        [EMOTION_NEUTRAL] = {1.0, 0.0, 1.0, 0, 0, 0, 1},
        [EMOTION_JOY] = {1.08, 1.7, 1.45, 1, 1.5, 0, 0.85},
        [EMOTION_RESPECT] = {0.94, -0.3, 0.9, -1, -0.5, 0, 1.1},
        [EMOTION_SADNESS] = {0.82, -1.6, 0.6, -2.5, -3, 0.25, 1.5},
        [EMOTION_ANGER] = {1.1, 0.9, 1.45, 3, 3, 0, 0.7},
        [EMOTION_SURPRISE] = {1.07, 2.8, 1.7, 1, 1.5, 0, 0.9},
        [EMOTION_FEAR] = {1.15, 2.3, 1.2, 0, 0.5, 0.5, 0.7},
        [EMOTION_DETERMINED] = {0.97, -0.4, 1.15, 1, 1.5, 0, 1.1},
        [EMOTION_CONFIDENT] = {0.98, -0.3, 1.12, 1, 1, 0, 1},
        [EMOTION_ATTENTIVE] = {1.0, 0.3, 1.05, 0, 0, 0, 1},
        [EMOTION_WISE] = {0.87, -1.0, 0.9, -0.5, -1, 0, 1.4},
        [EMOTION_EXCITED] = {1.15, 2.5, 1.7, 2, 2, 0, 0.65},
        [EMOTION_CALM] = {0.91, -0.5, 0.85, -1, -1.5, 0, 1.25},
        [EMOTION_DISGUST] = {0.93, -0.7, 1.2, 0, 1, 0, 1.1},
        [EMOTION_LOVE] = {0.9, 0.2, 1.0, -1.5, -2, 0.05, 1.2},
    };
    if (emotion < 0 || emotion >= EMOTION_COUNT) emotion = EMOTION_NEUTRAL;
    double part = intensity >= 0 && intensity <= 1 ? intensity : intensity > 1 ? 1 : 0;
    struct delivery full = all[emotion];
    return (struct delivery){
        .rate = 1 + (full.rate - 1) * part,
        .semitones = full.semitones * part,
        .range = 1 + (full.range - 1) * part,
        .level_db = full.level_db * part,
        .bright_db = full.bright_db * part,
        .tremor = full.tremor * part,
        .pauses = 1 + (full.pauses - 1) * part,
    };
}
