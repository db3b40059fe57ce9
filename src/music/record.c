#include "music/record.h"

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswresample/swresample.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"

const char music_record_version[] = "record 1";

static const int64_t longest = (int64_t)3600 * PCM_RATE;
enum {
    BLOCK = 1 << 16,
    OVERLAP = 2 * PCM_RATE,
    FADE_IN = PCM_RATE / 4,
    FADE_OUT = PCM_RATE * 5 / 2
};

/* --- the bytes as a file --- */

struct source {
    const uint8_t *bytes;
    int64_t size, at;
};

static int read_source(void *data, uint8_t *to, int size) {
    struct source *source = data;
    int64_t left = source->size - source->at;
    if (left <= 0) return AVERROR_EOF;
    if (size > left) size = (int)left;
    memcpy(to, source->bytes + source->at, (size_t)size);
    source->at += size;
    return size;
}

static int64_t seek_source(void *data, int64_t to, int whence) {
    struct source *source = data;
    if (whence == AVSEEK_SIZE) return source->size;
    if (whence == SEEK_CUR) to += source->at;
    if (whence == SEEK_END) to += source->size;
    if (to < 0 || to > source->size) return AVERROR(EINVAL);
    return source->at = to;
}

/* --- decoding --- */

struct decoder {
    struct source source;
    AVIOContext *io;
    AVFormatContext *format;
    AVCodecContext *codec;
    SwrContext *convert;
    AVPacket *packet;
    AVFrame *frame;
    int stream;
    struct pcm pcm; /* frames is what is filled */
    int64_t room;
};

static void decoder_done(struct decoder *d) {
    av_frame_free(&d->frame);
    av_packet_free(&d->packet);
    swr_free(&d->convert);
    avcodec_free_context(&d->codec);
    avformat_close_input(&d->format);
    if (d->io) av_freep(&d->io->buffer);
    avio_context_free(&d->io);
    pcm_done(&d->pcm);
}

static bool no_music(struct error *err) {
    return error_set(err, PROBLEM_BAD_INPUT,
                     "The music file holds no sound that can be read; use WAV, MP3, FLAC, Ogg "
                     "or M4A.");
}

static bool decoder_open(struct decoder *d, struct error *err) {
    uint8_t *buffer = av_malloc(BLOCK);
    d->io = avio_alloc_context(buffer, BLOCK, 0, &d->source, read_source, NULL, seek_source);
    d->format = avformat_alloc_context();
    d->packet = av_packet_alloc();
    d->frame = av_frame_alloc();
    if (!buffer || !d->io || !d->format || !d->packet || !d->frame) die("out of memory");
    d->format->pb = d->io;
    d->format->flags |= AVFMT_FLAG_CUSTOM_IO;
    d->format->max_streams = 16;
    AVDictionary *options = NULL;
    av_dict_set(
        &options, "format_whitelist",
        "wav,w64,mp3,flac,ogg,aac,mov,mp4,m4a,matroska,webm,aiff,mov\\,mp4\\,m4a\\,3gp\\,"
        "3g2\\,mj2,matroska\\,webm",
        0);
    int failed = avformat_open_input(&d->format, NULL, NULL, &options);
    av_dict_free(&options);
    if (failed < 0) return no_music(err);
    if (avformat_find_stream_info(d->format, NULL) < 0) return no_music(err);
    const AVCodec *codec = NULL;
    d->stream = av_find_best_stream(d->format, AVMEDIA_TYPE_AUDIO, -1, -1, &codec, 0);
    if (d->stream < 0 || !codec) return no_music(err);
    d->codec = avcodec_alloc_context3(codec);
    if (!d->codec) die("out of memory");
    if (avcodec_parameters_to_context(d->codec, d->format->streams[d->stream]->codecpar) < 0)
        return no_music(err);
    d->codec->thread_count = 1;
    if (avcodec_open2(d->codec, codec, NULL) < 0) return no_music(err);
    return true;
}

/* The converter is made for the first frame; a file that changes its form midway is read up to
 * there. */
static bool ready_to_convert(struct decoder *d, AVFrame *frame) {
    if (d->convert)
        return frame->sample_rate == d->codec->sample_rate &&
               frame->ch_layout.nb_channels == d->codec->ch_layout.nb_channels;
    if (frame->sample_rate < 1000 || frame->sample_rate > 768000) return false;
    AVChannelLayout stereo = AV_CHANNEL_LAYOUT_STEREO;
    return swr_alloc_set_opts2(&d->convert, &stereo, AV_SAMPLE_FMT_FLT, PCM_RATE,
                               &frame->ch_layout, frame->format, frame->sample_rate, 0,
                               NULL) >= 0 &&
           swr_init(d->convert) >= 0;
}

