/* The lead: the film's theme and what becomes of it, walked through the mode. On strong beats
 * and long notes it meets a chord tone (or a note where the raga rests); between them it steps.
 */
#include <math.h>

#include "music/sketch.h"

struct line {
    struct sketch *sketch;
    enum role role;
    int key, low, high;
    int sounded;     /* the last key heard; -1 before the first */
    bool fresh;      /* nothing played since the last rest */
    double softness; /* velocity factor */
    struct random random;
};

static uint16_t stable_tones(const struct sketch *sketch, double beat) {
    return sketch->style.drone ? sketch->style.mode->rest : sketch_chord(sketch, beat)->tones;
}

/* In minor the seventh is raised while the dominant sounds, natural elsewhere. */
static int fit_chord(const struct sketch *sketch, double beat, int key) {
    if (sketch->style.mode->family != FAMILY_MINOR) return key;
    bool raised = sketch_chord(sketch, beat)->tones >> 11 & 1;
    int relative = (key - sketch->tonic + 120) % 12;
    if (relative == 10 && raised) return key + 1;
    if (relative == 11 && !raised) return key - 1;
    return key;
}

/* From the line's key by `step`, turned back at the edge of its range; to a stable tone if
 * asked, the nearest to the step wished for. A step that was to move does not stand still. */
static int next_key(const struct line *line, double beat, int step, bool stable) {
    const struct sketch *sketch = line->sketch;
    int best = line->key, cost = 1000;
    for (int steps = -7; steps <= 7; steps++) {
        int key = fit_chord(
            sketch, beat, music_mode_walk(sketch->style.mode, sketch->tonic, line->key, steps));
        int over = key > line->high ? key - line->high : key < line->low ? line->low - key : 0;
        int here = 4 * abs(steps - step) + 6 * over;
        if ((steps > 0) != (step > 0)) here += 3; /* the direction is what the ear keeps */
        if (key == line->key && step != 0) here += 10;
        if (stable && !music_mode_has(stable_tones(sketch, beat), sketch->tonic, key))
            here += 14;
        if (here < cost) cost = here, best = key;
    }
    return best;
}

static void ornament(struct line *line, struct note *note, int before, double beats) {
    struct sketch *sketch = line->sketch;
    const struct style *style = &sketch->style;
    int leap = note->key - before;
    double seconds = (double)note->length / PCM_RATE;
    if (style->gamaka) {
        if (music_mode_has(style->mode->shake, sketch->tonic, note->key) && seconds > 0.5 &&
            random_unit(&line->random) < 0.75) {
            int neighbour =
                music_mode_walk(style->mode, sketch->tonic, note->key, 1) - note->key;
            note->ornament = ORNAMENT_SHAKE;
            note->bend_cents = (int16_t)(neighbour > 2 ? 100 : neighbour * 100);
        } else if (!line->fresh && abs(leap) >= 2 && abs(leap) <= 7 && seconds > 0.25 &&
                   random_unit(&line->random) < 0.6) {
            note->ornament = ORNAMENT_SLIDE;
            note->bend_cents = (int16_t)(-leap * 100);
        }
        return;
    }
    int program = style->programs[line->role];
    bool bends = program == 110 || program == 77 || program == 40 || program == 42 ||
                 program == 73 || program == 106;
    if (!bends) return;
    bool eastern = program == 110 || program == 77 || program == 106;
    if (eastern && !line->fresh && abs(leap) >= 2 && abs(leap) <= 5 && seconds > 0.3 &&
        random_unit(&line->random) < 0.5) {
        note->ornament = ORNAMENT_SLIDE;
        note->bend_cents = (int16_t)(-leap * 100);
    } else if (seconds > 0.7 && beats >= 1 && program != 106) {
        note->ornament = ORNAMENT_VIBRATO;
        note->bend_cents = program == 77 ? 22 : 12;
    }
}

/* Instruments whose tone dies away by itself. */
static bool is_plucked(int program) {
    return program <= 15 || program == 24 || program == 45 || program == 46 ||
           (program >= 104 && program <= 108);
}

