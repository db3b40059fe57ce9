#include "base/buf.h"
#include "screenplay/cue.h"
#include "screenplay/emphasis.h"
#include "screenplay/heading.h"
#include "screenplay/read.h"
#include "screenplay/title_page.h"

struct reading {
    struct screenplay_builder *builder;
    const struct screenplay_lines *lines;
    size_t at;         /* the next line */
    size_t note;       /* the next note */
    bool open;         /* a block may begin here: after an empty line, a heading and the like */
    size_t dual_first; /* first element of the last speech, for '^' */
    bool tight;        /* a script without empty lines: blocks begin wherever they look so */
    bool speech_last;  /* that speech is the last thing read */
};

static struct slice line_at(const struct reading *r, size_t i) {
    return i < r->lines->count ? slice_trim_left(screenplay_line_text(r->lines, i))
                               : (struct slice){"", 0};
}

static int column_of(const struct reading *r, size_t i, const char *at) {
    struct slice raw = screenplay_line_text(r->lines, i);
    return r->lines->items[i].column + slice_columns(raw, (size_t)(at - raw.at));
}

/* Notes become elements before the next block after them. */
static void add_notes(struct reading *r, size_t before) {
    for (; r->note < r->lines->note_count && r->lines->notes[r->note].at < before; r->note++) {
        const struct screenplay_note *note = &r->lines->notes[r->note];
        screenplay_add_element(r->builder, ELEMENT_NOTE, note->text, note->line, note->column);
    }
}

static bool is_page_break(struct slice line) {
    if (line.size < 3) return false;
    for (size_t i = 0; i < line.size; i++)
        if (line.at[i] != '=') return false;
    return true;
}

static bool is_forced_heading(struct slice line) {
    size_t used;
    uint32_t code = line.size > 1 && line.at[0] == '.' ? slice_code(line, 1, &used) : 0;
    return code && code != '.' && (utf8_is_letter(code) || (code >= '0' && code <= '9'));
}

static bool ends_upper(struct slice line, const char *suffix) {
    if (!slice_ends(line, suffix)) return false;
    for (size_t i = 0, used; i < line.size; i += used)
        if (utf8_is_lower(slice_code(line, i, &used))) return false;
    return true;
}

/* "CUT TO:" by the rule, and the fades that scripts write without it. */
static bool is_transition(struct slice line) {
    static const char *const fades[] = {"FADE IN",      "FADE OUT",        "FADE TO BLACK",
                                        "CUT TO BLACK", "FADE UP",         "FADE IN FROM BLACK",
                                        "DISSOLVE",     "SMASH CUT",       "MATCH CUT",
                                        "JUMP CUT",     "FUNDIDO A NEGRO", "ABBLENDE"};
    if (line.size > 120 || !line.size) return false;
    if (ends_upper(line, "TO:")) return true;
    if (line.at[line.size - 1] == ':' || line.at[line.size - 1] == '.') line.size--;
    for (size_t i = 0; i < COUNT_OF(fades); i++)
        if (line.size == strlen(fades[i]) && slice_starts(line, fades[i])) return true;
    return false;
}

/* In a script without empty lines: a heading, a transition, or a name in capitals over speech.
 */
static bool begins_tight(const struct reading *r, size_t i) {
    struct slice line = line_at(r, i), next = line_at(r, i + 1);
    struct screenplay_cue cue;
    if (screenplay_is_heading(line) || is_transition(line)) return true;
    return next.size && line.size < 48 && !screenplay_is_heading(next) &&
           screenplay_cue_read(r->builder, line, &cue) && !cue.caseless;
}

/* True when the line begins something of its own wherever it stands. */
static bool interrupts(const struct reading *r, size_t i) {
    struct slice line = line_at(r, i);
    if (!line.size) return true;
    if (r->tight && begins_tight(r, i)) return true;
    switch (line.at[0]) {
    case '#':
    case '>':
    case '~':
    case '!':
        return true;
    case '=':
        return line.size > 1;
    case '.':
        return is_forced_heading(line);
    case '@':
        return line.size > 1 && line_at(r, i + 1).size;
    default:
        return false;
    }
}

/* The lines [from, to) as one text. Tabs are four spaces, as the specification has them. */
static char *join(struct reading *r, struct buf *buf) {
    char *text = arena_copy(r->builder->arena, buf->bytes ? buf->bytes : "", buf->size);
    buf_done(buf);
    return text;
}

