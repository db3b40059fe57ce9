/* The mood of each scene: its words, weighed by where they stand, with small priors from the
 * festival, the hour and the weather. */
#include <math.h>
#include <string.h>

#include "breakdown/finder.h"

enum { EVIDENCE_MAX = 8 }; /* words quoted a scene */

struct mood_tally {
    double weights[MOOD_COUNT];
    struct evidence evidence[MOOD_COUNT][EVIDENCE_MAX];
    size_t evidence_count[MOOD_COUNT];
};

static void add_text(struct finder *finder, const struct scan *scan, double factor,
                     struct mood_tally *tally) {
    for (size_t i = 0; i < scan->hit_count; i++) {
        const struct hit *hit = &scan->hits[i];
        if (hit->topic != TOPIC_MOOD) continue;
        if (hit->word && scan->words[hit->word - 1].grammar == GRAMMAR_NOT) continue;
        tally->weights[hit->value] += factor * hit->cue->weight;
        size_t *count = &tally->evidence_count[hit->value];
        if (*count < EVIDENCE_MAX)
            tally->evidence[hit->value][(*count)++] = finder_evidence_of_hit(finder, scan, hit);
    }
}

static void add_priors(const struct scene_breakdown *scene, double *weights) {
    bool dark = scene->hour == HOUR_NIGHT || scene->hour == HOUR_DUSK;
    if (scene->festive) weights[MOOD_FESTIVE] += 2;
    if (scene->weather == WEATHER_STORM) weights[MOOD_TENSE] += dark ? 0.7 : 0.5;
    if (scene->weather == WEATHER_FOG) weights[MOOD_MYSTERIOUS] += dark ? 0.6 : 0.3;
    if (scene->weather == WEATHER_RAIN && dark) weights[MOOD_TENSE] += 0.6;
    if (scene->weather == WEATHER_RAIN && weights[MOOD_SAD] > 0) weights[MOOD_SAD] += 0.2;
    if (scene->hour == HOUR_DAWN && weights[MOOD_HOPEFUL] > 0) weights[MOOD_HOPEFUL] += 0.3;
}

/* "a comedy by", "Genre: Horror" on the title page: what the scenes are when they say nothing
 * else. */
static void add_genre(struct finder *finder, double *weights) {
    static const struct {
        const char *word;
        enum mood mood;
    } genres[] = {
        {"comedy", MOOD_COMIC},   {"sketch", MOOD_COMIC},        {"horror", MOOD_FEARFUL},
        {"thriller", MOOD_TENSE}, {"action", MOOD_TENSE},        {"romance", MOOD_ROMANTIC},
        {"epic", MOOD_EPIC},      {"mystery", MOOD_MYSTERIOUS},  {"tragedy", MOOD_SAD},
        {"farce", MOOD_COMIC},    {"documentary", MOOD_HOPEFUL},
    };
    const struct screenplay *screenplay = finder->screenplay;
    for (size_t i = 0; i < screenplay->title_count && i < 20; i++) {
        const char *key = screenplay->title_page[i].key,
                   *value = screenplay->title_page[i].value;
        if (strcasecmp(key, "title") == 0 || strcasecmp(key, "author") == 0 ||
            strlen(value) > 200)
            continue;
        for (size_t k = 0; k < COUNT_OF(genres); k++)
            if (strcasestr(value, genres[k].word)) weights[genres[k].mood] += 0.9;
    }
}

static void set_mood(struct finder *finder, size_t index) {
    const struct scene *scene = &finder->screenplay->scenes[index];
    struct scene_breakdown *out = &finder->scenes[index];
    struct mood_tally tally = {0};
    size_t words = 0;
    add_text(finder, &finder->places[index], 0.8, &tally);
    for (size_t i = scene->first; i < scene->first + scene->count; i++) {
        enum element_kind kind = finder->screenplay->elements[i].kind;
        words += finder->elements[i].word_count;
        if (kind == ELEMENT_ACTION) add_text(finder, &finder->elements[i], 1, &tally);
        if (kind == ELEMENT_DIALOGUE || kind == ELEMENT_LYRIC) {
            add_text(finder, &finder->elements[i], 0.4, &tally);
            add_text(finder, &finder->parentheticals[i], 0.6, &tally);
        }
    }
    add_priors(out, tally.weights);
    add_genre(finder, tally.weights);
    int best = MOOD_NEUTRAL;
    double rest = 0;
    for (int i = 1; i < MOOD_COUNT; i++) {
        if (tally.weights[i] > tally.weights[best]) best = i;
        rest += tally.weights[i];
    }
    double weight = tally.weights[best];
    if (weight < 0.6) best = MOOD_NEUTRAL;
    out->mood = (enum mood)best;
    /* strong when said often for the scene's length, and not contradicted */
    double often = weight / (1 + 0.006 * (double)words);
    out->mood_strength = best ? fmin(1, (0.25 + 0.2 * often) * (0.5 + 0.5 * weight / rest)) : 0;
    out->mood_evidence_count = tally.evidence_count[best];
    bool by_weather = best == MOOD_TENSE || best == MOOD_MYSTERIOUS;
    if (!out->mood_evidence_count && by_weather && *out->weather_evidence.words) {
        tally.evidence[best][0] = out->weather_evidence;
        out->mood_evidence_count = 1;
    }
    if (out->mood_evidence_count) {
        struct evidence *evidence =
            arena_alloc(finder->arena, out->mood_evidence_count, sizeof *evidence);
        memcpy(evidence, tally.evidence[best], out->mood_evidence_count * sizeof *evidence);
        out->mood_evidence = evidence;
    }
}

void finder_moods(struct finder *finder) {
    for (size_t i = 0; i < finder->screenplay->scene_count; i++) set_mood(finder, i);
}
