/* A set from its drawing: each plane's sheets are rendered by role colours, laid on one another
 * with their shadows and rims, and cropped to what they show. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "art/drawing.h"
#include "art/relief.h"
#include "art/render.h"
#include "art/role.h"
#include "base/memory.h"

enum { TERMS_MAX = 24 };

/* The words that data-when may use, as they hold for the order. */
struct terms {
    const char *items[TERMS_MAX + 1];
    size_t count;
    char variant[16];
};

static void hold(struct terms *terms, const char *word) {
    if (terms->count < TERMS_MAX) terms->items[terms->count++] = word;
}

static void terms_of(struct terms *terms, const struct set_order *order,
                     const struct light *light) {
    static const char *const hours[HOUR_COUNT] = {"dawn",      "morning", "noon",
                                                  "afternoon", "dusk",    "night"};
    static const char *const weathers[WEATHER_COUNT] = {"clear", "cloudy", "rain", "storm",
                                                        "snow",  "fog",    "wind"};
    static const char *const periods[] = {"modern", "historical", "fantasy_time", "future"};
    hold(terms, hours[light->hour]);
    hold(terms, weathers[light->weather]);
    hold(terms, manifest_cultures[light->culture]);
    if ((unsigned)order->period < COUNT_OF(periods)) hold(terms, periods[order->period]);
    if (light->lamps) hold(terms, "lamps");
    hold(terms, light->hour == HOUR_NIGHT ? "dark" : "day");
    if (order->festive) hold(terms, "festive");
    if (order->inside) hold(terms, "inside");
    bool open_sky = light->weather == WEATHER_CLEAR || light->weather == WEATHER_WIND;
    if (open_sky && light->hour != HOUR_NIGHT) hold(terms, "sun");
    if (open_sky && light->hour == HOUR_NIGHT) hold(terms, "moon");
    if (light->weather == WEATHER_RAIN || light->weather == WEATHER_STORM) hold(terms, "wet");
    snprintf(terms->variant, sizeof terms->variant, "variant%d", (int)(order->seed % 3));
    hold(terms, terms->variant);
}

struct making {
    const struct set_spec *spec;
    const struct set_order *order;
    const struct drawing *drawing;
    struct light light, sky_light; /* of the room, and of what is outside its windows */
    const struct sets *sets;
    struct error *err;
};

static struct relief relief_of(const struct making *making, const struct plane_spec *plane,
                               const struct light *light, double paper) {
    double thick = plane->paper * paper;
    struct oklab key = oklab_from_rgb(light->key), air = oklab_from_rgb(light->air);
    struct relief relief = {
        .scale = making->order->scale,
        .rim = fmin(1.5 * sqrt(thick), 3),
        .soft = 17 * thick,
        .shadow = 11 * thick,
        .rim_alpha = (float)(0.30 + 0.40 * light->key_strength) * (light->lamps ? 0.8f : 1.f),
        .soft_alpha = 0.40f,
        .shadow_alpha = 0.42f,
        .rim_colour = oklab_to_rgb(key),
        .shade_colour = oklab_to_rgb(
            oklab_mix(oklab_from_rgb(light->shade), air, (float)fmin(plane->air * 0.8, 0.8))),
        .key_x = light->key_x,
        .key_y = light->key_y,
    };
    relief.rim_alpha *= (float)(1 - 0.6 * plane->air);
    relief.soft_alpha *= (float)(1 - 0.5 * plane->air);
    relief.shadow_alpha *= (float)(1 - 0.5 * plane->air);
    if (thick <= 0) relief.rim = relief.soft = relief.shadow = 0;
    return relief;
}

static struct rgb factor(float r, float g, float b) {
    return (struct rgb){r, g, b};
}

/* Where the light of the place falls: by day on the side of the sun or the window, in the dark
 * as a pool about the stage, so that people stand before what is lit and the corners are quiet.
 */
