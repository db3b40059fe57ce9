/* Plain prose as a screenplay: paragraphs become action, what is quoted becomes dialogue, and a
 * chapter, a break line or a clear change of place or hour begins a scene. */
#include <stdio.h>

#include "screenplay/emphasis.h"
#include "screenplay/people.h"
#include "screenplay/play.h"
#include "screenplay/read.h"
#include "screenplay/speech.h"

struct paragraph {
    char *text; /* its lines joined by a space; in the arena */
    size_t size;
    size_t first, count; /* its lines */
    bool alone;          /* one line */
};

/* Where the last byte that was asked for stands. */
struct place {
    size_t line, start; /* index of the line; where it begins in the paragraph */
    size_t byte;
    int column;
    bool fresh; /* column is not known yet */
};

enum { PARAGRAPH_LINES = 400 };

struct telling {
    struct place place;
    struct screenplay_builder *builder;
    const struct screenplay_lines *lines;
    struct people people;
    struct spans spans;
    bool single;      /* ' quotes */
    bool continuing;  /* the last paragraph's speech was not closed */
    char speaker[96]; /* of that speech */
    bool play;        /* "Name: words" */
    const char *title;
    bool chapter; /* the last paragraph was the heading of a chapter */
    bool told;    /* something was told in the open scene */
};

static struct slice line_text(const struct telling *t, size_t i) {
    return slice_trim_left(screenplay_line_text(t->lines, i));
}

/* --- paragraphs --- */

static bool ends_sentence(struct slice line) {
    size_t used;
    uint32_t code = slice_code_before(line, line.size, &used);
    return code == '.' || code == '!' || code == '?' || code == '"' || code == 0x201d ||
           code == 0x2026 || code == 0x2019 || code == '\'' || code == 0xbb || code == 0x300d ||
           code == 0x3002 || code == 0xff01 || code == 0xff1f || code == 0x964 || code == ':';
}

static bool begins_paragraph(const struct telling *t, size_t i, size_t longest) {
    struct slice raw = screenplay_line_text(t->lines, i), line = line_text(t, i);
    struct slice previous = line_text(t, i - 1);
    struct play_line play;
    if (previous.size < 60 && screenplay_chapter(previous)) return true;
    if (t->play && (screenplay_play_line(line, &play) || screenplay_play_line(previous, &play)))
        return screenplay_play_line(line, &play) || ends_sentence(previous);
    if (!ends_sentence(previous)) return false;
    bool indented =
        raw.size > line.size && screenplay_line_text(t->lines, i - 1).size == previous.size;
    bool quote = slice_starts(line, "\"") || slice_starts(line, "“") ||
                 slice_starts(line, "«") || slice_starts(line, "„") ||
                 slice_starts(line, "「") || slice_starts(line, "—") || slice_starts(line, "‘");
    return indented || quote || longest > 120 || previous.size * 5 < longest * 3;
}

static bool next_paragraph(struct telling *t, size_t *at, struct paragraph *p) {
    while (*at < t->lines->count && !t->lines->items[*at].size) ++*at;
    if (*at == t->lines->count) return false;
    size_t end = *at, longest = 0, size = 0;
    for (; end < t->lines->count && t->lines->items[end].size; end++) {
        struct slice line = line_text(t, end);
        if (line.size > longest) longest = line.size;
        if (end - *at > 200) break; /* long enough to judge by */
    }
    end = *at + 1;
    while (end < t->lines->count && end - *at < PARAGRAPH_LINES && t->lines->items[end].size &&
           !begins_paragraph(t, end, longest))
        end++;
    for (size_t i = *at; i < end; i++) size += line_text(t, i).size + 1;
    p->text = arena_alloc(t->builder->arena, size + 1, 1);
    p->size = 0;
    p->first = *at;
    p->count = end - *at;
    p->alone = p->count == 1;
    for (size_t i = *at; i < end; i++) {
        struct slice line = line_text(t, i);
        if (i > *at) p->text[p->size++] = ' ';
        memcpy(p->text + p->size, line.at, line.size);
        p->size += line.size;
    }
    *at = end;
    return true;
}

/* Where the byte of a paragraph stands in the script. Asked in rising order, so that a
 * paragraph is walked once. */
