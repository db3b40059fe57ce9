/* The speech helper: the program film-voice, in which one engine runs. See voice/pool.h. */
#ifndef VOICE_HELPER_HELPER_H
#define VOICE_HELPER_HELPER_H

#include "voice/order.h"

enum { HELPER_SENTENCE_S = 240 }; /* after that a sentence is given up, whoever waits */

struct helper_engine {
    const char *name;
    /* Loads what every sentence needs. Called once, before any. When it cannot, `why` says what
     * to install. */
    bool (*open)(char why[static 400]);
    /* Writes what raw_write writes. Engines that keep state from one call to the next speak
     * each sentence in a child forked after open(). */
    bool (*speak)(const struct order *order, struct buf *out, char why[static 400]);
    bool keeps_state;
};

extern const struct helper_engine helper_flite;
extern const struct helper_engine helper_espeak;

#endif
