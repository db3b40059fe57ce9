/* Neural voices: phones by espeak-ng, sound and the times of the phones by the model. A voice
 * is called "kokoro:STYLE" or "piper:NAME". */
#include <espeak-ng/speak_lib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "voice/engines.h"
#include "voice/folder.h"
#include "voice/helper/helper.h"
#include "voice/helper/japanese.h"
#include "voice/helper/kokoro.h"
#include "voice/helper/mandarin.h"
#include "voice/helper/model.h"
#include "voice/raw.h"
#include "voice/styles.h"

enum {
    MAX_SAMPLES = 24000 * 120,
    LATE_MS = 45,  /* Kokoro's sound is so much ahead of its lengths, measured (bench/lips) */
    PAUSE_MS = 70, /* a space that lasts longer is heard as one */
};

static bool open_engine(char why[static 400]) {
    AUTO_FREE char *library = folder_path("libonnxruntime.so");
    if (access(library, R_OK) != 0) {
        AUTO_FREE char *folder = folder_path(".");
        snprintf(why, 400,
                 "No neural voices in %.250s: run fetch-voices (tools/, or libexec/film).",
                 folder);
        return false;
    }
    if (!ort_open(library, why)) return false;
    if (espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL, espeakINITIALIZE_DONT_EXIT) > 0)
        return true;
    snprintf(why, 400, "The data of espeak-ng is missing: install the package espeak-ng-data.");
    return false;
}

static struct model *model_for(const struct order *order, const char **voice,
                               char why[static 400]) {
    const char *colon = strchr(order->voice, ':');
    char name[80] = "kokoro";
    *voice = colon ? colon + 1 : "";
    if (!colon || strchr(*voice, '/')) {
        snprintf(why, 400, "\"%.80s\" is no name of a neural voice.", order->voice);
        return NULL;
    }
    if (strncmp(order->voice, "piper:", 6) == 0)
        snprintf(name, sizeof name, "piper/%s", *voice);
    return model_of(name, why);
}

/* Who reads for the model: espeak-ng but for two languages; NULL: why not. */
static units_reader *reader_for(const struct model *model, enum kokoro_accent accent,
                                char why[static 400]) {
    if (model->voice.kind == ONNX_KOKORO && accent == KOKORO_JAPANESE)
        return japanese_open(why) ? japanese_read_stretch : NULL;
    if (model->voice.kind == ONNX_KOKORO && accent == KOKORO_MANDARIN)
        return mandarin_open(why) ? mandarin_read_stretch : NULL;
    return units_read_stretch;
}

/* In the helper itself, so that the sentence's child finds the model loaded. */
static bool prepare(const struct order *order, char why[static 400]) {
    const char *voice;
    const struct model *model = model_for(order, &voice, why);
    return model && reader_for(model, kokoro_accent_of(voice, order->language), why);
}

/* ---- tokens ---- */

struct token {
    int64_t id;
    size_t unit;
};
struct tokens {
    LIST(struct token) list;
};

static void add_token(struct tokens *tokens, const struct model *model, uint32_t code,
                      size_t unit) {
    int64_t id = model_symbol(model, code);
    if (id < 0) return;
    *list_push(&tokens->list) = (struct token){id, unit};
    /* Piper was trained with a pad after every symbol. */
    int64_t pad = model->voice.kind == ONNX_PIPER ? model_symbol(model, '_') : -1;
    if (pad >= 0) *list_push(&tokens->list) = (struct token){pad, unit};
}

