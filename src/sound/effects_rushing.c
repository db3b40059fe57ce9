/* Air, water, fire, paper and feet: noise in motion. */
#include "sound/effect.h"

/* Heel, then sole; a step in two is a little heavier. */
static void steps(struct random *random, struct track *track) {
    double at = 0.03;
    for (int i = 0; i < 5; i++) {
        double gain = (i % 2 ? 0.82 : 1) * random_range(random, 0.9, 1.1);
        track_ring(track, at, random_range(random, 82, 100), 0.07, 0.6 * gain);
        track_ring(track, at, random_range(random, 190, 240), 0.05, 0.35 * gain);
        track_burst(track, at, 0.001, 0.035, 250, 2600, 0.6 * gain, random);
        track_burst(track, at + 0.075, 0.008, 0.06, 500, 4200, 0.22 * gain, random);
        at += random_range(random, 0.5, 0.54);
    }
}

/* Boards answer like a box: a hollow knock that rings, now and then a creak. */
static void steps_wood(struct random *random, struct track *track) {
    double at = 0.03;
    for (int i = 0; i < 5; i++) {
        double gain = (i % 2 ? 0.85 : 1) * random_range(random, 0.9, 1.1);
        track_ring(track, at, random_range(random, 105, 130), 0.16, 0.8 * gain);
        track_ring(track, at, random_range(random, 310, 360), 0.1, 0.4 * gain);
        track_burst(track, at, 0.001, 0.03, 200, 1900, 0.5 * gain, random);
        track_burst(track, at + 0.07, 0.006, 0.05, 300, 1800, 0.25 * gain, random);
        at += random_range(random, 0.5, 0.54);
    }
}

/* Stone gives nothing back below: a bright, short click and the scrape of the sole. */
static void steps_stone(struct random *random, struct track *track) {
    double at = 0.03;
    for (int i = 0; i < 5; i++) {
        double gain = (i % 2 ? 0.85 : 1) * random_range(random, 0.9, 1.1);
        track_ring(track, at, random_range(random, 1500, 1900), 0.035, 0.3 * gain);
        track_burst(track, at, 0.0006, 0.02, 900, 7500, 0.9 * gain, random);
        track_burst(track, at + 0.06, 0.01, 0.07, 1800, 8500, 0.3 * gain, random);
        at += random_range(random, 0.5, 0.54);
    }
}

/* Sand and snow have no blow at all: grains that slide, twice a step. */
static void steps_sand(struct random *random, struct track *track) {
    double at = 0.03;
    for (int i = 0; i < 5; i++) {
        double gain = (i % 2 ? 0.85 : 1) * random_range(random, 0.9, 1.1);
        for (int grain = 0; grain < 14; grain++)
            track_burst(track, at + 0.2 * random_unit(random), 0.004, 0.03, 700, 5200,
                        0.3 * gain * random_unit(random), random);
        track_burst(track, at, 0.03, 0.16, 500, 3200, 0.5 * gain, random);
        track_burst(track, at + 0.14, 0.04, 0.14, 800, 4200, 0.35 * gain, random);
        at += random_range(random, 0.5, 0.54);
    }
}

/* Lightning's channel is kilometres long: many cracks arrive one after another, the far ones
 * dull. */
static void thunder(struct random *random, struct track *track) {
    double length = (double)track->count / PCM_RATE, peal = 0.05, loud = 1;
    for (int p = 0; p < 6 && peal < length - 2; p++) {
        double late = peal / length, spread = 0.12 + 0.5 * late;
        int cracks = p == 0 ? 9 : 5 + (int)random_below(random, 5);
        for (int i = 0; i < cracks; i++) {
            double at = peal + spread * random_unit(random);
            double dull = fmax(3400 * pow(1 - late, 3), 140) * random_range(random, 0.5, 1);
            track_burst(track, at, 0.003 + 0.06 * late, 0.3 + 1.1 * late, 28, dull,
                        loud * random_range(random, 0.3, 1), random);
        }
        /* the ground answers each peal */
        struct shape_point roll[] = {{peal, 0, 24, 130},
                                     {peal + 0.15, 0.8 * loud, 26, 160},
                                     {peal + 0.7, 0.35 * loud, 24, 120},
                                     {fmin(peal + 2.4, length - 0.02), 0, 22, 70}};
        track_shaped_noise(track, roll, COUNT_OF(roll), random);
        peal += random_range(random, 0.55, 1.3);
        loud *= random_range(random, 0.5, 0.95);
    }
}

