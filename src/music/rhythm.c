/* Percussion cycles. A row is an instrument and its strokes; digits are loudness, dots rests.
 * Sources of the cycles: adi (4+2+2 claps), teental and keherwa thekas, the maqsum iqa', the
 * standard 12/8 bell of West Africa. */
#include <math.h>

#include "music/sketch.h"

enum { HAND = -1, MAX_ROWS = 5 };
enum {
    KICK = 36,
    STICK = 37,
    CLAP = 39,
    TAMBOURINE = 54,
    COWBELL = 56,
    BONGO = 60,
    MUTE_CONGA = 62,
    CONGA = 63,
    LOW_CONGA = 64,
    AGOGO = 67,
    LOW_AGOGO = 68,
    MARACAS = 70,
    BLOCK = 76,
    LOW_BLOCK = 77,
    MUTE_TRIANGLE = 80,
    TRIANGLE = 81,
    SHAKER = 82
};
struct row {
    int key; /* a percussion key, or HAND with `step` semitones above the tonic */
    int step;
    const char *strokes;
};
struct rhythm {
    const char *name;
    int cells; /* to a beat */
    struct row rows[MAX_ROWS];
    bool tihai; /* ends in a figure played three times onto the last downbeat */
    int beats;  /* to a bar; 0: 4 */
};
static const struct rhythm rhythms[] = {
    {"light", 2, {{SHAKER, 0, "3.2.3.2."}, {MUTE_TRIANGLE, 0, "..2...2."}}, false},
    {"dance",
     2,
     {{TAMBOURINE, 0, "..4.2.4."}, {KICK, 0, "5...4..."}, {SHAKER, 0, "32323232"}},
     false},
    {"clock",
     2,
     {{STICK, 0, "2.1.2.1."}, {BLOCK, 0, "3......."}, {HAND, 0, "4.....3."}},
     false},
    {"heart", 4, {{HAND, 0, "5.3............."}}, false},
    {"march", 4, {{HAND, 0, "6.....3.5...3.3."}, {KICK, 0, "5.......4......."}}, false},
    {"drive", 4, {{HAND, 0, "6...3..35..33.3."}, {KICK, 0, "5..4....5...4..."}}, false},
    {"adi",
     4,
     {{LOW_CONGA, 0, "6.....4.5.....4.6...4...6...4.4."},
      {CONGA, 0, "..3...3...3...3...4.3.3...4.3.3."},
      {MUTE_CONGA, 0, ".2..323..2..323..23.2.23.23.2.23"},
      {HAND, 0, "4...............4.......4......."},
      {MUTE_TRIANGLE, 0, "3...............3.......3......."}},
     true},
    {"adi soft",
     4,
     {{LOW_CONGA, 0, "4...........3...4.......4......."},
      {CONGA, 0, "....3.......3.......3.......3.2."},
      {MUTE_CONGA, 0, "......2...2...2.......2.......2."}},
     true},
    /* dha dhin dhin dha x2, dha tin tin ta, ta dhin dhin dha: the bass falls silent in the
       khali */
    {"teental",
     2,
     {{LOW_CONGA, 0, "5.4.4.5.5.4.4.5.5...........4.5."},
      {CONGA, 0, "4.3.3.4.4.3.3.4.4.3.3.3.3.3.3.4."},
      {MUTE_CONGA, 0, ".......2.......2.......2.2.....2"}},
     true},
    /* dha ge na ti na ka dhi na */
    {"keherwa",
     2,
     {{LOW_CONGA, 0, "53....4."},
      {CONGA, 0, "4.3.3..4"},
      {MUTE_CONGA, 0, "...3.2.."},
      {HAND, 0, "4.....3."}},
     true},
    {"wood",
     2,
     {{BLOCK, 0, "3..2...."}, {LOW_BLOCK, 0, "....3.2."}, {HAND, 0, "4......."}},
     false},
    {"taiko", 2, {{HAND, 0, "6..35.336..35.5."}, {LOW_BLOCK, 0, "..2...2...2...2."}}, false},
    /* dum tek - tek dum - tek - */
    {"maqsum",
     4,
     {{LOW_CONGA, 0, "6.......5......."},
      {BONGO, 0, "..4...4.....4..."},
      {MUTE_CONGA, 0, ".....2....2...22"},
      {TAMBOURINE, 0, "2...2...2...2..."}},
     false},
    {"maqsum soft",
     4,
     {{LOW_CONGA, 0, "4.......3......."}, {BONGO, 0, "..2...2.....2..."}},
     false},
    {"bell",
     3,
     {{LOW_AGOGO, 0, "4.3.33.3.3.3"},
      {SHAKER, 0, "3.23.23.23.2"},
      {LOW_CONGA, 0, "5.....4...3."},
      {CONGA, 0, "..3.33..3.33"}},
     false},
    {"bell soft", 3, {{SHAKER, 0, "3.22.23.22.2"}, {LOW_CONGA, 0, "4.....3....."}}, false},
};