/* A tone that only the other way holds gives place to the next in the way the line goes: silent
 * moves between phrases may have come upon it from the wrong side. */
static int by_its_way(const struct line *line, int key) {
    const struct music_mode *mode = line->sketch->style.mode;
    if (line->sounded < 0 || key == line->sounded || mode->up == mode->down) return key;
    int way = key > line->sounded ? 1 : -1;
    bool held = music_mode_has(way > 0 ? mode->up : mode->down, line->sketch->tonic, key);
    return held ? key : music_mode_walk(mode, line->sketch->tonic, key, way);
}

static void sing(struct line *line, double beat, double beats, int key) {
    struct sketch *sketch = line->sketch;
    key = by_its_way(line, key);
    double strong = fmod(beat, sketch->plan.beats) < 1e-6 ? 5 : 0;
    double velocity = (44 + 34 * sketch_intensity(sketch, beat) + strong) * line->softness +
                      random_range(&line->random, -3, 3);
    double seconds = beats * 60 / sketch->plan.tempo;
    bool last = beat >= sketch->plan.bars * sketch->plan.beats;
    if (is_plucked(sketch->style.programs[line->role]) && seconds > 1.7 && !last) {
        /* a plucked tone would be gone by now: it is struck again, more softly */
        sketch_note(sketch, line->role, beat, beats * 0.5, key, velocity);
        sketch_note(sketch, line->role, beat + beats * 0.5, beats * 0.47, key, velocity - 12);
        line->key = line->sounded = key;
        line->fresh = false;
        return;
    }
    struct note *note = sketch_note(sketch, line->role, beat, beats * 0.97, key, velocity);
    if (note) ornament(line, note, line->sounded < 0 ? key : line->sounded, beats);
    line->key = line->sounded = key;
    line->fresh = false;
}

/* Singers and lutes of the East fill a long note: a turn to the neighbour and back, or a run
 * down to where the line goes on. Every step is one of the mode's own. */
static void sing_filled(struct line *line, double beat, double beats, int key) {
    struct sketch *sketch = line->sketch;
    const struct music_mode *mode = sketch->style.mode;
    double pace = 60 / sketch->plan.tempo;
    bool fills = sketch->style.drone && beats >= 1 && beats * pace > 0.7 &&
                 random_unit(&line->random) < 0.3 + 0.5 * sketch_intensity(sketch, beat);
    if (!fills) {
        sing(line, beat, beats, key);
        return;
    }
    double part = beats * pace > 1.4 ? beats / 8 : beats / 4;
    int way = random_unit(&line->random) < 0.6 ? 1 : -1;
    if (key + 5 > line->high) way = -1;
    if (key - 5 < line->low) way = 1;
    bool turn = random_unit(&line->random) < 0.55;
    double rest = turn ? 2 * part : 3 * part;
    sing(line, beat, beats - rest, key);
    for (double at = beat + beats - rest; at < beat + beats - 1e-6; at += part) {
        int next = music_mode_walk(mode, sketch->tonic, line->key, way);
        if (next <= line->high && next >= line->low) sing(line, at, part, next);
        if (turn || (way > 0 && next > key + 3)) way = -way;
    }
}

/* Plays a motif from `beat`, all or what fits before `until`. Returns where it ended. */
static double play_motif(struct line *line, const struct motif *motif, double beat,
                         double until) {
    int bar = line->sketch->plan.beats;
    for (int i = 0; i < motif->count && beat < until - 1e-6; i++) {
        double length = fmin(motif->beats[i], until - beat);
        double in_bar = fmod(beat, bar);
        bool strong = in_bar < 1e-6 || (bar == 4 && fabs(in_bar - 2) < 1e-6 && length >= 1);
        int key = next_key(line, beat, motif->steps[i], strong || length >= 1.5);
        sing_filled(line, beat, length, key);
        beat += length;
    }
    return beat;
}

