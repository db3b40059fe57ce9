/* Framing: who is in the picture, how large, and where in the frame their eyes are. */
#include "camera/lens_frame.h"

#include <math.h>

/* Shares of the frame's height. Heads: medium one fifth, close one half; eyes near the upper
 * third. */
struct size_rule {
    double head; /* chin to crown; 0: the whole person has `person` instead */
    double person;
    double eyes; /* where the eyes are, from the top */
};
static const struct size_rule size_rules[SIZE_COUNT] = {
    [SIZE_EXTREME_WIDE] = {0, 0.26, 0.56}, [SIZE_WIDE] = {0, 0.46, 0.46},
    [SIZE_FULL] = {0, 0.76, 0.22},         [SIZE_MEDIUM_WIDE] = {0.145, 0, 0.27},
    [SIZE_MEDIUM] = {0.2, 0, 0.32},        [SIZE_MEDIUM_CLOSE] = {0.31, 0, 0.36},
    [SIZE_CLOSE] = {0.47, 0, 0.42},        [SIZE_EXTREME_CLOSE] = {1.12, 0, 0.36},
};

static const struct lens_actor *actor_of(const struct lens_subject *subject, int character) {
    for (size_t i = 0; i < subject->actor_count && character >= 0; i++)
        if (subject->actors[i].character == character) return &subject->actors[i];
    return NULL;
}

static void choose(struct framing *framing, const struct lens_subject *subject) {
    const struct shot *shot = framing->order->shot;
    const struct lens_actor *one = actor_of(subject, shot->subject);
    const struct lens_actor *other = actor_of(subject, shot->other);
    bool all = shot->kind == SHOT_ESTABLISHING || shot->kind == SHOT_GROUP ||
               (!one && shot->kind != SHOT_INSERT);
    if (shot->kind == SHOT_TITLE || shot->kind == SHOT_CREDITS) return;
    if (all) {
        for (size_t i = 0; i < subject->actor_count && i < COUNT_OF(framing->actors); i++)
            framing->actors[framing->count++] = &subject->actors[i];
        return;
    }
    if (one) framing->actors[framing->count++] = one;
    if (other && shot->kind == SHOT_TWO) framing->actors[framing->count++] = other;
}

/* A place at the far edge of the stage is not shown; the last of the way from there is. */
static double on_stage(const struct shot_order *order, const struct lens_actor *actor, double x,
                       double other) {
    const double wings = 2.6; /* metres */
    double metres = (x - DRAWING_WIDTH / 2.0) / actor->per_metre;
    double seen = order->width / lens_base(order->width, order->height) / actor->per_metre;
    double way = fmin(1.1, 0.22 * seen);
    if (fabs(metres) < wings) return x;
    return other + (x < other ? -way : way) * actor->per_metre;
}

static void measure(struct framing *framing) {
    framing->left = framing->top = framing->held = 1e9;
    framing->right = framing->chin = framing->floor = -1e9;
    bool wide = framing->head_rule <= 0 || framing->count > 1;
    for (size_t i = 0; i < framing->count; i++) {
        const struct lens_actor *actor = framing->actors[i];
        bool walks = actor->walk_frames > 0 && wide;
        double near_x = actor->x, far_x = walks ? actor->x_end : actor->x;
        if (walks) { /* who comes or goes crosses the frame's edge */
            near_x = on_stage(framing->order, actor, near_x, far_x);
            far_x = on_stage(framing->order, actor, far_x, near_x);
        }
        double aside = fabs(actor->lean) + 0.5 * actor->head; /* of the head's far edge */
        double left = fmax(actor->half_width, actor->lean < 0 ? aside : 0);
        double right = fmax(actor->half_width, actor->lean > 0 ? aside : 0);
        framing->left = fmin(framing->left, fmin(near_x, far_x) - left);
        framing->right = fmax(framing->right, fmax(near_x, far_x) + right);
        framing->top = fmin(framing->top, actor->top);
        framing->held = fmin(framing->held, actor->held != 0 ? actor->held : actor->top);
        framing->chin = fmax(framing->chin, actor->chin);
        framing->floor = fmax(framing->floor, actor->floor);
        framing->eyes += actor->eyes / (double)framing->count;
        framing->parallax += actor->parallax / (double)framing->count;
        framing->head += actor->head / (double)framing->count;
        framing->tall = fmax(framing->tall, actor->floor - actor->top);
    }
    framing->x_share = 0.5;
    const struct shot *shot = framing->order->shot;
    if (framing->count != 1) return;
    double aspect = (double)framing->order->width / framing->order->height;
    double room = camera_clamp(0.055 * aspect, 0.02, 0.1); /* look room */
    if (framing->head_rule <= 0) room *= 0.5;
    if (shot->size == SIZE_EXTREME_CLOSE) room *= 0.5;
    if (shot->kind == SHOT_OVER_SHOULDER) room = camera_clamp(0.075 * aspect, 0.12, 0.16);
    framing->x_share = 0.5 - room * framing->actors[0]->facing;
}

