#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "sound/ambience.h"
#include "sound/sound.h"

/* The words that the rooms share. */
static const char *const effects[] = {
    "door_open", "door_close", "knock",     "steps",     "bell",  "temple_bell", "thunder",
    "phone",     "glass",      "clap",      "cheer",     "laugh", "gust",        "splash",
    "horn",      "dog",        "bird",      "rooster",   "clock", "paper",       "fire",
    "drum",      "whistle",    "engine",    "train",     "creak", "keys",        "pour",
    "typing",    "switch",     "explosion", "heartbeat", "crack", "conch",
};
static const char *const places[] = {
    "courtyard", "temple", "mosque", "church",    "living_room", "kitchen",    "bedroom",
    "hut",       "hall",   "office", "classroom", "hospital",    "cafe",       "restaurant",
    "shop",      "market", "street", "alley",     "village",     "city",       "roof",
    "park",      "garden", "forest", "field",     "farm",        "hill",       "mountain",
    "river",     "lake",   "beach",  "sea",       "harbour",     "lighthouse", "lamp_room",
    "desert",    "snow",   "cave",   "castle",    "station",     "train",      "car",
    "bus",       "stage",  "studio", "spaceship", "underwater",  "abstract",   "interior",
    "exterior",
};

static bool listed(const char *id) {
    for (int i = 0; sound_effect_names[i]; i++)
        if (strcmp(sound_effect_names[i], id) == 0) return true;
    return false;
}

static double peak_of(const struct pcm *pcm) {
    double peak = 0;
    for (int64_t i = 0; i < pcm->frames * pcm->channels; i++) {
        if (!isfinite(pcm->samples[i])) fail_msg("sample %d is not finite", (int)i);
        peak = fmax(peak, fabs((double)pcm->samples[i]));
    }
    return peak;
}

static double mean_of(const struct pcm *pcm, int channel) {
    double sum = 0;
    for (int64_t i = 0; i < pcm->frames; i++) sum += pcm->samples[2 * i + channel];
    return sum / (double)pcm->frames;
}

static void every_shared_word_has_its_effect(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(effects); i++)
        if (!listed(effects[i])) fail_msg("no effect %s", effects[i]);
    struct pcm pcm;
    assert_false(sound_effect("no such thing", 1, &pcm));
    assert_false(sound_effect("", 1, &pcm));
}

static void sound_effect__is_clean_for_every_name(void **state) {
    (void)state;
    for (int i = 0; sound_effect_names[i]; i++) {
        for (uint64_t seed = 0; seed < 2; seed++) {
            struct pcm pcm;
            const char *name = sound_effect_names[i];
            assert_true(sound_effect(name, seed, &pcm));
            assert_int_equal(pcm.channels, 2);
            assert_in_range(pcm.frames, PCM_RATE / 5, 10 * PCM_RATE);
            double peak = 20 * log10(peak_of(&pcm));
            if (peak < -12.6 || peak > -11.5) fail_msg("%s peaks at %.1f dB", name, peak);
            for (int c = 0; c < 2; c++) {
                if (fabs(mean_of(&pcm, c)) > 1e-4) fail_msg("%s has a direct current", name);
                assert_true(fabsf(pcm.samples[c]) < 1e-4f);
                assert_true(fabsf(pcm.samples[2 * pcm.frames - 2 + c]) < 1e-4f);
            }
            pcm_done(&pcm);
        }
    }
}

/* Share of the power in what changes from sample to sample: how bright a sound is. */
static double brightness(const char *effect) {
    double change = 0, power = 1e-12;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct pcm pcm;
        assert_true(sound_effect(effect, seed, &pcm));
        for (int64_t i = 2; i < 2 * pcm.frames; i++) {
            double step = pcm.samples[i] - pcm.samples[i - 2];
            change += step * step;
            power += (double)pcm.samples[i] * pcm.samples[i];
        }
        pcm_done(&pcm);
    }
    return change / power;
}

static double crest(const char *effect) {
    struct pcm pcm;
    assert_true(sound_effect(effect, 1, &pcm));
    double rms = pcm_rms_db(&pcm); /* the peak is the same for all */
    pcm_done(&pcm);
    return -rms;
}

