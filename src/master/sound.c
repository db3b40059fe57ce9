/* The film's sound as AAC: encoded beside the picture's making, read again when the film is
 * joined. The file between the two, of native integers, is of one run: "FSOUND01", a
 * sound_head, the decoder's configuration, then a packet_head and the bytes of each packet. */
#include <errno.h>
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "edit/wave.h"
#include "master/tracks.h"

enum { MAX_CONFIGURATION = 64, MAX_PACKET = 1 << 16 };
static const char magic[8] = {'F', 'S', 'O', 'U', 'N', 'D', '0', '1'};

struct sound_head {
    int32_t channels, bitrate, frame_size, initial_padding, configuration_size;
};
struct packet_head {
    int64_t pts, dts, duration;
    int64_t size;
};

/* --- encoding --- */

struct encoding {
    AVCodecContext *aac;
    AVFrame *frame;
    AVPacket *packet;
    struct wave_reader wave;
    float *block;
    int64_t at; /* next sample to be encoded */
    FILE *out;
};

static bool put(struct encoding *encoding, const void *bytes, size_t size, struct error *err) {
    return fwrite(bytes, 1, size, encoding->out) == size ||
           error_set_errno(err, errno, "The film's sound cannot be written");
}

static bool open_encoder(struct encoding *encoding, int bitrate, struct error *err) {
    const AVCodec *codec = avcodec_find_encoder(AV_CODEC_ID_AAC);
    if (!codec)
        return error_set(err, PROBLEM_UNAVAILABLE,
                         "This libavcodec has no AAC encoder; install Debian's libavcodec59.");
    AVCodecContext *aac = encoding->aac = avcodec_alloc_context3(codec);
    encoding->frame = av_frame_alloc();
    encoding->packet = av_packet_alloc();
    if (!aac || !encoding->frame || !encoding->packet) die("out of memory");
    aac->sample_rate = PCM_RATE;
    aac->sample_fmt = AV_SAMPLE_FMT_FLTP;
    av_channel_layout_default(&aac->ch_layout, encoding->wave.channels);
    aac->bit_rate = bitrate;
    aac->time_base = (AVRational){1, PCM_RATE};
    aac->thread_count = 1;
    aac->flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT;
    /* Noise put in the place of noise (PNS) saves bits that are not short here, and adds up to
     * 2 dB to peaks: measured on the example films. */
    int code = av_opt_set_int(aac->priv_data, "aac_pns", 0, 0);
    if (code >= 0) code = avcodec_open2(aac, codec, NULL);
    if (code < 0 || aac->extradata_size > MAX_CONFIGURATION)
        return tracks_fail(err, code, "The sound encoder cannot be started");
    encoding->block = xcalloc((size_t)aac->frame_size * (size_t)encoding->wave.channels,
                              sizeof *encoding->block);
    const struct sound_head head = {.channels = encoding->wave.channels,
                                    .bitrate = bitrate,
                                    .frame_size = aac->frame_size,
                                    .initial_padding = aac->initial_padding,
                                    .configuration_size = aac->extradata_size};
    return put(encoding, magic, sizeof magic, err) && put(encoding, &head, sizeof head, err) &&
           put(encoding, aac->extradata, (size_t)aac->extradata_size, err);
}

/* Splits the next samples into planes; a sample that is not a number becomes silence. */
static bool send_samples(struct encoding *encoding, struct error *err) {
    const int channels = encoding->wave.channels;
    AVCodecContext *aac = encoding->aac;
    const int64_t left = encoding->wave.frames - encoding->at;
    AVFrame *frame = encoding->frame;
    av_frame_unref(frame);
    frame->nb_samples = (int)(left < aac->frame_size ? left : aac->frame_size);
    frame->format = aac->sample_fmt;
    frame->sample_rate = PCM_RATE;
    frame->pts = encoding->at;
    if (av_channel_layout_copy(&frame->ch_layout, &aac->ch_layout) < 0 ||
        av_frame_get_buffer(frame, 0) < 0)
        die("out of memory");
    if (!wave_reader_get(&encoding->wave, encoding->at, frame->nb_samples, encoding->block,
                         err))
        return false;
    for (int channel = 0; channel < channels; channel++) {
        float *to = (float *)frame->extended_data[channel];
        const float *from = encoding->block + channel;
        for (int i = 0; i < frame->nb_samples; i++) {
            float value = from[i * channels];
            to[i] = value >= -8 && value <= 8 ? value : 0;
        }
    }
    encoding->at += frame->nb_samples;
    int code = avcodec_send_frame(aac, frame);
    return code >= 0 || tracks_fail(err, code, "The sound cannot be encoded");
}

/* All packets that are ready; *ended when none comes any more. */
static bool put_packets(struct encoding *encoding, bool *ended, struct error *err) {
    AVPacket *packet = encoding->packet;
    int code;
    bool ok = true;
    while (ok && (code = avcodec_receive_packet(encoding->aac, packet)) == 0) {
        const struct packet_head head = {.pts = packet->pts,
                                         .dts = packet->dts,
                                         .duration = packet->duration,
                                         .size = packet->size};
        ok = put(encoding, &head, sizeof head, err) &&
             put(encoding, packet->data, (size_t)packet->size, err);
        av_packet_unref(packet);
    }
    if (!ok) return false;
    *ended = code == AVERROR_EOF;
    return *ended || code == AVERROR(EAGAIN) ||
           tracks_fail(err, code, "The sound cannot be encoded");
}

