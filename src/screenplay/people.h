/* The people of a prose text while it is read: who was named last, who spoke last. */
#ifndef SCREENPLAY_PEOPLE_H
#define SCREENPLAY_PEOPLE_H

#include "screenplay/builder.h"
#include "screenplay/words.h"

enum { PEOPLE_RECENT = 24 };

struct person {
    char name[96]; /* as written */
    int character; /* -1 until they speak */
    enum word_gender gender;
};

struct people {
    struct person recent[PEOPLE_RECENT]; /* the one named last first */
    size_t count;
    uint64_t letters;               /* a bit for each letter that a word of a name began with */
    char last[96], before_last[96]; /* the last two who spoke, by name; "" */
};

/* Moves the person of that name to the front, as a new one when unknown. Returns them. */
struct person *screenplay_person_name(struct people *people, struct slice name,
                                      enum word_gender gender);

/* NULL when nobody of that name was named lately. A first or last name of theirs will do. */
struct person *screenplay_person_find(struct people *people, struct slice name);

/* Whom a name or description ("old man") means; NULL when nobody. */
struct person *screenplay_person_meant(struct people *people, struct slice phrase);

/* Whom he, she or they stands for; NULL when there is nobody. `not_name` is passed over when
 * there is another. */
struct person *screenplay_person_pronoun(struct people *people, enum word_gender gender,
                                         const char *not_name);

/* Reads names out of narration. *subject: the first one that acts in it, or left alone. */
void screenplay_person_read(struct people *people, struct slice narration,
                            struct slice *subject);

/* Notes that this person spoke. */
void screenplay_person_spoke(struct people *people, const char *name);

#endif
