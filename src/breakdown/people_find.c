/* Who the characters are: from their names, from how the action introduces them, from what they
 * are called in speech. The word with the greatest weight wins; the first one among equals. */
#include <string.h>

#include "breakdown/culture.h"
#include "breakdown/finder.h"
#include "breakdown/looks.h"
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

static enum age_band band_of_years(int years) {
    if (years <= 1) return AGE_BABY;
    if (years <= 5) return AGE_TODDLER;
    if (years <= 9) return AGE_CHILD;
    if (years <= 12) return AGE_PRETEEN;
    if (years <= 17) return AGE_TEEN;
    if (years <= 24) return AGE_YOUNG_ADULT;
    return years <= 45 ? AGE_ADULT : AGE_MATURE;
}

static void say_age(struct finder *finder, int character, enum age_band band, int years,
                    double weight, struct evidence evidence) {
    struct person_notes *notes = &finder->notes[character];
    if (weight <= notes->age_weight) return;
    notes->age_weight = weight;
    finder->characters[character].age = band;
    finder->characters[character].years = years;
    finder->characters[character].age_evidence = evidence;
}

static void say_gender(struct finder *finder, int character, enum gender gender, double weight,
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
static void say_person(struct finder *finder, int character, const struct cue *cue,
                       double weight, struct evidence evidence) {
    struct person_notes *notes = &finder->notes[character];
    enum person_kind kind = person_kind(cue->value);
    if (kind == PERSON_GROUP) return;
    say_gender(finder, character, person_gender(cue->value), weight, evidence);
    /* "man" and "woman" only mean no child; "a man of 70" and "old Teven, a man" are old */
    bool vague =
        kind == PERSON_PLAIN && person_age(cue->value) == AGE_ADULT && cue->weight < 45;
    double of_kind[] = {[PERSON_PLAIN] = 1,   [PERSON_KIN] = 0.9, [PERSON_ROLE] = 0.5,
                        [PERSON_TITLE] = 0.2, [PERSON_GROUP] = 0, [PERSON_AGE] = 1.1};
    if (person_age(cue->value) >= 0)
        say_age(finder, character, (enum age_band)person_age(cue->value), (int)cue->weight,
                weight * (vague ? 0.5 : of_kind[kind]), evidence);
    bool tells = kind == PERSON_ROLE || (kind == PERSON_KIN && weight >= 2);
    if (tells && strcmp(cue->id, "friend") != 0 && weight > notes->role_weight) {
        notes->role_weight = weight;
        finder->characters[character].role = kind == PERSON_ROLE && evidence.words &&
                                                     strlen(evidence.words) < 40 &&
                                                     strcmp(cue->id, "worker") == 0
                                                 ? evidence.words
                                                 : cue->id;
    }
    if (kind != PERSON_AGE && kind != PERSON_TITLE && weight >= 2)
        add_alias(finder, cue, character);
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
            say_person(finder, character, hit->cue, 2.5, evidence);
        } else if (hit->topic == TOPIC_COLOR && hit->word &&
                   strcmp(scan.words[hit->word - 1].text, "in") == 0) {
            finder->characters[character].outfit_color = hit->cue->id; /* WOMAN IN BLACK */
        } else if (hit->topic == TOPIC_GIVEN_NAME) {
            if (!finder->notes[character].culture_bits)
                finder->notes[character].culture_bits = hit->value & CULTURE_BITS;
            enum gender gender = hit->value & NAME_FEMALE ? GENDER_FEMALE
                                 : hit->value & NAME_MALE ? GENDER_MALE
                                                          : GENDER_NEUTRAL;
            say_gender(finder, character, gender, 2, evidence);
        }
    }
    if (seniority) /* "OLD SAILOR": old, whatever sailors are */
        say_age(finder, character, (enum age_band)person_age(seniority->value),
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
            const struct hit *person = scan_hit_at(&scan, k, TOPIC_PERSON);
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
            const struct hit *person = scan_hit_at(&scan, k, TOPIC_PERSON);
            if (person || word->grammar || word->number >= 0 || strlen(word->text) < 3)
                continue;
            lexicon_name(finder->lexicon, word->text, (int)i, true, false);
        }
    }
}

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
        const struct hit *hit = scan_hit_at(scan, word - back, TOPIC_COLOR);
        if (hit) return hit->cue->id;
    }
    return "";
}