/* Moves to a stable tone near `target` by the ways the mode allows, without sounding. */
static void move_to(struct line *line, double beat, int target) {
    const struct sketch *sketch = line->sketch;
    int best = line->key, cost = 1000;
    for (int steps = -9; steps <= 9; steps++) {
        int key = fit_chord(
            sketch, beat, music_mode_walk(sketch->style.mode, sketch->tonic, line->key, steps));
        if (key < line->low || key > line->high) continue;
        int here = abs(key - target);
        if (!music_mode_has(stable_tones(sketch, beat), sketch->tonic, key)) here += 12;
        if (here < cost) cost = here, best = key;
    }
    /* the first note of the phrase is reached from here, so the walk's end is kept as its key
     */
    line->key = best;
    line->fresh = true;
}

/* A long note to end a phrase: the tonic when closed, else another stable tone. */
static void cadence(struct line *line, double beat, double beats, bool closed) {
    const struct sketch *sketch = line->sketch;
    int best = line->key, cost = 1000;
    for (int steps = -5; steps <= 5; steps++) {
        int key = fit_chord(
            sketch, beat, music_mode_walk(sketch->style.mode, sketch->tonic, line->key, steps));
        if (key < line->low || key > line->high) continue;
        bool home = (key - sketch->tonic) % 12 == 0;
        bool stable = music_mode_has(stable_tones(sketch, beat), sketch->tonic, key);
        int here = abs(steps) + (stable ? 0 : 8) + (closed != home ? 3 : 0);
        if (here < cost) cost = here, best = key;
    }
    sing(line, beat, beats, best);
}

static void statement(struct line *line, const struct section *section,
                      const struct motif *theme, bool closed) {
    struct sketch *sketch = line->sketch;
    double bar = sketch->plan.beats, from = section->bar * bar, to = from + section->bars * bar;
    double at = play_motif(line, theme, from, to - bar);
    struct motif head = motif_head(theme, bar);
    struct motif second = random_unit(&line->random) < 0.5 ? motif_vary(&head, &line->random)
                                                           : motif_invert(&head);
    if (at < to - bar - 1e-6) play_motif(line, &second, fmax(at, to - 2 * bar), to - bar);
    /* a breath before the next phrase */
    double breath = bar == 4 ? 2 : 1;
    cadence(line, to - bar, bar - breath, closed);
    line->fresh = true;
}

static void fragments(struct line *line, struct line *reply, const struct section *section,
                      const struct motif *theme) {
    struct sketch *sketch = line->sketch;
    double bar = sketch->plan.beats, from = section->bar * bar;
    struct motif head = motif_head(theme, bar), answer = motif_invert(&head);
    double end = play_motif(line, &head, from, from + bar);
    if (section->bars > 1) cadence(line, end, bar / 2, false);
    line->fresh = true;
    if (section->bars < 4) return;
    struct line *other = sketch_plays(sketch, ROLE_SECOND) ? reply : line;
    move_to(other, from + 2 * bar, (other->low + other->high) / 2);
    end = play_motif(other, &answer, from + 2 * bar, from + 3 * bar);
    cadence(other, end, bar / 2, false);
    other->fresh = true;
}

/* The head in rising sequence, faster at the end in the Indian manner (second speed). */
static void develop(struct line *line, const struct section *section,
                    const struct motif *theme) {
    double bar = line->sketch->plan.beats, from = section->bar * bar;
    struct motif head = motif_head(theme, bar);
    for (int i = 0; i < section->bars - 1; i++) {
        double at = from + i * bar;
        move_to(line, at, line->low + 4 + i * 3);
        line->fresh = i == 0;
        if (line->sketch->style.gamaka && i == section->bars - 2) {
            struct motif quick = motif_stretch(&head, 0.5);
            play_motif(line, &quick, play_motif(line, &quick, at, at + bar), at + bar);
        } else {
            play_motif(line, &head, at, at + bar);
        }
    }
    cadence(line, from + (section->bars - 1) * bar, bar - 1, false);
    line->fresh = true;
}

