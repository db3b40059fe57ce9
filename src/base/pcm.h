/* Sound in memory: 48 kHz, 32-bit float, interleaved, full scale at 1.0. Time inside the
 * program is counted in samples of this rate. */
#ifndef BASE_PCM_H
#define BASE_PCM_H

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

enum { PCM_RATE = 48000 };

struct pcm {
    int channels;   /* 1 or 2 */
    int64_t frames; /* samples per channel */
    float *samples; /* frames * channels, malloc'd; NULL when frames is 0 */
};

struct pcm pcm_silence(int channels, int64_t frames);
void pcm_done(struct pcm *pcm);

/* Converts interleaved samples of another rate by libswresample (soxr quality where built in).
 */
bool pcm_resample(const float *samples, int64_t frames, int channels, int rate, struct pcm *out,
                  struct error *err) MUST_USE;

/* WAV (RIFF, IEEE float 32 or PCM 16) to bytes, and float32/PCM16 48 kHz WAV back. */
void pcm_to_wav(const struct pcm *pcm, bool as_float, struct buf *out);
bool pcm_from_wav(const void *bytes, size_t size, struct pcm *out, struct error *err) MUST_USE;

/* RMS in dBFS over the whole; -120 for silence. */
double pcm_rms_db(const struct pcm *pcm);

#endif
