#include "art/photo.h"

#include <libavcodec/avcodec.h>
#include <libavutil/imgutils.h>
#include <libavutil/pixdesc.h>
#include <string.h>

#include "base/memory.h"

static enum AVCodecID codec_of(const unsigned char *b, size_t size) {
    static const unsigned char png[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    if (size > 8 && memcmp(b, png, 8) == 0) return AV_CODEC_ID_PNG;
    if (size > 3 && b[0] == 0xff && b[1] == 0xd8 && b[2] == 0xff) return AV_CODEC_ID_MJPEG;
    if (size > 12 && memcmp(b, "RIFF", 4) == 0 && memcmp(b + 8, "WEBP", 4) == 0)
        return AV_CODEC_ID_WEBP;
    return AV_CODEC_ID_NONE;
}

static AVFrame *decode(enum AVCodecID id, const void *bytes, size_t size) {
    const AVCodec *codec = avcodec_find_decoder(id);
    AVCodecContext *context = codec ? avcodec_alloc_context3(codec) : NULL;
    AVPacket *packet = av_packet_alloc();
    AVFrame *frame = av_frame_alloc();
    bool ok = false;
    if (context && packet && frame && av_new_packet(packet, (int)size) == 0) {
        memcpy(packet->data, bytes, size);
        context->max_pixels = PHOTO_MAX_PIXELS;
        context->thread_count = 1;
        context->log_level_offset = 100; /* what is wrong is said once, by photo_read */
        ok = avcodec_open2(context, codec, NULL) == 0 &&
             avcodec_send_packet(context, packet) == 0 &&
             avcodec_receive_frame(context, frame) == 0 && frame->width > 0 &&
             frame->height > 0 && frame->data[0];
    }
    av_packet_free(&packet);
    avcodec_free_context(&context);
    if (!ok) av_frame_free(&frame);
    return frame;
}

/* One row of one component, 0..1. */
static void read_row(const AVFrame *frame, const AVPixFmtDescriptor *format, int component,
                     int y, uint16_t *raw, float *out) {
    bool chroma = !(format->flags & AV_PIX_FMT_FLAG_RGB) && format->nb_components >= 3 &&
                  (component == 1 || component == 2);
    int across = chroma ? format->log2_chroma_w : 0, down = chroma ? format->log2_chroma_h : 0;
    int width = -(-frame->width >> across);
    bool palette = format->flags & AV_PIX_FMT_FLAG_PAL;
    int depth = palette ? 8 : format->comp[component].depth;
    av_read_image_line(raw, (const uint8_t **)frame->data, frame->linesize, format, 0,
                       y >> down, component, width, palette);
    float top = (float)((1 << depth) - 1);
    for (int x = 0; x < frame->width; x++) out[x] = (float)raw[x >> across] / top;
}

static float unit(float v) {
    return v < 0 ? 0 : v > 1 ? 1 : v;
}

/* JPEG's and WebP's luma and chroma as ITU-T T.871 and RFC 6386 have them. */
static struct rgb from_yuv(float y, float u, float v, bool full) {
    if (!full) {
        y = (y * 255 - 16) / 219;
        u = (u * 255 - 128) / 224 + .5f;
        v = (v * 255 - 128) / 224 + .5f;
    }
    u -= 128.f / 255, v -= 128.f / 255;
    return (struct rgb){unit(y + 1.402f * v), unit(y - .344136f * u - .714136f * v),
                        unit(y + 1.772f * u)};
}

struct rows {
    uint16_t *raw;
    float *component[4];
};

static void read_pixels(const AVFrame *frame, const AVPixFmtDescriptor *format,
                        const struct rows *rows, struct photo *photo) {
    bool palette = format->flags & AV_PIX_FMT_FLAG_PAL;
    bool rgb = palette || format->flags & AV_PIX_FMT_FLAG_RGB;
    int count = palette ? 4 : format->nb_components;
    bool grey = count < 3, full = frame->color_range == AVCOL_RANGE_JPEG ||
                                  frame->format == AV_PIX_FMT_YUVJ420P ||
                                  frame->format == AV_PIX_FMT_YUVJ422P ||
                                  frame->format == AV_PIX_FMT_YUVJ444P;
    bool alpha = palette || format->flags & AV_PIX_FMT_FLAG_ALPHA;
    for (int y = 0; y < photo->height; y++) {
        int from_y = (int)((int64_t)y * frame->height / photo->height);
        for (int c = 0; c < count; c++)
            read_row(frame, format, c, from_y, rows->raw, rows->component[c]);
        for (int x = 0; x < photo->width; x++) {
            int at = (int)((int64_t)x * frame->width / photo->width);
            float a = rows->component[0][at];
            struct rgb color = {a, a, a};
            if (!grey && rgb)
                color = (struct rgb){a, rows->component[1][at], rows->component[2][at]};
            else if (!grey)
                color = from_yuv(a, rows->component[1][at], rows->component[2][at], full);
            size_t to = (size_t)y * (size_t)photo->width + (size_t)x;
            photo->pixels[to] = oklab_from_rgb(color);
            photo->opaque[to] = !alpha || rows->component[count - 1][at] > .5f;
        }
    }
}

bool photo_read(const void *bytes, size_t size, struct photo *photo, struct error *err) {
    if (size > PHOTO_MAX_BYTES)
        return error_set(err, PROBLEM_TOO_LARGE,
                         "The picture is larger than %d MB; make it smaller.",
                         PHOTO_MAX_BYTES >> 20);
    enum AVCodecID id = codec_of(bytes, size);
    if (id == AV_CODEC_ID_NONE)
        return error_set(err, PROBLEM_BAD_INPUT,
                         "The picture is neither JPEG, PNG nor WebP; save it as one of these.");
    AVFrame *frame = decode(id, bytes, size);
    const AVPixFmtDescriptor *format =
        frame ? av_pix_fmt_desc_get((enum AVPixelFormat)frame->format) : NULL;
    if (!format || format->flags & (AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_FLOAT)) {
        av_frame_free(&frame);
        return error_set(err, PROBLEM_BAD_INPUT,
                         "The picture cannot be read: it is damaged, or has more than %d "
                         "million pixels.",
                         PHOTO_MAX_PIXELS / 1000000);
    }
    int longer = frame->width > frame->height ? frame->width : frame->height;
    int side = longer < PHOTO_SIDE ? longer : PHOTO_SIDE;
    *photo = (struct photo){
        .width = (int)((int64_t)frame->width * side / longer),
        .height = (int)((int64_t)frame->height * side / longer),
    };
    if (photo->width < 1) photo->width = 1;
    if (photo->height < 1) photo->height = 1;
    size_t count = (size_t)photo->width * (size_t)photo->height;
    photo->pixels = xcalloc(count, sizeof *photo->pixels);
    photo->opaque = xcalloc(count, 1);
    struct rows rows = {.raw = xcalloc((size_t)frame->width, sizeof *rows.raw)};
    for (int c = 0; c < 4; c++)
        rows.component[c] = xcalloc((size_t)frame->width, sizeof(float));
    read_pixels(frame, format, &rows, photo);
    free(rows.raw);
    for (int c = 0; c < 4; c++) free(rows.component[c]);
    av_frame_free(&frame);
    return true;
}

void photo_done(struct photo *photo) {
    free(photo->pixels);
    free(photo->opaque);
    *photo = (struct photo){0};
}
