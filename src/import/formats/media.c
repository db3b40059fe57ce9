#include "import/formats/media.h"

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswscale/swscale.h>
#include <string.h>

#include "base/memory.h"
#include "import/import.h"

enum { PIXELS_MAX = 40000000, IO_SIZE = 65536, PACKETS_MAX = 2000, SOUND_FRAMES = 200 };

/* Which reader a file gets is decided by its first bytes alone, and no other is ever tried. */
struct container {
    const char *kind, *type, *format, *codecs;
    size_t at; /* where the mark stands */
    const char *mark, *start;
};
#define FILM_CODECS                                                                        \
    "h264,hevc,vp8,vp9,libdav1d,av1,mpeg4,mjpeg,prores,aac,mp3,mp3float,ac3,opus,libopus," \
    "vorbis,"                                                                              \
    "flac,alac,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_f32le,pcm_u8"
#define SOUND_CODECS "mp3,mp3float,pcm_s16le,pcm_s24le,pcm_s32le,pcm_f32le,pcm_u8"
static const struct container containers[] = {
    {"image", "image/png", "png_pipe", "png", 0, "\x89PNG\r\n\x1a\n", ""},
    {"image", "image/jpeg", "jpeg_pipe", "mjpeg", 0, "\xff\xd8\xff", ""},
    {"image", "image/webp", "webp_pipe", "webp", 8, "WEBP", "RIFF"},
    {"audio", "audio/wav", "wav", SOUND_CODECS, 8, "WAVE", "RIFF"},
    {"audio", "audio/mpeg", "mp3", SOUND_CODECS, 0, "ID3", ""},
    {"audio", "audio/mpeg", "mp3", SOUND_CODECS, 0, "\xff\xfb", ""},
    {"audio", "audio/mpeg", "mp3", SOUND_CODECS, 0, "\xff\xf3", ""},
    {"audio", "audio/mpeg", "mp3", SOUND_CODECS, 0, "\xff\xf2", ""},
    {"video", "video/quicktime", "mov", FILM_CODECS, 4, "ftypqt", ""},
    {"video", "video/mp4", "mov", FILM_CODECS, 4, "ftyp", ""},
    {"video", "video/quicktime", "mov", FILM_CODECS, 4, "moov", ""},
    {"video", "video/x-msvideo", "avi", FILM_CODECS, 8, "AVI ", "RIFF"},
    {"video", "video/webm", "matroska", FILM_CODECS, 0, "\x1a\x45\xdf\xa3", ""},
};

static const struct container *container_of(const char *bytes, size_t size) {
    for (size_t i = 0; i < COUNT_OF(containers); i++) {
        const struct container *one = &containers[i];
        size_t length = strlen(one->mark), start = strlen(one->start);
        if (size >= one->at + length && memcmp(bytes + one->at, one->mark, length) == 0 &&
            memcmp(bytes, one->start, start) == 0)
            return one;
    }
    return NULL;
}

struct source {
    const char *bytes;
    int64_t size, at;
};

static int read_source(void *data, uint8_t *to, int size) {
    struct source *source = data;
    int64_t left = source->size - source->at;
    if (left <= 0) return AVERROR_EOF;
    int64_t got = left < size ? left : size;
    memcpy(to, source->bytes + source->at, (size_t)got);
    source->at += got;
    return (int)got;
}

static int64_t seek_source(void *data, int64_t offset, int whence) {
    struct source *source = data;
    if (whence == AVSEEK_SIZE) return source->size;
    int64_t base = whence == SEEK_CUR ? source->at : whence == SEEK_END ? source->size : 0;
    if (offset < -base || offset > source->size - base) return AVERROR(EINVAL);
    return source->at = base + offset;
}

static AVFormatContext *open_source(struct source *source, const struct container *container) {
    const AVInputFormat *format = av_find_input_format(container->format);
    AVFormatContext *context = avformat_alloc_context();
    uint8_t *room = av_malloc(IO_SIZE);
    if (!format || !context || !room) die("libav has no reader for %s", container->format);
    context->pb = avio_alloc_context(room, IO_SIZE, 0, source, read_source, NULL, seek_source);
    context->codec_whitelist = av_strdup(container->codecs);
    context->protocol_whitelist = av_strdup("");
    context->max_streams = 16;
    context->probesize = 4 << 20;
    if (!context->pb) die("out of memory");
    struct AVIOContext *io = context->pb;
    bool ok = avformat_open_input(&context, NULL, format, NULL) == 0;
    if (ok && avformat_find_stream_info(context, NULL) >= 0) return context;
    if (ok) avformat_close_input(&context);
    av_freep(&io->buffer);
    avio_context_free(&io);
    return NULL;
}

static void close_source(AVFormatContext *context) {
    if (!context) return;
    AVIOContext *io = context->pb;
    avformat_close_input(&context);
    av_freep(&io->buffer);
    avio_context_free(&io);
}

static AVCodecContext *open_decoder(const AVStream *stream, const char *codecs) {
    const AVCodec *codec = avcodec_find_decoder(stream->codecpar->codec_id);
    AVCodecContext *context = codec ? avcodec_alloc_context3(codec) : NULL;
    if (!context) return NULL;
    context->max_pixels = PIXELS_MAX;
    context->thread_count = 1;
    context->codec_whitelist = av_strdup(codecs);
    if (avcodec_parameters_to_context(context, stream->codecpar) < 0 ||
        avcodec_open2(context, codec, NULL) < 0)
        avcodec_free_context(&context);
    return context;
}

