/* The score of a film: what each cue is told of its scene, or whose file plays there. Inside
 * the production room. */
#ifndef PRODUCTION_SCORE_H
#define PRODUCTION_SCORE_H

#include "music/composer.h"
#include "production/film.h"

struct cue { /* a music cue: one timeline sound */
    struct production *production;
    struct cue_order order;
    struct recording *recording; /* the user's own file plays; NULL: composed */
    int64_t offset;              /* where in it */
    bool fade_in, fade_out;
    double gain_db;
    struct hash name;
    size_t node;
};

/* The scene's findings; title and credits take the first and the last scene's. NULL: a film
 * without scenes. */
const struct scene_breakdown *production_facts(const struct production *production, int scene,
                                               bool last);

/* Reads what the order and the script's title page and notes say of music ("Music: jazz",
 * [[music: theme.mp3]]). PROBLEM_BAD_INPUT names what nobody knows, PROBLEM_NO_INPUT a file
 * that is not there. */
bool score_read_wishes(struct production *production, struct error *err) MUST_USE;

/* Fills in the cue for timeline->sounds[index] and adds its node. */
void score_add_cue(struct production *production, struct graph *graph, size_t index,
                   struct cue *cue);
/* Writes cue-1.wav, cue-2.wav ... into a folder: each cue as it was played, before it makes
 * room for speech; and as cue-1.mid ... the notes of all that was composed. */
bool score_write_cues(struct production *production, const char *folder,
                      struct error *err) MUST_USE;
void score_free(struct production *production);

#endif
