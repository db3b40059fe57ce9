/* Things that are struck: modes from the physics of bars, plates, bells and glass (Fletcher and
 * Rossing, The Physics of Musical Instruments). */
#include "sound/effect.h"

/* A tuned church bell: hum, prime, tierce, quint, nominal and above. */
static const struct mode_row church[] = {
    {0.5, 0.55, 1.2},   {1, 0.8, 1},         {1.183, 0.9, 0.85},  {1.506, 0.4, 0.6},
    {2, 1, 0.6},        {2.514, 0.5, 0.35},  {2.662, 0.45, 0.35}, {3.011, 0.5, 0.3},
    {4.166, 0.35, 0.2}, {5.433, 0.25, 0.14},
};
/* A small brass bell, swung: higher, beating pairs from its uneven rim. */
static const struct mode_row brass[] = {
    {1, 1, 1},         {1.006, 0.7, 0.95}, {2.41, 0.7, 0.7}, {2.43, 0.5, 0.66},
    {3.92, 0.5, 0.45}, {5.6, 0.35, 0.3},   {7.5, 0.22, 0.2}, {9.7, 0.12, 0.14},
};
static const struct mode_row wood[] = {
    {1, 1, 1},       {1.62, 0.7, 0.8}, {2.31, 0.55, 0.7},
    {3.4, 0.4, 0.5}, {4.9, 0.25, 0.4}, {7.1, 0.14, 0.3},
};
static const struct mode_row glassy[] = {
    {1, 1, 1}, {2.32, 0.8, 0.75}, {4.25, 0.55, 0.5}, {6.63, 0.35, 0.34}, {9.38, 0.2, 0.2},
};
/* A round membrane over air: the lower ratios of Bessel's zeros. */
static const struct mode_row skin[] = {
    {1, 1, 1},          {1.594, 0.55, 0.7}, {2.136, 0.4, 0.5},
    {2.296, 0.3, 0.45}, {2.653, 0.25, 0.4}, {3.6, 0.15, 0.3},
};

#define STRIKE(track, at, hz, t60, rows, gain, random) \
    track_strike(track, at, hz, t60, rows, (int)COUNT_OF(rows), gain, random)

static void bell(struct random *random, struct track *track) {
    STRIKE(track, 0.01, random_range(random, 1050, 1350), 2.2, brass, 1, random);
    STRIKE(track, 0.42, random_range(random, 1050, 1350), 2.0, brass, 0.7, random);
    track_burst(track, 0.01, 0.0005, 0.012, 2500, 9000, 0.3, random);
}

static void temple_bell(struct random *random, struct track *track) {
    double hz = random_range(random, 300, 360);
    STRIKE(track, 0.01, hz, 4.6, church, 1, random);
    track_ring(track, 0.01, hz * 1.004, 4.2, 0.5); /* the slow beat of a hand-cast rim */
    track_burst(track, 0.01, 0.001, 0.03, 1200, 6000, 0.5, random);
}

static void knock(struct random *random, struct track *track) {
    double at = 0.02, hz = random_range(random, 150, 190);
    for (int i = 0; i < 3; i++) {
        double gain = i == 1 ? 0.85 : 1;
        STRIKE(track, at, hz * random_range(random, 0.98, 1.02), 0.13, wood, gain, random);
        track_burst(track, at, 0.0006, 0.03, 300, 2200, 0.7 * gain, random);
        at += random_range(random, 0.21, 0.25);
    }
}

static void latch(struct track *track, double at, double gain, struct random *random) {
    track_burst(track, at, 0.0004, 0.02, 1500, 7000, gain, random);
    track_ring(track, at, random_range(random, 2300, 2700), 0.05, 0.35 * gain);
    track_burst(track, at + 0.035, 0.0004, 0.014, 900, 5000, 0.6 * gain, random);
}

