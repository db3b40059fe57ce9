/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>

#include "art/light.h"
#include "base/memory.h"

static const struct rgb dark_skin = {0.30f, 0.19f, 0.14f}, light_skin = {0.94f, 0.78f, 0.68f};

static float lightness(struct rgb rgb) {
    return oklab_from_rgb(rgb).l;
}

static float chroma(struct rgb rgb) {
    struct oklab lab = oklab_from_rgb(rgb);
    return hypotf(lab.a, lab.b);
}

static void oklab__goes_there_and_back(void **state) {
    (void)state;
    for (int i = 0; i < 27; i++) {
        struct rgb in = {(float)(i % 3) / 2, (float)(i / 3 % 3) / 2, (float)(i / 9) / 2};
        struct rgb out = oklab_to_rgb(oklab_from_rgb(in));
        assert_float_equal(in.r, out.r, 0.002);
        assert_float_equal(in.g, out.g, 0.002);
        assert_float_equal(in.b, out.b, 0.002);
    }
}

static void oklab_from_rgb__agrees_with_the_published_white_and_red(void **state) {
    (void)state;
    struct oklab white = oklab_from_rgb((struct rgb){1, 1, 1});
    assert_float_equal(white.l, 1, 0.001);
    assert_float_equal(white.a, 0, 0.001);
    struct oklab red = oklab_from_rgb((struct rgb){1, 0, 0});
    assert_float_equal(red.l, 0.628, 0.001);
    assert_float_equal(red.a, 0.225, 0.001);
    assert_float_equal(red.b, 0.126, 0.001);
}

static void rgb_from_hex__reads_hex_and_gives_black_otherwise(void **state) {
    (void)state;
    struct rgb c = rgb_from_hex("#ff8000");
    assert_float_equal(c.r, 1, 0.001);
    assert_float_equal(c.g, 128 / 255.0, 0.001);
    assert_float_equal(c.b, 0, 0.001);
    static const char *const wrong[] = {"", "#12", "ff8000f", "#gg0000", "#ff80000", NULL};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_float_equal(lightness(rgb_from_hex(wrong[i])), 0, 0.001);
}

static void check_light(const struct light *light) {
    const float *swatch = &light->air.r;
    for (int i = 0; i < 15; i++) assert_true(swatch[i] >= 0 && swatch[i] <= 1);
    assert_float_equal(hypotf(light->key_x, light->key_y), 1, 0.001);
    assert_true(light->key_y < 0);
    assert_true(light->key_strength >= 0 && light->key_strength <= 1);
    assert_true(light->ambient > 0 && light->ambient <= 1);
    assert_true(light->shadow_length >= 0 && light->shadow_length <= 2.5f);
    /* faces stay readable: not black, and light and shade differ */
    assert_true(lightness(light_base(light, dark_skin)) > 0.27f);
    assert_true(lightness(light_base(light, light_skin)) >
                lightness(light_base(light, dark_skin)) + 0.20f);
    assert_true(lightness(light_shade(light, dark_skin)) <
                lightness(light_base(light, dark_skin)) - 0.03f);
    assert_true(lightness(light_rim(light, dark_skin)) >
                lightness(light_base(light, dark_skin)) + 0.10f);
    assert_true(chroma(light_base(light, light_skin)) > 0.012f);
}

static void light_for__is_usable_whatever_is_asked(void **state) {
    (void)state;
    for (int culture = -1; culture <= CULTURE_COUNT; culture++)
        for (int hour = 0; hour < HOUR_COUNT; hour++)
            for (int weather = 0; weather < WEATHER_COUNT; weather++)
                for (int mood = 0; mood < MOOD_COUNT; mood++)
                    for (int inside = 0; inside < 2; inside++) {
                        struct light light = light_for(culture, hour, weather, mood, inside);
                        check_light(&light);
                    }
}

static void light_for__moves_the_sun_from_right_to_left(void **state) {
    (void)state;
    struct light dawn = light_for(0, HOUR_DAWN, 0, 0, false);
    struct light dusk = light_for(0, HOUR_DUSK, 0, 0, false);
    assert_true(dawn.key_x > 0.5f && dusk.key_x < -0.5f);
    assert_true(dawn.shadow_length > light_for(0, HOUR_NOON, 0, 0, false).shadow_length);
}

static void light_for__lights_lamps_when_it_is_dark(void **state) {
    (void)state;
    assert_true(light_for(3, HOUR_NIGHT, 0, 0, true).lamps);
    assert_true(light_for(3, HOUR_DUSK, 0, 0, false).lamps);
    assert_true(light_for(3, HOUR_NOON, WEATHER_STORM, 0, false).lamps);
    assert_false(light_for(3, HOUR_NOON, 0, 0, true).lamps);
    /* a lit room is brighter and warmer than the night outside */
    struct light in = light_for(3, HOUR_NIGHT, 0, 0, true);
    struct light out = light_for(3, HOUR_NIGHT, 0, 0, false);
    assert_true(in.ambient > out.ambient);
    assert_true(oklab_from_rgb(in.key).b > oklab_from_rgb(out.key).b + 0.05f);
}

static void light_for__greys_in_rain_and_softens_the_key(void **state) {
    (void)state;
    struct light clear = light_for(0, HOUR_DAWN, WEATHER_CLEAR, 0, false);
    struct light rain = light_for(0, HOUR_DAWN, WEATHER_RAIN, 0, false);
    assert_true(chroma(rain.air) < chroma(clear.air) * 0.7f);
    assert_true(rain.key_strength < clear.key_strength * 0.5f);
    assert_true(rain.shadow_length < clear.shadow_length);
}

static void light_for__makes_night_darker_than_noon(void **state) {
    (void)state;
    for (int culture = 0; culture < CULTURE_COUNT; culture++) {
        struct light noon = light_for(culture, HOUR_NOON, 0, 0, false);
        struct light night = light_for(culture, HOUR_NIGHT, 0, 0, false);
        assert_true(lightness(night.air) < lightness(noon.air) - 0.3f);
        assert_true(lightness(light_base(&night, light_skin)) <
                    lightness(light_base(&noon, light_skin)) - 0.1f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(oklab__goes_there_and_back),
        cmocka_unit_test(oklab_from_rgb__agrees_with_the_published_white_and_red),
        cmocka_unit_test(rgb_from_hex__reads_hex_and_gives_black_otherwise),
        cmocka_unit_test(light_for__is_usable_whatever_is_asked),
        cmocka_unit_test(light_for__moves_the_sun_from_right_to_left),
        cmocka_unit_test(light_for__lights_lamps_when_it_is_dark),
        cmocka_unit_test(light_for__greys_in_rain_and_softens_the_key),
        cmocka_unit_test(light_for__makes_night_darker_than_noon),
    };
    return cmocka_run_group_tests_name("light", tests, NULL, NULL);
}
