#include "camera/scenery.h"

#include <math.h>
#include <string.h>

struct backdrop { /* one plane, prepared */
    struct picture *picture;
    double parallax;
    struct projection at; /* the camera for which the picture was made */
    double x, y;          /* screen position of its corner under that camera */
    int reduction;        /* screen pixels per picture pixel there */
    enum plane_blend blend;
    enum plane_motion motion;
    double amount; /* drawing units, or 0..1 */
    int phase;     /* of 65536 */
    bool opaque;
};

struct scenery {
    const struct lens *lens;
    struct backdrop *behind, *before;
    size_t behind_count, before_count;
    size_t sky_count; /* of those behind: the sky, when it is kept apart */
};

int64_t scenery_beat(struct rational fps, int64_t frame) {
    int64_t hold = (fps.num + 6 * fps.den) / (12 * fps.den);
    return hold > 1 ? frame - frame % hold : frame;
}

/* The window on the plane over the whole shot, in drawing units, and the camera nearest to it.
 */
struct window {
    double left, top, right, bottom;
    struct projection nearest;
};

static bool window_of(const struct lens *lens, double parallax, struct window *window) {
    *window = (struct window){1e9, 1e9, -1e9, -1e9, {0}};
    int64_t last = lens_moves(lens) ? lens->frames - 1 : 0;
    for (int64_t frame = 0; frame <= last; frame++) {
        struct lens_view view = lens_view(lens, frame);
        struct projection at;
        if (!lens_project(&view, parallax, lens->width, lens->height, &at)) return false;
        window->left = fmin(window->left, -at.x / at.scale);
        window->top = fmin(window->top, -at.y / at.scale);
        window->right = fmax(window->right, (lens->width - at.x) / at.scale);
        window->bottom = fmax(window->bottom, (lens->height - at.y) / at.scale);
        if (at.scale > window->nearest.scale) window->nearest = at;
    }
    return true;
}

/* Deviation of the blur in pixels: the further from the acting line, the softer. */
static double blur_of(double parallax, double nearness, int height) {
    double away = fabs(1 - parallax);
    if (parallax > 1) return height * camera_clamp(0.011 * away * (0.35 + nearness), 0, 0.02);
    return height * nearness * camera_clamp(0.0028 + 0.0075 * away, 0, 0.0095);
}

static bool prepare(const struct set_plane *plane, const struct lens *lens, double nearness,
                    int index, struct backdrop *out) {
    struct window window;
    if (!plane->surface || !window_of(lens, plane->parallax, &window)) return false;
    struct projection at = window.nearest;
    double blur = blur_of(plane->parallax, nearness, lens->height);
    double swing = plane->motion == MOTION_NONE || plane->motion == MOTION_FLICKER
                       ? 0
                       : fabs(plane->motion_amount);
    if (plane->motion == MOTION_DRIFT) swing *= 1 + seconds_of_frames(lens->frames, lens->fps);
    double margin = swing + 2 * blur / at.scale;
    double width = cairo_image_surface_get_width(plane->surface) * plane->units_per_pixel;
    double height = cairo_image_surface_get_height(plane->surface) * plane->units_per_pixel;
    double left = fmax(plane->x - (plane->opaque ? 0 : margin), window.left - margin);
    double top = fmax(plane->y - (plane->opaque ? 0 : margin), window.top - margin);
    double right = fmin(plane->x + width + (plane->opaque ? 0 : margin), window.right + margin);
    double bottom =
        fmin(plane->y + height + (plane->opaque ? 0 : margin), window.bottom + margin);
    if (right - left < 0.5 || bottom - top < 0.5) return false;
    int reduction = blur > 8 ? 4 : blur > 3 ? 2 : 1;
    double x0 = floor(at.scale * left + at.x), y0 = floor(at.scale * top + at.y);
    double x1 = ceil(at.scale * right + at.x), y1 = ceil(at.scale * bottom + at.y);
    struct picture *picture =
        picture_new((int)ceil((x1 - x0) / reduction), (int)ceil((y1 - y0) / reduction));
    picture_resample(picture, plane->surface, at.scale * plane->units_per_pixel / reduction,
                     (at.scale * plane->x + at.x - x0) / reduction,
                     (at.scale * plane->y + at.y - y0) / reduction, plane->opaque);
    if (blur > 0.7) picture_blur(picture, blur / reduction, plane->opaque);
    /* What comes close to the lens goes, before it fills the frame. */
    double distance = 1 - plane->parallax * fmax(lens->from.dolly, lens->to.dolly);
    if (plane->parallax > 1.05 && distance < 0.45)
        picture_fade(picture, (int)(256 * camera_clamp((distance - 0.2) / 0.25, 0, 1)));
    picture_measure(picture);
    *out = (struct backdrop){.picture = picture,
                             .parallax = plane->parallax,
                             .at = at,
                             .x = x0,
                             .y = y0,
                             .reduction = reduction,
                             .blend = plane->blend,
                             .motion = plane->motion,
                             .amount = plane->motion_amount,
                             .phase = (int)((lens->set->units_per_metre * 37 + index * 23417)) &
                                      65535,
                             .opaque = plane->opaque};
    return true;
}

