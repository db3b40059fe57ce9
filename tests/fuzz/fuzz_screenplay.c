/* Any bytes at all as a script: what comes out keeps the promises of screenplay.h. */
#include <string.h>
#include <unistr.h>

#include "screenplay/screenplay.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const char *text) {
    if (text && u8_check((const uint8_t *)text, strlen(text)))
        die("a text of the screenplay is not valid UTF-8");
}

static void check_element(const struct screenplay *script, const struct element *element) {
    check_text(element->text);
    check_text(element->extension);
    check_text(element->parenthetical);
    bool spoken = element->kind == ELEMENT_DIALOGUE;
    bool sung = element->kind == ELEMENT_LYRIC;
    if (element->line < 1 || element->column < 1) die("an element stands nowhere");
    if (spoken && element->character < 0 && script->character_count < 5000)
        die("nobody speaks a line");
    if (element->character >= 0 && !spoken && !sung) die("somebody speaks what is no speech");
    if (element->character >= (int)script->character_count) die("an unknown character speaks");
    for (size_t i = 0; i < element->emphasis_count; i++)
        if (element->emphasis[i].start + element->emphasis[i].size > strlen(element->text))
            die("emphasis reaches over its text");
}

static void check(const struct screenplay *script) {
    size_t next = 0;
    for (size_t i = 0; i < script->scene_count; i++) {
        const struct scene *scene = &script->scenes[i];
        if (scene->first != next) die("scenes leave elements out");
        next += scene->count;
        check_text(scene->heading);
        check_text(scene->place);
        check_text(scene->time);
        check_text(scene->number);
        for (size_t k = scene->first; k < next; k++)
            if (script->elements[k].scene != (int)i) die("an element is in another scene");
    }
    if (next != script->element_count) die("scenes do not hold all elements");
    for (size_t i = 0; i < script->element_count; i++)
        check_element(script, &script->elements[i]);
    for (size_t i = 0; i < script->character_count; i++) check_text(script->characters[i].name);
    for (size_t i = 0; i < script->remark_count; i++) check_text(script->remarks[i].text);
    check_text(script->title);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const enum screenplay_format formats[] = {SCREENPLAY_AUTO, SCREENPLAY_FOUNTAIN,
                                                     SCREENPLAY_PROSE};
    for (size_t i = 0; i < 3; i++) {
        struct screenplay *script = NULL;
        struct error err = {0};
        if (!screenplay_read((const char *)data, size, formats[i], &script, &err)) {
            if (!err.message[0]) die("a refusal without a reason");
            continue;
        }
        check(script);
        screenplay_free(script);
    }
    return 0;
}
