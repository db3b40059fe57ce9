#include "breakdown/breakdown.h"

#include <string.h>

#include "base/markup.h"
#include "breakdown/finder.h"

struct evidence finder_evidence(struct finder *finder, const struct scan *scan, size_t word,
                                size_t count) {
    struct evidence evidence = {scan->line, scan->column, ""};
    if (word >= scan->word_count || !count) return evidence;
    if (count > scan->word_count - word) count = scan->word_count - word;
    const struct word *first = &scan->words[word], *last = first + count - 1;
    evidence.line = scan->line + (int)first->line;
    evidence.column = (first->line ? 1 : scan->column) + (int)first->column;
    evidence.words = arena_copy(finder->arena, scan->text + first->start,
                                last->start + last->size - first->start);
    return evidence;
}

double finder_place(const struct scan *scan, size_t word) {
    const struct word *last = &scan->words[scan->word_count - 1];
    return (double)scan->words[word].start / (double)(last->start + last->size);
}

const struct hit *lexicon_hit_at(const struct scan *scan, size_t word, enum topic topic) {
    size_t low = 0, high = scan->hit_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (scan->hits[middle].word < word)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < scan->hit_count && scan->hits[low].word == word; low++)
        if (scan->hits[low].topic == topic) return &scan->hits[low];
    return NULL;
}

/* Where in its heading a part of it stands, so that evidence points at the word itself. */
static int column_in_heading(const struct scene *scene, const char *part) {
    const char *at = scene->heading && *part ? strstr(scene->heading, part) : NULL;
    int column = scene->column;
    for (const char *c = scene->heading; at && c < at; c++) column += (*c & 0xc0) != 0x80;
    return column;
}

static void scan_texts(struct finder *finder) {
    const struct screenplay *screenplay = finder->screenplay;
    for (size_t i = 0; i < screenplay->element_count; i++) {
        const struct element *element = &screenplay->elements[i];
        const char *text = element->text;
        if (element->character >= 0 && markup_is(text)) { /* tags are no words */
            char *blanked = arena_copy(finder->arena, text, strlen(text));
            markup_blank(blanked);
            text = blanked;
        }
        finder->elements[i] =
            lexicon_scan(finder->lexicon, text, element->line, element->column);
        finder->parentheticals[i] = lexicon_scan(finder->lexicon, element->parenthetical,
                                                 element->line, element->column);
    }
    for (size_t i = 0; i < screenplay->scene_count; i++) {
        const struct scene *scene = &screenplay->scenes[i];
        finder->places[i] = lexicon_scan(finder->lexicon, scene->place, scene->line,
                                         column_in_heading(scene, scene->place));
        finder->times[i] = lexicon_scan(finder->lexicon, scene->time, scene->line,
                                        column_in_heading(scene, scene->time));
    }
    finder->title = lexicon_scan(finder->lexicon, screenplay->title, 1, 1);
}

static void list_lines(struct finder *finder) {
    const struct screenplay *screenplay = finder->screenplay;
    size_t count = 0;
    for (size_t i = 0; i < screenplay->element_count; i++) {
        const struct element *element = &screenplay->elements[i];
        bool spoken = element->kind == ELEMENT_DIALOGUE || element->kind == ELEMENT_LYRIC;
        finder->line_of[i] = -1;
        if (!spoken || element->character < 0) continue;
        finder->line_of[i] = (int)count;
        finder->lines[count++] = (struct line_breakdown){
            .element = i,
            .scene = element->scene,
            .character = element->character,
            .to = -1,
            .off_screen = finder_extension_is_unseen(element->extension)};
    }
    finder->result->line_count = count;
}

struct breakdown *breakdown_new(const struct screenplay *screenplay, enum culture culture) {
    struct breakdown *result = xcalloc(1, sizeof *result);
    struct arena *arena = result->arena = arena_new();
    struct arena *scratch = arena_new(); /* words and hits: gone when the findings are made */
    size_t scenes = screenplay->scene_count, elements = screenplay->element_count;
    size_t characters = screenplay->character_count;
    struct finder finder = {
        .screenplay = screenplay,
        .arena = arena,
        .lexicon = lexicon_new(scratch),
        .result = result,
        .scenes = arena_alloc(arena, scenes, sizeof *finder.scenes),
        .lines = arena_alloc(arena, elements, sizeof *finder.lines),
        .characters = arena_alloc(arena, characters, sizeof *finder.characters),
        .notes = arena_alloc(scratch, characters, sizeof *finder.notes),
        .elements = arena_alloc(scratch, elements, sizeof *finder.elements),
        .parentheticals = arena_alloc(scratch, elements, sizeof *finder.parentheticals),
        .places = arena_alloc(scratch, scenes, sizeof *finder.places),
        .times = arena_alloc(scratch, scenes, sizeof *finder.times),
        .line_of = arena_alloc(scratch, elements, sizeof *finder.line_of),
        .aliases = arena_alloc(scratch, breakdown_people.count, sizeof *finder.aliases),
        .speaks_in = arena_alloc(scratch, characters, sizeof *finder.speaks_in),
        .scene = -1,
        .scene_stamp = arena_alloc(scratch, characters, sizeof *finder.scene_stamp),
    };
    memset(finder.aliases, 0xff, breakdown_people.count * sizeof *finder.aliases);
    result->screenplay = screenplay;
    result->scenes = finder.scenes;
    result->lines = finder.lines;
    result->characters = finder.characters;
    finder_names(&finder);
    scan_texts(&finder);
    list_lines(&finder);
    finder_addressees(&finder);
    finder_people(&finder);
    finder_languages(&finder);
    finder_culture(&finder, culture);
    finder_settings(&finder);
    finder_actions(&finder);
    finder_sounds(&finder);
    finder_moods(&finder);
    finder_emotions(&finder);
    lexicon_free(finder.lexicon);
    arena_free(scratch);
    return result;
}

void breakdown_free(struct breakdown *breakdown) {
    if (!breakdown) return;
    arena_free(breakdown->arena);
    free(breakdown);
}
