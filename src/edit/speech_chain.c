#include "edit/speech_chain.h"

#include <math.h>

#include "edit/filter.h"

/* One-pole smoothing: the part of the way to go per sample for a time constant. */
static double pace(double seconds) {
    return 1 - exp(-1 / (seconds * PCM_RATE));
}

/* Hiss above 5.5 kHz is turned down, by 7 dB at most, while it is more than a third of the
 * voice. */
struct de_esser {
    struct filter high;
    double voice, hiss, gain;
};

static double de_ess(struct de_esser *state, double in, double fast, double slow) {
    double high = filter_step(&state->high, in);
    state->voice += slow * (in * in - state->voice);
    state->hiss += fast * (high * high - state->hiss);
    double part = state->hiss / (state->voice + 1e-9);
    double wanted = part > 0.12 ? sqrt(0.12 / part) : 1;
    if (wanted < 0.45) wanted = 0.45;
    state->gain += fast * (wanted - state->gain);
    return in - high * (1 - state->gain);
}

/* Level reduction in dB: 2.5:1 above the threshold, the knee 8 dB wide (Giannoulis, Massberg
 * and Reiss, "Digital Dynamic Range Compressor Design", JAES 60(6), 2012, equation 4). */
static double reduction_db(double level_db) {
    const double threshold = -24, knee = 8, slope = 1 / 2.5 - 1;
    double over = level_db - threshold;
    if (over < -knee / 2) return 0;
    if (over < knee / 2) return slope * (over + knee / 2) * (over + knee / 2) / (2 * knee);
    return slope * over;
}

void speech_chain(const struct pcm *sound, bool far, float *out) {
    struct filter cut = filter_high_pass(far ? 320 : 80, 0.7071);
    struct filter mud = filter_peak(260, 1.0, -1.5);
    struct filter presence = far ? filter_low_pass(3400, 0.7071) : filter_peak(3200, 0.8, 2);
    struct de_esser esser = {.high = filter_high_pass(5500, 0.7071), .gain = 1};
    const double fast = pace(0.002), slow = pace(0.030), attack = pace(0.006),
                 release = pace(0.120), level_pace = pace(0.010);
    const double make_up = far ? -1 : 2.5;
    double power = 0, reduction = 0, gain = gain_of_db(make_up);
    for (int64_t n = 0; n < sound->frames; n++) {
        double in = sound->channels == 1
                        ? sound->samples[n]
                        : 0.5 * (sound->samples[2 * n] + sound->samples[2 * n + 1]);
        in = filter_step(&presence, filter_step(&mud, filter_step(&cut, in)));
        in = de_ess(&esser, in, fast, slow);
        power += level_pace * (in * in - power);
        if (n % 16 ==
            0) { /* the level moves slowly: every third of a millisecond is often enough */
            double wanted = reduction_db(10 * log10(power + 1e-12));
            double step = 16 * (wanted < reduction ? attack : release);
            reduction += (step > 1 ? 1 : step) * (wanted - reduction);
            gain = gain_of_db(reduction + make_up);
        }
        out[n] = (float)(in * gain);
    }
}
