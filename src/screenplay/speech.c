#include "screenplay/speech.h"

#include <stdio.h>

#include "base/memory.h"

/* --- quotation marks --- */

struct quote_pair {
    uint32_t open, close, close_too;
};
/* A mark that both opens and closes stands as an opener only where nothing is open. */
static const struct quote_pair pairs[] = {
    {0x201c, 0x201d, 0},      {'"', '"', 0},       {0xab, 0xbb, 0},     {0xbb, 0xab, 0},
    {0x201e, 0x201c, 0x201d}, {0x300c, 0x300d, 0}, {0x300e, 0x300f, 0}, {0xff02, 0xff02, 0},
    {0x201d, 0x201d, 0},      {0x201f, 0x201d, 0},
};
static const struct quote_pair single_pairs[] = {{0x2018, 0x2019, 0}, {'\'', '\'', 0}};

static const struct quote_pair *opener(uint32_t code, bool single) {
    for (size_t i = 0; i < COUNT_OF(pairs); i++)
        if (pairs[i].open == code) return &pairs[i];
    for (size_t i = 0; single && i < COUNT_OF(single_pairs); i++)
        if (single_pairs[i].open == code) return &single_pairs[i];
    return NULL;
}

static void add_span(struct spans *spans, struct slice text, size_t start, size_t end,
                     bool speech, bool quoted) {
    struct slice part = slice_trim((struct slice){text.at + start, end - start});
    if (!part.size) return;
    struct span *span = list_push(spans);
    span->start = (size_t)(part.at - text.at);
    span->size = part.size;
    span->speech = speech;
    span->quoted = quoted;
}

static void cut_quotes(struct spans *spans, struct slice text, bool single) {
    const struct quote_pair *open = NULL;
    size_t start = 0, used, ignored; /* of the span being read */
    for (size_t i = 0; i < text.size; i += used) {
        uint32_t code = slice_code(text, i, &used);
        if (code < 0x80 && code != '"' && code != '\'') continue;
        uint32_t after = slice_code(text, i + used, &ignored);
        if (open) {
            if (code != open->close && code != open->close_too) continue;
            bool apostrophe = (code == '\'' || code == 0x2019) && utf8_is_letter(after);
            if (apostrophe) continue;
            add_span(spans, text, start, i, true, true);
            start = i + used;
            open = NULL;
        } else if ((open = opener(code, single))) {
            uint32_t before = slice_code_before(text, i, &ignored);
            bool inside_word = code == '\'' && (utf8_is_letter(before) || utf8_is_space(after));
            if (inside_word) {
                open = NULL;
                continue;
            }
            add_span(spans, text, start, i, false, true);
            start = i + used;
        }
    }
    bool single_open = open && (open->open == '\'' || open->open == 0x2018);
    spans->unclosed = open && !single_open;
    add_span(spans, text, start, text.size, spans->unclosed, true);
}

/* --- words --- */

static bool is_word_code(uint32_t code) {
    return code > 0x7f
               ? !utf8_is_space(code) && code != 0x2014 && code != 0x2013 && code != 0x2026 &&
                     code != 0x964 && code != 0x3002 && code != 0xff0c && code != 0x3001 &&
                     code != 0xff01 && code != 0xff1f && code != 0x60c && code != 0x61f &&
                     code != 0x201c && code != 0x201d && code != 0xff1a
               : utf8_is_letter(code) || (code >= '0' && code <= '9') || code == '-' ||
                     code == '\'';
}

bool screenplay_word(struct slice text, size_t at, struct slice *word, size_t *end) {
    size_t used;
    uint32_t code;
    while ((code = slice_code(text, at, &used)) && !is_word_code(code)) at += used;
    if (!code) return false;
    size_t start = at;
    while ((code = slice_code(text, at, &used)) && is_word_code(code)) at += used;
    *word = (struct slice){text.at + start, at - start};
    bool title = slice_is_folded(*word, "mr") || slice_is_folded(*word, "mrs") ||
                 slice_is_folded(*word, "dr") || slice_is_folded(*word, "ms");
    if (title && at < text.size && text.at[at] == '.') word->size++, at++;
    if (slice_ends(*word, "'s"))
        word->size -= 2;
    else if (slice_ends(*word, "’s"))
        word->size -= 4;
    *end = at;
    return true;
}

static bool is_capital(struct slice word) {
    size_t used;
    return utf8_is_upper(slice_code(word, 0, &used));
}
static bool is_caseless(struct slice word) {
    size_t used;
    uint32_t code = slice_code(word, 0, &used);
    return utf8_is_letter(code) && !utf8_is_upper(code) && !utf8_is_lower(code);
}

