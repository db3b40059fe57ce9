#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "master/piece.h"
#include "master/tracks.h"

/* What is being written. Of each track one packet is held at most; the muxer gets them by time.
 */
struct joiner {
    const struct film_parts *parts;
    AVFormatContext *file;
    AVStream *video, *cover;
    struct sound_track sound;
    AVPacket *sound_packet, *packet;
    bool has_sound_packet;

    struct hash format;
    struct piece piece;
    size_t next_piece;     /* to be opened next */
    uint32_t packet_index; /* within `piece` */
    int64_t piece_start;   /* film frame of the piece's first */
    int64_t last_dts;
    uint8_t configuration[PIECE_MAX_CONFIGURATION]; /* of the first piece; all are the same */
    uint32_t configuration_size;

    struct {
        AVStream *stream;
        size_t next; /* caption */
    } captions[FILM_MAX_CAPTIONS];
};

static AVRational frames_base(const struct joiner *joiner) {
    return (AVRational){joiner->parts->format.fps.den, joiner->parts->format.fps.num};
}

/* Opens the next piece. Its parameter sets must be those of the first, or a player would decode
 * it with the wrong ones. */
static bool open_piece(struct joiner *joiner, struct error *err) {
    const struct film_parts *parts = joiner->parts;
    joiner->piece_start += joiner->piece.packet_count;
    joiner->packet_index = 0;
    piece_done(&joiner->piece);
    const void *bytes;
    size_t size;
    if (!parts->piece(parts->data, joiner->next_piece, &bytes, &size, err) ||
        !piece_read(bytes, size, &joiner->piece, err))
        return false;
    const struct piece *piece = &joiner->piece;
    if (!joiner->next_piece++) {
        joiner->configuration_size = piece->configuration_size;
        memcpy(joiner->configuration, piece->configuration, piece->configuration_size);
    }
    if (hash_compare(&piece->format, &joiner->format) != 0 ||
        piece->configuration_size != joiner->configuration_size ||
        memcmp(piece->configuration, joiner->configuration, joiner->configuration_size) != 0) {
        error_set(err, PROBLEM_DAMAGED,
                  "A kept piece of picture is of another format than the film; clear the cache "
                  "and make the film again.");
        return error_cause(err, "piece %zu", joiner->next_piece - 1);
    }
    return true;
}

static bool picture_left(const struct joiner *joiner) {
    return joiner->packet_index < joiner->piece.packet_count ||
           joiner->next_piece < joiner->parts->piece_count;
}

static bool write_packet(struct joiner *joiner, AVPacket *packet, AVStream *stream,
                         AVRational base, struct error *err) {
    assert(stream); /* only a track that was opened has packets */
    packet->stream_index = stream->index;
    av_packet_rescale_ts(packet, base, stream->time_base);
    int code = av_write_frame(joiner->file, packet);
    if (code >= 0 && joiner->file->pb->error < 0) code = joiner->file->pb->error;
    av_packet_unref(packet);
    return code >= 0 || tracks_fail(err, code, "The film cannot be written");
}

static bool write_picture(struct joiner *joiner, struct error *err) {
    const struct piece_packet *from = &joiner->piece.packets[joiner->packet_index++];
    AVPacket *packet = joiner->packet;
    if (av_new_packet(packet, (int)from->size) < 0) die("out of memory");
    memcpy(packet->data, from->bytes, from->size);
    packet->pts = joiner->piece_start + from->pts;
    packet->dts = joiner->piece_start + from->dts;
    packet->duration = 1;
    if (from->key) packet->flags |= AV_PKT_FLAG_KEY;
    if (packet->dts <= joiner->last_dts) {
        av_packet_unref(packet);
        return error_set(err, PROBLEM_DAMAGED,
                         "Kept pieces of picture do not follow each other; clear the cache and "
                         "make the film again.");
    }
    joiner->last_dts = packet->dts;
    return write_packet(joiner, packet, joiner->video, frames_base(joiner), err);
}

/* Of the captions that are not yet written the earliest; its track. NULL at the end. */
static const struct caption *due_caption(const struct joiner *joiner, size_t *track) {
    const struct caption *due = NULL;
    for (size_t i = 0; i < joiner->parts->captions_count; i++) {
        const struct captions *captions = joiner->parts->captions[i].captions;
        if (joiner->captions[i].next >= captions->count) continue;
        const struct caption *next = &captions->cues[joiner->captions[i].next];
        if (!due || next->start < due->start) due = next, *track = i;
    }
    return due;
}

