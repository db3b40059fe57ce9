/* Props: small drawings of 100 x 100 units that a hand holds or a table carries. */
#include <math.h>

#include "art/manifest.h"
#include "art/relief.h"
#include "art/render.h"
#include "art/role.h"

enum { PROP_UNITS = 100, PROP_LARGEST = 1600 /* pixels a side; larger ones are enlarged */ };

/* Shade and rim as on the people beside it: a finger thick, less on what is small. */
static struct relief relief_of(const struct prop_spec *prop, const struct light *light,
                               int side) {
    double per_metre = side / prop->metres;
    return (struct relief){
        .scale = 1,
        .rim = fmax(fmin(0.010 * side, 0.006 * per_metre), 1),
        .soft = fmin(0.09 * side, 0.04 * per_metre),
        .rim_alpha = (0.30F + 0.40F * light->key_strength) * (light->lamps ? 0.8F : 1),
        .soft_alpha = 0.42F,
        .rim_colour = light->key,
        .shade_colour = light->shade,
        .key_x = light->key_x,
        .key_y = light->key_y,
    };
}

cairo_surface_t *art_prop_paper(const struct art *art, const char *id,
                                const struct light *light, int side) {
    const struct prop_spec *prop = manifest_prop(art->sets, id);
    if (!prop || side < 1) return NULL;
    struct palette_view view = {
        .light = light,
        .common = &art->sets->materials,
        .people = true,
    };
    struct buf style;
    buf_init(&style, 1 << 16);
    role_stylesheet(&view, prop->drawing->bytes, prop->drawing->size, &style);
    cairo_surface_t *flat = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, side, side);
    cairo_t *cr = cairo_create(flat);
    bool ok = render_svg_on(cr, prop->drawing->bytes, prop->drawing->size, style.bytes,
                            style.size, 0, 0, side, side);
    cairo_destroy(cr);
    buf_done(&style);
    cairo_surface_t *paper = NULL;
    if (ok) {
        struct relief relief = relief_of(prop, light, side);
        paper = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, side, side);
        cairo_surface_flush(flat);
        relief_lay(paper, flat, 0, 0, &relief);
    }
    cairo_surface_destroy(flat);
    return paper;
}

int art_prop_side(double pixels) {
    return pixels < 1 ? 1 : pixels > PROP_LARGEST ? PROP_LARGEST : (int)ceil(pixels);
}

bool art_prop(const struct art *art, const char *id, const struct light *light, cairo_t *cr) {
    if (!manifest_prop(art->sets, id)) return false;
    double across = 1, down = 0;
    cairo_user_to_device_distance(cr, &across, &down);
    int side = art_prop_side(hypot(across, down));
    cairo_surface_t *paper = art_prop_paper(art, id, light, side);
    if (!paper) return false;
    cairo_save(cr);
    cairo_translate(cr, -0.5, -0.5);
    cairo_scale(cr, 1.0 / side, 1.0 / side);
    cairo_set_source_surface(cr, paper, 0, 0);
    cairo_paint(cr);
    cairo_restore(cr);
    cairo_surface_destroy(paper);
    return true;
}

bool art_prop_hold(const struct art *art, const char *id, double *x, double *y) {
    const struct prop_spec *prop = manifest_prop(art->sets, id);
    if (!prop) return false;
    *x = prop->hold_x / PROP_UNITS - 0.5;
    *y = prop->hold_y / PROP_UNITS - 0.5;
    return true;
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
