#include "master/review.h"

#include <errno.h>
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/pixdesc.h>
#include <libswresample/swresample.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "master/review_parts.h"

enum { FINDINGS_MAX = 500 };

void review_note(struct review_notes *notes, enum finding_level level, const char *check,
                 double start_s, double end_s, const char *format, ...) {
    if (notes->list.count >= FINDINGS_MAX) return;
    struct finding *finding = list_push(&notes->list);
    finding->level = level;
    finding->check = check;
    finding->start_s = start_s;
    finding->end_s = end_s;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(finding->text, sizeof finding->text, format, arguments);
    va_end(arguments);
}

/* The file being read. */
struct reading {
    const struct review_order *order;
    struct review_notes notes;
    AVFormatContext *file;
    AVCodecContext *audio;
    int video_stream, audio_stream; /* -1: there is none */
    int captions_streams[FILM_MAX_CAPTIONS];
    size_t captions_stream_count;
    SwrContext *to_float;
    AVPacket *packet;
    AVFrame *frame;
    struct picture_watch picture;
    struct pieces_watch pieces;
    struct sound_watch sound;
    struct captions_watch captions[FILM_MAX_CAPTIONS];
    size_t captions_count;
    int64_t damaged; /* packets that cannot be decoded */
};

static bool cannot_read(struct error *err, int code) {
    char text[AV_ERROR_MAX_STRING_SIZE];
    av_strerror(code, text, sizeof text);
    if (code == AVERROR(ENOENT))
        error_set(err, PROBLEM_NO_INPUT, "The film that is to be reviewed is not there.");
    else
        error_set(err, PROBLEM_DAMAGED, "The finished film cannot be played; make it again.");
    return error_cause(err, "%s", text);
}

/* --- streams --- */

static AVCodecContext *open_decoder(const AVStream *stream) {
    const AVCodec *codec = avcodec_find_decoder(stream->codecpar->codec_id);
    AVCodecContext *decoder = codec ? avcodec_alloc_context3(codec) : NULL;
    if (!decoder) return NULL;
    decoder->thread_count = 1;
    decoder->pkt_timebase = stream->time_base;
    if (avcodec_parameters_to_context(decoder, stream->codecpar) < 0 ||
        avcodec_open2(decoder, codec, NULL) < 0)
        avcodec_free_context(&decoder);
    return decoder;
}

static void fail_streams(struct reading *reading, const char *sentence) {
    review_note(&reading->notes, FINDING_FAILURE, "streams", 0, 0, "%s", sentence);
}

static void check_video_stream(struct reading *reading) {
    const struct piece_format *format = &reading->order->parts->format;
    const AVStream *stream = reading->file->streams[reading->video_stream];
    const AVCodecParameters *par = stream->codecpar;
    if (par->codec_id != AV_CODEC_ID_H264 || par->format != AV_PIX_FMT_YUV420P)
        fail_streams(reading, "The picture is not H.264 in 4:2:0 with 8 bits.");
    if (par->width != format->width || par->height != format->height)
        review_note(&reading->notes, FINDING_FAILURE, "streams", 0, 0,
                    "The picture is %d×%d instead of %d×%d.", par->width, par->height,
                    format->width, format->height);
    const AVRational rate = {format->fps.num, format->fps.den};
    if (fabs(av_q2d(stream->avg_frame_rate) - av_q2d(rate)) > 0.001 * av_q2d(rate))
        review_note(&reading->notes, FINDING_FAILURE, "streams", 0, 0,
                    "The film has %.3f frames a second instead of %.3f.",
                    av_q2d(stream->avg_frame_rate), av_q2d(rate));
    if (par->color_primaries != AVCOL_PRI_BT709 || par->color_trc != AVCOL_TRC_BT709 ||
        par->color_space != AVCOL_SPC_BT709 || par->color_range != AVCOL_RANGE_MPEG)
        fail_streams(reading, "The picture's colours are not marked as BT.709.");
}

static void check_audio_stream(struct reading *reading) {
    const AVCodecParameters *par = reading->file->streams[reading->audio_stream]->codecpar;
    if (par->codec_id != AV_CODEC_ID_AAC || par->sample_rate != PCM_RATE ||
        par->ch_layout.nb_channels != 2)
        fail_streams(reading, "The sound is not AAC in stereo at 48 kHz.");
}

