/* Speech as shots: the group or the two first, over the shoulder and its reverse in turn with
 * singles, tighter towards the scene's end and at its strongest line; long lines cut to the
 * listener and back. Every choice rests on the line's place in its scene, its own words and its
 * own length, so that an edited line changes no shot but its own. */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "storyboard/coverage.h"

/* Seconds. */
static const double lead_in = 0.12, long_line = 7, part_length = 4.4;
enum { SHORT_LINE = 42, PARTS_MAX = 400 };

struct speech { /* one or two lines told as one */
    size_t lines[2];
    int64_t starts[2]; /* samples from the speech's beginning */
    size_t count;
    const struct line_breakdown *line; /* the first */
    const char *text;
    int script_line;
    bool dual;      /* both are said at once */
    bool both_seen; /* ... and by two who are there */
    int listener;   /* on stage, or -1 */
    size_t index;   /* among the scene's speeches */
    size_t run;     /* how many of the same speaker came right before */
    bool lingers;   /* strong: afterwards, in silence, the one it was said to */
    int64_t frames;
    int64_t over;      /* frame at which the speech and its pause end */
    int64_t last_word; /* frame at which the last word ends */
};

static const struct element *element_of(const struct coverage *coverage, size_t line) {
    return &coverage->breakdown->screenplay->elements[coverage->breakdown->lines[line].element];
}

/* The silence after a line: shorter when tempers run high or the line breaks off, longer after
 * something grave. 0.06..0.48 s, and the lead-in of the next line on top. */
static double pause_after(const struct coverage *coverage, size_t line) {
    const struct line_breakdown *said = &coverage->breakdown->lines[line];
    const char *text = element_of(coverage, line)->text;
    size_t size = strlen(text);
    double pause = 0.22;
    switch (said->emotion) {
    case EMOTION_SADNESS:
    case EMOTION_WISE:
    case EMOTION_LOVE:
        pause = 0.38;
        break;
    case EMOTION_CALM:
    case EMOTION_RESPECT:
        pause = 0.3;
        break;
    case EMOTION_ANGER:
    case EMOTION_EXCITED:
    case EMOTION_JOY:
    case EMOTION_FEAR:
    case EMOTION_SURPRISE:
        pause = 0.12;
        break;
    default:
        break;
    }
    bool breaks_off = (size > 2 && !strcmp(text + size - 2, "--")) ||
                      (size > 3 && !strcmp(text + size - 3, "—"));
    if (breaks_off) return 0.04;
    bool trails = (size > 3 && !strcmp(text + size - 3, "...")) ||
                  (size > 3 && !strcmp(text + size - 3, "…"));
    double jitter = (double)(storyboard_choice(coverage, text, "pause") % 100) / 1000;
    return fmin(pause + (trails ? 0.12 : 0) + jitter - 0.04, 0.48);
}

static int64_t samples_of(double seconds) {
    return (int64_t)llround(seconds * 48000);
}

static int64_t line_length(const struct coverage *coverage, size_t line) {
    int64_t samples = coverage->line_samples ? coverage->line_samples[line] : 0;
    return samples > 0 ? samples : 0;
}

static bool is_short(const struct coverage *coverage, size_t line) {
    return utf8_length(element_of(coverage, line)->text) <= SHORT_LINE;
}

/* The next line of the scene after an element, when only silent elements lie between. */
static int next_line(const struct coverage *coverage, size_t element, size_t stop) {
    const struct screenplay *script = coverage->breakdown->screenplay;
    for (size_t e = element + 1; e < stop; e++) {
        if (coverage->line_of[e] >= 0) return coverage->line_of[e];
        enum element_kind kind = script->elements[e].kind;
        if (kind == ELEMENT_ACTION || kind == ELEMENT_TRANSITION || kind == ELEMENT_DIALOGUE ||
            kind == ELEMENT_LYRIC)
            return -1;
    }
    return -1;
}

/* Whom the camera turns to while this is said. */
static int find_listener(struct coverage *coverage, const struct line_breakdown *line) {
    struct stage *stage = &coverage->stage;
    int candidates[] = {line->to, coverage->last_speaker, coverage->speaker_before};
    for (size_t i = 0; i < COUNT_OF(candidates); i++)
        if (candidates[i] != line->character && storyboard_on_stage(stage, candidates[i]))
            return candidates[i];
    for (size_t i = 0; i < stage->count; i++)
        if (stage->actors[i].on_stage && stage->actors[i].character != line->character)
            return stage->actors[i].character;
    return -1;
}

