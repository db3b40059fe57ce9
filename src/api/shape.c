/* Decoding and encoding by tables. */
#include "api/shape.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/encode.h"
#include "base/utf8.h"

enum { POINTER_SIZE = 160, LIST_MAX = 1000, TEXT_MAX = 1000, FAULTS_MAX = 50 };

void shape_fault(struct faults *faults, const char *pointer, const char *format, ...) {
    if (faults->list.count >= FAULTS_MAX) return;
    char detail[256];
    va_list args;
    va_start(args, format);
    vsnprintf(detail, sizeof detail, format, args);
    va_end(args);
    struct fault *fault = list_push(&faults->list);
    fault->pointer = arena_printf(faults->arena, "%s", pointer);
    fault->detail = arena_printf(faults->arena, "%s", detail);
}

/* "first_name" is "firstName". */
static bool same_name(const char *name, const char *key) {
    if (strcmp(name, key) == 0) return true;
    for (; *name && *key; name++, key++) {
        if (*key == '_' && key[1]) {
            key++;
            if (toupper((unsigned char)*key) != *name) return false;
        } else if (*key != *name) {
            return false;
        }
    }
    return !*name && !*key;
}

static const struct field *field_named(const struct shape *shape, const char *key) {
    for (size_t i = 0; i < shape->field_count; i++) {
        const struct field *field = &shape->fields[i];
        if (same_name(field->name, key) || (field->alias && strcmp(field->alias, key) == 0))
            return field;
    }
    return NULL;
}

static bool is_choice(const char *choices, const char *text) {
    size_t length = strlen(text);
    for (const char *at = choices; length && at;) {
        const char *end = strchr(at, '|');
        size_t size = end ? (size_t)(end - at) : strlen(at);
        if (size == length && memcmp(at, text, length) == 0) return true;
        at = end ? end + 1 : NULL;
    }
    return false;
}

/* The little of RFC 5321 that matters: one @, a dot behind it, no space or control, bounded. */
static bool is_email(const char *text) {
    const char *at = strchr(text, '@');
    size_t length = strlen(text);
    if (!at || at == text || strchr(at + 1, '@') || length > 254 || at - text > 64)
        return false;
    for (const char *c = text; *c; c++)
        if ((unsigned char)*c <= ' ' || *c == 0x7f || strchr("\"(),:;<>[]\\", *c)) return false;
    const char *dot = strrchr(at, '.');
    return dot && dot > at + 1 && dot[1] && at[1] != '-' && !strstr(at, "..") &&
           !strstr(at, "@.");
}

static bool is_link(const char *text) {
    for (const char *c = text; *c; c++)
        if ((unsigned char)*c <= ' ' || *c == 0x7f || *c == '\\') return false;
    return (strncmp(text, "https://", 8) == 0 && text[8]) ||
           (strncmp(text, "http://", 7) == 0 && text[7]);
}

static void decode_text(const struct field *field, const char *text, size_t size,
                        const char *pointer, void *target, struct faults *faults) {
    if (strlen(text) != size) {
        shape_fault(faults, pointer, "must not contain the character NUL");
        return;
    }
    int64_t characters = (int64_t)utf8_length(text);
    int64_t high = field->high ? field->high : TEXT_MAX;
    if (characters < field->low && field->low == 1) {
        shape_fault(faults, pointer, "must not be empty");
    } else if (characters < field->low) {
        shape_fault(faults, pointer, "must have at least %lld characters",
                    (long long)field->low);
    } else if (characters > high) {
        shape_fault(faults, pointer, "must have at most %lld characters, has %lld",
                    (long long)high, (long long)characters);
    } else if (field->type == FIELD_EMAIL && !is_email(text)) {
        shape_fault(faults, pointer, "must be a mail address such as meera@example.com");
    } else if (field->type == FIELD_ID && !encode_is_id(text)) {
        shape_fault(faults, pointer, "must be an id: a UUID in lower case");
    } else if (field->type == FIELD_LINK && !is_link(text)) {
        shape_fault(faults, pointer, "must be an http or https address");
    } else if (field->type == FIELD_CHOICE && !is_choice(field->choices, text)) {
        shape_fault(faults, pointer, "must be one of %s", field->choices);
    } else {
        *(const char **)target = text;
    }
}

