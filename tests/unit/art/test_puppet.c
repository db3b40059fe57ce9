/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "art/people.h"
#include "art/person.h"
#include "art/sheet.h"

static struct art *art;
static struct light light;

static int open_packs(void **state) {
    (void)state;
    struct error err = {0};
    if (!art_open(NULL, 0, &art, &err)) print_error("%s (%s)\n", err.message, err.cause);
    light = light_for(CULTURE_WESTERN, HOUR_AFTERNOON, WEATHER_CLEAR, MOOD_NEUTRAL, false);
    return art ? 0 : -1;
}

static int close_packs(void **state) {
    (void)state;
    art_close(art);
    return 0;
}

static struct look someone(const char *outfit) {
    struct look k = {.age = AGE_ADULT,
                     .gender = GENDER_FEMALE,
                     .skin = 6,
                     .height = 1.66,
                     .hair = "wavy",
                     .hair_color = "#3a2318",
                     .iris = "#4a2d18",
                     .colors = {"#8e1f3c", "#1f6b4f", "#dca545"}};
    strncpy(k.outfit, outfit, sizeof k.outfit - 1);
    return k;
}

static struct puppet_state standing(void) {
    return (struct puppet_state){.pose = *art_pose(art, "stand"),
                                 .face = *art_expression(art, EMOTION_NEUTRAL),
                                 .mouth = *art_mouth(art, "Neutral"),
                                 .yaw = 32,
                                 .facing = 1};
}

static struct puppet *made(const struct look *look) {
    struct error err = {0};
    struct puppet *puppet = NULL;
    assert_true(art_puppet(art, look, false, &puppet, &err));
    return puppet;
}

enum { WIDTH = 260, HEIGHT = 360 };

static cairo_surface_t *drawn(struct puppet *puppet, const struct puppet_state *state) {
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
    cairo_t *cr = cairo_create(surface);
    cairo_translate(cr, WIDTH / 2., HEIGHT - 20);
    cairo_scale(cr, 180, 180);
    puppet_draw(puppet, cr, state, &light);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    return surface;
}

static size_t size_of(cairo_surface_t *surface) {
    return (size_t)cairo_image_surface_get_stride(surface) * HEIGHT;
}

static bool same(cairo_surface_t *a, cairo_surface_t *b) {
    return !memcmp(cairo_image_surface_get_data(a), cairo_image_surface_get_data(b),
                   size_of(a));
}

static size_t painted(cairo_surface_t *surface) {
    const unsigned char *bytes = cairo_image_surface_get_data(surface);
    size_t count = 0;
    for (size_t i = 3; i < size_of(surface); i += 4) count += bytes[i] > 200;
    return count;
}

/* Pixels that are not alike. */
static size_t difference(cairo_surface_t *a, cairo_surface_t *b) {
    const unsigned char *x = cairo_image_surface_get_data(a),
                        *y = cairo_image_surface_get_data(b);
    size_t count = 0;
    for (size_t i = 0; i < size_of(a); i += 4) count += memcmp(x + i, y + i, 4) != 0;
    return count;
}

static void puppet_draw__does_not_depend_on_what_was_drawn_before(void **state) {
    (void)state;
    struct look look = someone("sari");
    struct puppet *old = made(&look), *fresh = made(&look);
    struct puppet_state a = standing(), b = standing();
    b.pose = *art_pose(art, "wave");
    b.face = *art_expression(art, EMOTION_JOY);
    b.mouth = *art_mouth(art, "Ah");
    b.yaw = -20;
    cairo_surface_t *first = drawn(old, &a), *other = drawn(old, &b), *again = drawn(old, &a);
    cairo_surface_t *alone = drawn(fresh, &a);
    assert_false(same(first, other));
    assert_true(same(first, again));
    assert_true(same(first, alone));
    cairo_surface_destroy(first);
    cairo_surface_destroy(other);
    cairo_surface_destroy(again);
    cairo_surface_destroy(alone);
    puppet_free(old);
    puppet_free(fresh);
}

