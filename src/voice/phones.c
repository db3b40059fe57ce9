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
     * fast and wide, sadness slow, low and narrow, fear fast and high. Amounts are ours, at
     * full intensity. */
    static const struct delivery all[EMOTION_COUNT] = {
        [EMOTION_NEUTRAL] = {1.00, 0.0, 1.00, 0},
        [EMOTION_JOY] = {1.07, 1.4, 1.40, 1},
        [EMOTION_RESPECT] = {0.94, -0.3, 0.90, -1},
        [EMOTION_SADNESS] = {0.83, -1.4, 0.65, -2.5},
        [EMOTION_ANGER] = {1.10, 0.8, 1.40, 3},
        [EMOTION_SURPRISE] = {1.06, 2.4, 1.60, 1},
        [EMOTION_FEAR] = {1.14, 2.0, 1.20, 0},
        [EMOTION_DETERMINED] = {0.98, -0.4, 1.10, 1},
        [EMOTION_CONFIDENT] = {0.98, -0.3, 1.12, 1},
        [EMOTION_ATTENTIVE] = {1.00, 0.3, 1.05, 0},
        [EMOTION_WISE] = {0.88, -0.9, 0.90, -0.5},
        [EMOTION_EXCITED] = {1.14, 2.2, 1.60, 2},
        [EMOTION_CALM] = {0.92, -0.5, 0.85, -1},
        [EMOTION_DISGUST] = {0.94, -0.6, 1.15, 0},
        [EMOTION_LOVE] = {0.91, 0.2, 1.00, -1.5},
    };
    if (emotion < 0 || emotion >= EMOTION_COUNT) emotion = EMOTION_NEUTRAL;
    double part = intensity >= 0 && intensity <= 1 ? intensity : intensity > 1 ? 1 : 0;
    struct delivery full = all[emotion];
    return (struct delivery){
        .rate = 1 + (full.rate - 1) * part,
        .semitones = full.semitones * part,
        .range = 1 + (full.range - 1) * part,
        .level_db = full.level_db * part,
    };
}
