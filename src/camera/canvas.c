/* The frame under way: which cells must be made again, and the making of them row by row. */
#include "camera/compose.h"
#include "base/vector.h"
#include "camera/grading.h"

#include <string.h>

enum { CELL_WIDTH = 64, CELL_HEIGHT = 16, ALL_LIGHT = 65535 };

/* A layer that was drawn, and where. Its picture may be gone since: only its address counts. */
struct shown {
    struct layer layer;
    bool seen;
    int x0, y0, x1, y1;
};

struct canvas {
    int width, height;
    int cells_across, cells_down;
    uint8_t *stale; /* per cell */
    struct frame *frame;
    struct shown *before; /* what the frame shows now */
    size_t before_count;
    struct grade grade;
    const struct grading *grading;
    bool drawn;
    uint16_t *vignette_x, *vignette_y;
    uint8_t *dither[8]; /* for rows of y modulo 8 */
    int16_t *grain;     /* GRADING_GRAIN_ROWS lines of graded film; NULL: none */
    size_t grain_stride;
    uint32_t *rows[2], *scratch;
    size_t *band; /* layers that touch the band of cells under way */
    size_t band_room;
};

/* 65535 in the middle, less towards the edges: the product of both axes is a soft rounded
 * frame. */
static uint16_t *vignette_line(int count, double depth) {
    uint16_t *line = xcalloc((size_t)count, sizeof *line);
    for (int i = 0; i < count; i++) {
        double off = (2.0 * i + 1) / count - 1;
        double light = 1 - depth * off * off * off * off;
        line[i] = (uint16_t)(ALL_LIGHT * light + 0.5);
    }
    /* Chroma takes one weight for a pair. */
    for (int i = 0; i + 1 < count; i += 2) line[i + 1] = line[i];
    return line;
}

struct canvas *compose_new(int width, int height, double vignette,
                           const struct grading *grading, int grain) {
    struct canvas *canvas = xcalloc(1, sizeof *canvas);
    canvas->width = width;
    canvas->height = height;
    canvas->grading = grading;
    canvas->cells_across = (width + CELL_WIDTH - 1) / CELL_WIDTH;
    canvas->cells_down = (height + CELL_HEIGHT - 1) / CELL_HEIGHT;
    canvas->stale = xcalloc((size_t)canvas->cells_across * (size_t)canvas->cells_down, 1);
    canvas->frame = frame_new(width, height);
    canvas->vignette_x = vignette_line(width, vignette);
    canvas->vignette_y = vignette_line(height, vignette);
    for (int i = 0; i < 2; i++) canvas->rows[i] = xcalloc((size_t)width, 4);
    for (int i = 0; i < 8; i++) {
        canvas->dither[i] = xcalloc((size_t)width, 1);
        compose_dither(canvas->dither[i], i, width);
    }
    canvas->scratch = xcalloc(compose_scratch(width), 4);
    canvas->grain_stride = (size_t)width + GRADING_GRAIN_SHIFT;
    canvas->grain =
        grading ? xcalloc(canvas->grain_stride * GRADING_GRAIN_ROWS, sizeof *canvas->grain)
                : NULL;
    for (int row = 0; grading && grain > 0 && row < GRADING_GRAIN_ROWS; row++)
        grading_grain_row(canvas->grain + (size_t)row * canvas->grain_stride, row,
                          (int)canvas->grain_stride, grain);
    return canvas;
}

void compose_free(struct canvas *canvas) {
    if (!canvas) return;
    free(canvas->stale);
    frame_free(canvas->frame);
    free(canvas->before);
    free(canvas->vignette_x);
    free(canvas->vignette_y);
    for (int i = 0; i < 8; i++) free(canvas->dither[i]);
    free(canvas->grain);
    free(canvas->rows[0]);
    free(canvas->rows[1]);
    free(canvas->scratch);
    free(canvas->band);
    free(canvas);
}

static struct shown shown_of(const struct canvas *canvas, const struct layer *layer) {
    struct shown shown = {.layer = *layer};
    shown.seen = compose_layer_bounds(layer, canvas->width, canvas->height, &shown.x0,
                                      &shown.y0, &shown.x1, &shown.y1);
    return shown;
}

