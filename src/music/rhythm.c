/* Percussion cycles. A row is an instrument and its strokes; digits are loudness, dots rests.
 * Sources of the cycles: adi (4+2+2 claps), teental and keherwa thekas, the maqsum iqa', the
 * standard 12/8 bell of West Africa. */
#include <math.h>

#include "music/instrument.h"
#include "music/sketch.h"

enum { HAND = -1, MAX_ROWS = 5 };
enum {
    KICK = 36,
    STICK = 37,
    SNARE = 38,
    CLAP = 39,
    HAT = 42,
    PEDAL_HAT = 44,
    OPEN_HAT = 46,
    CRASH = 49,
    RIDE = 51,
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
    HAND_CYMBALS = 81, /* the triangle stands in for manjira and talam */
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
    int beats;  /* to a bar */
    /* Syllables of the drum, one a cell, '-' where it rests: the cycle as it is taught. The
     * drum plays them where it has its own channel; rows go along. */
    const char *bols;
};
static const struct rhythm rhythms[] = {
    {"light", 2, {{SHAKER, 0, "3.2.3.2."}, {MUTE_TRIANGLE, 0, "..2...2."}}, false, 4, NULL},
    {"dance",
     2,
     {{TAMBOURINE, 0, "..4.2.4."}, {KICK, 0, "5...4..."}, {SHAKER, 0, "32323232"}},
     false,
     4,
     NULL},
    {"folk",
     2,
     {{TAMBOURINE, 0, "..3...3."}, {KICK, 0, "4...4..."}, {CLAP, 0, "......2."}},
     false,
     4,
     NULL},
    {"clock",
     2,
     {{STICK, 0, "2.1.2.1."}, {BLOCK, 0, "3......."}, {HAND, 0, "4.....3."}},
     false,
     4,
     NULL},
    {"heart", 4, {{HAND, 0, "5.3............."}}, false, 4, NULL},
    {"march",
     4,
     {{HAND, 0, "6.....3.5...3.3."}, {KICK, 0, "5.......4......."}},
     false,
     4,
     NULL},
    {"drive",
     4,
     {{HAND, 0, "6...3..35..33.3."}, {KICK, 0, "5..4....5...4..."}},
     false,
     4,
     NULL},
    {"pop",
     4,
     {{KICK, 0, "6.....3.6.4....."},
      {SNARE, 0, "....5.......5..1"},
      {HAT, 0, "3.2.3.2.3.2.3.2."},
      {SHAKER, 0, "1.1.1.1.1.1.1.1."}},
     false,
     4,
     NULL},
    {"pop soft",
     4,
     {{KICK, 0, "4.........3....."},
      {STICK, 0, "....3.......3..."},
      {HAT, 0, "2.1.2.1.2.1.2.1."}},
     false,
     4,
     NULL},
    {"rock",
     4,
     {{KICK, 0, "6...4.4.6.4....."},
      {SNARE, 0, "....6.......6..."},
      {HAT, 0, "4.3.4.3.4.3.4.3."},
      {CRASH, 0, "4..............................................................."}},
     false,
     4,
     NULL},
    {"four",
     4,
     {{KICK, 0, "6...6...6...6..."},
      {CLAP, 0, "....4.......4..."},
      {HAT, 0, "2.2.2.2.2.2.2.22"},
      {OPEN_HAT, 0, "..3...3...3...3."}},
     false,
     4,
     NULL},
    {"electro soft",
     4,
     {{KICK, 0, "5.....4...4....."},
      {CLAP, 0, "....2.......2..."},
      {HAT, 0, "..2...2...2...2."}},
     false,
     4,
     NULL},
    /* eighths swing by the style's own measure */
    {"swing",
     2,
     {{RIDE, 0, "4.34.43."},
      {PEDAL_HAT, 0, "..3...3."},
      {KICK, 0, "2.1.2.1."},
      {SNARE, 0, ".....1.2"}},
     false,
     4,
     NULL},
    {"brushes",
     2,
     {{RIDE, 0, "2.21.22."}, {PEDAL_HAT, 0, "..2...2."}, {SNARE, 0, "1.1.1.1."}},
     false,
     4,
     NULL},
    {"adi",
     4,
     {{HAND_CYMBALS, 0, "3...............3.......3......."}},
     true,
     4,
     "tham - - dhi nam dhi nam - tham - - dhi nam dhi nam - | tham - dhi - nam dhi ta ka | "
     "tham - ta ka dhi mi nam -"},
    {"adi soft", 2, {{0}}, true, 4, "tham - nam - dhi - nam - | tham - nam - | dhi - nam dhi"},
    {"rupaka",
     4,
     {{HAND_CYMBALS, 0, "3..........."}},
     true,
     3,
     "tham - dhi dhi | nam - dhi dhi nam - ta ka"},
    {"rupaka soft", 2, {{0}}, true, 3, "tham - | nam dhi nam -"},
    {"teental",
     1,
     {{0}},
     true,
     4,
     "dha dhin dhin dha | dha dhin dhin dha | dha tin tin ta | ta dhin dhin dha"},
    {"teental fast",
     2,
     {{0}},
     true,
     4,
     "dha dhin dhin dha | dha dhin dhin dha | dha tin tin ta | ta dhin dhin dha"},
    {"keherwa", 2, {{0}}, true, 4, "dha ge na ti | na ka dhi na"},
    {"keherwa bells",
     2,
     {{HAND_CYMBALS, 0, "3.2.3.2."}, {TAMBOURINE, 0, "..2...2."}},
     true,
     4,
     "dha ge na ti | na ka dhi na"},
    {"dadra", 2, {{HAND_CYMBALS, 0, "3....."}}, true, 3, "dha dhi na | dha tu na"},
    {"wood",
     2,
     {{BLOCK, 0, "3..2...."}, {LOW_BLOCK, 0, "....3.2."}, {HAND, 0, "4......."}},
     false,
     4,
     NULL},
    {"taiko",
     2,
     {{HAND, 0, "6..35.336..35.5."}, {LOW_BLOCK, 0, "..2...2...2...2."}},
     false,
     4,
     NULL},
    /* deong - gi deok | kung deoreoreo | kung gi deok | kung deoreoreo, on the janggu */
    {"gutgeori",
     3,
     {{HAND, 0, "6.....5..5.."}, {MUTE_CONGA, 0, "4.34...34..."}, {BLOCK, 0, "....22....22"}},
     false,
     4,
     NULL},
    {"gutgeori soft",
     3,
     {{HAND, 0, "4.....3....."}, {MUTE_CONGA, 0, "2..2....2..."}},
     false,
     4,
     NULL},
    /* dum tek - tek dum - tek - */
    {"maqsum",
     4,
     {{LOW_CONGA, 0, "6.......5......."},
      {BONGO, 0, "..4...4.....4..."},
      {MUTE_CONGA, 0, ".....2....2...22"},
      {TAMBOURINE, 0, "2...2...2...2..."}},
     false,
     4,
     NULL},
    {"maqsum soft",
     4,
     {{LOW_CONGA, 0, "4.......3......."}, {BONGO, 0, "..2...2.....2..."}},
     false,
     4,
     NULL},
    /* dum tek - dum dum - tek - */
    {"saidi",
     4,
     {{LOW_CONGA, 0, "6.....5.5......."},
      {BONGO, 0, "..4.........4..."},
      {MUTE_CONGA, 0, "....22....22..22"},
      {TAMBOURINE, 0, "3...2...3...2..."}},
     false,
     4,
     NULL},
    {"bell",
     3,
     {{LOW_AGOGO, 0, "4.3.33.3.3.3"},
      {SHAKER, 0, "3.23.23.23.2"},
      {LOW_CONGA, 0, "5.....4...3."},
      {CONGA, 0, "..3.33..3.33"}},
     false,
     4,
     NULL},
    {"bell soft",
     3,
     {{SHAKER, 0, "3.22.23.22.2"}, {LOW_CONGA, 0, "4.....3....."}},
     false,
     4,
     NULL},
    /* the Ethiopian chik-chika: six eighths, the hands on the second and third of each three */
    {"chikchika",
     3,
     {{LOW_CONGA, 0, "6.....6....."},
      {CONGA, 0, "..44.4..44.4"},
      {CLAP, 0, "...3.....3.."},
      {SHAKER, 0, "322322322322"}},
     false,
     4,
     NULL},
    {"chikchika soft",
     3,
     {{LOW_CONGA, 0, "4.....4....."}, {CONGA, 0, "..22....22.."}},
     false,
     4,
     NULL},
    /* the hosho rattles under the mbira: a stroke and its drag */
    {"hosho",
     3,
     {{SHAKER, 0, "425425425425"}, {LOW_CONGA, 0, "5..3..4..3.3"}, {CLAP, 0, "..2..2..2..2"}},
     false,
     4,
     NULL},
    {"hosho soft",
     3,
     {{SHAKER, 0, "312312312312"}, {LOW_CONGA, 0, "3.....3....."}},
     false,
     4,
     NULL},
};