static void free_packet(struct joiner *joiner) {
    av_packet_free(&joiner->packet);
    av_packet_free(&joiner->sound_packet);
}

/* Writes whichever packet is due first. *more is false when all tracks are at their end. */
static bool write_next(struct joiner *joiner, bool *more, struct error *err) {
    if (joiner->packet_index == joiner->piece.packet_count && picture_left(joiner) &&
        !open_piece(joiner, err))
        return false;
    if (joiner->sound.stream && !joiner->has_sound_packet &&
        !tracks_sound_packet(&joiner->sound, joiner->sound_packet, &joiner->has_sound_packet,
                             err))
        return false;
    size_t track = 0;
    const struct caption *caption = due_caption(joiner, &track);
    const int64_t never = INT64_MAX;
    int64_t picture_at = never, sound_at = never, caption_at = never;
    if (joiner->packet_index < joiner->piece.packet_count)
        picture_at = samples_of_frames(joiner->piece_start +
                                           joiner->piece.packets[joiner->packet_index].dts,
                                       joiner->parts->format.fps);
    if (joiner->has_sound_packet) sound_at = joiner->sound_packet->dts;
    if (caption) caption_at = caption->start;
    *more = picture_at != never || sound_at != never || caption_at != never;
    if (!*more) return true;
    const AVRational samples = {1, PCM_RATE};
    if (caption_at <= picture_at && caption_at <= sound_at) {
        joiner->captions[track].next++;
        return tracks_captions_packet(caption, joiner->packet, err) &&
               write_packet(joiner, joiner->packet, joiner->captions[track].stream, samples,
                            err);
    }
    if (picture_at <= sound_at) return write_picture(joiner, err);
    joiner->has_sound_packet = false;
    return write_packet(joiner, joiner->sound_packet, joiner->sound.stream, samples, err);
}

static bool add_video_stream(struct joiner *joiner, struct error *err) {
    if (!open_piece(joiner, err)) return false;
    joiner->video = avformat_new_stream(joiner->file, NULL);
    if (!joiner->video) die("out of memory");
    AVCodecParameters *par = joiner->video->codecpar;
    par->codec_type = AVMEDIA_TYPE_VIDEO;
    par->codec_id = AV_CODEC_ID_H264;
    par->width = joiner->piece.width;
    par->height = joiner->piece.height;
    par->format = AV_PIX_FMT_YUV420P;
    par->profile = FF_PROFILE_H264_HIGH;
    par->level = joiner->configuration[3];
    par->sample_aspect_ratio = joiner->video->sample_aspect_ratio = (AVRational){1, 1};
    par->color_primaries = AVCOL_PRI_BT709;
    par->color_trc = AVCOL_TRC_BT709;
    par->color_space = AVCOL_SPC_BT709;
    par->color_range = AVCOL_RANGE_MPEG;
    par->chroma_location = AVCHROMA_LOC_LEFT;
    par->extradata = av_mallocz(joiner->configuration_size + AV_INPUT_BUFFER_PADDING_SIZE);
    if (!par->extradata) die("out of memory");
    memcpy(par->extradata, joiner->configuration, joiner->configuration_size);
    par->extradata_size = (int)joiner->configuration_size;
    joiner->video->time_base = frames_base(joiner);
    joiner->video->avg_frame_rate = joiner->video->r_frame_rate =
        av_inv_q(joiner->video->time_base);
    joiner->video->disposition = AV_DISPOSITION_DEFAULT;
    return true;
}

static bool add_streams(struct joiner *joiner, struct error *err) {
    const struct film_parts *parts = joiner->parts;
    if (!add_video_stream(joiner, err)) return false;
    if (parts->sound_path &&
        !tracks_sound_open(&joiner->sound, joiner->file, parts->sound_path, err))
        return false;
    for (size_t i = 0; i < parts->captions_count; i++)
        if (parts->captions[i].captions->count)
            joiner->captions[i].stream =
                tracks_captions_open(joiner->file, parts, parts->captions[i].language);
    if (parts->poster && !tracks_cover_open(&joiner->cover, joiner->file, parts, err))
        return false;
    if (!tracks_add_chapters(joiner->file, parts, err)) return false;
    AVDictionary **metadata = &joiner->file->metadata;
    av_dict_set(metadata, "title", parts->title, 0);
    av_dict_set(metadata, "artist", parts->artist, 0);
    av_dict_set(metadata, "comment", parts->comment, 0);
    av_dict_set(metadata, "date", parts->date, 0);
    return true;
}

