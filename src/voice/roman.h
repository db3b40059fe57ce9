/* Devanagari in Latin letters (IAST, as ISO 15919 writes Sanskrit): "धर्मक्षेत्रे" is
 * "dharmakṣetre". What is not Devanagari stays as it is. */
#ifndef VOICE_ROMAN_H
#define VOICE_ROMAN_H

#include <stdbool.h>

#include "base/buf.h"

/* Are most letters of a text Devanagari? */
bool roman_is_devanagari(const char *text);

void roman_write(const char *text, struct buf *out);

/* The IPA of a Sanskrit word in these Latin letters: every a is said, which readers of Hindi
 * leave out. Letters that are none of theirs are left out. */
void roman_to_ipa(const char *roman, struct buf *out);

struct sentence;
/* Tells the words of a sentence in Devanagari to the engine (order.h), as Sanskrit. */
void roman_tell(struct sentence *sentence);

#endif
