/* What comes and goes in a place: animals, people, water, things; each made anew when it comes.
 */
#include "sound/effect.h"
#include "sound/flock.h"

static void songbird(struct random *random, struct track *track) {
    /* a phrase of two or three syllable kinds, each repeated, like a warbler's */
    double at = 0.02, base = random_range(random, 2600, 4300);
    int kinds = 2 + (int)random_below(random, 2);
    for (int kind = 0; kind < kinds; kind++) {
        double hz = base * random_range(random, 0.8, 1.3),
               bend = random_range(random, 0.75, 1.35);
        double length = random_range(random, 0.05, 0.13),
               gap = random_range(random, 0.02, 0.06);
        int times = 2 + (int)random_below(random, 4);
        for (int i = 0; i < times; i++) {
            struct tone_point note[] = {{at, hz, 0},
                                        {at + 0.2 * length, hz, 1},
                                        {at + 0.7 * length, hz * bend, 0.7},
                                        {at + length, hz * bend, 0}};
            track_tone(track, note, COUNT_OF(note), 1, 1, 0, 0);
            at += length + gap;
        }
    }
}

static void sparrow(struct random *random, struct track *track) {
    double at = 0.02, hz = random_range(random, 3600, 4400);
    int times = 3 + (int)random_below(random, 6);
    for (int i = 0; i < times && at < 1.9; i++) {
        double here = hz * random_range(random, 0.95, 1.08);
        struct tone_point note[] = {
            {at, here * 0.8, 0}, {at + 0.02, here * 1.1, 1}, {at + 0.06, here * 0.85, 0}};
        track_tone(track, note, COUNT_OF(note), 2, 2.5, 0, 0);
        at += random_range(random, 0.12, 0.3);
    }
}

/* The koel of Indian mornings: "ku-oo", each higher and louder than the one before. */
static void koel(struct random *random, struct track *track) {
    double at = 0.02, hz = random_range(random, 780, 860);
    for (int i = 0; i < 6; i++) {
        double gain = 0.35 + 0.13 * i;
        struct tone_point call[] = {{at, hz * 0.82, 0},
                                    {at + 0.06, hz * 0.85, 0.5 * gain},
                                    {at + 0.16, hz * 1.02, gain},
                                    {at + 0.32, hz * 1.22, gain},
                                    {at + 0.42, hz * 1.14, 0}};
        track_tone(track, call, COUNT_OF(call), 3, 2.2, 0, 0);
        at += 0.66 - 0.03 * i;
        hz *= 1.06;
    }
}

static void cuckoo(struct random *random, struct track *track) {
    double hz = random_range(random, 640, 680);
    int times = 2 + (int)random_below(random, 3);
    for (int i = 0; i < times; i++) {
        double at = 0.02 + 1.15 * i;
        struct tone_point high[] = {{at, hz, 0},
                                    {at + 0.04, hz, 1},
                                    {at + 0.16, hz * 0.98, 0.8},
                                    {at + 0.22, hz * 0.96, 0}};
        struct tone_point low[] = {{at + 0.36, hz * 0.8, 0},
                                   {at + 0.4, hz * 0.8, 0.9},
                                   {at + 0.58, hz * 0.79, 0.8},
                                   {at + 0.68, hz * 0.78, 0}};
        track_tone(track, high, COUNT_OF(high), 2, 3, 0, 0);
        track_tone(track, low, COUNT_OF(low), 2, 3, 0, 0);
    }
}

static void crow(struct random *random, struct track *track) {
    double at = 0.02;
    int times = 2 + (int)random_below(random, 3);
    for (int i = 0; i < times; i++) {
        double hz = random_range(random, 480, 540);
        struct syllable caw = {.at = at,
                               .length = 0.34,
                               .hz_from = hz,
                               .hz_to = hz * 0.78,
                               .formants = {1150, 1650, 2700},
                               .breath = 0.38,
                               .gain = 1};
        track_syllable(track, &caw, random);
        at += random_range(random, 0.5, 0.62);
    }
}

