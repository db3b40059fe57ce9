/* Fetches what a plan asks for and writes it (section 6 of the specification of October 2021).
 * Every field may be null: one that fails is null and has an error with its path. */
#include <string.h>

#include "api/graphql.h"
#include "base/clock.h"

struct path {
    const char *key; /* NULL: the index */
    size_t index;
    const struct path *up;
};

struct run {
    struct call *call;
    json_t *errors;
    size_t bytes; /* of text */
    struct error *err;
};

static json_t *path_json(const struct path *path) {
    json_t *list = json_array();
    for (; path; path = path->up)
        json_array_insert_new(list, 0,
                              path->key ? json_string(path->key)
                                        : json_integer((json_int_t)path->index));
    return list;
}

/* NULL is null. */
static json_t *text_json(struct run *run, const char *text) {
    if (!text) return json_null();
    run->bytes += strlen(text);
    json_t *json = json_string(text);
    return json ? json : json_null();
}

static bool write_fields(struct run *run, const struct graphql_node *parent, const void *data,
                         const struct path *path, json_t **out);

static bool write_list(struct run *run, const struct graphql_node *node,
                       const struct shape_list *list, const struct path *path, json_t **out) {
    *out = json_array();
    for (size_t i = 0; i < list->count; i++) {
        struct path here = {.index = i, .up = path};
        json_t *item = NULL;
        const void *data = (const char *)list->items + i * node->shape->size;
        bool ok = write_fields(run, node, data, &here, &item);
        json_array_append_new(*out, item);
        if (!ok) return false;
    }
    return true;
}

/* A leaf. */
static json_t *leaf_json(struct run *run, const struct field *field, const void *source) {
    const char *text = *(const char *const *)source;
    int64_t number = *(const int64_t *)source;
    char at[CLOCK_TEXT_SIZE];
    switch (field->type) {
    case FIELD_INT:
        return number == SHAPE_ABSENT ? json_null() : json_integer(number);
    case FIELD_BOOL:
        return number == SHAPE_ABSENT ? json_null() : json_boolean(number != 0);
    case FIELD_TIME:
        if (number == SHAPE_ABSENT || number == 0) return json_null();
        clock_text(number, at);
        return json_string(at);
    case FIELD_JSON: {
        json_t *json = text && *text ? json_loads(text, 0, NULL) : NULL;
        run->bytes += text ? strlen(text) : 0;
        return json ? json : json_null();
    }
    case FIELD_TEXTS: {
        const struct shape_list *list = source;
        json_t *texts = json_array();
        for (size_t i = 0; i < list->count; i++)
            json_array_append_new(texts, text_json(run, ((const char **)list->items)[i]));
        return texts;
    }
    default:
        return text_json(run, text);
    }
}

/* False ends the request. */
static bool write_fetched(struct run *run, const struct graphql_node *node, const void *data,
                          const struct path *path, json_t **out) {
    const void *value = NULL;
    struct error err = {0};
    if (node->fetched->fetch(run->call, data, node->given, &value, &err)) {
        if (value) return write_fields(run, node, value, path, out);
    } else if (err.problem == PROBLEM_NOT_FOUND || err.problem == PROBLEM_FORBIDDEN ||
               err.problem == PROBLEM_BAD_INPUT) {
        graphql_fault(run->errors, node->place, path_json(path),
                      problem_info(err.problem)->slug, "%s", err.message);
    } else {
        *run->err = err;
        return false;
    }
    *out = json_null();
    return true;
}

/* A field of the shape itself. */
static bool write_own(struct run *run, const struct graphql_node *node, const void *data,
                      const struct path *path, json_t **out) {
    const void *source = (const char *)data + node->field->offset;
    if (node->field->type == FIELD_LIST) return write_list(run, node, source, path, out);
    if (node->field->type == FIELD_OBJECT) {
        const void *inner = *(const void *const *)source;
        if (inner) return write_fields(run, node, inner, path, out);
        *out = json_null();
    } else {
        *out = leaf_json(run, node->field, source);
    }
    return true;
}

/* *out is set in any case, and has to be given back. */
static bool write_fields(struct run *run, const struct graphql_node *parent, const void *data,
                         const struct path *path, json_t **out) {
    json_t *object = json_object();
    bool ok = true;
    *out = object;
    for (const struct graphql_node *node = parent->first; ok && node; node = node->next) {
        struct path here = {.key = node->key, .up = path};
        json_t *value = NULL;
        if (node->fetched) {
            ok = write_fetched(run, node, data, &here, &value);
        } else if (!node->field) {
            value = text_json(run, parent->shape->name);
        } else {
            ok = write_own(run, node, data, &here, &value);
        }
        if (value) json_object_set_new(object, node->key, value);
        if (ok && run->bytes > GRAPHQL_ANSWER_MAX)
            ok = error_set(run->err, PROBLEM_TOO_LARGE,
                           "The answer would have more than 8 MiB of text: ask for less.");
    }
    return ok;
}

bool graphql_run(struct call *call, const struct graphql_plan *plan, json_t **data,
                 json_t *errors, struct error *err) {
    struct run run = {.call = call, .errors = errors, .err = err};
    json_t *out = NULL;
    /* The root has no fields of its own, hence no data. */
    if (!write_fields(&run, &plan->root, "", NULL, &out)) {
        json_decref(out);
        return false;
    }
    *data = out;
    return true;
}
