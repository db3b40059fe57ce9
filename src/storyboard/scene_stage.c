/* How a scene opens: who is there, where, in what posture and with what in hand, so that the
 * first picture already shows it. */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "storyboard/coverage.h"

static void add_actor(struct stage *stage, int character) {
    if (character < 0 || (size_t)character >= stage->breakdown->screenplay->character_count ||
        stage->index[character] >= 0)
        return;
    if (stage->count == stage->room)
        stage->actors = list_grow(stage->actors, &stage->room, sizeof *stage->actors);
    stage->index[character] = (int)stage->count;
    stage->actors[stage->count++] = (struct actor){.character = character, .on_stage = true};
}

/* Guests of a podcast sit in a row. */
static bool sits_together(const struct stage *stage) {
    const char *place = stage->breakdown->scenes[stage->scene].place;
    return place && strcmp(place, "podcast") == 0;
}

/* One: near the middle. Otherwise left and right in turn, outwards from the line between the
 * first two, who stand a good metre apart; every second pair a step back. */
static void give_homes(struct stage *stage, uint64_t seed) {
    double inner = stage->together ? 0.36 : 0.52 + 0.14 * (double)(seed % 101) / 100;
    size_t pairs = (stage->count + 1) / 2;
    double step = pairs > 4   ? (STAGE_EDGE - 0.9 - inner) / (double)pairs
                  : pairs > 2 ? 0.72
                              : 0.95;
    for (size_t i = 0; i < stage->count; i++) {
        struct actor *actor = &stage->actors[i];
        double out = inner + step * (double)(i / 2);
        actor->home = stage->count == 1 ? -0.12 : i % 2 ? out : -out;
        actor->home_depth = (i / 2) % 2 && !sits_together(stage) ? -0.35 : 0;
        actor->x = actor->home;
        actor->depth = actor->home_depth;
    }
}

/* Those who talk most stand nearest to each other. */
static void talkers_inside(struct stage *stage, const int *line_of, size_t first, size_t end) {
    if (stage->count < 3) return;
    size_t *lines = xcalloc(stage->count, sizeof *lines);
    for (size_t i = first; i < end; i++) {
        int line = line_of[i];
        if (line < 0 || stage->breakdown->lines[line].off_screen) continue;
        int at = stage->index[stage->breakdown->lines[line].character];
        if (at >= 0) lines[at]++;
    }
    for (size_t place = 0; place < 2; place++) {
        size_t best = place;
        for (size_t i = place + 1; i < stage->count; i++)
            if (lines[i] > lines[best]) best = i;
        struct actor actor = stage->actors[best];
        size_t count = lines[best];
        memmove(stage->actors + place + 1, stage->actors + place,
                (best - place) * sizeof actor);
        memmove(lines + place + 1, lines + place, (best - place) * sizeof count);
        stage->actors[place] = actor;
        lines[place] = count;
    }
    free(lines);
    for (size_t i = 0; i < stage->count; i++) stage->index[stage->actors[i].character] = (int)i;
}

/* The words from an action's verb on. Its place is counted up to the end of the last word. */
static const char *words_of(const struct stage *stage, const struct action *action) {
    const char *text = stage->breakdown->screenplay->elements[action->element].text;
    size_t size = strlen(text);
    while (size && strchr(" .!?,;:\"')", text[size - 1])) size--;
    return text + (size_t)fmin(fmax(llround(action->at * (double)size), 0), (double)size);
}

/* The n-th word from here, in lower case. */
static void word_at(const char *at, int n, char word[16]) {
    for (; n > 0; n--) {
        while (*at && !isspace((unsigned char)*at)) at++;
        while (isspace((unsigned char)*at)) at++;
    }
    size_t size = 0;
    while (size < 15 && isalpha((unsigned char)*at))
        word[size++] = (char)tolower((unsigned char)*at++);
    word[size] = 0;
}

bool storyboard_on_bed(const struct stage *stage, const struct action *action) {
    if (action->act != ACT_SIT && action->act != ACT_LIE) return false;
    const char *words = words_of(stage, action);
    size_t size = strcspn(words, ".!?;");
    static const char *const beds[] = {"bed", "bedside", "mattress", "cot"};
    for (size_t i = 0; i < COUNT_OF(beds); i++)
        if (storyboard_find(words, size, beds[i])) return true;
    return false;
}

/* "sits down" happens; "sits on the wall" has happened. */
static bool happens(const struct stage *stage, const struct action *action) {
    char word[16];
    word_at(words_of(stage, action), 1, word);
    return strcmp(word, "down") == 0 || strcmp(word, "up") == 0;
}

/* "lifts his lantern": it has been in hand before. */
static bool is_their_own(const struct stage *stage, const struct action *action) {
    char word[16];
    word_at(words_of(stage, action), 1, word);
    return strcmp(word, "his") == 0 || strcmp(word, "her") == 0 || strcmp(word, "their") == 0;
}

