/* Neural voices: on a tiny model of Piper's shape that the test makes, and on the real ones
 * where set-up has brought them. */
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
#include "voice/engines.h"
#include "voice/folder.h"
#include "voice/install.h"
#include "voice/onnx.h"
#include "voice/pool.h"

/* ---- a model, written byte by byte (onnx.proto3) ---- */

static void put_varint(struct buf *out, uint64_t value) {
    for (; value > 0x7f; value >>= 7) buf_u8(out, (uint8_t)(value | 0x80));
    buf_u8(out, (uint8_t)value);
}
static void put_number(struct buf *out, int field, uint64_t value) {
    put_varint(out, (uint64_t)field << 3);
    put_varint(out, value);
}
static void put_bytes(struct buf *out, int field, const void *bytes, size_t size) {
    put_varint(out, (uint64_t)field << 3 | 2);
    put_varint(out, size);
    buf_add(out, bytes, size);
}
static void put_text(struct buf *out, int field, const char *text) {
    put_bytes(out, field, text, strlen(text));
}
static void put_message(struct buf *out, int field, struct buf *message) {
    put_bytes(out, field, message->bytes, message->size);
    buf_done(message);
}

static void put_value(struct buf *graph, int field, const char *name, int type, int rank) {
    struct buf value, shape, tensor, of;
    buf_init(&value, 1000), buf_init(&shape, 1000), buf_init(&tensor, 1000),
        buf_init(&of, 1000);
    for (int i = 0; i < rank; i++) put_bytes(&shape, 1, "", 0); /* any length */
    put_number(&tensor, 1, (uint64_t)type);
    put_message(&tensor, 2, &shape);
    put_message(&of, 1, &tensor);
    put_text(&value, 1, name);
    put_message(&value, 2, &of);
    put_message(graph, field, &value);
}

static void put_floats(struct buf *graph, const char *name, int64_t rows, int64_t columns,
                       const float *values) {
    struct buf tensor;
    buf_init(&tensor, 1 << 20);
    put_number(&tensor, 1, (uint64_t)rows);
    put_number(&tensor, 1, (uint64_t)columns);
    put_number(&tensor, 2, 1);
    put_text(&tensor, 8, name);
    put_bytes(&tensor, 9, values, (size_t)(rows * columns) * sizeof(float));
    put_message(graph, 5, &tensor);
}

static void put_node(struct buf *graph, const char *op, const char *a, const char *b,
                     const char *to, int cast_to) {
    struct buf node, attribute;
    buf_init(&node, 1000);
    put_text(&node, 1, a);
    if (b) put_text(&node, 1, b);
    put_text(&node, 2, to);
    put_text(&node, 4, op);
    if (cast_to) {
        buf_init(&attribute, 100);
        put_text(&attribute, 1, "to");
        put_number(&attribute, 3, (uint64_t)cast_to);
        put_number(&attribute, 20, 2);
        put_message(&node, 5, &attribute);
    }
    put_message(graph, 1, &node);
}

/* Every symbol lasts 4 steps of 256 samples: a tone, and a little noise by the die. */
static struct buf tiny_piper(bool tells_lengths) {
    enum { LONG = 1024 };
    static float tone[LONG];
    const float none = 0, length = 3.2F, little = 0.01F, loud = 0.3F;
    for (int i = 0; i < LONG; i++) tone[i] = sinf((float)i * 0.0613592F);
    struct buf model, graph, opset;
    buf_init(&model, 1 << 20), buf_init(&graph, 1 << 20), buf_init(&opset, 100);
    put_node(&graph, "Cast", "input", NULL, "ids", 1);
    put_node(&graph, "Mul", "ids", "none", "nothing", 0);
    put_node(&graph, "Add", "nothing", "length", "lengths", 0);
    if (tells_lengths) put_node(&graph, "Ceil", "lengths", NULL, "steps", 0);
    put_node(&graph, "RandomNormalLike", "nothing", NULL, "die", 0);
    put_node(&graph, "Mul", "die", "little", "shake", 0);
    put_node(&graph, "Add", "shake", "loud", "loudness", 0);
    put_node(&graph, "Transpose", "loudness", NULL, "column", 0);
    put_node(&graph, "MatMul", "column", "tone", "output", 0);
    put_text(&graph, 2, "tiny");
    put_floats(&graph, "none", 1, 1, &none);
    put_floats(&graph, "length", 1, 1, &length);
    put_floats(&graph, "little", 1, 1, &little);
    put_floats(&graph, "loud", 1, 1, &loud);
    put_floats(&graph, "tone", 1, LONG, tone);
    put_value(&graph, 11, "input", 7, 2);
    put_value(&graph, 11, "input_lengths", 7, 1);
    put_value(&graph, 11, "scales", 1, 1);
    put_value(&graph, 12, "output", 1, 2);
    put_number(&model, 1, 8); /* IR version */
    put_message(&model, 7, &graph);
    put_number(&opset, 2, 15);
    put_message(&model, 8, &opset);
    return model;
}

