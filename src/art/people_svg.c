/* Reads the SVG subset of the people's drawings: g, path (M L H V C Q Z and their relative
 * kin), ellipse, circle, polygon, polyline. Curves become points here. Everything else is
 * passed over; too much of anything is an error. */
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "art/people.h"

enum { CURVE_STEPS = 8, MAX_DEPTH = 8, LIMIT = 5000 };

struct drawing_reader {
    struct arena *arena;
    const char *file;
    LIST(struct drawn) items;
    struct error *err;
};
struct outline {
    struct pt p[DRAWN_MAX_POINTS];
    int n;
    bool closed, overflow;
};

static bool bad(struct drawing_reader *reader, const xmlNode *node, const char *what) {
    error_set(reader->err, PROBLEM_BAD_INPUT, "The drawing %s cannot be used: %s.",
              reader->file, what);
    return error_at(reader->err, (int)xmlGetLineNo((xmlNode *)node), 0);
}

/* Reads a number by hand: strtod follows the locale and takes hex and names. */
static bool number(const char **at, double *value) {
    const char *p = *at;
    while (*p == ' ' || *p == ',' || *p == '\n' || *p == '\t' || *p == '\r') p++;
    double sign = 1, v = 0, scale = 1;
    int digits = 0;
    if (*p == '-' || *p == '+') sign = *p++ == '-' ? -1 : 1;
    for (; *p >= '0' && *p <= '9' && digits < 18; p++, digits++) v = v * 10 + (*p - '0');
    if (*p == '.')
        for (p++; *p >= '0' && *p <= '9' && digits < 18; p++, digits++)
            v += (*p - '0') * (scale /= 10);
    if (!digits) return false;
    while (*p >= '0' && *p <= '9') p++;
    *value = clamp(sign * v, -LIMIT, LIMIT);
    *at = p;
    return true;
}

static void add(struct outline *out, double x, double y) {
    if (out->n == DRAWN_MAX_POINTS)
        out->overflow = true;
    else
        out->p[out->n++] = (struct pt){x, y};
}

static void cubic(struct outline *out, struct pt a, const double v[6]) {
    for (int i = 1; i <= CURVE_STEPS; i++) {
        double t = (double)i / CURVE_STEPS, s = 1 - t;
        double wa = s * s * s, wb = 3 * s * s * t, wc = 3 * s * t * t, wd = t * t * t;
        add(out, wa * a.x + wb * v[0] + wc * v[2] + wd * v[4],
            wa * a.y + wb * v[1] + wc * v[3] + wd * v[5]);
    }
}

static bool path_step(struct outline *out, char command, struct pt *at, const double *v) {
    double ox = command >= 'a' ? at->x : 0, oy = command >= 'a' ? at->y : 0;
    double w[6];
    for (int i = 0; i < 6; i++) w[i] = v[i] + (i % 2 ? oy : ox);
    switch (command & ~32) {
    case 'M':
    case 'L':
        *at = (struct pt){w[0], w[1]};
        break;
    case 'H':
        at->x = w[0];
        break;
    case 'V':
        at->y = v[0] + oy;
        break;
    case 'C':
        cubic(out, *at, w);
        *at = (struct pt){w[4], w[5]};
        return true;
    case 'Q': {
        double c[6] = {mix(at->x, w[0], 2. / 3),
                       mix(at->y, w[1], 2. / 3),
                       mix(w[2], w[0], 2. / 3),
                       mix(w[3], w[1], 2. / 3),
                       w[2],
                       w[3]};
        cubic(out, *at, c);
        *at = (struct pt){w[2], w[3]};
        return true;
    }
    default:
        return false;
    }
    add(out, at->x, at->y);
    return true;
}

static bool read_path(const char *d, struct outline *out) {
    static const struct {
        char command;
        int count;
    } counts[] = {{'M', 2}, {'L', 2}, {'H', 1}, {'V', 1}, {'C', 6}, {'Q', 4}};
    struct pt at = {0};
    char command = 0;
    while (*d && !out->overflow) {
        if (strchr(" ,\n\t\r", *d)) {
            d++;
            continue;
        }
        if ((*d | 32) == 'z') {
            out->closed = true;
            return true; /* one outline per path */
        }
        if ((*d >= 'A' && *d <= 'Z') || (*d >= 'a' && *d <= 'z')) command = *d++;
        int count = 0;
        for (size_t i = 0; i < COUNT_OF(counts); i++)
            if ((command & ~32) == counts[i].command) count = counts[i].count;
        double v[6] = {0};
        if (!count) return false;
        for (int i = 0; i < count; i++)
            if (!number(&d, &v[i])) return false;
        if (!path_step(out, command, &at, v)) return false;
        if (command == 'M') command = 'L';
        if (command == 'm') command = 'l';
    }
    return true;
}

static char *attribute(const xmlNode *node, const char *name) {
    return (char *)xmlGetProp(node, (const xmlChar *)name);
}

static double attribute_number(const xmlNode *node, const char *name, double fallback) {
    char *text = attribute(node, name);
    const char *at = text;
    double value = fallback;
    if (text && !number(&at, &value)) value = fallback;
    xmlFree(text);
    return value;
}