/* Pairs within a run of the same speaker: the first with the second, the third with the fourth,
 * so that the pairs do not shift when one line is edited. */
static void join_lines(struct coverage *coverage, struct speech *speech, size_t stop) {
    int next = next_line(coverage, speech->line->element, stop);
    if (next < 0) return;
    const struct line_breakdown *after = &coverage->breakdown->lines[next];
    const struct element *element = element_of(coverage, (size_t)next);
    const struct element *first = element_of(coverage, speech->lines[0]);
    speech->dual = first->dual == DUAL_LEFT && element->dual == DUAL_RIGHT &&
                   after->character != speech->line->character;
    bool pair = after->character == speech->line->character &&
                after->off_screen == speech->line->off_screen && speech->run % 2 == 0 &&
                is_short(coverage, speech->lines[0]) && is_short(coverage, (size_t)next) &&
                first->dual == DUAL_NONE && element->dual == DUAL_NONE;
    if (!pair && !speech->dual) return;
    speech->lines[1] = (size_t)next;
    speech->count = 2;
    speech->both_seen = speech->dual && !speech->line->off_screen && !after->off_screen;
    /* Of a pair of which one is only heard, the other is shown. */
    if (speech->dual && speech->line->off_screen) speech->line = after;
}

static void measure(struct coverage *coverage, struct speech *speech) {
    int64_t at = samples_of(lead_in), end = at;
    for (size_t i = 0; i < speech->count; i++) {
        speech->starts[i] = speech->dual ? samples_of(lead_in) : at;
        int64_t over = speech->starts[i] + line_length(coverage, speech->lines[i]) +
                       samples_of(pause_after(coverage, speech->lines[i]));
        int64_t said = speech->starts[i] + line_length(coverage, speech->lines[i]);
        speech->last_word = frame_of_sample(said, coverage->fps);
        at = over + samples_of(lead_in) / 2;
        if (over > end) end = over;
    }
    const struct line_breakdown *line = speech->line;
    speech->lingers = speech->lines[0] == coverage->peak_line && coverage->peak >= 0.75 &&
                      speech->listener >= 0 && !line->off_screen && !speech->dual;
    speech->over = frames_for_samples(end, coverage->fps);
    if (speech->lingers) end += samples_of(0.9);
    speech->frames = frames_for_samples(end, coverage->fps);
    int64_t least = storyboard_frames_of(0.7, coverage->fps);
    if (speech->frames < least) speech->frames = least;
}

/* --- framing --- */

struct framing {
    enum shot_kind kind;
    enum shot_size size;
};

/* 0 at the scene's beginning, 1 at its end; strong lines count as later ones. */
static double tightness(const struct coverage *coverage, const struct speech *speech) {
    double along =
        coverage->spoken > 1 ? (double)speech->index / (double)(coverage->spoken - 1) : 0.4;
    if (coverage->spoken < 5) along *= 0.25 * (double)coverage->spoken;
    return along * 0.7 + 0.45 * (speech->line->intensity - 0.35);
}

static enum shot_size single_size(const struct coverage *coverage,
                                  const struct speech *speech) {
    enum emotion emotion = speech->line->emotion;
    bool grave = emotion == EMOTION_ANGER || emotion == EMOTION_FEAR ||
                 emotion == EMOTION_SADNESS || emotion == EMOTION_SURPRISE ||
                 emotion == EMOTION_LOVE || emotion == EMOTION_DETERMINED;
    bool peak = speech->lines[0] == coverage->peak_line && coverage->peak >= 0.7 &&
                coverage->spoken > 2;
    if (peak) return coverage->peak >= 0.85 && grave ? SIZE_EXTREME_CLOSE : SIZE_CLOSE;
    double tight = tightness(coverage, speech);
    return tight < 0.22 ? SIZE_MEDIUM : tight < 0.55 ? SIZE_MEDIUM_CLOSE : SIZE_CLOSE;
}

