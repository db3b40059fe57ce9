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
#include "edit/loudness.h"
#include "edit/wave.h"
#include "master/review.h"
#include "master/screening.h"
#include "sample_film.h"

/* A film of three shots of 80 frames; two lines; a bed of low noise. */
enum { SHOTS = 3, SHOT_FRAMES = 80, FRAMES = SHOTS * SHOT_FRAMES, SAMPLES = FRAMES * 2000 };

static const struct shot shots[SHOTS] = {{.scene = 0, .frames = SHOT_FRAMES},
                                         {.scene = 0, .frames = SHOT_FRAMES},
                                         {.scene = 0, .frames = SHOT_FRAMES}};
static const struct storyboard board = {.fps = {24, 1}, .shots = shots, .count = SHOTS};
static struct timeline_shot laid[SHOTS] = {{.shot = 0, .start = 0, .frames = SHOT_FRAMES},
                                           {.shot = 1, .start = 80, .frames = SHOT_FRAMES},
                                           {.shot = 2, .start = 160, .frames = SHOT_FRAMES}};
static struct timeline_line lines[] = {{.line = 0, .start = 48000, .length = 72000},
                                       {.line = 1, .start = 260000, .length = 60000}};
static struct timeline_scene scenes[] = {
    {.scene = 0, .start = 0, .length = SAMPLES, .shot_count = SHOTS, .title = "Room"}};
static const struct timeline timeline = {.fps = {24, 1},
                                         .frames = FRAMES,
                                         .samples = SAMPLES,
                                         .shots = laid,
                                         .shot_count = SHOTS,
                                         .lines = lines,
                                         .line_count = 2,
                                         .scenes = scenes,
                                         .scene_count = 1};
static struct caption cues[] = {
    {.start = 48000, .end = 120000, .text = "Who fills the lamp?"},
    {.start = 260000, .end = 330000, .text = "I do.\nEvery night."}};
static const struct captions captions = {.cues = cues, .count = 2};

/* How the film is broken. */
struct fault {
    enum sample_look look[SHOTS];
    int64_t frames[SHOTS]; /* 0: as planned */
    size_t drop;           /* pieces left out at the end */
    int64_t late;          /* samples by which the sound comes late */
    bool mute_second, silent_end, clipped;
    const struct captions *captions;
};

static double film_lufs;

static const char *path_of(const char *name) {
    static char paths[16][160];
    static int next;
    char *path = paths[next++ % 16];
    snprintf(path, sizeof paths[0], "%s/%s", sample_folder(), name);
    return path;
}

/* Something like speech: noise through a slow gate, no two stretches alike. */
static float voice_at(int64_t sample) {
    struct random random = random_seed((uint64_t)(sample / 12) * 2654435761u);
    double gate = 0.6 + 0.4 * sin((double)sample / 4100);
    return (float)(0.15 * gate * random_range(&random, -1, 1));
}

static void write_sounds(const struct fault *fault) {
    struct wave_writer *dialogue, *film;
    struct error err;
    assert_true(wave_writer_open(path_of("dialogue.wav"), 2, &dialogue, &err));
    assert_true(wave_writer_open(path_of("film.wav"), 2, &film, &err));
    float *voice = xcalloc(SAMPLES * 2, sizeof *voice),
          *all = xcalloc(SAMPLES * 2, sizeof *all);
    for (size_t k = 0; k < 2; k++)
        for (int64_t i = 0; i < lines[k].length; i++)
            for (int c = 0; c < 2; c++)
                voice[2 * (lines[k].start + i) + c] = voice_at(lines[k].start + i);
    struct random random = random_seed(3);
    for (int64_t i = 0; i < SAMPLES * 2; i++) {
        int64_t from = i - fault->late * 2;
        bool muted = fault->mute_second && from > 2 * 200000;
        float value = from >= 0 && !muted ? voice[from] : 0;
        value += (float)random_range(&random, -0.01, 0.01);
        if (fault->clipped) value = fmaxf(-1, fminf(1, value * 30));
        if (fault->silent_end && i > 2 * 330000) value = 0;
        all[i] = value;
    }
    struct loudness *loudness = loudness_new();
    loudness_add(loudness, all, SAMPLES);
    film_lufs = loudness_finish(loudness);
    assert_true(wave_writer_add(dialogue, voice, SAMPLES, &err));
    assert_true(wave_writer_add(film, all, SAMPLES, &err));
    assert_true(wave_writer_finish(dialogue, &err));
    assert_true(wave_writer_finish(film, &err));
    wave_writer_close(dialogue);
    wave_writer_close(film);
    free(voice);
    free(all);
}