int style_rhythm(const char *name) {
    for (size_t i = 0; i < COUNT_OF(rhythms); i++)
        if (strcmp(rhythms[i].name, name) == 0) return (int)i;
    return -1;
}

const char *music_rhythm_name(int index) {
    return index >= 0 && index < (int)COUNT_OF(rhythms) ? rhythms[index].name : NULL;
}

bool style_rhythm_is_spoken(int rhythm) {
    return rhythms[rhythm].bols != NULL;
}

int style_rhythm_beats(int rhythm) {
    return rhythms[rhythm].beats;
}

/* --- strokes --- */

/* One syllable is a stroke of the right hand, the left, or both. */
static const struct bol {
    const char *name;
    int right, left; /* enum stroke, or -1 */
} bols[] =
    {
        {"dha", STROKE_NA, STROKE_GE},  {"dhin", STROKE_TIN, STROKE_GE},
        {"dhi", STROKE_TIN, STROKE_GE}, {"na", STROKE_NA, -1},
        {"ta", STROKE_NA, -1},          {"tin", STROKE_TIN, -1},
        {"ti", STROKE_TE, -1},          {"tu", STROKE_TUN, -1},
        {"ge", -1, STROKE_GE},          {"ka", -1, STROKE_KE},
},
  solkattu[] = {
      {"tham", STROKE_NA, STROKE_GE}, {"nam", STROKE_NA, -1}, {"dhi", STROKE_TE, -1},
      {"ta", STROKE_TE, -1},          {"ka", -1, STROKE_KE},  {"mi", STROKE_TIN, -1},
};

