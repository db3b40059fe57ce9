/* What people do: each sentence of action is walked once. A name before the verb is who acts, a
 * name or thing behind it is what is acted on; "he" and "she" are the last person named whom
 * they fit. */
#include <string.h>

#include "breakdown/finder.h"
#include "breakdown/person_words.h"

enum { SUBJECTS_MAX = 4 };

struct subjects {
    int items[SUBJECTS_MAX];
    size_t count;
};
struct action_list {
    struct action *items;
    size_t count, room;
};
struct prop_list {
    struct prop *items;
    size_t count, room;
};
struct present_list {
    int *items;
    size_t count, room;
};

struct stage { /* of one scene */
    struct finder *finder;
    size_t scene;
    struct action_list actions;
    struct prop_list props;
    struct present_list present;
    struct subjects subjects, before,
        group;                   /* of this sentence; of the last that had any; several */
    int last, last_he, last_she; /* named last */
    bool fits;                   /* the clause's verb belongs to `subjects` */
    bool fragment;               /* the sentence begins with its verb: "Sits. Looks up." */
    bool verb;                   /* this sentence had a verb */
    size_t since;                /* first action of the last verb */
    size_t element;              /* being read */
    bool reads;                  /* the last verb is "to read" */
    const char *it;              /* the thing seen last, or NULL */
};

static void be_present(struct stage *stage, int character) {
    int mark = (int)stage->scene + 1;
    if (stage->finder->scene_stamp[character] == mark) return;
    stage->finder->scene_stamp[character] = mark;
    *list_push(&stage->present) = character;
}

static void subjects_add(struct subjects *subjects, int character) {
    for (size_t i = 0; i < subjects->count; i++)
        if (subjects->items[i] == character) return;
    if (subjects->count < SUBJECTS_MAX) subjects->items[subjects->count++] = character;
}

static void name_person(struct stage *stage, int character) {
    enum gender gender = stage->finder->characters[character].gender;
    const struct character_breakdown *all = stage->finder->characters;
    stage->last = character;
    /* One of whom nobody knows takes no pronoun from one who is known to be he or she. */
    bool he = stage->last_he < 0 || all[stage->last_he].gender != GENDER_MALE;
    bool she = stage->last_she < 0 || all[stage->last_she].gender != GENDER_FEMALE;
    if (gender == GENDER_MALE || (gender == GENDER_NEUTRAL && he)) stage->last_he = character;
    if (gender == GENDER_FEMALE || (gender == GENDER_NEUTRAL && she))
        stage->last_she = character;
}

static bool is_finite(const struct hit *act) {
    return act && (act->form == FORM_S || act->form == FORM_ED);
}

/* The verb that follows a name, adverbs passed over; NULL when there is none. */
static bool verb_follows(const struct scan *scan, size_t at) {
    for (size_t i = at; i < scan->word_count && i < at + 3; i++) {
        const struct word *word = &scan->words[i];
        if (word->flags & WORD_START) return false;
        if (word->grammar == GRAMMAR_BE) return true;
        if (is_finite(lexicon_hit_at(scan, i, TOPIC_ACT))) return true;
        size_t size = strlen(word->text);
        if (size < 4 || strcmp(word->text + size - 2, "ly") != 0) return false;
    }
    return false;
}

static void set_target(struct stage *stage, int character) {
    for (size_t i = stage->since; i < stage->actions.count; i++)
        if (stage->actions.items[i].target < 0 &&
            stage->actions.items[i].character != character)
            stage->actions.items[i].target = character;
}

