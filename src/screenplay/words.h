/* The words by which prose tells who speaks, how, and when the scene changes. */
#ifndef SCREENPLAY_WORDS_H
#define SCREENPLAY_WORDS_H

#include "screenplay/slice.h"

enum word_gender { WORD_NEUTRAL, WORD_FEMALE, WORD_MALE };

struct speech_verb {
    const char *word;
    const char *manner;      /* the parenthetical it gives, or "" */
    enum word_gender gender; /* of who speaks, where the form of the verb tells it */
};

/* NULL when it is not a verb of saying. */
const struct speech_verb *screenplay_speech_verb(struct slice word);

/* In text without spaces between words: finds a verb of saying. SIZE_MAX when there is none. */
size_t screenplay_find_unspaced_verb(struct slice text, size_t *size, const char **manner);

/* he, she, they ...: *gender is what it says. First person counts ("I"). */
bool screenplay_pronoun(struct slice word, enum word_gender *gender);

bool screenplay_not_a_name(
    struct slice word); /* capitalised at a sentence's start, but no name */
/* "the", "der", "la": an article for one who is known, and what it says of them. */
bool screenplay_definite(struct slice word, enum word_gender *gender);
bool screenplay_article(struct slice word); /* the, a, his ...: begins "the old man" */
bool screenplay_preposition(struct slice word);
bool screenplay_adverb(struct slice word); /* "softly", "leise" ... tells the manner */
enum word_gender screenplay_gender(struct slice noun); /* "grandmother", "Mr" */
bool screenplay_place(struct slice noun);              /* "market", "kitchen" */
bool screenplay_chapter(struct slice line); /* "Chapter 3", "அத்தியாயம் 2", "Prologue" */

/* A phrase at a paragraph's start by which time passes: "The next morning". *size: its bytes;
 * returns the time as a heading has it ("MORNING", "LATER"), or NULL. */
const char *screenplay_time_opening(struct slice text, size_t *size);

#endif
