#include "import/formats/manuscript.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

struct manuscript manuscript_new(void) {
    return (struct manuscript){.arena = arena_new()};
}

void manuscript_done(struct manuscript *manuscript) {
    list_done(&manuscript->paragraphs);
    arena_free(manuscript->arena);
}

/* ---- texts ---- */

static void add_marks(struct buf *out, int style) {
    if (style & MANUSCRIPT_UNDERLINE) buf_text(out, "_");
    if (style & MANUSCRIPT_BOLD) buf_text(out, "**");
    if (style & MANUSCRIPT_ITALIC) buf_text(out, "*");
}

static void close_marks(struct buf *out, int style) {
    if (style & MANUSCRIPT_ITALIC) buf_text(out, "*");
    if (style & MANUSCRIPT_BOLD) buf_text(out, "**");
    if (style & MANUSCRIPT_UNDERLINE) buf_text(out, "_");
}

static void add_code(struct buf *out, uint32_t code) {
    char bytes[4];
    bool control = (code < 0x20 && code != '\n') || (code >= 0x7f && code < 0xa0);
    if (control || code == 0xfeff || code == 0xad) code = code == '\t' ? ' ' : 0;
    if (!code) return;
    if (code == 0xa0 || code == 0x2028) code = code == 0xa0 ? ' ' : '\n';
    if (code == '*' || code == '_' || code == '\\') buf_text(out, "\\");
    /* notes and boneyards that nobody meant */
    char last = out->size ? out->bytes[out->size - 1] : 0;
    if ((code == '[' && last == '[') || (code == '/' && last == '/')) buf_text(out, " ");
    buf_add(out, bytes, utf8_encode(code, bytes));
}

void manuscript_run(struct buf *out, const char *text, size_t size, int style) {
    const char *end = text + size, *at = text;
    while (at < end && (*at == ' ' || *at == '\n' || *at == '\t'))
        add_code(out, (uint8_t)*at++);
    while (end > at && (end[-1] == ' ' || end[-1] == '\n' || end[-1] == '\t')) end--;
    if (at < end) {
        add_marks(out, style);
        while (at < end) {
            uint32_t code;
            at += utf8_decode(at, end, &code);
            add_code(out, code);
        }
        close_marks(out, style);
    }
    for (; at < text + size; at++) add_code(out, (uint8_t)*at);
}

void manuscript_add(struct manuscript *manuscript, enum paragraph_kind kind,
                    const struct buf *text) {
    size_t from = 0, to = text->size;
    while (from < to && (text->bytes[from] == ' ' || text->bytes[from] == '\n')) from++;
    while (to > from && (text->bytes[to - 1] == ' ' || text->bytes[to - 1] == '\n')) to--;
    if (from == to) return;
    struct paragraph *paragraph = list_push(&manuscript->paragraphs);
    paragraph->kind = kind;
    paragraph->text = arena_copy(manuscript->arena, text->bytes + from, to - from);
}

/* ---- as Fountain ---- */

static bool is_plain_heading(const char *text) {
    static const char *const starts[] = {"INT", "EXT", "EST", "I/E", "INT./EXT", "INT/EXT"};
    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        size_t size = strlen(starts[i]);
        if (strncasecmp(text, starts[i], size) == 0 && (text[size] == '.' || text[size] == ' '))
            return true;
    }
    return false;
}

static bool has_lower(const char *text) {
    const char *end = text + strlen(text);
    for (const char *at = text; at < end && *at != '(';) {
        uint32_t code;
        at += utf8_decode(at, end, &code);
        if (utf8_is_lower(code)) return true;
    }
    return false;
}

static bool has_letter(const char *text) {
    const char *end = text + strlen(text);
    for (const char *at = text; at < end;) {
        uint32_t code;
        at += utf8_decode(at, end, &code);
        if (utf8_is_letter(code)) return true;
    }
    return false;
}

