/* Reads sets/<id>.json, sets/materials.json and props/props.json. */
#include "art/manifest.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"

const char *const manifest_cultures[CULTURE_COUNT] = {
    "south_indian",   "north_indian", "east_asian", "western",
    "middle_eastern", "african",      "fantasy",
};

struct parsing {
    struct art *art;
    const struct pack_file *file;
    struct error *err;
};

static bool fail(const struct parsing *parsing, const char *what, const char *why) {
    return error_set(parsing->err, PROBLEM_BAD_INPUT, "In the pack's file %s, \"%.60s\" %s.",
                     parsing->file->name, what, why);
}

static bool take_name(const struct parsing *parsing, const char *name, char *into,
                      size_t room) {
    size_t length = strlen(name);
    if (length == 0 || length >= room) return fail(parsing, name, "is too long a name");
    for (size_t i = 0; i < length; i++)
        if (!((name[i] >= 'a' && name[i] <= 'z') || (name[i] >= '0' && name[i] <= '9') ||
              name[i] == '_' || name[i] == '-'))
            return fail(parsing, name, "may have small letters, digits, \"_\" and \"-\" only");
    memcpy(into, name, length + 1);
    return true;
}

/* A number within limits, or `otherwise` when it is not given. */
static bool take_number(const struct parsing *parsing, const json_t *object, const char *key,
                        double low, double high, double otherwise, double *value) {
    const json_t *found = json_object_get(object, key);
    *value = otherwise;
    if (!found) return true;
    double number = json_number_value(found);
    if (!json_is_number(found) || !(number >= low && number <= high)) {
        return error_set(parsing->err, PROBLEM_BAD_INPUT,
                         "In the pack's file %s, \"%s\" must be a number from %g to %g.",
                         parsing->file->name, key, low, high);
    }
    *value = number;
    return true;
}

static bool load(const struct parsing *parsing, json_t **root) {
    json_error_t problem;
    *root =
        json_loadb(parsing->file->bytes, parsing->file->size, JSON_REJECT_DUPLICATES, &problem);
    if (!*root || !json_is_object(*root)) {
        json_decref(*root);
        error_set(parsing->err, PROBLEM_BAD_INPUT,
                  "The pack's file %s is not a JSON object: %s", parsing->file->name,
                  problem.text);
        return error_at(parsing->err, problem.line, problem.column);
    }
    return true;
}

static bool take_colour(const struct parsing *parsing, const char *name, const json_t *value,
                        struct rgb *colour) {
    const char *hex = json_string_value(value);
    if (!hex || strlen(hex) != 7 || hex[0] != '#' ||
        strspn(hex + 1, "0123456789abcdefABCDEF") != 6)
        return fail(parsing, name, "needs a colour like \"#c08252\"");
    *colour = rgb_from_hex(hex);
    return true;
}

static bool take_material(const struct parsing *parsing, const char *name, const json_t *value,
                          struct material *material) {
    if (!take_name(parsing, name, material->name, sizeof material->name)) return false;
    struct rgb any;
    if (!take_colour(parsing, name,
                     json_is_object(value) ? json_object_get(value, "any") : value, &any))
        return false;
    for (size_t i = 0; i < CULTURE_COUNT; i++) {
        material->colour[i] = any;
        const json_t *own = json_object_get(value, manifest_cultures[i]);
        if (own && !take_colour(parsing, name, own, &material->colour[i])) return false;
    }
    double sky, snow;
    if (!take_number(parsing, value, "sky", 0, 1, 0, &sky) ||
        !take_number(parsing, value, "snow", 0, 1, 0, &snow))
        return false;
    material->sky = (float)sky;
    material->snow = (float)snow;
    return true;
}

static bool take_materials(const struct parsing *parsing, const json_t *object,
                           struct material_list *list) {
    size_t count = json_object_size(object), i = 0;
    if (count > MATERIALS_MAX) return fail(parsing, "materials", "has too many entries");
    list->items = arena_alloc(parsing->art->arena, count + 1, sizeof *list->items);
    const char *name;
    json_t *value;
    json_object_foreach(
        (json_t *)object, name,
        value) if (!take_material(parsing, name, value, &list->items[i++])) return false;
    list->count = count;
    return true;
}

static bool take_places(const struct parsing *parsing, const json_t *object,
                        struct set_spec *set) {
    size_t count = json_object_size(object), i = 0;
    if (count == 0 || count > 100) return fail(parsing, "places", "must name 1 to 100 places");
    set->places = arena_alloc(parsing->art->arena, count, sizeof *set->places);
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)object, name, value) {
        double score;
        if (!take_name(parsing, name, set->places[i].name, sizeof set->places[i].name) ||
            !take_number(parsing, object, name, 0, 10, 0, &score))
            return false;
        set->places[i++].score = (float)score;
    }
    set->place_count = count;
    return true;
}

