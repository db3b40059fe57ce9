/* Character cues: who speaks next, how they are heard, and whether two speak at once.
 *
 * A line is a cue when it stands after an empty line and before one that is not empty, and
 *  - it begins with '@', or
 *  - it has letters, none of them lower case, at most ten words and no '!' or '?' at its end,
 * or
 *  - in a script without capitals (Tamil, Devanagari, Arabic, Chinese ...): it has at most four
 *    words and 32 letters (12 where words are not spaced) and no punctuation of a sentence.
 * The extension in brackets at its end may be in any case. */
#ifndef SCREENPLAY_CUE_H
#define SCREENPLAY_CUE_H

#include "screenplay/builder.h"

struct screenplay_cue {
    struct slice name;
    const char *extension; /* in the arena; NULL when there is none besides CONT'D */
    bool dual;             /* ends in '^' */
    bool forced;           /* '@' */
    bool caseless;         /* taken for a cue by the rule for scripts without capitals */
};

/* True when the trimmed line reads as a cue (what stands around it is the caller's to see to).
 */
bool screenplay_cue_read(struct screenplay_builder *builder, struct slice line,
                         struct screenplay_cue *cue);

#endif