/* Would Fountain take this line of action for something else? */
static bool needs_force(const char *line) {
    return strchr(".>@!~#=", line[0]) || is_plain_heading(line) || !has_lower(line);
}

/* One line of text after another, each behind `mark` where `force` says so. */
static void write_lines(struct buf *out, const char *text, const char *mark,
                        bool (*force)(const char *line), const char *empty) {
    for (const char *at = text;;) {
        size_t size = strcspn(at, "\n");
        if (size == 0)
            buf_text(out, empty);
        else if (force && !force(at))
            buf_add(out, at, size);
        else
            buf_printf(out, "%s%.*s", mark, (int)size, at);
        buf_text(out, "\n");
        if (!at[size]) break;
        at += size + 1;
    }
}

/* Headings and names are one line, whatever the file did. */
static const char *one_line(struct arena *arena, const char *text) {
    char *copy = arena_copy(arena, text, strlen(text));
    for (char *at = copy; *at; at++)
        if (*at == '\n') *at = ' ';
    return copy;
}

static void write_cue(struct buf *out, const char *name, bool second) {
    const char *bare = name[0] == '@' ? name + 1 : name;
    bool plain = !has_lower(bare) && has_letter(bare) && !strchr(".>!~#=(", bare[0]) &&
                 !is_plain_heading(bare);
    buf_printf(out, "%s%s%s\n", plain ? "" : "@", bare, second ? " ^" : "");
}

static void write_paragraph(const struct manuscript *manuscript,
                            const struct paragraph *paragraph, struct buf *out) {
    const char *line = one_line(manuscript->arena, paragraph->text);
    switch (paragraph->kind) {
    case PARAGRAPH_HEADING:
        buf_printf(out, "%s%s\n", is_plain_heading(line) ? "" : ".",
                   line[0] == '.' ? line + 1 : line);
        break;
    case PARAGRAPH_CHARACTER:
        write_cue(out, line, paragraph->second);
        break;
    case PARAGRAPH_PARENTHETICAL:
        buf_printf(out, line[0] == '(' ? "%s\n" : "(%s)\n", line);
        break;
    case PARAGRAPH_DIALOGUE:
        write_lines(out, paragraph->text, "", NULL, "  ");
        break;
    case PARAGRAPH_LYRIC:
        write_lines(out, paragraph->text, "~", NULL, "  ");
        break;
    case PARAGRAPH_TRANSITION:
        buf_printf(out, "> %s\n", line);
        break;
    case PARAGRAPH_CENTERED:
        buf_printf(out, "> %s <\n", line);
        break;
    case PARAGRAPH_PROSE:
        write_lines(out, paragraph->text, "", NULL, "");
        break;
    case PARAGRAPH_ACTION:
        write_lines(out, paragraph->text, "!", needs_force, "");
        break;
    }
}

static bool is_spoken(enum paragraph_kind kind) {
    return kind == PARAGRAPH_PARENTHETICAL || kind == PARAGRAPH_DIALOGUE ||
           kind == PARAGRAPH_LYRIC;
}

void manuscript_write(const struct manuscript *manuscript, struct buf *out) {
    if (manuscript->title)
        buf_printf(out, "Title: %s\n", one_line(manuscript->arena, manuscript->title));
    if (manuscript->author)
        buf_printf(out, "Author: %s\n", one_line(manuscript->arena, manuscript->author));
    bool speech = false; /* inside of what a cue began */
    for (size_t i = 0; i < manuscript->paragraphs.count; i++) {
        struct paragraph paragraph = manuscript->paragraphs.items[i];
        bool spoken = is_spoken(paragraph.kind);
        if (spoken && !speech && paragraph.kind != PARAGRAPH_LYRIC) { /* said by nobody */
            paragraph.kind = PARAGRAPH_ACTION;
            spoken = false;
        }
        speech = paragraph.kind == PARAGRAPH_CHARACTER || (speech && spoken);
        if (out->size && !(spoken && i)) buf_text(out, "\n");
        write_paragraph(manuscript, &paragraph, out);
    }
}
