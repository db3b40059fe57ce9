/* Machines and things that are blown. */
#include "sound/effect.h"

/* An old bell telephone: two gongs struck twenty times a second, twice. */
static void phone(struct random *random, struct track *track) {
    static const double ratios[] = {1, 2.75, 5.4};
    double low = random_range(random, 1180, 1260), high = low * 1.19;
    for (int ring = 0; ring < 2; ring++) {
        double start = 0.02 + ring * 1.0;
        for (int i = 0; i < 15; i++) {
            double at = start + i * 0.043, hz = i % 2 ? high : low;
            for (size_t p = 0; p < COUNT_OF(ratios); p++)
                track_ring(track, at, hz * ratios[p], 0.5 / (double)(p + 1),
                           0.5 / (double)(p + 1));
            track_burst(track, at, 0.0003, 0.01, 2500, 9000, 0.25, random);
        }
    }
}

static void horn(struct random *random, struct track *track) {
    double hz = random_range(random, 395, 425);
    for (int blast = 0; blast < 2; blast++) {
        double at = blast ? 0.42 : 0.02, length = blast ? 0.6 : 0.28;
        for (int reed = 0; reed < 2; reed++) {
            double f = hz * (reed ? 1.26 : 1); /* the two horns of a car stand a third apart */
            struct tone_point tone[] = {{at, f * 0.98, 0},
                                        {at + 0.02, f, 0.5},
                                        {at + length - 0.04, f, 0.5},
                                        {at + length, f * 0.99, 0}};
            track_tone(track, tone, COUNT_OF(tone), 16, 0.55, 0, 0);
        }
    }
    track_filter(track, filter_low(3200, 0.7));
}

/* Firing strokes of a four-cylinder engine: starts, revs, and idles away. */
static void engine(struct random *random, struct track *track) {
    double at = 0.02, length = (double)track->count / PCM_RATE;
    while (at < length - 0.1) {
        double rate, gain = 1;
        if (at < 0.6)
            rate = 11, gain = 0.5;
        else if (at < 1.3)
            rate = 24 + 46 * (at - 0.6) / 0.7;
        else
            rate = 30 + 40 * exp(-(at - 1.3) * 1.6);
        if (at > length - 1.2) gain = (length - at) / 1.2;
        track_burst(track, at, 0.0015, 0.05, 35, 380,
                    0.8 * gain * random_range(random, 0.8, 1.1), random);
        track_burst(track, at, 0.001, 0.025, 400, 2200, 0.12 * gain, random);
        if (at < 0.6) track_ring(track, at, 310, 0.06, 0.2);
        at += 1 / rate * random_range(random, 0.95, 1.05);
    }
}

static void train(struct random *random, struct track *track) {
    double length = (double)track->count / PCM_RATE;
    struct shape_point rumble[] = {{0, 0, 30, 250},
                                   {1.2, 0.5, 30, 420},
                                   {2.6, 0.9, 30, 700},
                                   {4, 0.5, 30, 420},
                                   {length - 0.02, 0, 30, 200}};
    track_shaped_noise(track, rumble, COUNT_OF(rumble), random);
    for (double at = 0.3; at < length - 0.6; at += 0.62) {
        double near = exp(-(at - 2.6) * (at - 2.6) / 2.2);
        for (int axle = 0; axle < 4; axle++) {
            double when = at + (axle & 1) * 0.11 + (axle >> 1) * 0.26;
            track_burst(track, when, 0.001, 0.06, 120, 1800, 0.65 * near + 0.04, random);
            track_ring(track, when, random_range(random, 380, 420), 0.08, 0.3 * near);
        }
    }
    /* the horn far ahead: a chord of five chimes, as locomotives carry */
    static const double chimes[] = {311, 370, 415, 494, 622};
    for (size_t i = 0; i < COUNT_OF(chimes); i++) {
        struct tone_point tone[] = {{0.2, chimes[i] * 0.99, 0},
                                    {0.35, chimes[i], 0.09},
                                    {1.35, chimes[i], 0.08},
                                    {1.6, chimes[i] * 0.98, 0}};
        track_tone(track, tone, COUNT_OF(tone), 8, 1, 0, 0);
    }
}

/* A conch: the player's lips find the tone from below; a few harmonics, much breath. */
static void conch(struct random *random, struct track *track) {
    double hz = random_range(random, 225, 250);
    struct tone_point tone[] = {{0.02, hz * 0.8, 0},   {0.25, hz * 0.97, 0.6},
                                {0.7, hz, 1},          {1.8, hz * 1.01, 0.9},
                                {2.4, hz * 1.02, 0.7}, {2.75, hz * 0.93, 0}};
    track_tone(track, tone, COUNT_OF(tone), 7, 1.15, 4.5, 14);
    struct shape_point air[] = {{0.02, 0, 200, 1500},
                                {0.3, 0.12, 250, 2200},
                                {2.3, 0.09, 250, 2200},
                                {2.75, 0, 200, 1200}};
    track_shaped_noise(track, air, COUNT_OF(air), random);
}

/* A ship's horn in the fog. */
static void ship_horn(struct random *random, struct track *track) {
    double hz = random_range(random, 88, 104);
    struct tone_point tone[] = {
        {0.02, hz * 0.97, 0}, {0.3, hz, 1}, {2.6, hz, 0.95}, {3, hz * 0.97, 0}};
    track_tone(track, tone, COUNT_OF(tone), 18, 0.7, 0, 0);
    struct tone_point second[] = {
        {0.02, hz * 1.49, 0}, {0.35, hz * 1.5, 0.5}, {2.6, hz * 1.5, 0.45}, {3, hz * 1.46, 0}};
    track_tone(track, second, COUNT_OF(second), 10, 0.9, 0, 0);
    track_filter(track, filter_low(1400, 0.7));
}

static void shutter(struct random *random, struct track *track) {
    track_burst(track, 0.02, 0.0005, 0.02, 1200, 8000, 1, random);
    track_burst(track, 0.075, 0.0005, 0.025, 900, 6500, 0.8, random);
    track_ring(track, 0.02, 1750, 0.03, 0.3);
    track_ring(track, 0.075, 1320, 0.04, 0.3);
}

const struct effect effect_machines[] = {
    {"phone", phone, 2.3, 0.2, 0.9, 0.5},    {"horn", horn, 1.2, 0.3, 1.6, 0.8},
    {"engine", engine, 4, 0.15, 1.2, 0.5},   {"train", train, 5.2, 0.25, 1.7, 1},
    {"conch", conch, 3, 0.35, 1.7, 1.8},     {"ship_horn", ship_horn, 3.3, 0.4, 1.9, 2.6},
    {"camera", shutter, 0.3, 0.2, 0.8, 0.3}, {NULL, NULL, 0, 0, 0, 0},
};
