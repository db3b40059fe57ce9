#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "music/composer.h"
#include "music/mode.h"

enum { LEAD = 0, BASS = 4, DRONE = 6, HAND = 7, PERCUSSION = 9 };

/* Every culture, mood, style, mode, and a spread of lengths, strengths, scenes and seeds. */
static struct cue_order order_of(uint32_t i) {
    static const double seconds[] = {0.4, 1.5, 3, 7.3, 12, 21, 33.3, 60, 95, 240};
    const uint32_t round = i / (MOOD_COUNT * CULTURE_COUNT);
    struct random random = random_seed_for(i, "order");
    struct cue_order order = {
        .mood = (enum mood)(i % MOOD_COUNT),
        .culture = (enum culture)(i / MOOD_COUNT % CULTURE_COUNT),
        .strength = (double)(i % 5) / 4,
        .festive = i % 11 == 0,
        .length = (int64_t)(seconds[i % COUNT_OF(seconds)] * PCM_RATE),
        .theme_seed = i / 7,
        .seed = i * 31 + 5,
        .opening = i % 9 == 0,
        .closing = i % 9 == 1,
    };
    if (round % 2 == 1) order.style = (enum music_style)(1 + i % (STYLE_COUNT - 1));
    if (round % 4 == 3) order.mode = &music_modes[(i / 3) % (uint32_t)music_mode_count];
    if (round % 4 >= 2) {
        order.person = i;
        order.point_count = CUE_POINTS;
        for (int k = 0; k < CUE_POINTS; k++) {
            order.energy[k] = (float)random_unit(&random);
            order.light[k] = (float)random_range(&random, -1, 1);
        }
        for (int64_t at = 3 * PCM_RATE; at < order.length && order.hit_count < CUE_HITS;
             at += (int64_t)(random_range(&random, 3, 9) * PCM_RATE))
            order.hits[order.hit_count++] = at;
    }
    return order;
}
enum { ONCE = MOOD_COUNT * CULTURE_COUNT, ORDERS = 20 * ONCE };

static bool pitched(const struct note *note) {
    return note->controller == 0 && note->channel != PERCUSSION && note->channel != HAND;
}

static void every_style_has_a_mode_for_every_mood(void **state) {
    (void)state;
    for (int s = STYLE_AUTO + 1; s < STYLE_COUNT; s++)
        for (int m = 0; m < MOOD_COUNT; m++) {
            int fitting = 0;
            for (int i = 0; i < music_mode_count; i++)
                fitting += music_modes[i].styles >> s & 1 && music_modes[i].moods >> m & 1;
            if (fitting == 0) fail_msg("no mode for style %s, mood %d", music_style_name(s), m);
        }
}

static void music_mode_walk__takes_the_way_of_its_direction(void **state) {
    (void)state;
    const struct music_mode *desh = music_mode_find("raga desh");
    assert_non_null(desh);
    /* up S R M P N S', down S' n D P M G R S */
    assert_int_equal(music_mode_walk(desh, 0, 60, 1), 62);
    assert_int_equal(music_mode_walk(desh, 0, 62, 1), 65);
    assert_int_equal(music_mode_walk(desh, 0, 67, 1), 71);
    assert_int_equal(music_mode_walk(desh, 0, 72, -1), 70);
    assert_int_equal(music_mode_walk(desh, 0, 65, -1), 64);
    assert_int_equal(music_mode_walk(desh, 2, 62, 5), 74);
    assert_null(music_mode_find("raga of nobody"));
}

static void music_compose__keeps_to_its_mode(void **state) {
    (void)state;
    for (uint32_t i = 0; i < ORDERS; i++) {
        struct cue_order order = order_of(i);
        struct score score;
        music_compose(&order, &score);
        const struct music_mode *mode = music_mode_find(score.mode);
        assert_non_null(mode);
        uint16_t allowed = mode->up | mode->down | mode->extra;
        for (size_t n = 0; n < score.count; n++) {
            const struct note *note = &score.notes[n];
            if (pitched(note) && !music_mode_has(allowed, score.key, note->key))
                fail_msg("order %u: key %d is not in %s on %d", i, note->key, score.mode,
                         score.key);
        }
        score_done(&score);
    }
}

/* The lead of a raga: what is reached from below is in the arohana, from above in the
 * avarohana. */