static void meet_person(struct stage *stage, const struct scan *scan, size_t at, size_t count,
                        int character) {
    const struct word *words = scan->words;
    bool start = words[at].flags & WORD_START;
    bool apart = start || (words[at].flags & WORD_COMMA); /* "across from her, OTTO reads" */
    enum grammar before = at && !apart ? words[at - 1].grammar : GRAMMAR_NONE;
    if (before == GRAMMAR_DETERMINER || before == GRAMMAR_OWNER || before == GRAMMAR_ADJECTIVE)
        before = at > 1 ? words[at - 2].grammar : GRAMMAR_NONE;
    bool behind = before == GRAMMAR_PREPOSITION || before == GRAMMAR_TO;
    bool acts = !behind && verb_follows(scan, at + count);
    if (acts || (!stage->verb && !behind)) {
        bool joined = stage->subjects.count && !stage->verb &&
                      (before == GRAMMAR_AND || (words[at].flags & WORD_COMMA));
        if (!joined) stage->subjects.count = 0;
        subjects_add(&stage->subjects, character);
        stage->fits = true;
        stage->fragment = false;
    } else if (stage->verb) {
        set_target(stage, character);
    }
    name_person(stage, character);
}

static int resolve(const struct stage *stage, enum grammar pronoun) {
    return pronoun == GRAMMAR_HE ? stage->last_he : stage->last_she;
}

/* "offers her an umbrella", "looks at her": not "her umbrella". */
static bool is_object_her(const struct scan *scan, size_t at) {
    if ((scan->words[at].flags & WORD_CLOSE) || at + 1 >= scan->word_count) return true;
    enum grammar next = (enum grammar)scan->words[at + 1].grammar;
    return next == GRAMMAR_DETERMINER || next == GRAMMAR_PREPOSITION || next == GRAMMAR_AND ||
           next == GRAMMAR_TO || next == GRAMMAR_CLAUSE;
}

static void meet_pronoun(struct stage *stage, const struct scan *scan, size_t at) {
    const struct word *word = &scan->words[at];
    enum grammar grammar = (enum grammar)word->grammar;
    bool subject = strcmp(word->text, "he") == 0 || strcmp(word->text, "she") == 0 ||
                   strcmp(word->text, "they") == 0 || strcmp(word->text, "both") == 0;
    if (grammar == GRAMMAR_THEY) {
        if (!subject) return;
        if (stage->subjects.count < 2 && stage->group.count >= 2)
            stage->subjects = stage->group;
        else if (stage->subjects.count < 2) {
            stage->subjects.count = 0;
            for (size_t i = 0; i < stage->present.count && i < SUBJECTS_MAX; i++)
                subjects_add(&stage->subjects, stage->present.items[i]);
        }
        stage->fits = stage->subjects.count > 0;
        return;
    }
    bool object = strcmp(word->text, "him") == 0 ||
                  (strcmp(word->text, "her") == 0 && is_object_her(scan, at));
    int character = resolve(stage, strcmp(word->text, "her") == 0 ? GRAMMAR_SHE : grammar);
    if (object && stage->verb) {
        for (size_t i = 0; character >= 0 && i < stage->subjects.count; i++)
            if (stage->subjects.items[i] == character) return;
        if (character >= 0) set_target(stage, character);
    } else if (subject) {
        stage->subjects.count = 0;
        stage->fits = character >= 0;
        stage->fragment = false;
        if (character >= 0) {
            subjects_add(&stage->subjects, character);
            stage->last = character;
            be_present(stage, character);
        }
    }
}

static bool is_denied(const struct scan *scan, size_t at) {
    for (size_t back = 1; back <= 3 && back <= at; back++) {
        const struct word *word = &scan->words[at - back];
        if (word->grammar == GRAMMAR_NOT) return true;
        if (scan->words[at - back + 1].flags & (WORD_START | WORD_COMMA)) return false;
    }
    return false;
}

/* "wants to leave": not done yet. */
static bool is_only_wished(const struct scan *scan, size_t at) {
    static const char *const wishes[] = {
        "want",  "wants", "wanted", "refuses", "hopes",  "needs", "asks",  "tells",  "decides",
        "about", "tries", "how",    "ready",   "afraid", "has",   "waits", "waiting"};
    if (at < 2 || scan->words[at - 1].grammar != GRAMMAR_TO) return false;
    for (size_t i = 0; i < COUNT_OF(wishes); i++)
        if (strcmp(scan->words[at - 2].text, wishes[i]) == 0) return true;
    return false;
}

