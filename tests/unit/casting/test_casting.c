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

#include "base/buf.h"
#include "base/memory.h"
#include "casting/casting.h"
#include "casting/person.h"

static const struct voice_card cards[] = {
    {"slt", "flite", GENDER_FEMALE, AGE_ADULT, "en", 0.7},
    {"rms", "flite", GENDER_MALE, AGE_ADULT, "en", 0.7},
    {"awb", "flite", GENDER_MALE, AGE_ADULT, "en", 0.65},
    {"kal16", "flite", GENDER_MALE, AGE_ADULT, "en", 0.55},
    {"en-gb", "espeak-ng", GENDER_MALE, AGE_ADULT, "en", 0.4},
    {"en-gb+f3", "espeak-ng", GENDER_FEMALE, AGE_ADULT, "en", 0.4},
    {"ta", "espeak-ng", GENDER_MALE, AGE_ADULT, "ta", 0.4},
    {"ta+f3", "espeak-ng", GENDER_FEMALE, AGE_ADULT, "ta", 0.4},
};

struct film {
    struct screenplay *screenplay;
    struct breakdown *breakdown;
    struct cast cast;
};

static struct film film_of(const char *script, enum culture culture, uint64_t seed) {
    struct film film = {0};
    struct error err;
    if (!screenplay_read(script, strlen(script), SCREENPLAY_FOUNTAIN, &film.screenplay, &err) ||
        !(film.breakdown = breakdown_new(film.screenplay, culture)) ||
        !casting_cast(film.breakdown, seed, NULL, 0, cards, COUNT_OF(cards), &film.cast, &err))
        fail_msg("%s", err.message);
    return film;
}

static void film_done(struct film *film) {
    cast_done(&film->cast);
    breakdown_free(film->breakdown);
    screenplay_free(film->screenplay);
}

static const struct cast_member *member(const struct film *film, const char *name) {
    for (size_t i = 0; i < film->cast.count; i++)
        if (strcmp(film->screenplay->characters[i].name, name) == 0)
            return &film->cast.members[i];
    fail_msg("no %s in the film", name);
    return NULL;
}

static struct hash hash_of_look(const struct look *look) {
    struct hasher hasher;
    hasher_init(&hasher);
    look_hash(look, &hasher);
    return hasher_final(&hasher);
}

static bool same_look(const struct look *a, const struct look *b) {
    struct hash x = hash_of_look(a), y = hash_of_look(b);
    return hash_compare(&x, &y) == 0;
}

#define SAYS(name) "\n" name "\nYes.\n"

static const char family[] = "EXT. COURTYARD - DAY\n\nPongal. PAATI, 70s, LAKSHMI, 22, ARUN, "
                             "35, MEERA, 9, BABY RAJA, an "
                             "infant, and DEVI, 34, wait.\n" SAYS("PAATI") SAYS("LAKSHMI")
                                 SAYS("ARUN") SAYS("MEERA") SAYS("BABY RAJA") SAYS("DEVI");

static void casting__gives_a_person_the_same_look_in_another_script(void **state) {
    (void)state;
    /* other scenes, another order, another number of lines; the same people */
    static const char other[] =
        "INT. KITCHEN - NIGHT\n\nA Tamil kitchen. DEVI, 34, ARUN, 35.\n" SAYS("DEVI")
            SAYS("ARUN") "\nMEERA, 9, BABY RAJA, an infant, LAKSHMI, 22, PAATI, 70s, come "
                         "in.\n" SAYS("MEERA") SAYS("LAKSHMI") SAYS("LAKSHMI") SAYS("BABY RAJA")
                             SAYS("PAATI");
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct film a = film_of(family, CULTURE_AUTO, seed),
                    b = film_of(other, CULTURE_AUTO, seed);
        for (size_t i = 0; i < a.cast.count; i++) {
            const char *name = a.screenplay->characters[i].name;
            assert_true(same_look(&member(&a, name)->look, &member(&b, name)->look));
        }
        film_done(&a);
        film_done(&b);
    }
}

static void casting__changes_people_with_the_seed(void **state) {
    (void)state;
    struct film a = film_of(family, CULTURE_AUTO, 1), b = film_of(family, CULTURE_AUTO, 2);
    for (size_t i = 0; i < a.cast.count; i++)
        assert_false(same_look(&a.cast.members[i].look, &b.cast.members[i].look));
    film_done(&a);
    film_done(&b);
}

