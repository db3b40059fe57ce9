#include <stdint.h>
#include <string.h>
#include <x264.h>

#include "base/memory.h"
#include "master/piece.h"

/* Settings that are not in piece_format; a change of any must change this number. */
enum { ENCODER_SETTINGS = 2 };

/* Few frames in memory: an encoder of 1080p stays below 120 MB. Measured on paper-like
 * pictures, more references or look-ahead than this made no smaller files. */
enum { LOOKAHEAD_FRAMES = 5, REFERENCES = 3, B_FRAMES = 3 };

struct encoder {
    struct piece_format format;
    x264_t *x264;
    uint8_t configuration[PIECE_MAX_CONFIGURATION];
    uint32_t configuration_size;
    LIST(struct piece_packet) packets;
    struct buf data; /* the packets' bytes, end to end */
    int64_t frames;  /* taken */
    int64_t delay;   /* frames that decoding runs ahead of showing, the same for every piece */
};

/* Measured on 294 frames of 1080p with moving and standing cameras, three references (ms of one
 * busy core a frame, kbyte, SSIM, PSNR): fast 69, 3024, 0.9943, 49.8; faster 54, 2932, 0.9943,
 * 49.7; veryfast 25, 2618, 0.9938, 48.8. Faster costs no quality that fast has. */
struct piece_format piece_format_default(int width, int height, struct rational fps) {
    return (struct piece_format){
        .width = width, .height = height, .fps = fps, .crf = 20, .preset = "faster"};
}

void piece_format_hash(const struct piece_format *format, struct hasher *hasher) {
    hasher_text(hasher, "piece");
    hasher_u64(hasher, ENCODER_SETTINGS);
    hasher_u64(hasher, X264_BUILD);
    hasher_text(hasher, X264_POINTVER);
    hasher_u64(hasher, (uint64_t)format->width);
    hasher_u64(hasher, (uint64_t)format->height);
    hasher_u64(hasher, (uint64_t)format->fps.num);
    hasher_u64(hasher, (uint64_t)format->fps.den);
    hasher_u64(hasher, (uint64_t)format->crf);
    hasher_text(hasher, format->preset);
}

/* One thread and no dependence on the processor's features: the same frames give the same
 * bytes. */
static bool set_parameters(const struct piece_format *format, x264_param_t *param) {
    bool known = false;
    for (int i = 0; format->preset && x264_preset_names[i]; i++)
        known |= strcmp(x264_preset_names[i], format->preset) == 0;
    if (!known || x264_param_default_preset(param, format->preset, "animation") < 0)
        return false;
    param->i_threads = 1;
    param->i_lookahead_threads = 1;
    param->i_sync_lookahead = 0;
    param->b_deterministic = 1;
    param->b_cpu_independent = 1;
    param->i_log_level = X264_LOG_NONE;
    param->i_width = format->width;
    param->i_height = format->height;
    param->i_csp = X264_CSP_I420;
    param->b_vfr_input = 0;
    param->i_fps_num = (uint32_t)format->fps.num;
    param->i_fps_den = (uint32_t)format->fps.den;
    param->i_timebase_num = (uint32_t)format->fps.den;
    param->i_timebase_den = (uint32_t)format->fps.num;
    /* A key frame every two seconds at most, so that players seek quickly. */
    int two_seconds = (2 * format->fps.num + format->fps.den - 1) / format->fps.den;
    param->i_keyint_max = two_seconds;
    param->i_keyint_min = two_seconds / 8 > 1 ? two_seconds / 8 : 1;
    param->b_open_gop = 0;
    param->b_repeat_headers = 0;
    param->b_annexb = 0;
    param->b_aud = 0;
    param->rc.i_rc_method = X264_RC_CRF;
    param->rc.f_rf_constant = (float)format->crf;
    param->rc.i_lookahead = LOOKAHEAD_FRAMES;
    if (param->i_frame_reference > REFERENCES) param->i_frame_reference = REFERENCES;
    if (param->i_bframe > B_FRAMES) param->i_bframe = B_FRAMES;
    /* ITU-T H.273: 1 is BT.709 for primaries, transfer and matrix; limited range; left chroma.
     */
    param->vui.i_colorprim = 1;
    param->vui.i_transfer = 1;
    param->vui.i_colmatrix = 1;
    param->vui.b_fullrange = 0;
    param->vui.i_chroma_loc = 0;
    param->vui.i_sar_width = 1;
    param->vui.i_sar_height = 1;
    param->analyse.b_transform_8x8 = 1; /* what makes it High profile */
    return x264_param_apply_profile(param, "high") == 0;
}

