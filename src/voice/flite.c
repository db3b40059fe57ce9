/* The voices of CMU Flite (Debian flite1-dev): statistical voices slt, rms and awb, and the
 * diphone voice kal16; American English. voice/helper/flite.c speaks. */
#include <flite/flite_version.h>

#include "base/memory.h"
#include "voice/engines.h"

static size_t cards(struct voice_card *out, size_t room) {
    static const struct voice_card all[] = {
        {"slt", "flite", GENDER_FEMALE, AGE_YOUNG_ADULT, "en", 0.55, 169},
        {"rms", "flite", GENDER_MALE, AGE_ADULT, "en", 0.55, 102},
        {"awb", "flite", GENDER_MALE, AGE_ADULT, "en", 0.48, 130},
        {"kal16", "flite", GENDER_MALE, AGE_MATURE, "en", 0.4, 89},
    };
    for (size_t i = 0; i < COUNT_OF(all) && i < room; i++) out[i] = all[i];
    return COUNT_OF(all);
}

static bool ready(char why[static 200]) {
    return voice_helper_ready("flite", why);
}

static bool speak(const struct utterance *utterance, struct cancel *cancel, struct speech *out,
                  struct error *err) {
    return voice_helper_speak("flite", utterance, utterance->voice.voice, cancel, out, err);
}

const struct speaker voice_flite = {
    .name = "flite",
    .version = FLITE_PROJECT_VERSION "/2",
    .cards = cards,
    .ready = ready,
    .speak = speak,
};
