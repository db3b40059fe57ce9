#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define error ebur128_error /* its enum has the name of our struct */
#include <ebur128.h>
#undef error

#include "base/memory.h"
#include "pitch.h"
#include "voice/speaker.h"
#include "voice/treat.h"

static struct utterance line(const char *text, const char *voice, const char *language) {
    return (struct utterance){.text = text,
                              .language = language,
                              .voice = {.voice = voice, .tempo = 1},
                              .intensity = 1};
}

static struct speech speak(const struct utterance *utterance) {
    struct speech speech;
    struct error err = {0};
    if (!voice_speak(utterance, NULL, &speech, &err)) fail_msg("%s", err.message);
    return speech;
}

static void assert_covers(const struct speech *speech) {
    assert_true(speech->phone_count > 0);
    int64_t at = 0;
    for (size_t i = 0; i < speech->phone_count; i++) {
        assert_true(speech->phones[i].start == at);
        assert_true(speech->phones[i].end > at);
        at = speech->phones[i].end;
    }
    assert_true(at == speech->sound.frames);
    for (size_t i = 0; i < speech->word_count; i++) {
        assert_true(speech->words[i].start <= speech->words[i].end);
        assert_true(speech->words[i].end <= speech->sound.frames);
        if (i) assert_true(speech->words[i].start >= speech->words[i - 1].start);
    }
}

/* The mean spectral envelope of the sounding frames: log amplitude by the low part of the
 * cepstrum. */
enum { FRAME = 2048 };
static void envelope_of(const struct pcm *sound, double *mean) {
    double *frame = xcalloc(2 * FRAME, sizeof(double));
    memset(mean, 0, FRAME * sizeof(double));
    int count = 0;
    for (int64_t at = 0; at + FRAME < sound->frames; at += FRAME / 2) {
        double power = 0;
        for (int i = 0; i < FRAME; i++) {
            frame[2 * i] = sound->samples[at + i] * (0.5 - 0.5 * cos(2 * M_PI * i / FRAME));
            frame[2 * i + 1] = 0;
            power += frame[2 * i] * frame[2 * i] / FRAME;
        }
        if (power < 3e-4) continue;
        treat_fft(frame, FRAME, false);
        for (int i = 0; i < FRAME; i++) {
            frame[2 * i] = log(hypot(frame[2 * i], frame[2 * i + 1]) + 1e-6);
            frame[2 * i + 1] = 0;
        }
        treat_fft(frame, FRAME, true);
        for (int i = 60; i <= FRAME - 60; i++) frame[2 * i] = frame[2 * i + 1] = 0;
        treat_fft(frame, FRAME, false);
        for (int i = 0; i < FRAME; i++) mean[i] += frame[2 * i];
        count++;
    }
    for (int i = 0; i < FRAME; i++) mean[i] /= count ? count : 1;
    free(frame);
}
static double level_at(const double *envelope, double hz) {
    double bin = hz * FRAME / PCM_RATE, part = bin - floor(bin);
    return envelope[(int)bin] * (1 - part) + envelope[(int)bin + 1] * part;
}
/* By how many semitones the formants of b lie above those of a: the shift along a logarithmic
 * frequency axis at which the slopes of the envelopes agree best. */
static double formant_shift(const struct pcm *a, const struct pcm *b) {
    static double ea[FRAME], eb[FRAME];
    envelope_of(a, ea);
    envelope_of(b, eb);
    double best = -2, at = 0;
    for (double shift = -8; shift <= 8; shift += 0.25) {
        double xy = 0, xx = 0, yy = 0;
        for (double hz = 300; hz < 4500; hz *= 1.007) {
            double to = hz * exp2(shift / 12);
            double x = level_at(ea, hz * 1.007) - level_at(ea, hz);
            double y = level_at(eb, to * 1.007) - level_at(eb, to);
            xy += x * y, xx += x * x, yy += y * y;
        }
        double r = xy / sqrt(xx * yy);
        if (r > best) best = r, at = shift;
    }
    return at;
}
/* Share of the power above 1 kHz, in dB. */
static double high_share(const struct pcm *sound) {
    struct pcm high = pcm_silence(1, sound->frames);
    memcpy(high.samples, sound->samples, (size_t)sound->frames * sizeof(float));
    treat_filter(&high, TREAT_HIGH_PASS, 1000, 0.7, 0);
    double share = pcm_rms_db(&high) - pcm_rms_db(sound);
    pcm_done(&high);
    return share;
}