/* How a speech begins. */
static struct framing opening_frame(struct coverage *coverage, const struct speech *speech) {
    size_t people = storyboard_on_stage_count(&coverage->stage);
    struct framing master = {people == 2 ? SHOT_TWO : SHOT_GROUP,
                             people == 2 ? SIZE_MEDIUM : SIZE_MEDIUM_WIDE};
    if (coverage->layout != LAYOUT_WHOLE && people > 1) /* never twice: that cut would jump */
        return speech->index % 2 && !speech->both_seen
                   ? (struct framing){SHOT_SINGLE, SIZE_MEDIUM_CLOSE}
                   : (struct framing){SHOT_PANELS, SIZE_MEDIUM_CLOSE};
    if (speech->both_seen) return (struct framing){SHOT_TWO, SIZE_MEDIUM};
    enum shot_size single = single_size(coverage, speech);
    if (speech->listener < 0) { /* alone: sizes in turn, or the cut would jump */
        static const enum shot_size alone[] = {SIZE_MEDIUM, SIZE_CLOSE, SIZE_MEDIUM_WIDE,
                                               SIZE_MEDIUM_CLOSE};
        if (single == SIZE_EXTREME_CLOSE) return (struct framing){SHOT_SINGLE, single};
        return (struct framing){SHOT_SINGLE, alone[speech->index % COUNT_OF(alone)]};
    }
    bool peak = single >= SIZE_EXTREME_CLOSE ||
                (speech->lines[0] == coverage->peak_line && single == SIZE_CLOSE);
    if (speech->index == 0) return master;
    if (peak) return (struct framing){SHOT_SINGLE, single};
    if (speech->index % 9 == 8 && tightness(coverage, speech) < 0.75) return master;
    if (speech->run > 0) { /* the same speaker goes on: the other kind of picture */
        bool over = speech->run % 2 == 0;
        return (struct framing){over ? SHOT_OVER_SHOULDER : SHOT_SINGLE, over ? SIZE_MEDIUM
                                                                         : single < SIZE_CLOSE
                                                                             ? single + 1
                                                                             : single};
    }
    bool over = (speech->index - 1) % 4 < 2 && single < SIZE_CLOSE;
    if (over)
        return (struct framing){SHOT_OVER_SHOULDER,
                                single > SIZE_MEDIUM ? SIZE_MEDIUM_CLOSE : SIZE_MEDIUM};
    return (struct framing){SHOT_SINGLE, single};
}

/* How part `i` of `parts` is seen when a speech is cut into several shots. */
static struct framing part_frame(struct coverage *coverage, const struct speech *speech, int i,
                                 int parts, struct framing opening) {
    if (i == 0) return opening;
    if (coverage->layout != LAYOUT_WHOLE && speech->listener >= 0) {
        static const enum shot_kind turns[] = {SHOT_SINGLE, SHOT_PANELS, SHOT_REACTION,
                                               SHOT_PANELS};
        int first = opening.kind == SHOT_PANELS ? -1 : 0;
        struct framing framing = {turns[(i + first) % 4], SIZE_MEDIUM_CLOSE};
        if (i + 1 == parts && framing.kind == SHOT_PANELS) /* the next speech may open so */
            framing = turns[(i + first + 3) % 4] == SHOT_REACTION
                          ? (struct framing){SHOT_SINGLE, SIZE_CLOSE}
                          : (struct framing){SHOT_REACTION, SIZE_MEDIUM_CLOSE};
        return framing;
    }
    enum shot_size single = single_size(coverage, speech);
    if (speech->both_seen)
        return (struct framing){SHOT_TWO, i % 2 ? SIZE_MEDIUM_CLOSE : SIZE_MEDIUM};
    if (speech->listener < 0) {
        static const enum shot_size alone[] = {SIZE_MEDIUM_CLOSE, SIZE_MEDIUM_WIDE, SIZE_CLOSE,
                                               SIZE_MEDIUM};
        enum shot_size size = alone[(i - 1) % 4];
        return (struct framing){SHOT_SINGLE,
                                size == opening.size && i == 1 ? SIZE_CLOSE : size};
    }
    bool last = i + 1 == parts;
    if (last && parts != 3)
        return (struct framing){SHOT_REACTION,
                                single > SIZE_MEDIUM_CLOSE ? SIZE_CLOSE : SIZE_MEDIUM_CLOSE};
    switch ((i - 1) % 4) {
    case 0:
        if (parts == 3 || opening.kind == SHOT_SINGLE)
            return (struct framing){SHOT_REACTION, SIZE_MEDIUM_CLOSE};
        return (struct framing){SHOT_SINGLE, single < SIZE_CLOSE ? single + 1 : single};
    case 1:
        return opening.kind == SHOT_SINGLE && !last
                   ? (struct framing){SHOT_OVER_SHOULDER, SIZE_MEDIUM}
                   : (struct framing){SHOT_SINGLE, SIZE_CLOSE};
    case 2:
        return (struct framing){SHOT_REACTION, SIZE_CLOSE};
    default:
        return (struct framing){SHOT_OVER_SHOULDER, SIZE_MEDIUM_CLOSE};
    }
}

