/* Sound: a cue of music for each stretch of the timeline that has one, the mix of each scene,
 * and the film's sound at its level. */
#include <math.h>
#include <string.h>

#include "edit/mix.h"
#include "production/film.h"
#include "production/score.h"
#include "sound/sound.h"

struct scene_mix {
    struct production *production;
    const struct timeline_scene *scene;
    struct hash name;
    size_t node;
    const struct cue *cues; /* parallel to timeline->sounds */
};

struct owned {
    struct pcm *pcm;
};

/* The sounds laid into one scene, with what must be freed after. */
struct lay {
    LIST(struct mix_source) sources;
    LIST(struct owned) owned;
};

static struct pcm *own(struct lay *lay) {
    struct pcm *pcm = xcalloc(1, sizeof *pcm);
    list_push(&lay->owned)->pcm = pcm;
    return pcm;
}

static void lay_done(struct lay *lay) {
    for (size_t i = 0; i < lay->owned.count; i++) {
        pcm_done(lay->owned.items[i].pcm);
        free(lay->owned.items[i].pcm);
    }
    list_done(&lay->owned);
    list_done(&lay->sources);
}

static bool overlaps(const struct timeline_scene *scene, int64_t start, int64_t length) {
    return start < scene->start + scene->length && start + length > scene->start;
}

/* A line belongs to the scene in which it starts; its end may ring on as tail. */
static bool starts_in(const struct timeline_scene *scene, int64_t start) {
    return start >= scene->start && start < scene->start + scene->length;
}

/* Of another scene, but near enough to lower the music in this one. */
static bool ducks_into(const struct timeline_scene *scene, const struct timeline_line *line) {
    const int64_t reach = 2 * PCM_RATE;
    return !starts_in(scene, line->start) &&
           overlaps(scene, line->start - reach, line->length + 2 * reach);
}

static bool lay_lines(const struct scene_mix *mix, struct lay *lay, struct error *err) {
    struct production *p = mix->production;
    for (size_t i = 0; i < p->timeline->line_count; i++) {
        const struct timeline_line *line = &p->timeline->lines[i];
        if (ducks_into(mix->scene, line)) {
            struct pcm *elsewhere = own(lay);
            *elsewhere = (struct pcm){.channels = 1, .frames = line->length};
            *list_push(&lay->sources) = (struct mix_source){
                .stem = STEM_DIALOGUE,
                .sound = elsewhere,
                .start = line->start - mix->scene->start,
                .ducks = true,
                .unheard = true,
            };
        }
        if (!starts_in(mix->scene, line->start)) continue;
        AUTO_FREE char *bytes = NULL;
        size_t size;
        struct speech speech;
        if (!production_read(p, &p->lines[line->line].name, &bytes, &size, err) ||
            !speech_read(bytes, size, &speech, err))
            return false;
        struct pcm *sound = own(lay);
        *sound = speech.sound;
        speech.sound = (struct pcm){0};
        speech_done(&speech);
        *list_push(&lay->sources) = (struct mix_source){
            .stem = STEM_DIALOGUE,
            .sound = sound,
            .start = line->start - mix->scene->start,
            .pan = line->pan,
            .distance = line->distance,
            .off_screen = line->off_screen,
            .ducks = true,
        };
    }
    return true;
}

static void order_ambience(const struct production *p, const struct timeline_sound *sound,
                           struct ambience_order *order) {
    const struct scene_breakdown *facts = production_facts(p, sound->scene, false);
    *order = (struct ambience_order){
        .place = facts ? facts->place : "interior",
        .inside = facts && facts->inside,
        .hour = facts ? facts->hour : HOUR_NOON,
        .weather = facts ? facts->weather : WEATHER_CLEAR,
        .culture = facts ? facts->culture : p->breakdown->culture,
        .festive = facts && facts->festive,
        .length = sound->length,
        .seed = sound->seed,
    };
}

/* Only the part that the scene hears; music and ambience may span several. */
static struct pcm part_of(struct pcm whole, int64_t from, int64_t frames) {
    if (from < 0) from = 0;
    if (from > whole.frames) from = whole.frames;
    if (frames > whole.frames - from) frames = whole.frames - from;
    struct pcm part = pcm_silence(whole.channels, frames);
    if (frames > 0)
        memcpy(part.samples, whole.samples + from * whole.channels,
               (size_t)frames * (size_t)whole.channels * sizeof(float));
    pcm_done(&whole);
    return part;
}

