/* From phones to mouths in five passes: every phone its shapes; weak ones take their
 * neighbours'; short ones give way; lips get the time they need to meet; openings follow the
 * voice. */
#include "lipsync/lipsync.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "lipsync/ipa.h"

#define MS (PCM_RATE / 1000)
enum {
    CLOSED_LEAST = 66 * MS, /* two frames at 30 fps: shorter is never seen */
    LABIAL_LEAST = 50 * MS,
    SHAPE_LEAST = 50 * MS,
    PAUSE_LEAST = 80 * MS, /* shorter gaps are closures of the speech */
    HOLD = 60 * MS,        /* the mouth closes slowly into a pause */
    PIECE = 60 * MS,       /* openings are set anew this often */
    STEP = 5 * MS,
};

struct target {
    struct shape shape;
    int64_t start, end;
    bool stressed;
};
struct targets {
    struct target *items;
    size_t count, room;
};

const char *mouth_name(enum mouth mouth) {
    static const char *const names[MOUTH_COUNT] = {"Neutral", "Ah", "D", "Ee", "F",  "L",
                                                   "M",       "Oh", "R", "S",  "Uh", "W-Oo"};
    return mouth >= 0 && mouth < MOUTH_COUNT ? names[mouth] : names[MOUTH_NEUTRAL];
}

void mouth_track_done(struct mouth_track *track) {
    free(track->cues);
    *track = (struct mouth_track){0};
}

static void add_targets(const struct speech *speech, struct targets *targets) {
    for (size_t i = 0; i < speech->phone_count; i++) {
        const struct phone *phone = &speech->phones[i];
        struct shape shapes[IPA_MAX_SHAPES];
        double shares[IPA_MAX_SHAPES], passed = 0;
        size_t count = ipa_shapes(phone->ipa, shapes, shares);
        for (size_t k = 0; k < count; k++) {
            int64_t length = phone->end - phone->start;
            struct target *target = list_push(targets);
            target->shape = shapes[k];
            target->stressed = phone->stressed && shapes[k].kind == SHAPE_VOWEL;
            target->start = phone->start + (int64_t)(passed * (double)length);
            passed += shares[k];
            target->end =
                k + 1 == count ? phone->end : phone->start + (int64_t)(passed * (double)length);
        }
    }
}

/* Short gaps are no pause: the lips stay on their way. */
static void bridge_gaps(struct targets *targets) {
    for (size_t i = 1; i + 1 < targets->count; i++) {
        struct target *target = &targets->items[i];
        if (target->shape.kind == SHAPE_REST && target->end - target->start < PAUSE_LEAST)
            target->shape = (struct shape){MOUTH_UH, SHAPE_WEAK, .15f};
    }
}

static const struct target *vowel_near(const struct targets *targets, size_t from, int step) {
    size_t at = from;
    for (int hops = 0; hops < 3; hops++) {
        if ((step < 0 && at == 0) || (step > 0 && at + 1 >= targets->count)) return NULL;
        at = step < 0 ? at - 1 : at + 1;
        const struct target *target = &targets->items[at];
        if (target->shape.kind == SHAPE_VOWEL) return target;
        if (target->shape.kind == SHAPE_REST || target->shape.kind >= SHAPE_LABIAL) return NULL;
    }
    return NULL;
}

/* What the tongue makes behind the teeth takes the lips of the vowel to come, else of the one
 * gone, with less opening; alveolars that last are shown. */
static void lend_vowels(struct targets *targets) {
    for (size_t i = 0; i < targets->count; i++) {
        struct target *target = &targets->items[i];
        if (target->shape.kind != SHAPE_WEAK) continue;
        const struct target *next = vowel_near(targets, i, 1),
                            *last = vowel_near(targets, i, -1);
        const struct target *lender = next ? next : last;
        bool shown = target->shape.mouth == MOUTH_D && target->end - target->start >= 85 * MS;
        if (shown || !lender) continue;
        target->shape.mouth = lender->shape.mouth;
        float less = lender->shape.opening * .62f;
        target->shape.opening = less < target->shape.opening ? less : target->shape.opening;
    }
}