static const char *const cultures_cast =
    "EXT. PARK - DAY\n\nMARY, 30, ANNA, 31, NORA, 29, EMMA, 33, CLARA, 32, PETER, 30, PAUL, "
    "31, TOM, 34, "
    "ADAM, 29, OSCAR, 33, JACK, 66, RUTH, 67, WALTER, 70, LUCY, 8, TIM, 8.\n" SAYS("MARY")
        SAYS("ANNA") SAYS("NORA") SAYS("EMMA") SAYS("CLARA") SAYS("PETER") SAYS("PAUL")
            SAYS("TOM") SAYS("ADAM") SAYS("OSCAR") SAYS("JACK") SAYS("RUTH") SAYS("WALTER")
                SAYS("LUCY") SAYS("TIM");

static int differences(const struct look *a, const struct look *b) {
    return (a->age != b->age) + (a->gender != b->gender) +
           (strcmp(wardrobe_hair_outline(a->hair), wardrobe_hair_outline(b->hair)) != 0) +
           (strcmp(a->outfit, b->outfit) != 0) + (fabs(a->height - b->height) >= 0.05) +
           (fabs(a->build - b->build) >= 0.35) + (strcmp(a->headwear, b->headwear) != 0) +
           (strcmp(a->beard, b->beard) != 0) + (a->glasses != b->glasses);
}

static void casting__never_lets_two_people_be_confused(void **state) {
    (void)state;
    for (int culture = 0; culture < CULTURE_COUNT; culture++)
        for (uint64_t seed = 0; seed < 40; seed++) {
            struct film film = film_of(cultures_cast, (enum culture)culture, seed);
            for (size_t i = 0; i < film.cast.count; i++)
                for (size_t k = 0; k < i; k++) {
                    const struct look *a = &film.cast.members[i].look;
                    const struct look *b = &film.cast.members[k].look;
                    double apart = person_color_distance(a->colors[0], b->colors[0]);
                    if (apart < 0.12 || differences(a, b) < 2)
                        fail_msg("%s: seed %d: %s and %s: %s %s %s, %s %s %s, %.3f",
                                 culture_name((enum culture)culture), (int)seed,
                                 film.screenplay->characters[i].name,
                                 film.screenplay->characters[k].name, a->hair, a->outfit,
                                 a->colors[0], b->hair, b->outfit, b->colors[0], apart);
                }
            film_done(&film);
        }
}

/* The packs have a drawing of everything that casting may choose. */
static bool is_drawn(const char *folder, const char *id, const char *suffix) {
    char path[512];
    snprintf(path, sizeof path, ART_DIR "/people/%s/%s%s", folder, id, suffix);
    return access(path, R_OK) == 0;
}

static void check_list(const char *folder, const char *ids, const char *suffix) {
    while (*ids) {
        char id[32];
        size_t size = strcspn(ids, " ");
        assert_in_range(size, 1, 23);
        snprintf(id, sizeof id, "%.*s", (int)size, ids);
        if (strcmp(id, "bald") != 0 && !is_drawn(folder, id, suffix))
            fail_msg("nobody has drawn %s/%s", folder, id);
        ids += size + (ids[size] == ' ');
    }
}

static void casting__chooses_only_what_is_drawn(void **state) {
    (void)state;
    for (int culture = 0; culture < CULTURE_COUNT; culture++)
        for (int gender = GENDER_FEMALE; gender <= GENDER_MALE; gender++)
            for (int age = 0; age < AGE_COUNT; age++)
                for (int old = 0; old < 2; old++)
                    check_list("hair",
                               wardrobe_hair((enum culture)culture, (enum gender)gender,
                                             (enum age_band)age, old),
                               ".svg");
    for (int culture = 0; culture < CULTURE_COUNT; culture++)
        for (int region = 0; region < REGION_COUNT; region++)
            for (int life = 0; life < LIFE_COUNT; life++)
                for (int k = 0; k < 2 * (PERIOD_FUTURE + 1); k++) {
                    enum gender gender = k % 2 ? GENDER_FEMALE : GENDER_MALE;
                    check_list("outfits",
                               wardrobe_everyday((enum culture)culture, (enum region)region,
                                                 (enum period)(k / 2), gender, (enum life)life),
                               ".json");
                    check_list("outfits",
                               wardrobe_festive((enum culture)culture, (enum region)region,
                                                gender, (enum life)life),
                               ".json");
                }
}