static struct piece_format small_format(void) {
    struct piece_format format = piece_format_default(160, 90, (struct rational){24, 1});
    format.preset = "veryfast";
    return format;
}

static struct buf pieces[SHOTS + 1];
static struct film_parts parts, meant;
static const struct captions no_captions;
static const struct captions_track tracks[] = {
    {&captions, "en"}, {&captions, "ta"}, {&no_captions, "fr"}};
static struct captions_track carried[] = {
    {&captions, "en"}, {&captions, "ta"}, {&no_captions, "fr"}};

static void free_pieces(void) {
    for (size_t i = 0; i < parts.piece_count; i++) buf_done(&pieces[i]);
    parts = (struct film_parts){0};
}

static void add_piece(const struct fault *fault, int shot, int64_t from, int64_t to) {
    struct error err = {0};
    struct buf *piece = &pieces[parts.piece_count++];
    sample_piece(&parts.format, shot, from, to, fault->look[shot], piece);
    if (!piece_screen(piece, &err)) fail_msg("%s", err.message);
}

/* The last shot is made in two pieces. */
static const char *make(const struct fault *fault) {
    free_pieces();
    carried[1].captions = fault->captions ? fault->captions : &captions;
    parts = (struct film_parts){
        .format = small_format(),
        .piece = sample_piece_yield,
        .data = pieces,
        .sound_path = path_of("film.aac"),
        .captions = carried,
        .captions_count = COUNT_OF(carried),
    };
    for (int i = 0; i < SHOTS - (int)fault->drop; i++) {
        const int64_t frames = fault->frames[i] ? fault->frames[i] : SHOT_FRAMES;
        const int64_t middle = i == SHOTS - 1 ? frames / 2 : frames;
        add_piece(fault, i, 0, middle);
        if (middle < frames) add_piece(fault, i, middle, frames);
    }
    write_sounds(fault);
    const char *path = path_of("film.mp4");
    struct error err = {0};
    if (!film_encode_sound(path_of("film.wav"), 192000, parts.sound_path, NULL, &err) ||
        !film_join(&parts, path, NULL, &err))
        fail_msg("%s (%s)", err.message, err.cause);
    return path;
}

static struct review_order order_of(void) {
    meant = parts;
    meant.captions = tracks;
    return (struct review_order){.parts = &meant,
                                 .timeline = &timeline,
                                 .dialogue_path = path_of("dialogue.wav"),
                                 .target_lufs = film_lufs,
                                 .storyboard = &board};
}

static struct review reviewed(const char *path) {
    struct review_order order = order_of();
    struct review review = {0};
    struct error err = {0};
    if (!film_review(path, &order, NULL, &review, &err))
        fail_msg("%s (%s)", err.message, err.cause);
    return review;
}

static bool has_failure(const struct review *review, const char *check) {
    for (size_t i = 0; i < review->count; i++)
        if (review->findings[i].level == FINDING_FAILURE &&
            strcmp(review->findings[i].check, check) == 0)
            return true;
    return false;
}

