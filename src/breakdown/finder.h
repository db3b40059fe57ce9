/* Inside the breakdown room: everything the finders share while a script is being read. Each
 * finder reads the scans once from front to back and fills its part of the result. */
#ifndef BREAKDOWN_FINDER_H
#define BREAKDOWN_FINDER_H

#include "breakdown/breakdown.h"
#include "breakdown/lexicon.h"

struct relation_list {
    struct relationship *items;
    size_t count, room;
};

/* What has been heard of a character so far, with the weight of the best word for it. */
struct person_notes {
    double age_weight, role_weight;
    double said[3]; /* weight for each enum gender */
    double gender_evidence_weight;
    unsigned marks;   /* enum trait_mark */
    int culture_bits; /* of the name */
    size_t traits_size;
    char traits[160];
    struct relation_list relations;
    bool group; /* several people under one name */
};

struct finder {
    const struct screenplay *screenplay;
    struct arena *arena;
    struct lexicon *lexicon;
    struct breakdown *result;
    struct scene_breakdown *scenes;
    struct line_breakdown *lines;
    struct character_breakdown *characters;
    struct person_notes *notes;
    struct scan *elements, *parentheticals; /* parallel to the screenplay's elements */
    struct scan *places, *times;            /* parallel to its scenes */
    struct scan title;
    int *line_of;     /* element -> index into lines, or -1 */
    int *aliases;     /* people cue -> character, -1 none, -2 several */
    int *speaks_in;   /* character -> last scene entered in which it speaks, + 1 */
    int scene;        /* being read */
    int *scene_stamp; /* character -> last scene it was put into + 1 */
};

/* Set out in the order in which they run. */
void finder_names(struct finder *finder);                        /* before the texts are read */
void finder_addressees(struct finder *finder);                   /* lines[].to */
void finder_people(struct finder *finder);                       /* characters, relationships */
void finder_culture(struct finder *finder, enum culture chosen); /* culture, festive, period */
void finder_settings(struct finder *finder);                     /* place, hour, weather */
void finder_actions(struct finder *finder);                      /* actions, props, present */
void finder_sounds(struct finder *finder);
void finder_moods(struct finder *finder);
void finder_languages(struct finder *finder);
void finder_emotions(struct finder *finder); /* emotion, intensity, manner of lines */

struct evidence finder_evidence(struct finder *finder, const struct scan *scan, size_t word,
                                size_t count);
static inline struct evidence finder_evidence_of_hit(struct finder *finder,
                                                     const struct scan *scan,
                                                     const struct hit *hit) {
    return finder_evidence(finder, scan, hit->word, hit->count);
}
/* Where in the text a word stands, 0..1. */
double finder_place(const struct scan *scan, size_t word);
/* The hit of a topic that starts at a word; NULL when none does. */
const struct hit *lexicon_hit_at(const struct scan *scan, size_t word, enum topic topic);
/* Goes on to a scene: aliases stand for those who speak in it. */
void finder_enter(struct finder *finder, int scene);
/* The character that "the keeper" or "her grandmother" stands for, or -1. */
int finder_alias(const struct finder *finder, const struct scan *scan, const struct hit *hit);
void finder_relate(struct finder *finder, int character, int other, const char *kind,
                   struct evidence evidence);
bool finder_extension_is_unseen(const char *extension);
bool finder_extension_is_elsewhere(const char *extension);

#endif
