/* Markdown (the part of CommonMark that people write stories in): the first heading is the
 * title, other headings are scenes when they read like one and sections otherwise; links keep
 * their words, pictures and fenced code go, quotation and list marks go. Emphasis is written
 * as in Fountain already. */
#include <string.h>
#include <strings.h>

#include "import/formats/formats.h"

static bool is_heading_of_scene(const char *text, size_t size) {
    static const char *const starts[] = {"INT.", "EXT.", "EST.", "INT ", "EXT ", "I/E"};
    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        size_t of = strlen(starts[i]);
        if (size > of && strncasecmp(text, starts[i], of) == 0) return true;
    }
    return false;
}

/* "[words](address)" gives the words, "![...](...)" nothing. */
static void add_inline(struct buf *out, const char *text, size_t size) {
    for (size_t i = 0; i < size;) {
        bool picture = text[i] == '!' && i + 1 < size && text[i + 1] == '[';
        if (text[i] == '[' || picture) {
            size_t open = i + picture;
            const char *close = memchr(text + open, ']', size - open);
            const char *end = close && close + 1 < text + size && close[1] == '('
                                  ? memchr(close, ')', (size_t)(text + size - close))
                                  : NULL;
            if (end) {
                if (!picture) buf_add(out, text + open + 1, (size_t)(close - text) - open - 1);
                i = (size_t)(end - text) + 1;
                continue;
            }
        }
        if (text[i] == '`') {
            i++;
            continue;
        }
        buf_add(out, text + i++, 1);
    }
}

/* What stands before a quotation, an item or an indent. */
static size_t lead_of(const char *line, size_t size) {
    size_t at = 0;
    while (at < size && (line[at] == ' ' || line[at] == '\t' || line[at] == '>')) at++;
    if (at + 1 < size && memchr("-*+", line[at], 3) && line[at + 1] == ' ') return at + 2;
    return at;
}

static bool is_rule(const char *text, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (text[i] != '-' && text[i] != '*' && text[i] != '_' && text[i] != ' ') return false;
    return size >= 3;
}

struct markdown {
    struct manuscript *manuscript;
    struct buf text;
    bool fenced, front;
};

static void finish(struct markdown *markdown, enum paragraph_kind kind) {
    manuscript_add(markdown->manuscript, kind, &markdown->text);
    size_t most = markdown->text.max;
    buf_done(&markdown->text);
    buf_init(&markdown->text, most);
}

static void read_heading(struct markdown *markdown, const char *text, size_t size) {
    while (size && (text[size - 1] == '#' || text[size - 1] == ' ')) size--;
    finish(markdown, PARAGRAPH_PROSE);
    if (is_heading_of_scene(text, size)) {
        add_inline(&markdown->text, text, size);
        finish(markdown, PARAGRAPH_HEADING);
    } else if (!markdown->manuscript->title && !markdown->manuscript->paragraphs.count) {
        struct buf title;
        buf_init(&title, 4096);
        add_inline(&title, text, size);
        if (title.size)
            markdown->manuscript->title =
                arena_copy(markdown->manuscript->arena, title.bytes, title.size);
        buf_done(&title);
    } else {
        buf_text(&markdown->text, "# ");
        add_inline(&markdown->text, text, size);
        finish(markdown, PARAGRAPH_PROSE);
    }
}

static void read_line(struct markdown *markdown, const char *line, size_t size) {
    if (size && line[size - 1] == '\r') size--;
    if (size >= 3 && (strncmp(line, "```", 3) == 0 || strncmp(line, "~~~", 3) == 0)) {
        markdown->fenced = !markdown->fenced;
        return;
    }
    if (markdown->fenced) return;
    size_t lead = lead_of(line, size), hashes = 0;
    while (lead + hashes < size && line[lead + hashes] == '#') hashes++;
    if (lead == size) {
        finish(markdown, PARAGRAPH_PROSE);
    } else if (hashes && hashes <= 6 && lead + hashes < size && line[lead + hashes] == ' ') {
        read_heading(markdown, line + lead + hashes + 1, size - lead - hashes - 1);
    } else if (is_rule(line + lead, size - lead)) {
        finish(markdown, PARAGRAPH_PROSE);
    } else {
        if (markdown->text.size) buf_text(&markdown->text, "\n");
        add_inline(&markdown->text, line + lead, size - lead);
    }
}

bool import_read_markdown(const char *bytes, size_t size, struct manuscript *manuscript,
                          struct error *why) {
    (void)why;
    struct markdown markdown = {.manuscript = manuscript};
    buf_init(&markdown.text, 1 << 20);
    for (size_t at = 0; at < size;) {
        const char *end = memchr(bytes + at, '\n', size - at);
        size_t line = end ? (size_t)(end - bytes) - at : size - at;
        read_line(&markdown, bytes + at, line);
        at += line + 1;
    }
    finish(&markdown, PARAGRAPH_PROSE);
    buf_done(&markdown.text);
    return true;
}
