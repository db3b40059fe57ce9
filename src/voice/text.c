#include "voice/text.h"

#include <stdbool.h>
#include <string.h>

#include "base/markup.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "voice/order.h"
#include <unictype.h>

/* What an engine is given for one code point. */
enum step {
    STEP_KEEP,  /* the code point itself */
    STEP_SKIP,  /* nothing */
    STEP_SPACE, /* a space */
    STEP_PLAIN, /* the ASCII character in *plain */
    STEP_PAUSE, /* ", " */
    STEP_STOP,  /* ". " */
};

static enum step step_of(uint32_t code, char *plain) {
    switch (code) {
    case 0x2018:
    case 0x2019:
    case 0x201b:
    case 0x02bc:
    case 0x2032:
        *plain = '\'';
        return STEP_PLAIN;
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0x201f:
    case 0x2033:
    case 0xab:
    case 0xbb:
    case '"':
    case '*':
    case '_':
    case '~':
    case '^':
    case '`':
    case '|':
    case '\\':
    case '[':
    case ']':
    case '{':
    case '}':
    case '<':
    case '>':
        return STEP_SPACE;
    case '(':
    case ')':
        return STEP_PAUSE;
    case 0x2010:
    case 0x2011:
        *plain = '-';
        return STEP_PLAIN;
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2e3a:
    case 0x2e3b:
        return STEP_PAUSE;
    case 0x2026:
        return STEP_STOP;
    case 0x200c:
    case 0x200d:
        return STEP_KEEP; /* joiners: part of the spelling in Indic scripts */
    case 0xfffd:
    case 0xfeff:
    case 0x200b:
    case 0x2060:
        return STEP_SKIP;
    default:
        break;
    }
    if (utf8_is_space(code)) return STEP_SPACE;
    if (code < 0x20 || code == 0x7f) return STEP_SPACE;
    if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0x1f1e6 && code <= 0x1faff))
        return STEP_SKIP;
    if (code >= 0x2190 && code <= 0x2bff) return STEP_SPACE; /* arrows, boxes, dingbats */
    if (uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf |
                                                   UC_CATEGORY_MASK_Co | UC_CATEGORY_MASK_Cn))
        return STEP_SKIP;
    if (uc_is_general_category_withtable(code, UC_CATEGORY_MASK_So)) return STEP_SPACE;
    return STEP_KEEP;
}

struct builder {
    struct sentences *out;
    char *text;
    uint32_t *origin;
    size_t size, room;
    bool spoken; /* a letter or digit is in it */
};

static void add_byte(struct builder *b, char byte, uint32_t origin) {
    if (b->size + 1 >= b->room) {
        b->room = b->room ? b->room * 2 : 128;
        b->text = xrealloc(b->text, b->room, 1);
        b->origin = xrealloc(b->origin, b->room, sizeof *b->origin);
    }
    b->text[b->size] = byte;
    b->origin[b->size++] = origin;
}

/* Spaces and commas do not repeat, and none leads. */
static void add_soft(struct builder *b, const char *soft, uint32_t origin) {
    for (; *soft; soft++) {
        char last = b->text && b->size ? b->text[b->size - 1] : ' ';
        if (*soft == ' ' && last == ' ') continue;
        if (*soft == ',') {
            if (!b->spoken) continue;
            if (last == ' ') b->size--;
            last = b->text && b->size ? b->text[b->size - 1] : ' ';
            if (last == ',' || last == '.' || last == '!' || last == '?' || last == ';')
                continue;
        }
        add_byte(b, *soft, origin);
    }
}

static void flush(struct builder *b, int pause_ms) {
    while (b->text && b->size && b->text[b->size - 1] == ' ') b->size--;
    if (b->text && b->size && b->spoken) {
        b->text[b->size] = '\0';
        struct sentence *sentence = list_push(b->out);
        *sentence = (struct sentence){b->text, b->size, b->origin, pause_ms};
        b->text = NULL;
        b->origin = NULL;
        b->room = 0;
    } else if (b->out->count && b->out->items[b->out->count - 1].pause_ms < pause_ms) {
        b->out->items[b->out->count - 1].pause_ms = pause_ms;
    }
    b->size = 0;
    b->spoken = false;
}

static bool is_stop(uint32_t code) {
    switch (code) {
    case '.':
    case '!':
    case '?':
    case 0x3002:
    case 0xff01:
    case 0xff1f:
    case 0x0964:
    case 0x0965:
    case 0x061f:
    case 0x06d4:
    case 0x0589:
    case 0x1362:
    case 0x203c:
    case 0x203d:
    case 0x2026:
        return true;
    default:
        return false;
    }
}

/* "Mr. Rao" and "3.5" and "U.S." go on: a stop ends a sentence when white space and then
 * anything but a lower-case letter follows, and the word before it is not a short title or
 * initial. */
