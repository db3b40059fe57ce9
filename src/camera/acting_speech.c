/* Speaking with the body: gestures on stressed words, nods and brows on stresses, the look of
 * the line's emotion; listeners nod where the speaker pauses. */
#include <math.h>
#include <string.h>

#include "camera/acting_inside.h"
#include "camera/camera.h"

enum { GESTURES = 4 };

static const char *const by_emotion[EMOTION_COUNT][GESTURES] = {
    [EMOTION_NEUTRAL] = {"explain", "open_hands", "ready", "hand_on_chest"},
    [EMOTION_JOY] = {"open_hands", "hand_on_chest", "explain", "ready"},
    [EMOTION_RESPECT] = {"hands_folded", "hand_on_chest", "hands_folded", "open_hands"},
    [EMOTION_SADNESS] = {"hand_on_chest", "sad", "hands_folded", "sad"},
    [EMOTION_ANGER] = {"point", "angry", "hands_on_hips", "open_hands"},
    [EMOTION_SURPRISE] = {"open_hands", "hand_on_chest", "freeze", "shrug"},
    [EMOTION_FEAR] = {"afraid", "hand_on_chest", "hands_folded", "afraid"},
    [EMOTION_DETERMINED] = {"point", "explain", "proud", "angry"},
    [EMOTION_CONFIDENT] = {"explain", "open_hands", "hands_on_hips", "proud"},
    [EMOTION_ATTENTIVE] = {"explain", "think", "open_hands", "ready"},
    [EMOTION_WISE] = {"explain", "hands_folded", "open_hands", "think"},
    [EMOTION_EXCITED] = {"open_hands", "ready", "explain", "open_hands"},
    [EMOTION_CALM] = {"explain", "hands_folded", "open_hands", "rest"},
    [EMOTION_DISGUST] = {"arms_crossed", "shrug", "explain", "arms_crossed"},
    [EMOTION_LOVE] = {"hand_on_chest", "open_hands", "hand_on_chest", "ready"},
};

double acting_line_start(const struct order_line *line) {
    return (double)line->start / PCM_RATE;
}
double acting_line_end(const struct order_line *line) {
    return (double)(line->start + line->length) / PCM_RATE;
}

static bool says(const char *text, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (text && strcasestr(text, words[i])) return true;
    return false;
}

/* A greeting is greeted, a question opens the hands; else by emotion and chance. */
static const char *choose(const struct order_line *line, const struct shot_order *order,
                          struct random *random, int nth) {
    static const char *const greetings[] = {"namast", "vanakkam", "நமஸ்", "வணக்கம்", "नमस्",
                                            "namask", "ನಮಸ್",      "నమస్", "നമസ്"};
    static const char *const there[] = {" there", "look!", "over here", "that way"};
    if (nth == 0 && says(line->text, greetings, COUNT_OF(greetings))) return "namaste";
    if (nth == 0 && says(line->text, there, COUNT_OF(there))) return "point";
    size_t length = line->text ? strlen(line->text) : 0;
    bool asks = length && line->text[length - 1] == '?';
    if (asks && random_unit(random) < 0.4)
        return random_unit(random) < 0.5              ? "open_hands"
               : order->culture == CULTURE_EAST_ASIAN ? "think"
                                                      : "shrug";
    unsigned emotion = (unsigned)line->emotion < EMOTION_COUNT ? (unsigned)line->emotion : 0;
    if (emotion == EMOTION_EXCITED && line->intensity > 0.85 && nth == 1) return "cheer";
    static const double weights[GESTURES] = {0.4, 0.68, 0.86, 1};
    double chance = random_unit(random);
    size_t which = 0;
    while (which + 1 < GESTURES && chance > weights[which]) which++;
    return by_emotion[emotion][which];
}

/* Hands that meet something only look right all the way. */
static bool touches(const char *name) {
    static const char *const names[] = {"namaste", "hand_on_chest", "arms_crossed",
                                        "think",   "hands_on_hips", "hands_folded",
                                        "afraid"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(names[i], name) == 0) return true;
    return false;
}

static void add_accent(struct part *part, enum accent_kind kind, double start, double length,
                       double amount) {
    struct accent *accent = list_push(&part->accents);
    *accent = (struct accent){kind, start, length, amount};
}

/* The arms that hold something then. */
static int arms_taken(const struct part *part, double t) {
    const char *prop = NULL;
    for (size_t i = 0; i < part->hands.count; i++) {
        const struct in_hand *hand = &part->hands.items[i];
        if (hand->start <= t + 0.5) prop = hand->far ? hand->far : hand->near;
    }
    return prop ? acting_arms_of(prop) : 0;
}

/* Their hands have something else to do. */
static bool busy(const struct acting *acting, const struct part *part, double t) {
    for (size_t i = 0; i < part->placement->business_count; i++) {
        const struct stage_business *business = &part->placement->business[i];
        double from = seconds_of_frames(business->start, acting->order->fps);
        double to = from + seconds_of_frames(business->length, acting->order->fps);
        if (t > from - 0.6 && t < to + 0.3) return true;
    }
    return part->walk.on && t > part->walk.start - 0.5 && t < part->walk.end + 0.2;
}