static bool held_by_another(const struct stage *stage, const struct actor *actor,
                            const char *prop) {
    for (size_t i = 0; i < stage->count; i++)
        if (&stage->actors[i] != actor && stage->actors[i].holds &&
            strcmp(stage->actors[i].holds, prop) == 0)
            return true;
    return false;
}

/* Those who walk side by side from the scene's first words on are seen walking, not coming. */
static bool walk_together(const struct scene_breakdown *scene, size_t first) {
    const struct action *action = &scene->actions[first];
    if (action->act != ACT_WALK) return false;
    for (size_t i = 0; i < scene->action_count; i++) {
        const struct action *other = &scene->actions[i];
        if (i != first && other->act == ACT_WALK && other->element == action->element &&
            other->at == action->at && other->character != action->character)
            return true;
    }
    return false;
}

struct opening { /* what is known of one actor while the scene is read ahead */
    bool acted;  /* did or said something */
    bool moved;  /* ... that changed posture or hands */
};

static void open_with(struct stage *stage, struct actor *actor, struct opening *known,
                      const struct action *action, bool before_speech) {
    bool walks = action->act == ACT_ENTER || action->act == ACT_WALK || action->act == ACT_RUN;
    if (!known->acted && walks && !stage->together) actor->on_stage = false;
    bool posture = action->act == ACT_SIT || action->act == ACT_KNEEL || action->act == ACT_LIE;
    if (posture && !known->acted && before_speech && !happens(stage, action))
        actor->posture = action->act == ACT_SIT     ? POSTURE_SIT
                         : action->act == ACT_KNEEL ? POSTURE_KNEEL
                                                    : POSTURE_LIE;
    if (posture && !known->acted) actor->on_bed = storyboard_on_bed(stage, action);
    bool own = action->prop && !known->moved && !actor->holds &&
               !held_by_another(stage, actor, action->prop) &&
               ((action->act == ACT_HOLD && before_speech) ||
                (action->act == ACT_TAKE && is_their_own(stage, action)) ||
                (action->act == ACT_WORK && storyboard_works_in_hand(action->prop)) ||
                (stage->together && action->act == ACT_WALK && stage->umbrella < 0));
    if (own) actor->holds = action->prop;
    if (stage->together && action->act == ACT_WALK && action->prop &&
        actor->character == stage->umbrella)
        actor->holds = action->prop;
    known->moved |= action->act == ACT_TAKE || action->act == ACT_GIVE;
    known->acted = true;
}

/* Whoever enters, or walks into the story, before saying or doing anything else is not there
 * yet; whoever sits or holds something from the first words on does so already. */
static void open_scene(struct stage *stage, const int *line_of) {
    const struct scene *scene = &stage->breakdown->screenplay->scenes[stage->scene];
    const struct scene_breakdown *broken = &stage->breakdown->scenes[stage->scene];
    struct opening *known = xcalloc(stage->count, sizeof *known);
    bool spoken = false;
    size_t next = 0;
    for (size_t e = scene->first; e < scene->first + scene->count; e++) {
        if (line_of[e] >= 0) {
            struct actor *actor =
                storyboard_actor(stage, stage->breakdown->lines[line_of[e]].character);
            if (actor) known[actor - stage->actors].acted = true;
            spoken = true;
        }
        for (; next < broken->action_count && broken->actions[next].element <= e; next++) {
            struct actor *actor = storyboard_actor(stage, broken->actions[next].character);
            if (actor)
                open_with(stage, actor, &known[actor - stage->actors], &broken->actions[next],
                          !spoken);
        }
    }
    free(known);
}

void storyboard_stage_scene(struct stage *stage, size_t scene, const int *line_of,
                            uint64_t seed) {
    const struct screenplay *script = stage->breakdown->screenplay;
    const struct scene_breakdown *broken = &stage->breakdown->scenes[scene];
    int umbrella = -1;
    for (size_t i = 0; i < stage->count; i++) {
        const char *held = stage->actors[i].holds;
        if (held && strcmp(held, "umbrella") == 0) umbrella = stage->actors[i].character;
        stage->index[stage->actors[i].character] = -1;
    }
    stage->count = 0;
    stage->shared.prop = NULL;
    stage->scene = scene;
    for (size_t i = 0; i < broken->present_count; i++) add_actor(stage, broken->present[i]);
    size_t first = script->scenes[scene].first, end = first + script->scenes[scene].count;
    for (size_t i = first; i < end; i++)
        if (line_of[i] >= 0 && !stage->breakdown->lines[line_of[i]].off_screen)
            add_actor(stage, stage->breakdown->lines[line_of[i]].character);
    for (size_t i = 0; i < broken->action_count; i++)
        add_actor(stage, broken->actions[i].character);
    talkers_inside(stage, line_of, first, end);
    stage->together = broken->action_count > 1 && walk_together(broken, 0);
    stage->umbrella = storyboard_actor(stage, umbrella) ? umbrella : -1;
    give_homes(stage, seed);
    for (size_t i = 0; i < stage->count && sits_together(stage); i++)
        stage->actors[i].posture = POSTURE_SIT;
    open_scene(stage, line_of);
}