static void sound_effect__tells_what_feet_fall_on(void **state) {
    (void)state;
    double wood = brightness("steps_wood"), stone = brightness("steps_stone"),
           sand = brightness("steps_sand");
    if (!(wood * 2 < stone && wood * 2 < sand)) fail_msg("%f %f %f", wood, stone, sand);
    assert_true(crest("steps_stone") > crest("steps_sand") + 4);
}

static void sound_effect__is_the_same_for_a_seed_and_new_for_another(void **state) {
    (void)state;
    for (int i = 0; sound_effect_names[i]; i++) {
        struct pcm first, again, other;
        assert_true(sound_effect(sound_effect_names[i], 7, &first));
        assert_true(sound_effect(sound_effect_names[i], 7, &again));
        assert_true(sound_effect(sound_effect_names[i], 8, &other));
        assert_int_equal(first.frames, again.frames);
        size_t size = (size_t)first.frames * 2 * sizeof(float);
        assert_memory_equal(first.samples, again.samples, size);
        if (memcmp(first.samples, other.samples, size) == 0)
            fail_msg("%s does not vary", sound_effect_names[i]);
        pcm_done(&first);
        pcm_done(&again);
        pcm_done(&other);
    }
}

static struct ambience_order order_at(const char *place, bool inside, double seconds) {
    return (struct ambience_order){.place = place,
                                   .inside = inside,
                                   .hour = HOUR_AFTERNOON,
                                   .weather = WEATHER_CLEAR,
                                   .culture = CULTURE_SOUTH_INDIAN,
                                   .length = (int64_t)(seconds * PCM_RATE),
                                   .seed = 5};
}

static double level_of(const struct ambience_order *order) {
    struct pcm pcm;
    sound_ambience(order, &pcm);
    assert_int_equal(pcm.frames, order->length);
    assert_int_equal(pcm.channels, 2);
    assert_true(peak_of(&pcm) < 0.5);
    for (int c = 0; c < 2; c++) {
        assert_true(fabs(mean_of(&pcm, c)) < 1e-3);
        assert_true(fabsf(pcm.samples[c]) < 1e-6f);
        assert_true(fabsf(pcm.samples[2 * pcm.frames - 2 + c]) < 1e-6f);
    }
    double rms = pcm_rms_db(&pcm);
    pcm_done(&pcm);
    return rms;
}

static void every_place_has_a_sound_of_its_own(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        bool found = false;
        for (int p = 0; ambience_place(p); p++)
            found |= strcmp(ambience_place(p), places[i]) == 0;
        if (!found) fail_msg("no place %s", places[i]);
        struct ambience_order order = order_at(places[i], i % 2 == 0, 6.5);
        order.hour = (enum hour)(i % HOUR_COUNT);
        double rms = level_of(&order);
        if (rms < -43 || rms > -25) fail_msg("%s is at %.1f dB", places[i], rms);
    }
}

static void sound_ambience__stands_before_a_house_that_the_heading_puts_outside(void **state) {
    (void)state;
    struct ambience inside, outside;
    struct ambience_order order = order_at("living_room", true, 1);
    ambience_build(&inside, &order);
    order.inside = false;
    ambience_build(&outside, &order);
    assert_true(inside.hum_count == 1 && outside.hum_count == 0);
    order.place = "exterior";
    struct ambience exterior;
    ambience_build(&exterior, &order);
    assert_true(outside.tail == exterior.tail && outside.bed_count == exterior.bed_count);
}

static void sound_ambience__is_quiet_in_a_room_and_loud_in_a_storm(void **state) {
    (void)state;
    struct ambience_order room = order_at("bedroom", true, 12),
                          storm = order_at("hill", false, 12);
    room.hour = HOUR_NIGHT;
    storm.weather = WEATHER_STORM;
    double quiet = level_of(&room), loud = level_of(&storm);
    if (quiet < -42 || quiet > -36) fail_msg("the room is at %.1f dB", quiet);
    if (loud < -31 || loud > -25) fail_msg("the storm is at %.1f dB", loud);
}

static void sound_ambience__hears_rain_through_walls_more_softly(void **state) {
    (void)state;
    struct ambience_order outside = order_at("garden", false, 8),
                          inside = order_at("garden", true, 8);
    outside.weather = inside.weather = WEATHER_RAIN;
    assert_true(level_of(&outside) > level_of(&inside) + 2);
}

static void sound_ambience__of_an_unknown_place_falls_back(void **state) {
    (void)state;
    struct ambience_order order = order_at("the far side of nowhere", false, 2);
    assert_true(level_of(&order) > -50);
    order.place = NULL;
    order.inside = true;
    assert_true(level_of(&order) > -50);
}

