/* The example films as they are framed: in every format, in every shot, the heads that the
 * picture is about lie whole in the frame. With the real drawings' bodies and acting. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "camera/acting.h"
#include "camera/lens.h"
#include "camera/troupe.h"

static const int formats[][2] = {{1920, 1080}, {3840, 2160}, {2048, 858},
                                 {1080, 1920}, {1080, 1080}, {1080, 1350}};
static const char *const examples[] = {"pongal.fountain", "umbrella.fountain",
                                       "lighthouse.fountain", "market.txt"};
static struct art *art;

struct film {
    char *text;
    struct screenplay *screenplay;
    struct breakdown *breakdown;
    struct cast cast;
    struct storyboard *storyboard;
    int64_t *samples; /* of each line */
};

struct people {
    struct order_player players[16];
    struct order_line lines[8];
};

/* Lines as long as they are to read: nothing has to be spoken to frame a film. */
static void film_open(struct film *film, const char *name) {
    static const struct voice_card voice = {
        .name = "voice", .engine = "none", .languages = "en", .quality = 1};
    char path[512];
    size_t size;
    struct error err = {0};
    snprintf(path, sizeof path, "%s/%s", EXAMPLES, name);
    assert_true(file_read(path, 1 << 20, &film->text, &size, &err));
    assert_true(screenplay_read(film->text, size, SCREENPLAY_AUTO, &film->screenplay, &err));
    film->breakdown = breakdown_new(film->screenplay, CULTURE_AUTO);
    assert_true(casting_cast(film->breakdown, 1, NULL, 0, &voice, 1, &film->cast, &err));
    size_t count = film->breakdown->line_count;
    int64_t *samples = film->samples = xcalloc(count + 1, sizeof *samples);
    for (size_t i = 0; i < count; i++)
        samples[i] =
            3200 *
            (int64_t)strlen(film->screenplay->elements[film->breakdown->lines[i].element].text);
    struct storyboard_options options = {{24, 1}, 1, true};
    film->storyboard = storyboard_new(film->breakdown, &film->cast, samples, &options);
}

static void film_close(struct film *film) {
    storyboard_free(film->storyboard);
    cast_done(&film->cast);
    breakdown_free(film->breakdown);
    screenplay_free(film->screenplay);
    free(film->text);
    free(film->samples);
}

static struct shot_order order_of(const struct film *film, const struct shot *shot,
                                  struct people *people) {
    const struct scene_breakdown *scene = &film->breakdown->scenes[shot->scene];
    assert_true(shot->placement_count <= COUNT_OF(people->players));
    assert_true(shot->line_count <= COUNT_OF(people->lines));
    for (size_t i = 0; i < shot->placement_count; i++)
        people->players[i] =
            (struct order_player){&film->cast.members[shot->placements[i].character].look, "X"};
    for (size_t i = 0; i < shot->line_count; i++) {
        const struct line_breakdown *line = &film->breakdown->lines[shot->lines[i].line];
        people->lines[i] =
            (struct order_line){.character = line->character,
                                .off_screen = line->off_screen,
                                .start = shot->lines[i].start,
                                .length = film->samples[shot->lines[i].line],
                                .emotion = line->emotion,
                                .intensity = line->intensity,
                                .manner = line->manner,
                                .text = film->screenplay->elements[line->element].text};
    }
    return (struct shot_order){.shot = shot,
                               .players = people->players,
                               .lines = people->lines,
                               .place = scene->place,
                               .inside = scene->inside,
                               .festive = scene->festive,
                               .hour = scene->hour,
                               .weather = scene->weather,
                               .mood = scene->mood,
                               .culture = scene->culture,
                               .period = film->breakdown->period,
                               .fps = {24, 1},
                               .seed = 1,
                               .shot_seed = 7};
}

/* Is the shot about them? Who is on their way in or out may be cut by the frame. */
static bool is_in_focus(const struct shot *shot, size_t index) {
    const struct placement *placement = &shot->placements[index];
    if (placement->walk_frames > 0 &&
        (fabs(placement->x) > 2.6 || fabs(placement->x_end) > 2.6))
        return false;
    if (shot->kind == SHOT_GROUP || shot->kind == SHOT_ESTABLISHING) return true;
    return placement->character == shot->subject ||
           (shot->kind == SHOT_TWO && placement->character == shot->other);
}

