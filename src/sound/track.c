#include "sound/track.h"

static const double tau = 2 * M_PI;

struct track track_new(double seconds) {
    struct track track = {.count = (int64_t)(seconds * PCM_RATE)};
    if (track.count < 1) track.count = 1;
    track.samples = xcalloc((size_t)track.count, sizeof(float));
    return track;
}

void track_done(struct track *track) {
    free(track->samples);
    *track = (struct track){0};
}

void track_scale_to(struct track *track, double peak) {
    float top = 0;
    for (int64_t i = 0; i < track->count; i++) {
        float loud = fabsf(track->samples[i]);
        if (loud > top) top = loud; /* a call of fmax here would cost more than all the rest */
    }
    if (top < 1e-9f) return;
    float gain = (float)(peak / top);
    for (int64_t i = 0; i < track->count; i++) track->samples[i] *= gain;
}

void track_fade(struct track *track, double in_s, double out_s) {
    int64_t in = (int64_t)(in_s * PCM_RATE), out = (int64_t)(out_s * PCM_RATE);
    if (in > track->count / 2) in = track->count / 2;
    if (out > track->count / 2) out = track->count / 2;
    for (int64_t i = 0; i < in; i++) track->samples[i] *= (float)i / (float)in;
    for (int64_t i = 0; i < out; i++)
        track->samples[track->count - 1 - i] *= (float)i / (float)out;
}

void track_filter(struct track *track, struct filter filter) {
    for (int64_t i = 0; i < track->count; i++)
        track->samples[i] = filter_run(&filter, track->samples[i]);
}

static int64_t from_seconds(double at) {
    int64_t sample = (int64_t)(at * PCM_RATE);
    return sample < 0 ? 0 : sample;
}

void track_ring(struct track *track, double at, double hz, double t60, double gain) {
    if (hz > 0.45 * PCM_RATE || hz < 10) return;
    /* the partial as a damped rotation: no sine per sample */
    double w = tau * hz / PCM_RATE, fall = pow(10, -3 / (t60 * PCM_RATE));
    double turn_c = fall * cos(w), turn_s = fall * sin(w), c = 0, s = gain;
    int64_t from = from_seconds(at), to = from + from_seconds(t60 * 1.2);
    if (to > track->count) to = track->count;
    for (int64_t i = from; i < to; i++) {
        double next = c * turn_c + s * turn_s;
        s = s * turn_c - c * turn_s;
        c = next;
        track->samples[i] += (float)c;
    }
}

void track_strike(struct track *track, double at, double hz, double t60,
                  const struct mode_row *rows, int count, double gain, struct random *random) {
    for (int i = 0; i < count; i++) {
        double scatter = 1 + 0.004 * random_normal(random) * (i > 0);
        double loud = gain * rows[i].gain * random_range(random, 0.85, 1.15);
        track_ring(track, at, hz * rows[i].ratio * scatter, t60 * rows[i].decay, loud);
    }
}

void track_burst(struct track *track, double at, double attack, double t60, double low_hz,
                 double high_hz, double gain, struct random *random) {
    struct noise noise = noise_new(random);
    struct filter high = filter_high(low_hz, 0.707), low = filter_low(high_hz, 0.707);
    double fall = pow(10, -3 / (t60 * PCM_RATE)), level = 1;
    int64_t from = from_seconds(at), rise = from_seconds(attack) + 1;
    int64_t to = from + rise + from_seconds(t60);
    if (to > track->count) to = track->count;
    /* narrow bands let little noise through: make up for it */
    double band = fmin(high_hz, 20000) - low_hz;
    double makeup = gain * sqrt(20000 / fmax(band, 50)) * 0.6;
    for (int64_t i = from; i < to; i++) {
        double up = i - from < rise ? (double)(i - from) / (double)rise : 1;
        if (i - from >= rise) level *= fall;
        float in = noise_next(&noise);
        track->samples[i] +=
            (float)(makeup * up * level) * filter_run(&low, filter_run(&high, in));
    }
}

