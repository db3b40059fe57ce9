/* Inside the casting room: one person's own choices, and what may still be changed about them
 * when two people of one film would look alike. */
#ifndef CASTING_PERSON_H
#define CASTING_PERSON_H

#include "casting/casting.h"
#include "casting/wardrobe.h"

struct person {
    int character;
    char *name; /* folded; malloc'd */
    uint64_t seed;
    int family_tone; /* that relative's skin */
    uint64_t
        family; /* seed of the relative that skin and hair colour come from; or their own */
    size_t lines;
    int years; /* as said, or drawn within the age band */
    enum life life;
    enum culture dress;              /* whose clothes they wear */
    enum region region, home_region; /* of those; of their own culture */
    const enum region *regions;      /* of the film, one for each culture */
    const struct character_breakdown *said;
    const struct look_reference *seen; /* in a picture of them; or NULL */
    const char *language;              /* of most of their lines */
    struct look *look;
};

/* Sets `family` of all; `persons` are in the order of the screenplay's characters. */
void person_find_kin(struct person *persons, size_t count);

/* Fills person->look from name, seed and what the script says. Every feature draws from a
 * chance of its own, so that one more choice here changes no other. */
void person_look(struct person *person, const struct breakdown *breakdown);

/* The n-th choice of a list of ids for this person: 0 is their own. Copies at most 23 bytes. */
void person_pick(const struct person *person, const char *purpose, const char *ids, size_t n,
                 char out[static 24]);
size_t person_choices(const char *ids); /* how many different ids a list has */

/* Colours of clothes are given by the script or a picture, and stay. */
bool person_colors_are_given(const struct person *person);

const char *person_hair_list(const struct person *person);
const char *person_outfit_list(const struct person *person, const struct breakdown *breakdown);

/* Colours of the n-th choice; beyond the palette's end come dyes of every hue. */
void person_colors(const struct person *person, size_t n, struct colors *colors);
enum { PERSON_COLOR_CHOICES = 190 };

/* Keeps people of one film apart. `persons` by name; the later one gives way. */
void person_tell_apart(struct person *persons, size_t count, const struct breakdown *breakdown);

/* Voices, main characters first. */
bool person_voices(struct person *persons, size_t count, const struct voice_card *cards,
                   size_t card_count, struct cast_member *members, struct error *err) MUST_USE;

/* OKLab distance (Ottosson 2020) of two "#rrggbb". */
double person_color_distance(const char *a, const char *b);

#endif
