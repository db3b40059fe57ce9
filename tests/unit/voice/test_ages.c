/* Neural voices of all ages, where set-up has brought them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pitch.h"
#include "voice/folder.h"
#include "voice/speaker.h"

static bool missing(void) {
    const char *told = getenv("FILM_REAL_VOICES"); /* tools/check hides what the machine has */
    if (told && *told) setenv("FILM_VOICES", told, 1);
    if (told && !*told) unsetenv("FILM_VOICES");
    AUTO_FREE char *model = folder_path("%s", "kokoro.onnx");
    if (access(model, R_OK) == 0) return false;
    printf("# no neural voices in this user's folder: not tested\n");
    return true;
}

static double pitch_of_voice(const char *name) {
    const struct utterance said = {.text = "We all went down to the river.",
                                   .language = "en",
                                   .voice = {.voice = name, .tempo = 1},
                                   .intensity = 1};
    struct speech speech;
    struct error err = {0};
    if (!voice_speak(&said, NULL, &speech, &err)) fail_msg("%s", err.message);
    assert_string_equal(speech.engine, "neural");
    double pitch = pitch_of(&speech.sound, 60);
    printf("# %-8s %.0f Hz\n", name, pitch);
    speech_done(&speech);
    return pitch;
}

static void neural_voices__order_baby_child_woman_man_by_pitch(void **state) {
    (void)state;
    static const char *const ages[][3] = {
        {"Mimi", "Bobo"}, {"Meera", "Arjun"}, {"Heart", "Sarah"}, {"Michael", "George"}};
    if (missing()) skip();
    double above = 1000;
    for (size_t i = 0; i < COUNT_OF(ages); i++) {
        double lowest = above;
        for (size_t k = 0; ages[i][k]; k++) {
            double pitch = pitch_of_voice(ages[i][k]);
            assert_true(pitch > 60 && pitch < above);
            lowest = fmin(lowest, pitch);
        }
        above = lowest;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(neural_voices__order_baby_child_woman_man_by_pitch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
