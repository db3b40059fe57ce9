/* Inside the voice room: a line made ready to be spoken: SSML read, cut into sentences, its
 * names as the project says them, its numbers in words. */
#ifndef VOICE_LINE_H
#define VOICE_LINE_H

#include "voice/speaker.h"
#include "voice/text.h"

void line_sentences(const struct utterance *utterance, struct sentences *sentences);

#endif
