#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/pcm.h"
#include "base/random.h"
#include "edit/timeline_parts.h"

enum {
    AMBIENCE_OVERLAP = PCM_RATE / 4,  /* the tail that fades while the next scene's fades in */
    MUSIC_SHORTEST = 6 * PCM_RATE,    /* a scene shorter than this has no cue of its own */
    STEPS_EVERY = PCM_RATE * 26 / 10, /* five steps, as the effect has them */
    STEPS_SHORTEST = PCM_RATE / 2,
};

typedef LIST(struct timeline_sound) sound_list;

static uint64_t seed_of(const struct timeline_plan *plan, const char *what, int scene, size_t a,
                        size_t b) {
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_u64(&hasher, plan->seed);
    hasher_text(&hasher, what);
    hasher_u64(&hasher, (uint64_t)scene);
    hasher_u64(&hasher, a);
    hasher_u64(&hasher, b);
    struct hash hash = hasher_final(&hasher);
    return hash_seed(&hash);
}

/* --- ambience --- */

static void place_ambience(const struct timeline_plan *plan, sound_list *sounds) {
    const struct timeline *timeline = plan->timeline;
    for (size_t i = 0; i < timeline->scene_count; i++) {
        const struct timeline_scene *scene = &timeline->scenes[i];
        if (scene->scene < 0 || scene->length <= 0) continue;
        int64_t end = scene->start + scene->length + AMBIENCE_OVERLAP;
        if (end > timeline->samples) end = timeline->samples;
        *list_push(sounds) = (struct timeline_sound){
            .kind = SOUND_AMBIENCE,
            .scene = scene->scene,
            .start = scene->start,
            .length = end - scene->start,
            .gain_db = -10,
            .seed = seed_of(plan, "ambience", scene->scene, 0, 0),
        };
    }
}

/* --- effects --- */

static int64_t shot_start(const struct timeline_plan *plan, size_t shot) {
    return samples_of_frames(plan->timeline->shots[shot].start, plan->timeline->fps);
}

static int64_t shot_end(const struct timeline_plan *plan, size_t shot) {
    const struct timeline_shot *at = &plan->timeline->shots[shot];
    return samples_of_frames(at->start + at->frames, plan->timeline->fps);
}

static int lines_of(const char *text) {
    int lines = 1;
    for (; text && *text; text++) lines += *text == '\n';
    return lines;
}

/* The moment within a shot that tells this part of an element's text: a knock falls when the
 * hand is at the door. False when the shot tells another part. */
static bool told_in(const struct timeline_plan *plan, size_t index, double at,
                    int64_t *moment) {
    const struct shot *shot = &plan->storyboard->shots[index];
    if (shot->told_until <= shot->told_from || at < shot->told_from || at > shot->told_until)
        return false;
    double share = (at - shot->told_from) / (shot->told_until - shot->told_from);
    double frame =
        (double)shot->told_lead + share * 0.9 * (double)(shot->frames - shot->told_lead);
    for (size_t i = 0; i < shot->placement_count; i++)
        for (size_t k = 0; k < shot->placements[i].business_count; k++) {
            const struct stage_business *business = &shot->placements[i].business[k];
            if (business->at > at - 1e-9 && business->at < at + 1e-9 && at > 0)
                frame = (double)business->start + 0.35 * (double)plan->timeline->fps.num /
                                                      (double)plan->timeline->fps.den;
        }
    *moment = shot_start(plan, index) + samples_of_frames((int64_t)frame, plan->timeline->fps);
    return true;
}

/* When a moment of an action's text is seen: within the shots that tell the element, else at
 * the same part of the scene as it has of the scene's text. *shot is the one on screen then. */