static bool is_plural(const struct stage *stage) {
    return stage->subjects.count > 1 ||
           (stage->subjects.count && stage->finder->notes[stage->subjects.items[0]].group);
}

/* "Ben and Priya walk", "they pull and quickly run": a plain form behind a subject or a verb's
 * end. */
static bool follows_subject(const struct scan *scan, size_t at) {
    if (!at) return false;
    const struct word *before = &scan->words[at - 1];
    size_t size = strlen(before->text);
    if (before->grammar == GRAMMAR_AND || (scan->words[at].flags & WORD_COMMA)) return true;
    if (size > 3 && strcmp(before->text + size - 2, "ly") == 0) return true;
    for (size_t back = 1; back <= 3 && back <= at; back++) {
        const struct hit *name = lexicon_hit_at(scan, at - back, TOPIC_NAME);
        if (name && name->word + name->count == at) return true;
    }
    return false;
}

static bool object_follows(const struct scan *scan, const struct hit *hit) {
    size_t at = hit->word + hit->count;
    if (at >= scan->word_count || (scan->words[at].flags & (WORD_START | WORD_COMMA)))
        return false;
    switch ((enum grammar)scan->words[at].grammar) {
    case GRAMMAR_DETERMINER:
    case GRAMMAR_OWNER:
    case GRAMMAR_HE:
    case GRAMMAR_SHE:
    case GRAMMAR_THEY:
    case GRAMMAR_NUMBER:
    case GRAMMAR_ADJECTIVE:
        return true;
    default:
        break;
    }
    return lexicon_hit_at(scan, at, TOPIC_NAME) || lexicon_hit_at(scan, at, TOPIC_PROP) ||
           strcmp(scan->words[at].text, "it") == 0;
}

/* Is this verb form a verb here, and not "a walk", "the turned page"? */
static bool is_verb(const struct stage *stage, const struct scan *scan, const struct hit *hit) {
    if ((hit->cue->flags & CUE_PAST) && hit->count > 1) return true;
    const struct word *word = &scan->words[hit->word];
    enum grammar before = hit->word && !(word->flags & (WORD_START | WORD_COMMA))
                              ? (enum grammar)scan->words[hit->word - 1].grammar
                              : GRAMMAR_NONE;
    if (before == GRAMMAR_DETERMINER || before == GRAMMAR_OWNER ||
        before == GRAMMAR_ADJECTIVE || before == GRAMMAR_NUMBER)
        return false;
    if (hit->word && (scan->words[hit->word - 1].flags & WORD_OWNS)) return false;
    if (hit->form == FORM_ING) return true;
    if (before == GRAMMAR_PREPOSITION) return false;
    if ((hit->cue->flags & CUE_OBJECT) && hit->form == FORM_S && !object_follows(scan, hit))
        return false;
    if (hit->form == FORM_BASE)
        return before == GRAMMAR_TO || before == GRAMMAR_THEY || before == GRAMMAR_BE ||
               (is_plural(stage) && stage->fits && follows_subject(scan, hit->word));
    return true;
}

static bool is_handled(enum act act) {
    return act == ACT_TAKE || act == ACT_GIVE || act == ACT_HOLD || act == ACT_REACH ||
           act == ACT_WORK || act == ACT_POINT || act == ACT_OTHER;
}

/* What the last verb is done with or to. */
static void set_prop(struct stage *stage, const char *id) {
    for (size_t i = stage->since; id && stage->verb && i < stage->actions.count; i++)
        if (!stage->actions.items[i].prop) stage->actions.items[i].prop = id;
}

