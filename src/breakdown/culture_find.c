/* Culture by weighed evidence, festivals, and the period. */
#include <string.h>

#include "breakdown/culture.h"
#include "breakdown/finder.h"

struct culture_tally {
    double weights[CULTURE_COUNT];
    struct evidence evidence[CULTURE_COUNT];
    double best_cue[CULTURE_COUNT]; /* weight of the cue that `evidence` quotes */
};

static void tally_bits(struct culture_tally *tally, int bits, double weight,
                       struct evidence evidence) {
    for (int i = 0; i < CULTURE_COUNT; i++) {
        if (!(bits >> i & 1)) continue;
        tally->weights[i] += weight;
        if (weight > tally->best_cue[i]) {
            tally->best_cue[i] = weight;
            tally->evidence[i] = evidence;
        }
    }
}

/* What the writing of a spoken line tells: 0 for Latin letters. */
static int bits_of_language(const char *language) {
    static const struct {
        const char *languages;
        int bits;
    } rows[] = {{"ta te ml kn", IN_SOUTH}, {"hi pa bn gu or mr", IN_NORTH},
                {"zh ja ko", IN_EAST},     {"ar fa ur he", IN_MIDDLE},
                {"am sw", IN_AFRICA},      {"tr", IN_MIDDLE},
                {"sa", IN_INDIA}};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strlen(language) == 2 && strstr(rows[i].languages, language)) return rows[i].bits;
    return 0;
}

/* Each cue counts once a scene, so that a word said a hundred times does not outvote the rest.
 */
struct once {
    const struct cue *seen[64];
    size_t count;
};
static bool once_add(struct once *once, const struct cue *cue) {
    for (size_t i = 0; i < once->count; i++)
        if (once->seen[i] == cue) return false;
    if (once->count < COUNT_OF(once->seen)) once->seen[once->count++] = cue;
    return true;
}

static void tally_text(struct finder *finder, const struct scan *scan, double factor,
                       struct once *once, struct culture_tally *tally, double *festive) {
    for (size_t i = 0; i < scan->hit_count; i++) {
        const struct hit *hit = &scan->hits[i];
        bool festival = hit->topic == TOPIC_FESTIVAL;
        if (!festival && hit->topic != TOPIC_CULTURE) continue;
        if (!once_add(once, hit->cue)) continue;
        if (festival) *festive += factor * (hit->cue->weight > 1 ? 1 : hit->cue->weight);
        if (hit->value & CULTURE_BITS)
            tally_bits(tally, hit->value, factor * hit->cue->weight,
                       finder_evidence_of_hit(finder, scan, hit));
    }
}

static void tally_scene(struct finder *finder, size_t index, struct culture_tally *tally,
                        double *festive) {
    const struct scene *scene = &finder->screenplay->scenes[index];
    struct once once = {0};
    tally_text(finder, &finder->places[index], 1.2, &once, tally, festive);
    tally_text(finder, &finder->times[index], 1, &once, tally, festive);
    int language_bits = 0;
    for (size_t i = scene->first; i < scene->first + scene->count; i++) {
        const struct scan *scan = &finder->elements[i];
        switch (finder->screenplay->elements[i].kind) {
        case ELEMENT_ACTION:
            tally_text(finder, scan, 1, &once, tally, festive);
            break;
        case ELEMENT_DIALOGUE:
        case ELEMENT_LYRIC:
            tally_text(finder, scan, 0.6, &once, tally, festive);
            break;
        case ELEMENT_TRANSITION:
        case ELEMENT_CENTERED:
        case ELEMENT_SECTION:
        case ELEMENT_SYNOPSIS:
        case ELEMENT_NOTE:
        case ELEMENT_PAGE_BREAK:
            break;
        }
        if (finder->line_of[i] < 0) continue;
        int bits = bits_of_language(finder->lines[finder->line_of[i]].language);
        if (bits & ~language_bits) {
            tally_bits(
                tally, bits & ~language_bits, 3,
                finder_evidence(finder, scan, 0, scan->word_count < 6 ? scan->word_count : 6));
            language_bits |= bits;
        }
    }
}

static void tally_names(struct finder *finder, struct culture_tally *tally) {
    const struct screenplay *screenplay = finder->screenplay;
    double left = 10; /* names may add so much in all */
    size_t known = 0, of[CULTURE_COUNT] = {0};
    for (size_t i = 0; i < screenplay->character_count; i++) {
        known += finder->notes[i].culture_bits != 0;
        for (int k = 0; k < CULTURE_COUNT; k++) of[k] += finder->notes[i].culture_bits >> k & 1;
    }
    for (size_t i = 0; i < screenplay->character_count && left > 0; i++) {
        int bits = finder->notes[i].culture_bits;
        if (!bits) continue;
        /* western names are read as names everywhere: weaker evidence */
        double weight = bits == IN_WEST ? 1.2 : 1.6;
        bool most = false; /* one guest does not make the film theirs */
        for (int k = 0; k < CULTURE_COUNT; k++) most |= (bits >> k & 1) && of[k] * 2 > known;
        if (!most) weight = 0.6;
        left -= weight;
        struct evidence evidence = {screenplay->characters[i].line, 1,
                                    screenplay->characters[i].name};
        tally_bits(tally, bits, weight, evidence);
    }
}

