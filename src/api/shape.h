/* What goes over the wire, as tables: one row a field. The same rows decode and check what
 * comes in, encode what goes out, and are the schemas of the OpenAPI document, so that the
 * three cannot disagree. Inside there are structs and no string keys. */
#ifndef API_SHAPE_H
#define API_SHAPE_H

#include <jansson.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/memory.h"

/* In C a text, id, email, link or choice is a const char *, NULL when absent; a number, truth
 * or time is an int64_t, SHAPE_ABSENT when absent; an object is a pointer to its struct; a list
 * is a struct shape_list. */
enum field_type {
    FIELD_TEXT,   /* low and high bound its characters */
    FIELD_SECRET, /* as text; a password: never echoed, never logged */
    FIELD_ID,     /* a UUID in lower case */
    FIELD_EMAIL,
    FIELD_LINK,   /* an absolute http or https URL, or a path on this server */
    FIELD_CHOICE, /* one of `choices` */
    FIELD_INT,    /* low and high bound it */
    FIELD_BOOL,
    FIELD_TIME,   /* RFC 3339 outside, milliseconds inside */
    FIELD_OBJECT, /* `shape` */
    FIELD_LIST,   /* items of `shape`; high bounds their count */
    FIELD_TEXTS,  /* const char * items; high bounds their count */
    FIELD_JSON, /* an object, kept as its JSON text: const char *; `shape` checks it if given */
};

#define SHAPE_ABSENT INT64_MIN

struct shape_list {
    void *items;
    size_t count;
};

struct field {
    const char *name; /* camelCase; on the way in snake_case is taken too */
    enum field_type type;
    unsigned offset;
    int64_t low, high;   /* both 0: unbounded, but for FIELD_TEXT, which then ends at 1000 */
    const char *choices; /* "draft|processing" */
    const struct shape *shape;
    const char *help;
    const char *alias;    /* another name taken on the way in */
    const char *fallback; /* what is taken when it is absent, as text */
    bool required;
};

struct shape {
    const char *name; /* "Project": the schema's name */
    const struct field *fields;
    size_t field_count, size; /* of the struct */
    bool open;                /* unknown fields are passed over rather than refused */
};
#define SHAPE(schema, fields, type) \
    { schema, fields, COUNT_OF(fields), sizeof(type), false }

/* What is wrong with an input: every faulty field at once, each by its JSON pointer. */
struct fault {
    const char *pointer, *detail;
};
struct faults {
    struct arena *arena;
    LIST(struct fault) list;
};
void shape_fault(struct faults *faults, const char *pointer, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* Decodes into a new struct in the arena. Faults are added; with any, the struct is not to be
 * used. `loose` takes numbers and truths out of text, for queries and forms. Text in the struct
 * is borrowed from `json`. */
void *shape_decode(const struct shape *shape, const json_t *json, bool loose,
                   struct arena *arena, struct faults *faults);

/* The struct as JSON text behind what is in `out`. */
void shape_write(const struct shape *shape, const void *data, struct buf *out);

/* The JSON Schema of the shape (2020-12); a new reference. Names other shapes by $ref under
 * #/components/schemas and hands each to `visit`. */
typedef void shape_visitor(const struct shape *shape, void *data);
json_t *shape_schema(const struct shape *shape, bool incoming, shape_visitor *visit,
                     void *data);
json_t *shape_field_schema(const struct field *field, bool incoming, shape_visitor *visit,
                           void *data);

/* JSON text, strictly (RFC 8259): UTF-8, no key twice, at most 32 deep, nothing behind it. NULL
 * with one fault. */
json_t *shape_parse(const char *bytes, size_t size, struct faults *faults);

/* application/x-www-form-urlencoded into an object of texts; NULL with one fault. */
json_t *shape_parse_form(const char *bytes, size_t size, struct faults *faults);

#endif
