#include "voice/ssml.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/markup.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "voice/order.h"

enum { NAME_SIZE = 32, VALUE_SIZE = 200 };

struct way {
    double rate, semitones, gain_db;
    bool spell; /* letter by letter */
    bool drop;  /* the text of <sub>: its alias is said */
    bool told;  /* a <phoneme> is open */
    char element[NAME_SIZE];
};

struct reading {
    struct ssml *out;
    const char *start, *end;
    struct way ways[SSML_MAX_DEPTH];
    int depth; /* of the innermost */
    int too_deep;
    struct ssml_run *run; /* the open one; NULL: none */
    size_t room;
};

void ssml_done(struct ssml *ssml) {
    for (size_t i = 0; i < ssml->count; i++) {
        free(ssml->runs[i].text);
        free(ssml->runs[i].origin);
    }
    free(ssml->runs);
    *ssml = (struct ssml){0};
}

/* ---- what is said ---- */

static void open_run(struct reading *in) {
    struct ssml *out = in->out;
    if (in->run || out->count >= SSML_MAX_RUNS) return;
    if (out->count == out->room)
        out->runs = list_grow(out->runs, &out->room, sizeof *out->runs);
    const struct way *way = &in->ways[in->depth];
    in->run = &out->runs[out->count++];
    *in->run = (struct ssml_run){
        .rate = way->rate, .semitones = way->semitones, .gain_db = way->gain_db};
    in->room = 0;
}

static void close_run(struct reading *in) {
    in->run = NULL;
}

static void put(struct reading *in, char byte, size_t origin) {
    open_run(in);
    struct ssml_run *run = in->run;
    if (!run) return;
    if (run->size + 1 >= in->room) {
        in->room = in->room ? in->room * 2 : 64;
        run->text = xrealloc(run->text, in->room, 1);
        run->origin = xrealloc(run->origin, in->room, sizeof *run->origin);
    }
    run->text[run->size] = byte;
    run->origin[run->size++] = (uint32_t)origin;
    run->text[run->size] = '\0';
}

static void put_text(struct reading *in, const char *text, size_t origin) {
    for (; *text; text++) put(in, *text, origin);
}

static void add_break(struct reading *in, int ms) {
    struct ssml *out = in->out;
    close_run(in);
    if (!out->count) return; /* nothing to be silent after */
    int *total = &out->runs[out->count - 1].break_ms;
    *total = *total + ms > SSML_MAX_BREAK_MS ? SSML_MAX_BREAK_MS : *total + ms;
}

static void say(struct reading *in, const char *at, size_t size) {
    const struct way *way = &in->ways[in->depth];
    size_t origin = (size_t)(at - in->start);
    if (way->drop) return;
    bool control = size == 1 && (unsigned char)*at < ' ' && *at != '\n' && *at != '\t';
    if (control) return;
    for (size_t i = 0; i < size; i++) put(in, at[i], origin + i);
    if (way->spell && !(size == 1 && *at == ' ')) put(in, ' ', origin);
}

/* ---- attributes ---- */

static bool attribute(const char *tag, const char *end, const char *name,
                      char value[static VALUE_SIZE]) {
    size_t size = strlen(name);
    for (const char *at = tag; at + size + 2 < end; at++) {
        if ((at[-1] != ' ' && at[-1] != '\n' && at[-1] != '\t') || strncmp(at, name, size) != 0)
            continue;
        const char *from = at + size;
        while (from < end && *from == ' ') from++;
        if (from >= end || *from++ != '=') continue;
        while (from < end && *from == ' ') from++;
        if (from >= end || (*from != '"' && *from != '\'')) continue;
        const char *close = memchr(from + 1, *from, (size_t)(end - from - 1));
        if (!close || close - from - 1 >= VALUE_SIZE) return false;
        snprintf(value, VALUE_SIZE, "%.*s", (int)(close - from - 1), from + 1);
        return true;
    }
    return false;
}

struct level {
    const char *name;
    double value;
};

static double level_of(const struct level *levels, size_t count, const char *name,
                       double other) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(levels[i].name, name) == 0) return levels[i].value;
    return other;
}

/* "300ms": the number, and what stands behind it. False: there is no number. */
static bool quantity(const char *value, double *number, const char **unit) {
    char *end;
    *number = strtod(value, &end);
    *unit = end;
    return end != value && isfinite(*number);
}

static double bounded(double value, double low, double high, double otherwise) {
    return value >= low && value <= high ? value
           : value < low                 ? low
           : value > high                ? high
                                         : otherwise;
}