static void music_compose__keeps_arohana_and_avarohana(void **state) {
    (void)state;
    size_t moves = 0;
    for (uint32_t i = 0; i < ORDERS; i++) {
        struct cue_order order = order_of(i);
        struct score score;
        music_compose(&order, &score);
        const struct music_mode *mode = music_mode_find(score.mode);
        int before = -1;
        for (size_t n = 0; n < score.count && mode->family == FAMILY_DRONE; n++) {
            const struct note *note = &score.notes[n];
            if (note->channel != LEAD || note->controller) continue;
            if (before >= 0 && note->key != before) {
                uint16_t way = note->key > before ? mode->up : mode->down;
                if (!music_mode_has(way, score.key, note->key))
                    fail_msg("order %u, %s: %d after %d", i, score.mode, note->key, before);
                moves++;
            }
            before = note->key;
        }
        score_done(&score);
    }
    assert_true(moves > 1000);
}

static void music_compose__stays_inside_its_length_and_ends_on_the_tonic(void **state) {
    (void)state;
    for (uint32_t i = 0; i < ORDERS; i++) {
        struct cue_order order = order_of(i);
        struct score score;
        music_compose(&order, &score);
        int lead = -1, bass = -1;
        int64_t last_start = 0;
        for (size_t n = 0; n < score.count; n++) {
            const struct note *note = &score.notes[n];
            assert_true(note->start >= 0 && note->length >= 0);
            assert_true(note->start + note->length <= order.length);
            if (n) assert_true(note->start >= score.notes[n - 1].start);
            if (note->controller) continue;
            assert_in_range(note->velocity, 1, 110);
            if (note->channel == LEAD) lead = note->key;
            if (note->channel == BASS) bass = note->key;
            last_start = note->start;
        }
        assert_true(lead >= 0);
        assert_int_equal((lead - score.key + 120) % 12, 0);
        if (bass >= 0) assert_int_equal((bass - score.key + 120) % 12, 0);
        /* the last chord has time to ring */
        double ring = (double)(order.length - last_start) / PCM_RATE;
        double wanted = fmin(0.9, 0.25 * (double)order.length / PCM_RATE);
        if (ring < wanted) fail_msg("order %u: the last note has only %.2f s", i, ring);
        score_done(&score);
    }
}

static void music_compose__never_strikes_a_key_that_still_sounds(void **state) {
    (void)state;
    for (uint32_t i = 0; i < ORDERS; i++) {
        struct cue_order order = order_of(i);
        struct score score;
        int64_t until[16][128] = {{0}};
        music_compose(&order, &score);
        for (size_t n = 0; n < score.count; n++) {
            const struct note *note = &score.notes[n];
            if (note->controller) continue;
            assert_true(note->start >= until[note->channel][note->key]);
            until[note->channel][note->key] = note->start + note->length;
        }
        score_done(&score);
    }
}

/* Nobody waits for the music: something sounds soon, and again and again. */
static void music_compose__leaves_no_long_silence(void **state) {
    (void)state;
    for (uint32_t i = 0; i < ORDERS; i++) {
        struct cue_order order = order_of(i);
        struct score score;
        int64_t until = 0;
        music_compose(&order, &score);
        for (size_t n = 0; n < score.count; n++) {
            const struct note *note = &score.notes[n];
            if (note->controller) continue;
            if (note->start - until > 3 * PCM_RATE / 2)
                fail_msg("order %u, %s: silent at %.1f s", i, score.mode,
                         (double)until / PCM_RATE);
            if (note->start + note->length > until) until = note->start + note->length;
        }
        score_done(&score);
    }
}

