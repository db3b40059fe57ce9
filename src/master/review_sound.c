#include <math.h>
#include <string.h>

#include "master/review_parts.h"

enum {
    BLOCK = PCM_RATE / 100,                      /* frames over which silence is judged */
    LINE_LONGEST = 4 * PCM_RATE,                 /* samples of a line that are compared */
    REACH = 350 * PCM_RATE / 1000 / REVIEW_STEP, /* how far a shift is looked for, low rate */
    CLIPPED_RUN = 3,
    LAGS_MAX = 64, /* lines whose shift is looked for; the rest are compared in place */
};
static const double QUIET = 1e-6 /* -60 dBFS, as power */, SILENCE_LONGEST_S = 2.5,
                    CLIP_LEVEL = 0.985, LOUDNESS_MAY_DIFFER = 0.5, PEAK_DBTP = -1,
                    AAC_MAY_ADD_DB = 0.3, SYNC_MAY_DIFFER_MS = 20;

static double at_s(int64_t sample) {
    return (double)sample / PCM_RATE;
}

bool review_sound_init(struct sound_watch *watch, const struct review_order *order,
                       struct review_notes *notes, struct error *err) {
    memset(watch, 0, sizeof *watch);
    watch->order = order;
    watch->notes = notes;
    watch->quiet_from = -1;
    watch->loudness = loudness_new();
    limiter_peak_init(&watch->peak);
    if (order->dialogue_path) {
        if (!wave_reader_open(order->dialogue_path, &watch->dialogue, err)) return false;
        watch->has_dialogue = true;
    }
    return true;
}

/* --- silence and clipping --- */

static void end_quiet(struct sound_watch *watch) {
    const int64_t from = watch->quiet_from, to = watch->frames;
    watch->quiet_from = -1;
    if (from < 0 || at_s(to - from) <= SILENCE_LONGEST_S) return;
    bool in_scene = false;
    const struct timeline *timeline = watch->order->timeline;
    for (size_t i = 0; i < timeline->scene_count; i++) {
        const struct timeline_scene *scene = &timeline->scenes[i];
        int64_t start = from > scene->start ? from : scene->start;
        int64_t end = to < scene->start + scene->length ? to : scene->start + scene->length;
        if (scene->scene >= 0 && at_s(end - start) > SILENCE_LONGEST_S) in_scene = true;
    }
    review_note(watch->notes, in_scene ? FINDING_FAILURE : FINDING_WARNING, "silence",
                at_s(from), at_s(to), "There is no sound at all for %.1f seconds.",
                at_s(to - from));
}

static void watch_levels(struct sound_watch *watch, const float *samples, int64_t frames) {
    for (int64_t i = 0; i < frames; i++) {
        const float left = samples[2 * i], right = samples[2 * i + 1];
        const int64_t at = watch->frames + i;
        watch->block_power += (double)left * left + (double)right * right;
        if (fabsf(left) >= CLIP_LEVEL || fabsf(right) >= CLIP_LEVEL) {
            if (++watch->at_full == CLIPPED_RUN && !watch->clipped++) watch->first_clipped = at;
        } else {
            watch->at_full = 0;
        }
        watch->low_sum += left + right;
        if ((at + 1) % REVIEW_STEP == 0) {
            watch->low[watch->low_count++ % REVIEW_RING] = watch->low_sum / (2 * REVIEW_STEP);
            watch->low_sum = 0;
        }
    }
}

/* --- lines --- */

/* How strongly the film holds the stem at a shift: 1 when it is there as it was mixed, 0 when
 * it is not. */
static double likeness(const struct sound_watch *watch, const float *stem, int64_t count,
                       int64_t start, double stem_power) {
    double sum = 0;
    for (int64_t done = 0; done < count;) {
        const int64_t at = (start + done) & (REVIEW_RING - 1);
        int64_t run = REVIEW_RING - at < count - done ? REVIEW_RING - at : count - done;
        const float *film = watch->low + at;
        float part[8] = {0};
        int64_t i = 0;
        for (; i + 8 <= run; i += 8)
            for (int k = 0; k < 8; k++) part[k] += stem[done + i + k] * film[i + k];
        for (; i < run; i++) part[0] += stem[done + i] * film[i];
        for (int k = 0; k < 8; k++) sum += part[k];
        done += run;
    }
    return sum / stem_power;
}

