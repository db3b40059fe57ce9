/* Nothing slides and nothing pops: real drawings, every act in every posture, people of several
 * bodies. A joint may move fast, but not jump: no frame's step is much longer than those before
 * and after it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "art/people.h"
#include "base/memory.h"
#include "camera/acting.h"

enum { FRAMES = 144, JOINTS = 10 };

static const double PIXEL = 0.0037; /* metres: a person of 1.7 m fills 460 lines of 1080 */
static const double FASTEST = 0.30; /* metres a frame, of a hand or a foot: 7 m/s */
static const double STEADY = 0.14;  /* of hips and head */

static struct art *art;

static int open_art(void **state) {
    (void)state;
    struct error err = {0};
    if (!art_open(NULL, 0, &art, &err)) fail_msg("%s", err.message);
    return 0;
}

static int close_art(void **state) {
    (void)state;
    art_close(art);
    return 0;
}

struct joints {
    struct pt at[JOINTS];
};

static const char *const joint_names[JOINTS] = {
    "head",      "neck",     "hips",      "near elbow", "far elbow",
    "near hand", "far hand", "near foot", "far foot",   "near knee"};

static struct joints joints_of(const struct look *look, const struct puppet_state *state,
                               double x) {
    const struct build *base = &art->people->builds[look->age];
    struct build build = body_build(base, look->gender, look->age, look->build);
    struct body b;
    body_pose(&b, &build, look->height, 1, &state->pose, state->facing,
              (double)(state->yaw + state->body_turn));
    bool mirrored = state->facing < 0; /* near and far change hands when somebody turns round */
    enum side near = mirrored ? FAR : NEAR, far = mirrored ? NEAR : FAR;
    struct joints j = {{b.head_centre, b.top, b.pelvis, b.elbow[near], b.elbow[far],
                        b.wrist[near], b.wrist[far], b.ankle_at[near], b.ankle_at[far],
                        b.knee[near]}};
    for (int i = 0; i < JOINTS; i++) j.at[i].x += x;
    return j;
}

struct trial {
    struct shot shot;
    struct shot_order order;
    struct placement placements[2];
    struct stage_business business[1];
    struct look looks[2];
    struct order_player players[2];
};

static struct trial *trial_new(enum act act, enum posture posture, enum age_band age,
                               uint64_t seed) {
    struct trial *t = xcalloc(1, sizeof *t);
    static const double heights[AGE_COUNT] = {.72, .92, 1.2, 1.42, 1.62, 1.70, 1.70, 1.64};
    static const enum emotion feelings[] = {EMOTION_NEUTRAL, EMOTION_ANGER, EMOTION_JOY,
                                            EMOTION_SADNESS, EMOTION_FEAR};
    for (int i = 0; i < 2; i++) {
        struct look *look = &t->looks[i];
        *look = (struct look){.age = i ? AGE_ADULT : age, .gender = GENDER_FEMALE, .skin = 5};
        look->height = heights[look->age];
        snprintf(look->hair, sizeof look->hair, "lob");
        snprintf(look->outfit, sizeof look->outfit, "tshirt_jeans");
        t->players[i] = (struct order_player){look, "X"};
        t->placements[i] = (struct placement){.character = i,
                                              .x = i ? .5 : -.3,
                                              .x_end = i ? .5 : -.3,
                                              .facing = i ? -1 : 1,
                                              .looks_at = 1 - i,
                                              .emotion = feelings[seed % 5],
                                              .intensity = .8,
                                              .posture = i ? POSTURE_STAND : posture};
    }
    bool walks = act == ACT_ENTER || act == ACT_EXIT || act == ACT_WALK || act == ACT_RUN;
    if (walks) {
        t->placements[0].x = act == ACT_RUN ? -3.1 : -2.2;
        t->placements[0].walk_start = 30;
        t->placements[0].walk_frames = act == ACT_RUN ? 36 : 60;
    }
    t->business[0] = (struct stage_business){act, 36, 60, 1, "cup"};
    t->placements[0].business = t->business;
    t->placements[0].business_count = 1;
    t->shot = (struct shot){
        .kind = SHOT_TWO, .frames = FRAMES, .placements = t->placements, .placement_count = 2};
    t->order = (struct shot_order){.shot = &t->shot,
                                   .players = t->players,
                                   .place = "street",
                                   .fps = {24, 1},
                                   .seed = seed,
                                   .shot_seed = seed * 77 + 5};
    return t;
}

/* How far each joint goes in a frame; says what jumps. Returns how many do. */
static int watch(const struct trial *t, const char *what) {
    struct acting *acting = acting_new(art, &t->order);
    int jumps = 0;
    for (size_t player = 0; player < 2; player++) {
        static double step[JOINTS][FRAMES];
        struct joints before = {0};
        for (int64_t f = 0; f < FRAMES; f++) {
            struct puppet_state state;
            double x, depth;
            acting_state(acting, player, f, &state, &x, &depth);
            struct joints now = joints_of(&t->looks[player], &state, x);
            for (int i = 0; i < JOINTS; i++)
                step[i][f] =
                    f ? hypot(now.at[i].x - before.at[i].x, now.at[i].y - before.at[i].y) : 0;
            before = now;
        }
        for (int i = 0; i < JOINTS; i++)
            for (int f = 2; f + 2 < FRAMES; f++) {
                double around = fmax(fmax(step[i][f - 1], step[i][f + 1]),
                                     fmax(step[i][f - 2], step[i][f + 2]));
                bool fast = step[i][f] > (i < 3 ? STEADY : FASTEST);
                bool alone = step[i][f] > 3 * around + 6 * PIXEL;
                if (!fast && !alone) continue;
                if (jumps++ < 3)
                    print_error("%s, player %d, frame %d: %s moves %.3f m, around %.3f\n", what,
                                (int)player, f, joint_names[i], step[i][f], around);
            }
    }
    acting_free(acting);
    return jumps;
}

static void acting__moves_nobody_by_jumps(void **state) {
    (void)state;
    static const enum age_band ages[] = {AGE_BABY, AGE_CHILD, AGE_ADULT, AGE_MATURE};
    int jumps = 0, trials = 0;
    for (int act = 0; act < ACT_COUNT; act++)
        for (int posture = POSTURE_STAND; posture <= POSTURE_LIE; posture++)
            for (size_t a = 0; a < COUNT_OF(ages); a++) {
                char what[80];
                snprintf(what, sizeof what, "act %d, posture %d, age %d", act, posture,
                         ages[a]);
                struct trial *t = trial_new((enum act)act, (enum posture)posture, ages[a],
                                            (uint64_t)(act * 4 + posture));
                jumps += watch(t, what);
                free(t);
                trials++;
            }
    print_message("# %d trials of %d frames, %d jumps\n", trials, FRAMES, jumps);
    assert_int_equal(jumps, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(acting__moves_nobody_by_jumps)};
    return cmocka_run_group_tests(tests, open_art, close_art);
}
