#include "art/check.h"

#include <string.h>

#include "art/drawing.h"
#include "art/manifest.h"
#include "art/role.h"
#include "base/memory.h"

struct checking {
    const struct palette_view *view;
    const char *file;
    struct buf *findings;
    size_t count;
    const char *last; /* told of last, so that a class used often is named once in a row */
    size_t last_length;
};

static void check_class(void *data, const char *name, size_t length) {
    struct checking *checking = data;
    struct rgb colour;
    bool line = length > 5 && memcmp(name, "line-", 5) == 0;
    const char *role = line ? name + 5 : name;
    size_t role_length = line ? length - 5 : length;
    if ((length == 5 && memcmp(name, "sheet", 5) == 0) ||
        role_colour(checking->view, role, role_length, &colour))
        return;
    if (checking->last && checking->last_length == length &&
        memcmp(checking->last, name, length) == 0)
        return;
    checking->last = name;
    checking->last_length = length;
    checking->count++;
    buf_printf(checking->findings,
               "%s: class \"%.*s\" is no role and no material; it would be black\n",
               checking->file, (int)(length < 60 ? length : 60), name);
}

static size_t check_drawing(const struct pack_file *file, const struct palette_view *view,
                            struct buf *findings) {
    struct checking checking = {.view = view, .file = file->name, .findings = findings};
    drawing_classes(file->bytes, file->size, check_class, &checking);
    return checking.count;
}

static size_t check_planes(const struct set_spec *set, struct buf *findings) {
    /* No condition holds and none is refused: only ids are asked for. */
    static const char *const no_terms[] = {NULL};
    struct drawing *drawing;
    struct error err;
    if (!drawing_open(set->drawing, no_terms, &drawing, &err)) {
        buf_printf(findings, "%s: %s\n", set->drawing->name, err.message);
        return 1;
    }
    size_t count = 0;
    for (size_t i = 0; i < set->plane_count; i++) {
        if (drawing_has(drawing, set->planes[i].id)) continue;
        count++;
        buf_printf(findings, "sets/%s.json: plane \"%s\" is not in %s\n", set->id,
                   set->planes[i].id, set->drawing->name);
    }
    drawing_close(drawing);
    return count;
}

size_t art_check(const struct art *art, struct buf *findings) {
    struct light light =
        light_for(CULTURE_WESTERN, HOUR_NOON, WEATHER_CLEAR, MOOD_NEUTRAL, false);
    struct palette_view view = {.light = &light, .common = &art->sets->materials};
    size_t count = 0;
    for (size_t i = 0; i < art->sets->count; i++) {
        const struct set_spec *set = &art->sets->items[i];
        view.own = &set->materials;
        count += check_planes(set, findings) + check_drawing(set->drawing, &view, findings);
    }
    view.own = NULL;
    view.people = true;
    for (size_t i = 0; i < art->sets->prop_count; i++)
        count += check_drawing(art->sets->props[i].drawing, &view, findings);
    return count;
}