static int watch_shot(const struct shot_order *order, const struct set *set, const char *name) {
    const struct shot *shot = order->shot;
    struct troupe *troupe;
    struct error err = {0};
    assert_true(troupe_new(art, order, set, &troupe, &err));
    struct lens_subject subject = {.set = set};
    subject.actors = troupe_actors(troupe, &subject.actor_count);
    struct lens lens = lens_plan(order, &subject);
    struct lens_place *places = xcalloc(shot->placement_count + 1, sizeof *places);
    lens_stage(order, set, places);
    struct acting *acting = acting_new(art, order);
    int cut = 0;
    for (size_t i = 0; i < shot->placement_count; i++) {
        const struct lens_actor *actor = &subject.actors[i];
        if (!is_in_focus(shot, i)) continue;
        struct puppet *puppet;
        assert_true(art_puppet(art, order->players[i].look, order->festive, &puppet, &err));
        for (int64_t at = 1; at < 8; at += 3) {
            int64_t frame = shot->frames * at / 8;
            struct puppet_state state;
            double stage_x, depth, lean, up;
            acting_state(acting, i, frame, &state, &stage_x, &depth);
            puppet_head(puppet, &state, &lean, &up);
            struct lens_view view = lens_view(&lens, frame);
            struct projection to;
            assert_true(lens_project(&view, actor->parallax, order->width, order->height, &to));
            double metres = lens_staged(&shot->placements[i], &places[i], stage_x) + lean;
            double x = to.scale * (DRAWING_WIDTH / 2.0 + metres * actor->per_metre) + to.x;
            double half = 0.36 * actor->head * to.scale;
            double chin = to.scale * actor->chin + to.y;
            double crown = to.scale * (actor->chin - actor->head) + to.y;
            bool extreme = shot->size == SIZE_EXTREME_CLOSE;
            bool inside =
                x - half >= 0 && x + half <= order->width &&
                (extreme || (crown >= -0.02 * order->height && chin <= 1.02 * order->height));
            if (inside) continue;
            cut++;
            print_message("%s, shot %d.%d at %dx%d, frame %lld: head of %d at %.0f..%.0f, "
                          "%.0f..%.0f\n",
                          name, shot->scene + 1, shot->number, order->width, order->height,
                          (long long)frame, shot->placements[i].character, x - half, x + half,
                          crown, chin);
        }
        puppet_free(puppet);
    }
    acting_free(acting);
    free(places);
    troupe_free(troupe);
    return cut;
}

static int watch_film(const char *name) {
    struct film film = {0};
    film_open(&film, name);
    int cut = 0, scene = -1;
    struct set *set = NULL;
    for (size_t i = 0; i < film.storyboard->count; i++) {
        const struct shot *shot = &film.storyboard->shots[i];
        if (shot->scene < 0 || shot->kind == SHOT_INSERT) continue;
        struct people people;
        struct shot_order order = order_of(&film, shot, &people);
        if (shot->scene != scene) {
            set_free(set);
            struct set_order wanted = {.place = order.place,
                                       .inside = order.inside,
                                       .festive = order.festive,
                                       .hour = order.hour,
                                       .weather = order.weather,
                                       .mood = order.mood,
                                       .culture = order.culture,
                                       .period = order.period,
                                       .seed = 1,
                                       .scale = 0.05};
            assert_true(art_set(art, &wanted, &set, NULL));
            scene = shot->scene;
        }
        for (size_t f = 0; f < COUNT_OF(formats); f++) {
            order.width = formats[f][0];
            order.height = formats[f][1];
            cut += watch_shot(&order, set, name);
        }
    }
    set_free(set);
    film_close(&film);
    return cut;
}

static void examples__keep_heads_whole_in_every_format(void **state) {
    (void)state;
    int cut = 0;
    for (size_t i = 0; i < COUNT_OF(examples); i++) cut += watch_film(examples[i]);
    assert_int_equal(cut, 0);
}

/* ---- The one-pixel rule, on pixels ---- */

enum { WIDE = 160, HIGH = 90, CELL = 8, ACROSS = WIDE / CELL, DOWN = HIGH / CELL, REACH = 4 };
/* Levels: a cell that differs by more has changed, by less has not. */
static const int changed = 26, unchanged = 7;
enum { EVERY = 3 }; /* of so many shots one is watched */
enum { POP = 5 };   /* cells at once: a limb, not an eye or a mouth */

struct watch {
    const struct shot *shot;
    uint8_t frames[4][HIGH][WIDE]; /* the last four that are shown, newest last */
    int count, worst;
    int64_t worst_at;
};

static int differ(const struct watch *watch, int a, int b, int x0, int y0, int dx, int dy) {
    int sum = 0;
    for (int y = y0; y < y0 + CELL; y++)
        for (int x = x0; x < x0 + CELL; x++) {
            int from_x = x + dx < 0 ? 0 : x + dx >= WIDE ? WIDE - 1 : x + dx;
            int from_y = y + dy < 0 ? 0 : y + dy >= HIGH ? HIGH - 1 : y + dy;
            sum += abs(watch->frames[b][y][x] - watch->frames[a][from_y][from_x]);
        }
    return sum / (CELL * CELL);
}