static void puppet_draw__keeps_the_light_in_the_world_when_facing_turns(void **state) {
    (void)state;
    struct look look = someone("shirt_trousers");
    struct puppet *puppet = made(&look);
    struct puppet_state right = standing(), left = standing();
    left.facing = -1;
    cairo_surface_t *a = drawn(puppet, &right), *b = drawn(puppet, &left);
    const uint32_t *p = (const void *)cairo_image_surface_get_data(a);
    const uint32_t *q = (const void *)cairo_image_surface_get_data(b);
    size_t mirrored = 0, solid = 0;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 1; x < WIDTH; x++) {
            uint32_t one = p[y * WIDTH + x], two = q[y * WIDTH + WIDTH - x];
            if (one >> 24 != 255 || two >> 24 != 255) continue;
            solid++;
            mirrored += one == two;
        }
    assert_true(solid > 3000);
    assert_true(mirrored < solid * 9 / 10); /* a mirrored picture would carry mirrored shade */
    cairo_surface_destroy(a);
    cairo_surface_destroy(b);
    puppet_free(puppet);
}

static void puppet_draw__stays_within_its_bounds(void **state) {
    (void)state;
    static const char *const poses[] = {"stand", "run1", "point", "cheer",
                                        "sit",   "bow",  "dance1"};
    struct look look = someone("gown");
    strcpy(look.headwear, "straw_hat");
    struct puppet *puppet = made(&look);
    for (size_t i = 0; i < COUNT_OF(poses); i++) {
        struct puppet_state s = standing();
        double x0, y0, x1, y1;
        s.pose = *art_pose(art, poses[i]);
        puppet_bounds(puppet, &s, &x0, &y0, &x1, &y1);
        cairo_surface_t *surface = drawn(puppet, &s);
        const unsigned char *bytes = cairo_image_surface_get_data(surface);
        int stride = cairo_image_surface_get_stride(surface);
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++) {
                double mx = (x + .5 - WIDTH / 2.) / 180, my = (y + .5 - HEIGHT + 20) / 180;
                if (mx > x0 - .02 && mx < x1 + .02 && my > y0 - .02 && my < y1 + .02) continue;
                assert_int_equal(bytes[y * stride + x * 4 + 3], 0);
            }
        cairo_surface_destroy(surface);
    }
    puppet_free(puppet);
}

static void puppet_draw__shows_every_outfit_hair_and_headwear(void **state) {
    (void)state;
    static const char *const outfits[] = {
        "sari",     "salwar",         "pavadai",      "lehenga", "veshti",       "kurta",
        "sherwani", "shirt_trousers", "tshirt_jeans", "dress",   "blouse_skirt", "suit",
        "coat",     "hoodie",         "kimono",       "hanfu",   "hanbok",       "thobe",
        "abaya",    "kaftan",         "agbada",       "dashiki", "boubou",       "wrapper",
        "tunic",    "cloak",          "gown",         "romper"};
    static const char *const hairs[] = {
        "buzz", "crop",    "short",    "side_part",   "receding", "curly_short",
        "afro", "locs",    "cornrows", "long",        "wavy",     "bob",
        "bun",  "top_bun", "braid",    "twin_braids", "ponytail", "tuft"};
    static const char *const headwear[] = {
        "turban", "hijab",  "shayla",    "ghutra",    "fila",  "gele", "headscarf",
        "cap",    "beanie", "straw_hat", "souwester", "crown", "hood"};
    static const char *const beards[] = {"stubble", "moustache", "short", "full", "long"};
    for (size_t i = 0; i < COUNT_OF(outfits); i++) {
        assert_non_null(people_outfit(art->people, outfits[i]));
        struct look look = someone(outfits[i]);
        strcpy(look.hair, hairs[i % COUNT_OF(hairs)]);
        struct puppet *puppet = made(&look);
        struct puppet_state s = standing();
        if (i % 3 == 1) s.pose = *art_pose(art, "sit");
        if (i % 5 == 2) s.yaw = 180;
        cairo_surface_t *surface = drawn(puppet, &s);
        assert_true(painted(surface) > 4000);
        cairo_surface_destroy(surface);
        puppet_free(puppet);
    }
    for (size_t i = 0; i < COUNT_OF(hairs); i++)
        assert_non_null(people_drawing(art->people, "hair", hairs[i]));
    for (size_t i = 0; i < COUNT_OF(headwear); i++)
        assert_non_null(people_drawing(art->people, "headwear", headwear[i]));
    for (size_t i = 0; i < COUNT_OF(beards); i++)
        assert_non_null(people_drawing(art->people, "beard", beards[i]));
}