static void casting__dresses_a_film_in_one_region(void **state) {
    (void)state;
    static const char kyoto[] =
        "INT. TEA HOUSE, KYOTO - DAY\n\nLong ago. YUKI, 22, SATO, 40, "
        "AIKO, 30, KENJI, 25, HARU, 61, and REN, 8, drink tea.\n" SAYS("YUKI") SAYS("SATO")
            SAYS("AIKO") SAYS("KENJI") SAYS("HARU") SAYS("REN");
    static const char *const foreign[] = {
        "hanbok",    "hanbok_man", "durumagi", "hanbok_festive", "qipao",
        "changshan", "hanfu",      "ruqun",    "tangzhuang",     "zhongshan"};
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct film film = film_of(kyoto, CULTURE_EAST_ASIAN, seed);
        for (size_t i = 0; i < film.cast.count; i++)
            for (size_t k = 0; k < COUNT_OF(foreign); k++) {
                assert_string_not_equal(film.cast.members[i].look.outfit, foreign[k]);
                assert_string_not_equal(film.cast.members[i].look.festive, foreign[k]);
            }
        film_done(&film);
    }
}

static void check_ids(const struct look *look) {
    assert_true(is_drawn("outfits", look->outfit, ".json"));
    assert_true(is_drawn("outfits", look->festive, ".json"));
    assert_true(!strcmp(look->hair, "bald") || is_drawn("hair", look->hair, ".svg"));
    assert_true(!*look->beard || is_drawn("beard", look->beard, ".svg"));
    assert_true(!*look->headwear || is_drawn("headwear", look->headwear, ".svg"));
}

static void check_body(const struct look *look) {
    assert_true(look->gender != GENDER_NEUTRAL);
    assert_in_range(look->skin, 1, 10);
    assert_true(look->build >= -1 && look->build <= 1);
    const double face[] = {look->eye_size,    look->eye_height, look->eye_slant,
                           look->nose_length, look->nose_width, look->lip,
                           look->jaw,         look->brow,       look->cheek};
    for (size_t i = 0; i < COUNT_OF(face); i++) assert_true(face[i] > 0.74 && face[i] < 1.3);
    assert_true(look->wrinkles >= 0 && look->wrinkles <= 1);
    if (look->age == AGE_BABY) assert_true(look->height < 0.82);
    if (look->age == AGE_CHILD) assert_true(look->height > 1.05 && look->height < 1.5);
    if (look->age >= AGE_ADULT) assert_true(look->height > 1.4 && look->height < 2.05);
    if (look->gender == GENDER_FEMALE || look->age < AGE_TEEN)
        assert_string_equal(look->beard, "");
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(strlen(look->colors[i]), 7);
        assert_int_equal(strspn(look->colors[i] + 1, "0123456789abcdef"), 6);
    }
}

static void casting__keeps_to_the_vocabulary_and_to_bodies_that_are(void **state) {
    (void)state;
    for (int culture = 0; culture < CULTURE_COUNT; culture++)
        for (uint64_t seed = 0; seed < 40; seed++) {
            struct film a = film_of(cultures_cast, (enum culture)culture, seed);
            struct film b = film_of(family, (enum culture)culture, seed);
            for (size_t i = 0; i < a.cast.count; i++) {
                check_ids(&a.cast.members[i].look);
                check_body(&a.cast.members[i].look);
            }
            for (size_t i = 0; i < b.cast.count; i++) {
                check_ids(&b.cast.members[i].look);
                check_body(&b.cast.members[i].look);
            }
            film_done(&a);
            film_done(&b);
        }
}

static void casting__dresses_people_as_the_script_says(void **state) {
    (void)state;
    struct film film = film_of("EXT. PIER - DAY\n\nOLD TEVEN, 70, a bald keeper with a white "
                               "beard, glasses and a cane, wears "
                               "a yellow coat and a beanie. ANNA, a tall woman in a red dress, "
                               "has a braid? She wears a "
                               "braid. BEN, 40, sits in a wheelchair.\n" SAYS("TEVEN")
                                   SAYS("ANNA") SAYS("BEN"),
                               CULTURE_AUTO, 5);
    const struct look *teven = &member(&film, "TEVEN")->look;
    assert_string_equal(teven->hair, "bald");
    assert_string_equal(teven->beard, "full");
    assert_string_equal(teven->outfit, "coat");
    assert_string_equal(teven->headwear, "beanie");
    assert_string_equal(teven->colors[0], "#d9a62e");
    assert_true(teven->cane && teven->wrinkles > 0.5);
    const struct look *anna = &member(&film, "ANNA")->look;
    assert_string_equal(anna->outfit, "dress");
    assert_string_equal(anna->hair, "braid");
    assert_true(anna->height > 1.62);
    assert_true(member(&film, "BEN")->look.wheelchair);
    film_done(&film);
}

