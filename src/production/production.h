/* From script to film: the only room that knows the order of the departments and which engines
 * there are.
 *
 *   production_open    reads, breaks down, casts                       (milliseconds)
 *   production_plan    speaks every line, draws the storyboard, lays the timeline
 *   production_finish  scores, shoots, mixes, masters and reviews the film
 *
 * What is made is kept in the work folder under the hash of everything it was made from. */
#ifndef PRODUCTION_PRODUCTION_H
#define PRODUCTION_PRODUCTION_H

#include <jansson.h>

#include "edit/captions.h"
#include "edit/mix.h"
#include "edit/timeline.h"
#include "master/review.h"
#include "production/graph.h"

struct production_reference { /* a picture of a character, borrowed until production_open is
                                 done */
    const char *name;
    const void *bytes; /* JPEG, PNG or WebP, up to 10 MB */
    size_t size;
};

struct production_translation { /* a translated script or caption file; captions alone */
    const char *language;       /* BCP 47, letters, digits and '-' */
    const char *bytes;
    size_t size;
};
/* With the captions of the script's own language. */
enum { PRODUCTION_MAX_TRANSLATIONS = FILM_MAX_CAPTIONS - 1 };

struct production_voice { /* who is to speak a character, by the names of script and card */
    const char *character, *voice;
};

struct production_order {
    const char *script; /* the bytes of the script; borrowed until production_close */
    size_t script_size;
    enum screenplay_format format;
    const char *name;        /* of the film when the script has no title: "pongal" */
    const char *work_folder; /* NULL: no results are kept; only production_open is of use */
    const char *const *art_folders; /* packs of the user's own, over ours */
    size_t art_folder_count;
    const struct production_reference *references;
    size_t reference_count;
    bool references_may_miss; /* those of nobody in the script are passed over, not refused */
    const struct production_voice *voices; /* borrowed as references; unknown names are passed
                                              over */
    size_t voice_count;
    const struct shot_change *shot_changes; /* borrowed until production_close */
    size_t shot_change_count;
    enum culture culture;             /* CULTURE_AUTO: by evidence */
    struct breakdown_changes changes; /* borrowed until production_open is done */
    uint64_t seed;
    int width, height;
    struct rational fps;
    struct mix_target loudness;
    const char *music; /* a sound file of the user's own for the whole film, or NULL */
    /* A translated script or caption file: the film speaks it. NULL: the script's own words. */
    const char *dub;
    size_t dub_size;
    const char *dub_language;
    const char
        *script_folder; /* where files that the script names lie; NULL: it may name none */
    enum grade_name grade;
    const struct pronounce *pronounce; /* how names are said; borrowed; NULL: as written */
    const struct caption_change *caption_changes; /* borrowed until production_plan is done */
    size_t caption_change_count;
    bool burn_captions;
    const char *mark; /* drawn into a corner throughout; NULL: nothing */
    const char
        *captions; /* languages wanted, "en" or "en,ta"; "" none; NULL the script's own */
    /* further captions; borrowed until production_close */
    const struct production_translation *translations;
    size_t translation_count;       /* up to PRODUCTION_MAX_TRANSLATIONS */
    const char *style;              /* "paper": the name of a shooter */
    int threads;                    /* 0: all cores */
    struct blob_store *shared;      /* what many machines share; NULL: the work folder is it */
    const struct crew_orders *crew; /* who else makes parts (crew.h); NULL: nobody */
};

struct production;

/* PROBLEM_BAD_INPUT when there is nothing to film. */
bool production_open(const struct production_order *order, struct production **production,
                     struct error *err) MUST_USE;
void production_close(struct production *production); /* NULL is allowed */

bool production_plan(struct production *production, struct cancel *cancel,
                     graph_observer *observer, void *observer_data, struct error *err) MUST_USE;

/* What is written beside a film "out/name.mp4" in the place of its ending; NULL at the end. */
extern const char *const production_captions[];
/* And of each translation, after ".LANGUAGE". */
extern const char *const production_translated_captions[];

/* What production_finish made, where. Strings belong to the production. */
struct production_result {
    const char *film, *srt, *vtt, *poster, *stems; /* paths */
    double length_s;
    double lufs, true_peak_dbtp;
    double dialogue_lufs;        /* -120: nobody speaks */
    double stage_s[STAGE_COUNT]; /* core-seconds spent making, by stage */
    double elapsed_s;            /* planning and finishing */
    int made, kept;              /* parts */
    struct review review;        /* freed by production_close */
};

/* Writes the film under `path` when it passes its review; else PROBLEM_REVIEW_FAILED, and the
 * film lies beside it as NAME.rejected.mp4. Never half a film under the final name. */
bool production_finish(struct production *production, const char *path, struct cancel *cancel,
                       graph_observer *observer, void *observer_data,
                       struct production_result *result, struct error *err) MUST_USE;

/* Everything there is to know about the film: shots, lines with their phones, engines,
 * findings. A new reference. After production_plan; `result` may be NULL before
 * production_finish. */
json_t *production_report(const struct production *production,
                          const struct production_result *result);

/* The storyboard as one PNG, a frame of each shot. After production_plan. */
bool production_board(struct production *production, struct cancel *cancel, struct buf *png,
                      struct error *err) MUST_USE;

/* Instead of production_plan: the storyboard at once, without a line being spoken. Lines that
 * were spoken before are as long as they are; others as long as such lines usually are. After
 * production_open with a work folder. */
bool production_sketch(struct production *production, struct error *err) MUST_USE;
/* `count` shots from `first` on, one below the other, each of `width` by `height` pixels, as a
 * PNG. Shots drawn before are read from the work folder. PROBLEM_NOT_FOUND when there is no
 * such shot. */
bool production_stills(struct production *production, size_t first, size_t count, int width,
                       int height, struct buf *png, struct error *err) MUST_USE;
/* The name of what a still of the shot shows. */
struct hash production_still_name(const struct production *production, size_t shot, int width,
                                  int height);

/* Three faces of a character side by side, calm, glad and sad, as a PNG of squares of 240
 * pixels on nothing. After production_open. PROBLEM_NOT_FOUND when there is no such character.
 */
bool production_portraits(const struct production *production, size_t character,
                          struct buf *png, struct error *err) MUST_USE;

/* The first line of a character as the film will have it, as a WAV file. Spoken now if it was
 * not; the film then finds it. After production_sketch or production_plan. PROBLEM_NOT_FOUND
 * when there is no such character, or they say nothing. */
bool production_audition(struct production *production, size_t character, struct buf *wav,
                         struct error *err) MUST_USE;

/* The voices that there are here, by whose names production_voice asks. Static storage. */
const struct voice_card *production_voices(size_t *count);

bool production_is_estimated(const struct production *production); /* after a sketch */
const struct screenplay *production_screenplay(const struct production *production);
const struct breakdown *production_breakdown(const struct production *production);
const struct cast *production_cast(const struct production *production);
const struct storyboard *production_storyboard(const struct production *production);
const struct timeline *production_timeline(const struct production *production);

#endif
