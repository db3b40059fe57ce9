/* People who never speak: "NINA, 20s, runs." and "A GUARD follows." are introduced in capitals
 * in the action. Noises are written so, too: a name is one that has an age, or that does
 * something and is spoken of again in small letters. */
#include <stdio.h>

#include "screenplay/read.h"
#include "screenplay/speech.h"

enum { CANDIDATES_MAX = 60, ELEMENTS_AHEAD = 40, TEXT_AHEAD = 2000 };

static bool all_capitals(struct slice word) {
    size_t letters = 0;
    for (size_t i = 0, used; i < word.size; i += used) {
        uint32_t code = slice_code(word, i, &used);
        if (!utf8_is_letter(code)) continue;
        if (!utf8_is_upper(code)) return false;
        letters++;
    }
    return letters >= 2;
}

/* What is written in capitals and is nobody. */
static bool is_noise(struct slice word) {
    static const char *const noises[] = {
        "knock",   "knocks",  "bang",   "crash",    "boom",     "ring",      "rings",
        "click",   "thud",    "slam",   "silence",  "black",    "later",     "title",
        "super",   "cut",     "fade",   "angle",    "close",    "pov",       "insert",
        "montage", "end",     "back",   "thunder",  "scream",   "phone",     "bell",
        "horn",    "gunshot", "siren",  "music",    "lights",   "light",     "door",
        "on",      "off",     "the",    "and",      "suddenly", "int",       "ext",
        "tv",      "radio",   "storm",  "rain",     "wind",     "explosion", "sound",
        "noise",   "camera",  "screen", "intercut", "beat",     "sign",      "note",
        "letter",  "clock",   "alarm",  "engine",   "car",      "train",     "footsteps"};
    for (size_t i = 0; i < sizeof noises / sizeof noises[0]; i++)
        if (slice_is_folded(word, noises[i])) return true;
    return false;
}

/* ", 20s" and " (20s)". */
static bool has_age(struct slice text, size_t at) {
    while (at < text.size && (text.at[at] == ' ' || text.at[at] == ',' || text.at[at] == '('))
        at++;
    return at < text.size && text.at[at] >= '0' && text.at[at] <= '9' && at > 0 &&
           (text.at[at - 1] == '(' || (at > 1 && text.at[at - 2] == ','));
}

/* "runs", in small letters, right behind the name. */
static bool acts(struct slice text, size_t at) {
    struct slice word;
    size_t end, used;
    if (at >= text.size || text.at[at] != ' ' || !screenplay_word(text, at, &word, &end))
        return false;
    return word.size > 2 && utf8_is_lower(slice_code(word, 0, &used)) && slice_ends(word, "s");
}

static bool mentions(struct slice text, struct slice name) {
    struct slice word;
    if (text.size > TEXT_AHEAD) text.size = TEXT_AHEAD;
    for (size_t at = 0; screenplay_word(text, at, &word, &at);) {
        char folded[64];
        if (word.size != name.size || all_capitals(word) || name.size >= sizeof folded)
            continue;
        memcpy(folded, name.at, name.size);
        folded[name.size] = 0;
        if (slice_is_folded(word, folded)) return true;
    }
    return false;
}

static bool is_spoken_of_again(const struct screenplay_builder *builder, size_t element,
                               size_t at, struct slice name) {
    for (size_t i = element; i < builder->elements.count && i < element + ELEMENTS_AHEAD; i++) {
        if (builder->elements.items[i].kind != ELEMENT_ACTION) continue;
        struct slice text = slice_of(builder->elements.items[i].text);
        if (mentions(i == element ? slice_from(text, at) : text, name)) return true;
    }
    return false;
}

/* "DR. ADAEZE OBI" in the action is who speaks as "DR. OBI", "ADAEZE", or "ADAEZE OBI". */
static bool speaks_under_less(struct screenplay_builder *builder, struct slice name) {
    enum { WORDS_MAX = 3 };
    struct slice words[WORDS_MAX], rest = name;
    size_t count = 0, end = 0;
    while (count < WORDS_MAX && screenplay_word(rest, end, &words[count], &end)) count++;
    for (size_t i = 0; i < count; i++) {
        if (screenplay_character(builder, words[i], 0) >= 0) return true;
        for (size_t k = i + 1; k < count; k++) {
            char pair[128];
            int size = snprintf(pair, sizeof pair, "%.*s %.*s", (int)words[i].size, words[i].at,
                                (int)words[k].size, words[k].at);
            if (size > 0 && size < (int)sizeof pair &&
                screenplay_character(builder, slice_of(pair), 0) >= 0)
                return true;
        }
    }
    return false;
}

/* The run of capitals that begins with `first`; *last: its last word. */
static struct slice name_at(struct slice text, struct slice first, size_t *end,
                            struct slice *last) {
    struct slice name = first, word;
    size_t next = *end;
    *last = first;
    for (int n = 0; n < 2 && screenplay_word(text, next, &word, &next); n++) {
        bool joined = word.at == name.at + name.size + 1 && word.at[-1] == ' ';
        if (!joined || !all_capitals(word)) break;
        name.size = (size_t)(word.at + word.size - name.at);
        *last = word;
        *end = next;
    }
    return name;
}

static void read_action(struct screenplay_builder *builder, size_t element, int *budget) {
    struct slice text = slice_of(builder->elements.items[element].text), word, last;
    bool small = false;
    for (size_t i = 0; i < text.size && !small; i++)
        small = text.at[i] >= 'a' && text.at[i] <= 'z';
    for (size_t at = 0; small && *budget > 0 && screenplay_word(text, at, &word, &at);) {
        size_t used;
        if (!utf8_is_upper(slice_code(word, 0, &used)) || word.size < 2) continue;
        if (!all_capitals(word)) continue;
        struct slice name = name_at(text, word, &at, &last);
        if (name.size < 3 || is_noise(word) || is_noise(last)) continue;
        if (screenplay_character(builder, name, 0) >= 0 || speaks_under_less(builder, name))
            continue;
        --*budget;
        bool person = has_age(text, at) ||
                      (acts(text, at) && is_spoken_of_again(builder, element, at, last));
        if (person) screenplay_character(builder, name, builder->elements.items[element].line);
    }
}

void screenplay_silent_people(struct screenplay_builder *builder) {
    int budget = CANDIDATES_MAX;
    for (size_t i = 0; i < builder->elements.count && budget > 0; i++)
        if (builder->elements.items[i].kind == ELEMENT_ACTION) read_action(builder, i, &budget);
}
