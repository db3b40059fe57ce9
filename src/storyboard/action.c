/* Action as shots: each beat is told once, as long as it takes to do, the people framed by what
 * they do; the thing that the scene turns on is shown close once, when hands are on it. */
#include <math.h>
#include <string.h>

#include "storyboard/coverage.h"

enum { ONE_PLACE = 260 }; /* bytes of description that a picture of the place holds */

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
    case ACT_STAND:
    case ACT_BOW:
        return SIZE_MEDIUM_WIDE;
    default:
        return SIZE_FULL;
    }
}

/* Out of whose hand something is taken, or -1. */
static int holder_of(const struct coverage *coverage, const struct action *action) {
    const struct stage *stage = &coverage->stage;
    for (size_t i = 0; i < stage->count && action->act == ACT_TAKE && action->prop; i++)
        if (stage->actors[i].holds && !strcmp(stage->actors[i].holds, action->prop))
            return stage->actors[i].character;
    return -1;
}

/* Who the actions of a beat are about, and how wide that must be. */
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
        } else if (picture->other < 0) {
            int target = action->target >= 0 ? action->target : holder_of(coverage, action);
            if (target != picture->subject && storyboard_on_stage(&coverage->stage, target))
                picture->other = target;
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

/* A change of hands, or the eyes on it: a moment to see it close. */
static bool handles(const struct action *action) {
    static const char *const read[] = {"letter",    "photo", "book", "map",  "phone",
                                       "newspaper", "watch", "ring", "clock"};
    for (size_t i = 0; action->act == ACT_LOOK && i < COUNT_OF(read); i++)
        if (!strcmp(action->prop, read[i])) return true;
    return action->act == ACT_TAKE || action->act == ACT_GIVE || action->act == ACT_REACH;
}

static void add_insert(struct coverage *coverage, int subject, const struct element *element) {
    double seconds =
        1.2 + 0.1 * (double)(storyboard_choice(coverage, element->text, "insert") % 4);
    struct take take = {.picture =
                            storyboard_picture(coverage, SHOT_INSERT, SIZE_CLOSE, subject, -1,
                                               storyboard_frames_of(seconds, coverage->fps)),
                        .prop = coverage->key_prop,
                        .move = MOVE_PUSH_IN,
                        .amount = 0.15,
                        .script_line = element->line};
    coverage->inserted = true;
    storyboard_add(coverage, &take);
}

/* "walks up behind them": seen with those. */
static bool joins_them(const struct coverage *coverage, const struct beat *beat,
                       const char *what) {
    bool walks = false;
    for (size_t i = 0; i < beat->count; i++)
        walks |= storyboard_act_walks(beat->actions[i].act);
    return walks && strstr(what, " them") && storyboard_on_stage_count(&coverage->stage) > 1;
}

/* What `viewer` sees: whoever does something there, else whoever is there. */
static void look_through(struct coverage *coverage, struct take *take, int viewer) {
    struct picture *picture = &take->picture;
    const struct stage *stage = &coverage->stage;
    int seen = -1;
    for (size_t i = 0; i < picture->action_count; i++) {
        int candidates[] = {picture->actions[i].target, picture->actions[i].character};
        for (size_t k = 0; k < COUNT_OF(candidates) && seen < 0; k++)
            if (candidates[k] != viewer && storyboard_on_stage(&coverage->stage, candidates[k]))
                seen = candidates[k];
    }
    for (size_t i = 0; i < stage->count && seen < 0; i++)
        if (stage->actors[i].on_stage && stage->actors[i].character != viewer)
            seen = stage->actors[i].character;
    picture->kind = SHOT_VIEW;
    picture->subject = seen;
    picture->other = viewer;
    if (seen < 0) picture->size = SIZE_WIDE;
    take->move = MOVE_HANDHELD;
    take->amount = 0.35;
}

/* As the script asks. */
static void obey(struct coverage *coverage, struct take *take, const struct beat *beat) {
    struct picture *picture = &take->picture;
    struct direction direction = storyboard_direction(coverage, beat->text, beat->size);
    if (direction.size < SIZE_COUNT && picture->kind != SHOT_GROUP)
        picture->size = direction.size;
    if (direction.view) {
        look_through(coverage, take, direction.viewer);
    } else if (direction.aerial) {
        picture->kind = SHOT_ESTABLISHING;
        picture->size = SIZE_EXTREME_WIDE;
        picture->subject = picture->other = -1;
        take->move = MOVE_AERIAL;
        take->amount = 1;
    } else if (direction.rack && picture->subject >= 0) {
        const struct stage *stage = &coverage->stage;
        for (size_t i = 0; i < stage->count && picture->other < 0; i++)
            if (stage->actors[i].on_stage && stage->actors[i].character != picture->subject)
                picture->other = stage->actors[i].character;
        if (picture->other >= 0) picture->kind = SHOT_TWO;
        if (picture->size > SIZE_MEDIUM) picture->size = SIZE_MEDIUM;
        take->move = MOVE_RACK_FOCUS;
        take->amount = 1;
    }
    if (direction.whip && coverage->next.transition == TRANSITION_CUT &&
        coverage->shots.count && coverage->number)
        coverage->next = (struct cutting){.transition = TRANSITION_WHIP, .seconds = 0.35};
}

static void tell_beat(struct coverage *coverage, const struct element *element,
                      const struct beat *beat) {
    struct take take = {
        .picture = storyboard_picture(coverage, SHOT_GROUP, SIZE_WIDE, -1, -1,
                                      storyboard_frames_of(beat->seconds, coverage->fps)),
        .script_line = element->line,
        .what = arena_copy(coverage->arena, beat->text, beat->size),
        .tells = true};
    take.picture.actions = beat->actions;
    take.picture.action_count = beat->count;
    take.picture.from = beat->from;
    take.picture.until = beat->until;
    storyboard_listen(coverage, beat->text, beat->size, &take.light);
    frame_actions(coverage, &take.picture);
    if (take.picture.kind == SHOT_SINGLE && joins_them(coverage, beat, take.what)) {
        take.picture.kind = SHOT_GROUP;
        take.picture.size = SIZE_FULL;
    }
    if (take.picture.kind == SHOT_GROUP && beat->from > 0.01 &&
        storyboard_choice(coverage, element->text, "closer") & 1)
        take.picture.size = SIZE_MEDIUM_WIDE;
    move_with(coverage, &take, element->text);
    obey(coverage, &take, beat);
    storyboard_add(coverage, &take);
    for (size_t i = 0; i < beat->count && !coverage->inserted; i++) {
        const struct action *action = &beat->actions[i];
        if (action->prop && coverage->key_prop && !strcmp(action->prop, coverage->key_prop) &&
            handles(action))
            add_insert(coverage, action->character, element);
    }
}

/* Can a wide picture of the place tell this: people who are there and go on with what they are
 * at? */
static bool is_state(const struct coverage *coverage, const struct beat *beat) {
    for (size_t i = 0; i < beat->count; i++) {
        enum act act = beat->actions[i].act;
        bool stays = act == ACT_SIT || act == ACT_KNEEL || act == ACT_LIE || act == ACT_HOLD ||
                     act == ACT_WORK || act == ACT_DANCE || act == ACT_STAND;
        bool together = act == ACT_WALK && coverage->stage.together;
        if (!stays && !together) return false;
    }
    return true;
}

void storyboard_action(struct coverage *coverage, size_t element, bool establish) {
    const struct scene_breakdown *scene = &coverage->breakdown->scenes[coverage->scene];
    const struct element *told = &coverage->breakdown->screenplay->elements[element];
    size_t first = coverage->next_action;
    while (first < scene->action_count && scene->actions[first].element < element) first++;
    size_t end = first;
    while (end < scene->action_count && scene->actions[end].element == element) end++;
    coverage->next_action = end;
    coverage->run = 0;
    struct beat beats[STORYBOARD_BEATS];
    size_t count = storyboard_beats(told->text, first < end ? &scene->actions[first] : NULL,
                                    end - first, beats);
    size_t next = 0;
    if (establish) {
        bool opens = is_state(coverage, &beats[0]);
        while (opens && !beats[0].count && next + 1 < count && !beats[next + 1].count &&
               beats[0].size + beats[next + 1].size < ONE_PLACE) {
            beats[0].size += beats[++next].size;
            beats[0].until = beats[next].until;
        }
        /* "Anna sits. Paul stands by the window.": one picture of both. */
        while (opens && next + 1 < count && beats[next + 1].count &&
               is_state(coverage, &beats[next + 1]) &&
               beats[0].size + beats[next + 1].size < ONE_PLACE) {
            const struct beat *also = &beats[++next];
            if (!beats[0].count) beats[0].actions = also->actions;
            beats[0].count += also->count;
            beats[0].size += also->size;
            beats[0].until = also->until;
            beats[0].seconds += 0.5 * also->seconds;
        }
        double seconds = opens ? fmin(fmax(beats[0].seconds, 2.8), 4.4) : 2.5;
        storyboard_establish(coverage, seconds, element, opens ? &beats[0] : NULL);
        next += opens;
    }
    for (; next < count; next++) tell_beat(coverage, told, &beats[next]);
}