static void add_line(struct buf *buf, struct slice line, bool first) {
    if (!first) buf_add(buf, "\n", 1);
    for (size_t start = 0, i = 0; i <= line.size; i++) {
        if (i < line.size && line.at[i] != '\t') continue;
        buf_add(buf, line.at + start, i - start);
        if (i < line.size) buf_text(buf, "    ");
        start = i + 1;
    }
}

static struct element *add_text(struct reading *r, enum element_kind kind, char *text, int line,
                                int column) {
    struct element *element = screenplay_add_element(r->builder, kind, text, line, column);
    if (element) screenplay_emphasis(r->builder, element, text);
    return element;
}

static void read_action(struct reading *r) {
    size_t first = r->at;
    struct slice line = screenplay_line_text(r->lines, first);
    if (slice_starts(slice_trim_left(line), "!")) line = slice_from(slice_trim_left(line), 1);
    struct slice visible = slice_trim_left(line);
    int column = column_of(r, first, visible.at);
    struct buf buf;
    buf_init(&buf, SIZE_MAX / 2);
    add_line(&buf, first == r->at && line.at != visible.at ? line : visible, true);
    for (r->at++; r->at < r->lines->count && !interrupts(r, r->at); r->at++)
        add_line(&buf, screenplay_line_text(r->lines, r->at), false);
    r->open = false;
    if (!visible.size && buf.size <= 1) {
        buf_done(&buf);
        return;
    }
    add_text(r, ELEMENT_ACTION, join(r, &buf), r->lines->items[first].line, column);
}

static void read_lyric(struct reading *r, const struct element *speech) {
    size_t first = r->at;
    struct buf buf;
    buf_init(&buf, SIZE_MAX / 2);
    struct slice start = slice_trim(slice_from(line_at(r, first), 1));
    for (; r->at < r->lines->count && slice_starts(line_at(r, r->at), "~"); r->at++)
        add_line(&buf, slice_trim(slice_from(line_at(r, r->at), 1)), r->at == first);
    if (!buf.size) {
        buf_done(&buf);
        return;
    }
    struct element *element =
        add_text(r, ELEMENT_LYRIC, join(r, &buf), r->lines->items[first].line,
                 column_of(r, first, start.at));
    if (!element || !speech) return;
    element->character = speech->character;
    element->extension = speech->extension;
    element->parenthetical = speech->parenthetical;
}

/* The speech of one cue: stretches of dialogue between its parentheticals. `speech` carries
 * what every stretch has in common. */
struct speech {
    struct element common;
    struct buf buf;
    bool started;
    int line, column;
    size_t said;
};

static void end_stretch(struct reading *r, struct speech *speech) {
    if (!speech->started) return;
    while (speech->buf.size && speech->buf.bytes[speech->buf.size - 1] == '\n')
        speech->buf.size--;
    struct element *element =
        add_text(r, ELEMENT_DIALOGUE, join(r, &speech->buf), speech->line, speech->column);
    buf_init(&speech->buf, SIZE_MAX / 2);
    speech->started = false;
    if (!element) return;
    element->character = speech->common.character;
    element->extension = speech->common.extension;
    element->parenthetical = speech->common.parenthetical;
    speech->common.parenthetical = NULL;
    speech->said++;
}

/* A direction with nothing said after it is something the character does. */
static void flush_parenthetical(struct reading *r, struct speech *speech) {
    if (!speech->common.parenthetical || speech->common.character < 0) return;
    const char *name = r->builder->characters.items[speech->common.character].name;
    screenplay_add_element(
        r->builder, ELEMENT_ACTION,
        arena_printf(r->builder->arena, "%s %s", name, speech->common.parenthetical),
        speech->line, speech->column);
    speech->common.parenthetical = NULL;
}

/* "(softly)", also over up to four lines. Returns the lines it takes; 0 when it is none. */
static size_t parenthetical_lines(const struct reading *r, size_t at) {
    struct slice line = line_at(r, at);
    if (!slice_starts(line, "(") && !slice_starts(line, "（")) return 0;
    for (size_t n = 0; n < 4 && line_at(r, at + n).size; n++) {
        line = line_at(r, at + n);
        if (slice_ends(line, ")") || slice_ends(line, "）")) return n + 1;
        if (memchr(line.at, ')', line.size)) return 0; /* "(aside) spoken on" is speech */
    }
    return 0;
}