static double voiced_db(const struct pcm *sound) {
    enum { BLOCK = 960 };
    double loudest = 0, sum = 0;
    int count = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int64_t at = 0; at + BLOCK <= sound->frames; at += BLOCK) {
            double power = 0;
            for (int i = 0; i < BLOCK; i++)
                power += (double)sound->samples[at + i] * sound->samples[at + i];
            if (pass == 0)
                loudest = fmax(loudest, power);
            else if (power > loudest * 0.003)
                sum += power / BLOCK, count++;
        }
    return 10 * log10(sum / count);
}

#define SENTENCE \
    "Good morning, my friend. Many boats came by the bay, and mother bought me a map."

static void voice_speak__covers_the_sound_with_phones_and_times_the_words(void **state) {
    (void)state;
    static const char *const voices[][3] = {
        {"slt", "en", SENTENCE},
        {"kal16", "en", SENTENCE},
        {"en-gb+f4", "en", SENTENCE},
        {"hi", "hi", "मेरा नाम मीरा है। आप कैसे हैं?"},
        {"ta+f2", "ta", "வணக்கம் அம்மா, பொங்கல் வாழ்த்துக்கள்!"},
        {"ar", "ar", "مرحبا يا صديقي، كيف حالك؟"},
        {"es+f4", "es", "¿Dónde está mi madre? Ha comprado pan."},
        {"ja", "ja", "おはようございます。"},
        {"cmn", "zh", "你好，妈妈。"},
    };
    for (size_t i = 0; i < COUNT_OF(voices); i++) {
        struct utterance said = line(voices[i][2], voices[i][0], voices[i][1]);
        struct speech speech = speak(&said);
        assert_covers(&speech);
        assert_string_equal(speech.engine, i < 2 ? "flite" : "espeak-ng");
        assert_true(speech.sound.frames > PCM_RATE / 2);
        assert_true(speech.phone_count > 5);
        assert_true(speech.word_count > 0);
        size_t stressed = 0;
        for (size_t k = 0; k < speech.phone_count; k++) stressed += speech.phones[k].stressed;
        printf("# %-9s %5.2f s, %3zu phones, %2zu stressed, %2zu words, %.1f dBFS, %.0f Hz\n",
               voices[i][0], (double)speech.sound.frames / PCM_RATE, speech.phone_count,
               stressed, speech.word_count, voiced_db(&speech.sound),
               pitch_of(&speech.sound, 60));
        speech_done(&speech);
    }
}

static void voice_speak__starts_and_ends_within_30_ms_and_keeps_its_level(void **state) {
    (void)state;
    static const char *const voices[] = {"slt", "rms", "awb", "kal16", "en-us", "en-gb+f1"};
    for (size_t i = 0; i < COUNT_OF(voices); i++) {
        struct utterance said = line(SENTENCE, voices[i], "en");
        struct speech speech = speak(&said);
        double db = voiced_db(&speech.sound), peak = 0;
        int64_t first = -1, last = 0;
        for (int64_t k = 0; k < speech.sound.frames; k++) {
            double level = fabs((double)speech.sound.samples[k]);
            peak = fmax(peak, level);
            if (level > 0.0032) { /* -50 dBFS */
                if (first < 0) first = k;
                last = k;
            }
        }
        assert_in_range((int)(-db * 10), 190, 210);
        assert_true(peak <= 0.7081);
        assert_true(first >= 0 && first <= PCM_RATE * 30 / 1000);
        assert_true(speech.sound.frames - last <= PCM_RATE * 30 / 1000);
        speech_done(&speech);
    }
}

