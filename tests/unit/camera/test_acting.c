#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/random.h"
#include "camera/acting.h"

/* ---- A stand-in for the art room: any name is some pose, as far apart as real ones are ----
 */

struct puppet {
    double height;
};
bool art_puppet(const struct art *art, const struct look *look, bool festive,
                struct puppet **puppet, struct error *err) {
    (void)art, (void)festive, (void)err;
    *puppet = xcalloc(1, sizeof **puppet);
    (*puppet)->height = look->height;
    return true;
}
void puppet_free(struct puppet *puppet) {
    free(puppet);
}
struct puppet_metrics puppet_metrics(const struct puppet *puppet) {
    return (struct puppet_metrics){.height = puppet->height, .hip_y = puppet->height * 0.5};
}
const struct pose *art_pose(const struct art *art, const char *name) {
    (void)art;
    static struct {
        char name[32];
        struct pose pose;
    } known[64];
    static size_t count;
    for (size_t i = 0; i < count; i++)
        if (strcmp(known[i].name, name) == 0) return &known[i].pose;
    assert_true(count < COUNT_OF(known));
    struct hash hash = hash_of(name, strlen(name));
    struct random random = random_seed(hash_seed(&hash));
    struct pose *pose = &known[count].pose;
    strcpy(known[count++].name, name);
    pose->shoulder_near = (float)random_range(&random, -50, 90);
    pose->shoulder_far = (float)random_range(&random, -50, 120);
    pose->elbow_near = (float)random_range(&random, 0, 110);
    pose->elbow_far = (float)random_range(&random, 0, 110);
    pose->spine = (float)random_range(&random, -8, 20);
    pose->chest = (float)random_range(&random, -8, 16);
    pose->neck = (float)random_range(&random, -12, 16);
    pose->hand_far = (float)random_below(&random, HAND_COUNT);
    pose->seat = -1;
    if (strcmp(name, "baby_sit") == 0) pose->seat = 0.02F;
    if (strncmp(name, "crawl", 5) == 0) pose->spine = 60;
    if (strcmp(name, "sit") == 0) {
        pose->seat = 0.46F;
        pose->hip_near = pose->hip_far = 85;
        pose->knee_near = pose->knee_far = 86;
    }
    return pose;
}
const struct face *art_face(const struct art *art, const char *name) {
    (void)name;
    return art_expression(art, EMOTION_JOY);
}
const struct face *art_expression(const struct art *art, enum emotion emotion) {
    (void)art;
    static struct face faces[EMOTION_COUNT];
    faces[emotion] = (struct face){.lid = 0.86F, .pupil = 1, .cheek = 0.25F};
    faces[emotion].brow_height = (float)((int)emotion % 5) * 0.4F - 0.8F;
    faces[emotion].corner = (float)((int)emotion % 3) * 0.8F - 0.8F;
    if (emotion == EMOTION_SURPRISE) faces[emotion].mouth_open = 0.8F;
    return &faces[emotion];
}
const struct mouth_form *art_mouth(const struct art *art, const char *name) {
    (void)art;
    static const struct mouth_form shut = {.half_width = 0.22F}, open = {.half_width = 0.2F,
                                                                         .up = 0.06F,
                                                                         .down = 0.2F,
                                                                         .jaw = 0.8F};
    return strcmp(name, "Neutral") == 0 || strcmp(name, "M") == 0 ? &shut : &open;
}

/* ---- A shot with everything in it ---- */

enum { FRAMES = 240, CHILD = 0, WALKER = 1, ELDER = 2 };

struct stage_set {
    struct shot shot;
    struct shot_order order;
    struct placement placements[3];
    struct look looks[3];
    struct order_player players[3];
    struct order_line lines[3];
    struct shot_line shot_lines[3];
    struct mouth_cue cues[3][80];
    struct mouth_track tracks[3];
    struct phone phones[3][80];
    struct stage_business business[8];
};

static void fill_line(struct stage_set *set, int i, int character, double start,
                      double seconds) {
    int64_t at = 0, each = PCM_RATE / 8;
    size_t count = (size_t)(seconds * 8);
    for (size_t k = 0; k < count; k++, at += each) {
        set->cues[i][k] = (struct mouth_cue){k % 4 == 0   ? MOUTH_M
                                             : k % 4 == 1 ? MOUTH_AH
                                                          : MOUTH_EE,
                                             at, at + each, k % 4 == 0 ? 0 : 0.6F};
        set->phones[i][k] = (struct phone){"", at, at + each, k % 4 == 1};
        strcpy(set->phones[i][k].ipa, k % 4 == 0 ? "m" : k % 20 == 19 ? "" : "a");
    }
    set->tracks[i] = (struct mouth_track){set->cues[i], count};
    set->lines[i] = (struct order_line){.character = character,
                                        .start = (int64_t)(start * PCM_RATE),
                                        .length = at,
                                        .emotion = (enum emotion)(i * 4 + 1),
                                        .intensity = 0.9,
                                        .text = "Good morning to you all. What is it?",
                                        .mouths = &set->tracks[i],
                                        .phones = set->phones[i],
                                        .phone_count = count};
}