static void sound_ambience__of_a_longer_order_starts_alike(void **state) {
    (void)state;
    static const char *const some[] = {"market", "beach", "train", "forest"};
    for (size_t i = 0; i < COUNT_OF(some); i++) {
        struct ambience_order shorter = order_at(some[i], false, 3.123),
                              longer = order_at(some[i], false, 7);
        shorter.weather = longer.weather = WEATHER_STORM;
        shorter.festive = longer.festive = true;
        struct pcm a, b;
        sound_ambience(&shorter, &a);
        sound_ambience(&longer, &b);
        size_t same = (size_t)(a.frames - PCM_RATE / 4);
        assert_memory_equal(a.samples, b.samples, same * 2 * sizeof(float));
        pcm_done(&a);
        pcm_done(&b);
    }
}

/* Ten-second windows of a bed that looped would correlate somewhere. */
static void sound_ambience__does_not_loop(void **state) {
    (void)state;
    struct ambience_order order = order_at("river", false, 24);
    struct pcm pcm;
    sound_ambience(&order, &pcm);
    enum { WINDOW = 24000 };
    const float *first = pcm.samples + 2 * PCM_RATE;
    double power = 0;
    for (int i = 0; i < WINDOW; i++) power += (double)first[2 * i] * first[2 * i];
    for (int64_t lag = PCM_RATE; lag < 22 * PCM_RATE; lag += 480) {
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) sum += (double)first[2 * i] * first[2 * (i + lag)];
        assert_true(fabs(sum) < 0.5 * power);
    }
    pcm_done(&pcm);
}

static void sound_ambience__takes_any_length(void **state) {
    (void)state;
    static const int64_t lengths[] = {0, 1, 2, 479, 481, 5000};
    for (size_t i = 0; i < COUNT_OF(lengths); i++) {
        struct ambience_order order = order_at("cafe", true, 0);
        order.length = lengths[i];
        struct pcm pcm;
        sound_ambience(&order, &pcm);
        assert_int_equal(pcm.frames, lengths[i]);
        pcm_done(&pcm);
    }
}

static void hashes_see_every_field(void **state) {
    (void)state;
    struct ambience_order base = order_at("park", false, 3);
    struct ambience_order other[] = {base, base, base, base, base, base, base, base};
    other[0].place = "sea";
    other[1].inside = true;
    other[2].hour = HOUR_NIGHT;
    other[3].weather = WEATHER_FOG;
    other[4].culture = CULTURE_AFRICAN;
    other[5].festive = true;
    other[6].length++;
    other[7].seed++;
    struct hash first = sound_ambience_hash(&base);
    for (size_t i = 0; i < COUNT_OF(other); i++) {
        struct hash hash = sound_ambience_hash(&other[i]);
        assert_int_not_equal(hash_compare(&first, &hash), 0);
    }
    struct hash dog = sound_effect_hash("dog", 1), again = sound_effect_hash("dog", 1);
    struct hash bird = sound_effect_hash("bird", 1), later = sound_effect_hash("dog", 2);
    assert_int_equal(hash_compare(&dog, &again), 0);
    assert_int_not_equal(hash_compare(&dog, &bird), 0);
    assert_int_not_equal(hash_compare(&dog, &later), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shared_word_has_its_effect),
        cmocka_unit_test(sound_effect__is_clean_for_every_name),
        cmocka_unit_test(sound_effect__tells_what_feet_fall_on),
        cmocka_unit_test(sound_effect__is_the_same_for_a_seed_and_new_for_another),
        cmocka_unit_test(every_place_has_a_sound_of_its_own),
        cmocka_unit_test(sound_ambience__stands_before_a_house_that_the_heading_puts_outside),
        cmocka_unit_test(sound_ambience__is_quiet_in_a_room_and_loud_in_a_storm),
        cmocka_unit_test(sound_ambience__hears_rain_through_walls_more_softly),
        cmocka_unit_test(sound_ambience__of_an_unknown_place_falls_back),
        cmocka_unit_test(sound_ambience__of_a_longer_order_starts_alike),
        cmocka_unit_test(sound_ambience__does_not_loop),
        cmocka_unit_test(sound_ambience__takes_any_length),
        cmocka_unit_test(hashes_see_every_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