/* Stick and slip: a train of pulses whose rate wanders, through the body of the door. */
static void creaking(struct track *track, double from, double length, double rate, double gain,
                     struct random *random) {
    struct track body = track_new(length);
    double at = 0, drift = 0;
    while (at < length - 0.01) {
        double part = at / length, swell = pow(sin(M_PI * part), 0.6);
        drift = 0.92 * drift + 0.05 * random_normal(random);
        /* the hinge binds, gives, and binds again: the pitch of the pulses climbs and falls
         * back */
        double bind = 0.5 - 0.5 * cos(2 * M_PI * (1.6 * part + 0.1)),
               here = rate * (0.5 + 2.4 * bind + drift);
        int64_t sample = (int64_t)(at * PCM_RATE);
        body.samples[sample] += (float)(swell * random_range(random, 0.6, 1));
        at += 1 / fmin(fmax(here, 18), 420) * random_range(random, 0.96, 1.04);
    }
    static const double resonances[] = {430, 880, 1430, 2350, 3700},
                        loud[] = {0.7, 1, 0.9, 0.6, 0.3};
    for (size_t i = 0; i < COUNT_OF(resonances); i++) {
        struct filter filter =
            filter_band(resonances[i] * random_range(random, 0.93, 1.07), 14);
        int64_t start = (int64_t)(from * PCM_RATE);
        for (int64_t s = 0; s < body.count && start + s < track->count; s++)
            track->samples[start + s] +=
                (float)(gain * loud[i]) * 12 * filter_run(&filter, body.samples[s]);
    }
    track_done(&body);
}

static void creak(struct random *random, struct track *track) {
    creaking(track, 0.02, random_range(random, 0.9, 1.2), random_range(random, 55, 85), 1,
             random);
}

static void door_open(struct random *random, struct track *track) {
    latch(track, 0.02, 0.7, random);
    creaking(track, 0.14, 0.75, random_range(random, 45, 70), 0.5, random);
    track_burst(track, 0.12, 0.15, 0.6, 120, 700, 0.12, random);
}

static void door_close(struct random *random, struct track *track) {
    creaking(track, 0.02, 0.35, random_range(random, 60, 80), 0.16, random);
    STRIKE(track, 0.42, random_range(random, 78, 92), 0.3, wood, 1.2, random);
    track_burst(track, 0.42, 0.001, 0.09, 60, 900, 1.2, random);
    latch(track, 0.435, 0.55, random);
}

/* A pane: one crack, then shards that ring and fall. */
static void glass(struct random *random, struct track *track) {
    track_burst(track, 0.01, 0.0004, 0.12, 1800, 15000, 1.1, random);
    for (int i = 0; i < 80; i++) {
        double late = random_unit(random);
        double at = 0.01 + 1.1 * late * late, hz = random_range(random, 1900, 7500);
        STRIKE(track, at, hz, random_range(random, 0.08, 0.4), glassy, 0.3 * (1.1 - late),
               random);
        if (late > 0.3) track_burst(track, at, 0.0003, 0.02, 3000, 14000, 0.14, random);
    }
}

static void clock_ticks(struct random *random, struct track *track) {
    for (int i = 0; i < 6; i++) {
        double at = 0.05 + 0.5 * i, hz = i % 2 ? 2050 : 2450,
               soft = random_range(random, 0.85, 1);
        STRIKE(track, at, hz, 0.035, wood, 0.6 * soft, random);
        track_burst(track, at, 0.0003, 0.008, 2500, 9000, 0.7 * soft, random);
        track_ring(track, at, 620, 0.05, 0.25 * soft);
    }
}

static void drum(struct random *random, struct track *track) {
    static const double beats[] = {0.02, 0.4, 0.62, 0.8};
    for (size_t i = 0; i < COUNT_OF(beats); i++) {
        double gain = i == 0 ? 1 : random_range(random, 0.55, 0.8);
        double hz = i % 2 ? 128 : 86;
        STRIKE(track, beats[i], hz * 1.02, 0.5, skin, gain, random);
        track_burst(track, beats[i], 0.001, 0.05, 150, 2500, 0.45 * gain, random);
    }
}

