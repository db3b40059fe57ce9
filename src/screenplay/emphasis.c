#include "screenplay/emphasis.h"

enum { MARK_ITALIC = 1, MARK_BOLD = 2, MARK_BOTH = 3, MARK_UNDERLINE = 4, MARK_KINDS = 5 };

struct mark {
    size_t at;   /* in the source */
    int kind;    /* MARK_... */
    int partner; /* the mark that closes or opens it, or -1 */
};

struct marks {
    LIST(struct mark) list;
    int open[MARK_KINDS]; /* the newest unclosed mark of each kind on this line, or -1 */
};

static void match(struct marks *marks, int a, int b) {
    marks->list.items[a].partner = b;
    marks->list.items[b].partner = a;
}

static void add_mark(struct marks *marks, struct slice text, size_t at, size_t size, int kind) {
    size_t used;
    uint32_t before = slice_code_before(text, at, &used);
    uint32_t after = slice_code(text, at + size, &used);
    bool can_close = before && !utf8_is_space(before);
    bool can_open = after && !utf8_is_space(after);
    if (kind == MARK_UNDERLINE) { /* snake_case is a word */
        if (utf8_is_letter(before) && utf8_is_letter(after)) return;
    }
    int self = (int)marks->list.count;
    *list_push(&marks->list) = (struct mark){at, kind, -1};
    int *open = &marks->open[kind];
    if (can_close && *open >= 0 && marks->list.items[*open].at + size < at) {
        match(marks, *open, self);
        *open = -1;
    } else if (can_open) {
        *open = self;
    }
}

static void find_marks(struct marks *marks, struct slice text) {
    memset(marks->open, -1, sizeof marks->open);
    for (size_t i = 0; i < text.size;) {
        char byte = text.at[i];
        if (byte == '\n') {
            memset(marks->open, -1, sizeof marks->open);
            i++;
        } else if (byte == '\\') {
            i += i + 1 < text.size && strchr("*_\\", text.at[i + 1]) ? 2 : 1;
        } else if (byte == '_') {
            add_mark(marks, text, i, 1, MARK_UNDERLINE);
            i++;
        } else if (byte == '*') {
            size_t run = 1;
            while (i + run < text.size && text.at[i + run] == '*') run++;
            if (run <= 3) add_mark(marks, text, i, run, (int)run);
            i += run;
        } else {
            i++;
        }
    }
}

static int style_of(int kind) {
    return kind == MARK_UNDERLINE ? EMPHASIS_UNDERLINE
           : kind == MARK_BOTH    ? EMPHASIS_BOLD | EMPHASIS_ITALIC
           : kind == MARK_BOLD    ? EMPHASIS_BOLD
                                  : EMPHASIS_ITALIC;
}

void screenplay_emphasis(struct screenplay_builder *builder, struct element *element,
                         char *text) {
    if (!strpbrk(text, "*_\\")) return;
    struct slice source = slice_of(text);
    struct marks marks = {0};
    find_marks(&marks, source);
    LIST(struct emphasis) found = {0};
    size_t *starts = xcalloc(marks.list.count, sizeof *starts); /* in the output, per mark */
    size_t out = 0, next = 0;
    for (size_t i = 0; i < source.size;) {
        if (next < marks.list.count && marks.list.items[next].at == i) {
            struct mark mark = marks.list.items[next];
            if (mark.partner >= 0) {
                starts[next] = out;
                if (mark.partner < (int)next)
                    *list_push(&found) = (struct emphasis){
                        starts[mark.partner], out - starts[mark.partner], style_of(mark.kind)};
                i += mark.kind == MARK_UNDERLINE ? 1 : (size_t)mark.kind;
                next++;
                continue;
            }
            next++;
        }
        if (text[i] == '\\' && i + 1 < source.size && strchr("*_\\", text[i + 1])) i++;
        text[out++] = text[i++];
    }
    text[out] = '\0';
    element->emphasis_count = found.count;
    element->emphasis = list_take(builder->arena, &found);
    list_done(&found);
    free(starts);
    list_done(&marks.list);
}
