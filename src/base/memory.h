/* Memory with clear lifetimes: arenas for documents, growing arrays, scope-bound cleanup.
 *
 * Small allocations abort when memory is gone (there is no useful way on). Anything sized by
 * input is bounded by its reader before it is allocated. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/error.h"

/* Never NULL; zeroed; aborts when out of memory or when count * size overflows. Free with
 * free(). */
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *block, size_t count, size_t size);
char *xstrdup(const char *text);

/* An arena: many allocations, one free. Not for use from two threads at once. */
struct arena;
struct arena *arena_new(void);
void arena_free(struct arena *arena);                              /* NULL is allowed */
void *arena_alloc(struct arena *arena, size_t count, size_t size); /* zeroed, 16-byte aligned */
char *arena_copy(struct arena *arena, const char *bytes, size_t size); /* adds a NUL */
char *arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
size_t arena_used(const struct arena *arena); /* bytes handed out */

/* A growing array of TYPE: struct { TYPE *items; size_t count, room; }. */
#define LIST(type)          \
    struct {                \
        type *items;        \
        size_t count, room; \
    }

/* Appends a zeroed item and yields a pointer to it, valid until the next push. */
#define list_push(list)                                                                \
    (((list)->count == (list)->room                                                    \
          ? (void)((list)->items =                                                     \
                       list_grow((list)->items, &(list)->room, sizeof *(list)->items)) \
          : (void)0),                                                                  \
     memset(&(list)->items[(list)->count], 0, sizeof *(list)->items),                  \
     &(list)->items[(list)->count++])
#define list_done(list) \
    (free((list)->items), (list)->items = NULL, (list)->count = (list)->room = 0)
void *list_grow(void *items, size_t *room, size_t item_size);

/* Copies a list's items into the arena, so that the list itself can be freed. */
#define list_take(arena, list)                                                          \
    ((list)->count ? memcpy(arena_alloc((arena), (list)->count, sizeof *(list)->items), \
                            (list)->items, (list)->count * sizeof *(list)->items)       \
                   : NULL)

/* Cleanup when the variable leaves its scope: `AUTO(free_char) char *path = ...`. */
#define AUTO(function) __attribute__((cleanup(function)))
static inline void auto_free(void *pointer) {
    free(*(void **)pointer);
}
#define AUTO_FREE AUTO(auto_free)

/* Hands a pointer over and leaves NULL behind. */
#define TAKE(pointer)                           \
    ({                                          \
        __typeof__(pointer) taken_ = (pointer); \
        (pointer) = NULL;                       \
        taken_;                                 \
    })

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
