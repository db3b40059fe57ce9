/* Drawings are checked twice: over the bytes (size, declarations), before any parser runs, and
 * over the tree (elements, attributes, links). Only then a renderer gets them, and only as
 * documents that were written anew from that tree. */
#include "art/drawing.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

#include "base/buf.h"
#include "base/memory.h"

struct drawing {
    xmlDoc *document;
    xmlNode *root;
};

enum { DRAWING_MAX_FILE = 1 << 20, DRAWING_MAX_DEPTH = 40 };

/* No <use>: a dozen of them, each drawing eight of the one before, are a billion shapes. */
static const char *const allowed_elements[] = {
    "svg",     "g",        "defs",     "path",    "rect",           "circle",
    "ellipse", "line",     "polyline", "polygon", "linearGradient", "radialGradient",
    "stop",    "clipPath", "mask",     "title",   "desc",
};

static const char *name_of(const xmlNode *node) {
    return (const char *)node->name;
}

static bool element_allowed(const char *name) {
    for (size_t i = 0; i < COUNT_OF(allowed_elements); i++)
        if (strcmp(name, allowed_elements[i]) == 0) return true;
    return false;
}

static bool contains(const char *bytes, size_t size, const char *word) {
    return memmem(bytes, size, word, strlen(word)) != NULL;
}

static bool check_bytes(const struct pack_file *file, struct error *err) {
    if (file->size > DRAWING_MAX_FILE)
        return error_set(err, PROBLEM_TOO_LARGE, "The drawing %s is too large: at most %d KiB.",
                         file->name, DRAWING_MAX_FILE >> 10);
    if (memchr(file->bytes, 0, file->size))
        return error_set(err, PROBLEM_BAD_INPUT, "The drawing %s is not UTF-8 text.",
                         file->name);
    if (contains(file->bytes, file->size, "<!DOCTYPE") ||
        contains(file->bytes, file->size, "<!ENTITY"))
        return error_set(
            err, PROBLEM_BAD_INPUT,
            "The drawing %s declares a document type or entities; remove those lines.",
            file->name);
    if (contains(file->bytes, file->size, "<?xml-stylesheet"))
        return error_set(err, PROBLEM_BAD_INPUT,
                         "The drawing %s names a stylesheet; colours come from roles only.",
                         file->name);
    size_t tags = 0;
    for (size_t i = 0; i < file->size; i++) tags += file->bytes[i] == '<';
    if (tags > 2 * DRAWING_MAX_ELEMENTS)
        return error_set(err, PROBLEM_TOO_LARGE, "The drawing %s has more than %d elements.",
                         file->name, DRAWING_MAX_ELEMENTS);
    return true;
}

static bool bad(struct error *err, const struct pack_file *file, const xmlNode *node,
                const char *why) {
    char *id = (char *)xmlGetProp(node, BAD_CAST "id");
    error_set(err, PROBLEM_BAD_INPUT, "The drawing %s cannot be used: <%.40s%s%.60s> %s.",
              file->name, name_of(node), id ? " id=" : "", id ? id : "", why);
    xmlFree(id);
    return error_at(err, (int)xmlGetLineNo(node), 0);
}

/* Each url( must be followed by # (after quotes and spaces). */
static bool urls_are_local(const char *value) {
    for (const char *at = value; (at = strcasestr(at, "url")); at += 3) {
        const char *after = at + 3;
        while (*after == ' ') after++;
        if (*after != '(') continue;
        do after++;
        while (*after == ' ' || *after == '"' || *after == '\'');
        if (*after != '#') return false;
    }
    return true;
}

/* Dashes shorter than a unit would make a long line millions of strokes. */
static bool dashes_are_long(const char *value) {
    for (const char *at = value; *at;) {
        char *end;
        double length = strtod(at, &end);
        if (end == at)
            at++;
        else if (!(length >= 1))
            return false;
        else
            at = end;
    }
    return true;
}

static bool check_attribute(const struct pack_file *file, const xmlNode *node,
                            const xmlAttr *attribute, struct error *err) {
    const char *name = (const char *)attribute->name;
    if (strncasecmp(name, "on", 2) == 0) return bad(err, file, node, "carries a script");
    if (strcmp(name, "style") == 0 || strcmp(name, "filter") == 0)
        return bad(err, file, node, "carries a style or filter; use a class for its role");
    if (strcmp(name, "base") == 0) return bad(err, file, node, "changes the base of links");
    char *value = (char *)xmlNodeListGetString(node->doc, attribute->children, 1);
    bool ok = true;
    if (value && strlen(value) > DRAWING_MAX_ATTRIBUTE)
        ok = bad(err, file, node, "has an attribute that is too long");
    else if (value && strcmp(name, "href") == 0 && value[0] != '#')
        ok = bad(err, file, node, "links out of the drawing");
    else if (value && strcmp(name, "stroke-dasharray") == 0 && !dashes_are_long(value))
        ok = bad(err, file, node, "has dashes shorter than one unit");
    else if (value && !urls_are_local(value))
        ok = bad(err, file, node, "refers to something outside the drawing");
    xmlFree(value);
    return ok;
}

