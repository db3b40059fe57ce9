/* GraphQL text into a document, by recursive descent (sections 2.1 to 2.12 and appendix B of
 * the specification of October 2021). The first error ends it. */
#include <stdio.h>
#include <string.h>

#include "api/graphql.h"
#include "base/utf8.h"

enum token { END, NAME, INT, FLOAT, STRING, SPREAD, MARK };

struct parser {
    struct arena *arena;
    json_t *errors;
    const char *at, *end, *line_start;
    int line, tokens, nesting;
    bool failed;
    /* The token that comes next. */
    enum token token;
    char mark;
    const char *text;
    struct graphql_place place;
};

void graphql_fault(json_t *errors, struct graphql_place place, json_t *path, const char *code,
                   const char *format, ...) {
    char message[512];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (json_array_size(errors) >= GRAPHQL_ERRORS_MAX) {
        json_decref(path);
        return;
    }
    json_t *error = json_pack("{s:s}", "message", message);
    if (place.line)
        json_object_set_new(
            error, "locations",
            json_pack("[{s:i, s:i}]", "line", place.line, "column", place.column));
    if (path) json_object_set_new(error, "path", path);
    if (code) json_object_set_new(error, "extensions", json_pack("{s:s}", "code", code));
    json_array_append_new(errors, error);
}

static void refuse(struct parser *parser, const char *message) {
    if (!parser->failed)
        graphql_fault(parser->errors, parser->place, NULL, NULL, "%s", message);
    parser->failed = true;
    parser->token = END;
}

static bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The character n behind the place, 0 behind the end. */
static char peek(const struct parser *parser, size_t n) {
    return n < (size_t)(parser->end - parser->at) ? parser->at[n] : 0;
}

/* Over one line terminator. */
static void end_line(struct parser *parser) {
    parser->at += *parser->at == '\r' && peek(parser, 1) == '\n' ? 2 : 1;
    parser->line++;
    parser->line_start = parser->at;
}

static void skip_ignored(struct parser *parser) {
    while (parser->at < parser->end) {
        char c = *parser->at;
        if (c == '\n' || c == '\r') {
            end_line(parser);
        } else if (c == ' ' || c == '\t' || c == ',') {
            parser->at++;
        } else if (c == '#') {
            while (parser->at < parser->end && *parser->at != '\n' && *parser->at != '\r')
                parser->at++;
        } else if (parser->end - parser->at >= 3 &&
                   memcmp(parser->at, "\xef\xbb\xbf", 3) == 0) {
            parser->at += 3;
        } else {
            break;
        }
    }
}

static int column_of(const struct parser *parser) {
    int column = 1;
    for (const char *at = parser->line_start; at < parser->at; at++)
        column += ((unsigned char)*at & 0xc0) != 0x80;
    return column;
}

/* -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?, and neither a digit, a dot nor a name behind
 * it. */
static void read_number(struct parser *parser) {
    size_t n = peek(parser, 0) == '-';
    parser->token = INT;
    if (!is_digit(peek(parser, n))) return refuse(parser, "A number has a digit here.");
    if (peek(parser, n) == '0') {
        n++;
    } else {
        while (is_digit(peek(parser, n))) n++;
    }
    if (peek(parser, n) == '.' && is_digit(peek(parser, n + 1))) {
        parser->token = FLOAT;
        for (n++; is_digit(peek(parser, n));) n++;
    }
    if (peek(parser, n) == 'e' || peek(parser, n) == 'E') {
        size_t sign = peek(parser, n + 1) == '+' || peek(parser, n + 1) == '-';
        if (!is_digit(peek(parser, n + 1 + sign)))
            return refuse(parser, "An exponent has a digit.");
        parser->token = FLOAT;
        for (n += 1 + sign; is_digit(peek(parser, n));) n++;
    }
    char behind = peek(parser, n);
    if (is_digit(behind) || behind == '.' || is_name_start(behind))
        return refuse(parser, "This is not a number.");
    parser->text = arena_copy(parser->arena, parser->at, n);
    parser->at += n;
}

/* Four hexadecimal digits at the place; -1. */
static long read_hex(struct parser *parser) {
    long code = 0;
    for (size_t i = 0; i < 4; i++) {
        char c = peek(parser, i);
        int digit = is_digit(c)            ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) return -1;
        code = code * 16 + digit;
    }
    parser->at += 4;
    return code;
}

