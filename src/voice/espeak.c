/* eSpeak NG (Debian libespeak-ng-dev): formant synthesis in about a hundred languages.
 * voice/helper/espeak.c speaks. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "voice/engines.h"

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
            .quality = 0.25,
        };
    }
    return CARD_COUNT;
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

static bool ready(char why[static 200]) {
    return voice_helper_ready("espeak-ng", why);
}

static bool speak(const struct utterance *utterance, struct cancel *cancel, struct speech *out,
                  struct error *err) {
    char name[64];
    engine_name(utterance->voice.voice, name, sizeof name);
    if (!voice_helper_speak("espeak-ng", utterance, name, cancel, out, err)) return false;
    voice_take_closures(out);
    return true;
}

const struct speaker voice_espeak = {
    .name = "espeak-ng",
    .version = "1.51/2",
    .cards = cards,
    .ready = ready,
    .speak = speak,
};