static double lufs(const struct pcm *sound) {
    ebur128_state *meter = ebur128_init(1, PCM_RATE, EBUR128_MODE_I);
    double loudness = 0;
    ebur128_add_frames_float(meter, sound->samples, (size_t)sound->frames);
    ebur128_loudness_global(meter, &loudness);
    ebur128_destroy(&meter);
    return loudness;
}

static void voice_speak__is_as_loud_in_every_voice_and_language(void **state) {
    (void)state;
    static const struct {
        const char *voice, *language, *text;
        double pitch, formant;
    } all[] = {
        {"slt", "en", "The whole tower goes automatic tomorrow.", 0, 0},
        {"slt", "en", "The whole tower goes automatic tomorrow.", 4, 3}, /* a child */
        {"slt", "en", "The whole tower goes automatic tomorrow.", -3, -1},
        {"rms", "en", "The whole tower goes automatic tomorrow.", -2, -1},
        {"awb", "en", "The whole tower goes automatic tomorrow.", 0, 0},
        {"kal16", "en", "The whole tower goes automatic tomorrow.", 0, 0},
        {"en-us+f4", "en", "The whole tower goes automatic tomorrow.", 0, 0},
        {"hi", "hi", "नमस्ते दादी माँ, आज आप कैसी हैं?", 0, 0},
        {"ta+f2", "ta", "வணக்கம் பாட்டி, இன்று பொங்கல் நாள்.", 0, 0},
        {"es", "es", "Buenos días, abuela. Hoy vamos al mercado.", 2, 1},
    };
    double first = 0;
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        struct utterance said = line(all[i].text, all[i].voice, all[i].language);
        said.voice.pitch_semitones = all[i].pitch;
        said.voice.formant_semitones = all[i].formant;
        struct speech speech = speak(&said);
        double level = lufs(&speech.sound);
        if (i == 0) first = level;
        printf("# %-9s %s %.1f LUFS\n", all[i].voice, all[i].language, level);
        assert_true(fabs(level - first) < 1.2);
        speech_done(&speech);
    }
}

static void voice_stood_in__is_another_engine_in_a_language_the_voice_speaks(void **state) {
    (void)state;
    struct utterance said = line("Hello.", "slt", "en");
    struct speech speech = {.engine = "flite"};
    assert_false(voice_stood_in(&said, &speech));
    snprintf(speech.engine, sizeof speech.engine, "espeak-ng");
    assert_true(voice_stood_in(&said, &speech));
    said.language = "ta"; /* which slt never speaks */
    assert_false(voice_stood_in(&said, &speech));
    snprintf(speech.engine, sizeof speech.engine, "silence");
    said.language = "en";
    assert_false(voice_stood_in(&said, &speech));
}

static void voice_speak__finds_words_in_the_text_as_written(void **state) {
    (void)state;
    const char *text = "“Mr. Rao” paid 42 rupees — gladly…";
    struct utterance said = line(text, "slt", "en");
    struct speech speech = speak(&said);
    static const char *const words[] = {"Mr", "Rao", "paid", "42", "rupees", "gladly"};
    assert_int_equal(speech.word_count, COUNT_OF(words));
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        assert_int_equal(speech.words[i].text_size, strlen(words[i]));
        assert_memory_equal(text + speech.words[i].text_start, words[i], strlen(words[i]));
        assert_true(speech.words[i].end > speech.words[i].start);
    }
    /* "forty-two" takes longer than "paid" */
    assert_true(speech.words[3].end - speech.words[3].start >
                speech.words[2].end - speech.words[2].start);
    speech_done(&speech);
}

static struct hash spoken_hash(const struct utterance *utterance) {
    struct speech speech = speak(utterance);
    struct buf bytes;
    buf_init(&bytes, 256 << 20);
    speech_write(&speech, &bytes);
    struct hash hash = hash_of(bytes.bytes, bytes.size);
    buf_done(&bytes);
    speech_done(&speech);
    return hash;
}