static bool check_node(const struct pack_file *file, const xmlNode *node, int depth,
                       size_t *count, struct error *err) {
    if (node->type == XML_TEXT_NODE || node->type == XML_COMMENT_NODE) return true;
    if (node->type != XML_ELEMENT_NODE)
        return error_set(err, PROBLEM_BAD_INPUT,
                         "The drawing %s holds something that is neither a shape nor text.",
                         file->name);
    if (++*count > DRAWING_MAX_ELEMENTS) return bad(err, file, node, "is one element too many");
    if (depth > DRAWING_MAX_DEPTH) return bad(err, file, node, "lies too deep in groups");
    if (!element_allowed(name_of(node)))
        return bad(err, file, node, "is not a shape, gradient, clip or mask");
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
        if (!check_attribute(file, node, attribute, err)) return false;
    for (const xmlNode *child = node->children; child; child = child->next)
        if (!check_node(file, child, depth + 1, count, err)) return false;
    return true;
}

static void swallow(void *data, xmlErrorPtr problem) {
    (void)data;
    (void)problem;
}

static bool parse(const struct pack_file *file, xmlDoc **document, struct error *err) {
    if (!check_bytes(file, err)) return false;
    xmlParserCtxt *parser = xmlNewParserCtxt();
    if (!parser) die("out of memory");
    parser->sax->serror = swallow;
    xmlDoc *read = xmlCtxtReadMemory(parser, file->bytes, (int)file->size, NULL, "UTF-8",
                                     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (!read) {
        const xmlError *problem = xmlCtxtGetLastError(parser);
        error_set(err, PROBLEM_BAD_INPUT, "The drawing %s is not well-formed SVG.", file->name);
        if (problem) error_at(err, problem->line, problem->int2);
        xmlFreeParserCtxt(parser);
        return false;
    }
    xmlFreeParserCtxt(parser);
    *document = read;
    return true;
}

bool drawing_check(const struct pack_file *file, struct error *err) {
    xmlDoc *document;
    if (!parse(file, &document, err)) return false;
    xmlNode *root = xmlDocGetRootElement(document);
    size_t count = 0;
    bool ok = root && strcmp(name_of(root), "svg") == 0
                  ? check_node(file, root, 0, &count, err)
                  : error_set(err, PROBLEM_BAD_INPUT, "The drawing %s is not SVG.", file->name);
    xmlFreeDoc(document);
    return ok;
}

static bool word_holds(const char *word, size_t length, const char *const *terms) {
    bool wanted = true;
    if (length && word[0] == '!') {
        wanted = false;
        word++;
        length--;
    }
    bool found = false;
    for (size_t from = 0; from <= length && !found;) { /* alternatives between '|' */
        size_t to = from;
        while (to < length && word[to] != '|') to++;
        for (size_t i = 0; terms && terms[i]; i++)
            found = found || (strlen(terms[i]) == to - from &&
                              memcmp(terms[i], word + from, to - from) == 0);
        from = to + 1;
    }
    return found == wanted;
}

static bool condition_holds(const char *condition, const char *const *terms) {
    while (*condition) {
        size_t gap = strspn(condition, " "), length = strcspn(condition + gap, " ");
        if (length && !word_holds(condition + gap, length, terms)) return false;
        condition += gap + length;
    }
    return true;
}

static void drop_unmet(xmlNode *node, const char *const *terms) {
    for (xmlNode *child = node->children, *next; child; child = next) {
        next = child->next;
        char *condition = child->type == XML_ELEMENT_NODE
                              ? (char *)xmlGetProp(child, BAD_CAST "data-when")
                              : NULL;
        bool keep = child->type == XML_ELEMENT_NODE &&
                    (!condition || condition_holds(condition, terms));
        xmlFree(condition);
        if (keep) {
            drop_unmet(child, terms);
        } else {
            xmlUnlinkNode(child);
            xmlFreeNode(child);
        }
    }
}

bool drawing_open(const struct pack_file *file, const char *const *terms, struct drawing **out,
                  struct error *err) {
    xmlDoc *document;
    if (!parse(file, &document, err)) return false;
    struct drawing *drawing = xcalloc(1, sizeof *drawing);
    drawing->document = document;
    drawing->root = xmlDocGetRootElement(document);
    drop_unmet(drawing->root, terms);
    *out = drawing;
    return true;
}

void drawing_close(struct drawing *drawing) {
    if (!drawing) return;
    xmlFreeDoc(drawing->document);
    free(drawing);
}

static xmlNode *plane_node(const struct drawing *drawing, const char *plane_id) {
    for (xmlNode *child = drawing->root->children; child; child = child->next) {
        char *id = (char *)xmlGetProp(child, BAD_CAST "id");
        bool same = id && strcmp(id, plane_id) == 0;
        xmlFree(id);
        if (same) return child;
    }
    return NULL;
}

bool drawing_has(const struct drawing *drawing, const char *plane_id) {
    return plane_node(drawing, plane_id) != NULL;
}

static bool is_sheet(const xmlNode *node) {
    if (node->type != XML_ELEMENT_NODE) return false;
    char *role = (char *)xmlGetProp(node, BAD_CAST "class");
    bool sheet = role && strcmp(role, "sheet") == 0;
    xmlFree(role);
    return sheet;
}

static void dump(const struct drawing *drawing, xmlNode *node, struct buf *buf) {
    xmlBuffer *text = xmlBufferCreate();
    if (!text) die("out of memory");
    xmlNodeDump(text, drawing->document, node, 0, 0);
    buf_add(buf, xmlBufferContent(text), (size_t)xmlBufferLength(text));
    xmlBufferFree(text);
}

/* A document of the drawing's definitions and the nodes [from, to) of a plane. */
static struct drawing_sheet sheet_of(const struct drawing *drawing, xmlNode *from,
                                     xmlNode *to) {
    struct buf buf;
    buf_init(&buf, 4 * DRAWING_MAX_FILE);
    buf_printf(
        &buf,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" "
        "xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"%d %d %d %d\" width=\"%d\" "
        "height=\"%d\">",
        DRAWING_LEFT, DRAWING_TOP, DRAWING_WIDTH, DRAWING_HEIGHT, DRAWING_WIDTH,
        DRAWING_HEIGHT);
    for (xmlNode *child = drawing->root->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE && strcmp(name_of(child), "defs") == 0)
            dump(drawing, child, &buf);
    for (xmlNode *node = from; node != to; node = node->next) dump(drawing, node, &buf);
    buf_text(&buf, "</svg>");
    struct drawing_sheet sheet = {.paper = 1};
    char *paper = is_sheet(from) ? (char *)xmlGetProp(from, BAD_CAST "data-paper") : NULL;
    if (paper) sheet.paper = strtod(paper, NULL);
    xmlFree(paper);
    if (!(sheet.paper >= 0 && sheet.paper <= 8)) sheet.paper = 1;
    if (buf.failed) { /* cannot be larger than its file, but for escapes */
        buf_done(&buf);
        return sheet;
    }
    sheet.svg = buf.bytes;
    sheet.size = buf.size;
    return sheet;
}

size_t drawing_sheets(const struct drawing *drawing, const char *plane_id,
                      struct drawing_sheet **out) {
    xmlNode *plane = plane_node(drawing, plane_id);
    LIST(struct drawing_sheet) sheets = {0};
    for (xmlNode *node = plane ? plane->children : NULL; node;) {
        xmlNode *to = node->next;
        if (!is_sheet(node) || sheets.count + 1 == DRAWING_MAX_SHEETS)
            while (to && (!is_sheet(to) || sheets.count + 1 == DRAWING_MAX_SHEETS))
                to = to->next;
        struct drawing_sheet sheet = sheet_of(drawing, node, to);
        if (sheet.svg) *list_push(&sheets) = sheet;
        node = to;
    }
    *out = sheets.items;
    return sheets.count;
}

void drawing_sheets_free(struct drawing_sheet *sheets, size_t count) {
    for (size_t i = 0; i < count; i++) free(sheets[i].svg);
    free(sheets);
}

void drawing_classes(const char *svg, size_t size,
                     void (*use)(void *data, const char *name, size_t length), void *data) {
    static const char mark[] = "class=\"";
    const char *at = svg, *end = svg + size;
    while ((at = memmem(at, (size_t)(end - at), mark, sizeof mark - 1))) {
        at += sizeof mark - 1;
        while (at < end && *at != '"') {
            const char *from = at;
            while (at < end && *at != '"' && *at != ' ') at++;
            if (at > from) use(data, from, (size_t)(at - from));
            while (at < end && *at == ' ') at++;
        }
    }
}
