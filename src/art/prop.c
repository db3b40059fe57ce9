/* Props: small drawings of 100 x 100 units that a hand holds or a table carries. */
#include "art/manifest.h"
#include "art/render.h"
#include "art/role.h"

enum { PROP_UNITS = 100 };

bool art_prop(const struct art *art, const char *id, const struct light *light, cairo_t *cr,
              double *hold_x, double *hold_y) {
    const struct prop_spec *prop = manifest_prop(art->sets, id);
    if (!prop) return false;
    if (hold_x) *hold_x = prop->hold_x / PROP_UNITS - 0.5;
    if (hold_y) *hold_y = prop->hold_y / PROP_UNITS - 0.5;
    struct palette_view view = {
        .light = light,
        .common = &art->sets->materials,
        .people = true,
    };
    struct buf style;
    buf_init(&style, 1 << 16);
    role_stylesheet(&view, prop->drawing->bytes, prop->drawing->size, &style);
    bool ok = render_svg_on(cr, prop->drawing->bytes, prop->drawing->size, style.bytes,
                            style.size, -0.5, -0.5, 1, 1);
    buf_done(&style);
    return ok;
}

double art_prop_size(const struct art *art, const char *id) {
    const struct prop_spec *prop = manifest_prop(art->sets, id);
    return prop ? prop->metres : 0;
}

size_t art_prop_count(const struct art *art) {
    return art->sets->prop_count;
}

const char *art_prop_name(const struct art *art, size_t index) {
    return art->sets->props[index].id;
}
