/* The voice department, and the interface that every speech engine fills in.
 *
 * Speech comes back with the times of its phones as the synthesis itself placed them, so that
 * lips are exact in every language an engine speaks. */
#ifndef VOICE_SPEAKER_H
#define VOICE_SPEAKER_H

#include "base/cancel.h"
#include "base/hash.h"
#include "base/pcm.h"
#include "casting/casting.h"

/* What is to be said and how. */
struct utterance {
    const char *text; /* UTF-8, verbatim from the script; SSML when it begins with <speak> */
    const char *language; /* BCP 47 primary tag */
    struct voice_choice voice;
    enum emotion emotion;
    enum manner manner;
    double intensity;                  /* 0..1 */
    const struct pronounce *pronounce; /* how names are said (pronounce.h); NULL: as written */
};

struct phone {
    char ipa[12];       /* one phone in IPA: "p", "ɑː", "t͡ʃ"; "" is silence */
    int64_t start, end; /* samples at 48 kHz from the start of the speech */
    bool stressed;      /* primary stress, vowels only */
};

struct word_time {
    uint32_t text_start, text_size; /* bytes of utterance.text; of SSML, of ssml_shown */
    int64_t start, end;             /* samples */
};

struct speech {
    struct pcm sound;     /* mono, trimmed: at most 30 ms of silence at either end; the spoken
                             parts are equally loud (BS.1770) before emotion and manner */
    struct phone *phones; /* cover [0, sound.frames) without gap or overlap */
    size_t phone_count;
    struct word_time *words; /* in order; words the engine cannot time are interpolated */
    size_t word_count;
    char engine[24]; /* who spoke: the fallback may differ from the choice */
    /* What the engine has done itself of the pitch and tempo asked for; not kept. */
    double moved_semitones, moved_pace;
};
void speech_done(struct speech *speech);

/* One speech engine. Implementations: voice/flite.c, voice/espeak.c. */
struct speaker {
    const char *name;    /* "flite" */
    const char *version; /* part of every hash of what it spoke */
    /* Fills at most `room` cards, returns how many there are. Called once, before any speech.
     */
    size_t (*cards)(struct voice_card *cards, size_t room);
    /* May this process use it? When not, `why` says what to install. Called by `film doctor`.
     */
    bool (*ready)(char why[static 200]);
    /* Speaks in its own rate and pitch; the department resamples, shifts, trims. Called from
     * any thread; an engine that cannot be entered twice locks inside. Raw phones cover its
     * sound. */
    bool (*speak)(const struct utterance *utterance, struct cancel *cancel, struct speech *out,
                  struct error *err);
};

/* All engines in order of preference, NULL at the end. */
extern const struct speaker *const voice_speakers[];

/* The cards of all engines that are ready. Static storage; *count set. */
const struct voice_card *voice_cards(size_t *count);

/* NULL: there is none of that name. */
const struct voice_card *voice_card_named(const char *name);

/* PROBLEM_UNAVAILABLE with what to do when there is no card at all. Returns false. */
bool voice_none_ready(struct error *err);

/* Speaks a line: engine, resampling to 48 kHz, pitch, formant, tempo and manner, trimming.
 * Tries the fallback engines when the chosen one fails. Same utterance, same bytes. Text
 * without a letter gives half a second of silence. */
bool voice_speak(const struct utterance *utterance, struct cancel *cancel, struct speech *out,
                 struct error *err) MUST_USE;

/* Another engine spoke than that of the voice asked for, though the voice speaks the language:
 * its engine had a fault, which may pass. */
bool voice_stood_in(const struct utterance *utterance, const struct speech *speech);

/* The name of what voice_speak would make: all of the utterance and the engine's version. */
struct hash voice_hash(const struct utterance *utterance);

/* The kept form of speech, and back. Bytes are hostile: bounded and checked. */
void speech_write(const struct speech *speech, struct buf *out);
bool speech_read(const void *bytes, size_t size, struct speech *speech,
                 struct error *err) MUST_USE;

#endif
