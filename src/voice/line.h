/* Inside the voice room: a line made ready to be spoken: SSML read, cut into sentences, its
 * names as the project says them, its numbers in words. */
#ifndef VOICE_LINE_H
#define VOICE_LINE_H

#include "voice/speaker.h"
#include "voice/text.h"

/* A verse on the few pitches of Indian recitation, not a poem that is spoken. */
bool line_is_chanted(const struct utterance *utterance);

/* Of a verse each row is a sentence, with a pause behind it that is longer where a half verse
 * and a verse end. */
void line_sentences(const struct utterance *utterance, struct sentences *sentences);

#endif