static void mark(struct canvas *canvas, const struct shown *shown) {
    if (!shown->seen) return;
    int first = shown->x0 / CELL_WIDTH, across = (shown->x1 - 1) / CELL_WIDTH - first + 1;
    for (int row = shown->y0 / CELL_HEIGHT; row <= (shown->y1 - 1) / CELL_HEIGHT; row++)
        memset(canvas->stale + row * canvas->cells_across + first, 1, (size_t)across);
}

static bool same_layer(const struct layer *a, const struct layer *b) {
    return a->picture == b->picture && a->version == b->version && a->scale == b->scale &&
           a->x == b->x && a->y == b->y && a->alpha == b->alpha && a->blend == b->blend &&
           a->sway == b->sway && a->sway_size == b->sway_size &&
           a->sway_phase == b->sway_phase && a->sway_length == b->sway_length;
}

static void mark_changes(struct canvas *canvas, const struct layer *layers, size_t count,
                         struct grade grade) {
    size_t cells = (size_t)canvas->cells_across * (size_t)canvas->cells_down;
    bool all = !canvas->drawn || grade.flash != canvas->grade.flash ||
               grade.fade != canvas->grade.fade || grade.grain != canvas->grade.grain;
    memset(canvas->stale, all, cells);
    size_t most = count > canvas->before_count ? count : canvas->before_count;
    for (size_t i = 0; i < most && !all; i++) {
        const struct layer *now = i < count ? &layers[i] : NULL;
        const struct shown *then = i < canvas->before_count ? &canvas->before[i] : NULL;
        if (now && then && same_layer(now, &then->layer)) continue;
        struct shown next = now ? shown_of(canvas, now) : (struct shown){0};
        mark(canvas, &next);
        if (then) mark(canvas, then);
    }
}

/* One row of a run: what the layers above hide is not drawn. The rest of `row` stays. */
static void compose_run(const struct layer *layers, const size_t *band, size_t count, int y,
                        int from, int to, uint32_t *row, uint32_t *scratch) {
    enum { MOST = 1024 };
    struct piece {
        uint32_t layer;
        int from, to, solid_from, solid_to;
    } pieces[MOST];
    size_t piece_count = 0;
    int left = from, right = to;
    for (size_t i = count; i-- > 0 && left < right && piece_count < MOST;) {
        const struct layer *layer = &layers[band[i]];
        int shows_from, shows_to, solid_from, solid_to;
        if (!compose_layer_extent(layer, y, &shows_from, &shows_to, &solid_from, &solid_to))
            continue;
        int begin = shows_from > left ? shows_from : left;
        int end = shows_to < right ? shows_to : right;
        if (begin < end)
            pieces[piece_count++] =
                (struct piece){(uint32_t)band[i], begin, end, solid_from, solid_to};
        if (solid_from <= left && solid_to > left) left = solid_to;
        if (solid_to >= right && solid_from < right) right = solid_from;
    }
    if (left < right) /* nothing opaque lies at the back */
        memset(row + left, 0, (size_t)(right - left) * 4);
    while (piece_count-- > 0) {
        const struct piece *piece = &pieces[piece_count];
        compose_layer_row(&layers[piece->layer], y, piece->from, piece->to, piece->solid_from,
                          piece->solid_to, row, scratch);
    }
}

VECTORISED static void grade_row(uint8_t *row, int flash, int fade, int count) {
    for (int i = 0; i < count; i++) {
        int value = row[i] + ((255 - row[i]) * flash >> 8);
        row[i] = (uint8_t)(value * fade >> 8);
    }
}

static const int16_t *grain_row(const struct canvas *canvas, int y, int32_t grain) {
    if (!canvas->grain) return NULL;
    uint32_t row = ((uint32_t)y + (uint32_t)grain * 41) % GRADING_GRAIN_ROWS;
    uint32_t shift =
        ((uint32_t)y / GRADING_GRAIN_ROWS * 53 + (uint32_t)grain * 97) % GRADING_GRAIN_SHIFT;
    return canvas->grain + row * canvas->grain_stride + shift;
}

