#include "screenplay/lines.h"

/* U+2028 and U+2029 end a line, as do CR, LF, CRLF, form feed and U+0085. */
static bool is_line_end(uint32_t code) {
    return code == '\n' || code == '\r' || code == '\f' || code == 0x85 || code == 0x2028 ||
           code == 0x2029;
}

struct slice screenplay_clean(struct screenplay_builder *builder, const char *bytes,
                              size_t size) {
    if (size >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3)) bytes += 3, size -= 3;
    /* The worst byte becomes U+FFFD, three bytes long. Count first: nearly always nothing
     * grows. */
    const char *end = bytes + size;
    size_t bad = 0;
    for (const char *at = bytes; at < end;) {
        uint32_t code;
        if (*at >= 32 && *at < 127) {
            at++;
            continue;
        }
        at += utf8_decode(at, end, &code);
        bad += code == 0xfffd || code < 32 || code == 127;
    }
    char *out = arena_alloc(builder->arena, size + 2 * bad + 1, 1);
    size_t n = 0;
    int line = 1, column = 1, said_line = 0;
    for (const char *at = bytes; at < end;) {
        if (*at >= 32 && *at < 127) {
            out[n++] = *at++;
            column++;
            continue;
        }
        uint32_t code;
        size_t used = utf8_decode(at, end, &code);
        bool replaced = (code == 0xfffd && used == 1) || code == 0x7f ||
                        (code < 32 && code != '\t' && code != '\v' && !is_line_end(code));
        if (replaced && line != said_line) {
            screenplay_remark(
                builder, REMARK_ENCODING, line, column,
                "These bytes are not valid UTF-8 text and were replaced. Save the "
                "script as UTF-8 to keep them.");
            said_line = line;
        }
        if (code == '\r' && at + 1 < end && at[1] == '\n') used = 2;
        if (is_line_end(code)) {
            out[n++] = '\n';
            line++;
            column = 1;
        } else {
            if (replaced) {
                memcpy(out + n, "\xef\xbf\xbd", 3);
                n += 3;
            } else {
                memcpy(out + n, at, used);
                n += used;
            }
            column++;
        }
        at += used;
    }
    return (struct slice){out, n};
}

/* Where things next are, remembered so that a script full of openings is still read in one
 * pass. */
struct finder {
    struct slice text;
    size_t note_end, gap,
        bone_end; /* next at or after the position asked for; SIZE_MAX: none */
    bool note_end_known, gap_known, bone_end_known;
};

static size_t find_pair(struct slice text, size_t from, const char pair[2]) {
    for (const char *at = text.at + from, *end = text.at + text.size; at < end; at++) {
        at = memchr(at, pair[0], (size_t)(end - at));
        if (!at || at + 1 >= end) break;
        if (at[1] == pair[1]) return (size_t)(at - text.at);
    }
    return SIZE_MAX;
}

/* The first truly empty line's '\n' after `from`: a note does not reach over it. */
static size_t find_gap(struct slice text, size_t from) {
    return find_pair(text, from, "\n\n");
}

static size_t next_of(size_t *kept, bool *known, struct slice text, size_t from,
                      size_t (*find)(struct slice, size_t)) {
    if (!*known || (*kept != SIZE_MAX && *kept < from)) *kept = find(text, from);
    *known = true;
    return *kept;
}
static size_t find_note_end(struct slice text, size_t from) {
    return find_pair(text, from, "]]");
}
static size_t find_bone_end(struct slice text, size_t from) {
    return find_pair(text, from, "*/");
}

struct cutter {
    struct screenplay_lines *lines;
    struct screenplay_builder *builder;
    struct slice text;
    struct finder finder;
    size_t at, out;   /* read and write positions */
    int line, column; /* of `at` */
    uint32_t start;   /* the open line: where it begins in the output */
    int start_line, start_column;
    bool commented; /* something was taken out of the open line */
    bool said_note, said_bone;
};

static void skip(struct cutter *cutter, size_t to) {
    while (cutter->at < to) {
        unsigned char byte = (unsigned char)cutter->text.at[cutter->at++];
        if (byte == '\n')
            cutter->line++, cutter->column = 1;
        else if ((byte & 0xc0) != 0x80)
            cutter->column++;
    }
}

