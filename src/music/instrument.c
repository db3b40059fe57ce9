/* Sums of decaying partials. A loaded drum head's five lowest modes are nearly harmonic (C. V.
 * Raman, "The Indian musical drums", Proc. Indian Acad. Sci. A1, 1934): that is why tabla and
 * mridangam have a pitch. A tanpura's curved bridge (jivari) feeds energy into ever lower
 * partials after the pluck, which is its slow cascade (Raman, "On some Indian stringed
 * instruments", 1921). Each stroke is made once for a score and laid where it falls. */
#include "music/instrument.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/random.h"

enum { BLOCK = 240, PARTIALS = 26, KEYS = 128 };
static const double tau = 2 * M_PI;

/* Adds a sine whose amplitude is given every BLOCK samples and drawn straight between. */
static void add_partial(struct pcm *pcm, double hz, double phase, const double *levels) {
    double re = cos(phase), im = sin(phase), turn_re = cos(tau * hz / PCM_RATE),
           turn_im = sin(tau * hz / PCM_RATE);
    for (int64_t at = 0; at < pcm->frames; at += BLOCK) {
        double from = levels[at / BLOCK], to = levels[at / BLOCK + 1];
        for (int64_t i = at; i < at + BLOCK && i < pcm->frames; i++) {
            double level = from + (to - from) * (double)(i - at) / BLOCK;
            pcm->samples[i] += (float)(level * im);
            double next = re * turn_re - im * turn_im;
            im = re * turn_im + im * turn_re;
            re = next;
        }
        double size = 1 / sqrt(re * re + im * im);
        re *= size;
        im *= size;
    }
}

static void soften_ends(struct pcm *pcm, double in_s) {
    int64_t in = (int64_t)(in_s * PCM_RATE), out = PCM_RATE / 50;
    for (int64_t i = 0; i < in && i < pcm->frames; i++)
        pcm->samples[i] *= (float)(0.5 - 0.5 * cos(M_PI * (double)i / (double)in));
    for (int64_t i = 0; i < out && i < pcm->frames; i++)
        pcm->samples[pcm->frames - 1 - i] *= (float)i / (float)out;
}

static double key_hz(double key) {
    return 440 * exp2((key - 69) / 12);
}

/* --- tanpura --- */

static struct pcm pluck_tanpura(int key) {
    const double seconds = 5.5, hz = key_hz(key);
    struct pcm pcm = pcm_silence(1, (int64_t)(seconds * PCM_RATE));
    AUTO_FREE double *levels = xcalloc((size_t)(pcm.frames / BLOCK + 2), sizeof *levels);
    struct random random = random_seed_for((uint64_t)key, "tanpura");
    for (int n = 1; n <= PARTIALS && hz * n < 9000; n++) {
        for (int64_t b = 0; b <= pcm.frames / BLOCK + 1; b++) {
            double t = (double)b * BLOCK / PCM_RATE;
            /* the jivari's bump wanders down from the 18th partial to the 3rd */
            double middle = 3 + 15 * exp(-t / 1.1), width = 2.2 + 0.2 * middle;
            double bump = exp(-(n - middle) * (n - middle) / (2 * width * width));
            double body = pow(n, -1.1);
            levels[b] =
                (0.5 * body + 0.35 * bump * pow(n, -0.35)) * exp(-t * (0.55 + 0.03 * n));
        }
        /* strings are stiff: the partials lie a little wide, which makes them shimmer */
        double stiff = sqrt(1 + 0.00006 * n * n);
        add_partial(&pcm, hz * n * stiff, tau * random_unit(&random), levels);
    }
    soften_ends(&pcm, 0.02);
    return pcm;
}

/* --- drums --- */

struct stroke_sound {
    double partials[5]; /* amplitudes of the head's modes 1..5 */
    double decay_s;     /* of the first; higher ones are shorter */
    double click, click_hz, click_s;
    double bass; /* 0: the right head */
};
static const struct stroke_sound tabla[STROKE_COUNT] = {
    [STROKE_NA] = {{0.05, 0.9, 0.75, 0.35, 0.15}, 0.45, 0.5, 3800, 0.004, 0},
    [STROKE_TIN] = {{0.45, 0.7, 0.25, 0.08, 0}, 0.6, 0.2, 2200, 0.005, 0},
    [STROKE_TUN] = {{1, 0.3, 0.1, 0, 0}, 0.75, 0.15, 1500, 0.006, 0},
    [STROKE_TE] = {{0.1, 0.3, 0.2, 0.1, 0}, 0.035, 0.9, 1300, 0.016, 0},
    [STROKE_GE] = {{1, 0.25, 0.1, 0, 0}, 0.55, 0.2, 400, 0.01, 1},
    [STROKE_KE] = {{0.4, 0.25, 0.1, 0, 0}, 0.045, 0.7, 520, 0.014, 1},
};
static const struct stroke_sound mridangam[STROKE_COUNT] = {
    [STROKE_NA] = {{0.1, 0.8, 0.6, 0.3, 0.1}, 0.28, 0.5, 3000, 0.004, 0},
    [STROKE_TIN] = {{0.7, 0.6, 0.3, 0.1, 0}, 0.3, 0.3, 1800, 0.006, 0},
    [STROKE_TUN] = {{1, 0.5, 0.2, 0, 0}, 0.4, 0.2, 1300, 0.006, 0},
    [STROKE_TE] = {{0.3, 0.3, 0.2, 0.1, 0}, 0.05, 0.8, 1000, 0.018, 0},
    [STROKE_GE] = {{1, 0.3, 0.12, 0, 0}, 0.34, 0.3, 300, 0.012, 1},
    [STROKE_KE] = {{0.5, 0.3, 0.1, 0, 0}, 0.05, 0.6, 420, 0.014, 1},
};

