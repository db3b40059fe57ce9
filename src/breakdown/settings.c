/* Place, hour and weather of each scene: the heading first, then the words of the action. */
#include <string.h>

#include "breakdown/finder.h"

/* "GALLERY OF THE LIGHTHOUSE": what stands before "of" is where we are. */
static const struct hit *heading_place(const struct scan *scan) {
    const struct hit *best = NULL;
    for (size_t i = 0; i < scan->hit_count; i++) {
        const struct hit *hit = &scan->hits[i];
        if (hit->topic != TOPIC_PLACE) continue;
        bool follows = hit->word >= 2;
        size_t before = follows ? hit->word - 1 : 0;
        if (follows && scan->words[before].grammar == GRAMMAR_DETERMINER) before--;
        if (best && follows && scan->words[before].grammar == GRAMMAR_PREPOSITION &&
            best->word + best->count >= before && best->cue->weight >= hit->cue->weight)
            continue;
        /* "MARINA BEACH": the last noun of several is where we are; "HOSPITAL CORRIDOR" is not
         */
        bool compound = best && hit->word == best->word + best->count &&
                        hit->cue->weight > 1.5f && !(scan->words[hit->word].flags & WORD_COMMA);
        if (!best || compound || hit->cue->weight >= best->cue->weight) best = hit;
    }
    return best;
}

static bool is_named_as_place(const struct scan *scan, const struct hit *hit) {
    for (size_t back = 1; back <= 4 && back <= hit->word; back++) {
        const struct word *word = &scan->words[hit->word - back];
        if (word->grammar == GRAMMAR_PREPOSITION)
            return strcmp(word->text, "of") != 0 && strcmp(word->text, "for") != 0 &&
                   strcmp(word->text, "from") != 0 && strcmp(word->text, "like") != 0;
        if (word->flags & WORD_START) return false;
    }
    return false;
}

struct place_choice {
    const struct cue *cue;
    double weight;
    struct evidence evidence;
};

/* The place that the action tells of: early words and those behind "in" or "at" weigh more. */
static void action_place(struct finder *finder, const struct scene *scene,
                         struct place_choice *choice) {
    size_t words = 0;
    for (size_t i = scene->first; i < scene->first + scene->count && words < 400; i++) {
        if (finder->screenplay->elements[i].kind != ELEMENT_ACTION) continue;
        const struct scan *scan = &finder->elements[i];
        for (size_t k = 0; k < scan->hit_count; k++) {
            const struct hit *hit = &scan->hits[k];
            if (hit->topic != TOPIC_PLACE || (hit->cue->flags & CUE_HEADING)) continue;
            double weight = hit->cue->weight * (is_named_as_place(scan, hit) ? 1 : 0.5) *
                            (words + hit->word < 60 ? 1 : 0.6);
            if (weight > choice->weight + 0.01)
                *choice = (struct place_choice){hit->cue, weight,
                                                finder_evidence_of_hit(finder, scan, hit)};
        }
        words += scan->word_count;
    }
}

static void set_place(struct finder *finder, size_t index) {
    const struct scene *scene = &finder->screenplay->scenes[index];
    struct scene_breakdown *out = &finder->scenes[index];
    out->place_words = scene->place && *scene->place ? scene->place : "";
    struct place_choice choice = {0};
    const struct hit *hit = heading_place(&finder->places[index]);
    if (hit) {
        choice.cue = hit->cue;
        choice.evidence = finder_evidence_of_hit(finder, &finder->places[index], hit);
    } else {
        action_place(finder, scene, &choice);
    }
    bool inside = choice.cue ? choice.cue->value : true;
    switch (scene->setting) {
    case SETTING_INTERIOR:
        inside = true;
        break;
    case SETTING_EXTERIOR:
        inside = false;
        break;
    case SETTING_BOTH:
    case SETTING_UNSAID:
        break;
    }
    out->inside = inside;
    out->place_evidence = choice.evidence;
    if (choice.cue)
        out->place = choice.cue->id;
    else
        out->place = inside ? "interior" : "exterior";
    if (!choice.evidence.words) out->place_evidence.words = "";
}

/* "7 PM", "6:30 A.M.", "18:00" */
static bool clock_hour(const struct scan *scan, int *hour, size_t *word) {
    for (size_t i = 0; i < scan->word_count; i++) {
        const struct word *at = &scan->words[i];
        if (at->number < 0 || at->number > 24) continue;
        const char *half = at->text + strspn(at->text, "0123456789");
        for (size_t k = 1; !*half && k <= 2 && i + k < scan->word_count; k++) {
            const char *next = scan->words[i + k].text;
            if (strcmp(next, "am") == 0 || strcmp(next, "pm") == 0) half = next;
            if (strcmp(next, "a") == 0 || strcmp(next, "p") == 0) half = next;
        }
        bool minutes = i + 1 < scan->word_count && scan->words[i + 1].number >= 0;
        if (!*half && !minutes) continue;
        *hour = at->number % 12 + (*half == 'p' ? 12 : 0);
        if (!*half) *hour = at->number % 24;
        *word = i;
        return true;
    }
    return false;
}

static enum hour hour_of_clock(int hour) {
    if (hour < 5 || hour >= 20) return HOUR_NIGHT;
    if (hour < 7) return HOUR_DAWN;
    if (hour < 11) return HOUR_MORNING;
    if (hour < 14) return HOUR_NOON;
    return hour < 17 ? HOUR_AFTERNOON : HOUR_DUSK;
}