/* Pace, level and color of a feeling, each against the plain line. */
static void voice_speak__acts_what_is_felt(void **state) {
    (void)state;
    const char *text = "Nobody told me that the boat was leaving. It leaves today.";
    struct utterance said = line(text, "slt", "en");
    struct speech plain = speak(&said);
    said.emotion = EMOTION_SADNESS;
    struct speech sad = speak(&said);
    said.emotion = EMOTION_EXCITED;
    struct speech excited = speak(&said);
    assert_true((double)sad.sound.frames > 1.15 * (double)plain.sound.frames);
    assert_true((double)excited.sound.frames < 0.92 * (double)plain.sound.frames);
    assert_true(lufs(&sad.sound) < lufs(&plain.sound) - 1.5);
    assert_true(lufs(&excited.sound) > lufs(&plain.sound) + 1);
    double f0 = pitch_of(&plain.sound, 80);
    assert_true(pitch_of(&sad.sound, 80) < f0 * 0.95);
    assert_true(pitch_of(&excited.sound, 80) > f0 * 1.08);
    assert_covers(&sad);
    assert_covers(&excited);
    speech_done(&plain);
    speech_done(&sad);
    speech_done(&excited);
}

static const struct utterance *shared_lines(void) {
    static struct utterance lines[4];
    lines[0] = line("The old lamp burns at sea.", "slt", "en");
    lines[0].voice.pitch_semitones = 2.5;
    lines[0].voice.formant_semitones = 1;
    lines[1] = line("Nobody heard the bell ring.", "en-us+f4", "en");
    lines[1].manner = MANNER_WHISPERED;
    lines[2] = line("नमस्ते दादी माँ", "hi+f2", "hi");
    lines[2].voice.tempo = 0.9;
    lines[3] = line("Run, all of you!", "rms", "en");
    lines[3].manner = MANNER_SHOUTED;
    return lines;
}
struct thread_work {
    int first;
    struct hash hashes[4];
};
static void *speak_all(void *data) {
    struct thread_work *work = data;
    for (int i = 0; i < 4; i++) {
        int which = (work->first + i) % 4;
        work->hashes[which] = spoken_hash(&shared_lines()[which]);
    }
    return NULL;
}
static void voice_speak__gives_the_same_bytes_in_any_order_and_thread(void **state) {
    (void)state;
    (void)shared_lines();
    struct thread_work work[3] = {{.first = 0}, {.first = 1}, {.first = 3}};
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) pthread_create(&threads[i], NULL, speak_all, &work[i]);
    for (int i = 0; i < 3; i++) pthread_join(threads[i], NULL);
    for (int k = 0; k < 4; k++)
        for (int i = 1; i < 3; i++)
            assert_int_equal(hash_compare(&work[0].hashes[k], &work[i].hashes[k]), 0);
}

static void voice_speak__shifts_pitch_and_formants_apart(void **state) {
    (void)state;
    struct utterance said = line("My mother and I ran along every mile.", "slt", "en");
    struct speech plain = speak(&said);
    said.voice.pitch_semitones = 5;
    struct speech high = speak(&said);
    said.voice.pitch_semitones = 0;
    said.voice.formant_semitones = 4;
    struct speech small = speak(&said);
    double f0 = pitch_of(&plain.sound, 80), f0_high = pitch_of(&high.sound, 80),
           f0_small = pitch_of(&small.sound, 80);
    double s_high = formant_shift(&plain.sound, &high.sound),
           s_small = formant_shift(&plain.sound, &small.sound);
    printf("# pitch %.0f, +5: %.0f, formants +4: %.0f Hz; formants moved by %.2f, %.2f\n", f0,
           f0_high, f0_small, s_high, s_small);
    assert_true(fabs(12 * log2(f0_high / f0) - 5) < 0.7);
    assert_true(fabs(12 * log2(f0_small / f0)) < 0.5);
    assert_true(fabs(s_high) < 0.8);
    assert_true(fabs(s_small - 4) < 0.8);
    speech_done(&plain);
    speech_done(&high);
    speech_done(&small);
}