static double gain_of(const struct scene_mix *mix, size_t index) {
    const struct timeline_sound *sound = &mix->production->timeline->sounds[index];
    return sound->kind == SOUND_MUSIC ? mix->cues[index].gain_db : sound->gain_db;
}

static bool lay_sound(const struct scene_mix *mix, size_t index, struct lay *lay,
                      struct error *err) {
    struct production *p = mix->production;
    const struct timeline_sound *sound = &p->timeline->sounds[index];
    struct mix_source source = {
        .stem = sound->kind == SOUND_MUSIC ? STEM_MUSIC : STEM_EFFECTS,
        .start = sound->start - mix->scene->start,
        .gain_db = gain_of(mix, index),
        .pan = sound->pan,
        .bed = sound->kind == SOUND_AMBIENCE,
        .length = sound->kind == SOUND_EFFECT ? sound->length : 0,
    };
    struct pcm *pcm = own(lay);
    if (sound->kind == SOUND_EFFECT) {
        if (!sound_effect(sound->effect, sound->seed, pcm)) return true;
    } else if (sound->kind == SOUND_AMBIENCE) {
        struct ambience_order order;
        order_ambience(p, sound, &order);
        sound_ambience(&order, pcm);
    } else {
        AUTO_FREE char *bytes = NULL;
        size_t size;
        if (!production_read(p, &mix->cues[index].name, &bytes, &size, err) ||
            !pcm_from_wav(bytes, size, pcm, err))
            return false;
    }
    if (sound->kind != SOUND_EFFECT) {
        int64_t skip = source.start < 0 ? -source.start : 0;
        int64_t room = mix->scene->length - (source.start > 0 ? source.start : 0);
        *pcm = part_of(*pcm, skip, room);
        if (source.start < 0) source.start = 0;
    }
    source.sound = pcm;
    *list_push(&lay->sources) = source;
    return true;
}

static bool heard_in(const struct timeline_scene *scene, const struct timeline_sound *sound) {
    return sound->kind == SOUND_EFFECT ? starts_in(scene, sound->start)
                                       : overlaps(scene, sound->start, sound->length);
}

static bool make_mix(void *data, struct cancel *cancel, _Atomic float *done, struct buf *out,
                     struct error *err) {
    const struct scene_mix *mix = data;
    const struct production *p = mix->production;
    struct lay lay = {0};
    bool ok = lay_lines(mix, &lay, err);
    for (size_t i = 0; ok && i < p->timeline->sound_count; i++) {
        if (heard_in(mix->scene, &p->timeline->sounds[i])) ok = lay_sound(mix, i, &lay, err);
        ok = ok && cancel_check(cancel, err);
    }
    atomic_store(done, 0.5f);
    const struct scene_breakdown *facts = production_facts(p, mix->scene->scene, false);
    struct mix_room room =
        mix_room_of(facts ? facts->place : "interior", facts ? facts->inside : true);
    struct stretch stretch;
    if (ok && mix_scene(lay.sources.items, lay.sources.count, mix->scene->length, room, cancel,
                        &stretch, err)) {
        stretch_write(&stretch, out);
        stretch_done(&stretch);
    } else {
        ok = false;
    }
    lay_done(&lay);
    return ok;
}

/* The name of a scene's mix: all that is laid into it, by name and place. */
static struct hash name_mix(const struct scene_mix *mix) {
    const struct production *p = mix->production;
    const struct timeline_scene *scene = mix->scene;
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_text(&hasher, "mix");
    hasher_u64(&hasher, MIX_VERSION);
    hasher_u64(&hasher, (uint64_t)scene->length);
    const struct scene_breakdown *facts = production_facts(p, scene->scene, false);
    hasher_text(&hasher, facts ? facts->place : "interior");
    hasher_u64(&hasher, facts ? facts->inside : true);
    for (size_t i = 0; i < p->timeline->line_count; i++) {
        const struct timeline_line *line = &p->timeline->lines[i];
        if (ducks_into(scene, line)) {
            hasher_u64(&hasher, (uint64_t)(line->start - scene->start));
            hasher_u64(&hasher, (uint64_t)line->length);
        }
        if (!starts_in(scene, line->start)) continue;
        hasher_hash(&hasher, &p->lines[line->line].name);
        hasher_u64(&hasher, (uint64_t)(line->start - scene->start));
        hasher_f64(&hasher, line->pan);
        hasher_f64(&hasher, line->distance);
        hasher_u64(&hasher, line->off_screen);
    }
    for (size_t i = 0; i < p->timeline->sound_count; i++) {
        const struct timeline_sound *sound = &p->timeline->sounds[i];
        if (!heard_in(scene, sound)) continue;
        struct hash name;
        if (sound->kind == SOUND_EFFECT) {
            name = sound_effect_hash(sound->effect, sound->seed);
        } else if (sound->kind == SOUND_AMBIENCE) {
            struct ambience_order order;
            order_ambience(p, sound, &order);
            name = sound_ambience_hash(&order);
        } else {
            name = mix->cues[i].name;
        }
        hasher_hash(&hasher, &name);
        hasher_u64(&hasher, (uint64_t)(sound->start - scene->start));
        hasher_u64(&hasher, (uint64_t)sound->length);
        hasher_f64(&hasher, gain_of(mix, i));
        hasher_f64(&hasher, sound->pan);
    }
    return hasher_final(&hasher);
}

