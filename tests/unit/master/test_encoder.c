#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/memory.h"
#include "master/piece.h"
#include "sample_film.h"

static struct piece_format small_format(void) {
    return piece_format_default(160, 90, (struct rational){24, 1});
}

static void encoder__gives_the_same_bytes_for_the_same_frames(void **state) {
    (void)state;
    struct piece_format format = small_format();
    struct buf a, b;
    sample_piece(&format, 1, 0, 25, LOOK_MOVING, &a);
    sample_piece(&format, 1, 0, 25, LOOK_MOVING, &b);
    assert_int_equal(a.size, b.size);
    assert_memory_equal(a.bytes, b.bytes, a.size);
    buf_done(&a);
    buf_done(&b);
}

static void encoder__keeps_every_frame_once_and_starts_with_a_key(void **state) {
    (void)state;
    struct piece_format format = small_format();
    struct buf bytes;
    sample_piece(&format, 2, 0, 120, LOOK_MOVING, &bytes);
    struct piece piece;
    struct error err;
    assert_true(piece_read(bytes.bytes, bytes.size, &piece, &err));
    assert_int_equal(piece.packet_count, 120);
    assert_true(piece.packets[0].key);
    assert_true(piece.packets[0].pts == 0);
    int keys = 0;
    for (uint32_t i = 0; i < piece.packet_count; i++) keys += piece.packets[i].key;
    assert_true(keys >= 3); /* at least every two seconds */
    piece_done(&piece);
    buf_done(&bytes);
}

static void encoder__refuses_what_it_cannot_make(void **state) {
    (void)state;
    struct piece_format odd = small_format(), preset = small_format();
    odd.width = 161;
    preset.preset = "warp";
    struct encoder *encoder = NULL;
    struct error err;
    assert_false(encoder_open(&odd, &encoder, &err));
    assert_int_equal(err.problem, PROBLEM_USAGE);
    assert_false(encoder_open(&preset, &encoder, &err));
    assert_int_equal(err.problem, PROBLEM_USAGE);
    struct piece_format format = small_format();
    assert_true(encoder_open(&format, &encoder, &err));
    struct frame *frame = sample_frame_new(320, 180);
    assert_false(encoder_frame(encoder, frame, &err));
    struct buf out;
    assert_false(encoder_finish(encoder, &out, &err)); /* no frames */
    encoder_close(encoder);
    sample_frame_free(frame);
}

static void piece_read__notices_any_damage(void **state) {
    (void)state;
    struct piece_format format = small_format();
    struct buf bytes;
    sample_piece(&format, 0, 0, 4, LOOK_MOVING, &bytes);
    struct piece piece;
    struct error err;
    for (size_t size = 0; size < bytes.size; size += size < 400 ? 1 : 97) {
        char *cut = xcalloc(1, size + 1);
        memcpy(cut, bytes.bytes, size);
        assert_false(piece_read(cut, size, &piece, &err));
        assert_int_equal(err.problem, PROBLEM_DAMAGED);
        free(cut);
    }
    for (size_t at = 0; at < bytes.size; at += at < 400 ? 1 : 41) {
        bytes.bytes[at] ^= 0x55;
        assert_false(piece_read(bytes.bytes, bytes.size, &piece, &err));
        bytes.bytes[at] ^= 0x55;
    }
    assert_true(piece_read(bytes.bytes, bytes.size, &piece, &err));
    piece_done(&piece);
    buf_done(&bytes);
}

/* Bytes whose check sum is right, but whose table lies. */
static void piece_read__believes_no_table(void **state) {
    (void)state;
    const uint8_t configuration[16] = {1, 100, 0, 30};
    const struct piece_packet lies[][2] = {
        {{.size = 4, .key = false, .pts = 0, .dts = -1}, {.size = 4, .pts = 1, .dts = 0}},
        {{.size = 4, .key = true, .pts = 0, .dts = -1}, {.size = 4, .pts = 0, .dts = 0}},
        {{.size = 4, .key = true, .pts = 0, .dts = -1}, {.size = 4, .pts = 7, .dts = 0}},
        {{.size = 4, .key = true, .pts = 0, .dts = 0}, {.size = 4, .pts = 1, .dts = 0}},
        {{.size = 4, .key = true, .pts = 0, .dts = -1}, {.size = 5, .pts = 1, .dts = 0}},
        {{.size = UINT32_MAX, .key = true, .pts = 0, .dts = -1},
         {.size = 9, .pts = 1, .dts = 0}},
    };
    for (size_t i = 0; i < COUNT_OF(lies); i++) {
        struct piece made = {.width = 160,
                             .height = 90,
                             .fps = {24, 1},
                             .configuration = configuration,
                             .configuration_size = sizeof configuration,
                             .packets = (struct piece_packet *)lies[i],
                             .packet_count = 2},
                     read;
        struct buf bytes;
        struct error err;
        piece_write(&made, "12345678", 8, &bytes);
        assert_false(piece_read(bytes.bytes, bytes.size, &read, &err));
        assert_int_equal(err.problem, PROBLEM_DAMAGED);
        buf_done(&bytes);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encoder__gives_the_same_bytes_for_the_same_frames),
        cmocka_unit_test(encoder__keeps_every_frame_once_and_starts_with_a_key),
        cmocka_unit_test(encoder__refuses_what_it_cannot_make),
        cmocka_unit_test(piece_read__notices_any_damage),
        cmocka_unit_test(piece_read__believes_no_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