static bool take_cultures(const struct parsing *parsing, const json_t *object,
                          struct set_spec *set) {
    double any;
    if (!take_number(parsing, object, "any", 0, 10, 5, &any)) return false;
    for (size_t i = 0; i < CULTURE_COUNT; i++) {
        double score;
        if (!take_number(parsing, object, manifest_cultures[i], 0, 10, any, &score))
            return false;
        set->cultures[i] = (float)score;
    }
    return true;
}

/* The position of the word under `key` in `words`; 0 when it is not given. */
static bool take_word(const struct parsing *parsing, const json_t *object, const char *key,
                      const char *const *words, size_t word_count, size_t *index) {
    const json_t *value = json_object_get(object, key);
    *index = 0;
    if (!value) return true;
    for (size_t i = 0; i < word_count; i++)
        if (json_is_string(value) && strcmp(json_string_value(value), words[i]) == 0) {
            *index = i;
            return true;
        }
    return fail(parsing, key, "has a value that is not known");
}

static bool take_plane(const struct parsing *parsing, const json_t *object,
                       struct plane_spec *plane) {
    static const char *const blends[] = {"over", "screen", "multiply"};
    static const char *const motions[] = {"none", "sway", "drift", "flicker", "waves"};
    const char *id = json_string_value(json_object_get(object, "id"));
    size_t blend, motion;
    if (!id || !take_name(parsing, id, plane->id, sizeof plane->id))
        return id ? false : fail(parsing, "planes", "has a plane without an id");
    if (!take_number(parsing, object, "parallax", 0, 3, 1, &plane->parallax) ||
        !take_number(parsing, object, "air", 0, 1, 0, &plane->air) ||
        !take_number(parsing, object, "paper", 0, 4, 1, &plane->paper) ||
        !take_number(parsing, object, "blur", 0, 60, 0, &plane->blur) ||
        !take_number(parsing, object, "strength", 0, 1, 1, &plane->strength) ||
        !take_number(parsing, object, "amount", 0, 60, 0, &plane->amount) ||
        !take_word(parsing, object, "blend", blends, COUNT_OF(blends), &blend) ||
        !take_word(parsing, object, "motion", motions, COUNT_OF(motions), &motion))
        return false;
    plane->blend = (enum plane_blend)blend;
    plane->motion = (enum plane_motion)motion;
    plane->outside = json_is_true(json_object_get(object, "outside"));
    plane->front = json_is_true(json_object_get(object, "front"));
    return true;
}

static bool take_planes(const struct parsing *parsing, const json_t *array,
                        struct set_spec *set) {
    size_t count = json_array_size(array);
    if (count == 0 || count > SET_PLANES_MAX)
        return fail(parsing, "planes", "must list 1 to 24 planes");
    set->planes = arena_alloc(parsing->art->arena, count, sizeof *set->planes);
    for (size_t i = 0; i < count; i++) {
        if (!take_plane(parsing, json_array_get(array, i), &set->planes[i])) return false;
        if (i && set->planes[i - 1].front && !set->planes[i].front)
            return fail(parsing, set->planes[i].id,
                        "stands behind the people but after the front");
    }
    set->plane_count = count;
    return true;
}

static bool take_set(const struct parsing *parsing, const json_t *root, struct set_spec *set) {
    const json_t *metres = json_object_get(root, "metres"),
                 *walls = json_object_get(root, "inside");
    set->inside = json_is_false(walls) ? 0.1f : 1;
    set->outside = json_is_true(walls) ? 0.1f : 1;
    return take_places(parsing, json_object_get(root, "places"), set) &&
           take_cultures(parsing, json_object_get(root, "cultures"), set) &&
           take_number(parsing, metres, "unit", 40, 1200, 270, &set->units_per_metre) &&
           take_number(parsing, metres, "floor", 300, 1080, 880, &set->floor_y) &&
           take_number(parsing, metres, "depth", 0, 300, 50, &set->floor_depth_y) &&
           take_number(parsing, metres, "seat", 0, 2, 0, &set->seat_height) &&
           take_number(parsing, metres, "seats_from", -12, 12, 0, &set->seat_left) &&
           take_number(parsing, metres, "seats_to", -12, 12, 0, &set->seat_right) &&
           take_number(parsing, metres, "left", -12, 0, -2.6, &set->left) &&
           take_number(parsing, metres, "right", 0, 12, 2.6, &set->right) &&
           take_materials(parsing, json_object_get(root, "materials"), &set->materials) &&
           take_planes(parsing, json_object_get(root, "planes"), set);
}

static bool read_set(struct parsing *parsing, const char *id, struct set_spec *set) {
    if (!take_name(parsing, id, set->id, sizeof set->id)) return false;
    char name[80];
    snprintf(name, sizeof name, "sets/%s.svg", id);
    set->drawing = pack_file(parsing->art, name);
    if (!set->drawing)
        return error_set(parsing->err, PROBLEM_BAD_INPUT,
                         "The pack's file %s has no drawing %s.", parsing->file->name, name);
    json_t *root;
    if (!load(parsing, &root)) return false;
    bool ok = take_set(parsing, root, set);
    json_decref(root);
    return ok;
}

