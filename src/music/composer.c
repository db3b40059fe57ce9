/* The built-in composer: composes, plays, and sets fades and level. */
#include "music/composer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "music/instrument.h"
#include "music/soundfont.h"
#include "music/style.h"

static const char version[] = "4";

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

/* Gains towards the wanted RMS, one every CHUNK frames and drawn straight between; peaks above
 * the ceiling are bent down by a gain that looks 5 ms ahead. To be freed. */
enum { CHUNK = 240 };
static float *find_gains(const struct pcm *pcm, double wanted_db) {
    double rms = pcm_rms_db(pcm);
    double gain = rms <= -119 ? 1 : pow(10, (wanted_db - rms) / 20);
    int64_t count = pcm->frames, chunks = count / CHUNK + 2;
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
    float before = 1;
    for (int64_t c = 0; c < chunks; c++) {
        float here = limits[c];
        limits[c] = (float)gain * fminf(before, here);
        before = here;
    }
    return limits;
}

static void apply_gains(struct pcm *pcm, const float *gains) {
    for (int64_t i = 0; i < pcm->frames; i++) {
        int64_t c = i / CHUNK;
        float part = (float)(i % CHUNK) / CHUNK;
        float gain = gains[c] + (gains[c + 1] - gains[c]) * part;
        pcm->samples[2 * i] *= gain;
        pcm->samples[2 * i + 1] *= gain;
    }
}

static bool synth_ready(char why[static 200]) {
    const char *path;
    struct error err = {0};
    if (music_soundfont_find(&path, &err)) return true;
    snprintf(why, 200, "%.199s", err.message);
    return false;
}

static bool play_score(const struct score *score, int64_t length, struct cancel *cancel,
                       _Atomic float *done, struct pcm *out, struct error *err) {
    if (!music_soundfont_play(score, length, cancel, done, out, err)) return false;
    instrument_play(score, out);
    fade(out);
    return true;
}

static bool synth_play(const struct cue_order *order, struct cancel *cancel,
                       _Atomic float *done, struct pcm *out, struct error *err) {
    struct score score;
    struct pcm pcm;
    music_compose(order, &score);
    bool ok = play_score(&score, order->length, cancel, done, &pcm, err);
    score_done(&score);
    if (!ok) return false;
    AUTO_FREE float *gains = find_gains(&pcm, level_of(order));
    apply_gains(&pcm, gains);
    *out = pcm;
    return true;
}

static const struct composer builtin = {
    .name = "score", .version = version, .ready = synth_ready, .play = synth_play};
const struct composer *const music_composers[] = {&builtin, NULL};

static bool check_length(const struct cue_order *order, struct error *err) {
    return order->length <= (int64_t)3600 * PCM_RATE ||
           error_set(err, PROBLEM_TOO_LARGE, "One cue of music can last an hour at most.");
}

bool music_play(const struct cue_order *order, struct cancel *cancel, _Atomic float *done,
                struct pcm *out, struct error *err) {
    if (!check_length(order, err)) return false;
    if (order->length <= 0) {
        *out = (struct pcm){.channels = 2};
        return true;
    }
    char why[200] = "";
    for (int i = 0; music_composers[i]; i++)
        if (music_composers[i]->ready(why))
            return music_composers[i]->play(order, cancel, done, out, err);
    return error_set(err, PROBLEM_UNAVAILABLE, "%s", why);
}

const char *music_stem_name(enum music_stem stem) {
    static const char *const names[MUSIC_STEM_COUNT] = {"melody", "harmony", "drone", "rhythm"};
    return (unsigned)stem < MUSIC_STEM_COUNT ? names[stem] : "unknown";
}

static enum music_stem stem_of(int channel) {
    static const enum music_stem stems[16] = {
        [ROLE_LEAD] = MUSIC_MELODY,         [ROLE_SECOND] = MUSIC_MELODY,
        [ROLE_COLOR] = MUSIC_MELODY,        [ROLE_PAD] = MUSIC_HARMONY,
        [ROLE_FIGURE] = MUSIC_HARMONY,      [ROLE_BASS] = MUSIC_HARMONY,
        [ROLE_DRONE] = MUSIC_DRONE,         [ROLE_HAND] = MUSIC_RHYTHM,
        [CHANNEL_PERCUSSION] = MUSIC_RHYTHM};
    return stems[channel & 15];
}

/* Plays the notes of one stem; a stem without notes is silence. */
static bool play_stem(const struct score *whole, enum music_stem stem, int64_t length,
                      struct cancel *cancel, struct pcm *out, struct error *err) {
    struct score part = *whole;
    part.notes = xcalloc(whole->count, sizeof *part.notes);
    part.count = 0;
    for (size_t i = 0; i < whole->count; i++)
        if (stem_of(whole->notes[i].channel) == stem)
            part.notes[part.count++] = whole->notes[i];
    bool ok = true;
    if (part.count)
        ok = play_score(&part, length, cancel, NULL, out, err);
    else
        *out = pcm_silence(2, length);
    free(part.notes);
    return ok;
}

bool music_play_stems(const struct cue_order *order, struct cancel *cancel, _Atomic float *done,
                      struct pcm stems[MUSIC_STEM_COUNT], struct error *err) {
    if (!check_length(order, err)) return false;
    struct pcm made[MUSIC_STEM_COUNT] = {{0}}, sum = pcm_silence(2, order->length);
    struct score score;
    bool ok = true;
    music_compose(order, &score);
    for (int s = 0; ok && s < MUSIC_STEM_COUNT; s++) {
        ok = play_stem(&score, (enum music_stem)s, order->length, cancel, &made[s], err);
        for (int64_t i = 0; ok && i < 2 * sum.frames; i++) sum.samples[i] += made[s].samples[i];
        if (done) atomic_store(done, (float)(s + 1) / MUSIC_STEM_COUNT);
    }
    score_done(&score);
    AUTO_FREE float *gains = find_gains(&sum, level_of(order));
    for (int s = 0; s < MUSIC_STEM_COUNT; s++) {
        if (ok)
            apply_gains(&made[s], gains);
        else
            pcm_done(&made[s]);
    }
    pcm_done(&sum);
    if (ok) memcpy(stems, made, sizeof made);
    return ok;
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
    hasher_u64(&hasher, (uint64_t)order->style);
    hasher_text(&hasher, order->mode ? order->mode->name : NULL);
    hasher_text(&hasher, order->rhythm);
    hasher_f64(&hasher, order->tempo);
    hasher_u64(&hasher, (uint64_t)order->key);
    hasher_u64(&hasher, order->person);
    hasher_u64(&hasher, (uint64_t)order->point_count);
    for (int i = 0; i < order->point_count && i < CUE_POINTS; i++) {
        hasher_f64(&hasher, order->energy[i]);
        hasher_f64(&hasher, order->light[i]);
    }
    hasher_u64(&hasher, (uint64_t)order->hit_count);
    for (int i = 0; i < order->hit_count && i < CUE_HITS; i++)
        hasher_u64(&hasher, (uint64_t)order->hits[i]);
    return hasher_final(&hasher);
}
