#include "storyboard/stage.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* Metres. */
static const double edge = STAGE_EDGE, near_gap = 0.75, hug_gap = 0.56, stroll = 0.45;
static const double apart = 0.72;       /* at which nobody hides the neighbour or their arms */
static const double side_by_side = 1.7; /* that a walk of two takes them */
enum { PLACEMENTS_MAX = 12 };           /* more would hide each other */

void storyboard_stage_init(struct stage *stage, const struct breakdown *breakdown) {
    size_t count = breakdown->screenplay->character_count;
    *stage = (struct stage){.breakdown = breakdown};
    stage->index = xcalloc(count, sizeof *stage->index);
    for (size_t i = 0; i < count; i++) stage->index[i] = -1;
}

void storyboard_stage_done(struct stage *stage) {
    free(stage->actors);
    free(stage->index);
}

struct actor *storyboard_actor(struct stage *stage, int character) {
    if (character < 0 || (size_t)character >= stage->breakdown->screenplay->character_count)
        return NULL;
    int at = stage->index[character];
    if (at < 0) return NULL;
    assert(stage->actors); /* an index is given out with its actor */
    return &stage->actors[at];
}

bool storyboard_on_stage(struct stage *stage, int character) {
    struct actor *actor = storyboard_actor(stage, character);
    return actor && actor->on_stage;
}

size_t storyboard_on_stage_count(const struct stage *stage) {
    size_t count = 0;
    for (size_t i = 0; i < stage->count; i++) count += stage->actors[i].on_stage;
    return count;
}

double storyboard_act_seconds(enum act act) {
    static const double seconds[ACT_COUNT] = {
        [ACT_ENTER] = 2.0,  [ACT_EXIT] = 2.0,       [ACT_WALK] = 2.0,  [ACT_RUN] = 1.4,
        [ACT_SIT] = 1.3,    [ACT_STAND] = 1.1,      [ACT_KNEEL] = 1.4, [ACT_LIE] = 1.8,
        [ACT_TURN] = 0.7,   [ACT_LOOK] = 0.9,       [ACT_POINT] = 1.0, [ACT_REACH] = 1.1,
        [ACT_TAKE] = 1.3,   [ACT_GIVE] = 1.5,       [ACT_HOLD] = 1.0,  [ACT_WAVE] = 1.4,
        [ACT_NOD] = 0.8,    [ACT_SHAKE_HEAD] = 1.0, [ACT_BOW] = 1.5,   [ACT_NAMASTE] = 1.6,
        [ACT_HUG] = 2.2,    [ACT_LAUGH] = 1.4,      [ACT_SMILE] = 1.0, [ACT_CRY] = 2.0,
        [ACT_SIGH] = 1.1,   [ACT_SHRUG] = 0.9,      [ACT_DANCE] = 3.0, [ACT_CLAP] = 1.6,
        [ACT_FREEZE] = 1.2, [ACT_WORK] = 2.2,       [ACT_OTHER] = 1.2};
    return act >= 0 && act < ACT_COUNT && seconds[act] > 0 ? seconds[act] : 1.0;
}

bool storyboard_act_walks(enum act act) {
    return act == ACT_ENTER || act == ACT_EXIT || act == ACT_WALK || act == ACT_RUN;
}

/* The edge of their side. */
static double way_out(const struct actor *actor) {
    return actor->home < 0 ? -edge : edge;
}

/* Between those whose homes are to the left and those whose homes are to the right: nobody
 * passes anybody, wherever all of them have walked to. */
static double between_neighbours(const struct stage *stage, const struct actor *actor, double x,
                                 double least) {
    double low = -edge, high = edge;
    for (size_t i = 0; i < stage->count; i++) {
        const struct actor *other = &stage->actors[i];
        if (other == actor || !other->on_stage) continue;
        if (other->home < actor->home)
            low = fmax(low, other->x);
        else
            high = fmin(high, other->x);
    }
    double room = fmin(least, (high - low) / 2.5);
    return fmin(fmax(x, low + room), high - room);
}

