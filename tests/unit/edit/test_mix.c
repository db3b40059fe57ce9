#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/random.h"
#include "edit/limiter.h"
#include "edit/loudness.h"
#include "edit/mix.h"
#include "edit/wave.h"

static char folder[64];

static const char *path_of(const char *name) {
    static char paths[8][160];
    static int next;
    char *path = paths[next++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static struct pcm tone(int channels, double seconds, double hz, double level) {
    struct pcm pcm = pcm_silence(channels, (int64_t)(seconds * PCM_RATE));
    for (int64_t i = 0; i < pcm.frames * channels; i++)
        pcm.samples[i] =
            (float)(level * sin(2 * M_PI * hz * (double)(i / channels) / PCM_RATE));
    return pcm;
}

static struct pcm noise(int channels, double seconds, double level) {
    struct pcm pcm = pcm_silence(channels, (int64_t)(seconds * PCM_RATE));
    struct random random = random_seed(5);
    for (int64_t i = 0; i < pcm.frames * channels; i++)
        pcm.samples[i] = (float)(level * random_range(&random, -1, 1));
    return pcm;
}

static double rms_db(const struct pcm *pcm, double from_s, double to_s) {
    double sum = 0;
    int64_t from = (int64_t)(from_s * PCM_RATE), to = (int64_t)(to_s * PCM_RATE);
    for (int64_t i = from * 2; i < to * 2; i++)
        sum += (double)pcm->samples[i] * pcm->samples[i];
    return 10 * log10(sum / (double)((to - from) * 2) + 1e-12);
}

/* Four scenes of music, speech and loud clicks. */
struct film {
    struct stretch scenes[4];
    size_t calls;
};

static bool yield_scene(void *data, size_t index, struct stretch *stretch, struct error *err) {
    struct film *film = data;
    (void)err;
    film->calls++;
    const struct stretch *from = &film->scenes[index];
    *stretch = (struct stretch){.length = from->length};
    for (int s = 0; s < STEM_COUNT; s++) {
        stretch->stems[s] = pcm_silence(2, from->stems[s].frames);
        memcpy(stretch->stems[s].samples, from->stems[s].samples,
               (size_t)from->stems[s].frames * 2 * sizeof(float));
    }
    return true;
}

static struct film film_of(double level, double click) {
    struct film film = {0};
    struct pcm music = tone(2, 5, 220, 0.3 * level), voice = noise(1, 2, 0.2 * level),
               clicks = noise(2, 0.004, click);
    for (size_t i = 0; i < 4; i++) {
        const struct mix_source sources[] = {
            {.stem = STEM_MUSIC, .sound = &music, .gain_db = -6},
            {.stem = STEM_DIALOGUE,
             .sound = &voice,
             .start = 72000,
             .distance = 2,
             .ducks = true},
            {.stem = STEM_EFFECTS, .sound = &clicks, .start = 30000 * (int64_t)i},
            {.stem = STEM_EFFECTS, .sound = &clicks, .start = 200000},
        };
        struct error err;
        assert_true(mix_scene(sources, COUNT_OF(sources), 4 * PCM_RATE,
                              mix_room_of("church", true), NULL, &film.scenes[i], &err));
    }
    pcm_done(&music);
    pcm_done(&voice);
    pcm_done(&clicks);
    return film;
}

static void film_done(struct film *film) {
    for (size_t i = 0; i < 4; i++) stretch_done(&film->scenes[i]);
}

static void mix_scene__lowers_music_by_six_decibels_under_speech(void **state) {
    (void)state;
    struct pcm music = tone(2, 10, 220, 0.3), voice = noise(1, 2, 0.1);
    const struct mix_source sources[] = {
        {.stem = STEM_MUSIC, .sound = &music},
        {.stem = STEM_DIALOGUE, .sound = &voice, .start = 4 * PCM_RATE, .ducks = true},
    };
    struct stretch out;
    struct error err;
    assert_true(
        mix_scene(sources, 2, 10 * PCM_RATE, mix_room_of("kitchen", true), NULL, &out, &err));
    const struct pcm *stem = &out.stems[STEM_MUSIC];
    double before = rms_db(stem, 1, 3), during = rms_db(stem, 3.85, 6.4),
           after = rms_db(stem, 7.2, 9);
    assert_true(before - during >= 6);
    assert_true(fabs(before - after) < 0.1);
    /* no step: neighbouring quarter-seconds differ by little */
    for (double t = 3.2; t < 7.5; t += 0.02)
        assert_true(fabs(rms_db(stem, t, t + 0.02) - rms_db(stem, t + 0.02, t + 0.04)) < 2);
    stretch_done(&out);
    pcm_done(&music);
    pcm_done(&voice);
}

/* Music goes on over a boundary where a line of the scene before has just ended. */
static void mix_scene__lowers_music_for_lines_of_the_scene_before(void **state) {
    (void)state;
    struct pcm music = tone(2, 4, 220, 0.3), voice = noise(1, 2, 0.1);
    const struct mix_source before[] = {
        {.stem = STEM_MUSIC, .sound = &music},
        {.stem = STEM_DIALOGUE, .sound = &voice, .start = PCM_RATE, .ducks = true},
    };
    const struct mix_source after[] = {
        {.stem = STEM_MUSIC, .sound = &music},
        {.stem = STEM_DIALOGUE,
         .sound = &voice,
         .start = -2 * PCM_RATE,
         .ducks = true,
         .unheard = true},
    };
    struct stretch first, second;
    struct error err;
    const struct mix_room room = mix_room_of("kitchen", true);
    assert_true(mix_scene(before, 2, 3 * PCM_RATE, room, NULL, &first, &err));
    assert_true(mix_scene(after, 2, 3 * PCM_RATE, room, NULL, &second, &err));
    double end = rms_db(&first.stems[STEM_MUSIC], 2.9, 3);
    double start = rms_db(&second.stems[STEM_MUSIC], 0, 0.1);
    assert_true(fabs(end - start) < 0.5);
    assert_true(rms_db(&second.stems[STEM_MUSIC], 2, 3) > start + 6);
    assert_true(rms_db(&second.stems[STEM_DIALOGUE], 0, 1) < -100);
    stretch_done(&first);
    stretch_done(&second);
    pcm_done(&music);
    pcm_done(&voice);
}

static void mix_scene__lowers_short_effects_under_speech_a_little(void **state) {
    (void)state;
    struct pcm hit = tone(2, 0.2, 440, 0.3), voice = noise(1, 2, 0.1);
    const struct mix_source sources[] = {
        {.stem = STEM_EFFECTS, .sound = &hit, .start = PCM_RATE},
        {.stem = STEM_EFFECTS, .sound = &hit, .start = 5 * PCM_RATE},
        {.stem = STEM_EFFECTS,
         .sound = &hit,
         .start = 5 * PCM_RATE + PCM_RATE / 2,
         .bed = true},
        {.stem = STEM_DIALOGUE, .sound = &voice, .start = 4 * PCM_RATE, .ducks = true},
    };
    struct stretch out;
    struct error err;
    assert_true(
        mix_scene(sources, 4, 8 * PCM_RATE, mix_room_of("street", false), NULL, &out, &err));
    const struct pcm *stem = &out.stems[STEM_EFFECTS];
    double drop = rms_db(stem, 1.02, 1.18) - rms_db(stem, 5.02, 5.18);
    assert_true(drop > 3 && drop < 6);
    assert_true(fabs(rms_db(stem, 1.02, 1.18) - rms_db(stem, 5.52, 5.68)) < 0.2);
    stretch_done(&out);
    pcm_done(&hit);
    pcm_done(&voice);
}

static void mix_scene__puts_distance_and_rooms_into_voices(void **state) {
    (void)state;
    struct pcm voice = noise(1, 1, 0.1);
    double ring[3], level[3];
    const struct mix_source near = {.stem = STEM_DIALOGUE, .sound = &voice, .distance = 1};
    struct mix_source far = near, wall = near;
    far.distance = 8;
    wall.off_screen = true;
    const struct mix_source *sources[3] = {&near, &far, &wall};
    for (int i = 0; i < 3; i++) {
        struct stretch out;
        struct error err;
        assert_true(mix_scene(sources[i], 1, 2 * PCM_RATE, mix_room_of("church", true), NULL,
                              &out, &err));
        level[i] = rms_db(&out.stems[STEM_DIALOGUE], 0.2, 1);
        ring[i] = rms_db(&out.stems[STEM_DIALOGUE], 1.1, 1.5) - level[i];
        assert_true(out.stems[STEM_DIALOGUE].frames > out.length); /* the room's tail */
        stretch_done(&out);
    }
    assert_true(level[1] < level[0] - 0.8); /* dry 2 dB; the room fills some of it */
    assert_true(ring[1] > ring[0] + 2);
    assert_true(level[2] < level[0] - 3);
    assert_true(ring[0] < -18);
    pcm_done(&voice);
}

static void mix_scene__breaks_a_sound_off_where_it_is_asked_to(void **state) {
    (void)state;
    struct pcm steps = noise(2, 2, 0.1);
    const struct mix_source source = {
        .stem = STEM_EFFECTS, .sound = &steps, .length = PCM_RATE};
    struct stretch out;
    struct error err;
    assert_true(
        mix_scene(&source, 1, 3 * PCM_RATE, mix_room_of("field", false), NULL, &out, &err));
    assert_true(rms_db(&out.stems[STEM_EFFECTS], 0.5, 0.9) > -30);
    assert_true(rms_db(&out.stems[STEM_EFFECTS], 1, 3) < -100);
    stretch_done(&out);
    pcm_done(&steps);
}

static void mix_scene__is_the_same_for_the_same_sources(void **state) {
    (void)state;
    struct film a = film_of(1, 0.5), b = film_of(1, 0.5);
    struct buf bytes[2];
    for (int i = 0; i < 2; i++) buf_init(&bytes[i], 1 << 26);
    stretch_write(&a.scenes[1], &bytes[0]);
    stretch_write(&b.scenes[1], &bytes[1]);
    assert_int_equal(bytes[0].size, bytes[1].size);
    assert_memory_equal(bytes[0].bytes, bytes[1].bytes, bytes[0].size);
    struct stretch back;
    struct error err;
    assert_true(stretch_read(bytes[0].bytes, bytes[0].size, &back, &err));
    assert_true(back.length == a.scenes[1].length);
    for (int s = 0; s < STEM_COUNT; s++) {
        assert_true(back.stems[s].frames == a.scenes[1].stems[s].frames);
        assert_memory_equal(back.stems[s].samples, a.scenes[1].stems[s].samples,
                            (size_t)back.stems[s].frames * 8);
    }
    stretch_done(&back);
    for (size_t size = 0; size < 200; size++)
        assert_false(stretch_read(bytes[0].bytes, size, &back, &err));
    bytes[0].bytes[5000] ^= 1;
    assert_false(stretch_read(bytes[0].bytes, bytes[0].size, &back, &err));
    assert_int_equal(err.problem, PROBLEM_DAMAGED);
    for (int i = 0; i < 2; i++) buf_done(&bytes[i]);
    film_done(&a);
    film_done(&b);
}

static void get_all(const char *name, struct pcm *pcm) {
    struct wave_reader wave;
    struct error err;
    assert_true(wave_reader_open(path_of(name), &wave, &err));
    *pcm = pcm_silence(2, wave.frames);
    assert_true(wave_reader_get(&wave, 0, wave.frames, pcm->samples, &err));
    wave_reader_close(&wave);
}

static void mix_film__serves_every_place_of_showing(void **state) {
    (void)state;
    for (const struct mix_target *target = mix_targets; target->name; target++) {
        struct film film = film_of(1, 0.5);
        struct mix_levels levels;
        struct mix_target found;
        struct error err = {0};
        assert_true(mix_target_find(target->name, &found) && found.lufs == target->lufs);
        bool mixed = mix_film(yield_scene, &film, 4, target, folder, &levels, NULL, &err);
        film_done(&film);
        if (!mixed) fail_msg("%s", err.message);
        double reached = target->gated ? levels.dialogue_lufs : levels.lufs;
        if (fabs(reached - target->lufs) > 0.5)
            fail_msg("%s is at %.1f LUFS", target->name, reached);
        assert_true(levels.true_peak_dbtp <= target->peak_dbtp);
        if (!target->gated) continue;
        /* a meter of its own on the dialogue as written */
        struct pcm dialogue;
        get_all("dialogue.wav", &dialogue);
        struct loudness *meter = loudness_new();
        loudness_add(meter, dialogue.samples, dialogue.frames);
        assert_true(fabs(loudness_finish(meter) - target->lufs) <= 0.5);
        pcm_done(&dialogue);
    }
    struct mix_target found;
    assert_true(mix_target_find("-19.5", &found) && found.lufs == -19.5);
    assert_false(mix_target_find("loud", &found) || mix_target_find("-3", &found) ||
                 mix_target_find("nan", &found) || mix_target_find("", &found));
}

static void mix_film__reaches_the_target_below_the_peak_and_stems_add_up(void **state) {
    (void)state;
    const double targets[] = {-14, -24, -16};
    for (int i = 0; i < 3; i++) {
        struct film film = film_of(1, 3.0); /* clicks far above full scale */
        struct mix_target target = {"", targets[i], false, -1};
        struct mix_levels levels;
        struct error err = {0};
        if (!mix_film(yield_scene, &film, 4, &target, folder, &levels, NULL, &err))
            fail_msg("%s", err.message);
        assert_true(fabs(levels.lufs - targets[i]) <= 0.5);
        assert_true(levels.true_peak_dbtp <= -1);
        struct pcm sum, under, stems[STEM_COUNT];
        get_all("film.wav", &sum);
        get_all("music-and-effects.wav", &under);
        get_all("dialogue.wav", &stems[0]);
        get_all("music.wav", &stems[1]);
        get_all("effects.wav", &stems[2]);
        assert_true(sum.frames == 16 * PCM_RATE);
        for (int64_t n = 0; n < sum.frames * 2; n++)
            assert_true(fabsf(sum.samples[n] - stems[0].samples[n] - stems[1].samples[n] -
                              stems[2].samples[n]) < 1e-6f);
        for (int64_t n = 0; n < sum.frames * 2; n++)
            assert_true(fabsf(under.samples[n] - stems[1].samples[n] - stems[2].samples[n]) <
                        1e-6f);
        pcm_done(&sum);
        pcm_done(&under);
        for (int s = 0; s < STEM_COUNT; s++) pcm_done(&stems[s]);
        /* a second meter */
        char command[300], said[200];
        snprintf(command, sizeof command,
                 "ffmpeg -nostats -hide_banner -i '%s' -af ebur128=peak=true -f null - 2>&1 | "
                 "grep -A20 Summary | grep -E 'I:|Peak:' | tr -s ' \\n' ' '",
                 path_of("film.wav"));
        FILE *pipe = popen(command, "r");
        size_t got = fread(said, 1, sizeof said - 1, pipe);
        said[got] = 0;
        pclose(pipe);
        double lufs = 0, peak = 0;
        if (sscanf(said, " I: %lf LUFS Peak: %lf", &lufs, &peak) == 2) {
            assert_true(fabs(lufs - levels.lufs) <= 0.2);
            assert_true(peak <= -1);
            assert_true(fabs(peak - levels.true_peak_dbtp) < 0.3);
        }
        film_done(&film);
    }
    assert_int_not_equal(access(path_of("sum.tmp"), F_OK), 0);
}

/* Against the same sound in one block, and against what is known of a sine between its samples.
 */
static void limiter_peak__does_not_depend_on_the_blocks(void **state) {
    (void)state;
    struct pcm sound = pcm_silence(2, PCM_RATE);
    for (int64_t i = 0; i < sound.frames * 2;
         i++) /* a quarter of the rate, between the crests */
        sound.samples[i] = (float)(0.5 * sin(M_PI / 2 * (double)(i / 2) + M_PI / 4));
    const int64_t sizes[] = {PCM_RATE, 1, 7, 255, 256, 1000};
    for (size_t k = 0; k < COUNT_OF(sizes); k++) {
        struct limiter_peak peak;
        limiter_peak_init(&peak);
        for (int64_t at = 0; at < sound.frames; at += sizes[k]) {
            int64_t left = sound.frames - at;
            limiter_peak_add(&peak, sound.samples + 2 * at, left < sizes[k] ? left : sizes[k]);
        }
        /* 0.5, and a little more where the sine starts from nothing */
        assert_true(peak.most > 0.495f && peak.most < 0.56f);
    }
    pcm_done(&sound);
}

static void mix_film__keeps_silence_silent(void **state) {
    (void)state;
    struct film film = film_of(0, 0);
    struct mix_levels levels;
    struct error err;
    assert_true(mix_film(yield_scene, &film, 4, &mix_targets[0], folder, &levels, NULL, &err));
    assert_true(levels.gain_db == 0);
    struct pcm sum;
    get_all("film.wav", &sum);
    for (int64_t i = 0; i < sum.frames * 2; i++) assert_true(sum.samples[i] == 0);
    pcm_done(&sum);
    film_done(&film);
    assert_true(mix_film(yield_scene, &film, 0, &mix_targets[0], folder, &levels, NULL, &err));
}

static void mix_film__stops_when_asked_and_removes_its_files(void **state) {
    (void)state;
    struct film film = film_of(1, 0);
    struct cancel cancel = {.asked = true};
    struct mix_levels levels;
    struct error err;
    unlink(path_of("film.wav"));
    assert_false(
        mix_film(yield_scene, &film, 4, &mix_targets[0], folder, &levels, &cancel, &err));
    assert_int_equal(err.problem, PROBLEM_CANCELLED);
    assert_int_not_equal(access(path_of("film.wav"), F_OK), 0);
    assert_int_not_equal(access(path_of("sum.tmp"), F_OK), 0);
    film_done(&film);
}

static void wave_reader__refuses_files_that_are_none(void **state) {
    (void)state;
    struct pcm sound = tone(2, 0.01, 440, 0.5);
    struct buf bytes;
    struct wave_reader wave;
    struct error err;
    buf_init(&bytes, 1 << 20);
    pcm_to_wav(&sound, false, &bytes);
    assert_true(file_write(path_of("a.wav"), bytes.bytes, bytes.size, &err));
    assert_true(wave_reader_open(path_of("a.wav"), &wave, &err));
    assert_true(wave.frames == 480 && wave.channels == 2);
    wave_reader_close(&wave);
    for (size_t size = 0; size < bytes.size; size += size < 60 ? 1 : 500) {
        assert_true(file_write(path_of("a.wav"), bytes.bytes, size, &err));
        assert_false(wave_reader_open(path_of("a.wav"), &wave, &err));
    }
    assert_false(wave_reader_open(path_of("none.wav"), &wave, &err));
    assert_int_equal(err.problem, PROBLEM_NO_INPUT);
    buf_done(&bytes);
    pcm_done(&sound);
}

static int set_up(void **state) {
    (void)state;
    strcpy(folder, "/tmp/film-mix-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mix_scene__lowers_music_by_six_decibels_under_speech),
        cmocka_unit_test(mix_scene__lowers_music_for_lines_of_the_scene_before),
        cmocka_unit_test(mix_scene__lowers_short_effects_under_speech_a_little),
        cmocka_unit_test(mix_scene__puts_distance_and_rooms_into_voices),
        cmocka_unit_test(mix_scene__breaks_a_sound_off_where_it_is_asked_to),
        cmocka_unit_test(mix_scene__is_the_same_for_the_same_sources),
        cmocka_unit_test(mix_film__serves_every_place_of_showing),
        cmocka_unit_test(mix_film__reaches_the_target_below_the_peak_and_stems_add_up),
        cmocka_unit_test(limiter_peak__does_not_depend_on_the_blocks),
        cmocka_unit_test(mix_film__keeps_silence_silent),
        cmocka_unit_test(mix_film__stops_when_asked_and_removes_its_files),
        cmocka_unit_test(wave_reader__refuses_files_that_are_none),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
