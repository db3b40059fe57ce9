/* Reading small scripts in tests. */
#ifndef TESTS_SCREENPLAY_SCRIPT_H
#define TESTS_SCREENPLAY_SCRIPT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "screenplay/screenplay.h"

static inline struct screenplay *script(const char *text, enum screenplay_format format) {
    struct screenplay *read = NULL;
    struct error err = {0};
    if (!screenplay_read(text, strlen(text), format, &read, &err)) fail_msg("%s", err.message);
    return read;
}

/* The n-th element of a kind; fails when there is none. */
static inline const struct element *nth(const struct screenplay *script, enum element_kind kind,
                                        size_t n) {
    for (size_t i = 0; i < script->element_count; i++)
        if (script->elements[i].kind == kind && n-- == 0) return &script->elements[i];
    fail_msg("there is no such element");
    return NULL;
}

static inline size_t count_of(const struct screenplay *script, enum element_kind kind) {
    size_t count = 0;
    for (size_t i = 0; i < script->element_count; i++)
        count += script->elements[i].kind == kind;
    return count;
}

static inline const char *speaker(const struct screenplay *script, size_t n) {
    return script->characters[nth(script, ELEMENT_DIALOGUE, n)->character].name;
}

static inline const char *speech(const struct screenplay *script, size_t n) {
    return nth(script, ELEMENT_DIALOGUE, n)->text;
}

#endif