static void dove(struct random *random, struct track *track) {
    static const double starts[] = {0.02, 0.4, 0.95}, lengths[] = {0.26, 0.45, 0.3};
    double hz = random_range(random, 460, 520);
    for (int i = 0; i < 3; i++) {
        double at = starts[i], length = lengths[i], top = hz * (i == 1 ? 1.16 : 1);
        struct tone_point coo[] = {{at, hz * 0.95, 0},
                                   {at + 0.3 * length, top, 0.9},
                                   {at + 0.7 * length, top * 0.97, 0.7},
                                   {at + length, hz * 0.92, 0}};
        track_tone(track, coo, COUNT_OF(coo), 2, 3, 17, 18);
    }
}

static void gull(struct random *random, struct track *track) {
    double at = 0.02;
    int times = 2 + (int)random_below(random, 4);
    for (int i = 0; i < times && at < 2.4; i++) {
        double hz = random_range(random, 980, 1150), length = i == 0 ? 0.62 : 0.3;
        struct tone_point cry[] = {{at, hz * 0.75, 0},
                                   {at + 0.08, hz * 1.15, 1},
                                   {at + 0.5 * length, hz * 1.05, 0.8},
                                   {at + length, hz * 0.7, 0}};
        track_tone(track, cry, COUNT_OF(cry), 6, 1.1, 32, 25);
        at += length + 0.09;
    }
}

static void owl(struct random *random, struct track *track) {
    static const double starts[] = {0.02, 1.5, 1.75, 2.0}, lengths[] = {0.55, 0.16, 0.16, 0.8};
    double hz = random_range(random, 350, 390);
    for (int i = 0; i < 4; i++) {
        double at = starts[i], length = lengths[i];
        struct tone_point hoot[] = {{at, hz * 0.96, 0},
                                    {at + 0.25 * length, hz, 1},
                                    {at + 0.7 * length, hz * 1.01, 0.8},
                                    {at + length, hz * 0.93, 0}};
        track_tone(track, hoot, COUNT_OF(hoot), 2, 2.6, i == 3 ? 9 : 0, i == 3 ? 30 : 0);
    }
}

static void frog(struct random *random, struct track *track) {
    double at = 0.02, hz = random_range(random, 480, 720);
    int times = 2 + (int)random_below(random, 5);
    for (int i = 0; i < times && at < 1.8; i++) {
        for (int pulse = 0; pulse < 9; pulse++)
            track_ring(track, at + pulse * 0.016, hz * (1 + 0.015 * pulse), 0.03,
                       0.4 + 0.07 * pulse);
        at += random_range(random, 0.3, 0.36);
    }
}

/* Wing strokes: three or four pulses a chirp, one pitch, kept up for seconds. */
static void cricket(struct random *random, struct track *track) {
    double at = 0.05, hz = random_range(random, 4100, 5100),
           pace = random_range(random, 0.42, 0.62);
    int pulses = 3 + (int)random_below(random, 2);
    double end = (double)track->count / PCM_RATE - 0.3;
    while (at < end) {
        double edge = fmin(1, fmin(at / 0.8, (end - at) / 0.8) + 0.1);
        for (int pulse = 0; pulse < pulses; pulse++) {
            double when = at + pulse * 0.03;
            struct tone_point stroke[] = {{when, hz, 0},
                                          {when + 0.008, hz, edge},
                                          {when + 0.015, hz * 0.995, edge},
                                          {when + 0.022, hz * 0.99, 0}};
            track_tone(track, stroke, COUNT_OF(stroke), 1, 1, 0, 0);
        }
        at += pace * random_range(random, 0.98, 1.02);
    }
}

static void cicada(struct random *random, struct track *track) {
    double end = (double)track->count / PCM_RATE - 0.05, hz = random_range(random, 4300, 5600);
    struct shape_point song[] = {{0.02, 0, hz * 0.88, hz * 1.12},
                                 {1.4, 0.6, hz * 0.9, hz * 1.1},
                                 {0.7 * end, 1, hz * 0.9, hz * 1.1},
                                 {end, 0, hz * 0.86, hz * 1.1}};
    track_shaped_noise(track, song, COUNT_OF(song), random);
    double rate = random_range(random, 55, 75);
    for (int64_t i = 0; i < track->count; i++)
        track->samples[i] *= (float)(0.55 + 0.45 * sin(2 * M_PI * rate * (double)i / PCM_RATE));
}