/* Did what is here come from anywhere near? */
static bool came_from_near(const struct watch *watch, int a, int b, int x0, int y0) {
    for (int dy = -REACH; dy <= REACH; dy++)
        for (int dx = -REACH; dx <= REACH; dx++)
            if (differ(watch, a, b, x0, y0, dx, dy) <= changed / 2) return true;
    return false;
}

/* Cells that were still, are another thing at once, and are still again. */
static int pops(const struct watch *watch) {
    int count = 0;
    for (int y = 0; y + CELL <= HIGH; y += CELL)
        for (int x = 0; x + CELL <= WIDE; x += CELL)
            count += differ(watch, 1, 2, x, y, 0, 0) > changed &&
                     differ(watch, 0, 1, x, y, 0, 0) < unchanged &&
                     differ(watch, 2, 3, x, y, 0, 0) < unchanged &&
                     !came_from_near(watch, 1, 2, x, y);
    return count;
}

/* A thing that goes from hand to hand is in one and then in the other. */
static bool changes_hands(const struct shot *shot, int64_t frame) {
    for (size_t i = 0; i < shot->placement_count; i++)
        for (size_t k = 0; k < shot->placements[i].business_count; k++) {
            const struct stage_business *business = &shot->placements[i].business[k];
            int64_t middle = business->start + business->length / 2;
            bool hands = business->act == ACT_GIVE || business->act == ACT_TAKE;
            if (hands && business->prop && llabs(frame - middle) <= 4) return true;
        }
    return false;
}

static bool watch_frame(void *data, int64_t index, const struct frame *frame,
                        struct error *err) {
    (void)err;
    struct watch *watch = data;
    if (index % 2) return true; /* bodies are drawn on twos */
    memmove(watch->frames[0], watch->frames[1], sizeof watch->frames[0] * 3);
    for (int y = 0; y < HIGH; y++)
        memcpy(watch->frames[3][y], frame->planes[0] + (ptrdiff_t)y * frame->strides[0], WIDE);
    if (++watch->count < 4 || changes_hands(watch->shot, index - 2)) return true;
    int found = pops(watch);
    if (found <= watch->worst) return true;
    watch->worst = found;
    watch->worst_at = index - 2;
    return true;
}

static int watch_pixels(const char *name, size_t every) {
    struct film film = {0};
    film_open(&film, name);
    int bad = 0;
    for (size_t i = 0; i < film.storyboard->count; i++) {
        const struct shot *shot = &film.storyboard->shots[i];
        if (shot->scene < 0 || i % every) continue;
        struct people people;
        struct shot_order order = order_of(&film, shot, &people);
        order.width = WIDE;
        order.height = HIGH;
        struct watch *watch = xcalloc(1, sizeof *watch);
        watch->shot = shot;
        struct error err = {0};
        int64_t frames = shot->frames < 60 ? shot->frames : 60;
        assert_true(
            camera_shooters[0]->shoot(art, &order, 0, frames, NULL, watch_frame, watch, &err));
        if (watch->worst >= POP) {
            bad++;
            print_message("%s, shot %d.%d: %d cells jump at frame %lld\n", name,
                          shot->scene + 1, shot->number, watch->worst,
                          (long long)watch->worst_at);
        }
        free(watch);
    }
    film_close(&film);
    return bad;
}

static void examples__let_nothing_jump(void **state) {
    (void)state;
    int bad = 0;
    for (size_t i = 0; i < COUNT_OF(examples); i++) bad += watch_pixels(examples[i], EVERY);
    assert_int_equal(bad, 0);
}

/* The rule itself: a man who is a metre further on within two frames is found. */
static void examples__would_be_caught_jumping(void **state) {
    (void)state;
    struct watch *watch = xcalloc(1, sizeof *watch);
    for (int frame = 0; frame < 4; frame++)
        for (int y = 20; y < 80; y++)
            memset(&watch->frames[frame][y][frame < 2 ? 30 : 60], 200, 16);
    assert_true(pops(watch) >= POP);
    memset(watch->frames, 0, sizeof watch->frames);
    for (int frame = 0; frame < 4; frame++) /* a walk is not */
        for (int y = 20; y < 80; y++) memset(&watch->frames[frame][y][30 + 3 * frame], 200, 16);
    assert_int_equal(pops(watch), 0);
    free(watch);
}

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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples__keep_heads_whole_in_every_format),
        cmocka_unit_test(examples__would_be_caught_jumping),
        cmocka_unit_test(examples__let_nothing_jump),
    };
    return cmocka_run_group_tests_name("camera examples", tests, open_art, close_art);
}