static void art_puppet__takes_unknown_ids_and_odd_numbers(void **state) {
    (void)state;
    struct look look = someone("armour_of_glass");
    strcpy(look.hair, "mohawk");
    strcpy(look.headwear, "halo");
    look.skin = 99;
    look.build = NAN;
    look.height = -4;
    look.age = (enum age_band)77;
    struct puppet *puppet = made(&look);
    struct puppet_state s = standing();
    s.pose.spine = NAN;
    s.face.lid = INFINITY;
    s.yaw = 4000;
    s.holds_near = "no such thing";
    cairo_surface_t *surface = drawn(puppet, &s);
    cairo_surface_destroy(surface);
    puppet_free(puppet);
}

static void puppet_metrics__stand_in_the_right_order(void **state) {
    (void)state;
    for (int age = 0; age < AGE_COUNT; age++) {
        struct look look = someone("dress");
        look.age = (enum age_band)age;
        look.height = .7 + .12 * age;
        struct puppet *puppet = made(&look);
        struct puppet_metrics m = puppet_metrics(puppet);
        assert_true(fabs(m.height - look.height) < look.height * .08);
        assert_true(m.height > m.eye_y && m.eye_y > m.chin_y && m.chin_y >= m.shoulder_y - .06);
        assert_true(m.shoulder_y > m.hip_y && m.hip_y > m.knee_y && m.knee_y > 0);
        puppet_free(puppet);
    }
}

static void puppet__keeps_little_memory(void **state) {
    (void)state;
    struct look look = someone("sari");
    struct puppet *puppet = made(&look);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 1920, 1080);
    for (int i = 0; i < 24; i++) {
        struct puppet_state s = standing();
        s.yaw = (float)(i * 6);
        s.pose.shoulder_far = (float)(i * 5);
        cairo_t *cr = cairo_create(surface);
        cairo_translate(cr, 960, 1900);
        cairo_scale(cr, 1100, 1100);
        puppet_draw(puppet, cr, &s, &light);
        cairo_destroy(cr);
        assert_true(puppet->layer_bytes + puppet->paper.scratch_size < (size_t)64 << 20);
    }
    cairo_surface_destroy(surface);
    puppet_free(puppet);
}

static void art_tables__have_rows_of_their_own(void **state) {
    (void)state;
    static const char *const mouths[] = {"Neutral", "Ah", "D", "Ee", "F",  "L",
                                         "M",       "Oh", "R", "S",  "Uh", "W-Oo"};
    static const char *const poses[] = {
        "stand",        "sit",        "kneel",         "walk1",   "walk2", "walk3",
        "walk4",        "point",      "wave",          "namaste", "think", "shrug",
        "arms_crossed", "open_hands", "hand_on_chest", "carry",   "laugh", "cry"};
    for (int i = 1; i < EMOTION_COUNT; i++)
        for (int j = 0; j < i; j++)
            assert_memory_not_equal(art_expression(art, (enum emotion)i),
                                    art_expression(art, (enum emotion)j), sizeof(struct face));
    for (size_t i = 1; i < COUNT_OF(mouths); i++)
        assert_ptr_not_equal(art_mouth(art, mouths[i]), art_mouth(art, "Neutral"));
    for (size_t i = 1; i < COUNT_OF(poses); i++)
        assert_ptr_not_equal(art_pose(art, poses[i]), art_pose(art, "stand"));
    assert_ptr_equal(art_mouth(art, "Quack"), art_mouth(art, "Neutral"));
    assert_ptr_equal(art_pose(art, "levitate"), art_pose(art, "stand"));
}

static bool read_svg(const char *text, struct drawing *drawing, struct error *err) {
    struct pack_file file = {"people/hair/x.svg", text, strlen(text)};
    struct arena *arena = arena_new();
    bool ok = people_read_svg(arena, &file, drawing, err);
    if (ok && drawing->count) assert_true(isfinite(drawing->items[0].points[0].x));
    arena_free(arena);
    return ok;
}

static void people_read_svg__reads_the_subset_and_refuses_the_rest(void **state) {
    (void)state;
    struct drawing d = {0};
    struct error err = {0};
    assert_true(
        read_svg("<svg><g data-warp='patch'><path d='M0 0l10,0 0 10q5 5 -5 5c1 1 2 2 3 3z'/>"
                 "<circle r='4'/><script>x</script><image href='http://x'/></g></svg>",
                 &d, &err));
    assert_int_equal(d.count, 2);
    assert_false(read_svg("<svg><path d='M0 0 A 1 1 0 0 0 3 3'/></svg>", &d, &err));
    assert_int_equal(err.problem, PROBLEM_BAD_INPUT);
    assert_false(
        read_svg("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg><path d='&a;'/></svg>", &d, &err));
    assert_false(read_svg("<html/>", &d, &err));
    assert_false(read_svg("<svg><path d='M0 0", &d, &err));
    char *many = calloc(1, 20000);
    strcpy(many, "<svg>");
    for (int i = 0; i < 65; i++) strcat(many, "<circle r='1'/>");
    strcat(many, "</svg>");
    assert_false(read_svg(many, &d, &err));
    strcpy(many, "<svg><polygon points='");
    for (int i = 0; i < 900; i++) strcat(many, "1,2 ");
    strcat(many, "'/></svg>");
    assert_false(read_svg(many, &d, &err));
    free(many);
}

