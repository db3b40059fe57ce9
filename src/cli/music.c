/* film music: a piece by the film's own composer, as sound, stems or MIDI. */
#include <ctype.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "music/composer.h"

/* --- what there is --- */

static json_t *list_json(void) {
    json_t *styles = json_array(), *modes = json_array(), *rhythms = json_array(),
           *moods = json_array();
    for (int i = STYLE_AUTO + 1; i < STYLE_COUNT; i++)
        json_array_append_new(styles, json_string(music_style_name((enum music_style)i)));
    for (int i = 0; i < music_mode_count; i++)
        json_array_append_new(modes, json_string(music_modes[i].name));
    for (int i = 0; music_rhythm_name(i); i++)
        json_array_append_new(rhythms, json_string(music_rhythm_name(i)));
    for (int i = 0; i < MOOD_COUNT; i++)
        json_array_append_new(moods, json_string(mood_name((enum mood)i)));
    return json_pack("{s:o, s:o, s:o, s:o}", "styles", styles, "modes", modes, "rhythms",
                     rhythms, "moods", moods);
}

static int print_list(const struct settings *settings) {
    json_t *all = list_json(), *names;
    const char *what;
    if (settings->json) {
        json_dumpf(all, stdout, JSON_INDENT(1));
        putchar('\n');
    } else {
        json_object_foreach(all, what, names) {
            size_t column = 0;
            printf("%s\n ", what);
            for (size_t i = 0; i < json_array_size(names); i++) {
                const char *name = json_string_value(json_array_get(names, i));
                const char *comma = i + 1 < json_array_size(names) ? "," : "";
                if (column + strlen(name) > 76) {
                    printf("\n ");
                    column = 0;
                }
                printf(" %s%s", name, comma);
                column += strlen(name) + 2;
            }
            putchar('\n');
        }
    }
    json_decref(all);
    return 0;
}

/* --- names --- */

static bool no_such(const char *what, const char *name, const char *const *names, size_t count,
                    struct error *err) {
    const char *near = cli_nearest(name, names, count);
    return error_set(err, PROBLEM_USAGE, "There is no %s \"%s\"%s%s%s; see film music list.",
                     what, name, near ? "; did you mean \"" : "", near ? near : "",
                     near ? "\"" : "");
}

static bool find_style(const char *name, struct cue_order *order, struct error *err) {
    if (music_style_find(name, &order->style)) return true;
    const char *names[STYLE_COUNT];
    for (int i = 0; i < STYLE_COUNT; i++) names[i] = music_style_name((enum music_style)i);
    return no_such("style", name, names, STYLE_COUNT, err);
}

static bool find_mode(const char *name, struct cue_order *order, struct error *err) {
    order->mode = music_mode_find(name);
    if (order->mode) return true;
    AUTO_FREE const char **names = xcalloc((size_t)music_mode_count, sizeof *names);
    for (int i = 0; i < music_mode_count; i++) {
        const char *own = music_modes[i].name;
        names[i] = strncmp(own, "raga ", 5) == 0    ? own + 5
                   : strncmp(own, "maqam ", 6) == 0 ? own + 6
                                                    : own;
    }
    return no_such("raga, maqam or mode", name, names, (size_t)music_mode_count, err);
}

static bool find_mood(const char *name, struct cue_order *order, struct error *err) {
    const char *names[MOOD_COUNT];
    for (int i = 0; i < MOOD_COUNT; i++) {
        names[i] = mood_name((enum mood)i);
        if (strcmp(names[i], name) == 0) {
            order->mood = (enum mood)i;
            return true;
        }
    }
    return no_such("mood", name, names, MOOD_COUNT, err);
}

static bool find_rhythm(const char *name, struct cue_order *order, struct error *err) {
    const char *names[64];
    size_t count = 0;
    for (; music_rhythm_name((int)count) && count < COUNT_OF(names); count++) {
        names[count] = music_rhythm_name((int)count);
        if (strcmp(names[count], name) == 0) {
            order->rhythm = names[count];
            return true;
        }
    }
    return no_such("rhythm", name, names, count, err);
}

/* "C", "f#", "Bb" */
static bool find_key(const char *name, struct cue_order *order, struct error *err) {
    static const int steps[7] = {9, 11, 0, 2, 4, 5, 7};
    int letter = toupper((unsigned char)name[0]);
    bool known = letter >= 'A' && letter <= 'G' &&
                 (!name[1] || ((name[1] == '#' || name[1] == 'b') && !name[2]));
    if (!known)
        return error_set(err, PROBLEM_USAGE,
                         "--key takes a note such as C, F# or Bb, not \"%s\".", name);
    int shift = name[1] == '#' ? 1 : name[1] == 'b' ? -1 : 0;
    order->key = 1 + (steps[letter - 'A'] + shift + 12) % 12;
    return true;
}

static bool make_order(const struct settings *settings, struct cue_order *order,
                       struct error *err) {
    *order = (struct cue_order){
        .strength = 0.6,
        .culture = CULTURE_WESTERN,
        .length = (int64_t)(settings->length * PCM_RATE),
        .theme_seed = (uint64_t)settings->seed,
        .seed = (uint64_t)settings->seed,
        .opening = true,
        .closing = true,
        .tempo = settings->tempo,
    };
    return (!settings->style || find_style(settings->style, order, err)) &&
           (!settings->raga || find_mode(settings->raga, order, err)) &&
           (!settings->rhythm || find_rhythm(settings->rhythm, order, err)) &&
           (!settings->key || find_key(settings->key, order, err)) &&
           find_mood(settings->mood, order, err);
}

