/* Playing on libfluidsynth: one synthesizer a call, one thread, no clock, so that a score gives
 * the same samples every time. The synthesizer computes 64 samples at a time, and events take
 * effect at such a block's start: times are exact to 1.3 ms.
 *
 * FluidR3 comes first: it is read a sample at a time as instruments are chosen (about 0.03 s
 * and 40 MB), where the compressed MuseScore font of like sound is unpacked whole (above 1 s,
 * 150 MB). */
#include "music/soundfont.h"

#include <fluidsynth.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "music/ornament.h"

enum { BLOCK = 64 };

static const char *const fonts[] = {
    "/usr/share/sounds/sf2/FluidR3_GM.sf2",
    "/usr/share/sounds/sf3/MuseScore_General_Lite.sf3",
    "/usr/share/sounds/sf3/MuseScore_General_Full.sf3",
    "/usr/share/sounds/sf3/default-GM.sf3",
    "/usr/share/sounds/sf2/default-GM.sf2",
    "/usr/share/soundfonts/default.sf2",
};

bool music_soundfont_find(const char **path, struct error *err) {
    const char *own = getenv("FILM_SOUNDFONT");
    if (own && *own) {
        if (access(own, R_OK) != 0)
            return error_set(err, PROBLEM_UNAVAILABLE,
                             "The soundfont %s named by FILM_SOUNDFONT cannot be read.", own);
        *path = own;
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(fonts); i++) {
        if (access(fonts[i], R_OK) != 0) continue;
        *path = fonts[i];
        return true;
    }
    return error_set(err, PROBLEM_UNAVAILABLE,
                     "Music needs a soundfont: install the package fluid-soundfont-gm (or "
                     "musescore-general-soundfont-small), or name a file in FILM_SOUNDFONT.");
}

const char *music_soundfont_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The library fills global tables when the first synthesizer is made, and its sample cache is
 * read and filled while a font loads: both one at a time. */
static pthread_mutex_t loading = PTHREAD_MUTEX_INITIALIZER;

struct player {
    fluid_settings_t *settings;
    fluid_synth_t *synth;
};

static void player_close(struct player *player) {
    pthread_mutex_lock(&loading);
    if (player->synth) delete_fluid_synth(player->synth);
    if (player->settings) delete_fluid_settings(player->settings);
    pthread_mutex_unlock(&loading);
}

static void quiet(void) {
    for (int level = 0; level < LAST_LOG_LEVEL; level++)
        fluid_set_log_function(level, NULL, NULL);
}

static bool make_synth(struct player *player, const char *path, const struct score *score,
                       struct error *err) {
    quiet();
    player->settings = new_fluid_settings();
    if (!player->settings) die("Out of memory.");
    fluid_settings_setnum(player->settings, "synth.sample-rate", PCM_RATE);
    fluid_settings_setint(player->settings, "synth.cpu-cores", 1);
    fluid_settings_setint(player->settings, "synth.polyphony", 128);
    fluid_settings_setint(player->settings, "synth.dynamic-sample-loading", 1);
    fluid_settings_setint(player->settings, "synth.threadsafe-api", 0);
    fluid_settings_setnum(player->settings, "synth.gain", 0.5);
    fluid_settings_setnum(player->settings, "synth.reverb.room-size", 0.62);
    fluid_settings_setnum(player->settings, "synth.reverb.damp", 0.35);
    fluid_settings_setnum(player->settings, "synth.reverb.width", 0.8);
    fluid_settings_setnum(player->settings, "synth.reverb.level", 0.55);
    fluid_settings_setnum(player->settings, "synth.chorus.level", 0.6);
    player->synth = new_fluid_synth(player->settings);
    if (!player->synth) die("Out of memory.");
    if (!fluid_is_soundfont(path) || fluid_synth_sfload(player->synth, path, 1) == FLUID_FAILED)
        return error_set(
            err, PROBLEM_UNAVAILABLE,
            "The soundfont %s cannot be used: install the package fluid-soundfont-gm again.",
            path);
    bool used[16] = {false};
    for (size_t i = 0; i < score->count; i++) used[score->notes[i].channel & 15] = true;
    double tuning[12];
    bool tuned = false;
    for (int i = 0; i < 12; i++) {
        tuning[i] = score->tuning[i];
        tuned |= score->tuning[i] != 0;
    }
    if (tuned) fluid_synth_activate_octave_tuning(player->synth, 0, 0, "maqam", tuning, 0);
    for (int channel = 0; channel < 16; channel++) {
        if (!used[channel] || score->programs[channel] > 127) continue;
        if (channel == 9) {
            fluid_synth_program_change(player->synth, channel, score->kit);
        } else {
            fluid_synth_program_change(player->synth, channel, score->programs[channel]);
            fluid_synth_pitch_wheel_sens(player->synth, channel, ORNAMENT_RANGE);
            if (tuned) fluid_synth_activate_tuning(player->synth, channel, 0, 0, 0);
        }
        /* this controller's loudness goes with its square */
        fluid_synth_cc(player->synth, channel, 7,
                       (int)lrintf(127 * sqrtf(score->gains[channel])));
        fluid_synth_cc(player->synth, channel, 10, (int)lrintf(64 + 63 * score->pans[channel]));
        fluid_synth_cc(player->synth, channel, 91, channel == 9 ? 36 : 60);
        fluid_synth_cc(player->synth, channel, 93, 8);
    }
    return true;
}