static void draw_run(struct canvas *canvas, const struct layer *layers, size_t band_count,
                     int y, int from, int to, struct grade grade) {
    for (int i = 0; i < 2; i++) {
        compose_run(layers, canvas->band, band_count, y + i, from, to, canvas->rows[i],
                    canvas->scratch);
        if (grade.flash > 0 || grade.fade < 256)
            grade_row((uint8_t *)(canvas->rows[i] + from), grade.flash, grade.fade,
                      (to - from) * 4);
    }
    struct frame *frame = canvas->frame;
    struct convert_rows rows = {
        .top = canvas->rows[0],
        .bottom = canvas->rows[1],
        .luma_top = frame->planes[0] + (size_t)y * (size_t)frame->strides[0],
        .luma_bottom = frame->planes[0] + (size_t)(y + 1) * (size_t)frame->strides[0],
        .u = frame->planes[1] + (size_t)(y / 2) * (size_t)frame->strides[1],
        .v = frame->planes[2] + (size_t)(y / 2) * (size_t)frame->strides[2],
        .vignette_x = canvas->vignette_x,
        .vignette_top = canvas->vignette_y[y],
        .vignette_bottom = canvas->vignette_y[y + 1],
        .dither_top = canvas->dither[y & 7],
        .dither_bottom = canvas->dither[(y + 1) & 7],
        .grain_top = grain_row(canvas, y, grade.grain),
        .grain_bottom = grain_row(canvas, y + 1, grade.grain),
    };
    if (canvas->grading)
        grading_convert(canvas->grading, &rows, from, to);
    else
        compose_convert(&rows, from, to);
}

static size_t find_band(struct canvas *canvas, const struct layer *layers, size_t count,
                        int top, int bottom) {
    if (count > canvas->band_room) {
        canvas->band_room = count;
        canvas->band = xrealloc(canvas->band, count, sizeof *canvas->band);
    }
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        int x0, y0, x1, y1;
        if (compose_layer_bounds(&layers[i], canvas->width, canvas->height, &x0, &y0, &x1,
                                 &y1) &&
            y0 < bottom && y1 > top)
            canvas->band[found++] = i;
    }
    return found;
}

const struct frame *compose_draw(struct canvas *canvas, const struct layer *layers,
                                 size_t count, struct grade grade) {
    mark_changes(canvas, layers, count, grade);
    for (int cell_y = 0; cell_y < canvas->cells_down; cell_y++) {
        const uint8_t *stale = canvas->stale + cell_y * canvas->cells_across;
        if (!memchr(stale, 1, (size_t)canvas->cells_across)) continue;
        int top = cell_y * CELL_HEIGHT, bottom = top + CELL_HEIGHT;
        if (bottom > canvas->height) bottom = canvas->height;
        size_t band_count = find_band(canvas, layers, count, top, bottom);
        for (int cell = 0; cell < canvas->cells_across;) {
            if (!stale[cell]) {
                cell++;
                continue;
            }
            int from = cell * CELL_WIDTH;
            while (cell < canvas->cells_across && stale[cell]) cell++;
            int to = cell * CELL_WIDTH;
            if (to > canvas->width) to = canvas->width;
            for (int y = top; y < bottom; y += 2)
                draw_run(canvas, layers, band_count, y, from, to, grade);
        }
    }
    if (count > canvas->before_count)
        canvas->before = xrealloc(canvas->before, count, sizeof *canvas->before);
    for (size_t i = 0; i < count; i++) canvas->before[i] = shown_of(canvas, &layers[i]);
    canvas->before_count = count;
    canvas->grade = grade;
    canvas->drawn = true;
    return canvas->frame;
}

void compose_flatten(const struct layer *layers, size_t count, struct picture *picture, int x,
                     int y) {
    AUTO_FREE struct layer *moved = xcalloc(count ? count : 1, sizeof *moved);
    AUTO_FREE size_t *band = xcalloc(count ? count : 1, sizeof *band);
    AUTO_FREE uint32_t *scratch = xcalloc(compose_scratch(picture->width), 4);
    size_t shown = 0;
    for (size_t i = 0; i < count; i++) {
        int x0, y0, x1, y1;
        moved[i] = layers[i];
        moved[i].x -= (int64_t)x * 65536;
        moved[i].y -= (int64_t)y * 65536;
        if (compose_layer_bounds(&moved[i], picture->width, picture->height, &x0, &y0, &x1,
                                 &y1))
            band[shown++] = i;
    }
    for (int row = 0; row < picture->height; row++)
        compose_run(moved, band, shown, row, 0, picture->width,
                    picture->pixels + (size_t)row * (size_t)picture->width, scratch);
    picture_measure(picture);
}
