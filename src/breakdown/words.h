/* Inside the breakdown room: a text cut into words. */
#ifndef BREAKDOWN_WORDS_H
#define BREAKDOWN_WORDS_H

#include "breakdown/lexicon.h"

struct word_list {
    struct word *items;
    size_t count, room;
};

/* Appends the words of `text`. Chinese, Japanese, Korean and Thai, which write no spaces or
 * glue particles to words, give one word per sign. Folded texts live in `arena`. */
void words_cut(struct arena *arena, const char *text, struct word_list *words);

#endif