/* Harmony, heard: where the lead meets a new bar's pad, it sings one of the pad's tones. */
static void music_compose__meets_the_chord_on_downbeats(void **state) {
    (void)state;
    enum { PAD = 2 };
    size_t met = 0, clashed = 0;
    for (uint32_t i = 0; i < 4 * ONCE; i++) {
        struct cue_order order = order_of(i);
        if (order.culture != CULTURE_WESTERN && order.culture != CULTURE_FANTASY) continue;
        if (order.style != STYLE_AUTO) continue;
        struct score score;
        music_compose(&order, &score);
        for (size_t n = 0; n < score.count; n++) {
            const struct note *note = &score.notes[n];
            if (note->controller || note->channel != BASS) continue;
            /* the bass marks the bar: which tones sound, and what does the lead begin there? */
            for (size_t k = 0; k < score.count; k++) {
                const struct note *lead = &score.notes[k];
                if (lead->channel != LEAD || lead->controller || lead->start != note->start)
                    continue;
                bool in = lead->key % 12 == note->key % 12, pad = false;
                for (size_t p = 0; p < score.count; p++) {
                    const struct note *tone = &score.notes[p];
                    if (tone->channel != PAD || tone->controller || tone->start > note->start ||
                        tone->start + tone->length <= note->start + PCM_RATE / 2)
                        continue;
                    pad = true;
                    in |= tone->key % 12 == lead->key % 12;
                }
                if (pad) (*(in ? &met : &clashed))++;
            }
        }
        score_done(&score);
    }
    if (clashed * 20 > met) fail_msg("%zu of %zu downbeats clash", clashed, met + clashed);
    assert_true(met > 100);
}

/* What people sing has rests: the lead of a long cue is silent for a good part of it. */
static void music_compose__lets_the_lead_breathe(void **state) {
    (void)state;
    for (uint32_t i = 0; i < ORDERS; i++) {
        struct cue_order order = order_of(i);
        struct score score;
        int64_t sung = 0, longest = 0, run_start = 0, end = 0, last = 0;
        if (order.length < 30 * PCM_RATE) continue;
        music_compose(&order, &score);
        for (size_t n = 0; n < score.count; n++) {
            const struct note *note = &score.notes[n];
            if (note->channel != LEAD || note->controller) continue;
            sung += note->length;
            last = note->length;
            if (note->start - end > PCM_RATE / 4) run_start = note->start;
            end = note->start + note->length;
            if (end - run_start > longest) longest = end - run_start;
        }
        if (sung - last > 0.85 * (double)order.length) fail_msg("order %u never rests", i);
        if (longest > 34 * PCM_RATE)
            fail_msg("order %u sings %.0f s in one breath", i, (double)longest / PCM_RATE);
        score_done(&score);
    }
}

/* Dialogue lives at 300 Hz .. 3 kHz: keys 62 to 102. Most of the music's time must lie
 * elsewhere. */
static void music_compose__leaves_room_for_speech(void **state) {
    (void)state;
    double inside = 0, all = 0;
    for (uint32_t i = 0; i < ORDERS; i++) {
        struct cue_order order = order_of(i);
        struct score score;
        music_compose(&order, &score);
        double in = 0, sum = 0;
        for (size_t n = 0; n < score.count; n++) {
            const struct note *note = &score.notes[n];
            if (!pitched(note)) continue;
            double weight = (double)note->length / PCM_RATE * note->velocity * note->velocity;
            sum += weight;
            if (note->key >= 62 && note->key <= 102) in += weight;
        }
        if (order.length > 20 * PCM_RATE && in > 0.6 * sum)
            fail_msg("order %u, %s: %.0f %% of the sound lies over speech", i,
                     music_style_name(order.style), 100 * in / sum);
        inside += in;
        all += sum;
        score_done(&score);
    }
    assert_true(inside < 0.35 * all);
}

static void music_compose__keeps_the_theme_through_a_film(void **state) {
    (void)state;
    struct cue_order a = {.mood = MOOD_JOYFUL,
                          .culture = CULTURE_WESTERN,
                          .strength = 0.5,
                          .length = 30 * PCM_RATE,
                          .theme_seed = 9,
                          .seed = 1};
    struct cue_order other = a;
    other.theme_seed = 10;
    struct score first, second;
    music_compose(&a, &first);
    music_compose(&other, &second);
    bool same = first.count == second.count && first.key == second.key &&
                memcmp(first.notes, second.notes, first.count * sizeof(struct note)) == 0;
    assert_false(same);
    score_done(&second);
    a.seed = 2;
    music_compose(&a, &second);
    assert_string_equal(first.mode, second.mode);
    assert_int_equal(first.programs[LEAD], second.programs[LEAD]);
    score_done(&first);
    score_done(&second);
}

/* An ornament leaves from and comes home to tones of the mode: a shake reaches no farther than
 * its neighbour, a slide comes from the tone before. */