/* Breaks a film and expects the review to fail it for this reason; `only`: and for no other. */
static void expect(const struct fault *fault, const char *check, bool only) {
    struct review review = reviewed(make(fault));
    assert_false(review.passed);
    for (size_t i = 0; i < review.count; i++)
        if (only && review.findings[i].level == FINDING_FAILURE &&
            strcmp(review.findings[i].check, check) != 0)
            fail_msg("%s: %s", review.findings[i].check, review.findings[i].text);
    if (!has_failure(&review, check)) fail_msg("nothing is said of %s", check);
    review_done(&review);
}

static void film_review__passes_a_good_film(void **state) {
    (void)state;
    struct review review = reviewed(make(&(struct fault){0}));
    for (size_t i = 0; i < review.count; i++)
        if (review.findings[i].level != FINDING_NOTE)
            fail_msg("%s: %s", review.findings[i].check, review.findings[i].text);
    assert_true(review.passed);
    assert_true(fabs(review.length_s - 10) < 0.01);
    assert_true(fabs(review.lufs - film_lufs) < 0.3);
    assert_true(review.worst_sync_ms < 1);
    json_t *json = review_to_json(&review);
    assert_true(json_is_true(json_object_get(json, "passed")));
    json_decref(json);
    review_done(&review);
}

static void film_review__passes_a_shot_in_which_only_a_mouth_moves(void **state) {
    (void)state;
    struct review review = reviewed(make(&(struct fault){.look = {[1] = LOOK_MOUTH}}));
    assert_true(review.passed);
    review_done(&review);
}

static void film_review__misses_a_piece(void **state) {
    (void)state;
    expect(&(struct fault){.drop = 1}, "length", false);
}

static void film_review__notices_a_cut_at_the_wrong_frame(void **state) {
    (void)state;
    expect(&(struct fault){.frames = {84, 76, 80}}, "sync", true);
}

static void film_review__notices_sound_that_is_late(void **state) {
    (void)state;
    expect(&(struct fault){.late = 9600}, "sync", true);
    expect(&(struct fault){.late = 2048}, "sync", true);
}

static void film_review__misses_a_line(void **state) {
    (void)state;
    struct review review = reviewed(make(&(struct fault){.mute_second = true}));
    assert_true(has_failure(&review, "dialogue"));
    for (size_t i = 0; i < review.count; i++)
        if (strcmp(review.findings[i].check, "dialogue") == 0)
            assert_true(fabs(review.findings[i].start_s - 260000 / 48000.0) < 0.01);
    review_done(&review);
}

static void film_review__reads_the_captions(void **state) {
    (void)state;
    struct caption wrong[] = {cues[0], cues[1]}, late[] = {cues[0], cues[1]};
    wrong[1].text = "I do.\nEvery day.";
    late[0].start += 4800;
    expect(&(struct fault){.captions = &(struct captions){.cues = wrong, .count = 2}},
           "captions", true);
    expect(&(struct fault){.captions = &(struct captions){.cues = late, .count = 2}},
           "captions", true);
    expect(&(struct fault){.captions = &(struct captions){.cues = cues, .count = 1}},
           "captions", true);
}

static void film_review__notices_black_and_frozen_pictures(void **state) {
    (void)state;
    expect(&(struct fault){.look = {[1] = LOOK_BLACK}}, "black", false);
    expect(&(struct fault){.look = {[2] = LOOK_STILL}}, "frozen", true);
}

static void film_review__hears_silence_clipping_and_a_wrong_level(void **state) {
    (void)state;
    expect(&(struct fault){.silent_end = true}, "silence", false);
    expect(&(struct fault){.clipped = true}, "clipping", false);
    const char *path = make(&(struct fault){0});
    film_lufs += 2;
    struct review review = reviewed(path);
    assert_true(has_failure(&review, "loudness"));
    review_done(&review);
}

