/* A cue's bars and sections. Private to the room. */
#ifndef MUSIC_PLAN_H
#define MUSIC_PLAN_H

#include "music/composer.h"
#include "music/style.h"

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
struct anchor { /* what would fall at `from` falls at `to` */
    int64_t from, to;
};
struct plan {
    int bars, beats; /* beats to a bar */
    double tempo;    /* beats a minute before the ritardando */
    double slowing;  /* beats at the end over which it slows */
    double swing;
    /* The tempo bends between these so that beats fall on the order's hits. */
    struct anchor anchors[CUE_HITS + 2];
    int anchor_count;
    double hits[CUE_HITS]; /* the beats that fall on hits */
    int hit_count;
    int64_t start, end, length;
    struct section sections[MAX_SECTIONS];
    int section_count;
};

void plan_make(const struct cue_order *order, struct style *style, struct plan *plan);
int64_t plan_sample(const struct plan *plan, double beat);
const struct section *plan_section(const struct plan *plan, int bar);

#endif
