/* Who is in the shot: their bodies, seats and states. */
#include "camera/troupe_inside.h"

#include <math.h>
#include <string.h>

static const double BED_HEIGHT = 0.56;  /* metres: of the hips of who lies in it */
static const double LOWEST_CHAIR = 0.3; /* metres: below it they kneel or sit on the ground */

/* What stands under those who sit: a set's own furniture lies behind the acting line. Where
 * everybody sits on the floor, nothing. */
static enum seat seat_of(const struct shot_order *order, const struct set *set, double x) {
    static const char *const floors[] = {"hut", "temple", "mosque"};
    static const char *const floor_sets[] = {"majlis", "engawa", "courtyard"};
    static const char *const stones[] = {"forest", "hill",  "mountain", "river",
                                         "lake",   "beach", "sea",      "desert",
                                         "snow",   "cave",  "field"};
    static const char *const crates[] = {"harbour", "market", "lighthouse", "farm",
                                         "lamp_room"};
    for (size_t i = 0; i < COUNT_OF(floors) && set->seat_height <= 0; i++)
        if (strcmp(order->place, floors[i]) == 0) return SEAT_NONE;
    for (size_t i = 0; i < COUNT_OF(floor_sets) && set->seat_height <= 0; i++)
        if (strcmp(set->id, floor_sets[i]) == 0) return SEAT_NONE;
    if (set->seat_right > set->seat_left && x >= set->seat_left && x <= set->seat_right)
        return SEAT_NONE; /* the drawing has one there */
    for (size_t i = 0; i < COUNT_OF(stones); i++)
        if (strcmp(order->place, stones[i]) == 0) return SEAT_STONE;
    for (size_t i = 0; i < COUNT_OF(crates); i++)
        if (strcmp(order->place, crates[i]) == 0) return SEAT_CRATE;
    return order->inside ? SEAT_STOOL : SEAT_BENCH;
}

static bool is_lying(const struct pose *pose) {
    return pose->seat >= 0 && pose->seat < LOWEST_CHAIR && pose->spine < -45;
}

/* Chairs have the set's height, and stay while someone rises from them. Where people sit on the
 * floor, a chair's pose becomes the floor's. */
static void settle_seat(const struct troupe *troupe, const struct player *player,
                        struct puppet_state *state) {
    struct pose *pose = &state->pose;
    double height = troupe->set->seat_height > 0 ? troupe->set->seat_height : 0.44;
    state->seat = player->seat;
    if (player->seat == SEAT_BED) {
        state->seat_height = (float)BED_HEIGHT;
        height = BED_HEIGHT;
        if (is_lying(pose)) {
            pose->seat = (float)BED_HEIGHT;
            return;
        }
    } else {
        state->seat_height = player->seat_stays ? (float)height : 0;
    }
    /* How much they sit on a chair by now, not on heels or the ground. */
    double on = camera_smooth((pose->seat - 0.2) / (art_pose(troupe->art, "sit")->seat - 0.2));
    if (on <= 0) return;
    if (player->seat != SEAT_NONE || troupe->set->seat_height > 0) {
        pose->seat = (float)camera_mix(pose->seat, height, on);
        return;
    }
    const struct pose *ground = art_pose(troupe->art, "sit_floor");
    float *legs[] = {&pose->seat, &pose->hip_near, &pose->knee_near, &pose->hip_far,
                     &pose->knee_far};
    const float down[] = {ground->seat, ground->hip_near, ground->knee_near, ground->hip_far,
                          ground->knee_far};
    for (size_t i = 0; i < COUNT_OF(legs); i++)
        *legs[i] = (float)camera_mix(*legs[i], down[i], on);
}

/* What is handed over leaves from where the other one's hand let it go. */
static void hand_over(const struct troupe *troupe, size_t index, int64_t frame,
                      struct puppet_state *state, double x) {
    size_t giver;
    int64_t when;
    double left, other_x, depth, from_x, from_y, to_x, to_y;
    if (!acting_receives(troupe->acting, index, frame, &giver, &when, &left)) return;
    struct puppet_state other = {0};
    acting_state(troupe->acting, giver, when, &other, &other_x, &depth);
    settle_seat(troupe, &troupe->players[giver], &other);
    const struct placement *placements = troupe->order->shot->placements;
    other_x = lens_staged(&placements[giver], &troupe->places[giver], other_x);
    puppet_grip(troupe->players[giver].puppet, &other, &from_x, &from_y);
    puppet_grip(troupe->players[index].puppet, state, &to_x, &to_y);
    state->hold_x = (float)(left * (other_x + from_x - x - to_x));
    state->hold_y = (float)(left * (from_y - to_y));
}

