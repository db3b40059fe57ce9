#include "production/dub.h"

#include <string.h>

#include "edit/captions_read.h"

double dub_tempo(int64_t original, int64_t dubbed) {
    if (original <= 0 || dubbed <= 0) return 1;
    double tempo = (double)dubbed / (double)original;
    if (tempo > 0.95 && tempo < 1.03) return 1;
    return tempo > DUB_FASTEST ? DUB_FASTEST : tempo < DUB_SLOWEST ? DUB_SLOWEST : tempo;
}

static bool is_line(const struct element *element) {
    return (element->kind == ELEMENT_DIALOGUE || element->kind == ELEMENT_LYRIC) &&
           element->character >= 0;
}

/* The lines of a translated script stand in the order of the original's. */
static bool lines_of_script(struct production *p, const char *bytes, size_t size,
                            const char **texts, struct error *err) {
    struct screenplay *translated;
    if (!screenplay_read(bytes, size, SCREENPLAY_AUTO, &translated, err)) return false;
    size_t count = 0, wanted = p->breakdown->line_count;
    for (size_t i = 0; i < translated->element_count; i++) {
        const struct element *element = &translated->elements[i];
        if (!is_line(element)) continue;
        if (count < wanted)
            texts[count] = arena_copy(p->arena, element->text, strlen(element->text));
        count++;
    }
    screenplay_free(translated);
    return count == wanted ||
           error_set(err, PROBLEM_BAD_INPUT,
                     "The translation has %zu lines of dialogue and the script %zu; each line "
                     "of the script must have one, in its order.",
                     count, wanted);
}

static void add_words(struct production *p, const char **texts, size_t line,
                      const char *words) {
    texts[line] = texts[line] ? arena_printf(p->arena, "%s %s", texts[line], words) : words;
}

/* "(MEERA) Again" and "- Yes" without what the captions had put before. */
static const char *bare(const char *row) {
    const char *close;
    if (row[0] == '-' && row[1] == ' ') row += 2;
    if (row[0] == '(' && (close = strstr(row, ") "))) row = close + 2;
    return row;
}

/* The line that is said at most of a cue's time. */
static size_t line_at(const struct production *p, const struct captions_cue *cue) {
    size_t best = SIZE_MAX;
    int64_t most = 0;
    for (size_t i = 0; i < p->timeline->line_count; i++) {
        const struct timeline_line *line = &p->timeline->lines[i];
        int64_t from = line->start > cue->start ? line->start : cue->start;
        int64_t to = line->start + line->length;
        if (to > cue->end) to = cue->end;
        if (to - from > most) most = to - from, best = line->line;
    }
    return best;
}

/* A file with as many cues as the film's own captions is their translation, cue by cue; any
 * other is laid by its times. */
static bool lines_of_captions(struct production *p, const char *bytes, size_t size,
                              const char **texts, struct error *err) {
    struct captions_cue *cues;
    size_t count;
    if (!captions_read(bytes, size, p->arena, &cues, &count, err)) return false;
    bool same = count == p->captions->count;
    for (size_t i = 0; i < count; i++) {
        const struct caption *own = same ? &p->captions->cues[i] : NULL;
        size_t line = own ? own->line : line_at(p, &cues[i]);
        if (line == SIZE_MAX) continue;
        const char *second = strchr(cues[i].text, '\n');
        if (own && own->second_speaker && second && line + 1 < p->breakdown->line_count) {
            const char *first =
                arena_copy(p->arena, cues[i].text, (size_t)(second - cues[i].text));
            add_words(p, texts, line, bare(first));
            add_words(p, texts, line + 1, bare(second + 1));
            continue;
        }
        char *words = arena_copy(p->arena, cues[i].text, strlen(cues[i].text));
        for (char *at = words; *at; at++)
            if (*at == '\n') *at = ' ';
        add_words(p, texts, line, bare(words));
    }
    for (size_t i = 0; i < p->breakdown->line_count; i++) {
        const struct element *element =
            &p->screenplay->elements[p->breakdown->lines[i].element];
        if (!texts[i])
            return error_set(err, PROBLEM_BAD_INPUT,
                             "The caption file has nothing for the line \"%.60s\" (line %d of "
                             "the script).",
                             element->text, element->line);
    }
    return true;
}