static void music_compose__bends_within_the_raga(void **state) {
    (void)state;
    size_t bent = 0;
    for (uint32_t i = 0; i < ORDERS; i++) {
        struct cue_order order = order_of(i);
        struct score score;
        music_compose(&order, &score);
        const struct music_mode *mode = music_mode_find(score.mode);
        int before = -1;
        for (size_t n = 0; n < score.count && mode->family == FAMILY_DRONE; n++) {
            const struct note *note = &score.notes[n];
            if (note->channel != LEAD || note->controller) continue;
            if (note->ornament == ORNAMENT_SHAKE && note->bend_cents) {
                int up = music_mode_walk(mode, score.key, note->key, 1) - note->key;
                assert_true(note->bend_cents > 0 && note->bend_cents <= 100 * up);
            }
            if (note->ornament == ORNAMENT_SLIDE && note->bend_cents)
                assert_int_equal(note->key + note->bend_cents / 100, before);
            bent += note->bend_cents != 0;
            before = note->key;
        }
        score_done(&score);
    }
    assert_true(bent > 1000);
}

static void music_compose__plays_quarter_tones_in_maqamat(void **state) {
    (void)state;
    struct cue_order order = {.style = STYLE_MAQAM,
                              .mode = music_mode_find("rast"),
                              .length = 20 * PCM_RATE,
                              .key = 3};
    struct score score;
    music_compose(&order, &score);
    assert_int_equal(score.key, 2);
    assert_int_equal(score.tuning[(2 + 4) % 12], -50);
    assert_int_equal(score.tuning[(2 + 11) % 12], -50);
    assert_int_equal(score.tuning[2], 0);
    score_done(&score);
}

/* Most moments that the picture asks for get a beat, and what is heard there begins with it. */
static void music_compose__strikes_on_the_pictures_cuts(void **state) {
    (void)state;
    size_t asked = 0, struck = 0;
    for (uint32_t i = 0; i < 200; i++) {
        struct random random = random_seed_for(i, "cuts");
        struct cue_order order = {.mood = (enum mood)(i % MOOD_COUNT),
                                  .culture = (enum culture)(i % CULTURE_COUNT),
                                  .strength = 0.6,
                                  .length = 60 * PCM_RATE,
                                  .theme_seed = i,
                                  .seed = i};
        for (double at = random_range(&random, 4, 9); at < 50;
             at += random_range(&random, 5, 12))
            order.hits[order.hit_count++] = (int64_t)(at * PCM_RATE);
        struct score score;
        music_compose(&order, &score);
        for (int h = 0; h < order.hit_count; h++) {
            bool heard = false;
            for (size_t n = 0; n < score.count; n++)
                heard |= !score.notes[n].controller &&
                         llabs(score.notes[n].start - order.hits[h]) < PCM_RATE / 200;
            struck += heard;
            asked++;
        }
        score_done(&score);
    }
    if (struck * 100 < asked * 85) fail_msg("%zu of %zu cuts are struck", struck, asked);
}

static double mean_velocity(const struct cue_order *order, double from, double to) {
    struct score score;
    double sum = 0, count = 1e-9;
    music_compose(order, &score);
    for (size_t n = 0; n < score.count; n++) {
        const struct note *note = &score.notes[n];
        double at = (double)note->start / (double)order->length;
        if (note->controller || at < from || at >= to) continue;
        sum += note->velocity;
        count++;
    }
    score_done(&score);
    return sum / count;
}

static void music_compose__goes_along_with_the_scene(void **state) {
    (void)state;
    double rise = 0;
    for (uint32_t i = 0; i < 60; i++) {
        struct cue_order order = {.mood = (enum mood)(i % MOOD_COUNT),
                                  .style = (enum music_style)(1 + i % (STYLE_COUNT - 1)),
                                  .strength = 0.5,
                                  .length = 60 * PCM_RATE,
                                  .seed = i,
                                  .point_count = 2,
                                  .energy = {0, 1}};
        double up = mean_velocity(&order, 0.5, 0.9) - mean_velocity(&order, 0.1, 0.5);
        order.energy[0] = 1;
        order.energy[1] = 0;
        double down = mean_velocity(&order, 0.5, 0.9) - mean_velocity(&order, 0.1, 0.5);
        rise += up - down;
    }
    assert_true(rise / 60 > 4);
}