static struct stage_set *stage_new(uint64_t seed) {
    struct stage_set *set = xcalloc(1, sizeof *set);
    struct placement *p = set->placements;
    p[CHILD] = (struct placement){.character = 4,
                                  .x = -1,
                                  .x_end = -1,
                                  .facing = 1,
                                  .looks_at = 5,
                                  .emotion = EMOTION_JOY,
                                  .intensity = 0.8};
    p[WALKER] = (struct placement){.character = 5,
                                   .x = 2.5,
                                   .x_end = -0.2,
                                   .walk_start = 30,
                                   .walk_frames = 60,
                                   .facing = -1,
                                   .view = VIEW_PROFILE,
                                   .looks_at = 4,
                                   .emotion = EMOTION_SURPRISE,
                                   .intensity = 1};
    p[ELDER] = (struct placement){.character = 6,
                                  .x = 1,
                                  .x_end = 1,
                                  .facing = -1,
                                  .looks_at = 4,
                                  .emotion = EMOTION_SADNESS,
                                  .intensity = 0.5,
                                  .holds = "lamp"};
    struct stage_business *b = set->business;
    b[0] = (struct stage_business){ACT_WAVE, 4, 40, -1, NULL};
    b[1] = (struct stage_business){ACT_LAUGH, 120, 40, 5, NULL};
    b[2] = (struct stage_business){ACT_TURN, 200, 20, -1, NULL};
    b[3] = (struct stage_business){ACT_SIT, 40, 30, -1, NULL};
    b[4] = (struct stage_business){ACT_STAND, 150, 30, -1, NULL};
    b[5] = (struct stage_business){ACT_GIVE, 190, 40, 4, "lamp"};
    b[6] = (struct stage_business){ACT_DANCE, 170, 60, -1, NULL};
    p[CHILD].business = b, p[CHILD].business_count = 3;
    p[ELDER].business = b + 3, p[ELDER].business_count = 3;
    p[WALKER].business = b + 6, p[WALKER].business_count = 1;
    for (int i = 0; i < 3; i++) {
        set->looks[i].height = 1.2 + 0.25 * i;
        set->looks[i].age = i == CHILD ? AGE_CHILD : AGE_ADULT;
        set->players[i] = (struct order_player){&set->looks[i], "X"};
    }
    fill_line(set, 0, 4, 2.0, 3);
    fill_line(set, 1, 6, 5.2, 4);
    fill_line(set, 2, 5, -1.0, 2);
    set->lines[2].off_screen = true;
    set->shot = (struct shot){.frames = FRAMES,
                              .placements = p,
                              .placement_count = 3,
                              .lines = set->shot_lines,
                              .line_count = 3};
    set->order = (struct shot_order){.shot = &set->shot,
                                     .players = set->players,
                                     .lines = set->lines,
                                     .fps = {24, 1},
                                     .seed = 1,
                                     .shot_seed = seed};
    return set;
}

static const char *const field_names[] = {
    "spine",     "chest",    "neck",      "shoulder_near", "elbow_near", "shoulder_far",
    "elbow_far", "hip_near", "knee_near", "hip_far",       "knee_far"};

static void acting__never_jumps(void **state) {
    (void)state;
    const double bound = 28; /* degrees in a frame: an arm thrown up in a third of a second */
    double most = 0, most_x = 0;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct stage_set *set = stage_new(seed);
        struct acting *acting = acting_new(NULL, &set->order);
        for (size_t player = 0; player < 3; player++) {
            struct puppet_state last, now;
            double last_x = 0, x, depth;
            for (int64_t frame = 0; frame < FRAMES; frame++) {
                acting_state(acting, player, frame, &now, &x, &depth);
                for (size_t k = 0; frame && k < COUNT_OF(field_names); k++) {
                    double jump =
                        fabs((double)((float *)&now.pose)[k] - ((float *)&last.pose)[k]);
                    most = fmax(most, jump);
                    bool arm = k >= 3 && k <= 6; /* changes its name when they turn */
                    if (arm && now.facing != last.facing) continue;
                    if (jump > bound)
                        fail_msg("seed %d, player %zu, frame %d: %s jumps by %.1f", (int)seed,
                                 player, (int)frame, field_names[k], jump);
                }
                if (frame) {
                    most_x = fmax(most_x, fabs(x - last_x));
                    assert_true(fabs(now.yaw - last.yaw) <= 22);
                    assert_true(fabs((double)now.face.brow_height - last.face.brow_height) <
                                0.6);
                }
                last = now;
                last_x = x;
            }
        }
        acting_free(acting);
        free(set);
    }
    printf("# at most %.1f degrees and %.3f m in a frame\n", most, most_x);
    assert_true(most > 5); /* they do move */
    assert_true(most_x < 0.08);
}

