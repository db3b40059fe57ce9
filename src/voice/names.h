/* Inside the voice room: names and words of India, Africa, Arabia and Japan in English speech.
 *
 * Readers of English make "næmæst" of namaste and "mew-za" of Musa. These words are written
 * with the vowels of Latin, and are told to the engine in IPA (order.h's marks), as a speaker
 * of English who knows them says them. A project's own list comes first. */
#ifndef VOICE_NAMES_H
#define VOICE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "voice/text.h"

enum { NAMES_IPA_SIZE = 96 };

/* The IPA of a romanised word by its letters: lower-case ASCII, at most 24 of them. "aa", "ee",
 * "oo", "oe", "ey" and doubled consonants tell what single letters leave open. False: it cannot
 * be read so. */
bool names_read(const char *word, char ipa[static NAMES_IPA_SIZE]);

/* Marks the words of a sentence that are in the list of names.c, outside of other marks. */
void names_apply(struct sentence *sentence);

#endif
