#include "voice/line.h"

#include <string.h>
#include <strings.h>

#include "base/markup.h"
#include "base/memory.h"
#include "voice/names.h"
#include "voice/normal.h"
#include "voice/order.h"
#include "voice/pronounce.h"
#include "voice/roman.h"
#include "voice/ssml.h"

/* The marks of told words are ours: in a script they would be accidents. */
static char *without_marks(const char *text) {
    char *copy = xstrdup(text);
    for (char *at = copy; *at; at++)
        if (*at == ORDER_IPA_OPEN || *at == ORDER_IPA_MID || *at == ORDER_IPA_CLOSE) *at = ' ';
    return copy;
}

static void add_run(const struct ssml_run *run, bool last, struct sentences *all) {
    struct sentences own;
    voice_sentences(run->text, &own);
    for (size_t i = 0; i < own.count; i++) {
        struct sentence *sentence = list_push(all);
        *sentence = own.items[i];
        sentence->rate = run->rate;
        sentence->semitones = run->semitones;
        sentence->gain_db = run->gain_db;
        for (size_t k = 0; k < sentence->size; k++)
            sentence->origin[k] = run->origin[sentence->origin[k]];
    }
    if (all->count && !last) all->items[all->count - 1].pause_ms += run->break_ms;
    list_done(&own);
}

/* ---- verse ---- */

enum { ROW_MS = 420, HALF_VERSE_MS = 700, VERSE_MS = 1100 };

bool line_is_chanted(const struct utterance *utterance) {
    static const char *const languages[] = {"sa", "hi", "mr", "ne", "ta", "te",
                                            "kn", "ml", "bn", "gu", "pa", "or"};
    for (size_t i = 0; utterance->language && i < COUNT_OF(languages); i++)
        if (strncmp(utterance->language, languages[i], 2) == 0)
            return utterance->manner == MANNER_CHANTED;
    return false;
}

static int pause_behind(const char *row, const char *end) {
    static const char verse[] = "॥", half[] = "।";
    while (end > row && (end[-1] == ' ' || end[-1] == '\r' || end[-1] == '\t')) end--;
    const size_t size = sizeof verse - 1;
    if ((size_t)(end - row) < size) return ROW_MS;
    if (memcmp(end - size, verse, size) == 0) return VERSE_MS;
    return memcmp(end - size, half, size) == 0 ? HALF_VERSE_MS : ROW_MS;
}

/* Rows go up and come back: the reciting tone, a tone above it, the tone, a tone below. */
static void add_row(const char *text, const char *row, const char *end, bool chanted,
                    size_t number, struct sentences *all) {
    static const double steps[] = {0, 2, 0, -2};
    AUTO_FREE char *copy = xcalloc((size_t)(end - row) + 1, 1);
    memcpy(copy, row, (size_t)(end - row));
    struct sentences own;
    voice_sentences(copy, &own);
    for (size_t i = 0; i < own.count; i++) {
        struct sentence *sentence = list_push(all);
        *sentence = own.items[i];
        if (chanted) sentence->semitones = steps[number % COUNT_OF(steps)];
        for (size_t k = 0; k < sentence->size; k++)
            sentence->origin[k] += (uint32_t)(row - text);
        if (i + 1 == own.count) sentence->pause_ms = pause_behind(row, end);
    }
    list_done(&own);
}

static void verse_sentences(const char *text, bool chanted, struct sentences *all) {
    const char *end = text + strlen(text);
    size_t number = 0;
    for (const char *row = text; row < end;) {
        const char *stop = memchr(row, '\n', (size_t)(end - row));
        if (!stop) stop = end;
        const size_t before = all->count;
        add_row(text, row, stop, chanted, number, all);
        number += all->count > before;
        row = stop + (stop < end);
    }
    if (all->count) all->items[all->count - 1].pause_ms = 0;
}

void line_sentences(const struct utterance *utterance, struct sentences *sentences) {
    *sentences = (struct sentences){0};
    if (markup_is(utterance->text)) {
        struct ssml ssml;
        ssml_read(utterance->text, &ssml);
        for (size_t i = 0; i < ssml.count; i++)
            if (ssml.runs[i].text) add_run(&ssml.runs[i], i + 1 == ssml.count, sentences);
        ssml_done(&ssml);
    } else {
        AUTO_FREE char *text = without_marks(utterance->text);
        if (utterance->manner == MANNER_CHANTED)
            verse_sentences(text, line_is_chanted(utterance), sentences);
        else
            voice_sentences(text, sentences);
    }
    bool english = !utterance->language || strncasecmp(utterance->language, "en", 2) == 0;
    bool sanskrit = utterance->language && strncmp(utterance->language, "sa", 2) == 0;
    for (size_t i = 0; i < sentences->count; i++) {
        pronounce_apply(utterance->pronounce, &sentences->items[i]);
        if (sanskrit) roman_tell(&sentences->items[i]);
        if (english) names_apply(&sentences->items[i]);
        if (english) normal_english(&sentences->items[i]);
    }
}
