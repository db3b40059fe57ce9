/* Coverage: which shots tell each scene, who stands where, how long each runs, how the camera
 * moves.
 *
 * Shots know nothing of where in the film they lie, so that an edit elsewhere leaves them as
 * they are. The 180-degree line is kept by construction: a scene's people have fixed sides of
 * the stage, and every camera stands on the same side of the line between them. */
#ifndef STORYBOARD_STORYBOARD_H
#define STORYBOARD_STORYBOARD_H

#include "base/rational.h"
#include "breakdown/breakdown.h"
#include "casting/casting.h"

enum shot_kind {
    SHOT_TITLE,         /* title card */
    SHOT_ESTABLISHING,  /* the place, people small */
    SHOT_GROUP,         /* all present (the master) */
    SHOT_TWO,           /* two people */
    SHOT_OVER_SHOULDER, /* subject's face past `other`'s shoulder in front */
    SHOT_SINGLE,        /* subject alone in frame */
    SHOT_REACTION,      /* subject listens while another speaks */
    SHOT_VIEW,          /* subject as `other` sees them, who is not in the picture */
    SHOT_PANELS,        /* all present, each in a panel of its own (layout) */
    SHOT_INSERT,        /* a prop fills the frame */
    SHOT_CREDITS,
    SHOT_KIND_COUNT
};
enum shot_size {
    SIZE_EXTREME_WIDE,
    SIZE_WIDE,
    SIZE_FULL,
    SIZE_MEDIUM_WIDE,
    SIZE_MEDIUM,
    SIZE_MEDIUM_CLOSE,
    SIZE_CLOSE,
    SIZE_EXTREME_CLOSE,
    SIZE_COUNT
};
enum shot_layout {                  /* of a frame with several panels */
                   LAYOUT_WHOLE,    /* one picture */
                   LAYOUT_SPLIT_50, /* two sides, equally wide */
                   LAYOUT_SPLIT_60, /* ... the speaker's taking 60 % */
                   LAYOUT_SPLIT_70,
                   LAYOUT_INSET, /* the speaker fills the frame, the others look in: picture in
                                    picture */
                   LAYOUT_TABLE, /* a round table: three in a row, or four in two */
};
enum camera_move {
    MOVE_STATIC,
    MOVE_PAN_LEFT,
    MOVE_PAN_RIGHT,
    MOVE_TILT_UP,
    MOVE_TILT_DOWN,
    MOVE_TRUCK_LEFT,
    MOVE_TRUCK_RIGHT,
    MOVE_PUSH_IN,
    MOVE_PULL_OUT,
    MOVE_CRANE_UP,
    MOVE_HANDHELD,
    MOVE_AERIAL,     /* down and across from high above */
    MOVE_RACK_FOCUS, /* still; sharp is `other` first, then the subject */
    MOVE_COUNT
};
enum transition {
    TRANSITION_CUT,
    TRANSITION_DISSOLVE,
    TRANSITION_FADE_BLACK,
    TRANSITION_WIPE,
    TRANSITION_DIP_WHITE,
    TRANSITION_IRIS, /* a circle closes to black and opens again */
    TRANSITION_WHIP, /* both pictures rush by */
    TRANSITION_COUNT
};
enum shot_air { /* what the story puts into the air */
                AIR_CLEAR,
                AIR_PETALS,
                AIR_SMOKE,
                AIR_EMBERS, /* of a fire */
                AIR_DUST,
                AIR_FIREWORKS,
                AIR_STARS, /* that twinkle and fall */
                AIR_COUNT
};
enum posture { POSTURE_STAND, POSTURE_SIT, POSTURE_KNEEL, POSTURE_LIE };
enum view { VIEW_THREE_QUARTER, VIEW_FRONT, VIEW_PROFILE, VIEW_BACK };

/* Something a person does within a shot, in frames of the shot. */
struct stage_business {
    enum act act;
    int64_t start, length; /* frames */
    int target;            /* character, or -1 */
    const char *prop;      /* id, or NULL */
    double at;             /* where its element's text says it, 0..1 (struct action) */
};

/* A person in a shot. Stage units: metres; x 0 is the middle of the set, positive to the right
 * as the camera sees it; depth 0 is the acting line, positive nearer to the camera. */
