#include "screenplay/people.h"

#include <stdio.h>

#include "screenplay/speech.h"

static bool same_word(struct slice a, struct slice b) {
    size_t i = 0, k = 0, used_a, used_b;
    while (i < a.size && k < b.size) {
        uint32_t x = slice_code(a, i, &used_a), y = slice_code(b, k, &used_b);
        if (x != y && utf8_to_lower(x) != utf8_to_lower(y)) return false;
        i += used_a;
        k += used_b;
    }
    return i == a.size && k == b.size;
}

/* "Meera" is "Meera Devi"; "keeper" is "old keeper". */
static bool is_part(struct slice part, struct slice whole) {
    if (same_word(part, whole)) return true;
    struct slice word;
    for (size_t at = 0; screenplay_word(whole, at, &word, &at);)
        if (same_word(part, word)) return true;
    return false;
}

struct person *screenplay_person_find(struct people *people, struct slice name) {
    for (size_t i = 0; i < people->count; i++)
        if (same_word(name, slice_of(people->recent[i].name))) return &people->recent[i];
    for (size_t i = 0; i < people->count; i++)
        if (is_part(name, slice_of(people->recent[i].name))) return &people->recent[i];
    return NULL;
}

static struct person *to_front(struct people *people, size_t at) {
    struct person person = people->recent[at];
    memmove(people->recent + 1, people->recent, at * sizeof person);
    people->recent[0] = person;
    return people->recent;
}

static uint64_t letter_bit(struct slice word) {
    size_t used;
    return (uint64_t)1 << (utf8_to_lower(slice_code(word, 0, &used)) & 63);
}

/* "the old man" is "Old Musa" when a word is the same and nothing speaks against it. */
static struct person *described(struct people *people, struct slice phrase,
                                enum word_gender gender) {
    struct slice word;
    size_t used;
    if (gender == WORD_NEUTRAL || !utf8_is_lower(slice_code(phrase, 0, &used))) return NULL;
    for (size_t at = 0; screenplay_word(phrase, at, &word, &at);) {
        struct person *person = screenplay_person_find(people, word);
        bool against = person && person->gender != WORD_NEUTRAL && person->gender != gender;
        if (person && !against) return person;
    }
    return NULL;
}

struct person *screenplay_person_meant(struct people *people, struct slice phrase) {
    struct person *known = screenplay_person_find(people, phrase);
    enum word_gender gender = WORD_NEUTRAL;
    struct slice word;
    for (size_t at = 0; !known && screenplay_word(phrase, at, &word, &at);)
        if (gender == WORD_NEUTRAL) gender = screenplay_gender(word);
    return known ? known : described(people, phrase, gender);
}

struct person *screenplay_person_name(struct people *people, struct slice name,
                                      enum word_gender gender) {
    struct person *known = screenplay_person_find(people, name);
    if (!known) known = described(people, name, gender);
    if (known) {
        if (known->gender == WORD_NEUTRAL) known->gender = gender;
        return to_front(people, (size_t)(known - people->recent));
    }
    size_t at = people->count < PEOPLE_RECENT ? people->count++ : PEOPLE_RECENT - 1;
    struct person *person = &people->recent[at];
    *person = (struct person){.character = -1, .gender = gender};
    if (name.size >= sizeof person->name) name.size = sizeof person->name - 1;
    while (name.size && (name.at[name.size] & 0xc0) == 0x80) name.size--;
    memcpy(person->name, name.at, name.size);
    struct slice word, whole = slice_of(person->name);
    for (size_t next = 0; screenplay_word(whole, next, &word, &next);)
        people->letters |= letter_bit(word);
    return to_front(people, at);
}

/* A guess where nothing was said: most given names in -a and -i are women's. */
static bool may_be(const struct person *person, enum word_gender gender) {
    if (gender == WORD_NEUTRAL || person->gender == gender) return true;
    if (person->gender != WORD_NEUTRAL) return false;
    struct slice name = slice_of(person->name);
    bool soft = slice_ends(name, "a") || slice_ends(name, "i") || slice_ends(name, "ee") ||
                slice_ends(name, "ie") || slice_ends(name, "ne") || slice_ends(name, "lle");
    return soft == (gender == WORD_FEMALE);
}

struct person *screenplay_person_pronoun(struct people *people, enum word_gender gender,
                                         const char *not_name) {
    for (size_t i = 0; gender != WORD_NEUTRAL && i < people->count; i++) {
        struct person *person = &people->recent[i];
        if (not_name && !strcmp(person->name, not_name)) continue;
        /* By the sound of a name alone, not the one who has just spoken. */
        bool guessed =
            person->gender == WORD_NEUTRAL && strcmp(person->name, people->last) != 0;
        if (person->gender != gender && !(guessed && may_be(person, gender))) continue;
        if (person->gender == WORD_NEUTRAL) person->gender = gender;
        return person;
    }
    for (int pass = 0; pass < 4;
         pass++) /* then those passed over, then those that seem not to be */
        for (size_t i = 0; i < people->count; i++) {
            struct person *person = &people->recent[i];
            bool excluded = not_name && !strcmp(person->name, not_name);
            if ((pass & 1) == 0 && excluded) continue;
            bool fits = pass < 2 ? may_be(person, gender)
                                 : person->gender == WORD_NEUTRAL || person->gender == gender;
            if (!fits) continue;
            if (person->gender == WORD_NEUTRAL) person->gender = gender;
            return person;
        }
    return NULL;
}

static bool at_sentence_start(struct slice text, size_t at) {
    size_t used;
    uint32_t code;
    while ((code = slice_code_before(text, at, &used)) && utf8_is_space(code)) at -= used;
    return !code || code == '.' || code == '!' || code == '?' || code == 0x2026 ||
           code == 0x201d || code == '"' || code == 0x2014;
}

