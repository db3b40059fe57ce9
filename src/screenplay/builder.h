/* A screenplay while it is being read: growing lists, the table of names, and the limits. */
#ifndef SCREENPLAY_BUILDER_H
#define SCREENPLAY_BUILDER_H

#include "base/memory.h"
#include "screenplay/screenplay.h"
#include "screenplay/slice.h"

/* What is over a limit is left out with a remark; the rest of the script is read. */
enum {
    SCREENPLAY_MAX_ELEMENTS = 400000,
    SCREENPLAY_MAX_SCENES = 20000,
    SCREENPLAY_MAX_CHARACTERS = 5000,
    SCREENPLAY_MAX_REMARKS = 200,
};

struct screenplay_builder {
    struct arena *arena;
    LIST(struct element) elements;
    LIST(struct scene) scenes;
    LIST(struct character) characters;
    LIST(struct remark) remarks;
    LIST(struct title_entry) titles;
    LIST(char *) keys; /* folded names, parallel to characters; in the arena */
    int *slots;        /* hash table of character + 1; 0 is empty */
    size_t slot_count; /* a power of two */
    bool scene_open;   /* the newest scene takes what comes */
    bool full;         /* a limit was reached and said */
};

void screenplay_builder_init(struct screenplay_builder *builder, struct arena *arena);
void screenplay_builder_done(struct screenplay_builder *builder);

void screenplay_remark(struct screenplay_builder *builder, enum remark_kind kind, int line,
                       int column, const char *format, ...) PRINTF_LIKE(5, 6);

/* Begins a scene; its fields are the caller's to fill. Elements that came before the first
 * scene and tell nothing (a transition, a section) join it. NULL over the limit. */
struct scene *screenplay_add_scene(struct screenplay_builder *builder, int line, int column);

/* Appends an element of the open scene (one without a heading is begun when there is none and
 * the element tells something). The text must live in the arena. NULL over the limit. Valid
 * until the next call. */
struct element *screenplay_add_element(struct screenplay_builder *builder,
                                       enum element_kind kind, const char *text, int line,
                                       int column);

/* The character of that name, whatever its case and spacing; a new one when there is none and
 * `line` > 0. -1 when unknown or over the limit. */
int screenplay_character(struct screenplay_builder *builder, struct slice name, int line);

/* Moves everything into *screenplay (in the same arena). */
void screenplay_builder_finish(struct screenplay_builder *builder,
                               struct screenplay *screenplay);

#endif