struct placement {
    int character;
    double x, depth; /* at the first frame */
    double x_end;    /* at the last; differs from x when they walk */
    int64_t walk_start,
        walk_frames; /* when they walk, in frames of the shot; 0 frames: they do not */
    int facing;      /* +1 to the right, -1 to the left: where they look on the stage */
    enum posture posture;
    bool on_bed; /* they sit or lie on a bed */
    enum view view;
    int looks_at;         /* character, or -1: straight ahead */
    enum emotion emotion; /* while not speaking */
    double intensity;
    const char *holds; /* prop id in hand all through, or NULL */
    const struct stage_business *business;
    size_t business_count;
};

/* A line heard in this shot. A line may start before the shot does (start < 0) and go on after
 * it. */
struct shot_line {
    size_t line;   /* index into breakdown->lines */
    int64_t start; /* samples at 48 kHz from the shot's first frame */
};

struct shot {
    enum shot_kind kind;
    enum shot_size size;
    int scene;  /* index; -1 for title and credits */
    int number; /* 1-based within its scene */
    int subject,
        other; /* characters in focus, -1: none. TWO: both. OVER_SHOULDER: other is in front */
    const char *prop;        /* SHOT_INSERT */
    enum shot_layout layout; /* SHOT_PANELS */
    enum camera_move move;
    double move_amount; /* 0..1 */
    enum shot_air air;
    bool dark_before, dark_after; /* the lights are out; what changes does so at ... */
    int64_t dark_change;          /* frame */
    int64_t frames; /* length, its half of the transitions at either end included */
    const struct placement
        *placements; /* everyone on stage that the frame may show, far to near */
    size_t placement_count;
    const struct shot_line *lines;
    size_t line_count;
    enum transition transition_in; /* how this shot follows the one before */
    int64_t
        transition_frames;   /* 0 for a cut; else taken from both shots' ends, in film frames */
    const char *description; /* "Meera, close: she looks at the lamp", for people */
    int script_line;         /* 1-based, of what it tells */
    double told_from, told_until; /* the part of an action element's text, 0..1; both 0: none */
    int64_t told_lead;            /* frames before the telling begins */
    uint64_t key; /* names the shot in changes: the same as long as it tells the same */
};

struct storyboard {
    struct rational fps;
    const struct shot *shots;
    size_t count;
    struct arena *arena;
};

struct storyboard_options {
    struct rational fps;
    uint64_t seed;
    bool titles; /* title card and end credits */
};

/* line_samples[i]: length of breakdown->lines[i]'s speech at 48 kHz. Shot lengths come from it
 * and from the time that the action takes to read. Shots follow each other without gap: the
 * film's length is the sum of frames less the sum of transition_frames. */
struct storyboard *storyboard_new(const struct breakdown *breakdown, const struct cast *cast,
                                  const int64_t *line_samples,
                                  const struct storyboard_options *options);
void storyboard_free(struct storyboard *storyboard);

/* What a person wants otherwise of one shot. */
struct shot_change {
    uint64_t key;
    int size, move, transition; /* of the enums above; -1: as planned */
    double seconds;             /* its length, its transitions included; 0: as planned */
};
/* What has that name; -1: nothing. */
int storyboard_find_size(const char *name);
int storyboard_find_move(const char *name);
int storyboard_find_transition(const char *name);

/* Makes the changes, in their order; those of shots that are not there are passed over. Cards
 * keep their size and move. No line is cut off: a shot ends at the earliest when what is said
 * in it is said, and at the latest after a minute. `line_samples` as above. */
void storyboard_change(struct storyboard *storyboard, const struct shot_change *changes,
                       size_t count, const int64_t *line_samples);

/* First film frame of each shot (count entries), by the rule above. */
void storyboard_starts(const struct storyboard *storyboard, int64_t *starts);
int64_t storyboard_frames(const struct storyboard *storyboard);

const char *shot_kind_name(enum shot_kind kind);
const char *shot_size_name(enum shot_size size); /* "close" */
const char *camera_move_name(enum camera_move move);
const char *transition_name(enum transition transition);

#endif
