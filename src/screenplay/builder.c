#include "screenplay/builder.h"

#include <stdio.h>

void screenplay_builder_init(struct screenplay_builder *builder, struct arena *arena) {
    *builder = (struct screenplay_builder){.arena = arena, .slot_count = 64};
    builder->slots = xcalloc(builder->slot_count, sizeof *builder->slots);
}

void screenplay_builder_done(struct screenplay_builder *builder) {
    list_done(&builder->elements);
    list_done(&builder->scenes);
    list_done(&builder->characters);
    list_done(&builder->remarks);
    list_done(&builder->titles);
    list_done(&builder->keys);
    free(builder->slots);
}

void screenplay_remark(struct screenplay_builder *builder, enum remark_kind kind, int line,
                       int column, const char *format, ...) {
    if (builder->remarks.count >= SCREENPLAY_MAX_REMARKS) return;
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    struct remark *remark = list_push(&builder->remarks);
    remark->kind = kind;
    remark->line = line;
    remark->column = column;
    remark->text = arena_copy(builder->arena, text, strlen(text));
}

static bool over_limit(struct screenplay_builder *builder, size_t count, size_t limit,
                       const char *what, int line) {
    if (count < limit) return false;
    if (!builder->full)
        screenplay_remark(
            builder, REMARK_LIMIT, line, 1,
            "A script can have at most %zu %s; what is more is left out. Split the "
            "script into several films.",
            limit, what);
    builder->full = true;
    return true;
}

struct scene *screenplay_add_scene(struct screenplay_builder *builder, int line, int column) {
    if (over_limit(builder, builder->scenes.count, SCREENPLAY_MAX_SCENES, "scenes", line))
        return NULL;
    bool first = builder->scenes.count == 0;
    struct scene *scene = list_push(&builder->scenes);
    scene->place = scene->time = "";
    scene->line = line;
    scene->column = column;
    scene->first = first ? 0 : builder->elements.count;
    builder->scene_open = true;
    return scene;
}

struct element *screenplay_add_element(struct screenplay_builder *builder,
                                       enum element_kind kind, const char *text, int line,
                                       int column) {
    if (over_limit(builder, builder->elements.count, SCREENPLAY_MAX_ELEMENTS, "elements", line))
        return NULL;
    bool tells = kind == ELEMENT_ACTION || kind == ELEMENT_DIALOGUE || kind == ELEMENT_LYRIC;
    if (!builder->scene_open && tells) screenplay_add_scene(builder, line, column);
    struct element *element = list_push(&builder->elements);
    element->kind = kind;
    element->line = line;
    element->column = column;
    element->text = text;
    element->scene = builder->scenes.count ? (int)builder->scenes.count - 1 : 0;
    element->character = -1;
    return element;
}

/* The key under which a name is known: lower case, one space between words. */
static char *name_key(struct screenplay_builder *builder, struct slice name) {
    AUTO_FREE char *copy = xcalloc(name.size + 1, 1);
    memcpy(copy, name.at, name.size);
    AUTO_FREE char *folded = utf8_fold(copy);
    size_t out = 0;
    struct slice s = slice_of(folded);
    for (size_t i = 0, used; i < s.size; i += used) {
        uint32_t code = slice_code(s, i, &used);
        if (utf8_is_space(code)) {
            if (out && folded[out - 1] != ' ') folded[out++] = ' ';
        } else {
            memmove(folded + out, s.at + i, used);
            out += used;
        }
    }
    if (out && folded[out - 1] == ' ') out--;
    return arena_copy(builder->arena, folded, out);
}

static uint64_t key_hash(const char *key) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (; *key; key++) hash = (hash ^ (unsigned char)*key) * 0x100000001b3u;
    return hash ^ hash >> 32;
}

static int *slot_of(struct screenplay_builder *builder, const char *key) {
    size_t at = key_hash(key) & (builder->slot_count - 1);
    while (builder->slots[at] && strcmp(builder->keys.items[builder->slots[at] - 1], key) != 0)
        at = (at + 1) & (builder->slot_count - 1);
    return &builder->slots[at];
}

int screenplay_character(struct screenplay_builder *builder, struct slice name, int line) {
    name = slice_trim(name);
    if (!name.size) return -1;
    char *key = name_key(builder, name);
    int *slot = slot_of(builder, key);
    if (*slot) return *slot - 1;
    if (line <= 0 || over_limit(builder, builder->characters.count, SCREENPLAY_MAX_CHARACTERS,
                                "characters", line))
        return -1;
    *list_push(&builder->keys) = key;
    struct character *character = list_push(&builder->characters);
    character->name = arena_copy(builder->arena, name.at, name.size);
    character->line = line;
    *slot = (int)builder->characters.count;
    int index = *slot - 1;
    if (builder->characters.count * 2 > builder->slot_count) {
        builder->slot_count *= 2;
        free(builder->slots);
        builder->slots = xcalloc(builder->slot_count, sizeof *builder->slots);
        for (size_t i = 0; i < builder->keys.count; i++)
            *slot_of(builder, builder->keys.items[i]) = (int)i + 1;
    }
    return index;
}

void screenplay_builder_finish(struct screenplay_builder *builder,
                               struct screenplay *screenplay) {
    if (builder->elements.count && !builder->scenes.count)
        screenplay_add_scene(builder, builder->elements.items[0].line,
                             builder->elements.items[0].column);
    for (size_t i = 0; i < builder->scenes.count; i++) {
        struct scene *scene = &builder->scenes.items[i];
        size_t end = i + 1 < builder->scenes.count ? builder->scenes.items[i + 1].first
                                                   : builder->elements.count;
        scene->count = end - scene->first;
    }
    for (size_t i = 0; i < builder->elements.count; i++) {
        const struct element *element = &builder->elements.items[i];
        if (element->character >= 0) builder->characters.items[element->character].lines++;
    }
    screenplay->scene_count = builder->scenes.count;
    screenplay->scenes = list_take(builder->arena, &builder->scenes);
    screenplay->element_count = builder->elements.count;
    screenplay->elements = list_take(builder->arena, &builder->elements);
    screenplay->character_count = builder->characters.count;
    screenplay->characters = list_take(builder->arena, &builder->characters);
    screenplay->remark_count = builder->remarks.count;
    screenplay->remarks = list_take(builder->arena, &builder->remarks);
    screenplay->title_count = builder->titles.count;
    screenplay->title_page = list_take(builder->arena, &builder->titles);
}
