#include "import/formats/layout.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

enum { /* points right of the action's column */
       DIALOGUE_FROM = 36,
       CUE_FROM = 100,
       TRANSITION_FROM = 250,
       SAME_COLUMN = 9,
};

static bool is_heading(const char *text) {
    static const char *const starts[] = {"INT.", "EXT.", "EST.", "INT/", "EXT/",
                                         "INT ", "EXT ", "I/E",  "INT-", "EXT-"};
    while (*text >= '0' && *text <= '9') text++; /* scene numbers */
    while (*text == ' ' || *text == '.') text++;
    for (size_t i = 0; i < COUNT_OF(starts); i++)
        if (strncmp(text, starts[i], strlen(starts[i])) == 0) return true;
    return false;
}

/* "12  INT. HOUSE - DAY  12" without its numbers. */
static const char *heading_of(struct arena *arena, const char *text) {
    const char *from = text;
    while (*from >= '0' && *from <= '9') from++;
    while (*from == ' ' || *from == '.') from++;
    if (from == text || !is_heading(text)) from = text;
    size_t size = strlen(from), end = size;
    while (end && from[end - 1] >= '0' && from[end - 1] <= '9') end--;
    bool numbered = end > 1 && end < size && from[end - 1] == ' ' && from[end - 2] == ' ';
    if (!numbered) end = size;
    while (end && from[end - 1] == ' ') end--;
    return arena_copy(arena, from, end);
}

static bool is_upper(const char *text) {
    bool letter = false;
    const char *end = text + strlen(text);
    for (const char *at = text; at < end && *at != '(';) {
        uint32_t code;
        at += utf8_decode(at, end, &code);
        if (utf8_is_lower(code)) return false;
        letter |= utf8_is_letter(code);
    }
    return letter;
}

static bool ends_sentence(const char *text) {
    size_t size = strlen(text);
    return size && strchr(".?!\")", text[size - 1]);
}

/* Page numbers and what printers put around page breaks. */
static bool is_furniture(const char *text) {
    if (strcasecmp(text, "(MORE)") == 0 || strcasecmp(text, "(CONTINUED)") == 0 ||
        strncasecmp(text, "CONTINUED:", 10) == 0)
        return true;
    size_t digits = strspn(text, "0123456789");
    return digits && digits <= 4 && (!text[digits] || !strcmp(text + digits, "."));
}

/* The column that most lines begin in, of the leftmost that holds a tenth of them. */
static double action_column(const struct layout *layout) {
    enum { COLUMNS = 600 };
    int counts[COLUMNS] = {0}, lines = 0;
    for (size_t i = 0; i < layout->lines.count; i++) {
        double x = layout->lines.items[i].x_pt;
        if (x < 0 || x >= COLUMNS || layout->lines.items[i].centered) continue;
        counts[(int)x]++;
        lines++;
    }
    for (int x = 0; x < COLUMNS; x++) {
        int here = 0, best = x;
        for (int near = x; near < COLUMNS && near < x + SAME_COLUMN; near++) {
            here += counts[near];
            if (counts[near] > counts[best]) best = near;
        }
        if (here * 10 >= lines && here) return best;
    }
    return 0;
}

static bool is_cue(const struct layout *layout, size_t i, double left) {
    const struct layout_line *line = &layout->lines.items[i];
    double right = line->x_pt - left;
    if (!line->gap && !line->page) return false;
    if (right < CUE_FROM || right >= TRANSITION_FROM || strlen(line->text) > 60 ||
        !is_upper(line->text) || i + 1 >= layout->lines.count)
        return false;
    const struct layout_line *next = &layout->lines.items[i + 1];
    return !next->gap && next->x_pt < line->x_pt - 20 && next->x_pt - left >= DIALOGUE_FROM;
}

static bool is_screenplay(const struct layout *layout, double left) {
    for (size_t i = 0; i < layout->lines.count; i++)
        if (is_heading(layout->lines.items[i].text) || is_cue(layout, i, left)) return true;
    return false;
}

struct builder {
    struct manuscript *manuscript;
    struct buf text; /* of the paragraph being put together */
    enum paragraph_kind kind;
    bool open;
};

static void finish(struct builder *builder) {
    if (builder->open) manuscript_add(builder->manuscript, builder->kind, &builder->text);
    size_t most = builder->text.max;
    buf_done(&builder->text);
    buf_init(&builder->text, most);
    builder->open = false;
}

