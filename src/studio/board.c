#include "studio/board.h"

#include <inttypes.h>
#include <string.h>

#include "production/production.h"
#include "studio/corrections.h"

static const char *text_of(const json_t *object, const char *name) {
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

const struct shot_change *board_changes(const json_t *settings, struct arena *arena,
                                        size_t *count) {
    const json_t *list = json_object_get(settings, "shots");
    size_t given = json_array_size(list);
    struct shot_change *changes = arena_alloc(arena, given + 1, sizeof *changes);
    *count = 0;
    for (size_t i = 0; i < given; i++) {
        const json_t *item = json_array_get(list, i);
        char *end;
        uint64_t key = strtoull(text_of(item, "shot"), &end, 16);
        if (*end || !key) continue;
        changes[(*count)++] = (struct shot_change){
            .key = key,
            .size = storyboard_find_size(text_of(item, "size")),
            .move = storyboard_find_move(text_of(item, "move")),
            .transition = storyboard_find_transition(text_of(item, "transition")),
            .seconds = (double)json_integer_value(json_object_get(item, "milliseconds")) / 1000,
        };
    }
    return changes;
}

const struct production_voice *board_voices(const json_t *settings, struct arena *arena,
                                            size_t *count) {
    const json_t *list = json_object_get(settings, "voices");
    size_t given = json_array_size(list);
    struct production_voice *voices = arena_alloc(arena, given + 1, sizeof *voices);
    for (size_t i = 0; i < given; i++) {
        const json_t *item = json_array_get(list, i);
        voices[i] = (struct production_voice){
            .character = arena_printf(arena, "%s", text_of(item, "character")),
            .voice = arena_printf(arena, "%s", text_of(item, "voice"))};
    }
    *count = given;
    return voices;
}

json_t *board_voice_cards(void) {
    size_t count;
    const struct voice_card *cards = production_voices(&count);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s, s:f}", "name",
                                              cards[i].name, "engine", cards[i].engine,
                                              "gender", gender_name(cards[i].gender), "age",
                                              age_band_name(cards[i].age), "languages",
                                              cards[i].languages, "quality", cards[i].quality));
    return json_pack("{s:o}", "voices", list);
}

/* A project in sketch; its arena holds what the production borrows. */
struct sketch {
    struct production *production;
    struct arena *arena;
};

static void sketch_done(struct sketch *sketch) {
    production_close(sketch->production);
    arena_free(sketch->arena);
}

static bool sketch_open(const struct studio *studio, const struct project *project,
                        struct sketch *sketch, struct error *err) {
    json_t *settings = json_loads(project->settings, 0, NULL);
    const char *culture = text_of(settings, "culture");
    sketch->arena = arena_new();
    struct production_order order = {
        .script = project->script,
        .script_size = strlen(project->script),
        .name = project->title,
        .work_folder = arena_printf(sketch->arena, "%s/work", studio->folder),
        .seed = (uint64_t)json_integer_value(json_object_get(settings, "seed")),
        .width = 1280,
        .height = 720,
        .fps = {24, 1},
        .loudness = mix_targets[0],
        .threads = 1,
        .references = project->references,
        .reference_count = project->reference_count,
        .references_may_miss = true,
    };
    if (!culture_from_name(culture, &order.culture)) order.culture = CULTURE_AUTO;
    order.changes = corrections_of(settings, sketch->arena);
    order.shot_changes = board_changes(settings, sketch->arena, &order.shot_change_count);
    order.voices = board_voices(settings, sketch->arena, &order.voice_count);
    json_decref(settings);
    return production_open(&order, &sketch->production, err) &&
           production_sketch(sketch->production, err);
}

static json_t *words_of(const struct production *production, const struct shot *shot) {
    const struct screenplay *screenplay = production_screenplay(production);
    const struct breakdown *breakdown = production_breakdown(production);
    json_t *words = json_array();
    for (size_t i = 0; i < shot->line_count; i++) {
        const struct line_breakdown *line = &breakdown->lines[shot->lines[i].line];
        if (shot->lines[i].start < 0) continue; /* goes on from the shot before */
        json_array_append_new(
            words,
            json_pack("{s:s, s:s}", "character",
                      line->character < 0 ? "" : screenplay->characters[line->character].name,
                      "text", screenplay->elements[line->element].text));
    }
    return words;
}

