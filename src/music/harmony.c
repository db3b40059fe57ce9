/* Functional progressions by phrase and their voicing. Degrees count the mode's scale from 0;
 * half cadences rest on the dominant (or its stand-in), full ones come home. */
#include <limits.h>
#include <math.h>

#include "music/sketch.h"

enum { PHRASE = 4, CHOICES = 5 };
struct phrases {
    int open[CHOICES][PHRASE], closed[CHOICES][PHRASE];
};
static const struct phrases by_family[] = {
    [FAMILY_MAJOR] = {{{0, 5, 3, 4}, {0, 3, 0, 4}, {0, 2, 3, 4}, {0, 4, 5, 3}, {0, 5, 1, 4}},
                      {{0, 3, 4, 0}, {5, 1, 4, 0}, {3, 4, 5, 0}, {0, 5, 4, 0}, {5, 3, 4, 0}}},
    [FAMILY_MINOR] = {{{0, 5, 3, 4}, {0, 6, 5, 4}, {0, 3, 0, 4}, {0, 2, 5, 4}, {0, 5, 2, 6}},
                      {{0, 3, 4, 0}, {5, 3, 4, 0}, {0, 5, 4, 0}, {3, 0, 4, 0}, {5, 6, 4, 0}}},
};
/* Jazz goes round the circle of fifths. */
static const struct phrases jazz = {
    {{1, 4, 0, 5}, {0, 5, 1, 4}, {2, 5, 1, 4}, {3, 6, 2, 5}, {0, 3, 1, 4}},
    {{5, 1, 4, 0}, {2, 1, 4, 0}, {3, 1, 4, 0}, {0, 1, 4, 0}, {6, 2, 4, 0}}};
/* The modes have their own turns: each shows the tone that makes it. */
struct modal {
    const char *name;
    struct phrases phrases;
};
static const struct modal modal[] = {
    {"dorian",
     {{{0, 3, 0, 3}, {0, 6, 3, 0}, {0, 2, 3, 6}, {0, 1, 3, 0}, {0, 3, 6, 3}},
      {{0, 3, 6, 0}, {2, 3, 6, 0}, {0, 1, 3, 0}, {3, 6, 3, 0}, {0, 6, 3, 0}}}},
    {"mixolydian",
     {{{0, 6, 3, 0}, {0, 3, 6, 3}, {0, 4, 6, 3}, {0, 6, 0, 3}, {0, 1, 6, 3}},
      {{3, 6, 3, 0}, {0, 6, 3, 0}, {5, 3, 6, 0}, {0, 3, 6, 0}, {1, 6, 3, 0}}}},
    {"lydian",
     {{{0, 1, 0, 1}, {0, 4, 1, 0}, {0, 1, 5, 4}, {0, 2, 1, 4}, {0, 1, 4, 1}},
      {{0, 1, 4, 0}, {5, 1, 4, 0}, {1, 4, 1, 0}, {0, 4, 1, 0}, {2, 1, 4, 0}}}},
    {"phrygian",
     {{{0, 1, 0, 6}, {0, 1, 2, 1}, {0, 5, 6, 1}, {0, 6, 5, 1}, {0, 0, 1, 1}},
      {{0, 6, 1, 0}, {1, 2, 1, 0}, {5, 6, 1, 0}, {0, 3, 1, 0}, {0, 1, 6, 0}}}},
    {"aeolian",
     {{{0, 5, 2, 6}, {0, 3, 5, 6}, {0, 2, 5, 6}, {0, 6, 5, 6}, {0, 5, 3, 6}},
      {{5, 6, 0, 0}, {3, 5, 6, 0}, {0, 5, 6, 0}, {5, 3, 6, 0}, {2, 5, 6, 0}}}},
};

static const struct phrases *phrases_of(const struct music_mode *mode) {
    if (mode->family == FAMILY_MAJOR) return &by_family[FAMILY_MAJOR];
    if (mode->family == FAMILY_MINOR) return &by_family[FAMILY_MINOR];
    for (size_t i = 0; i < COUNT_OF(modal); i++)
        if (strcmp(modal[i].name, mode->name) == 0) return &modal[i].phrases;
    /* kora and mbira tunings: major thirds over the lydian or mixolydian turns */
    return music_mode_has(mode->up, 0, 6) ? &modal[2].phrases : &modal[1].phrases;
}

static int scale_tone(const struct music_mode *mode, int degree) {
    int tones[12], count = 0;
    for (int i = 0; i < 12; i++)
        if (mode->down >> i & 1) tones[count++] = i;
    return tones[degree % count] + 12 * (degree / count);
}

/* A triad of the scale; the dominant of minor takes its leading tone. Drones give tonic and
 * fifth. */
static void chord_tones(const struct sketch *sketch, struct chord *chord) {
    const struct music_mode *mode = sketch->style.mode;
    int d = chord->degree;
    chord->tones = 0;
    if (sketch->style.drone) {
        chord->root = 0;
        chord->tones = 1 | (mode->up & mode->down & (1u << 7));
        if (chord->tones == 1) chord->tones |= mode->up & (1u << 5);
        return;
    }
    int root = scale_tone(mode, d), third = scale_tone(mode, d + 2),
        fifth = scale_tone(mode, d + 4);
    if (mode->family == FAMILY_MINOR && d == 4) third = 11;
    chord->root = root % 12;
    enum mood mood = sketch->order->mood;
    bool soft = mood == MOOD_ROMANTIC || mood == MOOD_CALM || mood == MOOD_MYSTERIOUS ||
                mood == MOOD_SAD;
    bool jazzy = sketch->style.sevenths;
    int seventh = scale_tone(mode, d + 6);
    if (mode->family == FAMILY_MINOR && jazzy && d == 0) seventh = 9; /* home has the sixth */
    /* gentle moods take the seventh on the chords that prepare, never on the one that is home
     */
    if (jazzy || (soft && (d == 1 || d == 3 || d == 5)))
        chord->tones = (uint16_t)(1u << seventh % 12);
    chord->tones |= (uint16_t)(1u << root % 12 | 1u << third % 12 | 1u << fifth % 12);
}