static void put(struct builder *builder, enum paragraph_kind kind, const char *text, bool on) {
    if (!on || !builder->open || builder->kind != kind) {
        finish(builder);
        builder->kind = kind;
        builder->open = true;
    } else {
        size_t size = builder->text.size;
        bool broken = size > 1 && builder->text.bytes[size - 1] == '-' &&
                      builder->text.bytes[size - 2] != '-';
        if (!broken) buf_text(&builder->text, " ");
    }
    buf_text(&builder->text, text);
}

static void read_screenplay(const struct layout *layout, struct builder *builder, double left) {
    bool speech = false;
    for (size_t i = 0; i < layout->lines.count; i++) {
        const struct layout_line *line = &layout->lines.items[i];
        double right = line->x_pt - left;
        bool on =
            !line->gap &&
            (!line->page || !ends_sentence(builder->text.bytes ? builder->text.bytes : ""));
        if (line->gap) speech = false;
        if (is_heading(line->text) && right < CUE_FROM) {
            speech = false;
            put(builder, PARAGRAPH_HEADING, heading_of(builder->manuscript->arena, line->text),
                on && !line->page);
        } else if (is_cue(layout, i, left)) {
            speech = true;
            put(builder, PARAGRAPH_CHARACTER, line->text, false);
        } else if (speech && right >= DIALOGUE_FROM) {
            bool opens = line->text[0] == '(';
            bool inside = builder->open && builder->kind == PARAGRAPH_PARENTHETICAL &&
                          builder->text.size &&
                          builder->text.bytes[builder->text.size - 1] != ')';
            put(builder, opens || inside ? PARAGRAPH_PARENTHETICAL : PARAGRAPH_DIALOGUE,
                line->text, !opens);
        } else {
            speech = false;
            size_t size = strlen(line->text);
            bool to = size > 3 && strcmp(line->text + size - 3, "TO:") == 0;
            bool moves = is_upper(line->text) && size < 40 && (to || right >= TRANSITION_FROM);
            put(builder,
                moves            ? PARAGRAPH_TRANSITION
                : line->centered ? PARAGRAPH_CENTERED
                                 : PARAGRAPH_ACTION,
                line->text, on && !moves);
        }
    }
    finish(builder);
}

static void read_prose(const struct layout *layout, struct builder *builder, double left) {
    for (size_t i = 0; i < layout->lines.count; i++) {
        const struct layout_line *line = &layout->lines.items[i];
        bool indented = line->x_pt - left >= SAME_COLUMN; /* a paragraph's first line */
        bool ended = builder->text.size && ends_sentence(builder->text.bytes);
        put(builder, PARAGRAPH_PROSE, line->text,
            !line->gap && !(indented && ended) && !(line->page && ended));
    }
    finish(builder);
}

/* A title page: few lines, no heading, before the first page that has more. */
static void take_title_page(struct layout *layout, struct manuscript *manuscript) {
    size_t end = 1;
    while (end < layout->lines.count && !layout->lines.items[end].page) end++;
    if (end >= layout->lines.count || end > 16) return;
    for (size_t i = 0; i < end; i++)
        if (is_heading(layout->lines.items[i].text)) return;
    manuscript->title = layout->lines.items[0].text;
    bool by = false;
    for (size_t i = 1; i < end && !manuscript->author; i++) {
        const char *text = layout->lines.items[i].text;
        size_t at = strncasecmp(text, "written by", 10) == 0 ? 10
                    : strncasecmp(text, "by", 2) == 0        ? 2
                                                             : 0;
        while (at && text[at] == ' ') at++;
        if (by || (at && text[at])) manuscript->author = text + at;
        by |= at > 0;
    }
    memmove(layout->lines.items, layout->lines.items + end,
            (layout->lines.count - end) * sizeof *layout->lines.items);
    layout->lines.count -= end;
}

static void drop_furniture(struct layout *layout) {
    size_t kept = 0;
    bool page = false, gap = false;
    for (size_t i = 0; i < layout->lines.count; i++) {
        struct layout_line line = layout->lines.items[i];
        page |= line.page;
        gap |= line.gap;
        if (is_furniture(line.text)) continue;
        line.page = page;
        line.gap = gap && !page;
        layout->lines.items[kept++] = line;
        page = gap = false;
    }
    layout->lines.count = kept;
}

void layout_read(struct layout *layout, struct manuscript *manuscript) {
    drop_furniture(layout);
    if (!layout->lines.count) return;
    double left = action_column(layout);
    struct builder builder = {.manuscript = manuscript};
    buf_init(&builder.text, 1 << 20);
    if (is_screenplay(layout, left)) {
        take_title_page(layout, manuscript);
        left = action_column(layout);
        read_screenplay(layout, &builder, left);
    } else {
        read_prose(layout, &builder, left);
    }
    buf_done(&builder.text);
}