static const char *parenthetical_text(struct reading *r, size_t at, size_t count) {
    struct buf buf;
    buf_init(&buf, SIZE_MAX / 2);
    for (size_t n = 0; n < count; n++) {
        if (n) buf_text(&buf, " ");
        struct slice line = line_at(r, at + n);
        if (!n) line = slice_from(line, line.at[0] == '(' ? 1 : 3);
        if (n + 1 == count) line.size -= slice_ends(line, ")") ? 1 : 3;
        line = slice_trim(line);
        buf_add(&buf, line.at, line.size);
    }
    return join(r, &buf);
}

static void read_speech_lines(struct reading *r, struct speech *speech) {
    while (r->at < r->lines->count) {
        struct slice line = line_at(r, r->at);
        if (!line.size && !(r->lines->items[r->at].spaced && speech->started)) break;
        if (r->tight && (speech->started || speech->said) && begins_tight(r, r->at)) break;
        size_t count = parenthetical_lines(r, r->at);
        if (count) {
            end_stretch(r, speech);
            flush_parenthetical(r, speech);
            speech->line = r->lines->items[r->at].line;
            speech->column = column_of(r, r->at, line.at);
            speech->common.parenthetical = parenthetical_text(r, r->at, count);
            r->at += count;
        } else if (slice_starts(line, "~")) {
            end_stretch(r, speech);
            read_lyric(r, &speech->common);
            speech->common.parenthetical = NULL;
            speech->said++;
        } else {
            if (!speech->started) {
                speech->line = r->lines->items[r->at].line;
                speech->column = column_of(r, r->at, line.at);
            }
            add_line(&speech->buf, line, !speech->started);
            speech->started = true;
            r->at++;
        }
    }
    end_stretch(r, speech);
    flush_parenthetical(r, speech);
}

static void set_dual(struct reading *r, size_t from, size_t to, enum dual dual) {
    for (size_t i = from; i < to; i++) {
        struct element *element = &r->builder->elements.items[i];
        if (element->character >= 0 && element->dual == DUAL_NONE) element->dual = dual;
    }
}

static void read_speech(struct reading *r, const struct screenplay_cue *cue) {
    int line = r->lines->items[r->at].line;
    struct speech speech = {.line = line, .column = 1};
    buf_init(&speech.buf, SIZE_MAX / 2);
    speech.common.character = screenplay_character(r->builder, cue->name, line);
    speech.common.extension = cue->extension;
    size_t before = r->builder->elements.count;
    r->at++;
    read_speech_lines(r, &speech);
    size_t after = r->builder->elements.count;
    if (cue->dual && r->speech_last) {
        set_dual(r, r->dual_first, before, DUAL_LEFT);
        set_dual(r, before, after, DUAL_RIGHT);
    } else if (cue->dual) {
        screenplay_remark(
            r->builder, REMARK_STRUCTURE, line, 1,
            "This cue ends in ^, but there is no speech before it to be spoken at "
            "the same time; it is read as an ordinary cue.");
    }
    r->dual_first = before;
    r->speech_last = after > before;
    r->open = false;
}

static void read_heading(struct reading *r, struct slice line) {
    struct slice raw = screenplay_line_text(r->lines, r->at);
    struct scene *scene = screenplay_add_scene(
        r->builder, r->lines->items[r->at].line,
        r->lines->items[r->at].column + slice_columns(raw, (size_t)(line.at - raw.at)));
    if (scene) screenplay_heading(r->builder, scene, line);
    r->at++;
    r->open = true;
}

static void read_one(struct reading *r, enum element_kind kind, struct slice text) {
    text = slice_trim(text);
    int line = r->lines->items[r->at].line, column = column_of(r, r->at, text.at);
    char *copy = arena_copy(r->builder->arena, text.at, text.size);
    struct element *element =
        kind == ELEMENT_CENTERED ? add_text(r, kind, copy, line, column)
                                 : screenplay_add_element(r->builder, kind, copy, line, column);
    if (element && kind == ELEMENT_SECTION) {
        struct slice whole = line_at(r, r->at);
        while (element->depth < (int)whole.size && whole.at[element->depth] == '#')
            element->depth++;
    }
    r->at++;
    r->open = true;
}

static void read_section(struct reading *r, struct slice line) {
    size_t depth = 0;
    while (depth < line.size && line.at[depth] == '#') depth++;
    read_one(r, ELEMENT_SECTION, slice_from(line, depth));
}

