/* Golden pictures of every garment and every expression, small. After a change that is meant to
 * show, look at `film art sheet outfits` and `film art sheet expressions`, then:
 *     ART_BLESS=1 meson test -C build golden */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "art/people.h"
#include "base/memory.h"

enum { OUTFIT_W = 44, OUTFIT_H = 68, FACE_W = 56, FACE_H = 56, ACROSS = 16 };

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

static struct look somebody(enum age_band age, const char *outfit) {
    struct look look = {.age = age, .gender = GENDER_FEMALE, .skin = 5, .seed = 3};
    snprintf(look.hair, sizeof look.hair, "%s", age == AGE_BABY ? "tuft" : "lob");
    snprintf(look.hair_color, sizeof look.hair_color, "#2a1c1e");
    snprintf(look.iris, sizeof look.iris, "#3a2417");
    snprintf(look.outfit, sizeof look.outfit, "%s", outfit);
    snprintf(look.colors[0], 8, "#2f6d78");
    snprintf(look.colors[1], 8, "#e0b35a");
    snprintf(look.colors[2], 8, "#b8433f");
    return look;
}

/* Draws with the feet, or the head's middle when `close`, at x, y. */
static void draw(cairo_t *cr, const struct look *look, const struct puppet_state *state,
                 double x, double y, double pixels, bool close) {
    struct puppet *puppet;
    struct error err;
    struct light light =
        light_for(CULTURE_WESTERN, HOUR_NOON, WEATHER_CLEAR, MOOD_NEUTRAL, false);
    if (!art_puppet(art, look, false, &puppet, &err)) fail_msg("%s", err.message);
    struct puppet_metrics m = puppet_metrics(puppet);
    double scale = close ? pixels / m.head_height : pixels / m.height;
    cairo_save(cr);
    cairo_translate(cr, x, close ? y + m.eye_y * scale : y);
    cairo_scale(cr, scale, scale);
    puppet_draw(puppet, cr, state, &light);
    cairo_restore(cr);
    puppet_free(puppet);
}

static struct puppet_state rest(void) {
    return (struct puppet_state){.pose = *art_pose(art, "stand"),
                                 .face = *art_expression(art, EMOTION_NEUTRAL),
                                 .mouth = *art_mouth(art, "Neutral"),
                                 .yaw = 32,
                                 .facing = 1};
}

static cairo_surface_t *board(int count, int width, int height, cairo_t **cr) {
    int rows = (count + ACROSS - 1) / ACROSS;
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, ACROSS * width, rows * height);
    *cr = cairo_create(surface);
    cairo_set_source_rgb(*cr, .55, .54, .53);
    cairo_paint(*cr);
    return surface;
}

static void clip(cairo_t *cr, int i, int width, int height) {
    cairo_reset_clip(cr);
    cairo_rectangle(cr, i % ACROSS * width, i / ACROSS * height, width, height);
    cairo_clip(cr);
}

/* Mean difference of a channel in one tile. */
static double difference(cairo_surface_t *a, cairo_surface_t *b, int i, int k, int width,
                         int height) {
    const unsigned char *p = cairo_image_surface_get_data(a),
                        *q = cairo_image_surface_get_data(b);
    int stride_a = cairo_image_surface_get_stride(a),
        stride_b = cairo_image_surface_get_stride(b);
    int64_t sum = 0;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width * 4; x++) {
            if (x % 4 == 3) continue;
            int at_a = (i / ACROSS * height + y) * stride_a + i % ACROSS * width * 4 + x;
            int at_b = (k / ACROSS * height + y) * stride_b + k % ACROSS * width * 4 + x;
            sum += abs(p[at_a] - q[at_b]);
        }
    return (double)sum / (3. * width * height);
}

