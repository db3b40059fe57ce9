/* Inside the storyboard room: the film while its shots are being chosen. */
#ifndef STORYBOARD_COVERAGE_H
#define STORYBOARD_COVERAGE_H

#include "storyboard/stage.h"

struct cutting { /* how the next shot follows */
    enum transition transition;
    double seconds;
    bool match; /* a cut between two pictures of the same form */
};

struct coverage {
    const struct breakdown *breakdown;
    const int64_t *line_samples;
    struct rational fps;
    uint64_t seed;
    struct arena *arena;
    LIST(struct shot) shots;
    int *line_of; /* element -> line, -1 for none */
    struct stage stage;
    struct cutting next; /* for the next shot that is added */
    /* the scene: */
    size_t scene;
    uint64_t scene_seed; /* from what its heading says, so that an edit elsewhere leaves it */
    int number;          /* of its last shot */
    size_t spoken, spoken_before; /* speeches in the scene, and those already told */
    double peak;                  /* intensity of its strongest line; its index */
    size_t peak_line;
    int last_speaker, speaker_before; /* who spoke last, and the other one before; -1 */
    size_t run;                       /* speeches in a row of last_speaker, nothing between */
    enum shot_layout layout;          /* how a talk is shown */
    enum shot_air air;                /* told of the scene so far */
    bool dark;                        /* the lights are out */
    bool shaky;                       /* tense: the camera is in hand */
    size_t next_action;               /* of the scene, not told yet */
    const char *key_prop;             /* the thing that most is done with, or NULL */
    bool inserted;                    /* it was shown close */
};

/* A run of sentences of an action element that one shot tells. */
struct beat {
    const struct action *actions;
    size_t count;
    double from, until; /* of the element's text, 0..1 */
    const char *text;   /* not terminated: `size` bytes */
    size_t size;
    double seconds; /* that telling it takes */
};
enum { STORYBOARD_BEATS = 12 };
/* Cuts an element's text into beats, at least one. Returns how many. */
size_t storyboard_beats(const char *text, const struct action *actions, size_t count,
                        struct beat beats[STORYBOARD_BEATS]);

/* What the words of an action ask of the camera. */
struct direction {
    bool aerial, rack, whip, view;
    int viewer;          /* through whose eyes the `view` is; -1: nobody's that is known */
    enum shot_size size; /* SIZE_COUNT: unsaid */
};
struct direction storyboard_direction(const struct coverage *coverage, const char *text,
                                      size_t size);

/* How the open scene's talk is shown: by its notes, its place and how many there are. */
enum shot_layout storyboard_layout(const struct coverage *coverage);

/* Where a phrase stands by itself, in any case of ASCII letters; NULL: nowhere. */
const char *storyboard_find(const char *text, size_t size, const char *phrase);

struct light_change { /* within a shot: lights out or on */
    bool before, after;
    double at; /* 0..1 of the text */
};
/* Takes up what action says of the air and the lights. */
void storyboard_listen(struct coverage *coverage, const char *text, size_t size,
                       struct light_change *change);

struct take { /* a shot as it is asked for */
    struct picture picture;
    enum camera_move move;
    double amount;
    const char *prop;
    const struct shot_line *lines; /* starts from its first frame without handles */
    size_t line_count;
    int script_line;
    const char *what;          /* for the description */
    struct light_change light; /* all false: as the scene's light is */
    bool tells;                /* part `picture.from`..`until` of the element at script_line */
};

/* Appends a shot; takes coverage->next as the way it follows and pads both shots for it. */
void storyboard_add(struct coverage *coverage, struct take *take);

/* Room for the transition that coverage->next asks for: both shots get its length on top of
 * their own (and more where that would be over 40 % of them), so that nothing said or done
 * falls into it and neither shot's length depends on the other's. Returns the frames to put
 * before a new shot. */
int64_t storyboard_pad(struct coverage *coverage, int64_t frames, int64_t *transition_frames);

/* One or two elements of speech from `element` on; returns the last one told. `stop`: the
 * scene's end. */
size_t storyboard_speech(struct coverage *coverage, size_t element, size_t stop);

/* One element of action. `establish`: it opens a new place. */
void storyboard_action(struct coverage *coverage, size_t element, bool establish);

/* A picture of the place; of what goes on in `beat`, unless that is NULL. */
void storyboard_establish(struct coverage *coverage, double seconds, size_t element,
                          const struct beat *beat);

/* Gives each shot its key. */
void storyboard_name_shots(struct shot *shots, size_t count);

/* How scene `scene` follows the one before it (scene > 0). */
struct cutting storyboard_scene_cut(const struct breakdown *breakdown, size_t scene);
/* What a script's transition asks for. */
struct cutting storyboard_written_cut(const char *text);

/* A choice that depends on the scene, on what is said there and on its purpose, and on nothing
 * else. */
uint64_t storyboard_choice(const struct coverage *coverage, const char *text,
                           const char *purpose);
int64_t storyboard_frames_of(double seconds, struct rational fps); /* at least 1 */
const char *storyboard_name(const struct coverage *coverage, int character);

/* An empty picture of that kind. */
struct picture storyboard_picture(const struct coverage *coverage, enum shot_kind kind,
                                  enum shot_size size, int subject, int other, int64_t frames);

#endif
