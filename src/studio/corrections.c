#include "studio/corrections.h"

static const char *text_of(const json_t *object, const char *name) {
    return json_string_value(json_object_get(object, name));
}

static const char *copy_of(const json_t *object, const char *name, struct arena *arena) {
    const char *text = text_of(object, name);
    return text ? arena_printf(arena, "%s", text) : NULL;
}

struct breakdown_changes corrections_of(const json_t *settings, struct arena *arena) {
    const json_t *scenes = json_object_get(settings, "scenes");
    const json_t *people = json_object_get(settings, "people");
    struct breakdown_changes changes = {.scene_count = json_array_size(scenes),
                                        .person_count = json_array_size(people)};
    struct scene_change *of_scenes =
        arena_alloc(arena, changes.scene_count + 1, sizeof *of_scenes);
    struct person_change *of_people =
        arena_alloc(arena, changes.person_count + 1, sizeof *of_people);
    for (size_t i = 0; i < changes.scene_count; i++) {
        const json_t *item = json_array_get(scenes, i);
        of_scenes[i] = (struct scene_change){
            .scene = (int)json_integer_value(json_object_get(item, "scene")) - 1,
            .mood = breakdown_find_mood(text_of(item, "mood")),
            .hour = breakdown_find_hour(text_of(item, "hour")),
            .weather = breakdown_find_weather(text_of(item, "weather")),
            .culture = breakdown_find_culture(text_of(item, "culture")),
        };
    }
    for (size_t i = 0; i < changes.person_count; i++) {
        const json_t *item = json_array_get(people, i);
        const char *name = copy_of(item, "name", arena);
        of_people[i] = (struct person_change){
            .name = name ? name : "",
            .age = breakdown_find_age(text_of(item, "age")),
            .gender = breakdown_find_gender(text_of(item, "gender")),
            .culture = breakdown_find_culture(text_of(item, "culture")),
            .hair = copy_of(item, "hair", arena),
            .outfit = copy_of(item, "outfit", arena),
        };
    }
    changes.scenes = of_scenes;
    changes.people = of_people;
    return changes;
}

const struct caption_change *corrections_of_captions(const json_t *settings,
                                                     struct arena *arena, size_t *count) {
    const json_t *list = json_object_get(settings, "cues");
    size_t given = json_array_size(list);
    struct caption_change *changes = arena_alloc(arena, given + 1, sizeof *changes);
    *count = 0;
    for (size_t i = 0; i < given; i++) {
        const json_t *item = json_array_get(list, i);
        const char *was = copy_of(item, "was", arena), *text = copy_of(item, "text", arena);
        json_int_t cue = json_integer_value(json_object_get(item, "cue"));
        if (was && text && cue > 0)
            changes[(*count)++] = (struct caption_change){(size_t)cue - 1, was, text};
    }
    return changes;
}