static void drop(struct random *random, struct track *track) {
    double hz = random_range(random, 1300, 5200);
    track_burst(track, 0.002, 0.0003, 0.006, 2500, 12000, 0.5, random);
    struct tone_point ring[] = {
        {0.004, hz, 0}, {0.006, hz, 0.8}, {0.02, hz * 1.15, 0.25}, {0.04, hz * 1.3, 0}};
    track_tone(track, ring, COUNT_OF(ring), 1, 1, 0, 0);
}

static void roof_drop(struct random *random, struct track *track) {
    double hz = random_range(random, 380, 1400);
    track_burst(track, 0.002, 0.0004, 0.014, 500, 5000, 0.8, random);
    track_ring(track, 0.002, hz, 0.04, 0.5);
}

static void drip(struct random *random, struct track *track) {
    double hz = random_range(random, 900, 1900);
    struct tone_point ring[] = {
        {0.01, hz, 0}, {0.014, hz, 1}, {0.05, hz * 1.12, 0.35}, {0.12, hz * 1.3, 0}};
    track_tone(track, ring, COUNT_OF(ring), 2, 2, 0, 0);
}

static const double vowels[6][3] = {
    {730, 1090, 2440}, {530, 1840, 2480}, {390, 1990, 2550},
    {570, 840, 2410},  {440, 1020, 2240}, {640, 1190, 2390},
};

/* Somebody talking too far away to be understood: syllables with the falling line of a
 * sentence. */
static void talking(struct random *random, struct track *track, double hz, double tract,
                    double until) {
    double at = 0.02, start = hz;
    while (at < until - 0.3) {
        const double *vowel = vowels[random_below(random, 6)];
        double length = random_range(random, 0.1, 0.24), part = at / until;
        double pitch = start * (1.12 - 0.25 * part) * random_range(random, 0.93, 1.08);
        struct syllable word = {.at = at,
                                .length = length,
                                .hz_from = pitch,
                                .hz_to = pitch * random_range(random, 0.9, 1.05),
                                .formants = {vowel[0] * tract, vowel[1] * tract, 0},
                                .breath = 0.12,
                                .gain = random_range(random, 0.5, 1)};
        track_syllable(track, &word, random);
        if (random_unit(random) < 0.3)
            track_burst(track, at - 0.03, 0.005, 0.05, 3000, 7500, 0.05, random);
        at += length + (random_unit(random) < 0.16 ? random_range(random, 0.15, 0.4)
                                                   : random_range(random, 0, 0.04));
    }
}

static void murmur(struct random *random, struct track *track) {
    bool high = random_unit(random) < 0.5;
    double hz = high ? random_range(random, 180, 240) : random_range(random, 95, 140);
    talking(random, track, hz, high ? 1.12 : 0.97, random_range(random, 1.4, 3.2));
}

static void vendor(struct random *random, struct track *track) {
    double at = 0.02, hz = random_range(random, 210, 290);
    for (int i = 0; i < 4; i++) {
        const double *vowel = vowels[random_below(random, 6)];
        double length =
            i == 3 ? random_range(random, 0.6, 0.9) : random_range(random, 0.14, 0.26);
        struct syllable call = {.at = at,
                                .length = length,
                                .hz_from = hz * (i == 3 ? 1.25 : 1),
                                .hz_to = hz * (i == 3 ? 1.05 : 1.1),
                                .formants = {vowel[0], vowel[1], vowel[2]},
                                .breath = 0.1,
                                .gain = 1};
        track_syllable(track, &call, random);
        at += length + 0.03;
    }
}

static void child(struct random *random, struct track *track) {
    double at = 0.02;
    int calls = 1 + (int)random_below(random, 3);
    for (int i = 0; i < calls; i++) {
        const double *vowel = vowels[random_below(random, 6)];
        double hz = random_range(random, 340, 460), length = random_range(random, 0.2, 0.5);
        struct syllable call = {.at = at,
                                .length = length,
                                .hz_from = hz,
                                .hz_to = hz * random_range(random, 0.8, 1.3),
                                .formants = {vowel[0] * 1.3, vowel[1] * 1.28, vowel[2] * 1.25},
                                .breath = 0.15,
                                .gain = 1};
        track_syllable(track, &call, random);
        at += length + random_range(random, 0.05, 0.25);
    }
}

