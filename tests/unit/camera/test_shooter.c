/* Shots as production orders them: the same frame whichever way it is asked for, names that
 * change with what shows and with nothing else, and golden frames.
 *
 * After a change that is meant to show: CAMERA_BLESS=1 meson test -C <build> --suite camera */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <cairo.h>
#include <pthread.h>

#include "base/file.h"
#include "base/memory.h"
#include "camera/shooter.h"
#include "fake_art.h"

struct kept { /* hashes of the frames that came */
    struct hash frames[64];
    int64_t next;
    int64_t stop_at;
};

static bool keep(void *sink_data, int64_t index, const struct frame *frame, struct error *err) {
    struct kept *kept = sink_data;
    struct hasher hasher;
    hasher_init(&hasher);
    for (int p = 0; p < 3; p++)
        for (int y = 0; y < frame->height / (p ? 2 : 1); y++)
            hasher_bytes(&hasher, frame->planes[p] + y * frame->strides[p],
                         (size_t)frame->width / (p ? 2 : 1));
    kept->frames[index & 63] = hasher_final(&hasher);
    kept->next = index + 1;
    if (kept->stop_at && index == kept->stop_at)
        return error_set(err, PROBLEM_NO_SPACE, "The disk is full.");
    return true;
}

static void shoot(const struct fake_shot *fake, int64_t from, int64_t to, struct kept *kept) {
    struct error err = {0};
    assert_true(
        camera_shooters[0]->shoot(NULL, &fake->order, from, to, NULL, keep, kept, &err));
}

static void shooter__gives_a_frame_whichever_range_it_is_asked_in(void **state) {
    (void)state;
    for (int variant = 0; variant < MOVE_COUNT * 2; variant++) {
        struct fake_shot fake;
        fake_shot_init(&fake, variant & 1 ? SHOT_OVER_SHOULDER : SHOT_TWO, SIZE_MEDIUM, 2, 192,
                       108);
        fake.shot.move = (enum camera_move)(variant / 2);
        fake.order.weather = (enum weather)(variant % WEATHER_COUNT);
        fake.placements[1].walk_frames = 20;
        fake.placements[1].x_end = 1.2;
        static struct kept all, part;
        memset(&all, 0, sizeof all);
        shoot(&fake, 0, 48, &all);
        static const int64_t starts[] = {1, 17, 31, 47};
        for (size_t i = 0; i < COUNT_OF(starts); i++) {
            memset(&part, 0, sizeof part);
            shoot(&fake, starts[i], 48, &part);
            for (int64_t frame = starts[i]; frame < 48; frame++)
                assert_memory_equal(&part.frames[frame], &all.frames[frame], HASH_SIZE);
        }
    }
}

struct job {
    struct fake_shot fake;
    struct kept kept;
};

static void *work(void *data) {
    struct job *job = data;
    struct error err;
    camera_shooters[0]->shoot(NULL, &job->fake.order, 0, 24, NULL, keep, &job->kept, &err);
    return NULL;
}