static void do_act(struct stage *stage, const struct scan *scan, const struct hit *hit) {
    if (!is_verb(stage, scan, hit) || is_denied(scan, hit->word) ||
        is_only_wished(scan, hit->word))
        return;
    /* "puts the cup on a chair" seats nobody */
    if (hit->value == ACT_SIT && scan->words[hit->word].grammar == GRAMMAR_PREPOSITION &&
        stage->verb && stage->actions.count > stage->since &&
        is_handled(stage->actions.items[stage->actions.count - 1].act))
        return;
    /* "Waves." and "Steps." by themselves are of the sea and on the stairs */
    const struct word *word = &scan->words[hit->word];
    bool alone = (word->flags & WORD_START) && (word->flags & WORD_CLOSE) && hit->count == 1;
    if (alone && (hit->value == ACT_WAVE || hit->value == ACT_WALK)) return;
    struct subjects subjects = {.count = 0};
    const struct hit *name = hit->word ? lexicon_hit_at(scan, hit->word - 1, TOPIC_NAME) : NULL;
    bool start = scan->words[hit->word].flags & WORD_START;
    if (hit->form == FORM_ING && name && name->count == 1 && !start &&
        !(scan->words[hit->word - 1].flags & WORD_OWNS))
        subjects_add(&subjects, name->value);
    else if (stage->subjects.count && stage->fits)
        subjects = stage->subjects;
    else if (stage->fragment || (start && hit->form != FORM_BASE)) {
        subjects = stage->before;
        if (!subjects.count && stage->last >= 0) subjects_add(&subjects, stage->last);
        stage->subjects = subjects;
        stage->fits = stage->fragment = true;
    }
    stage->verb = true;
    stage->reads = strncmp(word->text, "read", 4) == 0;
    stage->since = stage->actions.count;
    for (size_t i = 0; i < subjects.count; i++) {
        *list_push(&stage->actions) = (struct action){.act = (enum act)hit->value,
                                                      .element = stage->element,
                                                      .character = subjects.items[i],
                                                      .target = -1,
                                                      .at = finder_place(scan, hit->word)};
        be_present(stage, subjects.items[i]);
    }
    if (hit->count > 1 && strcmp(scan->words[hit->word + 1].text, "it") == 0)
        set_prop(stage, stage->it); /* "picks it up" */
    /* "They both pull.": at what was there last; a door that is knocked at is no such thing. */
    bool bare = hit->count == 1 && (word->flags & WORD_CLOSE);
    if (bare && (hit->value == ACT_REACH || hit->value == ACT_HOLD) &&
        strncmp(word->text, "knock", 5) != 0)
        set_prop(stage, stage->it);
}

/* The preposition that a thing stands behind, articles and adjectives passed over; or NULL. */
static const struct word *preposition_of(const struct scan *scan, size_t at) {
    for (size_t back = at; back > 0; back--) {
        if (scan->words[back].flags & (WORD_START | WORD_COMMA)) return NULL;
        const struct word *word = &scan->words[back - 1];
        enum grammar grammar = (enum grammar)word->grammar;
        if (grammar == GRAMMAR_PREPOSITION || grammar == GRAMMAR_TO) return word;
        if (grammar != GRAMMAR_DETERMINER && grammar != GRAMMAR_OWNER &&
            grammar != GRAMMAR_ADJECTIVE && grammar != GRAMMAR_NUMBER)
            return NULL;
    }
    return NULL;
}

/* "An OLD MAN with a lantern waits", "runs in with a wrench", "reads a newspaper": it is in
 * their hands, whatever else they do. */
static void have_in_hand(struct stage *stage, const struct scan *scan, const struct hit *hit,
                         const struct word *preposition) {
    bool with = preposition && strcmp(preposition->text, "with") == 0;
    struct subjects holders = {.count = 0};
    struct action last = {.at = finder_place(scan, hit->word)};
    if (stage->verb && stage->actions.count > stage->since) {
        last = stage->actions.items[stage->actions.count - 1];
        if (is_handled(last.act) || !(with || (stage->reads && !preposition))) return;
        for (size_t i = stage->since; i < stage->actions.count; i++)
            subjects_add(&holders, stage->actions.items[i].character);
    } else if (with && !stage->verb && stage->fits) {
        holders = stage->subjects;
    }
    if (holders.count != 1) return;
    *list_push(&stage->actions) = (struct action){.act = ACT_HOLD,
                                                  .element = stage->element,
                                                  .character = holders.items[0],
                                                  .target = -1,
                                                  .prop = hit->cue->id,
                                                  .at = last.at};
}

