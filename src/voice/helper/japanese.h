/* Japanese for neural voices: words and their readings by MeCab with the IPADIC dictionary
 * (Debian: libmecab2, mecab-ipadic-utf8), phones from the kana of the readings.
 *
 * The phones are those that Kokoro learnt (misaki 0.7, ja.py) in IPA: morae without accent, the
 * nasal as the sound that follows it has it. */
#ifndef VOICE_HELPER_JAPANESE_H
#define VOICE_HELPER_JAPANESE_H

#include <stdbool.h>

#include "voice/helper/units.h"

/* Opens the dictionary, once. False: why not. */
bool japanese_open(char why[static 400]);

/* For units_read; what is not Japanese is read by the voice that espeak-ng is set to. */
void japanese_read_stretch(struct units *units, const char *text, size_t size, uint32_t offset);

/* The phones of a reading in katakana, as one word. */
void japanese_add_reading(struct units *units, const char *kana, size_t size, int word);

#endif
