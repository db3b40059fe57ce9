#include "studio/analysis.h"

#include <string.h>

#include "production/production.h"

struct analysis_remarks analysis_remarks_of(struct arena *arena,
                                            const struct screenplay *screenplay) {
    struct analysis_remarks remarks = {.count = screenplay->remark_count};
    remarks.items = arena_alloc(arena, remarks.count + 1, sizeof *remarks.items);
    for (size_t i = 0; i < screenplay->remark_count; i++) {
        const struct remark *remark = &screenplay->remarks[i];
        remarks.items[i] = (struct analysis_remark){remark->line, remark->column,
                                                    arena_printf(arena, "%s", remark->text)};
    }
    return remarks;
}

bool analysis_open(const char *script, const char *title, const char *culture, uint64_t seed,
                   const struct breakdown_changes *changes, const struct analysis_cast *cast,
                   struct production **production, struct error *err) {
    struct production_order order = {.script = script,
                                     .script_size = strlen(script),
                                     .name = title,
                                     .seed = seed,
                                     .width = 1280,
                                     .height = 720,
                                     .fps = {24, 1},
                                     .loudness = mix_targets[0],
                                     .threads = 1};
    if (!culture || !culture_from_name(culture, &order.culture)) order.culture = CULTURE_AUTO;
    if (changes) order.changes = *changes;
    if (cast) {
        order.references = cast->references;
        order.reference_count = cast->count;
        order.references_may_miss = true;
    }
    return production_open(&order, production, err);
}

bool analysis_make(struct arena *arena, const char *script, const char *title,
                   const char *culture, struct analysis *analysis, struct error *err) {
    struct production *production;
    if (!analysis_open(script, title, culture, 1, NULL, NULL, &production, err)) return false;
    const struct breakdown *breakdown = production_breakdown(production);
    json_t *json = breakdown_to_json(breakdown);
    AUTO_FREE char *text = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(6));
    json_decref(json);
    if (!text) die("a breakdown cannot be written");
    *analysis = (struct analysis){
        .breakdown = arena_copy(arena, text, strlen(text)),
        .culture = culture_name(breakdown->culture),
        .language = arena_printf(arena, "%s", breakdown->language ? breakdown->language : ""),
        .scenes = (int64_t)breakdown->screenplay->scene_count,
        .characters = (int64_t)breakdown->screenplay->character_count,
        .lines = (int64_t)breakdown->line_count,
        .remarks = analysis_remarks_of(arena, breakdown->screenplay),
    };
    production_close(production);
    return true;
}
