#include <math.h>

#include "music/sketch.h"

/* Organs, bows, voices, winds and pads hold a tone; the others of General MIDI die away. */
static bool holds(int program) {
    return (program >= 16 && program <= 23) || (program >= 40 && program <= 44) ||
           (program >= 48 && program <= 54) || (program >= 56 && program <= 95) ||
           (program >= 109 && program <= 111);
}

/* The last chord needs time to ring: more in a longer cue, never more than half of a short one.
 * Plucked strings alone have died away after two seconds: longer would be silence. */
static int64_t ring_of(int64_t length, const struct style *style) {
    double seconds = (double)length / PCM_RATE;
    const bool held = holds(style->programs[ROLE_PAD]) || holds(style->programs[ROLE_LEAD]) ||
                      holds(style->programs[ROLE_BASS]);
    double ring = fmin(fmax(0.1 * seconds, 1.8), held ? 4.5 : 2);
    return (int64_t)(fmin(ring, 0.5 * seconds) * PCM_RATE);
}

/* Slowing over r beats from tempo 1 to 1/1.4 takes r * 1.2 beats' time. */
static const double slow_to = 0.4;

static double beats_of_time(const struct plan *plan) {
    return plan->bars * plan->beats + plan->slowing * slow_to / 2;
}

/* Off-beat eighths come later, up to two thirds of the beat. */
static double swing(double beat, double by) {
    double whole = floor(beat), in = beat - whole, late = 0.5 + by / 6;
    return whole + (in < 0.5 ? in * late / 0.5 : late + (in - 0.5) * (1 - late) / 0.5);
}

static int64_t bend(const struct plan *plan, int64_t sample) {
    for (int i = 0; i + 1 < plan->anchor_count; i++) {
        const struct anchor *a = &plan->anchors[i], *b = a + 1;
        if (sample >= b->from || sample < a->from) continue;
        return a->to + (int64_t)((double)(sample - a->from) * (double)(b->to - a->to) /
                                 (double)(b->from - a->from));
    }
    return sample;
}

int64_t plan_sample(const struct plan *plan, double beat) {
    if (plan->swing > 0) beat = swing(beat, plan->swing);
    double slow_from = plan->bars * plan->beats - plan->slowing, time = beat;
    if (beat > slow_from) {
        double over = beat - slow_from;
        /* past the final downbeat the slowed tempo is kept */
        double inside = fmin(over, plan->slowing);
        time += inside * inside * slow_to / 2 / fmax(plan->slowing, 1e-9);
        if (over > plan->slowing) time += (over - plan->slowing) * slow_to;
    }
    int64_t sample = plan->start + (int64_t)llround(time * 60 / plan->tempo * PCM_RATE);
    sample = bend(plan, sample);
    return sample < plan->length ? sample : plan->length;
}

static void add_section(struct plan *plan, enum section_kind kind, int bar, int bars) {
    if (bars <= 0 || plan->section_count == MAX_SECTIONS) return;
    plan->sections[plan->section_count++] = (struct section){kind, bar, bars};
}

/* Four-bar phrases; the odd bars stand in front as an introduction. */
static void plan_sections(const struct cue_order *order, const struct style *style,
                          struct plan *plan) {
    struct random random = random_seed_for(order->seed, "form");
    if (plan->bars == 0) return;
    if (plan->bars < 4) {
        add_section(plan, SECTION_CLOSE, 0, plan->bars);
        return;
    }
    int phrases = plan->bars / 4, extra = plan->bars % 4;
    add_section(plan, SECTION_INTRO, 0, extra);
    int climax = phrases >= 4                            ? (int)(phrases * 0.68)
                 : phrases == 3 && order->strength > 0.6 ? 1
                                                         : -1;
    bool busy = style->density > 0.55;
    for (int i = 0; i < phrases; i++) {
        enum section_kind kind;
        if (i == phrases - 1)
            kind = SECTION_CLOSE;
        else if (i == climax)
            kind = SECTION_CLIMAX;
        else if (i == 0) {
            bool wait = extra == 0 && phrases >= 4 && (order->opening || !busy);
            kind = wait ? SECTION_INTRO : SECTION_STATE;
        } else if (plan->sections[plan->section_count - 1].kind == SECTION_STATE) {
            kind = busy || random_unit(&random) < 0.5 ? SECTION_ANSWER : SECTION_FRAGMENT;
        } else if (i == climax - 1)
            kind = SECTION_DEVELOP;
        else if (plan->sections[plan->section_count - 1].kind == SECTION_INTRO)
            kind = SECTION_STATE;
        else {
            double pick = random_unit(&random);
            kind = pick < 0.35                                ? SECTION_STATE
                   : pick < 0.35 + 0.4 * (1 - style->density) ? SECTION_BREATHE
                   : pick < 0.85                              ? SECTION_FRAGMENT
                                                              : SECTION_DEVELOP;
        }
        add_section(plan, kind, extra + i * 4, 4);
    }
}

