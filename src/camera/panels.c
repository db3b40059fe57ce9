#include "camera/panels.h"

#include <math.h>
#include <string.h>

#include "camera/camera.h"

/* BT.709, limited range: warm black between the panels, paper white round an inset. */
static const uint8_t table_color[3] = {27, 126, 131}, border_color[3] = {216, 123, 131};

static int even(double value) {
    return 2 * (int)floor(value / 2 + 0.5);
}

struct area {
    double x, y, width, height;
};

static void give(struct panel *panel, struct area area) {
    panel->x = even(area.x);
    panel->y = even(area.y);
    panel->width = even(area.x + area.width) - panel->x;
    panel->height = even(area.y + area.height) - panel->y;
    if (panel->width < 16) panel->width = 16;
    if (panel->height < 16) panel->height = 16;
}

/* Two side by side, one above the other in a tall frame; `share` of it for the speaker. */
static void split(struct panels *panels, double width, double height, double share,
                  size_t speaker) {
    bool tall = height > width;
    double all = (tall ? height : width) - panels->gap;
    double first = all * (speaker == 0 ? share : 1 - share), at = first + panels->gap;
    if (tall) {
        give(&panels->panel[0], (struct area){0, 0, width, first});
        give(&panels->panel[1], (struct area){0, at, width, height - at});
    } else {
        give(&panels->panel[0], (struct area){0, 0, first, height});
        give(&panels->panel[1], (struct area){at, 0, width - at, height});
    }
}

/* Four in two rows, three in one (a column in a tall frame). */
static void table(struct panels *panels, double width, double height) {
    bool four = panels->count == 4, tall = height > width;
    int across = four ? 2 : tall ? 1 : 3, down = four ? 2 : tall ? 3 : 1;
    double w = (width - panels->gap * (across - 1)) / across;
    double h = (height - panels->gap * (down - 1)) / down;
    for (int i = 0; i < (int)panels->count; i++)
        give(&panels->panel[i], (struct area){i % across * (w + panels->gap),
                                              i / across % down * (h + panels->gap), w, h});
}

/* The speaker fills the frame; the others look in from its right edge, or from the upper edge
 * of a tall one. */
static void inset(struct panels *panels, double width, double height, size_t speaker) {
    bool tall = height > width;
    struct panel first = panels->panel[speaker];
    memmove(&panels->panel[1], &panels->panel[0], speaker * sizeof first);
    panels->panel[0] = first;
    give(&panels->panel[0], (struct area){0, 0, width, height});
    size_t others = panels->count - 1;
    double margin = 0.035 * (tall ? width : height), size = tall ? 0.29 * width : 0.29 * height;
    double w = tall ? size : size * 1.34, h = size;
    for (size_t i = 0; i < others; i++) {
        double along = (double)i * ((tall ? w : h) + margin);
        give(&panels->panel[i + 1],
             (struct area){tall ? width - margin - w - along : width - margin - w,
                           tall ? 0.032 * height : margin + along, w, h});
        panels->panel[i + 1].inset = true;
    }
}

/* What one panel shows: the same moment, one person, no words of the whole frame. */
static void order_panel(struct panel *panel, const struct shot_order *order) {
    panel->order = *order;
    panel->order.shot = &panel->shot;
    panel->order.width = panel->width;
    panel->order.height = panel->height;
    panel->order.captions = NULL;
    panel->order.caption_count = 0;
    panel->order.mark = NULL;
    panel->order.names = NULL;
    panel->order.name_count = 0;
    for (size_t i = 0; i < order->name_count; i++)
        if (order->names[i].character == panel->shot.subject && !panel->inset) {
            panel->name = order->names[i];
            bool whole = panel->width == order->width && panel->height == order->height;
            panel->name.size = whole ? 0 : 0.04 * fmin(order->width, order->height);
            panel->order.names = &panel->name;
            panel->order.name_count = 1;
        }
}