static void keys(struct random *random, struct track *track) {
    for (int i = 0; i < 13; i++) {
        double at = 0.02 + 0.75 * random_unit(random);
        STRIKE(track, at, random_range(random, 3100, 6800), random_range(random, 0.06, 0.2),
               glassy, random_range(random, 0.2, 0.7), random);
        track_burst(track, at, 0.0003, 0.01, 4000, 15000, 0.3, random);
    }
}

static void typing(struct random *random, struct track *track) {
    double at = 0.02;
    while (at < 1.9) {
        double gain = random_range(random, 0.5, 1);
        track_burst(track, at, 0.0005, 0.016, 1500, 8500, 0.8 * gain, random);
        STRIKE(track, at, random_range(random, 420, 620), 0.03, wood, 0.35 * gain, random);
        track_burst(track, at + 0.07, 0.0005, 0.01, 2500, 9000, 0.3 * gain, random);
        at += random_unit(random) < 0.12 ? random_range(random, 0.3, 0.45)
                                         : random_range(random, 0.09, 0.2);
    }
}

static void click(struct random *random, struct track *track) {
    latch(track, 0.01, 1, random);
    STRIKE(track, 0.012, 900, 0.03, wood, 0.4, random);
}

/* A branch: a snap, then fibres that give way. */
static void crack(struct random *random, struct track *track) {
    track_burst(track, 0.02, 0.0003, 0.05, 500, 9000, 1.2, random);
    STRIKE(track, 0.02, random_range(random, 480, 620), 0.07, wood, 0.9, random);
    for (int i = 0; i < 9; i++) {
        double at = 0.03 + 0.22 * random_unit(random);
        track_burst(track, at, 0.0003, 0.015, 900, 9000, random_range(random, 0.15, 0.5),
                    random);
    }
}

static void clap(struct random *random, struct track *track) {
    static const double times[] = {0.02, 0.42, 0.82};
    for (size_t i = 0; i < COUNT_OF(times); i++) {
        double center = random_range(random, 900, 1300);
        for (int flutter = 0; flutter < 3; flutter++) /* the hands meet at several points */
            track_burst(track, times[i] + flutter * 0.008, 0.0004,
                        0.022 + 0.05 * (flutter == 2), center * 0.55, center * 2.6, 0.9,
                        random);
    }
}

/* Many pairs of hands, each with a pace and a pitch of its own. */
static void applause(struct random *random, struct track *track) {
    for (int person = 0; person < 34; person++) {
        double pace = random_range(random, 0.2, 0.32), center = random_range(random, 700, 1700);
        double at = random_range(random, 0, 0.5), stop = random_range(random, 2.2, 3.6);
        double near = random_range(random, 0.15, 1);
        while (at < stop) {
            track_burst(track, at, 0.0005, random_range(random, 0.03, 0.06), center * 0.6,
                        center * 2.4, near * fmin(1, 0.3 + at), random);
            at += pace * random_range(random, 0.93, 1.07);
        }
    }
}

const struct effect effect_struck[] = {
    {"door_open", door_open, 1.1, 0.25, 1, 0.5},
    {"door_close", door_close, 1.1, 0.3, 1, 0.5},
    {"knock", knock, 1, 0.25, 0.9, 0.45},
    {"bell", bell, 3, 0.15, 0.8, 0.6},
    {"temple_bell", temple_bell, 5.5, 0.35, 1.6, 2.4},
    {"glass", glass, 1.8, 0.2, 0.8, 0.5},
    {"clap", clap, 1.3, 0.3, 1, 0.6},
    {"applause", applause, 4, 0.4, 1.5, 1.2},
    {"clock", clock_ticks, 3.1, 0.15, 0.8, 0.4},
    {"drum", drum, 1.6, 0.25, 1.1, 0.8},
    {"creak", creak, 1.3, 0.25, 1, 0.5},
    {"keys", keys, 1.2, 0.15, 0.8, 0.35},
    {"typing", typing, 2.2, 0.15, 0.8, 0.35},
    {"switch", click, 0.3, 0.2, 0.8, 0.3},
    {"crack", crack, 0.6, 0.25, 1.3, 0.6},
    {NULL, NULL, 0, 0, 0, 0},
};