static void voice_speak__maps_phone_times_by_tempo(void **state) {
    (void)state;
    struct utterance said = line("Take the big umbrella.", "rms", "en");
    struct speech plain = speak(&said);
    said.voice.tempo = 1.25;
    struct speech fast = speak(&said);
    assert_int_equal(plain.phone_count, fast.phone_count);
    assert_true(llabs(fast.sound.frames - (int64_t)((double)plain.sound.frames / 1.25)) <= 1);
    for (size_t i = 0; i < plain.phone_count; i++)
        assert_true(llabs(fast.phones[i].end - (int64_t)((double)plain.phones[i].end / 1.25)) <=
                    1);
    assert_covers(&fast);
    /* the sound is where the phones say: the envelopes correlate under the same mapping */
    double sxy = 0, sxx = 0, syy = 0;
    for (int64_t at = 0; at + 480 < fast.sound.frames &&
                         (int64_t)((double)at * 1.25) + 600 < plain.sound.frames;
         at += 480) {
        double x = 1e-6, y = 1e-6;
        for (int i = 0; i < 480; i++) x += fabs((double)fast.sound.samples[at + i]);
        for (int i = 0; i < 600; i++)
            y += fabs((double)plain.sound.samples[(int64_t)((double)at * 1.25) + i]) * 0.8;
        sxy += x * y, sxx += x * x, syy += y * y;
    }
    assert_true(sxy / sqrt(sxx * syy) > 0.9);
    speech_done(&plain);
    speech_done(&fast);
}

static void voice_speak__whispers_without_pitch_and_shouts_louder(void **state) {
    (void)state;
    struct utterance said = line("We are leaving in the morning, all of us.", "slt", "en");
    struct speech plain = speak(&said);
    said.manner = MANNER_WHISPERED;
    struct speech whisper = speak(&said);
    said.manner = MANNER_SHOUTED;
    struct speech shout = speak(&said);
    assert_true(voiced_db(&whisper.sound) < voiced_db(&plain.sound) - 5);
    assert_true(voiced_db(&shout.sound) > voiced_db(&plain.sound) + 3);
    assert_true(high_share(&whisper.sound) > high_share(&plain.sound) + 4);
    assert_true(pitch_of(&shout.sound, 80) > pitch_of(&plain.sound, 80) * 1.08);
    /* hardly any frame of the whisper has a pitch: its median over voiced frames is not the
     * voice's */
    double f0 = pitch_of(&plain.sound, 80), none = pitch_of(&whisper.sound, 80);
    assert_true(none == 0 || fabs(12 * log2(none / f0)) > 2);
    assert_covers(&whisper);
    speech_done(&plain);
    speech_done(&whisper);
    speech_done(&shout);
}

static void voice_speak__falls_back_to_an_engine_that_knows_the_language(void **state) {
    (void)state;
    struct utterance said = line("வணக்கம்", "slt", "ta");
    struct speech speech = speak(&said);
    assert_string_equal(speech.engine, "espeak-ng");
    speech_done(&speech);
    said = line("Hello there.", "no-such-voice", "en");
    speech = speak(&said);
    assert_string_equal(speech.engine, "flite");
    speech_done(&speech);
    said = line("Saluton, amiko.", "slt", "xx");
    speech = speak(&said);
    assert_true(speech.sound.frames > PCM_RATE / 4);
    speech_done(&speech);
}

static void voice_speak__is_silent_for_text_without_a_letter(void **state) {
    (void)state;
    static const char *const texts[] = {"", " … ", "😀", "—!?", "\xff\xfe"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct utterance said = line(texts[i], "slt", "en");
        struct speech speech = speak(&said);
        assert_int_equal(speech.sound.frames, PCM_RATE / 2);
        assert_covers(&speech);
        assert_int_equal(speech.word_count, 0);
        assert_true(pcm_rms_db(&speech.sound) <= -120);
        speech_done(&speech);
    }
}