static bool low_stem(const struct sound_watch *watch, int64_t from, int64_t count, float *low,
                     double *power, struct error *err) {
    const int channels = watch->dialogue.channels;
    AUTO_FREE float *block = xcalloc((size_t)(count * REVIEW_STEP * channels), sizeof *block);
    if (!wave_reader_get(&watch->dialogue, from * REVIEW_STEP, count * REVIEW_STEP, block, err))
        return false;
    *power = 0;
    for (int64_t n = 0; n < count; n++) {
        float sum = 0;
        for (int i = 0; i < REVIEW_STEP * channels; i++)
            sum += block[n * REVIEW_STEP * channels + i];
        low[n] = sum / (float)(REVIEW_STEP * channels);
        *power += (double)low[n] * low[n];
    }
    return true;
}

static void note_missing(struct sound_watch *watch, const struct timeline_line *line) {
    review_note(watch->notes, FINDING_FAILURE, "dialogue", at_s(line->start),
                at_s(line->start + line->length), "Line %zu of the dialogue is not heard.",
                line->line + 1);
}

/* Compares a line's stretch of the stem with the film, where it should be and around. */
static bool check_line(struct sound_watch *watch, const struct timeline_line *line,
                       bool look_far, struct error *err) {
    int64_t length = line->length < LINE_LONGEST ? line->length : LINE_LONGEST;
    const int64_t from = line->start / REVIEW_STEP, count = length / REVIEW_STEP;
    if (count < PCM_RATE / 20 / REVIEW_STEP) return true; /* too short to tell */
    AUTO_FREE float *stem = xcalloc((size_t)count, sizeof *stem);
    double power;
    if (!low_stem(watch, from, count, stem, &power, err)) return false;
    if (power / (double)count < QUIET / 4) {
        /* a line without a letter is half a second of silence; any other should be heard */
        if (line->length > PCM_RATE * 6 / 10) note_missing(watch, line);
        return true;
    }
    int64_t best = 0;
    double most = likeness(watch, stem, count, from, power);
    const int64_t reach = look_far ? REACH : 2;
    for (int64_t lag = -reach; lag <= reach; lag++) {
        if (from + lag < 0 || from + lag + count > watch->low_count) continue;
        double like = likeness(watch, stem, count, from + lag, power);
        if (like > most) most = like, best = lag;
    }
    if (most < 0.5)
        note_missing(watch, line);
    else if (look_far)
        *list_push(&watch->lags_ms) = (double)best * REVIEW_STEP * 1000 / PCM_RATE;
    return true;
}

/* Lines whose end, and what may be shifted past it, has gone by. */
static bool check_lines(struct sound_watch *watch, bool at_end, struct error *err) {
    const struct timeline *timeline = watch->order->timeline;
    const size_t every = timeline->line_count / LAGS_MAX + 1;
    while (watch->has_dialogue && watch->next_line < timeline->line_count) {
        const struct timeline_line *line = &timeline->lines[watch->next_line];
        int64_t length = line->length < LINE_LONGEST ? line->length : LINE_LONGEST;
        int64_t needed = (line->start + length) / REVIEW_STEP + REACH + 1;
        if (watch->low_count < needed && !at_end) break;
        if (!check_line(watch, line, watch->next_line % every == 0, err)) return false;
        watch->next_line++;
    }
    return true;
}

