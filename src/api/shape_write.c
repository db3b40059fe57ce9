/* Structs into JSON text, field by field, without a tree in between. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "api/shape.h"
#include "base/clock.h"

/* UTF-8 goes as it is; RFC 8259, 7 says what may not. */
static void write_text(struct buf *out, const char *text) {
    buf_add(out, "\"", 1);
    for (;;) {
        size_t plain = 0;
        while ((unsigned char)text[plain] >= ' ' && text[plain] != '"' && text[plain] != '\\')
            plain++;
        if (plain) buf_add(out, text, plain);
        text += plain;
        if (!*text) break;
        if (*text == '"' || *text == '\\') {
            buf_add(out, (char[]){'\\', *text}, 2);
        } else if (*text == '\n') {
            buf_add(out, "\\n", 2);
        } else {
            buf_printf(out, "\\u%04x", *text);
        }
        text++;
    }
    buf_add(out, "\"", 1);
}

static void write_number(struct buf *out, int64_t number) {
    char digits[24];
    int size = snprintf(digits, sizeof digits, "%" PRId64, number);
    buf_add(out, digits, (size_t)size);
}

static void write_list(struct buf *out, const struct field *field,
                       const struct shape_list *list) {
    buf_add(out, "[", 1);
    for (size_t i = 0; i < list->count; i++) {
        if (i) buf_add(out, ",", 1);
        if (field->type == FIELD_TEXTS) {
            write_text(out, ((const char **)list->items)[i]);
        } else {
            shape_write(field->shape, (const char *)list->items + i * field->shape->size, out);
        }
    }
    buf_add(out, "]", 1);
}

static bool is_absent(const struct field *field, const void *source) {
    int64_t number = *(const int64_t *)source;
    switch (field->type) {
    case FIELD_INT:
    case FIELD_BOOL:
        return number == SHAPE_ABSENT;
    case FIELD_TIME:
        return number == SHAPE_ABSENT || number == 0;
    case FIELD_LIST:
    case FIELD_TEXTS:
        return false;
    case FIELD_JSON:
        return !*(const char *const *)source || !**(const char *const *)source;
    default:
        return !*(const char *const *)source;
    }
}

static void write_value(struct buf *out, const struct field *field, const void *source) {
    const char *text = *(const char *const *)source;
    int64_t number = *(const int64_t *)source;
    char at[CLOCK_TEXT_SIZE];
    switch (field->type) {
    case FIELD_INT:
        write_number(out, number);
        break;
    case FIELD_BOOL:
        buf_text(out, number ? "true" : "false");
        break;
    case FIELD_TIME:
        clock_text(number, at);
        write_text(out, at);
        break;
    case FIELD_OBJECT:
        shape_write(field->shape, text, out);
        break;
    case FIELD_LIST:
    case FIELD_TEXTS:
        write_list(out, field, source);
        break;
    case FIELD_JSON: /* it was checked and written by us when it came in */
        buf_text(out, text);
        break;
    default:
        write_text(out, text);
    }
}

void shape_write(const struct shape *shape, const void *data, struct buf *out) {
    const char *before = "{\"";
    for (size_t i = 0; i < shape->field_count; i++) {
        const struct field *field = &shape->fields[i];
        const void *source = (const char *)data + field->offset;
        if (is_absent(field, source)) {
            if (field->required) die("%s.%s is needed and absent", shape->name, field->name);
            continue;
        }
        buf_text(out, before);
        buf_text(out, field->name);
        buf_add(out, "\":", 2);
        write_value(out, field, source);
        before = ",\"";
    }
    buf_text(out, before[0] == '{' ? "{}" : "}");
}