static void gust(struct random *random, struct track *track) {
    double top = random_range(random, 900, 1300);
    struct shape_point air[] = {{0, 0, 120, 350},
                                {0.9, 0.5, 180, 0.7 * top},
                                {1.6, 1, 260, top},
                                {2.1, 0.7, 220, 0.75 * top},
                                {2.7, 0.85, 240, 0.9 * top},
                                {4, 0, 120, 300}};
    track_shaped_noise(track, air, COUNT_OF(air), random);
    struct shape_point whistle[] = {
        {0.4, 0, 520, 640}, {1.6, 0.35, 760, 900}, {2.7, 0.22, 690, 820}, {3.9, 0, 500, 540}};
    track_shaped_noise(track, whistle, COUNT_OF(whistle), random);
}

/* A closed bubble rings as Minnaert found, and rises in pitch as it nears the surface. */
static void bubble(struct track *track, double at, double hz, double gain) {
    double length = 14 / hz + 0.02;
    struct tone_point points[] = {{at, hz, 0},
                                  {at + 0.002, hz, gain},
                                  {at + 0.4 * length, hz * 1.15, 0.4 * gain},
                                  {at + length, hz * 1.4, 0}};
    track_tone(track, points, COUNT_OF(points), 1, 1, 0, 0);
}

static void splash(struct random *random, struct track *track) {
    track_burst(track, 0.01, 0.003, 0.16, 150, 1200, 1, random);
    struct shape_point spray[] = {{0.015, 0, 500, 5000},
                                  {0.05, 1, 600, 9000},
                                  {0.25, 0.45, 900, 8000},
                                  {0.6, 0.15, 1200, 9000},
                                  {1.2, 0, 1500, 9000}};
    track_shaped_noise(track, spray, COUNT_OF(spray), random);
    for (int i = 0; i < 34; i++) {
        double late = random_unit(random);
        bubble(track, 0.05 + 1.1 * late, random_range(random, 350, 2400), 0.4 * (1.1 - late));
    }
}

static void pour(struct random *random, struct track *track) {
    struct shape_point stream[] = {{0.02, 0, 700, 3500},
                                   {0.2, 0.22, 900, 5000},
                                   {2.2, 0.2, 1100, 6000},
                                   {2.5, 0, 1200, 5000}};
    track_shaped_noise(track, stream, COUNT_OF(stream), random);
    for (double at = 0.08; at < 2.45; at += random_range(random, 0.006, 0.03)) {
        /* the vessel fills: its column of air gets shorter */
        double pitch = 480 + 420 * at / 2.5;
        bubble(track, at, pitch * random_range(random, 0.75, 1.6),
               random_range(random, 0.1, 0.55));
    }
}

static void paper(struct random *random, struct track *track) {
    double at = 0.02;
    for (int stroke = 0; stroke < 2; stroke++) {
        double length = random_range(random, 0.2, 0.3);
        struct shape_point swish[] = {{at, 0, 1500, 6000},
                                      {at + 0.4 * length, 0.4, 2200, 11000},
                                      {at + length, 0, 1800, 8000}};
        track_shaped_noise(track, swish, COUNT_OF(swish), random);
        for (int i = 0; i < 38; i++) {
            double where = at + length * random_unit(random);
            track_burst(track, where, 0.0003, random_range(random, 0.003, 0.012), 1800, 12000,
                        random_range(random, 0.1, 0.7), random);
        }
        at += length + random_range(random, 0.1, 0.2);
    }
}

