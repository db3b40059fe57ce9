/* The JSON Schema of shapes, for the OpenAPI document. */
#include <string.h>

#include "api/shape.h"

static json_t *reference_to(const struct shape *shape, shape_visitor *visit, void *data) {
    visit(shape, data);
    return json_pack("{s:o}", "$ref", json_sprintf("#/components/schemas/%s", shape->name));
}

static json_t *choices_of(const char *choices) {
    json_t *array = json_array();
    for (const char *at = choices; at;) {
        const char *end = strchr(at, '|');
        json_array_append_new(array, json_stringn(at, end ? (size_t)(end - at) : strlen(at)));
        at = end ? end + 1 : NULL;
    }
    return array;
}

static void set(json_t *object, const char *name, json_t *value) {
    json_object_set_new(object, name, value);
}

static json_t *text_schema(const struct field *field, bool incoming) {
    json_t *schema = json_pack("{s:s}", "type", "string");
    if (field->type == FIELD_ID) set(schema, "format", json_string("uuid"));
    if (field->type == FIELD_EMAIL) set(schema, "format", json_string("email"));
    if (field->type == FIELD_LINK && incoming) set(schema, "format", json_string("uri"));
    if (field->type == FIELD_SECRET) set(schema, "format", json_string("password"));
    if (field->type == FIELD_TIME) set(schema, "format", json_string("date-time"));
    if (field->type == FIELD_CHOICE) set(schema, "enum", choices_of(field->choices));
    bool counted = field->type == FIELD_TEXT || field->type == FIELD_SECRET;
    if (incoming && counted && field->low) set(schema, "minLength", json_integer(field->low));
    if (incoming && counted)
        set(schema, "maxLength", json_integer(field->high ? field->high : 1000));
    return schema;
}

json_t *shape_field_schema(const struct field *field, bool incoming, shape_visitor *visit,
                           void *data) {
    json_t *schema;
    switch (field->type) {
    case FIELD_INT:
        schema = json_pack("{s:s}", "type", "integer");
        if (incoming && (field->low || field->high)) {
            set(schema, "minimum", json_integer(field->low));
            set(schema, "maximum", json_integer(field->high));
        }
        break;
    case FIELD_BOOL:
        schema = json_pack("{s:s}", "type", "boolean");
        break;
    case FIELD_OBJECT:
        return reference_to(field->shape, visit, data);
    case FIELD_LIST:
        schema = json_pack("{s:s, s:o}", "type", "array", "items",
                           reference_to(field->shape, visit, data));
        break;
    case FIELD_TEXTS:
        schema = json_pack("{s:s, s:{s:s}}", "type", "array", "items", "type", "string");
        break;
    case FIELD_JSON:
        if (field->shape) return reference_to(field->shape, visit, data);
        schema = json_pack("{s:s}", "type", "object");
        break;
    default:
        schema = text_schema(field, incoming);
    }
    bool list = field->type == FIELD_LIST || field->type == FIELD_TEXTS;
    if (incoming && list && field->high) set(schema, "maxItems", json_integer(field->high));
    if (field->help) set(schema, "description", json_string(field->help));
    if (field->fallback && incoming) {
        bool bare = field->type == FIELD_INT || field->type == FIELD_BOOL;
        set(schema, "default",
            bare ? json_loads(field->fallback, JSON_DECODE_ANY, NULL)
                 : json_string(field->fallback));
    }
    return schema;
}

json_t *shape_schema(const struct shape *shape, bool incoming, shape_visitor *visit,
                     void *data) {
    json_t *properties = json_object(), *required = json_array();
    for (size_t i = 0; i < shape->field_count; i++) {
        const struct field *field = &shape->fields[i];
        json_object_set_new(properties, field->name,
                            shape_field_schema(field, incoming, visit, data));
        if (field->required ||
            (!incoming && (field->type == FIELD_LIST || field->type == FIELD_TEXTS)))
            json_array_append_new(required, json_string(field->name));
    }
    json_t *schema = json_pack("{s:s, s:o, s:b}", "type", "object", "properties", properties,
                               "additionalProperties", shape->open);
    if (json_array_size(required)) {
        set(schema, "required", required);
    } else {
        json_decref(required);
    }
    return schema;
}
