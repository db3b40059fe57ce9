#include "edit/timeline.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/pcm.h"
#include "base/utf8.h"
#include "edit/timeline_parts.h"

double timeline_distance(enum shot_size size) {
    static const double metres[SIZE_COUNT] = {9, 6.5, 4.5, 3.2, 2.3, 1.6, 1.1, 0.8};
    return (unsigned)size < SIZE_COUNT ? metres[size] : 2;
}

/* Speech stays near the middle, where small loudspeakers and one-eared listeners expect it. The
 * closer the shot, the more its subject fills the middle. */
double timeline_pan(const struct shot *shot, double x) {
    double width = timeline_distance(shot->size) / 4.5;
    double most = width < 0.3 ? 0.1 : width > 1 ? 0.35 : 0.35 * width;
    return most * tanh(x / 2.5);
}

static void lay_shots(struct timeline *timeline, const struct storyboard *storyboard) {
    timeline->shot_count = storyboard->count;
    timeline->shots = arena_alloc(timeline->arena, storyboard->count, sizeof *timeline->shots);
    int64_t end = 0;
    for (size_t i = 0; i < storyboard->count; i++) {
        const struct shot *shot = &storyboard->shots[i];
        int64_t overlap = i ? shot->transition_frames : 0;
        timeline->shots[i] = (struct timeline_shot){
            .shot = i,
            .start = end - overlap,
            .frames = shot->frames,
            .transition_in = shot->transition_in,
            .transition_frames = overlap,
        };
        end += shot->frames - overlap;
    }
    timeline->frames = end;
    timeline->samples = samples_of_frames(end, timeline->fps);
}

/* --- scenes --- */

/* "LIGHTHOUSE - LAMP ROOM" reads "Lighthouse, lamp room"; a place written in small letters
 * stays. */
static void place_name(const char *place, struct buf *out) {
    const char *end = place + strlen(place);
    bool has_lower = false;
    uint32_t code;
    for (const char *at = place; at < end;) {
        at += utf8_decode(at, end, &code);
        if (utf8_is_lower(code)) has_lower = true;
    }
    bool first = true;
    for (const char *at = place; at < end;) {
        if (strncmp(at, " - ", 3) == 0) {
            buf_text(out, ", ");
            at += 3;
            continue;
        }
        at += utf8_decode(at, end, &code);
        if (!first && !has_lower) code = utf8_to_lower(code);
        char bytes[4];
        buf_add(out, bytes, utf8_encode(code, bytes));
        first = false;
    }
}

static const char *scene_title(struct arena *arena, const struct breakdown *breakdown,
                               int scene, bool at_start) {
    static const char *const hours[HOUR_COUNT] = {"dawn",      "morning", "noon",
                                                  "afternoon", "dusk",    "night"};
    const struct screenplay *screenplay = breakdown->screenplay;
    if (scene < 0) {
        if (!at_start) return "Credits";
        const bool named = screenplay && screenplay->title && *screenplay->title;
        return named ? arena_printf(arena, "%s", screenplay->title) : "Title";
    }
    const char *place = breakdown->scenes[scene].place_words;
    if (screenplay && screenplay->scenes[scene].place && *screenplay->scenes[scene].place)
        place = screenplay->scenes[scene].place;
    if (!place || !*place) return arena_printf(arena, "Scene %d", scene + 1);
    AUTO(buf_done) struct buf name;
    buf_init(&name, 300);
    place_name(place, &name);
    if (name.failed || !name.size) return arena_printf(arena, "Scene %d", scene + 1);
    unsigned hour = breakdown->scenes[scene].hour;
    if (hour >= HOUR_COUNT) return arena_printf(arena, "%s", name.bytes);
    return arena_printf(arena, "%s, %s", name.bytes, hours[hour]);
}

static void lay_scenes(struct timeline *timeline, const struct breakdown *breakdown,
                       const struct storyboard *storyboard) {
    LIST(struct timeline_scene) scenes = {0};
    const int scene_count = breakdown->screenplay ? (int)breakdown->screenplay->scene_count : 0;
    for (size_t i = 0; i < storyboard->count; i++) {
        int scene = storyboard->shots[i].scene;
        if (scene >= scene_count) scene = -1;
        if (!scenes.count || scenes.items[scenes.count - 1].scene != scene) {
            const struct timeline_shot *shot = &timeline->shots[i];
            int64_t cut = shot->start + shot->transition_frames / 2;
            *list_push(&scenes) = (struct timeline_scene){
                .scene = scene,
                .start = i ? samples_of_frames(cut, timeline->fps) : 0,
                .first_shot = i,
                .title = scene_title(timeline->arena, breakdown, scene, i == 0),
            };
        }
        scenes.items[scenes.count - 1].shot_count++;
    }
    for (size_t i = 0; i < scenes.count; i++) {
        int64_t end = i + 1 < scenes.count ? scenes.items[i + 1].start : timeline->samples;
        scenes.items[i].length = end - scenes.items[i].start;
    }
    timeline->scenes = list_take(timeline->arena, &scenes);
    timeline->scene_count = scenes.count;
    list_done(&scenes);
}