struct lens_view lens_inside(struct lens_view view, int width, int height) {
    double scale = lens_zoom(&view, width, height) * lens_base(width, height);
    double half_x = width / (2 * scale), half_y = height / (2 * scale);
    view.x = half_x * 2 >= DRAWING_WIDTH ? DRAWING_WIDTH / 2.0
                                         : camera_clamp(view.x, half_x, DRAWING_WIDTH - half_x);
    view.y = half_y * 2 >= DRAWING_HEIGHT
                 ? DRAWING_HEIGHT / 2.0
                 : camera_clamp(view.y, half_y, DRAWING_HEIGHT - half_y);
    return view;
}

/* The view at a zoom that puts a point of the drawing, at a parallax, at shares of the frame.
 */
static struct lens_view place(const struct framing *framing, double zoom, double x, double y,
                              double x_share, double y_share) {
    int width = framing->order->width, height = framing->order->height;
    double p = framing->parallax > 0.05 ? framing->parallax : 1;
    struct lens_view view =
        lens_view_at(DRAWING_WIDTH / 2.0, DRAWING_HEIGHT / 2.0, zoom, width, height);
    struct projection at;
    if (!lens_project(&view, p, width, height, &at)) return view;
    double center_x = x - (x_share - 0.5) * width / at.scale;
    double center_y = y - (y_share - 0.5) * height / at.scale;
    view.x = DRAWING_WIDTH / 2.0 + (center_x - DRAWING_WIDTH / 2.0) / p;
    view.y = DRAWING_HEIGHT / 2.0 + (center_y - DRAWING_HEIGHT / 2.0) / p;
    return lens_inside(view, width, height);
}

/* Pixels per drawing unit where they stand, at this zoom. */
static double scale_there(const struct framing *framing, double zoom) {
    int width = framing->order->width, height = framing->order->height;
    struct lens_view view = lens_view_at(0, 0, zoom, width, height);
    struct projection at;
    return lens_project(&view, framing->parallax, width, height, &at) ? at.scale : 1e6;
}

static double zoom_for(const struct framing *framing, double wanted) {
    double zoom = 1;
    for (int i = 0; i < 24; i++) {
        double next = zoom * wanted / scale_there(framing, zoom);
        zoom = camera_clamp(sqrt(zoom * next), 0.2, 40);
    }
    return zoom;
}

/* From a medium shot on, an umbrella is seen whole; nearer, it is over the picture. */
static bool shows_held(const struct framing *framing) {
    return framing->held < framing->top && framing->head_rule <= 0.2;
}

/* Zoom at which the size's rule holds and everybody fits. */
double lens_framing_zoom(const struct framing *framing) {
    if (framing->count == 0) return framing->order->shot->kind == SHOT_INSERT ? 2.2 : 1;
    double width = framing->order->width, height = framing->order->height;
    double wanted = framing->head_rule > 0 ? framing->head_rule * height / framing->head
                                           : framing->person_rule * height / framing->tall;
    double across = framing->right - framing->left;
    double share = framing->head_rule > 0.4 && framing->count == 1 ? 0.98 : 0.9;
    if (framing->count > 1 || framing->head_rule < 0.3)
        wanted = fmin(wanted, share * width / across);
    else /* the head alone must fit in a narrow frame */
        wanted =
            fmin(wanted, (framing->head_rule > 1 ? 0.98 : 0.8) * width / (0.9 * framing->head));
    if (framing->order->shot->kind == SHOT_OVER_SHOULDER) /* room for the shoulder */
        wanted = fmin(wanted, 0.34 * width / framing->head);
    if (framing->head_rule <= 1) { /* chin and hair in the frame, with air */
        double room = framing->head_rule > 0.4 ? 0.93 : 0.86;
        wanted = fmin(wanted, room * height / (framing->chin - framing->top));
    }
    if (shows_held(framing)) {
        wanted = fmin(wanted, 0.45 * height / (framing->eyes - framing->held));
        if (framing->head_rule <= 0)
            wanted = fmin(wanted, 0.9 * height / (framing->floor - framing->held));
    }
    return fmax(zoom_for(framing, wanted), 1);
}