/* Behind \u; a pair of surrogates is one character. */
static bool read_unicode(struct parser *parser, struct buf *out) {
    char bytes[4];
    long code = read_hex(parser);
    if (code >= 0xd800 && code < 0xdc00 && peek(parser, 0) == '\\' && peek(parser, 1) == 'u') {
        parser->at += 2;
        long low = read_hex(parser);
        if (low < 0xdc00 || low > 0xdfff) return false;
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
    if (code <= 0 || (code >= 0xd800 && code <= 0xdfff)) return false;
    buf_add(out, bytes, utf8_encode((uint32_t)code, bytes));
    return true;
}

static bool read_escape(struct parser *parser, struct buf *out) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char c = peek(parser, 1);
    const char *found = c ? strchr(from, c) : NULL;
    parser->at += 2;
    if (c == 'u') return read_unicode(parser, out);
    if (found) buf_add(out, &to[found - from], 1);
    return found != NULL;
}

static void read_string(struct parser *parser) {
    AUTO(buf_done) struct buf out;
    buf_init(&out, GRAPHQL_SIZE_MAX);
    for (parser->at++; peek(parser, 0) != '"';) {
        char c = peek(parser, 0);
        if ((unsigned char)c < ' ' && c != '\t')
            return refuse(parser, "This string is not closed on its line.");
        if (c != '\\') {
            buf_add(&out, parser->at++, 1);
        } else if (parser->end - parser->at < 2 || !read_escape(parser, &out)) {
            return refuse(parser, "This string has a backslash with nothing known behind it.");
        }
    }
    parser->at++;
    parser->token = STRING;
    parser->text = arena_copy(parser->arena, out.bytes ? out.bytes : "", out.size);
}

/* BlockStringValue (2.9.4): without the indentation all lines but the first share, and without
 * blank lines at both ends. `raw` has \n alone. */
static const char *outdent(struct arena *arena, const char *raw) {
    size_t common = SIZE_MAX, room = strlen(raw) + 1, used = 0, kept = 0;
    for (const char *line = strchr(raw, '\n'); line; line = strchr(line, '\n')) {
        size_t indent = strspn(++line, " \t");
        if (line[indent] && line[indent] != '\n' && indent < common) common = indent;
    }
    char *out = arena_alloc(arena, room, 1);
    for (const char *line = raw;;) {
        size_t size = strcspn(line, "\n");
        size_t cut = line == raw ? 0 : common < size ? common : size;
        bool blank = strspn(line, " \t") >= size;
        if (!blank || used) {
            if (used) out[used++] = '\n';
            memcpy(out + used, line + cut, size - cut);
            used += size - cut;
        }
        if (!blank) kept = used;
        if (!line[size]) break;
        line += size + 1;
    }
    out[kept] = 0;
    return out;
}

static void read_block(struct parser *parser) {
    AUTO(buf_done) struct buf out;
    buf_init(&out, GRAPHQL_SIZE_MAX);
    for (parser->at += 3;;) {
        char c = peek(parser, 0);
        if (parser->at == parser->end || ((unsigned char)c < ' ' && !strchr("\t\r\n", c)) || !c)
            return refuse(parser, "This string is not closed.");
        bool quotes = parser->end - parser->at >= 3 && memcmp(parser->at, "\"\"\"", 3) == 0;
        if (quotes) break;
        if (c == '\n' || c == '\r') {
            end_line(parser);
            buf_add(&out, "\n", 1);
        } else if (parser->end - parser->at >= 4 && memcmp(parser->at, "\\\"\"\"", 4) == 0) {
            parser->at += 4;
            buf_add(&out, "\"\"\"", 3);
        } else {
            buf_add(&out, parser->at++, 1);
        }
    }
    parser->at += 3;
    parser->token = STRING;
    parser->text = outdent(parser->arena, out.bytes ? out.bytes : "");
}

/* Reads the next token into the parser. */
static void next(struct parser *parser) {
    if (parser->failed) return;
    skip_ignored(parser);
    parser->place = (struct graphql_place){parser->line, column_of(parser)};
    parser->token = END;
    parser->text = "";
    parser->mark = 0;
    if (parser->at == parser->end) return;
    if (++parser->tokens > GRAPHQL_TOKENS_MAX)
        return refuse(parser, "The document is too large: it may have 2000 words and signs.");
    char c = *parser->at;
    if (is_name_start(c)) {
        size_t n = 1;
        while (is_name_start(peek(parser, n)) || is_digit(peek(parser, n))) n++;
        parser->text = arena_copy(parser->arena, parser->at, n);
        parser->at += n;
        parser->token = NAME;
    } else if (c == '-' || is_digit(c)) {
        read_number(parser);
    } else if (c == '"') {
        if (peek(parser, 1) == '"' && peek(parser, 2) == '"') {
            read_block(parser);
        } else {
            read_string(parser);
        }
    } else if (c == '.' && peek(parser, 1) == '.' && peek(parser, 2) == '.') {
        parser->at += 3;
        parser->token = SPREAD;
    } else if (c && strchr("!$&():=@[]{|}", c)) {
        parser->mark = *parser->at++;
        parser->token = MARK;
    } else {
        refuse(parser, "There is a character here that GraphQL does not know.");
    }
}

