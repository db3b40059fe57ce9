/* Finding an effect, making it, and setting it in a room. */
#include "sound/effect.h"

#include "base/hash.h"
#include "sound/reverb.h"
#include "sound/sound.h"

const char *const sound_effect_names[] = {
    "door_open",  "door_close", "knock",     "steps",     "bell",       "temple_bell",
    "thunder",    "phone",      "glass",     "clap",      "applause",   "cheer",
    "laugh",      "gust",       "wind_gust", "splash",    "horn",       "dog",
    "bird",       "rooster",    "clock",     "paper",     "fire",       "drum",
    "whistle",    "engine",     "train",     "creak",     "keys",       "pour",
    "typing",     "switch",     "explosion", "fireworks", "heartbeat",  "crack",
    "conch",      "ship_horn",  "camera",    "cloth",     "steps_wood", "steps_stone",
    "steps_sand", NULL,
};

static const char version[] = "1";
static const double peak = 0.25; /* -12 dBFS */

const struct effect *effect_find(const char *id) {
    static const struct effect *const tables[] = {effect_struck, effect_rushing, effect_living,
                                                  effect_machines};
    for (size_t t = 0; id && t < COUNT_OF(tables); t++)
        for (const struct effect *row = tables[t]; row->id; row++)
            if (strcmp(row->id, id) == 0) return row;
    return NULL;
}

struct track effect_make(const struct effect *effect, struct random *random) {
    struct track track = track_new(effect->seconds);
    effect->make(random, &track);
    track_filter(&track, filter_high(28, 0.707));
    track_scale_to(&track, 1);
    return track;
}

/* Dry in the middle, four early reflections from the sides, and the room's late sound. */
static struct pcm set_in_room(const struct effect *effect, const struct track *track) {
    static const double delays[4] = {0.0113, 0.0171, 0.0237, 0.0311},
                        sides[4] = {-0.8, 0.7, 0.5, -0.6};
    int64_t frames = track->count + (int64_t)(effect->tail * 0.8 * PCM_RATE);
    struct pcm pcm = pcm_silence(2, frames);
    struct reverb reverb;
    reverb_init(&reverb, effect->room, effect->tail, 0.35);
    for (int64_t i = 0; i < frames; i++) {
        float dry = i < track->count ? track->samples[i] : 0, left, right;
        reverb_run(&reverb, dry, &left, &right);
        float wet = (float)effect->wet * 0.35f;
        left = dry + wet * left;
        right = dry + wet * right;
        for (int tap = 0; tap < 4; tap++) {
            int64_t at = i - (int64_t)(delays[tap] * effect->room * PCM_RATE);
            if (at < 0 || at >= track->count) continue;
            float early = track->samples[at] * (float)(effect->wet * 0.5);
            left += early * (float)(0.5 - 0.5 * sides[tap]);
            right += early * (float)(0.5 + 0.5 * sides[tap]);
        }
        pcm.samples[2 * i] = left;
        pcm.samples[2 * i + 1] = right;
    }
    reverb_done(&reverb);
    return pcm;
}

static void finish(struct pcm *pcm) {
    int64_t in = 48, out = (int64_t)(0.06 * PCM_RATE);
    double top = 1e-9;
    for (int c = 0; c < 2; c++) {
        struct filter high = filter_high(25, 0.707);
        for (int64_t i = 0; i < pcm->frames; i++) {
            float *sample = &pcm->samples[2 * i + c];
            *sample = filter_run(&high, *sample);
            if (i < in) *sample *= (float)i / (float)in;
            int64_t left = pcm->frames - 1 - i;
            if (left < out) *sample *= (float)left / (float)out;
            top = fmax(top, fabs((double)*sample));
        }
    }
    for (int64_t i = 0; i < 2 * pcm->frames; i++) pcm->samples[i] *= (float)(peak / top);
}

bool sound_effect(const char *effect, uint64_t seed, struct pcm *out) {
    const struct effect *row = effect_find(effect);
    if (!row) return false;
    struct random random = random_seed_for(seed, row->id);
    struct track track = effect_make(row, &random);
    *out = set_in_room(row, &track);
    track_done(&track);
    finish(out);
    return true;
}

struct hash sound_effect_hash(const char *effect, uint64_t seed) {
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_text(&hasher, "effect");
    hasher_text(&hasher, version);
    hasher_text(&hasher, effect);
    hasher_u64(&hasher, seed);
    return hasher_final(&hasher);
}
