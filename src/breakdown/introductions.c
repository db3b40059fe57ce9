/* How the action introduces people: years, looks and clothes around their names. */
#include <string.h>

#include "breakdown/looks.h"
#include "breakdown/people_find.h"
#include "breakdown/person_words.h"

static void add_trait(struct finder *finder, int character, const char *words) {
    struct person_notes *notes = &finder->notes[character];
    size_t size = strlen(words);
    if (notes->traits_size + size + 3 > sizeof notes->traits || strstr(notes->traits, words))
        return;
    if (notes->traits_size) {
        memcpy(notes->traits + notes->traits_size, ", ", 2);
        notes->traits_size += 2;
    }
    memcpy(notes->traits + notes->traits_size, words, size + 1);
    notes->traits_size += size;
}

/* "in a red sari", "wears spectacles", "her braid": worn, not carried. */
static bool is_worn(const struct scan *scan, size_t word) {
    for (size_t back = 1; back <= 6 && back <= word; back++) {
        const struct word *before = &scan->words[word - back];
        const char *text = before->text;
        if (before->grammar == GRAMMAR_OWNER || strcmp(text, "in") == 0 ||
            strcmp(text, "with") == 0 || strncmp(text, "wear", 4) == 0 ||
            strncmp(text, "dress", 5) == 0 || strcmp(text, "wore") == 0)
            return true;
        if ((scan->words[word - back + 1].flags & WORD_START)) return false;
    }
    return false;
}

static const char *color_before(const struct scan *scan, size_t word) {
    for (size_t back = 1; back <= 3 && back <= word; back++) {
        const struct hit *hit = lexicon_hit_at(scan, word - back, TOPIC_COLOR);
        if (hit) return hit->cue->id;
    }
    return "";
}

void finder_read_look(struct finder *finder, int character, const struct scan *scan,
                      const struct hit *hit, bool introduced) {
    struct character_breakdown *out = &finder->characters[character];
    if (hit->topic == TOPIC_WEAR) {
        if (!introduced && !is_worn(scan, hit->word)) return;
        switch ((enum wear_kind)hit->value) {
        case WEAR_OUTFIT:
            if (!*out->outfit) {
                out->outfit = hit->cue->id;
                out->outfit_color = color_before(scan, hit->word);
            }
            break;
        case WEAR_HAIR:
            if (!*out->hair) out->hair = hit->cue->id;
            break;
        case WEAR_BEARD:
            if (!*out->beard_kind) out->beard_kind = hit->cue->id;
            if (strcmp(hit->cue->id, "moustache") != 0)
                finder->notes[character].marks |= TRAIT_BEARD;
            break;
        case WEAR_HEAD:
            if (!*out->headwear) out->headwear = hit->cue->id;
            break;
        }
        return;
    }
    unsigned marks = (unsigned)hit->value;
    if (marks && !introduced && !is_worn(scan, hit->word)) return;
    if ((marks & TRAIT_IF_OWNED) && !is_worn(scan, hit->word)) return;
    if (!marks && !introduced) return;
    finder->notes[character].marks |= marks;
    if (!(marks & ~(unsigned)(TRAIT_TALL | TRAIT_SHORT | TRAIT_THIN | TRAIT_HEAVY)))
        add_trait(finder, character, scan->words[hit->word].text);
}

/* A number that tells years: "70s", "nine years old", "(24)", "a boy of nine", "in her late
 * twenties". Returns the years, or -1; *used words. */
static int years_at(const struct scan *scan, size_t word, bool opened, size_t *used) {
    const struct word *at = &scan->words[word];
    int years = at->number;
    *used = 1;
    if (years < 0 || years > 110) return -1;
    const struct word *next = word + 1 < scan->word_count ? at + 1 : NULL;
    if (next && years >= 20 && years % 10 == 0 && next->number > 0 && next->number < 10 &&
        !(next->flags & (WORD_START | WORD_COMMA))) {
        years += next->number;
        next = ++*used + word < scan->word_count ? at + 2 : NULL;
    }
    if (next && (strncmp(next->text, "month", 5) == 0 || strncmp(next->text, "week", 4) == 0))
        return 0;
    bool said = next && strncmp(next->text, "year", 4) == 0;
    const char *before = word ? scan->words[word - 1].text : "";
    bool decade = (at->flags & WORD_DECADE) || (at->text[0] && strstr(at->text, "ties"));
    said |= decade || strcmp(before, "of") == 0 || strcmp(before, "aged") == 0 ||
            strcmp(before, "age") == 0 ||
            (opened && (scan->words[word + *used - 1].flags & WORD_CLOSE));
    if (!said) return -1;
    if (decade) {
        if (strcmp(before, "late") == 0)
            years += 7;
        else if (strcmp(before, "mid") == 0)
            years += 4;
        else
            years += years == 20 ? 2 : 3;
    }
    return years;
}

