/* Moves: every shot's camera as a start, an end and an eased way between them. A move is made
 * smaller until the faces stay in the frame at both ends. */
#include "camera/lens_frame.h"

#include <math.h>

struct ends {
    struct lens_view from, to;
};

/* Frames of wide shots have no slack at the drawing's edges until the camera is a little
 * nearer. */
static double zoom_with_slack(double zoom, double slack) {
    return fmax(zoom, 1 + slack);
}

static struct ends move_sideways(const struct framing *framing, double zoom, double amount,
                                 double sign) {
    zoom = zoom_with_slack(zoom, 0.10 + 0.10 * amount);
    struct lens_view view = lens_framing_view(framing, zoom);
    int width = framing->order->width, height = framing->order->height;
    double window = width / (zoom * lens_base(width, height));
    double way = window * (framing->count <= 1 ? 0.12 : 0.16) * amount;
    struct ends ends = {view, view};
    ends.from.x -= sign * way;
    ends.to.x += sign * way * 0.15;
    return ends;
}

static struct ends move_up(const struct framing *framing, double zoom, double amount,
                           double sign) {
    zoom = zoom_with_slack(zoom, 0.12 + 0.10 * amount);
    struct lens_view view = lens_framing_view(framing, zoom);
    int width = framing->order->width, height = framing->order->height;
    double window = height / (zoom * lens_base(width, height));
    struct ends ends = {view, view};
    ends.from.y += sign * window * 0.16 * amount;
    return ends;
}

static struct ends move_nearer(const struct framing *framing, double zoom, double amount) {
    double growth = 1 + 0.05 + 0.13 * amount;
    double start = fmax(zoom / growth, 1);
    return (struct ends){lens_framing_view(framing, start),
                         lens_framing_view(framing, start * growth)};
}

/* From high up and far to one side down to the place: what is near passes below. */
static struct ends move_down_from_above(const struct framing *framing, double zoom) {
    int width = framing->order->width, height = framing->order->height;
    double high = fmax(zoom, 1) * 1.45;
    struct ends ends = {lens_framing_view(framing, high), lens_framing_view(framing, zoom)};
    double slack_x = DRAWING_WIDTH - width / (high * lens_base(width, height));
    ends.from.y = 0; /* lens_inside brings it to the drawing's upper edge */
    ends.from.x -= 0.35 * slack_x * (framing->order->shot_seed & 1 ? 1 : -1);
    return ends;
}

static struct ends ends_of(const struct framing *framing, double zoom) {
    const struct shot *shot = framing->order->shot;
    double amount = camera_clamp(shot->move_amount, 0, 1);
    struct ends ends;
    switch (shot->move) {
    case MOVE_PAN_LEFT:
    case MOVE_TRUCK_LEFT:
        return move_sideways(framing, zoom, amount, -1);
    case MOVE_PAN_RIGHT:
    case MOVE_TRUCK_RIGHT:
        return move_sideways(framing, zoom, amount, 1);
    case MOVE_TILT_UP:
        return move_up(framing, zoom, amount, 1);
    case MOVE_TILT_DOWN:
        return move_up(framing, zoom, amount, -1);
    case MOVE_CRANE_UP:
        ends = move_up(framing, zoom, amount, 1);
        ends.to = lens_framing_view(
            framing,
            fmax(lens_zoom(&ends.to, framing->order->width, framing->order->height) * 0.94, 1));
        return ends;
    case MOVE_AERIAL:
        return shot->size <= SIZE_WIDE ? move_down_from_above(framing, zoom)
                                       : move_up(framing, zoom, amount, -1);
    case MOVE_PUSH_IN:
        return move_nearer(framing, zoom, amount);
    case MOVE_PULL_OUT:
        ends = move_nearer(framing, zoom, amount);
        return (struct ends){ends.to, ends.from};
    default:
        break;
    }
    struct lens_view still = lens_framing_view(framing, zoom);
    return (struct ends){still, still};
}

/* Goes along with the one in the picture who walks, when they would leave it. */
static void follow(const struct framing *framing, struct lens *lens) {
    const struct lens_actor *actor = framing->count == 1 ? framing->actors[0] : NULL;
    if (!actor || framing->head_rule <= 0 || actor->walk_frames <= 0) return;
    lens->follow_x = (actor->x_end - actor->x);
    lens->follow_start = actor->walk_start;
    lens->follow_frames = actor->walk_frames;
}

static struct lens_view half_way(struct lens_view a, struct lens_view b, int width,
                                 int height) {
    double zoom = sqrt(lens_zoom(&a, width, height) * lens_zoom(&b, width, height));
    return lens_view_at((a.x + b.x) / 2, (a.y + b.y) / 2, zoom, width, height);
}

struct lens lens_plan(const struct shot_order *order, const struct lens_subject *subject) {
    int width = order->width, height = order->height;
    struct framing framing = lens_framing_for(order, subject);
    double zoom = lens_framing_zoom(&framing);
    struct lens_view still = lens_framing_view(&framing, zoom);
    struct ends ends = ends_of(&framing, zoom);
    bool comes_down = order->shot->move == MOVE_AERIAL && order->shot->size <= SIZE_WIDE;
    for (int tries = 0; tries < 6; tries++) {
        struct lens_view from = lens_inside(ends.from, width, height);
        struct lens_view to = lens_inside(ends.to, width, height);
        bool from_holds = comes_down || lens_framing_holds(&framing, &from),
             to_holds = lens_framing_holds(&framing, &to);
        ends = (struct ends){from, to};
        if (from_holds && to_holds) break;
        if (!from_holds) ends.from = half_way(from, still, width, height);
        if (!to_holds) ends.to = half_way(to, still, width, height);
    }
    struct lens lens = {.from = ends.from,
                        .to = ends.to,
                        .frames = order->shot->frames > 0 ? order->shot->frames : 1,
                        .fps = order->fps,
                        .seed = order->shot_seed,
                        .width = width,
                        .height = height,
                        .set = subject->set};
    follow(&framing, &lens);
    if (order->shot->move == MOVE_HANDHELD)
        lens.shake = (0.004 + 0.008 * camera_clamp(order->shot->move_amount, 0, 1)) * width /
                     (lens_base(width, height) * zoom);
    return lens;
}
