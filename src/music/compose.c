/* Puts a score together: style, plan, theme, harmony, then each part; sorted and cut to length.
 */
#include <math.h>

#include "music/sketch.h"

bool sketch_plays(const struct sketch *sketch, enum role role) {
    return sketch->style.programs[role] >= 0;
}

double sketch_scene(const struct sketch *sketch, const float *points, double beat,
                    double otherwise) {
    int count =
        sketch->order->point_count < CUE_POINTS ? sketch->order->point_count : CUE_POINTS;
    if (count < 2) return count ? points[0] : otherwise;
    double part =
        (double)plan_sample(&sketch->plan, beat) / (double)fmax(1, (double)sketch->plan.length);
    double at = fmin(fmax(part, 0), 1) * (count - 1);
    int from = (int)fmin(at, count - 2);
    return points[from] + (points[from + 1] - points[from]) * (at - from);
}

double sketch_intensity(const struct sketch *sketch, double beat) {
    const struct plan *plan = &sketch->plan;
    double total = fmax(plan->bars * plan->beats, 1), at = fmin(fmax(beat / total, 0), 1);
    static const double base[] = {
        [SECTION_INTRO] = 0.25,    [SECTION_STATE] = 0.45,   [SECTION_ANSWER] = 0.55,
        [SECTION_FRAGMENT] = 0.35, [SECTION_BREATHE] = 0.28, [SECTION_DEVELOP] = 0.65,
        [SECTION_CLIMAX] = 0.95,   [SECTION_CLOSE] = 0.5,
    };
    const struct section *section = plan_section(plan, (int)(beat / plan->beats));
    double here = section ? base[section->kind] : 0.5;
    /* an arch over the cue with its top at two thirds, and a small one over each phrase */
    double arch = at < 0.67 ? at / 0.67 : 1 - (at - 0.67) / 0.33 * 0.8;
    double phrase = 0;
    if (section) {
        double in = (beat / plan->beats - section->bar) / section->bars;
        phrase = sin(M_PI * fmin(fmax(in, 0), 1));
        if (section->kind == SECTION_DEVELOP) phrase = in;
        if (section->kind == SECTION_CLOSE && !sketch->order->closing) here -= 0.15 * in;
    }
    double value =
        0.55 * here + 0.2 * arch + 0.12 * phrase + 0.2 * (sketch->order->strength - 0.5);
    value += 0.45 * (sketch_scene(sketch, sketch->order->energy, beat, 0.5) - 0.5);
    return fmin(fmax(value + 0.08, 0.05), 1);
}

/* NULL when it would fall outside the cue. Notes are cut where the final fade begins. */
struct note *sketch_note(struct sketch *sketch, enum role role, double beat, double beats,
                         int key, double velocity) {
    const struct plan *plan = &sketch->plan;
    if (key < 0 || key > 127 || beats <= 0) return NULL;
    int64_t start = plan_sample(plan, beat), end = plan_sample(plan, beat + beats);
    if (start >= plan->length || end <= start) return NULL;
    struct note *note = list_push(&sketch->notes);
    /* loudness falls with the square of velocity: soft parts must not vanish */
    for (int i = 0; i < plan->hit_count; i++)
        if (fabs(beat - plan->hits[i]) < 1e-6) velocity += 16;
    double loud = (34 + 0.6 * velocity) * (0.82 + 0.25 * sketch->style.loudness);
    *note = (struct note){
        .start = start,
        .length = end - start,
        .channel = (uint8_t)role,
        .key = (uint8_t)key,
        .velocity = (uint8_t)fmin(fmax(loud, 8), 104),
    };
    return note;
}

void sketch_control(struct sketch *sketch, int channel, double beat, int controller,
                    double value) {
    int64_t start = plan_sample(&sketch->plan, beat);
    if (start >= sketch->plan.length) return;
    struct note *note = list_push(&sketch->notes);
    *note = (struct note){
        .start = start,
        .channel = (uint8_t)channel,
        .controller = (uint8_t)controller,
        .velocity = (uint8_t)fmin(fmax(value, 0), 127),
    };
}

/* By time; at one time controllers first, then by channel and key, so that the order is one. */
static int by_start(const void *left, const void *right) {
    const struct note *a = left, *b = right;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    if (!a->controller != !b->controller) return a->controller ? -1 : 1;
    if (a->channel != b->channel) return a->channel < b->channel ? -1 : 1;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    if (a->length != b->length) return a->length < b->length ? -1 : 1;
    return (a->velocity > b->velocity) - (a->velocity < b->velocity);
}

/* What a program needs to be as loud as a violin at the same velocity, in dB: measured on
 * FluidR3, loudest 400 ms of single notes in the range each is used in. */