/* Clouds cross; their speed is the plane's amount in drawing units a second. */
static double drift(const struct backdrop *backdrop, double seconds) {
    return backdrop->amount * seconds;
}

/* A lamp's unrest: 1 - amount .. 1. */
static double flicker(const struct backdrop *backdrop, double seconds) {
    double phase = backdrop->phase / 65536.0 * 6.283185307179586;
    double unrest =
        0.5 + 0.28 * sin(7.9 * seconds + phase) + 0.22 * sin(18.7 * seconds + 2 * phase);
    return 1 - camera_clamp(backdrop->amount, 0, 1) * camera_clamp(unrest, 0, 1);
}

static struct layer layer_now(const struct backdrop *backdrop, const struct lens *lens,
                              int64_t frame) {
    struct lens_view view = lens_view(lens, frame);
    struct projection at;
    if (!lens_project(&view, backdrop->parallax, lens->width, lens->height, &at))
        return (struct layer){0};
    double seconds = seconds_of_frames(scenery_beat(lens->fps, frame), lens->fps);
    double growth = at.scale / backdrop->at.scale;
    double x = growth * (backdrop->x - backdrop->at.x) + at.x;
    double y = growth * (backdrop->y - backdrop->at.y) + at.y;
    if (backdrop->motion == MOTION_DRIFT) x += at.scale * drift(backdrop, seconds);
    struct layer layer = compose_layer(backdrop->picture, growth * backdrop->reduction, x, y);
    layer.blend = backdrop->blend;
    if (backdrop->motion == MOTION_FLICKER)
        layer.alpha = (int32_t)lround(256 * flicker(backdrop, seconds));
    if (backdrop->motion == MOTION_SWAY || backdrop->motion == MOTION_WAVES) {
        bool sways = backdrop->motion == MOTION_SWAY;
        layer.sway = sways ? SWAY_TREES : SWAY_WATER;
        layer.sway_size = (int32_t)lround(65536 * backdrop->amount * at.scale);
        layer.sway_phase =
            (backdrop->phase + (int)(seconds * (sways ? 0.23 : 0.35) * 65536)) & 65535;
        layer.sway_length = sways ? backdrop->picture->height * 3
                                  : (int)fmax(48 * at.scale / backdrop->reduction, 4);
    }
    return layer;
}

static size_t layers_now(const struct backdrop *backdrops, size_t count,
                         const struct lens *lens, int64_t frame, struct layer *layers) {
    for (size_t i = 0; i < count; i++) layers[i] = layer_now(&backdrops[i], lens, frame);
    return count;
}

static bool lies_still(const struct backdrop *backdrop) {
    return backdrop->motion == MOTION_NONE || backdrop->amount == 0;
}