/* The steps of the lead's first eight notes. */
static void first_steps(const struct cue_order *order, int steps[8]) {
    struct score score;
    int before = -1, count = 0;
    music_compose(order, &score);
    for (size_t n = 0; n < score.count && count < 8; n++) {
        const struct note *note = &score.notes[n];
        if (note->channel != LEAD || note->controller) continue;
        if (before >= 0) steps[count++] = note->key - before;
        before = note->key;
    }
    while (count < 8) steps[count++] = 0;
    score_done(&score);
}

static void music_compose__knows_a_person_by_their_theme(void **state) {
    (void)state;
    int told_apart = 0, kept = 0;
    for (uint64_t film = 0; film < 40; film++) {
        struct cue_order order = {.mood = MOOD_HOPEFUL,
                                  .culture = CULTURE_WESTERN,
                                  .strength = 0.6,
                                  .length = 40 * PCM_RATE,
                                  .theme_seed = film,
                                  .seed = 1,
                                  .opening = true,
                                  .person = 100 + film};
        int anna[8], again[8], tom[8];
        first_steps(&order, anna);
        order.length += PCM_RATE;
        first_steps(&order, again);
        order.length -= PCM_RATE;
        order.person = 900 + film;
        first_steps(&order, tom);
        kept += memcmp(anna, again, sizeof anna) == 0;
        told_apart += memcmp(anna, tom, sizeof anna) != 0;
    }
    if (told_apart < 36 || kept < 20) fail_msg("%d of 40 apart, %d kept", told_apart, kept);
}

static void every_style_has_a_sound_of_its_own(void **state) {
    (void)state;
    for (int s = STYLE_AUTO + 1; s < STYLE_COUNT; s++) {
        struct cue_order order = {.style = (enum music_style)s,
                                  .mood = MOOD_HOPEFUL,
                                  .strength = 0.6,
                                  .length = 30 * PCM_RATE};
        struct score score;
        enum music_style found;
        music_compose(&order, &score);
        assert_true(score.count > 30);
        assert_true(music_style_find(music_style_name(order.style), &found) &&
                    found == order.style);
        bool drone = s == STYLE_CARNATIC || s == STYLE_HINDUSTANI || s == STYLE_BHAJAN;
        bool heard = false;
        for (size_t n = 0; n < score.count; n++) heard |= score.notes[n].channel == DRONE;
        assert_int_equal(heard, drone);
        score_done(&score);
    }
}

/* The cycles as they are taught: bass strokes of teental fall silent in its third part. */
static void music_compose__keeps_the_tala(void **state) {
    (void)state;
    static const char *const talas[] = {"adi", "rupaka", "teental", "keherwa", "dadra"};
    static const int beats[] = {4, 3, 4, 4, 3};
    for (size_t i = 0; i < COUNT_OF(talas); i++) {
        struct cue_order order = {.style = i < 2 ? STYLE_CARNATIC : STYLE_HINDUSTANI,
                                  .mood = MOOD_JOYFUL,
                                  .strength = 0.8,
                                  .length = 60 * PCM_RATE,
                                  .rhythm = talas[i]};
        struct score score;
        size_t strokes = 0, bass_in_khali = 0;
        music_compose(&order, &score);
        assert_int_equal(score.beats, beats[i]);
        for (size_t n = 0; n < score.count; n++) {
            const struct note *note = &score.notes[n];
            if (note->channel != HAND) continue;
            strokes++;
            size_t beat = 0;
            while (beat + 1 < score.beat_count && score.beat_times[beat + 1] <= note->start)
                beat++;
            bool khali = beat % 16 >= 9 && beat % 16 < 13 && beat + 4 < score.beat_count;
            bass_in_khali += khali && note->key == 4;
        }
        assert_true(strokes > 40);
        if (i == 2) assert_int_equal(bass_in_khali, 0);
        score_done(&score);
    }
}

