#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "lipsync/ipa.h"

static const struct said {
    const char *text, *voice, *language;
} spoken[] = {
    {"Maybe my brother bought a map before the boat came back.", "slt", "en"},
    {"Please, mother, put the big lamp beside the bed.", "rms", "en"},
    {"Good morning, Peter. I bought forty-two papers by the bay.", "awb", "en"},
    {"Five or six people very often leave before evening.", "kal16", "en"},
    {"Nobody believed him until the bell began to ring.", "en-us", "en"},
    {"The old lighthouse keeper climbs the stairs every night.", "en-gb+f4", "en"},
    {"मेरी माँ ने बाबा को पानी और मिठाई दी।", "hi", "hi"},
    {"नमस्ते, आप बाज़ार से क्या लाए हैं?", "hi+f2", "hi"},
    {"அம்மா பொங்கல் பானை அடுப்பில் பொங்குகிறது பார்.", "ta+f4", "ta"},
    {"வணக்கம் பாட்டி, நான் வந்துவிட்டேன்.", "ta", "ta"},
    {"Mi madre compró pan y vino para la boda de Pablo.", "es+f4", "es"},
    {"La bruma bajaba despacio sobre el puerto vacío.", "es", "es"},
};

static void say(const struct said *said, struct speech *speech) {
    struct utterance utterance = {.text = said->text,
                                  .language = said->language,
                                  .voice = {.voice = said->voice, .tempo = 1}};
    struct error err = {0};
    if (!voice_speak(&utterance, NULL, speech, &err)) fail_msg("%s", err.message);
}

static const struct mouth_cue *cue_at(const struct mouth_track *track, int64_t sample) {
    for (size_t i = 0; i < track->count; i++)
        if (sample >= track->cues[i].start && sample < track->cues[i].end)
            return &track->cues[i];
    return NULL;
}

static void lipsync__covers_the_speech_without_gaps(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(spoken); i++) {
        struct speech speech;
        struct mouth_track track;
        say(&spoken[i], &speech);
        lipsync_from_speech(&speech, &track);
        int64_t at = 0;
        for (size_t k = 0; k < track.count; k++) {
            assert_true(track.cues[k].start == at && track.cues[k].end > at);
            assert_true(track.cues[k].opening >= 0 && track.cues[k].opening <= 1);
            assert_true(track.cues[k].mouth < MOUTH_COUNT);
            at = track.cues[k].end;
        }
        assert_true(at == speech.sound.frames);
        mouth_track_done(&track);
        speech_done(&speech);
    }
}

static void lipsync__meets_the_lips_on_p_b_m_within_40_ms(void **state) {
    (void)state;
    const int64_t near = 40 * PCM_RATE / 1000;
    size_t closed = 0, lip = 0;
    for (size_t i = 0; i < COUNT_OF(spoken); i++) {
        struct speech speech;
        struct mouth_track track;
        say(&spoken[i], &speech);
        lipsync_from_speech(&speech, &track);
        for (size_t k = 0; k < speech.phone_count; k++) {
            const struct phone *phone = &speech.phones[k];
            bool bilabial = strchr("pbm", phone->ipa[0]) && phone->ipa[0];
            bool labial = strchr("fv", phone->ipa[0]) && phone->ipa[0];
            if (!bilabial && !labial) continue;
            bool met = false;
            for (size_t c = 0; c < track.count; c++) {
                const struct mouth_cue *cue = &track.cues[c];
                if (cue->end <= phone->start - near || cue->start >= phone->end + near)
                    continue;
                if (bilabial && cue->mouth == MOUTH_M && cue->opening == 0) {
                    met = true;
                    if (cue->start > 0 && cue->end < speech.sound.frames)
                        assert_true(cue->end - cue->start >= 60 * PCM_RATE / 1000);
                }
                if (labial && (cue->mouth == MOUTH_F || cue->mouth == MOUTH_M)) met = true;
            }
            if (!met)
                fail_msg("\"%s\" at %.3f s of \"%s\" is open", phone->ipa,
                         (double)phone->start / PCM_RATE, spoken[i].text);
            /* and in its middle, or it is not in time */
            if (bilabial) {
                const struct mouth_cue *cue = cue_at(&track, (phone->start + phone->end) / 2);
                closed += cue->mouth == MOUTH_M;
                lip++;
            }
        }
        mouth_track_done(&track);
        speech_done(&speech);
    }
    printf("# lips closed in the middle of %zu of %zu bilabials\n", closed, lip);
    assert_true(lip > 60 && closed == lip);
}

static void lipsync__is_closed_in_silence(void **state) {
    (void)state;
    struct speech speech;
    struct mouth_track track;
    struct said two = {"Wait. Who is there? Nobody.", "slt", "en"};
    say(&two, &speech);
    lipsync_from_speech(&speech, &track);
    size_t pauses = 0;
    for (size_t i = 0; i < speech.phone_count; i++) {
        const struct phone *phone = &speech.phones[i];
        if (phone->ipa[0] || phone->end - phone->start < 100 * PCM_RATE / 1000) continue;
        pauses++;
        for (int64_t at = phone->start + 61 * PCM_RATE / 1000; at < phone->end; at += 240) {
            const struct mouth_cue *cue = cue_at(&track, at);
            assert_true(cue->opening == 0 || cue->mouth == MOUTH_M || cue->mouth == MOUTH_F);
        }
    }
    assert_int_equal(pauses, 2);
    mouth_track_done(&track);
    speech_done(&speech);
    struct said nothing = {"...", "slt", "en"};
    say(&nothing, &speech);
    lipsync_from_speech(&speech, &track);
    for (size_t i = 0; i < track.count; i++) {
        assert_int_equal(track.cues[i].mouth, MOUTH_NEUTRAL);
        assert_true(track.cues[i].opening == 0);
    }
    mouth_track_done(&track);
    speech_done(&speech);
}

