/* eSpeak NG (Debian libespeak-ng-dev): formant synthesis in about a hundred languages. Phone
 * times are its phoneme events, whose `sample` counts from the start of the call; its stresses
 * come from its phoneme translation of the same text. */
#include <espeak-ng/speak_lib.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "voice/engines.h"
#include "voice/isolate.h"
#include "voice/raw.h"

/* Languages of espeak-ng 1.51 that films are offered in: its own name, and the BCP 47 tags a
 * voice of it may be asked for. Accents of English and others come after the plain voice. */
static const struct {
    const char *name, *tags;
    const char *file; /* how espeak-ng names it, where that differs */
} espeak_languages[] = {
    {"en-us", "en"},
    {"en-gb", "en", "en"},
    {"en-gb-x-rp", "en"},
    {"en-gb-scotland", "en"},
    {"en-029", "en"},
    {"en-us-nyc", "en"},
    {"hi", "hi sa bho mai"},
    {"ta", "ta"},
    {"te", "te"},
    {"ml", "ml"},
    {"kn", "kn"},
    {"bn", "bn"},
    {"mr", "mr"},
    {"gu", "gu"},
    {"pa", "pa"},
    {"or", "or"},
    {"as", "as"},
    {"ur", "ur"},
    {"ne", "ne"},
    {"si", "si"},
    {"kok", "kok"},
    {"sd", "sd"},
    {"ar", "ar"},
    {"fa", "fa"},
    {"he", "he"},
    {"tr", "tr"},
    {"ku", "ku"},
    {"am", "am"},
    {"sw", "sw"},
    {"om", "om"},
    {"tn", "tn"},
    {"af", "af"},
    {"de", "de"},
    {"es", "es"},
    {"es-419", "es"},
    {"fr-fr", "fr", "fr"},
    {"it", "it"},
    {"pt", "pt"},
    {"pt-br", "pt"},
    {"ca", "ca"},
    {"ro", "ro"},
    {"nl", "nl"},
    {"sv", "sv"},
    {"nb", "nb no nn"},
    {"da", "da"},
    {"fi", "fi"},
    {"is", "is"},
    {"pl", "pl"},
    {"cs", "cs"},
    {"sk", "sk"},
    {"hu", "hu"},
    {"ru", "ru"},
    {"uk", "uk"},
    {"bg", "bg"},
    {"sr", "sr"},
    {"hr", "hr"},
    {"el", "el"},
    {"et", "et"},
    {"lv", "lv"},
    {"lt", "lt"},
    {"ga", "ga"},
    {"cy", "cy"},
    {"ja", "ja"},
    {"ko", "ko"},
    {"cmn", "zh cmn"},
    {"yue", "yue"},
    {"vi", "vi"},
    {"th", "th"},
    {"my", "my"},
    {"id", "id"},
    {"ms", "ms"},
    {"mi", "mi"},
    {"ka", "ka"},
    {"hy", "hy"},
    {"az", "az"},
    {"kk", "kk"},
    {"uz", "uz"},
    {"la", "la"},
    {"eo", "eo"},
};

/* Variants shape the voice's formants. Those with strong echo, growl or breath are left out. */
static const struct {
    const char *suffix;
    enum gender gender;
    enum age_band age;
} espeak_variants[] = {
    {"", GENDER_MALE, AGE_ADULT},          {"+f4", GENDER_FEMALE, AGE_ADULT},
    {"+m3", GENDER_MALE, AGE_YOUNG_ADULT}, {"+f2", GENDER_FEMALE, AGE_YOUNG_ADULT},
    {"+m1", GENDER_MALE, AGE_MATURE},      {"+f1", GENDER_FEMALE, AGE_MATURE},
    {"+m7", GENDER_MALE, AGE_ADULT},       {"+Annie", GENDER_FEMALE, AGE_TEEN},
};

enum { CARD_COUNT = COUNT_OF(espeak_languages) * COUNT_OF(espeak_variants) };
static char card_names[CARD_COUNT][32];
static pthread_once_t card_names_once = PTHREAD_ONCE_INIT;

