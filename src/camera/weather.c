#include "camera/weather.h"

#include <math.h>
#include <string.h>

#include "base/random.h"
#include "camera/scenery.h"

enum { SPRITES = 4 };

enum kind { KIND_RAIN, KIND_SNOW, KIND_MOTE, KIND_FIREFLY, KIND_LEAF };

struct particle {
    enum kind kind;
    int sprite;
    double x, y;             /* 0..1 of the frame, at the first frame */
    double speed_x, speed_y; /* frames of height a second */
    double swing, rate, phase;
    double nearness; /* 0 far .. 1 close */
    int alpha;
};

struct weather_show {
    int width, height;
    struct rational fps;
    uint64_t seed;
    bool storm, inside;
    struct picture *sprites[SPRITES];
    struct picture *fog;
    double fog_alpha;
    struct particle *far, *near;
    size_t far_count, near_count;
};

/* ---- What they look like ---- */

static struct picture *streak(double length, double thick, double slant, double alpha) {
    struct picture *picture = picture_new((int)(length * slant + thick + 5), (int)(length + 5));
    cairo_surface_t *surface = picture_surface(picture);
    cairo_t *cr = cairo_create(surface);
    double x0 = length * slant + thick / 2 + 2, x1 = thick / 2 + 2;
    cairo_pattern_t *paint = cairo_pattern_create_linear(x0, 2, x1, length + 2);
    cairo_pattern_add_color_stop_rgba(paint, 0, 0.86, 0.91, 0.97, 0);
    cairo_pattern_add_color_stop_rgba(paint, 0.8, 0.86, 0.91, 0.97, alpha);
    cairo_pattern_add_color_stop_rgba(paint, 1, 0.86, 0.91, 0.97, alpha * 0.6);
    cairo_set_source(cr, paint);
    cairo_set_line_width(cr, thick);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_move_to(cr, x0, 2);
    cairo_line_to(cr, x1, length + 2);
    cairo_stroke(cr);
    cairo_pattern_destroy(paint);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    picture_measure(picture);
    return picture;
}

static struct picture *glow(double radius, struct rgb color, double alpha, double core) {
    int side = (int)ceil(radius * 2 + 4);
    struct picture *picture = picture_new(side, side);
    cairo_surface_t *surface = picture_surface(picture);
    cairo_t *cr = cairo_create(surface);
    double middle = side / 2.0;
    cairo_pattern_t *paint =
        cairo_pattern_create_radial(middle, middle, radius * core, middle, middle, radius);
    cairo_pattern_add_color_stop_rgba(paint, 0, color.r, color.g, color.b, alpha);
    cairo_pattern_add_color_stop_rgba(paint, 0.4, color.r, color.g, color.b, alpha * 0.4);
    cairo_pattern_add_color_stop_rgba(paint, 1, color.r, color.g, color.b, 0);
    cairo_set_source(cr, paint);
    cairo_arc(cr, middle, middle, radius, 0, 2 * M_PI);
    cairo_fill(cr);
    cairo_pattern_destroy(paint);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    picture_measure(picture);
    return picture;
}