static void see_prop(struct stage *stage, const struct scan *scan, const struct hit *hit) {
    const char *id = hit->cue->id;
    const struct word *preposition = preposition_of(scan, hit->word);
    set_prop(stage, id);
    have_in_hand(stage, scan, hit, preposition);
    /* "takes the letter out of the bag and throws it": not the bag */
    if (!preposition || !stage->it) stage->it = id;
    for (size_t i = 0; i < stage->props.count; i++)
        if (strcmp(stage->props.items[i].id, id) == 0) return;
    *list_push(&stage->props) =
        (struct prop){id, finder_evidence_of_hit(stage->finder, scan, hit)};
}

/* "a photo of Meera" and "Meera's letter" do not bring Meera on stage. */
static bool is_only_mentioned(const struct scan *scan, const struct hit *hit) {
    if (scan->words[hit->word + hit->count - 1].flags & WORD_OWNS) return true;
    if (hit->word < 2 || strcmp(scan->words[hit->word - 1].text, "of") != 0) return false;
    const struct hit *prop = lexicon_hit_at(scan, hit->word - 2, TOPIC_PROP);
    return prop && strcmp(prop->cue->id, "photo") == 0;
}

static void begin_sentence(struct stage *stage, const struct scan *scan, size_t at) {
    if (stage->subjects.count && stage->fits) stage->before = stage->subjects;
    if (stage->before.count >= 2) stage->group = stage->before;
    stage->subjects.count = 0;
    stage->fits = stage->verb = false;
    stage->since = stage->actions.count;
    const struct hit *act = lexicon_hit_at(scan, at, TOPIC_ACT);
    size_t size = strlen(scan->words[at].text);
    bool adverb = size > 3 && strcmp(scan->words[at].text + size - 2, "ly") == 0;
    if (!act && adverb) act = lexicon_hit_at(scan, at + 1, TOPIC_ACT);
    stage->fragment = act && act->form != FORM_BASE;
}

static void pass_word(struct stage *stage, const struct scan *scan, size_t at) {
    const struct word *word = &scan->words[at];
    bool joins = word->grammar == GRAMMAR_AND || word->grammar == GRAMMAR_CLAUSE;
    if (!joins && !(word->flags & WORD_COMMA)) return;
    if (word->flags & WORD_START) return;
    size_t next = joins ? at + 1 : at;
    if (next >= scan->word_count) return;
    /* "and the wind turns the page": what follows is not done by the subject; ", and sits" is
     */
    enum grammar grammar = (enum grammar)scan->words[next].grammar;
    if (grammar == GRAMMAR_DETERMINER || grammar == GRAMMAR_OWNER)
        stage->fits = false;
    else if (lexicon_hit_at(scan, next, TOPIC_ACT) && stage->subjects.count)
        stage->fits = true;
}

/* "the old man": the only one of this scene's speakers who is one. */
static int described(const struct stage *stage, const struct scan *scan,
                     const struct hit *hit) {
    enum { CROWD = 64 };
    const struct finder *finder = stage->finder;
    int found = -1, kind = person_kind(hit->value), band = person_age(hit->value);
    if (kind != PERSON_PLAIN || band < 0 || finder->screenplay->character_count > CROWD)
        return -1;
    if (!hit->word || strcmp(scan->words[hit->word - 1].text, "the") != 0) return -1;
    for (size_t i = 0; i < finder->screenplay->character_count; i++) {
        const struct character_breakdown *who = &finder->characters[i];
        enum gender gender = person_gender(hit->value);
        int apart = (int)who->age - band;
        bool old = (who->age == AGE_MATURE) == (band == AGE_MATURE);
        bool fits = (gender == GENDER_NEUTRAL || who->gender == gender) && old && apart >= -2 &&
                    apart <= 2;
        if (!fits || finder->speaks_in[i] != finder->scene + 1) continue;
        if (found >= 0) return -1;
        found = (int)i;
    }
    return found;
}

