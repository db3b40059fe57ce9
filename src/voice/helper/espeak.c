/* eSpeak NG speaks: phone times are its phoneme events, whose `sample` counts from the start of
 * the call; its stresses come from its phoneme translation of the same text. */
#include <espeak-ng/speak_lib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "voice/engines.h"
#include "voice/helper/helper.h"
#include "voice/raw.h"

static struct raw_speech heard; /* of this child's one sentence */

static void hear_event(const espeak_EVENT *event) {
    if (event->type == espeakEVENT_PHONEME) {
        char name[9] = {0};
        memcpy(name, event->id.string, 8);
        raw_phone_add(&heard, name, event->sample, false);
    } else if (event->type == espeakEVENT_WORD && event->length > 0) {
        struct raw_word *word = list_push(&heard.words);
        *word = (struct raw_word){(uint32_t)event->text_position, (uint32_t)event->length,
                                  event->sample, event->sample};
    }
}

static int hear(short *samples, int count, espeak_EVENT *events) {
    for (; events->type != espeakEVENT_LIST_TERMINATED; events++) hear_event(events);
    while (samples && heard.samples.room < heard.samples.count + (size_t)count)
        heard.samples.items =
            list_grow(heard.samples.items, &heard.samples.room, sizeof *heard.samples.items);
    if (samples && count > 0) {
        memcpy(heard.samples.items + heard.samples.count, samples,
               (size_t)count * sizeof(short));
        heard.samples.count += (size_t)count;
    }
    return 0;
}

/* Marks the stressed vowels: phonemes of the translation, "_" between them and stress before
 * them, are matched in order to those heard. */
static void hear_stresses(const char *text) {
    const void *at = text;
    size_t next = 0;
    while (at) {
        const char *phones =
            espeak_TextToPhonemes(&at, espeakCHARS_UTF8, ('_' << 8) | espeakPHONEMES_IPA);
        if (!phones) break;
        while (*phones) {
            size_t size = strcspn(phones, "_ \n");
            static const char primary[] = "ˈ", secondary[] = "ˌ";
            const char *name = phones;
            bool stressed = size > 2 && memcmp(name, primary, 2) == 0;
            size_t mark = stressed || (size > 2 && memcmp(name, secondary, 2) == 0) ? 2 : 0;
            for (size_t i = next; i < heard.phones.count && i < next + 6 && size > mark; i++) {
                struct raw_phone *phone = &heard.phones.items[i];
                if (strncmp(phone->ipa, name + mark, size - mark) != 0 ||
                    phone->ipa[size - mark] != '\0')
                    continue;
                phone->stressed = stressed && voice_phone_is_vowel(phone->ipa);
                next = i + 1;
                break;
            }
            phones += size;
            phones += strspn(phones, "_ \n");
        }
    }
}

/* espeak-ng counts code points from 1; words last until the next one starts. */
static void settle_words(const char *text) {
    const char *at = text, *end = text + strlen(text);
    uint32_t passed = 1;
    for (size_t i = 0; i < heard.words.count; i++) {
        struct raw_word *word = &heard.words.items[i];
        uint32_t wanted = word->text_start;
        if (wanted < passed) {
            at = text;
            passed = 1;
        }
        uint32_t code;
        while (passed < wanted && at < end) at += utf8_decode(at, end, &code), passed++;
        const char *stop = at;
        for (uint32_t k = 0; k < word->text_size && stop < end; k++)
            stop += utf8_decode(stop, end, &code);
        word->text_start = (uint32_t)(at - text);
        word->text_size = (uint32_t)(stop - at);
        word->end = i + 1 < heard.words.count ? heard.words.items[i + 1].start
                                              : (int64_t)heard.samples.count;
    }
}

static int clamp_int(double value, int low, int high) {
    return value < low ? low : value > high ? high : (int)lround(value);
}

static bool open_engine(char why[static 400]) {
    heard.rate =
        espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL,
                          espeakINITIALIZE_PHONEME_EVENTS | espeakINITIALIZE_PHONEME_IPA |
                              espeakINITIALIZE_DONT_EXIT);
    if (heard.rate <= 0)
        snprintf(why, 400,
                 "The data of espeak-ng is missing: install the package espeak-ng-data.");
    return heard.rate > 0;
}

static bool speak(const struct order *order, struct buf *out, char why[static 400]) {
    (void)why;
    espeak_SetSynthCallback(hear);
    if (espeak_SetVoiceByName(order->voice) != EE_OK) return false;
    /* 160 words a minute: its default of 175 is hasty for dialogue. */
    espeak_SetParameter(espeakRATE, clamp_int(160 * order->rate, 80, 300), 0);
    espeak_SetParameter(espeakRANGE, clamp_int(55 * order->range, 10, 95), 0);
    if (espeak_Synth(order->text, strlen(order->text) + 1, 0, POS_CHARACTER, 0,
                     espeakCHARS_UTF8, NULL, NULL) != EE_OK)
        return false;
    hear_stresses(order->text);
    settle_words(order->text);
    raw_write(&heard, out);
    return true;
}

const struct helper_engine helper_espeak = {
    .name = "espeak-ng",
    .open = open_engine,
    .speak = speak,
};