static void add_pool(struct relief *relief, const struct light *light) {
    float hard = light->key_strength;
    relief->pool_x = 960 - DRAWING_LEFT, relief->pool_y = 560 - DRAWING_TOP;
    relief->pool_width = 1150, relief->pool_height = 720;
    if (light->inside && light->lamps) {
        relief->lit = factor(1.32f, 1.24f, 1.12f);
        relief->pool_y += 100;
        relief->dim = factor(0.52f, 0.47f, 0.50f);
        relief->pool_width = 860, relief->pool_height = 640;
    } else if (light->inside) {
        relief->pool_x += 520 * light->key_x;
        relief->pool_y += 60;
        relief->lit = factor(1.12f, 1.10f, 1.06f);
        relief->dim = factor(0.80f - 0.10f * hard, 0.79f - 0.10f * hard, 0.84f - 0.10f * hard);
    } else if (light->hour == HOUR_NIGHT) {
        relief->pool_y += 120;
        relief->pool_width = 900, relief->pool_height = 560;
        relief->lit = factor(1.34f, 1.30f, 1.26f);
        relief->dim = factor(0.72f, 0.76f, 0.86f);
    } else {
        bool low = light->hour == HOUR_DAWN || light->hour == HOUR_DUSK;
        relief->pool_x += 640 * light->key_x;
        relief->pool_y += low ? 0 : 240 * light->key_y;
        relief->lit = low ? factor(1.08f + 0.10f * hard, 1.09f, 1.07f - 0.08f * hard)
                          : factor(1.09f + 0.05f * hard, 1.09f + 0.03f * hard, 1.09f);
        relief->dim = factor(0.97f - 0.20f * hard, 0.96f - 0.20f * hard,
                             0.97f - (low ? 0.08f : 0.13f) * hard);
    }
}

static bool lay_sheet(const struct making *making, const struct plane_spec *plane,
                      const struct light *light, const struct drawing_sheet *sheet,
                      cairo_surface_t *whole) {
    struct palette_view view = {
        .light = light,
        .own = &making->spec->materials,
        .common = &making->sets->materials,
        .air = plane->air,
    };
    struct buf style;
    buf_init(&style, 1 << 20);
    role_stylesheet(&view, sheet->svg, sheet->size, &style);
    struct rendered rendered;
    bool ok = render_svg(sheet->svg, sheet->size, style.bytes, style.size, DRAWING_WIDTH,
                         DRAWING_HEIGHT, making->order->scale, &rendered);
    buf_done(&style);
    if (!ok)
        return error_set(making->err, PROBLEM_BAD_INPUT,
                         "The drawing %s cannot be rendered: look at its plane %s.",
                         making->spec->drawing->name, plane->id);
    if (!rendered.surface) return true; /* nothing to see */
    double paper = sheet->paper;
    struct relief relief = relief_of(making, plane, light, paper);
    if (relief.soft > 0) {
        relief_lay(whole, rendered.surface, rendered.x, rendered.y, &relief);
    } else {
        cairo_t *cr = cairo_create(whole);
        cairo_set_source_surface(cr, rendered.surface, rendered.x, rendered.y);
        cairo_paint(cr);
        cairo_destroy(cr);
    }
    cairo_surface_destroy(rendered.surface);
    return true;
}

struct bounds {
    int x0, y0, x1, y1; /* empty when x0 >= x1 */
};

/* Makes the rectangle transparent again. */
static void wipe(cairo_surface_t *surface, struct bounds bounds) {
    cairo_surface_flush(surface);
    for (int y = bounds.y0; y < bounds.y1; y++)
        memset(cairo_image_surface_get_data(surface) +
                   (size_t)y * (size_t)cairo_image_surface_get_stride(surface) +
                   4 * (size_t)bounds.x0,
               0, 4 * (size_t)(bounds.x1 - bounds.x0));
    cairo_surface_mark_dirty(surface);
}

static struct bounds bounds_of(cairo_surface_t *surface) {
    int width = cairo_image_surface_get_width(surface);
    int height = cairo_image_surface_get_height(surface);
    cairo_surface_flush(surface);
    struct bounds bounds = {width, height, 0, 0};
    for (int y = 0; y < height; y++) {
        const uint32_t *row =
            (const void *)(cairo_image_surface_get_data(surface) +
                           (size_t)y * (size_t)cairo_image_surface_get_stride(surface));
        int x0 = 0, x1 = width;
        while (x0 < width && row[x0] >> 24 < 2) x0++;
        while (x1 > x0 && row[x1 - 1] >> 24 < 2) x1--;
        if (x0 == x1) continue;
        bounds.x0 = x0 < bounds.x0 ? x0 : bounds.x0;
        bounds.x1 = x1 > bounds.x1 ? x1 : bounds.x1;
        bounds.y0 = y < bounds.y0 ? y : bounds.y0;
        bounds.y1 = y + 1;
    }
    return bounds;
}