static void shooter__gives_the_same_in_several_threads_at_once(void **state) {
    (void)state;
    static struct job jobs[4];
    pthread_t threads[4];
    for (int i = 0; i < 4; i++) {
        fake_shot_init(&jobs[i].fake, SHOT_SINGLE, SIZE_CLOSE, 2, 192, 108);
        jobs[i].fake.shot.move = MOVE_PUSH_IN;
        assert_int_equal(pthread_create(&threads[i], NULL, work, &jobs[i]), 0);
    }
    for (int i = 0; i < 4; i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
    for (int i = 1; i < 4; i++)
        assert_memory_equal(jobs[i].kept.frames, jobs[0].kept.frames,
                            sizeof jobs[0].kept.frames);
    assert_int_equal(jobs[0].kept.next, 24);
}

static void shooter__mouths_follow_the_line(void **state) {
    (void)state;
    struct fake_shot fake;
    fake_shot_init(&fake, SHOT_SINGLE, SIZE_CLOSE, 1, 192, 108);
    fake.order.place = "studio"; /* nothing else moves there but the far trees */
    static struct kept kept;
    shoot(&fake, 0, 48, &kept);
    assert_memory_not_equal(&kept.frames[5], &kept.frames[8], HASH_SIZE);
}

static void shooter__stops_when_the_sink_does(void **state) {
    (void)state;
    struct fake_shot fake;
    fake_shot_init(&fake, SHOT_TWO, SIZE_FULL, 2, 96, 54);
    struct kept kept = {.stop_at = 3};
    struct error err = {0};
    assert_false(camera_shooters[0]->shoot(NULL, &fake.order, 0, 48, NULL, keep, &kept, &err));
    assert_int_equal(err.problem, PROBLEM_NO_SPACE);
    assert_int_equal(kept.next, 4);
    struct cancel cancel = {.asked = true};
    assert_false(
        camera_shooters[0]->shoot(NULL, &fake.order, 0, 48, &cancel, keep, &kept, &err));
    assert_int_equal(err.problem, PROBLEM_CANCELLED);
}

static void shooter__refuses_frames_that_the_shot_lacks(void **state) {
    (void)state;
    struct fake_shot fake;
    struct kept kept = {0};
    struct error err = {0};
    fake_shot_init(&fake, SHOT_TWO, SIZE_FULL, 2, 96, 54);
    assert_false(camera_shooters[0]->shoot(NULL, &fake.order, 40, 49, NULL, keep, &kept, &err));
    fake.order.width = 97;
    assert_false(camera_shooters[0]->shoot(NULL, &fake.order, 0, 1, NULL, keep, &kept, &err));
    assert_int_equal(err.problem, PROBLEM_USAGE);
}

static void shooter__makes_every_kind_in_every_format(void **state) {
    (void)state;
    static const int formats[][2] = {{192, 108}, {192, 80}, {108, 192}, {108, 108}, {108, 134}};
    static const char *const credits[] = {"Cast", "Meera\tAsha", "Story",
                                          "Written by\tSomebody"};
    for (int kind = 0; kind < SHOT_KIND_COUNT; kind++)
        for (size_t format = 0; format < COUNT_OF(formats); format++) {
            struct fake_shot fake;
            struct kept kept = {0};
            fake_shot_init(&fake, (enum shot_kind)kind, SIZE_MEDIUM, 2, formats[format][0],
                           formats[format][1]);
            fake.shot.prop = "lamp";
            fake.order.title = "விளக்கு";
            fake.order.byline = "दीपक, 灯, مصباح";
            fake.order.credits = credits, fake.order.credit_count = COUNT_OF(credits);
            fake.order.fps = (struct rational){60, 1};
            shoot(&fake, 10, 14, &kept);
            assert_int_equal(kept.next, 14);
        }
}

static void captions__show_between_their_frames(void **state) {
    (void)state;
    struct fake_shot fake;
    static struct kept with, without;
    fake_shot_init(&fake, SHOT_SINGLE, SIZE_MEDIUM, 1, 192, 108);
    shoot(&fake, 0, 30, &without);
    struct order_caption caption = {10, 20, "Hello.\nWho is there?"};
    fake.order.captions = &caption, fake.order.caption_count = 1;
    shoot(&fake, 0, 30, &with);
    for (int frame = 0; frame < 30; frame++) {
        bool same = memcmp(&with.frames[frame], &without.frames[frame], HASH_SIZE) == 0;
        assert_int_equal(same, frame < 10 || frame >= 20);
    }
}

static void captions__say_when_no_font_has_the_letters(void **state) {
    (void)state;
    struct fake_shot fake;
    struct kept kept = {0};
    struct error err = {0};
    fake_shot_init(&fake, SHOT_SINGLE, SIZE_MEDIUM, 1, 192, 108);
    struct order_caption caption = {0, 20, "\xf3\xb0\x80\x81"}; /* U+F0001, private use */
    fake.order.captions = &caption, fake.order.caption_count = 1;
    assert_false(camera_shooters[0]->shoot(NULL, &fake.order, 0, 1, NULL, keep, &kept, &err));
    assert_int_equal(err.problem, PROBLEM_UNAVAILABLE);
    assert_non_null(strstr(err.message, "font"));
}

/* ---- Names ---- */

static struct hash name_of(const struct fake_shot *fake) {
    return shot_order_hash(NULL, &fake->order);
}

#define ASSERT_NAME(changes, statement)                                \
    do {                                                               \
        struct fake_shot fake;                                         \
        fake_shot_init(&fake, SHOT_TWO, SIZE_MEDIUM, 2, 96, 54);       \
        struct hash before = name_of(&fake);                           \
        statement;                                                     \
        struct hash after = name_of(&fake);                            \
        assert_int_equal(hash_compare(&before, &after) != 0, changes); \
    } while (0)

static void shot_order_hash__changes_with_all_that_shows(void **state) {
    (void)state;
    static const struct stage_business business = {.act = ACT_NOD, .length = 10, .target = -1};
    static const struct order_caption caption = {0, 5, "Hello"};
    ASSERT_NAME(true, fake.shot.size = SIZE_CLOSE);
    ASSERT_NAME(true, fake.shot.kind = SHOT_GROUP);
    ASSERT_NAME(true, fake.shot.move = MOVE_PUSH_IN);
    ASSERT_NAME(true, fake.shot.move_amount = 0.2);
    ASSERT_NAME(true, fake.shot.frames = 49);
    ASSERT_NAME(true, fake.shot.subject = 1);
    ASSERT_NAME(true, fake.shot.prop = "lamp");
    ASSERT_NAME(true, fake.placements[1].x += 0.1);
    ASSERT_NAME(true, fake.placements[1].depth = 0.5);
    ASSERT_NAME(true, fake.placements[0].facing = -1);
    ASSERT_NAME(true, fake.placements[0].looks_at = -1);
    ASSERT_NAME(true, fake.placements[0].emotion = EMOTION_JOY);
    ASSERT_NAME(true, fake.placements[0].holds = "lamp");
    ASSERT_NAME(
        true, (fake.placements[0].business = &business, fake.placements[0].business_count = 1));
    ASSERT_NAME(true, fake.looks[1].height = 1.5);
    ASSERT_NAME(true, fake.lines[0].start++);
    ASSERT_NAME(true, fake.lines[0].intensity = 0.9);
    ASSERT_NAME(true, fake.lines[0].text = "Ah?");
    ASSERT_NAME(true, fake.cues[0].end++);
    ASSERT_NAME(true, fake.cues[0].mouth = MOUTH_EE);
    ASSERT_NAME(true, fake.order.place = "cafe");
    ASSERT_NAME(true, fake.order.weather = WEATHER_RAIN);
    ASSERT_NAME(true, fake.order.festive = true);
    ASSERT_NAME(true, (fake.order.captions = &caption, fake.order.caption_count = 1));
    ASSERT_NAME(true, fake.order.width = 98);
    ASSERT_NAME(true, fake.order.fps.num = 25);
    ASSERT_NAME(true, fake.order.seed++);
    ASSERT_NAME(true, fake.order.shot_seed++);
}

static void shot_order_hash__stays_with_what_does_not_show(void **state) {
    (void)state;
    ASSERT_NAME(false, fake.shot.scene = 4);
    ASSERT_NAME(false, fake.shot.number = 9);
    ASSERT_NAME(false, fake.shot.description = "Two people");
    ASSERT_NAME(false, fake.shot.script_line = 77);
    ASSERT_NAME(false, fake.shot_lines[0].line = 12);
    ASSERT_NAME(false, fake.shot.transition_in = TRANSITION_DISSOLVE);
    ASSERT_NAME(false, fake.order.title = "Another film");
    /* A new character before these two in the script. */
    ASSERT_NAME(false,
                (fake.placements[0].character = 5, fake.placements[1].character = 6,
                 fake.placements[0].looks_at = 6, fake.placements[1].looks_at = 5,
                 fake.shot.subject = 5, fake.shot.other = 6, fake.lines[0].character = 5));
}

/* ---- Golden frames ---- */

static double difference(cairo_surface_t *a, cairo_surface_t *b) {
    int width = cairo_image_surface_get_width(a), height = cairo_image_surface_get_height(a);
    if (width != cairo_image_surface_get_width(b) ||
        height != cairo_image_surface_get_height(b))
        return 255;
    double sum = 0;
    for (int y = 0; y < height; y++) {
        const uint8_t *p =
            cairo_image_surface_get_data(a) + y * cairo_image_surface_get_stride(a);
        const uint8_t *q =
            cairo_image_surface_get_data(b) + y * cairo_image_surface_get_stride(b);
        for (int x = 0; x < width; x++)
            for (int c = 0; c < 3; c++) sum += abs(p[4 * x + c] - q[4 * x + c]);
    }
    return sum / (3.0 * width * height);
}

static cairo_status_t next_bytes(void *closure, unsigned char *data, unsigned int size) {
    const void *bytes = reader_bytes(closure, size);
    if (!bytes) return CAIRO_STATUS_READ_ERROR;
    memcpy(data, bytes, size);
    return CAIRO_STATUS_SUCCESS;
}

static void assert_golden(const char *name, const struct fake_shot *fake, int64_t frame) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s.png", GOLDEN_DIR, name);
    struct buf png;
    struct error err = {0};
    buf_init(&png, 1 << 20);
    assert_true(camera_still(NULL, &fake->order, frame, &png, &err));
    if (getenv("CAMERA_BLESS")) {
        assert_true(file_write(path, png.bytes, png.size, &err));
    } else {
        struct reader reader = reader_over(png.bytes, png.size);
        cairo_surface_t *now = cairo_image_surface_create_from_png_stream(next_bytes, &reader);
        cairo_surface_t *then = cairo_image_surface_create_from_png(path);
        assert_int_equal(cairo_surface_status(then), CAIRO_STATUS_SUCCESS);
        double off = difference(now, then);
        cairo_surface_destroy(now);
        cairo_surface_destroy(then);
        if (off > 0.5) fail_msg("%s differs by %.2f levels on average", name, off);
    }
    buf_done(&png);
}