static double rate_of(const char *value) {
    static const struct level levels[] = {{"x-slow", 0.6}, {"slow", 0.8},   {"medium", 1},
                                          {"fast", 1.2},   {"x-fast", 1.5}, {"default", 1}};
    double number = 0;
    const char *unit;
    if (!quantity(value, &number, &unit))
        number = 0;
    else if (*unit == '%')
        number = value[0] == '+' || value[0] == '-' ? 1 + number / 100 : number / 100;
    return number > 0 ? bounded(number, 0.5, 2, 1)
                      : level_of(levels, COUNT_OF(levels), value, 1);
}

static double semitones_of(const char *value) {
    static const struct level levels[] = {{"x-low", -5}, {"low", -2.5}, {"medium", 0},
                                          {"high", 2.5}, {"x-high", 5}, {"default", 0}};
    double number = 0;
    const char *unit;
    if (quantity(value, &number, &unit)) {
        if (strcmp(unit, "st") == 0) return bounded(number, -12, 12, 0);
        if (strcmp(unit, "%") == 0 && number > -90)
            return bounded(12 * log2(1 + number / 100), -12, 12, 0);
        return 0;
    }
    return level_of(levels, COUNT_OF(levels), value, 0);
}

static double gain_of(const char *value) {
    static const struct level levels[] = {{"silent", -60}, {"x-soft", -12}, {"soft", -6},
                                          {"medium", 0},   {"loud", 4},     {"x-loud", 7},
                                          {"default", 0}};
    double number = 0;
    const char *unit;
    if (quantity(value, &number, &unit) && strcasecmp(unit, "dB") == 0)
        return bounded(number, -60, 12, 0);
    return level_of(levels, COUNT_OF(levels), value, 0);
}

static int break_of(const char *tag, const char *end) {
    static const struct level levels[] = {{"none", 0},     {"x-weak", 100}, {"weak", 200},
                                          {"medium", 400}, {"strong", 700}, {"x-strong", 1200}};
    char value[VALUE_SIZE];
    const char *unit;
    double number = 0;
    if (attribute(tag, end, "time", value) && quantity(value, &number, &unit)) {
        if (strcmp(unit, "s") == 0) number *= 1000;
        return (int)bounded(number, 0, SSML_MAX_BREAK_MS, 0);
    }
    if (!attribute(tag, end, "strength", value)) return 400;
    return (int)level_of(levels, COUNT_OF(levels), value, 400);
}

/* ---- elements ---- */

static void shape(struct reading *in, struct way *way, const char *tag, const char *end) {
    char value[VALUE_SIZE];
    size_t origin = (size_t)(tag - in->start);
    if (strcmp(way->element, "prosody") == 0) {
        if (attribute(tag, end, "rate", value)) way->rate *= rate_of(value);
        if (attribute(tag, end, "pitch", value)) way->semitones += semitones_of(value);
        if (attribute(tag, end, "volume", value)) way->gain_db += gain_of(value);
        way->rate = bounded(way->rate, 0.5, 2, 1);
        way->semitones = bounded(way->semitones, -12, 12, 0);
        way->gain_db = bounded(way->gain_db, -60, 12, 0);
    } else if (strcmp(way->element, "emphasis") == 0) {
        if (!attribute(tag, end, "level", value)) snprintf(value, sizeof value, "moderate");
        bool strong = strcmp(value, "strong") == 0, less = strcmp(value, "reduced") == 0;
        if (strcmp(value, "none") == 0) return;
        way->rate *= less ? 1.1 : strong ? 0.85 : 0.92;
        way->semitones += less ? -0.7 : strong ? 1.6 : 0.8;
        way->gain_db += less ? -2 : strong ? 3 : 1.5;
    } else if (strcmp(way->element, "say-as") == 0) {
        if (!attribute(tag, end, "interpret-as", value)) return;
        way->spell = strcmp(value, "characters") == 0 || strcmp(value, "spell-out") == 0 ||
                     strcmp(value, "digits") == 0 || strcmp(value, "verbatim") == 0;
    } else if (strcmp(way->element, "sub") == 0) {
        if (way->drop || !attribute(tag, end, "alias", value)) return;
        put_text(in, value, origin);
        way->drop = true;
    } else if (strcmp(way->element, "phoneme") == 0) {
        bool ipa = !attribute(tag, end, "alphabet", value) || strcmp(value, "ipa") == 0;
        if (way->told || way->drop || !ipa || !attribute(tag, end, "ph", value) || !value[0])
            return;
        put(in, ORDER_IPA_OPEN, origin);
        put_text(in, value, origin);
        put(in, ORDER_IPA_MID, origin);
        way->told = true;
    }
}