static void music_play_stems__add_up_to_the_cue(void **state) {
    (void)state;
    struct cue_order order = {.style = STYLE_HINDUSTANI,
                              .mood = MOOD_JOYFUL,
                              .strength = 0.6,
                              .length = 8 * PCM_RATE};
    struct pcm stems[MUSIC_STEM_COUNT], whole;
    struct error err = {0};
    _Atomic float done = 0;
    assert_true(music_play_stems(&order, NULL, &done, stems, &err));
    assert_true(music_play(&order, NULL, &done, &whole, &err));
    assert_true(done >= 0.99f);
    double difference = 0, power = 0;
    for (int64_t i = 0; i < 2 * whole.frames; i++) {
        double sum = 0;
        for (int s = 0; s < MUSIC_STEM_COUNT; s++) sum += stems[s].samples[i];
        difference += (sum - whole.samples[i]) * (sum - whole.samples[i]);
        power += (double)whole.samples[i] * whole.samples[i];
    }
    assert_true(10 * log10(difference / power + 1e-20) < -40);
    assert_true(pcm_rms_db(&stems[MUSIC_DRONE]) > -60 &&
                pcm_rms_db(&stems[MUSIC_RHYTHM]) > -60);
    for (int s = 0; s < MUSIC_STEM_COUNT; s++) pcm_done(&stems[s]);
    pcm_done(&whole);
}

/* --- MIDI, read back --- */

static uint32_t big(const uint8_t *at, int size) {
    uint32_t value = 0;
    while (size-- > 0) value = value << 8 | *at++;
    return value;
}

static uint32_t number(const uint8_t **at) {
    uint32_t value = 0;
    do value = value << 7 | (**at & 0x7f);
    while (*(*at)++ & 0x80);
    return value;
}

/* Counts note-ons; every one must be let go. */
static size_t read_track(const uint8_t *at, const uint8_t *end) {
    int sounding[16][128] = {{0}};
    size_t count = 0;
    while (at < end) {
        number(&at);
        uint8_t status = *at++;
        if (status == 0xff || status == 0xf0) {
            bool last = status == 0xff && *at == 0x2f;
            at += status == 0xff;
            uint32_t size = number(&at);
            at += size;
            if (last) assert_ptr_equal(at, end);
            continue;
        }
        assert_true(status >= 0x80 && at[0] < 128);
        if ((status & 0xf0) == 0x90) count++, sounding[status & 15][at[0]]++;
        if ((status & 0xf0) == 0x80) sounding[status & 15][at[0]]--;
        at += (status & 0xf0) == 0xc0 ? 1 : 2;
    }
    for (int c = 0; c < 16; c++)
        for (int k = 0; k < 128; k++) assert_int_equal(sounding[c][k], 0);
    return count;
}

static void music_write_midi__holds_every_note_in_whole_tracks(void **state) {
    (void)state;
    for (uint32_t i = 0; i < ORDERS; i += 37) {
        struct cue_order order = order_of(i);
        struct score score;
        struct buf midi;
        size_t notes = 0, wanted = 0, tracks = 0;
        buf_init(&midi, 64 << 20);
        music_write_midi(&order, &midi);
        music_compose(&order, &score);
        for (size_t n = 0; n < score.count; n++) wanted += !score.notes[n].controller;
        const uint8_t *at = (const uint8_t *)midi.bytes, *end = at + midi.size;
        assert_memory_equal(at, "MThd\0\0\0\6\0\1", 10);
        size_t said = big(at + 10, 2);
        for (at += 14; at < end; tracks++) {
            assert_memory_equal(at, "MTrk", 4);
            uint32_t size = big(at + 4, 4);
            assert_true(size <= (size_t)(end - at - 8));
            notes += read_track(at + 8, at + 8 + size);
            at += 8 + size;
        }
        assert_int_equal(tracks, said);
        assert_int_equal(notes, wanted);
        score_done(&score);
        buf_done(&midi);
    }
}

static void expect_played(const struct cue_order *order, const struct pcm *pcm) {
    assert_int_equal(pcm->channels, 2);
    assert_int_equal(pcm->frames, order->length);
    double peak = 0;
    for (int64_t i = 0; i < 2 * pcm->frames; i++) {
        assert_true(isfinite(pcm->samples[i]));
        peak = fmax(peak, fabs((double)pcm->samples[i]));
    }
    assert_true(peak <= 0.355);
    double rms = pcm_rms_db(pcm);
    if (rms < -29 || rms > -21) fail_msg("RMS is %.1f dB", rms);
    for (int i = 0; i < 2; i++) {
        assert_true(fabsf(pcm->samples[i]) < 1e-4f);
        assert_true(fabsf(pcm->samples[2 * pcm->frames - 1 - i]) < 1e-4f);
    }
}

