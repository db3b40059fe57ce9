/* What the steps of one composition share: the order, the plan in bars, the style, the harmony,
 * and the notes so far. Private to the room. */
#ifndef MUSIC_SKETCH_H
#define MUSIC_SKETCH_H

#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "music/composer.h"
#include "music/mode.h"
#include "music/motif.h"
#include "music/plan.h"
#include "music/style.h"

struct chord {
    double beat, length;
    int degree;     /* 0..6 of the mode's scale */
    uint16_t tones; /* pitch classes relative to the tonic */
    int root;       /* pitch class relative to the tonic */
    int keys[4];    /* voiced, rising */
    int key_count;
};

struct sketch {
    const struct cue_order *order;
    struct plan plan;
    struct style style;
    struct motif theme, person; /* of the film and of the cue's main character */
    int tonic;
    LIST(struct chord) chords;
    LIST(struct note) notes;
};

/* 0..1: how far the cue is wound up there. */
double sketch_intensity(const struct sketch *sketch, double beat);

/* The order's energy or light there; `otherwise` when the order says nothing of it. */
double sketch_scene(const struct sketch *sketch, const float *points, double beat,
                    double otherwise);

/* harmony.c: fills sketch->chords. */
void sketch_harmony(struct sketch *sketch);
const struct chord *sketch_chord(const struct sketch *sketch, double beat);

/* melody.c, parts.c, rhythm.c: write their channels. */
void sketch_melody(struct sketch *sketch);
void sketch_parts(struct sketch *sketch);
void sketch_drone(struct sketch *sketch);
void sketch_rhythm(struct sketch *sketch);

/* compose.c */
struct note *sketch_note(struct sketch *sketch, enum role role, double beat, double beats,
                         int key, double velocity);
void sketch_control(struct sketch *sketch, int channel, double beat, int controller,
                    double value);
bool sketch_plays(const struct sketch *sketch, enum role role);

#endif