static const char *const kin_cast =
    "EXT. PARK - DAY\n\nMARY, 34, plays. Mary's son PETER, 9, runs. Mary's daughter LUCY, 7, "
    "laughs.\n\nMary's grandmother RUTH, 68, sits. WALTER, 40, a stranger, passes.\n" SAYS(
        "MARY") SAYS("PETER") SAYS("LUCY") SAYS("RUTH") SAYS("WALTER");

static void casting__gives_relatives_skin_and_hair_of_one_family(void **state) {
    (void)state;
    int apart = 0, steps = 0;
    for (int culture = 0; culture < CULTURE_COUNT; culture++)
        for (uint64_t seed = 0; seed < 60; seed++) {
            struct film film = film_of(kin_cast, (enum culture)culture, seed);
            const struct look *mother = &member(&film, "MARY")->look;
            const struct look *son = &member(&film, "PETER")->look;
            const struct look *daughter = &member(&film, "LUCY")->look;
            const struct look *old = &member(&film, "RUTH")->look;
            assert_true(abs(mother->skin - son->skin) <= 1);
            assert_true(abs(mother->skin - daughter->skin) <= 1);
            assert_true(abs(mother->skin - old->skin) <= 1);
            assert_true(abs(son->skin - old->skin) <= 1);
            assert_in_range(old->skin, 1, 10);
            assert_true(person_color_distance(son->hair_color, daughter->hair_color) < 0.12);
            assert_true(person_color_distance(mother->hair_color, son->hair_color) < 0.12);
            steps += mother->skin != son->skin;
            apart += abs(member(&film, "WALTER")->look.skin - mother->skin) > 1;
            film_done(&film);
        }
    assert_true(steps > 20); /* not copies */
    assert_true(apart > 40); /* strangers stay different */
}

static void casting__greys_the_old(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 50; seed++) {
        struct film film = film_of(family, CULTURE_AUTO, seed);
        const char *old = member(&film, "PAATI")->look.hair_color;
        const char *young = member(&film, "LAKSHMI")->look.hair_color;
        assert_true(old[1] >= 'c' || old[1] == 'e');
        assert_true(young[1] <= '3');
        film_done(&film);
    }
}

/* Above a usual man, in semitones: as the voices room takes the cards to lie. */
static double pitch_of(const struct cast_member *member) {
    for (size_t i = 0; i < COUNT_OF(cards); i++)
        if (strcmp(cards[i].name, member->voice.voice) == 0)
            return member->voice.pitch_semitones + (cards[i].gender == GENDER_FEMALE ? 8.5 : 0);
    fail_msg("an unknown voice");
    return 0;
}

static void casting__orders_voices_from_baby_to_man(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct film film = film_of(family, CULTURE_AUTO, seed);
        double baby = pitch_of(member(&film, "BABY RAJA")),
               child = pitch_of(member(&film, "MEERA"));
        double woman = pitch_of(member(&film, "LAKSHMI")),
               old = pitch_of(member(&film, "PAATI"));
        double man = pitch_of(member(&film, "ARUN"));
        assert_true(baby > child + 1 && child > woman + 1 && woman > man + 4 && old > man + 3);
        assert_true(member(&film, "MEERA")->voice.formant_semitones >= 2);
        assert_true(member(&film, "PAATI")->voice.tempo < 0.95);
        assert_true(member(&film, "PAATI")->voice.tremor > 0);
        assert_true(member(&film, "ARUN")->voice.tremor == 0);
        film_done(&film);
    }
}

static void casting__keeps_voices_apart(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct film film = film_of(cultures_cast, CULTURE_AUTO, seed);
        for (size_t i = 0; i < film.cast.count; i++)
            for (size_t k = 0; k < i; k++) {
                const struct voice_choice *a = &film.cast.members[i].voice;
                const struct voice_choice *b = &film.cast.members[k].voice;
                if (strcmp(a->voice, b->voice) != 0) continue;
                double pitch = fabs(a->pitch_semitones - b->pitch_semitones);
                double formant = fabs(a->formant_semitones - b->formant_semitones);
                assert_true(pitch + 1.6 * formant + 8 * fabs(a->tempo - b->tempo) > 0.9);
            }
        film_done(&film);
    }
}

static void casting__gives_main_characters_the_best_voices(void **state) {
    (void)state;
    struct film film = film_of("INT. ROOM - DAY\n\nADAM, ZOE, PAUL.\n" SAYS("ADAM") SAYS("ZOE")
                                   SAYS("PAUL") SAYS("PAUL") SAYS("PAUL"),
                               CULTURE_AUTO, 3);
    assert_string_equal(member(&film, "PAUL")->voice.voice, "rms");
    assert_string_equal(member(&film, "ADAM")->voice.voice, "awb");
    assert_string_equal(member(&film, "ZOE")->voice.voice, "slt");
    film_done(&film);
}

