#include "camera/lens.h"

#include <math.h>
#include <string.h>

/* Share of an enlargement that comes from going nearer; the rest is a longer lens. All dolly
 * would blow up what is near and leave the sky; all lens would be a flat crop. */
static const double dolly_share = 0.55;

double lens_base(int width, int height) {
    double across = (double)width / DRAWING_WIDTH, down = (double)height / DRAWING_HEIGHT;
    return across > down ? across : down;
}

struct lens_view lens_view_at(double x, double y, double zoom, int width, int height) {
    double nearer = pow(zoom, dolly_share);
    return (struct lens_view){x, y, lens_base(width, height) * zoom / nearer, 1 - 1 / nearer};
}

double lens_zoom(const struct lens_view *view, int width, int height) {
    return view->lens / (1 - view->dolly) / lens_base(width, height);
}

bool lens_project(const struct lens_view *view, double parallax, int width, int height,
                  struct projection *out) {
    double distance = 1 - parallax * view->dolly;
    if (distance < 0.12) return false;
    double scale = view->lens / distance;
    double x = DRAWING_WIDTH / 2.0 + parallax * (view->x - DRAWING_WIDTH / 2.0);
    double y = DRAWING_HEIGHT / 2.0 + parallax * (view->y - DRAWING_HEIGHT / 2.0);
    *out = (struct projection){scale, width / 2.0 - scale * x, height / 2.0 - scale * y};
    return true;
}

double lens_parallax(const struct set *set, double depth) {
    double tall = DRAWING_HEIGHT / (set->units_per_metre > 1 ? set->units_per_metre : 1);
    double away =
        tall * 1.35 > 5 ? tall * 1.35 : 5; /* metres from the camera to the acting line */
    return 1 / (1 - camera_clamp(depth / away, -3, 0.6));
}

double lens_nearness(const struct shot *shot) {
    static const double by_size[SIZE_COUNT] = {
        [SIZE_EXTREME_WIDE] = 0, [SIZE_WIDE] = 0,
        [SIZE_FULL] = 0.06,      [SIZE_MEDIUM_WIDE] = 0.2,
        [SIZE_MEDIUM] = 0.42,    [SIZE_MEDIUM_CLOSE] = 0.7,
        [SIZE_CLOSE] = 1,        [SIZE_EXTREME_CLOSE] = 1.2,
    };
    if (shot->kind == SHOT_INSERT) return 1.2;
    if (shot->kind == SHOT_TITLE || shot->kind == SHOT_CREDITS) return 1.4;
    if (shot->kind == SHOT_ESTABLISHING) return 0;
    return shot->size < SIZE_COUNT ? by_size[shot->size] : 0;
}

/* ---- Who stands where in a narrow frame ---- */

/* Metres: beyond it nobody is on the stage; at less than it the one behind is hidden. */
static const double wings = 2.6, apart = 0.62;
enum { STAGED_MOST = 32 };

static double place_after(const struct placement *placement) {
    return placement->walk_frames > 0 ? placement->x_end : placement->x;
}

/* Metres that the frame has room for between the first and the last of them. */
static double room_between(const struct shot_order *order, const struct set *set) {
    const struct shot *shot = order->shot;
    double seen = order->width / lens_base(order->width, order->height) / set->units_per_metre;
    double room = seen * (shot->move == MOVE_STATIC ? 0.94 : 0.86) - 0.9;
    for (size_t i = 0; i < shot->placement_count; i++)
        if (shot->placements[i].holds && strcmp(shot->placements[i].holds, "umbrella") == 0)
            room -= 0.35;
    if (shot->kind == SHOT_TWO && shot->size >= SIZE_MEDIUM_WIDE) {
        /* As near as the size asks for: a frame of that many heads, less the two themselves. */
        static const double heads[] = {[SIZE_MEDIUM_WIDE] = 7,
                                       [SIZE_MEDIUM] = 5,
                                       [SIZE_MEDIUM_CLOSE] = 3.4,
                                       [SIZE_CLOSE] = 3,
                                       [SIZE_EXTREME_CLOSE] = 3};
        double across = heads[shot->size < SIZE_COUNT ? shot->size : SIZE_MEDIUM] * 0.235 *
                        order->width / order->height;
        room = fmin(room, fmax(0.62, 0.9 * across - 0.6));
    }
    return fmax(room, 0.3);
}

/* Gaps of people in a row that are narrower than `apart` grow at the cost of the wider ones. */
static void even_out(double *at, const size_t *row, size_t count) {
    if (count < 3) return;
    double all = at[row[count - 1]] - at[row[0]];
    double least = fmin(apart, all / (double)(count - 1)), over = 0;
    for (size_t i = 1; i < count; i++) over += fmax(at[row[i]] - at[row[i - 1]] - least, 0);
    double share = over > 1e-9 ? (all - least * (double)(count - 1)) / over : 0;
    double x = at[row[0]], before = x;
    for (size_t i = 1; i < count; i++) {
        double gap = at[row[i]] - before;
        before = at[row[i]];
        x += least + share * fmax(gap - least, 0);
        at[row[i]] = x;
    }
}

