/* Inside the breakdown room: what a word for a person says, packed into a cue's value. */
#ifndef BREAKDOWN_PERSON_WORDS_H
#define BREAKDOWN_PERSON_WORDS_H

#include "breakdown/breakdown.h"

enum person_kind {
    PERSON_PLAIN, /* man, girl, elder */
    PERSON_KIN,   /* grandmother; friend counts as kin: it names a relationship */
    PERSON_ROLE,  /* keeper, doctor */
    PERSON_TITLE, /* Mr, Lady */
    PERSON_GROUP, /* villagers */
    PERSON_AGE,   /* old, teenage: says only how old */
};
#define PERSON(kind, gender, band) ((kind) | (gender) << 4 | ((band) + 1) << 8)
#define PERSON_NO_AGE (-1)
static inline enum person_kind person_kind(int value) {
    return (enum person_kind)(value & 15);
}
static inline enum gender person_gender(int value) {
    return (enum gender)(value >> 4 & 15);
}
static inline int person_age(int value) { /* enum age_band, or -1 */
    return (value >> 8 & 15) - 1;
}

#endif