struct tally { /* weights of the values of one enum, and the first words for each */
    double weights[16];
    struct evidence evidence[16];
};

static void tally_add(struct finder *finder, struct tally *tally, const struct scan *scan,
                      const struct hit *hit, double factor) {
    tally->weights[hit->value] += factor * hit->cue->weight;
    if (!tally->evidence[hit->value].words)
        tally->evidence[hit->value] = finder_evidence_of_hit(finder, scan, hit);
}

static void tally_scan(struct finder *finder, struct tally *tally, const struct scan *scan,
                       enum topic topic, double factor, bool heading) {
    for (size_t i = 0; i < scan->hit_count; i++)
        if (scan->hits[i].topic == topic &&
            (heading || !(scan->hits[i].cue->flags & CUE_HEADING)))
            tally_add(finder, tally, scan, &scan->hits[i], factor);
}

static int tally_best(const struct tally *tally, int count, double least) {
    int best = -1;
    for (int i = 0; i < count; i++)
        if (tally->weights[i] >= least &&
            (best < 0 || tally->weights[i] > tally->weights[best]))
            best = i;
    return best;
}

/* "CONTINUOUS", "LATER", "SAME": the hour of the scene before goes on; its weather only when
 * no time has passed. */
static bool goes_on(const struct scan *time, bool at_once) {
    static const char *const words[] = {"continuous", "same",      "moments", "continued",
                                        "cont",       "meanwhile", "later",   "next"};
    size_t count = COUNT_OF(words) - (at_once ? 2 : 0);
    for (size_t i = 0; i < time->word_count; i++)
        for (size_t k = 0; k < count; k++)
            if (strcmp(time->words[i].text, words[k]) == 0) return true;
    return false;
}

static void set_hour(struct finder *finder, size_t index, const struct tally *action) {
    struct scene_breakdown *out = &finder->scenes[index];
    const struct scan *heads[] = {&finder->times[index], &finder->places[index]};
    bool day = false;
    out->hour_evidence.words = "";
    for (size_t i = 0; i < 2; i++) {
        for (size_t k = 0; k < heads[i]->hit_count; k++) {
            const struct hit *hit = &heads[i]->hits[k];
            if (hit->topic != TOPIC_HOUR) continue;
            out->hour = (enum hour)hit->value;
            out->hour_evidence = finder_evidence_of_hit(finder, heads[i], hit);
            day = strcmp(hit->cue->id, "day") == 0;
            if (!day) return;
        }
        int clock;
        size_t word;
        if (!day && clock_hour(heads[i], &clock, &word)) {
            out->hour = hour_of_clock(clock);
            out->hour_evidence = finder_evidence(finder, heads[i], word, 1);
            return;
        }
        if (day) break;
    }
    if (!day && index && goes_on(&finder->times[index], false)) {
        out->hour = finder->scenes[index - 1].hour;
        out->hour_evidence =
            finder_evidence(finder, &finder->times[index], 0, finder->times[index].word_count);
        return;
    }
    int best = tally_best(action, HOUR_COUNT, 0.5);
    if (day) { /* the action may say which part of the day */
        if (best > HOUR_DAWN && best < HOUR_DUSK) out->hour = (enum hour)best;
        return;
    }
    out->hour = HOUR_NOON;
    if (best >= 0) {
        out->hour = (enum hour)best;
        out->hour_evidence = action->evidence[best];
    } else if (index && !*finder->times[index].text) {
        out->hour = finder->scenes[index - 1].hour;
    }
}

static void set_weather(struct finder *finder, size_t index, struct tally *tally) {
    struct scene_breakdown *out = &finder->scenes[index];
    tally_scan(finder, tally, &finder->times[index], TOPIC_WEATHER, 3, true);
    tally_scan(finder, tally, &finder->places[index], TOPIC_WEATHER, 3, true);
    if (tally->weights[WEATHER_STORM] > 0 && tally->weights[WEATHER_RAIN] > 0)
        tally->weights[WEATHER_STORM] += tally->weights[WEATHER_RAIN];
    int best = tally_best(tally, WEATHER_COUNT, 0.6);
    out->weather = WEATHER_CLEAR;
    out->weather_evidence.words = "";
    if (best >= 0) {
        out->weather = (enum weather)best;
        out->weather_evidence = tally->evidence[best];
    } else if (index && goes_on(&finder->times[index], true)) {
        out->weather = finder->scenes[index - 1].weather;
    } else if (strcmp(out->place, "snow") == 0) {
        out->weather = WEATHER_SNOW;
        out->weather_evidence = out->place_evidence;
    }
}

void finder_settings(struct finder *finder) {
    for (size_t i = 0; i < finder->screenplay->scene_count; i++) {
        const struct scene *scene = &finder->screenplay->scenes[i];
        struct tally hours = {0}, weathers = {0};
        for (size_t k = scene->first; k < scene->first + scene->count; k++) {
            bool action = finder->screenplay->elements[k].kind == ELEMENT_ACTION;
            bool speech = finder->screenplay->elements[k].kind == ELEMENT_DIALOGUE;
            const struct scan *scan = &finder->elements[k];
            if (action) tally_scan(finder, &hours, scan, TOPIC_HOUR, 1, false);
            if (action || speech)
                tally_scan(finder, &weathers, scan, TOPIC_WEATHER, action ? 1 : 0.3, false);
        }
        set_place(finder, i);
        set_hour(finder, i, &hours);
        set_weather(finder, i, &weathers);
    }
}
