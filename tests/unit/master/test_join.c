#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "edit/wave.h"
#include "sample_film.h"

enum { PIECES = 3 };
static const int64_t piece_frames[PIECES] = {30, 1, 47};
static struct buf pieces[PIECES];
static struct caption cues[] = {
    {.start = 24000, .end = 72000, .text = "Caf\xc3\xa9 & <lamp>\n- second row"},
    {.start = 80000, .end = 120000, .text = "\xe0\xae\xb5\xe0\xae\xa3\xe0\xae\x95\xe0\xaf\x8d"},
};
static struct captions captions = {.cues = cues, .count = COUNT_OF(cues)};
static struct captions silent, last_alone = {.cues = cues + 1, .count = 1};
static const struct captions_track tracks[] = {
    {&captions, "en-GB"}, {&silent, "fr"}, {&last_alone, "ta"}};
static const struct chapter chapters[] = {{0, 30, "Lighthouse, night"},
                                          {30, 78, "Beach, dawn"}};

static struct piece_format small_format(void) {
    return piece_format_default(160, 90, (struct rational){24, 1});
}

static const char *path_of(const char *name) {
    static char paths[8][160];
    static int next;
    char *path = paths[next++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", sample_folder(), name);
    return path;
}

/* Noise bursts at known places, so that an offset of a millisecond shows. */
static void write_sound(const char *path, int64_t frames) {
    struct wave_writer *writer;
    struct error err;
    assert_true(wave_writer_open(path, 2, &writer, &err));
    uint32_t noise = 1;
    for (int64_t i = 0; i < frames; i++) {
        noise = noise * 1664525u + 1013904223u;
        float value = i % 24000 < 4800 ? (float)((int)(noise >> 16) - 32768) / 131072 : 0;
        float both[2] = {value, value};
        assert_true(wave_writer_add(writer, both, 1, &err));
    }
    assert_true(wave_writer_finish(writer, &err));
    wave_writer_close(writer);
}

static struct film_parts parts_of(void) {
    return (struct film_parts){
        .format = small_format(),
        .piece = sample_piece_yield,
        .data = pieces,
        .piece_count = PIECES,
        .sound_path = path_of("sound.aac"),
        .captions = tracks,
        .captions_count = COUNT_OF(tracks),
        .chapters = chapters,
        .chapter_count = COUNT_OF(chapters),
        .title = "The Lamp",
        .artist = "A Writer",
        .comment = "Made for a test",
        .date = "2024",
    };
}

static int set_up(void **state) {
    (void)state;
    struct piece_format format = small_format();
    for (int i = 0; i < PIECES; i++)
        sample_piece(&format, i, 0, piece_frames[i], LOOK_MOVING, &pieces[i]);
    write_sound(path_of("sound.wav"), 78 * 2000);
    struct error err = {0};
    if (!film_encode_sound(path_of("sound.wav"), 192000, path_of("sound.aac"), NULL, &err))
        fail_msg("%s (%s)", err.message, err.cause);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    for (int i = 0; i < PIECES; i++) buf_done(&pieces[i]);
    sample_folder_remove();
    return 0;
}

static char out[1 << 16];

/* What ffprobe, the stranger, says about the film. */
static const char *ask(const char *questions, const char *path) {
    char command[600];
    snprintf(command, sizeof command, "ffprobe -v error %s '%s'", questions, path);
    assert_int_equal(sample_run(command, out, sizeof out), 0);
    return out;
}

static const char *joined(const char *name) {
    struct film_parts parts = parts_of();
    struct error err = {0};
    const char *path = path_of(name);
    if (!film_join(&parts, path, NULL, &err)) fail_msg("%s (%s)", err.message, err.cause);
    return path;
}

static void film_join__gives_a_film_that_a_stranger_reads(void **state) {
    (void)state;
    const char *path = joined("film.mp4");
    assert_string_equal(ask("-select_streams v:0 -count_frames -of csv=p=0 -show_entries "
                            "stream=codec_name,profile,width,height,pix_fmt,color_range,"
                            "color_space,color_transfer,color_primaries,avg_frame_rate,"
                            "start_time,duration,nb_read_frames",
                            path),
                        "h264,High,160,90,yuv420p,tv,bt709,bt709,bt709,24/1,0.000000,3.250000,"
                        "78\n");
    assert_string_equal(
        ask("-select_streams a:0 -of csv=p=0 -show_entries "
            "stream=codec_name,profile,sample_rate,channels,start_time,duration",
            path),
        "aac,LC,48000,2,0.000000,3.250000\n");
    assert_string_equal(ask("-select_streams s:0 -of csv=p=0 -show_entries "
                            "stream=codec_name:stream_tags=language",
                            path),
                        "mov_text,eng\n");
    assert_string_equal(
        ask("-of csv=p=0 -show_entries format_tags=title,artist,comment,date", path),
        "The Lamp,A Writer,2024,Made for a test\n");
    assert_string_equal(
        ask("-of csv=p=0 -show_chapters -show_entries chapter=start_time:chapter_tags=title",
            path),
        "0.000000,\"Lighthouse, night\"\n1.250000,\"Beach, dawn\"\n");
}

static void film_join__shows_every_frame_at_its_time(void **state) {
    (void)state;
    const char *times =
        ask("-select_streams v:0 -of csv=p=0 -show_entries frame=pts_time", joined("film.mp4"));
    int count = 0;
    for (const char *at = times; *at; count++) {
        assert_true(fabs(strtod(at, NULL) - count / 24.0) < 1e-4);
        at = strchr(at, '\n') + 1;
    }
    assert_int_equal(count, 78);
}

static void film_join__starts_the_sound_at_the_very_beginning(void **state) {
    (void)state;
    const char *path = joined("film.mp4");
    char command[600];
    snprintf(command, sizeof command, "ffmpeg -v error -y -i '%s' -map 0:a -c:a pcm_s16le '%s'",
             path, path_of("heard.wav"));
    assert_int_equal(sample_run(command, out, sizeof out), 0);
    struct wave_reader meant, heard;
    struct error err;
    assert_true(wave_reader_open(path_of("sound.wav"), &meant, &err));
    assert_true(wave_reader_open(path_of("heard.wav"), &heard, &err));
    assert_true(llabs(heard.frames - meant.frames) < 1024);
    enum { LENGTH = 40000, REACH = 2400 };
    float *a = xcalloc(LENGTH * 2, sizeof *a),
          *b = xcalloc((LENGTH + 2 * REACH) * 2, sizeof *b);
    assert_true(wave_reader_get(&meant, 20000, LENGTH, a, &err));
    assert_true(wave_reader_get(&heard, 20000 - REACH, LENGTH + 2 * REACH, b, &err));
    int best = 0;
    double most = -1;
    for (int lag = 0; lag < 2 * REACH; lag++) {
        double sum = 0;
        for (int i = 0; i < LENGTH; i += 3) sum += (double)a[2 * i] * b[2 * (i + lag)];
        if (sum > most) most = sum, best = lag;
    }
    assert_int_equal(best, REACH); /* to the sample */
    free(a);
    free(b);
    wave_reader_close(&meant);
    wave_reader_close(&heard);
}

static void film_join__carries_captions_to_the_letter(void **state) {
    (void)state;
    const char *path = joined("film.mp4");
    char command[600];
    snprintf(command, sizeof command, "ffmpeg -v error -i '%s' -map 0:s:0 -f srt -", path);
    assert_int_equal(sample_run(command, out, sizeof out), 0);
    assert_non_null(strstr(out, "00:00:00,500 --> 00:00:01,500"));
    assert_non_null(strstr(out, "Caf\xc3\xa9 & <lamp>"));
    assert_non_null(strstr(out, "- second row"));
    assert_non_null(strstr(out, "00:00:01,667 --> 00:00:02,500"));
    assert_non_null(strstr(out, cues[1].text));
    /* the second track that has a cue */
    snprintf(command, sizeof command, "ffmpeg -v error -i '%s' -map 0:s:1 -f srt -", path);
    assert_int_equal(sample_run(command, out, sizeof out), 0);
    assert_null(strstr(out, "- second row"));
    assert_non_null(strstr(out, "00:00:01,667 --> 00:00:02,500"));
    snprintf(command, sizeof command,
             "ffprobe -v error -select_streams s -show_entries stream_tags=language "
             "-of csv=p=0 '%s'",
             path);
    assert_int_equal(sample_run(command, out, sizeof out), 0);
    assert_string_equal(out, "eng\ntam\n");
}

static void film_join__of_the_same_parts_gives_the_same_bytes(void **state) {
    (void)state;
    char *a, *b;
    size_t size_a, size_b;
    struct error err;
    assert_true(file_read(joined("one.mp4"), 1 << 24, &a, &size_a, &err));
    assert_true(file_read(joined("two.mp4"), 1 << 24, &b, &size_b, &err));
    assert_int_equal(size_a, size_b);
    assert_memory_equal(a, b, size_a);
    /* fast start: the index comes before the pictures; no library's version or date is in it */
    assert_non_null(memmem(a, 64, "moov", 4));
    assert_null(memmem(a, size_a, "Lavf", 4));
    assert_null(memmem(a, size_a, "Lavc", 4));
    assert_null(memmem(a, size_a, "x264", 4));
    free(a);
    free(b);
}

static void film_join__takes_a_poster(void **state) {
    (void)state;
    char command[300];
    snprintf(command, sizeof command,
             "ffmpeg -v error -y -f lavfi -i color=red:s=64x36 -frames:v 1 '%s'",
             path_of("poster.png"));
    assert_int_equal(sample_run(command, out, sizeof out), 0);
    struct film_parts parts = parts_of();
    struct error err = {0};
    char *poster;
    size_t size;
    assert_true(file_read(path_of("poster.png"), 1 << 20, &poster, &size, &err));
    parts.poster = poster;
    parts.poster_size = size;
    const char *path = path_of("poster.mp4");
    if (!film_join(&parts, path, NULL, &err)) fail_msg("%s (%s)", err.message, err.cause);
    assert_non_null(strstr(ask("-of csv=p=0 -show_entries stream=codec_name:"
                               "stream_disposition=attached_pic",
                               path),
                           "png,1"));
    parts.poster = "not a picture at all";
    parts.poster_size = 20;
    assert_false(film_join(&parts, path_of("none.mp4"), NULL, &err));
    assert_int_equal(err.problem, PROBLEM_BAD_INPUT);
    free(poster);
}

static void film_join__leaves_nothing_behind_when_the_disk_is_full(void **state) {
    (void)state;
    struct film_parts parts = parts_of();
    struct error err = {0};
    struct rlimit before, tight = {.rlim_cur = 9000};
    const char *path = path_of("full.mp4");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    tight.rlim_max = before.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    bool ok = film_join(&parts, path, NULL, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_false(ok);
    assert_int_equal(err.problem, PROBLEM_NO_SPACE);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void film_encode_sound__leaves_nothing_behind_when_it_fails(void **state) {
    (void)state;
    struct error err = {0};
    struct rlimit before, tight = {.rlim_cur = 9000};
    const char *path = path_of("half.aac");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    tight.rlim_max = before.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    bool ok = film_encode_sound(path_of("sound.wav"), 192000, path, NULL, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_false(ok);
    assert_int_equal(err.problem, PROBLEM_NO_SPACE);
    assert_int_not_equal(access(path, F_OK), 0);
    struct cancel cancel = {.asked = true};
    assert_false(film_encode_sound(path_of("sound.wav"), 192000, path, &cancel, &err));
    assert_int_equal(err.problem, PROBLEM_CANCELLED);
    assert_int_not_equal(access(path, F_OK), 0);
    assert_false(film_encode_sound(path_of("none.wav"), 192000, path, NULL, &err));
    assert_int_equal(err.problem, PROBLEM_NO_INPUT);
    assert_false(film_encode_sound(path_of("sound.wav"), 1, path, NULL, &err));
    assert_int_equal(err.problem, PROBLEM_USAGE);
}

static void film_join__does_not_take_a_sound_that_is_cut_off(void **state) {
    (void)state;
    char *bytes;
    size_t size;
    struct error err = {0};
    struct film_parts parts = parts_of();
    assert_true(file_read(parts.sound_path, 1 << 26, &bytes, &size, &err));
    parts.sound_path = path_of("cut.aac");
    for (size_t part = 0; part < 8; part++) {
        assert_true(file_write(parts.sound_path, bytes, size * part / 8 + 1, &err));
        if (film_join(&parts, path_of("cut.mp4"), NULL, &err)) continue; /* between packets */
        assert_int_equal(err.problem, PROBLEM_DAMAGED);
        assert_int_not_equal(access(path_of("cut.mp4"), F_OK), 0);
    }
    bytes[0] ^= 1;
    assert_true(file_write(parts.sound_path, bytes, size, &err));
    assert_false(film_join(&parts, path_of("cut.mp4"), NULL, &err));
    free(bytes);
}

static void film_join__stops_when_asked_and_cleans_up(void **state) {
    (void)state;
    struct film_parts parts = parts_of();
    struct error err = {0};
    struct cancel cancel = {.asked = true};
    assert_false(film_join(&parts, path_of("never.mp4"), &cancel, &err));
    assert_int_equal(err.problem, PROBLEM_CANCELLED);
    assert_int_not_equal(access(path_of("never.mp4"), F_OK), 0);
    assert_false(film_join(&parts, "/nowhere/at/all/film.mp4", NULL, &err));
    assert_int_equal(err.problem, PROBLEM_CANNOT_CREATE);
}

static void film_join__refuses_pieces_of_another_format(void **state) {
    (void)state;
    struct piece_format other = small_format();
    other.crf = 30;
    struct buf mixed[2] = {pieces[0]};
    sample_piece(&other, 1, 0, 10, LOOK_MOVING, &mixed[1]);
    struct film_parts parts = parts_of();
    parts.data = mixed;
    parts.piece_count = 2;
    struct error err = {0};
    assert_false(film_join(&parts, path_of("mixed.mp4"), NULL, &err));
    assert_int_equal(err.problem, PROBLEM_DAMAGED);
    assert_int_not_equal(access(path_of("mixed.mp4"), F_OK), 0);
    buf_done(&mixed[1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(film_join__gives_a_film_that_a_stranger_reads),
        cmocka_unit_test(film_join__shows_every_frame_at_its_time),
        cmocka_unit_test(film_join__starts_the_sound_at_the_very_beginning),
        cmocka_unit_test(film_join__carries_captions_to_the_letter),
        cmocka_unit_test(film_join__of_the_same_parts_gives_the_same_bytes),
        cmocka_unit_test(film_join__takes_a_poster),
        cmocka_unit_test(film_join__leaves_nothing_behind_when_the_disk_is_full),
        cmocka_unit_test(film_encode_sound__leaves_nothing_behind_when_it_fails),
        cmocka_unit_test(film_join__does_not_take_a_sound_that_is_cut_off),
        cmocka_unit_test(film_join__stops_when_asked_and_cleans_up),
        cmocka_unit_test(film_join__refuses_pieces_of_another_format),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
