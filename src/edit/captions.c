#include "edit/captions.h"

#include <string.h>

#include "base/markup.h"
#include "base/memory.h"
#include "base/pcm.h"
#include "edit/caption_text.h"
#include "voice/roman.h"
#include "voice/ssml.h"

enum {
    SHORTEST = PCM_RATE * 5 / 6,
    PER_COLUMN = PCM_RATE / 20, /* 20 characters a second */
    LINGER = PCM_RATE * 4 / 10, /* after the last word, when nothing follows */
    GAP_FRAMES = 2,
    DASH_COLUMNS = 2,
    VERSE_COLUMNS = 24, /* of Devanagari: the Latin letters under it are more */
};

typedef LIST(struct caption) caption_list;

struct making {
    const struct breakdown *breakdown;
    const struct timeline *timeline;
    const struct speech *speeches;
    struct arena *arena;
    caption_list cues;
    bool *introduced; /* per character: has spoken */
};

/* --- when words are said --- */

/* The moment at which the speech has reached a byte of the text, drawn straight between the
 * words. */
static int64_t moment_of_byte(const struct speech *speech, int64_t length, size_t size,
                              size_t byte) {
    size_t byte_before = 0, byte_after = size;
    int64_t before = 0, after = length;
    for (size_t i = 0; speech && i < speech->word_count; i++) {
        const struct word_time *word = &speech->words[i];
        size_t start = word->text_start, end = start + word->text_size;
        if (start <= byte && start >= byte_before) byte_before = start, before = word->start;
        if (end <= byte && end >= byte_before) byte_before = end, before = word->end;
        if (end >= byte && end < byte_after) byte_after = end, after = word->end;
        if (start >= byte && start < byte_after) byte_after = start, after = word->start;
    }
    if (byte_after <= byte_before || after <= before) return before;
    double part = (double)(byte - byte_before) / (double)(byte_after - byte_before);
    int64_t moment = before + (int64_t)(part * (double)(after - before));
    return moment < 0 ? 0 : moment > length ? length : moment;
}

/* Units and words both run forward, so that one walk over the words serves all units. */
static void time_units(const struct speech *speech, int64_t length, const char *text,
                       caption_units *units) {
    const size_t size = strlen(text);
    size_t first = 0;
    for (size_t i = 0; i < units->count; i++) {
        struct caption_unit *unit = &units->items[i];
        struct speech near = {0};
        if (speech && speech->word_count) {
            while (first + 1 < speech->word_count &&
                   speech->words[first + 1].text_start <= unit->start)
                first++;
            size_t last = first;
            while (last + 1 < speech->word_count &&
                   speech->words[last].text_start < unit->start + unit->size)
                last++;
            near.words = speech->words + first;
            near.word_count = last - first + 1;
        }
        unit->from = moment_of_byte(&near, length, size, unit->start);
        unit->to = moment_of_byte(&near, length, size, unit->start + unit->size);
        if (unit->to < unit->from) unit->to = unit->from;
    }
}

/* --- one line --- */

static const char *text_of(const struct making *making, size_t line) {
    const struct line_breakdown *from = &making->breakdown->lines[line];
    const char *text = making->breakdown->screenplay->elements[from->element].text;
    if (!markup_is(text)) return text;
    AUTO_FREE char *shown = ssml_shown(text, NULL);
    return arena_copy(making->arena, shown, strlen(shown));
}

static const char *name_of(const struct making *making, size_t line) {
    int character = making->breakdown->lines[line].character;
    const struct screenplay *screenplay = making->breakdown->screenplay;
    if (character < 0 || (size_t)character >= screenplay->character_count) return NULL;
    return arena_printf(making->arena, "%s", screenplay->characters[character].name);
}

static void units_of_line(const struct making *making, const struct timeline_line *line,
                          int columns, caption_units *units) {
    const char *text = text_of(making, line->line);
    caption_text_units(text, columns, units);
    time_units(making->speeches ? &making->speeches[line->line] : NULL, line->length, text,
               units);
}

static const char *cue_text(const struct making *making, size_t line,
                            const caption_units *units, const struct caption_cue *cue) {
    AUTO(buf_done) struct buf text;
    buf_init(&text, 4096);
    caption_text_row(text_of(making, line), units, cue->start, cue->first_end, &text);
    if (cue->first_end < cue->end) {
        buf_text(&text, "\n");
        caption_text_row(text_of(making, line), units, cue->first_end, cue->end, &text);
    }
    return arena_copy(making->arena, text.bytes ? text.bytes : "", text.size);
}

/* Where each unit of a cue stands in the cue's text, and when it is said. Pieces of one word
 * that were cut apart stay one. */