static bool is_sentence_end(uint32_t code) {
    return code == '.' || code == '!' || code == '?' || code == 0x2026 || code == 0x964 ||
           code == 0x3002 || code == 0xff01 || code == 0xff1f || code == 0x61f || code == ';';
}

/* --- who speaks --- */

/* A verb of saying, also with its pronoun after it: "dit-il", "cria-t-elle". */
static const struct speech_verb *saying(struct slice word, enum word_gender *gender) {
    const struct speech_verb *verb = screenplay_speech_verb(word);
    if (verb) return *gender = verb->gender, verb;
    const char *dash = word.size < 48 ? memchr(word.at, '-', word.size) : NULL;
    if (!dash) return NULL;
    *gender = slice_ends(word, "-elle") ? WORD_FEMALE : WORD_MALE;
    if (!slice_ends(word, "-elle") && !slice_ends(word, "-il")) return NULL;
    return screenplay_speech_verb((struct slice){word.at, (size_t)(dash - word.at)});
}

enum { TAG_WORDS = 14 };

struct tag {
    struct slice words[TAG_WORDS];
    bool after_pause[TAG_WORDS]; /* a comma or the like stands before the word */
    size_t count, end;           /* of the sentence, in the text */
};

/* The words of one sentence, the first fourteen. */
static void read_tag(struct tag *tag, struct slice text, size_t start) {
    size_t end = start, used;
    for (uint32_t code; (code = slice_code(text, end, &used)); end += used) {
        if (!is_sentence_end(code)) continue;
        size_t from = end >= 3 ? end - 3 : 0; /* "Mr." ends no sentence */
        bool title = code == '.' && (memmem(text.at + from, end - from, "Mr", 2) ||
                                     memmem(text.at + from, end - from, "Mrs", 3) ||
                                     memmem(text.at + from, end - from, "Dr", 2));
        if (title) continue;
        end += used;
        break;
    }
    tag->count = 0;
    tag->end = end;
    struct slice sentence = {text.at, end};
    size_t at = start, next;
    while (tag->count < TAG_WORDS &&
           screenplay_word(sentence, at, &tag->words[tag->count], &next)) {
        const char *from = text.at + at, *to = tag->words[tag->count].at;
        tag->after_pause[tag->count] =
            memchr(from, ',', (size_t)(to - from)) || memmem(from, (size_t)(to - from), "—", 3);
        tag->count++;
        at = next;
    }
}

static void set_name(struct span *span, const struct tag *tag, size_t from, size_t to) {
    const char *end = tag->words[to - 1].at + tag->words[to - 1].size;
    span->name = (struct slice){tag->words[from].at, (size_t)(end - tag->words[from].at)};
    for (size_t i = from; i < to && span->gender == WORD_NEUTRAL; i++)
        span->gender = screenplay_gender(tag->words[i]);
}

/* A name, pronoun or noun phrase that starts at word i; returns the word after it, 0 for none.
 */
static size_t name_forward(struct span *span, const struct tag *tag, size_t i) {
    if (i >= tag->count || tag->after_pause[i]) return 0;
    enum word_gender gender;
    if (screenplay_pronoun(tag->words[i], &gender)) {
        span->pronoun = true;
        span->gender = gender;
        span->name = tag->words[i];
        return i + 1;
    }
    size_t end = i;
    if (is_capital(tag->words[i]) && !screenplay_article(tag->words[i])) {
        while (end < tag->count && end < i + 3 && is_capital(tag->words[end]) &&
               (end == i || !tag->after_pause[end]))
            end++;
        set_name(span, tag, i, end);
        return end;
    }
    if (is_caseless(tag->words[i])) {
        set_name(span, tag, i, i + 1);
        return i + 1;
    }
    if (!screenplay_article(tag->words[i])) return 0;
    for (end = i + 1; end < tag->count && end < i + 4 && !tag->after_pause[end] &&
                      !screenplay_preposition(tag->words[end]) &&
                      !screenplay_adverb(tag->words[end]) &&
                      !screenplay_speech_verb(tag->words[end]);)
        end++;
    if (end == i + 1) return 0;
    set_name(span, tag, i + 1, end);
    if (span->gender == WORD_NEUTRAL && screenplay_definite(tag->words[i], &gender))
        span->gender = gender;
    return end;
}