static void acting__is_a_function_of_the_frame_alone(void **state) {
    (void)state;
    struct stage_set *set = stage_new(5), *twin = stage_new(5);
    struct acting *a = acting_new(NULL, &set->order), *b = acting_new(NULL, &twin->order);
    for (int64_t frame = FRAMES - 1; frame >= 0; frame--)
        for (size_t player = 0; player < 3; player++) {
            struct puppet_state one, two;
            memset(&one, 0x11, sizeof one);
            memset(&two, 0xee, sizeof two);
            double x1, x2, d1, d2;
            acting_state(a, player, frame, &one, &x1, &d1);
            acting_state(b, player, FRAMES - 1 - frame, &two, &x2, &d2);
            acting_state(b, player, frame, &two, &x2, &d2);
            assert_memory_equal(&one, &two,
                                sizeof one); /* padding too: pictures are kept by it */
            assert_true(x1 == x2 && d1 == d2);
        }
    acting_free(a);
    acting_free(b);
    free(set);
    free(twin);
}

/* Ground position of a foot relative to the hip, as the puppet's legs reach: two equal bones.
 */
static double foot_ahead(double leg, float hip, float knee) {
    double a = hip * M_PI / 180, c = (hip - knee) * M_PI / 180;
    return leg / 2 * (sin(a) + sin(c));
}
static double foot_down(double leg, float hip, float knee) {
    double a = hip * M_PI / 180, c = (hip - knee) * M_PI / 180;
    return leg / 2 * (cos(a) + cos(c));
}

static void acting__walks_without_sliding_feet(void **state) {
    (void)state;
    struct stage_set *set = stage_new(3);
    set->placements[WALKER].business_count = 0;
    struct acting *acting = acting_new(NULL, &set->order);
    double leg = 0.944 * set->looks[WALKER].height * 0.5, worst = 0, travelled = 0, last_x = 0;
    double last_foot[2] = {0}, last_down[2] = {0};
    int planted = 0;
    for (int64_t frame = 0; frame < FRAMES; frame++) {
        struct puppet_state now;
        double x, depth;
        acting_state(acting, WALKER, frame, &now, &x, &depth);
        const struct pose *p = &now.pose;
        double foot[2] = {x - foot_ahead(leg, p->hip_near, p->knee_near),
                          x - foot_ahead(leg, p->hip_far, p->knee_far)};
        double down[2] = {foot_down(leg, p->hip_near, p->knee_near),
                          foot_down(leg, p->hip_far, p->knee_far)};
        int standing = down[0] >= down[1] ? 0 : 1;
        bool on_ground_before = last_down[standing] >= last_down[!standing] - 0.002;
        if (frame > 36 && frame < 86 && on_ground_before) {
            worst = fmax(worst, fabs(foot[standing] - last_foot[standing]));
            travelled += fabs(x - last_x);
            planted++;
        }
        memcpy(last_foot, foot, sizeof foot);
        memcpy(last_down, down, sizeof down);
        last_x = x;
    }
    printf("# walked %.2f m, a standing foot moved at most %.1f mm in a frame (%d)\n",
           travelled, worst * 1000, planted);
    assert_true(planted > 30 && travelled > 1);
    assert_true(worst < 0.015);
    struct puppet_state end;
    double x, depth;
    acting_state(acting, WALKER, FRAMES - 1, &end, &x, &depth);
    assert_true(fabs(x + 0.2) < 1e-9);
    assert_true(fabs(end.pose.hip_near) < 25);
    acting_free(acting);
    free(set);
}

