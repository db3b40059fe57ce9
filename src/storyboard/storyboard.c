#include "storyboard/storyboard.h"

#include <math.h>
#include <string.h>

#include "base/random.h"
#include "base/utf8.h"
#include "storyboard/coverage.h"

static void add_card(struct coverage *coverage, enum shot_kind kind, double seconds,
                     const char *description) {
    int64_t frames = storyboard_frames_of(seconds, coverage->fps), transition_frames;
    struct cutting cut = coverage->next;
    int64_t lead = storyboard_pad(coverage, frames, &transition_frames);
    *list_push(&coverage->shots) =
        (struct shot){.kind = kind,
                      .size = SIZE_MEDIUM,
                      .scene = -1,
                      .number = 1,
                      .subject = -1,
                      .other = -1,
                      .frames = frames + lead,
                      .transition_in = lead ? cut.transition : TRANSITION_CUT,
                      .transition_frames = transition_frames,
                      .description = description,
                      .script_line = 1};
    coverage->next = (struct cutting){.transition = TRANSITION_FADE_BLACK, .seconds = 0.8};
}

/* The card stays as long as it takes to read twice. */
static void add_title(struct coverage *coverage) {
    const struct screenplay *script = coverage->breakdown->screenplay;
    if (!script->title || !*script->title) return;
    size_t length = utf8_length(script->title);
    double seconds = 2.6 + (length > 24 ? 0.06 * (double)(length - 24) : 0);
    add_card(coverage, SHOT_TITLE, fmin(seconds, 6),
             arena_printf(coverage->arena, "title: %s", script->title));
}

/* A line for everyone who speaks, and four for those behind the camera. */
static void add_credits(struct coverage *coverage) {
    double seconds = 0.9 * (4 + (double)coverage->breakdown->screenplay->character_count);
    coverage->next = (struct cutting){.transition = TRANSITION_FADE_BLACK, .seconds = 1.0};
    add_card(coverage, SHOT_CREDITS, fmin(fmax(seconds, 4), 20), "credits");
}

static uint64_t seed_of_scene(const struct coverage *coverage, const struct scene *scene) {
    struct random random =
        random_seed_for(coverage->seed, scene->heading ? scene->heading : "");
    random = random_seed_for(random_next(&random), scene->place);
    return random_next(&random);
}

/* Counts the scene's speech and finds its strongest line. */
static void look_ahead(struct coverage *coverage, const struct scene *scene) {
    coverage->spoken = coverage->spoken_before = 0;
    coverage->peak = -1;
    coverage->peak_line = SIZE_MAX;
    for (size_t e = scene->first; e < scene->first + scene->count; e++) {
        int line = coverage->line_of[e];
        if (line < 0) continue;
        coverage->spoken++;
        double intensity = coverage->breakdown->lines[line].intensity;
        if (intensity <= coverage->peak) continue;
        coverage->peak = intensity;
        coverage->peak_line = (size_t)line;
    }
}

/* What the scene turns on: the thing that most is done with, the first of equals. */
static const char *key_prop(const struct scene_breakdown *scene) {
    const char *key = NULL;
    size_t most = 0;
    for (size_t i = 0; i < scene->action_count; i++) {
        const char *prop = scene->actions[i].prop;
        size_t count = 0;
        for (size_t k = 0; prop && k < scene->action_count; k++)
            count += scene->actions[k].prop && !strcmp(scene->actions[k].prop, prop);
        if (count <= most) continue;
        most = count;
        key = prop;
    }
    return key;
}

static bool same_place_as_before(const struct coverage *coverage) {
    if (!coverage->scene) return false;
    const struct scene *scene = &coverage->breakdown->screenplay->scenes[coverage->scene];
    const struct scene *before = scene - 1;
    const struct scene_breakdown *broken = &coverage->breakdown->scenes[coverage->scene];
    return *scene->place && !strcmp(scene->place, before->place) &&
           broken->hour == (broken - 1)->hour;
}