static int part_count(const struct coverage *coverage, const struct speech *speech) {
    double seconds = seconds_of_frames(speech->over, coverage->fps);
    if (seconds > long_line) {
        double parts = ceil(seconds / part_length);
        return parts > PARTS_MAX ? PARTS_MAX : (int)parts;
    }
    bool strong = speech->line->intensity >= 0.6;
    /* A comedy lives on faces that hear it; elsewhere a face that speaks is held. */
    const struct scene_breakdown *scene = &coverage->breakdown->scenes[coverage->scene];
    double held = scene->mood == MOOD_COMIC ? 3.6 : 4.8;
    bool cut_away =
        speech->listener >= 0 && seconds > held && !speech->dual && !speech->line->off_screen &&
        (strong || (seconds > held + 0.9 &&
                    storyboard_choice(coverage, speech->text, "reaction") % 3 == 0));
    bool room = speech->last_word > storyboard_frames_of(0.9, coverage->fps);
    return cut_away || (speech->lingers && room) ? 2 : 1;
}

/* Frame at which part i begins: even parts, moved a little so that cuts have no beat of their
 * own; a lone cut to the listener comes late. */
static int64_t part_start(const struct coverage *coverage, const struct speech *speech, int i,
                          int parts) {
    if (i <= 0) return 0;
    if (i >= parts) return speech->frames;
    if (parts == 2 && speech->lingers) /* on the last word */
        return speech->last_word - storyboard_frames_of(0.15, coverage->fps);
    double jitter =
        (double)(storyboard_choice(coverage, speech->text, "cut") >> (i % 40) & 255) / 255 -
        0.5;
    double at = parts == 2 ? 0.66 + 0.1 * jitter : (i + 0.3 * jitter) / parts;
    int64_t frame = (int64_t)(at * (double)speech->frames);
    return frame < 1 ? 1 : frame;
}

static void choose_move(const struct coverage *coverage, struct take *take,
                        const struct speech *speech) {
    if (take->picture.kind == SHOT_PANELS) return;
    double strength = speech->line->intensity;
    enum emotion emotion = speech->line->emotion;
    bool angry = emotion == EMOTION_ANGER || emotion == EMOTION_FEAR;
    /* A slow push for the strongest line, and now and then; never in a shot too short to see
     * it. */
    bool moved = take->picture.frames > storyboard_frames_of(1.6, coverage->fps) &&
                 (speech->lines[0] == coverage->peak_line || strength >= 0.85 ||
                  storyboard_choice(coverage, speech->text, "push") % 3 == 0);
    if ((coverage->shaky && strength >= 0.4) || (angry && strength >= 0.75)) {
        take->move = MOVE_HANDHELD;
        take->amount = 0.15 + 0.3 * strength;
    } else if (strength >= 0.55 && take->picture.size >= SIZE_MEDIUM_CLOSE && moved) {
        take->move = MOVE_PUSH_IN;
        take->amount = 0.1 + 0.25 * strength;
    } else if (take->picture.kind == SHOT_GROUP || take->picture.kind == SHOT_TWO) {
        take->move = MOVE_PUSH_IN;
        take->amount = 0.1;
    }
}

static void aim(struct coverage *coverage, struct picture *picture,
                const struct speech *speech) {
    const struct line_breakdown *line = speech->line;
    picture->emotion = line->emotion;
    picture->intensity = line->intensity;
    bool seen = !line->off_screen;
    picture->speaker = seen ? line->character : -1;
    picture->to = seen ? speech->listener : -1;
    switch (picture->kind) {
    case SHOT_TWO:
        picture->subject = line->character;
        picture->other = speech->both_seen
                             ? coverage->breakdown->lines[speech->lines[1]].character
                             : speech->listener;
        break;
    case SHOT_OVER_SHOULDER:
        picture->subject = line->character;
        picture->other = speech->listener;
        break;
    case SHOT_SINGLE:
    case SHOT_PANELS:
        picture->subject = line->character;
        break;
    case SHOT_REACTION:
        picture->subject = speech->listener;
        picture->speaker = seen ? line->character : -1;
        break;
    default:
        break;
    }
}

