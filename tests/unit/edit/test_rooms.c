#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "breakdown/lexicon.h"
#include "edit/mix.h"
#include "edit/reverb.h"
#include "sound/ambience.h"

static bool sounds(const char *place) {
    for (int i = 0; ambience_place(i); i++)
        if (strcmp(ambience_place(i), place) == 0) return true;
    return false;
}

static bool answers(const char *place) {
    for (int i = 0; mix_room_place(i); i++)
        if (strcmp(mix_room_place(i), place) == 0) return true;
    return false;
}

static void every_place_of_the_breakdown_has_an_ambience_and_a_room(void **state) {
    (void)state;
    static const char *const unsaid[] = {"interior", "exterior"};
    for (size_t i = 0; i < breakdown_places.count + COUNT_OF(unsaid); i++) {
        const char *place = i < breakdown_places.count ? breakdown_places.cues[i].id
                                                       : unsaid[i - breakdown_places.count];
        if (!sounds(place)) fail_msg("%s has no ambience", place);
        if (!answers(place)) fail_msg("%s has no room", place);
    }
    for (int i = 0; mix_room_place(i); i++)
        if (!sounds(mix_room_place(i))) fail_msg("no ambience for %s", mix_room_place(i));
}

/* What happens in a place rings in the room of its ambience, what is said in that of the mix:
 * the two must be of one kind. */
static void a_place_rings_for_its_voices_as_for_its_sounds(void **state) {
    (void)state;
    static struct ambience ambience;
    for (size_t i = 0; i < breakdown_places.count; i++) {
        const struct cue *cue = &breakdown_places.cues[i];
        if (!cue->value) continue; /* inside, as a rule */
        struct ambience_order order = {.place = cue->id, .inside = true};
        ambience_build(&ambience, &order);
        double voices_s = reverb_length_s(mix_room_of(cue->id, true));
        if (voices_s < 0.35 * ambience.tail || voices_s > 1.3 * ambience.tail)
            fail_msg("%s rings %.2f s for voices, %.2f s for sounds", cue->id, voices_s,
                     ambience.tail);
    }
}

static void every_ambience_is_wide_and_in_balance(void **state) {
    (void)state;
    for (int i = 0; ambience_place(i); i++) {
        struct ambience_order order = {.place = ambience_place(i),
                                       .inside = i % 2,
                                       .hour = HOUR_MORNING,
                                       .culture = CULTURE_WESTERN,
                                       .length = 4 * PCM_RATE,
                                       .seed = 3};
        struct pcm pcm;
        sound_ambience(&order, &pcm);
        double left = 0, right = 0, both = 0;
        for (int64_t k = 0; k < pcm.frames; k++) {
            double l = pcm.samples[2 * k], r = pcm.samples[2 * k + 1];
            left += l * l, right += r * r, both += l * r;
        }
        pcm_done(&pcm);
        double alike = both / sqrt(left * right), balance = 10 * log10(left / right);
        if (alike < -0.2 || alike > 0.75 || fabs(balance) > 3)
            fail_msg("%s: correlation %.2f, balance %.1f dB", ambience_place(i), alike,
                     balance);
    }
}

static void a_place_that_nobody_lists_is_an_interior_or_an_exterior(void **state) {
    (void)state;
    assert_true(mix_room_of("no such place", true).size == mix_room_of("interior", true).size);
    assert_true(mix_room_of(NULL, false).size == mix_room_of("exterior", false).size);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_place_of_the_breakdown_has_an_ambience_and_a_room),
        cmocka_unit_test(a_place_rings_for_its_voices_as_for_its_sounds),
        cmocka_unit_test(every_ambience_is_wide_and_in_balance),
        cmocka_unit_test(a_place_that_nobody_lists_is_an_interior_or_an_exterior),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