static void add_unit(struct tokens *tokens, const struct model *model, const struct unit *unit,
                     enum kokoro_accent accent, size_t index) {
    if (unit->kind != UNIT_PHONE) {
        add_token(tokens, model, unit->kind == UNIT_SPACE ? ' ' : (uint32_t)unit->mark, index);
        return;
    }
    char written[KOKORO_MAX_PHONE];
    const char *text = unit->ipa;
    if (model->voice.kind == ONNX_KOKORO) text = kokoro_phone(unit->ipa, accent, written);
    if (unit->stress) add_token(tokens, model, unit->stress == 1 ? 0x2c8 : 0x2cc, index);
    for (const char *at = text, *end = text + strlen(text); at < end;) {
        uint32_t code;
        at += utf8_decode(at, end, &code);
        add_token(tokens, model, code, index);
    }
    if (unit->tone >= '1' && unit->tone <= '4') {
        static const uint32_t arrows[] = {0x2192, 0x2197, 0x2193, 0x2198}; /* → ↗ ↓ ↘ */
        add_token(tokens, model, arrows[unit->tone - '1'], index);
    }
}

static bool is_article(const char *text, const struct unit_word *word) {
    const char *at = text + word->start;
    return word->size == 1 && (*at | 32) == 'a' && at[1] == ' ' && at[2] == ORDER_IPA_OPEN;
}

/* Small words as Kokoro learnt them in English: "I" and "I'm" always have a little stress,
 * without which they are swallowed; "a", "an" and "am" keep a vowel of their own, other words
 * have a schwa there. "a" before a told word is read by itself, and is no letter's name. */
static void mend_small_words(struct units *units, const char *text, enum kokoro_accent accent) {
    struct unit *items = units->list.items;
    for (size_t from = 0, end; accent <= KOKORO_BRITISH && from < units->list.count;
         from = end) {
        bool stressed = false;
        for (end = from; end < units->list.count && items[end].kind == UNIT_PHONE &&
                         items[end].word == items[from].word;
             end++)
            stressed |= items[end].stress != 0;
        if (end == from) {
            end++;
            continue;
        }
        if (!stressed && strcmp(items[from].ipa, "aɪ") == 0) items[from].stress = 2;
        if (items[from].word >= 0 && end - from == 1 &&
            is_article(text, &units->words.items[items[from].word])) {
            snprintf(items[from].ipa, sizeof items[from].ipa, "ɐ");
            items[from].stress = 0;
        }
        for (size_t i = from; i < end; i++)
            if (strcmp(items[i].ipa, "ɐ") == 0 && (i > from || end - from > 2))
                snprintf(items[i].ipa, sizeof items[i].ipa, "ə");
    }
}

/* ---- the model's turn ---- */

struct spoken {
    struct ort_result sound, lengths;
    double hop; /* samples for each step of a length */
};

static bool run_kokoro(struct model *model, const struct order *order, const char *style,
                       const int64_t *ids, size_t count, struct ort_result *results,
                       char why[static 400]) {
    float row[FOLDER_STYLE_WIDTH], speed = (float)(order->rate * order->tempo), one = 1;
    float pitch = (float)exp2(order->semitones / 12);
    float center = 1;
    /* half of it: Kokoro is lively by itself, and words suffer */
    float range = (float)(0.5 * (order->range - 1));
    if (!model_style(style, count - 2, row, why)) return false;
    center = (float)styles_hz(style);
    const struct ort_tensor inputs[] = {
        {model->voice.tokens, true, ids, {1, (int64_t)count}, 2, count},
        {"style", false, row, {1, FOLDER_STYLE_WIDTH}, 2, FOLDER_STYLE_WIDTH},
        {"speed", false, &speed, {1}, 1, 1},
        {"film_pitch", false, &pitch, {1}, 1, 1},
        {"film_range", false, &range, {1}, 1, 1},
        {"film_center", false, &center, {1}, 1, 1},
        {"film_one", false, &one, {1}, 1, 1},
    };
    const char *const outputs[] = {model->voice.sound, model->voice.durations};
    return ort_run(model->session, inputs, model->voice.melody ? 7 : 3, outputs, 2, MAX_SAMPLES,
                   results, why);
}

