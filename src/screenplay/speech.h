/* Speech in prose: finding what is quoted, and who the sentence says it is. */
#ifndef SCREENPLAY_SPEECH_H
#define SCREENPLAY_SPEECH_H

#include "screenplay/builder.h"
#include "screenplay/words.h"

/* A stretch of a paragraph. */
struct span {
    size_t start, size; /* of a speech: without its quotation marks */
    bool speech;
    bool quoted; /* by marks (else after a dash) */
    /* what was found out: */
    struct slice name;         /* who, as written; empty when the sentence does not say */
    enum word_gender gender;   /* of the pronoun, or of the name's words */
    bool pronoun;              /* `name` is a pronoun */
    char manner[96];           /* the parenthetical, or "" */
    size_t cut_start, cut_end; /* narration: what only says who speaks, to be left out */
    struct slice subject; /* narration: who acts when the tag said so ("said Meera, rising") */
};

struct spans {
    struct span *items;
    size_t count, room;
    bool unclosed; /* the last speech goes on in the next paragraph */
};

/* Cuts a paragraph into narration and speech and reads who speaks. `single`: ' and ‘ quote. */
void screenplay_spans(struct spans *spans, struct slice paragraph, bool single);

/* One word of narration, from `at` on; false at the end. *end: after it. */
bool screenplay_word(struct slice text, size_t at, struct slice *word, size_t *end);

#endif
