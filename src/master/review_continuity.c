/* Continuity of the shots as they were ordered: who stands where, on which side of whom,
 * looking which way, how, and with what in hand, from one shot of a scene to the next in which
 * they are seen. What a shot changes before the eyes (a walk, a seat taken, a thing handed
 * over) may differ in the next. */
#include <math.h>
#include <string.h>

#include "master/review_parts.h"

/* Metres: beyond it people are out of sight; less than it nobody sees; so near has no sides. */
static const double wings = 2.6, unseen = 0.3, no_side = 0.06;

struct known { /* of one character, since the scene began */
    bool seen;
    double x;                      /* at its end */
    bool posture_free, hands_free; /* changed there, or may have */
    enum posture posture;
    const char *holds;
};

struct continuity {
    const struct review_order *order;
    struct review_notes *notes;
    struct known *known;
    size_t people;
    int64_t *starts;
};

static const char *name_of(const struct continuity *continuity, int character) {
    const struct screenplay *script = continuity->order->screenplay;
    if (!script || character < 0 || (size_t)character >= script->character_count)
        return "Somebody";
    return script->characters[character].name;
}

static void tell(struct continuity *continuity, size_t index, const char *check, int character,
                 const char *what) {
    const struct storyboard *board = continuity->order->storyboard;
    const struct shot *shot = &board->shots[index];
    double start = seconds_of_frames(continuity->starts[index], board->fps);
    review_note(continuity->notes, FINDING_WARNING, check, start,
                start + seconds_of_frames(shot->frames, board->fps), "%s, shot %d.%d: %s",
                name_of(continuity, character), shot->scene + 1, shot->number, what);
}

static bool walks(const struct placement *placement) {
    return placement->walk_frames > 0 && fabs(placement->x_end - placement->x) > no_side;
}

static double end_of(const struct placement *placement) {
    return placement->walk_frames > 0 ? placement->x_end : placement->x;
}

static bool changes_posture(enum act act) {
    switch (act) {
    case ACT_SIT:
    case ACT_STAND:
    case ACT_KNEEL:
    case ACT_LIE:
    case ACT_WALK:
    case ACT_RUN:
    case ACT_ENTER:
    case ACT_EXIT:
    case ACT_DANCE:
        return true;
    default:
        return false;
    }
}

/* --- one shot against what is known --- */

static void check_place(struct continuity *continuity, size_t index,
                        const struct placement *placement) {
    const struct known *known = &continuity->known[placement->character];
    if (fabs(known->x) > wings) {
        bool same_side = fabs(placement->x) <= wings || placement->x * known->x > 0;
        if (!same_side && walks(placement))
            tell(continuity, index, "direction", placement->character,
                 "comes back from the side to which they did not go.");
        return;
    }
    if (fabs(placement->x) <= wings && fabs(placement->x - known->x) > unseen)
        tell(continuity, index, "position", placement->character,
             "stands elsewhere than at the end of the shot before, and was not seen to go.");
}

static void check_hands(struct continuity *continuity, size_t index,
                        const struct placement *placement) {
    const struct known *known = &continuity->known[placement->character];
    const char *then = known->holds ? known->holds : "", *now = placement->holds;
    if (known->hands_free || strcmp(then, now ? now : "") == 0) return;
    /* What they let go of or take up in this very shot is in their business. */
    for (size_t i = 0; i < placement->business_count; i++)
        if (placement->business[i].prop) return;
    char text[120];
    if (now && *then)
        snprintf(text, sizeof text, "holds the %.40s, and held the %.40s before.", now, then);
    else
        snprintf(text, sizeof text,
                 now ? "holds the %.40s, which they had not taken."
                     : "has lost the %.40s, which nobody took.",
                 now ? now : then);
    tell(continuity, index, "props", placement->character, text);
}

static void check_posture(struct continuity *continuity, size_t index,
                          const struct placement *placement) {
    static const char *const texts[] = {[POSTURE_STAND] = "stands, and was not seen to get up.",
                                        [POSTURE_SIT] = "sits, and was not seen to sit down.",
                                        [POSTURE_KNEEL] =
                                            "kneels, and was not seen to kneel down.",
                                        [POSTURE_LIE] = "lies, and was not seen to lie down."};
    const struct known *known = &continuity->known[placement->character];
    if (!known->posture_free && known->posture != placement->posture &&
        (unsigned)placement->posture < COUNT_OF(texts))
        tell(continuity, index, "posture", placement->character, texts[placement->posture]);
}

