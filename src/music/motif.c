/* The motif: a rhythm and a line of steps. A leap is followed by steps back into its gap, the
 * oldest rule of melody (Fux), and the last note is long. */
#include "music/sketch.h"

enum { CELLS = 10, CELL_NOTES = 5 };
static const double four[CELLS][CELL_NOTES] = {
    {2, 1, 1}, {1, 1, 2},        {1.5, 0.5, 2},    {3, 1},        {1, 0.5, 0.5, 2},
    {1, 2, 1}, {1.5, 0.5, 1, 1}, {0.5, 0.5, 1, 2}, {2, 1.5, 0.5}, {1, 1.5, 0.5, 1},
};
static const double three[CELLS][CELL_NOTES] = {
    {2, 1},    {1, 2},     {1.5, 0.5, 1}, {2, 0.5, 0.5}, {1, 0.5, 0.5, 1},
    {1, 1, 1}, {1.5, 1.5}, {0.5, 0.5, 2}, {2, 1},        {1, 1.5, 0.5},
};

static void add_cell(struct motif *motif, const double *cell) {
    for (int i = 0; i < CELL_NOTES && cell[i] > 0 && motif->count < MAX_MOTIF; i++) {
        motif->beats[motif->count++] = cell[i];
        motif->total += cell[i];
    }
}

void motif_make(uint64_t seed, int beats, struct motif *motif) {
    struct random random = random_seed_for(seed, "motif");
    *motif = (struct motif){0};
    uint32_t first = random_below(&random, CELLS), second = random_below(&random, CELLS);
    add_cell(motif, beats == 3 ? three[first] : four[first]);
    /* the second bar answers: the same rhythm, or one that comes to rest */
    if (random_unit(&random) < 0.35) second = first;
    add_cell(motif, beats == 3 ? three[second] : four[second]);
    int lean = random_unit(&random) < 0.6 ? 1 : -1, leap_at = 1 + (int)random_below(&random, 3);
    int leap = 2 + (int)random_below(&random, 4), above = 0;
    for (int i = 1; i < MAX_MOTIF; i++) {
        int step;
        if (i == leap_at)
            step = lean * leap;
        else if (i > leap_at && i <= leap_at + 2)
            step = -lean;
        else if (random_unit(&random) < 0.12)
            step = 0;
        else
            step = random_unit(&random) < 0.6 ? lean : -lean;
        if (i > leap_at + 2 && random_unit(&random) < 0.2) step *= 2;
        if (above + step > 6 || above + step < -5) step = -step;
        motif->steps[i] = step;
        above += step;
    }
}

struct motif motif_invert(const struct motif *motif) {
    struct motif out = *motif;
    for (int i = 0; i < out.count; i++) out.steps[i] = -out.steps[i];
    return out;
}

struct motif motif_stretch(const struct motif *motif, double factor) {
    struct motif out = *motif;
    for (int i = 0; i < out.count; i++) out.beats[i] *= factor;
    out.total *= factor;
    return out;
}

struct motif motif_head(const struct motif *motif, double beats) {
    struct motif out = *motif;
    out.count = 0;
    out.total = 0;
    while (out.count < motif->count && out.total < beats - 1e-6) {
        double length = motif->beats[out.count];
        if (out.total + length > beats) length = beats - out.total;
        out.beats[out.count++] = length;
        out.total += length;
    }
    return out;
}

/* Keeps the rhythm and most steps; one or two notes go another way. */
struct motif motif_vary(const struct motif *motif, struct random *random) {
    struct motif out = *motif;
    if (out.count < 3) return out;
    uint32_t at = 1 + random_below(random, (uint32_t)out.count - 1);
    out.steps[at] = out.steps[at] > 0 ? out.steps[at] - 1 : out.steps[at] + 1;
    if (out.steps[at] == 0) out.steps[at] = random_unit(random) < 0.5 ? 1 : -1;
    /* a long note may be divided: passing motion */
    if (out.count < MAX_MOTIF && out.beats[at] >= 2) {
        memmove(&out.beats[at + 1], &out.beats[at],
                sizeof(double) * (size_t)(out.count - (int)at));
        memmove(&out.steps[at + 1], &out.steps[at],
                sizeof(int) * (size_t)(out.count - (int)at));
        out.beats[at] /= 2;
        out.beats[at + 1] /= 2;
        out.steps[at + 1] = out.steps[at] > 0 ? -1 : 1;
        out.count++;
    }
    return out;
}