static bool open_streams(struct reading *reading, struct error *err) {
    reading->video_stream = reading->audio_stream = -1;
    for (unsigned i = 0; i < reading->file->nb_streams; i++) {
        const AVStream *stream = reading->file->streams[i];
        const AVCodecParameters *par = stream->codecpar;
        if (stream->disposition & AV_DISPOSITION_ATTACHED_PIC) continue;
        if (par->codec_type == AVMEDIA_TYPE_VIDEO && reading->video_stream < 0)
            reading->video_stream = (int)i;
        if (par->codec_type == AVMEDIA_TYPE_AUDIO && reading->audio_stream < 0)
            reading->audio_stream = (int)i;
        if (par->codec_id == AV_CODEC_ID_MOV_TEXT &&
            reading->captions_stream_count < FILM_MAX_CAPTIONS)
            reading->captions_streams[reading->captions_stream_count++] = (int)i;
    }
    if (reading->audio_stream < 0) {
        fail_streams(reading, "The film has no sound.");
    } else {
        reading->audio = open_decoder(reading->file->streams[reading->audio_stream]);
        if (!reading->audio) return cannot_read(err, AVERROR_DECODER_NOT_FOUND);
        check_audio_stream(reading);
    }
    if (reading->video_stream < 0) {
        fail_streams(reading, "The film has no picture.");
        return true;
    }
    check_video_stream(reading);
    return review_pieces_begin(&reading->pieces,
                               reading->file->streams[reading->video_stream]->codecpar, err);
}

/* --- one packet --- */

static double time_of(const struct reading *reading, int stream, int64_t ticks) {
    return (double)ticks * av_q2d(reading->file->streams[stream]->time_base);
}

/* To stereo floats at 48 kHz. Samples before the film's start are the encoder's lead-in. */
static bool take_sound(struct reading *reading, struct error *err) {
    AVFrame *from = reading->frame;
    if (!reading->to_float) {
        AVChannelLayout stereo = AV_CHANNEL_LAYOUT_STEREO;
        if (swr_alloc_set_opts2(&reading->to_float, &stereo, AV_SAMPLE_FMT_FLT, PCM_RATE,
                                &from->ch_layout, from->format, from->sample_rate, 0,
                                NULL) < 0 ||
            swr_init(reading->to_float) < 0)
            return cannot_read(err, AVERROR_INVALIDDATA);
        double start = time_of(reading, reading->audio_stream, from->best_effort_timestamp);
        int64_t late = llrint(start * PCM_RATE);
        float nothing[2] = {0};
        for (int64_t i = 0; i < late && i < 10 * PCM_RATE; i++)
            if (!review_sound_add(&reading->sound, nothing, 1, err)) return false;
    }
    const int room = from->nb_samples * 2 + 64;
    AUTO_FREE float *samples = xcalloc((size_t)room * 2, sizeof *samples);
    uint8_t *to = (uint8_t *)samples;
    int got = swr_convert(reading->to_float, &to, room, (const uint8_t **)from->extended_data,
                          from->nb_samples);
    if (got < 0) return cannot_read(err, got);
    return review_sound_add(&reading->sound, samples, got, err);
}

/* Sends a packet of sound (NULL: the end) and takes all that comes out. */
static bool decode(struct reading *reading, const AVPacket *packet, struct error *err) {
    if (!reading->audio) return true;
    int code = avcodec_send_packet(reading->audio, packet);
    if (code < 0 && code != AVERROR_EOF) reading->damaged++;
    for (;;) {
        code = avcodec_receive_frame(reading->audio, reading->frame);
        if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return true;
        if (code < 0) {
            reading->damaged++;
            return true;
        }
        bool ok = take_sound(reading, err);
        av_frame_unref(reading->frame);
        if (!ok) return false;
    }
}

/* Tracks stand in the file as they were meant to; those without a cue are not there. */
static void watch_captions(struct reading *reading, const AVPacket *packet) {
    for (size_t i = 0; i < reading->captions_stream_count && i < reading->captions_count; i++)
        if (packet->stream_index == reading->captions_streams[i])
            review_captions_packet(
                &reading->captions[i], packet->data, (size_t)packet->size,
                time_of(reading, packet->stream_index, packet->pts),
                time_of(reading, packet->stream_index, packet->pts + packet->duration));
}

static void finish_captions(struct reading *reading) {
    for (size_t i = 0; i < reading->captions_count; i++)
        review_captions_finish(&reading->captions[i]);
    if (reading->captions_stream_count > reading->captions_count)
        fail_streams(reading, "The film carries more captions than were meant.");
}

static bool read_all(struct reading *reading, struct cancel *cancel, struct error *err) {
    AVPacket *packet = reading->packet;
    int code;
    while ((code = av_read_frame(reading->file, packet)) >= 0) {
        bool ok = cancel_check(cancel, err);
        if (packet->flags & AV_PKT_FLAG_CORRUPT) reading->damaged++;
        if (ok && packet->stream_index == reading->video_stream)
            ok = review_pieces_packet(&reading->pieces, packet,
                                      time_of(reading, packet->stream_index, packet->pts), err);
        else if (ok && packet->stream_index == reading->audio_stream)
            ok = decode(reading, packet, err);
        else if (ok)
            watch_captions(reading, packet);
        av_packet_unref(packet);
        if (!ok) return false;
    }
    if (code != AVERROR_EOF) reading->damaged++;
    return decode(reading, NULL, err);
}