static void add_click(struct pcm *pcm, const struct stroke_sound *sound,
                      struct random *random) {
    double turn = 1 - exp(-tau * sound->click_hz / PCM_RATE), low = 0, lower = 0;
    for (int64_t i = 0; i < pcm->frames; i++) {
        double t = (double)i / PCM_RATE;
        if (t > 8 * sound->click_s) break;
        low += turn * (random_range(random, -1, 1) - low);
        lower += turn * 0.4 * (low - lower);
        pcm->samples[i] += (float)((low - lower) * 2 * sound->click * exp(-t / sound->click_s));
    }
}

/* The bass head is stretched by the hand's heel after the stroke: its pitch slides. */
static void add_bass(struct pcm *pcm, const struct stroke_sound *sound, double hz,
                     bool slides) {
    double phase = 0;
    for (int64_t i = 0; i < pcm->frames; i++) {
        double t = (double)i / PCM_RATE;
        double slide = slides ? 1 + 0.28 * (1 - exp(-t / 0.09)) : 1 + 0.25 * exp(-t / 0.02);
        phase += tau * hz * slide / PCM_RATE;
        double fade = exp(-t / sound->decay_s * 2);
        pcm->samples[i] += (float)(fade * (sound->partials[0] * sin(phase) +
                                           sound->partials[1] * sin(2 * phase + 0.4) +
                                           sound->partials[2] * sin(3 * phase + 0.9)));
    }
}

static struct pcm strike(const struct stroke_sound *sound, int tonic, bool is_tabla, int key) {
    struct pcm pcm = pcm_silence(1, (int64_t)((3.2 * sound->decay_s + 0.12) * PCM_RATE));
    struct random random = random_seed_for((uint64_t)key, is_tabla ? "tabla" : "mridangam");
    if (sound->bass > 0) {
        add_bass(&pcm, sound, is_tabla ? 72 : 84, is_tabla && sound->decay_s > 0.2);
    } else {
        AUTO_FREE double *levels = xcalloc((size_t)(pcm.frames / BLOCK + 2), sizeof *levels);
        /* the second mode sounds the tonic */
        double hz = key_hz((is_tabla ? 60 : 48) + tonic) / (is_tabla ? 2 : 1);
        for (int n = 0; n < 5; n++) {
            for (int64_t b = 0; b <= pcm.frames / BLOCK + 1; b++)
                levels[b] = sound->partials[n] * exp(-(double)b * BLOCK / PCM_RATE *
                                                     (1.6 + 0.9 * n) / sound->decay_s);
            if (sound->partials[n] > 0)
                add_partial(&pcm, hz * (n + 1) * (1 + 0.003 * n), 0.3 * n, levels);
        }
    }
    add_click(&pcm, sound, &random);
    soften_ends(&pcm, 0.0008);
    return pcm;
}

/* --- playing --- */

static struct pcm make(const struct score *score, int program, int key) {
    if (program == INSTRUMENT_TANPURA) return pluck_tanpura(key);
    bool is_tabla = program == INSTRUMENT_TABLA;
    int stroke = key < STROKE_COUNT ? key : STROKE_NA;
    return strike(is_tabla ? &tabla[stroke] : &mridangam[stroke], score->key, is_tabla, key);
}

static void lay(const struct pcm *sound, int64_t start, int64_t length, double gain, double pan,
                struct pcm *out) {
    float left = (float)(gain * cos((pan + 1) * M_PI / 4)),
          right = (float)(gain * sin((pan + 1) * M_PI / 4));
    int64_t frames = sound->frames < length ? sound->frames : length, fade = PCM_RATE / 20;
    bool cut = frames < sound->frames;
    if (frames > out->frames - start) frames = out->frames - start;
    for (int64_t i = start < 0 ? -start : 0; i < frames; i++) {
        float sample = sound->samples[i];
        if (cut && length - i < fade) sample *= (float)(length - i) / (float)fade;
        out->samples[2 * (start + i)] += left * sample;
        out->samples[2 * (start + i) + 1] += right * sample;
    }
}

/* Four walls of a small hall, from alternate sides. */
static void lay_in_hall(const struct pcm *sound, const struct note *note, double gain,
                        double pan, bool rings, struct pcm *out) {
    static const double delays_s[] = {0.019, 0.031, 0.047, 0.071},
                        gains[] = {0.2, 0.16, 0.12, 0.09};
    int64_t length = rings ? sound->frames : note->length;
    lay(sound, note->start, length, gain, pan, out);
    for (int i = 0; i < 4; i++)
        lay(sound, note->start + (int64_t)(delays_s[i] * PCM_RATE), length, gain * gains[i],
            i % 2 ? -0.8 : 0.8, out);
}

void instrument_play(const struct score *score, struct pcm *out) {
    for (int channel = 0; channel < 16; channel++) {
        int program = score->programs[channel];
        if (program < INSTRUMENT_TANPURA) continue;
        struct pcm sounds[KEYS] = {{0}};
        bool drum = program != INSTRUMENT_TANPURA;
        for (size_t i = 0; i < score->count; i++) {
            const struct note *note = &score->notes[i];
            if (note->channel != channel || note->controller || note->key >= KEYS) continue;
            struct pcm *sound = &sounds[note->key];
            if (!sound->samples) *sound = make(score, program, note->key);
            double loud = (double)note->velocity / 127;
            double gain = score->gains[channel] * loud * loud * (drum ? 0.55 : 0.22);
            lay_in_hall(sound, note, gain, score->pans[channel], drum, out);
        }
        for (int key = 0; key < KEYS; key++) pcm_done(&sounds[key]);
    }
}
