/* Three passes, each in flat memory: the scenes are added up into a plain sum on disk, whose
 * loudness is measured; the gain is found that gives the loudness after limiting; the scenes
 * come again and leave as stems with the gain and the limiter's curve, which depends on the sum
 * only. */
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "edit/filter.h"
#include "edit/limiter.h"
#include "edit/loudness.h"
#include "edit/mix.h"
#include "edit/wave.h"

enum {
    ROUNDS = 4,               /* of limiting, measuring and correcting */
    CHUNK = 8 * PCM_RATE,     /* frames that are limited at a time */
    END_FADE = PCM_RATE / 50, /* whatever still sounds at the film's last frame */
    STRETCHES_MAX = 100000,
};
static const int64_t FILM_MAX = (int64_t)12 * 3600 * PCM_RATE;
/* Below the peak that is promised: AAC at 192 kbit/s was seen to add 0.9 dB. */
static const double HEADROOM_DB = 1.4;
static const double GAIN_MAX_DB = 40, GAIN_MIN_DB = -40, CLOSE_ENOUGH = 0.1;

const struct mix_target mix_targets[] = {
    {"web", -14, false, -1},
    {"social", -14, false, -1},
    {"podcast", -16, false, -1},
    {"streaming", -27, true, -2},
    {"streaming-24", -24, false, -2},
    {"broadcast", -23, false, -1},
    {"broadcast-us", -24, false, -2},
    {"cinema", -27, false, -3},
    {NULL, 0, false, 0},
};

bool mix_target_find(const char *name, struct mix_target *target) {
    for (size_t i = 0; mix_targets[i].name; i++)
        if (strcmp(mix_targets[i].name, name) == 0) {
            *target = mix_targets[i];
            return true;
        }
    char *end;
    double lufs = strtod(name, &end);
    if (end == name || *end || !(lufs >= -40 && lufs <= -6)) return false;
    *target = (struct mix_target){"", lufs, false, -1};
    return true;
}

static double ceiling_of(const struct mix_target *target) {
    return gain_of_db(target->peak_dbtp - HEADROOM_DB);
}

/* --- scenes one after the other --- */

/* Takes the next frames of the film, stem by stem; it may change them. */
typedef bool stems_sink(void *data, float *const stems[STEM_COUNT], int64_t frames,
                        struct error *err);

struct scenes {
    mix_stretch_source *source;
    void *data;
    size_t count;
    struct cancel *cancel;
};

static bool check_stretch(const struct stretch *stretch, size_t index, struct error *err) {
    for (int s = 0; s < STEM_COUNT; s++)
        if (stretch->length < 0 || stretch->stems[s].frames < stretch->length ||
            stretch->stems[s].frames != stretch->stems[0].frames ||
            (stretch->stems[s].frames && stretch->stems[s].channels != 2))
            return error_set(err, PROBLEM_INTERNAL, "Scene %zu's sound has no proper form.",
                             index);
    return true;
}

/* Adds what is left of the scenes before; what goes on after this scene is left in turn. */
static void add_tail(struct pcm *stem, int64_t length, struct pcm *tail) {
    if (tail->frames > stem->frames) {
        struct pcm longer = pcm_silence(2, tail->frames);
        if (stem->frames)
            memcpy(longer.samples, stem->samples, (size_t)stem->frames * 2 * sizeof(float));
        pcm_done(stem);
        *stem = longer;
    }
    for (int64_t i = 0; i < tail->frames * 2; i++) stem->samples[i] += tail->samples[i];
    pcm_done(tail);
    *tail = pcm_silence(2, stem->frames - length);
    if (tail->frames)
        memcpy(tail->samples, stem->samples + length * 2,
               (size_t)tail->frames * 2 * sizeof(float));
}

static void fade_end(float *samples, int64_t frames) {
    for (int64_t i = 0; i < END_FADE && i < frames; i++) {
        float *at = samples + 2 * (frames - 1 - i);
        at[0] *= (float)i / END_FADE;
        at[1] *= (float)i / END_FADE;
    }
}

