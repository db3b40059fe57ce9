/* The score: a cue composed for each scene from mood, culture and length, and played from a
 * soundfont. The interface takes hosted composers next. */
#ifndef MUSIC_COMPOSER_H
#define MUSIC_COMPOSER_H

#include "base/cancel.h"
#include "base/hash.h"
#include "base/pcm.h"
#include "breakdown/breakdown.h"

struct cue_order {
    enum mood mood;
    double strength; /* 0..1 */
    enum culture culture;
    bool festive;
    int64_t length; /* samples at 48 kHz: the last chord is struck before, and has died down at,
                       it */
    uint64_t theme_seed;   /* the film's: cues of one film share their theme */
    uint64_t seed;         /* the cue's own variation */
    bool opening, closing; /* first and last cue of the film */
};

enum ornament {                  /* what a note's pitch does with `bend_cents` */
                ORNAMENT_GLIDE,  /* leaves the key in its last part and ends there */
                ORNAMENT_SLIDE,  /* comes from there to the key in its first part (meend, jaru)
                                  */
                ORNAMENT_SHAKE,  /* swings between there and the key about five times a second
                                    (kampita) */
                ORNAMENT_VIBRATO /* swings that far to both sides after its first part */
};
struct note {              /* one note, or one controller value */
    int64_t start, length; /* samples */
    uint8_t channel;       /* MIDI 0..15, 9 is percussion */
    uint8_t key, velocity;
    uint8_t controller; /* 0: a note; else this controller takes the value in `velocity` */
    uint8_t ornament;   /* enum ornament */
    int16_t bend_cents; /* relative to the key; 0 mostly: no ornament */
};

struct score {
    struct note *notes; /* by start */
    size_t count;
    uint8_t programs[16];      /* General MIDI program of each channel */
    float gains[16], pans[16]; /* amplitude 0..1; pan -1..1 */
    int8_t tuning[12]; /* cents of each pitch class (0 = C) away from equal temperament */
    double tempo;      /* quarter notes a minute */
    int key;           /* pitch class of the tonic, 0 = C */
    const char *mode;  /* "major", "dorian", "raga mohanam", ... static */
};
void score_done(struct score *score);

struct composer {
    const char *name, *version;
    bool (*ready)(char why[static 200]);
    bool (*play)(const struct cue_order *order, struct cancel *cancel, struct pcm *out,
                 struct error *err);
};
extern const struct composer
    *const music_composers[]; /* in order of preference, NULL at the end */

/* Composes only: pure, never fails. */
void music_compose(const struct cue_order *order, struct score *score);

/* Composes and plays: stereo of exactly order->length frames, peak below -3 dBFS, silence at
 * both ends. Same order, same bytes. PROBLEM_UNAVAILABLE names the soundfont package to
 * install. */
bool music_play(const struct cue_order *order, struct cancel *cancel, struct pcm *out,
                struct error *err) MUST_USE;
struct hash music_hash(const struct cue_order *order);

#endif