static const char settings[] =
    "{\"audio\": {\"sample_rate\": 22050}, \"espeak\": {\"voice\": \"en-us\"},"
    " \"language\": {\"code\": \"en_US\"}, \"inference\": {\"noise_scale\": 0.6},"
    " \"phoneme_id_map\": {\"_\": [0], \"^\": [1], \"$\": [2], \" \": [3], \"m\": [4],"
    " \"a\": [5], \"b\": [6], \"\\u02c8\": [7], \"\\u0251\": [8], \".\": [9], \"\\u0250\": "
    "[10]}}";

static char folder[] = "/tmp/film-voices-XXXXXX";
static char *real; /* what this machine's user has */

static bool prepare(const struct buf *model, struct onnx_voice *voice, struct error *err) {
    struct buf out;
    buf_init(&out, 1 << 22);
    bool ok = onnx_prepare(model->bytes, model->size, voice, &out, err);
    buf_done(&out);
    return ok;
}

static void onnx_prepare__finds_the_lengths_and_refuses_what_has_none(void **state) {
    (void)state;
    struct onnx_voice voice;
    struct error err = {0};
    struct buf model = tiny_piper(true);
    if (!prepare(&model, &voice, &err)) fail_msg("%s", err.message);
    assert_int_equal(voice.kind, ONNX_PIPER);
    assert_string_equal(voice.durations, "steps");
    assert_string_equal(voice.sound, "output");
    buf_done(&model);
    model = tiny_piper(false);
    assert_false(prepare(&model, &voice, &err));
    assert_non_null(strstr(err.message, "how long its phones are"));
    buf_done(&model);
}

static void onnx_prepare__survives_damage_of_every_byte(void **state) {
    (void)state;
    struct onnx_voice voice;
    struct error err;
    struct buf model = tiny_piper(true);
    size_t whole = model.size;
    for (model.size = 0; model.size < whole; model.size += model.size < 900 ? 1 : 61)
        assert_false(prepare(&model, &voice, &err));
    model.size = whole;
    for (size_t at = 0; at < whole; at += at < 900 || at + 300 > whole ? 1 : 97)
        for (int bit = 0; bit < 8; bit++) {
            model.bytes[at] = (char)(model.bytes[at] ^ 1 << bit);
            (void)!prepare(&model, &voice, &err);
            model.bytes[at] = (char)(model.bytes[at] ^ 1 << bit);
        }
    buf_done(&model);
}

static void write_file(const char *path, const void *bytes, size_t size) {
    struct error err;
    if (!file_write(path, bytes, size, &err)) fail_msg("%s", err.message);
}

static void install_voice__takes_what_it_understands(void **state) {
    (void)state;
    struct error err = {0};
    const char *kind = "";
    AUTO_FREE char *onnx = folder_path("given.onnx");
    AUTO_FREE char *json = folder_path("given.onnx.json");
    AUTO_FREE char *style = folder_path("given.bin");
    struct buf model = tiny_piper(true);
    write_file(onnx, model.bytes, model.size);
    assert_false(install_voice("tiny", onnx, &kind, &err)); /* without settings */
    write_file(json, "{}", 2);
    assert_false(install_voice("tiny", onnx, &kind, &err));
    assert_non_null(strstr(err.message, "phoneme_id_map"));
    write_file(json, settings, strlen(settings));
    assert_false(install_voice("../tiny", onnx, &kind, &err));
    assert_int_equal(err.problem, PROBLEM_USAGE);
    if (!install_voice("tiny", onnx, &kind, &err)) fail_msg("%s", err.message);
    assert_string_equal(kind, "piper");
    float *values = xcalloc(510 * 256, sizeof(float));
    write_file(style, values, 100);
    assert_false(install_voice("af_mine", style, &kind, &err));
    write_file(style, values, (size_t)510 * 256 * 4);
    assert_false(install_voice("mine", style, &kind, &err));
    assert_true(install_voice("af_mine", style, &kind, &err));
    values[7] = NAN;
    write_file(style, values, (size_t)510 * 256 * 4);
    assert_false(install_voice("af_mine", style, &kind, &err));
    free(values);
    buf_done(&model);
}

/* ---- speaking; `false` where there is no library to compute with ---- */

static bool link_library(void) {
    AUTO_FREE char *from = NULL;
    AUTO_FREE char *to = folder_path("libonnxruntime.so");
    if (asprintf(&from, "%s/libonnxruntime.so", real) < 0) die("out of memory");
    return access(from, R_OK) == 0 && (access(to, R_OK) == 0 || symlink(from, to) == 0);
}