bool storyboard_works_in_hand(const char *prop) {
    static const char *const props[] = {"cup",   "glass",  "plate", "broom", "knife",
                                        "flute", "guitar", "veena", "fruit", "bread"};
    for (size_t i = 0; i < COUNT_OF(props); i++)
        if (!strcmp(props[i], prop)) return true;
    return false;
}

/* Where a walk leads; short of the one it leads to, on the walker's own side. */
static double destination(struct stage *stage, const struct actor *actor,
                          const struct action *action) {
    if (action->act == ACT_EXIT) return way_out(actor);
    double x = actor->home;
    if (stage->together && action->act == ACT_WALK) return x;
    const struct actor *target = storyboard_actor(stage, action->target);
    if (action->act != ACT_ENTER && target && target->on_stage && target != actor) {
        double gap = action->act == ACT_HUG ? hug_gap : near_gap;
        x = target->x + (actor->home < target->home ? -gap : gap);
    } else if (action->act == ACT_HUG) {
        x = actor->x;
    } else if (action->act != ACT_ENTER && actor->on_stage &&
               fabs(actor->x - actor->home) <= 0.05) {
        x = actor->home -
            copysign(stroll, actor->home); /* out to the front, and back next time */
    }
    return between_neighbours(stage, actor, x, action->act == ACT_HUG ? 0.3 : apart);
}

void storyboard_come_on(struct stage *stage, int character) {
    struct actor *actor = storyboard_actor(stage, character);
    if (!actor || actor->on_stage) return;
    actor->x = between_neighbours(stage, actor, actor->home, apart);
    actor->on_stage = true;
}

static bool moves(enum act act) {
    return storyboard_act_walks(act) || act == ACT_HUG;
}

/* Frame of the shot at which an action begins, leaving room for what it takes. */
static int64_t action_start(const struct picture *picture, const struct action *action,
                            int64_t length) {
    /* The first deed comes at once, however long the words before its verb are. */
    double first = picture->action_count ? picture->actions[0].at : picture->from;
    double from = fmax(picture->from, first - 0.08 * (picture->until - first));
    double span = picture->until - from;
    double at = span > 1e-9 ? (action->at - from) / span : 0;
    at = at < 0 ? 0 : at > 1 ? 1 : at;
    int64_t start = (int64_t)(at * (double)picture->frames);
    if (start > picture->frames - length) start = picture->frames - length;
    return picture->lead + (start < 0 ? 0 : start);
}

static int64_t in_frames(double seconds, struct rational fps) {
    int64_t frames = (int64_t)llround(seconds * fps.num / fps.den);
    return frames > 0 ? frames : 1;
}

static void set_walk(struct placement *placement, const struct actor *actor,
                     const struct picture *picture, const struct action *action,
                     struct rational fps) {
    double distance = fabs(actor->x - actor->from);
    if (distance < 0.05) return;
    double speed = action->act == ACT_RUN ? 2.8 : 1.35; /* metres a second */
    double seconds = fmax(distance / speed, action->act == ACT_RUN ? 0.6 : 0.9);
    int64_t length = in_frames(seconds, fps), room = picture->frames * 9 / 10;
    if (length > room) length = room > 0 ? room : 1;
    placement->walk_start = action_start(picture, action, length);
    placement->walk_frames = length;
    placement->facing = actor->x > actor->from ? 1 : -1;
    placement->view = VIEW_PROFILE;
}

