#include "sound/bed.h"

struct bed_row {
    const char *name;
    double low_hz, high_hz;
    double swell_db; /* how far loudness wanders to either side */
    double period_s; /* about how often it turns */
    double drift;    /* octaves the band moves with it */
    bool waves;      /* surf: rises slowly, breaks, runs out */
};
static const struct bed_row rows[BED_COUNT] = {
    [BED_ROOM] = {"room", 45, 240, 1, 5, 0, false},
    [BED_VENT] = {"vent", 140, 1100, 0.6, 6, 0.05, false},
    [BED_WIND] = {"wind", 130, 620, 6, 3.5, 0.7, false},
    [BED_LEAVES] = {"leaves", 1900, 7500, 6, 2.6, 0.25, false},
    [BED_RAIN] = {"rain", 900, 10500, 1.2, 4, 0.1, false},
    [BED_ROOF] = {"roof", 260, 1500, 1.5, 3, 0.1, false},
    [BED_RUMBLE] = {"rumble", 32, 170, 3, 5, 0.2, false},
    [BED_TRAFFIC] = {"traffic", 180, 1300, 4.5, 4.5, 0.3, false},
    [BED_SURF] = {"surf", 180, 1500, 0, 8, 2, true},
    [BED_FAR_SURF] = {"far surf", 80, 480, 0, 10.5, 1, true},
    [BED_RIVER] = {"river", 330, 2700, 1.5, 0.8, 0.15, false},
    [BED_BABBLE] = {"babble", 280, 950, 2.5, 0.5, 0.2, false},
    [BED_RAILS] = {"rails", 35, 380, 2.5, 2, 0.2, false},
    [BED_HEARTH] = {"hearth", 60, 420, 3, 0.7, 0.2, false},
    [BED_DEEP] = {"deep", 35, 230, 3.5, 4, 0.4, false},
    [BED_HOLLOW] = {"hollow", 70, 210, 3, 6, 0.3, false},
};

/* Uniform noise has a third of a unit of power; the filters keep the sum of their squared
 * response. */
static double unit_gain(double low_hz, double high_hz) {
    struct filter high = filter_high(low_hz, 0.707), low = filter_low(high_hz, 0.707);
    double power = 0;
    for (int i = 0; i < 6000; i++) {
        double h = filter_run(&low, filter_run(&high, i == 0 ? 1.0f : 0.0f));
        power += h * h;
    }
    return sqrt(3 / power);
}

void bed_init(struct bed *bed, enum bed_id id, double level_db, uint64_t seed) {
    *bed = (struct bed){.row = &rows[id], .random = random_seed_for(seed, rows[id].name)};
    for (int c = 0; c < 2; c++) bed->noises[c] = noise_new(&bed->random);
    bed->gain = unit_gain(rows[id].low_hz, rows[id].high_hz) * pow(10, level_db / 20);
    bed->period = rows[id].period_s * random_range(&bed->random, 0.6, 1.4);
    bed->at = bed->period * random_unit(&bed->random);
    bed->from = random_range(&bed->random, -1, 1);
    bed->to = random_range(&bed->random, -1, 1);
}

/* -1..1, turning smoothly at uneven times. */
static double wander(struct bed *bed) {
    bed->at += (double)HOP / PCM_RATE;
    if (bed->at >= bed->period) {
        bed->at -= bed->period;
        bed->period = bed->row->period_s * random_range(&bed->random, 0.6, 1.4);
        bed->from = bed->to;
        bed->to = random_range(&bed->random, -1, 1);
    }
    double part = bed->at / bed->period;
    return bed->from + (bed->to - bed->from) * (0.5 - 0.5 * cos(M_PI * part));
}

/* 0..1: a wave gathers for a third of its time, breaks, and runs out; `to` is its size. */
static double breaking(struct bed *bed) {
    bed->at += (double)HOP / PCM_RATE;
    if (bed->at >= bed->period) {
        bed->at -= bed->period;
        bed->period = bed->row->period_s * random_range(&bed->random, 0.7, 1.35);
        bed->from = bed->to;
        bed->to = random_range(&bed->random, -1, 1);
    }
    double part = bed->at / bed->period, size = 0.75 + 0.25 * bed->to,
           last = 0.75 + 0.25 * bed->from;
    double rise = part < 0.36 ? part / 0.36 : 1;
    double run_out = last * exp(-3.4 * (part + 0.64));
    double now = part < 0.36 ? size * rise * rise * rise : size * exp(-3.4 * (part - 0.36));
    return fmin(1, fmax(now, run_out));
}