static void drop_empty(struct targets *targets) {
    size_t kept = 0;
    for (size_t i = 0; i < targets->count; i++)
        if (targets->items[i].end > targets->items[i].start)
            targets->items[kept++] = targets->items[i];
    targets->count = kept;
}

/* Shapes that nobody would see are left out: the stronger neighbour gets their time. */
static void drop_short(struct targets *targets) {
    for (size_t i = 0; i < targets->count; i++) {
        struct target *target = &targets->items[i];
        enum shape_kind kind = target->shape.kind;
        if (target->end - target->start >= SHAPE_LEAST || kind >= SHAPE_LABIAL ||
            kind == SHAPE_REST)
            continue;
        struct target *last = i ? target - 1 : NULL;
        struct target *next = i + 1 < targets->count ? target + 1 : NULL;
        bool last_can =
            last && last->shape.kind != SHAPE_REST && last->shape.kind < SHAPE_LABIAL;
        bool next_can =
            next && next->shape.kind != SHAPE_REST && next->shape.kind < SHAPE_LABIAL;
        /* A vowel gives way only to a vowel: it is what the ear expects to see. */
        if (kind == SHAPE_VOWEL) {
            last_can = last_can && last->shape.kind == SHAPE_VOWEL;
            next_can = next_can && next->shape.kind == SHAPE_VOWEL;
        }
        if (last_can && next_can)
            last_can = last->shape.kind > next->shape.kind ||
                       (last->shape.kind == next->shape.kind &&
                        last->end - last->start < next->end - next->start);
        if (last_can)
            last->end = target->end;
        else if (next_can)
            next->start = target->start;
        else
            continue;
        target->start = target->end;
        if (last_can) /* so that the next round sees the longer one as its neighbour */
            *target = *last, last->start = last->end = target->start;
    }
    drop_empty(targets);
}

/* Takes time for shape i from its neighbours, more from the one before: lips are closed before
 * the sound is heard. Other lips keep what they need themselves. */
static int64_t spare(const struct target *target) {
    int64_t length = target->end - target->start;
    int64_t least = target->shape.kind == SHAPE_CLOSED   ? CLOSED_LEAST
                    : target->shape.kind == SHAPE_LABIAL ? LABIAL_LEAST
                    : target->shape.kind == SHAPE_REST   ? 0
                                                         : 22 * MS;
    return length > least ? length - least : 0;
}

static void meet_lips(struct targets *targets) {
    for (size_t i = 0; i < targets->count; i++) {
        struct target *target = &targets->items[i];
        int64_t least = target->shape.kind == SHAPE_CLOSED   ? CLOSED_LEAST
                        : target->shape.kind == SHAPE_LABIAL ? LABIAL_LEAST
                                                             : 0;
        int64_t wanted = least - (target->end - target->start);
        if (wanted <= 0) continue;
        struct target *last = i ? target - 1 : NULL;
        struct target *next = i + 1 < targets->count ? target + 1 : NULL;
        int64_t before = last ? spare(last) : 0, after = next ? spare(next) : 0;
        int64_t first = wanted * 6 / 10 < before ? wanted * 6 / 10 : before;
        int64_t second = wanted - first < after ? wanted - first : after;
        first +=
            wanted - first - second < before - first ? wanted - first - second : before - first;
        if (last) last->end = target->start -= first;
        if (next) next->start = target->end += second;
    }
    drop_empty(targets);
}

/* The loudness that the mouth follows: RMS in 5 ms steps, rising in 15 ms, falling in 70,
 * against the line's own loud parts. */
