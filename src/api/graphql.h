/* GraphQL, as much as reading needs (specification of October 2021): documents with operations,
 * variables, aliases, arguments, fragments, @skip, @include and __typename. Types are shapes
 * (api/shape.h), so that GraphQL has the fields that REST has; what has to be fetched is a row
 * of a table of graphql_field. There are no interfaces or unions, so a query is one tree that
 * is known before anything is fetched: it is checked, and its cost bounded, as a whole.
 *
 *     text - graphql_parse > document - graphql_plan > plan - graphql_run > JSON
 *
 * Errors are objects of section 7.1.2 in a JSON array. */
#ifndef API_GRAPHQL_H
#define API_GRAPHQL_H

#include "api/shape.h"

enum {
    GRAPHQL_SIZE_MAX = 16384,      /* bytes of a document */
    GRAPHQL_TOKENS_MAX = 2000,     /* of a document */
    GRAPHQL_NESTING_MAX = 16,      /* brackets in brackets */
    GRAPHQL_DEPTH_MAX = 8,         /* fields in fields, fragments resolved */
    GRAPHQL_SELECTIONS_MAX = 1000, /* with those of a fragment counted each time it is used */
    GRAPHQL_COST_MAX = 2000,       /* of fields, times the items of the lists they stand in */
    GRAPHQL_ERRORS_MAX = 20,
    GRAPHQL_ANSWER_MAX = 8 << 20, /* bytes of text in an answer */
    GRAPHQL_ARGUMENTS_MAX = 4     /* of a field */
};

/* The document. Everything is in the arena of the parse; lists hang together by `next`. */
struct graphql_place {
    int line, column; /* from 1; columns are characters */
};
enum graphql_kind {
    GRAPHQL_VARIABLE,
    GRAPHQL_INT,
    GRAPHQL_FLOAT,
    GRAPHQL_STRING,
    GRAPHQL_TRUTH,
    GRAPHQL_NULL,
    GRAPHQL_NAME, /* of a choice */
    GRAPHQL_LIST,
    GRAPHQL_OBJECT
};
struct graphql_value {
    enum graphql_kind kind;
    struct graphql_place place;
    const char *text; /* the name, digits or characters; "true" or "false" */
};
struct graphql_argument {
    const char *name;
    struct graphql_place place;
    struct graphql_value value;
    struct graphql_argument *next;
};
struct graphql_directive {
    const char *name;
    struct graphql_place place;
    struct graphql_argument *arguments;
    struct graphql_directive *next;
};
struct graphql_selection {
    enum { GRAPHQL_FIELD, GRAPHQL_SPREAD, GRAPHQL_INLINE } kind;
    const char *name, *alias; /* alias NULL: none */
    const char *on;           /* of an inline fragment; NULL: none */
    struct graphql_place place;
    struct graphql_argument *arguments;
    struct graphql_directive *directives;
    struct graphql_selection *selections, *next;
};
struct graphql_variable {
    const char *name, *type; /* type: NULL for a list */
    struct graphql_place place;
    bool needed;                    /* the type ends with ! */
    struct graphql_value *fallback; /* NULL: none */
    bool used;                      /* found by graphql_plan */
    struct graphql_variable *next;
};
/* An operation, or a fragment: then `on` is its type. */
struct graphql_part {
    const char *name; /* NULL: none */
    const char *kind; /* query, mutation, subscription or fragment */
    const char *on;
    struct graphql_place place;
    struct graphql_variable *variables;
    struct graphql_directive *directives;
    struct graphql_selection *selections;
    bool used;
    struct graphql_part *next;
};
struct graphql_document {
    struct graphql_part *operations, *fragments;
};

/* NULL with an error added. Bounded by size, tokens and nesting. Text is copied. */
struct graphql_document *graphql_parse(const char *text, size_t size, struct arena *arena,
                                       json_t *errors);

/* What can be asked. */
enum graphql_input {
    GRAPHQL_IN_INT,
    GRAPHQL_IN_TEXT,
    GRAPHQL_IN_ID,
    GRAPHQL_IN_CHOICE,
    GRAPHQL_IN_TRUTH
};
struct graphql_parameter {
    const char *name, *type; /* type: of variables that may stand here */
    enum graphql_input input;
    bool required;
    int64_t low, high, fallback; /* of an INT */
    const char *choices;         /* "draft|failed" */
};
struct graphql_given {
    const char *text; /* NULL: not given, or null */
    int64_t number;   /* INT: the fallback when not given */
};
struct call;
struct graphql_field {
    const struct shape *parent; /* which has this field beside those of its own */
    const char *name;
    const struct shape *shape; /* what is answered */
    const struct graphql_parameter *parameters;
    size_t parameter_count;
    int cost;    /* of fetching it */
    bool writes; /* needs a transaction that writes */
    /* *value stays NULL for nothing. PROBLEM_NOT_FOUND, _FORBIDDEN and _BAD_INPUT are errors of
     * the field; others end the request. */
    bool (*fetch)(struct call *call, const void *parent, const struct graphql_given *given,
                  const void **value, struct error *err);
};
struct graphql_schema {
    const struct shape *root;
    const struct graphql_field *fields;
    size_t field_count;
};

/* What is fetched and written, fields of the same name merged. */
struct graphql_node {
    const char *key;                     /* of the answer */
    const struct field *field;           /* of the parent's shape, or */
    const struct graphql_field *fetched; /* NULL as well: __typename */
    struct graphql_given given[GRAPHQL_ARGUMENTS_MAX];
    struct graphql_place place;
    const struct shape *shape; /* of its own fields; NULL: a leaf */
    struct graphql_node *first, *last, *next;
};
struct graphql_plan {
    struct graphql_node root;
    int64_t cost;
    bool writes;
};

/* Checks the operation named (NULL: the only one) with all it uses. False with errors added.
 * `variables` is an object or NULL; the plan borrows text from it. */
bool graphql_plan(struct graphql_document *document, const char *operation, json_t *variables,
                  const struct graphql_schema *schema, struct arena *arena,
                  struct graphql_plan *plan, json_t *errors);

/* Fetches and writes. *data is a new reference. */
bool graphql_run(struct call *call, const struct graphql_plan *plan, json_t **data,
                 json_t *errors, struct error *err) MUST_USE;

/* Projects, jobs and credits: routes_graphql.c. */
extern const struct graphql_schema graphql_studio;

/* Adds an error; path is taken, NULL for none; code NULL for none. */
void graphql_fault(json_t *errors, struct graphql_place place, json_t *path, const char *code,
                   const char *format, ...) PRINTF_LIKE(5, 6);

#endif