void troupe_state_at(const struct troupe *troupe, size_t index, int64_t frame,
                     struct puppet_state *state, double *x, double *depth) {
    int64_t beat = scenery_beat(troupe->order->fps, frame);
    memset(state, 0, sizeof *state);
    acting_state(troupe->acting, index, beat, state, x, depth);
    if (beat != frame) {
        struct puppet_state now = {0};
        double x_now, depth_now;
        acting_state(troupe->acting, index, frame, &now, &x_now, &depth_now);
        state->mouth = now.mouth;
        /* Under a camera that goes along, a step held for two frames would shake. */
        if (!troupe->still) *x = x_now;
    }
    settle_seat(troupe, &troupe->players[index], state);
    state->things_only = troupe->players[index].things_only;
    *x = lens_staged(&troupe->order->shot->placements[index], &troupe->places[index], *x);
    hand_over(troupe, index, beat, state, *x);
}

/* How much lower than standing they are now, in metres: by the top of what is drawn, arms down.
 */
static double drop_of(const struct troupe *troupe, size_t index,
                      const struct puppet_state *state) {
    struct puppet *puppet = troupe->players[index].puppet;
    struct puppet_state still = *state;
    still.pose.shoulder_near = still.pose.shoulder_far = 0;
    still.pose.elbow_near = still.pose.elbow_far = 0;
    still.holds_near = still.holds_far = NULL;
    struct puppet_state upright = still;
    const float seat = -1;
    upright.pose = (struct pose){.seat = seat};
    double x0, x1, y1, top, upright_top;
    puppet_bounds(puppet, &still, &x0, &top, &x1, &y1);
    puppet_bounds(puppet, &upright, &x0, &upright_top, &x1, &y1);
    return camera_clamp(top - upright_top, -0.3, 1.7);
}

/* Who sits at any time of the shot has a seat all the time. */
static void find_seat(struct troupe *troupe, size_t index) {
    struct player *player = &troupe->players[index];
    const struct shot_order *order = troupe->order;
    const struct placement *placement = &order->shot->placements[index];
    player->seat = seat_of(order, troupe->set, placement->x_end);
    bool beds = strcmp(order->place, "hospital") == 0 || strcmp(order->place, "bedroom") == 0;
    if (placement->on_bed || (beds && placement->posture == POSTURE_LIE))
        player->seat = SEAT_BED;
    if (player->seat == SEAT_BED) return;
    if (player->seat == SEAT_NONE || order->shot->placements[index].walk_frames > 0) return;
    bool sits = false;
    for (int64_t frame = 0; frame < order->shot->frames && !sits; frame += 4) {
        struct puppet_state state = {0};
        double x, depth;
        acting_state(troupe->acting, index, frame, &state, &x, &depth);
        sits = state.pose.seat >= LOWEST_CHAIR;
    }
    player->seat_stays = sits;
}

/* Midway between the farthest that the head goes to either side; a walk's lean passes. */
static double lean_of(const struct troupe *troupe, size_t index) {
    const struct shot *shot = troupe->order->shot;
    enum { LOOKS = 8 };
    double low = 1e9, high = -1e9;
    for (int i = 0; i < LOOKS; i++) {
        struct puppet_state state;
        double x, depth;
        troupe_state_at(troupe, index, shot->frames * (2 * i + 1) / (2 * LOOKS), &state, &x,
                        &depth);
        double lean, up;
        puppet_head(troupe->players[index].puppet, &state, &lean, &up);
        low = fmin(low, lean);
        high = fmax(high, lean);
    }
    return (low + high) / 2;
}

/* Metres above the floor of the top of what is held over the head: an umbrella; or 0. */
static double held_over(const struct troupe *troupe, size_t index,
                        const struct puppet_state *state) {
    double x, y, hold_x, hold_y;
    if (!state->holds_far || strcmp(state->holds_far, "umbrella") != 0 ||
        !art_prop_hold(troupe->art, state->holds_far, &hold_x, &hold_y))
        return 0;
    puppet_grip(troupe->players[index].puppet, state, &x, &y);
    return (hold_y + 0.5) * art_prop_size(troupe->art, state->holds_far) - y;
}

