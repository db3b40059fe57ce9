/* What a script asks of the camera, in capitals as scripts do: "AERIAL", "MEERA'S POV", "RACK
 * FOCUS to the letter", "WHIP PAN to Ben", "CLOSE ON". */
#include <string.h>

#include "storyboard/coverage.h"

static bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

const char *storyboard_find(const char *text, size_t size, const char *phrase) {
    size_t length = strlen(phrase);
    for (size_t i = 0; i + length <= size; i++) {
        if (i > 0 && is_letter(text[i - 1])) continue;
        size_t k = 0;
        while (k < length && upper(text[i + k]) == upper(phrase[k])) k++;
        if (k == length && (i + k == size || !is_letter(text[i + k]))) return text + i;
    }
    return NULL;
}

/* As storyboard_find, but only as written: in capitals. */
static const char *find(const char *text, size_t size, const char *phrase) {
    size_t length = strlen(phrase);
    for (size_t i = 0; i + length <= size; i++) {
        if (memcmp(text + i, phrase, length) != 0) continue;
        bool open = i == 0 || !is_letter(text[i - 1]);
        if (open && (i + length == size || !is_letter(text[i + length]))) return text + i;
    }
    return NULL;
}

static const char *find_any(const char *text, size_t size, const char *const *phrases,
                            size_t count) {
    for (size_t i = 0; i < count; i++) {
        const char *at = find(text, size, phrases[i]);
        if (at) return at;
    }
    return NULL;
}

/* Does the name stand here, in any case of ASCII letters? */
static bool names(const char *at, const char *end, const char *name) {
    for (; *name; name++, at++)
        if (at >= end || upper(*at) != upper(*name)) return false;
    return at >= end || !is_letter(*at);
}

/* The character of the scene who is named nearest before `at`, else nearest behind it; or -1.
 */
static int named_near(const struct coverage *coverage, const char *text, size_t size,
                      const char *at) {
    const struct stage *stage = &coverage->stage;
    const char *end = text + size;
    for (int pass = 0; pass < 2; pass++)
        for (const char *from = at; pass ? from < end : from >= text; from += pass ? 1 : -1) {
            if (from > text && is_letter(from[-1])) continue;
            for (size_t i = 0; i < stage->count; i++) {
                int character = stage->actors[i].character;
                if (names(from, end, storyboard_name(coverage, character))) return character;
            }
        }
    return -1;
}

struct direction storyboard_direction(const struct coverage *coverage, const char *text,
                                      size_t size) {
    static const char *const aerials[] = {"AERIAL",     "BIRD'S EYE", "BIRD’S EYE",
                                          "BIRD'S-EYE", "DRONE SHOT", "FROM ABOVE"};
    static const char *const views[] = {"POV", "P.O.V.", "POINT OF VIEW"};
    static const char *const racks[] = {"RACK FOCUS", "RACK TO", "FOCUS PULL", "PULL FOCUS",
                                        "SHIFT FOCUS"};
    static const char *const whips[] = {"WHIP PAN", "WHIP TO", "SWISH PAN"};
    static const struct {
        const char *words;
        enum shot_size size;
    } sizes[] = {{"EXTREME CLOSE", SIZE_EXTREME_CLOSE},
                 {"EXTREME WIDE", SIZE_EXTREME_WIDE},
                 {"CLOSE ON", SIZE_CLOSE},
                 {"CLOSE UP", SIZE_CLOSE},
                 {"CLOSE-UP", SIZE_CLOSE},
                 {"CLOSEUP", SIZE_CLOSE},
                 {"MEDIUM SHOT", SIZE_MEDIUM},
                 {"WIDE SHOT", SIZE_WIDE},
                 {"WIDE ON", SIZE_WIDE},
                 {"FULL SHOT", SIZE_FULL}};
    struct direction direction = {.viewer = -1, .size = SIZE_COUNT};
    direction.aerial = find_any(text, size, aerials, COUNT_OF(aerials)) != NULL;
    direction.rack = find_any(text, size, racks, COUNT_OF(racks)) != NULL;
    direction.whip = find_any(text, size, whips, COUNT_OF(whips)) != NULL;
    const char *view = find_any(text, size, views, COUNT_OF(views));
    if (view) direction.viewer = named_near(coverage, text, size, view);
    direction.view = view != NULL;
    for (size_t i = 0; i < COUNT_OF(sizes) && direction.size == SIZE_COUNT; i++)
        if (find(text, size, sizes[i].words)) direction.size = sizes[i].size;
    return direction;
}