/* Lines that say by their first character what they are. False when this is none. */
static bool read_forced(struct reading *r, struct slice line) {
    if (is_page_break(line)) {
        read_one(r, ELEMENT_PAGE_BREAK, (struct slice){line.at + line.size, 0});
    } else if (line.at[0] == '#') {
        read_section(r, line);
    } else if (line.at[0] == '=' && line.size > 1) {
        read_one(r, ELEMENT_SYNOPSIS, slice_from(line, 1));
    } else if (line.at[0] == '!') {
        read_action(r);
    } else if (is_forced_heading(line)) {
        read_heading(r, slice_from(line, 1));
    } else if (line.at[0] == '>' && line.size > 1) {
        bool centered = slice_ends(line, "<");
        read_one(r, centered ? ELEMENT_CENTERED : ELEMENT_TRANSITION,
                 (struct slice){line.at + 1, line.size - 1 - centered});
    } else if (line.at[0] == '~') {
        read_lyric(r, NULL);
        r->open = false;
    } else {
        return false;
    }
    r->speech_last = false;
    return true;
}

static void read_block(struct reading *r) {
    struct slice line = line_at(r, r->at), next = line_at(r, r->at + 1);
    struct screenplay_cue cue;
    if (read_forced(r, line)) return;
    bool forced_cue = line.at[0] == '@' && line.size > 1;
    if (r->open && screenplay_is_heading(line)) {
        r->speech_last = false;
        read_heading(r, line);
        return;
    }
    bool then = !next.size || screenplay_is_heading(next) || is_forced_heading(next);
    if (r->open && then && is_transition(line)) {
        r->speech_last = false;
        read_one(r, ELEMENT_TRANSITION, line);
        return;
    }
    if ((r->open || forced_cue) && screenplay_cue_read(r->builder, line, &cue)) {
        if (next.size) {
            read_speech(r, &cue);
            return;
        }
        if (forced_cue || screenplay_character(r->builder, cue.name, 0) >= 0)
            screenplay_remark(
                r->builder, REMARK_STRUCTURE, r->lines->items[r->at].line,
                r->lines->items[r->at].column,
                "Nobody speaks here: what %.*s says must follow the name without an "
                "empty line.",
                (int)cue.name.size, cue.name.at);
    }
    r->speech_last = false;
    read_action(r);
}

/* Six lines and more, a heading among them, and hardly an empty one. */
static bool is_tight(struct reading *r) {
    size_t empty = 0, all = r->lines->count - r->at;
    bool heading = false;
    for (size_t i = r->at; i < r->lines->count; i++) {
        empty += !r->lines->items[i].size;
        heading |= screenplay_is_heading(line_at(r, i));
    }
    bool tight = heading && all >= 6 && empty * 8 < all;
    if (tight)
        screenplay_remark(
            r->builder, REMARK_STRUCTURE, r->lines->items[r->at].line, 1,
            "The script has hardly any empty lines, so where speech ends had to be "
            "guessed. Put an empty line before each heading, cue and action.");
    return tight;
}

void screenplay_read_fountain(struct screenplay_builder *builder,
                              const struct screenplay_lines *lines) {
    struct reading r = {.builder = builder, .lines = lines, .open = true};
    r.at = screenplay_title_page(builder, lines);
    r.tight = is_tight(&r);
    while (r.at < lines->count && !builder->full) {
        if (!lines->items[r.at].size) {
            r.at++;
            r.open = true;
            continue;
        }
        add_notes(&r, r.at);
        r.open |= r.tight;
        read_block(&r);
    }
    add_notes(&r, SIZE_MAX);
}

bool screenplay_looks_like_fountain(struct screenplay_builder *builder,
                                    const struct screenplay_lines *lines) {
    if (screenplay_has_title_page(lines)) return true;
    struct reading r = {.builder = builder, .lines = lines};
    size_t blocks = 0, cues = 0;
    struct screenplay_cue cue;
    for (size_t i = 0; i < lines->count; i++) {
        if (!lines->items[i].size || (i && lines->items[i - 1].size)) continue;
        struct slice line = line_at(&r, i);
        blocks++;
        if (is_forced_heading(line) || screenplay_is_heading(line)) return true;
        if (line.at[0] == '>' && (slice_ends(line, "<") || slice_ends(line, ":"))) return true;
        if (is_transition(line)) return true;
        bool name = line_at(&r, i + 1).size && screenplay_cue_read(builder, line, &cue);
        if (name && cue.forced) return true;
        cues += name;
    }
    return cues && cues * 5 >= blocks;
}