static bool write_cover(struct joiner *joiner, struct error *err) {
    if (!joiner->cover) return true;
    AVPacket *packet = joiner->packet;
    if (av_new_packet(packet, (int)joiner->parts->poster_size) < 0) die("out of memory");
    memcpy(packet->data, joiner->parts->poster, joiner->parts->poster_size);
    packet->pts = packet->dts = 0;
    packet->flags |= AV_PKT_FLAG_KEY;
    return write_packet(joiner, packet, joiner->cover, joiner->cover->time_base, err);
}

/* Bit-exact: no clock and no version of a library in the file. The movie's own clock is that of
 * the sound, so that edit lists are exact to the sample. */
static bool write_all(struct joiner *joiner, struct cancel *cancel, struct error *err) {
    AVDictionary *options = NULL;
    av_dict_set(&options, "movflags", "+faststart", 0);
    av_dict_set_int(&options, "movie_timescale", PCM_RATE, 0);
    int code = avformat_write_header(joiner->file, &options);
    av_dict_free(&options);
    if (code < 0) return tracks_fail(err, code, "The film cannot be written");
    bool ok = write_cover(joiner, err);
    for (bool more = true; ok && more;)
        ok = cancel_check(cancel, err) && write_next(joiner, &more, err);
    code = av_write_trailer(
        joiner->file); /* also after a failure: it frees what the muxer holds */
    if (ok && code >= 0 && joiner->file->pb->error < 0) code = joiner->file->pb->error;
    if (ok && code < 0) return tracks_fail(err, code, "The film cannot be written");
    return ok;
}

static bool sync_file(const char *path, struct error *err) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return error_set_errno(err, errno, "The film cannot be read back");
    bool ok =
        fsync(fd) == 0 || error_set_errno(err, errno, "The film cannot be kept on the disk");
    close(fd);
    return ok;
}

static bool check_parts(const struct film_parts *parts, struct error *err) {
    if (!parts->piece_count)
        return error_set(err, PROBLEM_BAD_INPUT, "There is no picture to make a film of.");
    if (parts->captions_count > FILM_MAX_CAPTIONS)
        return error_set(err, PROBLEM_TOO_LARGE,
                         "A film carries captions in up to %d languages.", FILM_MAX_CAPTIONS);
    return true;
}

bool film_join(const struct film_parts *parts, const char *path, struct cancel *cancel,
               struct error *err) {
    if (!check_parts(parts, err)) return false;
    av_log_set_level(AV_LOG_QUIET); /* what goes wrong is told by `err` */
    struct joiner joiner = {.parts = parts, .last_dts = INT64_MIN};
    struct hasher hasher;
    hasher_init(&hasher);
    piece_format_hash(&parts->format, &hasher);
    joiner.format = hasher_final(&hasher);
    struct arena *arena = arena_new();
    const char *url = arena_printf(arena, "file:%s", path); /* a ':' in the path is only that */
    if (avformat_alloc_output_context2(&joiner.file, NULL, "mp4", url) < 0)
        die("out of memory");
    joiner.file->flags |= AVFMT_FLAG_BITEXACT;
    joiner.packet = av_packet_alloc();
    joiner.sound_packet = av_packet_alloc();
    if (!joiner.packet || !joiner.sound_packet) die("out of memory");

    bool ok = add_streams(&joiner, err);
    int code = ok ? avio_open(&joiner.file->pb, url, AVIO_FLAG_WRITE) : 0;
    if (code < 0)
        ok = tracks_fail(err, code, "The film cannot be written where it was asked for");
    const bool opened = ok;
    if (opened) {
        ok = write_all(&joiner, cancel, err);
        code = avio_closep(&joiner.file->pb);
        if (ok && code < 0) ok = tracks_fail(err, code, "The film cannot be written");
        ok = ok && sync_file(path, err);
        if (!ok) unlink(path);
    }
    tracks_sound_close(&joiner.sound);
    piece_done(&joiner.piece);
    free_packet(&joiner);
    avformat_free_context(joiner.file);
    arena_free(arena);
    return ok;
}
