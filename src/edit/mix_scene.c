#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "edit/filter.h"
#include "edit/mix.h"
#include "edit/reverb.h"
#include "edit/speech_chain.h"

/* Ducking: music is down by DUCK_DB from DUCK_BEFORE before to DUCK_AFTER after every speech,
 * and takes the ramps on the far sides of these to move. */
enum {
    DUCK_BEFORE = PCM_RATE * 150 / 1000,
    DUCK_AFTER = PCM_RATE * 400 / 1000,
    DUCK_DOWN = PCM_RATE * 250 / 1000,
    DUCK_UP = PCM_RATE * 700 / 1000,
    CUT_FADE = PCM_RATE * 60 / 1000,
    TAIL_MAX = 8 * PCM_RATE,
    SCENE_MAX = 3 * 3600 * PCM_RATE,
    SOURCES_MAX = 100000,
};
static const double DUCK_DB = -12.5;
static const double DUCK_EFFECTS_DB = -5; /* what happens is heard, but not instead of words */

const char *stem_name(enum stem stem) {
    static const char *const names[STEM_COUNT] = {"dialogue", "music", "effects"};
    return (unsigned)stem < STEM_COUNT ? names[stem] : "unknown";
}

void stretch_done(struct stretch *stretch) {
    for (int i = 0; i < STEM_COUNT; i++) pcm_done(&stretch->stems[i]);
    stretch->length = 0;
}

/* --- the music's level under speech --- */

/* Raised cosine from 0 to 1. */
static double ease(double t) {
    return t <= 0 ? 0 : t >= 1 ? 1 : 0.5 - 0.5 * cos(M_PI * t);
}

/* How far the music is down at a moment, 0..1, for speech in [from, to). */
static double ducked_by(int64_t at, int64_t from, int64_t to) {
    if (at < from - DUCK_BEFORE)
        return ease((double)(at - (from - DUCK_BEFORE - DUCK_DOWN)) / DUCK_DOWN);
    if (at >= to + DUCK_AFTER) return ease(1 - (double)(at - to - DUCK_AFTER) / DUCK_UP);
    return 1;
}

enum { DUCK_STEP = 48 }; /* the curve is kept every millisecond and drawn straight between */

static void duck(const struct mix_source *sources, size_t count, double depth_db,
                 struct pcm *sound) {
    const int64_t steps = sound->frames / DUCK_STEP + 2;
    AUTO_FREE float *down = xcalloc((size_t)steps, sizeof *down);
    for (size_t i = 0; i < count; i++) {
        if (!sources[i].ducks || !sources[i].sound->frames) continue;
        int64_t from = sources[i].start, to = from + sources[i].sound->frames;
        int64_t first = (from - DUCK_BEFORE - DUCK_DOWN) / DUCK_STEP;
        int64_t last = (to + DUCK_AFTER + DUCK_UP) / DUCK_STEP + 1;
        for (int64_t k = first < 0 ? 0 : first; k < steps && k <= last; k++) {
            float by = (float)ducked_by(k * DUCK_STEP, from, to);
            if (by > down[k]) down[k] = by;
        }
    }
    for (int64_t k = 0; k + 1 < steps; k++) {
        if (down[k] == 0 && down[k + 1] == 0) continue;
        float from = (float)gain_of_db(depth_db * down[k]);
        float to = (float)gain_of_db(depth_db * down[k + 1]);
        for (int64_t i = 0; i < DUCK_STEP && k * DUCK_STEP + i < sound->frames; i++) {
            float gain = from + (to - from) * (float)i / DUCK_STEP;
            float *sample = sound->samples + 2 * (k * DUCK_STEP + i);
            sample[0] *= gain;
            sample[1] *= gain;
        }
    }
}

/* --- placing --- */

/* Adds a sound at its place. Mono pans with equal power; stereo only shifts its balance. */
static void place(const float *samples, int channels, int64_t frames, int64_t start,
                  double gain, double pan, struct pcm *out) {
    if (pan < -1) pan = -1;
    if (pan > 1) pan = 1;
    double left, right;
    if (channels == 1) {
        left = gain * M_SQRT2 * cos((pan + 1) * M_PI / 4);
        right = gain * M_SQRT2 * sin((pan + 1) * M_PI / 4);
    } else {
        left = gain * (pan > 0 ? 1 - pan : 1);
        right = gain * (pan < 0 ? 1 + pan : 1);
    }
    int64_t from = start < 0 ? -start : 0, to = frames;
    if (to > out->frames - start) to = out->frames - start;
    for (int64_t n = from; n < to; n++) {
        float *at = out->samples + 2 * (start + n);
        at[0] += (float)left * samples[n * channels];
        at[1] += (float)right * samples[n * channels + channels - 1];
    }
}

static void send_to_room(const float *samples, int channels, int64_t frames, int64_t start,
                         double gain, float *send, int64_t send_frames) {
    if (!send) return;
    int64_t from = start < 0 ? -start : 0, to = frames;
    if (to > send_frames - start) to = send_frames - start;
    for (int64_t n = from; n < to; n++)
        send[start + n] +=
            (float)gain * 0.5f * (samples[n * channels] + samples[n * channels + channels - 1]);
}

struct scene_mix {
    struct mix_room room;
    struct stretch *out;
    struct pcm hits;          /* short effects, until they are lowered under speech */
    float *sends[STEM_COUNT]; /* into the room; music has none */
};

/* Farther voices are a little quieter and have more of the room in them, as ears judge
 * distance. */
