/* The timeline: where every shot, line, sound, cue and caption of the film lies. One model,
 * from which the mix, the captions, the chapters and the joining are made. */
#ifndef EDIT_TIMELINE_H
#define EDIT_TIMELINE_H

#include "storyboard/storyboard.h"

struct timeline_shot {
    size_t shot;           /* index into storyboard->shots */
    int64_t start, frames; /* film frames; overlaps the one before by transition_frames */
    enum transition transition_in;
    int64_t transition_frames;
};

struct timeline_line {
    size_t line;           /* index into breakdown->lines */
    int64_t start, length; /* film samples */
    double pan;            /* -1..1, gently: from where the speaker stands */
    double distance;       /* metres from the camera: level and room */
    bool off_screen;
};

enum timeline_sound_kind { SOUND_AMBIENCE, SOUND_EFFECT, SOUND_MUSIC };

struct timeline_sound {
    enum timeline_sound_kind kind;
    int scene;             /* -1: over title or credits */
    const char *effect;    /* SOUND_EFFECT */
    int64_t start, length; /* film samples. An effect: 0, its own length; else it ends early,
                              faded (steps, when the walker stands still) */
    double gain_db, pan;
    uint64_t seed;
};

struct timeline_scene { /* a stretch of the film: title, each scene, credits */
    int scene;          /* -1 title and credits */
    int64_t start,
        length; /* film samples, without gap or overlap; cut at the middle of transitions */
    size_t first_shot, shot_count;
    const char *title; /* chapter name: "Lighthouse, night" */
};

struct timeline {
    struct rational fps;
    int64_t frames;  /* of the film */
    int64_t samples; /* the same, in samples */
    struct timeline_shot *shots;
    size_t shot_count;
    struct timeline_line *lines; /* by start */
    size_t line_count;
    struct timeline_sound *sounds; /* by start */
    size_t sound_count;
    struct timeline_scene *scenes; /* by start */
    size_t scene_count;
    struct arena *arena;
};

/* line_samples as for storyboard_new. `seed`: of the film. */
struct timeline *timeline_new(const struct breakdown *breakdown,
                              const struct storyboard *storyboard, const int64_t *line_samples,
                              uint64_t seed);
void timeline_free(struct timeline *timeline);

#endif
