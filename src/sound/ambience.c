/* Plays a place: beds, hums and grains hop by hop, one room around the grains. */
#include "sound/ambience.h"

#include "sound/reverb.h"

static const char version[] = "2";

/* The prefix property: nothing before the last 250 ms may know the length, so everything runs
 * in whole hops and only the copy is cut. */
static void hop_of(struct ambience *ambience, struct reverb *reverb, float *stereo) {
    memset(stereo, 0, sizeof(float) * 2 * HOP);
    float wet[HOP] = {0};
    for (int i = 0; i < ambience->bed_count; i++) bed_add(&ambience->beds[i], stereo);
    for (int i = 0; i < ambience->hum_count; i++) bed_hum_add(&ambience->hums[i], stereo);
    for (int i = 0; i < ambience->flock_count; i++)
        flock_step(&ambience->flocks[i], ambience->grains, &ambience->grain_count);
    for (int g = 0; g < ambience->grain_count;) {
        struct grain *grain = &ambience->grains[g];
        int from = grain->at < 0 ? (int)-grain->at : 0;
        int64_t left = grain->track.count - grain->at;
        int to = left < HOP ? (int)left : HOP;
        for (int i = from; i < to; i++) {
            float sample = grain->track.samples[grain->at + i];
            stereo[2 * i] += grain->left * sample;
            stereo[2 * i + 1] += grain->right * sample;
            wet[i] += grain->wet * sample;
        }
        grain->at += HOP;
        if (grain->at < grain->track.count) {
            g++;
            continue;
        }
        track_done(&grain->track);
        memmove(grain, grain + 1, sizeof *grain * (size_t)(ambience->grain_count - g - 1));
        ambience->grain_count--;
    }
    for (int i = 0; i < HOP; i++) {
        float left, right;
        reverb_run(reverb, wet[i] * 0.3f, &left, &right);
        stereo[2 * i] += left;
        stereo[2 * i + 1] += right;
    }
}

static void fade(struct pcm *pcm) {
    int64_t length = PCM_RATE / 4;
    if (length > pcm->frames / 2) length = pcm->frames / 2;
    for (int64_t i = 0; i < length; i++) {
        float gain = (float)(0.5 - 0.5 * cos(M_PI * (double)i / (double)length));
        for (int c = 0; c < 2; c++) {
            pcm->samples[2 * i + c] *= gain;
            pcm->samples[2 * (pcm->frames - 1 - i) + c] *= gain;
        }
    }
}

void sound_ambience(const struct ambience_order *order, struct pcm *out) {
    int64_t length = order->length > 0 ? order->length : 0;
    struct pcm pcm = pcm_silence(2, length);
    struct ambience *ambience = xcalloc(1, sizeof *ambience);
    struct reverb reverb;
    ambience_build(ambience, order);
    reverb_init(&reverb, ambience->room, ambience->tail, 0.4);
    float hop[2 * HOP];
    for (int64_t at = 0; at < length; at += HOP) {
        hop_of(ambience, &reverb, hop);
        int64_t take = length - at < HOP ? length - at : HOP;
        memcpy(pcm.samples + 2 * at, hop, sizeof(float) * 2 * (size_t)take);
    }
    for (int i = 0; i < ambience->grain_count; i++) track_done(&ambience->grains[i].track);
    reverb_done(&reverb);
    free(ambience);
    fade(&pcm);
    *out = pcm;
}

struct hash sound_ambience_hash(const struct ambience_order *order) {
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_text(&hasher, "ambience");
    hasher_text(&hasher, version);
    hasher_text(&hasher, order->place);
    hasher_u64(&hasher, order->inside);
    hasher_u64(&hasher, (uint64_t)order->hour);
    hasher_u64(&hasher, (uint64_t)order->weather);
    hasher_u64(&hasher, (uint64_t)(int64_t)order->culture);
    hasher_u64(&hasher, order->festive);
    hasher_u64(&hasher, (uint64_t)order->length);
    hasher_u64(&hasher, order->seed);
    return hasher_final(&hasher);
}
