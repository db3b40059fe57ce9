#include "master/screening.h"

#include <libavcodec/avcodec.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"

enum {
    BLACK_MEAN = 20,     /* luma; 16 is black */
    LIT_LUMA = 34,       /* a sample above this is seen in the dark */
    FINE_DIFFERENCE = 9, /* luma steps that coding noise does not reach */
    FINER = 4,           /* print cells in a cell, each way */
};

struct watching {
    const struct piece *piece;
    AVCodecContext *decoder;
    AVPacket *packet;
    AVFrame *decoded;
    struct screening seen;
    uint8_t *anchor; /* every second row of the frame that a still stretch starts with */
    bool failed;
};

/* --- one frame --- */

static int sum_row(const uint8_t *row, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) sum += row[i];
    return sum;
}

static int count_lit(const uint8_t *row, int count) {
    int lit = 0;
    for (int i = 0; i < count; i++) lit += row[i] > LIT_LUMA;
    return lit;
}

/* Mean luma of each cell from every fourth row; also tells whether the frame is black. */
static bool measure_cells(const struct frame *frame, float cells[SCREENING_CELLS]) {
    int64_t total = 0, lit = 0, seen = 0;
    for (int row = 0; row < SCREENING_ROWS; row++) {
        int sums[SCREENING_COLUMNS] = {0}, rows = 0;
        const int end = (row + 1) * frame->height / SCREENING_ROWS;
        for (int y = row * frame->height / SCREENING_ROWS; y < end; y += 4, rows++) {
            const uint8_t *line = frame->planes[0] + (ptrdiff_t)y * frame->strides[0];
            for (int column = 0; column < SCREENING_COLUMNS; column++) {
                int x = column * frame->width / SCREENING_COLUMNS;
                sums[column] +=
                    sum_row(line + x, (column + 1) * frame->width / SCREENING_COLUMNS - x);
            }
            lit += count_lit(line, frame->width);
            seen += frame->width;
        }
        for (int column = 0; column < SCREENING_COLUMNS; column++) {
            int width = (column + 1) * frame->width / SCREENING_COLUMNS -
                        column * frame->width / SCREENING_COLUMNS;
            total += sums[column];
            cells[row * SCREENING_COLUMNS + column] =
                rows && width ? (float)sums[column] / (float)(rows * width) : 0;
        }
    }
    return seen && total < seen * BLACK_MEAN && lit * 400 < seen;
}

/* Of the rows that an anchor keeps. */
static void make_print(const uint8_t *rows, int width, int height,
                       uint8_t print[SCREENING_PRINT]) {
    enum { COLUMNS = FINER * SCREENING_COLUMNS, ROWS = FINER * SCREENING_ROWS };
    for (int i = 0; i < COLUMNS * ROWS; i++) {
        const int x0 = i % COLUMNS * width / COLUMNS, x1 = (i % COLUMNS + 1) * width / COLUMNS,
                  y0 = i / COLUMNS * height / ROWS, y1 = (i / COLUMNS + 1) * height / ROWS;
        int sum = 0;
        for (int y = y0; y < y1; y++) sum += sum_row(rows + (ptrdiff_t)y * width + x0, x1 - x0);
        print[i] = (uint8_t)(y1 > y0 && x1 > x0 ? sum / ((y1 - y0) * (x1 - x0)) : 0);
    }
}

static int differing(const uint8_t *a, const uint8_t *b, int count) {
    int different = 0;
    for (int i = 0; i < count; i++) {
        int by = a[i] > b[i] ? a[i] - b[i] : b[i] - a[i];
        different += by > FINE_DIFFERENCE;
    }
    return different;
}

/* Does the frame look exactly like the one that the still stretch started with? A mouth in a
 * wide shot is a few dozen samples. */
static bool is_still(const struct watching *watching, const struct frame *frame) {
    const int most = frame->width * frame->height / 2 / 200000 + 1;
    int different = 0;
    for (int y = 0; y < frame->height; y += 2) {
        different +=
            differing(frame->planes[0] + (ptrdiff_t)y * frame->strides[0],
                      watching->anchor + (size_t)(y / 2) * (size_t)frame->width, frame->width);
        if (different > most) return false;
    }
    return true;
}

