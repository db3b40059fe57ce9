/* Everything under the lead: pad, figure, bass, colour and drone. */
#include <math.h>

#include "music/sketch.h"

/* The pad holds tones that stay from chord to chord, so that voices move only where they must.
 */
static void write_pad(struct sketch *sketch, struct random *random) {
    const struct plan *plan = &sketch->plan;
    for (size_t i = 0; i < sketch->chords.count; i++) {
        const struct chord *chord = &sketch->chords.items[i];
        bool last = i + 1 == sketch->chords.count;
        for (int v = 0; v < chord->key_count; v++) {
            bool held = false;
            if (i > 0 && !last) {
                const struct chord *before = &sketch->chords.items[i - 1];
                for (int w = 0; w < before->key_count; w++)
                    held |= before->keys[w] == chord->keys[v];
            }
            if (held) continue;
            double length = chord->length;
            for (size_t next = i + 1; next + 1 < sketch->chords.count; next++) {
                const struct chord *after = &sketch->chords.items[next];
                bool stays = false;
                for (int w = 0; w < after->key_count; w++)
                    stays |= after->keys[w] == chord->keys[v];
                if (!stays) break;
                length += after->length;
            }
            double velocity =
                40 + 26 * sketch_intensity(sketch, chord->beat) + random_range(random, -2, 2);
            if (last) length = 2 * plan->beats;
            sketch_note(sketch, ROLE_PAD, chord->beat, length * 1.01, chord->keys[v], velocity);
        }
        /* the bow swells to the middle of the bar */
        for (int part = 0; part < 4; part++) {
            double beat = chord->beat + part * chord->length / 4.0;
            double swell = 0.22 * sin(M_PI * (part + 0.5) / 4) - (last ? 0.14 * part : 0.08);
            sketch_control(sketch, ROLE_PAD, beat, 11,
                           48 + 74 * (sketch_intensity(sketch, beat) + swell));
        }
    }
}

/* Tones for figures, rising from the chord's lowest: a drone takes the raga's resting notes. */
static int figure_tones(const struct sketch *sketch, const struct chord *chord, int low,
                        int keys[8]) {
    uint16_t mask = chord->tones;
    if (sketch->style.drone) {
        mask |= sketch->style.mode->rest;
        int bar = (int)(chord->beat / sketch->plan.beats);
        if (bar % 4 == 2) /* a neighbour once a phrase, so that it breathes */
            mask |= (uint16_t)(1u << (music_mode_walk(sketch->style.mode, 0, 12, 1) - 12));
    }
    int count = 0;
    for (int key = low; count < 8 && key < low + 36; key++)
        if (music_mode_has(mask, sketch->tonic, key)) keys[count++] = key;
    return count;
}

enum { MAX_STEPS = 16 };
struct figure_step {
    int tone; /* index into figure_tones; -2 the chord together, -3 its root and fifth */
    double at, length;
    double accent;
};