static float *loudness(const struct speech *speech, size_t *count) {
    size_t n = (size_t)(speech->sound.frames / STEP + 1);
    float *levels = xcalloc(n + 1, sizeof *levels);
    double held = 0, sum = 0;
    size_t loud = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t from = (int64_t)i * STEP - STEP, to = from + 3 * STEP;
        double power = 0;
        for (int64_t k = from < 0 ? 0 : from; k < to && k < speech->sound.frames; k++)
            power += (double)speech->sound.samples[k] * speech->sound.samples[k];
        double level = sqrt(power / (3 * STEP));
        held += (level - held) * (level > held ? 0.55 : 0.13);
        levels[i] = (float)held;
        if (level > 0.01) sum += level, loud++;
    }
    double mean = loud ? sum / (double)loud : 1;
    for (size_t i = 0; i < n; i++) {
        double relative = levels[i] / (1.5 * mean);
        levels[i] = (float)(relative <= 0 ? 0 : pow(relative, 0.85));
    }
    *count = n;
    return levels;
}

static float opening_of(const struct target *target, const float *levels, size_t count,
                        int64_t start, int64_t end) {
    if (target->shape.kind == SHAPE_REST || target->shape.kind == SHAPE_CLOSED) return 0;
    size_t from = (size_t)(start / STEP), to = (size_t)(end / STEP);
    double sum = 0;
    size_t n = 0;
    for (size_t i = from; i <= to && i < count; i++) sum += levels[i], n++;
    double loud = n ? sum / (double)n : 0;
    /* Sibilants are loud with the teeth together: they keep their small opening. */
    if (target->shape.kind == SHAPE_PLAIN || target->shape.kind == SHAPE_LABIAL)
        loud = 0.6 + 0.4 * fmin(loud, 1);
    double opening =
        target->shape.opening * (0.12 + 0.88 * loud) * (target->stressed ? 1.15 : 1);
    return (float)fmin(fmax(opening, 0.03), 1);
}

static void add_cues(const struct targets *targets, const float *levels, size_t level_count,
                     struct mouth_track *track) {
    struct {
        struct mouth_cue *items;
        size_t count, room;
    } cues = {0};
    for (size_t i = 0; i < targets->count; i++) {
        const struct target *target = &targets->items[i];
        int64_t at = target->start;
        const struct mouth_cue *last = cues.count ? &cues.items[cues.count - 1] : NULL;
        if (target->shape.kind == SHAPE_REST && last && last->opening > .05f) {
            /* half open for a moment: a mouth that snaps shut at every comma chatters */
            int64_t end = at + HOLD < target->end ? at + HOLD : target->end;
            struct mouth_cue hold = {last->mouth, at, end, last->opening * .35f};
            *list_push(&cues) = hold;
            at = end;
        }
        int64_t pieces = target->shape.kind == SHAPE_VOWEL ? (target->end - at) / PIECE : 1;
        if (pieces < 1) pieces = 1;
        for (int64_t k = 0; k < pieces && at < target->end; k++) {
            int64_t end = k + 1 == pieces ? target->end : at + PIECE;
            struct mouth_cue *cue = list_push(&cues);
            *cue = (struct mouth_cue){target->shape.mouth, at, end,
                                      opening_of(target, levels, level_count, at, end)};
            at = end;
        }
    }
    track->cues = cues.items;
    track->count = cues.count;
}

void lipsync_from_speech(const struct speech *speech, struct mouth_track *track) {
    *track = (struct mouth_track){0};
    if (speech->sound.frames <= 0) return;
    struct targets targets = {0};
    add_targets(speech, &targets);
    if (targets.count == 0) {
        struct target *rest = list_push(&targets);
        rest->end = speech->sound.frames;
    }
    drop_empty(&targets);
    bridge_gaps(&targets);
    lend_vowels(&targets);
    drop_short(&targets);
    meet_lips(&targets);
    size_t count;
    AUTO_FREE float *levels = loudness(speech, &count);
    add_cues(&targets, levels, count, track);
    list_done(&targets);
}