/* How far a hit is from the nearest beat, in beats. */
static double apart(const struct plan *plan, int64_t hit) {
    double beat = (double)(hit - plan->start) / PCM_RATE * plan->tempo / 60;
    return fabs(beat - round(beat));
}

static double pull(const struct anchor *a, const struct anchor *b) {
    return b->from > a->from ? fabs(log((double)(b->to - a->to) / (double)(b->from - a->from)))
                             : INFINITY;
}

/* Takes each hit in turn that the tempo reaches by bending less than STRAIN on both sides. */
static void plan_hits(const struct cue_order *order, struct plan *plan) {
    static const double strain = 0.09;
    double last_beat = plan->bars * plan->beats - plan->slowing;
    struct plan straight = *plan;
    int64_t end = plan_sample(&straight, last_beat);
    const struct anchor far = {end, end};
    plan->anchors[plan->anchor_count++] = (struct anchor){plan->start, plan->start};
    for (int i = 0; i < order->hit_count && i < CUE_HITS; i++) {
        const struct anchor *before = &plan->anchors[plan->anchor_count - 1];
        int64_t shift = before->to - before->from;
        double near =
            (double)(order->hits[i] - shift - plan->start) / PCM_RATE * plan->tempo / 60;
        struct anchor best = {0};
        double least = strain, at = 0;
        for (double beat = floor(near); beat <= floor(near) + 1; beat++) {
            struct anchor here = {plan_sample(&straight, beat), order->hits[i]};
            if (beat < 1 || beat > last_beat - 1 || here.to <= before->to) continue;
            double worst = fmax(pull(before, &here), pull(&here, &far));
            if (worst < least) least = worst, best = here, at = beat;
        }
        if (least >= strain) continue;
        plan->anchors[plan->anchor_count++] = best;
        plan->hits[plan->hit_count++] = at;
    }
    plan->anchors[plan->anchor_count++] = far;
}

void plan_make(const struct cue_order *order, struct style *style, struct plan *plan) {
    *plan =
        (struct plan){.length = order->length, .beats = style->beats, .tempo = style->tempo};
    plan->start = order->length / 2 < PCM_RATE / 10 ? 0 : PCM_RATE / 10;
    plan->end = order->length - ring_of(order->length, style);
    if (plan->end < plan->start) plan->end = plan->start;
    double minutes = (double)(plan->end - plan->start) / PCM_RATE / 60;
    double best = INFINITY;
    for (int bars = 1; bars <= MAX_BARS; bars++) {
        struct plan tried = *plan;
        tried.bars = bars;
        tried.slowing = bars >= 4 ? style->beats : bars >= 2 ? style->beats / 2.0 : 0;
        tried.tempo = beats_of_time(&tried) / minutes;
        double far = fabs(log2(tried.tempo / style->tempo));
        /* outside the mood's range a crooked phrase is better; whole phrases win inside it */
        double cost = far +
                      (tried.tempo < style->tempo_low || tried.tempo > style->tempo_high) * 2 +
                      (bars % 4 == 0   ? 0
                       : bars % 2 == 0 ? 0.12
                                       : 0.2);
        if (bars < 4) cost -= 0.1;
        for (int i = 0; i < order->hit_count; i++)
            cost += 0.4 * apart(&tried, order->hits[i]) / order->hit_count;
        if (cost < best) {
            best = cost;
            *plan = tried;
        }
    }
    /* too short for even one bar: the final chord alone */
    if (plan->tempo > 1.5 * style->tempo_high) {
        plan->bars = 0;
        plan->slowing = 0;
        plan->tempo = style->tempo;
        plan->end = plan->start;
    }
    plan->swing = style->swing;
    if (plan->bars >= 2 && order->hit_count > 0) plan_hits(order, plan);
    plan_sections(order, style, plan);
}

const struct section *plan_section(const struct plan *plan, int bar) {
    for (int i = 0; i < plan->section_count; i++)
        if (bar < plan->sections[i].bar + plan->sections[i].bars) return &plan->sections[i];
    return plan->section_count ? &plan->sections[plan->section_count - 1] : NULL;
}
