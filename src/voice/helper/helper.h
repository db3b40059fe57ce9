/* The speech helper: the program film-voice, in which one engine runs. See voice/pool.h. */
#ifndef VOICE_HELPER_HELPER_H
#define VOICE_HELPER_HELPER_H

#include "voice/order.h"

enum { HELPER_SENTENCE_S = 280 }; /* after that a sentence is given up, whoever waits */

struct helper_engine {
    const char *name;
    /* Loads what every sentence needs. Called once, before any. When it cannot, `why` says what
     * to install. */
    bool (*open)(char why[static 400]);
    /* Optional; loads what this order needs and others may need again. */
    bool (*prepare)(const struct order *order, char why[static 400]);
    /* Writes what raw_write writes. Called in a child forked for this sentence: engines keep
     * state from one call to the next, and one that dies takes nothing along. */
    bool (*speak)(const struct order *order, struct buf *out, char why[static 400]);
};

extern const struct helper_engine helper_flite;
extern const struct helper_engine helper_espeak;
extern const struct helper_engine helper_neural;

#endif