void track_shaped_noise(struct track *track, const struct shape_point *points, int count,
                        struct random *random) {
    struct noise noise = noise_new(random);
    struct filter high = {0}, low = {0};
    int at = 0;
    double gain = 0, step = 0;
    int64_t from = from_seconds(points[0].at), to = from_seconds(points[count - 1].at);
    if (to > track->count) to = track->count;
    enum { HOP = 96 };
    for (int64_t i = from; i < to; i++) {
        if ((i - from) % HOP == 0) {
            double now = (double)(i + HOP) / PCM_RATE;
            while (at + 2 < count && points[at + 1].at < now) at++;
            const struct shape_point *a = &points[at], *b = &points[at + 1];
            double part = fmin(fmax((now - a->at) / fmax(b->at - a->at, 1e-6), 0), 1);
            double lo = a->low_hz * pow(b->low_hz / a->low_hz, part);
            double hi = a->high_hz * pow(b->high_hz / a->high_hz, part);
            struct filter next_high = filter_high(lo, 0.707), next_low = filter_low(hi, 0.707);
            next_high.z1 = high.z1, next_high.z2 = high.z2;
            next_low.z1 = low.z1, next_low.z2 = low.z2;
            high = next_high, low = next_low;
            double makeup = sqrt(20000 / fmax(fmin(hi, 20000) - lo, 50)) * 0.6;
            double target = (a->gain + (b->gain - a->gain) * part) * makeup;
            step = (target - gain) / HOP;
        }
        gain += step;
        track->samples[i] +=
            (float)gain * filter_run(&low, filter_run(&high, noise_next(&noise)));
    }
}

void track_tone(struct track *track, const struct tone_point *points, int count, int harmonics,
                double tilt, double vibrato_hz, double vibrato_cents) {
    int at = 0;
    double phase = 0;
    int64_t from = from_seconds(points[0].at), to = from_seconds(points[count - 1].at);
    if (to > track->count) to = track->count;
    double gains[24];
    if (harmonics > 24) harmonics = 24;
    for (int h = 0; h < harmonics; h++) gains[h] = pow(h + 1, -tilt);
    for (int64_t i = from; i < to; i++) {
        double now = (double)i / PCM_RATE;
        while (at + 2 < count && points[at + 1].at <= now) at++;
        const struct tone_point *a = &points[at], *b = &points[at + 1];
        double part = fmin(fmax((now - a->at) / fmax(b->at - a->at, 1e-6), 0), 1);
        double hz = a->hz + (b->hz - a->hz) * part, gain = a->gain + (b->gain - a->gain) * part;
        if (vibrato_cents > 0) hz *= 1 + vibrato_cents / 1731 * sin(tau * vibrato_hz * now);
        phase += tau * hz / PCM_RATE;
        if (phase > tau) phase -= tau;
        double sum = 0;
        /* sin(nx) by Chebyshev's recurrence: one sine and cosine for all harmonics */
        double s1 = sin(phase), twice = 2 * cos(phase), before = 0, now_s = s1;
        for (int h = 0; h < harmonics && hz * (h + 1) < 0.45 * PCM_RATE; h++) {
            sum += gains[h] * now_s;
            double next = twice * now_s - before;
            before = now_s;
            now_s = next;
        }
        track->samples[i] += (float)(gain * sum);
    }
}

void track_syllable(struct track *track, const struct syllable *syllable,
                    struct random *random) {
    struct noise noise = noise_new(random);
    static const double widths[] = {90, 120, 180};
    static const float loud[] = {1, 0.5f, 0.22f};
    struct filter formants[3];
    int count = syllable->formants[2] > 0 ? 3 : 2;
    for (int f = 0; f < count; f++)
        formants[f] = filter_band(syllable->formants[f], syllable->formants[f] / widths[f]);
    struct filter tilt = filter_low(900, 0.6);
    int64_t from = from_seconds(syllable->at), length = from_seconds(syllable->length);
    if (from + length > track->count) length = track->count - from;
    float phase = (float)random_unit(random), jitter = 0,
          voiced = (float)(1 - syllable->breath) * 3;
    float breathed = (float)syllable->breath * 0.5f;
    float rise = (float)(syllable->attack > 0 ? syllable->attack : 0.18);
    float scale = (float)(1 / fmax(syllable->length * PCM_RATE, 1));
    float hz = (float)(syllable->hz_from / PCM_RATE);
    float slide = (float)((syllable->hz_to - syllable->hz_from) / PCM_RATE) * scale;
    for (int64_t i = 0; i < length; i++) {
        float part = (float)i * scale;
        phase += (hz + slide * (float)i) * (1 + jitter);
        if (phase >= 1) {
            phase -= 1;
            jitter = 0.015f * noise_next(&noise);
        }
        /* the flow of an open glottis (Rosenberg): rises slowly, shuts at once */
        float flow = phase < 0.6f ? phase * phase * (3 - phase / 0.3f) : 0;
        float in = voiced * (flow - 0.13f) + breathed * noise_next(&noise), out = 0;
        float bright = filter_run(&tilt, in) * 0.6f + in * 0.4f;
        for (int f = 0; f < count; f++) out += loud[f] * filter_run(&formants[f], bright);
        float up = part / rise, down = (1 - part) / 0.35f;
        float envelope = up < down ? up : down;
        envelope = envelope > 1 ? 1 : envelope < 0 ? 0 : envelope;
        track->samples[from + i] +=
            (float)syllable->gain * envelope * envelope * (3 - 2 * envelope) * out;
    }
}
