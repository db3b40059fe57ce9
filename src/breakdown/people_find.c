/* Who the characters are, from the whole script. */
#include <string.h>

#include "breakdown/looks.h"
#include "breakdown/people_find.h"
#include "breakdown/person_words.h"

struct reading { /* of the action, over its elements */
    const struct scan *scan;
    const struct hit *name; /* the last name in this element, or NULL */
    int last, before;       /* who was named last, and before that; -1 nobody */
    int last_of[3];         /* ... of each enum gender, as far as it was known then */
    size_t in_sentence;     /* names in this sentence */
};

/* "PAATI, her grandmother": right behind the only name of its sentence. */
static bool is_apposition(const struct reading *reading, size_t at) {
    const struct hit *name = reading->name;
    if (!name || name->value != reading->last || reading->in_sentence != 1) return false;
    size_t behind = name->word + name->count;
    return behind < reading->scan->word_count && at - name->word < 4 &&
           (reading->scan->words[behind].flags & WORD_COMMA);
}

static void name_person(const struct finder *finder, struct reading *reading, int character) {
    if (reading->last != character) reading->before = reading->last;
    reading->last = character;
    reading->last_of[finder->characters[character].gender] = character;
}

/* Whose kin: "her brother" is of the last woman named, were it not the brother himself. */
static int owner_of_kin(const struct finder *finder, const struct reading *reading,
                        const struct hit *hit, int otherwise) {
    const char *owner = hit->word ? reading->scan->words[hit->word - 1].text : "";
    enum gender gender = strcmp(owner, "her") == 0   ? GENDER_FEMALE
                         : strcmp(owner, "his") == 0 ? GENDER_MALE
                                                     : GENDER_NEUTRAL;
    if (!gender || otherwise < 0) return otherwise;
    enum gender known = finder->characters[otherwise].gender;
    int fits = reading->last_of[gender];
    return known == gender || known == GENDER_NEUTRAL || fits < 0 || fits == reading->last
               ? otherwise
               : fits;
}

static void read_kin(struct finder *finder, const struct reading *reading,
                     const struct hit *hit) {
    bool owned = hit->word && (reading->scan->words[hit->word - 1].flags & WORD_OWNS);
    bool apposition = is_apposition(reading, hit->word) && !owned;
    int of = owner_of_kin(finder, reading, hit, apposition ? reading->before : reading->last);
    if (apposition && of >= 0)
        finder_relate(finder, of, reading->last, hit->cue->id,
                      finder_evidence_of_hit(finder, reading->scan, hit));
    else
        finder_read_relation(finder, reading->scan, hit, reading->name, of);
}

/* Does a trait or garment belong to the person named last: alone in this sentence, or meant by
 * a pronoun not far before? */
static bool is_theirs(const struct reading *reading, size_t at) {
    if (reading->last < 0 || reading->in_sentence > 1) return false;
    if (reading->in_sentence == 1) return true;
    for (size_t back = 0; back < 12 && back <= at; back++) {
        const struct word *word = &reading->scan->words[at - back];
        if (word->grammar == GRAMMAR_HE || word->grammar == GRAMMAR_SHE ||
            word->grammar == GRAMMAR_OWNER)
            return true;
        if (word->flags & WORD_START) return false;
    }
    return false;
}

static void read_pronoun(struct finder *finder, const struct reading *reading, size_t at) {
    const struct word *word = &reading->scan->words[at];
    enum gender gender = GENDER_NEUTRAL;
    if (word->grammar == GRAMMAR_HE || strcmp(word->text, "his") == 0) gender = GENDER_MALE;
    if (word->grammar == GRAMMAR_SHE || strcmp(word->text, "her") == 0) gender = GENDER_FEMALE;
    bool clear =
        reading->in_sentence == 1 || (reading->in_sentence == 0 && (word->flags & WORD_START));
    /* "NINA runs. A GUARD follows her. She stops.": Nina, of whom it is known. */
    if (clear && reading->last >= 0 && reading->before >= 0)
        clear = finder->characters[reading->before].gender != gender ||
                finder->characters[reading->last].gender != GENDER_NEUTRAL;
    if (gender && reading->last >= 0 && clear)
        finder_say_gender(finder, reading->last, gender, 0.7,
                          finder_evidence(finder, reading->scan, at, 1));
}

