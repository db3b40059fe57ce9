#include "art/people.h"

#include <stdio.h>
#include <string.h>

bool people_json(const struct pack_file *file, json_t **object, struct error *err) {
    json_error_t problem;
    json_t *json = json_loadb(file->bytes, file->size, JSON_REJECT_DUPLICATES, &problem);
    if (!json) {
        error_set(err, PROBLEM_BAD_INPUT, "The table %s is not valid JSON: %.200s.", file->name,
                  problem.text);
        return error_at(err, problem.line, problem.column);
    }
    if (!json_is_object(json)) {
        json_decref(json);
        return error_set(err, PROBLEM_BAD_INPUT, "The table %s must be a JSON object.",
                         file->name);
    }
    *object = json;
    return true;
}

double people_number(const json_t *object, const char *key, double fallback, double low,
                     double high) {
    const json_t *value = json_object_get(object, key);
    return json_is_number(value) ? clamp(json_number_value(value), low, high) : fallback;
}

void people_text(const json_t *object, const char *key, char *out, size_t size) {
    const char *text = json_string_value(json_object_get(object, key));
    if (text && strlen(text) < size) memcpy(out, text, strlen(text) + 1);
}

const struct drawing *people_drawing(const struct people *people, const char *folder,
                                     const char *name) {
    size_t in = strlen(folder);
    for (int i = 0; name && name[0] && i < people->drawing_count; i++) {
        const char *full = people->drawings[i].name; /* folder/name */
        if (!strncmp(full, folder, in) && full[in] == '/' && !strcmp(full + in + 1, name))
            return &people->drawings[i];
    }
    return NULL;
}

const struct outfit *people_outfit(const struct people *people, const char *name) {
    for (int i = 0; i < people->outfit_count; i++)
        if (!strcmp(people->outfits[i].name, name)) return &people->outfits[i];
    return NULL;
}

/* "people/hair/bun.svg" with prefix "people/" and suffix ".svg" gives "hair/bun". */
static bool inner_name(const char *file, const char *prefix, const char *suffix, char *out,
                       size_t size) {
    size_t length = strlen(file), before = strlen(prefix), after = strlen(suffix);
    if (length <= before + after || strncmp(file, prefix, before) != 0) return false;
    if (strcmp(file + length - after, suffix) != 0) return false;
    size_t inner = length - before - after;
    if (inner >= size) return false;
    memcpy(out, file + before, inner);
    out[inner] = '\0';
    return true;
}

static bool read_drawings(struct people *people, const struct art *art, struct error *err) {
    LIST(struct drawing) list = {0};
    bool ok = true;
    for (size_t i = 0; ok && i < art->file_count; i++) {
        struct drawing drawing = {0};
        if (!inner_name(art->files[i].name, "people/", ".svg", drawing.name,
                        sizeof drawing.name))
            continue;
        ok = people_read_svg(people->arena, &art->files[i], &drawing, err);
        if (ok) *list_push(&list) = drawing;
    }
    if (ok) {
        people->drawings = list_take(people->arena, &list);
        people->drawing_count = (int)list.count;
    }
    list_done(&list);
    return ok;
}

static bool read_outfits(struct people *people, const struct art *art, struct error *err) {
    LIST(struct outfit) list = {0};
    bool ok = true;
    for (size_t i = 0; ok && i < art->file_count; i++) {
        struct outfit outfit = {0};
        if (!inner_name(art->files[i].name, "people/outfits/", ".json", outfit.name,
                        sizeof outfit.name))
            continue;
        ok = people_read_outfit(people, &art->files[i], &outfit, err);
        if (ok) *list_push(&list) = outfit;
    }
    if (ok) {
        people->outfits = list_take(people->arena, &list);
        people->outfit_count = (int)list.count;
    }
    list_done(&list);
    return ok;
}

/* The four outlines of head.svg: same rows of points, so that any two can be mixed. */
static bool read_outlines(struct people *people, struct error *err) {
    const struct drawing *head = people_drawing(people, "head", "outlines");
    bool ok = head && head->count == 4;
    for (int i = 0; ok && i < 4; i++) {
        ok = head->items[i].n == OUTLINE_POINTS;
        for (int j = 0; ok && j < OUTLINE_POINTS; j++)
            people->outline[i][j] =
                (struct pt){head->items[i].points[j].x / 100, head->items[i].points[j].y / 100};
    }
    if (ok) return true;
    return error_set(err, PROBLEM_BAD_INPUT,
                     "The drawing people/head/outlines.svg needs four outlines (front, "
                     "three-quarter, profile, back) of %d points each.",
                     OUTLINE_POINTS);
}

bool people_open(const struct art *art, struct people **people, struct error *err) {
    struct people *p = xcalloc(1, sizeof *p);
    p->arena = arena_new();
    if (!read_drawings(p, art, err) || !read_outlines(p, err) ||
        !people_read_tables(p, art, err) || !read_outfits(p, art, err)) {
        people_close(p);
        return false;
    }
    if (!p->outfit_count) {
        people_close(p);
        return error_set(err, PROBLEM_UNAVAILABLE,
                         "The art pack has no outfits in people/outfits; add at least one.");
    }
    *people = p;
    return true;
}

void people_close(struct people *people) {
    if (!people) return;
    arena_free(people->arena);
    free(people);
}
