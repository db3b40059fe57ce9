/* Talk shows and podcasts: those who talk sit side by side in panels of one picture. */
#include <string.h>

#include "base/utf8.h"
#include "storyboard/coverage.h"

enum { PANEL_PEOPLE = 4 };

/* "split 60/40", "picture in picture", "round table", "over the shoulder". False: none of it.
 */
static bool read_layout(const char *text, enum shot_layout *layout) {
    static const struct {
        const char *word;
        enum shot_layout layout;
    } words[] = {{"70", LAYOUT_SPLIT_70},    {"60", LAYOUT_SPLIT_60},   {"50", LAYOUT_SPLIT_50},
                 {"split", LAYOUT_SPLIT_50}, {"picture", LAYOUT_INSET}, {"pip", LAYOUT_INSET},
                 {"inset", LAYOUT_INSET},    {"table", LAYOUT_TABLE},   {"grid", LAYOUT_TABLE},
                 {"shoulder", LAYOUT_WHOLE}, {"none", LAYOUT_WHOLE}};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (storyboard_find(text, strlen(text), words[i].word)) {
            *layout = words[i].layout;
            return true;
        }
    return false;
}

/* What a note in the scene ("[[layout: split 60/40]]") or the title page asks for. */
static bool wished(const struct coverage *coverage, enum shot_layout *layout) {
    const struct screenplay *script = coverage->breakdown->screenplay;
    const struct scene *scene = &script->scenes[coverage->scene];
    for (size_t e = scene->first; e < scene->first + scene->count; e++) {
        const char *text = script->elements[e].text;
        if (script->elements[e].kind != ELEMENT_NOTE) continue;
        while (utf8_is_space((unsigned char)*text)) text++;
        if (strncasecmp(text, "layout:", 7) == 0 && read_layout(text + 7, layout)) return true;
    }
    const char *place = coverage->breakdown->scenes[coverage->scene].place;
    for (size_t i = 0; i < script->title_count && place && strcmp(place, "podcast") == 0; i++)
        if (strcasecmp(script->title_page[i].key, "layout") == 0 &&
            read_layout(script->title_page[i].value, layout))
            return true;
    return false;
}

enum shot_layout storyboard_layout(const struct coverage *coverage) {
    const char *place = coverage->breakdown->scenes[coverage->scene].place;
    size_t people = coverage->stage.count;
    enum shot_layout layout = LAYOUT_WHOLE;
    bool asked = wished(coverage, &layout);
    if (people < 2 || people > PANEL_PEOPLE) return LAYOUT_WHOLE;
    if (!asked && place && strcmp(place, "podcast") == 0)
        layout = people == 2 ? LAYOUT_SPLIT_50 : people == 3 ? LAYOUT_INSET : LAYOUT_TABLE;
    bool split = layout >= LAYOUT_SPLIT_50 && layout <= LAYOUT_SPLIT_70;
    if (split && people > 2) layout = LAYOUT_TABLE; /* a split has two sides */
    if (layout == LAYOUT_TABLE && people == 2) layout = LAYOUT_SPLIT_50;
    return layout;
}