static void car(struct random *random, struct track *track) {
    double peak = random_range(random, 2.4, 3.4), end = (double)track->count / PCM_RATE - 0.05;
    struct shape_point pass[] = {{0.02, 0, 60, 300},
                                 {peak - 1, 0.3, 80, 700},
                                 {peak, 1, 110, 2300},
                                 {peak + 0.7, 0.45, 90, 1000},
                                 {end, 0, 60, 250}};
    track_shaped_noise(track, pass, COUNT_OF(pass), random);
    double hz = random_range(random, 70, 110);
    struct tone_point motor[] = {{0.02, hz * 1.06, 0},
                                 {peak - 0.4, hz * 1.05, 0.12},
                                 {peak + 0.4, hz * 0.94, 0.14},
                                 {end, hz * 0.92, 0}};
    track_tone(track, motor, COUNT_OF(motor), 6, 0.8, 0, 0);
}

static void bicycle(struct random *random, struct track *track) {
    for (int i = 0; i < 8; i++) {
        double at = 0.02 + 0.055 * i + (i > 3 ? 0.18 : 0);
        track_ring(track, at, 2620, 0.5, 0.5);
        track_ring(track, at, 4130, 0.35, 0.35);
        track_ring(track, at, 6480, 0.2, 0.2);
    }
    (void)random;
}

static void cup(struct random *random, struct track *track) {
    static const struct mode_row china[] = {
        {1, 1, 1}, {1.72, 0.7, 0.7}, {2.9, 0.4, 0.5}, {4.3, 0.2, 0.3}};
    int times = 1 + (int)random_below(random, 2);
    for (int i = 0; i < times; i++)
        track_strike(track, 0.01 + 0.16 * i, random_range(random, 1900, 3000), 0.16, china, 4,
                     1 - 0.4 * i, random);
    track_burst(track, 0.01, 0.0003, 0.01, 2000, 9000, 0.3, random);
}

static void sizzle(struct random *random, struct track *track) {
    struct shape_point pan[] = {{0.02, 0, 2500, 9000},
                                {0.3, 0.7, 2800, 11000},
                                {2.2, 0.35, 3000, 10000},
                                {3.4, 0, 3000, 9000}};
    track_shaped_noise(track, pan, COUNT_OF(pan), random);
}

static void crackle(struct random *random, struct track *track) {
    int pops = 1 + (int)random_below(random, 5);
    for (int i = 0; i < pops; i++) {
        double low = random_range(random, 700, 2600);
        track_burst(track, 0.01 + 0.3 * random_unit(random), 0.0003,
                    random_range(random, 0.004, 0.03), low, low * 4,
                    0.1 + pow(random_unit(random), 2), random);
    }
}

static void bubble(struct random *random, struct track *track) {
    double at = 0.02;
    int count = 3 + (int)random_below(random, 12);
    for (int i = 0; i < count && at < 1.2; i++) {
        double hz = random_range(random, 180, 900), length = 0.02 + 12 / hz;
        struct tone_point ring[] = {{at, hz, 0},
                                    {at + 0.003, hz, random_range(random, 0.3, 1)},
                                    {at + length, hz * 1.5, 0}};
        track_tone(track, ring, COUNT_OF(ring), 1, 1, 0, 0);
        at += random_range(random, 0.03, 0.12);
    }
}

static void ripple(struct random *random, struct track *track) {
    double at = 0.01;
    for (int i = 0; i < 12; i++) {
        double hz = random_range(random, 500, 2100), length = 0.012 + 10 / hz;
        struct tone_point ring[] = {{at, hz, 0},
                                    {at + 0.002, hz, random_range(random, 0.2, 1)},
                                    {at + length, hz * 1.3, 0}};
        track_tone(track, ring, COUNT_OF(ring), 1, 1, 0, 0);
        at += random_range(random, 0.01, 0.06);
    }
}