static void casting__chooses_by_language(void **state) {
    (void)state;
    struct film film =
        film_of("EXT. கோவில் - காலை\n\nமணி.\n\n@லட்சுமி\nவணக்கம் பாட்டி.\n", CULTURE_AUTO, 1);
    assert_true(strncmp(film.cast.members[0].voice.voice, "ta", 2) == 0);
    film_done(&film);
}

static void casting__says_when_there_is_no_voice(void **state) {
    (void)state;
    struct film film = film_of(family, CULTURE_AUTO, 1);
    struct cast cast = {0};
    struct error err;
    assert_false(casting_cast(film.breakdown, 1, NULL, 0, NULL, 0, &cast, &err));
    assert_int_equal(err.problem, PROBLEM_UNAVAILABLE);
    assert_null(cast.members);
    film_done(&film);
}

static void casting__casts_thousands_and_nobody(void **state) {
    (void)state;
    struct buf script;
    buf_init(&script, 2 << 20);
    buf_text(&script, "EXT. SQUARE - DAY\n\nA crowd.\n\n");
    for (int i = 0; i < 5000; i++) buf_printf(&script, "SOLDIER %d\nAye.\n\n", i);
    struct film film = film_of(script.bytes, CULTURE_AUTO, 1);
    assert_int_equal(film.cast.count, 5000);
    film_done(&film);
    film = film_of("EXT. SQUARE - DAY\n\nEmpty.\n", CULTURE_AUTO, 1);
    assert_int_equal(film.cast.count, 0);
    film_done(&film);
    buf_done(&script);
}

static void look_hash__sees_every_field(void **state) {
    (void)state;
    struct film film = film_of(family, CULTURE_AUTO, 1);
    const struct look base = film.cast.members[0].look;
    struct hash before = hash_of_look(&base);
#define SEES(change)                                     \
    do {                                                 \
        struct look look = base;                         \
        look.change;                                     \
        struct hash after = hash_of_look(&look);         \
        assert_true(hash_compare(&before, &after) != 0); \
    } while (0)
    SEES(seed++);
    SEES(age = AGE_BABY);
    SEES(gender = GENDER_NEUTRAL);
    SEES(culture = CULTURE_FANTASY);
    SEES(height += 0.001);
    SEES(build += 0.001);
    SEES(skin++);
    SEES(hair[0]++);
    SEES(hair_color[1]++);
    SEES(beard[0]++);
    SEES(headwear[0]++);
    SEES(glasses ^= 1);
    SEES(cane ^= 1);
    SEES(wheelchair ^= 1);
    SEES(iris[1]++);
    SEES(eye_size += 0.001);
    SEES(eye_height += 0.001);
    SEES(eye_slant += 0.001);
    SEES(nose_length += 0.001);
    SEES(nose_width += 0.001);
    SEES(lip += 0.001);
    SEES(jaw += 0.001);
    SEES(brow += 0.001);
    SEES(cheek += 0.001);
    SEES(wrinkles += 0.001);
    SEES(outfit[0]++);
    SEES(festive[0]++);
    SEES(colors[0][1]++);
    SEES(colors[2][6]++);
    film_done(&film);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(casting__gives_a_person_the_same_look_in_another_script),
        cmocka_unit_test(casting__changes_people_with_the_seed),
        cmocka_unit_test(casting__never_lets_two_people_be_confused),
        cmocka_unit_test(casting__keeps_to_the_vocabulary_and_to_bodies_that_are),
        cmocka_unit_test(casting__chooses_only_what_is_drawn),
        cmocka_unit_test(casting__dresses_a_film_in_one_region),
        cmocka_unit_test(casting__dresses_people_as_the_script_says),
        cmocka_unit_test(casting__gives_relatives_skin_and_hair_of_one_family),
        cmocka_unit_test(casting__greys_the_old),
        cmocka_unit_test(casting__orders_voices_from_baby_to_man),
        cmocka_unit_test(casting__keeps_voices_apart),
        cmocka_unit_test(casting__gives_main_characters_the_best_voices),
        cmocka_unit_test(casting__chooses_by_language),
        cmocka_unit_test(casting__says_when_there_is_no_voice),
        cmocka_unit_test(casting__casts_thousands_and_nobody),
        cmocka_unit_test(look_hash__sees_every_field),
    };
    return cmocka_run_group_tests_name("casting", tests, NULL, NULL);
}
