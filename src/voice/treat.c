#include "voice/treat.h"

#include <math.h>
#include <rubberband/rubberband-c.h>
#include <string.h>

#include "base/memory.h"

static void replace(struct pcm *sound, struct pcm with) {
    pcm_done(sound);
    *sound = with;
}

void treat_shift(struct pcm *sound, double pitch_semitones, double formant_semitones,
                 double tempo) {
    if (sound->frames == 0) return;
    if (!(tempo > 0.3 && tempo < 3.5)) tempo = 1;
    if (fabs(pitch_semitones) < 0.02 && fabs(formant_semitones) < 0.02 &&
        fabs(tempo - 1) < 0.002)
        return;
    /* Exactly 1 where there is nothing to move: then nothing is resampled either. */
    double pitch = fabs(pitch_semitones) < 0.02 ? 1 : exp2(pitch_semitones / 12);
    double formant = exp2(formant_semitones / 12);
    RubberBandState stretcher =
        rubberband_new(PCM_RATE, 1,
                       RubberBandOptionProcessOffline | RubberBandOptionEngineFiner |
                           RubberBandOptionWindowShort | RubberBandOptionThreadingNever |
                           RubberBandOptionFormantPreserved,
                       1 / tempo, pitch);
    /* The scale is of the envelope against the already shifted spectrum: 1/pitch would leave
     * the formants where they were. */
    rubberband_set_formant_scale(stretcher, formant / pitch);
    rubberband_set_expected_input_duration(stretcher, (unsigned)sound->frames);
    /* Silence around, so that the first and last sounds keep their edges. */
    const float *input = sound->samples;
    rubberband_study(stretcher, &input, (unsigned)sound->frames, 1);
    struct pcm out = pcm_silence(1, (int64_t)llround((double)sound->frames / tempo));
    int64_t fed = 0, got = 0;
    while (fed < sound->frames) {
        unsigned take = (unsigned)(sound->frames - fed < 4096 ? sound->frames - fed : 4096);
        input = sound->samples + fed;
        fed += take;
        rubberband_process(stretcher, &input, take, fed == sound->frames);
        int available;
        while ((available = rubberband_available(stretcher)) > 0) {
            float spill[4096];
            float *to = spill;
            unsigned wanted = available > 4096 ? 4096u : (unsigned)available;
            unsigned retrieved = rubberband_retrieve(stretcher, &to, wanted);
            if (retrieved == 0) break;
            int64_t keep = out.frames - got < retrieved ? out.frames - got : retrieved;
            if (keep > 0) memcpy(out.samples + got, spill, (size_t)keep * sizeof(float));
            got += keep > 0 ? keep : 0;
        }
    }
    rubberband_delete(stretcher);
    replace(sound, out);
}

struct section {
    double b0, b1, b2, a1, a2;
};

static struct section section_of(enum treat_filter kind, double hz, double q, double gain_db) {
    double w = 2 * M_PI * hz / PCM_RATE, c = cos(w), s = sin(w), alpha = s / (2 * q);
    double a = pow(10, gain_db / 40), root = 2 * sqrt(a) * alpha;
    double b0, b1, b2, a0, a1, a2;
    switch (kind) {
    case TREAT_LOW_PASS:
        b1 = 1 - c, b0 = b2 = b1 / 2;
        a0 = 1 + alpha, a1 = -2 * c, a2 = 1 - alpha;
        break;
    case TREAT_HIGH_PASS:
        b1 = -(1 + c), b0 = b2 = -b1 / 2;
        a0 = 1 + alpha, a1 = -2 * c, a2 = 1 - alpha;
        break;
    case TREAT_LOW_SHELF:
        b0 = a * (a + 1 - (a - 1) * c + root), b1 = 2 * a * (a - 1 - (a + 1) * c);
        b2 = a * (a + 1 - (a - 1) * c - root);
        a0 = a + 1 + (a - 1) * c + root, a1 = -2 * (a - 1 + (a + 1) * c);
        a2 = a + 1 + (a - 1) * c - root;
        break;
    case TREAT_HIGH_SHELF:
        b0 = a * (a + 1 + (a - 1) * c + root), b1 = -2 * a * (a - 1 + (a + 1) * c);
        b2 = a * (a + 1 + (a - 1) * c - root);
        a0 = a + 1 - (a - 1) * c + root, a1 = 2 * (a - 1 - (a + 1) * c);
        a2 = a + 1 - (a - 1) * c - root;
        break;
    default:
        b0 = 1 + alpha * a, b1 = -2 * c, b2 = 1 - alpha * a;
        a0 = 1 + alpha / a, a1 = -2 * c, a2 = 1 - alpha / a;
        break;
    }
    return (struct section){b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0};
}