static void read_action(struct finder *finder, struct reading *reading) {
    const struct scan *scan = reading->scan;
    size_t next = 0;
    for (size_t at = 0; at < scan->word_count; at++) {
        if (scan->words[at].flags & WORD_START) reading->in_sentence = 0;
        read_pronoun(finder, reading, at);
        for (; next < scan->hit_count && scan->hits[next].word <= at; next++) {
            const struct hit *hit = &scan->hits[next];
            if (hit->topic == TOPIC_NAME) {
                reading->name = hit;
                if (scan->words[at + hit->count - 1].flags & WORD_OWNS) continue;
                finder_read_introduction(finder, scan, hit);
                name_person(finder, reading, hit->value);
                reading->in_sentence++;
            } else if (hit->topic == TOPIC_PERSON && person_kind(hit->value) == PERSON_KIN) {
                read_kin(finder, reading, hit);
            } else if ((hit->topic == TOPIC_TRAIT || hit->topic == TOPIC_WEAR) &&
                       is_theirs(reading, at)) {
                finder_read_look(finder, reading->last, scan, hit, false);
            }
        }
    }
}

static void finish_person(struct finder *finder, int character) {
    struct character_breakdown *out = &finder->characters[character];
    struct person_notes *notes = &finder->notes[character];
    out->traits =
        notes->traits_size ? arena_copy(finder->arena, notes->traits, notes->traits_size) : "";
    out->glasses = notes->marks & TRAIT_GLASSES;
    out->cane = notes->marks & TRAIT_CANE;
    out->wheelchair = notes->marks & TRAIT_WHEELCHAIR;
    out->beard = notes->marks & TRAIT_BEARD;
    out->grey = notes->marks & TRAIT_GREY;
    if (notes->age_weight ==
        0) { /* a bare name is mostly the young person the story is about */
        bool young = !*out->role;
        for (size_t i = 0; i < notes->relations.count; i++) {
            const char *kind = notes->relations.items[i].kind;
            young |= strncmp(kind, "grand", 5) == 0 && strstr(kind, "ther");
        }
        out->age = young ? AGE_YOUNG_ADULT : AGE_ADULT;
    }
    if (!out->age_evidence.words) out->age_evidence.words = "";
    if (!out->gender_evidence.words) out->gender_evidence.words = "";
    if (notes->group) out->gender = GENDER_NEUTRAL;
}

void finder_people(struct finder *finder) {
    const struct screenplay *screenplay = finder->screenplay;
    struct reading reading = {.last = -1, .before = -1, .last_of = {-1, -1, -1}};
    for (size_t i = 0; i < screenplay->element_count; i++) {
        const struct element *element = &screenplay->elements[i];
        if (element->kind == ELEMENT_DIALOGUE && element->character >= 0) {
            /* "She" behind a speech is the speaker, as finder_actions has it */
            name_person(finder, &reading, element->character);
        } else if (element->kind == ELEMENT_ACTION) {
            finder_enter(finder, element->scene);
            reading.scan = &finder->elements[i];
            reading.name = NULL;
            reading.in_sentence = 0;
            read_action(finder, &reading);
        }
    }
    for (size_t i = 0; i < finder->result->line_count; i++)
        finder_read_speech(finder, &finder->lines[i]);
    finder_mirror_relations(finder);
    for (size_t i = 0; i < screenplay->character_count; i++) {
        finish_person(finder, (int)i);
        struct relation_list *relations = &finder->notes[i].relations;
        finder->characters[i].relationships = list_take(finder->arena, relations);
        finder->characters[i].relationship_count = relations->count;
        list_done(relations);
    }
}