static int64_t moment_of(const struct timeline_plan *plan, const struct timeline_scene *scene,
                         size_t element, double at, size_t *shot) {
    const struct screenplay *screenplay = plan->breakdown->screenplay;
    const struct element *told = &screenplay->elements[element];
    const int last_line = told->line + lines_of(told->text) - 1;
    const size_t end = scene->first_shot + scene->shot_count;
    int64_t from = -1, to = -1, seen;
    for (size_t i = scene->first_shot; i < end; i++) {
        int line = plan->storyboard->shots[i].script_line;
        if (line < told->line || line > last_line) continue;
        if (told->kind == ELEMENT_ACTION && told_in(plan, i, at, &seen) &&
            seen < shot_end(plan, i)) {
            *shot = i;
            return seen;
        }
        if (from < 0) from = shot_start(plan, i);
        to = shot_end(plan, i);
    }
    if (at < 0) at = 0;
    if (at > 1) at = 1;
    int64_t moment;
    if (from >= 0) {
        moment = from + (int64_t)(at * (double)(to - from) * 0.9);
    } else {
        const struct scene *written = &screenplay->scenes[scene->scene];
        double size = 0, before = 0;
        for (size_t i = written->first; i < written->first + written->count; i++) {
            double length = (double)strlen(screenplay->elements[i].text) + 8;
            if (i < element) before += length;
            if (i == element) before += length * at;
            size += length;
        }
        moment = scene->start + (int64_t)(size > 0 ? before / size * (double)scene->length : 0);
    }
    const int64_t last = scene->start + scene->length - 1;
    if (moment > last) moment = last;
    if (moment < scene->start) moment = scene->start;
    *shot = scene->first_shot;
    for (size_t i = scene->first_shot; i < end; i++)
        if (shot_start(plan, i) <= moment) *shot = i;
    return moment;
}

/* Closer shots hear their effects louder, wide ones from afar. */
static double effect_gain(const struct shot *shot) {
    double distance = timeline_distance(shot->size);
    return distance > 6 ? -5 : distance > 3 ? -2 : 0;
}

/* What feet fall on. */
static const char *steps_on(const struct scene_breakdown *scene) {
    static const struct {
        const char *places, *effect;
    } grounds[] = {
        {" beach desert snow field farm garden forest hill park river lake village ",
         "steps_sand"},
        {" temple church mosque castle cave station alley street city courtyard hall market "
         "hospital lighthouse mountain roof harbour ",
         "steps_stone"},
        {" kitchen living_room bedroom hut cafe restaurant stage classroom lamp_room shop sea ",
         "steps_wood"},
    };
    if (!scene->inside && scene->weather == WEATHER_SNOW) return "steps_sand";
    char word[40];
    snprintf(word, sizeof word, " %s ", scene->place);
    for (size_t i = 0; i < COUNT_OF(grounds); i++)
        if (strstr(grounds[i].places, word)) return grounds[i].effect;
    return "steps";
}

static void place_effects(const struct timeline_plan *plan, const struct timeline_scene *scene,
                          sound_list *sounds) {
    const struct scene_breakdown *found = &plan->breakdown->scenes[scene->scene];
    for (size_t i = 0; i < found->sound_count; i++) {
        const struct sound_cue *cue = &found->sounds[i];
        if (cue->element >= plan->breakdown->screenplay->element_count) continue;
        size_t shot;
        int64_t start = moment_of(plan, scene, cue->element, cue->at, &shot);
        uint64_t seed = seed_of(plan, cue->effect, scene->scene, cue->element, i);
        struct random random = random_seed_for(seed, "pan");
        *list_push(sounds) = (struct timeline_sound){
            .kind = SOUND_EFFECT,
            .scene = scene->scene,
            .effect = strcmp(cue->effect, "steps") == 0 ? steps_on(found) : cue->effect,
            .start = start,
            .gain_db = effect_gain(&plan->storyboard->shots[shot]),
            .pan = random_range(&random, -0.3, 0.3),
            .seed = seed,
        };
    }
}

static bool has_steps_near(const sound_list *sounds, int64_t from, int64_t to) {
    for (size_t i = 0; i < sounds->count; i++) {
        const struct timeline_sound *sound = &sounds->items[i];
        if (sound->kind == SOUND_EFFECT && strncmp(sound->effect, "steps", 5) == 0 &&
            sound->start < to && sound->start + STEPS_EVERY > from)
            return true;
    }
    return false;
}