static bool say(const char *voice, const char *text, struct speech *speech, struct error *err) {
    struct utterance said = {
        .text = text, .language = "en", .voice = {.voice = voice, .tempo = 1}, .intensity = 1};
    return voice_helper_speak("neural", &said, voice, NULL, speech, err);
}

static void neural__times_phones_by_the_models_own_lengths(void **state) {
    (void)state;
    if (!link_library()) skip();
    struct speech speech, again;
    struct error err = {0};
    if (!say("piper:tiny", "Mama.", &speech, &err)) fail_msg("%s", err.message);
    /* ^ m . ... : each symbol and its pad last 8 steps of 256 samples at 22050 Hz */
    const double step = 8 * 256 * 48000.0 / 22050;
    size_t phones = 0;
    for (size_t i = 0; i < speech.phone_count; i++) {
        const struct phone *phone = &speech.phones[i];
        if (!phone->ipa[0]) continue;
        phones++;
        double symbols = (double)(phone->end - phone->start) / step;
        assert_true(symbols > 0.4 && fabs(symbols - round(symbols)) < 0.51);
    }
    assert_int_equal(phones, 4);
    assert_int_equal(speech.word_count, 1);
    voice_pool_rest();
    if (!say("piper:tiny", "Mama.", &again, &err)) fail_msg("%s", err.message);
    assert_int_equal(speech.sound.frames, again.sound.frames);
    assert_memory_equal(speech.sound.samples, again.sound.samples,
                        (size_t)again.sound.frames * sizeof(float));
    speech_done(&speech);
    speech_done(&again);
}

static void neural__says_what_is_wrong_with_a_damaged_or_missing_model(void **state) {
    (void)state;
    if (!link_library()) skip();
    struct speech speech;
    struct error err = {0};
    AUTO_FREE char *bad = folder_path("piper/bad.onnx");
    AUTO_FREE char *bad_json = folder_path("piper/bad.json");
    write_file(bad, "not a model", 11);
    write_file(bad_json, settings, strlen(settings));
    assert_false(say("piper:bad", "Mama.", &speech, &err));
    assert_non_null(strstr(err.message, "no whole ONNX file"));
    assert_false(say("piper:absent", "Mama.", &speech, &err));
    assert_non_null(strstr(err.message, "missing"));
    assert_false(say("kokoro:af_mine", "Mama.", &speech, &err));
    assert_false(say("nonsense", "Mama.", &speech, &err));
    /* and the helper is well after all that */
    if (!say("piper:tiny", "Mama.", &speech, &err)) fail_msg("%s", err.message);
    speech_done(&speech);
}

static void neural__real_voices_speak_in_time(void **state) {
    (void)state;
    AUTO_FREE char *model = NULL;
    if (asprintf(&model, "%s/kokoro.onnx", real) < 0) die("out of memory");
    if (access(model, R_OK) != 0) skip();
    setenv("FILM_VOICES", real, 1);
    voice_pool_rest();
    struct speech speech;
    struct error err = {0};
    bool ok = say("kokoro:af_heart", "A map, Bob.", &speech, &err);
    setenv("FILM_VOICES", folder, 1);
    voice_pool_rest();
    if (!ok) fail_msg("%s", err.message);
    assert_int_equal(speech.word_count, 3);
    int64_t at = 0;
    char heard[200] = "";
    for (size_t i = 0; i < speech.phone_count; i++) {
        assert_true(speech.phones[i].start == at && speech.phones[i].end > at);
        at = speech.phones[i].end;
        strncat(heard, speech.phones[i].ipa, sizeof heard - strlen(heard) - 1);
    }
    assert_true(at == speech.sound.frames);
    assert_non_null(strstr(heard, "mæp"));
    assert_true(pcm_rms_db(&speech.sound) > -40);
    speech_done(&speech);
}

static int set_up(void **state) {
    (void)state;
    const char *told = getenv("FILM_REAL_VOICES");
    if (told) unsetenv("FILM_VOICES");
    real = told && *told ? xstrdup(told) : folder_path("%s", "");
    if (!mkdtemp(folder)) return -1;
    setenv("FILM_VOICES", folder, 1);
    return 0;
}

static int tidy_up(void **state) {
    (void)state;
    AUTO_FREE char *command = NULL;
    free(real);
    return asprintf(&command, "rm -r %s", folder) > 0 && system(command) == 0 ? 0 : -1;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(onnx_prepare__finds_the_lengths_and_refuses_what_has_none),
        cmocka_unit_test(onnx_prepare__survives_damage_of_every_byte),
        cmocka_unit_test(install_voice__takes_what_it_understands),
        cmocka_unit_test(neural__times_phones_by_the_models_own_lengths),
        cmocka_unit_test(neural__says_what_is_wrong_with_a_damaged_or_missing_model),
        cmocka_unit_test(neural__real_voices_speak_in_time),
    };
    return cmocka_run_group_tests(tests, set_up, tidy_up);
}
