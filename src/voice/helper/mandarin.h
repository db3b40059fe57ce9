/* Mandarin for neural voices: words and their pinyin from the user's folder (folder.h), phones
 * from the pinyin.
 *
 * The phones are those that Kokoro learnt (misaki 0.7, transcription.py) in IPA, each vowel
 * with the tone of its syllable. */
#ifndef VOICE_HELPER_MANDARIN_H
#define VOICE_HELPER_MANDARIN_H

#include <stdbool.h>

#include "voice/helper/units.h"

/* Reads the readings, once. False: why not. */
bool mandarin_open(char why[static 400]);

/* For units_read; what is not Chinese is read by the voice that espeak-ng is set to. */
units_reader mandarin_read_stretch;

/* The phones of one syllable, "zhuang1"; of what is no syllable none. */
void mandarin_add_syllable(struct units *units, const char *pinyin, size_t size, int word);

#endif