static void read_look(struct finder *finder, int character, const struct scan *scan,
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
static void read_introduction(struct finder *finder, const struct scan *scan,
                              const struct hit *name) {
    int character = name->value;
    for (size_t back = 1; back <= 3 && back <= name->word; back++) {
        size_t word = name->word - back;
        if (scan->words[word + 1].flags & (WORD_START | WORD_COMMA)) break;
        const struct hit *person = NULL;
        for (size_t size = 1; size <= 3 && size <= word + 1 && !person; size++) {
            person = scan_hit_at(scan, word + 1 - size, TOPIC_PERSON);
            if (person && person->count != size) person = NULL;
        }
        if (person)
            say_person(finder, character, person->cue, 2.6,
                       finder_evidence_of_hit(finder, scan, person));
        else if (scan->words[word].grammar != GRAMMAR_ADJECTIVE)
            break;
    }
    size_t at = name->word + name->count;
    /* a surname that the cues leave out: "HENRY WHITMORE (68)" */
    for (int i = 0; i < 2 && at < scan->word_count; i++, at++) {
        const struct word *word = &scan->words[at];
        if (!(word->flags & WORD_CAPITAL) || !(word->flags & WORD_CASED) || word->grammar ||
            (word->flags & (WORD_START | WORD_COMMA | WORD_BRACKET)) ||
            scan_hit_at(scan, at, TOPIC_NAME))
            break;
    }
    if (at >= scan->word_count || (scan->words[at].flags & WORD_START)) return;
    bool opened = scan->words[at].flags & (WORD_COMMA | WORD_BRACKET);
    bool is = scan->words[at].grammar == GRAMMAR_BE;
    if (!opened && !is) return;
    bool first = true;
    for (size_t end = at + 18; at < end && at < scan->word_count; at++) {
        const struct word *word = &scan->words[at];
        const struct hit *other = scan_hit_at(scan, at, TOPIC_NAME);
        bool owner = other && (scan->words[at + other->count - 1].flags & WORD_OWNS);
        if ((word->flags & WORD_START) || (other && !owner)) break;
        const struct hit *act = scan_hit_at(scan, at, TOPIC_ACT);
        bool noun = word->grammar == GRAMMAR_ADJECTIVE;
        if (act && !noun && (act->form == FORM_S || act->form == FORM_ED) && !first) break;
        size_t used;
        bool alone = opened && (first || (word->flags & (WORD_COMMA | WORD_BRACKET)));
        int years = years_at(scan, at, alone, &used);
        if (years >= 0)
            say_age(finder, character, band_of_years(years), years, 4,
                    finder_evidence(finder, scan, at, used));
        if (word->grammar == GRAMMAR_PREPOSITION && strcmp(word->text, "in") != 0 &&
            strcmp(word->text, "with") != 0 && strcmp(word->text, "of") != 0)
            break;
        const struct hit *person = scan_hit_at(scan, at, TOPIC_PERSON);
        if (person && !(word->flags & WORD_OWNS))
            say_person(finder, character, person->cue, 3,
                       finder_evidence_of_hit(finder, scan, person));
        const struct hit *look = scan_hit_at(scan, at, TOPIC_TRAIT);
        if (look) read_look(finder, character, scan, look, true);
        look = scan_hit_at(scan, at, TOPIC_WEAR);
        if (look) read_look(finder, character, scan, look, true);
        first = false;
    }
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
static void read_relation(struct finder *finder, const struct scan *scan, const struct hit *kin,
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
    const struct hit *name = scan_hit_at(scan, kin->word + kin->count, TOPIC_NAME);
    if (!name && kin->word + kin->count < scan->word_count &&
        !(scan->words[kin->word + kin->count].flags & WORD_START))
        name = scan_hit_at(scan, kin->word + kin->count + 1, TOPIC_NAME);
    if (name) other = name->value;
    if (other < 0) other = finder_alias(finder, scan, kin);
    if (other < 0 && (owner->flags & WORD_OWNS)) other = spoken_of; /* "TEVEN, Meera's uncle" */
    if (other >= 0 && other != of)
        finder_relate(finder, of, other, kin->cue->id,
                      finder_evidence_of_hit(finder, scan, kin));
}

/* One element of action, sentence by sentence. `*last` is the last person named, over elements.
 */
static void read_action(struct finder *finder, const struct scan *scan, int *last) {
    const struct hit *name = NULL; /* last name hit */
    int before = -1;               /* the person named before *last */
    size_t in_sentence = 0, next = 0;
    for (size_t at = 0; at < scan->word_count; at++) {
        const struct word *word = &scan->words[at];
        if (word->flags & WORD_START) in_sentence = 0;
        enum gender pronoun = GENDER_NEUTRAL;
        if (word->grammar == GRAMMAR_HE || strcmp(word->text, "his") == 0)
            pronoun = GENDER_MALE;
        if (word->grammar == GRAMMAR_SHE || strcmp(word->text, "her") == 0)
            pronoun = GENDER_FEMALE;
        if (pronoun && *last >= 0 && in_sentence <= 1 &&
            (in_sentence == 1 || (word->flags & WORD_START)))
            say_gender(finder, *last, pronoun, 0.7, finder_evidence(finder, scan, at, 1));
        for (; next < scan->hit_count && scan->hits[next].word == at; next++) {
            const struct hit *hit = &scan->hits[next];
            if (hit->topic == TOPIC_NAME) {
                if (!(scan->words[at + hit->count - 1].flags & WORD_OWNS)) {
                    read_introduction(finder, scan, hit);
                    if (*last != hit->value) before = *last;
                    *last = hit->value;
                    in_sentence++;
                }
                name = hit;
            } else if (hit->topic == TOPIC_PERSON && person_kind(hit->value) == PERSON_KIN) {
                bool own = name && name->value == *last && in_sentence == 1 &&
                           name->word + name->count < scan->word_count &&
                           (scan->words[name->word + name->count].flags & WORD_COMMA) &&
                           at - name->word < 4;
                /* "PAATI, her grandmother": of whoever was named before */
                int spoken_of = scan->words[at ? at - 1 : 0].flags & WORD_OWNS ? *last
                                : own                                          ? before
                                                                               : *last;
                if (own && spoken_of >= 0 && !(scan->words[at ? at - 1 : 0].flags & WORD_OWNS))
                    finder_relate(finder, spoken_of, *last, hit->cue->id,
                                  finder_evidence_of_hit(finder, scan, hit));
                else
                    read_relation(finder, scan, hit, name, spoken_of);
            } else if ((hit->topic == TOPIC_TRAIT || hit->topic == TOPIC_WEAR) && *last >= 0 &&
                       in_sentence <= 1) {
                bool theirs = in_sentence == 1;
                for (size_t back = 0; !theirs && back < 12 && back <= at; back++) {
                    const struct word *w = &scan->words[at - back];
                    theirs = w->grammar == GRAMMAR_HE || w->grammar == GRAMMAR_SHE ||
                             w->grammar == GRAMMAR_OWNER;
                    if (w->flags & WORD_START) break;
                }
                if (theirs) read_look(finder, *last, scan, hit, false);
            }
        }
    }
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
static void read_speech(struct finder *finder, struct line_breakdown *line) {
    const struct scan *scan = &finder->elements[line->element];
    for (size_t i = 0; i < scan->hit_count && i < 400; i++) {
        const struct hit *hit = &scan->hits[i];
        if (hit->topic != TOPIC_PERSON || person_kind(hit->value) != PERSON_KIN) continue;
        const struct word *first = &scan->words[hit->word];
        const struct word *last = &scan->words[hit->word + hit->count - 1];
        if (!(first->flags & (WORD_START | WORD_COMMA)) || !(last->flags & WORD_CLOSE))
            continue;
        if (last->flags & WORD_OWNS) continue;
        const struct hit *name = scan_hit_at(scan, hit->word, TOPIC_NAME);
        int other = name ? name->value : finder->aliases[hit->cue - breakdown_people.cues];
        if (other < 0) other = called_by_kin(finder, line, hit->cue);
        if (other < 0 || other == line->character) continue;
        line->to = other;
        struct evidence evidence = finder_evidence_of_hit(finder, scan, hit);
        /* speaking to one of two others may be a slip: weaker than what the action says */
        double weight = name || person_kind(hit->value) != PERSON_KIN ? 0.3 : 1.2;
        if (strcmp(hit->cue->id, "son") != 0 && strcmp(hit->cue->id, "mother") != 0)
            say_person(finder, other, hit->cue, weight, evidence);
        finder_relate(finder, line->character, other, hit->cue->id, evidence);
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

/* Both sides of every relationship are written down. */
static void mirror_relations(struct finder *finder) {
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

void finder_people(struct finder *finder) {
    const struct screenplay *screenplay = finder->screenplay;
    int last = -1;
    for (size_t i = 0; i < screenplay->element_count; i++)
        if (screenplay->elements[i].kind == ELEMENT_ACTION) {
            finder_enter(finder, screenplay->elements[i].scene);
            read_action(finder, &finder->elements[i], &last);
        }
    for (size_t i = 0; i < finder->result->line_count; i++)
        read_speech(finder, &finder->lines[i]);
    mirror_relations(finder);
    for (size_t i = 0; i < screenplay->character_count; i++) {
        finish_person(finder, (int)i);
        struct relation_list *relations = &finder->notes[i].relations;
        finder->characters[i].relationships = list_take(finder->arena, relations);
        finder->characters[i].relationship_count = relations->count;
        list_done(relations);
    }
}

void finder_names(struct finder *finder) {
    for (size_t i = 0; i < finder->screenplay->character_count; i++) {
        struct character_breakdown *out = &finder->characters[i];
        out->age = AGE_ADULT;
        out->years = -1;
        out->role = out->traits = out->outfit = out->outfit_color = out->hair = "";
        out->beard_kind = out->headwear = "";
        read_name(finder, (int)i);
    }
    learn_names(finder);
}