/* frame NULL: what the converter still holds. */
static bool take_frame(struct decoder *d, const AVFrame *frame, struct error *err) {
    if (!d->convert && !frame) return true;
    int most = swr_get_out_samples(d->convert, frame ? frame->nb_samples : 0);
    if (most < 0) return no_music(err);
    if (d->pcm.frames + most > longest)
        return error_set(err, PROBLEM_TOO_LARGE, "The music file is longer than an hour.");
    if (d->pcm.frames + most > d->room) {
        d->room = 2 * (d->pcm.frames + most);
        d->pcm.samples = xrealloc(d->pcm.samples, (size_t)d->room * 2, sizeof(float));
    }
    uint8_t *to = (uint8_t *)(d->pcm.samples + 2 * d->pcm.frames);
    int made = swr_convert(d->convert, &to, most,
                           frame ? (const uint8_t **)frame->extended_data : NULL,
                           frame ? frame->nb_samples : 0);
    if (made < 0) return no_music(err);
    d->pcm.frames += made;
    return true;
}

/* All frames that the decoder has ready. */
static bool take_frames(struct decoder *d, struct error *err) {
    while (avcodec_receive_frame(d->codec, d->frame) >= 0) {
        bool ok = !ready_to_convert(d, d->frame) || take_frame(d, d->frame, err);
        av_frame_unref(d->frame);
        if (!ok) return false;
    }
    return true;
}

bool music_record_decode(const void *bytes, size_t size, struct cancel *cancel, struct pcm *out,
                         struct error *err) {
    if (size > RECORD_MAX_SIZE)
        return error_set(err, PROBLEM_TOO_LARGE, "The music file is over %d MB.",
                         RECORD_MAX_SIZE >> 20);
    struct decoder d = {.source = {bytes, (int64_t)size, 0}, .pcm.channels = 2};
    av_log_set_level(AV_LOG_QUIET); /* what goes wrong is told by `err` */
    bool ok = decoder_open(&d, err);
    while (ok && av_read_frame(d.format, d.packet) >= 0) {
        ok = cancel_check(cancel, err);
        /* a damaged packet is left out; what can be heard is kept */
        if (ok && d.packet->stream_index == d.stream &&
            avcodec_send_packet(d.codec, d.packet) >= 0)
            ok = take_frames(&d, err);
        av_packet_unref(d.packet);
    }
    if (ok && avcodec_send_packet(d.codec, NULL) >= 0) ok = take_frames(&d, err);
    ok = ok && take_frame(&d, NULL, err);
    if (ok && d.pcm.frames == 0) ok = no_music(err);
    for (int64_t i = 0; ok && i < 2 * d.pcm.frames; i++) /* files may hold what is no number */
        if (!(fabsf(d.pcm.samples[i]) <= 8)) d.pcm.samples[i] = 0;
    if (ok) {
        *out = d.pcm;
        d.pcm = (struct pcm){0};
    }
    decoder_done(&d);
    return ok;
}

/* --- fitting --- */

static void sample_at(const struct pcm *record, int64_t at, int64_t overlap, float to[2]) {
    const int64_t round = record->frames - overlap;
    const int64_t in = at % round;
    const float *from = record->samples + 2 * in;
    to[0] = from[0];
    to[1] = from[1];
    if (at < round || in >= overlap) return;
    /* the end of the round before goes out as this one comes in, at equal power */
    double turn = (double)in / (double)overlap * M_PI / 2;
    const float *end = record->samples + 2 * (round + in);
    for (int c = 0; c < 2; c++) to[c] = (float)(to[c] * sin(turn) + end[c] * cos(turn));
}

void music_record_fit(const struct pcm *record, int64_t offset, int64_t length, bool fade_in,
                      bool fade_out, struct pcm *out) {
    struct pcm fitted = pcm_silence(2, length);
    double rms = pcm_rms_db(record);
    float gain = (float)(rms > -119 ? pow(10, (-23 - rms) / 20) : 1);
    int64_t overlap = record->frames / 4 < OVERLAP ? record->frames / 4 : OVERLAP;
    int64_t in = FADE_IN < length / 4 ? FADE_IN : length / 4,
            fade = FADE_OUT < length / 3 ? FADE_OUT : length / 3;
    for (int64_t i = 0; i < length; i++) {
        float here[2], level = gain;
        sample_at(record, offset + i, overlap, here);
        if (fade_in && i < in) level *= (float)i / (float)in;
        if (fade_out && length - 1 - i < fade)
            level *= (float)(0.5 - 0.5 * cos(M_PI * (double)(length - 1 - i) / (double)fade));
        fitted.samples[2 * i] = here[0] * level;
        fitted.samples[2 * i + 1] = here[1] * level;
    }
    *out = fitted;
}