static void camera_still__matches_the_golden_frames(void **state) {
    (void)state;
    static const struct {
        const char *name;
        enum shot_kind kind;
        enum shot_size size;
        size_t people;
        enum camera_move move;
        enum weather weather;
    } cases[] = {
        {"establishing", SHOT_ESTABLISHING, SIZE_WIDE, 2, MOVE_PUSH_IN, WEATHER_CLEAR},
        {"two", SHOT_TWO, SIZE_MEDIUM, 2, MOVE_STATIC, WEATHER_CLEAR},
        {"over_shoulder", SHOT_OVER_SHOULDER, SIZE_MEDIUM_CLOSE, 2, MOVE_STATIC,
         WEATHER_CLOUDY},
        {"close", SHOT_SINGLE, SIZE_CLOSE, 1, MOVE_HANDHELD, WEATHER_CLEAR},
        {"snow", SHOT_GROUP, SIZE_FULL, 3, MOVE_STATIC, WEATHER_SNOW},
        {"fog", SHOT_SINGLE, SIZE_FULL, 1, MOVE_TRUCK_RIGHT, WEATHER_FOG},
        {"insert", SHOT_INSERT, SIZE_CLOSE, 0, MOVE_STATIC, WEATHER_CLEAR},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fake_shot fake;
        fake_shot_init(&fake, cases[i].kind, cases[i].size, cases[i].people, 192, 108);
        fake.shot.move = cases[i].move;
        fake.order.weather = cases[i].weather;
        fake.shot.prop = "lamp";
        if (cases[i].kind == SHOT_OVER_SHOULDER) fake.placements[1].view = VIEW_BACK;
        assert_golden(cases[i].name, &fake, 20);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shooter__gives_a_frame_whichever_range_it_is_asked_in),
        cmocka_unit_test(shooter__gives_the_same_in_several_threads_at_once),
        cmocka_unit_test(shooter__mouths_follow_the_line),
        cmocka_unit_test(shooter__stops_when_the_sink_does),
        cmocka_unit_test(shooter__refuses_frames_that_the_shot_lacks),
        cmocka_unit_test(shooter__makes_every_kind_in_every_format),
        cmocka_unit_test(captions__show_between_their_frames),
        cmocka_unit_test(captions__say_when_no_font_has_the_letters),
        cmocka_unit_test(shot_order_hash__changes_with_all_that_shows),
        cmocka_unit_test(shot_order_hash__stays_with_what_does_not_show),
        cmocka_unit_test(camera_still__matches_the_golden_frames),
    };
    return cmocka_run_group_tests_name("camera shooter", tests, NULL, NULL);
}