static void measure_actor(struct troupe *troupe, size_t index) {
    const struct placement *placement = &troupe->order->shot->placements[index];
    const struct set *set = troupe->set;
    struct player *player = &troupe->players[index];
    struct puppet_state state;
    double x, depth, x0, y0, x1, y1;
    int64_t middle = troupe->order->shot->frames / 2;
    troupe_state_at(troupe, index, middle, &state, &x, &depth);
    double drop = drop_of(troupe, index, &state);
    struct puppet_state upright = state;
    upright.pose = (struct pose){.seat = -1};
    puppet_bounds(player->puppet, &upright, &x0, &y0, &x1, &y1);
    player->parallax = lens_parallax(set, placement->depth);
    player->floor = set->floor_y + set->floor_depth_y * placement->depth;
    double unit = set->units_per_metre * player->parallax;
    double eyes = player->metrics.eye_y - drop, chin = player->metrics.chin_y - drop;
    double crown = chin + player->metrics.head_height;
    /* Bounds leave some room; hair and hats take at most a third of a head. */
    double top = camera_clamp(-y0 - drop, crown, crown + 0.33 * player->metrics.head_height);
    double over = held_over(troupe, index, &state);
    double start = troupe->places[index].x, end = troupe->places[index].x_end;
    if (placement->walk_frames <= 0) end = start;
    troupe->actors[index] = (struct lens_actor){
        .character = placement->character,
        .x = DRAWING_WIDTH / 2.0 + start * unit,
        .x_end = DRAWING_WIDTH / 2.0 + end * unit,
        .lean = lean_of(troupe, index) * unit,
        .depth = placement->depth,
        .walk_start = placement->walk_start,
        .walk_frames = placement->walk_frames,
        .parallax = player->parallax,
        .top = player->floor - top * unit,
        .eyes = player->floor - eyes * unit,
        .chin = player->floor - chin * unit,
        .held = over > top ? player->floor - over * unit : 0,
        .floor = player->floor,
        .head = player->metrics.head_height * unit,
        .half_width = fmax(player->metrics.shoulder_width * 0.62, 0.24) * unit,
        .per_metre = unit,
        .facing = placement->facing < 0 ? -1 : 1};
}

bool troupe_new(const struct art *art, const struct shot_order *order, const struct set *set,
                struct troupe **out, struct error *err) {
    struct troupe *troupe = xcalloc(1, sizeof *troupe);
    const struct shot *shot = order->shot;
    bool people =
        shot->kind != SHOT_TITLE && shot->kind != SHOT_CREDITS && shot->kind != SHOT_INSERT;
    troupe->art = art;
    troupe->order = order;
    troupe->set = set;
    troupe->count = people ? shot->placement_count : 0;
    troupe->players = xcalloc(troupe->count + 1, sizeof *troupe->players);
    troupe->actors = xcalloc(troupe->count + 1, sizeof *troupe->actors);
    troupe->places = xcalloc(shot->placement_count + 1, sizeof *troupe->places);
    lens_stage(order, set, troupe->places);
    for (size_t i = 0; i < troupe->count; i++) {
        if (!art_puppet(art, order->players[i].look, order->festive, &troupe->players[i].puppet,
                        err)) {
            troupe_free(troupe);
            return false;
        }
        troupe->players[i].metrics = puppet_metrics(troupe->players[i].puppet);
    }
    troupe->acting = acting_new(art, order);
    for (size_t i = 0; i < troupe->count; i++) find_seat(troupe, i);
    for (size_t i = 0; i < troupe->count; i++) measure_actor(troupe, i);
    *out = troupe;
    return true;
}

void troupe_free(struct troupe *troupe) {
    if (!troupe) return;
    for (size_t i = 0; i < troupe->count; i++) {
        puppet_free(troupe->players[i].puppet);
        picture_free(troupe->players[i].picture);
        picture_free(troupe->players[i].shadow);
    }
    acting_free(troupe->acting);
    free(troupe->players);
    free(troupe->places);
    free(troupe->actors);
    free(troupe);
}

const struct lens_actor *troupe_actors(const struct troupe *troupe, size_t *count) {
    *count = troupe->count;
    return troupe->actors;
}