/* Whoever looks at somebody looks to the side on which that one is. */
static void check_eyes(struct continuity *continuity, size_t index,
                       const struct placement *placement) {
    const struct shot *shot = &continuity->order->storyboard->shots[index];
    int at = placement->looks_at;
    if (walks(placement)) {
        if ((placement->x_end > placement->x) != (placement->facing > 0))
            tell(continuity, index, "direction", placement->character,
                 "walks one way and faces the other.");
        return;
    }
    if (at < 0 || (size_t)at >= continuity->people || at == placement->character) return;
    bool there = continuity->known[at].seen;
    double x = continuity->known[at].x;
    for (size_t i = 0; i < shot->placement_count; i++)
        if (shot->placements[i].character == at) {
            if (walks(&shot->placements[i])) return;
            there = true;
            x = shot->placements[i].x;
        }
    if (!there || fabs(x - placement->x) < no_side || fabs(x) > wings) return;
    if ((x > placement->x) != (placement->facing > 0))
        tell(continuity, index, "eyeline", placement->character,
             "looks away from the one they look at.");
}

/* The 180-degree line: who was to the left of somebody stays there. */
static void check_line(struct continuity *continuity, size_t index) {
    const struct shot *shot = &continuity->order->storyboard->shots[index];
    for (size_t i = 0; i < shot->placement_count; i++)
        for (size_t k = i + 1; k < shot->placement_count; k++) {
            const struct placement *a = &shot->placements[i], *b = &shot->placements[k];
            const struct known *then_a = &continuity->known[a->character];
            const struct known *then_b = &continuity->known[b->character];
            if (!then_a->seen || !then_b->seen) continue;
            double then = then_a->x - then_b->x, now = end_of(a) - end_of(b);
            if (fabs(then) < no_side || fabs(now) < no_side) continue;
            bool out = fabs(then_a->x) > wings || fabs(then_b->x) > wings;
            if (out || fabs(end_of(a)) > wings || fabs(end_of(b)) > wings) continue;
            if ((then < 0) != (now < 0))
                tell(continuity, index, "line", a->character,
                     "is on the other side of somebody than before: the camera crossed the "
                     "line.");
        }
}

/* --- what is known after it --- */

static void learn(struct continuity *continuity, size_t index) {
    const struct shot *shot = &continuity->order->storyboard->shots[index];
    for (size_t i = 0; i < shot->placement_count; i++) {
        const struct placement *placement = &shot->placements[i];
        struct known *known = &continuity->known[placement->character];
        *known = (struct known){.seen = true,
                                .x = end_of(placement),
                                .posture = placement->posture,
                                .holds = placement->holds};
        known->posture_free = walks(placement);
        for (size_t b = 0; b < placement->business_count; b++) {
            known->posture_free |= changes_posture(placement->business[b].act);
            known->hands_free |= placement->business[b].prop != NULL;
        }
    }
    /* What is handled by one may leave the hand of another, seen or not. */
    for (size_t i = 0; i < shot->placement_count; i++)
        for (size_t b = 0; b < shot->placements[i].business_count; b++) {
            const struct stage_business *business = &shot->placements[i].business[b];
            if (!business->prop) continue;
            if (business->target >= 0 && (size_t)business->target < continuity->people)
                continuity->known[business->target].hands_free = true;
            for (size_t p = 0; p < continuity->people; p++)
                if (continuity->known[p].holds &&
                    strcmp(continuity->known[p].holds, business->prop) == 0)
                    continuity->known[p].hands_free = true;
        }
}

static void check_shot(struct continuity *continuity, size_t index) {
    const struct shot *shot = &continuity->order->storyboard->shots[index];
    for (size_t i = 0; i < shot->placement_count; i++) {
        const struct placement *placement = &shot->placements[i];
        if (continuity->known[placement->character].seen) {
            check_place(continuity, index, placement);
            check_hands(continuity, index, placement);
            check_posture(continuity, index, placement);
        }
        check_eyes(continuity, index, placement);
    }
    check_line(continuity, index);
    learn(continuity, index);
}

void review_continuity(const struct review_order *order, struct review_notes *notes) {
    const struct storyboard *board = order->storyboard;
    size_t people = 0;
    for (size_t i = 0; i < board->count; i++)
        for (size_t k = 0; k < board->shots[i].placement_count; k++) {
            size_t character = (size_t)board->shots[i].placements[k].character;
            if (character + 1 > people) people = character + 1;
        }
    struct continuity continuity = {.order = order, .notes = notes, .people = people};
    continuity.known = xcalloc(people + 1, sizeof *continuity.known);
    continuity.starts = xcalloc(board->count + 1, sizeof *continuity.starts);
    storyboard_starts(board, continuity.starts);
    for (size_t i = 0, scene = SIZE_MAX; i < board->count; i++) {
        const struct shot *shot = &board->shots[i];
        if (shot->scene < 0 || shot->kind == SHOT_INSERT) continue;
        if ((size_t)shot->scene != scene)
            memset(continuity.known, 0, people * sizeof *continuity.known);
        scene = (size_t)shot->scene;
        check_shot(&continuity, i);
    }
    free(continuity.known);
    free(continuity.starts);
}
