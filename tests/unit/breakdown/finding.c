#include "finding.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

struct broken_down break_down(const char *script, size_t size, enum culture culture) {
    struct broken_down result = {0};
    struct error err;
    if (!screenplay_read(script, size, SCREENPLAY_AUTO, &result.screenplay, &err))
        return result;
    result.breakdown = breakdown_new(result.screenplay, culture);
    result.json = breakdown_to_json(result.breakdown);
    return result;
}

void broken_down_done(struct broken_down *broken_down) {
    json_decref(broken_down->json);
    breakdown_free(broken_down->breakdown);
    screenplay_free(broken_down->screenplay);
    *broken_down = (struct broken_down){0};
}

static const char *text_of(json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static void list_scene(json_t *scene, const char *what, struct buf *out) {
    size_t i;
    json_t *entry;
    if (strcmp(what, "acts") == 0) {
        json_array_foreach(json_object_get(scene, "actions"), i, entry)
            buf_printf(out, "%s:%s:%s:%s;", text_of(entry, "act"), text_of(entry, "character"),
                       text_of(entry, "target"), text_of(entry, "prop"));
    } else if (strcmp(what, "sounds") == 0) {
        json_array_foreach(json_object_get(scene, what), i, entry)
            buf_printf(out, "%s;", text_of(entry, "effect"));
    } else if (strcmp(what, "props") == 0) {
        json_array_foreach(json_object_get(scene, what), i, entry)
            buf_printf(out, "%s;", text_of(entry, "id"));
    } else if (strcmp(what, "mood_words") == 0) {
        json_array_foreach(json_object_get(scene, "mood_evidence"), i, entry)
            buf_printf(out, "%s;", text_of(entry, "words"));
    } else if (strcmp(what, "present") == 0) {
        json_array_foreach(json_object_get(scene, what), i, entry)
            buf_printf(out, "%s;", json_string_value(entry));
    }
}

static json_t *step(json_t *at, const char *key) {
    if (json_is_object(at)) return json_object_get(at, key);
    if (*key >= '0' && *key <= '9') return json_array_get(at, (size_t)atoi(key));
    size_t i;
    json_t *entry;
    json_array_foreach(at, i,
                       entry) if (strcmp(text_of(entry, "name"), key) == 0 ||
                                  strcmp(text_of(entry, "other"), key) == 0) return entry;
    return NULL;
}

static void print_value(json_t *value, struct buf *out) {
    if (json_is_string(value))
        buf_text(out, json_string_value(value));
    else if (json_is_boolean(value))
        buf_text(out, json_is_true(value) ? "true" : "false");
    else if (json_is_integer(value))
        buf_printf(out, "%lld", (long long)json_integer_value(value));
    else if (json_is_real(value))
        buf_printf(out, "%.3f", json_real_value(value));
    else
        buf_text(out, value ? "null" : "nothing there");
}

bool finding_holds(json_t *json, const char *finding) {
    char path[200];
    size_t size = strcspn(finding, "=~!>");
    snprintf(path, sizeof path, "%.*s", (int)size, finding);
    const char *operation = finding + size;
    const char *wanted = operation + (*operation == '!' ? 2 : 1);
    struct buf found;
    buf_init(&found, 1 << 20);
    json_t *at = json, *scene = NULL;
    char *rest = path, *key, *last = path;
    while ((key = strsep(&rest, "."))) {
        scene = at;
        last = key;
        at = step(at, key);
    }
    if (*operation == '~' || *operation == '!')
        list_scene(scene, last, &found);
    else
        print_value(at, &found);
    const char *text = found.bytes ? found.bytes : "";
    bool holds = false;
    switch (*operation) {
    case '=':
        holds = strcmp(text, wanted) == 0;
        break;
    case '~':
        holds = strstr(text, wanted) != NULL;
        break;
    case '!':
        holds = strstr(text, wanted) == NULL;
        break;
    case '>':
        holds = atof(text) > atof(wanted);
        break;
    default:
        break;
    }
    if (!holds) fprintf(stderr, "%s, but found \"%s\"\n", finding, text);
    buf_done(&found);
    return holds;
}