static bool play_scenes(const struct scenes *scenes, stems_sink *sink, void *sink_data,
                        struct error *err) {
    struct pcm tails[STEM_COUNT] = {0};
    bool ok = true;
    for (size_t i = 0; ok && i < scenes->count; i++) {
        struct stretch stretch = {0};
        ok =
            cancel_check(scenes->cancel, err) && scenes->source(scenes->data, i, &stretch, err);
        if (!ok) break;
        ok = check_stretch(&stretch, i, err);
        float *stems[STEM_COUNT];
        for (int s = 0; ok && s < STEM_COUNT; s++) {
            add_tail(&stretch.stems[s], stretch.length, &tails[s]);
            stems[s] = stretch.stems[s].samples;
            if (i + 1 == scenes->count) fade_end(stems[s], stretch.length);
        }
        ok = ok && (!stretch.length || sink(sink_data, stems, stretch.length, err));
        stretch_done(&stretch);
    }
    for (int s = 0; s < STEM_COUNT; s++) pcm_done(&tails[s]);
    return ok;
}

static void add_up(float *const stems[], int count, int64_t from, int64_t frames, float *sum) {
    for (int64_t i = 0; i < frames * 2; i++) {
        float value = 0;
        for (int s = 0; s < count; s++) value += stems[s][from * 2 + i];
        sum[i] = value;
    }
}

/* --- first pass: the plain sum --- */

struct summing {
    struct wave_writer *writer;
    struct loudness *meter, *dialogue;
    struct limiter_peak peak;
    float *block;
    int64_t frames;
};

static bool sum_stems(void *data, float *const stems[STEM_COUNT], int64_t frames,
                      struct error *err) {
    struct summing *summing = data;
    summing->frames += frames;
    if (summing->frames > FILM_MAX)
        return error_set(err, PROBLEM_TOO_LARGE, "The film is longer than twelve hours.");
    for (int64_t from = 0; from < frames; from += CHUNK) {
        int64_t count = frames - from < CHUNK ? frames - from : CHUNK;
        add_up(stems, STEM_COUNT, from, count, summing->block);
        loudness_add(summing->meter, summing->block, count);
        loudness_add(summing->dialogue, stems[STEM_DIALOGUE] + 2 * from, count);
        limiter_peak_add(&summing->peak, summing->block, count);
        if (!wave_writer_add(summing->writer, summing->block, count, err)) return false;
    }
    return true;
}

/* The plain sum's loudness, the dialogue's in it, and the true peak (linear). */
static bool make_sum(const struct scenes *scenes, const char *path, struct mix_levels *levels,
                     double *peak, struct error *err) {
    struct summing summing = {0};
    if (!wave_writer_open(path, 2, &summing.writer, err)) return false;
    summing.meter = loudness_new();
    summing.dialogue = loudness_new();
    limiter_peak_init(&summing.peak);
    summing.block = xcalloc(CHUNK * 2, sizeof(float));
    bool ok = play_scenes(scenes, sum_stems, &summing, err) &&
              wave_writer_finish(summing.writer, err);
    levels->lufs = loudness_finish(summing.meter);
    levels->dialogue_lufs = loudness_finish(summing.dialogue);
    *peak = summing.peak.most;
    free(summing.block);
    wave_writer_close(summing.writer);
    return ok;
}

/* --- second pass: the gain --- */

/* One chunk of the sum and the limiter's gains for it, with the surroundings that these need.
 */
struct chunk {
    const struct wave_reader *sum;
    double gain, ceiling;
    bool never_limited; /* the sum's peaks stay below the ceiling */
    int64_t start, frames;
    float *samples; /* from LIMITER_BEFORE before the start */
    float *gains;   /* of the chunk's own frames; 1 everywhere when !limited */
    bool limited;
};

static void chunk_init(struct chunk *chunk, const struct wave_reader *sum, double gain,
                       double ceiling) {
    const size_t room = LIMITER_BEFORE + CHUNK + LIMITER_AFTER;
    *chunk = (struct chunk){.sum = sum, .gain = gain, .ceiling = ceiling, .start = -1};
    chunk->samples = xcalloc(room * 2, sizeof(float));
    chunk->gains = xcalloc(room, sizeof(float));
}

