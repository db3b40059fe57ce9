/* Inside the breakdown room: the parts of finding people. */
#ifndef BREAKDOWN_PEOPLE_FIND_H
#define BREAKDOWN_PEOPLE_FIND_H

#include "breakdown/finder.h"

/* person_say.c: one word said of a character, with its weight. */
void finder_say_age(struct finder *finder, int character, enum age_band band, int years,
                    double weight, struct evidence evidence);
void finder_say_gender(struct finder *finder, int character, enum gender gender, double weight,
                       struct evidence evidence);
void finder_say_person(struct finder *finder, int character, const struct cue *cue,
                       double weight, struct evidence evidence);
void finder_say_given_name(struct finder *finder, int character, const struct hit *given,
                           struct evidence evidence);
enum age_band finder_band_of_years(int years);

/* introductions.c: what stands around a name; a trait or garment. `introduced`: said right
 * behind the name, so that it needs no "wears". */
void finder_read_introduction(struct finder *finder, const struct scan *scan,
                              const struct hit *name);
void finder_read_look(struct finder *finder, int character, const struct scan *scan,
                      const struct hit *hit, bool introduced);

/* relations.c: a kinship word in the action, `spoken_of` being whom "her" means; a line's
 * vocatives; and the other side of all. */
void finder_read_relation(struct finder *finder, const struct scan *scan, const struct hit *kin,
                          const struct hit *name_before, int spoken_of);
void finder_read_speech(struct finder *finder, struct line_breakdown *line);
void finder_mirror_relations(struct finder *finder);

#endif
