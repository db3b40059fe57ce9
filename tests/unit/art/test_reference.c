#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "art/puppet.h"
#include "art/reference.h"
#include "base/buf.h"
#include "base/memory.h"

static struct art *art;

static int open_art(void **state) {
    (void)state;
    struct error err = {0};
    if (!art_open(NULL, 0, &art, &err)) fail_msg("%s", err.message);
    return 0;
}

static int close_art(void **state) {
    (void)state;
    art_close(art);
    return 0;
}

static cairo_status_t add(void *to, const unsigned char *bytes, unsigned size) {
    buf_add(to, bytes, size);
    return CAIRO_STATUS_SUCCESS;
}

/* A portrait of a puppet before a wall, as a PNG. */
static void portrait(const struct look *look, double wall, struct buf *png) {
    struct puppet *puppet;
    struct error err;
    assert_true(art_puppet(art, look, false, &puppet, &err));
    struct puppet_metrics m = puppet_metrics(puppet);
    double scale = 160 / m.head_height;
    struct puppet_state state = {.pose = *art_pose(art, "stand"),
                                 .face = *art_expression(art, EMOTION_NEUTRAL),
                                 .mouth = *art_mouth(art, "Neutral"),
                                 .yaw = 10,
                                 .facing = 1};
    struct light light =
        light_for(CULTURE_WESTERN, HOUR_NOON, WEATHER_CLEAR, MOOD_NEUTRAL, false);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 420, 480);
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, wall, wall, wall * 1.06);
    cairo_paint(cr);
    cairo_translate(cr, 210, 170 + m.eye_y * scale);
    cairo_scale(cr, scale, scale);
    puppet_draw(puppet, cr, &state, &light);
    cairo_destroy(cr);
    assert_int_equal(cairo_surface_write_to_png_stream(surface, add, png),
                     CAIRO_STATUS_SUCCESS);
    cairo_surface_destroy(surface);
    puppet_free(puppet);
}

static double apart(const char *a, const char *b) {
    struct oklab p = oklab_from_rgb(rgb_from_hex(a)), q = oklab_from_rgb(rgb_from_hex(b));
    return sqrt((double)((p.l - q.l) * (p.l - q.l) + (p.a - q.a) * (p.a - q.a) +
                         (p.b - q.b) * (p.b - q.b)));
}

static void art_reference__takes_skin_hair_and_colours_over(void **state) {
    (void)state;
    static const struct {
        int skin;
        enum gender gender;
        const char *hair, *hair_color, *outfit, *main;
        double wall;
    } people[] = {{2, GENDER_FEMALE, "long", "#6b4526", "sweater", "#2f7d52", .86},
                  {3, GENDER_MALE, "short", "#b5843f", "suit", "#2f3b8a", .45},
                  {5, GENDER_FEMALE, "lob", "#241a15", "kurta", "#7a1f5c", .8},
                  {6, GENDER_MALE, "short", "#17120f", "shirt_trousers", "#3f7fa8", .9},
                  {8, GENDER_MALE, "crop", "#17120f", "kaftan", "#e0b02e", .7},
                  {9, GENDER_FEMALE, "long", "#1d1614", "tshirt_jeans", "#c0392b", .75}};
    for (size_t i = 0; i < COUNT_OF(people); i++) {
        struct look look = {.age = AGE_ADULT, .gender = people[i].gender, .seed = i};
        look.skin = people[i].skin;
        snprintf(look.hair, sizeof look.hair, "%s", people[i].hair);
        snprintf(look.hair_color, sizeof look.hair_color, "%s", people[i].hair_color);
        snprintf(look.iris, sizeof look.iris, "#3a2417");
        snprintf(look.outfit, sizeof look.outfit, "%s", people[i].outfit);
        snprintf(look.colors[0], 8, "%s", people[i].main);
        snprintf(look.colors[1], 8, "#e8dcc4");
        snprintf(look.colors[2], 8, "#8a5a3c");
        struct buf png;
        struct error err = {0};
        buf_init(&png, 4 << 20);
        portrait(&look, people[i].wall, &png);
        struct look_reference seen = {0};
        if (!art_reference_read(png.bytes, png.size, &seen, &err)) fail_msg("%s", err.message);
        print_message("# skin %d seen %d, hair %s %s seen %s %s, wears %s seen %s\n", look.skin,
                      seen.skin, look.hair, look.hair_color, seen.hair, seen.hair_color,
                      look.colors[0], seen.color_count ? seen.colors[0] : "nothing");
        assert_true(abs(seen.skin - look.skin) <= 1);
        assert_true(apart(seen.hair_color, look.hair_color) < .12);
        assert_true(seen.color_count > 0);
        assert_true(apart(seen.colors[0], look.colors[0]) < .14);
        bool is_long = !strcmp(look.hair, "long") || !strcmp(look.hair, "lob");
        assert_true(is_long == (strcmp(seen.hair, "short") != 0));
        buf_done(&png);
    }
}

static void art_reference__refuses_what_is_no_picture(void **state) {
    (void)state;
    struct look_reference seen = {0};
    struct error err = {0};
    assert_false(art_reference_read("GIF89a......", 12, &seen, &err));
    assert_int_equal(err.problem, PROBLEM_BAD_INPUT);
    assert_false(art_reference_read("\xff\xd8\xff\xe0nothing", 11, &seen, &err));
    assert_int_equal(err.problem, PROBLEM_BAD_INPUT);
    AUTO_FREE char *large = xcalloc(PHOTO_MAX_BYTES + 1, 1);
    assert_false(art_reference_read(large, PHOTO_MAX_BYTES + 1, &seen, &err));
    assert_int_equal(err.problem, PROBLEM_TOO_LARGE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(art_reference__takes_skin_hair_and_colours_over),
        cmocka_unit_test(art_reference__refuses_what_is_no_picture),
    };
    return cmocka_run_group_tests(tests, open_art, close_art);
}