/* Who acts in a sentence of a script without capitals, where the grammar tells: Tamil verbs of
 * the third person end in -ān, -āḷ; the Hindi agent stands before "ने". */
static struct slice caseless_agent(struct slice word, struct slice clause_first,
                                   struct slice previous, enum word_gender *gender) {
    *gender = WORD_NEUTRAL;
    if (slice_is_folded(word, "ने")) return previous;
    if (slice_ends(word, "ான்"))
        *gender = WORD_MALE;
    else if (slice_ends(word, "ாள்"))
        *gender = WORD_FEMALE;
    return *gender != WORD_NEUTRAL && clause_first.at != word.at ? clause_first
                                                                 : (struct slice){0};
}

/* "The old man" at a sentence's start: what stands behind the article, up to the word for a man
 * or a woman. *end: behind it. */
static struct slice description(struct slice narration, struct slice article, size_t at,
                                enum word_gender *gender, size_t *end) {
    struct slice word;
    enum word_gender of_article;
    if (!screenplay_definite(article, &of_article)) return (struct slice){0};
    size_t next = at;
    for (int n = 0; n < 4 && screenplay_word(narration, next, &word, &next); n++) {
        if (word.at[-1] != ' ') break;
        *gender = screenplay_gender(word);
        const char *from = article.at + article.size + 1, *to = word.at + word.size;
        if (*gender == WORD_NEUTRAL) continue;
        bool owns = to < narration.at + narration.size && (*to == '\'' || *to == '\xe2');
        if (owns) break;
        *end = next;
        return (struct slice){from, (size_t)(to - from)};
    }
    return (struct slice){0};
}

/* "looked at Priya": after these, "at" leads to a person. */
static bool looks_at(struct slice verb) {
    static const char *const stems[] = {"look",  "smil", "star", "glanc", "shout",
                                        "laugh", "wav",  "nod",  "gaz",   "grin",
                                        "frown", "wink", "yell", "point"};
    for (size_t i = 0; i < sizeof stems / sizeof stems[0]; i++)
        if (slice_starts(verb, stems[i])) return true;
    return false;
}

/* True when a comma or a sentence's end stands between the words. */
static bool new_clause(struct slice previous, struct slice word) {
    const char *end = previous.at + previous.size;
    for (; previous.size && end < word.at; end++)
        if (strchr(",.!?;", *end)) return true;
    return !previous.size;
}

void screenplay_person_read(struct people *people, struct slice narration,
                            struct slice *subject) {
    struct slice word, previous = {0}, before = {0}, next, clause = {0};
    for (size_t at = 0, end; screenplay_word(narration, at, &word, &end);
         before = previous, previous = word, at = end) {
        size_t used, after;
        uint32_t first = slice_code(word, 0, &used);
        enum word_gender described_gender;
        if (utf8_is_upper(first) &&
            at_sentence_start(narration, (size_t)(word.at - narration.at))) {
            struct slice phrase = description(narration, word, end, &described_gender, &end);
            if (phrase.size) {
                screenplay_person_name(people, phrase, described_gender);
                if (!subject->size) *subject = phrase;
                continue;
            }
        }
        if (utf8_is_lower(first)) continue;
        enum word_gender said;
        if (screenplay_pronoun(word, &said)) { /* "Sani came in. He stopped." */
            if (people->count && subject->size && people->recent[0].gender == WORD_NEUTRAL)
                people->recent[0].gender = said;
            continue;
        }
        bool known = (people->letters & letter_bit(word)) &&
                     screenplay_person_find(people, word) != NULL;
        if (!utf8_is_upper(first)) {
            enum word_gender agent_gender;
            if (new_clause(previous, word)) clause = word;
            struct slice agent = caseless_agent(word, clause, previous, &agent_gender);
            if (agent.size && !screenplay_pronoun(agent, &said)) {
                screenplay_person_name(people, agent, agent_gender);
                if (!subject->size) *subject = agent;
            }
            if (known) { /* a caseless name heard before */
                screenplay_person_name(people, word, WORD_NEUTRAL);
                if (!subject->size) *subject = word;
            }
            continue;
        }
        bool start = at_sentence_start(narration, (size_t)(word.at - narration.at));
        if (screenplay_not_a_name(word) || screenplay_place(word)) continue;
        struct slice name = word;
        enum word_gender gender = screenplay_gender(word);
        if (!known) {
            bool at_them = slice_is_folded(previous, "at") && looks_at(before);
            if (previous.size && !start && !at_them &&
                (screenplay_preposition(previous) || screenplay_article(previous)))
                continue;
            if (start && (screenplay_adverb(word) || slice_ends(word, "ing"))) continue;
            bool more = screenplay_word(narration, end, &next, &after);
            uint32_t next_first = more ? slice_code(next, 0, &used) : 0;
            bool joined = more && next.at == word.at + word.size + 1;
            if (joined && utf8_is_upper(next_first) && !screenplay_not_a_name(next)) {
                name.size = (size_t)(next.at + next.size - word.at);
                end = after;
            } else if (start && (!joined || !utf8_is_lower(next_first))) {
                continue; /* "Silence." names nobody */
            } else if (start && screenplay_preposition(next)) {
                continue;
            }
        }
        if (gender == WORD_NEUTRAL && previous.size) gender = screenplay_gender(previous);
        screenplay_person_name(people, name, gender);
        if (!subject->size) *subject = name;
    }
}

void screenplay_person_spoke(struct people *people, const char *name) {
    if (!strcmp(people->last, name)) return;
    snprintf(people->before_last, sizeof people->before_last, "%s", people->last);
    snprintf(people->last, sizeof people->last, "%s", name);
}
