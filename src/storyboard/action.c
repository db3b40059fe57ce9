/* Action as shots: each as long as it takes to read and to do, the people framed by what they
 * do, things shown close when hands are on them. */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "storyboard/coverage.h"

/* Characters a second at which action is told; a long paragraph is told faster after its start.
 */
static const double reading_rate = 16, later_rate = 24;
enum { SLOW_CHARACTERS = 240, SHOTS_MAX = 12, INSERTS_MAX = 3 /* a scene */ };

/* Characters to read; those of scripts without an alphabet hold about as much as two and a
 * half. */
static double reading_length(const char *text) {
    double length = 0;
    for (const char *end = text + strlen(text); text < end;) {
        uint32_t code;
        text += utf8_decode(text, end, &code);
        bool dense = (code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff) ||
                     (code >= 0xac00 && code <= 0xd7a3);
        length += dense ? 2.5 : 1;
    }
    return length;
}

static double telling_seconds(const char *text, const struct action *actions, size_t count) {
    double length = reading_length(text);
    double slow = fmin(length, SLOW_CHARACTERS);
    double seconds = slow / reading_rate + (length - slow) / later_rate, acts = 0;
    for (size_t i = 0; i < count; i++) acts += storyboard_act_seconds(actions[i].act);
    seconds = fmax(seconds + 0.2 * acts, fmin(acts, 8));
    return fmin(fmax(seconds, 1.5), SHOTS_MAX * 6.0);
}

static enum shot_size size_for(enum act act) {
    switch (act) {
    case ACT_NOD:
    case ACT_SHAKE_HEAD:
    case ACT_SMILE:
    case ACT_LAUGH:
    case ACT_CRY:
    case ACT_SIGH:
    case ACT_LOOK:
    case ACT_FREEZE:
        return SIZE_MEDIUM_CLOSE;
    case ACT_TAKE:
    case ACT_GIVE:
    case ACT_REACH:
    case ACT_HOLD:
    case ACT_POINT:
    case ACT_TURN:
    case ACT_SHRUG:
    case ACT_NAMASTE:
    case ACT_CLAP:
    case ACT_WAVE:
    case ACT_WORK:
        return SIZE_MEDIUM;
    case ACT_HUG:
    case ACT_SIT:
    case ACT_BOW:
        return SIZE_MEDIUM_WIDE;
    default:
        return SIZE_FULL;
    }
}

/* Who the actions of a part are about, and how wide that must be. */
static void frame_actions(struct coverage *coverage, struct picture *picture) {
    picture->kind = SHOT_GROUP;
    picture->size = SIZE_WIDE;
    bool several = false;
    for (size_t i = 0; i < picture->action_count; i++) {
        const struct action *action = &picture->actions[i];
        if (!storyboard_actor(&coverage->stage, action->character)) continue;
        enum shot_size size = size_for(action->act);
        if (picture->subject < 0) {
            picture->subject = action->character;
            picture->size = size;
        } else if (size < picture->size) {
            picture->size = size;
        }
        if (action->character != picture->subject) {
            several |= picture->other >= 0 && picture->other != action->character;
            picture->other = action->character;
        } else if (picture->other < 0 && action->target != picture->subject &&
                   storyboard_on_stage(&coverage->stage, action->target)) {
            picture->other = action->target;
        }
    }
    if (picture->subject >= 0)
        picture->kind = several ? SHOT_GROUP : picture->other >= 0 ? SHOT_TWO : SHOT_SINGLE;
    if (picture->kind == SHOT_GROUP) {
        picture->subject = picture->other = -1;
        if (!storyboard_on_stage_count(&coverage->stage) && !picture->action_count)
            picture->kind = SHOT_ESTABLISHING;
        if (picture->size > SIZE_MEDIUM_WIDE) picture->size = SIZE_MEDIUM_WIDE;
    }
    if (picture->kind == SHOT_TWO && picture->size > SIZE_MEDIUM) picture->size = SIZE_MEDIUM;
}

static void move_with(struct coverage *coverage, struct take *take, const char *text) {
    const struct picture *picture = &take->picture;
    for (size_t i = 0; i < picture->action_count; i++) {
        const struct action *action = &picture->actions[i];
        const struct actor *actor = storyboard_actor(&coverage->stage, action->character);
        if (!actor || !storyboard_act_walks(action->act)) continue;
        bool right = action->act == ACT_EXIT ? actor->home > 0 : actor->home <= 0;
        take->move = right ? MOVE_TRUCK_RIGHT : MOVE_TRUCK_LEFT;
        take->amount = action->act == ACT_RUN ? 0.4 : 0.25;
        return;
    }
    uint64_t choice = storyboard_choice(coverage, text, "action move");
    if (coverage->shaky) {
        take->move = MOVE_HANDHELD;
        take->amount = 0.3;
    } else if (choice % 3 == 0) {
        take->move = picture->kind == SHOT_SINGLE ? MOVE_PUSH_IN : MOVE_TRUCK_RIGHT;
        take->amount = 0.15;
    }
}

