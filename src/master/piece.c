#include "master/piece.h"

#include <string.h>

#include "base/memory.h"

static const char magic[8] = {'F', 'P', 'I', 'E', 'C', 'E', '0', '2'};
enum { PACKET_HEAD = 24 };

void piece_write(const struct piece *piece, const void *data, size_t data_size,
                 struct buf *out) {
    buf_init(out, PIECE_MAX_SIZE);
    buf_add(out, magic, sizeof magic);
    buf_add(out, piece->format.bytes, HASH_SIZE);
    buf_u32(out, (uint32_t)piece->width);
    buf_u32(out, (uint32_t)piece->height);
    buf_u32(out, (uint32_t)piece->fps.num);
    buf_u32(out, (uint32_t)piece->fps.den);
    buf_u32(out, piece->configuration_size);
    buf_add(out, piece->configuration, piece->configuration_size);
    buf_u32(out, piece->screening_size);
    buf_add(out, piece->screening, piece->screening_size);
    buf_u32(out, piece->packet_count);
    for (uint32_t i = 0; i < piece->packet_count; i++) {
        const struct piece_packet *packet = &piece->packets[i];
        buf_u32(out, packet->size);
        buf_u32(out, packet->key);
        buf_u64(out, (uint64_t)packet->pts);
        buf_u64(out, (uint64_t)packet->dts);
    }
    buf_add(out, data, data_size);
    if (out->failed) return;
    struct hash sum = hash_of(out->bytes, out->size);
    buf_add(out, sum.bytes, HASH_SIZE);
}

size_t piece_data_size(const struct piece *piece) {
    size_t size = 0;
    for (uint32_t i = 0; i < piece->packet_count; i++) size += piece->packets[i].size;
    return size;
}

static bool damaged(struct piece *piece, struct error *err, const char *cause) {
    piece_done(piece);
    error_set(err, PROBLEM_DAMAGED,
              "A kept piece of picture is damaged; clear the cache and make the film again.");
    return error_cause(err, "%s", cause);
}

/* The table must describe exactly the bytes that follow, in decoding order, each frame once. */
static const char *read_packets(struct reader *in, struct piece *piece) {
    const uint32_t count = piece->packet_count;
    piece->packets = xcalloc(count, sizeof *piece->packets);
    uint64_t total = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct piece_packet *packet = &piece->packets[i];
        packet->size = reader_u32(in);
        uint32_t flags = reader_u32(in);
        packet->pts = (int64_t)reader_u64(in);
        packet->dts = (int64_t)reader_u64(in);
        packet->key = flags & 1;
        if (flags > 1 || packet->size == 0) return "packet head";
        if (packet->pts < 0 || packet->pts >= count || packet->dts > packet->pts ||
            packet->dts < -64 || (i && packet->dts <= packet[-1].dts))
            return "packet times";
        total += packet->size;
    }
    if (!piece->packets[0].key) return "no key frame at the start";
    if (total != in->size - in->at) return "size of the packets";
    AUTO_FREE uint8_t *seen = xcalloc(count, 1);
    for (uint32_t i = 0; i < count; i++) {
        struct piece_packet *packet = &piece->packets[i];
        packet->bytes = reader_bytes(in, packet->size);
        if (seen[packet->pts]) return "a frame twice";
        seen[packet->pts] = 1;
    }
    return in->failed ? "packets" : NULL;
}

bool piece_read(const void *bytes, size_t size, struct piece *piece, struct error *err) {
    struct piece made = {0};
    if (!bytes || size < sizeof magic + 2 * HASH_SIZE + 32 || size > PIECE_MAX_SIZE ||
        memcmp(bytes, magic, sizeof magic) != 0)
        return damaged(&made, err, "head");
    const size_t body = size - HASH_SIZE;
    struct hash sum = hash_of(bytes, body);
    if (memcmp(sum.bytes, (const char *)bytes + body, HASH_SIZE) != 0)
        return damaged(&made, err, "check sum");
    struct reader in = reader_over(bytes, body);
    reader_bytes(&in, sizeof magic);
    memcpy(made.format.bytes, reader_bytes(&in, HASH_SIZE), HASH_SIZE);
    made.width = (int)reader_u32(&in);
    made.height = (int)reader_u32(&in);
    made.fps.num = (int)reader_u32(&in);
    made.fps.den = (int)reader_u32(&in);
    made.configuration_size = reader_u32(&in);
    if (made.configuration_size < 7 || made.configuration_size > PIECE_MAX_CONFIGURATION)
        return damaged(&made, err, "configuration");
    made.configuration = reader_bytes(&in, made.configuration_size);
    made.screening_size = reader_u32(&in);
    made.screening = reader_bytes(&in, made.screening_size);
    made.packet_count = reader_u32(&in);
    if (in.failed || made.width < 2 || made.height < 2 || made.width > 16384 ||
        made.height > 16384 || made.fps.num < 1 || made.fps.den < 1)
        return damaged(&made, err, "format");
    if (made.packet_count < 1 || made.packet_count > PIECE_MAX_PACKETS ||
        made.packet_count > (in.size - in.at) / PACKET_HEAD)
        return damaged(&made, err, "packet count");
    const char *wrong = read_packets(&in, &made);
    if (wrong) return damaged(&made, err, wrong);
    *piece = made;
    return true;
}

void piece_done(struct piece *piece) {
    free(piece->packets);
    *piece = (struct piece){0};
}