static bool read_stretch(void *data, size_t index, struct stretch *stretch, struct error *err) {
    struct production *p = data;
    AUTO_FREE char *bytes = NULL;
    size_t size;
    return production_read(p, &p->mixes[index].name, &bytes, &size, err) &&
           stretch_read(bytes, size, stretch, err);
}

static bool make_film_sound(void *data, struct cancel *cancel, _Atomic float *done,
                            struct buf *out, struct error *err) {
    (void)out;
    struct production *p = data;
    bool ok = mix_film(read_stretch, p, p->timeline->scene_count, &p->order.loudness,
                       storage_scratch(p->storage), &p->levels, cancel, err);
    atomic_store(done, 1);
    return ok;
}

static bool encode_film_sound(void *data, struct cancel *cancel, _Atomic float *done,
                              struct buf *out, struct error *err) {
    (void)out;
    struct production *p = data;
    AUTO_FREE char *wave = NULL;
    if (asprintf(&wave, "%s/film.wav", storage_scratch(p->storage)) < 0) die("out of memory");
    bool ok = film_encode_sound(wave, 192000, production_sound_path(p), cancel, err);
    atomic_store(done, 1);
    return ok;
}

const char *production_sound_path(struct production *p) {
    return arena_printf(p->arena, "%s/film.aac", storage_scratch(p->storage));
}

size_t production_add_sound(struct production *p, struct graph *graph) {
    const struct timeline *timeline = p->timeline;
    struct cue *cues = xcalloc(timeline->sound_count, sizeof *cues);
    p->mixes = xcalloc(timeline->scene_count, sizeof *p->mixes);
    p->cues = cues;
    for (size_t i = 0; i < timeline->sound_count; i++)
        if (timeline->sounds[i].kind == SOUND_MUSIC) score_add_cue(p, graph, i, &cues[i]);
    AUTO_FREE size_t *mixes = xcalloc(timeline->scene_count, sizeof *mixes);
    AUTO_FREE size_t *needs = xcalloc(timeline->sound_count, sizeof *needs);
    for (size_t i = 0; i < timeline->scene_count; i++) {
        struct scene_mix *mix = &p->mixes[i];
        *mix = (struct scene_mix){.production = p, .scene = &timeline->scenes[i], .cues = cues};
        mix->name = name_mix(mix);
        size_t need_count = 0;
        for (size_t j = 0; j < timeline->sound_count; j++)
            if (timeline->sounds[j].kind == SOUND_MUSIC &&
                heard_in(mix->scene, &timeline->sounds[j]))
                needs[need_count++] = cues[j].node;
        struct graph_node node = {
            .stage = STAGE_MIX,
            .name = mix->name,
            .keep = true,
            .cost = 0.1 + 0.05 * (double)mix->scene->length / PCM_RATE,
            .make = make_mix,
            .data = mix,
        };
        snprintf(node.label, sizeof node.label, "mix %zu", i + 1);
        mixes[i] = mix->node = graph_add(graph, &node, needs, need_count);
    }
    struct graph_node film = {
        .stage = STAGE_MIX,
        .cost = 0.1 + 0.01 * (double)timeline->samples / PCM_RATE,
        .make = make_film_sound,
        .data = p,
        .label = "film sound",
    };
    size_t mixed = graph_add(graph, &film, mixes, timeline->scene_count);
    struct graph_node encoded = {
        .stage = STAGE_MASTER,
        .cost = 0.02 * (double)timeline->samples / PCM_RATE,
        .make = encode_film_sound,
        .data = p,
        .label = "encoding the sound",
    };
    return graph_add(graph, &encoded, &mixed, 1);
}

void production_free_sound(struct production *p) {
    free(p->mixes);
    score_free(p);
    free(p->cues);
    p->mixes = NULL;
    p->cues = NULL;
}