static void set_anchor(struct watching *watching, const struct frame *frame) {
    for (int y = 0; y < frame->height; y += 2)
        memcpy(watching->anchor + (size_t)(y / 2) * (size_t)frame->width,
               frame->planes[0] + (ptrdiff_t)y * frame->strides[0], (size_t)frame->width);
}

float screening_change(const float a[SCREENING_CELLS], const float b[SCREENING_CELLS]) {
    float change = 0;
    for (int i = 0; i < SCREENING_CELLS; i++) change += fabsf(a[i] - b[i]) / SCREENING_CELLS;
    return change;
}

static void watch_frame(struct watching *watching, const struct frame *frame) {
    struct screening *seen = &watching->seen;
    struct screened_frame *made = &seen->frames[seen->count];
    float cells[SCREENING_CELLS];
    made->black = measure_cells(frame, cells);
    if (seen->count) {
        made->change = screening_change(cells, seen->last);
        made->still = is_still(watching, frame);
    } else {
        memcpy(seen->first, cells, sizeof cells);
    }
    memcpy(seen->last, cells, sizeof cells);
    if (!made->still) set_anchor(watching, frame);
    if (!seen->count)
        make_print(watching->anchor, frame->width, frame->height / 2, seen->first_print);
    seen->count++;
}

/* --- decoding --- */

static void take_frame(struct watching *watching) {
    const AVFrame *from = watching->decoded;
    const struct piece *piece = watching->piece;
    if (from->width != piece->width || from->height != piece->height ||
        from->format != AV_PIX_FMT_YUV420P || from->decode_error_flags ||
        (from->flags & AV_FRAME_FLAG_CORRUPT) || from->pts != watching->seen.count ||
        watching->seen.count >= piece->packet_count) {
        watching->failed = true;
        return;
    }
    struct frame frame = {.width = from->width, .height = from->height};
    for (int i = 0; i < 3; i++) {
        frame.planes[i] = from->data[i];
        frame.strides[i] = from->linesize[i];
    }
    watch_frame(watching, &frame);
}

/* A packet, or NULL for the end, and all frames that come out. */
static void decode(struct watching *watching, const AVPacket *packet) {
    if (avcodec_send_packet(watching->decoder, packet) < 0) watching->failed = true;
    int code;
    while ((code = avcodec_receive_frame(watching->decoder, watching->decoded)) == 0) {
        take_frame(watching);
        av_frame_unref(watching->decoded);
    }
    if (code != AVERROR(EAGAIN) && code != AVERROR_EOF) watching->failed = true;
}

/* One thread: pieces are screened side by side. */
static bool open_decoder(struct watching *watching) {
    const struct piece *piece = watching->piece;
    const AVCodec *codec = avcodec_find_decoder(AV_CODEC_ID_H264);
    AVCodecContext *decoder = codec ? avcodec_alloc_context3(codec) : NULL;
    if (!decoder) return false;
    watching->decoder = decoder;
    decoder->thread_count = 1;
    decoder->err_recognition = AV_EF_EXPLODE;
    decoder->extradata = av_mallocz(piece->configuration_size + AV_INPUT_BUFFER_PADDING_SIZE);
    if (!decoder->extradata) die("out of memory");
    memcpy(decoder->extradata, piece->configuration, piece->configuration_size);
    decoder->extradata_size = (int)piece->configuration_size;
    decoder->pkt_timebase = (AVRational){piece->fps.den, piece->fps.num};
    return avcodec_open2(decoder, codec, NULL) >= 0;
}

static void watch_piece(struct watching *watching) {
    const struct piece *piece = watching->piece;
    for (uint32_t i = 0; i < piece->packet_count && !watching->failed; i++) {
        const struct piece_packet *from = &piece->packets[i];
        AVPacket *packet = watching->packet;
        if (av_new_packet(packet, (int)from->size) < 0) die("out of memory");
        memcpy(packet->data, from->bytes, from->size);
        packet->pts = from->pts;
        packet->dts = from->dts;
        if (from->key) packet->flags |= AV_PKT_FLAG_KEY;
        decode(watching, packet);
        av_packet_unref(packet);
    }
    if (!watching->failed) decode(watching, NULL);
}

/* --- the kept form --- */

enum { FRAME_BYTES = 5 };