static void begin_scene(struct coverage *coverage, size_t index) {
    const struct scene *scene = &coverage->breakdown->screenplay->scenes[index];
    const struct scene_breakdown *broken = &coverage->breakdown->scenes[index];
    coverage->scene = index;
    coverage->scene_seed = seed_of_scene(coverage, scene);
    coverage->number = 0;
    coverage->next_action = 0;
    coverage->last_speaker = coverage->speaker_before = -1;
    coverage->run = 0;
    coverage->inserted = false;
    coverage->air = AIR_CLEAR;
    coverage->dark = false;
    coverage->key_prop = key_prop(broken);
    coverage->shaky = (broken->mood == MOOD_TENSE || broken->mood == MOOD_ANGRY ||
                       broken->mood == MOOD_FEARFUL) &&
                      broken->mood_strength >= 0.5;
    look_ahead(coverage, scene);
    storyboard_stage_scene(&coverage->stage, index, coverage->line_of, coverage->scene_seed);
    coverage->layout = storyboard_layout(coverage);
    if (index > 0) coverage->next = storyboard_scene_cut(coverage->breakdown, index);
}

static void tell_scene(struct coverage *coverage, size_t index) {
    begin_scene(coverage, index);
    const struct screenplay *script = coverage->breakdown->screenplay;
    const struct scene *scene = &script->scenes[index];
    size_t stop = scene->first + scene->count;
    /* A picture that matches the last one is no wide one of the place. */
    bool known = same_place_as_before(coverage) || coverage->next.match, told = false;
    for (size_t e = scene->first; e < stop; e++) {
        if (coverage->line_of[e] >= 0) {
            if (!told && !known) storyboard_establish(coverage, 2.8, e, NULL);
            e = storyboard_speech(coverage, e, stop);
            told = true;
        } else if (script->elements[e].kind == ELEMENT_ACTION) {
            storyboard_action(coverage, e, !told && !known);
            told = true;
        } else if (script->elements[e].kind == ELEMENT_TRANSITION && told && e + 1 < stop) {
            coverage->next = storyboard_written_cut(script->elements[e].text);
        }
    }
    if (!told) storyboard_establish(coverage, 3.5, scene->first, NULL);
    coverage->next = (struct cutting){.transition = TRANSITION_CUT};
}

struct storyboard *storyboard_new(const struct breakdown *breakdown, const struct cast *cast,
                                  const int64_t *line_samples,
                                  const struct storyboard_options *options) {
    (void)cast; /* heights and looks are the camera's to frame */
    const struct screenplay *script = breakdown->screenplay;
    struct arena *arena = arena_new();
    struct coverage coverage = {.breakdown = breakdown,
                                .line_samples = line_samples,
                                .fps = options->fps,
                                .seed = options->seed,
                                .arena = arena};
    coverage.line_of = xcalloc(script->element_count, sizeof *coverage.line_of);
    for (size_t i = 0; i < script->element_count; i++) coverage.line_of[i] = -1;
    for (size_t i = 0; i < breakdown->line_count; i++)
        if (breakdown->lines[i].element < script->element_count)
            coverage.line_of[breakdown->lines[i].element] = (int)i;
    storyboard_stage_init(&coverage.stage, breakdown);
    if (options->titles) add_title(&coverage);
    for (size_t i = 0; i < script->scene_count; i++) tell_scene(&coverage, i);
    if (options->titles) add_credits(&coverage);
    storyboard_name_shots(coverage.shots.items, coverage.shots.count);
    struct storyboard *storyboard = arena_alloc(arena, 1, sizeof *storyboard);
    *storyboard = (struct storyboard){.fps = options->fps,
                                      .count = coverage.shots.count,
                                      .shots = list_take(arena, &coverage.shots),
                                      .arena = arena};
    list_done(&coverage.shots);
    storyboard_stage_done(&coverage.stage);
    free(coverage.line_of);
    return storyboard;
}

void storyboard_free(struct storyboard *storyboard) {
    if (storyboard) arena_free(storyboard->arena);
}

void storyboard_starts(const struct storyboard *storyboard, int64_t *starts) {
    int64_t at = 0;
    for (size_t i = 0; i < storyboard->count; i++) {
        at -= storyboard->shots[i].transition_frames;
        starts[i] = at;
        at += storyboard->shots[i].frames;
    }
}

int64_t storyboard_frames(const struct storyboard *storyboard) {
    int64_t frames = 0;
    for (size_t i = 0; i < storyboard->count; i++)
        frames += storyboard->shots[i].frames - storyboard->shots[i].transition_frames;
    return frames;
}