static const struct caption_word *cue_words(const struct making *making, int64_t start,
                                            const caption_units *units,
                                            const struct caption_cue *cue, size_t *count) {
    struct caption_word *words =
        arena_alloc(making->arena, cue->end - cue->start, sizeof *words);
    size_t byte = 0;
    for (size_t i = cue->start; i < cue->end; i++) {
        const struct caption_unit *unit = &units->items[i];
        /* caption_text_row writes a space, add_line a line break */
        if (i > cue->start && (i == cue->first_end || unit->space)) byte++;
        words[i - cue->start] = (struct caption_word){(uint32_t)byte, (uint32_t)unit->size,
                                                      start + unit->from, start + unit->to};
        byte += unit->size;
    }
    *count = cue->end - cue->start;
    return words;
}

/* Each row of a verse is a cue of its own, for as long as it is chanted; rows that are too long
 * for one become several. */
static void verse_cues(const char *text, const caption_units *units, int columns,
                       caption_cues *cues) {
    if (roman_is_devanagari(text)) columns = VERSE_COLUMNS;
    for (size_t first = 0, end; first < units->count; first = end) {
        const char *stop = strchr(text + units->items[first].start, '\n');
        size_t row_end = stop ? (size_t)(stop - text) : strlen(text);
        for (end = first; end < units->count && units->items[end].start < row_end;) end++;
        caption_units row = {units->items + first, end - first, end - first};
        caption_cues own = {0};
        caption_text_cues(&row, 1, columns, &own);
        for (size_t i = 0; i < own.count; i++)
            *list_push(cues) =
                (struct caption_cue){own.items[i].start + first, own.items[i].first_end + first,
                                     own.items[i].end + first};
        list_done(&own);
    }
}

/* A verse in Devanagari has Latin letters under it, for who cannot read it. */
static void add_roman(const struct making *making, struct caption *cue) {
    if (!roman_is_devanagari(cue->text)) return;
    AUTO(buf_done) struct buf roman;
    buf_init(&roman, 4096);
    roman_write(cue->text, &roman);
    if (roman.size) cue->text = arena_printf(making->arena, "%s\n%s", cue->text, roman.bytes);
}

static void add_line(struct making *making, const struct timeline_line *line) {
    caption_units units = {0};
    caption_cues cues = {0};
    int columns = captions_columns(text_of(making, line->line));
    units_of_line(making, line, columns, &units);
    const struct line_breakdown *from = &making->breakdown->lines[line->line];
    const bool verse = from->manner == MANNER_CHANTED;
    if (verse)
        verse_cues(text_of(making, line->line), &units, columns, &cues);
    else
        caption_text_cues(&units, CAPTION_ROWS, columns, &cues);
    const bool is_new = from->character >= 0 && !making->introduced[from->character];
    for (size_t i = 0; i < cues.count; i++) {
        const struct caption_cue *cue = &cues.items[i];
        *list_push(&making->cues) = (struct caption){
            .start = line->start + units.items[cue->start].from,
            .end = line->start + units.items[cue->end - 1].to,
            .text = cue_text(making, line->line, &units, cue),
            .speaker = from->off_screen || is_new ? name_of(making, line->line) : NULL,
            .line = line->line,
            .off_screen = from->off_screen,
        };
        struct caption *made = &making->cues.items[making->cues.count - 1];
        made->words = cue_words(making, line->start, &units, cue, &made->word_count);
        if (verse) add_roman(making, made);
    }
    if (cues.count && from->character >= 0) making->introduced[from->character] = true;
    list_done(&units);
    list_done(&cues);
}

/* --- two at once --- */

static enum dual dual_of(const struct making *making, size_t line) {
    const struct line_breakdown *from = &making->breakdown->lines[line];
    return making->breakdown->screenplay->elements[from->element].dual;
}

static const char *dashed(const struct making *making, size_t line, const caption_units *units,
                          const struct caption_cue *cue) {
    return arena_printf(making->arena, "- %s", cue_text(making, line, units, cue));
}

/* Each speaker has one row with a dash; rows of the same number are shown together. */
static void add_dual(struct making *making, const struct timeline_line *left,
                     const struct timeline_line *right) {
    const struct timeline_line *lines[2] = {left, right};
    caption_units units[2] = {0};
    caption_cues cues[2] = {0};
    size_t most = 0;
    for (int i = 0; i < 2; i++) {
        units_of_line(making, lines[i], CAPTION_COLUMNS - DASH_COLUMNS, &units[i]);
        caption_text_cues(&units[i], 1, CAPTION_COLUMNS - DASH_COLUMNS, &cues[i]);
        if (cues[i].count > most) most = cues[i].count;
        int character = making->breakdown->lines[lines[i]->line].character;
        if (character >= 0) making->introduced[character] = true;
    }
    for (size_t k = 0; k < most; k++) {
        struct caption made = {.line = left->line, .start = INT64_MAX};
        for (int i = 0; i < 2; i++) {
            if (k >= cues[i].count) continue;
            const struct caption_cue *cue = &cues[i].items[k];
            int64_t start = lines[i]->start + units[i].items[cue->start].from;
            int64_t end = lines[i]->start + units[i].items[cue->end - 1].to;
            const char *row = dashed(making, lines[i]->line, &units[i], cue);
            const char *name = name_of(making, lines[i]->line);
            if (start < made.start) made.start = start;
            if (end > made.end) made.end = end;
            if (made.text) {
                made.text = arena_printf(making->arena, "%s\n%s", made.text, row);
                made.second_speaker = name;
            } else {
                made.text = row;
                made.speaker = name;
                made.line = lines[i]->line;
            }
        }
        *list_push(&making->cues) = made;
    }
    for (int i = 0; i < 2; i++) {
        list_done(&units[i]);
        list_done(&cues[i]);
    }
}