static void people_json__names_the_file_and_line(void **state) {
    (void)state;
    struct error err = {0};
    json_t *json;
    struct pack_file broken = {"people/mouths.json", "{\n\"a\": [1,\n}", 12};
    assert_false(people_json(&broken, &json, &err));
    assert_non_null(strstr(err.message, "people/mouths.json"));
    assert_int_equal(err.line, 3);
    struct pack_file list = {"people/mouths.json", "[1]", 3};
    assert_false(people_json(&list, &json, &err));
}

static void shape_tube_outline__has_no_gap_at_any_bend(void **state) {
    (void)state;
    for (int bend = -150; bend <= 150; bend += 10) {
        double a = radians(bend);
        struct tube tube = shape_tube((struct pt){0, 0}, (struct pt){0, 50},
                                      (struct pt){50 * sin(a), 50 + 50 * cos(a)}, 12, 10, 8);
        struct shape shape = {0};
        shape_tube_outline(&tube, &shape);
        struct box box = shape_box(&shape);
        assert_true(shape.n > 20 && shape.n < SHAPE_MAX);
        assert_true(box.x0 > -75 && box.x1 < 75 && box.y0 > -20 && box.y1 < 120);
        for (int i = 1; i < shape.n; i++)
            assert_true(
                hypot(shape.p[i].x - shape.p[i - 1].x, shape.p[i].y - shape.p[i - 1].y) < 40);
    }
}

static void puppet_draw__puts_a_seat_under_who_sits(void **state) {
    (void)state;
    struct look k = someone("dress");
    struct puppet *puppet = made(&k);
    struct puppet_state s = standing();
    s.pose = *art_pose(art, "sit");
    cairo_surface_t *none = drawn(puppet, &s);
    for (int seat = SEAT_STOOL; seat <= SEAT_CRATE; seat++) {
        s.seat = (enum seat)seat;
        cairo_surface_t *with = drawn(puppet, &s);
        assert_true(difference(none, with) > 200);
        cairo_surface_destroy(with);
    }
    s.pose = *art_pose(art, "stand");
    cairo_surface_t *gone =
        drawn(puppet, &s); /* without a height it is drawn for sitters only */
    s.seat = SEAT_NONE;
    cairo_surface_t *stands = drawn(puppet, &s);
    assert_int_equal(difference(gone, stands), 0);
    s.seat = SEAT_STOOL, s.seat_height = .45f;
    cairo_surface_t *stays = drawn(puppet, &s);
    assert_true(difference(stays, stands) > 50);
    cairo_surface_destroy(stays);
    cairo_surface_destroy(stands);
    cairo_surface_destroy(gone);
    cairo_surface_destroy(none);
    puppet_free(puppet);
}

static void puppet_draw__puts_a_bed_under_who_lies(void **state) {
    (void)state;
    struct look k = someone("dress");
    struct puppet *puppet = made(&k);
    struct puppet_state s = standing();
    s.pose = *art_pose(art, "lie");
    s.pose.seat = s.seat_height = .56f;
    cairo_surface_t *none = drawn(puppet, &s);
    s.seat = SEAT_BED;
    cairo_surface_t *bed = drawn(puppet, &s);
    assert_true(difference(none, bed) > 1000);
    s.pose = *art_pose(art, "stand"); /* who gets up leaves the bed there */
    cairo_surface_t *up = drawn(puppet, &s);
    s.seat = SEAT_NONE;
    cairo_surface_t *stands = drawn(puppet, &s);
    assert_true(difference(up, stands) > 500);
    cairo_surface_destroy(stands);
    cairo_surface_destroy(up);
    cairo_surface_destroy(bed);
    cairo_surface_destroy(none);
    puppet_free(puppet);
}