static void acting__moves_the_lips_of_the_speaker_alone(void **state) {
    (void)state;
    struct stage_set *set = stage_new(9);
    struct acting *acting = acting_new(NULL, &set->order);
    size_t open[3] = {0}, shut_on_m = 0, frames_of_m = 0;
    for (int64_t frame = 0; frame < FRAMES; frame++)
        for (size_t player = 0; player < 3; player++) {
            struct puppet_state now;
            double x, depth;
            acting_state(acting, player, frame, &now, &x, &depth);
            bool is_open = now.mouth.down > 0.02;
            open[player] += is_open;
            int64_t sample = samples_of_frames(frame, set->order.fps);
            const struct order_line *line = &set->lines[player == CHILD ? 0 : 1];
            bool says =
                sample >= line->start - PCM_RATE / 24 && sample < line->start + line->length;
            if (player == WALKER || !says) assert_false(is_open);
            if (player == CHILD && says && sample > line->start) {
                size_t cue = (size_t)((sample - line->start) / (PCM_RATE / 8));
                assert_true(now.face.mouth_open < 0.05);
                /* the first of its three frames */
                if (cue % 4 == 0 && (sample - line->start) % (PCM_RATE / 8) < PCM_RATE / 24) {
                    frames_of_m++;
                    shut_on_m += !is_open;
                }
            }
        }
    assert_true(open[CHILD] > 30 && open[ELDER] > 30);
    assert_int_equal(open[WALKER], 0); /* heard from off the screen */
    assert_true(frames_of_m >= 5 && shut_on_m == frames_of_m);
    acting_free(acting);
    free(set);
}

static void acting__lives_while_it_waits(void **state) {
    (void)state;
    struct stage_set *set = stage_new(2);
    set->shot.line_count = 0;
    set->placements[CHILD].business_count = 0;
    set->shot.frames = 24 * 20;
    struct acting *acting = acting_new(NULL, &set->order);
    int blinks = 0, breaths = 0;
    bool shut = false, full = false;
    double x, depth;
    for (int64_t frame = 0; frame < set->shot.frames; frame++) {
        struct puppet_state now;
        acting_state(acting, CHILD, frame, &now, &x, &depth);
        bool is_shut = now.face.lid<0.2F, is_full = now.pose.breath> 0.6F;
        blinks += is_shut && !shut;
        breaths += is_full && !full;
        shut = is_shut;
        full = is_full;
    }
    printf("# %d blinks and %d breaths in 20 seconds\n", blinks, breaths);
    assert_in_range(blinks, 4, 10);
    assert_in_range(breaths, 4, 7);
    acting_free(acting);
    free(set);
}

static void acting__what_is_in_one_hand_hangs_lower_in_a_near_picture(void **state) {
    (void)state;
    const struct pose *down = art_pose(NULL, "stand"), *held = art_pose(NULL, "hold");
    for (int size = SIZE_MEDIUM; size <= SIZE_MEDIUM_CLOSE; size++) {
        struct stage_set *set = stage_new(4);
        set->shot.size = (enum shot_size)size;
        struct acting *acting = acting_new(NULL, &set->order);
        struct puppet_state now;
        double x, depth;
        acting_state(acting, ELDER, 4, &now, &x, &depth);
        assert_string_equal(now.holds_far, "lamp");
        const struct pose *like = size == SIZE_MEDIUM ? held : down;
        assert_true(fabsf(now.pose.shoulder_far - like->shoulder_far) < 6);
        acting_free(acting);
        free(set);
    }
}

static void acting__hands_over_the_prop_and_sits_and_stands(void **state) {
    (void)state;
    struct stage_set *set = stage_new(4);
    struct acting *acting = acting_new(NULL, &set->order);
    struct puppet_state now;
    double x, depth;
    acting_state(acting, ELDER, 10, &now, &x, &depth);
    assert_string_equal(now.holds_far, "lamp");
    assert_true(now.pose.seat < 0);
    acting_state(acting, ELDER, 90, &now, &x, &depth);
    assert_true(now.pose.seat > 0.4F);
    acting_state(acting, ELDER, 188, &now, &x, &depth);
    assert_true(now.pose.seat < 0);
    acting_state(acting, ELDER, FRAMES - 1, &now, &x, &depth);
    assert_null(now.holds_far);
    acting_state(acting, CHILD, 100, &now, &x, &depth);
    int facing = now.facing;
    acting_state(acting, CHILD, FRAMES - 1, &now, &x, &depth);
    assert_int_equal(now.facing, -facing); /* turned round */
    acting_free(acting);
    free(set);
}