/* A leaf of cut paper. */
static struct picture *leaf(double size, struct rgb color) {
    int side = (int)ceil(size + 4);
    struct picture *picture = picture_new(side, side);
    cairo_surface_t *surface = picture_surface(picture);
    cairo_t *cr = cairo_create(surface);
    cairo_translate(cr, side / 2.0, side / 2.0);
    cairo_rotate(cr, 0.6);
    cairo_move_to(cr, -size / 2, 0);
    cairo_curve_to(cr, -size / 4, -size / 3, size / 4, -size / 4, size / 2, 0);
    cairo_curve_to(cr, size / 4, size / 5, -size / 4, size / 5, -size / 2, 0);
    cairo_set_source_rgba(cr, color.r, color.g, color.b, 0.9);
    cairo_fill(cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    picture_measure(picture);
    return picture;
}

/* Smooth value noise on a lattice that repeats across, three octaves. */
static double lattice(uint64_t seed, int x, int y) {
    struct random random = random_seed(seed ^ ((uint64_t)(uint32_t)x << 32 | (uint32_t)y));
    return random_unit(&random);
}
static double noise(uint64_t seed, double x, double y) {
    int ix = (int)floor(x), iy = (int)floor(y);
    double fx = camera_smooth(x - ix), fy = camera_smooth(y - iy);
    return camera_mix(camera_mix(lattice(seed, ix, iy), lattice(seed, ix + 1, iy), fx),
                      camera_mix(lattice(seed, ix, iy + 1), lattice(seed, ix + 1, iy + 1), fx),
                      fy);
}

enum { FOG_WIDTH = 224, FOG_HEIGHT = 64 };

static struct picture *fog_picture(uint64_t seed, struct rgb color) {
    struct picture *picture = picture_new(FOG_WIDTH, FOG_HEIGHT);
    for (int y = 0; y < FOG_HEIGHT; y++)
        for (int x = 0; x < FOG_WIDTH; x++) {
            double u = x / 26.0, v = y / 13.0;
            double value = 0.6 * noise(seed, u, v) + 0.28 * noise(seed + 1, 2.1 * u, 2.1 * v) +
                           0.12 * noise(seed + 2, 4.3 * u, 4.3 * v);
            double low = (double)y / FOG_HEIGHT; /* thicker near the ground */
            double alpha = camera_clamp((value - 0.16) * (0.7 + 0.8 * low), 0, 0.86);
            uint32_t a = (uint32_t)lround(alpha * 255);
            picture->pixels[y * FOG_WIDTH + x] = a << 24 |
                                                 (uint32_t)lround(color.r * alpha * 255) << 16 |
                                                 (uint32_t)lround(color.g * alpha * 255) << 8 |
                                                 (uint32_t)lround(color.b * alpha * 255);
        }
    picture_measure(picture);
    return picture;
}

/* ---- How many, and where ---- */

static struct particle *scatter(struct random *random, enum kind kind, size_t count, double low,
                                double high, int first_sprite, int sprite_count) {
    struct particle *particles = xcalloc(count + 1, sizeof *particles);
    for (size_t i = 0; i < count; i++) {
        struct particle *particle = &particles[i];
        double near = camera_mix(low, high, random_unit(random));
        *particle = (struct particle){
            .kind = kind,
            .sprite = first_sprite + (int)random_below(random, (uint32_t)sprite_count),
            .x = random_unit(random),
            .y = random_unit(random),
            .nearness = near,
            .phase = random_unit(random),
            .rate = random_range(random, 0.12, 0.4),
            .alpha = 256};
        if (kind == KIND_RAIN) {
            particle->speed_y = 1.9 + 1.3 * near;
            particle->speed_x = -0.16 * particle->speed_y;
        } else if (kind == KIND_SNOW) {
            particle->speed_y = 0.09 + 0.16 * near;
            particle->speed_x = -0.02 - 0.03 * near;
            particle->swing = 0.012 + 0.02 * near;
        } else if (kind == KIND_LEAF) {
            particle->speed_y = 0.06 + 0.1 * random_unit(random);
            particle->speed_x = 0.35 + 0.4 * near;
            particle->swing = 0.05;
            particle->rate = random_range(random, 0.4, 0.9);
        } else {
            particle->speed_y = random_range(random, -0.012, 0.01);
            particle->speed_x = random_range(random, -0.012, 0.012);
            particle->swing = kind == KIND_FIREFLY ? 0.05 : 0.02;
            particle->alpha = kind == KIND_FIREFLY ? 256 : 190;
        }
    }
    return particles;
}

static void fall(struct weather_show *show, struct random *random, enum kind kind,
                 size_t far_count, size_t near_count, int sprites) {
    show->far = scatter(random, kind, far_count, 0, 0.5, 0, sprites / 2);
    show->far_count = far_count;
    show->near = scatter(random, kind, near_count, 0.5, 1, sprites / 2, sprites - sprites / 2);
    show->near_count = near_count;
}

static bool outdoors(const struct shot_order *order) {
    return !order->inside;
}

static void begin_floaters(struct weather_show *show, const struct shot_order *order,
                           const struct set *set, struct random *random) {
    double unit = show->height / 1080.0;
    bool night = order->hour == HOUR_NIGHT || order->hour == HOUR_DUSK;
    static const char *const green[] = {"forest", "garden", "field", "river",
                                        "lake",   "park",   "farm",  "village"};
    bool leafy = false;
    for (size_t i = 0; i < COUNT_OF(green); i++)
        leafy = leafy || (order->place && strcmp(order->place, green[i]) == 0);
    if (outdoors(order) && night && leafy) {
        for (int i = 0; i < 4; i++)
            show->sprites[i] =
                glow((7 + 3 * i) * unit + 1, (struct rgb){0.98F, 0.9F, 0.45F}, 0.9, 0.12);
        fall(show, random, KIND_FIREFLY, 9, 5, 4);
    } else if (order->inside) {
        struct rgb dust = set->light.key;
        for (int i = 0; i < 4; i++)
            show->sprites[i] = glow((2.2 + 0.9 * i) * unit + 0.6, dust, 0.34, 0.2);
        fall(show, random, KIND_MOTE, 14, 8, 4);
    }
}

struct weather_show *weather_show_new(const struct shot_order *order, const struct set *set,
                                      const struct lens *lens) {
    struct weather_show *show = xcalloc(1, sizeof *show);
    struct random random = random_seed_for(order->shot_seed, "weather");
    double unit = lens->height / 1080.0;
    show->width = lens->width, show->height = lens->height;
    show->fps = order->fps;
    show->seed = order->shot_seed;
    bool card = order->shot->kind == SHOT_TITLE || order->shot->kind == SHOT_CREDITS;
    if (card) return show;
    enum weather weather = outdoors(order) ? order->weather : WEATHER_CLEAR;
    show->storm = order->weather == WEATHER_STORM;
    show->inside = order->inside;
    if (weather == WEATHER_RAIN || weather == WEATHER_STORM) {
        bool storm = weather == WEATHER_STORM;
        double slant = storm ? 0.3 : 0.16;
        for (int i = 0; i < 4; i++) {
            double near = i / 3.0;
            show->sprites[i] =
                streak((34 + 60 * near) * unit + 2, (1.1 + 1.3 * near) * unit + 0.3, slant,
                       0.26 + 0.12 * near);
        }
        fall(show, &random, KIND_RAIN, storm ? 260 : 190, storm ? 110 : 80, 4);
        for (size_t i = 0; storm && i < show->far_count; i++) show->far[i].speed_x *= 1.9;
        for (size_t i = 0; storm && i < show->near_count; i++) show->near[i].speed_x *= 1.9;
    } else if (weather == WEATHER_SNOW) {
        struct rgb white = {0.97F, 0.98F, 1};
        for (int i = 0; i < 4; i++)
            show->sprites[i] = glow((2.6 + 2.4 * i) * unit + 0.7, white, 0.92, 0.45);
        fall(show, &random, KIND_SNOW, 130, 50, 4);
    } else if (weather == WEATHER_WIND) {
        for (int i = 0; i < 4; i++) {
            struct rgb color = i & 1 ? set->light.accent : set->light.base;
            show->sprites[i] = leaf((11 + 6 * i) * unit + 2, color);
        }
        fall(show, &random, KIND_LEAF, 7, 4, 4);
    } else {
        begin_floaters(show, order, set, &random);
    }
    if (weather == WEATHER_FOG) {
        show->fog = fog_picture(order->shot_seed, set->light.air);
        show->fog_alpha = 0.74;
    }
    return show;
}

void weather_show_free(struct weather_show *show) {
    if (!show) return;
    for (int i = 0; i < SPRITES; i++) picture_free(show->sprites[i]);
    picture_free(show->fog);
    free(show->far);
    free(show->near);
    free(show);
}

size_t weather_show_room(const struct weather_show *show) {
    return (show->far_count > show->near_count ? show->far_count : show->near_count) + 1;
}

static double wrapped(double value) {
    return value - floor(value);
}

static struct layer particle_layer(const struct weather_show *show,
                                   const struct particle *particle, double seconds) {
    const struct picture *sprite = show->sprites[particle->sprite];
    double aspect = (double)show->width / show->height;
    double sway =
        particle->swing * sin(6.283185307179586 * (particle->rate * seconds + particle->phase));
    /* A little more than the frame, so that nothing jumps at an edge. */
    double pad = 0.1;
    double x =
        wrapped(particle->x + (particle->speed_x * seconds + sway) / aspect / (1 + 2 * pad));
    double y = wrapped(particle->y + particle->speed_y * seconds / (1 + 2 * pad));
    x = (x * (1 + 2 * pad) - pad) * show->width - sprite->width / 2.0;
    y = (y * (1 + 2 * pad) - pad) * show->height - sprite->height / 2.0;
    if (particle->kind == KIND_RAIN) x = floor(x), y = floor(y);
    struct layer layer = compose_layer(sprite, 1, x, y);
    layer.alpha = particle->alpha;
    if (particle->kind == KIND_FIREFLY || particle->kind == KIND_MOTE) {
        double pulse = 0.5 + 0.5 * sin(6.283185307179586 *
                                       (particle->rate * 1.7 * seconds + 3 * particle->phase));
        layer.alpha = (int32_t)(particle->alpha * (0.15 + 0.85 * pulse * pulse));
        layer.blend = BLEND_SCREEN;
    }
    return layer;
}

static double now(const struct weather_show *show, int64_t frame) {
    return seconds_of_frames(scenery_beat(show->fps, frame), show->fps);
}

static size_t fog_layer(const struct weather_show *show, double seconds, double speed,
                        double alpha, struct layer *layer) {
    double scale = 1.42 * show->width / FOG_WIDTH;
    double tall = 1.1 * show->height / FOG_HEIGHT;
    if (tall > scale) scale = tall;
    double room = scale * FOG_WIDTH - show->width;
    double x = -room / 2 + 0.42 * room * sin(seconds * speed + (double)(show->seed & 255) / 40);
    *layer = compose_layer(show->fog, scale, x, show->height - scale * FOG_HEIGHT);
    layer->alpha = (int32_t)(256 * alpha);
    return 1;
}

static size_t shown(const struct weather_show *show, const struct particle *particles,
                    size_t count, int64_t frame, struct layer *layers) {
    /* Rain is too quick to hold; the rest moves on twos. */
    double held = now(show, frame), exact = seconds_of_frames(frame, show->fps);
    for (size_t i = 0; i < count; i++)
        layers[i] =
            particle_layer(show, &particles[i], particles[i].kind == KIND_RAIN ? exact : held);
    return count;
}

size_t weather_show_far(const struct weather_show *show, int64_t frame, struct layer *layers) {
    size_t count = 0;
    if (show->fog)
        count = fog_layer(show, now(show, frame), 0.055, show->fog_alpha, &layers[0]);
    return count + shown(show, show->far, show->far_count, frame, layers + count);
}

size_t weather_show_near(const struct weather_show *show, int64_t frame, struct layer *layers) {
    size_t count = 0;
    if (show->fog)
        count = fog_layer(show, now(show, frame), -0.08, show->fog_alpha * 0.45, &layers[0]);
    return count + shown(show, show->near, show->near_count, frame, layers + count);
}

/* At most one stroke in six seconds: up in a frame, a second flicker, then it dies away. */
int weather_show_flash(const struct weather_show *show, int64_t frame) {
    if (!show->storm) return 0;
    double seconds = seconds_of_frames(frame, show->fps);
    int64_t span = (int64_t)(seconds / 6);
    struct random random = random_seed(show->seed + (uint64_t)span * 7919);
    if (random_unit(&random) > 0.5) return 0;
    double since = seconds - (double)span * 6 - random_range(&random, 0.8, 4.8);
    if (since < 0 || since > 0.9) return 0;
    double light = 0.15 * exp(-since * 9);
    if (since > 0.14) light += 0.11 * exp(-(since - 0.14) * 6);
    /* Rooms only get what comes through the windows; a white frame would read as a cut. */
    if (show->inside) light *= 0.35;
    return (int)(camera_clamp(light, 0, 0.18) * 256) & ~3;
}