bool review_sound_add(struct sound_watch *watch, const float *samples, int64_t frames,
                      struct error *err) {
    loudness_add(watch->loudness, samples, frames);
    limiter_peak_add(&watch->peak, samples, frames);
    while (frames > 0) {
        int64_t take = BLOCK - watch->frames % BLOCK;
        if (take > frames) take = frames;
        watch_levels(watch, samples, take);
        watch->frames += take;
        samples += take * 2;
        frames -= take;
        if (watch->frames % BLOCK == 0) {
            const bool quiet = watch->block_power / (2 * BLOCK) < QUIET;
            if (quiet && watch->quiet_from < 0) watch->quiet_from = watch->frames - BLOCK;
            if (!quiet) end_quiet(watch);
            watch->block_power = 0;
        }
    }
    return check_lines(watch, false, err);
}

static int compare_doubles(const void *left, const void *right) {
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The middle one of all shifts: a single line may be fooled by another that sounds like it. */
static void check_sync(struct sound_watch *watch) {
    if (!watch->lags_ms.count) return;
    qsort(watch->lags_ms.items, watch->lags_ms.count, sizeof(double), compare_doubles);
    const double lag = watch->lags_ms.items[watch->lags_ms.count / 2];
    if (fabs(lag) > watch->notes->worst_sync_ms) watch->notes->worst_sync_ms = fabs(lag);
    if (fabs(lag) > SYNC_MAY_DIFFER_MS)
        review_note(watch->notes, FINDING_FAILURE, "sync", 0, 0,
                    "The sound is %.0f ms too %s against the picture.", fabs(lag),
                    lag > 0 ? "late" : "early");
}

static void check_levels(struct sound_watch *watch) {
    const double target = watch->order->target_lufs;
    const double lufs = loudness_finish(watch->loudness);
    watch->loudness = NULL;
    watch->lufs = lufs == -HUGE_VAL ? -120 : lufs;
    watch->true_peak_dbtp =
        watch->peak.most > 1e-6f ? 20 * log10((double)watch->peak.most) : -120;
    if (lufs == -HUGE_VAL)
        review_note(watch->notes, FINDING_WARNING, "loudness", 0, 0, "The film is silent.");
    else if (fabs(lufs - target) > LOUDNESS_MAY_DIFFER)
        review_note(watch->notes, FINDING_FAILURE, "loudness", 0, 0,
                    "The film's loudness is %.1f LUFS instead of %.1f.", lufs, target);
    if (watch->true_peak_dbtp > PEAK_DBTP + AAC_MAY_ADD_DB)
        review_note(watch->notes, FINDING_FAILURE, "clipping", 0, 0,
                    "The loudest true peak is %.1f dBTP; at most %.1f is allowed.",
                    watch->true_peak_dbtp, PEAK_DBTP);
    else if (watch->true_peak_dbtp > PEAK_DBTP)
        review_note(watch->notes, FINDING_NOTE, "clipping", 0, 0,
                    "The loudest true peak is %.1f dBTP: within the %.1f dB that AAC may add.",
                    watch->true_peak_dbtp, AAC_MAY_ADD_DB);
    if (watch->clipped)
        review_note(watch->notes, FINDING_FAILURE, "clipping", at_s(watch->first_clipped),
                    at_s(watch->first_clipped), "The sound is clipped in %lld places.",
                    (long long)watch->clipped);
}

bool review_sound_finish(struct sound_watch *watch, struct error *err) {
    end_quiet(watch);
    if (!check_lines(watch, true, err)) return false;
    check_sync(watch);
    check_levels(watch);
    const int64_t off = llabs(watch->frames - watch->order->timeline->samples);
    /* the last block of AAC may be padded */
    if (off > samples_of_frames(1, watch->order->parts->format.fps) + 1024)
        review_note(watch->notes, FINDING_FAILURE, "length", 0, 0,
                    "The sound is %.2f seconds long instead of %.2f.", at_s(watch->frames),
                    at_s(watch->order->timeline->samples));
    return true;
}

void review_sound_done(struct sound_watch *watch) {
    if (watch->loudness) loudness_finish(watch->loudness);
    if (watch->has_dialogue) wave_reader_close(&watch->dialogue);
    list_done(&watch->lags_ms);
}