/* Correlation, over frames at 24 a second, of the opening with the sound's envelope shifted by
 * `late` samples. */
static double correlation(const struct speech *speech, const struct mouth_track *track,
                          int64_t late) {
    const int64_t frame = PCM_RATE / 24;
    double n = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
    for (int64_t at = 0; at + frame < speech->sound.frames; at += frame) {
        double power = 0, x = 0;
        for (int64_t i = at; i < at + frame; i++) {
            double sample = i + late >= 0 && i + late < speech->sound.frames
                                ? (double)speech->sound.samples[i + late]
                                : 0;
            power += sample * sample;
        }
        for (int64_t i = at; i < at + frame; i += frame / 8) x += cue_at(track, i)->opening / 8;
        double y = sqrt(power / (double)frame);
        n++, sx += x, sy += y, sxx += x * x, syy += y * y, sxy += x * y;
    }
    return (n * sxy - sx * sy) / sqrt((n * sxx - sx * sx) * (n * syy - sy * sy));
}

static void lipsync__opens_with_the_envelope_of_the_speech(void **state) {
    (void)state;
    double worst = 1, sum = 0;
    for (size_t i = 0; i < COUNT_OF(spoken); i++) {
        struct speech speech;
        struct mouth_track track;
        say(&spoken[i], &speech);
        lipsync_from_speech(&speech, &track);
        double r = correlation(&speech, &track, 0), best = -1;
        int best_ms = 0;
        for (int ms = -200; ms <= 200; ms += 10) {
            double at = correlation(&speech, &track, (int64_t)ms * PCM_RATE / 1000);
            if (at > best) best = at, best_ms = ms;
        }
        printf("# %-9s r = %.2f, best at %+d ms, %zu cues in %.1f s\n", spoken[i].voice, r,
               best_ms, track.count, (double)speech.sound.frames / PCM_RATE);
        worst = fmin(worst, r);
        sum += r;
        assert_in_range(best_ms + 80, 0, 160); /* lips and sound are one */
        mouth_track_done(&track);
        speech_done(&speech);
    }
    printf("# mean r = %.2f, worst %.2f\n", sum / COUNT_OF(spoken), worst);
    assert_true(worst >= 0.6);
}

static void ipa_shapes__knows_the_chart(void **state) {
    (void)state;
    static const struct {
        const char *ipa;
        size_t count;
        enum mouth mouths[2];
    } expected[] = {
        {"p", 1, {MOUTH_M}},
        {"pʰ", 1, {MOUTH_M}},
        {"bʱ", 1, {MOUTH_M}},
        {"m̩", 1, {MOUTH_M}},
        {"ʋ", 1, {MOUTH_F}},
        {"t͡ʃ", 1, {MOUTH_S}},
        {"dʒ", 1, {MOUTH_S}},
        {"ʈʰ", 1, {MOUTH_D}},
        {"aɪ", 2, {MOUTH_AH, MOUTH_EE}},
        {"oʊ", 2, {MOUTH_OH, MOUTH_W_OO}},
        {"ɔ̃", 1, {MOUTH_OH}},
        {"iː", 1, {MOUTH_EE}},
        {"y", 1, {MOUTH_W_OO}},
        {"θ", 1, {MOUTH_L}},
        {"ɻ", 1, {MOUTH_R}},
        {"", 1, {MOUTH_NEUTRAL}},
        {"pf", 2, {MOUTH_M, MOUTH_F}},
        {"oːɹ", 2, {MOUTH_OH, MOUTH_R}},
    };
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        struct shape shapes[IPA_MAX_SHAPES];
        double shares[IPA_MAX_SHAPES], sum = 0;
        size_t count = ipa_shapes(expected[i].ipa, shapes, shares);
        if (count != expected[i].count || shapes[0].mouth != expected[i].mouths[0] ||
            (count > 1 && shapes[1].mouth != expected[i].mouths[1]))
            fail_msg("/%s/ gives %zu shapes, first %s", expected[i].ipa, count,
                     mouth_name(shapes[0].mouth));
        for (size_t k = 0; k < count; k++) sum += shares[k];
        assert_true(fabs(sum - 1) < 1e-9);
    }
    struct shape shapes[IPA_MAX_SHAPES];
    double shares[IPA_MAX_SHAPES];
    assert_int_equal(ipa_shapes("\xff\xfe?", shapes, shares), 1); /* anything gives something */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ipa_shapes__knows_the_chart),
        cmocka_unit_test(lipsync__covers_the_speech_without_gaps),
        cmocka_unit_test(lipsync__meets_the_lips_on_p_b_m_within_40_ms),
        cmocka_unit_test(lipsync__is_closed_in_silence),
        cmocka_unit_test(lipsync__opens_with_the_envelope_of_the_speech),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