void panels_plan(struct panels *panels, const struct shot_order *order) {
    const struct shot *shot = order->shot;
    size_t row[PANELS_MAX], count = 0;
    for (size_t i = 0; i < shot->placement_count; i++) {
        if (count == PANELS_MAX) break;
        size_t k = count++;
        for (; k > 0 && shot->placements[row[k - 1]].x > shot->placements[i].x; k--)
            row[k] = row[k - 1];
        row[k] = i;
    }
    *panels = (struct panels){.count = count};
    panels->gap = even(fmax(2, 0.009 * fmin(order->width, order->height)));
    size_t speaker = 0;
    for (size_t i = 0; i < count; i++) {
        struct panel *panel = &panels->panel[i];
        panel->shot = *shot;
        panel->shot.kind = SHOT_SINGLE;
        panel->shot.size = SIZE_MEDIUM_CLOSE;
        panel->shot.subject = shot->placements[row[i]].character;
        panel->shot.other = -1;
        panel->shot.move = MOVE_STATIC;
        panel->shot.move_amount = 0;
        if (panel->shot.subject == shot->subject) speaker = i;
    }
    double width = order->width, height = order->height;
    if (count < 2 || shot->layout == LAYOUT_INSET)
        inset(panels, width, height, speaker);
    else if (count > 2)
        table(panels, width, height);
    else
        split(panels, width, height,
              shot->layout == LAYOUT_SPLIT_70   ? 0.7
              : shot->layout == LAYOUT_SPLIT_60 ? 0.6
                                                : 0.5,
              speaker);
    for (size_t i = 0; i < count; i++) order_panel(&panels->panel[i], order);
}

/* ---- Putting together ---- */

static void fill(struct frame *frame, int x, int y, int width, int height,
                 const uint8_t color[3]) {
    int right = x + width < frame->width ? x + width : frame->width;
    int bottom = y + height < frame->height ? y + height : frame->height;
    x = x < 0 ? 0 : x;
    y = y < 0 ? 0 : y;
    for (int plane = 0; plane < 3; plane++) {
        int part = plane ? 2 : 1;
        for (int row = y / part; row < bottom / part; row++)
            memset(frame->planes[plane] + (ptrdiff_t)row * frame->strides[plane] + x / part,
                   color[plane], (size_t)((right - x) / part));
    }
}

void panels_clear(struct frame *frame) {
    fill(frame, 0, 0, frame->width, frame->height, table_color);
}

void panels_put(const struct panel *panel, int gap, const struct frame *from,
                struct frame *to) {
    if (panel->inset)
        fill(to, panel->x - gap, panel->y - gap, panel->width + 2 * gap,
             panel->height + 2 * gap, border_color);
    int width = panel->width, height = panel->height;
    if (panel->x + width > to->width) width = to->width - panel->x;
    if (panel->y + height > to->height) height = to->height - panel->y;
    for (int plane = 0; plane < 3; plane++) {
        int part = plane ? 2 : 1;
        for (int row = 0; row < height / part; row++)
            memcpy(to->planes[plane] + (ptrdiff_t)(row + panel->y / part) * to->strides[plane] +
                       panel->x / part,
                   from->planes[plane] + (ptrdiff_t)row * from->strides[plane],
                   (size_t)(width / part));
    }
}

/* Premultiplied, full range, to what is added to each plane (16.16), less the offset. */
static int32_t part_of(uint32_t pixel, int plane) {
    int32_t r = (int32_t)(pixel >> 16 & 255), g = (int32_t)(pixel >> 8 & 255),
            b = (int32_t)(pixel & 255);
    if (plane == 0) return 11966 * r + 40254 * g + 4064 * b;
    if (plane == 1) return -6596 * r - 22189 * g + 28784 * b;
    return 28784 * r - 26145 * g - 2639 * b;
}

void panels_overlay(const struct layer *layer, struct frame *frame) {
    const struct picture *picture = layer->picture;
    if (!picture) return;
    int left = (int)(layer->x >> 16) & ~1, top = (int)(layer->y >> 16) & ~1;
    for (int plane = 0; plane < 3; plane++) {
        int part = plane ? 2 : 1;
        for (int y = 0; y < picture->height; y += part)
            for (int x = 0; x < picture->width; x += part) {
                int to_x = (left + x) / part, to_y = (top + y) / part;
                if (left + x < 0 || top + y < 0 || left + x >= frame->width ||
                    top + y >= frame->height)
                    continue;
                uint32_t pixel =
                    picture->pixels[(size_t)y * (size_t)picture->width + (size_t)x];
                int32_t keep = 255 - (int32_t)(pixel >> 24), base = plane ? 128 : 16;
                if (keep == 255) continue;
                uint8_t *at =
                    frame->planes[plane] + (ptrdiff_t)to_y * frame->strides[plane] + to_x;
                int32_t sum =
                    (*at - base) * keep / 255 + ((part_of(pixel, plane) + 32768) >> 16);
                *at = (uint8_t)(base + sum);
            }
    }
}
