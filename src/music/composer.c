/* The built-in composer: composes, plays, and sets fades and level. */
#include "music/composer.h"

#include <math.h>
#include <stdio.h>

#include "base/memory.h"
#include "music/soundfont.h"

static const char version[] = "3";

/* -9 dBFS, 14 dB above the cue's RMS: plucks and drums stay sharp, but none of them stands out
 * of a film so far that it takes the level of everything, or makes the encoder overshoot. */
static const double ceiling = 0.35;

static double level_of(const struct cue_order *order) {
    return -25 + 3 * fmin(fmax(order->strength, 0), 1); /* dBFS RMS */
}

/* Silence at both ends: 8 ms in, and out over the last part of the final chord's ringing. */
static void fade(struct pcm *pcm) {
    int64_t in = PCM_RATE / 125, out = pcm->frames / 8;
    if (in > pcm->frames / 4) in = pcm->frames / 4;
    if (out > 5 * PCM_RATE / 2) out = 5 * PCM_RATE / 2;
    for (int64_t i = 0; i < in; i++)
        for (int c = 0; c < 2; c++) pcm->samples[2 * i + c] *= (float)i / (float)in;
    for (int64_t i = 0; i < out; i++) {
        float gain = (float)(0.5 - 0.5 * cos(M_PI * (double)i / (double)out));
        for (int c = 0; c < 2; c++) pcm->samples[2 * (pcm->frames - 1 - i) + c] *= gain;
    }
}

/* Towards the wanted RMS; peaks above the ceiling are bent down by a gain that looks 5 ms
 * ahead. */
static void set_level(struct pcm *pcm, double wanted_db) {
    double rms = pcm_rms_db(pcm);
    if (rms <= -119) return;
    double gain = pow(10, (wanted_db - rms) / 20);
    int64_t count = pcm->frames;
    enum { CHUNK = 240 };
    int64_t chunks = count / CHUNK + 2;
    float *limits = xcalloc((size_t)chunks + 1, sizeof(float));
    for (int64_t c = 0; c < chunks; c++) {
        double peak = 0;
        for (int64_t i = c * CHUNK * 2; i < (c + 1) * CHUNK * 2 && i < count * 2; i++)
            peak = fmax(peak, fabs((double)pcm->samples[i]) * gain);
        limits[c] = (float)(peak > ceiling ? ceiling / peak : 1);
    }
    /* released slowly, reached in time: both neighbours' limits hold at a chunk's border */
    float held = 1;
    for (int64_t c = 0; c < chunks; c++) {
        held = fminf(limits[c], held + (1 - held) * 0.02f);
        limits[c] = held;
    }
    for (int64_t c = chunks - 2; c >= 0; c--)
        limits[c] = fminf(limits[c], limits[c + 1] + (1 - limits[c + 1]) * 0.3f);
    for (int64_t i = 0; i < count; i++) {
        int64_t c = i / CHUNK;
        float part = (float)(i % CHUNK) / CHUNK;
        float here = fminf(c > 0 ? limits[c - 1] : 1, limits[c]),
              next = fminf(limits[c], limits[c + 1]);
        float factor = (float)gain * (here + (next - here) * part);
        pcm->samples[2 * i] *= factor;
        pcm->samples[2 * i + 1] *= factor;
    }
    free(limits);
}

static bool synth_ready(char why[static 200]) {
    const char *path;
    struct error err = {0};
    if (music_soundfont_find(&path, &err)) return true;
    snprintf(why, 200, "%.199s", err.message);
    return false;
}

static bool synth_play(const struct cue_order *order, struct cancel *cancel, struct pcm *out,
                       struct error *err) {
    struct score score;
    struct pcm pcm;
    music_compose(order, &score);
    bool ok = music_soundfont_play(&score, order->length, cancel, &pcm, err);
    score_done(&score);
    if (!ok) return false;
    fade(&pcm);
    set_level(&pcm, level_of(order));
    *out = pcm;
    return true;
}

static const struct composer builtin = {
    .name = "score", .version = version, .ready = synth_ready, .play = synth_play};
const struct composer *const music_composers[] = {&builtin, NULL};

bool music_play(const struct cue_order *order, struct cancel *cancel, struct pcm *out,
                struct error *err) {
    if (order->length > (int64_t)3600 * PCM_RATE)
        return error_set(err, PROBLEM_TOO_LARGE, "One cue of music can last an hour at most.");
    if (order->length <= 0) {
        *out = (struct pcm){.channels = 2};
        return true;
    }
    char why[200] = "";
    for (int i = 0; music_composers[i]; i++)
        if (music_composers[i]->ready(why))
            return music_composers[i]->play(order, cancel, out, err);
    return error_set(err, PROBLEM_UNAVAILABLE, "%s", why);
}

struct hash music_hash(const struct cue_order *order) {
    struct hasher hasher;
    const char *path = NULL;
    hasher_init(&hasher);
    hasher_text(&hasher, "music");
    hasher_text(&hasher, version);
    hasher_text(&hasher, music_soundfont_find(&path, NULL) ? music_soundfont_name(path) : NULL);
    hasher_u64(&hasher, (uint64_t)order->mood);
    hasher_f64(&hasher, order->strength);
    hasher_u64(&hasher, (uint64_t)(int64_t)order->culture);
    hasher_u64(&hasher, order->festive);
    hasher_u64(&hasher, (uint64_t)order->length);
    hasher_u64(&hasher, order->theme_seed);
    hasher_u64(&hasher, order->seed);
    hasher_u64(&hasher, (uint64_t)order->opening << 1 | order->closing);
    return hasher_final(&hasher);
}
