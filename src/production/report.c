/* The report: every shot, line with its phones, engine, seed, time, and each finding of the
 * review. */
#include <string.h>

#include "production/film.h"

static double seconds(int64_t samples) {
    return (double)samples / PCM_RATE;
}

static json_t *text(const char *value) {
    return value ? json_string(value) : json_null();
}

static const char *name_of(const struct production *p, int character) {
    return character < 0 ? NULL : p->screenplay->characters[character].name;
}

static json_t *hex_of(const struct hash *hash) {
    char hex[HASH_HEX_SIZE];
    hash_hex(hash, hex);
    return json_string(hex);
}

static json_t *phones_json(const struct spoken *line) {
    json_t *phones = json_array();
    for (size_t i = 0; i < line->speech.phone_count; i++) {
        const struct phone *phone = &line->speech.phones[i];
        json_array_append_new(phones,
                              json_pack("{s:s, s:f, s:f}", "ipa", phone->ipa, "start_s",
                                        seconds(phone->start), "end_s", seconds(phone->end)));
    }
    return phones;
}

static json_t *lines_json(const struct production *p) {
    json_t *lines = json_array();
    for (size_t i = 0; i < p->timeline->line_count; i++) {
        const struct timeline_line *place = &p->timeline->lines[i];
        const struct spoken *spoken = &p->lines[place->line];
        const struct line_breakdown *line = &p->breakdown->lines[place->line];
        json_array_append_new(
            lines,
            json_pack("{s:o, s:s, s:i, s:s, s:s, s:s, s:s, s:f, s:f, s:b, s:f, s:o, s:o}",
                      "character", text(name_of(p, line->character)), "text",
                      spoken->utterance.text, "script_line",
                      p->screenplay->elements[line->element].line, "language", line->language,
                      "emotion", emotion_name(line->emotion), "voice",
                      spoken->utterance.voice.voice, "engine", spoken->speech.engine, "start_s",
                      seconds(place->start), "length_s", seconds(place->length), "kept",
                      spoken->was_kept, "seconds", spoken->seconds, "name",
                      hex_of(&spoken->name), "phones", phones_json(spoken)));
    }
    return lines;
}

/* What stays the same of a person in every shot and script, whatever they wear. */
static json_t *identity_json(const struct look *look) {
    struct hasher hasher;
    hasher_init(&hasher);
    look_hash_identity(look, &hasher);
    struct hash hash = hasher_final(&hasher);
    return hex_of(&hash);
}

static json_t *placements_json(const struct production *p, const struct shot *shot,
                               const struct shot_order *order) {
    json_t *list = json_array();
    for (size_t i = 0; i < shot->placement_count; i++) {
        const struct placement *placement = &shot->placements[i];
        json_array_append_new(
            list, json_pack("{s:o, s:o, s:f, s:f, s:i, s:o, s:s, s:o}", "character",
                            text(name_of(p, placement->character)), "identity",
                            identity_json(order->players[i].look), "x_m", placement->x,
                            "x_end_m", placement->x_end, "facing", placement->facing,
                            "looks_at", text(name_of(p, placement->looks_at)), "emotion",
                            emotion_name(placement->emotion), "holds", text(placement->holds)));
    }
    return list;
}

static json_t *colour_json(struct rgb c) {
    return json_sprintf("#%02x%02x%02x", (unsigned)(c.r * 255 + 0.5F),
                        (unsigned)(c.g * 255 + 0.5F), (unsigned)(c.b * 255 + 0.5F));
}

/* The five swatches of the shot's light. */
static json_t *palette_json(const struct shot_order *order) {
    struct light light =
        light_for(order->culture, order->hour, order->weather, order->mood, order->inside);
    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "air", colour_json(light.air), "key",
                     colour_json(light.key), "base", colour_json(light.base), "shade",
                     colour_json(light.shade), "accent", colour_json(light.accent));
}

/* The cultures whose places the drawing may show. */
static json_t *cultures_json(const struct art *art, const struct set_order *set) {
    json_t *list = json_array();
    for (int i = 0; i < CULTURE_COUNT; i++)
        if (art_set_belongs(art, set, (enum culture)i))
            json_array_append_new(list, json_string(culture_name((enum culture)i)));
    return list;
}