static void put_parameter_set(struct encoder *encoder, const uint8_t *bytes, uint32_t size) {
    uint8_t *to = encoder->configuration + encoder->configuration_size;
    to[0] = (uint8_t)(size >> 8);
    to[1] = (uint8_t)size;
    memcpy(to + 2, bytes, size);
    encoder->configuration_size += size + 2;
}

/* avcC from the two parameter sets (ISO/IEC 14496-15, 5.3.3.1.2). */
static bool make_configuration(struct encoder *encoder) {
    x264_nal_t *nals;
    int count;
    if (x264_encoder_headers(encoder->x264, &nals, &count) < 0) return false;
    const x264_nal_t *sps = NULL, *pps = NULL;
    for (int i = 0; i < count; i++) {
        if (nals[i].i_type == NAL_SPS) sps = &nals[i];
        if (nals[i].i_type == NAL_PPS) pps = &nals[i];
    }
    enum { LENGTH = 4, ROOM = 1024 }; /* each set comes behind its 4-byte length */
    if (!sps || !pps || sps->i_payload < LENGTH + 4 || sps->i_payload > ROOM ||
        pps->i_payload <= LENGTH || pps->i_payload > ROOM)
        return false;
    const uint8_t *profile = sps->p_payload + LENGTH + 1;
    uint8_t *to = encoder->configuration;
    to[0] = 1;
    memcpy(to + 1, profile, 3); /* profile, compatibility, level */
    to[4] = 0xfc | (LENGTH - 1);
    to[5] = 0xe0 | 1;
    encoder->configuration_size = 6;
    put_parameter_set(encoder, sps->p_payload + LENGTH, (uint32_t)sps->i_payload - LENGTH);
    encoder->configuration[encoder->configuration_size++] = 1;
    put_parameter_set(encoder, pps->p_payload + LENGTH, (uint32_t)pps->i_payload - LENGTH);
    const uint8_t high[4] = {0xfc | 1, 0xf8, 0xf8, 0}; /* 4:2:0, 8 bits, 8 bits, no extension */
    memcpy(encoder->configuration + encoder->configuration_size, high, sizeof high);
    encoder->configuration_size += sizeof high;
    return true;
}

static bool format_check(const struct piece_format *format, struct error *err) {
    if (format->width < 16 || format->height < 16 || format->width > 8192 ||
        format->height > 8192 || format->width % 2 || format->height % 2)
        return error_set(
            err, PROBLEM_USAGE,
            "A picture of %d×%d cannot be encoded: both sides must be even and from "
            "16 to 8192.",
            format->width, format->height);
    if (format->fps.num < 1 || format->fps.den < 1 || format->fps.num / format->fps.den > 240)
        return error_set(err, PROBLEM_USAGE, "A frame rate of %d/%d cannot be encoded.",
                         format->fps.num, format->fps.den);
    if (format->crf < 1 || format->crf > 51)
        return error_set(err, PROBLEM_USAGE, "A quality of %d is outside 1 to 51.",
                         format->crf);
    return true;
}