static void voice_speak__takes_two_thousand_words_and_hears_cancel(void **state) {
    (void)state;
    struct buf text;
    buf_init(&text, 1 << 20);
    for (int i = 0; i < 2000; i++)
        buf_printf(&text, "%s%s", i % 2 ? "lamp" : "bay", i % 11 == 10 ? ". " : " ");
    struct utterance said = line(text.bytes, "kal16", "en");
    struct speech speech = speak(&said);
    assert_covers(&speech);
    assert_int_equal(speech.word_count, 2000);
    assert_true(speech.sound.frames > (int64_t)PCM_RATE * 400);
    speech_done(&speech);
    struct cancel cancel = {true};
    struct error err = {0};
    assert_false(voice_speak(&said, &cancel, &speech, &err));
    assert_int_equal(err.problem, PROBLEM_CANCELLED);
    buf_done(&text);
}

static void voice_cards__of_every_language_speak(void **state) {
    (void)state;
    size_t count;
    const struct voice_card *cards = voice_cards(&count);
    for (size_t i = 0; i < count; i++) {
        /* one variant of each language, another variant each time */
        if (strcmp(cards[i].engine, "espeak-ng") == 0 && (i - 4) % 8 != (i - 4) / 8 % 8)
            continue;
        struct utterance said = line("mama 1", cards[i].name, cards[i].languages);
        char tag[8] = {0};
        memcpy(tag, cards[i].languages, strcspn(cards[i].languages, " "));
        said.language = tag;
        struct speech speech = speak(&said);
        if (strcmp(speech.engine, cards[i].engine) != 0)
            fail_msg("%s is silent", cards[i].name);
        speech_done(&speech);
    }
}

static void voice_hash__changes_with_everything_that_is_heard(void **state) {
    (void)state;
    struct utterance said = line("Yes.", "slt", "en");
    struct hash first = voice_hash(&said), again = voice_hash(&said);
    assert_int_equal(hash_compare(&first, &again), 0);
    struct utterance other[8];
    for (int i = 0; i < 8; i++) other[i] = said;
    other[0].text = "No.";
    other[1].language = "fr";
    other[2].voice.voice = "rms";
    other[3].voice.pitch_semitones = 1;
    other[4].voice.tremor = 0.5;
    other[5].emotion = EMOTION_JOY;
    other[6].intensity = 0.5;
    other[7].manner = MANNER_SHOUTED;
    for (int i = 0; i < 8; i++) {
        struct hash changed = voice_hash(&other[i]);
        assert_int_not_equal(hash_compare(&first, &changed), 0);
    }
}

static void speech_read__gives_back_what_was_written_and_refuses_damage(void **state) {
    (void)state;
    struct utterance said = line("Hi, Bo.", "en-us", "en");
    struct speech speech = speak(&said), back;
    struct buf bytes;
    buf_init(&bytes, 64 << 20);
    speech_write(&speech, &bytes);
    struct error err = {0};
    assert_true(speech_read(bytes.bytes, bytes.size, &back, &err));
    struct buf twice;
    buf_init(&twice, 64 << 20);
    speech_write(&back, &twice);
    assert_int_equal(bytes.size, twice.size);
    assert_memory_equal(bytes.bytes, twice.bytes, bytes.size);
    speech_done(&back);
    for (size_t cut = 0; cut < bytes.size; cut += cut < 64 ? 1 : bytes.size / 97 + 1)
        assert_false(speech_read(bytes.bytes, cut, &back, &err));
    assert_int_equal(err.problem, PROBLEM_DAMAGED);
    /* every byte of the head and the tail, turned over: refused or harmless, never a crash */
    size_t tail = 12 + 21 * speech.phone_count + 24 * speech.word_count;
    for (size_t at = 0; at < bytes.size; at++) {
        if (at > 64 && at < bytes.size - tail) at = bytes.size - tail;
        bytes.bytes[at] = (char)~bytes.bytes[at];
        if (speech_read(bytes.bytes, bytes.size, &back, &err)) speech_done(&back);
        bytes.bytes[at] = (char)~bytes.bytes[at];
    }
    buf_done(&bytes);
    buf_done(&twice);
    speech_done(&speech);
}