static void end_line(struct cutter *cutter) {
    struct screenplay_lines *lines = cutter->lines;
    struct slice raw = {lines->text + cutter->start, cutter->out - cutter->start};
    struct slice text = slice_trim_right(raw);
    bool blank_before = !lines->count || !lines->items[lines->count - 1].size;
    bool spaced = !text.size && raw.size >= 2 && raw.at[0] == ' ' && raw.at[1] == ' ';
    bool gone = !text.size && (cutter->commented || (blank_before && !spaced));
    if (!gone) {
        struct screenplay_line *line = list_push(lines);
        *line = (struct screenplay_line){cutter->start, (uint32_t)text.size, cutter->start_line,
                                         cutter->start_column, spaced};
    }
    cutter->start = (uint32_t)cutter->out;
    cutter->start_line = cutter->line;
    cutter->start_column = cutter->column;
    cutter->commented = false;
}

/* After something is taken out, one of the two spaces around it goes too. */
static void close_gap(struct cutter *cutter) {
    bool space_before =
        cutter->out == cutter->start || cutter->lines->text[cutter->out - 1] == ' ';
    if (space_before && cutter->at < cutter->text.size && cutter->text.at[cutter->at] == ' ')
        skip(cutter, cutter->at + 1);
    if (cutter->out == cutter->start) {
        cutter->start_line = cutter->line;
        cutter->start_column = cutter->column;
    }
    cutter->commented = true;
}

static bool take_note(struct cutter *cutter) {
    struct finder *f = &cutter->finder;
    size_t from = cutter->at + 2;
    size_t end = next_of(&f->note_end, &f->note_end_known, cutter->text, from, find_note_end);
    size_t gap = next_of(&f->gap, &f->gap_known, cutter->text, from, find_gap);
    if (end == SIZE_MAX || gap < end) {
        if (!cutter->said_note)
            screenplay_remark(
                cutter->builder, REMARK_STRUCTURE, cutter->line, cutter->column,
                "This note is never closed, so it is read as text. Write ]] where "
                "it ends.");
        cutter->said_note = true;
        return false;
    }
    struct slice body = slice_trim((struct slice){cutter->text.at + from, end - from});
    struct screenplay_note *note =
        cutter->lines->note_count == cutter->lines->note_room
            ? (cutter->lines->notes = list_grow(cutter->lines->notes, &cutter->lines->note_room,
                                                sizeof *cutter->lines->notes)) +
                  cutter->lines->note_count
            : cutter->lines->notes + cutter->lines->note_count;
    cutter->lines->note_count++;
    *note = (struct screenplay_note){cutter->lines->count,
                                     arena_copy(cutter->builder->arena, body.at, body.size),
                                     cutter->line, cutter->column};
    skip(cutter, end + 2);
    close_gap(cutter);
    return true;
}

static bool take_boneyard(struct cutter *cutter) {
    struct finder *f = &cutter->finder;
    size_t end =
        next_of(&f->bone_end, &f->bone_end_known, cutter->text, cutter->at + 2, find_bone_end);
    if (end == SIZE_MAX) {
        if (!cutter->said_bone)
            screenplay_remark(cutter->builder, REMARK_STRUCTURE, cutter->line, cutter->column,
                              "This /* is never closed, so what follows is read as part of the "
                              "script. Write */ where it ends.");
        cutter->said_bone = true;
        return false;
    }
    skip(cutter, end + 2);
    close_gap(cutter);
    return true;
}

void screenplay_lines_init(struct screenplay_lines *lines, struct screenplay_builder *builder,
                           struct slice text, bool comments) {
    *lines = (struct screenplay_lines){.text = arena_alloc(builder->arena, text.size + 1, 1)};
    struct cutter cutter = {.lines = lines,
                            .builder = builder,
                            .text = text,
                            .line = 1,
                            .column = 1,
                            .start_line = 1,
                            .start_column = 1};
    cutter.finder.text = text;
    while (cutter.at < text.size) {
        const char *at = text.at + cutter.at;
        char next = cutter.at + 1 < text.size ? at[1] : '\0';
        if (comments && *at == '[' && next == '[' && take_note(&cutter)) continue;
        if (comments && *at == '/' && next == '*' && take_boneyard(&cutter)) continue;
        if (*at == '\n') {
            skip(&cutter, cutter.at + 1);
            end_line(&cutter);
            continue;
        }
        size_t run = 1; /* plain bytes are copied together */
        while (cutter.at + run < text.size && at[run] != '\n' && at[run] != '[' &&
               at[run] != '/')
            run++;
        memcpy(lines->text + cutter.out, at, run);
        cutter.out += run;
        skip(&cutter, cutter.at + run);
    }
    if (cutter.out > cutter.start) end_line(&cutter);
}

void screenplay_lines_done(struct screenplay_lines *lines) {
    free(lines->items);
    free(lines->notes);
}
