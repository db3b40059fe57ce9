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
    char tone;      /* of a vowel of Mandarin: '1' to '5'; 0: none */
    int word;       /* place in `words`; -1: none */
};

struct unit_word {
    uint32_t start, size; /* bytes of the text */
};

struct units {
    LIST(struct unit) list;
    LIST(struct unit_word) words;
};

/* Reads a stretch of text without marks, `offset` bytes into the whole, into phones and words.
 */
typedef void units_reader(struct units *units, const char *text, size_t size, uint32_t offset);

/* By the voice that espeak-ng is set to. */
units_reader units_read_stretch;

/* Reads a text, stretch by stretch between its marks. Words whose IPA is told (order.h) are
 * taken by it. */
void units_read(const char *text, units_reader *read_stretch, struct units *units);
void units_done(struct units *units);

/* For readers: one phone in IPA with its stress; a space, unless there is one; a text read by
 * espeak-ng as part of one word. */
void units_add_phone(struct units *units, const char *ipa, size_t size, int word);
void units_add_space(struct units *units);
void units_speak(struct units *units, const char *text, size_t size, int word);
#endif
