/* Text from outside into JSON values: strictly, and bounded before anything is built. */
#include <string.h>

#include "api/shape.h"
#include "base/url.h"

enum { DEPTH_MAX = 32, PAIRS_MAX = 100 };

/* How deep brackets nest outside of strings; right or wrong JSON. */
static int depth_of(const char *bytes, size_t size) {
    int depth = 0, deepest = 0;
    bool in_string = false;
    for (size_t i = 0; i < size; i++) {
        char c = bytes[i];
        if (in_string) {
            if (c == '\\') i++;
            if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > deepest) deepest = depth;
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }
    return deepest;
}

json_t *shape_parse(const char *bytes, size_t size, struct faults *faults) {
    if (depth_of(bytes, size) > DEPTH_MAX) {
        shape_fault(faults, "", "is nested more than %d deep", DEPTH_MAX);
        return NULL;
    }
    json_error_t why;
    json_t *json = json_loadb(bytes ? bytes : "", size, JSON_REJECT_DUPLICATES, &why);
    if (!json)
        shape_fault(faults, "", "is not JSON at line %d, column %d: %.100s", why.line,
                    why.column, why.text);
    return json;
}

json_t *shape_parse_form(const char *bytes, size_t size, struct faults *faults) {
    json_t *object = json_object();
    AUTO_FREE char *copy = xcalloc(size + 1, 1);
    if (size) memcpy(copy, bytes, size);
    char *at = copy, *value = NULL, *name;
    bool whole = !size || !memchr(copy, '\0', size);
    for (int pairs = 0; whole && (name = url_next_pair(&at, &value)); pairs++)
        whole = *name && pairs < PAIRS_MAX && !json_object_get(object, name) &&
                json_object_set_new(object, name, json_string(value ? value : "")) == 0;
    if (whole && !*at) return object;
    shape_fault(faults, "", "is not a form: a name or value is broken or given twice");
    json_decref(object);
    return NULL;
}