static void clack(struct random *random, struct track *track) {
    for (int axle = 0; axle < 4; axle++) {
        double at = 0.01 + (axle & 1) * 0.1 + (axle >> 1) * 0.27;
        track_burst(track, at, 0.001, 0.07, 90, 1500, random_range(random, 0.7, 1), random);
        track_ring(track, at, random_range(random, 230, 260), 0.08, 0.4);
    }
}

static void beep(struct random *random, struct track *track) {
    (void)random;
    struct tone_point tone[] = {
        {0.01, 988, 0}, {0.015, 988, 1}, {0.11, 988, 1}, {0.13, 988, 0}};
    track_tone(track, tone, COUNT_OF(tone), 2, 2.5, 0, 0);
}

static void page(struct random *random, struct track *track) {
    struct shape_point turn[] = {
        {0.01, 0, 1500, 6000}, {0.2, 0.5, 2200, 9000}, {0.45, 0, 1800, 7000}};
    track_shaped_noise(track, turn, COUNT_OF(turn), random);
    for (int i = 0; i < 14; i++)
        track_burst(track, 0.02 + 0.4 * random_unit(random), 0.0003, 0.006, 1800, 9000,
                    random_range(random, 0.1, 0.6), random);
}

struct grain_row {
    const char *name, *effect; /* an effect heard from afar instead of `make` */
    void (*make)(struct random *random, struct track *track);
    double seconds;
    double muffle_hz; /* air and distance */
    double wet;
    bool steady; /* a mechanism: always from one side, at one pace and loudness */
};
static const struct grain_row rows[GRAIN_COUNT] = {
    [GRAIN_SONGBIRD] = {"songbird", NULL, songbird, 2.6, 0, 0.5},
    [GRAIN_SPARROW] = {"sparrow", NULL, sparrow, 2.1, 0, 0.4},
    [GRAIN_KOEL] = {"koel", NULL, koel, 4, 0, 0.7},
    [GRAIN_CUCKOO] = {"cuckoo", NULL, cuckoo, 4.8, 0, 0.8},
    [GRAIN_CROW] = {"crow", NULL, crow, 2.6, 5000, 0.5},
    [GRAIN_DOVE] = {"dove", NULL, dove, 1.4, 0, 0.5},
    [GRAIN_GULL] = {"gull", NULL, gull, 2.9, 6000, 0.6},
    [GRAIN_OWL] = {"owl", NULL, owl, 3, 0, 0.9},
    [GRAIN_FROG] = {"frog", NULL, frog, 2.3, 4000, 0.4},
    [GRAIN_CRICKET] = {"cricket", NULL, cricket, 7, 0, 0.25},
    [GRAIN_CICADA] = {"cicada", NULL, cicada, 8, 0, 0.3},
    [GRAIN_DROP] = {"drop", NULL, drop, 0.06, 0, 0.15},
    [GRAIN_DRIP] = {"drip", NULL, drip, 0.2, 0, 1},
    [GRAIN_ROOF_DROP] = {"roof drop", NULL, roof_drop, 0.08, 0, 0.2},
    [GRAIN_THUNDER] = {"thunder", "thunder", NULL, 0, 900, 0.6},
    [GRAIN_MURMUR] = {"murmur", NULL, murmur, 3.4, 2200, 0.7},
    [GRAIN_MURMUR_NEAR] = {"near murmur", NULL, murmur, 3.4, 3200, 0.5},
    [GRAIN_VENDOR] = {"vendor", NULL, vendor, 2.2, 2800, 0.8},
    [GRAIN_CHILD] = {"child", NULL, child, 2.4, 3500, 0.9},
    [GRAIN_CAR] = {"car", NULL, car, 6, 0, 0.3},
    [GRAIN_HORN] = {"horn", "horn", NULL, 0, 1800, 0.9},
    [GRAIN_BICYCLE] = {"bicycle", NULL, bicycle, 1.3, 6000, 0.5},
    [GRAIN_DOG] = {"dog", "dog", NULL, 0, 1500, 0.9},
    [GRAIN_ROOSTER] = {"rooster", "rooster", NULL, 0, 2600, 0.9},
    [GRAIN_CUP] = {"cup", NULL, cup, 0.5, 0, 0.5},
    [GRAIN_SIZZLE] = {"sizzle", NULL, sizzle, 3.5, 0, 0.2},
    [GRAIN_KEYS] = {"keys", "typing", NULL, 0, 4500, 0.4},
    [GRAIN_PAGE] = {"page", NULL, page, 0.5, 0, 0.3},
    [GRAIN_STEPS] = {"steps", "steps", NULL, 0, 2200, 0.8},
    [GRAIN_TEMPLE_BELL] = {"temple bell", "temple_bell", NULL, 0, 2600, 0.9},
    [GRAIN_HAND_BELL] = {"hand bell", "bell", NULL, 0, 5000, 0.7},
    [GRAIN_CHURCH_BELL] = {"church bell", "temple_bell", NULL, 0, 1500, 1},
    [GRAIN_DRUM] = {"drum", "drum", NULL, 0, 1300, 0.8},
    [GRAIN_CHEER] = {"cheer", "cheer", NULL, 0, 2200, 0.9},
    [GRAIN_FIREWORKS] = {"fireworks", "fireworks", NULL, 0, 1800, 1},
    [GRAIN_CRACKLE] = {"crackle", NULL, crackle, 0.4, 0, 0.15},
    [GRAIN_BUBBLE] = {"bubble", NULL, bubble, 1.4, 1500, 0.3},
    [GRAIN_RIPPLE] = {"ripple", NULL, ripple, 0.8, 0, 0.2},
    [GRAIN_CLACK] = {"clack", NULL, clack, 0.6, 1800, 0.2, true},
    [GRAIN_CREAK] = {"creak", "creak", NULL, 0, 2000, 0.5},
    [GRAIN_BEEP] = {"beep", NULL, beep, 0.15, 2500, 0.5, true},
    [GRAIN_SHIP_HORN] = {"ship horn", "ship_horn", NULL, 0, 700, 1},
    [GRAIN_CLOCK] = {"clock", "clock", NULL, 0, 5000, 0.3, true},
};