static void mix_voice(struct scene_mix *mix, const struct mix_source *source) {
    struct pcm *stem = &mix->out->stems[source->stem];
    const int64_t frames = source->sound->frames;
    AUTO_FREE float *voice = xcalloc((size_t)frames, sizeof *voice);
    speech_chain(source->sound, source->off_screen, voice);
    double distance = source->distance < 0.5  ? 0.5
                      : source->distance > 20 ? 20
                                              : source->distance;
    double drop_db = 0.7 * log2(distance / 1.1);
    double dry = gain_of_db(source->gain_db - (drop_db > 0 ? drop_db : drop_db / 2));
    if (source->off_screen) dry *= gain_of_db(-3);
    double wet = (0.05 + 0.2 * mix->room.size) * (0.5 + 0.35 * sqrt(distance));
    if (!mix->room.inside) wet = 0.6;
    place(voice, 1, frames, source->start, dry * M_SQRT1_2, source->pan, stem);
    send_to_room(voice, 1, frames, source->start, dry * wet, mix->sends[source->stem],
                 stem->frames);
}

/* A sound that is broken off, over CUT_FADE, before its own end. */
static struct pcm cut_short(const struct pcm *whole, int64_t frames) {
    struct pcm cut = pcm_silence(whole->channels, frames);
    const int channels = whole->channels;
    memcpy(cut.samples, whole->samples, (size_t)(frames * channels) * sizeof(float));
    const int64_t fade = frames < CUT_FADE ? frames : CUT_FADE;
    for (int64_t i = 0; i < fade * channels; i++)
        cut.samples[frames * channels - 1 - i] *= (float)(i / channels) / (float)fade;
    return cut;
}

static void mix_source(struct scene_mix *mix, const struct mix_source *source) {
    const struct pcm *sound = source->sound;
    if (sound->frames <= 0 || source->unheard) return;
    if (source->length > 0 && source->length < sound->frames) {
        struct pcm cut = cut_short(sound, source->length);
        struct mix_source shorter = *source;
        shorter.sound = &cut;
        shorter.length = 0;
        mix_source(mix, &shorter);
        pcm_done(&cut);
        return;
    }
    if (source->stem == STEM_DIALOGUE) {
        mix_voice(mix, source);
        return;
    }
    /* effects ring in the room; long beds are its air already */
    const bool hit =
        source->stem == STEM_EFFECTS && !source->bed && sound->frames < 8 * PCM_RATE;
    struct pcm *stem = hit ? &mix->hits : &mix->out->stems[source->stem];
    const double gain = gain_of_db(source->gain_db);
    place(sound->samples, sound->channels, sound->frames, source->start,
          sound->channels == 1 ? gain * M_SQRT1_2 : gain, source->pan, stem);
    if (hit)
        send_to_room(sound->samples, sound->channels, sound->frames, source->start,
                     gain * (0.03 + 0.12 * mix->room.size), mix->sends[STEM_EFFECTS],
                     stem->frames);
}

static bool check_sources(const struct mix_source *sources, size_t count, int64_t length,
                          struct error *err) {
    if (length < 0 || length > SCENE_MAX || count > SOURCES_MAX)
        return error_set(err, PROBLEM_TOO_LARGE,
                         "A scene is too long to be mixed in one; split it in two.");
    for (size_t i = 0; i < count; i++)
        if ((unsigned)sources[i].stem >= STEM_COUNT || sources[i].sound->frames < 0 ||
            (sources[i].sound->frames &&
             (sources[i].sound->channels < 1 || sources[i].sound->channels > 2)))
            return error_set(err, PROBLEM_INTERNAL, "Sound %zu of a scene cannot be mixed.", i);
    return true;
}

/* The tail holds whatever goes on after the scene's end, and the room's last answer. */
static int64_t tail_of(const struct mix_source *sources, size_t count, int64_t length,
                       struct mix_room room) {
    int64_t tail = 0;
    const int64_t ring = (int64_t)(reverb_length_s(room) * PCM_RATE);
    for (size_t i = 0; i < count; i++) {
        int64_t over = sources[i].start + sources[i].sound->frames - length;
        if (sources[i].unheard) continue;
        if (sources[i].stem != STEM_MUSIC && over + ring > 0) over += ring;
        if (over > tail) tail = over;
    }
    return tail < TAIL_MAX ? tail : TAIL_MAX;
}

bool mix_scene(const struct mix_source *sources, size_t count, int64_t length,
               struct mix_room room, struct cancel *cancel, struct stretch *out,
               struct error *err) {
    if (!check_sources(sources, count, length, err)) return false;
    const int64_t frames = length + tail_of(sources, count, length, room);
    struct stretch made = {.length = length};
    struct scene_mix mix = {.room = room, .out = &made, .hits = pcm_silence(2, frames)};
    for (int i = 0; i < STEM_COUNT; i++) {
        made.stems[i] = pcm_silence(2, frames);
        if (frames && i != STEM_MUSIC) mix.sends[i] = xcalloc((size_t)frames, sizeof(float));
    }
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++) {
        ok = cancel_check(cancel, err);
        if (ok) mix_source(&mix, &sources[i]);
    }
    if (ok && frames) {
        duck(sources, count, DUCK_DB, &made.stems[STEM_MUSIC]);
        duck(sources, count, DUCK_EFFECTS_DB, &mix.hits);
        for (int64_t i = 0; i < 2 * frames; i++)
            made.stems[STEM_EFFECTS].samples[i] += mix.hits.samples[i];
        reverb_add(room, mix.sends[STEM_DIALOGUE], frames, made.stems[STEM_DIALOGUE].samples);
        reverb_add(room, mix.sends[STEM_EFFECTS], frames, made.stems[STEM_EFFECTS].samples);
    }
    for (int i = 0; i < STEM_COUNT; i++) free(mix.sends[i]);
    pcm_done(&mix.hits);
    if (!ok) {
        stretch_done(&made);
        return false;
    }
    *out = made;
    return true;
}