bool encoder_open(const struct piece_format *format, struct encoder **encoder,
                  struct error *err) {
    if (!format_check(format, err)) return false;
    x264_param_t param;
    if (!set_parameters(format, &param))
        return error_set(err, PROBLEM_USAGE, "There is no encoder preset \"%s\".",
                         format->preset ? format->preset : "");
    struct encoder *made = xcalloc(1, sizeof *made);
    made->format = *format;
    buf_init(&made->data, PIECE_MAX_SIZE);
    made->x264 = x264_encoder_open(&param);
    x264_param_cleanup(&param);
    if (!made->x264 || !make_configuration(made)) {
        encoder_close(made);
        return error_set(err, PROBLEM_INTERNAL, "The picture encoder cannot be started.");
    }
    x264_encoder_parameters(made->x264, &param);
    made->delay = !param.i_bframe ? 0 : param.i_bframe_pyramid ? 2 : 1;
    *encoder = made;
    return true;
}

static bool encode(struct encoder *encoder, x264_picture_t *picture, struct error *err) {
    x264_nal_t *nals;
    int count;
    x264_picture_t coded;
    int size = x264_encoder_encode(encoder->x264, &nals, &count, picture, &coded);
    if (size < 0) return error_set(err, PROBLEM_INTERNAL, "The picture encoder has failed.");
    if (size == 0) return true;
    /* x264's own dts of a piece of one or two frames lacks the delay; counted like this, pieces
     * follow each other without a gap in decoding time */
    const int64_t dts = (int64_t)encoder->packets.count - encoder->delay;
    *list_push(&encoder->packets) = (struct piece_packet){
        .size = (uint32_t)size, .key = coded.b_keyframe != 0, .pts = coded.i_pts, .dts = dts};
    buf_add(&encoder->data, nals[0].p_payload, (size_t)size);
    if (encoder->data.failed || encoder->packets.count > PIECE_MAX_PACKETS)
        return error_set(err, PROBLEM_TOO_LARGE,
                         "A shot is too long to be kept as one piece; split the scene.");
    return true;
}

bool encoder_frame(struct encoder *encoder, const struct frame *frame, struct error *err) {
    if (frame->width != encoder->format.width || frame->height != encoder->format.height)
        return error_set(err, PROBLEM_INTERNAL, "A frame of %d×%d came for a film of %d×%d.",
                         frame->width, frame->height, encoder->format.width,
                         encoder->format.height);
    x264_picture_t picture;
    x264_picture_init(&picture);
    picture.img.i_csp = X264_CSP_I420;
    picture.img.i_plane = 3;
    for (int i = 0; i < 3; i++) {
        picture.img.plane[i] = frame->planes[i];
        picture.img.i_stride[i] = frame->strides[i];
    }
    picture.i_pts = encoder->frames++;
    return encode(encoder, &picture, err);
}

bool encoder_finish(struct encoder *encoder, struct buf *piece, struct error *err) {
    while (x264_encoder_delayed_frames(encoder->x264) > 0)
        if (!encode(encoder, NULL, err)) return false;
    if (!encoder->packets.count)
        return error_set(err, PROBLEM_INTERNAL, "A piece of picture has no frame.");
    struct hasher hasher;
    hasher_init(&hasher);
    piece_format_hash(&encoder->format, &hasher);
    struct piece made = {.format = hasher_final(&hasher),
                         .width = encoder->format.width,
                         .height = encoder->format.height,
                         .fps = encoder->format.fps,
                         .configuration = encoder->configuration,
                         .configuration_size = encoder->configuration_size,
                         .packets = encoder->packets.items,
                         .packet_count = (uint32_t)encoder->packets.count};
    struct buf out;
    piece_write(&made, encoder->data.bytes, encoder->data.size, &out);
    if (!buf_ok(&out, err)) {
        buf_done(&out);
        return false;
    }
    *piece = out;
    return true;
}

void encoder_close(struct encoder *encoder) {
    if (!encoder) return;
    if (encoder->x264) x264_encoder_close(encoder->x264);
    list_done(&encoder->packets);
    buf_done(&encoder->data);
    free(encoder);
}
