#include "worlds.h"

#include <string.h>

#include "base/random.h"

void world_init(struct world *world, size_t people) {
    *world = (struct world){.arena = arena_new(), .people = people};
    static const char *const names[] = {"Meera",  "Arun", "Grandmother",
                                        "Keeper", "Asha", "Tom"};
    struct character *characters = arena_alloc(world->arena, people, sizeof *characters);
    for (size_t i = 0; i < people; i++) characters[i].name = names[i % COUNT_OF(names)];
    world->script = (struct screenplay){.title = "The Lamp",
                                        .author = "",
                                        .language = "",
                                        .characters = characters,
                                        .character_count = people};
}

void world_done(struct world *world) {
    list_done(&world->elements);
    list_done(&world->scenes);
    list_done(&world->broken);
    list_done(&world->lines);
    list_done(&world->actions);
    list_done(&world->samples);
    arena_free(world->arena);
}

static void close_scene(struct world *world) {
    if (!world->scenes.count || world->closed) return;
    world->closed = true;
    struct scene *scene = &world->scenes.items[world->scenes.count - 1];
    struct scene_breakdown *broken = &world->broken.items[world->broken.count - 1];
    scene->count = world->elements.count - scene->first;
    broken->action_count = world->actions.count;
    broken->actions = list_take(world->arena, &world->actions);
    world->actions.count = 0;
}

void world_scene(struct world *world, const char *heading, const char *place,
                 const char *time) {
    close_scene(world);
    world->closed = false;
    *list_push(&world->scenes) = (struct scene){.heading = heading,
                                                .place = place,
                                                .time = time,
                                                .line = 1,
                                                .first = world->elements.count};
    *list_push(&world->broken) = (struct scene_breakdown){
        .place = place, .place_words = place, .inside = true, .mood_strength = 0.4};
}

void world_present(struct world *world, int count) {
    struct scene_breakdown *broken = &world->broken.items[world->broken.count - 1];
    int *present = arena_alloc(world->arena, (size_t)count, sizeof *present);
    for (int i = 0; i < count; i++) present[i] = i;
    broken->present = present;
    broken->present_count = (size_t)count;
}

static struct element *add(struct world *world, enum element_kind kind, const char *text) {
    struct element *element = list_push(&world->elements);
    *element = (struct element){.kind = kind,
                                .text = text,
                                .line = (int)world->elements.count,
                                .column = 1,
                                .scene = (int)world->scenes.count - 1,
                                .character = -1};
    return element;
}

void world_action(struct world *world, const char *text) {
    add(world, ELEMENT_ACTION, text);
}

void world_act(struct world *world, enum act act, int who, int target, const char *prop,
               double at) {
    *list_push(&world->actions) =
        (struct action){act, world->elements.count - 1, who, target, prop, at};
}

size_t world_line(struct world *world, int who, int to, const char *text, double seconds) {
    add(world, ELEMENT_DIALOGUE, text)->character = who;
    *list_push(&world->lines) = (struct line_breakdown){.element = world->elements.count - 1,
                                                        .scene = (int)world->scenes.count - 1,
                                                        .character = who,
                                                        .to = to,
                                                        .intensity = 0.4,
                                                        .language = "en"};
    *list_push(&world->samples) = (int64_t)(seconds * 48000);
    return world->lines.count - 1;
}

void world_transition(struct world *world, const char *text) {
    add(world, ELEMENT_TRANSITION, text);
}

static void chance_action(struct world *world, struct random *random) {
    static const char *const props[] = {"lamp", "letter", NULL, NULL, "cup"};
    size_t length = 10 + random_below(random, 500);
    char *text = arena_alloc(world->arena, length + 1, 1);
    memset(text, 'a', length);
    world_action(world, text);
    uint32_t acts = random_below(random, 4);
    for (uint32_t i = 0; i < acts; i++)
        world_act(world, (enum act)random_below(random, ACT_COUNT),
                  (int)random_below(random, (uint32_t)world->people),
                  (int)random_below(random, (uint32_t)world->people + 1) - 1,
                  props[random_below(random, COUNT_OF(props))], (i + 0.5) / acts);
}

static void chance_line(struct world *world, struct random *random) {
    size_t line =
        world_line(world, (int)random_below(random, (uint32_t)world->people),
                   (int)random_below(random, (uint32_t)world->people + 1) - 1,
                   arena_printf(world->arena, "Words %u.", random_below(random, 100000)),
                   random_range(random, 0, random_below(random, 10) ? 6 : 40));
    struct line_breakdown *said = &world->lines.items[line];
    said->intensity = random_unit(random);
    said->emotion = (enum emotion)random_below(random, EMOTION_COUNT);
    said->off_screen = random_below(random, 8) == 0;
    bool dual = line && random_below(random, 10) == 0 &&
                world->lines.items[line - 1].element + 1 == said->element &&
                world->elements.items[said->element - 1].dual == DUAL_NONE;
    if (!dual) return;
    world->elements.items[said->element - 1].dual = DUAL_LEFT;
    world->elements.items[said->element].dual = DUAL_RIGHT;
}

void world_chance(struct world *world, uint64_t seed) {
    struct random random = random_seed(seed);
    static const char *const cuts[] = {"CUT TO:", "DISSOLVE TO:", "FADE OUT.", "WIPE TO:"};
    uint32_t scenes = 1 + random_below(&random, 5);
    for (uint32_t i = 0; i < scenes; i++) {
        const char *place = random_below(&random, 2) ? "kitchen" : "market";
        world_scene(world, place, place, "");
        struct scene_breakdown *broken = &world->broken.items[i];
        broken->mood = (enum mood)random_below(&random, MOOD_COUNT);
        broken->mood_strength = random_unit(&random);
        broken->hour = (enum hour)random_below(&random, HOUR_COUNT);
        world_present(world, (int)random_below(&random, (uint32_t)world->people + 1));
        uint32_t elements = random_below(&random, 24);
        for (uint32_t k = 0; k < elements; k++) {
            uint32_t kind = random_below(&random, 12);
            if (kind == 0)
                world_transition(world, cuts[random_below(&random, COUNT_OF(cuts))]);
            else if (kind < 4)
                chance_action(world, &random);
            else
                chance_line(world, &random);
        }
    }
}

struct storyboard *world_board(struct world *world, bool titles) {
    close_scene(world);
    world->script.elements = world->elements.items;
    world->script.element_count = world->elements.count;
    world->script.scenes = world->scenes.items;
    world->script.scene_count = world->scenes.count;
    world->breakdown = (struct breakdown){.screenplay = &world->script,
                                          .language = "en",
                                          .scenes = world->broken.items,
                                          .lines = world->lines.items,
                                          .line_count = world->lines.count};
    struct storyboard_options options = {.fps = {24, 1}, .seed = 7, .titles = titles};
    return storyboard_new(&world->breakdown, &(struct cast){0}, world->samples.items, &options);
}
