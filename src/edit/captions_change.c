/* What people want captions to say otherwise. */
#include <string.h>

#include "base/memory.h"
#include "base/pcm.h"
#include "edit/caption_text.h"
#include "edit/captions.h"

enum { SHORTEST = PCM_RATE / 10 }; /* of the cues that a longer text is parted into */

typedef LIST(struct caption) caption_list;

static bool is_space(char c) {
    return c == ' ' || ((unsigned char)c < 0x20 && c);
}

/* A mark of direction, U+202A to U+202E: three bytes. */
static bool is_mark(const char *at) {
    return memcmp(at, "\xe2\x80", strnlen(at, 2)) == 0 && strnlen(at, 3) == 3 &&
           (unsigned char)at[2] >= 0xaa && (unsigned char)at[2] <= 0xae;
}

static const char *skip(const char *at) {
    while (is_space(*at) || is_mark(at)) at += is_space(*at) ? 1 : 3;
    return at;
}

/* The same but for white space and marks of direction. */
static bool same(const char *a, const char *b) {
    for (a = skip(a), b = skip(b); *a && *a == *b;) a = skip(a + 1), b = skip(b + 1);
    return !*a && !*b;
}

/* The cue that says `was`, nearest to where it stood; NULL when none does any more. */
static struct caption *find(const struct captions *captions,
                            const struct caption_change *change) {
    const size_t count = captions->count, at = change->cue < count ? change->cue : count;
    for (size_t away = 0; away <= count; away++) {
        if (away <= at && at - away < count &&
            same(captions->cues[at - away].text, change->was))
            return &captions->cues[at - away];
        if (at + away < count && same(captions->cues[at + away].text, change->was))
            return &captions->cues[at + away];
    }
    return NULL;
}

/* Without marks of direction and controls. */
static const char *tidy(const char *text, struct arena *arena) {
    char *out = arena_alloc(arena, strlen(text) + 1, 1), *to = out;
    for (const char *at = text; *at; at++) {
        if (is_mark(at)) {
            at += 2;
            continue;
        }
        *to++ = *at != '\n' && is_space(*at) ? ' ' : *at;
    }
    *to = 0;
    return out;
}

/* Can it be shown with the rows it is written in? */
static bool has_rows(const char *text, int columns) {
    int rows = 0;
    for (const char *row = text;; rows++) {
        size_t size = strcspn(row, "\n");
        if (!*skip(row) || *row == ' ' || *row == '\n' || captions_width(row, size) > columns)
            return false;
        if (!row[size]) return rows < CAPTION_ROWS;
        row += size + 1;
    }
}

/* A word for a word keeps its time; else nobody knows when each is said. */
static void time_words(struct caption *cue, int columns, struct arena *arena) {
    caption_units units = {0};
    caption_text_units(cue->text, columns, &units);
    if (units.count == cue->word_count && units.count) {
        struct caption_word *words = arena_alloc(arena, units.count, sizeof *words);
        for (size_t i = 0; i < units.count; i++)
            words[i] = (struct caption_word){(uint32_t)units.items[i].start,
                                             (uint32_t)units.items[i].size, cue->words[i].from,
                                             cue->words[i].to};
        cue->words = words;
    } else {
        cue->words = NULL;
        cue->word_count = 0;
    }
    list_done(&units);
}

static const char *text_of(const char *text, const caption_units *units,
                           const struct caption_cue *cue, struct arena *arena) {
    AUTO(buf_done) struct buf out;
    buf_init(&out, 4096);
    caption_text_row(text, units, cue->start, cue->first_end, &out);
    if (cue->first_end < cue->end) {
        buf_text(&out, "\n");
        caption_text_row(text, units, cue->first_end, cue->end, &out);
    }
    return arena_copy(arena, out.bytes ? out.bytes : "", out.size);
}

/* Lays the text into rows; what does not fit into one cue shares its time, by width. */
static void lay(const struct caption *old, const char *text, struct arena *arena,
                caption_list *made) {
    const int columns = captions_columns(text);
    struct caption cue = *old;
    caption_units units = {0};
    caption_cues cues = {0};
    caption_text_units(text, columns, &units);
    caption_text_cues(&units, CAPTION_ROWS, columns, &cues);
    const int64_t time = old->end - old->start;
    int64_t all = 0, done = 0;
    for (size_t i = 0; i < units.count; i++) all += units.items[i].width;
    if (has_rows(text, columns)) {
        cue.text = text;
        time_words(&cue, columns, arena);
        *list_push(made) = cue;
    } else if (!cues.count || !all || time / (int64_t)cues.count < SHORTEST) {
        *list_push(made) = cue;
    } else {
        for (size_t i = 0; i < cues.count; i++) {
            cue = *old;
            cue.text = text_of(text, &units, &cues.items[i], arena);
            cue.start = old->start + time * done / all;
            for (size_t k = cues.items[i].start; k < cues.items[i].end; k++)
                done += units.items[k].width;
            cue.end = old->start + time * done / all;
            if (i) cue.speaker = NULL;
            time_words(&cue, columns, arena);
            *list_push(made) = cue;
        }
    }
    list_done(&units);
    list_done(&cues);
}

static void change_one(struct captions *captions, const struct caption_change *change) {
    const struct caption *old = find(captions, change);
    if (!old) return;
    caption_list made = {0};
    for (const struct caption *cue = captions->cues; cue < captions->cues + captions->count;
         cue++) {
        if (cue == old)
            lay(cue, tidy(change->text, captions->arena), captions->arena, &made);
        else
            *list_push(&made) = *cue;
    }
    captions->count = made.count;
    captions->cues = list_take(captions->arena, &made);
    list_done(&made);
}

void captions_change(struct captions *captions, const struct caption_change *changes,
                     size_t count) {
    for (size_t i = 0; i < count; i++) change_one(captions, &changes[i]);
}
