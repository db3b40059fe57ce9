#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "voice/engines.h"
#include "voice/pool.h"

static struct utterance line(const char *text) {
    return (struct utterance){
        .text = text, .language = "en", .voice = {.voice = "slt", .tempo = 1}, .intensity = 1};
}

static char *beside(const char *name) {
    char self[4096], *path = NULL;
    ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);
    assert_true(size > 0);
    self[size] = '\0';
    *strrchr(self, '/') = '\0';
    assert_true(asprintf(&path, "%s/%s", self, name) > 0);
    return path;
}

static bool ask_bad(const char *how, struct cancel *cancel, struct error *err) {
    AUTO_FREE char *bad = beside("bad_helper");
    setenv("FILM_VOICE", bad, 1);
    setenv("BAD_HELPER", how, 1);
    struct utterance said = line("Good morning.");
    struct speech speech;
    bool ok = voice_helper_speak("bad", &said, "slt", cancel, &speech, err);
    if (ok) speech_done(&speech);
    unsetenv("FILM_VOICE");
    voice_pool_rest(); /* the next is to be another program */
    return ok;
}

static void voice_pool__gives_up_helpers_that_die_hang_or_lie(void **state) {
    (void)state;
    static const char *const ways[] = {"dies at once",   "dies",         "hangs",
                                       "stops half way", "says nothing", "promises too much",
                                       "talks nonsense"};
    voice_patience_s = 1;
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        struct error err = {0};
        if (ask_bad(ways[i], NULL, &err)) fail_msg("a helper that %s spoke", ways[i]);
        assert_int_equal(err.problem, PROBLEM_UNAVAILABLE);
        assert_true(strlen(err.message) > 20);
    }
    voice_patience_s = 300;
}

static void voice_pool__passes_on_why_a_helper_refuses(void **state) {
    (void)state;
    struct error err = {0};
    assert_false(ask_bad("refuses", NULL, &err));
    assert_string_equal(err.message, "There is no model.");
}

static void voice_pool__asks_another_helper_when_one_dies(void **state) {
    (void)state;
    char mark[] = "/tmp/film-test-XXXXXX";
    int fd = mkstemp(mark);
    assert_true(fd >= 0);
    close(fd);
    unlink(mark);
    AUTO_FREE char *good = voice_pool_program();
    assert_non_null(good);
    AUTO_FREE char *bad = beside("bad_helper");
    setenv("GOOD_HELPER", good, 1);
    setenv("BAD_HELPER_MARK", mark, 1);
    setenv("BAD_HELPER", "dies once", 1);
    setenv("FILM_VOICE", bad, 1);
    struct utterance said = line("Good morning.");
    struct speech speech;
    struct error err = {0};
    bool ok = voice_helper_speak("flite", &said, "slt", NULL, &speech, &err);
    unsetenv("FILM_VOICE");
    unlink(mark);
    if (!ok) fail_msg("%s", err.message);
    assert_true(speech.sound.frames > PCM_RATE / 4);
    speech_done(&speech);
}

static void voice_pool__says_what_to_do_when_the_helper_is_missing(void **state) {
    (void)state;
    setenv("FILM_VOICE", "/nonexistent/film-voice", 1);
    struct utterance said = line("Good morning.");
    struct speech speech;
    struct error err = {0};
    assert_false(voice_helper_speak("absent", &said, "slt", NULL, &speech, &err));
    assert_non_null(strstr(err.message, "film-voice"));
    unsetenv("FILM_VOICE");
}

static void *ask_later(void *cancel) {
    atomic_store(&((struct cancel *)cancel)->asked, true);
    return NULL;
}

static void voice_pool__hears_cancel_while_a_helper_hangs(void **state) {
    (void)state;
    struct cancel cancel = {false};
    struct error err = {0};
    pthread_t thread;
    pthread_create(&thread, NULL, ask_later, &cancel);
    assert_false(ask_bad("hangs", &cancel, &err));
    pthread_join(thread, NULL);
    assert_int_equal(err.problem, PROBLEM_CANCELLED);
}

static void *speak_many(void *data) {
    (void)data;
    for (int i = 0; i < 6; i++) {
        struct utterance said = line("Yes.");
        struct speech speech;
        struct error err = {0};
        if (!voice_helper_speak(i % 2 ? "flite" : "espeak-ng", &said, i % 2 ? "slt" : "en-us",
                                NULL, &speech, &err))
            return xstrdup(err.message);
        speech_done(&speech);
    }
    return NULL;
}

static void voice_pool__serves_more_threads_than_it_has_helpers(void **state) {
    (void)state;
    voice_pool_limit("flite", 1);
    pthread_t threads[6];
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        pthread_create(&threads[i], NULL, speak_many, NULL);
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        void *problem;
        pthread_join(threads[i], &problem);
        if (problem) fail_msg("%s", (char *)problem);
    }
}

static void order_read__gives_back_what_was_written_and_refuses_damage(void **state) {
    (void)state;
    struct order order = {ORDER_SPEAK, "slt", "en", "Good morning.", 1.25, 0.5, -3, 1}, back;
    struct buf bytes;
    struct error err;
    buf_init(&bytes, ORDER_MAX_SIZE);
    assert_true(order_write(&order, &bytes, &err));
    char *store = xcalloc(1, ORDER_MAX_SIZE);
    assert_true(order_read(bytes.bytes, bytes.size, store, &back));
    assert_string_equal(back.voice, "slt");
    assert_string_equal(back.text, "Good morning.");
    assert_true(back.rate == 1.25 && back.range == 0.5);
    for (size_t cut = 0; cut < bytes.size; cut++)
        assert_false(order_read(bytes.bytes, cut, store, &back));
    for (size_t at = 0; at < bytes.size; at++) {
        bytes.bytes[at] = (char)~bytes.bytes[at];
        (void)!order_read(bytes.bytes, bytes.size, store, &back);
        bytes.bytes[at] = (char)~bytes.bytes[at];
    }
    free(store);
    buf_done(&bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(voice_pool__gives_up_helpers_that_die_hang_or_lie),
        cmocka_unit_test(voice_pool__passes_on_why_a_helper_refuses),
        cmocka_unit_test(voice_pool__asks_another_helper_when_one_dies),
        cmocka_unit_test(voice_pool__says_what_to_do_when_the_helper_is_missing),
        cmocka_unit_test(voice_pool__hears_cancel_while_a_helper_hangs),
        cmocka_unit_test(voice_pool__serves_more_threads_than_it_has_helpers),
        cmocka_unit_test(order_read__gives_back_what_was_written_and_refuses_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