static bool ends_sentence(const struct builder *b, const char *at, const char *end,
                          uint32_t code) {
    if (at == end) return true;
    uint32_t next;
    size_t used = utf8_decode(at, end, &next);
    if (is_stop(next)) return false; /* the last of "?!" or "..." ends it */
    if (code != '.' && code != '!' && code != '?' && code != 0x2026) return true;
    const char *after = at;
    while (after < end && (utf8_is_space(next) || next == '"' || next == '\'' ||
                           next == 0x2019 || next == 0x201d || next == ')')) {
        after += used;
        if (after < end) used = utf8_decode(after, end, &next);
    }
    if (after == at) return false;
    if (after >= end) return true;
    if (utf8_is_lower(next)) return false; /* "Stop!" he said. */
    if (code != '.') return true;
    static const char *const titles[] = {"mr",  "mrs", "ms",  "dr", "st", "prof",
                                         "smt", "sr",  "jr",  "vs", "no", "capt",
                                         "col", "gen", "rev", "hon"};
    size_t last = b->size; /* the stop itself is not in yet */
    size_t first = last;
    while (first > 0 && ((b->text[first - 1] | 32) >= 'a' && (b->text[first - 1] | 32) <= 'z'))
        first--;
    size_t length = last - first;
    if (length == 1 && (first == 0 || b->text[first - 1] == ' ' || b->text[first - 1] == '.') &&
        b->text[first] != 'I' && b->text[first] >= 'A' && b->text[first] <= 'Z')
        return false;
    for (size_t i = 0; i < COUNT_OF(titles); i++)
        if (strlen(titles[i]) == length && strncasecmp(titles[i], b->text + first, length) == 0)
            return false;
    return true;
}

void voice_sentences(const char *line, struct sentences *sentences) {
    *sentences = (struct sentences){0};
    struct builder b = {.out = sentences};
    const char *end = line + strlen(line);
    for (const char *at = line; at < end;) {
        uint32_t code, origin = (uint32_t)(at - line);
        size_t used = utf8_decode(at, end, &code);
        const char *next = at + used;
        if (code == '-' && next < end && *next == '-') { /* a typed dash */
            while (next < end && *next == '-') next++;
            add_soft(&b, ", ", origin);
            at = next;
            continue;
        }
        if (code == ORDER_IPA_OPEN) { /* a told word stays as it is */
            const char *close = strchr(at, ORDER_IPA_CLOSE);
            for (close = close ? close + 1 : end; at < close; at++)
                add_byte(&b, *at, (uint32_t)(at - line));
            b.spoken = true;
            continue;
        }
        char plain = 0;
        bool stop = is_stop(code);
        bool ends = stop && ends_sentence(&b, next, end, code);
        switch (step_of(code, &plain)) {
        case STEP_SKIP:
            break;
        case STEP_SPACE:
            add_soft(&b, " ", origin);
            break;
        case STEP_PAUSE:
            add_soft(&b, ", ", origin);
            break;
        case STEP_PLAIN:
            add_byte(&b, plain, origin);
            break;
        case STEP_STOP:
            add_soft(&b, ends ? "." : ", ", origin);
            break;
        case STEP_KEEP:
            /* "wait...": a run of stops sounds as one */
            if (stop && b.size && b.text[b.size - 1] == (char)code && used == 1) break;
            for (size_t i = 0; i < used; i++) add_byte(&b, at[i], origin + (uint32_t)i);
            if (uc_is_general_category_withtable(code, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N))
                b.spoken = true;
            break;
        }
        at = next;
        bool trails =
            code == 0x2026 || (b.size >= 2 && origin >= 2 && code == '.' && at[-2] == '.');
        if (ends) flush(&b, trails ? 450 : 280);
        /* A sentence too long for one call breaks at a comma when it can, at a space when it
         * must. */
        bool soft =
            code == ',' || code == ';' || code == ':' || code == 0x3001 || code == 0xff0c;
        if (b.size > VOICE_MAX_SENTENCE / 2 && soft && next < end &&
            utf8_is_space((uint32_t)(unsigned char)*next))
            flush(&b, 120);
        else if (b.size > VOICE_MAX_SENTENCE - 8 &&
                 (code == ' ' || code == '\n' || b.size > VOICE_MAX_SENTENCE))
            flush(&b, 30);
    }
    flush(&b, 0);
    if (sentences->count) sentences->items[sentences->count - 1].pause_ms = 0;
    free(b.text);
    free(b.origin);
}

void voice_replace_text(struct sentence *sentence, struct buf *text, uint32_t *origin) {
    free(sentence->text);
    free(sentence->origin);
    sentence->text = xstrdup(text->bytes ? text->bytes : "");
    sentence->size = text->size;
    sentence->origin = origin;
    buf_done(text);
}

void voice_sentences_done(struct sentences *sentences) {
    for (size_t i = 0; i < sentences->count; i++) {
        free(sentences->items[i].text);
        free(sentences->items[i].origin);
    }
    list_done(sentences);
}

void voice_words(const char *line, struct word_spans *spans) {
    *spans = (struct word_spans){0};
    const char *end = line + strlen(line);
    const char *first = NULL, *last = NULL; /* of the letters in the current run */
    bool ssml = markup_is(line), tag = false;
    for (const char *at = line; at <= end;) {
        uint32_t code = ' ';
        size_t used = at < end ? utf8_decode(at, end, &code) : 1;
        tag = (tag || code == '<') && ssml && at < end;
        bool in_tag = tag;
        if (code == '>') tag = false;
        if (at == end || in_tag || utf8_is_space(code) || code == 0x2014 || code == 0x2013) {
            if (first) {
                struct word_span *span = list_push(spans);
                *span = (struct word_span){(uint32_t)(first - line), (uint32_t)(last - first)};
            }
            first = NULL;
        } else if (uc_is_general_category_withtable(
                       code, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N | UC_CATEGORY_MASK_M)) {
            if (!first) first = at;
            last = at + used;
        }
        at += used;
    }
}
