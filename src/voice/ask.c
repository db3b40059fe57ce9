/* What every engine with a helper does on this side of the socket. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "voice/engines.h"
#include "voice/pool.h"
#include "voice/raw.h"

/* A long sentence takes a neural voice half a minute of one core, and the machine may be busy.
 */
int voice_patience_s = 300;

bool voice_helper_ready(const char *engine, char why[static 200]) {
    struct order order = {.kind = ORDER_READY,
                          .voice = "",
                          .language = "",
                          .text = "",
                          .rate = 1,
                          .range = 1,
                          .tempo = 1};
    struct buf bytes;
    struct error err;
    if (!voice_pool_ask(engine, &order, voice_patience_s, NULL, &bytes, &err)) {
        snprintf(why, 200, "%.199s", err.message);
        return false;
    }
    buf_done(&bytes);
    why[0] = '\0';
    return true;
}

bool voice_helper_speak(const char *engine, const struct utterance *utterance, const char *name,
                        struct cancel *cancel, struct speech *out, struct error *err) {
    struct delivery how = voice_delivery(utterance->emotion, utterance->intensity);
    struct order order = {
        .kind = ORDER_SPEAK,
        .voice = name,
        .language = utterance->language ? utterance->language : "",
        .text = utterance->text,
        .rate = how.rate,
        .range = how.range * voice_chant_range(utterance),
        .semitones = utterance->voice.pitch_semitones,
        .tempo = utterance->voice.tempo,
    };
    AUTO_FREE char *plain = xstrdup(utterance->text);
    if (strcmp(engine, "neural") != 0) { /* only those can speak what is told in IPA */
        order_drop_ipa(plain);
        order.text = plain;
    }
    struct buf bytes;
    if (!voice_pool_ask(engine, &order, voice_patience_s, cancel, &bytes, err)) return false;
    bool ok = raw_to_speech(&bytes, engine, out, err);
    buf_done(&bytes);
    return ok;
}
