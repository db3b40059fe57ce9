/* What is said of a person is weighed here: the word with the greatest weight wins, the first
 * one among equals. And what a character may be called by. */
#include <string.h>

#include "breakdown/culture.h"
#include "breakdown/people_find.h"
#include "breakdown/person_words.h"

void finder_enter(struct finder *finder, int scene) {
    if (scene < 0 || finder->scene == scene) return;
    finder->scene = scene;
    const struct scene *entered = &finder->screenplay->scenes[scene];
    for (size_t i = entered->first; i < entered->first + entered->count; i++) {
        int character = finder->screenplay->elements[i].character;
        if (character >= 0) finder->speaks_in[character] = scene + 1;
    }
}

int finder_alias(const struct finder *finder, const struct scan *scan, const struct hit *hit) {
    if (!hit->word || hit->topic != TOPIC_PERSON) return -1;
    for (size_t back = 1; back <= 3 && back <= hit->word; back++) {
        const struct word *before = &scan->words[hit->word - back];
        if (before->grammar == GRAMMAR_OWNER || (before->flags & WORD_OWNS) ||
            (before->grammar == GRAMMAR_DETERMINER && strcmp(before->text, "the") == 0)) {
            int character = finder->aliases[hit->cue - breakdown_people.cues];
            bool here = character >= 0 && finder->speaks_in[character] == finder->scene + 1;
            return here ? character : -1;
        }
        if (before->grammar != GRAMMAR_ADJECTIVE) return -1;
    }
    return -1;
}

static void add_alias(struct finder *finder, const struct cue *cue, int character) {
    if (person_kind(cue->value) == PERSON_AGE || person_kind(cue->value) == PERSON_TITLE)
        return;
    int *alias = &finder->aliases[cue - breakdown_people.cues];
    if (*alias != character) *alias = *alias == -1 ? character : -2;
}

enum age_band finder_band_of_years(int years) {
    if (years <= 1) return AGE_BABY;
    if (years <= 5) return AGE_TODDLER;
    if (years <= 9) return AGE_CHILD;
    if (years <= 12) return AGE_PRETEEN;
    if (years <= 17) return AGE_TEEN;
    if (years <= 24) return AGE_YOUNG_ADULT;
    return years <= 45 ? AGE_ADULT : AGE_MATURE;
}

void finder_say_age(struct finder *finder, int character, enum age_band band, int years,
                    double weight, struct evidence evidence) {
    struct person_notes *notes = &finder->notes[character];
    if (weight <= notes->age_weight) return;
    notes->age_weight = weight;
    finder->characters[character].age = band;
    finder->characters[character].years = years;
    finder->characters[character].age_evidence = evidence;
}

void finder_say_gender(struct finder *finder, int character, enum gender gender, double weight,
                       struct evidence evidence) {
    struct person_notes *notes = &finder->notes[character];
    if (gender == GENDER_NEUTRAL || notes->said[gender] > 40) return;
    notes->said[gender] += weight;
    double other = notes->said[gender == GENDER_FEMALE ? GENDER_MALE : GENDER_FEMALE];
    if (notes->said[gender] > other && (finder->characters[character].gender != gender ||
                                        weight > notes->gender_evidence_weight)) {
        finder->characters[character].gender = gender;
        finder->characters[character].gender_evidence = evidence;
        notes->gender_evidence_weight = weight;
    }
}

/* A person word said of a character. */
void finder_say_person(struct finder *finder, int character, const struct cue *cue,
                       double weight, struct evidence evidence) {
    struct person_notes *notes = &finder->notes[character];
    enum person_kind kind = person_kind(cue->value);
    if (kind == PERSON_GROUP) return;
    finder_say_gender(finder, character, person_gender(cue->value), weight, evidence);
    /* "man" and "woman" only mean no child; "a man of 70" and "old Teven, a man" are old */
    bool vague =
        kind == PERSON_PLAIN && person_age(cue->value) == AGE_ADULT && cue->weight < 45;
    double of_kind[] = {[PERSON_PLAIN] = 1,   [PERSON_KIN] = 0.9, [PERSON_ROLE] = 0.5,
                        [PERSON_TITLE] = 0.2, [PERSON_GROUP] = 0, [PERSON_AGE] = 1.1};
    if (person_age(cue->value) >= 0)
        finder_say_age(finder, character, (enum age_band)person_age(cue->value),
                       (int)cue->weight, weight * (vague ? 0.5 : of_kind[kind]), evidence);
    bool tells = kind == PERSON_ROLE || (kind == PERSON_KIN && weight >= 2);
    if (tells && strcmp(cue->id, "friend") != 0 && weight > notes->role_weight) {
        notes->role_weight = weight;
        finder->characters[character].role_words =
            evidence.words && strlen(evidence.words) < 40 ? evidence.words : cue->id;
        finder->characters[character].role = kind == PERSON_ROLE && evidence.words &&
                                                     strlen(evidence.words) < 40 &&
                                                     strcmp(cue->id, "worker") == 0
                                                 ? evidence.words
                                                 : cue->id;
    }
    if (kind != PERSON_AGE && kind != PERSON_TITLE && weight >= 2)
        add_alias(finder, cue, character);
}