static int figure_bar(const struct sketch *sketch, int bar,
                      struct figure_step steps[MAX_STEPS]) {
    static const int up_down[] = {0, 2, 3, 4, 5, 4, 3, 2}, alberti[] = {0, 2, 1, 2, 0, 2, 1, 2};
    static const int strum[] = {6, -1, 0, 2, -1, 2, 4, 0};
    static const double comps[3][2] = {{0, 1.5}, {0.5, 2.5}, {1.5, 3.5}};
    static const int ostinato[] = {0, 0, 2, 0, 1, 0, 2, 1};
    static const int left[] = {0, -1, 2, -1, 1, -1, 3, -1, 2, -1, 1, -1};
    static const int right[] = {3, 4, -1, 5, -1, 4, 3, -1, 5, -1, 4, -1};
    const struct style *style = &sketch->style;
    int beats = sketch->plan.beats, count = 0;
    switch (style->figure) {
    case FIGURE_ARPEGGIO:
    case FIGURE_BROKEN:
        for (int i = 0; i < beats * 2; i++) {
            if (style->figure == FIGURE_ARPEGGIO && bar % 2 == 1 && i >= beats * 2 - 2) break;
            int tone = style->figure == FIGURE_ARPEGGIO ? up_down[i % 8] : alberti[i % 8];
            steps[count++] = (struct figure_step){tone, i * 0.5, 0.9, i == 0 ? 5 : 0};
        }
        break;
    case FIGURE_PULSE:
        for (int i = 0; i < beats * 2; i++)
            steps[count++] = (struct figure_step){i % 8 == 6 ? 1 : 0, i * 0.5, 0.3,
                                                  i % 8 == 0 || i % 8 == 3 ? 9 : 0};
        break;
    case FIGURE_OSTINATO:
        for (int i = 0; i < beats * 2; i++)
            steps[count++] = (struct figure_step){
                ostinato[i % 8], i * 0.5, 0.42, i % 8 == 0 || i % 8 == 3 || i % 8 == 6 ? 8 : 0};
        break;
    case FIGURE_OOMPAH:
        for (int i = 1; i < beats; i += beats == 3 ? 1 : 2)
            steps[count++] = (struct figure_step){-2, i, 0.4, 0};
        break;
    case FIGURE_CHORDS:
        steps[count++] = (struct figure_step){-2, 0, beats == 3 ? 3 : 2, 2};
        if (beats == 4 && (bar % 2 == 0 || !sketch_plays(sketch, ROLE_PAD)))
            steps[count++] = (struct figure_step){-2, 2, 2, -4};
        break;
    case FIGURE_INTERLOCK:
        for (int i = 0; i < 12; i++) {
            int tone = (bar & 1 ? right : left)[i];
            if (tone >= 0)
                steps[count++] = (struct figure_step){tone, i / 3.0, 0.5, i % 6 == 0 ? 5 : 0};
            else if (i % 3 == 2)
                steps[count++] =
                    (struct figure_step){right[i] < 0 ? 2 : right[i], i / 3.0, 0.4, -5};
        }
        break;
    case FIGURE_STRUM:
        for (int i = 0; i < beats * 2; i++)
            if (strum[i % 8] >= 0)
                steps[count++] = (struct figure_step){-2, i * 0.5, 0.6, strum[i % 8]};
        break;
    case FIGURE_POWER:
        for (int i = 0; i < beats * 2; i++)
            steps[count++] =
                (struct figure_step){-3, i * 0.5, 0.42, i % 8 == 0 || i % 8 == 3 ? 8 : 0};
        break;
    case FIGURE_COMP:
        for (int i = 0; i < 2; i++) {
            double at = comps[bar % 3][i];
            if (at < beats) steps[count++] = (struct figure_step){-2, at, i ? 0.35 : 0.8, 2};
        }
        break;
    case FIGURE_SIXTEENTHS:
        for (int i = 0; i < beats * 4 && count < MAX_STEPS; i++)
            steps[count++] =
                (struct figure_step){up_down[i % 8], i * 0.25, 0.24, i % 4 == 0 ? 6 : 0};
        break;
    case FIGURE_NONE:
        break;
    }
    return count;
}

static bool figure_plays(const struct sketch *sketch, const struct section *section, int bar) {
    if (section->kind == SECTION_CLOSE && bar == section->bar + section->bars - 1) return false;
    /* a pad opens alone; without one the figure does */
    if (section->kind == SECTION_INTRO)
        return !sketch_plays(sketch, ROLE_PAD) || bar - section->bar >= section->bars / 2;
    return sketch->style.loudness > 0.3;
}

static void write_figure(struct sketch *sketch, struct random *random) {
    const struct plan *plan = &sketch->plan;
    enum figure figure = sketch->style.figure;
    bool dark = figure == FIGURE_PULSE || figure == FIGURE_OSTINATO;
    for (int bar = 0; bar < plan->bars; bar++) {
        const struct section *section = plan_section(plan, bar);
        if (!figure_plays(sketch, section, bar)) continue;
        const struct chord *chord = &sketch->chords.items[bar];
        int keys[8], tones = figure_tones(sketch, chord, dark ? 43 : 48, keys);
        struct figure_step steps[MAX_STEPS];
        int count = figure_bar(sketch, bar, steps);
        for (int i = 0; i < count; i++) {
            double beat = chord->beat + steps[i].at;
            double velocity = 30 + 26 * sketch_intensity(sketch, beat) + steps[i].accent +
                              random_range(random, -3, 3);
            if (steps[i].tone == -3) {
                int root = 40 + (chord->root + sketch->tonic + 8) % 12;
                sketch_note(sketch, ROLE_FIGURE, beat, steps[i].length, root, velocity);
                if (chord->tones >> (chord->root + 7) % 12 & 1)
                    sketch_note(sketch, ROLE_FIGURE, beat, steps[i].length, root + 7, velocity);
            } else if (steps[i].tone == -2) {
                for (int v = 0; v < chord->key_count; v++)
                    sketch_note(sketch, ROLE_FIGURE, beat, steps[i].length, chord->keys[v],
                                velocity - 3);
            } else {
                int tone = steps[i].tone < tones ? steps[i].tone : tones - 1;
                sketch_note(sketch, ROLE_FIGURE, beat, steps[i].length, keys[tone], velocity);
            }
        }
    }
    const struct chord *final = &sketch->chords.items[sketch->chords.count - 1];
    double roll = fmin(0.06, 0.03 * plan->tempo / 60); /* beats between the tones */
    for (int v = 0; v < final->key_count; v++)
        sketch_note(sketch, ROLE_FIGURE, final->beat + roll * v, 2 * plan->beats,
                    final->keys[v], 34 + 14 * sketch_intensity(sketch, final->beat));
}