static void locate(struct telling *t, const struct paragraph *p, size_t byte, int *line,
                   int *column) {
    struct place *at = &t->place;
    if (at->line < p->first || at->line >= p->first + p->count || byte < at->byte)
        *at = (struct place){.line = p->first, .fresh = true};
    while (at->line + 1 < p->first + p->count &&
           at->start + line_text(t, at->line).size + 1 <= byte) {
        at->start += line_text(t, at->line++).size + 1;
        at->byte = at->start;
        at->fresh = true;
    }
    if (at->fresh) {
        struct slice raw = screenplay_line_text(t->lines, at->line);
        at->column = t->lines->items[at->line].column +
                     slice_columns(raw, raw.size - line_text(t, at->line).size);
        at->fresh = false;
    }
    at->column +=
        slice_columns((struct slice){p->text + at->byte, byte - at->byte}, byte - at->byte);
    at->byte = byte;
    *line = t->lines->items[at->line].line;
    *column = at->column;
}

/* --- scenes --- */

static bool is_break(struct slice line) { /* "***", "---", "* * *", "#", "⁂" */
    if (!line.size || line.size > 60) return false;
    size_t marks = 0, used;
    uint32_t mark = 0;
    for (size_t i = 0; i < line.size; i += used) {
        uint32_t code = slice_code(line, i, &used);
        if (utf8_is_space(code)) continue;
        if (!strchr("*-_~=#+.", (int)code) && code != 0x2042 && code != 0x2014 &&
            code != 0x2022 && code != 0x2217 && code != 0x2766 && code != 0xb7)
            return false;
        if (code > 0x7f && !mark) marks += 2;
        if (mark && code != mark) return false;
        mark = code;
        marks++;
    }
    return marks >= 3 || mark == '#';
}

static bool is_roman_or_number(struct slice line) {
    if (slice_ends(line, ".")) line.size--;
    if (!line.size || line.size > 6) return false;
    bool digits = true, roman = true;
    for (size_t i = 0; i < line.size; i++) {
        digits &= line.at[i] >= '0' && line.at[i] <= '9';
        roman &= strchr("IVXLC", line.at[i]) != NULL;
    }
    return digits || roman;
}

/* A line alone that does not end as sentences do. */
static bool looks_like_title(const struct paragraph *p) {
    struct slice line = {p->text, p->size};
    size_t words = 1, used;
    for (size_t i = 0; i < p->size; i++) words += p->text[i] == ' ';
    uint32_t last = slice_code_before(line, line.size, &used);
    size_t first_used;
    uint32_t first = slice_code(line, 0, &first_used);
    bool quoted = first == '"' || first == '-' || (first > 0x7f && !utf8_is_letter(first));
    return p->alone && words <= 10 && p->size <= 200 && !quoted && !ends_sentence(line) &&
           (last > 0x300 || utf8_is_letter(last) || (last >= '0' && last <= '9') ||
            last == '*' || last == '_');
}

static void begin_scene(struct telling *t, const struct paragraph *p, struct slice heading,
                        struct slice place, const char *time) {
    int line, column;
    locate(t, p, 0, &line, &column);
    struct scene *scene = screenplay_add_scene(t->builder, line, column);
    if (!scene) return;
    struct arena *arena = t->builder->arena;
    if (heading.size) scene->heading = arena_copy(arena, heading.at, heading.size);
    if (place.size) scene->place = arena_copy(arena, place.at, place.size);
    if (time) scene->time = time;
    t->told = false;
}

/* "At the market," "Back in her kitchen," at a paragraph's start. *place: "market". */
static bool place_opening(struct slice text, struct slice *heading, struct slice *place) {
    static const char *const openings[] = {"at",   "in",   "inside", "outside",
                                           "back", "on",   "by",     "behind",
                                           "near", "down", "up",     "meanwhile"};
    struct slice word;
    size_t at = 0, start = 0;
    if (text.size > 160) text.size = 160;
    bool opens = false;
    if (!screenplay_word(text, 0, &word, &at)) return false;
    for (size_t i = 0; i < COUNT_OF(openings) && !opens; i++)
        opens = slice_is_folded(word, openings[i]);
    if (!opens) return false;
    for (int n = 0; n < 7; n++) {
        size_t before = at;
        if (!screenplay_word(text, at, &word, &at)) return false;
        if (n && memchr(text.at + before, ',', (size_t)(word.at - text.at) - before))
            return false;
        if (screenplay_article(word)) {
            start = at;
            continue;
        }
        if (!screenplay_place(word)) continue;
        size_t end = (size_t)(word.at + word.size - text.at);
        if (end >= text.size || text.at[end] != ',') continue;
        while (start < end && text.at[start] == ' ') start++;
        *heading = (struct slice){text.at, end};
        *place = start ? (struct slice){text.at + start, end - start} : word;
        return true;
    }
    return false;
}

