/* Breakdowns made by hand and by chance, for the tests of the storyboard. */
#ifndef TESTS_STORYBOARD_WORLDS_H
#define TESTS_STORYBOARD_WORLDS_H

#include "base/memory.h"
#include "storyboard/storyboard.h"

struct world {
    struct arena *arena;
    struct screenplay script;
    struct breakdown breakdown;
    LIST(struct element) elements;
    LIST(struct scene) scenes;
    LIST(struct scene_breakdown) broken;
    LIST(struct line_breakdown) lines;
    LIST(struct action) actions; /* of the open scene */
    LIST(int64_t) samples;
    size_t people;
    bool closed; /* the last scene is complete */
};

void world_init(struct world *world, size_t people);
void world_done(struct world *world);
void world_scene(struct world *world, const char *heading, const char *place, const char *time);
void world_present(struct world *world,
                   int count); /* the first `count` people are in the scene */
void world_action(struct world *world, const char *text);
/* An act within the last action element. */
void world_act(struct world *world, enum act act, int who, int target, const char *prop,
               double at);
size_t world_line(struct world *world, int who, int to, const char *text, double seconds);
void world_transition(struct world *world, const char *text);
void world_chance(struct world *world, uint64_t seed); /* scenes, people and lines by chance */

/* Closes what was built and makes the storyboard. */
struct storyboard *world_board(struct world *world, bool titles);

#endif