static bool filler(struct slice word) { /* stands between a name and its verb */
    static const char *const list[] = {"had",  "has",    "then",    "just",   "only",
                                       "now",  "softly", "finally", "almost", "simply",
                                       "also", "ने",      "to"};
    for (size_t i = 0; i < COUNT_OF(list); i++)
        if (slice_is_folded(word, list[i])) return true;
    return screenplay_adverb(word);
}

/* "that", said after a quotation. */
static bool is_quotative(struct slice word) {
    static const char *const list[] = {"என்று", "என", "என்னு", "कि",  "यह",
                                       "ऐसा",  "అని", "ಎಂದು", "എന്ന്", "বলে"};
    for (size_t i = 0; i < COUNT_OF(list); i++)
        if (slice_is_folded(word, list[i])) return true;
    return false;
}

/* The one before the verb at word v: "Meera softly said", "the old man said", "she said".
 * Returns where it begins, SIZE_MAX for none. */
static size_t name_backward(struct span *span, const struct tag *tag, size_t v) {
    size_t end = v;
    while (end > 0 && filler(tag->words[end - 1])) end--;
    if (!end) return SIZE_MAX;
    struct slice last = tag->words[end - 1];
    enum word_gender gender;
    if (screenplay_pronoun(last, &gender)) {
        span->pronoun = true;
        span->gender = gender;
        span->name = last;
        return end - 1;
    }
    if (is_caseless(last)) { /* the sentence's first word: the verb stands last */
        size_t first = 0;
        while (first < end && is_quotative(tag->words[first])) first++;
        if (first == end) return SIZE_MAX;
        set_name(span, tag, first, first + 1);
        if (screenplay_pronoun(span->name, &gender))
            span->pronoun = true, span->gender = gender;
        return 0;
    }
    size_t from = end;
    while (from > 0 && end - from < 3 && is_capital(tag->words[from - 1]) &&
           !screenplay_not_a_name(tag->words[from - 1]))
        from--;
    if (from < end) {
        set_name(span, tag, from, end);
        return from;
    }
    for (from = end - 1; from > 0 && end - from < 4; from--)
        if (screenplay_article(tag->words[from - 1])) {
            set_name(span, tag, from, end);
            return from - 1;
        }
    /* "Meera turned and said": the sentence's own subject. */
    if (is_capital(tag->words[0]) && !screenplay_not_a_name(tag->words[0])) {
        for (from = 1; from < end && from < 3 && is_capital(tag->words[from]);) from++;
        set_name(span, tag, 0, from);
        return end;
    }
    if (screenplay_pronoun(tag->words[0], &gender)) {
        span->pronoun = true;
        span->gender = gender;
        span->name = tag->words[0];
        return end;
    }
    return SIZE_MAX;
}

static void add_manner(struct span *span, struct slice manner) {
    size_t used = strlen(span->manner);
    if (!manner.size || used + manner.size + 3 > sizeof span->manner) return;
    snprintf(span->manner + used, sizeof span->manner - used, "%s%.*s", used ? ", " : "",
             (int)manner.size, manner.at);
}

/* Reads "said Meera softly" in the sentence of `text` from `start`; writes the finding into the
 * speech and what of the sentence may be left out into the narration. */
static bool read_saying(struct span *speech, struct span *narration, struct slice text,
                        size_t start) {
    struct tag tag;
    read_tag(&tag, text, start);
    size_t v = 0;
    const struct speech_verb *verb = NULL;
    enum word_gender gender = WORD_NEUTRAL;
    while (v < tag.count && !(verb = saying(tag.words[v], &gender))) v++;
    if (!verb) return false;
    struct span found = {0};
    size_t after = name_forward(&found, &tag, v + 1);
    bool subject_last = after && (v == 0 || is_caseless(tag.words[0]) == false);
    size_t before = SIZE_MAX;
    if (!subject_last || v > 0) {
        struct span back = {0};
        before = name_backward(&back, &tag, v);
        /* "Meera said" is a stronger sign than "said Meera" when both could be: "Meera told
         * Arun" */
        if (before != SIZE_MAX) {
            found = back;
            after = v + 1;
        }
    }
    if (!found.name.size && gender != WORD_NEUTRAL) { /* the verb's own form says he or she */
        found.name = tag.words[v];
        found.pronoun = true;
    }
    if (!found.name.size) return false;
    speech->name = found.name;
    speech->gender = gender != WORD_NEUTRAL ? gender : found.gender;
    speech->pronoun = found.pronoun;
    add_manner(speech, slice_of(verb->manner));
    size_t rest = after > v + 1 ? after : v + 1, first = before == SIZE_MAX ? v : before;
    for (size_t i = first; i < tag.count && i < rest + 2; i++)
        if (screenplay_adverb(tag.words[i]) && !tag.after_pause[i]) {
            add_manner(speech, tag.words[i]);
            if (i >= rest) rest = i + 1;
        }
    /* "to Arun" at the end says whom, not what is seen. */
    if (rest < tag.count && slice_is_folded(tag.words[rest], "to") && tag.count - rest <= 3)
        rest = tag.count;
    while (first > 0 && first <= tag.count && is_quotative(tag.words[first - 1])) first--;
    size_t cut_from = first < tag.count ? (size_t)(tag.words[first].at - text.at) : start;
    narration->cut_start = cut_from;
    narration->cut_end = rest < tag.count ? (size_t)(tag.words[rest].at - text.at) : tag.end;
    narration->subject = found.name;
    return true;
}

