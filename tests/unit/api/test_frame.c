#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "api/frame.h"
#include "base/random.h"

static unsigned char payload[FRAME_PAYLOAD_MAX];
static struct frame frame;

/* The masked "Hello" of RFC 6455, 5.7. */
static const char hello[] = "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58";

static void frame_read__unmasks_the_standards_hello(void **state) {
    (void)state;
    assert_int_equal(frame_read(hello, 11, &frame, payload), FRAME_READ);
    assert_int_equal(frame.opcode, FRAME_TEXT);
    assert_true(frame.final);
    assert_int_equal(frame.used, 11);
    assert_memory_equal(payload, "Hello", 5);
}

static void frame_read__waits_for_the_rest(void **state) {
    (void)state;
    for (size_t size = 0; size < 11; size++)
        assert_int_equal(frame_read(hello, size, &frame, payload), FRAME_MORE);
}

static void frame_read__refuses_what_clients_may_not_send(void **state) {
    (void)state;
    static const char *const broken[] = {
        "\x81\x05Hello",     /* unmasked */
        "\xc1\x85zzzzHello", /* a reserved bit */
        "\x83\x80zzzz",      /* an unknown opcode */
        "\x09\x80zzzz",      /* a control frame that is cut */
        "\x89\xfe\x01\x01",  /* a ping of 257 bytes */
        "\x82\xff\x7f\x7f",  /* 64-bit length */
        "\x82\xfe\x7f\x7f",  /* over the bound */
    };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        assert_int_equal(frame_read(broken[i], strlen(broken[i]), &frame, payload),
                         FRAME_BROKEN);
}

static void frame_read__stays_inside_any_bytes(void **state) {
    (void)state;
    struct random random = random_seed(7);
    for (int i = 0; i < 20000; i++) {
        unsigned char bytes[64];
        size_t size = random_below(&random, sizeof bytes);
        for (size_t j = 0; j < size; j++) bytes[j] = (unsigned char)random_next(&random);
        if (frame_read(bytes, size, &frame, payload) == FRAME_READ)
            assert_true(frame.used <= size && frame.size <= FRAME_PAYLOAD_MAX);
    }
}

static void frame_write__chooses_the_shortest_length(void **state) {
    (void)state;
    static char large[70000];
    static const struct {
        size_t size, head;
    } cases[] = {{0, 2}, {125, 2}, {126, 4}, {65535, 4}, {65536, 10}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        buf_init(&out, 1 << 20);
        frame_write(&out, FRAME_TEXT, large, cases[i].size);
        assert_int_equal(out.size, cases[i].head + cases[i].size);
        buf_done(&out);
    }
}

static void frame_accept__gives_the_standards_answer(void **state) {
    (void)state;
    char accept[FRAME_ACCEPT_SIZE];
    assert_true(frame_accept("dGhlIHNhbXBsZSBub25jZQ==", accept));
    assert_string_equal(accept, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    assert_false(frame_accept("dGhlIHNhbXBsZSBub25jZQ=", accept));
    assert_false(frame_accept("not a key of 16 bytes!!!", accept));
    assert_false(frame_accept(NULL, accept));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frame_read__unmasks_the_standards_hello),
        cmocka_unit_test(frame_read__waits_for_the_rest),
        cmocka_unit_test(frame_read__refuses_what_clients_may_not_send),
        cmocka_unit_test(frame_read__stays_inside_any_bytes),
        cmocka_unit_test(frame_write__chooses_the_shortest_length),
        cmocka_unit_test(frame_accept__gives_the_standards_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