static void chunk_done(struct chunk *chunk) {
    free(chunk->samples);
    free(chunk->gains);
}

static bool chunk_load(struct chunk *chunk, int64_t start, struct error *err) {
    chunk->start = start;
    chunk->frames = chunk->sum->frames - start < CHUNK ? chunk->sum->frames - start : CHUNK;
    if (chunk->never_limited) return true;
    struct pcm window = {2, LIMITER_BEFORE + chunk->frames + LIMITER_AFTER, chunk->samples};
    if (!wave_reader_get(chunk->sum, start - LIMITER_BEFORE, window.frames, window.samples,
                         err))
        return false;
    chunk->limited = limiter_gains(&window, chunk->gain, chunk->ceiling, chunk->gains);
    if (chunk->limited)
        memmove(chunk->gains, chunk->gains + LIMITER_BEFORE,
                (size_t)chunk->frames * sizeof(float));
    return true;
}

static void apply(const struct chunk *chunk, int64_t from, int64_t frames, float *samples) {
    const float gain = (float)chunk->gain;
    for (int64_t i = 0; i < frames * 2; i++) samples[i] *= gain;
    if (!chunk->limited) return;
    for (int64_t i = 0; i < frames; i++) {
        samples[2 * i] *= chunk->gains[from + i];
        samples[2 * i + 1] *= chunk->gains[from + i];
    }
}

/* Loudness of the sum under a gain and the limiter. */
static bool measure(const struct wave_reader *sum, double gain, double ceiling, double *lufs,
                    bool *limited, struct cancel *cancel, struct error *err) {
    struct chunk chunk;
    chunk_init(&chunk, sum, gain, ceiling);
    struct loudness *meter = loudness_new();
    bool ok = true;
    *limited = false;
    for (int64_t from = 0; ok && from < sum->frames; from += CHUNK) {
        ok = cancel_check(cancel, err) && chunk_load(&chunk, from, err);
        if (!ok) break;
        *limited |= chunk.limited;
        float *samples = chunk.samples + LIMITER_BEFORE * 2;
        apply(&chunk, 0, chunk.frames, samples);
        loudness_add(meter, samples, chunk.frames);
    }
    *lufs = loudness_finish(meter);
    chunk_done(&chunk);
    return ok;
}

/* A gated target wants the dialogue at its level; the limiter, which acts on what is louder
 * than speech, is left out of that account. */
static bool find_gain(const struct wave_reader *sum, double peak, struct mix_levels *levels,
                      struct cancel *cancel, struct error *err) {
    if (levels->lufs == -HUGE_VAL)
        return true; /* silence, or nearly: there is nothing to set */
    const double wanted = levels->target.lufs, ceiling = ceiling_of(&levels->target);
    const bool gated = levels->target.gated && levels->dialogue_lufs > -HUGE_VAL;
    for (int round = 0; round < ROUNDS; round++) {
        double gain_db =
            levels->gain_db + wanted - (gated ? levels->dialogue_lufs : levels->lufs);
        const double before = levels->gain_db;
        levels->gain_db = fmin(fmax(gain_db, GAIN_MIN_DB), GAIN_MAX_DB);
        levels->dialogue_lufs += levels->gain_db - before;
        const double gain = gain_of_db(levels->gain_db);
        if (gain * peak <= ceiling) {
            levels->lufs += levels->gain_db - before; /* a gain alone moves the level exactly */
            break;
        }
        bool limited;
        if (!measure(sum, gain, ceiling, &levels->lufs, &limited, cancel, err)) return false;
        if (!limited || gated || fabs(levels->lufs - wanted) < CLOSE_ENOUGH) break;
    }
    return true;
}

/* --- third pass: the files --- */

enum { MUSIC_AND_EFFECTS = STEM_COUNT, FILM, FILES };