static bool covers_frame(cairo_surface_t *surface, double scale) {
    int x0 = (int)floor(-DRAWING_LEFT * scale), y0 = (int)floor(-DRAWING_TOP * scale);
    int x1 = (int)ceil((-DRAWING_LEFT + 1920) * scale),
        y1 = (int)ceil((-DRAWING_TOP + 1080) * scale);
    for (int y = y0; y < y1; y++) {
        const uint32_t *row =
            (const void *)(cairo_image_surface_get_data(surface) +
                           (size_t)y * (size_t)cairo_image_surface_get_stride(surface));
        for (int x = x0; x < x1; x++)
            if (row[x] >> 24 != 255) return false;
    }
    return true;
}

static cairo_surface_t *cropped(cairo_surface_t *whole, struct bounds bounds) {
    cairo_surface_t *part = cairo_image_surface_create(
        CAIRO_FORMAT_ARGB32, bounds.x1 - bounds.x0, bounds.y1 - bounds.y0);
    cairo_t *cr = cairo_create(part);
    cairo_set_operator(cr, CAIRO_OPERATOR_SOURCE);
    cairo_set_source_surface(cr, whole, -bounds.x0, -bounds.y0);
    cairo_paint(cr);
    cairo_destroy(cr);
    return part;
}

/* Fills `out`; its surface is NULL when the plane shows nothing in this light. `whole` is a
 * transparent sheet of the drawing's size to work on, transparent again afterwards. */
static bool make_plane(const struct making *making, const struct plane_spec *plane,
                       cairo_surface_t *whole, struct set_plane *out) {
    double scale = making->order->scale;
    const struct light *light = plane->outside ? &making->sky_light : &making->light;
    struct drawing_sheet *sheets;
    size_t count = drawing_sheets(making->drawing, plane->id, &sheets);
    if (count == 0) return true;
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++)
        ok = lay_sheet(making, plane, light, &sheets[i], whole);
    drawing_sheets_free(sheets, count);
    struct bounds bounds = ok ? bounds_of(whole) : (struct bounds){0};
    if (ok && bounds.x0 < bounds.x1) {
        int room = (int)ceil(plane->blur * scale * 1.4);
        bounds.x0 = bounds.x0 > room ? bounds.x0 - room : 0;
        bounds.y0 = bounds.y0 > room ? bounds.y0 - room : 0;
        int width = cairo_image_surface_get_width(whole);
        int height = cairo_image_surface_get_height(whole);
        bounds.x1 = bounds.x1 + room < width ? bounds.x1 + room : width;
        bounds.y1 = bounds.y1 + room < height ? bounds.y1 + room : height;
        out->opaque =
            plane->blend == BLEND_OVER && plane->blur <= 0 && covers_frame(whole, scale);
        out->surface = cropped(whole, bounds);
        struct relief relief = relief_of(making, plane, light, 1);
        add_pool(&relief, light);
        if (plane->blend == BLEND_OVER)
            relief_fibre(out->surface, bounds.x0, bounds.y0, &relief);
        if (plane->blur > 0) relief_blur(out->surface, plane->blur * scale);
        if (plane->strength < 1) relief_fade(out->surface, plane->strength);
        out->x = DRAWING_LEFT + bounds.x0 / scale;
        out->y = DRAWING_TOP + bounds.y0 / scale;
        out->units_per_pixel = 1 / scale;
        out->parallax = plane->parallax;
        out->blend = plane->blend;
        out->motion = plane->motion;
        out->motion_amount = plane->amount;
        wipe(whole, bounds);
    }
    return ok;
}

const char *art_set_id(const struct art *art, const struct set_order *order) {
    return manifest_find(art->sets, order)->id;
}

bool art_set_belongs(const struct art *art, const struct set_order *order,
                     enum culture culture) {
    const struct set_spec *spec = manifest_find(art->sets, order);
    return (unsigned)culture < CULTURE_COUNT && spec->cultures[culture] > 0;
}