static void decode_number(const struct field *field, int64_t value, const char *pointer,
                          int64_t *target, struct faults *faults) {
    if ((field->low || field->high) && (value < field->low || value > field->high)) {
        shape_fault(faults, pointer, "must be from %lld to %lld", (long long)field->low,
                    (long long)field->high);
    } else {
        *target = value;
    }
}

static bool parse_time(const char *text, int64_t *ms) {
    struct tm parts = {0};
    const char *rest = strptime(text, "%Y-%m-%dT%H:%M:%S", &parts);
    if (!rest) return false;
    int fraction = 0, scale = 100;
    if (*rest == '.')
        for (rest++; isdigit((unsigned char)*rest); rest++, scale /= 10)
            fraction += (*rest - '0') * scale;
    if (strcmp(rest, "Z") != 0) return false;
    *ms = (int64_t)timegm(&parts) * 1000 + fraction;
    return true;
}

static bool parse_integer(const char *text, int64_t *value) {
    char *end;
    errno = 0;
    *value = strtoll(text, &end, 10);
    return *text && !isspace((unsigned char)*text) && !*end && !errno;
}

static void decode_value(const struct field *field, const json_t *json, bool loose,
                         const char *pointer, void *target, struct arena *arena,
                         struct faults *faults);

static void decode_list(const struct field *field, const json_t *json, const char *pointer,
                        struct shape_list *target, struct arena *arena, struct faults *faults);

static void decode_object(const struct shape *shape, const json_t *json, bool loose,
                          const char *pointer, void *data, struct arena *arena,
                          struct faults *faults);

static void decode_integer(const struct field *field, const json_t *json, bool loose,
                           const char *pointer, int64_t *target, struct faults *faults) {
    int64_t value;
    if (json_is_integer(json)) {
        decode_number(field, json_integer_value(json), pointer, target, faults);
    } else if (loose && json_is_string(json) &&
               parse_integer(json_string_value(json), &value)) {
        decode_number(field, value, pointer, target, faults);
    } else {
        shape_fault(faults, pointer, "must be a whole number");
    }
}

static void decode_value(const struct field *field, const json_t *json, bool loose,
                         const char *pointer, void *target, struct arena *arena,
                         struct faults *faults) {
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_SECRET:
    case FIELD_ID:
    case FIELD_EMAIL:
    case FIELD_LINK:
    case FIELD_CHOICE:
        if (json_is_string(json)) {
            decode_text(field, json_string_value(json), json_string_length(json), pointer,
                        target, faults);
        } else {
            shape_fault(faults, pointer, "must be a text");
        }
        break;
    case FIELD_INT:
        decode_integer(field, json, loose, pointer, target, faults);
        break;
    case FIELD_BOOL: {
        const char *text = loose ? json_string_value(json) : NULL;
        if (json_is_boolean(json) || (text && is_choice("true|false", text))) {
            *(int64_t *)target = text ? strcmp(text, "true") == 0 : json_is_true(json);
        } else {
            shape_fault(faults, pointer, "must be true or false");
        }
        break;
    }
    case FIELD_TIME:
        if (!json_is_string(json) || !parse_time(json_string_value(json), target))
            shape_fault(faults, pointer, "must be a time such as 2026-11-27T21:38:45Z");
        break;
    case FIELD_OBJECT:
        if (json_is_object(json)) {
            void *data = arena_alloc(arena, 1, field->shape->size);
            decode_object(field->shape, json, loose, pointer, data, arena, faults);
            *(void **)target = data;
        } else {
            shape_fault(faults, pointer, "must be an object");
        }
        break;
    case FIELD_LIST:
    case FIELD_TEXTS:
        decode_list(field, json, pointer, target, arena, faults);
        break;
    case FIELD_JSON:
        if (json_is_object(json)) {
            AUTO_FREE char *text = json_dumps(json, JSON_COMPACT);
            if (!text) die("JSON cannot be written");
            *(const char **)target = arena_copy(arena, text, strlen(text));
            if (field->shape)
                decode_object(field->shape, json, loose, pointer,
                              arena_alloc(arena, 1, field->shape->size), arena, faults);
        } else {
            shape_fault(faults, pointer, "must be an object");
        }
        break;
    }
}

