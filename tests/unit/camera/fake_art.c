#include "fake_art.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

/* ---- Light ---- */

struct oklab oklab_from_rgb(struct rgb rgb) {
    return (struct oklab){(rgb.r + rgb.g + rgb.b) / 3, rgb.r - rgb.g, rgb.b - rgb.g};
}
struct rgb oklab_to_rgb(struct oklab lab) {
    float g = fminf(fmaxf(lab.l - (lab.a + lab.b) / 3, 0), 1);
    return (struct rgb){fminf(fmaxf(g + lab.a, 0), 1), g, fminf(fmaxf(g + lab.b, 0), 1)};
}

static struct rgb times(struct rgb rgb, float by) {
    return (struct rgb){rgb.r * by, rgb.g * by, rgb.b * by};
}
struct rgb light_base(const struct light *light, struct rgb material) {
    return times(material, light->ambient);
}
struct rgb light_shade(const struct light *light, struct rgb material) {
    return times(material, light->ambient * 0.7F);
}
struct rgb light_rim(const struct light *light, struct rgb material) {
    return times(material, light->ambient * 1.2F);
}

/* ---- Sets ---- */

struct hash art_hash(const struct art *art) {
    (void)art;
    return hash_of("fake", 4);
}

static cairo_surface_t *plane_surface(struct set_plane *plane, double scale, double x0,
                                      double y0, double x1, double y1, cairo_t **cr) {
    plane->x = x0, plane->y = y0;
    plane->units_per_pixel = 1 / scale;
    plane->surface = cairo_image_surface_create(
        CAIRO_FORMAT_ARGB32, (int)ceil((x1 - x0) * scale), (int)ceil((y1 - y0) * scale));
    *cr = cairo_create(plane->surface);
    cairo_scale(*cr, scale, scale);
    cairo_translate(*cr, -x0, -y0);
    return plane->surface;
}

bool art_set(const struct art *art, const struct set_order *order, struct set **out,
             struct error *err) {
    (void)art, (void)err;
    struct set *set = xcalloc(1, sizeof *set);
    strcpy(set->id, "fake");
    set->plane_count = 4;
    set->planes = xcalloc(4, sizeof *set->planes);
    set->stage = 3;
    set->units_per_metre = 240;
    set->floor_y = 940;
    set->floor_depth_y = 60;
    set->left = -3, set->right = 3;
    set->light = (struct light){.air = {0.7F, 0.8F, 0.9F},
                                .key = {1, 0.95F, 0.8F},
                                .base = {0.6F, 0.5F, 0.4F},
                                .shade = {0.3F, 0.25F, 0.35F},
                                .accent = {0.8F, 0.3F, 0.2F},
                                .key_x = -0.6F,
                                .key_y = -0.8F,
                                .key_strength = 0.8F,
                                .ambient = 0.8F,
                                .shadow_length = 0.6F};
    static const double parallax[] = {0.05, 0.4, 1, 1.5};
    cairo_t *cr;
    for (int i = 0; i < 4; i++) {
        struct set_plane *plane = &set->planes[i];
        plane->parallax = parallax[i];
        plane->opaque = i == 0;
        if (i == 0) {
            plane_surface(plane, order->scale, -100, -100, 2020, 1180, &cr);
            cairo_set_source_rgb(cr, 0.6, 0.78, 0.9);
            cairo_paint(cr);
        } else if (i == 1) {
            plane_surface(plane, order->scale, -100, 400, 2020, 1180, &cr);
            cairo_set_source_rgb(cr, 0.45, 0.6, 0.5);
            for (int hill = 0; hill < 5; hill++) {
                cairo_arc(cr, 430 * hill, 820, 260, 0, 6.2832);
                cairo_fill(cr);
            }
            plane->motion = MOTION_SWAY;
            plane->motion_amount = 6;
        } else if (i == 2) {
            plane_surface(plane, order->scale, -100, 820, 2020, 1180, &cr);
            cairo_set_source_rgb(cr, 0.55, 0.42, 0.3);
            cairo_paint(cr);
        } else {
            plane_surface(plane, order->scale, -100, -100, 120, 1180, &cr);
            cairo_set_source_rgb(cr, 0.2, 0.14, 0.16);
            cairo_arc(cr, -60, 500, 140, 0, 6.2832);
            cairo_fill(cr);
        }
        cairo_destroy(cr);
        cairo_surface_flush(plane->surface);
    }
    *out = set;
    return true;
}

void set_free(struct set *set) {
    if (!set) return;
    for (size_t i = 0; i < set->plane_count; i++) cairo_surface_destroy(set->planes[i].surface);
    free(set->planes);
    free(set);
}

struct hash set_order_hash(const struct art *art, const struct set_order *order) {
    (void)art;
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_text(&hasher, order->place);
    hasher_f64(&hasher, order->scale);
    return hasher_final(&hasher);
}

bool art_prop(const struct art *art, const char *id, const struct light *light, cairo_t *cr) {
    (void)art, (void)light;
    if (strcmp(id, "lamp") != 0) return false;
    cairo_set_source_rgb(cr, 1, 1, 0);
    cairo_rectangle(cr, -0.25, -0.5, 0.5, 1);
    cairo_fill(cr);
    return true;
}
bool art_prop_hold(const struct art *art, const char *id, double *x, double *y) {
    (void)art, (void)id;
    *x = *y = 0;
    return true;
}

double art_prop_size(const struct art *art, const char *id) {
    (void)art;
    return strcmp(id, "lamp") == 0 ? 0.4 : 0;
}
