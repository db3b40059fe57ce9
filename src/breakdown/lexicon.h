/* Inside the breakdown room: texts as folded words, and the word lists found in them.
 *
 * Every list is a static table of cues. A lexicon holds all of them in one hash trie over
 * words, so that a text is read once, from left to right, and each place in it gives the
 * longest cue that starts there. Time is linear in the text, whatever the lists hold. */
#ifndef BREAKDOWN_LEXICON_H
#define BREAKDOWN_LEXICON_H

#include <stdint.h>

#include "base/memory.h"

/* What a cue speaks of. The meaning of a cue's `id` and `value` is said at its table. */
enum topic {
    TOPIC_PLACE,
    TOPIC_HOUR,
    TOPIC_WEATHER,
    TOPIC_PROP,
    TOPIC_CULTURE,
    TOPIC_FESTIVAL,
    TOPIC_PERIOD,
    TOPIC_MOOD,
    TOPIC_EMOTION,
    TOPIC_MANNER,
    TOPIC_PERSON,
    TOPIC_GIVEN_NAME,
    TOPIC_TRAIT,
    TOPIC_WEAR,
    TOPIC_COLOR,
    TOPIC_ACT,
    TOPIC_SOUND,
    TOPIC_OPENING, /* open and close, for doors */
    TOPIC_GRAMMAR,
    TOPIC_LANGUAGE,
    TOPIC_TRAP, /* words that look like a cue and are none: "storms off", "ring finger" */
    TOPIC_NAME, /* the script's own characters; value is the character */
    TOPIC_COUNT
};

enum cue_flags {
    CUE_NOUN = 1,       /* also its plural */
    CUE_VERB = 2,       /* also -s, -ed, -ing */
    CUE_DETERMINED = 4, /* a noun that is also a verb: only after "a", "the", "his" ... */
    CUE_CAPITAL = 8,    /* only when written with a capital, in scripts that have them */
    CUE_PAST = 16,      /* an irregular past form */
    CUE_OBJECT =
        64, /* a verb that is also a plural noun ("hands"): only with an object behind */
    CUE_HEADING = 32, /* only in scene headings */
};

enum word_form { FORM_BASE, FORM_S, FORM_ED, FORM_ING };

struct cue {
    const char *words; /* folded; alternatives separated by '|', words by one space */
    const char *id;
    int value;
    float weight;
    unsigned flags;
};

struct cue_table {
    enum topic topic;
    const struct cue *cues;
    size_t count;
};

extern const struct cue_table breakdown_places, breakdown_hours, breakdown_weathers,
    breakdown_props, breakdown_cultures, breakdown_festivals, breakdown_periods,
    breakdown_moods, breakdown_emotions, breakdown_manners, breakdown_people,
    breakdown_given_names, breakdown_given_names_more, breakdown_given_names_native,
    breakdown_traits, breakdown_wear, breakdown_colors, breakdown_acts, breakdown_acts_world,
    breakdown_sounds, breakdown_openings, breakdown_grammar, breakdown_language_words,
    breakdown_traps;

/* Grammar classes, the values of breakdown_grammar. */
enum grammar {
    GRAMMAR_NONE,
    GRAMMAR_DETERMINER,
    GRAMMAR_OWNER, /* his, her, their ... */
    GRAMMAR_PREPOSITION,
    GRAMMAR_HE,
    GRAMMAR_SHE,
    GRAMMAR_THEY,
    GRAMMAR_AND,
    GRAMMAR_CLAUSE, /* as, while, when, then ... */
    GRAMMAR_NOT,
    GRAMMAR_BE,
    GRAMMAR_TO,
    GRAMMAR_ADJECTIVE,
    GRAMMAR_NUMBER,
    GRAMMAR_I, /* I, you, we: in speech */
};

enum word_flags {
    WORD_CAPS = 1,     /* two or more letters, all upper */
    WORD_CAPITAL = 2,  /* the first letter is upper, or of a script without case */
    WORD_START = 4,    /* first of a sentence */
    WORD_COMMA = 8,    /* a comma, dash, bracket or line end stands before it */
    WORD_BRACKET = 16, /* an opening bracket stands before it */
    WORD_OWNS = 32,    /* had 's */
    WORD_DECADE = 64,  /* a number with s: "70s" */
    WORD_CASED = 128,  /* has letters with case */
    WORD_CLOSE = 256,  /* a comma, bracket or end follows it */
    WORD_SHOUT = 512,  /* '!' follows it */
};

struct word {
    const char *text;      /* folded, without 's */
    uint32_t start, size;  /* bytes of the source */
    uint32_t line, column; /* lines before it in the text; code points before it in its line */
    uint16_t flags;
    int16_t number; /* its value, or -1 */
    uint8_t grammar;
};

struct hit {
    enum topic topic;
    enum word_form form;
    const struct cue *cue; /* NULL for TOPIC_NAME */
    int value;             /* cue->value, or the character */
    uint32_t word, count;  /* words[word .. word+count-1] */
};

/* A text that has been read. */
struct scan {
    const char *text;
    const struct word *words;
    size_t word_count;
    const struct hit *hits; /* by word */
    size_t hit_count;
    int line, column; /* of the text in the script */
};

struct lexicon;
/* All tables. Texts and words live in `arena`, which must outlive it. */
struct lexicon *lexicon_new(struct arena *arena);
void lexicon_free(struct lexicon *lexicon);

/* A phrase that stands for a character from now on. The first character to claim it keeps it,
 * unless `shared`: then a second claim makes it stand for nobody. */
void lexicon_name(struct lexicon *lexicon, const char *phrase, int character, bool shared,
                  bool any_case);

/* NULL text is "". The result lives in the arena. */
struct scan lexicon_scan(struct lexicon *lexicon, const char *text, int line, int column);

#endif