static void decode_list(const struct field *field, const json_t *json, const char *pointer,
                        struct shape_list *target, struct arena *arena, struct faults *faults) {
    size_t most = field->high ? (size_t)field->high : LIST_MAX;
    if (!json_is_array(json)) {
        shape_fault(faults, pointer, "must be a list");
        return;
    }
    if (json_array_size(json) > most) {
        shape_fault(faults, pointer, "must have at most %zu items", most);
        return;
    }
    bool texts = field->type == FIELD_TEXTS;
    size_t item_size = texts ? sizeof(char *) : field->shape->size;
    target->count = json_array_size(json);
    target->items = target->count ? arena_alloc(arena, target->count, item_size) : NULL;
    struct field item = {.type = texts ? FIELD_TEXT : FIELD_OBJECT, .low = texts};
    for (size_t i = 0; i < target->count; i++) {
        char inner[POINTER_SIZE];
        snprintf(inner, sizeof inner, "%.120s/%zu", pointer, i);
        void *to = (char *)target->items + i * item_size;
        const json_t *value = json_array_get(json, i);
        if (texts) {
            decode_value(&item, value, false, inner, to, arena, faults);
        } else if (json_is_object(value)) {
            decode_object(field->shape, value, false, inner, to, arena, faults);
        } else {
            shape_fault(faults, inner, "must be an object");
        }
    }
}

static void set_absent(const struct field *field, void *data) {
    void *target = (char *)data + field->offset;
    if (field->type == FIELD_INT || field->type == FIELD_BOOL || field->type == FIELD_TIME)
        *(int64_t *)target = SHAPE_ABSENT;
}

static void take_fallback(const struct field *field, void *data) {
    void *target = (char *)data + field->offset;
    if (field->type == FIELD_INT) {
        if (!parse_integer(field->fallback, target)) die("%s: not a number", field->name);
    } else if (field->type == FIELD_BOOL) {
        *(int64_t *)target = strcmp(field->fallback, "true") == 0;
    } else {
        *(const char **)target = field->fallback;
    }
}

static void decode_object(const struct shape *shape, const json_t *json, bool loose,
                          const char *pointer, void *data, struct arena *arena,
                          struct faults *faults) {
    enum { FIELDS_MAX = 64 };
    bool seen[FIELDS_MAX] = {false};
    char inner[POINTER_SIZE];
    if (shape->field_count > FIELDS_MAX) die("%s has too many fields", shape->name);
    for (size_t i = 0; i < shape->field_count; i++) set_absent(&shape->fields[i], data);
    const char *key;
    json_t *value;
    /* jansson's macro takes no const. */
    json_object_foreach((json_t *)json, key, value) {
        const struct field *field = field_named(shape, key);
        snprintf(inner, sizeof inner, "%.100s/%.50s", pointer, field ? field->name : key);
        if (!field) {
            if (!shape->open) shape_fault(faults, inner, "is not a field that is known here");
            continue;
        }
        size_t index = (size_t)(field - shape->fields);
        if (seen[index]) {
            shape_fault(faults, inner, "is given twice");
            continue;
        }
        seen[index] = true;
        if (json_is_null(value) && !field->required) continue;
        decode_value(field, value, loose, inner, (char *)data + field->offset, arena, faults);
    }
    for (size_t i = 0; i < shape->field_count; i++) {
        if (seen[i]) continue;
        snprintf(inner, sizeof inner, "%.100s/%.50s", pointer, shape->fields[i].name);
        if (shape->fields[i].required) {
            shape_fault(faults, inner, "is needed");
        } else if (shape->fields[i].fallback) {
            take_fallback(&shape->fields[i], data);
        }
    }
}

void *shape_decode(const struct shape *shape, const json_t *json, bool loose,
                   struct arena *arena, struct faults *faults) {
    void *data = arena_alloc(arena, 1, shape->size ? shape->size : 1);
    if (json_is_object(json)) {
        decode_object(shape, json, loose, "", data, arena, faults);
    } else {
        shape_fault(faults, "", "must be an object");
    }
    return data;
}
