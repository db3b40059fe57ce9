/* Inside the voice room: a line's text made ready for an engine, sentence by sentence.
 *
 * Engines read curly quotes, dashes and emoji aloud or stumble over them; here they become
 * plain punctuation, a pause, or nothing. Every byte of a sentence knows the byte it came from.
 */
#ifndef VOICE_TEXT_H
#define VOICE_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { VOICE_MAX_SENTENCE = 400 }; /* bytes given to an engine at once */

struct sentence {
    char *text; /* cleaned */
    size_t size;
    uint32_t *origin; /* origin[i]: byte of the line that text[i] came from */
    int pause_ms;     /* of silence after it */
    double rate;      /* of pace; 0: 1 */
    double semitones, gain_db;
};

struct sentences {
    struct sentence *items;
    size_t count, room;
};

struct word_span {
    uint32_t start, size; /* bytes of the line */
};
struct word_spans {
    struct word_span *items;
    size_t count, room;
};

/* Puts another text in the place of a sentence's: takes the bytes of `text`, which is done
 * with, and `origin`, malloc'd, one for each of its bytes. */
void voice_replace_text(struct sentence *sentence, struct buf *text, uint32_t *origin);

void voice_sentences(const char *line, struct sentences *sentences);
void voice_sentences_done(struct sentences *sentences);

/* Runs between white space that hold at least one letter or digit, outer punctuation left out.
 */
void voice_words(const char *line, struct word_spans *spans);

#endif
