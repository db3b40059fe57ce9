/* Inside the voice room: what is written short, written out as it is said. English; of other
 * languages espeak-ng knows the numbers itself. */
#ifndef VOICE_NORMAL_H
#define VOICE_NORMAL_H

#include <stdbool.h>

#include "voice/text.h"

/* Numbers, years, ordinals, fractions, times, dates, money, per cent, measures, abbreviations
 * and signs become words, in place. Each byte of a word comes from the first byte of what it
 * stands for, its last byte from the last. */
void normal_english(struct sentence *sentence);

/* A number in words: "one hundred and five"; ordinal: "one hundred and fifth". */
void normal_number(uint64_t number, bool ordinal, char *out, size_t room);

#endif
