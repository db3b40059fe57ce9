#include "storyboard/coverage.h"

#include <math.h>
#include <string.h>

#include "base/random.h"

uint64_t storyboard_choice(const struct coverage *coverage, const char *text,
                           const char *purpose) {
    struct random random = random_seed_for(coverage->scene_seed, text);
    random = random_seed_for(random_next(&random), purpose);
    return random_next(&random);
}

int64_t storyboard_frames_of(double seconds, struct rational fps) {
    int64_t frames = (int64_t)llround(seconds * fps.num / fps.den);
    return frames > 0 ? frames : 1;
}

const char *storyboard_name(const struct coverage *coverage, int character) {
    return character >= 0 ? coverage->breakdown->screenplay->characters[character].name : "";
}

/* In three steps: one word more or less in the scene must not change every shot of it. */
static double calm_intensity(const struct scene_breakdown *scene) {
    return 0.3 + 0.15 * round(2 * scene->mood_strength);
}

static enum emotion scene_emotion(const struct scene_breakdown *scene) {
    static const enum emotion by_mood[MOOD_COUNT] = {
        [MOOD_NEUTRAL] = EMOTION_NEUTRAL,  [MOOD_CALM] = EMOTION_CALM,
        [MOOD_JOYFUL] = EMOTION_JOY,       [MOOD_FESTIVE] = EMOTION_JOY,
        [MOOD_ROMANTIC] = EMOTION_LOVE,    [MOOD_HOPEFUL] = EMOTION_CALM,
        [MOOD_COMIC] = EMOTION_JOY,        [MOOD_SAD] = EMOTION_SADNESS,
        [MOOD_TENSE] = EMOTION_ATTENTIVE,  [MOOD_FEARFUL] = EMOTION_FEAR,
        [MOOD_ANGRY] = EMOTION_DETERMINED, [MOOD_MYSTERIOUS] = EMOTION_ATTENTIVE,
        [MOOD_EPIC] = EMOTION_DETERMINED};
    return (unsigned)scene->mood < MOOD_COUNT ? by_mood[scene->mood] : EMOTION_NEUTRAL;
}

struct picture storyboard_picture(const struct coverage *coverage, enum shot_kind kind,
                                  enum shot_size size, int subject, int other, int64_t frames) {
    const struct scene_breakdown *scene = &coverage->breakdown->scenes[coverage->scene];
    return (struct picture){.kind = kind,
                            .size = size,
                            .subject = subject,
                            .other = other,
                            .speaker = -1,
                            .to = -1,
                            .emotion = scene_emotion(scene),
                            .intensity = calm_intensity(scene),
                            .until = 1,
                            .frames = frames > 0 ? frames : 1};
}

/* "Meera and Arun, two-shot, medium: Arun enters" */
static const char *describe(struct coverage *coverage, const struct shot *shot,
                            const char *what) {
    const char *subject = storyboard_name(coverage, shot->subject);
    const char *other = storyboard_name(coverage, shot->other);
    const char *who = coverage->breakdown->scenes[coverage->scene].place;
    if (shot->kind == SHOT_INSERT)
        who = shot->prop;
    else if (shot->kind == SHOT_OVER_SHOULDER && *other)
        who = arena_printf(coverage->arena, "%s over %s's shoulder", subject, other);
    else if (shot->kind == SHOT_TWO && *other)
        who = arena_printf(coverage->arena, "%s and %s", subject, other);
    else if (shot->kind == SHOT_VIEW && *other)
        who = arena_printf(coverage->arena, "%s as %s sees it",
                           *subject ? subject
                           : who    ? who
                                    : "the place",
                           other);
    else if ((shot->kind == SHOT_SINGLE || shot->kind == SHOT_REACTION ||
              shot->kind == SHOT_PANELS) &&
             *subject)
        who = subject;
    int size = 0; /* of the words that are kept: whole characters, at most 120 bytes */
    while (what[size] && what[size] != '\n' && size < 120) size++;
    while (size > 0 && (what[size] & 0xc0) == 0x80) size--;
    return arena_printf(coverage->arena, "%s, %s%s%.*s", who ? who : "",
                        shot_size_name(shot->size), size ? ": " : "", size, what);
}

int64_t storyboard_pad(struct coverage *coverage, int64_t frames, int64_t *transition_frames) {
    struct cutting cut = coverage->next;
    *transition_frames = 0;
    if (cut.transition == TRANSITION_CUT || !coverage->shots.count) return 0;
    struct shot *last = &coverage->shots.items[coverage->shots.count - 1];
    int64_t length = storyboard_frames_of(cut.seconds, coverage->fps);
    int64_t least = (length * 3 + 1) / 2; /* t <= 0.4 (least + t) */
    last->frames = (last->frames < least ? least : last->frames) + length;
    *transition_frames = length;
    return length + (frames < least ? least - frames : 0);
}

/* The picture takes the form of the one before it: as large, as still, and of one person when
 * that was. */
