/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <string.h>

#include "art/manifest.h"
#include "base/memory.h"

/* How a set looks behind the people: all that lies before the front planes, as drawn. */

enum { WIDTH = 192, HEIGHT = 108 };
static const double scale = (double)WIDTH / 1920;

static struct art *art;

static int open_art(void **state) {
    (void)state;
    struct error err;
    if (!art_open(NULL, 0, &art, &err)) fail_msg("%s", err.message);
    return 0;
}

static int close_art(void **state) {
    (void)state;
    art_close(art);
    return 0;
}

static cairo_surface_t *backdrop(const struct set *set) {
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
    cairo_t *cr = cairo_create(surface);
    for (size_t i = 0; i < set->stage; i++) {
        const struct set_plane *plane = &set->planes[i];
        cairo_set_operator(cr, plane->blend == BLEND_SCREEN     ? CAIRO_OPERATOR_SCREEN
                               : plane->blend == BLEND_MULTIPLY ? CAIRO_OPERATOR_MULTIPLY
                                                                : CAIRO_OPERATOR_OVER);
        cairo_set_source_surface(cr, plane->surface, plane->x * scale, plane->y * scale);
        cairo_paint(cr);
    }
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    return surface;
}

/* Mean OKLab lightness of a rectangle in drawing units. */
static double lightness(cairo_surface_t *surface, double x0, double y0, double x1, double y1) {
    double sum = 0;
    int count = 0;
    for (int y = (int)(y0 * scale); y < (int)(y1 * scale) && y < HEIGHT; y++)
        for (int x = (int)(x0 * scale); x < (int)(x1 * scale) && x < WIDTH; x++) {
            if (x < 0 || y < 0) continue;
            const unsigned char *row =
                cairo_image_surface_get_data(surface) +
                (size_t)y * (size_t)cairo_image_surface_get_stride(surface);
            uint32_t pixel;
            memcpy(&pixel, row + 4 * (size_t)x, sizeof pixel);
            struct rgb rgb = {(float)(pixel >> 16 & 255) / 255, (float)(pixel >> 8 & 255) / 255,
                              (float)(pixel & 255) / 255};
            sum += oklab_from_rgb(rgb).l;
            count++;
        }
    return count ? sum / count : 0;
}

static struct set *make(const struct set_spec *spec, enum culture culture, enum hour hour) {
    struct set_order order = {.place = spec->places[0].name,
                              .inside = spec->inside > spec->outside,
                              .culture = culture,
                              .hour = hour,
                              .scale = scale};
    struct set *set;
    struct error err;
    if (!art_set(art, &order, &set, &err)) fail_msg("%s", err.message);
    return set;
}

static enum culture own_culture(const struct set_spec *spec) {
    size_t best = CULTURE_WESTERN;
    for (size_t k = 0; k < CULTURE_COUNT; k++)
        if (spec->cultures[k] > spec->cultures[best]) best = k;
    return (enum culture)best;
}

/* How far a lit colour, or the rim of light that every sheet of a person has, is from it. */
static double gap(const struct light *light, const char *hex, double from) {
    double base = oklab_from_rgb(light_base(light, rgb_from_hex(hex))).l;
    double rim = oklab_from_rgb(light_rim(light, rgb_from_hex(hex))).l;
    bool low =
        light->hour == HOUR_NIGHT || light->hour == HOUR_DAWN || light->hour == HOUR_DUSK;
    return fmax(fabs(base - from), low ? fabs(rim - from) : 0);
}

/* OKLab lightness: less, and the person is a stain. A head stands out by its skin or its hair,
 * in low light also by the rim; feet by dark shoes, which few floors are lighter than by much.
 */
static const double least_head = 0.20, least_feet = 0.15;

/* Three columns in which people stand, each as wide as a head and its air. */
static bool stands_out(const struct set_spec *spec, enum hour hour) {
    struct set *set = make(spec, own_culture(spec), hour);
    assert_string_equal(set->id, spec->id);
    cairo_surface_t *surface = backdrop(set);
    static const char *const skins[] = {"#f0c8a4", "#d9a071", "#a86f45", "#5a3825"};
    double unit = set->units_per_metre, worst = 9, floor_gap = 9;
    for (int k = -1; k <= 1; k++) {
        double x = 960 + k * 0.9 * unit;
        double back = lightness(surface, x - 0.35 * unit, set->floor_y - 1.8 * unit,
                                x + 0.35 * unit, set->floor_y - 1.3 * unit);
        double hair = gap(&set->light, "#2a211c", back);
        for (size_t s = 0; s < COUNT_OF(skins); s++)
            worst = fmin(worst, fmax(hair, gap(&set->light, skins[s], back)));
        double ground = lightness(surface, x - 0.5 * unit, set->floor_y - 0.1 * unit,
                                  x + 0.5 * unit, set->floor_y + 0.2 * unit);
        floor_gap = fmin(floor_gap, gap(&set->light, "#2b2b33", ground));
    }
    bool ok = worst >= least_head && floor_gap >= least_feet;
    if (!ok)
        print_message(
            "%s at hour %d: heads differ by %.2f from what is behind them, feet by %.2f\n",
            spec->id, (int)hour, worst, floor_gap);
    cairo_surface_destroy(surface);
    set_free(set);
    return ok;
}

static void sets__let_heads_and_feet_stand_out(void **state) {
    (void)state;
    bool ok = true;
    for (size_t i = 0; i < art->sets->count; i++)
        for (int hour = 0; hour < HOUR_COUNT; hour++)
            ok &= stands_out(&art->sets->items[i], (enum hour)hour);
    assert_true(ok);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets__let_heads_and_feet_stand_out),
    };
    return cmocka_run_group_tests_name("stage", tests, open_art, close_art);
}