static const struct bol *named(const struct bol *table, size_t count, const char *name,
                               size_t size) {
    for (size_t i = 0; i < count; i++)
        if (strlen(table[i].name) == size && strncmp(table[i].name, name, size) == 0)
            return &table[i];
    return NULL;
}

/* The syllable of a cell, counting round and round; NULL where the drum rests. */
static const struct bol *bol_at(const struct sketch *sketch, const char *words, int cell) {
    const bool tabla = sketch->style.programs[ROLE_HAND] == INSTRUMENT_TABLA;
    for (const char *at = words;;) {
        while (*at == ' ' || *at == '|') at++;
        if (!*at) {
            at = words;
            continue;
        }
        size_t size = strcspn(at, " ");
        if (cell-- == 0) {
            const struct bol *bol = tabla ? named(bols, COUNT_OF(bols), at, size) : NULL;
            if (!bol) bol = named(solkattu, COUNT_OF(solkattu), at, size);
            return bol ? bol : named(bols, COUNT_OF(bols), at, size);
        }
        at += size;
    }
}

static double loudness_at(struct sketch *sketch, double beat, double loud,
                          struct random *random) {
    return (12 + 9 * loud) * (0.6 + 0.5 * sketch_intensity(sketch, beat)) +
           random_range(random, -3, 3);
}