static void close(struct line *line, const struct section *section, const struct motif *theme) {
    double bar = line->sketch->plan.beats, from = section->bar * bar,
           to = from + section->bars * bar;
    if (section->bars >= 4) {
        /* stretched to twice its length where the tone can carry it */
        struct motif head = motif_head(theme, bar), wide = motif_stretch(&head, 2);
        const struct style *style = &line->sketch->style;
        bool lively = style->density >= 0.64;
        bool carries =
            !lively && !is_plucked(style->programs[ROLE_LEAD]) && line->sketch->plan.tempo > 80;
        double at = play_motif(line, carries ? &wide : theme, from, from + 2 * bar);
        cadence(line, at, bar / 2, false);
        line->fresh = true;
        at += bar;
        /* step by step towards the tonic, which is left for the final chord */
        double pace = lively ? 1 : bar / 2;
        while (at < to - 1e-6) {
            int key = next_key(line, at, -1, fmod(at, bar) < 1e-6);
            sing(line, at, fmin(pace, to - at), key);
            at += pace;
        }
    } else if (section->bars >= 2) {
        play_motif(line, theme, from, to);
    } else {
        struct motif head = motif_head(theme, bar);
        play_motif(line, &head, from, to);
    }
}

/* The last note: the tonic nearest to where the line is. */
static void final_note(struct line *line) {
    struct sketch *sketch = line->sketch;
    int best = line->key, cost = 1000;
    for (int key = line->low - 6; key <= line->high + 6; key++)
        if ((key - sketch->tonic + 120) % 12 == 0 && abs(key - line->key) < cost)
            cost = abs(key - line->key), best = key;
    line->fresh = true;
    sing(line, sketch->plan.bars * sketch->plan.beats, 3 * sketch->plan.beats, best);
}

void sketch_melody(struct sketch *sketch) {
    struct style *style = &sketch->style;
    struct random random = random_seed_for(sketch->order->seed, "melody");
    struct line lead = {.sketch = sketch,
                        .role = ROLE_LEAD,
                        .low = style->low,
                        .high = style->high,
                        .key = (style->low + style->high) / 2,
                        .fresh = true,
                        .sounded = -1,
                        .softness = 1,
                        .random = random};
    struct line second = lead;
    second.role = ROLE_SECOND;
    second.softness = 0.85;
    second.low = style->low - 5;
    second.high = style->high - 5;
    second.random = random_seed_for(sketch->order->seed, "second");
    const struct plan *plan = &sketch->plan;
    int middle = (lead.low + lead.high) / 2;
    for (int i = 0; i < plan->section_count; i++) {
        const struct section *section = &plan->sections[i];
        double beat = section->bar * plan->beats;
        struct motif theme = sketch->theme;
        if (section->kind == SECTION_ANSWER || section->kind == SECTION_FRAGMENT)
            theme = sketch->person;
        if (section->kind != SECTION_STATE && random_unit(&lead.random) < 0.3)
            theme = motif_invert(&theme);
        bool sparse = random_unit(&lead.random) > style->density + 0.3;
        move_to(&lead, beat, section->kind == SECTION_CLIMAX ? lead.high - 3 : middle);
        switch (section->kind) {
        case SECTION_STATE:
            if (sparse)
                fragments(&lead, &second, section, &sketch->person);
            else
                statement(&lead, section, &sketch->person, false);
            break;
        case SECTION_ANSWER:
            statement(&lead, section, &theme, true);
            break;
        case SECTION_FRAGMENT:
            fragments(&lead, &second, section, &theme);
            break;
        case SECTION_DEVELOP:
            develop(&lead, section, &theme);
            break;
        case SECTION_CLIMAX:
            statement(&lead, section, &sketch->theme, false);
            break;
        case SECTION_CLOSE:
            close(&lead, section, &theme);
            break;
        case SECTION_INTRO:
        case SECTION_BREATHE:
            break;
        }
    }
    final_note(&lead);
}