void flock_init(struct flock *flock, enum grain_id id, double every_s, double level_db,
                double muffle_hz, uint64_t seed) {
    *flock = (struct flock){.id = id,
                            .random = random_seed_for(seed, rows[id].name),
                            .every = every_s,
                            .level = pow(10, (level_db + 7) / 20),
                            .muffle = muffle_hz};
    flock->next = every_s * random_unit(&flock->random) * 0.8;
    flock->side = random_range(&flock->random, -0.5, 0.5);
}

static struct track make_grain(struct flock *flock) {
    const struct grain_row *row = &rows[flock->id];
    struct random random = random_seed(random_next(&flock->random));
    struct track track;
    if (row->effect) {
        track = effect_make(effect_find(row->effect), &random);
    } else {
        track = track_new(row->seconds);
        row->make(&random, &track);
    }
    double muffle = row->muffle_hz;
    if (flock->muffle > 0 && (muffle <= 0 || flock->muffle < muffle)) muffle = flock->muffle;
    if (muffle > 0) track_filter(&track, filter_low(muffle, 0.6));
    track_scale_to(&track, 1);
    track_fade(&track, 0.002, 0.02);
    return track;
}

void flock_step(struct flock *flock, struct grain grains[MAX_GRAINS], int *count) {
    const double hop = (double)HOP / PCM_RATE;
    while (flock->next < hop) {
        double pan = random_range(&flock->random, -0.9, 0.9);
        double level = flock->level * pow(10, random_range(&flock->random, -7, 2) / 20);
        double wait = -log(1 - 0.98 * random_unit(&flock->random)) * flock->every;
        if (rows[flock->id].steady) {
            pan = flock->side;
            level = flock->level;
            wait = flock->every;
        }
        if (*count < MAX_GRAINS) {
            struct grain *grain = &grains[(*count)++];
            *grain = (struct grain){.track = make_grain(flock),
                                    .at = -(int64_t)(flock->next * PCM_RATE),
                                    .left = (float)(level * sqrt(0.5 - 0.5 * pan)),
                                    .right = (float)(level * sqrt(0.5 + 0.5 * pan)),
                                    .wet = (float)(level * rows[flock->id].wet)};
        } else {
            (void)random_next(&flock->random);
        }
        flock->next += fmax(wait, 0.0005);
    }
    flock->next -= hop;
}