/* Puts [from, to) together into the first of them, as the screen shows them. */
static void join(struct backdrop *backdrops, size_t from, size_t to, const struct lens *lens) {
    if (to - from < 2 && backdrops[from].reduction == 1) return;
    struct layer layers[64];
    size_t count = layers_now(backdrops + from, to - from, lens, 0, layers);
    int x0 = lens->width, y0 = lens->height, x1 = 0, y1 = 0;
    for (size_t i = 0; i < count; i++) {
        int a, b, c, d;
        if (!compose_layer_bounds(&layers[i], lens->width, lens->height, &a, &b, &c, &d))
            continue;
        x0 = a < x0 ? a : x0, y0 = b < y0 ? b : y0;
        x1 = c > x1 ? c : x1, y1 = d > y1 ? d : y1;
    }
    if (x0 >= x1 || y0 >= y1) x0 = y0 = 0, x1 = y1 = 1;
    struct picture *whole = picture_new(x1 - x0, y1 - y0);
    compose_flatten(layers, count, whole, x0, y0);
    for (size_t i = from; i < to; i++) {
        picture_free(backdrops[i].picture);
        backdrops[i].picture = NULL;
    }
    struct lens_view view = lens_view(lens, 0);
    struct projection at = {1, 0, 0};
    (void)lens_project(&view, backdrops[from].parallax, lens->width, lens->height, &at);
    backdrops[from].picture = whole;
    backdrops[from].at = at;
    backdrops[from].x = x0, backdrops[from].y = y0;
    backdrops[from].reduction = 1;
}

/* Under a camera that stands still, planes that do not move by themselves are one. */
static size_t join_all(struct backdrop *backdrops, size_t count, const struct lens *lens,
                       bool opaque_below) {
    size_t kept = 0;
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        bool over = backdrops[i].blend == BLEND_OVER || (opaque_below && i == 0);
        while (over && lies_still(&backdrops[i]) && end < count &&
               lies_still(&backdrops[end]) && end - i < 60 &&
               (backdrops[end].blend == BLEND_OVER || (opaque_below && i == 0)))
            end++;
        if (lies_still(&backdrops[i])) join(backdrops, i, end, lens);
        backdrops[kept++] = backdrops[i];
        i = end;
    }
    return kept;
}

static const double SKY = 0.05; /* parallax: nearer planes are things under it */

struct scenery *scenery_new(const struct set *set, const struct lens *lens, double nearness,
                            bool sky_apart) {
    struct scenery *scenery = xcalloc(1, sizeof *scenery);
    scenery->lens = lens;
    scenery->behind = xcalloc(set->plane_count + 1, sizeof *scenery->behind);
    scenery->before = xcalloc(set->plane_count + 1, sizeof *scenery->before);
    for (size_t i = 0; i < set->plane_count; i++) {
        bool behind = i < set->stage;
        struct backdrop *list = behind ? scenery->behind : scenery->before;
        size_t *count = behind ? &scenery->behind_count : &scenery->before_count;
        if (prepare(&set->planes[i], lens, nearness, (int)i, &list[*count])) (*count)++;
        bool sky = sky_apart && behind && set->planes[i].parallax < SKY;
        if (sky && scenery->sky_count + 1 == *count) scenery->sky_count++;
    }
    if (!lens_moves(lens)) {
        size_t sky = scenery->sky_count, rest = scenery->behind_count - sky;
        struct backdrop *things = scenery->behind + sky;
        sky = join_all(scenery->behind, sky, lens, true);
        rest = join_all(things, rest, lens, sky == 0);
        memmove(scenery->behind + sky, things, rest * sizeof *things);
        scenery->sky_count = sky;
        scenery->behind_count = sky + rest;
        scenery->before_count = join_all(scenery->before, scenery->before_count, lens, false);
    }
    return scenery;
}

void scenery_free(struct scenery *scenery) {
    if (!scenery) return;
    for (size_t i = 0; i < scenery->behind_count; i++) picture_free(scenery->behind[i].picture);
    for (size_t i = 0; i < scenery->before_count; i++) picture_free(scenery->before[i].picture);
    free(scenery->behind);
    free(scenery->before);
    free(scenery);
}

size_t scenery_room(const struct scenery *scenery) {
    return scenery->behind_count > scenery->before_count ? scenery->behind_count
                                                         : scenery->before_count;
}

size_t scenery_sky(const struct scenery *scenery, int64_t frame, struct layer *layers) {
    return layers_now(scenery->behind, scenery->sky_count, scenery->lens, frame, layers);
}

size_t scenery_behind(const struct scenery *scenery, int64_t frame, struct layer *layers) {
    return layers_now(scenery->behind + scenery->sky_count,
                      scenery->behind_count - scenery->sky_count, scenery->lens, frame, layers);
}

size_t scenery_before(const struct scenery *scenery, int64_t frame, struct layer *layers) {
    return layers_now(scenery->before, scenery->before_count, scenery->lens, frame, layers);
}