/* The first place that the opening sentences of a story name after in, at, inside... */
static struct slice place_within(struct slice text) {
    struct slice word, previous = {0};
    if (text.size > 400) text.size = 400;
    size_t budget = 3;
    for (size_t at = 0; screenplay_word(text, at, &word, &at);) {
        if (screenplay_preposition(previous) || slice_is_folded(previous, "inside"))
            budget = 3;
        else if (budget)
            budget--;
        if (budget && previous.size && screenplay_place(word)) return word;
        previous = word;
    }
    return (struct slice){0};
}

/* Opens a scene where the paragraph says that place or time change. */
static void watch_change(struct telling *t, const struct paragraph *p) {
    struct slice text = {p->text, p->size}, heading = {0}, place = {0};
    size_t size = 0;
    const char *time = screenplay_time_opening(text, &size);
    if (time) {
        heading = (struct slice){text.at, size};
        struct slice rest = slice_from(text, size);
        while (rest.size && (rest.at[0] == ',' || rest.at[0] == ' '))
            rest = slice_from(rest, 1);
        struct slice phrase = {0};
        if (place_opening(rest, &phrase, &place))
            heading.size = (size_t)(phrase.at + phrase.size - text.at);
        else if (rest.size)
            place = place_within(rest);
    } else if (!place_opening(text, &heading, &place)) {
        if (!t->builder->scene_open) {
            begin_scene(t, p, heading, place_within(text), NULL);
        } else if (!t->told) {
            struct scene *scene = &t->builder->scenes.items[t->builder->scenes.count - 1];
            place = place_within(text);
            if (!*scene->place && place.size)
                scene->place = arena_copy(t->builder->arena, place.at, place.size);
        }
        return;
    }
    struct scene *open = t->builder->scene_open && t->builder->scenes.count
                             ? &t->builder->scenes.items[t->builder->scenes.count - 1]
                             : NULL;
    if (open && !t->told) { /* the chapter's own first words */
        if (!*open->place && place.size)
            open->place = arena_copy(t->builder->arena, place.at, place.size);
        if (time) open->time = time;
        return;
    }
    begin_scene(t, p, heading, place, time);
}

/* --- telling --- */

static void add_action(struct telling *t, const struct paragraph *p, size_t start, size_t end,
                       struct slice prefix) {
    struct slice text = slice_trim((struct slice){p->text + start, end - start});
    while (text.size && strchr(",.;:!?-", text.at[0]))
        text = slice_trim_left(slice_from(text, 1));
    bool words = false;
    for (size_t i = 0, used; i < text.size && !words; i += used)
        words = utf8_is_letter(slice_code(text, i, &used));
    if (!words) return;
    int line, column;
    locate(t, p, (size_t)(text.at - p->text), &line, &column);
    char *copy = prefix.size ? arena_printf(t->builder->arena, "%.*s %.*s", (int)prefix.size,
                                            prefix.at, (int)text.size, text.at)
                             : arena_copy(t->builder->arena, text.at, text.size);
    struct element *element =
        screenplay_add_element(t->builder, ELEMENT_ACTION, copy, line, column);
    if (element) screenplay_emphasis(t->builder, element, copy);
    t->told = true;
}

/* "said the old man, and he sat down": what is left begins with who. */
static void tell_rest(struct telling *t, const struct paragraph *p, const struct span *span,
                      size_t end) {
    struct slice text = {p->text, end}, word, subject = span->subject;
    size_t at = span->cut_end, next, used;
    enum word_gender gender;
    if (screenplay_word(text, at, &word, &next) &&
        (slice_is_folded(word, "and") || slice_is_folded(word, "but") ||
         slice_is_folded(word, "y") || slice_is_folded(word, "et") ||
         slice_is_folded(word, "und") || slice_is_folded(word, "e")))
        at = next;
    if (at != span->cut_end && screenplay_word(text, at, &word, &next) &&
        screenplay_pronoun(word, &gender) && gender != WORD_NEUTRAL)
        at = next;
    struct slice rest = slice_trim_left(slice_from(text, at));
    if (!utf8_is_lower(slice_code(rest, 0, &used))) subject.size = 0;
    uint32_t first = slice_code(subject, 0, &used);
    bool pronoun = subject.size && screenplay_pronoun(subject, &gender);
    if (pronoun && first < 0x80) { /* "she": begins a sentence now */
        char *phrase = arena_copy(t->builder->arena, subject.at, subject.size);
        phrase[0] = (char)utf8_to_upper(first);
        subject = slice_of(phrase);
    } else if (utf8_is_lower(first)) { /* "old man": a description, not a name */
        char *phrase =
            arena_printf(t->builder->arena, "The %.*s", (int)subject.size, subject.at);
        subject = slice_of(phrase);
    }
    add_action(t, p, at, end, subject);
}