static json_t *shot_json(const struct production *production, size_t index) {
    const struct storyboard *storyboard = production_storyboard(production);
    const struct shot *shot = &storyboard->shots[index];
    const struct timeline_shot *place = &production_timeline(production)->shots[index];
    struct hash name = production_still_name(production, index, BOARD_WIDTH, BOARD_HEIGHT);
    char picture[HASH_HEX_SIZE], key[20];
    hash_hex(&name, picture);
    snprintf(key, sizeof key, "%016" PRIx64, shot->key);
    return json_pack("{s:s, s:i, s:i, s:s, s:s, s:s, s:s, s:f, s:f, s:s, s:i, s:o, s:s}",
                     "shot", key, "scene", shot->scene + 1, "number", shot->number, "kind",
                     shot_kind_name(shot->kind), "size", shot_size_name(shot->size), "move",
                     camera_move_name(shot->move), "transition",
                     transition_name(shot->transition_in), "start_s",
                     seconds_of_frames(place->start, storyboard->fps), "length_s",
                     seconds_of_frames(shot->frames, storyboard->fps), "description",
                     shot->description ? shot->description : "", "line", shot->script_line,
                     "words", words_of(production, shot), "picture", picture);
}

bool board_of(const struct studio *studio, const struct project *project, json_t **board,
              struct error *err) {
    struct sketch sketch = {0};
    bool ok = sketch_open(studio, project, &sketch, err);
    if (ok) {
        const struct production *production = sketch.production;
        const struct screenplay *screenplay = production_screenplay(production);
        const struct timeline *timeline = production_timeline(production);
        json_t *shots = json_array(), *scenes = json_array();
        for (size_t i = 0; i < timeline->shot_count; i++)
            json_array_append_new(shots, shot_json(production, i));
        for (size_t i = 0; i < screenplay->scene_count; i++) {
            const char *heading = screenplay->scenes[i].heading;
            json_array_append_new(scenes, json_string(heading ? heading : ""));
        }
        *board = json_pack("{s:b, s:f, s:i, s:o, s:o}", "estimated",
                           production_is_estimated(production), "length_s",
                           seconds_of_frames(timeline->frames, timeline->fps), "sheet",
                           BOARD_SHEET, "scenes", scenes, "shots", shots);
        if (!*board) die("a storyboard cannot be written");
    }
    sketch_done(&sketch);
    return ok;
}

bool board_length(const struct studio *studio, const struct project *project, double *seconds,
                  struct error *err) {
    struct sketch sketch = {0};
    bool ok = sketch_open(studio, project, &sketch, err);
    if (ok) {
        const struct timeline *timeline = production_timeline(sketch.production);
        *seconds = seconds_of_frames(timeline->frames, (struct rational){24, 1});
    }
    sketch_done(&sketch);
    return ok;
}

bool board_sheet(const struct studio *studio, const struct project *project, size_t sheet,
                 struct buf *png, struct error *err) {
    struct sketch sketch = {0};
    bool ok = sheet < SIZE_MAX / BOARD_SHEET ||
              error_set(err, PROBLEM_NOT_FOUND, "There is no such shot.");
    ok = ok && sketch_open(studio, project, &sketch, err) &&
         production_stills(sketch.production, sheet * BOARD_SHEET, BOARD_SHEET, BOARD_WIDTH,
                           BOARD_HEIGHT, png, err);
    sketch_done(&sketch);
    return ok;
}

bool board_audition(const struct studio *studio, const struct project *project,
                    size_t character, struct buf *wav, struct error *err) {
    struct sketch sketch = {0};
    bool ok = sketch_open(studio, project, &sketch, err) &&
              production_audition(sketch.production, character, wav, err);
    sketch_done(&sketch);
    return ok;
}
