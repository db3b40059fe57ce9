/* Inside the voice room: what an engine heard itself say, on its way out of the helper.
 */
#ifndef VOICE_RAW_H
#define VOICE_RAW_H

#include "voice/speaker.h"

struct raw_phone {
    char ipa[12];
    int64_t start; /* samples of the engine's own rate; it lasts until the next starts */
    bool stressed;
};

struct raw_word {
    uint32_t text_start, text_size;
    int64_t start, end;
};

struct raw_speech {
    int rate;
    double semitones,
        pace; /* that the engine has moved by itself, of what was ordered; pace 0: 1 */
    struct {
        int16_t *items;
        size_t count, room;
    } samples;
    struct {
        struct raw_phone *items;
        size_t count, room;
    } phones;
    struct {
        struct raw_word *items;
        size_t count, room;
    } words;
};

void raw_phone_add(struct raw_speech *raw, const char *ipa, int64_t start, bool stressed);
void raw_write(const struct raw_speech *raw, struct buf *out);
void raw_done(struct raw_speech *raw);

/* From raw_write's bytes to speech at 48 kHz whose phones cover the sound. */
bool raw_to_speech(const struct buf *bytes, const char *engine, struct speech *speech,
                   struct error *err) MUST_USE;

#endif
