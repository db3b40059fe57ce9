/* Who is what to whom: by kinship words in the action and by what people call each other. */
#include <string.h>

#include "breakdown/people_find.h"
#include "breakdown/person_words.h"

void finder_relate(struct finder *finder, int character, int other, const char *kind,
                   struct evidence evidence) {
    if (character < 0 || other < 0 || character == other || !*kind) return;
    struct relation_list *relations = &finder->notes[character].relations;
    for (size_t i = 0; i < relations->count && i < 32; i++)
        if (relations->items[i].other == other) return;
    if (relations->count >= 32) return;
    *list_push(relations) =
        (struct relationship){.other = other, .kind = kind, .evidence = evidence};
}

/* The opposite of a kinship word, by the gender of the one it is said of. */
static const char *inverse_kind(const char *kind, enum gender gender) {
    static const struct {
        const char *kind, *female, *male, *neutral;
    } rows[] = {
        {"grandmother", "granddaughter", "grandson", "grandchild"},
        {"grandfather", "granddaughter", "grandson", "grandchild"},
        {"granddaughter", "grandmother", "grandfather", "grandparent"},
        {"grandson", "grandmother", "grandfather", "grandparent"},
        {"grandchild", "grandmother", "grandfather", "grandparent"},
        {"mother", "daughter", "son", "child"},
        {"father", "daughter", "son", "child"},
        {"daughter", "mother", "father", "parent"},
        {"son", "mother", "father", "parent"},
        {"sister", "sister", "brother", "sibling"},
        {"brother", "sister", "brother", "sibling"},
        {"aunt", "niece", "nephew", "niece or nephew"},
        {"uncle", "niece", "nephew", "niece or nephew"},
        {"niece", "aunt", "uncle", "aunt or uncle"},
        {"nephew", "aunt", "uncle", "aunt or uncle"},
        {"wife", "wife", "husband", "spouse"},
        {"husband", "wife", "husband", "spouse"},
        {"friend", "friend", "friend", "friend"},
        {"neighbour", "neighbour", "neighbour", "neighbour"},
        {"colleague", "colleague", "colleague", "colleague"},
        {"cousin", "cousin", "cousin", "cousin"},
        {"girlfriend", "girlfriend", "boyfriend", "partner"},
        {"boyfriend", "girlfriend", "boyfriend", "partner"},
        {"teacher", "student", "student", "student"},
        {"student", "teacher", "teacher", "teacher"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strcmp(rows[i].kind, kind) == 0)
            return gender == GENDER_FEMALE ? rows[i].female
                   : gender == GENDER_MALE ? rows[i].male
                                           : rows[i].neutral;
    return "";
}

/* "her grandmother LAKSHMI", "TEVEN, Meera's grandfather", "Meera hugs her grandmother". */
void finder_read_relation(struct finder *finder, const struct scan *scan, const struct hit *kin,
                          const struct hit *name_before, int spoken_of) {
    if (!kin->word) return;
    size_t at = kin->word - 1;
    while (at && scan->words[at].grammar == GRAMMAR_ADJECTIVE) at--;
    const struct word *owner = &scan->words[at];
    int of = -1;
    if (owner->flags & WORD_OWNS) {
        if (name_before && name_before->word + name_before->count - 1 == at)
            of = name_before->value;
    } else if (owner->grammar == GRAMMAR_OWNER && strcmp(owner->text, "my") != 0 &&
               strcmp(owner->text, "your") != 0) {
        of = spoken_of;
    }
    if (of < 0) return;
    int other = -1;
    const struct hit *name = lexicon_hit_at(scan, kin->word + kin->count, TOPIC_NAME);
    if (!name && kin->word + kin->count < scan->word_count &&
        !(scan->words[kin->word + kin->count].flags & WORD_START))
        name = lexicon_hit_at(scan, kin->word + kin->count + 1, TOPIC_NAME);
    if (name) other = name->value;
    if (other < 0) other = finder_alias(finder, scan, kin);
    if (other < 0 && (owner->flags & WORD_OWNS)) other = spoken_of; /* "TEVEN, Meera's uncle" */
    if (other >= 0 && other != of)
        finder_relate(finder, of, other, kin->cue->id,
                      finder_evidence_of_hit(finder, scan, kin));
}

static bool can_be(const struct finder *finder, int character, const struct cue *kin) {
    const struct character_breakdown *who = &finder->characters[character];
    enum gender gender = person_gender(kin->value);
    if (gender && who->gender && gender != who->gender) return false;
    bool near_in_age = strcmp(kin->id, "sister") == 0 || strcmp(kin->id, "brother") == 0;
    if (near_in_age && who->age == AGE_MATURE) return false;
    /* one whom everybody calls grandmother is not this one's sister */
    static const char *const fixed[] = {"grandmother", "grandfather", "mother", "father"};
    for (size_t i = 0; i < COUNT_OF(fixed); i++)
        if (strcmp(who->role, fixed[i]) == 0 && strcmp(kin->id, fixed[i]) != 0) return false;
    return true;
}

static int known_by_kin(const struct finder *finder, int character, const struct cue *kin) {
    const struct relation_list *relations = &finder->notes[character].relations;
    for (size_t i = 0; i < relations->count; i++)
        if (strcmp(relations->items[i].kind, kin->id) == 0) return relations->items[i].other;
    return -1;
}

/* The one spoken to, or else the only other speaker near this line who fits the word. */
static int called_by_kin(const struct finder *finder, const struct line_breakdown *line,
                         const struct cue *kin) {
    if (line->to >= 0 && can_be(finder, line->to, kin)) return line->to;
    int found = -1;
    size_t index = (size_t)(line - finder->lines);
    size_t from = index > 8 ? index - 8 : 0;
    for (size_t i = from; i < finder->result->line_count && i < index + 8; i++) {
        int other = finder->lines[i].character;
        if (finder->lines[i].scene != line->scene || other == line->character ||
            !can_be(finder, other, kin))
            continue;
        if (found >= 0 && found != other) return -1;
        found = other;
    }
    return found;
}

/* "Paati, look!": what the speaker calls the one spoken to. */
void finder_read_speech(struct finder *finder, struct line_breakdown *line) {
    const struct scan *scan = &finder->elements[line->element];
    for (size_t i = 0; i < scan->hit_count && i < 400; i++) {
        const struct hit *hit = &scan->hits[i];
        if (hit->topic != TOPIC_PERSON || person_kind(hit->value) != PERSON_KIN) continue;
        const struct word *first = &scan->words[hit->word];
        const struct word *last = &scan->words[hit->word + hit->count - 1];
        if (!(first->flags & (WORD_START | WORD_COMMA)) || !(last->flags & WORD_CLOSE))
            continue;
        if (last->flags & WORD_OWNS) continue;
        const struct hit *name = lexicon_hit_at(scan, hit->word, TOPIC_NAME);
        int other = name ? name->value : finder->aliases[hit->cue - breakdown_people.cues];
        if (other < 0) other = known_by_kin(finder, line->character, hit->cue);
        if (other < 0) other = called_by_kin(finder, line, hit->cue);
        if (other < 0 || other == line->character) continue;
        line->to = other;
        struct evidence evidence = finder_evidence_of_hit(finder, scan, hit);
        /* speaking to one of two others may be a slip: weaker than what the action says */
        double weight = name || person_kind(hit->value) != PERSON_KIN ? 0.3 : 1.2;
        if (strcmp(hit->cue->id, "son") != 0 && strcmp(hit->cue->id, "mother") != 0)
            finder_say_person(finder, other, hit->cue, weight, evidence);
        finder_relate(finder, line->character, other, hit->cue->id, evidence);
    }
}

/* Both sides of every relationship are written down. */
void finder_mirror_relations(struct finder *finder) {
    size_t count = finder->screenplay->character_count;
    AUTO_FREE size_t *said = xcalloc(count, sizeof *said);
    for (size_t i = 0; i < count; i++) said[i] = finder->notes[i].relations.count;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < said[i]; k++) {
            struct relationship relation = finder->notes[i].relations.items[k];
            const char *kind = inverse_kind(relation.kind, finder->characters[i].gender);
            finder_relate(finder, relation.other, (int)i, kind, relation.evidence);
        }
}
