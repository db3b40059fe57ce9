#include "base/pcm.h"

#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"

struct pcm pcm_silence(int channels, int64_t frames) {
    struct pcm pcm = {.channels = channels, .frames = frames};
    if (frames > 0) pcm.samples = xcalloc((size_t)frames * (size_t)channels, sizeof(float));
    return pcm;
}

void pcm_done(struct pcm *pcm) {
    free(pcm->samples);
    *pcm = (struct pcm){0};
}

bool pcm_resample(const float *samples, int64_t frames, int channels, int rate, struct pcm *out,
                  struct error *err) {
    if (channels < 1 || channels > 2 || rate < 4000 || rate > 384000 || frames < 0)
        return error_set(err, PROBLEM_BAD_INPUT,
                         "Sound of %d channels at %d Hz cannot be used.", channels, rate);
    if (rate == PCM_RATE) {
        *out = pcm_silence(channels, frames);
        if (frames)
            memcpy(out->samples, samples, (size_t)frames * (size_t)channels * sizeof(float));
        return true;
    }
    AVChannelLayout layout;
    av_channel_layout_default(&layout, channels);
    SwrContext *swr = NULL;
    if (swr_alloc_set_opts2(&swr, &layout, AV_SAMPLE_FMT_FLT, PCM_RATE, &layout,
                            AV_SAMPLE_FMT_FLT, rate, 0, NULL) < 0 ||
        swr_init(swr) < 0) {
        swr_free(&swr);
        return error_set(err, PROBLEM_INTERNAL, "The sound cannot be resampled from %d Hz.",
                         rate);
    }
    int64_t wanted = (frames * PCM_RATE + rate - 1) / rate;
    struct pcm result = pcm_silence(channels, wanted + PCM_RATE);
    int64_t used = 0;
    uint8_t *to = (uint8_t *)result.samples;
    const uint8_t *from = (const uint8_t *)samples;
    size_t stride = sizeof(float) * (size_t)channels;
    for (int64_t done = 0; done < frames;) {
        int take = (int)(frames - done < 1 << 20 ? frames - done : 1 << 20);
        int got = swr_convert(swr, &to, (int)(result.frames - used), &from, take);
        if (got < 0) break;
        used += got;
        to += (size_t)got * stride;
        from += (size_t)take * stride;
        done += take;
    }
    int rest = swr_convert(swr, &to, (int)(result.frames - used), NULL, 0);
    if (rest > 0) used += rest;
    swr_free(&swr);
    result.frames = used < wanted ? used : wanted;
    *out = result;
    return true;
}

static void chunk(struct buf *out, const char name[4], uint32_t size) {
    buf_add(out, name, 4);
    buf_u32(out, size);
}

void pcm_to_wav(const struct pcm *pcm, bool as_float, struct buf *out) {
    uint32_t width = as_float ? 4 : 2, channels = (uint32_t)pcm->channels;
    uint32_t data = (uint32_t)pcm->frames * channels * width;
    chunk(out, "RIFF", 36 + data);
    buf_add(out, "WAVE", 4);
    chunk(out, "fmt ", 16);
    buf_u32(out, (as_float ? 3u : 1u) | channels << 16);
    buf_u32(out, PCM_RATE);
    buf_u32(out, PCM_RATE * channels * width);
    buf_u32(out, channels * width | width * 8 << 16);
    chunk(out, "data", data);
    int64_t count = pcm->frames * pcm->channels;
    if (as_float) {
        /* Little-endian hosts only (checked in the build); one copy instead of one call a
         * sample. */
        buf_add(out, pcm->samples, (size_t)count * sizeof(float));
        return;
    }
    AUTO_FREE int16_t *narrow = xcalloc((size_t)count, sizeof(int16_t));
    for (int64_t i = 0; i < count; i++) {
        float value = pcm->samples[i] * 32767.0f;
        narrow[i] = (int16_t)lrintf(fminf(fmaxf(value, -32768.0f), 32767.0f));
    }
    buf_add(out, narrow, (size_t)count * sizeof(int16_t));
}

bool pcm_from_wav(const void *bytes, size_t size, struct pcm *out, struct error *err) {
    struct reader in = reader_over(bytes, size);
    const char *riff = reader_bytes(&in, 4);
    (void)reader_u32(&in);
    const char *wave = reader_bytes(&in, 4);
    if (in.failed || memcmp(riff, "RIFF", 4) != 0 || memcmp(wave, "WAVE", 4) != 0)
        return error_set(err, PROBLEM_BAD_INPUT, "This is not a WAV file.");
    uint32_t format = 0, channels = 0, rate = 0, bits = 0;
    while (!in.failed && in.size - in.at >= 8) {
        const char *name = reader_bytes(&in, 4);
        uint32_t length = reader_u32(&in);
        if (memcmp(name, "fmt ", 4) == 0 && length >= 16) {
            struct reader fmt = reader_over(reader_bytes(&in, length), length);
            if (in.failed) break;
            uint32_t first = reader_u32(&fmt);
            format = first & 0xffff;
            channels = first >> 16;
            rate = reader_u32(&fmt);
            (void)reader_u32(&fmt);
            bits = reader_u32(&fmt) >> 16;
        } else if (memcmp(name, "data", 4) == 0) {
            bool is_float = format == 3 && bits == 32, is_short = format == 1 && bits == 16;
            if ((!is_float && !is_short) || channels < 1 || channels > 2 || rate == 0)
                return error_set(
                    err, PROBLEM_BAD_INPUT,
                    "Only 16-bit and float WAV files of one or two channels are read.");
            if (length > in.size - in.at) length = (uint32_t)(in.size - in.at);
            const unsigned char *data = reader_bytes(&in, length);
            int64_t count = length / (bits / 8);
            AUTO_FREE float *wide = xcalloc((size_t)count, sizeof(float));
            for (int64_t i = 0; i < count; i++) {
                if (is_float) {
                    memcpy(&wide[i], data + i * 4, 4);
                } else {
                    int16_t value;
                    memcpy(&value, data + i * 2, 2);
                    wide[i] = (float)value / 32768.0f;
                }
            }
            return pcm_resample(wide, count / channels, (int)channels, (int)rate, out, err);
        } else {
            (void)reader_bytes(&in, length + (length & 1));
        }
    }
    return error_set(err, PROBLEM_BAD_INPUT, "The WAV file holds no sound.");
}

double pcm_rms_db(const struct pcm *pcm) {
    double sum = 0;
    int64_t count = pcm->frames * pcm->channels;
    for (int64_t i = 0; i < count; i++) sum += (double)pcm->samples[i] * pcm->samples[i];
    if (count == 0 || sum <= 0) return -120;
    return fmax(-120, 10 * log10(sum / (double)count));
}