/* "米拉轻声说" and "とミーラは言った": no spaces to tell words by. */
static bool read_unspaced_saying(struct span *speech, struct span *narration,
                                 struct slice text) {
    size_t size = 0, used;
    const char *manner = "";
    size_t verb = screenplay_find_unspaced_verb(text, &size, &manner);
    if (verb == SIZE_MAX || !verb) return false;
    struct slice name = {text.at, verb};
    if (slice_starts(name, "と")) name = slice_from(name, 3);
    static const char *const ends[] = {"は", "が", "轻声", "低声", "大声", "笑着", "，", "、"};
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        const char *at = memmem(name.at, name.size, ends[i], strlen(ends[i]));
        if (at && at > name.at) name.size = (size_t)(at - name.at);
    }
    for (size_t i = 0; i < name.size; i += used)
        if (!is_word_code(slice_code(name, i, &used))) return false;
    name = slice_trim(name);
    if (!name.size || slice_columns(name, name.size) > 8) return false;
    speech->name = name;
    speech->pronoun = screenplay_pronoun(name, &speech->gender);
    add_manner(speech, slice_of(manner));
    narration->cut_start = 0;
    narration->cut_end = verb + size;
    narration->subject = name;
    return true;
}

/* Where the last sentence of the narration begins. */
static size_t last_sentence(struct slice text) {
    size_t at = 0, used, budget = 400;
    for (size_t i = text.size; i > 0 && budget--;) {
        uint32_t code = slice_code_before(text, i, &used);
        if (is_sentence_end(code) && i < text.size) {
            at = i;
            break;
        }
        i -= used;
        at = i;
    }
    return at;
}

static void shift_cut(struct span *narration, size_t by) {
    narration->cut_start += by;
    narration->cut_end += by;
}

static void attribute(struct spans *spans, struct slice paragraph) {
    for (size_t i = 0; i < spans->count; i++) {
        struct span *speech = &spans->items[i];
        if (!speech->speech) continue;
        struct span *after = i + 1 < spans->count ? &spans->items[i + 1] : NULL;
        struct span *before = i ? &spans->items[i - 1] : NULL;
        if (after && !after->speech && !after->cut_end) {
            struct slice text = {paragraph.at + after->start, after->size};
            struct slice head = slice_trim_left(text);
            while (head.size && (head.at[0] == ',' || head.at[0] == '-'))
                head = slice_trim_left(slice_from(head, 1));
            if (slice_starts(head, "，")) head = slice_from(head, 3);
            size_t skipped = text.size - head.size;
            if (read_saying(speech, after, head, 0) ||
                read_unspaced_saying(speech, after, head)) {
                shift_cut(after, after->start + skipped);
                continue;
            }
        }
        if (before && !before->speech && !before->cut_end) {
            struct slice text = {paragraph.at + before->start, before->size};
            bool leads = slice_ends(text, ",") || slice_ends(text, ":") ||
                         slice_ends(text, "：") || slice_ends(text, "，");
            size_t from = leads ? last_sentence(text) : 0;
            if (leads && read_saying(speech, before, text, from))
                shift_cut(before, before->start);
            else if (leads && read_unspaced_saying(speech, before, slice_from(text, from)))
                shift_cut(before, before->start + from);
        }
    }
}