static bool run_piper(struct model *model, const struct order *order, const int64_t *ids,
                      size_t count, struct ort_result *results, char why[static 400]) {
    /* How much its melody varies follows from how much it is shaken. */
    double lively = fmin(fmax(order->range, 0.3), 1.4);
    float scales[] = {(float)(model->noise * lively),
                      (float)(model->length / (order->rate * order->tempo)),
                      (float)model->noise_w};
    int64_t length = (int64_t)count, speaker = 0;
    const struct ort_tensor inputs[] = {
        {model->voice.tokens, true, ids, {1, length}, 2, count},
        {"input_lengths", true, &length, {1}, 1, 1},
        {"scales", false, scales, {3}, 1, 3},
        {"sid", true, &speaker, {1}, 1, 1},
    };
    const char *const outputs[] = {model->voice.sound, model->voice.durations};
    return ort_run(model->session, inputs, model->voice.many_speakers ? 4 : 3, outputs, 2,
                   MAX_SAMPLES, results, why);
}

static bool run(struct model *model, const struct order *order, const char *voice,
                const struct tokens *tokens, struct spoken *spoken, char why[static 400]) {
    size_t count = tokens->list.count;
    AUTO_FREE int64_t *ids = xcalloc(count, sizeof *ids);
    for (size_t i = 0; i < count; i++) ids[i] = tokens->list.items[i].id;
    struct ort_result results[2];
    bool ok = model->voice.kind == ONNX_KOKORO
                  ? run_kokoro(model, order, voice, ids, count, results, why)
                  : run_piper(model, order, ids, count, results, why);
    if (!ok) return false;
    /* Lengths that do not fill the sound would move lips away from it. */
    double sum = 0;
    for (size_t i = 0; i < results[1].count; i++) {
        double length = (double)results[1].values[i];
        ok = ok && length >= 0 && length < 1e6;
        sum += length;
    }
    double hop = sum > 0 ? (double)results[0].count / sum : 0;
    ok = ok && results[1].count == count && hop >= 32 && hop <= 4096;
    if (!ok) {
        snprintf(why, 400, "The model's lengths of phones do not fit its sound.");
        free(results[0].values);
        free(results[1].values);
        return false;
    }
    *spoken = (struct spoken){results[0], results[1], hop};
    return true;
}

/* ---- from tokens back to phones and words ---- */

static void note_unit(const struct units *units, size_t index, int64_t start, int64_t end,
                      struct raw_speech *raw, struct raw_word *words) {
    const struct unit *unit = &units->list.items[index];
    if (unit->kind == UNIT_PHONE) {
        raw_phone_add(raw, unit->ipa, start,
                      unit->stress == 1 && voice_phone_is_vowel(unit->ipa));
        if (unit->word < 0) return;
        struct raw_word *word = &words[unit->word];
        if (word->end == 0) word->start = start;
        word->end = end;
    } else if (unit->kind == UNIT_MARK || end - start > (int64_t)raw->rate * PAUSE_MS / 1000) {
        raw_phone_add(raw, "", start, false);
    }
}

static void collect(const struct spoken *spoken, const struct tokens *tokens,
                    const struct units *units, int late_ms, struct raw_speech *raw,
                    struct raw_word *words) {
    int64_t late = (int64_t)raw->rate * late_ms / 1000;
    int64_t base = (int64_t)raw->samples.count;
    double at = 0;
    raw_phone_add(raw, "", base, false);
    for (size_t i = 0; i < tokens->list.count;) {
        size_t unit = tokens->list.items[i].unit;
        double start = at;
        for (; i < tokens->list.count && tokens->list.items[i].unit == unit; i++)
            at += (double)spoken->lengths.values[i];
        if (unit == SIZE_MAX)
            raw_phone_add(raw, "", base - late + (int64_t)(start * spoken->hop), false);
        else
            note_unit(units, unit, base - late + (int64_t)(start * spoken->hop),
                      base - late + (int64_t)(at * spoken->hop), raw, words);
    }
    for (size_t i = 0; i < spoken->sound.count; i++) {
        double sample = (double)spoken->sound.values[i];
        double clipped = sample > 1     ? 1
                         : sample > -1  ? sample
                         : sample <= -1 ? -1
                                        : 0; /* NaN */
        *list_push(&raw->samples) = (int16_t)lrint(clipped * 32767);
    }
}