static const char *file_name(int file) {
    return file == FILM                ? "film"
           : file == MUSIC_AND_EFFECTS ? "music-and-effects"
                                       : stem_name((enum stem)file);
}

struct finishing {
    struct chunk chunk;
    struct wave_writer *writers[FILES];
    struct limiter_peak peak;
    float *block;
    int64_t at;
};

static bool finish_stems(void *data, float *const stems[STEM_COUNT], int64_t frames,
                         struct error *err) {
    struct finishing *out = data;
    for (int64_t done = 0; done < frames;) {
        const int64_t start = out->at - out->at % CHUNK, within = out->at - start;
        if (out->chunk.start != start && !chunk_load(&out->chunk, start, err)) return false;
        int64_t count = frames - done < CHUNK - within ? frames - done : CHUNK - within;
        for (int s = 0; s < STEM_COUNT; s++) {
            float *samples = stems[s] + done * 2;
            apply(&out->chunk, within, count, samples);
            if (!wave_writer_add(out->writers[s], samples, count, err)) return false;
        }
        add_up(stems + 1, STEM_COUNT - 1, done, count, out->block);
        if (!wave_writer_add(out->writers[MUSIC_AND_EFFECTS], out->block, count, err))
            return false;
        add_up(stems, STEM_COUNT, done, count, out->block);
        limiter_peak_add(&out->peak, out->block, count);
        if (!wave_writer_add(out->writers[FILM], out->block, count, err)) return false;
        done += count;
        out->at += count;
    }
    return true;
}

static bool write_films(const struct scenes *scenes, const struct wave_reader *sum, double peak,
                        const char *folder, struct mix_levels *levels, struct error *err) {
    struct finishing out = {0};
    struct arena *arena = arena_new();
    chunk_init(&out.chunk, sum, gain_of_db(levels->gain_db), ceiling_of(&levels->target));
    out.chunk.never_limited = out.chunk.gain * peak <= out.chunk.ceiling;
    limiter_peak_init(&out.peak);
    out.block = xcalloc(CHUNK * 2, sizeof(float));
    bool ok = true;
    for (int i = 0; ok && i < FILES; i++) {
        ok = wave_writer_open(arena_printf(arena, "%s/%s.wav", folder, file_name(i)), 2,
                              &out.writers[i], err);
    }
    ok = ok && play_scenes(scenes, finish_stems, &out, err);
    for (int i = 0; ok && i < FILES; i++) ok = wave_writer_finish(out.writers[i], err);
    for (int i = 0; i < FILES; i++) wave_writer_close(out.writers[i]);
    levels->true_peak_dbtp = out.peak.most > 1e-6f ? 20 * log10(out.peak.most) : -120;
    free(out.block);
    chunk_done(&out.chunk);
    arena_free(arena);
    return ok;
}

bool mix_film(mix_stretch_source *source, void *data, size_t count,
              const struct mix_target *target, const char *folder, struct mix_levels *levels,
              struct cancel *cancel, struct error *err) {
    if (count > STRETCHES_MAX)
        return error_set(err, PROBLEM_TOO_LARGE, "A film has too many scenes.");
    const struct scenes scenes = {source, data, count, cancel};
    struct mix_levels found = {.target = *target};
    struct arena *arena = arena_new();
    const char *path = arena_printf(arena, "%s/sum.tmp", folder);
    struct wave_reader sum = {0};
    double peak = 0;
    bool ok = file_make_folder(folder, err) && make_sum(&scenes, path, &found, &peak, err);
    if (ok) {
        ok = wave_reader_open(path, &sum, err);
        unlink(path); /* it stays readable until closed, and is gone whatever happens */
    }
    ok = ok && find_gain(&sum, peak, &found, cancel, err) &&
         write_films(&scenes, &sum, peak, folder, &found, err);
    if (ok) {
        if (found.lufs == -HUGE_VAL) found.lufs = -120;
        if (found.dialogue_lufs == -HUGE_VAL) found.dialogue_lufs = -120;
        *levels = found;
    }
    wave_reader_close(&sum);
    arena_free(arena);
    return ok;
}