static bool has_own_drum(const struct sketch *sketch) {
    return sketch->style.programs[ROLE_HAND] >= INSTRUMENT_TABLA;
}

static void say(struct sketch *sketch, const struct bol *bol, double beat, double loud,
                struct random *random) {
    if (!bol) return;
    double velocity = loudness_at(sketch, beat, loud, random);
    if (bol->right >= 0) sketch_note(sketch, ROLE_HAND, beat, 0.9, bol->right, velocity);
    if (bol->left >= 0) sketch_note(sketch, ROLE_HAND, beat, 0.9, bol->left, velocity);
}

static void strike(struct sketch *sketch, const struct row *row, double beat, double loud,
                   struct random *random) {
    double velocity = loudness_at(sketch, beat, loud, random);
    if (row->key == HAND) {
        if (sketch_plays(sketch, ROLE_HAND) && !has_own_drum(sketch)) {
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

/* Three times three strokes, the ninth on the final downbeat. */
static void play_tihai(struct sketch *sketch, const struct rhythm *rhythm, int cells_left,
                       double beat, struct random *random) {
    int to_end = cells_left * 4 / rhythm->cells;
    if (to_end > 12 || to_end % 5 == 4 || to_end % 5 == 3) return;
    bool strong = to_end % 5 == 0;
    if (has_own_drum(sketch))
        say(sketch, strong ? bol_at(sketch, rhythm->bols, 0) : bol_at(sketch, "ta", 0), beat, 5,
            random);
    else if (rhythm->rows[0].strokes)
        strike(sketch, &rhythm->rows[0], beat, 5, random);
}

static void play_cell(struct sketch *sketch, const struct rhythm *rhythm, int cell, double beat,
                      struct random *random) {
    for (int i = 0; i < MAX_ROWS && rhythm->rows[i].strokes; i++) {
        const struct row *row = &rhythm->rows[i];
        char stroke = row->strokes[cell % (int)strlen(row->strokes)];
        if (stroke != '.') strike(sketch, row, beat, stroke - '0', random);
    }
    if (!rhythm->bols || !has_own_drum(sketch)) return;
    bool sam = cell % (rhythm->cells * rhythm->beats) == 0;
    say(sketch, bol_at(sketch, rhythm->bols, cell), beat, sam ? 5 : 3.6, random);
}

void sketch_rhythm(struct sketch *sketch) {
    const struct plan *plan = &sketch->plan;
    if (sketch->style.percussion < 0 || plan->bars == 0) return;
    const struct rhythm *rhythm = &rhythms[sketch->style.percussion];
    if (rhythm->beats != plan->beats) return;
    struct random random = random_seed_for(sketch->order->seed, "rhythm");
    int bar_cells = rhythm->cells * plan->beats, total = plan->bars * bar_cells;
    for (int cell = 0; cell < total; cell++) {
        double beat = (double)cell / rhythm->cells;
        const struct section *section = plan_section(plan, cell / bar_cells);
        if (rhythm->tihai && cell / bar_cells == plan->bars - 1 && plan->bars >= 4)
            play_tihai(sketch, rhythm, total - cell, beat, &random);
        else if (drums_play(sketch, section, beat))
            play_cell(sketch, rhythm, cell, beat, &random);
    }
    /* the last downbeat, with the final chord */
    if (sketch->style.loudness <= 0.55) return;
    double end = plan->bars * plan->beats;
    if (rhythm->bols && has_own_drum(sketch))
        say(sketch, bol_at(sketch, rhythm->bols, 0), end, 5, &random);
    else if (rhythm->rows[0].strokes)
        strike(sketch, &rhythm->rows[0], end, 5, &random);
}