/* Who speaks in a scene tells whose scene it is, beside what the film as a whole is. */
static void tally_speakers(struct finder *finder, size_t index, struct culture_tally *tally) {
    const struct screenplay *screenplay = finder->screenplay;
    const struct scene *scene = &screenplay->scenes[index];
    int seen[8];
    size_t count = 0;
    for (size_t i = scene->first; i < scene->first + scene->count && count < COUNT_OF(seen);
         i++) {
        int character = screenplay->elements[i].character;
        bool known = character < 0;
        for (size_t k = 0; k < count; k++) known |= seen[k] == character;
        if (known) continue;
        seen[count++] = character;
        struct evidence evidence = {screenplay->characters[character].line, 1,
                                    screenplay->characters[character].name};
        tally_bits(tally, finder->notes[character].culture_bits, 1.2, evidence);
    }
}

static int tally_top(const struct culture_tally *tally) {
    int best = CULTURE_WESTERN;
    for (int i = 0; i < CULTURE_COUNT; i++)
        if (tally->weights[i] > tally->weights[best] + 1e-9) best = i;
    return best;
}

static enum period period_of(struct finder *finder) {
    double weights[4] = {0};
    for (size_t i = 0; i < finder->screenplay->element_count; i++) {
        const struct scan *scan = &finder->elements[i];
        bool action = finder->screenplay->elements[i].kind == ELEMENT_ACTION;
        for (size_t k = 0; k < scan->hit_count; k++) {
            const struct hit *hit = &scan->hits[k];
            if (hit->topic == TOPIC_PERIOD)
                weights[hit->value] += hit->cue->weight * (action ? 1 : 0.5);
        }
        for (size_t k = 0; action && k < scan->word_count && k < 400; k++) {
            int year = scan->words[k].number;
            if (year >= 1000 && year < 1940) weights[PERIOD_HISTORICAL] += 1.5;
            if (year >= 2060 && year <= 2999) weights[PERIOD_FUTURE] += 2;
        }
    }
    if (finder->result->culture == CULTURE_FANTASY && weights[PERIOD_FUTURE] < 1.5)
        return PERIOD_FANTASY;
    if (weights[PERIOD_FUTURE] >= 1.5 && weights[PERIOD_FUTURE] > weights[PERIOD_HISTORICAL])
        return PERIOD_FUTURE;
    if (weights[PERIOD_HISTORICAL] >= 1.5 &&
        weights[PERIOD_HISTORICAL] > weights[PERIOD_MODERN])
        return PERIOD_HISTORICAL;
    return PERIOD_MODERN;
}

static void set_character_cultures(struct finder *finder) {
    enum culture film = finder->result->culture;
    for (size_t i = 0; i < finder->screenplay->character_count; i++) {
        int bits = finder->notes[i].culture_bits;
        finder->characters[i].culture = film;
        if (!bits || (bits >> film & 1) || film == CULTURE_FANTASY) continue;
        /* Indian films are full of people of the other half of India, who dress as where they
         * live */
        if ((bits & IN_INDIA) && (1 << film & IN_INDIA)) continue;
        /* Amina of Kano and Amina of Cairo have one name. */
        if ((bits & IN_MIDDLE) && film == CULTURE_AFRICAN) continue;
        for (int k = 0; k < CULTURE_COUNT; k++)
            if (bits >> k & 1) {
                finder->characters[i].culture = (enum culture)k;
                break;
            }
    }
}

void finder_culture(struct finder *finder, enum culture chosen) {
    size_t count = finder->screenplay->scene_count;
    AUTO_FREE struct culture_tally *scenes = xcalloc(count, sizeof *scenes);
    AUTO_FREE double *festive = xcalloc(count, sizeof *festive);
    struct culture_tally film = {0};
    double title_festive = 0;
    struct once once = {0};
    tally_text(finder, &finder->title, 1, &once, &film, &title_festive);
    tally_names(finder, &film);
    for (size_t i = 0; i < count; i++) {
        tally_scene(finder, i, &scenes[i], &festive[i]);
        for (int k = 0; k < CULTURE_COUNT; k++)
            if (scenes[i].weights[k] > 0)
                tally_bits(&film, 1 << k, scenes[i].weights[k], scenes[i].evidence[k]);
    }
    if (film.weights[CULTURE_FANTASY] < 2) film.weights[CULTURE_FANTASY] = 0;
    int found = tally_top(&film);
    finder->result->culture = chosen == CULTURE_AUTO ? (enum culture)found : chosen;
    enum culture culture = finder->result->culture;
    /* where one scene is of a festival, a word of it is enough in the others */
    bool feast = title_festive > 0;
    for (size_t i = 0; i < count; i++) feast |= festive[i] >= 1;
    for (size_t i = 0; i < count; i++) {
        tally_speakers(finder, i, &scenes[i]);
        int top = tally_top(&scenes[i]);
        bool other =
            chosen == CULTURE_AUTO && top != (int)culture && scenes[i].weights[top] >= 3 &&
            scenes[i].weights[top] >= scenes[i].weights[culture] + 2 && top != CULTURE_FANTASY;
        enum culture here = other ? (enum culture)top : culture;
        finder->scenes[i].culture = here;
        finder->scenes[i].culture_evidence =
            scenes[i].weights[here] > 0 ? scenes[i].evidence[here] : film.evidence[here];
        if (!finder->scenes[i].culture_evidence.words)
            finder->scenes[i].culture_evidence.words = "";
        finder->scenes[i].festive = festive[i] >= (feast ? 0.5 : 1);
    }
    finder->result->period = period_of(finder);
    set_character_cultures(finder);
}