void bed_add(struct bed *bed, float *stereo) {
    const struct bed_row *row = bed->row;
    double gain, octaves, side = 0;
    if (row->waves) {
        double wave = breaking(bed);
        gain = bed->gain * (0.3 + 1.5 * wave);
        octaves = row->drift * (wave - 0.25);
        side = 0.25 * bed->to; /* each wave breaks somewhere else along the shore */
    } else {
        double turn = wander(bed);
        gain = bed->gain * pow(10, row->swell_db * turn / 20);
        octaves = row->drift * turn;
    }
    double move = exp2(octaves);
    struct filter high = filter_high(row->low_hz * (row->waves ? 1 : move), 0.707);
    struct filter low = filter_low(row->high_hz * move, 0.707);
    for (int c = 0; c < 2; c++) {
        struct filter here_high = high, here_low = low;
        here_high.z1 = bed->highs[c].z1, here_high.z2 = bed->highs[c].z2;
        here_low.z1 = bed->lows[c].z1, here_low.z2 = bed->lows[c].z2;
        float level = bed->level[c], target = (float)(gain * (1 + (c ? side : -side)));
        float step = (target - level) / HOP;
        struct noise noise = bed->noises[c];
        for (int i = 0; i < HOP; i++) {
            level += step;
            stereo[2 * i + c] +=
                level * filter_run(&here_low, filter_run(&here_high, noise_next(&noise)));
        }
        bed->noises[c] = noise;
        bed->highs[c] = here_high;
        bed->lows[c] = here_low;
        bed->level[c] = target;
    }
}

struct hum_row {
    double hz[6], gains[6];
};
static const struct hum_row hums[HUM_COUNT] = {
    [HUM_MAINS] = {{50, 100, 150, 200, 300, 400}, {0.4, 1, 0.3, 0.35, 0.15, 0.08}},
    [HUM_FRIDGE] = {{49.2, 98.4, 147.6, 196.9, 246}, {1, 0.7, 0.25, 0.2, 0.1}},
    [HUM_SHIP] = {{54.7, 55.3, 82.1, 109.8, 164.6, 329.4}, {1, 0.9, 0.6, 0.4, 0.16, 0.05}},
    [HUM_BUS] = {{31, 46.5, 62, 93, 124.2, 186}, {1, 0.6, 0.9, 0.4, 0.3, 0.1}},
};

void bed_hum_init(struct hum *hum, enum hum_id id, double level_db) {
    *hum = (struct hum){0};
    double power = 0;
    for (int i = 0; i < 6; i++) power += hums[id].gains[i] * hums[id].gains[i] / 2;
    for (int i = 0; i < 6 && hums[id].hz[i] > 0; i++) {
        double w = 2 * M_PI * hums[id].hz[i] / PCM_RATE, phase = 2.4 * i;
        hum->cosines[i] = cos(phase);
        hum->sines[i] = sin(phase);
        hum->turns_c[i] = cos(w);
        hum->turns_s[i] = sin(w);
        hum->gains[i] = hums[id].gains[i] / sqrt(power) * pow(10, level_db / 20);
        hum->count++;
    }
}

void bed_hum_add(struct hum *hum, float *stereo) {
    double breath = 1 + 0.12 * sin(0.9 * hum->at) + 0.08 * sin(0.37 * hum->at + 1);
    hum->at += (double)HOP / PCM_RATE;
    for (int p = 0; p < hum->count; p++) {
        double c = hum->cosines[p], s = hum->sines[p];
        /* odd partials lean left, even right: a hum fills the room unevenly */
        float left = (float)(hum->gains[p] * (p & 1 ? 0.85 : 1.1) * breath);
        float right = (float)(hum->gains[p] * (p & 1 ? 1.1 : 0.85) * breath);
        for (int i = 0; i < HOP; i++) {
            double next = c * hum->turns_c[p] - s * hum->turns_s[p];
            s = s * hum->turns_c[p] + c * hum->turns_s[p];
            c = next;
            stereo[2 * i] += left * (float)s;
            stereo[2 * i + 1] += right * (float)s;
        }
        double length = sqrt(c * c + s * s); /* rounding must not let it grow */
        hum->cosines[p] = c / length;
        hum->sines[p] = s / length;
    }
}
