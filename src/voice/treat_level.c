#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "voice/treat.h"

enum { BLOCK = PCM_RATE / 50 }; /* 20 ms */

static double block_power(const struct pcm *sound, int64_t block) {
    int64_t from = block * BLOCK,
            to = from + BLOCK < sound->frames ? from + BLOCK : sound->frames;
    double sum = 0;
    for (int64_t i = from; i < to; i++) sum += (double)sound->samples[i] * sound->samples[i];
    return to > from ? sum / (double)(to - from) : 0;
}

/* The weighting of ITU-R BS.1770-4, table 1 and 2, by its analogue values: the head's shelf and
 * the ear's indifference to the deep. */
static struct pcm as_heard(const struct pcm *from) {
    struct pcm sound = pcm_silence(1, from->frames);
    if (from->frames)
        memcpy(sound.samples, from->samples, (size_t)from->frames * sizeof(float));
    treat_filter(&sound, TREAT_HIGH_SHELF, 1682, 0.7072, 4.0);
    treat_filter(&sound, TREAT_HIGH_PASS, 38.1, 0.5003, 0);
    return sound;
}

double treat_voiced_db(const struct pcm *sound) {
    int64_t blocks = (sound->frames + BLOCK - 1) / BLOCK;
    double loudest = 0;
    for (int64_t i = 0; i < blocks; i++) loudest = fmax(loudest, block_power(sound, i));
    double sum = 0;
    int64_t count = 0;
    for (int64_t i = 0; i < blocks; i++) {
        double power = block_power(sound, i);
        if (power > loudest * 0.003) sum += power, count++; /* within 25 dB of the loudest */
    }
    return count && sum > 1e-12 ? 10 * log10(sum / (double)count) : -120;
}

/* The gain that each sample needs, its running minimum over the look-ahead, smoothed by a
 * moving mean of the same length: full reduction is reached before the peak arrives. */
static void limit(struct pcm *sound, double ceiling) {
    enum { AHEAD = PCM_RATE * 4 / 1000 };
    int64_t n = sound->frames, length = n + 2 * AHEAD;
    AUTO_FREE float *low = xcalloc((size_t)length, sizeof(float));
    AUTO_FREE int64_t *queue = xcalloc((size_t)length, sizeof(int64_t));
    AUTO_FREE float *need = xcalloc((size_t)length, sizeof(float));
    bool any = false;
    for (int64_t i = 0; i < length; i++) {
        double level =
            i >= AHEAD && i < n + AHEAD ? fabs((double)sound->samples[i - AHEAD]) : 0;
        need[i] = level > ceiling ? (float)(ceiling / level) : 1.0f;
        any |= level > ceiling;
    }
    if (!any) return;
    int64_t head = 0,
            tail = 0; /* of a queue of rising needs: the sliding minimum in linear time */
    for (int64_t i = 0; i < length; i++) {
        while (tail > head && need[queue[tail - 1]] >= need[i]) tail--;
        queue[tail++] = i;
        if (queue[head] <= i - AHEAD) head++;
        low[i] = need[queue[head]];
    }
    double sum = AHEAD; /* of low[i - AHEAD + 1 .. i], ones before the start */
    for (int64_t i = 0; i < length; i++) {
        sum += low[i] - (i >= AHEAD ? low[i - AHEAD] : 1.0f);
        /* low[k] covers needs k-AHEAD+1..k, so the mean ending here is under the need at
         * i-AHEAD+1 */
        int64_t at = i - AHEAD + 1 - AHEAD;
        if (at >= 0 && at < n) sound->samples[at] *= (float)(sum / AHEAD);
    }
}

void treat_level(struct pcm *sound, double level_db, double peak_db) {
    double ceiling = pow(10, peak_db / 20);
    /* Limiting lowers the level a little: a second round makes up for it. */
    for (int round = 0; round < 3; round++) {
        struct pcm heard = as_heard(sound);
        double now = treat_voiced_db(&heard);
        pcm_done(&heard);
        if (now <= -120) return;
        float gain = (float)pow(10, (level_db - now) / 20);
        for (int64_t i = 0; i < sound->frames; i++) sound->samples[i] *= gain;
        limit(sound, ceiling);
    }
    for (int64_t i = 0; i < sound->frames; i++) /* rounding in the running sum */
        sound->samples[i] = fminf(fmaxf(sound->samples[i], (float)-ceiling), (float)ceiling);
}