/* Root in or above the bass register is the bass's affair: the upper voices take each tone
 * once, in the inversion nearest to the chord before (Schoenberg's law of the shortest way). */
static void voice_chord(const struct sketch *sketch, struct chord *chord,
                        const struct chord *before) {
    int tones[4], count = 0;
    for (int i = 0; i < 12 && count < 4; i++)
        if (chord->tones >> i & 1) tones[count++] = i;
    int best = INT_MAX;
    for (int turn = 0; turn < count; turn++) {
        for (int octave = 36; octave <= 60; octave += 12) {
            int keys[4], move = 0;
            for (int i = 0; i < count; i++) {
                int at = (turn + i) % count;
                keys[i] = octave + (sketch->tonic + tones[at]) % 12;
                while (i > 0 && keys[i] <= keys[i - 1]) keys[i] += 12;
            }
            for (int i = 0; i < count; i++) {
                int from = before && before->key_count == count ? before->keys[i] : 50 + 4 * i;
                move += abs(keys[i] - from) * 2;
            }
            /* keep the pad below most of a speaker's formants and above the mud */
            if (keys[0] < 46) move += (46 - keys[0]) * 6;
            if (keys[count - 1] > 65) move += (keys[count - 1] - 65) * 6;
            if (move < best) {
                best = move;
                memcpy(chord->keys, keys, sizeof keys);
                chord->key_count = count;
            }
        }
    }
}

static void add_chord(struct sketch *sketch, double beat, double length, int degree) {
    const struct chord *before = NULL;
    struct chord copy;
    if (sketch->chords.count) {
        copy = sketch->chords.items[sketch->chords.count - 1];
        before = &copy;
    }
    struct chord *chord = list_push(&sketch->chords);
    chord->beat = beat;
    chord->length = length;
    chord->degree = degree;
    chord_tones(sketch, chord);
    voice_chord(sketch, chord, before);
}

static int minor_chords(const struct sketch *sketch, const int degrees[PHRASE]) {
    int count = 0;
    for (int i = 0; i < PHRASE; i++) {
        const struct music_mode *mode = sketch->style.mode;
        count += scale_tone(mode, degrees[i] + 2) - scale_tone(mode, degrees[i]) == 3;
    }
    return count;
}

/* Where the scene is dark the phrase with most minor chords, where it is light the one with
 * least; between, any. */
static int pick_phrase(const struct sketch *sketch, const int choices[CHOICES][PHRASE],
                       double light, struct random *random) {
    int pick = (int)random_below(random, CHOICES);
    if (fabs(light) < 0.25) return pick;
    for (int i = 0; i < CHOICES; i++) {
        int more = minor_chords(sketch, choices[i]) - minor_chords(sketch, choices[pick]);
        if (light < 0 ? more > 0 : more < 0) pick = i;
    }
    return pick;
}

static bool is_closed(enum section_kind kind) {
    return kind == SECTION_ANSWER || kind == SECTION_CLOSE;
}

void sketch_harmony(struct sketch *sketch) {
    struct random film = random_seed_for(sketch->order->theme_seed, "harmony");
    struct random random = random_seed_for(sketch->order->seed, "harmony");
    const struct phrases *phrases =
        sketch->style.sevenths ? &jazz : phrases_of(sketch->style.mode);
    const struct plan *plan = &sketch->plan;
    int theme_open = (int)random_below(&film, CHOICES),
        theme_closed = (int)random_below(&film, CHOICES);
    for (int s = 0; s < plan->section_count; s++) {
        const struct section *section = &plan->sections[s];
        bool closed = is_closed(section->kind);
        bool theme = section->kind == SECTION_STATE || section->kind == SECTION_ANSWER;
        double light =
            sketch_scene(sketch, sketch->order->light, section->bar * plan->beats, 0);
        int pick =
            pick_phrase(sketch, closed ? phrases->closed : phrases->open, light, &random);
        if (theme) pick = closed ? theme_closed : theme_open;
        const int *degrees = closed ? phrases->closed[pick] : phrases->open[pick];
        for (int bar = 0; bar < section->bars; bar++) {
            int degree = degrees[bar % PHRASE];
            if (section->kind == SECTION_CLOSE && s == plan->section_count - 1) {
                /* the last downbeat is the tonic itself: its bar in the phrase leads there */
                if (bar == section->bars - 1)
                    degree =
                        sketch->style.mode->family == FAMILY_MODAL ? degrees[PHRASE - 2] : 4;
                else if (bar == section->bars - 2 && section->bars > 1)
                    degree = degrees[1];
            }
            add_chord(sketch, (section->bar + bar) * plan->beats, plan->beats, degree);
        }
    }
    add_chord(sketch, plan->bars * plan->beats, plan->beats, 0);
}

/* One chord a bar, and the final one. */
const struct chord *sketch_chord(const struct sketch *sketch, double beat) {
    size_t bar = beat > 0 ? (size_t)((beat + 1e-6) / sketch->plan.beats) : 0;
    return &sketch->chords.items[bar < sketch->chords.count ? bar : sketch->chords.count - 1];
}