static json_t *shots_json(const struct production *p) {
    json_t *shots = json_array();
    for (size_t i = 0; i < p->timeline->shot_count; i++) {
        const struct timeline_shot *place = &p->timeline->shots[i];
        const struct shot *shot = &p->storyboard->shots[place->shot];
        const struct shot_order *order = &p->orders[place->shot];
        struct hash name = shot_order_hash(p->art, order);
        struct set_order set = {
            .place = order->place,
            .inside = order->inside,
            .festive = order->festive,
            .hour = order->hour,
            .weather = order->weather,
            .mood = order->mood,
            .culture = order->culture,
            .period = order->period,
            .seed = order->seed,
            .scale = 1,
        };
        json_array_append_new(
            shots,
            json_pack("{s:i, s:i, s:s, s:s, s:s, s:o, s:o, s:o, s:s, s:I, s:f, s:f, s:s, s:f, "
                      "s:s, s:i, s:s, s:o, s:o, s:s, s:o, s:o}",
                      "scene", shot->scene + 1, "number", shot->number, "kind",
                      shot_kind_name(shot->kind), "size", shot_size_name(shot->size), "move",
                      camera_move_name(shot->move), "subject", text(name_of(p, shot->subject)),
                      "other", text(name_of(p, shot->other)), "prop", text(shot->prop), "set",
                      art_set_id(p->art, &set), "start_frame", (json_int_t)place->start,
                      "start_s", seconds_of_frames(place->start, p->order.fps), "length_s",
                      seconds_of_frames(place->frames, p->order.fps), "transition",
                      transition_name(place->transition_in), "transition_s",
                      seconds_of_frames(place->transition_frames, p->order.fps), "description",
                      shot->description ? shot->description : "", "script_line",
                      shot->script_line, "engine", p->shooter->name, "name", hex_of(&name),
                      "people", placements_json(p, shot, order), "culture",
                      culture_name(order->culture), "set_cultures", cultures_json(p->art, &set),
                      "palette", palette_json(order)));
    }
    return shots;
}

static json_t *cast_json(const struct production *p) {
    json_t *cast = json_array();
    for (size_t i = 0; i < p->cast.count; i++) {
        const struct cast_member *member = &p->cast.members[i];
        const struct look *look = &member->look;
        json_array_append_new(
            cast,
            json_pack("{s:s, s:s, s:s, s:s, s:f, s:f, s:i, s:s, s:s, s:s, s:s, s:[s,s,s], s:s, "
                      "s:f, s:f, s:f, s:o}",
                      "name", p->screenplay->characters[i].name, "age",
                      age_band_name(look->age), "gender", gender_name(look->gender), "culture",
                      culture_name(look->culture), "height_m", look->height, "build",
                      look->build, "skin", look->skin, "hair", look->hair, "hair_color",
                      look->hair_color, "outfit", look->outfit, "festive", look->festive,
                      "colors", look->colors[0], look->colors[1], look->colors[2], "voice",
                      member->voice.voice, "pitch_semitones", member->voice.pitch_semitones,
                      "formant_semitones", member->voice.formant_semitones, "tempo",
                      member->voice.tempo, "identity", identity_json(look)));
    }
    return cast;
}

static json_t *remarks_json(const struct production *p) {
    json_t *remarks = json_array();
    for (size_t i = 0; i < p->screenplay->remark_count; i++) {
        const struct remark *remark = &p->screenplay->remarks[i];
        json_array_append_new(remarks,
                              json_pack("{s:i, s:i, s:s}", "line", remark->line, "column",
                                        remark->column, "text", remark->text));
    }
    return remarks;
}

json_t *production_report(const struct production *p, const struct production_result *result) {
    json_t *report =
        json_pack("{s:s, s:s, s:s, s:I, s:s, s:s, s:f, s:i, s:i, s:f, s:o, s:o, s:o, s:o}",
                  "program", "film " FILM_VERSION, "title",
                  p->screenplay->title[0] ? p->screenplay->title : p->order.name, "language",
                  p->breakdown->language, "seed", (json_int_t)p->order.seed, "culture",
                  culture_name(p->breakdown->culture), "engine", p->shooter->name, "length_s",
                  seconds_of_frames(p->timeline->frames, p->order.fps), "width", p->order.width,
                  "height", p->order.height, "fps", (double)p->order.fps.num / p->order.fps.den,
                  "cast", cast_json(p), "shots", shots_json(p), "lines", lines_json(p),
                  "remarks", remarks_json(p));
    if (!result) return report;
    json_t *stages = json_object();
    for (int i = 0; i < STAGE_COUNT; i++)
        json_object_set_new(stages, production_stage_name((enum stage)i),
                            json_real(result->stage_s[i]));
    json_object_set_new(report, "core_seconds", stages);
    json_object_set_new(report, "elapsed_s", json_real(result->elapsed_s));
    json_object_set_new(report, "parts_made", json_integer(result->made));
    json_object_set_new(report, "parts_kept", json_integer(result->kept));
    json_object_set_new(report, "film", text(result->film));
    json_object_set_new(report, "review", review_to_json(&result->review));
    return report;
}
