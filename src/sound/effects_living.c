/* People and animals: glottal pulses through formants, whistled tones, hearts. */
#include "sound/effect.h"

/* Vowels by Peterson and Barney: ah, eh, ee, oh, oo. */
static const double vowels[5][3] = {
    {730, 1090, 2440}, {530, 1840, 2480}, {300, 2200, 2900}, {570, 840, 2410}, {320, 870, 2250},
};

/* Three people laugh at once: one alone would be listened to too closely. */
static void laugh(struct random *random, struct track *track) {
    for (int person = 0; person < 3; person++) {
        double hz = person == 0   ? 215
                    : person == 1 ? 128
                                  : 250,
               tract = person == 1 ? 0.93 : 1.08;
        double at = 0.03 + person * random_range(random, 0.12, 0.3);
        int bursts = 5 + (int)random_below(random, 3);
        hz *= random_range(random, 1.1, 1.3);
        for (int i = 0; i < bursts; i++) {
            const double *vowel = vowels[person == 2 && i % 2 ? 1 : 0];
            double gain = (i == 0 ? 0.8 : 1) * pow(0.86, i) * (person ? 0.6 : 1);
            struct syllable breath = {
                .at = at,
                .length = 0.06,
                .hz_from = hz,
                .hz_to = hz,
                .formants = {vowel[0] * tract, vowel[1] * tract, vowel[2]},
                .breath = 1,
                .gain = 0.8 * gain};
            track_syllable(track, &breath, random);
            struct syllable ha = breath;
            ha.at = at + 0.04;
            ha.length = random_range(random, 0.09, 0.12);
            ha.hz_from = hz * 1.12;
            ha.hz_to = hz * 0.9;
            ha.breath = 0.22;
            ha.gain = gain;
            track_syllable(track, &ha, random);
            at += random_range(random, 0.17, 0.2);
            hz *= 0.95;
        }
    }
}

static void cheer(struct random *random, struct track *track) {
    for (int person = 0; person < 26; person++) {
        bool high = random_unit(random) < 0.5;
        double hz = high ? random_range(random, 280, 430) : random_range(random, 170, 260);
        double tract = high ? 1.12 : 0.97, at = random_range(random, 0, 0.5);
        const double *vowel = vowels[random_below(random, 2) ? 1 : random_below(random, 2) * 3];
        int calls = 1 + (int)random_below(random, 3);
        for (int i = 0; i < calls && at < 2.2; i++) {
            double length = random_range(random, 0.5, 1.2);
            struct syllable call = {
                .at = at,
                .length = length,
                .hz_from = hz * 0.9,
                .hz_to = hz * 1.15,
                .formants = {vowel[0] * tract, vowel[1] * tract, vowel[2] * tract},
                .breath = 0.3,
                .gain = random_range(random, 0.3, 1)};
            track_syllable(track, &call, random);
            at += length + random_range(random, 0.05, 0.3);
        }
    }
    for (int i = 0; i < 90; i++) {
        double at = 0.2 + 2.6 * random_unit(random), center = random_range(random, 800, 1600);
        track_burst(track, at, 0.0005, 0.04, center * 0.6, center * 2.4, 0.16, random);
    }
}

/* A bark is a growl pressed through a mouth that opens and shuts. */
static void dog(struct random *random, struct track *track) {
    double at = 0.03;
    for (int i = 0; i < 3; i++) {
        double hz = random_range(random, 270, 320), gain = i == 1 ? 0.85 : 1;
        struct syllable bark = {.at = at,
                                .length = 0.19,
                                .hz_from = hz * 1.5,
                                .hz_to = hz * 0.75,
                                .formants = {620, 1180, 2300},
                                .breath = 0.32,
                                .attack = 0.06,
                                .gain = gain};
        track_syllable(track, &bark, random);
        bark.formants[0] = 980, bark.formants[1] = 1750, bark.formants[2] = 2900;
        bark.length = 0.11, bark.at += 0.02, bark.gain = 0.7 * gain;
        track_syllable(track, &bark, random);
        track_burst(track, at, 0.004, 0.12, 500, 3500, 0.12 * gain, random);
        at += i == 0 ? random_range(random, 0.34, 0.4) : random_range(random, 0.5, 0.65);
    }
}