/* What stays so after the shot. */
static void settle(struct stage *stage, const struct action *action, bool shared) {
    struct actor *actor = storyboard_actor(stage, action->character);
    if (!actor) return;
    if (action->act == ACT_SIT || action->act == ACT_LIE)
        actor->on_bed = storyboard_on_bed(stage, action);
    switch (action->act) {
    case ACT_EXIT:
        actor->on_stage = false;
        break;
    case ACT_SIT:
        actor->posture = POSTURE_SIT;
        break;
    case ACT_KNEEL:
        actor->posture = POSTURE_KNEEL;
        break;
    case ACT_LIE:
        actor->posture = POSTURE_LIE;
        break;
    case ACT_STAND:
    case ACT_WALK:
    case ACT_RUN:
    case ACT_DANCE:
    case ACT_ENTER:
        actor->posture = POSTURE_STAND;
        break;
    default:
        break;
    }
    if (action->act != ACT_EXIT && !actor->on_stage) {
        if (moves(action->act))
            actor->on_stage = true;
        else
            storyboard_come_on(stage, action->character);
    }
    if (!action->prop) return;
    struct actor *target = storyboard_actor(stage, action->target);
    bool works = action->act == ACT_WORK && storyboard_works_in_hand(action->prop);
    bool opens = action->act == ACT_REACH && !shared && strcmp(action->prop, "umbrella") == 0;
    if (action->act == ACT_TAKE || action->act == ACT_HOLD || works || opens) {
        for (size_t i = 0; i < stage->count; i++) { /* out of the other's hand */
            const char *held = stage->actors[i].holds;
            if (held && !strcmp(held, action->prop)) stage->actors[i].holds = NULL;
        }
        actor->holds = action->prop;
    } else if (action->act == ACT_GIVE) {
        if (actor->holds && !strcmp(actor->holds, action->prop)) actor->holds = NULL;
        if (target) target->holds = action->prop;
    }
}

/* What somebody shows who listens to that. */
static enum emotion answer_to(enum emotion emotion, double intensity) {
    if (intensity < 0.45) return EMOTION_ATTENTIVE;
    switch (emotion) {
    case EMOTION_JOY:
    case EMOTION_EXCITED:
        return EMOTION_JOY;
    case EMOTION_SADNESS:
        return EMOTION_SADNESS;
    case EMOTION_ANGER:
        return intensity > 0.7 ? EMOTION_FEAR : EMOTION_SURPRISE;
    case EMOTION_FEAR:
        return EMOTION_FEAR;
    case EMOTION_SURPRISE:
        return EMOTION_SURPRISE;
    case EMOTION_LOVE:
        return EMOTION_LOVE;
    case EMOTION_DISGUST:
        return EMOTION_SURPRISE;
    case EMOTION_WISE:
    case EMOTION_RESPECT:
        return EMOTION_RESPECT;
    default:
        return EMOTION_ATTENTIVE;
    }
}

static enum emotion emotion_of_act(enum act act, enum emotion otherwise) {
    switch (act) {
    case ACT_LAUGH:
    case ACT_SMILE:
    case ACT_DANCE:
    case ACT_CLAP:
        return EMOTION_JOY;
    case ACT_CRY:
    case ACT_SIGH:
        return EMOTION_SADNESS;
    case ACT_NAMASTE:
    case ACT_BOW:
        return EMOTION_RESPECT;
    case ACT_HUG:
        return EMOTION_LOVE;
    case ACT_FREEZE:
        return EMOTION_SURPRISE;
    default:
        return otherwise;
    }
}

static int facing_of(struct stage *stage, const struct actor *actor, int towards) {
    const struct actor *other = storyboard_actor(stage, towards);
    if (other && other != actor && other->on_stage && fabs(other->x - actor->x) > 0.02)
        return other->x > actor->x ? 1 : -1;
    return actor->home <= 0 ? 1 : -1; /* to the middle */
}

/* Who sits when the shot begins does not sit down in it. */
static bool is_so_already(const struct placement *placement, const struct action *action) {
    enum posture posture = placement->posture;
    return (action->act == ACT_SIT && posture == POSTURE_SIT) ||
           (action->act == ACT_KNEEL && posture == POSTURE_KNEEL) ||
           (action->act == ACT_LIE && posture == POSTURE_LIE) ||
           (action->act == ACT_STAND && posture == POSTURE_STAND) ||
           (action->act == ACT_HOLD && action->prop && placement->holds &&
            !strcmp(action->prop, placement->holds));
}

/* What another's deed makes them do: who is given something takes it, whose thing is taken lets
 * go of it. False when it is not about them. */