void lens_stage(const struct shot_order *order, const struct set *set,
                struct lens_place *places) {
    const struct shot *shot = order->shot;
    double low = 1e9, high = -1e9, at[STAGED_MOST];
    size_t row[STAGED_MOST], count = 0;
    for (size_t i = 0; i < shot->placement_count; i++) {
        const struct placement *placement = &shot->placements[i];
        places[i] = (struct lens_place){placement->x, placement->x_end};
        double ends[] = {placement->x, place_after(placement)};
        for (int end = 0; end < 2; end++) {
            if (fabs(ends[end]) > wings) continue;
            low = fmin(low, ends[end]);
            high = fmax(high, ends[end]);
        }
        if (i >= STAGED_MOST || fabs(ends[1]) > wings) continue;
        size_t k = count++;
        for (; k > 0 && place_after(&shot->placements[row[k - 1]]) > ends[1]; k--)
            row[k] = row[k - 1];
        row[k] = i;
    }
    double room = room_between(order, set);
    if (low >= high || high - low <= room) return;
    double middle = (low + high) / 2, squeeze = camera_clamp(room / (high - low), 0.3, 1);
    for (size_t i = 0; i < shot->placement_count; i++) {
        struct lens_place *place = &places[i];
        place->x = middle + (place->x - middle) * squeeze;
        place->x_end = middle + (place->x_end - middle) * squeeze;
        /* Who comes or goes does so past the frame's edge. */
        if (fabs(shot->placements[i].x) > wings) place->x = shot->placements[i].x;
        if (fabs(shot->placements[i].x_end) > wings) place->x_end = shot->placements[i].x_end;
        if (i < STAGED_MOST)
            at[i] = shot->placements[i].walk_frames > 0 ? place->x_end : place->x;
    }
    even_out(at, row, count);
    for (size_t k = 0; k < count; k++) {
        struct lens_place *place = &places[row[k]];
        if (shot->placements[row[k]].walk_frames > 0)
            place->x_end = at[row[k]];
        else
            place->x = place->x_end = at[row[k]];
    }
}

double lens_staged(const struct placement *placement, const struct lens_place *place,
                   double x) {
    double way = placement->x_end - placement->x;
    if (placement->walk_frames <= 0 || fabs(way) < 0.01) return place->x + x - placement->x;
    return place->x + (x - placement->x) * (place->x_end - place->x) / way;
}

/* ---- Over time ---- */

bool lens_moves(const struct lens *lens) {
    return lens->shake > 0 || lens->weave > 0 || lens->follow_x != 0 ||
           lens->from.x != lens->to.x || lens->from.y != lens->to.y ||
           lens->from.lens != lens->to.lens || lens->from.dolly != lens->to.dolly;
}

/* A slow start, an even middle, a long settling end; still for the first and last few frames.
 */
static double move_share(const struct lens *lens, int64_t frame) {
    double last = lens->frames > 1 ? (double)(lens->frames - 1) : 1;
    double t = camera_clamp((double)frame / last, 0, 1);
    t = camera_clamp((t - 0.03) / 0.94, 0, 1);
    double early = 1 - pow(1 - t, 1.25); /* the settling is longer than the start */
    double even = early, soft = early * early * (3 - 2 * early);
    return camera_mix(even, soft, 0.8);
}

/* Band-limited unrest: three sines below 1.3 Hz, phases by the seed. */
static double unrest(uint64_t seed, int axis, double seconds) {
    static const double rates[2][3] = {{0.31, 0.67, 1.19}, {0.37, 0.73, 1.27}};
    static const double sizes[3] = {0.6, 0.3, 0.12};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double phase = (double)(seed >> (8 * i + 24 * axis) & 255) / 256;
        sum += sizes[i] * sin(6.283185307179586 * (rates[axis][i] * seconds + phase));
    }
    return sum;
}

struct lens_view lens_view(const struct lens *lens, int64_t frame) {
    double t = move_share(lens, frame);
    double from_zoom = lens_zoom(&lens->from, lens->width, lens->height);
    double to_zoom = lens_zoom(&lens->to, lens->width, lens->height);
    double zoom = from_zoom == to_zoom ? from_zoom : from_zoom * pow(to_zoom / from_zoom, t);
    double x = camera_mix(lens->from.x, lens->to.x, t);
    double y = camera_mix(lens->from.y, lens->to.y, t);
    if (lens->follow_x != 0) {
        double walk = (double)(frame - lens->follow_start) / (double)lens->follow_frames;
        x += lens->follow_x * (walk <= 0 ? 0 : walk >= 1 ? 1 : walk);
    }
    if (lens->shake > 0) {
        double seconds = seconds_of_frames(frame, lens->fps);
        x += lens->shake * unrest(lens->seed, 0, seconds);
        y += lens->shake * unrest(lens->seed, 1, seconds);
    }
    if (lens->weave > 0) {
        int64_t hold = frame - frame % 2;
        double seconds = 4 * seconds_of_frames(hold, lens->fps);
        x += 0.4 * lens->weave * unrest(~lens->seed, 0, seconds);
        y += lens->weave * unrest(~lens->seed, 1, seconds);
    }
    double half_x = lens->width / (2 * zoom * lens_base(lens->width, lens->height));
    double half_y = lens->height / (2 * zoom * lens_base(lens->width, lens->height));
    x = half_x * 2 >= DRAWING_WIDTH ? DRAWING_WIDTH / 2.0
                                    : camera_clamp(x, half_x, DRAWING_WIDTH - half_x);
    y = half_y * 2 >= DRAWING_HEIGHT ? DRAWING_HEIGHT / 2.0
                                     : camera_clamp(y, half_y, DRAWING_HEIGHT - half_y);
    return lens_view_at(x, y, zoom, lens->width, lens->height);
}
