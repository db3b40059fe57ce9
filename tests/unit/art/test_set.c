/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <string.h>

#include "art/check.h"
#include "art/drawing.h"
#include "art/manifest.h"
#include "art/relief.h"
#include "art/role.h"
#include "base/memory.h"

static const char *const places[] = {
    "courtyard", "temple", "mosque", "church",    "living_room", "kitchen",    "bedroom",
    "hut",       "hall",   "office", "classroom", "hospital",    "cafe",       "restaurant",
    "shop",      "market", "street", "alley",     "village",     "city",       "roof",
    "park",      "garden", "forest", "field",     "farm",        "hill",       "mountain",
    "river",     "lake",   "beach",  "sea",       "harbour",     "lighthouse", "lamp_room",
    "desert",    "snow",   "cave",   "castle",    "station",     "train",      "car",
    "bus",       "stage",  "studio", "spaceship", "underwater",  "abstract",   "interior",
    "exterior"};
static const char *const props[] = {
    "letter", "lamp",    "lantern", "cup",      "glass",    "bottle",    "book",       "phone",
    "key",    "flower",  "garland", "bowl",     "pot",      "plate",     "bread",      "fruit",
    "sweets", "box",     "bag",     "suitcase", "umbrella", "newspaper", "photo",      "ring",
    "coin",   "knife",   "sword",   "stick",    "broom",    "basket",    "candle",     "drum",
    "flute",  "veena",   "guitar",  "ball",     "toy",      "kite",      "clock",      "watch",
    "map",    "rope",    "bucket",  "fish",     "laptop",   "camera",    "microphone", "tray",
    "cake",   "balloon", "radio",   "bell"};

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

static struct set *make(const struct set_order *order) {
    struct set *set;
    struct error err;
    if (!art_set(art, order, &set, &err)) fail_msg("%s", err.message);
    return set;
}

static bool own_place(const char *id, const char *place) {
    for (size_t i = 0; i < art->sets->count; i++)
        if (strcmp(art->sets->items[i].id, id) == 0)
            for (size_t k = 0; k < art->sets->items[i].place_count; k++)
                if (strcmp(art->sets->items[i].places[k].name, place) == 0) return true;
    return false;
}

static void art_set_id__knows_every_place_in_every_culture(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(places); i++)
        for (int culture = 0; culture < CULTURE_COUNT; culture++) {
            struct set_order order = {.place = places[i], .culture = culture, .scale = 0.1};
            const char *id = art_set_id(art, &order);
            if (!own_place(id, places[i]))
                fail_msg("no set says that it suits %s in culture %d", places[i], culture);
        }
}

static void art_set_id__chooses_by_culture(void **state) {
    (void)state;
    struct set_order order = {.place = "courtyard", .culture = CULTURE_SOUTH_INDIAN};
    assert_string_equal(art_set_id(art, &order), "courtyard");
    order.culture = CULTURE_EAST_ASIAN;
    assert_string_equal(art_set_id(art, &order), "engawa");
}

static void art_set_id__keeps_rooms_inside(void **state) {
    (void)state;
    static const char *const rooms[] = {
        "living_room", "kitchen",   "bedroom", "hut",      "hall", "office", "cafe",
        "temple",      "classroom", "church",  "hospital", "shop", "castle", "interior"};
    for (size_t i = 0; i < COUNT_OF(rooms); i++)
        for (int culture = 0; culture < CULTURE_COUNT; culture++) {
            struct set_order order = {.place = rooms[i], .culture = culture, .inside = true};
            const struct set_spec *set = manifest_find(art->sets, &order);
            if (set->inside < 1)
                fail_msg("%s inside is drawn as %s in culture %d", rooms[i], set->id, culture);
        }
}

static void art_set_id__shows_no_other_cultures_place(void **state) {
    (void)state;
    for (size_t i = 0; i < art->sets->count; i++)
        for (size_t k = 0; k < art->sets->items[i].place_count; k++)
            for (int culture = 0; culture < 2 * CULTURE_COUNT; culture++) {
                struct set_order order = {.place = art->sets->items[i].places[k].name,
                                          .culture = culture % CULTURE_COUNT,
                                          .inside = culture >= CULTURE_COUNT};
                const struct set_spec *set = manifest_find(art->sets, &order);
                if (set->cultures[order.culture] <= 0)
                    fail_msg("%s %s is drawn as %s in culture %d", order.place,
                             order.inside ? "inside" : "outside", set->id, (int)order.culture);
            }
}

