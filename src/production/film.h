/* Inside the production room: a film in the making. */
#ifndef PRODUCTION_FILM_H
#define PRODUCTION_FILM_H

#include "base/memory.h"
#include "casting/casting.h"
#include "edit/mix.h"
#include "lipsync/lipsync.h"
#include "production/production.h"

/* A spoken line. Its sound stays in the work folder; what pictures and captions need stays
 * here. */
struct spoken {
    struct utterance utterance;
    struct hash name; /* of its speech in the work folder */
    size_t node;
    struct speech speech; /* without its sound once read */
    int64_t samples;
    struct mouth_track mouths;
    bool was_kept;
    double seconds;
};

struct picture_piece; /* picture.c */
struct cue;           /* soundtrack.c */
struct scene_mix;
struct wishes; /* score.c */

struct production {
    struct production_order order;
    struct arena *arena;
    struct storage *storage;
    struct art *art;
    const struct shooter *shooter;
    struct screenplay *screenplay;
    struct breakdown *breakdown;
    /* as read, when a translation's words stand in the two above; else NULL */
    struct screenplay *read_screenplay;
    struct breakdown *read_breakdown;
    struct cast cast;
    struct spoken *lines; /* parallel to breakdown->lines */
    const double *tempos; /* of each line, beside the voice's own; NULL: 1 */
    struct storyboard *storyboard;
    struct timeline *timeline;
    struct captions *captions;
    struct captions **translated; /* parallel to order.translations; NULL: none */
    struct shot_order *orders;    /* parallel to storyboard->shots */
    struct piece_format format;
    struct picture_piece *pieces;
    size_t piece_count;
    char *piece_bytes;       /* the piece read last, for the joining */
    struct cue *cues;        /* parallel to timeline->sounds */
    struct scene_mix *mixes; /* parallel to timeline->scenes */
    struct wishes *wishes;   /* for music */
    struct mix_levels levels;
    struct review review; /* of the finished film */
    struct graph_progress plan_progress;
    struct crew_film *crew; /* crew_film.c; NULL: all is made here */
    int threads;
    bool estimated; /* some lines were not spoken: their lengths are guesses */
};

/* plan.c: a node for every line of dialogue. May be called again for another graph. */
void production_add_voices(struct production *production, struct graph *graph);

/* crew_film.c: tells the crew of the film, if it has one; then has the graph ask it. */
bool production_brief_crew(struct production *production, struct error *err) MUST_USE;
void production_set_crew(struct production *production, struct graph *graph);
void production_free_crew(struct production *production);

/* plan.c: what is spoken in each line and by whom, into p->lines. */
void production_order_lines(struct production *production);
/* plan.c: storyboard and timeline, with the changes that were asked for. */
void production_lay_out(struct production *production, const int64_t *samples);

/* plan.c: lets go of what was spoken. */
void production_free_lines(struct production *production);

/* orders.c: everything each shot depends on, once timeline and captions stand. */
void production_make_orders(struct production *production);

/* picture.c: adds a node for every piece of picture: shots without their transitions, and the
 * transitions. Pieces stand in the order of the film. */
void production_add_pictures(struct production *production, struct graph *graph);
size_t production_piece_node(const struct production *production, size_t piece);
/* For film_parts.piece. */
bool production_read_piece(void *data, size_t index, const void **bytes, size_t *size,
                           struct error *err);
void production_free_pieces(struct production *production);

/* soundtrack.c: adds nodes for music cues, scene mixes, the film's sound and its encoding.
 * Returns the last. */
size_t production_add_sound(struct production *production, struct graph *graph);
const char *production_sound_path(struct production *production); /* the encoded sound */
void production_free_sound(struct production *production);

/* Reads an object that must be there, since its node is done. */
bool production_read(struct production *production, const struct hash *name, char **bytes,
                     size_t *size, struct error *err) MUST_USE;

#endif