static bool answer(const struct placement *placement, const struct action *action,
                   struct stage_business *answer) {
    if (!action->prop || action->character == placement->character) return false;
    bool receives = action->act == ACT_GIVE && action->target == placement->character;
    bool loses =
        action->act == ACT_TAKE && placement->holds && !strcmp(placement->holds, action->prop);
    if (!receives && !loses) return false;
    *answer = (struct stage_business){.act = receives ? ACT_TAKE : ACT_GIVE,
                                      .target = action->character,
                                      .prop = action->prop,
                                      .at = action->at};
    return true;
}

/* Two hands on one thing: it is in neither's. */
static bool is_shared(const struct picture *picture, size_t at) {
    for (size_t i = 0; i < picture->action_count; i++)
        if (i != at && picture->actions[i].at == picture->actions[at].at &&
            picture->actions[i].act == picture->actions[at].act)
            return true;
    return false;
}

static bool shown(const struct picture *picture, const struct actor *actor) {
    if (actor->character == picture->subject) return true;
    switch (picture->kind) {
    case SHOT_SINGLE:
    case SHOT_REACTION:
    case SHOT_VIEW:
        return false;
    case SHOT_TWO:
    case SHOT_OVER_SHOULDER:
        return actor->character == picture->other;
    case SHOT_INSERT:
    case SHOT_TITLE:
    case SHOT_CREDITS:
        return false;
    default:
        return true;
    }
}

/* Frames that outlast the shot with its handles. */
static int64_t beyond(const struct picture *picture, struct rational fps) {
    return picture->frames + 2 * picture->lead + in_frames(4, fps);
}

/* Both still have a hand on it. */
static void keep_hand_on(struct stage *stage, struct arena *arena, struct placement *placement,
                         const struct picture *picture, struct rational fps) {
    const struct actor *one = storyboard_actor(stage, stage->shared.one);
    const struct actor *other = storyboard_actor(stage, stage->shared.other);
    bool mine =
        one && other &&
        (placement->character == one->character || placement->character == other->character);
    if (!stage->shared.prop || !mine || placement->business_count || placement->walk_frames ||
        picture->kind == SHOT_OVER_SHOULDER || !one->on_stage || !other->on_stage ||
        !shown(picture, one) || !shown(picture, other))
        return;
    struct stage_business *business = arena_alloc(arena, 1, sizeof *business);
    *business = (struct stage_business){.act = ACT_REACH,
                                        .start = -in_frames(1.5, fps),
                                        .length = beyond(picture, fps),
                                        .target = -1,
                                        .prop = stage->shared.prop};
    placement->business = business;
    placement->business_count = 1;
}

static void add_business(struct arena *arena, struct placement *placement,
                         const struct picture *picture, struct rational fps) {
    size_t count = 0;
    struct stage_business reply;
    for (size_t i = 0; i < picture->action_count; i++)
        count += picture->actions[i].character == placement->character ||
                 answer(placement, &picture->actions[i], &reply);
    if (!count) return;
    bool loses = false;
    struct stage_business *business = arena_alloc(arena, count, sizeof *business);
    for (size_t i = 0; i < picture->action_count; i++) {
        const struct action *action = &picture->actions[i];
        if (answer(placement, action, &reply)) {
            reply.length = in_frames(storyboard_act_seconds(action->act), fps);
            if (reply.length > picture->frames) reply.length = picture->frames;
            reply.start = action_start(picture, action, reply.length);
            loses |= reply.act == ACT_GIVE;
            business[placement->business_count++] = reply;
            continue;
        }
        if (action->character != placement->character) continue;
        if (is_so_already(placement, action)) continue;
        bool walk = moves(action->act) && placement->walk_frames > 0;
        int64_t length = in_frames(storyboard_act_seconds(action->act), fps);
        if (length > picture->frames) length = picture->frames;
        business[placement->business_count++] = (struct stage_business){
            .act = action->act,
            .start = walk && storyboard_act_walks(action->act)
                         ? placement->walk_start
                         : action_start(picture, action, length),
            .length =
                walk && storyboard_act_walks(action->act) ? placement->walk_frames : length,
            .target = action->target,
            .prop = action->prop,
            .at = action->at};
        if (action->act == ACT_REACH && action->prop && is_shared(picture, i))
            business[placement->business_count - 1].length = beyond(picture, fps);
        placement->emotion = emotion_of_act(action->act, placement->emotion);
    }
    placement->business = business;
    if (loses) placement->holds = NULL; /* the business has it until then */
}

