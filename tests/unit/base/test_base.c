#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/pcm.h"
#include "base/random.h"
#include "base/utf8.h"

static void buf__stays_failed_after_its_maximum(void **state) {
    (void)state;
    struct buf buf;
    buf_init(&buf, 4);
    buf_text(&buf, "abcd");
    buf_text(&buf, "e");
    buf_text(&buf, "");
    struct error err;
    assert_false(buf_ok(&buf, &err));
    assert_int_equal(err.problem, PROBLEM_TOO_LARGE);
    assert_string_equal(buf.bytes, "abcd");
    buf_done(&buf);
}

static void reader__reads_what_buf_wrote_and_fails_past_the_end(void **state) {
    (void)state;
    struct buf buf;
    buf_init(&buf, 100);
    buf_u8(&buf, 7);
    buf_u32(&buf, 0x12345678);
    buf_u64(&buf, 0x123456789abcdef0);
    buf_f32(&buf, -1.5f);
    struct reader in = reader_over(buf.bytes, buf.size);
    assert_int_equal(reader_u8(&in), 7);
    assert_int_equal(reader_u32(&in), 0x12345678);
    assert_true(reader_u64(&in) == 0x123456789abcdef0);
    assert_true(reader_f32(&in) == -1.5f);
    assert_false(in.failed);
    assert_int_equal(reader_u32(&in), 0);
    assert_true(in.failed);
    buf_done(&buf);
}

static void hasher__tells_where_one_value_ends(void **state) {
    (void)state;
    struct hasher a, b;
    hasher_init(&a);
    hasher_text(&a, "ab");
    hasher_text(&a, "c");
    hasher_init(&b);
    hasher_text(&b, "a");
    hasher_text(&b, "bc");
    struct hash ha = hasher_final(&a), hb = hasher_final(&b);
    assert_int_not_equal(hash_compare(&ha, &hb), 0);
}

static void random__is_the_same_for_the_same_seed_and_fair_enough(void **state) {
    (void)state;
    struct random a = random_seed_for(7, "rain"), b = random_seed_for(7, "rain");
    double sum = 0;
    for (int i = 0; i < 10000; i++) {
        double x = random_unit(&a);
        assert_true(x == random_unit(&b));
        sum += x;
    }
    assert_true(fabs(sum / 10000 - 0.5) < 0.02);
}

static void utf8__answers_bad_bytes_with_one_replacement_each(void **state) {
    (void)state;
    const char *bad = "\xc3\x28";
    uint32_t code;
    assert_int_equal(utf8_decode(bad, bad + 2, &code), 1);
    assert_int_equal(code, 0xfffd);
    const char *tamil = "\xe0\xae\xae";
    assert_int_equal(utf8_decode(tamil, tamil + 3, &code), 3);
    assert_int_equal(code, 0x0bae);
    const char *surrogate = "\xed\xa0\x80";
    assert_int_equal(utf8_decode(surrogate, surrogate + 3, &code), 1);
}

static void file_write__leaves_nothing_under_the_name_when_it_fails(void **state) {
    (void)state;
    struct error err;
    assert_false(file_write("/nowhere/at/all", "x", 1, &err));
    assert_int_equal(err.problem, PROBLEM_CANNOT_CREATE);
    char path[] = "/tmp/film-test-XXXXXX";
    close(mkstemp(path));
    assert_true(file_write(path, "hello", 5, &err));
    char *bytes;
    size_t size;
    assert_true(file_read(path, 100, &bytes, &size, &err));
    assert_string_equal(bytes, "hello");
    free(bytes);
    assert_false(file_read(path, 4, &bytes, &size, &err));
    assert_int_equal(err.problem, PROBLEM_TOO_LARGE);
    unlink(path);
}

static void pcm__goes_through_wav_unchanged_and_keeps_length_when_resampled(void **state) {
    (void)state;
    struct pcm pcm = pcm_silence(2, 1000), back;
    for (int i = 0; i < 2000; i++) pcm.samples[i] = sinf((float)i * 0.01f);
    struct buf wav;
    buf_init(&wav, 1 << 20);
    pcm_to_wav(&pcm, true, &wav);
    struct error err;
    assert_true(pcm_from_wav(wav.bytes, wav.size, &back, &err));
    assert_int_equal(back.frames, 1000);
    assert_memory_equal(back.samples, pcm.samples, 2000 * sizeof(float));
    pcm_done(&back);
    assert_true(pcm_resample(pcm.samples, 1000, 2, 16000, &back, &err));
    assert_int_equal(back.frames, 3000);
    pcm_done(&back);
    pcm_done(&pcm);
    buf_done(&wav);
}

static void pcm_from_wav__refuses_bytes_that_are_not_a_wav(void **state) {
    (void)state;
    struct pcm out;
    struct error err;
    assert_false(pcm_from_wav("RIFFxxxxWAVEdata", 16, &out, &err));
    assert_false(pcm_from_wav("", 0, &out, &err));
}

static void file_stem__drops_folder_and_extension(void **state) {
    (void)state;
    char *stem = file_stem("a/b.c/pongal.fountain");
    assert_string_equal(stem, "pongal");
    free(stem);
    stem = file_stem(".hidden");
    assert_string_equal(stem, ".hidden");
    free(stem);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buf__stays_failed_after_its_maximum),
        cmocka_unit_test(reader__reads_what_buf_wrote_and_fails_past_the_end),
        cmocka_unit_test(hasher__tells_where_one_value_ends),
        cmocka_unit_test(random__is_the_same_for_the_same_seed_and_fair_enough),
        cmocka_unit_test(utf8__answers_bad_bytes_with_one_replacement_each),
        cmocka_unit_test(file_write__leaves_nothing_under_the_name_when_it_fails),
        cmocka_unit_test(pcm__goes_through_wav_unchanged_and_keeps_length_when_resampled),
        cmocka_unit_test(pcm_from_wav__refuses_bytes_that_are_not_a_wav),
        cmocka_unit_test(file_stem__drops_folder_and_extension),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
