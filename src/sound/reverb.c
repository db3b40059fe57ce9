#include "sound/reverb.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

void reverb_init(struct reverb *reverb, double size, double t60, double damping) {
    static const double seconds[REVERB_LINES] = {0.0297, 0.0371, 0.0411, 0.0437};
    *reverb = (struct reverb){.damping = (float)damping};
    for (int i = 0; i < REVERB_LINES; i++) {
        int length = (int)(seconds[i] * size * PCM_RATE) | 1;
        reverb->lengths[i] = length < REVERB_ROOM ? length : REVERB_ROOM - 1;
        reverb->lines[i] = xcalloc(REVERB_ROOM, sizeof(float));
        reverb->gains[i] = (float)pow(10, -3.0 * reverb->lengths[i] / PCM_RATE / t60);
    }
}

void reverb_done(struct reverb *reverb) {
    for (int i = 0; i < REVERB_LINES; i++) free(reverb->lines[i]);
    *reverb = (struct reverb){0};
}

void reverb_run(struct reverb *reverb, float in, float *left, float *right) {
    float out[REVERB_LINES];
    for (int i = 0; i < REVERB_LINES; i++) {
        float tap = reverb->lines[i][(reverb->at - reverb->lengths[i]) & (REVERB_ROOM - 1)];
        reverb->damped[i] +=
            (tap * reverb->gains[i] - reverb->damped[i]) * (1 - reverb->damping);
        out[i] = reverb->damped[i];
    }
    /* Hadamard's matrix: no energy lost or won in the exchange */
    float a = out[0] + out[1], b = out[0] - out[1], c = out[2] + out[3], d = out[2] - out[3];
    float mixed[REVERB_LINES] = {(a + c) / 2, (b + d) / 2, (a - c) / 2, (b - d) / 2};
    for (int i = 0; i < REVERB_LINES; i++)
        reverb->lines[i][reverb->at & (REVERB_ROOM - 1)] = in + mixed[i];
    reverb->at = (reverb->at + 1) & (REVERB_ROOM - 1);
    *left = out[0] - out[2];
    *right = out[1] - out[3];
}