static void match_last(const struct coverage *coverage, struct take *take) {
    if (!coverage->shots.count) return;
    const struct shot *last = &coverage->shots.items[coverage->shots.count - 1];
    struct picture *picture = &take->picture;
    if (last->scene < 0 || last->kind == SHOT_INSERT || picture->kind == SHOT_INSERT) return;
    bool one = last->kind == SHOT_SINGLE || last->kind == SHOT_REACTION ||
               last->kind == SHOT_OVER_SHOULDER;
    if (one && picture->subject >= 0) picture->kind = SHOT_SINGLE;
    picture->size = last->size;
    take->move = MOVE_STATIC;
}

void storyboard_add(struct coverage *coverage, struct take *take) {
    struct picture *picture = &take->picture;
    if (coverage->next.match) match_last(coverage, take);
    int64_t transition_frames,
        lead = storyboard_pad(coverage, picture->frames, &transition_frames);
    picture->lead = lead;
    struct shot shot = {
        .kind = picture->kind,
        .size = picture->size,
        .scene = (int)coverage->scene,
        .number = ++coverage->number,
        .subject = picture->subject,
        .other = picture->other,
        .prop = take->prop,
        .air = coverage->air,
        .dark_before = take->tells ? take->light.before : coverage->dark,
        .dark_after = coverage->dark,
        .dark_change = lead + (int64_t)(take->light.at * (double)picture->frames),
        .layout = picture->kind == SHOT_PANELS ? coverage->layout : LAYOUT_WHOLE,
        .move = take->amount > 0 ? take->move : MOVE_STATIC,
        .move_amount = take->move == MOVE_STATIC ? 0 : take->amount,
        .frames = picture->frames + lead,
        .line_count = take->line_count,
        .transition_in = lead ? coverage->next.transition : TRANSITION_CUT,
        .transition_frames = transition_frames,
        .script_line = take->script_line,
        .told_from = take->tells ? picture->from : 0,
        .told_until = take->tells ? picture->until : 0,
        .told_lead = lead};
    struct shot_line *lines =
        take->line_count ? arena_alloc(coverage->arena, take->line_count, sizeof *lines) : NULL;
    for (size_t i = 0; i < take->line_count; i++) {
        lines[i] = take->lines[i];
        lines[i].start += samples_of_frames(lead, coverage->fps);
    }
    shot.lines = lines;
    shot.placements = storyboard_place(&coverage->stage, coverage->arena, picture,
                                       coverage->fps, &shot.placement_count);
    shot.description = describe(coverage, &shot, take->what ? take->what : "");
    *list_push(&coverage->shots) = shot;
    coverage->next = (struct cutting){.transition = TRANSITION_CUT};
}

/* The heading, or what the scene begins with, wants it seen from above. */
static bool asks_for_height(const struct coverage *coverage, const struct scene *scene) {
    const struct element *first =
        scene->count ? &coverage->breakdown->screenplay->elements[scene->first] : NULL;
    const char *texts[] = {scene->heading, scene->time,
                           first && first->kind == ELEMENT_ACTION ? first->text : NULL};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (texts[i] && storyboard_direction(coverage, texts[i], strlen(texts[i])).aerial)
            return true;
    return false;
}

void storyboard_establish(struct coverage *coverage, double seconds, size_t element,
                          const struct beat *beat) {
    const struct breakdown *breakdown = coverage->breakdown;
    const struct scene_breakdown *scene = &breakdown->scenes[coverage->scene];
    const struct scene *written = &breakdown->screenplay->scenes[coverage->scene];
    struct take take = {
        .picture = storyboard_picture(coverage, SHOT_ESTABLISHING,
                                      scene->inside ? SIZE_WIDE : SIZE_EXTREME_WIDE, -1, -1,
                                      storyboard_frames_of(seconds, coverage->fps)),
        .what = written->heading ? written->heading : "the place",
        .script_line =
            written->count ? breakdown->screenplay->elements[element].line : written->line};
    if (beat) {
        take.picture.actions = beat->actions;
        take.picture.action_count = beat->count;
        take.picture.until = beat->until;
        take.tells = true;
        storyboard_listen(coverage, beat->text, beat->size, &take.light);
    }
    static const enum camera_move inside[] = {MOVE_PUSH_IN, MOVE_TRUCK_RIGHT, MOVE_TRUCK_LEFT,
                                              MOVE_PUSH_IN};
    static const enum camera_move outside[] = {MOVE_CRANE_UP, MOVE_PUSH_IN, MOVE_TRUCK_LEFT,
                                               MOVE_TRUCK_RIGHT, MOVE_TILT_DOWN};
    uint64_t choice = storyboard_choice(coverage, "", "establishing move");
    take.move =
        scene->inside ? inside[choice % COUNT_OF(inside)] : outside[choice % COUNT_OF(outside)];
    take.amount = 0.3 + 0.04 * (double)(choice >> 32 & 3);
    if (asks_for_height(coverage, written)) {
        take.move = MOVE_AERIAL;
        take.amount = 1;
        take.picture.size = SIZE_EXTREME_WIDE;
    }
    storyboard_add(coverage, &take);
}