/* Plucked strings and wooden keys have died away two seconds after the last chord. */
static void music_play__does_not_fall_silent_long_before_its_end(void **state) {
    (void)state;
    static const enum mood moods[] = {MOOD_COMIC, MOOD_JOYFUL, MOOD_CALM};
    for (size_t i = 0; i < COUNT_OF(moods); i++) {
        struct cue_order order = {.mood = moods[i],
                                  .strength = 0.6,
                                  .culture = CULTURE_AFRICAN,
                                  .length = 40 * PCM_RATE,
                                  .seed = 3};
        struct pcm pcm;
        struct error err = {0};
        if (!music_play(&order, NULL, NULL, &pcm, &err)) fail_msg("%s", err.message);
        double power = 0;
        for (int64_t k = pcm.frames - 5 * PCM_RATE / 2; k < pcm.frames - 2 * PCM_RATE; k++)
            power += (double)pcm.samples[2 * k] * pcm.samples[2 * k];
        assert_true(10 * log10(power / (0.5 * PCM_RATE) + 1e-12) > pcm_rms_db(&pcm) - 15);
        pcm_done(&pcm);
    }
}

static void music_play__gives_the_exact_length_at_an_even_level(void **state) {
    (void)state;
    for (int culture = 0; culture < CULTURE_COUNT; culture++) {
        struct cue_order order = {.mood = (enum mood)(culture * 2 % MOOD_COUNT),
                                  .strength = 0.5,
                                  .culture = (enum culture)culture,
                                  .length = 9 * PCM_RATE + 12345 * culture,
                                  .theme_seed = 3,
                                  .seed = (uint64_t)culture};
        struct pcm pcm;
        struct error err = {0};
        if (!music_play(&order, NULL, NULL, &pcm, &err)) fail_msg("%s", err.message);
        expect_played(&order, &pcm);
        pcm_done(&pcm);
    }
}

static void music_play__handles_very_short_cues(void **state) {
    (void)state;
    static const int64_t lengths[] = {0, 1, 63, 480, 4800, 24000};
    for (size_t i = 0; i < COUNT_OF(lengths); i++) {
        struct cue_order order = {.mood = MOOD_TENSE,
                                  .culture = CULTURE_WESTERN,
                                  .strength = 1,
                                  .length = lengths[i],
                                  .theme_seed = 1,
                                  .seed = 2};
        struct pcm pcm;
        struct error err = {0};
        if (!music_play(&order, NULL, NULL, &pcm, &err)) fail_msg("%s", err.message);
        assert_int_equal(pcm.frames, lengths[i]);
        for (int64_t s = 0; s < 2 * pcm.frames; s++)
            assert_true(fabsf(pcm.samples[s]) <= 0.7079f);
        pcm_done(&pcm);
    }
}

static void *play_one(void *data) {
    struct cue_order order = {.mood = MOOD_ROMANTIC,
                              .culture = CULTURE_WESTERN,
                              .strength = 0.7,
                              .length = 5 * PCM_RATE,
                              .theme_seed = 4,
                              .seed = 4};
    struct error err = {0};
    struct pcm *out = data;
    if (!music_play(&order, NULL, NULL, out, &err)) *out = (struct pcm){0};
    return NULL;
}

static void music_play__gives_the_same_bytes_in_every_thread(void **state) {
    (void)state;
    struct pcm sounds[3] = {{0}};
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, play_one, &sounds[i]), 0);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    play_one(&sounds[2]);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(sounds[i].frames, 5 * PCM_RATE);
        assert_memory_equal(sounds[i].samples, sounds[0].samples,
                            2 * 5 * PCM_RATE * sizeof(float));
    }
    for (int i = 0; i < 3; i++) pcm_done(&sounds[i]);
}