size_t art_set_count(const struct art *art) {
    return art->sets->count;
}

const char *art_set_name(const struct art *art, size_t index) {
    return art->sets->items[index].id;
}

bool art_set_example(const struct art *art, const char *id, struct set_order *order) {
    const struct set_spec *spec = NULL;
    for (size_t i = 0; i < art->sets->count; i++)
        if (strcmp(art->sets->items[i].id, id) == 0) spec = &art->sets->items[i];
    if (!spec) return false;
    size_t culture = CULTURE_WESTERN;
    for (size_t k = 0; k < CULTURE_COUNT; k++)
        if (spec->cultures[k] > spec->cultures[culture]) culture = k;
    *order = (struct set_order){.place = spec->places[0].name,
                                .inside = spec->inside > spec->outside,
                                .hour = HOUR_NOON,
                                .culture = (enum culture)culture,
                                .scale = 1};
    return true;
}

static struct set *set_new(const struct making *making) {
    const struct set_spec *spec = making->spec;
    struct set *set = xcalloc(1, sizeof *set);
    snprintf(set->id, sizeof set->id, "%s", spec->id);
    set->planes = xcalloc(spec->plane_count, sizeof *set->planes);
    set->units_per_metre = spec->units_per_metre;
    set->floor_y = spec->floor_y;
    set->floor_depth_y = spec->floor_depth_y;
    set->seat_height = spec->seat_height;
    set->seat_left = spec->seat_left;
    set->seat_right = spec->seat_right;
    set->left = spec->left;
    set->right = spec->right;
    set->light = making->light;
    return set;
}

bool art_set(const struct art *art, const struct set_order *order, struct set **out,
             struct error *err) {
    if (!(order->scale > 0.02 && order->scale <= 4))
        return error_set(err, PROBLEM_USAGE, "A set is rendered at 0.02 to 4 pixels per unit.");
    struct making making = {
        .spec = manifest_find(art->sets, order),
        .order = order,
        .light =
            light_for(order->culture, order->hour, order->weather, order->mood, order->inside),
        .sky_light = light_for(order->culture, order->hour, order->weather, order->mood, false),
        .sets = art->sets,
        .err = err,
    };
    struct terms terms = {0};
    terms_of(&terms, order, &making.light);
    struct drawing *drawing;
    if (!drawing_open(making.spec->drawing, terms.items, &drawing, err)) return false;
    making.drawing = drawing;
    struct set *set = set_new(&making);
    cairo_surface_t *whole =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)ceil(DRAWING_WIDTH * order->scale),
                                   (int)ceil(DRAWING_HEIGHT * order->scale));
    bool ok = cairo_surface_status(whole) == CAIRO_STATUS_SUCCESS ||
              error_set(err, PROBLEM_TOO_LARGE, "The picture is too large for a set.");
    for (size_t i = 0; ok && i < making.spec->plane_count; i++) {
        const struct plane_spec *plane = &making.spec->planes[i];
        struct set_plane *made = &set->planes[set->plane_count];
        ok = make_plane(&making, plane, whole, made);
        if (made->surface) {
            set->plane_count++;
            if (!plane->front) set->stage = set->plane_count;
        }
    }
    cairo_surface_destroy(whole);
    drawing_close(drawing);
    if (!ok) {
        set_free(set);
        return false;
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
    static const char engine[] =
        "set 3"; /* changes whenever the same order gives other pixels */
    struct hash packs = art_hash(art);
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_text(&hasher, engine);
    hasher_hash(&hasher, &packs);
    hasher_text(&hasher, art_set_id(art, order));
    hasher_u64(&hasher, (uint64_t)order->inside << 1 | order->festive);
    hasher_u64(&hasher, (uint64_t)order->hour);
    hasher_u64(&hasher, (uint64_t)order->weather);
    hasher_u64(&hasher, (uint64_t)order->mood);
    hasher_u64(&hasher, (uint64_t)order->culture);
    hasher_u64(&hasher, (uint64_t)order->period);
    hasher_u64(&hasher, order->seed);
    hasher_f64(&hasher, order->scale);
    return hasher_final(&hasher);
}