/* --- playing, with its progress on standard error --- */

struct playing {
    const struct cue_order *order;
    struct cancel *cancel;
    struct pcm stems[MUSIC_STEM_COUNT], *out;
    struct error err;
    bool apart, ok;
    _Atomic float done;
    atomic_bool ended;
};

static bool play(struct playing *playing) {
    if (!playing->apart)
        return music_play(playing->order, playing->cancel, &playing->done, playing->out,
                          &playing->err);
    if (!music_play_stems(playing->order, playing->cancel, &playing->done, playing->stems,
                          &playing->err))
        return false;
    *playing->out = pcm_silence(2, playing->order->length);
    for (int s = 0; s < MUSIC_STEM_COUNT; s++)
        for (int64_t i = 0; i < 2 * playing->out->frames; i++)
            playing->out->samples[i] += playing->stems[s].samples[i];
    return true;
}

static void *play_thread(void *data) {
    struct playing *playing = data;
    playing->ok = play(playing);
    atomic_store(&playing->ended, true);
    return NULL;
}

static void show(const struct settings *settings, double done) {
    if (settings->json)
        printf("{\"event\":\"progress\",\"share\":%.2f}\n", done);
    else if (!settings->quiet)
        fprintf(stderr, "film: music %d %%\n", (int)(done * 100));
    fflush(stdout);
}

static bool play_watched(const struct settings *settings, struct playing *playing) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, play_thread, playing) != 0) return play(playing);
    int shown = 0;
    while (!atomic_load(&playing->ended)) {
        nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
        int fifth = (int)(atomic_load(&playing->done) * 5);
        if (fifth > shown) show(settings, (shown = fifth) / 5.0);
    }
    pthread_join(thread, NULL);
    return playing->ok;
}

/* --- files --- */

static bool write_wave(const char *path, const struct pcm *pcm, struct error *err) {
    AUTO(buf_done) struct buf wav;
    buf_init(&wav, (size_t)2 << 30);
    pcm_to_wav(pcm, true, &wav);
    return buf_ok(&wav, err) && file_write(path, wav.bytes, wav.size, err);
}

static bool write_stems(const char *path, const struct playing *playing, struct error *err) {
    const char *dot = strrchr(path, '.');
    AUTO_FREE char *folder = NULL;
    if (asprintf(&folder, "%.*s.stems", (int)(dot ? dot - path : (long)strlen(path)), path) < 0)
        die("out of memory");
    bool ok = file_make_folder(folder, err);
    for (int s = 0; ok && s < MUSIC_STEM_COUNT; s++) {
        AUTO_FREE char *name = NULL;
        if (asprintf(&name, "%s/%s.wav", folder, music_stem_name((enum music_stem)s)) < 0)
            die("out of memory");
        ok = write_wave(name, &playing->stems[s], err);
    }
    return ok;
}

static void print_made(const struct settings *settings, const struct cue_order *order,
                       const char *path) {
    static const char *const keys[12] = {"C",  "C#", "D",  "Eb", "E",  "F",
                                         "F#", "G",  "Ab", "A",  "Bb", "B"};
    struct score score;
    music_compose(order, &score);
    if (settings->json) {
        json_t *event = json_pack(
            "{s:s, s:s, s:s, s:s, s:f, s:f, s:I}", "event", "done", "file", path, "mode",
            score.mode, "key", keys[score.key % 12], "tempo", score.tempo, "length_s",
            (double)order->length / PCM_RATE, "notes", (json_int_t)score.count);
        json_dumpf(event, stdout, JSON_COMPACT | JSON_REAL_PRECISION(6));
        putchar('\n');
        json_decref(event);
    } else if (!settings->quiet) {
        printf("%s: %s on %s, %.0f beats a minute, %.1f s\n", path, score.mode,
               keys[score.key % 12], score.tempo, (double)order->length / PCM_RATE);
    }
    score_done(&score);
}

static bool write_midi(const struct cue_order *order, const char *path, struct error *err) {
    AUTO(buf_done) struct buf midi;
    buf_init(&midi, (size_t)64 << 20);
    music_write_midi(order, &midi);
    return buf_ok(&midi, err) && file_write(path, midi.bytes, midi.size, err);
}

static bool ends_in(const char *path, const char *extension) {
    size_t size = strlen(path), tail = strlen(extension);
    return size > tail && strcmp(path + size - tail, extension) == 0;
}

int cli_music(const struct settings *settings, struct cancel *cancel) {
    struct error err = {0};
    struct cue_order order;
    if (settings->script && strcmp(settings->script, "list") == 0) return print_list(settings);
    if (settings->script)
        error_set(&err, PROBLEM_USAGE, "film music knows \"list\", not \"%s\".",
                  settings->script);
    bool ok = !settings->script && make_order(settings, &order, &err);
    const char *path = settings->output ? settings->output : "music.wav";
    if (ok && (ends_in(path, ".mid") || ends_in(path, ".midi"))) {
        ok = write_midi(&order, path, &err);
    } else if (ok) {
        struct pcm sound = {0};
        struct playing playing = {
            .order = &order, .cancel = cancel, .out = &sound, .apart = settings->stems};
        ok = play_watched(settings, &playing);
        err = playing.err;
        ok = ok && write_wave(path, &sound, &err) &&
             (!settings->stems || write_stems(path, &playing, &err));
        for (int s = 0; s < MUSIC_STEM_COUNT; s++) pcm_done(&playing.stems[s]);
        pcm_done(&sound);
    }
    if (!ok) return cli_fail(&err, settings->json);
    print_made(settings, &order, path);
    return 0;
}