static bool handles(enum act act) {
    return act == ACT_TAKE || act == ACT_GIVE || act == ACT_HOLD || act == ACT_REACH ||
           act == ACT_POINT || act == ACT_LOOK || act == ACT_WORK || act == ACT_OTHER;
}

/* True once for each thing in a scene; once more when it changes hands after that. */
static bool wants_insert(struct coverage *coverage, const char *prop, bool hands) {
    size_t before = 0;
    for (size_t i = 0; i < coverage->inserted.count; i++)
        before += !strcmp(coverage->inserted.items[i], prop);
    if (before >= 2 || (before && !hands)) return false;
    if (!hands && coverage->inserted.count >= INSERTS_MAX) return false;
    *list_push(&coverage->inserted) = prop;
    return true;
}

static void add_insert(struct coverage *coverage, const char *prop, int subject,
                       int script_line, const char *text) {
    double seconds = 1.5 + 0.1 * (double)(storyboard_choice(coverage, text, "insert") % 6);
    struct take take = {.picture =
                            storyboard_picture(coverage, SHOT_INSERT, SIZE_CLOSE, subject, -1,
                                               storyboard_frames_of(seconds, coverage->fps)),
                        .prop = prop,
                        .move = MOVE_PUSH_IN,
                        .amount = 0.15,
                        .script_line = script_line};
    storyboard_add(coverage, &take);
}

/* A thing that this action names without a hand on it. */
static const char *named_prop(const struct coverage *coverage, const struct element *element) {
    const struct scene_breakdown *scene = &coverage->breakdown->scenes[coverage->scene];
    int last = element->line;
    for (const char *c = element->text; *c; c++) last += *c == '\n';
    for (size_t i = 0; i < scene->prop_count; i++)
        if (scene->props[i].evidence.line >= element->line &&
            scene->props[i].evidence.line <= last)
            return scene->props[i].id;
    return NULL;
}

struct part { /* of an element that several shots tell */
    const struct action *actions;
    size_t count;
    double from, until, seconds;
};

static bool tell_part(struct coverage *coverage, const struct element *element,
                      const struct part *part) {
    struct take take = {
        .picture = storyboard_picture(coverage, SHOT_GROUP, SIZE_WIDE, -1, -1,
                                      storyboard_frames_of(part->seconds, coverage->fps)),
        .script_line = element->line,
        .what = element->text};
    take.picture.actions = part->actions;
    take.picture.action_count = part->count;
    take.picture.from = part->from;
    take.picture.until = part->until;
    frame_actions(coverage, &take.picture);
    if (take.picture.kind == SHOT_GROUP && part->from > 0.01 &&
        storyboard_choice(coverage, element->text, "closer") & 1)
        take.picture.size = SIZE_MEDIUM_WIDE;
    move_with(coverage, &take, element->text);
    storyboard_add(coverage, &take);
    for (size_t i = 0; i < part->count; i++) {
        const struct action *action = &part->actions[i];
        bool hands = action->act == ACT_TAKE || action->act == ACT_GIVE;
        if (!action->prop || !handles(action->act) ||
            !wants_insert(coverage, action->prop, hands))
            continue;
        add_insert(coverage, action->prop, action->character, element->line, element->text);
        return true;
    }
    return false;
}

void storyboard_action(struct coverage *coverage, size_t element, bool establish) {
    const struct scene_breakdown *scene = &coverage->breakdown->scenes[coverage->scene];
    const struct element *told = &coverage->breakdown->screenplay->elements[element];
    size_t first = coverage->next_action;
    while (first < scene->action_count && scene->actions[first].element < element) first++;
    size_t end = first;
    while (end < scene->action_count && scene->actions[end].element == element) end++;
    coverage->next_action = end;
    const struct action *actions = first < end ? &scene->actions[first] : NULL;
    double seconds = telling_seconds(told->text, actions, end - first), at = 0;
    coverage->run = 0;
    if (establish) {
        double opening = fmin(fmax(seconds, 2.5), 5);
        double until = seconds - opening < 1.5 ? 1 : opening / seconds;
        size_t count = first;
        while (count < end && (scene->actions[count].at <= until || until >= 1)) count++;
        storyboard_establish(coverage, opening, element, actions, count - first, until);
        if (until >= 1) return;
        first = count;
        at = until;
        seconds -= opening;
    }
    int parts = (int)ceil(seconds / 6.8);
    bool inserted = false;
    double start = at;
    for (int i = 0; i < parts; i++) {
        double until = start + (1 - start) * (i + 1) / parts;
        size_t count = first;
        while (count < end && (scene->actions[count].at <= until || i + 1 == parts)) count++;
        if (i == 0 && count == first && first < end) count++; /* see who it is about */
        struct part part = {first < count ? &scene->actions[first] : NULL, count - first, at,
                            until, seconds / parts};
        inserted |= tell_part(coverage, told, &part);
        first = count;
        at = until;
    }
    const char *prop = inserted || coverage->named_inserts ? NULL : named_prop(coverage, told);
    if (!prop || !wants_insert(coverage, prop, false)) return;
    coverage->named_inserts++;
    add_insert(coverage, prop, -1, told->line, told->text);
}