static void body_pose__brings_palms_together_for_every_age(void **state) {
    (void)state;
    for (int age = 0; age < AGE_COUNT; age++)
        for (int gender = 0; gender < 2; gender++) {
            struct build build =
                body_build(&art->people->builds[age], gender ? GENDER_MALE : GENDER_FEMALE,
                           (enum age_band)age, 0);
            struct body b;
            body_pose(&b, &build, 1000, 600, art_pose(art, "namaste"), 1, 32);
            double apart =
                hypot(b.wrist[NEAR].x - b.wrist[FAR].x, b.wrist[NEAR].y - b.wrist[FAR].y);
            assert_true(apart < .12 * b.head);
            assert_true(fabs(remainder(b.hand_turn[NEAR] - b.hand_turn[FAR], 2 * M_PI)) < .2);
            assert_true(b.elbow[FAR].x - b.shoulder_at[FAR].x < .45 * b.head);
        }
}

static void people_outfit__shows_other_sides_from_behind(void **state) {
    (void)state;
    const struct outfit *sari = people_outfit(art->people, "sari");
    assert_non_null(sari->back);
    assert_null(sari->back->back);
    for (int i = 0; i < sari->count; i++) assert_string_not_equal(sari->parts[i].view, "back");
    int behind = 0;
    for (int i = 0; i < sari->back->count; i++) {
        assert_string_not_equal(sari->back->parts[i].view, "front");
        behind += !strcmp(sari->back->parts[i].view, "back");
    }
    assert_true(behind > 0);
}

/* Between crown and nape there is hair; a face is never seen. */
static void puppet_draw__shows_hair_from_behind(void **state) {
    (void)state;
    static const char *const hairs[] = {"short", "side_part", "crop", "bun", "afro", "bob"};
    for (size_t i = 0; i < COUNT_OF(hairs); i++) {
        struct look k = someone("dress");
        strcpy(k.hair, hairs[i]);
        strcpy(k.hair_color, "#20c020");
        struct puppet *puppet = made(&k);
        struct puppet_metrics m = puppet_metrics(puppet);
        struct puppet_state s = standing();
        s.yaw = 180;
        cairo_surface_t *surface = drawn(puppet, &s);
        const unsigned char *data = cairo_image_surface_get_data(surface);
        int stride = cairo_image_surface_get_stride(surface);
        for (double v = -.3; v <= .2; v += .1) {
            int y = (int)(HEIGHT - 20 - (m.eye_y - v * m.head_height) * 180);
            const unsigned char *pixel = data + y * stride + WIDTH / 2 * 4;
            assert_true(pixel[1] > pixel[2] + 20); /* green above red */
        }
        cairo_surface_destroy(surface);
        puppet_free(puppet);
    }
}

static void art_sheet_people__draws_every_sheet(void **state) {
    (void)state;
    for (int i = 0; i < SHEET_COUNT; i++) {
        struct buf png;
        struct error err = {0};
        buf_init(&png, 16 << 20);
        assert_true(art_sheet_people(art, (enum people_sheet)i, &png, &err));
        assert_true(png.size > 100000);
        assert_true(art_sheet_name((enum people_sheet)i)[0]);
        buf_done(&png);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(puppet_draw__does_not_depend_on_what_was_drawn_before),
        cmocka_unit_test(puppet_draw__keeps_the_light_in_the_world_when_facing_turns),
        cmocka_unit_test(puppet_draw__stays_within_its_bounds),
        cmocka_unit_test(puppet_draw__shows_every_outfit_hair_and_headwear),
        cmocka_unit_test(art_puppet__takes_unknown_ids_and_odd_numbers),
        cmocka_unit_test(puppet_metrics__stand_in_the_right_order),
        cmocka_unit_test(puppet__keeps_little_memory),
        cmocka_unit_test(art_tables__have_rows_of_their_own),
        cmocka_unit_test(people_read_svg__reads_the_subset_and_refuses_the_rest),
        cmocka_unit_test(people_json__names_the_file_and_line),
        cmocka_unit_test(shape_tube_outline__has_no_gap_at_any_bend),
        cmocka_unit_test(puppet_draw__puts_a_seat_under_who_sits),
        cmocka_unit_test(puppet_draw__puts_a_bed_under_who_lies),
        cmocka_unit_test(body_pose__brings_palms_together_for_every_age),
        cmocka_unit_test(people_outfit__shows_other_sides_from_behind),
        cmocka_unit_test(puppet_draw__shows_hair_from_behind),
        cmocka_unit_test(art_sheet_people__draws_every_sheet),
    };
    return cmocka_run_group_tests(tests, open_packs, close_packs);
}
