/* Any bytes at all as a file of a pack: a drawing when it starts with '<', else a manifest. */
#include <string.h>

#include "art/drawing.h"
#include "art/manifest.h"
#include "art/render.h"
#include "art/role.h"
#include "base/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void draw(const struct drawing_sheet *sheet, const struct material_list *common) {
    struct light light =
        light_for(CULTURE_WESTERN, HOUR_NOON, WEATHER_CLEAR, MOOD_NEUTRAL, false);
    struct palette_view view = {.light = &light, .common = common};
    struct buf style;
    struct rendered rendered;
    buf_init(&style, 1 << 20);
    role_stylesheet(&view, sheet->svg, sheet->size, &style);
    if (render_svg(sheet->svg, sheet->size, style.bytes, style.size, DRAWING_WIDTH,
                   DRAWING_HEIGHT, 0.02, &rendered) &&
        rendered.surface)
        cairo_surface_destroy(rendered.surface);
    buf_done(&style);
}

static void as_drawing(const struct pack_file *file) {
    static const char *const terms[] = {"night", "lamps", NULL};
    struct drawing *drawing;
    struct error err = {0};
    if (!drawing_check(file, &err)) {
        if (!err.message[0]) die("a refusal without a reason");
        return;
    }
    if (!drawing_open(file, terms, &drawing, &err)) die("a checked drawing does not open");
    struct drawing_sheet *sheets;
    size_t count = drawing_sheets(drawing, "plane-0-sky", &sheets);
    if (count > DRAWING_MAX_SHEETS) die("too many sheets");
    for (size_t i = 0; i < count; i++) draw(&sheets[i], NULL);
    drawing_sheets_free(sheets, count);
    drawing_close(drawing);
}

static void as_manifest(const struct pack_file *json) {
    struct pack_file files[] = {
        {"sets/x.json", json->bytes, json->size},
        {"sets/x.svg", "<svg/>", 6},
    };
    struct art art = {.files = files, .file_count = 2, .arena = arena_new()};
    struct sets *sets;
    struct error err = {0};
    if (manifest_open(&art, &sets, &err)) {
        const struct set_spec *set = &sets->items[0];
        if (set->plane_count < 1 || set->plane_count > SET_PLANES_MAX)
            die("planes out of bounds");
        if (!(set->units_per_metre >= 40)) die("a metre of nothing");
        struct set_order order = {.place = "cafe", .scale = 0.1};
        if (manifest_find(sets, &order) != set) die("the only set is not found");
    } else if (!err.message[0]) {
        die("a refusal without a reason");
    }
    arena_free(art.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > PACK_MAX_FILE) return 0;
    char *bytes = xcalloc(size + 1, 1);
    if (size) memcpy(bytes, data, size);
    struct pack_file file = {"sets/x.svg", bytes, size};
    if (size && data[0] == '<')
        as_drawing(&file);
    else
        as_manifest(&file);
    free(bytes);
    return 0;
}