static void attribute_text(const xmlNode *node, const char *name, char *out, size_t size) {
    char *text = attribute(node, name);
    if (text && strlen(text) < size) memcpy(out, text, strlen(text) + 1);
    xmlFree(text);
}

static bool read_points(const char *text, struct outline *out) {
    double x, y;
    while (number(&text, &x) && number(&text, &y)) add(out, x, y);
    return out->n > 0;
}

static bool read_outline(const xmlNode *node, struct outline *out) {
    const char *name = (const char *)node->name;
    bool ok = true;
    if (!strcmp(name, "path")) {
        char *d = attribute(node, "d");
        ok = d && read_path(d, out);
        xmlFree(d);
    } else if (!strcmp(name, "polygon") || !strcmp(name, "polyline")) {
        char *points = attribute(node, "points");
        ok = points && read_points(points, out);
        out->closed = name[4] == 'g';
        xmlFree(points);
    } else {
        bool circle = !strcmp(name, "circle");
        double cx = attribute_number(node, "cx", 0), cy = attribute_number(node, "cy", 0);
        double rx = attribute_number(node, circle ? "r" : "rx", 1);
        double ry = attribute_number(node, circle ? "r" : "ry", 1);
        for (int i = 0; i < 24; i++)
            add(out, cx + rx * cos(M_PI * i / 12), cy + ry * sin(M_PI * i / 12));
        out->closed = true;
    }
    return ok;
}

static void read_style(const xmlNode *node, struct drawn *item) {
    attribute_text(node, "class", item->role, sizeof item->role);
    attribute_text(node, "data-role", item->role, sizeof item->role);
    attribute_text(node, "data-warp", item->warp, sizeof item->warp);
    item->tone = clamp(attribute_number(node, "data-tone", item->tone), -.6, .6);
    item->out = clamp(attribute_number(node, "data-out", item->out), .5, 3);
    item->crown = clamp(attribute_number(node, "data-crown", item->crown), .5, 3);
    item->spread = clamp(attribute_number(node, "data-spread", item->spread), .2, 3);
    item->width = clamp(attribute_number(node, "data-width", item->width), .1, 60);
    char *anchor = attribute(node, "data-anchor");
    const char *at = anchor;
    if (anchor && number(&at, &item->turn_x)) number(&at, &item->turn_y);
    xmlFree(anchor);
}

static bool read_node(struct drawing_reader *reader, const xmlNode *node, struct drawn style,
                      int depth) {
    static const char *const shapes[] = {"path", "ellipse", "circle", "polygon", "polyline"};
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE) continue;
        const char *name = (const char *)node->name;
        struct drawn item = style;
        read_style(node, &item);
        if (!strcmp(name, "g")) {
            if (depth >= MAX_DEPTH) return bad(reader, node, "groups are nested too deeply");
            if (!read_node(reader, node->children, item, depth + 1)) return false;
            continue;
        }
        bool known = false;
        for (size_t i = 0; i < COUNT_OF(shapes); i++) known |= !strcmp(name, shapes[i]);
        if (!known) continue;
        if (reader->items.count >= DRAWN_MAX_ITEMS)
            return bad(reader, node, "it has more than 64 shapes");
        struct outline out = {0};
        if (!read_outline(node, &out))
            return bad(reader, node, "a shape's numbers are unreadable");
        if (out.overflow) return bad(reader, node, "a shape has more than 400 points");
        if (out.n < 1) continue;
        struct pt *points = arena_alloc(reader->arena, (size_t)out.n, sizeof *points);
        memcpy(points, out.p, (size_t)out.n * sizeof *points);
        item.points = points;
        item.n = out.n;
        item.closed = out.closed;
        *list_push(&reader->items) = item;
    }
    return true;
}

bool people_read_svg(struct arena *arena, const struct pack_file *file, struct drawing *drawing,
                     struct error *err) {
    struct drawing_reader reader = {.arena = arena, .file = file->name, .err = err};
    xmlDoc *doc = xmlReadMemory(file->bytes, (int)file->size, NULL, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                    XML_PARSE_NOCDATA);
    if (!doc)
        return error_set(err, PROBLEM_BAD_INPUT, "The drawing %s is not well-formed XML.",
                         file->name);
    bool ok = false;
    const xmlNode *root = xmlDocGetRootElement(doc);
    struct drawn style = {
        .warp = "patch", .role = "hair", .out = 1, .crown = 1, .spread = 1, .width = 2};
    if (doc->intSubset)
        error_set(err, PROBLEM_BAD_INPUT,
                  "The drawing %s declares a document type; save it as plain SVG without one.",
                  file->name);
    else if (!root || strcmp((const char *)root->name, "svg") != 0)
        error_set(err, PROBLEM_BAD_INPUT, "The drawing %s is not an SVG file.", file->name);
    else
        ok = read_node(&reader, root->children, style, 0);
    if (ok) {
        drawing->items = list_take(arena, &reader.items);
        drawing->count = (int)reader.items.count;
    }
    list_done(&reader.items);
    xmlFreeDoc(doc);
    return ok;
}
