/* A PDF's text layer through Poppler: lines as it finds them, with the place of each. Scans
 * have no text layer; that is said. */
#include <poppler.h>
#include <string.h>

#include "base/utf8.h"
#include "import/formats/formats.h"
#include "import/formats/layout.h"

enum { MAX_PAGES = 1000, MAX_LINES = 200000 };

struct page_line {
    size_t from, size; /* bytes of the page's text */
    double x_pt, right_pt, y_pt, height_pt;
};
struct page_lines {
    struct page_line *items;
    size_t count, room;
};

/* Poppler gives one rectangle for each code point of the text, line ends included. */
static void find_lines(const char *text, const PopplerRectangle *boxes, guint count,
                       struct page_lines *lines) {
    const char *end = text + strlen(text), *at = text;
    bool open = false;
    for (guint i = 0; at < end && i < count; i++) {
        uint32_t code;
        size_t used = utf8_decode(at, end, &code);
        bool blank = code == ' ' || code == '\t' || code == 0xa0;
        if (code == '\n') {
            open = false;
        } else if (!blank || open) {
            if (!open) {
                struct page_line *line = list_push(lines);
                *line = (struct page_line){(size_t)(at - text), 0,
                                           boxes[i].x1,         boxes[i].x2,
                                           boxes[i].y1,         boxes[i].y2 - boxes[i].y1};
                open = true;
            }
            struct page_line *line = &lines->items[lines->count - 1];
            line->size = (size_t)(at - text) + used - line->from;
            if (!blank) line->right_pt = boxes[i].x2;
        }
        at += used;
    }
}

static int by_place(const void *a, const void *b) {
    const struct page_line *one = a, *other = b;
    double down = one->y_pt - other->y_pt;
    double same = 0.4 * (one->height_pt < other->height_pt ? one->height_pt : other->height_pt);
    if (down < -same || down > same) return down < 0 ? -1 : 1;
    return (one->x_pt > other->x_pt) - (one->x_pt < other->x_pt);
}

/* The usual distance from line to line: the smallest that occurs often. */
static double pitch_of(const struct page_lines *lines) {
    double best = 0;
    for (size_t i = 1; i < lines->count; i++) {
        double down = lines->items[i].y_pt - lines->items[i - 1].y_pt;
        if (down > 0.5 * lines->items[i].height_pt && (best == 0 || down < best)) best = down;
    }
    return best;
}

static void add_page(struct layout *layout, struct arena *arena, const char *text,
                     const PopplerRectangle *boxes, guint count, double width_pt) {
    struct page_lines lines = {0};
    find_lines(text, boxes, count, &lines);
    if (lines.count) qsort(lines.items, lines.count, sizeof *lines.items, by_place);
    double pitch = pitch_of(&lines), before = 0;
    for (size_t i = 0; i < lines.count && layout->lines.count < MAX_LINES; i++) {
        const struct page_line *line = &lines.items[i];
        struct buf escaped;
        buf_init(&escaped, 1 << 16);
        manuscript_run(&escaped, text + line->from, line->size, 0);
        while (escaped.size && escaped.bytes[escaped.size - 1] == ' ') escaped.size--;
        bool beside = i && line->y_pt - before < 0.4 * line->height_pt;
        if (beside && layout->lines.count) { /* numbers right of a heading */
            struct layout_line *last = &layout->lines.items[layout->lines.count - 1];
            last->text = arena_printf(arena, "%s  %.*s", last->text, (int)escaped.size,
                                      escaped.bytes ? escaped.bytes : "");
        } else if (escaped.size) {
            struct layout_line *added = list_push(&layout->lines);
            added->text = arena_copy(arena, escaped.bytes, escaped.size);
            added->x_pt = line->x_pt;
            added->page = i == 0;
            added->gap = i && line->y_pt - before > 1.45 * pitch;
            double left = line->x_pt, right = width_pt - line->right_pt;
            added->centered =
                left > 120 && right > 100 && left - right < 12 && right - left < 12;
        }
        before = line->y_pt;
        buf_done(&escaped);
    }
    list_done(&lines);
}

bool import_read_pdf(const char *bytes, size_t size, struct manuscript *manuscript,
                     struct error *why) {
    GError *problem = NULL;
    GBytes *data = g_bytes_new_static(bytes, size);
    PopplerDocument *document = poppler_document_new_from_bytes(data, NULL, &problem);
    g_bytes_unref(data);
    if (!document) {
        bool locked = problem && problem->code == POPPLER_ERROR_ENCRYPTED;
        g_clear_error(&problem);
        return error_set(why, PROBLEM_BAD_INPUT,
                         locked ? "This PDF is locked with a password; save it without one."
                                : "This PDF is damaged and cannot be opened.");
    }
    int pages = poppler_document_get_n_pages(document);
    struct layout layout = {0};
    for (int i = 0; i < pages && i < MAX_PAGES; i++) {
        PopplerPage *page = poppler_document_get_page(document, i);
        if (!page) continue;
        double width = 0, height = 0;
        poppler_page_get_size(page, &width, &height);
        char *text = poppler_page_get_text(page);
        PopplerRectangle *boxes = NULL;
        guint count = 0;
        if (text && poppler_page_get_text_layout(page, &boxes, &count))
            add_page(&layout, manuscript->arena, text, boxes, count, width);
        g_free(boxes);
        g_free(text);
        g_object_unref(page);
    }
    g_object_unref(document);
    bool any = layout.lines.count > 0;
    layout_read(&layout, manuscript);
    list_done(&layout.lines);
    return any || error_set(why, PROBLEM_BAD_INPUT,
                            "This PDF holds pictures of pages and no text; export the script "
                            "as text, or as a PDF with text in it.");
}