static void art_set_id__falls_back_for_places_nobody_drew(void **state) {
    (void)state;
    struct set_order unknown = {.place = "tax_office_on_mars", .inside = true};
    struct set_order inside = {.place = "interior", .inside = true};
    assert_string_equal(art_set_id(art, &unknown), art_set_id(art, &inside));
    unknown.inside = false;
    struct set_order outside = {.place = "exterior"};
    assert_string_equal(art_set_id(art, &unknown), art_set_id(art, &outside));
    unknown.place = NULL;
    assert_non_null(art_set_id(art, &unknown));
}

static void check_set(const struct set *set) {
    assert_true(set->plane_count >= 3 && set->stage >= 2 && set->stage <= set->plane_count);
    assert_true(set->planes[0].opaque);
    assert_true(set->floor_y > 700 && set->floor_y < 1000);
    assert_true(set->units_per_metre > 200 && set->units_per_metre < 340);
    assert_true(set->left < -1.5 && set->right > 1.5);
    assert_true(set->seat_left <= set->seat_right);
    assert_true(set->seat_left == set->seat_right || set->seat_height > 0.3);
    for (size_t i = 0; i < set->plane_count; i++) {
        const struct set_plane *plane = &set->planes[i];
        assert_non_null(plane->surface);
        int width = cairo_image_surface_get_width(plane->surface);
        int height = cairo_image_surface_get_height(plane->surface);
        assert_true(width > 0 && height > 0);
        assert_true(plane->x >= -240.1 && plane->y >= -120.1);
        assert_true(plane->x + width * plane->units_per_pixel <=
                    2160 + 2 * plane->units_per_pixel);
        assert_true(plane->y + height * plane->units_per_pixel <=
                    1200 + 2 * plane->units_per_pixel);
    }
}

static void art_set__renders_every_drawing_at_every_hour(void **state) {
    (void)state;
    for (size_t i = 0; i < art->sets->count; i++)
        for (int hour = 0; hour < HOUR_COUNT; hour++) {
            const struct set_spec *spec = &art->sets->items[i];
            int culture = 0;
            for (int k = 1; k < CULTURE_COUNT; k++)
                if (spec->cultures[k] > spec->cultures[culture]) culture = k;
            struct set_order order = {.place = spec->places[0].name,
                                      .culture = culture,
                                      .hour = hour,
                                      .weather =
                                          (enum weather)((i + (size_t)hour) % WEATHER_COUNT),
                                      .festive = hour % 2,
                                      .scale = 0.06};
            struct set *set = make(&order);
            assert_string_equal(set->id, art_set_id(art, &order));
            check_set(set);
            set_free(set);
        }
}

/* A drawing whose classes no material knows would be black there. */
struct unknown {
    const struct palette_view *view;
    const char *file;
};

static void check_class(void *data, const char *name, size_t length) {
    const struct unknown *unknown = data;
    struct rgb colour;
    if (length == 5 && memcmp(name, "sheet", 5) == 0) return;
    if (length > 5 && memcmp(name, "line-", 5) == 0) {
        name += 5;
        length -= 5;
    }
    if (!role_colour(unknown->view, name, length, &colour))
        fail_msg("%s: no material is called %.*s", unknown->file, (int)length, name);
}

static void art_check__finds_nothing_in_our_own_pack(void **state) {
    (void)state;
    struct buf findings;
    buf_init(&findings, 1 << 20);
    if (art_check(art, &findings)) fail_msg("%.*s", (int)findings.size, findings.bytes);
    buf_done(&findings);
}