static bool hands_over(const struct picture *picture, const struct actor *actor) {
    for (size_t i = 0; i < picture->action_count; i++) {
        const struct action *action = &picture->actions[i];
        if (action->act == ACT_GIVE && action->character == actor->character && action->prop &&
            actor->holds && !strcmp(action->prop, actor->holds))
            return true;
    }
    return false;
}

static int looks_at(struct stage *stage, const struct picture *picture,
                    const struct actor *actor) {
    int at = -1;
    if (actor->character == picture->speaker)
        at = picture->to;
    else if (picture->speaker >= 0)
        at = picture->speaker;
    else if (actor->character != picture->subject)
        at = picture->subject;
    else
        at = picture->other;
    return at != actor->character && storyboard_on_stage(stage, at) ? at : -1;
}

static const struct action *first_move(const struct picture *picture,
                                       const struct actor *actor) {
    for (size_t i = 0; i < picture->action_count; i++)
        if (picture->actions[i].character == actor->character && moves(picture->actions[i].act))
            return &picture->actions[i];
    return NULL;
}

/* Where everybody's walk in this picture leads, one after the other, so that two who walk at
 * once do not pass each other. Several ways in one shot are one walk: "runs in and hugs him".
 */
static void walk_all(struct stage *stage, const struct picture *picture) {
    for (size_t i = 0; i < stage->count; i++) stage->actors[i].from = stage->actors[i].x;
    for (size_t i = 0; i < picture->action_count; i++) {
        const struct action *last = &picture->actions[i];
        struct actor *actor = storyboard_actor(stage, last->character);
        bool later = false;
        for (size_t k = i + 1; k < picture->action_count; k++)
            later |= picture->actions[k].character == last->character &&
                     moves(picture->actions[k].act);
        if (!actor || !moves(last->act) || later) continue;
        bool only = first_move(picture, actor) == last;
        if (only && last->act == ACT_ENTER && actor->on_stage) continue;
        double to = destination(stage, actor, last);
        if (stage->together && last->act == ACT_WALK) /* all the same way */
            actor->from = to - side_by_side;
        else if (!actor->on_stage)
            actor->from = way_out(actor);
        actor->on_stage = true;
        actor->x = fabs(to - actor->from) < 0.05 ? actor->from : to;
    }
}

/* From before the shot, or by what they do in it. */
static bool is_on_bed(const struct stage *stage, const struct picture *picture,
                      const struct actor *actor) {
    bool bed = actor->on_bed && actor->posture != POSTURE_STAND;
    for (size_t i = 0; i < picture->action_count; i++)
        if (picture->actions[i].character == actor->character)
            bed |= storyboard_on_bed(stage, &picture->actions[i]);
    return bed;
}