/* Narration without the words that only say who speaks. */
static void tell(struct telling *t, const struct paragraph *p, const struct span *span) {
    size_t end = span->start + span->size;
    if (!span->cut_end) {
        add_action(t, p, span->start, end, (struct slice){0});
        return;
    }
    size_t cut = span->cut_start;
    static const char *const joints[] = {" and", " then", ",", " but"};
    for (size_t i = 0; i < COUNT_OF(joints); i++) { /* "Meera turned and | said" */
        struct slice head =
            slice_trim_right((struct slice){p->text + span->start, cut - span->start});
        if (slice_ends(head, joints[i])) head.size -= strlen(joints[i]);
        cut = span->start + head.size;
    }
    add_action(t, p, span->start, cut, (struct slice){0});
    if (span->cut_end >= end) return;
    tell_rest(t, p, span, end);
}

static void say(struct telling *t, const struct paragraph *p, const struct span *span,
                const char *name) {
    int line, column;
    locate(t, p, span->start, &line, &column);
    int character = screenplay_character(t->builder, slice_of(name), line);
    char *text = arena_copy(t->builder->arena, p->text + span->start, span->size);
    struct element *element =
        screenplay_add_element(t->builder, ELEMENT_DIALOGUE, text, line, column);
    if (!element) return;
    screenplay_emphasis(t->builder, element, text);
    element->character = character;
    if (span->manner[0])
        element->parenthetical =
            arena_copy(t->builder->arena, span->manner, strlen(span->manner));
    screenplay_person_spoke(&t->people, name);
    t->told = true;
}

/* The name that a speech's tag gives, or NULL. Writes it to `out`. */
static bool named(struct telling *t, const struct span *span, char out[96]) {
    if (!span->name.size) return false;
    struct person *person;
    if (span->pronoun) {
        bool first_person = slice_is_folded(span->name, "i");
        if (first_person)
            person = screenplay_person_name(&t->people, slice_of("Narrator"), WORD_NEUTRAL);
        else
            person = screenplay_person_pronoun(&t->people, span->gender, NULL);
        if (!person) return false;
    } else {
        person = screenplay_person_name(&t->people, span->name, span->gender);
    }
    memcpy(out, person->name, sizeof person->name);
    return true;
}

/* Who speaks when no word says so: who acts in the same paragraph, else the other of the last
 * two. */
static void guess(struct telling *t, struct slice subject, char out[96]) {
    struct person *person = subject.size ? screenplay_person_meant(&t->people, subject) : NULL;
    if (person) {
        memcpy(out, person->name, sizeof person->name);
        return;
    }
    if (t->people.before_last[0]) {
        memcpy(out, t->people.before_last, sizeof t->people.before_last);
        return;
    }
    person = screenplay_person_pronoun(&t->people, WORD_NEUTRAL,
                                       t->people.last[0] ? t->people.last : NULL);
    if (person && strcmp(person->name, t->people.last) != 0)
        memcpy(out, person->name, sizeof person->name);
    else
        snprintf(out, 96, "%s", t->people.last[0] ? "Other voice" : "Voice");
}

static void read_paragraph(struct telling *t, const struct paragraph *p) {
    struct slice text = {p->text, p->size};
    screenplay_spans(&t->spans, text, t->single);
    struct spans *spans = &t->spans;
    char name[96] = "";
    struct slice subject = {0};
    bool first_known = false;
    if (t->continuing && spans->count && spans->items[0].speech) {
        memcpy(name, t->speaker, sizeof name);
        first_known = true;
    }
    /* Names of the narration before the first tag count for its pronouns. */
    for (size_t i = 0; i < spans->count && !name[0]; i++) {
        struct span *span = &spans->items[i];
        if (span->speech)
            named(t, span, name);
        else if (!span->cut_end)
            screenplay_person_read(&t->people,
                                   (struct slice){p->text + span->start, span->size}, &subject);
    }
    for (size_t i = 0; i < spans->count && !subject.size && !name[0]; i++) {
        enum word_gender gender;
        struct slice word;
        size_t end;
        struct span *span = &spans->items[i];
        if (span->speech || !screenplay_word(text, span->start, &word, &end)) continue;
        struct person *person = screenplay_pronoun(word, &gender)
                                    ? screenplay_person_pronoun(&t->people, gender, NULL)
                                    : NULL;
        if (person) memcpy(name, person->name, sizeof name);
    }
    const char *manner = NULL;
    for (size_t i = 0; i < spans->count; i++) {
        struct span *span = &spans->items[i];
        if (!span->speech) {
            struct slice ignored = {0};
            screenplay_person_read(&t->people,
                                   (struct slice){p->text + span->start, span->size}, &ignored);
            tell(t, p, span);
            continue;
        }
        char own[96] = "";
        if (!(first_known && i == 0) && named(t, span, own))
            memcpy(name, own, sizeof name);
        else if (!name[0])
            guess(t, subject, name);
        /* “The boat!” he shouted. “It’s here!”: the manner lasts. */
        if (own[0])
            manner = span->manner;
        else if (manner)
            memcpy(span->manner, manner, sizeof span->manner);
        say(t, p, span, name);
    }
    t->continuing = spans->unclosed;
    if (spans->unclosed) memcpy(t->speaker, name, sizeof name);
}

