#include "voice/line.h"

#include <string.h>
#include <strings.h>

#include "base/markup.h"
#include "base/memory.h"
#include "voice/names.h"
#include "voice/normal.h"
#include "voice/order.h"
#include "voice/pronounce.h"
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
        voice_sentences(text, sentences);
    }
    bool english = !utterance->language || strncasecmp(utterance->language, "en", 2) == 0;
    for (size_t i = 0; i < sentences->count; i++) {
        pronounce_apply(utterance->pronounce, &sentences->items[i]);
        if (english) names_apply(&sentences->items[i]);
        if (english) normal_english(&sentences->items[i]);
    }
}