static void music_play__names_the_package_when_there_is_no_soundfont(void **state) {
    (void)state;
    struct cue_order order = {
        .mood = MOOD_CALM, .culture = CULTURE_WESTERN, .length = PCM_RATE};
    struct pcm pcm;
    struct error err = {0};
    char why[200] = "";
    setenv("FILM_SOUNDFONT", "/nowhere/at-all.sf2", 1);
    assert_false(music_composers[0]->ready(why));
    assert_false(music_play(&order, NULL, NULL, &pcm, &err));
    assert_int_equal(err.problem, PROBLEM_UNAVAILABLE);
    assert_non_null(strstr(err.message, "/nowhere/at-all.sf2"));
    setenv("FILM_SOUNDFONT", "/dev/null", 1);
    assert_false(music_composers[0]->play(&order, NULL, NULL, &pcm, &err));
    assert_int_equal(err.problem, PROBLEM_UNAVAILABLE);
    assert_non_null(strstr(err.message, "fluid-soundfont-gm"));
    unsetenv("FILM_SOUNDFONT");
}

static void music_play__stops_when_asked(void **state) {
    (void)state;
    struct cue_order order = {
        .mood = MOOD_CALM, .culture = CULTURE_WESTERN, .length = 60 * PCM_RATE};
    struct cancel cancel = {true};
    struct pcm pcm;
    struct error err = {0};
    assert_false(music_play(&order, &cancel, NULL, &pcm, &err));
    assert_int_equal(err.problem, PROBLEM_CANCELLED);
}

static void music_hash__sees_every_field(void **state) {
    (void)state;
    struct cue_order base = order_of(0),
                     other[] = {base, base, base, base, base, base, base, base, base,
                                base, base, base, base, base, base, base, base};
    other[0].mood++;
    other[1].strength += 0.1;
    other[2].culture++;
    other[3].festive = !base.festive;
    other[4].length++;
    other[5].theme_seed++;
    other[6].seed++;
    other[7].opening = !base.opening;
    other[8].closing = !base.closing;
    other[9].style = STYLE_JAZZ;
    other[10].mode = &music_modes[3];
    other[11].rhythm = "adi";
    other[12].tempo = 90;
    other[13].key = 4;
    other[14].person = 1;
    other[15].point_count = 2;
    other[16].hit_count = 1;
    struct hash first = music_hash(&base), again = music_hash(&base);
    assert_int_equal(hash_compare(&first, &again), 0);
    for (size_t i = 0; i < COUNT_OF(other); i++) {
        struct hash hash = music_hash(&other[i]);
        assert_int_not_equal(hash_compare(&first, &hash), 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_style_has_a_mode_for_every_mood),
        cmocka_unit_test(music_mode_walk__takes_the_way_of_its_direction),
        cmocka_unit_test(music_compose__keeps_to_its_mode),
        cmocka_unit_test(music_compose__keeps_arohana_and_avarohana),
        cmocka_unit_test(music_compose__stays_inside_its_length_and_ends_on_the_tonic),
        cmocka_unit_test(music_compose__never_strikes_a_key_that_still_sounds),
        cmocka_unit_test(music_compose__lets_the_lead_breathe),
        cmocka_unit_test(music_compose__leaves_no_long_silence),
        cmocka_unit_test(music_compose__meets_the_chord_on_downbeats),
        cmocka_unit_test(music_compose__leaves_room_for_speech),
        cmocka_unit_test(music_compose__keeps_the_theme_through_a_film),
        cmocka_unit_test(music_compose__bends_within_the_raga),
        cmocka_unit_test(music_compose__plays_quarter_tones_in_maqamat),
        cmocka_unit_test(music_compose__strikes_on_the_pictures_cuts),
        cmocka_unit_test(music_compose__goes_along_with_the_scene),
        cmocka_unit_test(music_compose__knows_a_person_by_their_theme),
        cmocka_unit_test(every_style_has_a_sound_of_its_own),
        cmocka_unit_test(music_compose__keeps_the_tala),
        cmocka_unit_test(music_play_stems__add_up_to_the_cue),
        cmocka_unit_test(music_write_midi__holds_every_note_in_whole_tracks),
        cmocka_unit_test(music_play__gives_the_exact_length_at_an_even_level),
        cmocka_unit_test(music_play__does_not_fall_silent_long_before_its_end),
        cmocka_unit_test(music_play__handles_very_short_cues),
        cmocka_unit_test(music_play__gives_the_same_bytes_in_every_thread),
        cmocka_unit_test(music_play__names_the_package_when_there_is_no_soundfont),
        cmocka_unit_test(music_play__stops_when_asked),
        cmocka_unit_test(music_hash__sees_every_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