static int bass_key(const struct sketch *sketch, int relative) {
    int key = 36 + (sketch->tonic + relative) % 12;
    return key > 45 ? key - 12 : key;
}

/* Jazz walks: root, third, fifth, and a step from the root to come. */
static void walk_bass(struct sketch *sketch, const struct chord *chord, int next_root,
                      double velocity) {
    int root = bass_key(sketch, chord->root), third = root, fifth = root;
    for (int up = 3; up <= 8; up++)
        if (chord->tones >> (chord->root + up) % 12 & 1) {
            if (up <= 4)
                third = root + up;
            else if (up >= 6)
                fifth = root + up;
        }
    int way = next_root >= fifth ? -1 : 1;
    int lead = music_mode_walk(sketch->style.mode, sketch->tonic, next_root, way);
    int keys[4] = {root, third, fifth, lead};
    for (int i = 0; i < sketch->plan.beats && i < 4; i++)
        sketch_note(sketch, ROLE_BASS, chord->beat + i, 0.95, keys[i], velocity - (i % 2) * 3);
}

/* Eighths on the root: a band's drive, or a sequencer's octaves. */
static void drive_bass(struct sketch *sketch, const struct chord *chord, int root,
                       double velocity) {
    static const int driven[] = {1, 0, 1, 1, 1, 0, 1, 0};
    bool octaves = sketch->style.figure == FIGURE_SIXTEENTHS;
    bool all = octaves || sketch->style.figure == FIGURE_POWER;
    for (int i = 0; i < sketch->plan.beats * 2; i++)
        if (all || driven[i % 8])
            sketch_note(sketch, ROLE_BASS, chord->beat + i * 0.5, 0.44,
                        octaves && i % 2 ? root + 12 : root, velocity - (i % 2) * 6);
}

static void write_bass(struct sketch *sketch, struct random *random) {
    const struct plan *plan = &sketch->plan;
    enum figure figure = sketch->style.figure;
    for (size_t i = 0; i < sketch->chords.count; i++) {
        const struct chord *chord = &sketch->chords.items[i];
        bool last = i + 1 == sketch->chords.count;
        int root = bass_key(sketch, chord->root), fifth = 0;
        for (int up = 6; up <= 8 && fifth == 0;
             up++) /* the chord's own fifth, perfect or not */
            if (chord->tones >> (chord->root + up) % 12 & 1)
                fifth = root + up > 47 ? root + up - 12 : root + up;
        double velocity =
            46 + 24 * sketch_intensity(sketch, chord->beat) + random_range(random, -2, 2);
        const struct section *section = plan_section(plan, (int)i);
        if (!last && section && section->kind == SECTION_INTRO && figure != FIGURE_OSTINATO &&
            sketch_plays(sketch, ROLE_PAD))
            continue;
        if (last) {
            sketch_note(sketch, ROLE_BASS, chord->beat, 2 * plan->beats, root, velocity);
        } else if (figure == FIGURE_OOMPAH && plan->beats == 4) {
            sketch_note(sketch, ROLE_BASS, chord->beat, 0.8, root, velocity);
            sketch_note(sketch, ROLE_BASS, chord->beat + 2, 0.8, fifth ? fifth : root,
                        velocity - 5);
        } else if (figure == FIGURE_INTERLOCK) {
            sketch_note(sketch, ROLE_BASS, chord->beat, 1.2, root, velocity);
            sketch_note(sketch, ROLE_BASS, chord->beat + 5 / 3.0, 0.8, fifth ? fifth : root,
                        velocity - 6);
            sketch_note(sketch, ROLE_BASS, chord->beat + 3, 0.8, root, velocity - 4);
        } else if (figure == FIGURE_COMP) {
            int next = bass_key(sketch, sketch->chords.items[i + 1].root);
            walk_bass(sketch, chord, next, velocity);
        } else if (figure == FIGURE_POWER || figure == FIGURE_SIXTEENTHS ||
                   figure == FIGURE_STRUM) {
            drive_bass(sketch, chord, root, velocity);
        } else if (sketch->style.drone && fifth && i % 2 == 1) {
            sketch_note(sketch, ROLE_BASS, chord->beat, chord->length / 2, root, velocity);
            sketch_note(sketch, ROLE_BASS, chord->beat + chord->length / 2, chord->length / 2,
                        fifth, velocity - 6);
        } else {
            sketch_note(sketch, ROLE_BASS, chord->beat, chord->length, root, velocity);
        }
    }
}