/* Decodes until `wanted` frames have come; the last one stays in `frame`. How many came. */
static int decode(AVFormatContext *context, int stream, AVCodecContext *decoder, int wanted,
                  AVFrame *frame) {
    AVPacket *packet = av_packet_alloc();
    AVFrame *next = av_frame_alloc();
    int frames = 0;
    bool ended = false;
    for (int i = 0; packet && next && i < PACKETS_MAX && frames < wanted && !ended; i++) {
        ended = av_read_frame(context, packet) < 0;
        bool ours = ended || packet->stream_index == stream;
        if (ours) (void)avcodec_send_packet(decoder, ended ? NULL : packet);
        while (ours && frames < wanted && avcodec_receive_frame(decoder, next) == 0) {
            av_frame_unref(frame);
            av_frame_move_ref(frame, next);
            frames++;
        }
        av_packet_unref(packet);
    }
    av_packet_free(&packet);
    av_frame_free(&next);
    return frames;
}

/* The frame, smaller, as RGB; NULL when it cannot be. */
static AVFrame *shrink(const AVFrame *frame) {
    int longer = frame->width > frame->height ? frame->width : frame->height;
    int side = longer < IMPORT_MEDIA_SIDE ? longer : IMPORT_MEDIA_SIDE;
    AVFrame *small = av_frame_alloc();
    if (!small || longer <= 0 || !frame->data[0]) return NULL;
    small->format = AV_PIX_FMT_RGBA;
    small->width = (int)((int64_t)frame->width * side / longer);
    small->height = (int)((int64_t)frame->height * side / longer);
    if (small->width < 1) small->width = 1;
    if (small->height < 1) small->height = 1;
    struct SwsContext *scaler =
        sws_getContext(frame->width, frame->height, (enum AVPixelFormat)frame->format,
                       small->width, small->height, AV_PIX_FMT_RGBA,
                       SWS_AREA | SWS_ACCURATE_RND | SWS_BITEXACT, NULL, NULL, NULL);
    bool ok = scaler && av_frame_get_buffer(small, 0) == 0 &&
              sws_scale(scaler, (const uint8_t *const *)frame->data, frame->linesize, 0,
                        frame->height, small->data, small->linesize) == small->height;
    sws_freeContext(scaler);
    if (!ok) av_frame_free(&small);
    return small;
}

static bool add_png(const AVFrame *frame, struct buf *out) {
    const AVCodec *codec = avcodec_find_encoder(AV_CODEC_ID_PNG);
    AVCodecContext *context = codec ? avcodec_alloc_context3(codec) : NULL;
    AVPacket *packet = av_packet_alloc();
    bool ok = false;
    if (context && packet) {
        context->width = frame->width;
        context->height = frame->height;
        context->pix_fmt = AV_PIX_FMT_RGBA;
        context->time_base = (AVRational){1, 25};
        context->thread_count = 1;
        ok = avcodec_open2(context, codec, NULL) == 0 &&
             avcodec_send_frame(context, frame) == 0 &&
             avcodec_receive_packet(context, packet) == 0;
        if (ok) buf_add(out, packet->data, (size_t)packet->size);
    }
    av_packet_free(&packet);
    avcodec_free_context(&context);
    return ok && !out->failed;
}

static bool read_streams(AVFormatContext *context, const struct container *container,
                         struct buf *out) {
    bool seen = container->kind[0] != 'a';
    int stream = av_find_best_stream(context, seen ? AVMEDIA_TYPE_VIDEO : AVMEDIA_TYPE_AUDIO,
                                     -1, -1, NULL, 0);
    if (stream < 0) return false;
    AVCodecContext *decoder = open_decoder(context->streams[stream], container->codecs);
    AVFrame *frame = av_frame_alloc(), *small = NULL;
    bool ok = decoder && frame &&
              decode(context, stream, decoder, seen ? 1 : SOUND_FRAMES, frame) > 0;
    if (ok && seen) ok = (small = shrink(frame)) != NULL;
    int64_t length_ms = context->duration > 0 ? context->duration / (AV_TIME_BASE / 1000) : 0;
    if (container->kind[0] == 'i') length_ms = 0;
    if (ok)
        buf_printf(out, "%s %s %d %d %lld\n", container->kind, container->type,
                   seen ? frame->width : 0, seen ? frame->height : 0, (long long)length_ms);
    ok = ok && (!seen || add_png(small, out));
    av_frame_free(&small);
    av_frame_free(&frame);
    avcodec_free_context(&decoder);
    return ok;
}

bool import_read_media(const char *bytes, size_t size, struct buf *out, struct error *why) {
    const struct container *container = container_of(bytes, size);
    if (!container)
        return error_set(why, PROBLEM_BAD_INPUT,
                         "The file is no JPEG, PNG, WebP, MP3, WAV, MP4, MOV, AVI or WebM.");
    av_log_set_level(AV_LOG_QUIET);
    struct source source = {bytes, (int64_t)size, 0};
    AVFormatContext *context = open_source(&source, container);
    bool ok = context && read_streams(context, container, out);
    close_source(context);
    return ok ||
           error_set(why, PROBLEM_BAD_INPUT,
                     "The file says it is %s but cannot be decoded: it is damaged, of a kind "
                     "that is not taken, or has more than %d million pixels.",
                     container->type, PIXELS_MAX / 1000000);
}
