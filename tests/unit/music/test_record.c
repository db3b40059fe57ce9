#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "music/record.h"

/* A tone that grows from nothing to a half over its length, left; right silent. */
static struct pcm ramp(double seconds) {
    struct pcm pcm = pcm_silence(2, (int64_t)(seconds * PCM_RATE));
    for (int64_t i = 0; i < pcm.frames; i++)
        pcm.samples[2 * i] = (float)(0.5 * (double)i / (double)pcm.frames *
                                     sin(2 * M_PI * 440 * (double)i / PCM_RATE));
    return pcm;
}

static double peak(const struct pcm *pcm, double from_s, double to_s) {
    double most = 0;
    for (int64_t i = (int64_t)(from_s * PCM_RATE); i < (int64_t)(to_s * PCM_RATE); i++)
        most = fmax(most, fabs((double)pcm->samples[2 * i]));
    return most;
}

static void music_record_decode__gives_back_a_wave(void **state) {
    (void)state;
    struct pcm wave = ramp(1), back;
    struct buf bytes;
    struct error err = {0};
    buf_init(&bytes, 1 << 24);
    pcm_to_wav(&wave, true, &bytes);
    if (!music_record_decode(bytes.bytes, bytes.size, NULL, &back, &err))
        fail_msg("%s", err.message);
    assert_int_equal(back.frames, wave.frames);
    for (int64_t i = 0; i < 2 * wave.frames; i++)
        assert_true(fabsf(back.samples[i] - wave.samples[i]) < 1e-6f);
    pcm_done(&wave);
    pcm_done(&back);
    buf_done(&bytes);
}

/* Every length of a cut file and many flipped bytes: a sound or a reason, never more. */
static void music_record_decode__bears_damaged_files(void **state) {
    (void)state;
    struct pcm wave = ramp(0.05), back;
    struct buf bytes;
    buf_init(&bytes, 1 << 24);
    pcm_to_wav(&wave, false, &bytes);
    for (size_t size = 0; size < bytes.size; size += 1 + size / 20) {
        struct error err = {0};
        if (music_record_decode(bytes.bytes, size, NULL, &back, &err))
            pcm_done(&back);
        else
            assert_true(err.problem == PROBLEM_BAD_INPUT && err.message[0]);
    }
    for (size_t at = 0; at < 44; at++) {
        struct error err = {0};
        bytes.bytes[at] ^= 0x5a;
        if (music_record_decode(bytes.bytes, bytes.size, NULL, &back, &err)) pcm_done(&back);
        bytes.bytes[at] ^= 0x5a;
    }
    struct error err = {0};
    const char *playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n/etc/passwd\n";
    assert_false(music_record_decode(playlist, strlen(playlist), NULL, &back, &err));
    assert_int_equal(err.problem, PROBLEM_BAD_INPUT);
    const char *list = "ffconcat version 1.0\nfile /etc/passwd\n";
    assert_false(music_record_decode(list, strlen(list), NULL, &back, &err));
    pcm_done(&wave);
    buf_done(&bytes);
}

static void music_record_fit__goes_round_without_a_step_and_fades(void **state) {
    (void)state;
    struct pcm tone = pcm_silence(2, 8 * PCM_RATE), out;
    for (int64_t i = 0; i < 2 * tone.frames; i++) tone.samples[i] = 0.2f;
    music_record_fit(&tone, 0, 30 * PCM_RATE, true, true, &out);
    assert_int_equal(out.frames, 30 * PCM_RATE);
    assert_true(out.samples[0] == 0 && fabsf(out.samples[2 * out.frames - 1]) < 1e-6f);
    double level = peak(&out, 1, 5);
    for (int64_t i = PCM_RATE; i < 26 * PCM_RATE; i++) {
        double here = out.samples[2 * i], before = out.samples[2 * i - 2];
        assert_true(fabs(here - before) < 0.001); /* no click where it goes round */
        assert_true(here > 0.9 * level && here < 1.5 * level); /* equal power, no hole */
    }
    pcm_done(&out);
    pcm_done(&tone);
}

static void music_record_fit__goes_on_where_the_cue_before_ended(void **state) {
    (void)state;
    struct pcm wave = ramp(5), whole, first, second;
    music_record_fit(&wave, 0, 12 * PCM_RATE, false, false, &whole);
    music_record_fit(&wave, 0, 7 * PCM_RATE, false, false, &first);
    music_record_fit(&wave, 7 * PCM_RATE, 5 * PCM_RATE, false, false, &second);
    assert_memory_equal(whole.samples, first.samples, (size_t)first.frames * 8);
    assert_memory_equal(whole.samples + 2 * first.frames, second.samples,
                        (size_t)second.frames * 8);
    assert_true(pcm_rms_db(&whole) > -27 && pcm_rms_db(&whole) < -20);
    pcm_done(&wave);
    pcm_done(&whole);
    pcm_done(&first);
    pcm_done(&second);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(music_record_decode__gives_back_a_wave),
        cmocka_unit_test(music_record_decode__bears_damaged_files),
        cmocka_unit_test(music_record_fit__goes_round_without_a_step_and_fades),
        cmocka_unit_test(music_record_fit__goes_on_where_the_cue_before_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