static void voice_cards__have_unique_names_and_enough_voices(void **state) {
    (void)state;
    size_t count, english = 0, female = 0;
    const struct voice_card *cards = voice_cards(&count);
    for (size_t i = 0; i < count; i++) {
        english += strcmp(cards[i].languages, "en") == 0;
        female += cards[i].gender == GENDER_FEMALE;
        for (size_t k = 0; k < i; k++) assert_string_not_equal(cards[i].name, cards[k].name);
    }
    printf("# %zu voices, %zu of English\n", count, english);
    assert_true(english >= 34);
    assert_true(female * 3 > count);
}

/* A person keeps their pitch whoever lends the voice: here flite does. */
static void voice_cards__of_people_are_pitched_by_age_and_sex(void **state) {
    (void)state;
    static const char *const order[] = {"Mimi",  "Lila",  "Meera", "Chloe",
                                        "Priya", "Heart", "Sky",   "Michael"};
    double last = 1000;
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        const struct voice_card *card = voice_card_named(order[i]);
        assert_non_null(card);
        struct utterance said = line("My mother and I ran along every mile.", order[i], "en");
        struct speech speech = speak(&said);
        double hz = pitch_of(&speech.sound, 60);
        printf("# %-8s %.0f Hz, wanted %.0f\n", order[i], hz, card->pitch_hz);
        assert_true(hz < last);
        assert_true(fabs(12 * log2(hz / card->pitch_hz)) < 1.5);
        last = hz;
        speech_done(&speech);
    }
}

static void voice_cards__hold_people_of_every_age_and_sex(void **state) {
    (void)state;
    size_t count, people = 0;
    int found[AGE_COUNT][3] = {0};
    const struct voice_card *cards = voice_cards(&count);
    for (size_t i = 0; i < count; i++)
        if (cards[i].base) found[cards[i].age][cards[i].gender]++, people++;
    assert_true(people >= 34);
    for (int age = 0; age < AGE_COUNT; age++)
        for (int gender = 0; gender < 3; gender++) assert_true(found[age][gender] > 0);
}

int main(void) {
    setenv("FILM_VOICES", "/nonexistent", 1); /* what the machine has of neural voices aside */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(voice_cards__have_unique_names_and_enough_voices),
        cmocka_unit_test(voice_cards__hold_people_of_every_age_and_sex),
        cmocka_unit_test(voice_cards__of_people_are_pitched_by_age_and_sex),
        cmocka_unit_test(voice_speak__covers_the_sound_with_phones_and_times_the_words),
        cmocka_unit_test(voice_speak__starts_and_ends_within_30_ms_and_keeps_its_level),
        cmocka_unit_test(voice_speak__is_as_loud_in_every_voice_and_language),
        cmocka_unit_test(voice_speak__acts_what_is_felt),
        cmocka_unit_test(voice_stood_in__is_another_engine_in_a_language_the_voice_speaks),
        cmocka_unit_test(voice_speak__finds_words_in_the_text_as_written),
        cmocka_unit_test(voice_speak__gives_the_same_bytes_in_any_order_and_thread),
        cmocka_unit_test(voice_speak__shifts_pitch_and_formants_apart),
        cmocka_unit_test(voice_speak__maps_phone_times_by_tempo),
        cmocka_unit_test(voice_speak__whispers_without_pitch_and_shouts_louder),
        cmocka_unit_test(voice_speak__falls_back_to_an_engine_that_knows_the_language),
        cmocka_unit_test(voice_speak__is_silent_for_text_without_a_letter),
        cmocka_unit_test(voice_speak__takes_two_thousand_words_and_hears_cancel),
        cmocka_unit_test(voice_cards__of_every_language_speak),
        cmocka_unit_test(voice_hash__changes_with_everything_that_is_heard),
        cmocka_unit_test(speech_read__gives_back_what_was_written_and_refuses_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