static void write_screening(const struct screening *seen, struct buf *out) {
    buf_u32(out, seen->count);
    for (uint32_t i = 0; i < seen->count; i++) {
        buf_f32(out, seen->frames[i].change);
        buf_u8(out, (uint8_t)(seen->frames[i].black + 2 * seen->frames[i].still));
    }
    for (int i = 0; i < SCREENING_CELLS; i++) buf_f32(out, seen->first[i]);
    for (int i = 0; i < SCREENING_CELLS; i++) buf_f32(out, seen->last[i]);
    buf_add(out, seen->first_print, SCREENING_PRINT);
    buf_add(out, seen->anchor_print, SCREENING_PRINT);
}

bool piece_screening(const struct piece *piece, struct screening *screening,
                     struct error *err) {
    struct screening made = {0};
    struct reader in = reader_over(piece->screening, piece->screening_size);
    made.count = reader_u32(&in);
    if (in.failed || made.count != piece->packet_count ||
        in.size != 4 + (size_t)made.count * FRAME_BYTES +
                       2 * (SCREENING_CELLS * sizeof(float) + SCREENING_PRINT)) {
        error_set(err, PROBLEM_DAMAGED,
                  "A kept piece of picture was never looked at; clear the cache and make the "
                  "film again.");
        return error_cause(err, "screening of %u bytes", (unsigned)piece->screening_size);
    }
    made.frames = xcalloc(made.count, sizeof *made.frames);
    for (uint32_t i = 0; i < made.count; i++) {
        made.frames[i].change = reader_f32(&in);
        const uint8_t flags = reader_u8(&in);
        made.frames[i].black = flags & 1;
        made.frames[i].still = flags & 2;
    }
    for (int i = 0; i < SCREENING_CELLS; i++) made.first[i] = reader_f32(&in);
    for (int i = 0; i < SCREENING_CELLS; i++) made.last[i] = reader_f32(&in);
    memcpy(made.first_print, reader_bytes(&in, SCREENING_PRINT), SCREENING_PRINT);
    memcpy(made.anchor_print, reader_bytes(&in, SCREENING_PRINT), SCREENING_PRINT);
    *screening = made;
    return true;
}

void screening_done(struct screening *screening) {
    free(screening->frames);
    *screening = (struct screening){0};
}

bool screening_goes_on(const uint8_t anchor_print[SCREENING_PRINT],
                       const struct screening *next) {
    for (int i = 0; i < SCREENING_PRINT; i++)
        if (abs(anchor_print[i] - next->first_print[i]) > 1) return false;
    return true;
}

bool piece_screen(struct buf *bytes, struct error *err) {
    struct piece piece;
    if (!piece_read(bytes->bytes, bytes->size, &piece, err)) return false;
    struct watching watching = {
        .piece = &piece, .packet = av_packet_alloc(), .decoded = av_frame_alloc()};
    if (!watching.packet || !watching.decoded) die("out of memory");
    watching.seen.frames = xcalloc(piece.packet_count, sizeof *watching.seen.frames);
    watching.anchor = xcalloc((size_t)piece.height / 2 + 1, (size_t)piece.width);
    av_log_set_level(AV_LOG_QUIET);
    bool ok = open_decoder(&watching);
    if (ok) watch_piece(&watching);
    ok = ok && !watching.failed && watching.seen.count == piece.packet_count;
    if (ok) {
        make_print(watching.anchor, piece.width, piece.height / 2, watching.seen.anchor_print);
        struct buf seen, whole;
        buf_init(&seen, 64 << 20);
        write_screening(&watching.seen, &seen);
        piece.screening = seen.bytes;
        piece.screening_size = (uint32_t)seen.size;
        piece_write(&piece, piece.packets[0].bytes, piece_data_size(&piece), &whole);
        buf_done(&seen);
        buf_done(bytes);
        *bytes = whole;
        ok = buf_ok(bytes, err);
    } else {
        error_set(err, PROBLEM_INTERNAL,
                  "A piece of picture does not play; make the film again.");
    }
    avcodec_free_context(&watching.decoder);
    av_packet_free(&watching.packet);
    av_frame_free(&watching.decoded);
    free(watching.seen.frames);
    free(watching.anchor);
    piece_done(&piece);
    return ok;
}
