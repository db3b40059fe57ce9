/* What a neural voice is to say: phones, spaces and marks, from espeak-ng's reading of a
 * sentence.
 */
#ifndef VOICE_HELPER_UNITS_H
#define VOICE_HELPER_UNITS_H

#include "base/memory.h"

enum unit_kind { UNIT_PHONE, UNIT_SPACE, UNIT_MARK };

struct unit {
    enum unit_kind kind;
    char ipa[16];   /* of a phone, without stress */
    char mark;      /* one of , . ; : ! ? */
    uint8_t stress; /* 0, 1 primary, 2 secondary */
    int word;       /* place in `words`; -1: none */
};

struct unit_word {
    uint32_t start, size; /* bytes of the text */
};

struct units {
    LIST(struct unit) list;
    LIST(struct unit_word) words;
};

/* Reads a text by the voice that espeak-ng is set to. Words whose IPA is told
 * (order.h) are taken by it. */
void units_read(const char *text, struct units *units);
void units_done(struct units *units);

#endif
