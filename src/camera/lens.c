#include "camera/lens.h"

#include <math.h>

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

double lens_squeeze(const struct shot_order *order, const struct set *set, double *middle) {
    const struct shot *shot = order->shot;
    double low = 1e9, high = -1e9;
    for (size_t i = 0; i < shot->placement_count; i++) {
        const struct placement *placement = &shot->placements[i];
        double end = placement->walk_frames > 0 ? placement->x_end : placement->x;
        low = fmin(low, fmin(placement->x, end));
        high = fmax(high, fmax(placement->x, end));
    }
    *middle = 0;
    if (low >= high) return 1;
    *middle = (low + high) / 2;
    double seen = order->width / lens_base(order->width, order->height) / set->units_per_metre;
    double room = seen * 0.94 - 0.9; /* half a person at either end */
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
    if (high - low <= room) return 1;
    return camera_clamp(room / (high - low), 0.3, 1);
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
