#include "studio/reading.h"

#include "production/production.h"
#include "studio/analysis.h"
#include "studio/corrections.h"

static bool open_script(const struct project *project, struct production **production,
                        struct error *err) {
    json_t *settings = json_loads(project->settings, 0, NULL);
    const char *culture = json_string_value(json_object_get(settings, "culture"));
    uint64_t seed = (uint64_t)json_integer_value(json_object_get(settings, "seed"));
    struct arena *arena = arena_new();
    struct breakdown_changes changes = corrections_of(settings, arena);
    struct analysis_cast cast = {project->references, project->reference_count};
    bool ok = analysis_open(project->script, project->title, culture, seed, &changes, &cast,
                            production, err);
    arena_free(arena);
    json_decref(settings);
    return ok;
}

bool reading_of(const struct project *project, json_t **reading, struct error *err) {
    struct production *production;
    if (!open_script(project, &production, err)) return false;
    const struct screenplay *screenplay = production_screenplay(production);
    const struct cast *cast = production_cast(production);
    json_t *people = json_array();
    for (size_t i = 0; i < cast->count; i++) {
        const struct look *look = &cast->members[i].look;
        const char *voice = cast->members[i].voice.voice;
        json_array_append_new(people,
                              json_pack("{s:s, s:s, s:s, s:s, s:i, s:s?}", "name",
                                        screenplay->characters[i].name, "hair", look->hair,
                                        "outfit", look->outfit, "color", look->colors[0],
                                        "skin", look->skin, "voice", voice));
    }
    *reading = breakdown_to_json(production_breakdown(production));
    json_object_set_new(*reading, "cast", people);
    production_close(production);
    return true;
}

bool reading_portrait(const struct project *project, size_t character, struct buf *png,
                      struct error *err) {
    struct production *production;
    if (!open_script(project, &production, err)) return false;
    bool ok = production_portraits(production, character, png, err);
    production_close(production);
    return ok;
}

bool reading_name(const struct project *project, size_t character, struct arena *arena,
                  const char **name, struct error *err) {
    struct production *production;
    if (!open_script(project, &production, err)) return false;
    const struct screenplay *screenplay = production_screenplay(production);
    bool found = character < screenplay->character_count;
    if (found) *name = arena_printf(arena, "%s", screenplay->characters[character].name);
    production_close(production);
    return found || error_set(err, PROBLEM_NOT_FOUND, "There is no such character.");
}
