/* Who stands where in a scene, as the story goes on: places, postures, things in hand.
 *
 * Everybody has a home on a fixed side of the stage and comes back to it; walking never takes
 * one past another who stays, so that whoever looks to the right does so in every shot of the
 * scene. */
#ifndef STORYBOARD_STAGE_H
#define STORYBOARD_STAGE_H

#include "base/memory.h"
#include "storyboard/storyboard.h"

/* Metres from the middle, beyond which nobody is seen even in a wide shot. */
#define STAGE_EDGE 3.4

struct actor {
    int character;
    double home, home_depth; /* metres */
    double x, depth;         /* now */
    double from;             /* x at the beginning of the picture that is being placed */
    bool on_stage;
    enum posture posture;
    bool on_bed;
    const char *holds;
};

struct stage {
    const struct breakdown *breakdown;
    size_t scene;
    struct actor *actors; /* in order of appearance */
    size_t count, room;
    bool together; /* the scene opens with people who walk side by side */
    int umbrella;  /* who brings one from the scene before, or -1 */
    struct {
        const char *prop; /* that two have a hand on, or NULL */
        int one, other;
    } shared;
    int *index; /* character -> actor, -1: not in this scene; all of the film's characters */
};

void storyboard_stage_init(struct stage *stage, const struct breakdown *breakdown);
void storyboard_stage_done(struct stage *stage);

/* Sets the stage for a scene: `line_of[element]` is the spoken line of an element, or -1. Those
 * whose first deed is to enter wait outside. */
void storyboard_stage_scene(struct stage *stage, size_t scene, const int *line_of,
                            uint64_t seed);

/* Does the deed happen on a bed: "sits on the edge of the bed"? */
bool storyboard_on_bed(const struct stage *stage, const struct action *action);

/* NULL when the character has no part in the scene. */
struct actor *storyboard_actor(struct stage *stage, int character);
bool storyboard_on_stage(struct stage *stage, int character);
/* Puts somebody who was not there at their place, without a walk. */
void storyboard_come_on(struct stage *stage, int character);
size_t storyboard_on_stage_count(const struct stage *stage);

/* What one shot shows of the stage. */
struct picture {
    enum shot_kind kind;
    enum shot_size size;
    int subject, other;
    int speaker, to;      /* who talks and to whom; -1 */
    enum emotion emotion; /* of what is said, or of the scene */
    double intensity;
    const struct action *actions; /* done within the shot */
    size_t action_count;
    double from, until;   /* the part of the element's text that the shot tells, 0..1 */
    int64_t lead, frames; /* frames of handle before it, and its length without handles */
};

/* Places the people of the picture (far to near), with what they do, and moves the stage on to
 * the shot's end. *count: how many. In the arena. */
struct placement *storyboard_place(struct stage *stage, struct arena *arena,
                                   const struct picture *picture, struct rational fps,
                                   size_t *count);

/* How long an act takes, in seconds. */
double storyboard_act_seconds(enum act act);
bool storyboard_act_walks(enum act act);
/* Things that work is done on with them in hand: a cup that is wiped, a flute that is played.
 */
bool storyboard_works_in_hand(const char *prop);

#endif