static void acting__babies_sit_and_crawl_and_never_stand(void **state) {
    (void)state;
    struct stage_set *set = stage_new(6);
    set->looks[WALKER].age = AGE_BABY;
    set->placements[WALKER].business_count = 0;
    struct acting *acting = acting_new(NULL, &set->order);
    bool crawled = false;
    for (int64_t frame = 0; frame < FRAMES; frame++) {
        struct puppet_state now;
        double x, depth;
        acting_state(acting, WALKER, frame, &now, &x, &depth);
        bool crawls = now.pose.spine > 40;
        crawled |= crawls;
        assert_true(now.pose.seat >= 0);
    }
    assert_true(crawled);
    acting_free(acting);
    free(set);
}

static void acting__who_is_hugged_hugs_back(void **state) {
    (void)state;
    struct stage_set *set = stage_new(6);
    set->business[0] = (struct stage_business){ACT_HUG, 20, 60, 4, NULL};
    set->placements[ELDER].business = set->business;
    set->placements[ELDER].business_count = 1;
    set->placements[CHILD].business_count = 0;
    struct puppet_state before, hugged;
    double x, depth;
    struct acting *acting = acting_new(NULL, &set->order);
    acting_state(acting, CHILD, 10, &before, &x, &depth);
    acting_state(acting, CHILD, 60, &hugged, &x, &depth);
    assert_true(fabsf(before.pose.shoulder_near - hugged.pose.shoulder_near) > 5);
    acting_free(acting);
    free(set);
}

static void acting__what_is_given_is_on_its_way_for_a_moment(void **state) {
    (void)state;
    struct stage_set *set = stage_new(6);
    set->business[0] = (struct stage_business){ACT_GIVE, 20, 47, 4, "pot"};
    set->business[1] = (struct stage_business){ACT_TAKE, 20, 47, 5, "pot"};
    set->placements[ELDER].business = &set->business[0];
    set->placements[CHILD].business = &set->business[1];
    set->placements[ELDER].business_count = set->placements[CHILD].business_count = 1;
    struct acting *acting = acting_new(NULL, &set->order);
    size_t giver;
    int64_t when;
    double left, before = 1;
    for (int64_t frame = 0; frame < FRAMES; frame++) {
        bool comes = acting_receives(acting, CHILD, frame, &giver, &when, &left);
        assert_int_equal(comes, frame >= 44 && frame < 54);
        assert_false(acting_receives(acting, ELDER, frame, &giver, &when, &left));
        if (!comes) continue;
        assert_true(acting_receives(acting, CHILD, frame, &giver, &when, &left));
        assert_int_equal(giver, ELDER);
        assert_int_equal(when, 43);
        assert_true(left >= 0 && left <= before && before - left < 0.3);
        before = left;
    }
    assert_true(before < 0.1);
    acting_free(acting);
    free(set);
}

static void acting__plays_every_act_and_posture(void **state) {
    (void)state;
    for (int act = 0; act < ACT_COUNT; act++)
        for (int posture = POSTURE_STAND; posture <= POSTURE_LIE; posture++) {
            struct stage_set *set = stage_new((uint64_t)act);
            set->business[0] = (struct stage_business){(enum act)act, 20, 60, 5, "book"};
            set->placements[CHILD].business_count = 1;
            set->placements[CHILD].posture = (enum posture)posture;
            struct acting *acting = acting_new(NULL, &set->order);
            for (int64_t frame = -24; frame < FRAMES + 24; frame += 3) {
                struct puppet_state now;
                double x, depth;
                acting_state(acting, CHILD, frame, &now, &x, &depth);
                for (size_t k = 0; k < sizeof now.pose / sizeof(float); k++)
                    assert_true(isfinite(((float *)&now.pose)[k]));
                for (size_t k = 0; k < sizeof now.face / sizeof(float); k++)
                    assert_true(isfinite(((float *)&now.face)[k]));
            }
            acting_free(acting);
            free(set);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(acting__never_jumps),
        cmocka_unit_test(acting__is_a_function_of_the_frame_alone),
        cmocka_unit_test(acting__walks_without_sliding_feet),
        cmocka_unit_test(acting__moves_the_lips_of_the_speaker_alone),
        cmocka_unit_test(acting__lives_while_it_waits),
        cmocka_unit_test(acting__what_is_in_one_hand_hangs_lower_in_a_near_picture),
        cmocka_unit_test(acting__hands_over_the_prop_and_sits_and_stands),
        cmocka_unit_test(acting__babies_sit_and_crawl_and_never_stand),
        cmocka_unit_test(acting__who_is_hugged_hugs_back),
        cmocka_unit_test(acting__what_is_given_is_on_its_way_for_a_moment),
        cmocka_unit_test(acting__plays_every_act_and_posture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