static bool moves(const struct way *a, const struct way *b) {
    return a->rate != b->rate || a->semitones != b->semitones || a->gain_db != b->gain_db;
}

static void open_element(struct reading *in, const char *name, const char *tag,
                         const char *end) {
    if (in->depth + 1 >= SSML_MAX_DEPTH) {
        in->too_deep++;
        return;
    }
    const struct way *outer = &in->ways[in->depth];
    struct way *way = &in->ways[++in->depth];
    *way = *outer;
    snprintf(way->element, sizeof way->element, "%s", name);
    shape(in, way, tag, end);
    if (moves(outer, way) && !way->told) close_run(in);
}

static void close_element(struct reading *in, const char *name, size_t origin) {
    if (in->too_deep) {
        in->too_deep--;
        return;
    }
    if (in->depth == 0 || strcmp(in->ways[in->depth].element, name) != 0) return;
    const struct way *way = &in->ways[in->depth--], *outer = &in->ways[in->depth];
    if (way->told && !outer->told) put(in, ORDER_IPA_CLOSE, origin);
    if (moves(outer, way) && !outer->told) close_run(in);
    if (strcmp(name, "s") == 0) add_break(in, 200);
    if (strcmp(name, "p") == 0) add_break(in, 500);
}

/* `tag` is what stands between the brackets. */
static void read_tag(struct reading *in, const char *tag, const char *end) {
    char name[NAME_SIZE];
    bool closes = tag<end && * tag == '/', empty = end> tag && end[-1] == '/';
    const char *from = tag + closes;
    size_t size = 0;
    while (from + size < end && strchr("abcdefghijklmnopqrstuvwxyz-", from[size])) size++;
    if (size == 0 || size >= sizeof name) return;
    snprintf(name, sizeof name, "%.*s", (int)size, from);
    if (closes) {
        close_element(in, name, (size_t)(tag - in->start));
    } else if (strcmp(name, "break") == 0) {
        if (!in->ways[in->depth].told) add_break(in, break_of(from + size + 1, end));
    } else if (!empty) {
        open_element(in, name, from + size + 1, end);
    }
}

void ssml_read(const char *text, struct ssml *ssml) {
    *ssml = (struct ssml){0};
    struct reading in = {.out = ssml, .start = text, .end = text + strlen(text)};
    in.ways[0].rate = 1;
    for (const char *at = text; at < in.end;) {
        char plain[5];
        if (*at == '<') {
            bool remark = strncmp(at, "<!--", 4) == 0;
            const char *close =
                remark ? strstr(at, "-->") : memchr(at, '>', (size_t)(in.end - at));
            if (!close) break;
            if (!remark) read_tag(&in, at + 1, close);
            at = close + (remark ? 3 : 1);
            continue;
        }
        size_t used = *at == '&' ? markup_entity(at, in.end, plain) : 0;
        if (used) {
            if (!in.ways[in.depth].drop) put_text(&in, plain, (size_t)(at - text));
            at += used;
            continue;
        }
        uint32_t code;
        used = utf8_decode(at, in.end, &code);
        say(&in, at, used);
        at += used;
    }
    while (in.depth > 0) { /* what was never closed */
        if (in.ways[in.depth].told && !in.ways[in.depth - 1].told)
            put(&in, ORDER_IPA_CLOSE, strlen(text) - 1);
        in.depth--;
    }
}

char *ssml_shown(const char *text, uint32_t *places) {
    char *shown = xstrdup(text), name[5] = "";
    bool ssml = markup_is(text);
    const char *end = text + strlen(text);
    size_t made = 0;
    for (const char *at = text; at < end;) {
        size_t used = 1, from = made;
        size_t spelled = ssml && *at == '&' ? markup_entity(at, end, name) : 0;
        if (ssml && *at == '<') {
            used = markup_tag(at, end);
        } else if (spelled) {
            used = spelled;
            memcpy(shown + made, name, strlen(name)); /* shorter than what stands for it */
            made += strlen(name);
        } else {
            shown[made++] = *at;
        }
        for (size_t i = 0; places && i < used; i++)
            places[at - text + (ptrdiff_t)i] = (uint32_t)from;
        at += used;
    }
    shown[made] = '\0';
    if (places) places[end - text] = (uint32_t)made;
    return shown;
}