enum event_kind { EVENT_OFF, EVENT_CONTROL, EVENT_BEND, EVENT_ON };
struct event {
    int64_t at;
    uint32_t order; /* keeps the sort total */
    uint8_t kind, channel, key;
    int16_t value;
};
struct events {
    LIST(struct event) list;
};

static void add_event(struct events *events, int64_t at, enum event_kind kind,
                      const struct note *note, int value) {
    struct event *event = list_push(&events->list);
    *event = (struct event){.at = at,
                            .order = (uint32_t)events->list.count,
                            .kind = (uint8_t)kind,
                            .channel = note->channel,
                            .key = note->key,
                            .value = (int16_t)value};
}

static void note_events(struct events *events, const struct note *note, bool bends) {
    if (note->controller) {
        struct note as = *note;
        as.key = note->controller;
        add_event(events, note->start, EVENT_CONTROL, &as, note->velocity);
        return;
    }
    if (note->bend_cents) {
        for (int64_t t = 0; t < note->length; t += ORNAMENT_STEP) {
            add_event(events, note->start + t, EVENT_BEND, note,
                      ornament_wheel(ornament_cents(note, t)));
        }
    } else if (bends) {
        add_event(events, note->start, EVENT_BEND, note, ornament_wheel(0));
    }
    add_event(events, note->start, EVENT_ON, note, note->velocity);
    add_event(events, note->start + note->length, EVENT_OFF, note, 0);
}

static int by_time(const void *left, const void *right) {
    const struct event *a = left, *b = right;
    if (a->at != b->at) return a->at < b->at ? -1 : 1;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static void send(fluid_synth_t *synth, const struct event *event) {
    switch ((enum event_kind)event->kind) {
    case EVENT_OFF:
        fluid_synth_noteoff(synth, event->channel, event->key);
        break;
    case EVENT_CONTROL:
        fluid_synth_cc(synth, event->channel, event->key, event->value);
        break;
    case EVENT_BEND:
        fluid_synth_pitch_bend(synth, event->channel, event->value);
        break;
    case EVENT_ON:
        fluid_synth_noteon(synth, event->channel, event->key, event->value);
        break;
    }
}

static bool render(struct player *player, const struct events *events, struct cancel *cancel,
                   _Atomic float *done, struct pcm *out, struct error *err) {
    size_t next = 0;
    int64_t at = 0;
    while (at < out->frames) {
        while (next < events->list.count && events->list.items[next].at < at + BLOCK)
            send(player->synth, &events->list.items[next++]);
        int64_t until = next < events->list.count ? events->list.items[next].at / BLOCK * BLOCK
                                                  : out->frames;
        if (until > at + PCM_RATE) until = at + PCM_RATE;
        if (until > out->frames) until = out->frames;
        float *to = out->samples + 2 * at;
        if (fluid_synth_write_float(player->synth, (int)(until - at), to, 0, 2, to, 1, 2) !=
            FLUID_OK)
            return error_set(err, PROBLEM_INTERNAL, "The synthesizer stopped while playing.");
        if (!cancel_check(cancel, err)) return false;
        at = until;
        if (done) atomic_store(done, (float)at / (float)out->frames);
    }
    return true;
}

bool music_soundfont_play(const struct score *score, int64_t length, struct cancel *cancel,
                          _Atomic float *done, struct pcm *out, struct error *err) {
    const char *path = NULL;
    if (!music_soundfont_find(&path, err)) return false;
    struct player player = {0};
    pthread_mutex_lock(&loading);
    bool ok = make_synth(&player, path, score, err);
    pthread_mutex_unlock(&loading);
    struct events events = {0};
    bool bends[16] = {false};
    for (size_t i = 0; i < score->count; i++)
        bends[score->notes[i].channel & 15] |= score->notes[i].bend_cents != 0;
    for (size_t i = 0; ok && i < score->count; i++)
        if (score->programs[score->notes[i].channel & 15] <= 127)
            note_events(&events, &score->notes[i], bends[score->notes[i].channel & 15]);
    if (events.list.count)
        qsort(events.list.items, events.list.count, sizeof(struct event), by_time);
    struct pcm played = {0};
    if (ok) {
        played = pcm_silence(2, length);
        ok = render(&player, &events, cancel, done, &played, err);
    }
    player_close(&player);
    list_done(&events.list);
    if (!ok) {
        pcm_done(&played);
        return false;
    }
    *out = played;
    return true;
}