static void rooster(struct random *random, struct track *track) {
    /* ko - ke - ri - kooo: three short calls, then a long one that falls */
    static const double starts[] = {0.03, 0.3, 0.52, 0.86},
                        lengths[] = {0.17, 0.15, 0.28, 0.95};
    static const double from[] = {480, 640, 700, 860}, to[] = {560, 700, 900, 560};
    for (int i = 0; i < 4; i++) {
        double scale = random_range(random, 0.97, 1.03), end = starts[i] + lengths[i];
        double top = i == 3 ? 900 : fmax(from[i], to[i]) * 1.05;
        struct tone_point call[] = {{starts[i], from[i] * scale, 0},
                                    {starts[i] + 0.03, from[i] * scale * 1.03, 0.8},
                                    {starts[i] + 0.4 * lengths[i], top * scale, 1},
                                    {end - 0.05, to[i] * scale, 0.6},
                                    {end, to[i] * scale * 0.9, 0}};
        track_tone(track, call, COUNT_OF(call), 14, 0.75, 24, i == 3 ? 22 : 8);
    }
    track_filter(track, filter_high(500, 0.7));
    struct filter mouth = filter_band(1900, 1.1);
    for (int64_t i = 0; i < track->count; i++)
        track->samples[i] = 0.4f * track->samples[i] + filter_run(&mouth, track->samples[i]);
}

static void bird(struct random *random, struct track *track) {
    double at = 0.03;
    for (int phrase = 0; phrase < 2; phrase++) {
        int notes = 4 + (int)random_below(random, 3);
        double base = random_range(random, 3000, 3800);
        for (int i = 0; i < notes; i++) {
            double length = random_range(random, 0.05, 0.12),
                   up = random_range(random, 0.8, 1.35);
            double hz = base * random_range(random, 0.9, 1.2);
            struct tone_point note[] = {{at, hz, 0},
                                        {at + 0.15 * length, hz * 1.05, 1},
                                        {at + 0.6 * length, hz * up, 0.8},
                                        {at + length, hz * up * 0.9, 0}};
            bool trill = i == notes - 1;
            track_tone(track, note, COUNT_OF(note), 2, 3, trill ? 38 : 0, trill ? 160 : 0);
            at += length + random_range(random, 0.03, 0.08);
        }
        at += random_range(random, 0.3, 0.45);
    }
}

static void heartbeat(struct random *random, struct track *track) {
    double at = 0.03;
    for (int i = 0; i < 4; i++) {
        for (int sound = 0; sound < 2; sound++) {
            double when = at + sound * 0.3, gain = sound ? 0.65 : 1, hz = sound ? 68 : 54;
            struct tone_point thud[] = {{when, hz * 1.3, 0},
                                        {when + 0.015, hz * 1.15, gain},
                                        {when + 0.06, hz, 0.6 * gain},
                                        {when + 0.16, hz * 0.8, 0}};
            track_tone(track, thud, COUNT_OF(thud), 3, 1.6, 0, 0);
            track_burst(track, when, 0.004, 0.05, 60, 260, 0.35 * gain, random);
        }
        at += random_range(random, 0.82, 0.86);
    }
}

/* A pea whistle: its tone is chopped by the pea about forty times a second. */
static void whistle(struct random *random, struct track *track) {
    double hz = random_range(random, 2350, 2550);
    struct tone_point tone[] = {
        {0.02, hz * 0.96, 0}, {0.06, hz, 1}, {0.75, hz * 1.01, 0.95}, {0.85, hz * 0.95, 0}};
    track_tone(track, tone, COUNT_OF(tone), 3, 2.2, 38, 55);
    struct track breath = track_new((double)track->count / PCM_RATE);
    track_burst(&breath, 0.02, 0.04, 3, 1800, 7000, 0.1, random);
    for (int64_t i = 0; i < track->count; i++) {
        double now = (double)i / PCM_RATE, chop = 0.72 + 0.28 * sin(2 * M_PI * 38 * now);
        double open = now < 0.85 ? 1 : fmax(0, 1 - (now - 0.85) * 20);
        track->samples[i] = (float)((track->samples[i] + breath.samples[i] * open) * chop);
    }
    track_done(&breath);
}

const struct effect effect_living[] = {
    {"laugh", laugh, 2.2, 0.25, 1.1, 0.5},    {"cheer", cheer, 3.4, 0.4, 1.6, 1.3},
    {"dog", dog, 1.9, 0.25, 1.4, 0.6},        {"rooster", rooster, 2.1, 0.25, 1.7, 0.9},
    {"bird", bird, 2.6, 0.2, 1.6, 0.8},       {"heartbeat", heartbeat, 3.6, 0.05, 1, 0.4},
    {"whistle", whistle, 1.1, 0.3, 1.4, 0.7}, {NULL, NULL, 0, 0, 0, 0},
};
