/* Inside the voice room: what the film asks a speech helper, and how the answer looks.
 *
 * Both are frames: a u32 size, then that many bytes, little-endian. An order is
 *   kind u8, rate f32, range f32, semitones f32, tempo f32, then voice, language and text as
 * buf_string writes them; an answer is a u8 (1: done), then raw_write's bytes, or a sentence
 * that says why not. Either side takes the other's bytes for hostile: bounded and checked. */
#ifndef VOICE_ORDER_H
#define VOICE_ORDER_H

#include "base/buf.h"

enum {
    ORDER_MAX_SIZE = 64 << 10,
    ANSWER_MAX_SIZE = 256 << 20,
    ORDER_MAX_NAME = 4000,
    ORDER_MAX_TEXT = 16 << 10,
};

/* In a text, a word whose sound is told: OPEN, its IPA, MID, the word as written, CLOSE. */
enum { ORDER_IPA_OPEN = 1, ORDER_IPA_MID = 2, ORDER_IPA_CLOSE = 3 };

/* The text with the words as written only, in place: for engines that cannot speak IPA. Its
 * size stays: what goes becomes spaces, so that places in it stay true. */
void order_drop_ipa(char *text);

enum order_kind { ORDER_SPEAK, ORDER_READY, ORDER_KIND_COUNT };

struct order {
    enum order_kind kind;
    const char *voice;    /* by the engine's own name */
    const char *language; /* BCP 47 primary tag */
    const char *text;     /* one sentence, plain UTF-8 */
    double rate, range;   /* of pace and melody; 1: the voice's own */
    double semitones;     /* of pitch, and ...*/
    double tempo;         /* ... pace, which an engine may move itself; it says what it has */
};

/* Without the size in front. False: PROBLEM_TOO_LARGE. */
bool order_write(const struct order *order, struct buf *out, struct error *err) MUST_USE;

/* Strings point into `store` (ORDER_MAX_SIZE bytes). False: these bytes are no order. */
bool order_read(const void *bytes, size_t size, char *store, struct order *order) MUST_USE;

#endif