static double trim_db(int program) {
    static const struct {
        int program;
        double db;
    } trims[] = {
        {0, 4},   {9, 2},    {11, 5},  {14, 1},  {15, 6},  {24, 1},  {43, 2},
        {46, 1},  {47, 5},   {49, -2}, {60, -3}, {68, -3}, {70, -2}, {71, -3},
        {73, -1}, {75, -2},  {77, -3}, {92, -3}, {104, 4}, {106, 8}, {107, 5},
        {108, 7}, {111, -1}, {112, 3}, {117, 2},
    };
    for (size_t i = 0; i < COUNT_OF(trims); i++)
        if (trims[i].program == program) return trims[i].db;
    return 0;
}

/* Seats and balance: strings left to right as in an orchestra, lead near the middle. */
static void seat(const struct sketch *sketch, struct score *score) {
    static const float pans[ROLE_COUNT] = {-0.12f, 0.3f, 0, -0.35f, 0.22f, 0.45f, 0.05f, 0.25f};
    static const double gains[ROLE_COUNT] = {1, 0.66, 0.5, 0.62, 0.6, 0.45, 0.55, 0.7};
    double top = 1;
    for (int i = 0; i < ROLE_COUNT; i++) {
        int program = sketch->style.programs[i];
        score->programs[i] = (uint8_t)(program < 0 ? 0 : program);
        score->pans[i] = pans[i];
        score->gains[i] = program < 0 ? 0 : (float)(gains[i] * pow(10, trim_db(program) / 20));
        top = fmax(top, score->gains[i]);
    }
    score->gains[CHANNEL_PERCUSSION] = 1;
    score->pans[CHANNEL_PERCUSSION] = 0.12f;
    for (int i = 0; i < 16; i++) score->gains[i] /= (float)top;
}

/* Whatever moment of the picture is hit, something is heard there. */
static void mark_hits(struct sketch *sketch) {
    static const enum role roles[] = {ROLE_FIGURE, ROLE_BASS, ROLE_PAD, ROLE_SECOND, ROLE_LEAD};
    const struct plan *plan = &sketch->plan;
    for (int i = 0; i < plan->hit_count; i++) {
        const struct chord *chord = sketch_chord(sketch, plan->hits[i]);
        size_t role = 0;
        while (role + 1 < COUNT_OF(roles) && !sketch_plays(sketch, roles[role])) role++;
        for (int v = 0; v < chord->key_count; v++)
            if (roles[role] != ROLE_BASS || v == 0)
                sketch_note(sketch, roles[role], plan->hits[i], 1, chord->keys[v], 58);
    }
}

/* A key struck again ends its note before: two that overlap would be let go together. */
static void cut_overlaps(struct note *notes, size_t count) {
    struct note *sounding[16][128] = {{NULL}};
    for (size_t i = 0; i < count; i++) {
        struct note *note = &notes[i];
        if (note->controller) continue;
        struct note *before = sounding[note->channel][note->key];
        if (before && before->start + before->length > note->start)
            before->length = note->start - before->start;
        sounding[note->channel][note->key] = note;
    }
}

void music_compose(const struct cue_order *order, struct score *score) {
    *score = (struct score){.mode = "major"};
    if (order->length <= 0) return;
    struct sketch sketch = {.order = order};
    style_choose(order, &sketch.style, &sketch.tonic);
    plan_make(order, &sketch.style, &sketch.plan);
    motif_make(order->theme_seed, sketch.plan.beats, &sketch.theme);
    motif_make(order->person ? order->person : order->theme_seed, sketch.plan.beats,
               &sketch.person);
    sketch_harmony(&sketch);
    sketch_melody(&sketch);
    sketch_parts(&sketch);
    sketch_drone(&sketch);
    sketch_rhythm(&sketch);
    mark_hits(&sketch);
    for (size_t i = 0; i < sketch.notes.count; i++) {
        struct note *note = &sketch.notes.items[i];
        if (note->start + note->length > order->length)
            note->length = order->length - note->start;
    }
    if (sketch.notes.count)
        qsort(sketch.notes.items, sketch.notes.count, sizeof(struct note), by_start);
    cut_overlaps(sketch.notes.items, sketch.notes.count);
    score->notes = TAKE(sketch.notes.items);
    score->count = sketch.notes.count;
    score->tempo = sketch.plan.tempo;
    score->key = sketch.tonic;
    score->beats = sketch.plan.beats;
    score->beat_count = (size_t)(sketch.plan.bars * sketch.plan.beats) + 1;
    score->beat_times = xcalloc(score->beat_count, sizeof *score->beat_times);
    for (size_t i = 0; i < score->beat_count; i++)
        score->beat_times[i] = plan_sample(&sketch.plan, (double)i);
    score->kit = (uint8_t)sketch.style.kit;
    score->mode = sketch.style.mode->name;
    for (int i = 0; i < 12; i++)
        score->tuning[(i + sketch.tonic) % 12] = sketch.style.mode->cents[i];
    seat(&sketch, score);
    list_done(&sketch.chords);
}

void score_done(struct score *score) {
    free(score->notes);
    free(score->beat_times);
    *score = (struct score){0};
}