static void drawings__use_known_roles_only(void **state) {
    (void)state;
    struct light light = light_for(0, HOUR_NOON, 0, 0, false);
    for (size_t i = 0; i < art->sets->count; i++) {
        const struct set_spec *spec = &art->sets->items[i];
        struct palette_view view = {&light, &spec->materials, &art->sets->materials, 0, false};
        struct unknown unknown = {&view, spec->drawing->name};
        drawing_classes(spec->drawing->bytes, spec->drawing->size, check_class, &unknown);
    }
    for (size_t i = 0; i < art->sets->prop_count; i++) {
        const struct prop_spec *prop = &art->sets->props[i];
        struct palette_view view = {&light, NULL, &art->sets->materials, 0, true};
        struct unknown unknown = {&view, prop->drawing->name};
        drawing_classes(prop->drawing->bytes, prop->drawing->size, check_class, &unknown);
    }
}

static struct hash pixels_hash(const struct set *set) {
    struct hasher hasher;
    hasher_init(&hasher);
    for (size_t i = 0; i < set->plane_count; i++) {
        cairo_surface_t *surface = set->planes[i].surface;
        for (int y = 0; y < cairo_image_surface_get_height(surface); y++)
            hasher_bytes(&hasher,
                         cairo_image_surface_get_data(surface) +
                             (size_t)y * (size_t)cairo_image_surface_get_stride(surface),
                         4 * (size_t)cairo_image_surface_get_width(surface));
    }
    return hasher_final(&hasher);
}

static void art_set__gives_the_same_pixels_again(void **state) {
    (void)state;
    struct set_order order = {
        .place = "cafe", .hour = HOUR_DUSK, .inside = true, .scale = 0.15};
    struct set *a = make(&order), *b = make(&order);
    struct hash x = pixels_hash(a), y = pixels_hash(b);
    assert_int_equal(hash_compare(&x, &y), 0);
    set_free(a);
    set_free(b);
}

static void set_order_hash__changes_with_what_changes_the_picture(void **state) {
    (void)state;
    struct set_order order = {.place = "cafe", .scale = 0.1}, other = order;
    struct hash first = set_order_hash(art, &order), second;
    second = set_order_hash(art, &other);
    assert_int_equal(hash_compare(&first, &second), 0);
    other.festive = true;
    second = set_order_hash(art, &other);
    assert_int_not_equal(hash_compare(&first, &second), 0);
    other = order;
    other.hour = HOUR_NIGHT;
    second = set_order_hash(art, &other);
    assert_int_not_equal(hash_compare(&first, &second), 0);
    other = order;
    other.place = "desert";
    second = set_order_hash(art, &other);
    assert_int_not_equal(hash_compare(&first, &second), 0);
}

static void art_set__has_its_lamps_lit_at_night_only(void **state) {
    (void)state;
    struct set_order order = {.place = "street", .culture = CULTURE_WESTERN, .scale = 0.06};
    order.hour = HOUR_NOON;
    struct set *noon = make(&order);
    order.hour = HOUR_NIGHT;
    struct set *night = make(&order);
    size_t lights[2] = {0};
    for (size_t i = 0; i < noon->plane_count; i++)
        lights[0] += noon->planes[i].blend == BLEND_SCREEN;
    for (size_t i = 0; i < night->plane_count; i++)
        lights[1] += night->planes[i].blend == BLEND_SCREEN;
    assert_int_equal(lights[0], 0);
    assert_true(lights[1] > 0);
    set_free(noon);
    set_free(night);
}

static void art_set__lies_where_it_lies_at_any_scale(void **state) {
    (void)state;
    struct set_order order = {.place = "desert", .scale = 0.3};
    struct set *small = make(&order);
    order.scale = 0.6;
    struct set *large = make(&order);
    assert_int_equal(small->plane_count, large->plane_count);
    for (size_t i = 0; i < small->plane_count; i++) {
        assert_float_equal(small->planes[i].x, large->planes[i].x, 24);
        assert_float_equal(small->planes[i].y, large->planes[i].y, 24);
    }
    set_free(small);
    set_free(large);
}

static void art_set__refuses_an_impossible_scale(void **state) {
    (void)state;
    struct set_order order = {.place = "desert", .scale = 0};
    struct set *set = NULL;
    struct error err = {0};
    assert_false(art_set(art, &order, &set, &err));
    assert_int_equal(err.problem, PROBLEM_USAGE);
    assert_null(set);
}

