/* How one scene follows another: as the script says, else by what changes between them. */
#include <string.h>

#include "base/utf8.h"
#include "storyboard/coverage.h"

/* Finds a word of another case, in ASCII or as written. */
static bool says(const char *text, const char *word) {
    size_t size = strlen(word);
    for (; *text; text++) {
        size_t i = 0;
        while (i < size && text[i] &&
               (text[i] == word[i] || (word[i] > 0 && word[i] < 127 && text[i] > 0 &&
                                       utf8_to_upper((uint32_t)text[i]) == (uint32_t)word[i])))
            i++;
        if (i == size) return true;
    }
    return false;
}

static bool says_any(const char *text, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (says(text, words[i])) return true;
    return false;
}

struct cutting storyboard_written_cut(const char *text) {
    static const char *const hard[] = {"SMASH", "JUMP CUT", "HARD CUT"};
    static const char *const matches[] = {"MATCH CUT", "MATCH TO", "MATCHING CUT"};
    static const char *const irises[] = {"IRIS", "ИРИС"};
    static const char *const whips[] = {"WHIP", "SWISH PAN", "FLASH PAN", "REISSSCHWENK"};
    static const char *const whites[] = {"TO WHITE", "WHITE OUT", "WHITEOUT"};
    static const char *const dips[] = {"DIP TO BLACK", "BLINK"};
    static const char *const wipes[] = {"WIPE", "VOLET", "CORTINILLA", "WISCH", "ШТОРК"};
    static const char *const dissolves[] = {
        "DISSOLVE",    "CROSSFADE", "CROSS FADE", "FONDU ENCHA", "ENCADENADO", "ÜBERBLEND",
        "DISSOLVENZA", "НАПЛЫВ",    "RIPPLE",     "மங்கி",        "विलय"};
    static const char *const fades[] = {"FADE",       "BLACK",    "FONDU",
                                        "FUNDIDO",    "ABBLENDE", "AUFBLENDE",
                                        "ЗАТЕМНЕНИЕ", "暗転",     "渐"};
    if (says_any(text, hard, COUNT_OF(hard)))
        return (struct cutting){.transition = TRANSITION_CUT};
    if (says_any(text, matches, COUNT_OF(matches)))
        return (struct cutting){.transition = TRANSITION_CUT, .match = true};
    const struct {
        const char *const *words;
        size_t count;
        struct cutting cut;
    } kinds[] = {
        {irises, COUNT_OF(irises), {TRANSITION_IRIS, 1.0, false}},
        {whips, COUNT_OF(whips), {TRANSITION_WHIP, 0.4, false}},
        {whites, COUNT_OF(whites), {TRANSITION_DIP_WHITE, 0.7, false}},
        {dips, COUNT_OF(dips), {TRANSITION_FADE_BLACK, 0.5, false}},
        {wipes, COUNT_OF(wipes), {TRANSITION_WIPE, 0.6, false}},
        {dissolves, COUNT_OF(dissolves), {TRANSITION_DISSOLVE, 0.6, false}},
        {fades, COUNT_OF(fades), {TRANSITION_FADE_BLACK, 0.9, false}},
    };
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (says_any(text, kinds[i].words, kinds[i].count)) return kinds[i].cut;
    return (struct cutting){.transition = TRANSITION_CUT};
}

static bool tells(enum element_kind kind) {
    return kind == ELEMENT_ACTION || kind == ELEMENT_DIALOGUE || kind == ELEMENT_LYRIC;
}

/* The transition written after the last scene's story or before this one's, or NULL. */
static const char *written_between(const struct screenplay *script, size_t scene) {
    const struct scene *last = &script->scenes[scene - 1], *this = &script->scenes[scene];
    const char *found = NULL;
    for (size_t i = last->first + last->count; i-- > last->first;) {
        if (tells(script->elements[i].kind)) break;
        if (script->elements[i].kind == ELEMENT_TRANSITION) {
            found = script->elements[i].text;
            break;
        }
    }
    for (size_t i = this->first; i < this->first + this->count; i++) {
        if (tells(script->elements[i].kind)) break;
        if (script->elements[i].kind != ELEMENT_TRANSITION) continue;
        struct cutting cut = storyboard_written_cut(script->elements[i].text);
        if (!found || cut.match || cut.transition != TRANSITION_CUT)
            found = script->elements[i].text;
    }
    return found;
}

static bool tense(const struct scene_breakdown *scene) {
    return scene->mood == MOOD_TENSE || scene->mood == MOOD_ANGRY ||
           scene->mood == MOOD_FEARFUL;
}

static bool goes_on(const char *time) {
    static const char *const words[] = {"CONTINUOUS",   "SAME",      "MOMENTS LATER",
                                        "MOMENT LATER", "MEANWHILE", "CONT'D"};
    return says_any(time, words, COUNT_OF(words));
}

struct cutting storyboard_scene_cut(const struct breakdown *breakdown, size_t scene) {
    const struct screenplay *script = breakdown->screenplay;
    const char *written = written_between(script, scene);
    if (written) return storyboard_written_cut(written);
    const struct scene_breakdown *last = &breakdown->scenes[scene - 1];
    const struct scene_breakdown *this = &breakdown->scenes[scene];
    struct cutting cut = {.transition = TRANSITION_CUT};
    struct cutting dissolve = {.transition = TRANSITION_DISSOLVE, .seconds = 0.5};
    if (goes_on(script->scenes[scene].time)) return cut;
    static const char *const later[] = {"LATER", "NEXT", "FOLLOWING"};
    if (says_any(script->scenes[scene].time, later, COUNT_OF(later)))
        return (struct cutting){.transition = TRANSITION_DISSOLVE, .seconds = 0.8};
    if (tense(this)) return cut;
    bool same_place = last->place && this->place && !strcmp(last->place, this->place);
    if (last->hour != this->hour) return dissolve;
    return !same_place && last->mood == this->mood ? dissolve : cut;
}