int sketch_rhythm_find(const char *name) {
    for (size_t i = 0; i < COUNT_OF(rhythms); i++)
        if (strcmp(rhythms[i].name, name) == 0) return (int)i;
    return -1;
}

static void strike(struct sketch *sketch, const struct row *row, double beat, double loud,
                   struct random *random) {
    double velocity = (12 + 9 * loud) * (0.6 + 0.5 * sketch_intensity(sketch, beat)) +
                      random_range(random, -3, 3);
    if (row->key == HAND) {
        if (sketch_plays(sketch, ROLE_HAND)) {
            int key = 36 + (sketch->tonic + row->step) % 12;
            sketch_note(sketch, ROLE_HAND, beat, 1, key, velocity);
        }
        return;
    }
    struct note *note = sketch_note(sketch, ROLE_LEAD, beat, 0.5, row->key, velocity);
    if (note) note->channel = CHANNEL_PERCUSSION;
}

static bool drums_play(const struct sketch *sketch, const struct section *section,
                       double beat) {
    if (section->kind == SECTION_BREATHE) return false;
    if (section->kind == SECTION_INTRO) return sketch->style.loudness > 0.7;
    if (section->kind == SECTION_CLOSE && section->bars >= 4)
        return beat < (section->bar + section->bars - 1) * sketch->plan.beats;
    return sketch_intensity(sketch, beat) > 0.3;
}

void sketch_rhythm(struct sketch *sketch) {
    const struct plan *plan = &sketch->plan;
    if (sketch->style.percussion < 0 || plan->bars == 0) return;
    const struct rhythm *rhythm = &rhythms[sketch->style.percussion];
    if ((rhythm->beats ? rhythm->beats : 4) != plan->beats) return;
    struct random random = random_seed_for(sketch->order->seed, "rhythm");
    int bar_cells = rhythm->cells * plan->beats, total = plan->bars * bar_cells;
    for (int cell = 0; cell < total; cell++) {
        double beat = (double)cell / rhythm->cells;
        const struct section *section = plan_section(plan, cell / bar_cells);
        bool last_bar = cell / bar_cells == plan->bars - 1;
        if (rhythm->tihai && last_bar && plan->bars >= 4) {
            /* three times three strokes, the ninth on the final downbeat */
            int to_end = (total - cell) * 4 / rhythm->cells;
            if (to_end <= 12 && to_end % 5 != 4 && to_end % 5 != 3)
                strike(sketch, &rhythm->rows[to_end % 5 == 0 ? 0 : 1], beat, 5, &random);
            continue;
        }
        if (!drums_play(sketch, section, beat)) continue;
        for (int i = 0; i < MAX_ROWS && rhythm->rows[i].strokes; i++) {
            const struct row *row = &rhythm->rows[i];
            char stroke = row->strokes[cell % (int)strlen(row->strokes)];
            if (stroke != '.') strike(sketch, row, beat, stroke - '0', &random);
        }
    }
    /* the last downbeat, with the final chord */
    if (sketch->style.loudness > 0.55)
        strike(sketch, &rhythm->rows[0], plan->bars * plan->beats, 5, &random);
}