/* “so-called” in the middle of a sentence is not speech. */
static void drop_scare_quotes(struct spans *spans, struct slice paragraph) {
    size_t out = 0;
    for (size_t i = 0; i < spans->count; i++) {
        struct span span = spans->items[i];
        if (span.speech && span.quoted && !span.name.size && out) {
            struct slice said = {paragraph.at + span.start, span.size};
            size_t used, words = 1;
            uint32_t last = slice_code_before(said, said.size, &used);
            for (size_t k = 0; k < said.size; k++) words += said.at[k] == ' ';
            struct span *prev = &spans->items[out - 1];
            uint32_t lead = slice_code_before(
                (struct slice){paragraph.at + prev->start, prev->size}, prev->size, &used);
            if (!prev->speech && utf8_is_letter(lead) && words <= 4 && utf8_is_letter(last)) {
                size_t end = span.start + span.size;
                if (i + 1 < spans->count && !spans->items[i + 1].speech) {
                    i++;
                    end = spans->items[i].start + spans->items[i].size;
                    if (spans->items[i].cut_end) {
                        prev->cut_start = spans->items[i].cut_start;
                        prev->cut_end = spans->items[i].cut_end;
                        prev->subject = spans->items[i].subject;
                    }
                } else {
                    uint32_t close = slice_code(paragraph, end, &used);
                    if (close) end += used;
                }
                prev->size = end - prev->start;
                continue;
            }
        }
        spans->items[out++] = span;
    }
    spans->count = out;
}

/* --- dialogue after a dash --- */

static size_t dash_size(struct slice text) {
    if (slice_starts(text, "—") || slice_starts(text, "–") || slice_starts(text, "―")) return 3;
    return slice_starts(text, "- ") || slice_starts(text, "--") ? 2 : 0;
}

/* Adds speech after a dash, without a tag that only a comma parts from it: "Bonjour, dit
 * Marie." */
static void add_dash_speech(struct spans *spans, struct slice text, size_t start, size_t end) {
    struct slice within = {text.at, end}, word, next;
    size_t used;
    for (size_t i = start, step; i < end; i += step) {
        uint32_t code = slice_code(within, i, &step);
        if (code != ',' && code != '?' && code != '!' && code != 0x2026) continue;
        size_t after = i + step, past;
        if (after >= end || within.at[after] != ' ' ||
            !utf8_is_lower(slice_code(within, after + 1, &used)))
            continue;
        if (!screenplay_word(within, after, &word, &past)) break;
        enum word_gender gender;
        if (!saying(word, &gender)) continue;
        bool inverted = memchr(word.at, '-', word.size) != NULL;
        bool named = screenplay_word(within, past, &next, &(size_t){0}) &&
                     (is_capital(next) || screenplay_article(next));
        if (!inverted && !named) continue;
        size_t tag_end = past;
        for (uint32_t c; (c = slice_code(within, tag_end, &used)) && !is_sentence_end(c);)
            tag_end += used;
        tag_end += used;
        add_span(spans, text, start, after, true, false);
        add_span(spans, text, after, tag_end < end ? tag_end : end, false, false);
        start = i = tag_end < end ? tag_end : end;
        step = 0;
    }
    add_span(spans, text, start, end, true, false);
}

/* "—Hola —dijo Ana—. ¿Cómo estás?": dashes part what is said from who says it. */
static void cut_dashes(struct spans *spans, struct slice text) {
    size_t start = dash_size(text), used;
    bool speech = true;
    for (size_t i = start; i < text.size; i += used) {
        slice_code(text, i, &used);
        size_t dash = (text.at[i] == '-' && (!i || text.at[i - 1] != ' '))
                          ? 0
                          : dash_size(slice_from(text, i));
        if (!dash) continue;
        struct slice rest = slice_from(text, i + dash);
        if (rest.size > 160) rest.size = 160; /* who says it stands at once after the dash */
        bool says = false;
        size_t at = 0;
        struct slice word;
        for (int n = 0; n < 4 && !says && screenplay_word(rest, at, &word, &at); n++)
            says = screenplay_speech_verb(word) != NULL;
        if (speech == says) { /* a tag begins after speech; speech goes on after a tag */
            if (speech)
                add_dash_speech(spans, text, start, i);
            else
                add_span(spans, text, start, i, false, false);
            speech = !speech;
            start = i + dash;
        } else if (!speech) {
            add_span(spans, text, start, i, false, false);
            speech = true;
            start = i + dash;
        }
        used = dash;
    }
    /* After a tag's closing dash a stop may stand: "—. ¿Cómo". */
    while (speech && start < text.size && strchr(".,; ", text.at[start])) start++;
    if (speech)
        add_dash_speech(spans, text, start, text.size);
    else
        add_span(spans, text, start, text.size, false, false);
}

void screenplay_spans(struct spans *spans, struct slice paragraph, bool single) {
    spans->count = 0;
    spans->unclosed = false;
    if (dash_size(paragraph))
        cut_dashes(spans, paragraph);
    else
        cut_quotes(spans, paragraph, single);
    attribute(spans, paragraph);
    drop_scare_quotes(spans, paragraph);
}
