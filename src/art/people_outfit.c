/* Reads an outfit: {"robe": true, "parts": [{"type": "sleeve", "color": "main", ...,
 * "prints": [{"type": "band", ...}]}]}. Numbers are held to their ranges, names to their
 * length. */
#include <string.h>

#include "art/people.h"

static int read_points(const json_t *object, struct pt *points, int room) {
    const json_t *list = json_object_get(object, "points");
    size_t count = json_array_size(list);
    int n = 0;
    for (size_t i = 0; i < count && n < room; i++) {
        const json_t *pair = json_array_get(list, i);
        double x = json_number_value(json_array_get(pair, 0));
        double y = json_number_value(json_array_get(pair, 1));
        points[n++] = (struct pt){clamp(x, -6, 6), clamp(y, -6, 6)};
    }
    return n;
}

static void read_print(const struct people *people, const json_t *json, struct print *print) {
    struct pt points[PART_MAX_POINTS];
    people_text(json, "type", print->type, sizeof print->type);
    people_text(json, "color", print->color, sizeof print->color);
    people_text(json, "kind", print->kind, sizeof print->kind);
    people_text(json, "view", print->view, sizeof print->view);
    print->tone = people_number(json, "tone", 0, -.6, .6);
    print->from = people_number(json, "from", 1, -3, 3);
    print->to = people_number(json, "to", -1.1, -3, 3);
    print->at = people_number(json, "at", 0, -3, 3);
    print->width = people_number(json, "width", .05, 0, 3);
    print->size = people_number(json, "size", .03, .001, 2);
    print->spacing = people_number(json, "spacing", .2, .04, 2);
    print->alpha = people_number(json, "alpha", 1, 0, 1);
    print->count = (int)people_number(json, "count", 5, 0, 40);
    print->handed = json_is_true(json_object_get(json, "handed"));
    char art[PEOPLE_NAME] = "";
    people_text(json, "art", art, sizeof art);
    if (art[0]) print->art = people_drawing(people, "outfits", art);
    print->n = read_points(json, points, PART_MAX_POINTS);
    struct pt *kept = arena_alloc(people->arena, (size_t)print->n + 1, sizeof *kept);
    memcpy(kept, points, (size_t)print->n * sizeof *kept);
    print->points = kept;
}

static void read_part(const struct people *people, const json_t *json, struct part *part) {
    people_text(json, "type", part->type, sizeof part->type);
    people_text(json, "color", part->color, sizeof part->color);
    people_text(json, "kind", part->kind, sizeof part->kind);
    people_text(json, "sides", part->sides, sizeof part->sides);
    people_text(json, "view", part->view, sizeof part->view);
    part->tone = people_number(json, "tone", 0, -.6, .6);
    part->length = people_number(json, "length", 1, 0, 5);
    part->flare = people_number(json, "flare", 1, .3, 3);
    part->radius = people_number(json, "radius", 1.3, .5, 4);
    part->end = people_number(json, "end", .95, -1, 1.1);
    part->grow = people_number(json, "grow", 1.05, .8, 2);
    part->hip = people_number(json, "hip", 1, 0, 4);
    part->sag = people_number(json, "sag", .05, -.3, .5);
    part->least = people_number(json, "least", .5, .2, 2);
    part->from = people_number(json, "from", 1, -1, 1.2);
    part->to = people_number(json, "to", -.08, -1, 1.2);
    part->width = people_number(json, "width", .1, 0, 2);
    part->cast = people_number(json, "cast", .5, 0, 2);
    part->handed = json_is_true(json_object_get(json, "handed"));
    part->behind = json_is_true(json_object_get(json, "behind"));
    part->n = read_points(json, part->points, PART_MAX_POINTS);
    const json_t *prints = json_object_get(json, "prints");
    for (size_t i = 0; i < json_array_size(prints) && part->print_count < PART_MAX_PRINTS; i++)
        read_print(people, json_array_get(prints, i), &part->prints[part->print_count++]);
}

/* The parts and prints that are seen from one side. */
static struct outfit outfit_seen(const struct people *people, const struct outfit *whole,
                                 const char *other_side) {
    struct outfit seen = *whole;
    seen.parts = arena_alloc(people->arena, (size_t)whole->count + 1, sizeof *seen.parts);
    seen.count = 0;
    for (int i = 0; i < whole->count; i++) {
        const struct part *part = &whole->parts[i];
        if (!strcmp(part->view, other_side)) continue;
        struct part *kept = &seen.parts[seen.count++];
        *kept = *part;
        kept->print_count = 0;
        for (int j = 0; j < part->print_count; j++)
            if (strcmp(part->prints[j].view, other_side) != 0)
                kept->prints[kept->print_count++] = part->prints[j];
    }
    return seen;
}

bool people_read_outfit(const struct people *people, const struct pack_file *file,
                        struct outfit *outfit, struct error *err) {
    json_t *json;
    if (!people_json(file, &json, err)) return false;
    const json_t *parts = json_object_get(json, "parts");
    size_t count = json_array_size(parts);
    bool ok = count > 0 && count <= OUTFIT_MAX_PARTS;
    if (ok) {
        outfit->parts = arena_alloc(people->arena, count, sizeof *outfit->parts);
        outfit->count = (int)count;
        outfit->robe = json_is_true(json_object_get(json, "robe"));
        for (size_t i = 0; i < count; i++)
            read_part(people, json_array_get(parts, i), &outfit->parts[i]);
        outfit->pottu = json_is_true(json_object_get(json, "pottu"));
        outfit->jasmine = json_is_true(json_object_get(json, "jasmine"));
        struct outfit *back = arena_alloc(people->arena, 1, sizeof *back);
        *back = outfit_seen(people, outfit, "front");
        *outfit = outfit_seen(people, outfit, "back");
        outfit->back = back;
    } else {
        error_set(err, PROBLEM_BAD_INPUT, "The outfit %s needs a list of 1 to %d parts.",
                  file->name, OUTFIT_MAX_PARTS);
    }
    json_decref(json);
    return ok;
}
