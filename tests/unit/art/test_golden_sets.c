/* Golden frames of every set: noon and night, small, in the culture that it suits best.
 *
 * After a change that is meant to show: ART_BLESS=1 meson test -C <build> --suite art */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdio.h>
#include <stdlib.h>

#include "art/set.h"
#include "base/memory.h"

enum { WIDTH = 128, HEIGHT = 72 };
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

static void draw(cairo_t *cr, const struct set_order *order) {
    struct set *set;
    struct error err;
    if (!art_set(art, order, &set, &err)) fail_msg("%s", err.message);
    for (size_t i = 0; i < set->plane_count; i++) {
        const struct set_plane *plane = &set->planes[i];
        cairo_set_operator(cr, plane->blend == BLEND_SCREEN     ? CAIRO_OPERATOR_SCREEN
                               : plane->blend == BLEND_MULTIPLY ? CAIRO_OPERATOR_MULTIPLY
                                                                : CAIRO_OPERATOR_OVER);
        cairo_set_source_surface(cr, plane->surface, plane->x * scale, plane->y * scale);
        cairo_paint(cr);
    }
    set_free(set);
}

/* Noon on the left, night on the right. */
static cairo_surface_t *picture_of(const char *id) {
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, 2 * WIDTH, HEIGHT);
    cairo_t *cr = cairo_create(surface);
    struct set_order order;
    assert_true(art_set_example(art, id, &order));
    order.scale = scale;
    for (int i = 0; i < 2; i++) {
        order.hour = i ? HOUR_NIGHT : HOUR_NOON;
        cairo_save(cr);
        cairo_rectangle(cr, i * WIDTH, 0, WIDTH, HEIGHT);
        cairo_clip(cr);
        cairo_translate(cr, i * WIDTH, 0);
        draw(cr, &order);
        cairo_restore(cr);
    }
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    return surface;
}

/* Mean difference of the channels; the worst when they differ in size. */
static double difference(cairo_surface_t *a, cairo_surface_t *b) {
    if (cairo_image_surface_get_width(b) != 2 * WIDTH ||
        cairo_image_surface_get_height(b) != HEIGHT)
        return 255;
    double sum = 0;
    for (int y = 0; y < HEIGHT; y++) {
        const unsigned char *p =
            cairo_image_surface_get_data(a) + y * cairo_image_surface_get_stride(a);
        const unsigned char *q =
            cairo_image_surface_get_data(b) + y * cairo_image_surface_get_stride(b);
        for (int x = 0; x < 2 * WIDTH * 4; x++)
            if (x % 4 != 3) sum += abs(p[x] - q[x]);
    }
    return sum / (2.0 * WIDTH * HEIGHT * 3);
}

static void art_set__matches_the_golden_frames(void **state) {
    (void)state;
    for (size_t i = 0; i < art_set_count(art); i++) {
        const char *id = art_set_name(art, i);
        cairo_surface_t *now = picture_of(id);
        char path[300];
        snprintf(path, sizeof path, "%s_sets/%s.png", GOLDEN_DIR, id);
        if (getenv("ART_BLESS")) {
            assert_int_equal(cairo_surface_write_to_png(now, path), CAIRO_STATUS_SUCCESS);
        } else {
            cairo_surface_t *then = cairo_image_surface_create_from_png(path);
            if (cairo_surface_status(then) != CAIRO_STATUS_SUCCESS)
                fail_msg("There is no golden frame of %s.", id);
            double off = difference(now, then);
            if (off > 1) fail_msg("%s differs by %.2f levels on average", id, off);
            cairo_surface_destroy(then);
        }
        cairo_surface_destroy(now);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(art_set__matches_the_golden_frames)};
    return cmocka_run_group_tests_name("golden_sets", tests, open_art, close_art);
}
