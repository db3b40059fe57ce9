/* A paragraph of action cut into beats: what one shot tells. Sentences of the same doers belong
 * together; what nobody does belongs to what was done before it, or sets the place. */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "storyboard/coverage.h"

/* Characters a second at which a picture of nobody is told, and at which doings are: a picture
 * says at once what takes long to read. */
static const double reading_rate = 17, doing_rate = 34;
enum { LONG_BEAT = 130, SHORT_PLACE = 48 /* bytes */ };

/* Characters to read; those of scripts without an alphabet hold about as much as two and a
 * half. */
static double reading_length(const char *text, size_t size) {
    double length = 0;
    for (const char *end = text + size; text < end;) {
        uint32_t code;
        text += utf8_decode(text, end, &code);
        bool dense = (code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff) ||
                     (code >= 0xac00 && code <= 0xd7a3);
        length += dense ? 2.5 : 1;
    }
    return length;
}

static bool ends_sentence(uint32_t code) {
    return code == '.' || code == '!' || code == '?' || code == 0x2026 || code == 0x964 ||
           code == 0x3002 || code == 0xff01 || code == 0xff1f || code == 0x61f;
}

/* Bytes of the first sentence with the space behind it. A stop behind one letter is of a name
 * ("J. Rao"). */
static size_t sentence_size(const char *text) {
    const char *at = text, *end = text + strlen(text);
    size_t letters = 0;
    while (at < end) {
        uint32_t code, next = ' ';
        at += utf8_decode(at, end, &code);
        if (at < end) utf8_decode(at, end, &next);
        bool dense = code == 0x3002 || code == 0xff01 || code == 0xff1f;
        bool stop = ends_sentence(code) && (dense || utf8_is_space(next)) &&
                    !(code == '.' && letters == 1);
        letters = utf8_is_letter(code) ? letters + 1 : 0;
        if (!stop) continue;
        while (at < end && utf8_is_space((unsigned char)*at)) at++;
        break;
    }
    return (size_t)(at - text);
}

static bool same_doers(const struct action *a, size_t a_count, const struct action *b,
                       size_t b_count) {
    for (size_t i = 0; i < a_count; i++)
        for (size_t k = 0; k < b_count; k++)
            if (a[i].character == b[k].character) return true;
    return false;
}

/* Done while doing something else: it takes little time of its own. */
static bool goes_along(enum act act) {
    return act == ACT_SMILE || act == ACT_LAUGH || act == ACT_WAVE || act == ACT_NOD ||
           act == ACT_SIGH || act == ACT_LOOK || act == ACT_TURN || act == ACT_HOLD;
}

/* What the slowest of them needs, one thing flowing into the next. */
static double doing_seconds(const struct beat *beat) {
    double longest = 0;
    for (size_t i = 0; i < beat->count; i++) {
        double seconds = 0;
        for (size_t k = 0; k < beat->count; k++)
            if (beat->actions[k].character == beat->actions[i].character) {
                enum act act = beat->actions[k].act;
                double share = seconds <= 0 ? 1 : goes_along(act) ? 0.55 : 0.85;
                seconds += share * storyboard_act_seconds(act);
            }
        longest = fmax(longest, seconds);
    }
    return longest + 0.5;
}

static void measure(struct beat *beat) {
    double length = reading_length(beat->text, beat->size);
    if (!beat->count)
        beat->seconds = fmin(fmax(length / reading_rate, 1.5), 4.6);
    else
        beat->seconds = fmin(fmax(fmax(doing_seconds(beat), length / doing_rate), 1.7), 6);
}

/* Does this sentence go on with the beat? */
static bool goes_on(const struct beat *beat, const struct beat *sentence) {
    if (beat->size + sentence->size > LONG_BEAT &&
        (!beat->count || !sentence->count || beat->count + sentence->count > 4))
        return false;
    if (!sentence->count) return true;
    /* The place first, then who does what; "Night. Meera sleeps." is one picture. */
    if (!beat->count) return beat->size <= SHORT_PLACE;
    return same_doers(beat->actions, beat->count, sentence->actions, sentence->count);
}

size_t storyboard_beats(const char *text, const struct action *actions, size_t count,
                        struct beat beats[STORYBOARD_BEATS]) {
    size_t total = strlen(text), at = 0, done = 0, n = 0;
    while (at < total) {
        size_t size = sentence_size(text + at), first = done;
        double until = (double)(at + size) / (double)total;
        while (done < count && (actions[done].at < until || at + size >= total)) done++;
        struct beat sentence = {.actions = actions ? actions + first : NULL,
                                .count = done - first,
                                .from = (double)at / (double)total,
                                .until = until,
                                .text = text + at,
                                .size = size};
        struct beat *last = n ? &beats[n - 1] : NULL;
        if (last && (n == STORYBOARD_BEATS || goes_on(last, &sentence))) {
            last->count += sentence.count;
            last->size += size;
            last->until = until;
        } else {
            beats[n++] = sentence;
        }
        at += size;
    }
    if (!n)
        beats[n++] = (struct beat){
            .actions = actions, .count = count, .until = 1, .text = text, .size = 0};
    for (size_t i = 0; i < n; i++) measure(&beats[i]);
    return n;
}