/* As many units as the model takes at once, up to a mark or a space when they are not all. */
static size_t stretch_end(const struct units *units, size_t from) {
    size_t end = from, cut = 0, tokens = 0, longest = MODEL_MAX_TOKENS / 2;
    for (; end < units->list.count && tokens < longest; end++) {
        const struct unit *unit = &units->list.items[end];
        tokens += unit->kind == UNIT_PHONE
                      ? utf8_length(unit->ipa) + (unit->stress != 0) + (unit->tone != 0)
                      : 1;
        if (unit->kind == UNIT_MARK || (unit->kind == UNIT_SPACE && tokens > longest * 3 / 4))
            cut = end + 1;
    }
    return end == units->list.count || !cut ? end : cut;
}

static bool speak_units(struct model *model, const struct order *order, const char *voice,
                        enum kokoro_accent accent, const struct units *units,
                        struct raw_speech *raw, struct raw_word *words, char why[static 400]) {
    bool piper = model->voice.kind == ONNX_PIPER, ok = true;
    for (size_t from = 0, end; ok && from < units->list.count; from = end) {
        struct tokens tokens = {0};
        end = stretch_end(units, from);
        if (piper)
            add_token(&tokens, model, '^', SIZE_MAX);
        else
            *list_push(&tokens.list) = (struct token){0, SIZE_MAX};
        for (size_t i = from; i < end; i++)
            add_unit(&tokens, model, &units->list.items[i], accent, i);
        size_t said = tokens.list.count;
        if (piper)
            add_token(&tokens, model, '$', SIZE_MAX);
        else
            *list_push(&tokens.list) = (struct token){0, SIZE_MAX};
        struct spoken spoken;
        if (said > (piper ? 2u : 1u)) {
            ok = run(model, order, voice, &tokens, &spoken, why);
            if (ok) {
                collect(&spoken, &tokens, units, piper ? 0 : LATE_MS, raw, words);
                free(spoken.sound.values);
                free(spoken.lengths.values);
            }
        }
        list_done(&tokens.list);
    }
    return ok;
}

static bool speak(const struct order *order, struct buf *out, char why[static 400]) {
    const char *voice;
    struct model *model = model_for(order, &voice, why);
    if (!model) return false;
    enum kokoro_accent accent = kokoro_accent_of(voice, order->language);
    const char *reader =
        model->voice.kind == ONNX_PIPER ? model->espeak : kokoro_reader(accent);
    if (espeak_SetVoiceByName(reader) != EE_OK) {
        snprintf(why, 400, "espeak-ng cannot read for the voice \"%.100s\".", order->voice);
        return false;
    }
    units_reader *read = reader_for(model, accent, why);
    if (!read) return false;
    struct units units;
    units_read(order->text, read, &units);
    if (model->voice.kind == ONNX_KOKORO) mend_small_words(&units, order->text, accent);
    struct raw_speech raw = {.rate = model->rate, .pace = order->tempo};
    if (model->voice.melody) raw.semitones = order->semitones;
    AUTO_FREE struct raw_word *words = xcalloc(units.words.count + 1, sizeof *words);
    for (size_t i = 0; i < units.words.count; i++) {
        words[i].text_start = units.words.items[i].start;
        words[i].text_size = units.words.items[i].size;
    }
    bool ok = speak_units(model, order, voice, accent, &units, &raw, words, why);
    for (size_t i = 0; ok && i < units.words.count; i++)
        if (words[i].end > words[i].start) *list_push(&raw.words) = words[i];
    if (ok && raw.samples.count) raw_write(&raw, out);
    raw_done(&raw);
    units_done(&units);
    return ok;
}

const struct helper_engine helper_neural = {
    .name = "neural",
    .open = open_engine,
    .prepare = prepare,
    .speak = speak,
};