static void gesture(const struct acting *acting, struct part *part,
                    const struct order_line *line) {
    struct random random = random_seed_for(part->seed ^ (uint64_t)line->length, "gesture");
    double line_start = acting_line_start(line), line_end = acting_line_end(line);
    double next = line_start + 0.1, nod_next = line_start;
    bool low = acting_base(part, line_start)->low, up = false;
    int nth = 0;
    double release = line_start;
    for (size_t i = 0; i < line->phone_count; i++) {
        if (!line->phones[i].stressed) continue;
        double at = line_start + (double)line->phones[i].start / PCM_RATE;
        if (at < -0.5 || at > acting->seconds + 0.5) continue;
        if (at >= nod_next) {
            double size = 0.35 + 0.5 * line->intensity * random_unit(&random);
            add_accent(part, ACCENT_NOD, at - 0.08, 0.36, size * 0.6);
            if (random_unit(&random) < 0.6) add_accent(part, ACCENT_BROW, at - 0.1, 0.5, size);
            nod_next = at + 0.5 + 0.7 * random_unit(&random);
        }
        int arms = part->lies ? 0 : PART_TORSO | PART_ARM_NEAR;
        int taken = arms_taken(part, at);
        if (arms) arms = (arms | PART_ARM_FAR) & ~taken;
        if (taken & PART_ARM_NEAR) arms = 0;
        if (at < next || !arms || busy(acting, part, at) || at > line_end - 0.35) continue;
        const char *name = choose(line, acting->order, &random, nth++);
        /* Raised arms need room, and both hands free. */
        bool room = acting->order->shot->size <= SIZE_MEDIUM && !taken;
        if (!room && strcmp(name, "cheer") == 0) name = "open_hands";
        double amount = (low ? 0.7 : 0.72) + 0.28 * line->intensity;
        /* The stroke lands on the stress: it begins before. */
        if (touches(name)) amount = 1;
        struct pose_move *move = acting_pose_to(acting, part, at, name, arms, amount);
        move->start = at - move->length * 0.8;
        double hold = 0.8 + 0.9 * random_unit(&random);
        release = fmin(at + hold, line_end);
        next = at + hold + 0.5 + (1.2 - line->intensity * 0.6) * random_unit(&random);
        up = true;
        acting_return(part, release, arms, 0.7);
    }
    if (up && release < line_end - 1.5) return;
    if (line_end < acting->seconds) *list_push(&part->blinks) = line_end + 0.08;
}

static void own_line(const struct acting *acting, struct part *part,
                     const struct order_line *line) {
    double start = acting_line_start(line), end = acting_line_end(line);
    struct face_move *mood = list_push(&part->faces);
    *mood = (struct face_move){start - 0.18, 0.3, *art_expression(acting->art, line->emotion),
                               0.4 + 0.6 * line->intensity};
    if (part->baby && !line->off_screen) {
        mood->face = *acting_baby_line(acting, part, line);
        mood->amount = 1;
    }
    struct face_move *after = list_push(&part->faces);
    *after = (struct face_move){end + 0.25, 0.7,
                                *art_expression(acting->art, part->placement->emotion),
                                0.4 + 0.6 * part->intensity};
    if (!line->off_screen) gesture(acting, part, line);
}

/* Nods into the speaker's pauses, and a tilt of the head where a long line begins. */
static void listen(const struct acting *acting, struct part *part,
                   const struct order_line *line) {
    struct random random = random_seed_for(part->seed ^ (uint64_t)line->length, "listen");
    double start = acting_line_start(line), last = start;
    if (line->length > PCM_RATE * 5 / 2)
        add_accent(part, ACCENT_TILT, start + 0.5 + 0.6 * random_unit(&random),
                   fmin(3, (double)line->length / PCM_RATE - 0.8),
                   random_unit(&random) < 0.5 ? 1 : -1);
    for (size_t i = 0; i < line->phone_count; i++) {
        const struct phone *phone = &line->phones[i];
        if (phone->ipa[0] || phone->end - phone->start < PCM_RATE / 10) continue;
        double at = start + (double)phone->start / PCM_RATE + 0.12;
        if (at < last + 1.3 || at > acting->seconds || random_unit(&random) > 0.7) continue;
        bool against = line->emotion == EMOTION_ANGER;
        if (!against) add_accent(part, ACCENT_NOD, at, 0.5, 0.55);
        add_accent(part, ACCENT_BROW, at, 0.6, against ? 0.3 : 0.5);
        last = at;
    }
    if (line->emotion == EMOTION_SURPRISE || line->intensity > 0.8)
        add_accent(part, ACCENT_BROW, start + 0.35, 1.0, 0.9);
}

void acting_lines(const struct acting *acting, struct part *part) {
    for (size_t i = 0; i < acting->order->shot->line_count; i++) {
        const struct order_line *line = &acting->order->lines[i];
        if (line->character == part->placement->character)
            own_line(acting, part, line);
        else
            listen(acting, part, line);
    }
}