/* --- times --- */

static int compare_cues(const void *left, const void *right) {
    const struct caption *a = left, *b = right;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

static int columns_of(const struct caption *cue) {
    return captions_width(cue->text, strlen(cue->text));
}

/* Two short answers in quick succession share a cue, with a dash each. */
static void join_quick(struct making *making, int64_t gap) {
    caption_list *cues = &making->cues;
    size_t kept = 0;
    for (size_t i = 0; i < cues->count; i++) {
        struct caption *cue = &cues->items[i], *last = kept ? &cues->items[kept - 1] : NULL;
        const bool fits = last && !strchr(last->text, '\n') && !strchr(cue->text, '\n') &&
                          columns_of(last) <= CAPTION_COLUMNS - DASH_COLUMNS &&
                          columns_of(cue) <= CAPTION_COLUMNS - DASH_COLUMNS;
        if (fits && last->line != cue->line && !last->second_speaker &&
            cue->start - last->start < SHORTEST + gap) {
            last->text = arena_printf(making->arena, "- %s\n- %s", last->text, cue->text);
            last->speaker = name_of(making, last->line);
            last->second_speaker = name_of(making, cue->line);
            last->off_screen = false;
            last->word_count = 0;
            if (cue->end > last->end) last->end = cue->end;
            continue;
        }
        cues->items[kept++] = *cue;
    }
    cues->count = kept;
}

/* Long enough to read, never two at once: an end gives way to the next cue's start, and when a
 * cue would be too short even so, the next one starts later. */
static void settle_times(caption_list *cues, int64_t gap, int64_t film_end) {
    for (size_t i = 0; i < cues->count; i++) {
        struct caption *cue = &cues->items[i];
        int64_t next = i + 1 < cues->count ? cue[1].start - gap : film_end;
        int64_t wanted = cue->end + LINGER;
        int64_t to_read = cue->start + (int64_t)columns_of(cue) * PER_COLUMN;
        if (wanted < to_read) wanted = to_read;
        if (wanted > next) wanted = next;
        if (wanted < cue->start + SHORTEST) wanted = cue->start + SHORTEST;
        cue->end = wanted;
        if (i + 1 < cues->count && cue[1].start < wanted + gap) {
            int64_t late = wanted + gap - cue[1].start;
            cue[1].start += late;
            if (cue[1].end < cue[1].start) cue[1].end = cue[1].start;
        }
    }
    /* what has been pushed over the film's end comes back, earlier ones with it */
    int64_t limit = film_end;
    for (size_t i = cues->count; i-- > 0 && cues->items[i].end > limit;) {
        struct caption *cue = &cues->items[i];
        cue->end = limit;
        if (cue->start > limit - SHORTEST) cue->start = limit - SHORTEST;
        if (cue->start < 0) cue->start = 0;
        if (cue->end <= cue->start) cue->end = cue->start + 1;
        limit = cue->start - gap;
    }
}

struct captions *captions_new(const struct breakdown *breakdown,
                              const struct timeline *timeline, const struct speech *speeches) {
    struct arena *arena = arena_new();
    struct captions *captions = arena_alloc(arena, 1, sizeof *captions);
    captions->arena = arena;
    struct making making = {
        .breakdown = breakdown, .timeline = timeline, .speeches = speeches, .arena = arena};
    making.introduced =
        xcalloc(breakdown->screenplay->character_count + 1, sizeof *making.introduced);
    for (size_t i = 0; i < timeline->line_count; i++) {
        const struct timeline_line *line = &timeline->lines[i], *next = NULL;
        if (i + 1 < timeline->line_count) next = line + 1;
        enum dual here = dual_of(&making, line->line);
        if (next && here != DUAL_NONE && dual_of(&making, next->line) != DUAL_NONE &&
            dual_of(&making, next->line) != here) {
            add_dual(&making, here == DUAL_LEFT ? line : next, here == DUAL_LEFT ? next : line);
            i++;
        } else {
            add_line(&making, line);
        }
    }
    int64_t gap = samples_of_frames(GAP_FRAMES, timeline->fps);
    if (making.cues.count)
        qsort(making.cues.items, making.cues.count, sizeof *making.cues.items, compare_cues);
    join_quick(&making, gap);
    settle_times(&making.cues, gap, timeline->samples);
    captions->cues = list_take(arena, &making.cues);
    captions->count = making.cues.count;
    list_done(&making.cues);
    free(making.introduced);
    return captions;
}

void captions_free(struct captions *captions) {
    if (captions) arena_free(captions->arena);
}