/* The other side of a voice that is not seen: who hears it, or the place. */
static struct framing unseen_frame(const struct coverage *coverage, const struct speech *speech,
                                   int i) {
    if (speech->listener < 0)
        return (struct framing){SHOT_ESTABLISHING, i % 2 ? SIZE_FULL : SIZE_WIDE};
    bool group = i % 3 == 2 || (i == 0 && speech->index == 0);
    if (group) return (struct framing){SHOT_GROUP, SIZE_MEDIUM_WIDE};
    return (struct framing){SHOT_REACTION, i % 3 ? SIZE_CLOSE
                                           : tightness(coverage, speech) > 0.5
                                               ? SIZE_CLOSE
                                               : SIZE_MEDIUM_CLOSE};
}

static bool under_umbrella(const struct actor *actor) {
    return actor->holds && !strcmp(actor->holds, "umbrella");
}

/* Over the shoulder of one who stands nobody sees one who kneels: the two have to look each
 * other in the eye. */
static struct framing levelled(struct coverage *coverage, const struct speech *speech,
                               struct framing framing) {
    const struct actor *one = storyboard_actor(&coverage->stage, speech->line->character);
    const struct actor *other = storyboard_actor(&coverage->stage, speech->listener);
    if (framing.kind != SHOT_OVER_SHOULDER || !one || !other) return framing;
    bool even = one->posture == other->posture && one->posture != POSTURE_LIE;
    if (!even) framing.kind = SHOT_SINGLE;
    /* Two under one umbrella are one picture. */
    if (under_umbrella(one) || under_umbrella(other))
        framing = (struct framing){SHOT_TWO, SIZE_MEDIUM};
    return framing;
}

static void tell(struct coverage *coverage, const struct speech *speech) {
    int parts = part_count(coverage, speech);
    struct framing opening = opening_frame(coverage, speech);
    for (int i = 0; i < parts; i++) {
        int64_t from = part_start(coverage, speech, i, parts);
        int64_t until = part_start(coverage, speech, i + 1, parts);
        if (until <= from) continue;
        struct framing framing = speech->line->off_screen
                                     ? unseen_frame(coverage, speech, i)
                                     : part_frame(coverage, speech, i, parts, opening);
        framing = levelled(coverage, speech, framing);
        struct take take = {.picture = storyboard_picture(coverage, framing.kind, framing.size,
                                                          -1, -1, until - from),
                            .script_line = speech->script_line,
                            .what = speech->text};
        aim(coverage, &take.picture, speech);
        choose_move(coverage, &take, speech);
        struct shot_line lines[2];
        int64_t start = samples_of_frames(from, coverage->fps);
        int64_t end = samples_of_frames(until, coverage->fps);
        for (size_t k = 0; k < speech->count; k++) {
            int64_t over = speech->starts[k] + line_length(coverage, speech->lines[k]);
            bool begins_here = speech->starts[k] >= start && speech->starts[k] < end;
            if (!begins_here && (speech->starts[k] >= end || over <= start)) continue;
            lines[take.line_count++] =
                (struct shot_line){speech->lines[k], speech->starts[k] - start};
        }
        take.lines = lines;
        storyboard_add(coverage, &take);
    }
}

size_t storyboard_speech(struct coverage *coverage, size_t element, size_t stop) {
    const struct breakdown *breakdown = coverage->breakdown;
    struct speech speech = {.lines = {(size_t)coverage->line_of[element]}, .count = 1};
    speech.line = &breakdown->lines[speech.lines[0]];
    const struct element *said = element_of(coverage, speech.lines[0]);
    speech.text = said->text;
    speech.script_line = said->line;
    speech.index = coverage->spoken_before;
    speech.run = coverage->last_speaker == speech.line->character ? coverage->run : 0;
    join_lines(coverage, &speech, stop);
    for (size_t i = 0; i < speech.count; i++)
        if (!breakdown->lines[speech.lines[i]].off_screen)
            storyboard_come_on(&coverage->stage, breakdown->lines[speech.lines[i]].character);
    speech.listener = find_listener(coverage, speech.line);
    for (size_t i = 0; i < speech.count && speech.dual && !speech.both_seen; i++)
        if (breakdown->lines[speech.lines[i]].character == speech.listener)
            speech.listener = -1;
    measure(coverage, &speech);
    tell(coverage, &speech);
    coverage->spoken_before += speech.count;
    for (size_t i = 0; i < speech.count; i++) {
        int character = breakdown->lines[speech.lines[i]].character;
        if (character == coverage->last_speaker) {
            coverage->run++;
            continue;
        }
        coverage->speaker_before = coverage->last_speaker;
        coverage->last_speaker = character;
        coverage->run = 1;
    }
    return breakdown->lines[speech.lines[speech.count - 1]].element;
}