static bool lines_of(struct production *p, const char *bytes, size_t size, const char **texts,
                     struct error *err) {
    return captions_sniff(bytes, size) ? lines_of_captions(p, bytes, size, texts, err)
                                       : lines_of_script(p, bytes, size, texts, err);
}

/* The same findings over other words, in the production's arena. */
static struct breakdown *with_words(struct production *p, const char *const *texts,
                                    const char *language) {
    struct screenplay *screenplay = arena_alloc(p->arena, 1, sizeof *screenplay);
    struct breakdown *breakdown = arena_alloc(p->arena, 1, sizeof *breakdown);
    *screenplay = *p->screenplay;
    *breakdown = *p->breakdown;
    struct element *elements =
        arena_alloc(p->arena, screenplay->element_count + 1, sizeof *elements);
    struct line_breakdown *lines =
        arena_alloc(p->arena, breakdown->line_count + 1, sizeof *lines);
    memcpy(elements, screenplay->elements, screenplay->element_count * sizeof *elements);
    memcpy(lines, breakdown->lines, breakdown->line_count * sizeof *lines);
    for (size_t i = 0; i < breakdown->line_count; i++) {
        elements[lines[i].element].text = texts[i];
        elements[lines[i].element].emphasis_count = 0;
        lines[i].language = language;
    }
    screenplay->elements = elements;
    breakdown->lines = lines;
    breakdown->screenplay = screenplay;
    breakdown->language = language;
    return breakdown;
}

/* Looks stay; voices are cast anew among those that speak the language. */
static bool cast_voices(struct production *p, struct error *err) {
    size_t count;
    const struct voice_card *cards = voice_cards(&count);
    const size_t size = strlen(p->order.dub_language);
    bool spoken = false;
    for (size_t i = 0; i < count && !spoken; i++)
        for (const char *at = cards[i].languages; at && !spoken; at = strchr(at, ' ')) {
            at += *at == ' ';
            spoken = strncmp(at, p->order.dub_language, size) == 0 &&
                     (at[size] == 0 || at[size] == ' ');
        }
    if (!spoken)
        return error_set(err, PROBLEM_UNAVAILABLE, "No voice speaks \"%s\"; see film voices.",
                         p->order.dub_language);
    struct cast cast;
    if (!casting_cast(p->breakdown, p->order.seed, NULL, 0, cards, count, &cast, err))
        return false;
    for (size_t i = 0; i < cast.count && i < p->cast.count; i++)
        p->cast.members[i].voice = cast.members[i].voice;
    cast_done(&cast);
    return true;
}

bool dub_translate(struct production *p, struct error *err) {
    AUTO_FREE const char **texts = xcalloc(p->breakdown->line_count + 1, sizeof *texts);
    if (!lines_of(p, p->order.dub, p->order.dub_size, texts, err)) return false;
    struct breakdown *dubbed = with_words(p, texts, p->order.dub_language);
    p->read_screenplay = p->screenplay;
    p->read_breakdown = p->breakdown;
    p->breakdown = dubbed;
    p->screenplay = (struct screenplay *)dubbed->screenplay;
    return cast_voices(p, err);
}

bool dub_captions(struct production *p, struct error *err) {
    const size_t count = p->breakdown->line_count;
    if (!p->order.translation_count) return true;
    p->translated =
        arena_alloc(p->arena, p->order.translation_count, sizeof(struct captions *));
    AUTO_FREE struct speech *speeches = xcalloc(count + 1, sizeof *speeches);
    for (size_t i = 0; i < count; i++) speeches[i].sound.frames = p->lines[i].samples;
    for (size_t i = 0; i < p->order.translation_count; i++) {
        const struct production_translation *from = &p->order.translations[i];
        AUTO_FREE const char **texts = xcalloc(count + 1, sizeof *texts);
        struct error why;
        if (!lines_of(p, from->bytes, from->size, texts, &why))
            return error_set(err, why.problem, "Captions in \"%s\": %s", from->language,
                             why.message);
        const struct breakdown *translated = with_words(p, texts, from->language);
        p->translated[i] = captions_new(translated, p->timeline, speeches);
    }
    return true;
}