static void film_review__does_not_trust_a_cut_off_or_foreign_file(void **state) {
    (void)state;
    const char *path = make(&(struct fault){0});
    char *bytes;
    size_t size;
    struct error err = {0};
    struct review review = {0};
    struct review_order order = order_of();
    assert_true(file_read(path, 1 << 26, &bytes, &size, &err));
    const char *cut = path_of("cut.mp4");
    for (size_t part = 1; part < 8; part++) {
        assert_true(file_write(cut, bytes, size * part / 8, &err));
        if (film_review(cut, &order, NULL, &review, &err)) {
            assert_false(review.passed);
            review_done(&review);
        } else {
            assert_int_equal(err.problem, PROBLEM_DAMAGED);
        }
    }
    assert_true(file_write(cut, "no film", 7, &err));
    assert_false(film_review(cut, &order, NULL, &review, &err));
    assert_int_equal(err.problem, PROBLEM_DAMAGED);
    assert_false(film_review(path_of("none.mp4"), &order, NULL, &review, &err));
    assert_int_equal(err.problem, PROBLEM_NO_INPUT);
    free(bytes);
}

static void film_review__notices_another_picture_than_the_one_that_was_screened(void **state) {
    (void)state;
    const char *path = make(&(struct fault){0});
    buf_done(&pieces[1]);
    sample_piece(&parts.format, 2, 0, SHOT_FRAMES, LOOK_MOVING, &pieces[1]);
    struct error err = {0};
    assert_true(piece_screen(&pieces[1], &err));
    struct review review = reviewed(path);
    assert_true(has_failure(&review, "streams"));
    review_done(&review);
}

static void film_review__takes_no_piece_that_nobody_screened(void **state) {
    (void)state;
    const char *path = make(&(struct fault){0});
    buf_done(&pieces[1]);
    sample_piece(&parts.format, 1, 0, SHOT_FRAMES, LOOK_MOVING, &pieces[1]);
    struct review_order order = order_of();
    struct review review = {0};
    struct error err = {0};
    assert_false(film_review(path, &order, NULL, &review, &err));
    assert_int_equal(err.problem, PROBLEM_DAMAGED);
}

static void piece_screen__refuses_a_piece_that_does_not_play(void **state) {
    (void)state;
    struct buf bytes, broken;
    struct piece piece;
    struct error err = {0};
    struct piece_format format = small_format();
    sample_piece(&format, 0, 0, 12, LOOK_MOVING, &bytes);
    assert_true(piece_read(bytes.bytes, bytes.size, &piece, &err));
    const size_t size = piece_data_size(&piece);
    char *data = xcalloc(size, 1);
    memcpy(data, piece.packets[0].bytes, size);
    memset(data + 4, 0x7f, size - 4);
    piece_write(&piece, data, size, &broken);
    assert_false(piece_screen(&broken, &err));
    assert_int_equal(err.problem, PROBLEM_INTERNAL);
    free(data);
    piece_done(&piece);
    buf_done(&bytes);
    buf_done(&broken);
}

static int tear_down(void **state) {
    (void)state;
    free_pieces();
    sample_folder_remove();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(film_review__passes_a_good_film),
        cmocka_unit_test(film_review__passes_a_shot_in_which_only_a_mouth_moves),
        cmocka_unit_test(film_review__misses_a_piece),
        cmocka_unit_test(film_review__notices_a_cut_at_the_wrong_frame),
        cmocka_unit_test(film_review__notices_sound_that_is_late),
        cmocka_unit_test(film_review__misses_a_line),
        cmocka_unit_test(film_review__reads_the_captions),
        cmocka_unit_test(film_review__notices_black_and_frozen_pictures),
        cmocka_unit_test(film_review__hears_silence_clipping_and_a_wrong_level),
        cmocka_unit_test(film_review__does_not_trust_a_cut_off_or_foreign_file),
        cmocka_unit_test(film_review__notices_another_picture_than_the_one_that_was_screened),
        cmocka_unit_test(film_review__takes_no_piece_that_nobody_screened),
        cmocka_unit_test(piece_screen__refuses_a_piece_that_does_not_play),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