static cairo_surface_t *square(int size, int from, int to) {
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, size, size);
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 0.5, 0.5, 0.5);
    cairo_rectangle(cr, from, from, to - from, to - from);
    cairo_fill(cr);
    cairo_destroy(cr);
    return surface;
}

static uint32_t pixel_at(cairo_surface_t *surface, int x, int y) {
    const uint32_t *row =
        (const void *)(cairo_image_surface_get_data(surface) +
                       (size_t)y * (size_t)cairo_image_surface_get_stride(surface));
    return row[x];
}

static void relief_lay__casts_shadow_away_from_the_light_and_lights_the_near_edge(
    void **state) {
    (void)state;
    cairo_surface_t *plane = square(120, 0, 120), *sheet = square(60, 0, 60);
    struct relief relief = {.scale = 1,
                            .rim = 2,
                            .soft = 12,
                            .shadow = 10,
                            .rim_alpha = 1,
                            .soft_alpha = 0.5f,
                            .shadow_alpha = 0.5f,
                            .rim_colour = {1, 1, 1},
                            .key_x = 0,
                            .key_y = -1};
    relief_lay(plane, sheet, 30, 30, &relief);
    uint32_t ground = pixel_at(plane, 60, 5) & 255, below = pixel_at(plane, 60, 94) & 255;
    assert_true(below + 20 < ground);                   /* shadow below */
    assert_true((pixel_at(plane, 60, 30) & 255) > 200); /* rim above */
    assert_true((pixel_at(plane, 60, 87) & 255) + 10 < (pixel_at(plane, 60, 45) & 255));
    assert_int_equal(pixel_at(plane, 60, 94) >> 24, 255);
    cairo_surface_destroy(plane);
    cairo_surface_destroy(sheet);
}

static void art_prop__draws_every_prop(void **state) {
    (void)state;
    struct light light = light_for(0, HOUR_NOON, 0, 0, false);
    for (size_t i = 0; i < COUNT_OF(props); i++) {
        cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 80, 80);
        cairo_t *cr = cairo_create(surface);
        cairo_translate(cr, 40, 40);
        cairo_scale(cr, 72, 72);
        double x = 9, y = 9;
        if (!art_prop(art, props[i], &light, cr)) fail_msg("no prop %s", props[i]);
        cairo_destroy(cr);
        assert_true(art_prop_hold(art, props[i], &x, &y));
        assert_true(x >= -0.5 && x <= 0.5 && y >= -0.5 && y <= 0.5);
        double size = art_prop_size(art, props[i]);
        assert_true(size > 0.01 && size < 2);
        int drawn = 0;
        for (int k = 0; k < 6400; k++) drawn += pixel_at(surface, k % 80, k / 80) >> 24 > 128;
        if (drawn < 80) fail_msg("%s is nearly empty", props[i]);
        cairo_surface_destroy(surface);
    }
    assert_false(art_prop(art, "unobtainium", &light, NULL));
    assert_true(art_prop_size(art, "unobtainium") == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(art_set_id__knows_every_place_in_every_culture),
        cmocka_unit_test(art_set_id__chooses_by_culture),
        cmocka_unit_test(art_set_id__keeps_rooms_inside),
        cmocka_unit_test(art_set_id__shows_no_other_cultures_place),
        cmocka_unit_test(art_set_id__falls_back_for_places_nobody_drew),
        cmocka_unit_test(art_set__renders_every_drawing_at_every_hour),
        cmocka_unit_test(art_check__finds_nothing_in_our_own_pack),
        cmocka_unit_test(drawings__use_known_roles_only),
        cmocka_unit_test(art_set__gives_the_same_pixels_again),
        cmocka_unit_test(set_order_hash__changes_with_what_changes_the_picture),
        cmocka_unit_test(art_set__has_its_lamps_lit_at_night_only),
        cmocka_unit_test(art_set__lies_where_it_lies_at_any_scale),
        cmocka_unit_test(art_set__refuses_an_impossible_scale),
        cmocka_unit_test(relief_lay__casts_shadow_away_from_the_light_and_lights_the_near_edge),
        cmocka_unit_test(art_prop__draws_every_prop),
    };
    return cmocka_run_group_tests_name("set", tests, open_art, close_art);
}
