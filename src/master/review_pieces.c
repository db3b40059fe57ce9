#include <math.h>
#include <string.h>

#include "master/review_parts.h"

/* The picture of the file is that of the pieces, packet by packet: what their screening saw is
 * then what a viewer of the file sees. */

static bool open_piece(struct pieces_watch *watch, struct error *err) {
    const struct film_parts *parts = watch->order->parts;
    const void *bytes;
    size_t size;
    watch->start += watch->piece.packet_count;
    watch->packet = 0;
    piece_done(&watch->piece);
    return parts->piece(parts->data, watch->next++, &bytes, &size, err) &&
           piece_read(bytes, size, &watch->piece, err);
}

/* The whole piece went by: its frames are judged. */
static bool end_piece(struct pieces_watch *watch, struct error *err) {
    struct screening screening;
    if (!piece_screening(&watch->piece, &screening, err)) return false;
    review_picture_piece(watch->picture, &screening);
    screening_done(&screening);
    return true;
}

static bool is_same(const struct pieces_watch *watch, const AVPacket *packet) {
    const struct piece_packet *made = &watch->piece.packets[watch->packet];
    return (size_t)packet->size == made->size &&
           memcmp(packet->data, made->bytes, made->size) == 0;
}

bool review_pieces_begin(struct pieces_watch *watch, const AVCodecParameters *par,
                         struct error *err) {
    if (!open_piece(watch, err)) return false;
    if ((uint32_t)par->extradata_size != watch->piece.configuration_size ||
        memcmp(par->extradata, watch->piece.configuration, watch->piece.configuration_size) !=
            0)
        watch->foreign++;
    return true;
}

bool review_pieces_packet(struct pieces_watch *watch, const AVPacket *packet, double time_s,
                          struct error *err) {
    if (watch->foreign) return true; /* said once, at the end */
    if (watch->packet == watch->piece.packet_count) {
        if (watch->next == watch->order->parts->piece_count) {
            watch->foreign++;
            return true;
        }
        if (!open_piece(watch, err)) return false;
    }
    const struct rational fps = watch->order->parts->format.fps;
    if (!is_same(watch, packet)) {
        watch->foreign++;
        return true;
    }
    const int64_t frame = watch->start + watch->piece.packets[watch->packet++].pts;
    if (fabs(time_s - seconds_of_frames(frame, fps)) > seconds_of_frames(1, fps) / 2)
        watch->wrong_times++;
    return watch->packet < watch->piece.packet_count || end_piece(watch, err);
}

void review_pieces_finish(struct pieces_watch *watch) {
    struct review_notes *notes = watch->notes;
    const double at_s = seconds_of_frames(watch->start, watch->order->parts->format.fps);
    if (watch->foreign)
        review_note(notes, FINDING_FAILURE, "streams", at_s, at_s,
                    "The picture in the file is not the one that was made, from the shot at "
                    "%.1f s on.",
                    at_s);
    if (watch->wrong_times)
        review_note(notes, FINDING_FAILURE, "sync", 0, 0,
                    "%lld frames are not shown at their time.", (long long)watch->wrong_times);
}

void review_pieces_done(struct pieces_watch *watch) {
    piece_done(&watch->piece);
}