static void assert_golden(cairo_surface_t *surface, const char *name, int count, int width,
                          int height, const char *(*name_of)(int)) {
    char path[512];
    cairo_surface_flush(surface);
    snprintf(path, sizeof path, "%s/%s.png", GOLDEN_DIR, name);
    if (getenv("ART_BLESS")) {
        assert_int_equal(cairo_surface_write_to_png(surface, path), CAIRO_STATUS_SUCCESS);
        return;
    }
    cairo_surface_t *golden = cairo_image_surface_create_from_png(path);
    if (cairo_surface_status(golden) != CAIRO_STATUS_SUCCESS)
        fail_msg("%s cannot be read; see the head of this file", path);
    if (cairo_image_surface_get_height(golden) != cairo_image_surface_get_height(surface) ||
        cairo_image_surface_get_width(golden) != cairo_image_surface_get_width(surface))
        fail_msg("there are more or fewer %s now; see the head of this file", name);
    int wrong = 0;
    for (int i = 0; i < count; i++) {
        double mean = difference(surface, golden, i, i, width, height);
        if (mean <= 1.5) continue;
        print_error("%s: %s looks different (%.1f of 255)\n", name, name_of(i), mean);
        wrong++;
    }
    cairo_surface_destroy(golden);
    assert_int_equal(wrong, 0);
}

static const char *outfit_name(int i) {
    return art->people->outfits[i].name;
}

static void puppet__wears_every_garment_as_in_the_golden_picture(void **state) {
    (void)state;
    int count = art->people->outfit_count;
    cairo_t *cr;
    cairo_surface_t *surface = board(count, OUTFIT_W, OUTFIT_H, &cr);
    struct puppet_state s = rest();
    for (int i = 0; i < count; i++) {
        struct look look = somebody(AGE_ADULT, outfit_name(i));
        clip(cr, i, OUTFIT_W, OUTFIT_H);
        draw(cr, &look, &s, (i % ACROSS + .46) * OUTFIT_W, (i / ACROSS + 1) * OUTFIT_H - 4, 60,
             false);
    }
    cairo_destroy(cr);
    assert_golden(surface, "outfits", count, OUTFIT_W, OUTFIT_H, outfit_name);
    cairo_surface_destroy(surface);
}

static const char *face_name(int i) {
    static const char *const names[EMOTION_COUNT] = {
        "neutral",  "joy",     "respect",    "sadness",   "anger",
        "surprise", "fear",    "determined", "confident", "attentive",
        "wise",     "excited", "calm",       "disgust",   "love"};
    return i < EMOTION_COUNT ? names[i] : art->people->more_faces[i - EMOTION_COUNT].name;
}

static cairo_surface_t *faces(enum age_band age, int count) {
    cairo_t *cr;
    cairo_surface_t *surface = board(count, FACE_W, FACE_H, &cr);
    for (int i = 0; i < count; i++) {
        struct puppet_state s = rest();
        struct look look = somebody(age, age == AGE_BABY ? "romper" : "sweater");
        s.face = *art_face(art, face_name(i));
        clip(cr, i, FACE_W, FACE_H);
        draw(cr, &look, &s, (i % ACROSS + .5) * FACE_W, (i / ACROSS + .52) * FACE_H, 50, true);
    }
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    return surface;
}

static void puppet__feels_as_in_the_golden_picture(void **state) {
    (void)state;
    int count = EMOTION_COUNT + art->people->more_face_count;
    cairo_surface_t *grown = faces(AGE_ADULT, count), *baby = faces(AGE_BABY, count);
    assert_golden(grown, "faces", count, FACE_W, FACE_H, face_name);
    assert_golden(baby, "baby_faces", count, FACE_W, FACE_H, face_name);
    cairo_surface_destroy(grown);
    cairo_surface_destroy(baby);
}

static void puppet__no_two_feelings_look_alike(void **state) {
    (void)state;
    cairo_surface_t *grown = faces(AGE_ADULT, EMOTION_COUNT);
    double least = 255;
    for (int i = 0; i < EMOTION_COUNT; i++)
        for (int k = 0; k < i; k++) {
            double apart = difference(grown, grown, i, k, FACE_W, FACE_H);
            if (apart < 2.5)
                print_error("%s and %s differ by %.2f only\n", face_name(i), face_name(k),
                            apart);
            least = fmin(least, apart);
        }
    print_message("# the two feelings nearest to each other differ by %.2f of 255\n", least);
    assert_true(least >= 2.5);
    cairo_surface_destroy(grown);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(puppet__wears_every_garment_as_in_the_golden_picture),
        cmocka_unit_test(puppet__feels_as_in_the_golden_picture),
        cmocka_unit_test(puppet__no_two_feelings_look_alike),
    };
    return cmocka_run_group_tests(tests, open_art, close_art);
}
