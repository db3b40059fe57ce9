/* The breakdown as JSON, every finding with the words it rests on. */
#include "breakdown/breakdown.h"

static void set(json_t *object, const char *key, json_t *value) {
    json_object_set_new(object, key, value ? value : json_null());
}

static void set_text(json_t *object, const char *key, const char *text) {
    set(object, key, json_string(text ? text : ""));
}

static json_t *evidence_json(const struct evidence *evidence) {
    if (!evidence->words || !*evidence->words) return json_null();
    json_t *object = json_object();
    set(object, "line", json_integer(evidence->line));
    set(object, "column", json_integer(evidence->column));
    set_text(object, "words", evidence->words);
    return object;
}

static const char *name_of(const struct breakdown *breakdown, int character) {
    return breakdown->screenplay->characters[character].name;
}

static json_t *character_or_null(const struct breakdown *breakdown, int character) {
    return character < 0 ? json_null() : json_string(name_of(breakdown, character));
}

static json_t *character_json(const struct breakdown *breakdown, size_t index) {
    const struct character_breakdown *one = &breakdown->characters[index];
    json_t *object = json_object(), *relations = json_array(), *said = json_object();
    set_text(object, "name", name_of(breakdown, (int)index));
    set(object, "lines",
        json_integer((json_int_t)breakdown->screenplay->characters[index].lines));
    set_text(object, "age", age_band_name(one->age));
    set(object, "years", one->years < 0 ? json_null() : json_integer(one->years));
    set(object, "age_evidence", evidence_json(&one->age_evidence));
    set_text(object, "gender", gender_name(one->gender));
    set(object, "gender_evidence", evidence_json(&one->gender_evidence));
    set_text(object, "culture", culture_name(one->culture));
    set_text(object, "role", one->role);
    set_text(object, "traits", one->traits);
    set(said, "glasses", json_boolean(one->glasses));
    set(said, "beard", json_boolean(one->beard));
    set(said, "cane", json_boolean(one->cane));
    set(said, "wheelchair", json_boolean(one->wheelchair));
    set(said, "grey_hair", json_boolean(one->grey));
    set_text(said, "outfit", one->outfit);
    set_text(said, "outfit_color", one->outfit_color);
    set_text(said, "hair", one->hair);
    set_text(said, "beard_kind", one->beard_kind);
    set_text(said, "headwear", one->headwear);
    set(object, "looks_said", said);
    for (size_t i = 0; i < one->relationship_count; i++) {
        const struct relationship *relation = &one->relationships[i];
        json_t *entry = json_object();
        set_text(entry, "other", name_of(breakdown, relation->other));
        set_text(entry, "kind", relation->kind);
        set(entry, "evidence", evidence_json(&relation->evidence));
        json_array_append_new(relations, entry);
    }
    set(object, "relationships", relations);
    return object;
}

static json_t *actions_json(const struct breakdown *breakdown,
                            const struct scene_breakdown *scene) {
    json_t *array = json_array();
    for (size_t i = 0; i < scene->action_count; i++) {
        const struct action *action = &scene->actions[i];
        json_t *entry = json_object();
        set_text(entry, "act", act_name(action->act));
        set(entry, "line", json_integer(breakdown->screenplay->elements[action->element].line));
        set(entry, "character", character_or_null(breakdown, action->character));
        set(entry, "target", character_or_null(breakdown, action->target));
        set(entry, "prop", action->prop ? json_string(action->prop) : json_null());
        set(entry, "at", json_real(action->at));
        json_array_append_new(array, entry);
    }
    return array;
}

static json_t *things_json(const struct scene_breakdown *scene) {
    json_t *array = json_array();
    for (size_t i = 0; i < scene->prop_count; i++) {
        json_t *entry = json_object();
        set_text(entry, "id", scene->props[i].id);
        set(entry, "evidence", evidence_json(&scene->props[i].evidence));
        json_array_append_new(array, entry);
    }
    return array;
}

