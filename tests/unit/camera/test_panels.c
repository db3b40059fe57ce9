/* Panels fill the frame without touching, whatever its form; only the speaker's mouth moves. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "camera/panels.h"
#include "fake_art.h"

static const int formats[][2] = {{1920, 1080}, {1920, 804},  {1080, 1920},
                                 {1080, 1080}, {1080, 1350}, {270, 480}};

static void assert_apart(const struct panel *a, const struct panel *b) {
    bool apart = a->x + a->width <= b->x || b->x + b->width <= a->x ||
                 a->y + a->height <= b->y || b->y + b->height <= a->y;
    assert_true(apart);
}

static void panels__lie_in_the_frame_and_apart(void **state) {
    (void)state;
    for (size_t f = 0; f < COUNT_OF(formats); f++)
        for (int layout = LAYOUT_SPLIT_50; layout <= LAYOUT_TABLE; layout++)
            for (size_t people = 2; people <= 4; people++) {
                struct fake_shot fake;
                struct panels panels;
                fake_shot_init(&fake, SHOT_PANELS, SIZE_MEDIUM_CLOSE, people, formats[f][0],
                               formats[f][1]);
                fake.shot.layout = (enum shot_layout)layout;
                panels_plan(&panels, &fake.order);
                assert_int_equal(panels.count, people);
                for (size_t i = 0; i < people; i++) {
                    const struct panel *panel = &panels.panel[i];
                    assert_true(panel->x >= 0 && panel->y >= 0);
                    assert_true(panel->x + panel->width <= formats[f][0]);
                    assert_true(panel->y + panel->height <= formats[f][1]);
                    assert_int_equal((panel->x | panel->y | panel->width | panel->height) & 1,
                                     0);
                    assert_ptr_equal(panel->order.shot, &panel->shot);
                    for (size_t k = layout == LAYOUT_INSET; k < i; k++)
                        assert_apart(panel, &panels.panel[k]);
                }
            }
}

static void panels__give_the_speaker_the_larger_side(void **state) {
    (void)state;
    for (int speaker = 0; speaker < 2; speaker++) {
        struct fake_shot fake;
        struct panels panels;
        fake_shot_init(&fake, SHOT_PANELS, SIZE_MEDIUM_CLOSE, 2, 1920, 1080);
        fake.shot.layout = LAYOUT_SPLIT_70;
        fake.shot.subject = fake.placements[speaker].character;
        panels_plan(&panels, &fake.order);
        double share = panels.panel[speaker].width / 1920.0;
        assert_true(share > 0.68 && share < 0.71);
        assert_int_equal(panels.panel[speaker].shot.subject, fake.shot.subject);
    }
}

struct look_at { /* how much black, as mouths are, comes and goes in each half */
    struct frame *first;
    int64_t changed[2];
};

static bool compare(void *data, int64_t index, const struct frame *frame, struct error *err) {
    (void)err;
    struct look_at *look = data;
    if (index == 0) look->first = frame_new(frame->width, frame->height);
    for (int y = 0; y < frame->height; y++)
        for (int x = 0; x < frame->width; x++) {
            uint8_t *then = look->first->planes[0] + (ptrdiff_t)y * look->first->strides[0] + x;
            uint8_t now = frame->planes[0][(ptrdiff_t)y * frame->strides[0] + x];
            if (index == 0) *then = now;
            look->changed[x >= frame->width / 2] += (*then < 24) != (now < 24);
        }
    return true;
}

static void panels__move_only_the_speakers_mouth(void **state) {
    (void)state;
    struct fake_shot fake;
    fake_shot_init(&fake, SHOT_PANELS, SIZE_MEDIUM_CLOSE, 2, 320, 180);
    fake.shot.layout = LAYOUT_SPLIT_50;
    fake.lines[0].character = fake.shot.subject = fake.placements[0].character;
    struct look_at look = {0};
    struct error err = {0};
    assert_true(camera_shooters[0]->shoot(NULL, &fake.order, 0, fake.shot.frames, NULL, compare,
                                          &look, &err));
    frame_free(look.first);
    assert_true(look.changed[0] > 0);
    assert_int_equal(look.changed[1], 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(panels__lie_in_the_frame_and_apart),
        cmocka_unit_test(panels__give_the_speaker_the_larger_side),
        cmocka_unit_test(panels__move_only_the_speakers_mouth),
    };
    return cmocka_run_group_tests_name("camera panels", tests, NULL, NULL);
}