/* "Meera: (softly) Hello." */
static bool read_play(struct telling *t, const struct paragraph *p) {
    struct play_line play;
    struct slice text = {p->text, p->size};
    if (!t->play || !screenplay_play_line(text, &play)) return false;
    struct person *person = screenplay_person_name(&t->people, play.name, WORD_NEUTRAL);
    struct span span = {.start = play.speech, .size = p->size - play.speech, .speech = true};
    snprintf(span.manner, sizeof span.manner, "%.*s",
             (int)(play.parenthetical.size < 90 ? play.parenthetical.size : 0),
             play.parenthetical.at ? play.parenthetical.at : "");
    char name[96];
    memcpy(name, person->name, sizeof name);
    say(t, p, &span, name);
    return true;
}

/* Chapter headings, break lines and the title. True when the paragraph was one. */
static bool read_structure(struct telling *t, const struct paragraph *p, bool first) {
    struct slice line = {p->text, p->size};
    if (p->alone && is_break(line)) {
        t->builder->scene_open = false;
        return true;
    }
    size_t depth = 0;
    while (depth < line.size && line.at[depth] == '#') depth++;
    bool marked =
        p->alone && depth > 0 && depth < 7 && depth < line.size && line.at[depth] == ' ';
    if (marked) line = slice_trim(slice_from(line, depth));
    bool chapter = (screenplay_chapter(line) && (marked || looks_like_title(p))) ||
                   (p->alone && is_roman_or_number(line));
    bool named = t->chapter && looks_like_title(p); /* "Chapter 3", "The Storm" */
    t->chapter = chapter;
    if (named && !chapter && !marked) {
        int line_at, column_at;
        locate(t, p, 0, &line_at, &column_at);
        struct element *element = screenplay_add_element(
            t->builder, ELEMENT_SECTION, arena_copy(t->builder->arena, line.at, line.size),
            line_at, column_at);
        if (element) element->depth = 2;
        return true;
    }
    if (!chapter && !marked && !(first && looks_like_title(p))) return false;
    if (!chapter && !*t->title) {
        char *title = arena_copy(t->builder->arena, line.at, line.size);
        struct element ignored = {0};
        screenplay_emphasis(t->builder, &ignored, title);
        t->title = title;
        return true;
    }
    int at_line, column;
    locate(t, p, 0, &at_line, &column);
    t->builder->scene_open = false;
    begin_scene(t, p, (struct slice){0}, (struct slice){0}, NULL);
    struct element *element = screenplay_add_element(
        t->builder, ELEMENT_SECTION, arena_copy(t->builder->arena, line.at, line.size), at_line,
        column);
    if (element) element->depth = depth ? (int)depth : 1;
    return true;
}

const char *screenplay_read_prose(struct screenplay_builder *builder,
                                  const struct screenplay_lines *lines) {
    struct telling t = {.builder = builder, .lines = lines, .title = "", .place.fresh = true};
    struct slice all = {lines->text, strlen(lines->text)};
    t.single = !memchr(all.at, '"', all.size) && !strstr(all.at, "“") && !strstr(all.at, "«") &&
               !strstr(all.at, "„") && !strstr(all.at, "「");
    t.play = screenplay_looks_like_play(lines);
    struct paragraph p;
    bool first = true;
    size_t at = 0;
    while (!builder->full && next_paragraph(&t, &at, &p)) {
        /* A title is only one when a story follows. */
        if (!read_structure(&t, &p, first && at < lines->count)) {
            watch_change(&t, &p);
            if (!read_play(&t, &p)) read_paragraph(&t, &p);
        }
        first = false;
    }
    free(t.spans.items);
    return t.title;
}