static json_t *sounds_json(const struct scene_breakdown *scene) {
    json_t *array = json_array();
    for (size_t i = 0; i < scene->sound_count; i++) {
        json_t *entry = json_object();
        set_text(entry, "effect", scene->sounds[i].effect);
        set(entry, "at", json_real(scene->sounds[i].at));
        set(entry, "evidence", evidence_json(&scene->sounds[i].evidence));
        json_array_append_new(array, entry);
    }
    return array;
}

static json_t *scene_json(const struct breakdown *breakdown, size_t index) {
    const struct scene_breakdown *one = &breakdown->scenes[index];
    const struct scene *scene = &breakdown->screenplay->scenes[index];
    json_t *object = json_object(), *present = json_array(), *mood = json_array();
    set(object, "heading", scene->heading ? json_string(scene->heading) : json_null());
    set(object, "number", scene->number ? json_string(scene->number) : json_null());
    set(object, "line", json_integer(scene->line));
    set_text(object, "place", one->place);
    set_text(object, "place_words", one->place_words);
    set(object, "place_evidence", evidence_json(&one->place_evidence));
    set(object, "inside", json_boolean(one->inside));
    set_text(object, "hour", hour_name(one->hour));
    set(object, "hour_evidence", evidence_json(&one->hour_evidence));
    set_text(object, "weather", weather_name(one->weather));
    set(object, "weather_evidence", evidence_json(&one->weather_evidence));
    set_text(object, "mood", mood_name(one->mood));
    set(object, "mood_strength", json_real(one->mood_strength));
    for (size_t i = 0; i < one->mood_evidence_count; i++)
        json_array_append_new(mood, evidence_json(&one->mood_evidence[i]));
    set(object, "mood_evidence", mood);
    set_text(object, "culture", culture_name(one->culture));
    set(object, "culture_evidence", evidence_json(&one->culture_evidence));
    set(object, "festive", json_boolean(one->festive));
    for (size_t i = 0; i < one->present_count; i++)
        json_array_append_new(present, json_string(name_of(breakdown, one->present[i])));
    set(object, "present", present);
    set(object, "props", things_json(one));
    set(object, "actions", actions_json(breakdown, one));
    set(object, "sounds", sounds_json(one));
    return object;
}

static json_t *line_json(const struct breakdown *breakdown, const struct line_breakdown *line) {
    static const char *const manners[] = {"spoken", "whispered", "shouted", "sung", "chanted"};
    const struct element *element = &breakdown->screenplay->elements[line->element];
    json_t *object = json_object();
    set(object, "line", json_integer(element->line));
    set(object, "scene", json_integer(line->scene));
    set_text(object, "character", name_of(breakdown, line->character));
    set_text(object, "text", element->text);
    set_text(object, "emotion", emotion_name(line->emotion));
    set(object, "intensity", json_real(line->intensity));
    set_text(object, "manner", manners[line->manner]);
    set(object, "off_screen", json_boolean(line->off_screen));
    set(object, "to", character_or_null(breakdown, line->to));
    set_text(object, "language", line->language);
    return object;
}

json_t *breakdown_to_json(const struct breakdown *breakdown) {
    static const char *const periods[] = {"modern", "historical", "fantasy", "future"};
    json_t *root = json_object();
    json_t *characters = json_array(), *scenes = json_array(), *lines = json_array();
    set_text(root, "title", breakdown->screenplay->title);
    set_text(root, "culture", culture_name(breakdown->culture));
    set_text(root, "period", periods[breakdown->period]);
    set_text(root, "language", breakdown->language);
    for (size_t i = 0; i < breakdown->screenplay->character_count; i++)
        json_array_append_new(characters, character_json(breakdown, i));
    for (size_t i = 0; i < breakdown->screenplay->scene_count; i++)
        json_array_append_new(scenes, scene_json(breakdown, i));
    for (size_t i = 0; i < breakdown->line_count; i++)
        json_array_append_new(lines, line_json(breakdown, &breakdown->lines[i]));
    set(root, "characters", characters);
    set(root, "scenes", scenes);
    set(root, "lines", lines);
    return root;
}