void treat_filter(struct pcm *sound, enum treat_filter kind, double hz, double q,
                  double gain_db) {
    struct section f = section_of(kind, hz, q, gain_db);
    double z1 = 0, z2 = 0; /* transposed direct form II */
    for (int64_t i = 0; i < sound->frames; i++) {
        double x = sound->samples[i], y = f.b0 * x + z1;
        z1 = f.b1 * x - f.a1 * y + z2;
        z2 = f.b2 * x - f.a2 * y;
        sound->samples[i] = (float)y;
    }
}

static struct pcm copy_of(const struct pcm *sound) {
    struct pcm copy = pcm_silence(1, sound->frames);
    if (sound->frames)
        memcpy(copy.samples, sound->samples, (size_t)sound->frames * sizeof(float));
    return copy;
}

void treat_open_up(struct pcm *sound, bool muffled) {
    treat_filter(sound, TREAT_LOW_SHELF, 330, 0.7, muffled ? -7.0 : -2.0);
    treat_filter(sound, TREAT_PEAK, 3400, 0.7, 4.0);
    treat_filter(sound, TREAT_HIGH_SHELF, 5200, 0.7, 3.5);
    /* The band of 4 to 8 kHz, mostly breath and sibilants, is moved up by 4 kHz and added
     * softly: noise stays noise, and the voice no longer ends like a telephone. */
    struct pcm air = copy_of(sound);
    treat_filter(&air, TREAT_HIGH_PASS, 4300, 0.54, 0);
    treat_filter(&air, TREAT_HIGH_PASS, 4300, 1.31, 0);
    for (int64_t i = 0; i < air.frames; i++)
        air.samples[i] *= (float)(2 * cos(2 * M_PI * 4000.0 * (double)(i % 12) / PCM_RATE));
    treat_filter(&air, TREAT_HIGH_PASS, 7800, 0.54, 0);
    treat_filter(&air, TREAT_HIGH_PASS, 7800, 1.31, 0);
    for (int64_t i = 0; i < air.frames; i++) sound->samples[i] += 0.4f * air.samples[i];
    pcm_done(&air);
}

void treat_soften(struct pcm *sound) {
    treat_filter(sound, TREAT_LOW_SHELF, 220, 0.7, 1.5);
    treat_filter(sound, TREAT_PEAK, 3000, 0.8, -2.5);
    treat_filter(sound, TREAT_HIGH_SHELF, 7000, 0.7, -2.0);
}

void treat_gain(struct pcm *sound, int64_t start, int64_t end, double gain_db) {
    const int64_t slope = PCM_RATE * 12 / 1000;
    int64_t from = start - slope / 2 < 0 ? 0 : start - slope / 2;
    int64_t to = end + slope / 2 > sound->frames ? sound->frames : end + slope / 2;
    for (int64_t i = from; i < to; i++) {
        int64_t inside = i - (start - slope / 2), left = end + slope / 2 - i;
        double part = fmin(1, (double)(inside < left ? inside : left) / (double)slope);
        sound->samples[i] *= (float)pow(10, gain_db * part / 20);
    }
}

void treat_shout(struct pcm *sound) {
    treat_filter(sound, TREAT_LOW_SHELF, 320, 0.7, -4);
    treat_filter(sound, TREAT_PEAK, 1500, 0.8, 3);
    treat_filter(sound, TREAT_HIGH_SHELF, 2400, 0.7, 6);
    double drive = pow(10, (-10 - treat_voiced_db(sound)) / 20);
    for (int64_t i = 0; i < sound->frames; i++)
        sound->samples[i] = tanhf(sound->samples[i] * (float)drive);
}

void treat_tremor(struct pcm *sound, double amount, double hz) {
    if (amount <= 0 || sound->frames == 0) return;
    struct pcm from = copy_of(sound);
    double depth = 0.0012 * amount * PCM_RATE; /* samples of delay, up and down */
    for (int64_t i = 0; i < sound->frames; i++) {
        double t = (double)i / PCM_RATE;
        /* Two rates that never meet: a voice trembles, it does not vibrate. */
        double wave = 0.75 * sin(2 * M_PI * hz * t) + 0.25 * sin(2 * M_PI * hz * 1.618 * t + 1);
        double at = (double)i + depth * wave;
        int64_t whole = (int64_t)floor(at);
        double part = at - (double)whole;
        double a = whole >= 0 && whole < from.frames ? from.samples[whole] : 0;
        double b = whole + 1 >= 0 && whole + 1 < from.frames ? from.samples[whole + 1] : 0;
        double swell = 1 + 0.18 * amount * sin(2 * M_PI * hz * t + 0.6);
        sound->samples[i] = (float)((a + (b - a) * part) * swell);
    }
    pcm_done(&from);
}