static bool is_mark(const struct parser *parser, char mark) {
    return parser->token == MARK && parser->mark == mark;
}
static bool take_mark(struct parser *parser, char mark) {
    if (!is_mark(parser, mark)) return false;
    next(parser);
    return true;
}
static void need_mark(struct parser *parser, char mark) {
    char message[40];
    snprintf(message, sizeof message, "A %c is expected here.", mark);
    if (!take_mark(parser, mark)) refuse(parser, message);
}
static bool is_word(const struct parser *parser, const char *word) {
    return parser->token == NAME && strcmp(parser->text, word) == 0;
}
static const char *need_name(struct parser *parser) {
    const char *name = parser->text;
    if (parser->token != NAME) {
        refuse(parser, "A name is expected here.");
        return "";
    }
    next(parser);
    return name;
}

/* Brackets of all kinds count together; a list must not be empty where `empty` says so. */
static bool enter(struct parser *parser, char mark) {
    if (++parser->nesting > GRAPHQL_NESTING_MAX)
        refuse(parser, "The document is nested too deeply: 16 brackets in each other at most.");
    need_mark(parser, mark);
    return !parser->failed;
}
static bool leave(struct parser *parser, char mark) {
    bool left = parser->failed || take_mark(parser, mark);
    parser->nesting -= left;
    return left;
}

static void read_arguments(struct parser *parser, bool constant, struct graphql_argument **list,
                           char open, char close);

static void read_value(struct parser *parser, bool constant, struct graphql_value *value) {
    value->place = parser->place;
    value->text = parser->text;
    if (is_mark(parser, '$')) {
        if (constant) return refuse(parser, "No variable can stand here.");
        next(parser);
        value->kind = GRAPHQL_VARIABLE;
        value->text = need_name(parser);
    } else if (is_mark(parser, '[')) {
        struct graphql_value item = {0};
        value->kind = GRAPHQL_LIST;
        if (!enter(parser, '[')) return;
        while (!leave(parser, ']')) read_value(parser, constant, &item);
    } else if (is_mark(parser, '{')) {
        struct graphql_argument *fields = NULL;
        value->kind = GRAPHQL_OBJECT;
        read_arguments(parser, constant, &fields, '{', '}');
    } else if (parser->token == NAME) {
        bool truth = is_word(parser, "true") || is_word(parser, "false");
        value->kind = truth                     ? GRAPHQL_TRUTH
                      : is_word(parser, "null") ? GRAPHQL_NULL
                                                : GRAPHQL_NAME;
        next(parser);
    } else if (parser->token == INT || parser->token == FLOAT || parser->token == STRING) {
        value->kind = parser->token == INT     ? GRAPHQL_INT
                      : parser->token == FLOAT ? GRAPHQL_FLOAT
                                               : GRAPHQL_STRING;
        next(parser);
    } else {
        refuse(parser, "A value is expected here.");
    }
}

/* Arguments, or the fields of an object, which may have none. */
static void read_arguments(struct parser *parser, bool constant, struct graphql_argument **list,
                           char open, char close) {
    if (!enter(parser, open)) return;
    if (open == '(' && is_mark(parser, ')'))
        return refuse(parser, "Brackets for arguments have one at least.");
    while (!leave(parser, close)) {
        struct graphql_argument *argument = arena_alloc(parser->arena, 1, sizeof *argument);
        argument->place = parser->place;
        argument->name = need_name(parser);
        need_mark(parser, ':');
        read_value(parser, constant, &argument->value);
        for (const struct graphql_argument *other = *list; other; other = other->next)
            if (strcmp(other->name, argument->name) == 0) {
                parser->place = argument->place;
                return refuse(parser, "This name is given twice.");
            }
        argument->next = *list;
        *list = argument;
    }
}

static struct graphql_directive *read_directives(struct parser *parser, bool constant) {
    struct graphql_directive *first = NULL, **end = &first;
    while (is_mark(parser, '@')) {
        struct graphql_directive *directive = arena_alloc(parser->arena, 1, sizeof *directive);
        directive->place = parser->place;
        next(parser);
        directive->name = need_name(parser);
        if (is_mark(parser, '('))
            read_arguments(parser, constant, &directive->arguments, '(', ')');
        *end = directive;
        end = &directive->next;
    }
    return first;
}

static struct graphql_selection *read_selections(struct parser *parser);

