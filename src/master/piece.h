/* A piece: one shot's picture, encoded. The kept form that encoders write and film_join reads.
 *
 * Little-endian, in this order:
 *   "FPIECE02" · 32 bytes hash of the piece_format · u32 width, height, fps.num, fps.den
 *   u32 size, then the decoder's configuration (avcC: ISO/IEC 14496-15, 5.3.3.1)
 *   u32 size, then what its screening saw (screening.h); empty until then
 *   u32 packet count, then per packet: u32 size, u32 flags (1: key), i64 pts, i64 dts in frames
 *   the packets' bytes, end to end · 32 bytes BLAKE2b-256 of all that stands before
 * Pictures are H.264 with 4-byte lengths. The first packet is a key frame; pts are 0 ..
 * count-1. */
#ifndef MASTER_PIECE_H
#define MASTER_PIECE_H

#include "base/hash.h"
#include "master/master.h"

enum {
    PIECE_MAX_PACKETS = 1 << 20,
    PIECE_MAX_CONFIGURATION = 4096,
    PIECE_MAX_SIZE = 1 << 30, /* bytes; some minutes at any sensible quality */
};

struct piece_packet {
    uint32_t size;
    bool key;
    int64_t pts, dts;
    const uint8_t *bytes; /* into the piece when read; NULL while it is made */
};

struct piece {
    struct hash format;
    int width, height;
    struct rational fps;
    const uint8_t *configuration;
    uint32_t configuration_size;
    const void *screening;
    uint32_t screening_size;
    struct piece_packet *packets; /* malloc'd */
    uint32_t packet_count;
};

/* `data`: the packets' bytes end to end, piece_data_size of them. */
void piece_write(const struct piece *piece, const void *data, size_t data_size,
                 struct buf *out);
size_t piece_data_size(const struct piece *piece);

/* Reads and checks all of it; the piece points into `bytes`. PROBLEM_DAMAGED. Free with
 * piece_done. */
bool piece_read(const void *bytes, size_t size, struct piece *piece,
                struct error *err) MUST_USE;
void piece_done(struct piece *piece);

#endif