static void fire(struct random *random, struct track *track) {
    double length = (double)track->count / PCM_RATE;
    struct shape_point roar[] = {{0, 0, 60, 420},
                                 {0.4, 0.09, 60, 480},
                                 {1.5, 0.12, 70, 520},
                                 {2.6, 0.08, 60, 420},
                                 {length - 0.02, 0, 60, 380}};
    track_shaped_noise(track, roar, COUNT_OF(roar), random);
    for (double at = 0.1; at < length - 0.3; at += -0.06 * log(1 - random_unit(random))) {
        double loud = pow(random_unit(random), 3), low = random_range(random, 700, 2600);
        track_burst(track, at, 0.0003, random_range(random, 0.004, 0.03), low, low * 4,
                    0.12 + 0.9 * loud, random);
    }
}

static void explosion(struct random *random, struct track *track) {
    track_burst(track, 0.01, 0.0008, 0.35, 40, 6000, 1.3, random);
    struct tone_point thump[] = {
        {0.01, 110, 0}, {0.015, 95, 1.2}, {0.25, 42, 0.7}, {0.9, 30, 0}};
    track_tone(track, thump, COUNT_OF(thump), 2, 1.5, 0, 0);
    struct shape_point cloud[] = {{0.01, 0, 30, 3000},
                                  {0.06, 1.1, 30, 2200},
                                  {0.6, 0.5, 28, 700},
                                  {1.6, 0.22, 25, 300},
                                  {3.1, 0, 25, 120}};
    track_shaped_noise(track, cloud, COUNT_OF(cloud), random);
    for (int i = 0; i < 24; i++) {
        double late = random_unit(random);
        track_burst(track, 0.3 + 1.9 * late, 0.001, 0.06, 300, 3500, 0.22 * (1 - late), random);
    }
}

/* Fireworks: a whistle up, a burst, crackling stars. */
static void fireworks(struct random *random, struct track *track) {
    struct tone_point rise[] = {
        {0.02, 900, 0}, {0.2, 1300, 0.12}, {0.8, 2300, 0.1}, {0.9, 2400, 0}};
    track_tone(track, rise, COUNT_OF(rise), 2, 1, 11, 40);
    track_burst(track, 1.0, 0.001, 0.5, 45, 2600, 1.3, random);
    for (int i = 0; i < 60; i++) {
        double late = random_unit(random);
        track_burst(track, 1.15 + 1.2 * late, 0.0004, 0.02, 1500, 9000, 0.35 * (1.1 - late),
                    random);
    }
}

static void cloth(struct random *random, struct track *track) {
    struct shape_point sweep[] = {{0.01, 0, 400, 2500},
                                  {0.12, 0.8, 600, 5000},
                                  {0.2, 0.35, 600, 4000},
                                  {0.3, 0.6, 700, 5200},
                                  {0.5, 0, 500, 3000}};
    track_shaped_noise(track, sweep, COUNT_OF(sweep), random);
}

const struct effect effect_rushing[] = {
    {"steps", steps, 2.7, 0.2, 0.9, 0.4},
    {"thunder", thunder, 6.5, 0.25, 1.9, 2.2},
    {"gust", gust, 4.1, 0.15, 1.5, 0.8},
    {"wind_gust", gust, 4.1, 0.15, 1.5, 0.8},
    {"splash", splash, 1.5, 0.2, 1.2, 0.6},
    {"pour", pour, 2.7, 0.12, 0.8, 0.35},
    {"paper", paper, 1, 0.12, 0.8, 0.35},
    {"fire", fire, 4, 0.1, 1, 0.4},
    {"explosion", explosion, 3.4, 0.3, 1.9, 2},
    {"fireworks", fireworks, 3, 0.4, 1.9, 2.2},
    {"steps_wood", steps_wood, 2.7, 0.2, 0.9, 0.4},
    {"steps_stone", steps_stone, 2.7, 0.25, 1.2, 0.7},
    {"steps_sand", steps_sand, 2.8, 0.05, 1.5, 0.3},
    {"cloth", cloth, 0.6, 0.12, 0.8, 0.35},
    {NULL, NULL, 0, 0, 0, 0},
};
