#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/memory.h"
#include "cli/options.h"

const struct command cli_commands[] = {
    {"make", "SCRIPT", "make a film", NULL,
     "--output --seed --resolution --fps --loudness --json --burn-captions", NULL},
    {"voices", NULL, "list the voices", NULL, "--json", NULL},
    {0},
};

static bool parse(const char *command, struct settings *settings, struct error *err, int count,
                  char **arguments) {
    bool help;
    *settings = cli_default_settings();
    return cli_parse(cli_find_command(command), count, arguments, settings, &help, err);
}
#define PARSE(command, ...)                                                         \
    parse(command, &settings, &err, (int)COUNT_OF(((const char *[]){__VA_ARGS__})), \
          (char **)(const char *[]){__VA_ARGS__})

static struct settings settings;
static struct error err;

static void cli_parse__reads_options_of_every_type(void **state) {
    (void)state;
    assert_true(PARSE("make", "a.fountain", "-o", "b.mp4", "--seed=7", "--resolution",
                      "1280x720", "--fps", "24000/1001", "--loudness", "-16", "--json"));
    assert_string_equal(settings.script, "a.fountain");
    assert_string_equal(settings.output, "b.mp4");
    assert_int_equal(settings.seed, 7);
    assert_int_equal(settings.width, 1280);
    assert_int_equal(settings.height, 720);
    assert_int_equal(settings.fps_num, 24000);
    assert_int_equal(settings.fps_den, 1001);
    assert_true(settings.loudness.lufs == -16 && !settings.loudness.gated);
    assert_true(PARSE("make", "a", "--loudness", "streaming"));
    assert_true(settings.loudness.lufs == -27 && settings.loudness.gated);
    assert_true(PARSE("make", "a.fountain", "--json"));
    assert_true(settings.json);
    assert_false(settings.burn_captions);
}

static void cli_parse__names_the_nearest_option(void **state) {
    (void)state;
    assert_false(PARSE("make", "a", "--loudnes", "3"));
    assert_int_equal(err.problem, PROBLEM_USAGE);
    assert_non_null(strstr(err.message, "--loudness"));
    assert_false(PARSE("voices", "--jsno"));
    assert_non_null(strstr(err.message, "--json"));
}

static void cli_parse__refuses_what_is_out_of_range_or_malformed(void **state) {
    (void)state;
    assert_false(PARSE("make", "a", "--resolution", "1921x1080"));
    assert_false(PARSE("make", "a", "--resolution", "1920x"));
    assert_false(PARSE("make", "a", "--resolution", "99999x2"));
    assert_false(PARSE("make", "a", "--fps", "0"));
    assert_false(PARSE("make", "a", "--fps", "24/0"));
    assert_false(PARSE("make", "a", "--loudness", "nan"));
    assert_false(PARSE("make", "a", "--loudness", "+3"));
    assert_false(PARSE("make", "a", "--seed", "1.5"));
    assert_false(PARSE("make", "a", "--seed", "-1"));
    assert_false(PARSE("make", "a", "--seed"));
    assert_false(PARSE("make", "a", "b"));
    assert_false(PARSE("make", "--json"));
}

static void cli_parse__takes_a_script_named_like_an_option_after_two_dashes(void **state) {
    (void)state;
    assert_true(PARSE("make", "--json", "--", "--odd.fountain"));
    assert_string_equal(settings.script, "--odd.fountain");
}

static void cli_nearest__gives_none_when_nothing_is_near(void **state) {
    (void)state;
    const char *words[] = {"make", "voices"};
    assert_string_equal(cli_nearest("mkae", words, 2), "make");
    assert_null(cli_nearest("zzzzzzzz", words, 2));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cli_parse__reads_options_of_every_type),
        cmocka_unit_test(cli_parse__names_the_nearest_option),
        cmocka_unit_test(cli_parse__refuses_what_is_out_of_range_or_malformed),
        cmocka_unit_test(cli_parse__takes_a_script_named_like_an_option_after_two_dashes),
        cmocka_unit_test(cli_nearest__gives_none_when_nothing_is_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