/* What stands around a name: "Old TEVEN", "LAKSHMI (20s), a young woman in a red sari, enters".
 */
void finder_read_introduction(struct finder *finder, const struct scan *scan,
                              const struct hit *name) {
    int character = name->value;
    for (size_t back = 1; back <= 3 && back <= name->word; back++) {
        size_t word = name->word - back;
        if (scan->words[word + 1].flags & (WORD_START | WORD_COMMA)) break;
        const struct hit *person = NULL, *given;
        for (size_t size = 1; size <= 3 && size <= word + 1 && !person; size++) {
            person = lexicon_hit_at(scan, word + 1 - size, TOPIC_PERSON);
            if (person && person->count != size) person = NULL;
        }
        if (person)
            finder_say_person(finder, character, person->cue, 2.6,
                              finder_evidence_of_hit(finder, scan, person));
        else if ((given = lexicon_hit_at(scan, word, TOPIC_GIVEN_NAME)) != NULL)
            finder_say_given_name(finder, character, given,
                                  finder_evidence_of_hit(finder, scan, given));
        else if (scan->words[word].grammar != GRAMMAR_ADJECTIVE)
            break;
    }
    size_t at = name->word + name->count;
    /* a surname that the cues leave out: "HENRY WHITMORE (68)" */
    for (int i = 0; i < 2 && at < scan->word_count; i++, at++) {
        const struct word *word = &scan->words[at];
        if (!(word->flags & WORD_CAPITAL) || !(word->flags & WORD_CASED) || word->grammar ||
            (word->flags & (WORD_START | WORD_COMMA | WORD_BRACKET)) ||
            lexicon_hit_at(scan, at, TOPIC_NAME))
            break;
    }
    if (at >= scan->word_count || (scan->words[at].flags & WORD_START)) return;
    bool opened = scan->words[at].flags & (WORD_COMMA | WORD_BRACKET);
    bool is = scan->words[at].grammar == GRAMMAR_BE;
    if (!opened && !is) return;
    bool first = true;
    for (size_t end = at + 18; at < end && at < scan->word_count; at++) {
        const struct word *word = &scan->words[at];
        const struct hit *other = lexicon_hit_at(scan, at, TOPIC_NAME);
        bool owner = other && (scan->words[at + other->count - 1].flags & WORD_OWNS);
        if ((word->flags & WORD_START) || (other && !owner)) break;
        const struct hit *act = lexicon_hit_at(scan, at, TOPIC_ACT);
        bool noun = word->grammar == GRAMMAR_ADJECTIVE;
        if (act && !noun && (act->form == FORM_S || act->form == FORM_ED) && !first) break;
        size_t used;
        bool alone = opened && (first || (word->flags & (WORD_COMMA | WORD_BRACKET)));
        int years = years_at(scan, at, alone, &used);
        if (years >= 0)
            finder_say_age(finder, character, finder_band_of_years(years), years, 4,
                           finder_evidence(finder, scan, at, used));
        if (word->grammar == GRAMMAR_PREPOSITION && strcmp(word->text, "in") != 0 &&
            strcmp(word->text, "with") != 0 && strcmp(word->text, "of") != 0)
            break;
        const struct hit *person = lexicon_hit_at(scan, at, TOPIC_PERSON);
        if (person && !(word->flags & WORD_OWNS))
            finder_say_person(finder, character, person->cue, 3,
                              finder_evidence_of_hit(finder, scan, person));
        const struct hit *look = lexicon_hit_at(scan, at, TOPIC_TRAIT);
        if (look) finder_read_look(finder, character, scan, look, true);
        look = lexicon_hit_at(scan, at, TOPIC_WEAR);
        if (look) finder_read_look(finder, character, scan, look, true);
        first = false;
    }
}
