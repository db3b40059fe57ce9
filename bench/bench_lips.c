/* How far mouths follow the voice in a finished film. For every line: the mouth as each frame
 * of the picture shows it, against the loudness of the film's dialogue stem around that frame,
 * once in step and once with the sound moved, in steps of 10 ms, to where all lines together
 * fit best.
 *
 *   bench_lips WORK REPORT DIALOGUE.wav
 *
 * Prints a row for each voice and one for the film: lines, mean correlation, offset in ms
 * (positive: the picture is late). */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/pcm.h"
#include "lipsync/lipsync.h"
#include "storage/storage.h"

enum {
    STEP_MS = 10,
    REACH = 15, /* steps to either side */
    OFFSETS = 2 * REACH + 1,
    VOICES = 64,
    WAV_MAX = 1 << 30,
};

struct tally {
    char voice[40];
    int lines;
    double sums[OFFSETS];
};

static struct hash name_of(const char *hex) {
    struct hash hash = {0};
    for (size_t i = 0; i < sizeof hash.bytes && hex[2 * i] && hex[2 * i + 1]; i++) {
        char pair[3] = {hex[2 * i], hex[2 * i + 1], 0};
        hash.bytes[i] = (uint8_t)strtoul(pair, NULL, 16);
    }
    return hash;
}

static double opening_at(const struct mouth_track *track, int64_t from, int64_t to) {
    double sum = 0;
    for (size_t i = 0; i < track->count; i++) {
        const struct mouth_cue *cue = &track->cues[i];
        int64_t a = cue->start > from ? cue->start : from, b = cue->end < to ? cue->end : to;
        if (b > a) sum += (double)(b - a) * cue->opening;
    }
    return sum / (double)(to - from);
}

/* As loud as it seems: amplitude to the power 0.6 (Stevens). */
static double loud_at(const struct pcm *sound, int64_t from, int64_t to) {
    double power = 0;
    for (int64_t i = from < 0 ? 0 : from; i < to && i < sound->frames; i++)
        for (int c = 0; c < sound->channels; c++) {
            double sample = sound->samples[i * sound->channels + c];
            power += sample * sample;
        }
    return pow(power / (double)(to - from), 0.3);
}

static double correlation(const double *a, const double *b, int count) {
    double ma = 0, mb = 0, ab = 0, aa = 0, bb = 0;
    for (int i = 0; i < count; i++) ma += a[i] / count, mb += b[i] / count;
    for (int i = 0; i < count; i++) {
        ab += (a[i] - ma) * (b[i] - mb);
        aa += (a[i] - ma) * (a[i] - ma);
        bb += (b[i] - mb) * (b[i] - mb);
    }
    return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : 0;
}

static void add_line(const struct mouth_track *track, const struct pcm *sound, int64_t start,
                     int64_t length, double fps, struct tally *to) {
    /* a quarter of a second of rest at either end belongs to the line */
    const int64_t rest = PCM_RATE / 4;
    int first = (int)((double)(start - rest) * fps / PCM_RATE);
    int count = (int)((double)(length + 2 * rest) * fps / PCM_RATE);
    AUTO_FREE double *open = xcalloc((size_t)count, sizeof *open);
    AUTO_FREE double *loud = xcalloc((size_t)count, sizeof *loud);
    for (int k = 0; k < OFFSETS; k++) {
        int64_t moved = (int64_t)(k - REACH) * STEP_MS * (PCM_RATE / 1000);
        for (int i = 0; i < count; i++) {
            int64_t from = (int64_t)((first + i) * PCM_RATE / fps);
            int64_t to_next = (int64_t)((first + i + 1) * PCM_RATE / fps);
            open[i] = opening_at(track, from - start, to_next - start);
            loud[i] = loud_at(sound, from - moved, to_next - moved);
        }
        to->sums[k] += correlation(open, loud, count);
    }
    to->lines++;
}

static void print_tally(const struct tally *tally) {
    int best = REACH;
    for (int k = 0; k < OFFSETS; k++)
        if (tally->sums[k] > tally->sums[best]) best = k;
    printf("%-12s %3d lines  correlation %.3f  offset %+d ms\n", tally->voice, tally->lines,
           tally->lines ? tally->sums[REACH] / tally->lines : 0, (best - REACH) * STEP_MS);
}

static struct tally *tally_of(struct tally *all, const char *voice) {
    int i = 1;
    while (i < VOICES - 1 && all[i].voice[0] && strcmp(all[i].voice, voice) != 0) i++;
    snprintf(all[i].voice, sizeof all[i].voice, "%s", voice);
    return &all[i];
}

int main(int count, char **arguments) {
    if (count != 4) die("usage: bench_lips WORK REPORT DIALOGUE.wav");
    struct error err;
    json_error_t why;
    json_t *report = json_load_file(arguments[2], 0, &why);
    if (!report) die("%s: %s", arguments[2], why.text);
    char *bytes;
    size_t size;
    struct pcm sound;
    if (!file_read(arguments[3], WAV_MAX, &bytes, &size, &err) ||
        !pcm_from_wav(bytes, size, &sound, &err))
        die("%s", err.message);
    struct storage *storage;
    if (!storage_open(arguments[1], &storage, &err)) die("%s", err.message);
    static struct tally all[VOICES] = {{.voice = "film"}};
    const double fps = json_number_value(json_object_get(report, "fps"));
    size_t index;
    json_t *line;
    json_array_foreach(json_object_get(report, "lines"), index, line) {
        const char *name = json_string_value(json_object_get(line, "name"));
        struct hash hash = name_of(name ? name : "");
        char *kept;
        size_t kept_size;
        struct speech speech;
        if (!storage_get(storage, &hash, &kept, &kept_size, &err) || !kept ||
            !speech_read(kept, kept_size, &speech, &err))
            die("the speech of line %zu is not in the work folder", index + 1);
        struct mouth_track track;
        lipsync_from_speech(&speech, &track);
        int64_t start = llround(json_number_value(json_object_get(line, "start_s")) * PCM_RATE);
        const char *voice = json_string_value(json_object_get(line, "voice"));
        add_line(&track, &sound, start, speech.sound.frames, fps, &all[0]);
        add_line(&track, &sound, start, speech.sound.frames, fps,
                 tally_of(all, voice ? voice : "?"));
        mouth_track_done(&track);
        speech_done(&speech);
        free(kept);
    }
    for (int i = VOICES - 1; i >= 0; i--)
        if (all[i].lines) print_tally(&all[i]);
    storage_close(storage);
    json_decref(report);
    pcm_done(&sound);
    free(bytes);
    return 0;
}