static bool encode_all(struct encoding *encoding, struct cancel *cancel, struct error *err) {
    bool ended = false;
    while (encoding->at < encoding->wave.frames)
        if (!cancel_check(cancel, err) || !send_samples(encoding, err) ||
            !put_packets(encoding, &ended, err))
            return false;
    int code = avcodec_send_frame(encoding->aac, NULL);
    if (code < 0) return tracks_fail(err, code, "The sound cannot be encoded");
    while (!ended)
        if (!put_packets(encoding, &ended, err)) return false;
    return true;
}

bool film_encode_sound(const char *wave_path, int bitrate, const char *path,
                       struct cancel *cancel, struct error *err) {
    if (bitrate < 32000 || bitrate > 512000)
        return error_set(err, PROBLEM_USAGE,
                         "A sound of %d bits a second cannot be made: choose 32000 to 512000.",
                         bitrate);
    av_log_set_level(AV_LOG_QUIET); /* what goes wrong is told by `err` */
    struct encoding encoding = {0};
    if (!wave_reader_open(wave_path, &encoding.wave, err)) return false;
    encoding.out = fopen(path, "wbe");
    bool ok = encoding.out || error_set_errno(err, errno, "The film's sound cannot be written");
    ok = ok && open_encoder(&encoding, bitrate, err) && encode_all(&encoding, cancel, err);
    if (encoding.out && fclose(encoding.out) != 0 && ok)
        ok = error_set_errno(err, errno, "The film's sound cannot be written");
    if (!ok) unlink(path);
    avcodec_free_context(&encoding.aac);
    av_frame_free(&encoding.frame);
    av_packet_free(&encoding.packet);
    free(encoding.block);
    wave_reader_close(&encoding.wave);
    return ok;
}

/* --- reading --- */

static bool take(struct sound_track *track, void *bytes, size_t size, struct error *err) {
    if (fread(bytes, 1, size, track->file) == size) return true;
    return error_set(err, PROBLEM_DAMAGED, "The film's sound is cut off; make the film again.");
}

static bool nonsense(struct error *err) {
    return error_set(err, PROBLEM_DAMAGED,
                     "The film's encoded sound is damaged; make the film again.");
}

bool tracks_sound_open(struct sound_track *track, AVFormatContext *file, const char *path,
                       struct error *err) {
    char start[sizeof magic];
    struct sound_head head;
    track->file = fopen(path, "rbe");
    if (!track->file)
        return error_set_errno(err, errno, "The film's encoded sound cannot be read");
    if (!take(track, start, sizeof start, err) || !take(track, &head, sizeof head, err))
        return false;
    if (memcmp(start, magic, sizeof magic) != 0 || head.configuration_size < 0 ||
        head.configuration_size > MAX_CONFIGURATION || head.channels < 1 || head.channels > 2)
        return nonsense(err);
    track->stream = avformat_new_stream(file, NULL);
    if (!track->stream) die("out of memory");
    AVCodecParameters *par = track->stream->codecpar;
    par->codec_type = AVMEDIA_TYPE_AUDIO;
    par->codec_id = AV_CODEC_ID_AAC;
    par->profile = FF_PROFILE_AAC_LOW;
    par->format = AV_SAMPLE_FMT_FLTP;
    par->sample_rate = PCM_RATE;
    par->bit_rate = head.bitrate;
    par->frame_size = head.frame_size;
    par->initial_padding = head.initial_padding;
    av_channel_layout_default(&par->ch_layout, head.channels);
    par->extradata = av_mallocz((size_t)head.configuration_size + AV_INPUT_BUFFER_PADDING_SIZE);
    if (!par->extradata) die("out of memory");
    par->extradata_size = head.configuration_size;
    track->stream->time_base = (AVRational){1, PCM_RATE};
    track->stream->disposition = AV_DISPOSITION_DEFAULT;
    return take(track, par->extradata, (size_t)head.configuration_size, err);
}

bool tracks_sound_packet(struct sound_track *track, AVPacket *packet, bool *got,
                         struct error *err) {
    struct packet_head head;
    int next = getc(track->file);
    *got = next != EOF;
    if (!*got) return true;
    if (ungetc(next, track->file) == EOF || !take(track, &head, sizeof head, err)) return false;
    if (head.size < 1 || head.size > MAX_PACKET) return nonsense(err);
    if (av_new_packet(packet, (int)head.size) < 0) die("out of memory");
    packet->pts = head.pts;
    packet->dts = head.dts;
    packet->duration = head.duration;
    packet->flags |= AV_PKT_FLAG_KEY;
    if (take(track, packet->data, (size_t)head.size, err)) return true;
    av_packet_unref(packet);
    return false;
}

void tracks_sound_close(struct sound_track *track) {
    if (track->file) fclose(track->file);
}