static void name_cards(void) {
    for (size_t i = 0; i < CARD_COUNT; i++)
        snprintf(card_names[i], sizeof card_names[i], "%s%s",
                 espeak_languages[i / COUNT_OF(espeak_variants)].name,
                 espeak_variants[i % COUNT_OF(espeak_variants)].suffix);
}

static size_t cards(struct voice_card *out, size_t room) {
    pthread_once(&card_names_once, name_cards);
    for (size_t i = 0; i < CARD_COUNT && i < room; i++) {
        size_t variant = i % COUNT_OF(espeak_variants);
        out[i] = (struct voice_card){
            .name = card_names[i],
            .engine = "espeak-ng",
            .gender = espeak_variants[variant].gender,
            .age = espeak_variants[variant].age,
            .languages = espeak_languages[i / COUNT_OF(espeak_variants)].tags,
            .quality = 0.4,
        };
    }
    return CARD_COUNT;
}

/* ---- in the child process ---- */

static struct raw_speech heard; /* of this child's one call */

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

static bool open_engine(void) {
    heard.rate =
        espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL,
                          espeakINITIALIZE_PHONEME_EVENTS | espeakINITIALIZE_PHONEME_IPA |
                              espeakINITIALIZE_DONT_EXIT);
    return heard.rate > 0;
}

/* "en-gb+f4" as espeak-ng knows it: "en+f4". */
static void engine_name(const char *card, char *name, size_t room) {
    size_t size = strcspn(card, "+");
    for (size_t i = 0; i < COUNT_OF(espeak_languages); i++)
        if (espeak_languages[i].file && strlen(espeak_languages[i].name) == size &&
            strncmp(espeak_languages[i].name, card, size) == 0) {
            snprintf(name, room, "%s%s", espeak_languages[i].file, card + size);
            return;
        }
    snprintf(name, room, "%s", card);
}

static bool speak_inside(const void *argument, struct buf *out) {
    const struct utterance *utterance = argument;
    if (!open_engine()) return false;
    espeak_SetSynthCallback(hear);
    char name[64];
    engine_name(utterance->voice.voice, name, sizeof name);
    if (espeak_SetVoiceByName(name) != EE_OK) return false;
    struct delivery how = voice_delivery(utterance->emotion, utterance->intensity);
    /* 160 words a minute: its default of 175 is hasty for dialogue. */
    espeak_SetParameter(espeakRATE, clamp_int(160 * how.rate, 80, 300), 0);
    espeak_SetParameter(espeakRANGE, clamp_int(55 * how.range, 10, 95), 0);
    if (espeak_Synth(utterance->text, strlen(utterance->text) + 1, 0, POS_CHARACTER, 0,
                     espeakCHARS_UTF8, NULL, NULL) != EE_OK)
        return false;
    hear_stresses(utterance->text);
    settle_words(utterance->text);
    raw_write(&heard, out);
    return true;
}

static bool open_inside(const void *argument, struct buf *out) {
    (void)argument;
    buf_u8(out, 1);
    return open_engine();
}

/* ---- in the program ---- */

static bool is_ready;
static pthread_once_t ready_once = PTHREAD_ONCE_INIT;

static void find_ready(void) {
    struct buf bytes;
    is_ready = voice_isolated(open_inside, NULL, &bytes, NULL);
    if (is_ready) buf_done(&bytes);
}

static bool ready(char why[static 200]) {
    pthread_once(&ready_once, find_ready);
    snprintf(why, 200, "%s",
             is_ready
                 ? ""
                 : "The data of espeak-ng is missing: install the package espeak-ng-data.");
    return is_ready;
}

static bool speak(const struct utterance *utterance, struct speech *out, struct error *err) {
    struct buf bytes;
    if (!voice_isolated(speak_inside, utterance, &bytes, err)) return false;
    bool ok = raw_to_speech(&bytes, "espeak-ng", out, err);
    buf_done(&bytes);
    if (ok) voice_take_closures(out);
    return ok;
}

const struct speaker voice_espeak = {
    .name = "espeak-ng",
    .version = "1.51/1",
    .cards = cards,
    .ready = ready,
    .speak = speak,
};