/* Feet are heard while somebody walks in the picture, unless the script's own steps are. */
static void place_steps(const struct timeline_plan *plan, const struct timeline_scene *scene,
                        sound_list *sounds) {
    const struct rational fps = plan->timeline->fps;
    for (size_t i = scene->first_shot; i < scene->first_shot + scene->shot_count; i++) {
        const struct shot *shot = &plan->storyboard->shots[i];
        for (size_t k = 0; k < shot->placement_count; k++) {
            const struct placement *walker = &shot->placements[k];
            int64_t from = shot_start(plan, i) + samples_of_frames(walker->walk_start, fps);
            int64_t to = from + samples_of_frames(walker->walk_frames, fps);
            if (to > shot_end(plan, i)) to = shot_end(plan, i);
            if (walker->walk_frames <= 0 || to - from < STEPS_SHORTEST ||
                has_steps_near(sounds, from, to))
                continue;
            size_t number = 0;
            for (int64_t at = from; at == from || at + PCM_RATE / 2 < to; at += STEPS_EVERY) {
                double part = (double)(at - from) / (double)(to - from);
                double x = walker->x + (walker->x_end - walker->x) * part;
                *list_push(sounds) = (struct timeline_sound){
                    .kind = SOUND_EFFECT,
                    .scene = scene->scene,
                    .effect = steps_on(&plan->breakdown->scenes[scene->scene]),
                    .start = at,
                    .length = to - at < STEPS_EVERY ? to - at : 0,
                    .gain_db = effect_gain(shot) - 8,
                    .pan = timeline_pan(shot, x),
                    .seed = seed_of(plan, "steps", scene->scene, i * 64 + k, number++),
                };
            }
        }
    }
}

/* --- music --- */

/* Levels: a cue's RMS is about -23 dBFS and speech's -17 behind its chain. Music alone lies 14
 * dB below a voice, which is what the ear expects of a score, and 9 dB more under speech.
 *
 * One cue per scene. The title opens with the first scene's cue, the credits close with their
 * own; a scene too short for a phrase goes on with its neighbour's music. */
static void place_music(const struct timeline_plan *plan, sound_list *sounds) {
    const struct timeline *timeline = plan->timeline;
    struct timeline_sound *cue = NULL;
    sound_list cues = {0};
    for (size_t i = 0; i < timeline->scene_count; i++) {
        const struct timeline_scene *scene = &timeline->scenes[i];
        const bool is_last = i + 1 == timeline->scene_count;
        const bool is_credits = scene->scene < 0 && is_last && i > 0;
        /* a title without a scene of its own yet takes the first scene's mood */
        if (cue && cue->scene < 0 && scene->scene >= 0 && cues.count == 1) {
            cue->scene = scene->scene;
            cue->length += scene->length;
            continue;
        }
        const bool is_short =
            scene->length < (is_credits ? MUSIC_SHORTEST / 2 : (int64_t)MUSIC_SHORTEST);
        const bool joins_opening = cue && cue->length < MUSIC_SHORTEST && !is_credits;
        if (cue && (is_short || joins_opening)) {
            cue->length += scene->length;
            continue;
        }
        cue = list_push(&cues);
        *cue = (struct timeline_sound){.kind = SOUND_MUSIC,
                                       .scene = scene->scene,
                                       .start = scene->start,
                                       .length = scene->length};
    }
    for (size_t i = 0; i < cues.count; i++) {
        struct timeline_sound *made = &cues.items[i];
        made->gain_db = made->scene < 0 ? -5 : -8;
        made->seed = seed_of(plan, "music", made->scene, i, 0);
        *list_push(sounds) = *made;
    }
    list_done(&cues);
}

static int compare_sounds(const void *left, const void *right) {
    const struct timeline_sound *a = left, *b = right;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    return (a->seed > b->seed) - (a->seed < b->seed);
}

void timeline_place_sounds(const struct timeline_plan *plan, struct timeline *timeline) {
    sound_list sounds = {0};
    place_ambience(plan, &sounds);
    for (size_t i = 0; i < timeline->scene_count; i++) {
        const struct timeline_scene *scene = &timeline->scenes[i];
        if (scene->scene < 0) continue;
        place_effects(plan, scene, &sounds);
        place_steps(plan, scene, &sounds);
    }
    place_music(plan, &sounds);
    if (sounds.count) qsort(sounds.items, sounds.count, sizeof *sounds.items, compare_sounds);
    timeline->sounds = list_take(timeline->arena, &sounds);
    timeline->sound_count = sounds.count;
    list_done(&sounds);
}