/* Bells and celesta: one high tone at the turn of a phrase, a few where the cue is wound up. */
static void write_color(struct sketch *sketch, struct random *random) {
    const struct plan *plan = &sketch->plan;
    for (int i = 0; i < plan->section_count; i++) {
        const struct section *section = &plan->sections[i];
        for (int bar = section->bar; bar < section->bar + section->bars; bar++) {
            bool turn = bar == section->bar;
            if (!turn &&
                random_unit(random) > 0.3 * sketch_intensity(sketch, bar * plan->beats))
                continue;
            const struct chord *chord = &sketch->chords.items[bar];
            int keys[8], tones = figure_tones(sketch, chord, turn ? 72 : 76, keys);
            int hits = turn ? 1 : 2;
            for (int hit = 0; hit < hits; hit++) {
                double beat = chord->beat + (turn ? 0 : 2.5) + hit * 0.5;
                if (beat >= (bar + 1) * plan->beats) break;
                int key = keys[random_below(random, (uint32_t)(tones < 4 ? tones : 4))];
                sketch_note(sketch, ROLE_COLOR, beat, 1.5, key,
                            30 + 16 * sketch_intensity(sketch, beat));
            }
        }
    }
    if (plan->length - plan->end < 3 * PCM_RATE / 2) return; /* it would not ring out */
    sketch_note(sketch, ROLE_COLOR, plan->bars * plan->beats + 0.25, 3, 72 + sketch->tonic % 12,
                34);
}

/* The second voice sings guide tones under the answer and the climax: thirds and sevenths, by
 * step. */
static void write_second(struct sketch *sketch, struct random *random) {
    const struct plan *plan = &sketch->plan;
    if (sketch->style.drone) return;
    int key = sketch->style.low;
    for (int i = 0; i < plan->section_count; i++) {
        const struct section *section = &plan->sections[i];
        if (section->kind != SECTION_ANSWER && section->kind != SECTION_CLIMAX &&
            section->kind != SECTION_CLOSE)
            continue;
        for (int bar = section->bar; bar < section->bar + section->bars; bar++) {
            const struct chord *chord = &sketch->chords.items[bar];
            int best = key, cost = 1000;
            for (int to = sketch->style.low - 5; to <= sketch->style.high - 7; to++) {
                if (!music_mode_has(chord->tones, sketch->tonic, to)) continue;
                bool root = music_mode_has((uint16_t)(1u << chord->root), sketch->tonic, to);
                int here = abs(to - key) + (root ? 3 : 0) + (to == key ? 1 : 0);
                if (here < cost) cost = here, best = to;
            }
            key = best;
            double velocity =
                36 + 26 * sketch_intensity(sketch, chord->beat) + random_range(random, -2, 2);
            sketch_note(sketch, ROLE_SECOND, chord->beat + 1, chord->length - 1.1, key,
                        velocity);
        }
    }
}

/* The tanpura: fifth, tonic, tonic, low tonic, plucked in its own unhurried time. */
void sketch_drone(struct sketch *sketch) {
    if (!sketch_plays(sketch, ROLE_DRONE)) return;
    const struct plan *plan = &sketch->plan;
    struct random random = random_seed_for(sketch->order->seed, "drone");
    /* the first string is tuned to the fifth, else the fourth, else the seventh of the raga */
    static const int firsts[] = {7, 5, 11, 0};
    int tonic = 48 + sketch->tonic % 12, first = 0;
    while (firsts[first] && !(sketch->style.mode->down >> firsts[first] & 1)) first++;
    int keys[] = {tonic - 12 + firsts[first], tonic, tonic, tonic - 12};
    int64_t pluck = (int64_t)(0.95 * PCM_RATE), at = plan->start / 2;
    for (int i = 0; at < plan->end - pluck / 2; i++) {
        struct note *note = list_push(&sketch->notes);
        *note = (struct note){.start = at,
                              .length = 4 * pluck,
                              .channel = ROLE_DRONE,
                              .key = (uint8_t)keys[i % 4],
                              .velocity = (uint8_t)(60 + random_below(&random, 6))};
        at += pluck + (i % 4 == 3 ? pluck / 2 : 0);
    }
    sketch_note(sketch, ROLE_DRONE, plan->bars * plan->beats, 12, tonic, 40);
    sketch_note(sketch, ROLE_DRONE, plan->bars * plan->beats, 12, tonic - 12, 40);
}

void sketch_parts(struct sketch *sketch) {
    struct random random = random_seed_for(sketch->order->seed, "parts");
    if (sketch_plays(sketch, ROLE_PAD)) write_pad(sketch, &random);
    if (sketch_plays(sketch, ROLE_FIGURE)) write_figure(sketch, &random);
    if (sketch_plays(sketch, ROLE_BASS)) write_bass(sketch, &random);
    if (sketch_plays(sketch, ROLE_COLOR)) write_color(sketch, &random);
    if (sketch_plays(sketch, ROLE_SECOND)) write_second(sketch, &random);
}