static bool read_prop(const struct parsing *parsing, const char *id, const json_t *value,
                      struct prop_spec *prop) {
    if (!take_name(parsing, id, prop->id, sizeof prop->id)) return false;
    char name[80];
    snprintf(name, sizeof name, "props/%s.svg", id);
    prop->drawing = pack_file(parsing->art, name);
    if (!prop->drawing)
        return error_set(parsing->err, PROBLEM_BAD_INPUT,
                         "The pack's file %s has no drawing %s.", parsing->file->name, name);
    const json_t *hold = json_object_get(value, "hold");
    prop->hold_x = json_number_value(json_array_get(hold, 0));
    prop->hold_y = json_number_value(json_array_get(hold, 1));
    if (!(fabs(prop->hold_x) <= 1000 && fabs(prop->hold_y) <= 1000))
        return fail(parsing, id, "is held far outside its drawing");
    return take_number(parsing, value, "metres", 0.005, 20, 0.3, &prop->metres);
}

static int compare_props(const void *a, const void *b) {
    return strcmp(((const struct prop_spec *)a)->id, ((const struct prop_spec *)b)->id);
}

static bool read_props(struct parsing *parsing, struct sets *sets) {
    json_t *root;
    if (!load(parsing, &root)) return false;
    size_t count = json_object_size(root);
    bool ok = count <= PROPS_MAX || fail(parsing, "props", "has too many entries");
    sets->props = arena_alloc(parsing->art->arena, ok ? count + 1 : 1, sizeof *sets->props);
    const char *id;
    json_t *value;
    if (ok) json_object_foreach(root, id, value) {
            ok = read_prop(parsing, id, value, &sets->props[sets->prop_count]);
            if (!ok) break;
            sets->prop_count++;
        }
    json_decref(root);
    qsort(sets->props, sets->prop_count, sizeof *sets->props, compare_props);
    return ok;
}

static bool read_sets(struct parsing *parsing, struct sets *sets) {
    struct art *art = parsing->art;
    sets->items = arena_alloc(art->arena, SETS_MAX, sizeof *sets->items);
    for (size_t i = 0; i < art->file_count; i++) {
        const char *name = art->files[i].name;
        size_t length = strlen(name);
        if (strncmp(name, "sets/", 5) != 0 || length < 11 || strchr(name + 5, '/') ||
            strcmp(name + length - 5, ".json") != 0 || strcmp(name, "sets/materials.json") == 0)
            continue;
        char id[64];
        snprintf(id, sizeof id, "%.*s", (int)(length - 10), name + 5);
        parsing->file = &art->files[i];
        if (sets->count == SETS_MAX) return fail(parsing, id, "is one set too many");
        if (!read_set(parsing, id, &sets->items[sets->count])) return false;
        sets->count++;
    }
    if (sets->count == 0)
        return error_set(parsing->err, PROBLEM_BAD_INPUT,
                         "The art pack has no sets in its folder "
                         "sets; install the program's own drawings.");
    return true;
}

bool manifest_open(struct art *art, struct sets **out, struct error *err) {
    struct sets *sets = arena_alloc(art->arena, 1, sizeof *sets);
    struct parsing parsing = {art, pack_file(art, "sets/materials.json"), err};
    if (parsing.file) {
        json_t *root;
        if (!load(&parsing, &root)) return false;
        bool ok = take_materials(&parsing, root, &sets->materials);
        json_decref(root);
        if (!ok) return false;
    }
    if (!read_sets(&parsing, sets)) return false;
    parsing.file = pack_file(art, "props/props.json");
    if (parsing.file && !read_props(&parsing, sets)) return false;
    *out = sets;
    return true;
}

static float place_score(const struct set_spec *set, const char *place) {
    for (size_t i = 0; i < set->place_count; i++)
        if (strcmp(set->places[i].name, place) == 0) return set->places[i].score;
    return 0;
}

/* What belongs to other cultures only is taken when there is nothing else at all. */
static float culture_weight(float fit) {
    return fit > 0 ? 1 + fit : 0.01f;
}

const struct set_spec *manifest_find(const struct sets *sets, const struct set_order *order) {
    const char *last = order->inside ? "interior" : "exterior";
    const char *const asked[] = {order->place ? order->place : last, last};
    size_t culture =
        (unsigned)order->culture < CULTURE_COUNT ? (size_t)order->culture : CULTURE_WESTERN;
    for (size_t k = 0; k < COUNT_OF(asked); k++) {
        const struct set_spec *best = NULL;
        float best_score = 0;
        for (size_t i = 0; i < sets->count; i++) {
            const struct set_spec *set = &sets->items[i];
            float score = place_score(set, asked[k]) * culture_weight(set->cultures[culture]) *
                          (order->inside ? set->inside : set->outside);
            if (score > best_score) {
                best = set;
                best_score = score;
            }
        }
        if (best) return best;
    }
    return &sets->items[0];
}

const struct prop_spec *manifest_prop(const struct sets *sets, const char *id) {
    for (size_t i = 0; i < sets->prop_count; i++)
        if (strcmp(sets->props[i].id, id) == 0) return &sets->props[i];
    return NULL;
}
