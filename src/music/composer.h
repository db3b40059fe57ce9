/* The score: a cue composed for each scene from mood, culture and length, and played from a
 * soundfont. The interface takes hosted composers next. */
#ifndef MUSIC_COMPOSER_H
#define MUSIC_COMPOSER_H

#include "base/buf.h"
#include "base/cancel.h"
#include "base/hash.h"
#include "base/pcm.h"
#include "breakdown/breakdown.h"
#include "music/mode.h"

/* Changes of the scene that the cue goes along with. */
enum { CUE_POINTS = 8, CUE_HITS = 16 };

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

    /* All of these may be zero: then mood and culture decide. */
    enum music_style style;
    const struct music_mode *mode;
    const char *rhythm; /* one of music_rhythm_name */
    double tempo;       /* beats a minute */
    int key;            /* 1 C .. 12 B: of the tonic */
    uint64_t person;    /* the main character's theme, which the cue takes for its statements */
    /* How wound up (0..1) and how light (-1..1) the scene is at even distances from start to
     * end; the moods between are drawn straight. */
    int point_count;
    float energy[CUE_POINTS], light[CUE_POINTS];
    /* Moments of the picture, samples rising: beats fall on them where the tempo can bear it.
     */
    int hit_count;
    int64_t hits[CUE_HITS];
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
    uint8_t programs[16];      /* General MIDI program of each channel, or an INSTRUMENT_ of
                                  instrument.h */
    uint8_t kit;               /* program of the drums */
    float gains[16], pans[16]; /* amplitude 0..1; pan -1..1 */
    int8_t tuning[12];   /* cents of each pitch class (0 = C) away from equal temperament */
    double tempo;        /* quarter notes a minute */
    int key;             /* pitch class of the tonic, 0 = C */
    int beats;           /* to a bar */
    int64_t *beat_times; /* the sample of each beat, the last downbeat included */
    size_t beat_count;
    const char *mode; /* "major", "dorian", "raga mohanam", ... static */
};
void score_done(struct score *score);

/* Names of percussion cycles ("adi", "rupaka", "teental", "keherwa" ...), NULL past the end. */
const char *music_rhythm_name(int index);

struct composer {
    const char *name, *version;
    bool (*ready)(char why[static 200]);
    bool (*play)(const struct cue_order *order, struct cancel *cancel, _Atomic float *done,
                 struct pcm *out, struct error *err);
};
extern const struct composer
    *const music_composers[]; /* in order of preference, NULL at the end */

/* Composes only: pure, never fails. */
void music_compose(const struct cue_order *order, struct score *score);

/* Composes and plays: stereo of exactly order->length frames, peak below -3 dBFS, silence at
 * both ends. Same order, same bytes. `done` (may be NULL) goes from 0 to 1 meanwhile.
 * PROBLEM_UNAVAILABLE names the soundfont package to install. */
bool music_play(const struct cue_order *order, struct cancel *cancel, _Atomic float *done,
                struct pcm *out, struct error *err) MUST_USE;

/* The same in four stems that add up to it. */
enum music_stem { MUSIC_MELODY, MUSIC_HARMONY, MUSIC_DRONE, MUSIC_RHYTHM, MUSIC_STEM_COUNT };
const char *music_stem_name(enum music_stem stem); /* "melody" */
bool music_play_stems(const struct cue_order *order, struct cancel *cancel, _Atomic float *done,
                      struct pcm stems[MUSIC_STEM_COUNT], struct error *err) MUST_USE;

/* The cue as a standard MIDI file (format 1, a track a part), gamakas as pitch bend, maqamat by
 * the MIDI Tuning Standard's octave tuning. Never fails. */
void music_write_midi(const struct cue_order *order, struct buf *out);

struct hash music_hash(const struct cue_order *order);

#endif