static void walk_action(struct stage *stage, size_t element) {
    const struct scan *scan = &stage->finder->elements[element];
    size_t next = 0;
    stage->element = element;
    for (size_t at = 0; at < scan->word_count; at++) {
        if (scan->words[at].flags & WORD_START) begin_sentence(stage, scan, at);
        pass_word(stage, scan, at);
        enum grammar grammar = (enum grammar)scan->words[at].grammar;
        if (grammar == GRAMMAR_HE || grammar == GRAMMAR_SHE || grammar == GRAMMAR_THEY ||
            strcmp(scan->words[at].text, "her") == 0)
            meet_pronoun(stage, scan, at);
        if (strcmp(scan->words[at].text, "it") == 0) set_prop(stage, stage->it);
        for (; next < scan->hit_count && scan->hits[next].word <= at; next++) {
            const struct hit *hit = &scan->hits[next];
            if (hit->topic == TOPIC_NAME) {
                if (is_only_mentioned(scan, hit)) continue;
                be_present(stage, hit->value);
                meet_person(stage, scan, at, hit->count, hit->value);
            } else if (hit->topic == TOPIC_PERSON && !lexicon_hit_at(scan, at, TOPIC_NAME)) {
                int character = finder_alias(stage->finder, scan, hit);
                if (character < 0) character = described(stage, scan, hit);
                if (character < 0 || is_only_mentioned(scan, hit)) continue;
                be_present(stage, character);
                meet_person(stage, scan, at, hit->count, character);
            } else if (hit->topic == TOPIC_ACT) {
                do_act(stage, scan, hit);
            } else if (hit->topic == TOPIC_PROP) {
                see_prop(stage, scan, hit);
            }
        }
    }
}

static void speak(struct stage *stage, size_t element) {
    const struct element *said = &stage->finder->screenplay->elements[element];
    if (said->character < 0) return;
    if (finder_extension_is_unseen(said->extension)) return;
    be_present(stage, said->character);
    name_person(stage, said->character);
    stage->subjects = (struct subjects){{said->character}, 1};
    stage->fits = true; /* "She" and "Sits." behind a speech are the speaker's */
}

void finder_actions(struct finder *finder) {
    struct stage stage = {.finder = finder, .last = -1, .last_he = -1, .last_she = -1};
    for (size_t i = 0; i < finder->screenplay->scene_count; i++) {
        const struct scene *scene = &finder->screenplay->scenes[i];
        stage.scene = i;
        finder_enter(finder, (int)i);
        stage.actions.count = stage.props.count = stage.present.count = 0;
        stage.subjects.count = stage.before.count = stage.group.count = 0;
        stage.since = 0;
        stage.it = NULL;
        stage.last_he = stage.last_she = -1;
        for (size_t k = scene->first; k < scene->first + scene->count; k++) {
            enum element_kind kind = finder->screenplay->elements[k].kind;
            if (kind == ELEMENT_ACTION) walk_action(&stage, k);
            if (kind == ELEMENT_DIALOGUE || kind == ELEMENT_LYRIC) speak(&stage, k);
        }
        struct scene_breakdown *out = &finder->scenes[i];
        out->actions = list_take(finder->arena, &stage.actions);
        out->action_count = stage.actions.count;
        out->props = list_take(finder->arena, &stage.props);
        out->prop_count = stage.props.count;
        out->present = list_take(finder->arena, &stage.present);
        out->present_count = stage.present.count;
    }
    list_done(&stage.actions);
    list_done(&stage.props);
    list_done(&stage.present);
}
