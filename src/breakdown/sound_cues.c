/* Sounds that the action names, and doors and bells, which take two words near each other. */
#include <string.h>

#include "breakdown/finder.h"

struct sound_list {
    struct sound_cue *items;
    size_t count, room;
};

enum opening {
    OPENING_OPEN,
    OPENING_CLOSE,
    OPENING_RING,
    OPENING_DOOR,
    OPENING_BELL,
    OPENING_PHONE,
    OPENING_BEAT,
    OPENING_DRUM,
    OPENING_COUNT
};

static bool denied(const struct scan *scan, size_t word) {
    for (size_t back = 1; back <= 2 && back <= word; back++)
        if (scan->words[word - back].grammar == GRAMMAR_NOT) return true;
    return false;
}

/* One effect sounds once in a sentence: `since` is the first cue of this sentence. */
static void add_sound(struct finder *finder, struct sound_list *sounds, size_t since,
                      const char *effect, size_t element, const struct scan *scan,
                      const struct hit *hit) {
    for (size_t i = since; i < sounds->count; i++)
        if (strcmp(sounds->items[i].effect, effect) == 0 ||
            (strcmp(effect, "bell") == 0 &&
             strcmp(sounds->items[i].effect, "temple_bell") == 0))
            return;
    *list_push(sounds) =
        (struct sound_cue){.effect = effect,
                           .element = element,
                           .at = finder_place(scan, hit->word),
                           .evidence = finder_evidence_of_hit(finder, scan, hit)};
}

/* A thing (door, bell, phone) and what happens to it, at most five words apart in one sentence.
 */
static const char *together(const struct scene_breakdown *scene, int thing, int verb) {
    if (thing == OPENING_DOOR && verb == OPENING_OPEN) return "door_open";
    if (thing == OPENING_DOOR && verb == OPENING_CLOSE) return "door_close";
    if (thing == OPENING_BELL && verb == OPENING_RING) {
        bool temple = strcmp(scene->place, "temple") == 0 ||
                      (scene->culture <= CULTURE_NORTH_INDIAN && scene->festive);
        return temple ? "temple_bell" : "bell";
    }
    if (thing == OPENING_DRUM && verb == OPENING_BEAT) return "drum";
    if (thing == OPENING_PHONE && verb == OPENING_RING) return "phone";
    return NULL;
}

/* "the open door" makes no sound */
static bool is_adjective(const struct scan *scan, const struct hit *verb) {
    if (verb->form == FORM_S || verb->form == FORM_ING || !verb->word) return false;
    enum grammar before = scan->words[verb->word - 1].grammar;
    return before == GRAMMAR_DETERMINER || before == GRAMMAR_OWNER ||
           before == GRAMMAR_ADJECTIVE;
}

/* "Then a small bell, very far away": a bell that nobody touches and that is far off, or heard,
 * rings. `at`: its word. */
static bool is_heard(const struct scan *scan, size_t sentence, size_t at) {
    static const char *const words[] = {"far",   "distant", "distance", "somewhere",
                                        "away",  "hear",    "hears",    "heard",
                                        "faint", "faintly", "sound",    "listens"};
    size_t end = at + 1;
    while (end < scan->word_count && !(scan->words[end].flags & WORD_START)) end++;
    bool heard = false;
    for (size_t i = sentence; i < end && end - sentence < 24; i++) {
        for (size_t k = 0; k < COUNT_OF(words); k++)
            heard |= strcmp(scan->words[i].text, words[k]) == 0;
        const struct hit *act = lexicon_hit_at(scan, i, TOPIC_ACT);
        if (act && act->form != FORM_BASE) return false;
    }
    return heard;
}

static void scan_sounds(struct finder *finder, const struct scene_breakdown *scene,
                        size_t element, struct sound_list *sounds) {
    const struct scan *scan = &finder->elements[element];
    size_t since = sounds->count, sentence = 0, word = 0;
    const struct hit *last[OPENING_COUNT] = {NULL};
    for (size_t i = 0; i < scan->hit_count; i++) {
        const struct hit *hit = &scan->hits[i];
        for (; word <= hit->word; word++)
            if (scan->words[word].flags & WORD_START) {
                sentence = word;
                since = sounds->count;
            }
        if (hit->topic == TOPIC_SOUND && !denied(scan, hit->word))
            add_sound(finder, sounds, since, hit->cue->id, element, scan, hit);
        if (hit->topic != TOPIC_OPENING) continue;
        for (int k = 0; k < OPENING_COUNT; k++) {
            if (!last[k] || last[k]->word < sentence || hit->word - last[k]->word > 5) continue;
            bool verb_first = together(scene, hit->value, k) != NULL;
            const char *effect =
                verb_first ? together(scene, hit->value, k) : together(scene, k, hit->value);
            const struct hit *verb = verb_first ? last[k] : hit;
            if (effect && !is_adjective(scan, verb) && !denied(scan, verb->word))
                add_sound(finder, sounds, since, effect, element, scan, hit);
        }
        if (hit->value == OPENING_BELL && is_heard(scan, sentence, hit->word))
            add_sound(finder, sounds, since, "bell", element, scan, hit);
        last[hit->value] = hit;
    }
}

void finder_sounds(struct finder *finder) {
    struct sound_list sounds = {0};
    for (size_t i = 0; i < finder->screenplay->scene_count; i++) {
        const struct scene *scene = &finder->screenplay->scenes[i];
        struct scene_breakdown *out = &finder->scenes[i];
        sounds.count = 0;
        for (size_t k = scene->first; k < scene->first + scene->count; k++)
            if (finder->screenplay->elements[k].kind == ELEMENT_ACTION)
                scan_sounds(finder, out, k, &sounds);
        out->sounds = list_take(finder->arena, &sounds);
        out->sound_count = sounds.count;
    }
    list_done(&sounds);
}