/* --- lines --- */

static bool has_word(const char *text, const char *word) {
    return text && strcasestr(text, word) != NULL;
}

/* Through a wall or a wire? A narrator is off screen too, but close to the microphone. */
static bool sounds_far(const struct breakdown *breakdown, const struct line_breakdown *line) {
    if (!line->off_screen || !breakdown->screenplay) return line->off_screen;
    const struct element *element = &breakdown->screenplay->elements[line->element];
    const char *const words[] = {"phone", "radio", "filter", "speaker", "intercom", "tv"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (has_word(element->parenthetical, words[i]) ||
            has_word(element->extension, words[i]))
            return true;
    return !has_word(element->extension, "V.O") && !has_word(element->extension, "VO");
}

/* Where the line is first heard. The shot on screen when it starts tells where its speaker
 * stands. */
static bool find_line(const struct timeline *timeline, const struct storyboard *storyboard,
                      size_t line, struct timeline_line *out) {
    for (size_t i = 0; i < storyboard->count; i++) {
        const struct shot *shot = &storyboard->shots[i];
        for (size_t k = 0; k < shot->line_count; k++) {
            if (shot->lines[k].line != line) continue;
            out->start = samples_of_frames(timeline->shots[i].start, timeline->fps) +
                         shot->lines[k].start;
            if (out->start < 0) out->start = 0;
            return true;
        }
    }
    return false;
}

static const struct shot *shot_at(const struct timeline *timeline,
                                  const struct storyboard *storyboard, int64_t sample) {
    size_t found = 0;
    for (size_t i = 0; i < timeline->shot_count; i++)
        if (samples_of_frames(timeline->shots[i].start, timeline->fps) <= sample) found = i;
    return timeline->shot_count ? &storyboard->shots[found] : NULL;
}

/* A line that no shot carries follows the one before it in its scene: words are never lost. */
static int64_t fallback_start(const struct timeline *timeline, int scene, int64_t after) {
    for (size_t i = 0; i < timeline->scene_count; i++)
        if (timeline->scenes[i].scene == scene)
            return after > timeline->scenes[i].start ? after : timeline->scenes[i].start;
    return after;
}

static int compare_lines(const void *left, const void *right) {
    const struct timeline_line *a = left, *b = right;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

static void lay_lines(struct timeline *timeline, const struct breakdown *breakdown,
                      const struct storyboard *storyboard, const int64_t *line_samples) {
    timeline->line_count = breakdown->line_count;
    timeline->lines =
        arena_alloc(timeline->arena, breakdown->line_count, sizeof *timeline->lines);
    int64_t after = 0;
    int scene = -1;
    for (size_t i = 0; i < breakdown->line_count; i++) {
        const struct line_breakdown *from = &breakdown->lines[i];
        struct timeline_line *line = &timeline->lines[i];
        *line = (struct timeline_line){.line = i, .length = line_samples[i], .distance = 2};
        if (from->scene != scene) after = 0;
        scene = from->scene;
        if (!find_line(timeline, storyboard, i, line))
            line->start = fallback_start(timeline, from->scene, after);
        after = line->start + line->length;
        line->off_screen = sounds_far(breakdown, from);
        const struct shot *shot = shot_at(timeline, storyboard, line->start);
        if (from->off_screen && !line->off_screen) {
            line->distance = 0.7; /* a narrator */
        } else if (shot) {
            line->distance = timeline_distance(shot->size);
            for (size_t k = 0; k < shot->placement_count; k++)
                if (shot->placements[k].character == from->character)
                    line->pan = timeline_pan(shot, shot->placements[k].x);
        }
    }
    if (timeline->line_count)
        qsort(timeline->lines, timeline->line_count, sizeof *timeline->lines, compare_lines);
}

struct timeline *timeline_new(const struct breakdown *breakdown,
                              const struct storyboard *storyboard, const int64_t *line_samples,
                              uint64_t seed) {
    struct arena *arena = arena_new();
    struct timeline *timeline = arena_alloc(arena, 1, sizeof *timeline);
    timeline->arena = arena;
    timeline->fps = storyboard->fps;
    lay_shots(timeline, storyboard);
    lay_scenes(timeline, breakdown, storyboard);
    lay_lines(timeline, breakdown, storyboard, line_samples);
    struct timeline_plan plan = {
        .breakdown = breakdown, .storyboard = storyboard, .timeline = timeline, .seed = seed};
    timeline_place_sounds(&plan, timeline);
    return timeline;
}

void timeline_free(struct timeline *timeline) {
    if (timeline) arena_free(timeline->arena);
}