/* --- the whole --- */

static void check_length(struct reading *reading, double length_s) {
    const struct timeline *timeline = reading->order->timeline;
    const double meant = seconds_of_frames(timeline->frames, timeline->fps);
    if (fabs(length_s - meant) > seconds_of_frames(1, timeline->fps) + 0.001)
        review_note(&reading->notes, FINDING_FAILURE, "length", 0, 0,
                    "The film is %.2f seconds long instead of %.2f.", length_s, meant);
}

static void finish(struct reading *reading, struct review *review) {
    if (reading->damaged)
        review_note(&reading->notes, FINDING_FAILURE, "streams", 0, 0,
                    "%lld parts of the file cannot be decoded.", (long long)reading->damaged);
    struct review made = {
        .length_s = (double)reading->file->duration / AV_TIME_BASE,
        .lufs = reading->sound.lufs,
        .true_peak_dbtp = reading->sound.true_peak_dbtp,
        .worst_sync_ms = reading->notes.worst_sync_ms,
    };
    check_length(reading, made.length_s);
    made.findings = reading->notes.list.items;
    made.count = reading->notes.list.count;
    reading->notes.list.items = NULL;
    made.passed = true;
    for (size_t i = 0; i < made.count; i++)
        if (made.findings[i].level == FINDING_FAILURE) made.passed = false;
    *review = made;
}

static void close_reading(struct reading *reading) {
    avcodec_free_context(&reading->audio);
    avformat_close_input(&reading->file);
    swr_free(&reading->to_float);
    av_packet_free(&reading->packet);
    av_frame_free(&reading->frame);
    review_pieces_done(&reading->pieces);
    list_done(&reading->picture.changes);
    review_sound_done(&reading->sound);
    list_done(&reading->notes.list);
    free(reading);
}

static bool open_file(struct reading *reading, const char *path, struct error *err) {
    struct arena *arena = arena_new();
    int code =
        avformat_open_input(&reading->file, arena_printf(arena, "file:%s", path), NULL, NULL);
    arena_free(arena);
    if (code >= 0) code = avformat_find_stream_info(reading->file, NULL);
    return code >= 0 || cannot_read(err, code);
}

bool film_review(const char *path, const struct review_order *order, struct cancel *cancel,
                 struct review *review, struct error *err) {
    av_log_set_level(AV_LOG_QUIET); /* what is wrong with the film is told by findings */
    struct reading *reading = xcalloc(1, sizeof *reading);
    reading->order = order;
    reading->packet = av_packet_alloc();
    reading->frame = av_frame_alloc();
    if (!reading->packet || !reading->frame) die("out of memory");
    review_picture_init(&reading->picture, order, &reading->notes);
    reading->pieces = (struct pieces_watch){
        .order = order, .notes = &reading->notes, .picture = &reading->picture};
    const struct film_parts *parts = order->parts;
    for (size_t i = 0; i < parts->captions_count && i < FILM_MAX_CAPTIONS; i++)
        if (parts->captions[i].captions->count)
            reading->captions[reading->captions_count++] = (struct captions_watch){
                .meant = parts->captions[i].captions, .notes = &reading->notes};
    bool ok = review_sound_init(&reading->sound, order, &reading->notes, err) &&
              open_file(reading, path, err) && open_streams(reading, err) &&
              read_all(reading, cancel, err);
    if (ok) {
        review_pieces_finish(&reading->pieces);
        review_picture_finish(&reading->picture);
        ok = review_sound_finish(&reading->sound, err);
    }
    if (ok) {
        finish_captions(reading);
        if (order->storyboard) review_continuity(order, &reading->notes);
        finish(reading, review);
    }
    close_reading(reading);
    return ok;
}

void review_done(struct review *review) {
    free(review->findings);
    *review = (struct review){0};
}

json_t *review_to_json(const struct review *review) {
    static const char *const levels[] = {"note", "warning", "failure"};
    json_t *findings = json_array();
    for (size_t i = 0; i < review->count; i++) {
        const struct finding *finding = &review->findings[i];
        json_array_append_new(
            findings, json_pack("{s:s, s:s, s:f, s:f, s:s}", "level", levels[finding->level],
                                "check", finding->check, "start_s", finding->start_s, "end_s",
                                finding->end_s, "text", finding->text));
    }
    return json_pack("{s:b, s:f, s:f, s:f, s:f, s:o}", "passed", review->passed, "length_s",
                     review->length_s, "lufs", review->lufs, "true_peak_dbtp",
                     review->true_peak_dbtp, "worst_sync_ms", review->worst_sync_ms, "findings",
                     findings);
}
