#include "edit/reverb.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

enum { LINES = 8, CANYON_ECHOES = 3 };

double reverb_length_s(struct mix_room room) {
    if (!room.inside) return room.size > 0.05 ? 0.3 + 1.6 * room.size : 0;
    double size = room.size < 0 ? 0 : room.size > 1 ? 1 : room.size;
    return 0.22 + 0.7 * size + 2.0 * size * size * size;
}

/* Outside there are no walls around, only far faces: a few single echoes, ever duller. */
static void add_echoes(double size, const float *send, int64_t frames, float *out) {
    for (int i = 0; i < CANYON_ECHOES; i++) {
        int64_t delay = (int64_t)(PCM_RATE * (0.11 + 0.17 * i) * (0.4 + size));
        double level = 0.5 * size / (i + 1.0), dull = 0.35 + 0.15 * i, low = 0;
        double left = i % 2 ? 0.5 : 0.9, right = i % 2 ? 0.9 : 0.5;
        for (int64_t n = delay; n < frames; n++) {
            low += (1 - dull) * (send[n - delay] - low);
            out[2 * n] += (float)(level * left * low);
            out[2 * n + 1] += (float)(level * right * low);
        }
    }
}

struct line {
    float *samples;
    int length, at;
    float gain, damp, low;
};

static void open_lines(struct line lines[LINES], double size, double length_s) {
    /* mutually prime lengths in samples at 48 kHz, for a room of middle size */
    static const int primes[LINES] = {1187, 1399, 1601, 1871, 2083, 2297, 2531, 2741};
    for (int i = 0; i < LINES; i++) {
        int length = (int)(primes[i] * (0.35 + 1.15 * size)) | 1;
        lines[i] = (struct line){
            .samples = xcalloc((size_t)length, sizeof(float)),
            .length = length,
            .gain = (float)pow(10, -3.0 * length / (length_s * PCM_RATE)),
            .damp = (float)(0.45 - 0.15 * size),
        };
    }
}

static void hadamard(float v[LINES]) {
    for (int step = 1; step < LINES; step *= 2)
        for (int i = 0; i < LINES; i += 2 * step)
            for (int k = i; k < i + step; k++) {
                float a = v[k], b = v[k + step];
                v[k] = a + b;
                v[k + step] = a - b;
            }
}

static void add_room(double size, double length_s, const float *send, int64_t frames,
                     float *out) {
    struct line lines[LINES];
    open_lines(lines, size, length_s);
    const float scale = 0.35355339f; /* 1 / sqrt(8): the matrix keeps energy */
    const int64_t before = (int64_t)(PCM_RATE * (0.004 + 0.02 * size));
    for (int64_t n = 0; n < frames; n++) {
        float v[LINES];
        for (int i = 0; i < LINES; i++) {
            struct line *line = &lines[i];
            line->low += (1 - line->damp) * (line->samples[line->at] - line->low);
            v[i] = line->low * line->gain;
        }
        out[2 * n] += 0.5f * (v[0] - v[2] + v[4] - v[6]);
        out[2 * n + 1] += 0.5f * (v[1] - v[3] + v[5] - v[7]);
        hadamard(v);
        /* the tiny offset keeps decaying values out of the slow denormal range */
        const float in = (n >= before ? send[n - before] : 0) + 1e-18f;
        for (int i = 0; i < LINES; i++) {
            struct line *line = &lines[i];
            line->samples[line->at] = v[i] * scale + in;
            if (++line->at == line->length) line->at = 0;
        }
    }
    for (int i = 0; i < LINES; i++) free(lines[i].samples);
}

void reverb_add(struct mix_room room, const float *send, int64_t frames, float *out) {
    double length_s = reverb_length_s(room);
    int64_t first = 0;
    while (first < frames && send[first] == 0) first++;
    if (length_s <= 0 || first == frames) return;
    send += first;
    out += 2 * first;
    frames -= first;
    if (room.inside)
        add_room(room.size < 0   ? 0
                 : room.size > 1 ? 1
                                 : room.size,
                 length_s, send, frames, out);
    else
        add_echoes(room.size > 1 ? 1 : room.size, send, frames, out);
}