void finder_say_given_name(struct finder *finder, int character, const struct hit *given,
                           struct evidence evidence) {
    if (!finder->notes[character].culture_bits)
        finder->notes[character].culture_bits = given->value & CULTURE_BITS;
    enum gender gender = given->value & NAME_FEMALE ? GENDER_FEMALE
                         : given->value & NAME_MALE ? GENDER_MALE
                                                    : GENDER_NEUTRAL;
    finder_say_gender(finder, character, gender, 2, evidence);
}

/* OLD MAN, PAATI, DR. MEERA: before the names themselves are in the lexicon. */
static void read_name(struct finder *finder, int character) {
    const struct character *who = &finder->screenplay->characters[character];
    struct scan scan = lexicon_scan(finder->lexicon, who->name, who->line, 1);
    struct evidence evidence = {who->line, 1, who->name};
    const struct cue *seniority = NULL;
    for (size_t i = 0; i < scan.hit_count; i++) {
        const struct hit *hit = &scan.hits[i];
        if (hit->topic == TOPIC_PERSON) {
            if (person_kind(hit->value) == PERSON_GROUP) finder->notes[character].group = true;
            if (person_kind(hit->value) == PERSON_AGE) seniority = hit->cue;
            finder_say_person(finder, character, hit->cue, 2.5, evidence);
        } else if (hit->topic == TOPIC_COLOR && hit->word &&
                   strcmp(scan.words[hit->word - 1].text, "in") == 0) {
            finder->characters[character].outfit_color = hit->cue->id; /* WOMAN IN BLACK */
        } else if (hit->topic == TOPIC_GIVEN_NAME) {
            finder_say_given_name(finder, character, hit, evidence);
        }
    }
    if (seniority) /* "OLD SAILOR": old, whatever sailors are */
        finder_say_age(finder, character, (enum age_band)person_age(seniority->value),
                       (int)seniority->weight, 2.9, evidence);
}

/* The ways in which action and speech may call a character: the whole name, and each word of it
 * that no other character has and that is no mere "THE" or "MAN". */
static void learn_names(struct finder *finder) {
    const struct screenplay *screenplay = finder->screenplay;
    AUTO_FREE bool *generic = xcalloc(screenplay->character_count, sizeof *generic);
    for (size_t i = 0; i < screenplay->character_count; i++) {
        struct scan scan = lexicon_scan(finder->lexicon, screenplay->characters[i].name, 0, 0);
        generic[i] = true;
        for (size_t k = 0; k < scan.word_count; k++) {
            const struct hit *person = lexicon_hit_at(&scan, k, TOPIC_PERSON);
            bool small = person && person_kind(person->value) != PERSON_KIN;
            generic[i] &= small || scan.words[k].grammar || scan.words[k].number >= 0;
        }
    }
    for (size_t i = 0; i < screenplay->character_count; i++)
        lexicon_name(finder->lexicon, screenplay->characters[i].name, (int)i, false,
                     generic[i]);
    for (size_t i = 0; i < screenplay->character_count; i++) {
        if (generic[i]) continue;
        struct scan scan = lexicon_scan(finder->lexicon, screenplay->characters[i].name, 0, 0);
        for (size_t k = 0; scan.word_count > 1 && k < scan.word_count && k < 6; k++) {
            const struct word *word = &scan.words[k];
            const struct hit *person = lexicon_hit_at(&scan, k, TOPIC_PERSON);
            if (person || word->grammar || word->number >= 0 || strlen(word->text) < 3)
                continue;
            lexicon_name(finder->lexicon, word->text, (int)i, true, false);
        }
    }
}

void finder_names(struct finder *finder) {
    for (size_t i = 0; i < finder->screenplay->character_count; i++) {
        struct character_breakdown *out = &finder->characters[i];
        out->age = AGE_ADULT;
        out->years = -1;
        out->role = out->role_words = out->traits = out->outfit = out->outfit_color =
            out->hair = "";
        out->beard_kind = out->headwear = "";
        read_name(finder, (int)i);
    }
    learn_names(finder);
}
