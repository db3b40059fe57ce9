#include "base/memory.h"

#include <stdio.h>
#include <string.h>

void *xcalloc(size_t count, size_t size) {
    void *block = calloc(count ? count : 1, size ? size : 1);
    if (!block) die("out of memory (%zu items of %zu bytes)", count, size);
    return block;
}

void *xrealloc(void *block, size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) die("an allocation overflows");
    block = realloc(block, bytes ? bytes : 1);
    if (!block) die("out of memory (%zu bytes)", bytes);
    return block;
}

char *xstrdup(const char *text) {
    size_t size = strlen(text) + 1;
    return memcpy(xcalloc(size, 1), text, size);
}

void *list_grow(void *items, size_t *room, size_t item_size) {
    *room = *room ? *room * 2 : 8;
    return xrealloc(items, *room, item_size);
}

/* Blocks are chained; `used` counts from the block's own start so that alignment is a matter of
 * rounding sizes only. */
struct block {
    struct block *next;
    size_t used, size;
};

struct arena {
    struct block *head;
    size_t used;
};

enum { ALIGNMENT = 16, BLOCK_SIZE = 64 * 1024, HEADER = (sizeof(struct block) + 15) / 16 * 16 };

struct arena *arena_new(void) {
    return xcalloc(1, sizeof(struct arena));
}

void arena_free(struct arena *arena) {
    if (!arena) return;
    for (struct block *block = arena->head; block;) {
        struct block *next = block->next;
        free(block);
        block = next;
    }
    free(arena);
}

void *arena_alloc(struct arena *arena, size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2)
        die("an arena allocation overflows");
    bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct block *block = arena->head;
    if (!block || block->size - block->used < bytes) {
        size_t room = HEADER + (bytes > BLOCK_SIZE ? bytes : BLOCK_SIZE);
        block = xcalloc(1, room);
        block->size = room;
        block->used = HEADER;
        block->next = arena->head;
        arena->head = block;
    }
    void *result = (char *)block + block->used;
    block->used += bytes;
    arena->used += bytes;
    return result;
}

char *arena_copy(struct arena *arena, const char *bytes, size_t size) {
    char *copy = arena_alloc(arena, size + 1, 1);
    if (size) memcpy(copy, bytes, size);
    return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = arena_alloc(arena, (size_t)(size < 0 ? 0 : size) + 1, 1);
    if (size > 0) vsnprintf(text, (size_t)size + 1, format, again);
    va_end(again);
    return text;
}

size_t arena_used(const struct arena *arena) {
    return arena->used;
}
