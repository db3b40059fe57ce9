/* What is said: to whom, in which language, with which feeling and in which manner. */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "breakdown/finder.h"

bool finder_extension_is_elsewhere(const char *extension) {
    if (!extension) return false;
    AUTO_FREE char *folded = utf8_fold(extension);
    static const char *const marks[] = {"v.o",     "vo",     "voice", "phone",
                                        "radio",   "filter", "tv",    "television",
                                        "speaker", "narrat", "video", "recording"};
    if (strncmp(folded, "into ", 5) == 0) return false;
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (strstr(folded, marks[i])) return true;
    return false;
}

bool finder_extension_is_unseen(const char *extension) {
    if (!extension) return false;
    if (finder_extension_is_elsewhere(extension)) return true;
    AUTO_FREE char *folded = utf8_fold(extension);
    return strstr(folded, "o.s") || strstr(folded, "o.c") || strstr(folded, "off") ||
           strcmp(folded, "os") == 0 || strcmp(folded, "oc") == 0;
}

/* A name called: "Ravi, come here", "Come here, Ravi!" */
static int called(const struct scan *scan) {
    for (size_t i = 0; i < scan->hit_count; i++) {
        const struct hit *hit = &scan->hits[i];
        if (hit->topic != TOPIC_NAME) continue;
        const struct word *first = &scan->words[hit->word];
        const struct word *last = &scan->words[hit->word + hit->count - 1];
        if ((last->flags & WORD_OWNS) || !(last->flags & WORD_CLOSE)) continue;
        if (first->flags & (WORD_START | WORD_COMMA)) return hit->value;
    }
    return -1;
}

static int told_in_brackets(const struct scan *scan) {
    for (size_t i = 0; i < scan->hit_count; i++) {
        const struct hit *hit = &scan->hits[i];
        if (hit->topic == TOPIC_NAME && hit->word &&
            scan->words[hit->word - 1].grammar == GRAMMAR_TO)
            return hit->value;
    }
    return -1;
}

static bool is_to_oneself(const struct scan *scan) {
    for (size_t i = 1; i < scan->word_count && i < 40; i++)
        if (scan->words[i - 1].grammar == GRAMMAR_TO &&
            (strcmp(scan->words[i].text, "himself") == 0 ||
             strcmp(scan->words[i].text, "herself") == 0 ||
             strcmp(scan->words[i].text, "self") == 0))
            return true;
    return false;
}

void finder_addressees(struct finder *finder) {
    const struct breakdown *result = finder->result;
    for (size_t i = 0; i < result->line_count; i++) {
        struct line_breakdown *line = &finder->lines[i];
        if (is_to_oneself(&finder->parentheticals[line->element])) continue;
        line->to = told_in_brackets(&finder->parentheticals[line->element]);
        if (line->to < 0) line->to = called(&finder->elements[line->element]);
        if (line->to == line->character) line->to = -1;
        if (line->to >= 0) continue;
        /* else the one who spoke before in this scene, else who speaks next */
        for (size_t k = i; k-- > 0 && i - k < 8 && finder->lines[k].scene == line->scene;)
            if (finder->lines[k].character != line->character) {
                line->to = finder->lines[k].character;
                break;
            }
        for (size_t k = i + 1; line->to < 0 && k < result->line_count && k - i < 8 &&
                               finder->lines[k].scene == line->scene;
             k++)
            if (finder->lines[k].character != line->character)
                line->to = finder->lines[k].character;
    }
}

/* The language of a writing system that one language, or mostly one, uses; NULL for shared
 * ones. */