static struct graphql_selection *read_selection(struct parser *parser) {
    struct graphql_selection *selection = arena_alloc(parser->arena, 1, sizeof *selection);
    selection->place = parser->place;
    if (parser->token == SPREAD) {
        next(parser);
        if (parser->token == NAME && !is_word(parser, "on")) {
            selection->kind = GRAPHQL_SPREAD;
            selection->name = need_name(parser);
            selection->directives = read_directives(parser, false);
            return selection;
        }
        selection->kind = GRAPHQL_INLINE;
        if (is_word(parser, "on")) {
            next(parser);
            selection->on = need_name(parser);
        }
        selection->directives = read_directives(parser, false);
        selection->selections = read_selections(parser);
        return selection;
    }
    selection->name = need_name(parser);
    if (take_mark(parser, ':')) {
        selection->alias = selection->name;
        selection->name = need_name(parser);
    }
    if (is_mark(parser, '(')) read_arguments(parser, false, &selection->arguments, '(', ')');
    selection->directives = read_directives(parser, false);
    if (is_mark(parser, '{')) selection->selections = read_selections(parser);
    return selection;
}

static struct graphql_selection *read_selections(struct parser *parser) {
    struct graphql_selection *first = NULL, **end = &first;
    if (!enter(parser, '{')) return NULL;
    if (is_mark(parser, '}')) refuse(parser, "A selection has one field at least.");
    while (!leave(parser, '}')) {
        *end = read_selection(parser);
        end = &(*end)->next;
    }
    return first;
}

/* A type: a name or a list of types, with ! or without. Lists are known as such, no more. */
static void read_type(struct parser *parser, struct graphql_variable *variable) {
    variable->type = NULL;
    if (is_mark(parser, '[')) {
        struct graphql_variable item = {0};
        if (!enter(parser, '[')) return;
        read_type(parser, &item);
        if (!leave(parser, ']')) refuse(parser, "A ] is expected here.");
    } else {
        variable->type = need_name(parser);
    }
    variable->needed = take_mark(parser, '!');
}

static struct graphql_variable *read_variables(struct parser *parser) {
    struct graphql_variable *first = NULL, **end = &first;
    if (!enter(parser, '(')) return NULL;
    if (is_mark(parser, ')')) refuse(parser, "Brackets for variables have one at least.");
    while (!leave(parser, ')')) {
        struct graphql_variable *variable = arena_alloc(parser->arena, 1, sizeof *variable);
        variable->place = parser->place;
        need_mark(parser, '$');
        variable->name = need_name(parser);
        need_mark(parser, ':');
        read_type(parser, variable);
        if (take_mark(parser, '=')) {
            variable->fallback = arena_alloc(parser->arena, 1, sizeof *variable->fallback);
            read_value(parser, true, variable->fallback);
        }
        if (is_mark(parser, '@')) refuse(parser, "Variables have no directives here.");
        for (const struct graphql_variable *other = first; other; other = other->next)
            if (strcmp(other->name, variable->name) == 0) {
                parser->place = variable->place;
                refuse(parser, "This variable is declared twice.");
            }
        *end = variable;
        end = &variable->next;
    }
    return first;
}

static void read_part(struct parser *parser, struct graphql_document *document) {
    struct graphql_part *part = arena_alloc(parser->arena, 1, sizeof *part);
    part->place = parser->place;
    part->kind = "query";
    if (!is_mark(parser, '{')) {
        part->kind = need_name(parser);
        bool fragment = strcmp(part->kind, "fragment") == 0;
        if (!fragment && strcmp(part->kind, "query") != 0 &&
            strcmp(part->kind, "mutation") != 0 && strcmp(part->kind, "subscription") != 0) {
            parser->place = part->place;
            return refuse(parser, "A query or a fragment is expected here.");
        }
        if (fragment && is_word(parser, "on")) refuse(parser, "No fragment is called \"on\".");
        if (fragment || parser->token == NAME) part->name = need_name(parser);
        if (fragment) {
            if (!is_word(parser, "on")) refuse(parser, "\"on\" and a type are expected here.");
            next(parser);
            part->on = need_name(parser);
        } else if (is_mark(parser, '(')) {
            part->variables = read_variables(parser);
        }
        part->directives = read_directives(parser, false);
    }
    part->selections = read_selections(parser);
    struct graphql_part **end = part->on ? &document->fragments : &document->operations;
    for (; *end; end = &(*end)->next)
        if (part->name && (*end)->name && strcmp((*end)->name, part->name) == 0) {
            parser->place = part->place;
            return refuse(parser, "There are two of this name.");
        }
    *end = part;
}

struct graphql_document *graphql_parse(const char *text, size_t size, struct arena *arena,
                                       json_t *errors) {
    struct graphql_document *document = arena_alloc(arena, 1, sizeof *document);
    struct parser parser = {.arena = arena,
                            .errors = errors,
                            .at = text,
                            .end = text + size,
                            .line_start = text,
                            .line = 1};
    if (size > GRAPHQL_SIZE_MAX) {
        refuse(&parser, "The document is too large: it may have 16 KiB.");
        return NULL;
    }
    next(&parser);
    while (!parser.failed && parser.token != END) read_part(&parser, document);
    if (!parser.failed && !document->operations) refuse(&parser, "There is no query in this.");
    return parser.failed ? NULL : document;
}