/* Where the eyes go: the rule's place, lower when a tall hat needs the room. */
static double eye_share(const struct framing *framing, double zoom) {
    double height = framing->order->height, scale = scale_there(framing, zoom);
    double share = framing->eye_rule;
    if (framing->head_rule > 1) return share;
    double highest = shows_held(framing) ? framing->held : framing->top;
    double above = (framing->eyes - highest) * scale / height;
    double below = (framing->chin - framing->eyes) * scale / height;
    double air = framing->head_rule > 0.4 ? 0.025 : 0.06;
    share = fmax(share, above + air);
    if (share + below > 0.97) share = fmax(0.97 - below, above);
    if (framing->head_rule <= 0) { /* feet in the frame too, with ground under them */
        double feet = (framing->floor - framing->eyes) * scale / height;
        share = fmin(share, fmax(0.93 - feet, above + air));
    }
    return share;
}

/* The middle of the set; for a thing, the place of the one who has it. */
static struct lens_view framing_of_nobody(const struct framing *framing, double zoom) {
    const struct shot_order *order = framing->order;
    const struct shot *shot = order->shot;
    double x = DRAWING_WIDTH / 2.0, y = DRAWING_HEIGHT / 2.0;
    if (shot->kind == SHOT_INSERT) {
        y = framing->set->floor_y - 1.1 * framing->set->units_per_metre;
        for (size_t i = 0; i < shot->placement_count; i++)
            if (shot->placements[i].character == shot->subject)
                x += 0.7 * shot->placements[i].x * framing->set->units_per_metre;
    }
    return lens_inside(lens_view_at(x, y, zoom, order->width, order->height), order->width,
                       order->height);
}

struct lens_view lens_framing_view(const struct framing *framing, double zoom) {
    if (framing->count == 0) return framing_of_nobody(framing, zoom);
    double middle = (framing->left + framing->right) / 2;
    if (framing->count == 1 && framing->head_rule > 0)
        middle = framing->actors[0]->x + framing->actors[0]->lean;
    return place(framing, zoom, middle, framing->eyes, framing->x_share,
                 eye_share(framing, zoom));
}

struct framing lens_framing_for(const struct shot_order *order,
                                const struct lens_subject *subject) {
    const struct shot *shot = order->shot;
    enum shot_size size = shot->size < SIZE_COUNT ? shot->size : SIZE_MEDIUM;
    if (shot->kind == SHOT_ESTABLISHING && size > SIZE_WIDE) size = SIZE_WIDE;
    struct framing framing = {.order = order,
                              .set = subject->set,
                              .head_rule = size_rules[size].head,
                              .person_rule = size_rules[size].person,
                              .eye_rule = size_rules[size].eyes};
    choose(&framing, subject);
    if (framing.count) measure(&framing);
    return framing;
}

bool lens_framing_holds(const struct framing *framing, const struct lens_view *view) {
    double width = framing->order->width, height = framing->order->height;
    for (size_t i = 0; i < framing->count; i++) {
        const struct lens_actor *actor = framing->actors[i];
        struct projection at;
        if (!lens_project(view, actor->parallax, (int)width, (int)height, &at)) return false;
        double x = at.scale * (actor->x + actor->lean) + at.x,
               half = 0.42 * actor->head * at.scale;
        double top = at.scale * (actor->chin - actor->head) + at.y;
        double chin = at.scale * actor->chin + at.y, eyes = at.scale * actor->eyes + at.y;
        bool extreme = framing->head_rule > 1;
        if (x - half < 0 || x + half > width) return false;
        if (eyes < 0.1 * height || chin > height * (extreme ? 1.1 : 0.99)) return false;
        if (!extreme && top < 0) return false;
    }
    return true;
}