static const char *language_of_letter(uint32_t code) {
    static const struct {
        uint32_t first, last;
        const char *language;
    } rows[] = {
        {0x0370, 0x03ff, "el"}, {0x0400, 0x052f, "ru"}, {0x0530, 0x058f, "hy"},
        {0x0590, 0x05ff, "he"}, {0x0600, 0x06ff, "ar"}, {0x0750, 0x077f, "ar"},
        {0x0900, 0x097f, "hi"}, {0x0980, 0x09ff, "bn"}, {0x0a00, 0x0a7f, "pa"},
        {0x0a80, 0x0aff, "gu"}, {0x0b00, 0x0b7f, "or"}, {0x0b80, 0x0bff, "ta"},
        {0x0c00, 0x0c7f, "te"}, {0x0c80, 0x0cff, "kn"}, {0x0d00, 0x0d7f, "ml"},
        {0x0d80, 0x0dff, "si"}, {0x0e00, 0x0e7f, "th"}, {0x10a0, 0x10ff, "ka"},
        {0x1200, 0x139f, "am"}, {0x3040, 0x30ff, "ja"}, {0x3400, 0x9fff, "zh"},
        {0xac00, 0xd7a3, "ko"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (code >= rows[i].first && code <= rows[i].last) return rows[i].language;
    return NULL;
}

/* By the letters: the writing with most of them, when it is not Latin. Persian and Urdu by
 * letters that Arabic lacks; Japanese by its kana. */
static const char *language_by_script(const char *text) {
    size_t latin = 0, other = 0;
    const char *language = NULL;
    for (const char *at = text, *end = text + strlen(text); at < end;) {
        uint32_t code;
        at += utf8_decode(at, end, &code);
        if (!utf8_is_letter(code)) continue;
        const char *found = code < 0x370 ? NULL : language_of_letter(code);
        if (!found) {
            latin++;
            continue;
        }
        other++;
        if (code == 0x067e || code == 0x0686 || code == 0x0698 || code == 0x06af) found = "fa";
        if (code == 0x0679 || code == 0x0688 || code == 0x06d2 || code == 0x06ba) found = "ur";
        if (!language || strcmp(found, "ja") == 0 || strcmp(found, "fa") == 0 ||
            strcmp(found, "ur") == 0)
            language = found;
    }
    return other > latin ? language : NULL;
}

/* Several languages are written so: the one that the writer names, else Sanskrit by its visarga
 * and by verse in Hindi's letters without Hindi's own words, else Hindi. */
static const char *language_of_devanagari(const char *text, const char *named) {
    static const char *const others[] = {"sa", "mr", "ne"};
    static const char *const hindi[] = {" है",  " हैं",   " का ", " की ",
                                        " के ", " को ", " में ",  " से "};
    size_t visargas = 0, words = 0;
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (strncmp(named, others[i], 2) == 0) return others[i];
    for (const char *at = text; (at = strstr(at, "ः")); at++) visargas++;
    for (size_t i = 0; i < COUNT_OF(hindi); i++) words += strstr(text, hindi[i]) != NULL;
    return words == 0 && (visargas > 1 || (visargas && strstr(text, "॥"))) ? "sa" : "hi";
}

static const char *language_by_words(const struct scan *scan) {
    static const char *const ids[] = {"en", "es", "fr", "de", "it", "pt",
                                      "nl", "sv", "pl", "tr", "sw", "id"};
    double weights[COUNT_OF(ids)] = {0};
    for (size_t i = 0; i < scan->hit_count && i < 2000; i++)
        if (scan->hits[i].topic == TOPIC_LANGUAGE)
            for (size_t k = 0; k < COUNT_OF(ids); k++)
                if (strcmp(ids[k], scan->hits[i].cue->id) == 0)
                    weights[k] += scan->hits[i].cue->weight;
    size_t best = 0;
    for (size_t k = 1; k < COUNT_OF(ids); k++)
        if (weights[k] > weights[best]) best = k;
    if (weights[best] < 1) return NULL;
    if (best && weights[best] < weights[0] + 1) return weights[0] >= 1 ? "en" : NULL;
    /* one word of many may be a name or a shout */
    if (best && weights[best] < 2 && weights[best] < 0.6 * (double)scan->word_count)
        return NULL;
    return ids[best];
}

struct language_count {
    const char *language;
    size_t count;
};

void finder_languages(struct finder *finder) {
    const struct screenplay *screenplay = finder->screenplay;
    struct language_count counts[48] = {0};
    for (size_t i = 0; i < finder->result->line_count; i++) {
        struct line_breakdown *line = &finder->lines[i];
        const char *text = finder->elements[line->element].text;
        line->language = language_by_script(text);
        if (line->language && strcmp(line->language, "hi") == 0)
            line->language = language_of_devanagari(text, screenplay->language);
        if (!line->language)
            line->language = language_by_words(&finder->elements[line->element]);
        if (!line->language) continue;
        for (size_t k = 0; k < COUNT_OF(counts); k++)
            if (!counts[k].language || strcmp(counts[k].language, line->language) == 0) {
                counts[k].language = line->language;
                counts[k].count++;
                break;
            }
    }
    const char *most = "en";
    size_t best = 0;
    for (size_t k = 0; k < COUNT_OF(counts) && counts[k].language; k++)
        if (counts[k].count > best) {
            best = counts[k].count;
            most = counts[k].language;
        }
    if (*screenplay->language) /* the primary tag of what the writer says */
        most = arena_copy(finder->arena, screenplay->language,
                          strcspn(screenplay->language, "-_"));
    finder->result->language = most;
    for (size_t i = 0; i < finder->result->line_count; i++)
        if (!finder->lines[i].language) finder->lines[i].language = most;
}

static bool is_denied(const struct scan *scan, size_t word) {
    for (size_t back = 1; back <= 2 && back <= word; back++)
        if (scan->words[word - back].grammar == GRAMMAR_NOT) return true;
    return false;
}

static void add_emotions(const struct scan *scan, double factor, double *weights) {
    for (size_t i = 0; i < scan->hit_count && i < 200; i++) {
        const struct hit *hit = &scan->hits[i];
        if (hit->topic != TOPIC_EMOTION) continue;
        if (!is_denied(scan, hit->word)) weights[hit->value] += factor * hit->cue->weight;
    }
}

/* The feeling of what the speaker is seen doing right before the line, in the words behind its
 * name. */
static void add_action_emotions(struct finder *finder, const struct line_breakdown *line,
                                double *weights) {
    const struct scene *scene = &finder->screenplay->scenes[line->scene];
    size_t element = line->element;
    if (element == scene->first) return;
    element--;
    if (finder->screenplay->elements[element].kind != ELEMENT_ACTION) return;
    const struct scan *scan = &finder->elements[element];
    int person = -1;
    size_t from = scan->hit_count > 120 ? scan->hit_count - 120 : 0;
    for (size_t i = from; i < scan->hit_count; i++) {
        const struct hit *hit = &scan->hits[i];
        if (hit->topic == TOPIC_NAME) person = hit->value;
        if (hit->topic == TOPIC_EMOTION && person == line->character &&
            !is_denied(scan, hit->word))
            weights[hit->value] += 0.8 * hit->cue->weight;
    }
}

static enum emotion emotion_of_mood(enum mood mood) {
    static const enum emotion of_mood[MOOD_COUNT] = {
        [MOOD_NEUTRAL] = EMOTION_NEUTRAL,  [MOOD_CALM] = EMOTION_CALM,
        [MOOD_JOYFUL] = EMOTION_JOY,       [MOOD_FESTIVE] = EMOTION_JOY,
        [MOOD_ROMANTIC] = EMOTION_LOVE,    [MOOD_HOPEFUL] = EMOTION_CONFIDENT,
        [MOOD_COMIC] = EMOTION_JOY,        [MOOD_SAD] = EMOTION_SADNESS,
        [MOOD_TENSE] = EMOTION_DETERMINED, [MOOD_FEARFUL] = EMOTION_FEAR,
        [MOOD_ANGRY] = EMOTION_ANGER,      [MOOD_MYSTERIOUS] = EMOTION_ATTENTIVE,
        [MOOD_EPIC] = EMOTION_DETERMINED,
    };
    return of_mood[mood];
}

struct marks { /* of a line's writing */
    bool exclaims, asks, trails;
    size_t capitals; /* words written all in capitals */
};

static struct marks marks_of(const struct scan *scan) {
    struct marks marks = {0};
    const char *text = scan->text;
    marks.exclaims = strchr(text, '!') || strstr(text, "！");
    marks.asks = strchr(text, '?') || strstr(text, "？") || strstr(text, "؟");
    marks.trails = strstr(text, "...") || strstr(text, "…");
    for (size_t i = 0; i < scan->word_count; i++)
        marks.capitals += (scan->words[i].flags & WORD_CAPS) != 0;
    return marks;
}

/* A double danda ends a verse, whoever writes it; what is sung in Sanskrit is chanted. */
static bool is_verse(const char *text, bool sung, const char *language) {
    return strstr(text, "॥") || (sung && strcmp(language, "sa") == 0);
}

static enum manner manner_of(const struct scan *parenthetical, const struct scan *scan,
                             const struct marks *marks, bool sung) {
    for (size_t i = 0; i < parenthetical->hit_count; i++)
        if (parenthetical->hits[i].topic == TOPIC_MANNER)
            return (enum manner)parenthetical->hits[i].value;
    if (sung) return MANNER_SUNG;
    if (marks->exclaims && marks->capitals && marks->capitals * 2 >= scan->word_count)
        return MANNER_SHOUTED;
    return MANNER_SPOKEN;
}

/* Where a cry is no cheer. */
static bool is_dark(enum mood mood) {
    return mood == MOOD_TENSE || mood == MOOD_FEARFUL || mood == MOOD_ANGRY ||
           mood == MOOD_EPIC || mood == MOOD_SAD;
}

static void set_emotion(struct finder *finder, struct line_breakdown *line) {
    const struct scan *scan = &finder->elements[line->element];
    const struct scan *parenthetical = &finder->parentheticals[line->element];
    struct marks marks = marks_of(scan);
    double weights[EMOTION_COUNT] = {0};
    add_emotions(parenthetical, 3, weights);
    double said = 0;
    for (size_t i = 1; i < EMOTION_COUNT; i++) said += weights[i];
    add_emotions(scan, 0.9, weights);
    if (said < 1) add_action_emotions(finder, line, weights);
    const struct scene_breakdown *scene = &finder->scenes[line->scene];
    enum emotion mood = emotion_of_mood(scene->mood);
    weights[mood] += 0.1 + 0.45 * scene->mood_strength;
    if (marks.exclaims && marks.asks)
        weights[EMOTION_SURPRISE] += 0.8;
    else if (marks.exclaims)
        weights[is_dark(scene->mood) ? mood : EMOTION_EXCITED] += 0.55;
    else if (marks.asks)
        weights[EMOTION_ATTENTIVE] += 0.4;
    if (marks.trails) weights[EMOTION_SADNESS] += 0.2;
    /* '!' makes joy out of calm and anger out of determination rather than a feeling of its own
     */
    if (marks.exclaims && weights[EMOTION_ANGER] > 0) weights[EMOTION_ANGER] += 0.5;
    if (marks.exclaims && weights[EMOTION_JOY] > 0) weights[EMOTION_JOY] += 0.5;
    if (marks.exclaims && weights[EMOTION_FEAR] > 0) weights[EMOTION_FEAR] += 0.5;
    int best = EMOTION_NEUTRAL;
    weights[EMOTION_NEUTRAL] = 0.34;
    for (int i = 1; i < EMOTION_COUNT; i++)
        if (weights[i] > weights[best]) best = i;
    line->emotion = (enum emotion)best;
    bool sung = finder->screenplay->elements[line->element].kind == ELEMENT_LYRIC;
    line->manner = is_verse(scan->text, sung, line->language)
                       ? MANNER_CHANTED
                       : manner_of(parenthetical, scan, &marks, sung);
    double intensity = best ? 0.25 + 0.18 * weights[best] : 0.15;
    intensity += 0.12 * marks.exclaims + 0.08 * (marks.capitals > 1);
    intensity += line->manner == MANNER_SHOUTED ? 0.2 : 0;
    line->intensity = fmin(intensity, 1);
}

void finder_emotions(struct finder *finder) {
    for (size_t i = 0; i < finder->result->line_count; i++)
        set_emotion(finder, &finder->lines[i]);
}