static struct placement place(struct stage *stage, struct arena *arena,
                              const struct picture *picture, struct actor *actor,
                              struct rational fps) {
    bool speaks = actor->character == picture->speaker;
    int at = looks_at(stage, picture, actor);
    struct placement placement = {
        .character = actor->character,
        .x = actor->from,
        .depth = actor->depth,
        .x_end = actor->x,
        .facing = facing_of(stage, actor, at),
        .posture = actor->posture,
        .on_bed = is_on_bed(stage, picture, actor),
        .looks_at = at,
        .emotion = speaks || picture->speaker < 0
                       ? picture->emotion
                       : answer_to(picture->emotion, picture->intensity),
        .intensity = speaks ? picture->intensity : picture->intensity * 0.8,
        .holds = hands_over(picture, actor) ? NULL : actor->holds};
    bool alone = picture->kind == SHOT_SINGLE && at < 0 && stage->count == 1;
    placement.view = alone && picture->size >= SIZE_CLOSE ? VIEW_FRONT : VIEW_THREE_QUARTER;
    if (picture->kind == SHOT_OVER_SHOULDER && actor->character == picture->other) {
        placement.view = VIEW_BACK;
        placement.depth = 0.75;
    }
    if (picture->kind == SHOT_VIEW && picture->other >= 0) /* into the eyes that see them */
        placement.view = VIEW_FRONT;
    const struct action *first = first_move(picture, actor);
    if (first) set_walk(&placement, actor, picture, first, fps);
    add_business(arena, &placement, picture, fps);
    keep_hand_on(stage, arena, &placement, picture, fps);
    return placement;
}

/* What they do first in the shot; ACT_COUNT for nothing. */
static enum act first_act(const struct picture *picture, const struct actor *actor) {
    for (size_t i = 0; i < picture->action_count; i++)
        if (picture->actions[i].character == actor->character) return picture->actions[i].act;
    return ACT_COUNT;
}

static int by_depth(const void *a, const void *b) {
    const struct placement *x = a, *y = b;
    if (x->depth != y->depth) return x->depth < y->depth ? -1 : 1;
    return (x->character > y->character) - (x->character < y->character);
}

/* Two reach for one thing that nobody has, until somebody alone does something with it. */
static void settle_shared(struct stage *stage, const struct picture *picture) {
    for (size_t i = 0; i < picture->action_count; i++) {
        const struct action *action = &picture->actions[i];
        if (!action->prop) continue;
        bool held = false;
        for (size_t k = 0; k < stage->count; k++)
            held |= stage->actors[k].holds && !strcmp(stage->actors[k].holds, action->prop);
        bool both = action->act == ACT_REACH && !held && i + 1 < picture->action_count &&
                    picture->actions[i + 1].act == ACT_REACH &&
                    picture->actions[i + 1].at == action->at;
        if (both) {
            stage->shared.prop = action->prop;
            stage->shared.one = action->character;
            stage->shared.other = picture->actions[++i].character;
        } else if (stage->shared.prop && !strcmp(stage->shared.prop, action->prop) &&
                   action->act != ACT_LOOK && action->act != ACT_POINT) {
            stage->shared.prop = NULL;
        }
    }
}

struct placement *storyboard_place(struct stage *stage, struct arena *arena,
                                   const struct picture *picture, struct rational fps,
                                   size_t *count) {
    struct placement *placements = arena_alloc(arena, PLACEMENTS_MAX, sizeof *placements);
    size_t n = 0;
    for (size_t i = 0; i < picture->action_count; i++) {
        struct actor *actor = storyboard_actor(stage, picture->actions[i].character);
        if (actor && !actor->on_stage && !storyboard_act_walks(first_act(picture, actor)))
            storyboard_come_on(stage, actor->character);
    }
    walk_all(stage, picture);
    /* Those in focus first, so that a crowd does not push them out. */
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < stage->count && n < PLACEMENTS_MAX; i++) {
            struct actor *actor = &stage->actors[i];
            bool focus = actor->character == picture->subject ||
                         actor->character == picture->other ||
                         actor->character == picture->speaker;
            if (focus != (pass == 0) || !shown(picture, actor)) continue;
            if (!actor->on_stage && first_act(picture, actor) == ACT_COUNT) continue;
            placements[n++] = place(stage, arena, picture, actor, fps);
        }
    for (size_t i = 0; i < picture->action_count; i++)
        settle(stage, &picture->actions[i], is_shared(picture, i));
    settle_shared(stage, picture);
    for (size_t i = 0; i < picture->action_count; i++)
        if (picture->actions[i].act == ACT_WALK) stage->together = false;
    qsort(placements, n, sizeof *placements, by_depth);
    *count = n;
    return placements;
}
