/* What the steps of one composition share: the order, the plan in bars, the style, the harmony,
 * and the notes so far. Private to the room. */
#ifndef MUSIC_SKETCH_H
#define MUSIC_SKETCH_H

#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "music/composer.h"
#include "music/mode.h"

enum { MAX_BARS = 640, MAX_SECTIONS = MAX_BARS / 4 + 2 };

enum section_kind {
    SECTION_INTRO,    /* the ground alone */
    SECTION_STATE,    /* the theme, ending open */
    SECTION_ANSWER,   /* the theme again, ending closed */
    SECTION_FRAGMENT, /* its head now and then, with rests */
    SECTION_BREATHE,  /* accompaniment only */
    SECTION_DEVELOP,  /* its head in sequence */
    SECTION_CLIMAX,   /* the theme high and full */
    SECTION_CLOSE     /* the theme stretched, cadence */
};
struct section {
    enum section_kind kind;
    int bar, bars;
};

/* Bars from the cue's length: the downbeat after the last bar is the final chord. */
struct plan {
    int bars, beats; /* beats to a bar */
    double tempo;    /* beats a minute before the ritardando */
    double slowing;  /* beats at the end over which it slows */
    int64_t start, end, length;
    struct section sections[MAX_SECTIONS];
    int section_count;
};

enum role {
    ROLE_LEAD,
    ROLE_SECOND,
    ROLE_PAD,
    ROLE_FIGURE,
    ROLE_BASS,
    ROLE_COLOR,
    ROLE_DRONE,
    ROLE_HAND,
    ROLE_COUNT
}; /* channels 0..7 */
enum { CHANNEL_PERCUSSION = 9 };

enum figure {
    FIGURE_NONE,
    FIGURE_ARPEGGIO,
    FIGURE_BROKEN,
    FIGURE_PULSE,
    FIGURE_OOMPAH,
    FIGURE_CHORDS,
    FIGURE_OSTINATO,
    FIGURE_INTERLOCK
};

struct style {
    const struct music_mode *mode;
    double tempo, tempo_low, tempo_high;
    int beats;                /* to a bar */
    int parts;                /* of a beat: 2 or 3 */
    int programs[ROLE_COUNT]; /* -1: silent */
    int low, high;            /* range of the lead */
    enum figure figure;
    int percussion;  /* index of a rhythm, -1 none */
    double density;  /* 0..1: how much of the time the lead plays */
    double loudness; /* of the whole, 0..1 */
    bool drone;      /* tonic and fifth held, no chord changes */
    bool gamaka, vibrato;
};

struct chord {
    double beat, length;
    int degree;     /* 0..6 of the mode's scale */
    uint16_t tones; /* pitch classes relative to the tonic */
    int root;       /* pitch class relative to the tonic */
    int keys[4];    /* voiced, rising */
    int key_count;
};

/* The film's theme: two bars of rhythm and steps, kept by all cues of a film. */
enum { MAX_MOTIF = 12 };
struct motif {
    int count;
    double beats[MAX_MOTIF]; /* lengths */
    int steps[MAX_MOTIF];    /* from the note before; the first from where the phrase starts */
    double total;            /* beats */
};

struct sketch {
    const struct cue_order *order;
    struct plan plan;
    struct style style;
    struct motif theme;
    int tonic;
    LIST(struct chord) chords;
    LIST(struct note) notes;
};

/* plan.c */
void plan_make(const struct cue_order *order, struct style *style, struct plan *plan);
int64_t plan_sample(const struct plan *plan, double beat);
/* 0..1: how far the cue is wound up there. */
double plan_intensity(const struct sketch *sketch, double beat);
const struct section *plan_section(const struct plan *plan, int bar);

/* style.c */
void style_choose(const struct cue_order *order, struct style *style, int *tonic);

/* theme.c */
void motif_make(uint64_t seed, int beats, struct motif *motif);
struct motif motif_invert(const struct motif *motif);
struct motif motif_stretch(const struct motif *motif, double factor);
struct motif motif_head(const struct motif *motif, double beats);
struct motif motif_vary(const struct motif *motif, struct random *random);

/* harmony.c: fills sketch->chords. */
void sketch_harmony(struct sketch *sketch);
const struct chord *sketch_chord(const struct sketch *sketch, double beat);

/* melody.c, parts.c, rhythm.c: write their channels. */
void sketch_melody(struct sketch *sketch);
void sketch_parts(struct sketch *sketch);
void sketch_drone(struct sketch *sketch);
void sketch_rhythm(struct sketch *sketch);
int sketch_rhythm_find(const char *name);

/* sketch.c */
struct note *sketch_note(struct sketch *sketch, enum role role, double beat, double beats,
                         int key, double velocity);
void sketch_control(struct sketch *sketch, int channel, double beat, int controller,
                    double value);
bool sketch_plays(const struct sketch *sketch, enum role role);

#endif
