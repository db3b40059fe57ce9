#include "camera/air.h"

#include <math.h>

#include "base/random.h"
#include "camera/scenery.h"

enum { SPRITES = 8, NEAR_PIECES = 14, SPARKS = 22, BURSTS = 4 };

struct air {
    const struct shot_order *order;
    double width, height; /* pixels */
    struct picture *sprites[SPRITES];
    struct picture *veil; /* what the dark multiplies by */
    int far_count, near_count;
    uint64_t seed;
    double source; /* share of the width: where smoke and fire come from */
};

/* ---- Pieces ---- */

static struct picture *spot(double radius, struct rgb color, double alpha, double core) {
    int side = (int)ceil(radius * 2 + 4);
    struct picture *picture = picture_new(side, side);
    cairo_surface_t *surface = picture_surface(picture);
    cairo_t *cr = cairo_create(surface);
    double middle = side / 2.0;
    cairo_pattern_t *paint =
        cairo_pattern_create_radial(middle, middle, radius * core, middle, middle, radius);
    cairo_pattern_add_color_stop_rgba(paint, 0, color.r, color.g, color.b, alpha);
    cairo_pattern_add_color_stop_rgba(paint, 0.45, color.r, color.g, color.b, alpha * 0.45);
    cairo_pattern_add_color_stop_rgba(paint, 1, color.r, color.g, color.b, 0);
    cairo_set_source(cr, paint);
    cairo_paint(cr);
    cairo_pattern_destroy(paint);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    picture_measure(picture);
    return picture;
}

/* A petal of cut paper, turned and foreshortened as it tumbles. */
static struct picture *petal(double size, struct rgb color, double turn, double flat) {
    int side = (int)ceil(size * 1.3 + 4);
    struct picture *picture = picture_new(side, side);
    cairo_surface_t *surface = picture_surface(picture);
    cairo_t *cr = cairo_create(surface);
    for (int pass = 0; pass < 2; pass++) {
        cairo_save(cr);
        cairo_translate(cr, side / 2.0, side / 2.0);
        cairo_rotate(cr, turn);
        cairo_scale(cr, 1, flat);
        double s = size * (pass ? 0.46 : 0.5);
        if (pass) cairo_translate(cr, 0.03 * size, -0.05 * size);
        cairo_move_to(cr, -s, 0);
        cairo_curve_to(cr, -0.5 * s, -0.9 * s, 0.7 * s, -0.8 * s, s, -0.12 * s);
        cairo_line_to(cr, 0.84 * s, 0);
        cairo_line_to(cr, s, 0.12 * s);
        cairo_curve_to(cr, 0.7 * s, 0.8 * s, -0.5 * s, 0.9 * s, -s, 0);
        double light = pass ? 1 : 0.78;
        cairo_set_source_rgba(cr, color.r * light, color.g * light, color.b * light, 0.95);
        cairo_fill(cr);
        cairo_restore(cr);
    }
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    cairo_surface_destroy(surface);
    picture_measure(picture);
    return picture;
}

static struct rgb mixed(struct rgb a, struct rgb b, float t) {
    return (struct rgb){a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t};
}

/* Roses and marigolds in India, cherry and rose elsewhere. */
static void make_petals(struct air *air, const struct light *light, double unit) {
    enum culture culture = air->order->culture;
    bool marigold = culture == CULTURE_SOUTH_INDIAN || culture == CULTURE_NORTH_INDIAN;
    struct rgb one =
        marigold ? (struct rgb){0.97F, 0.62F, 0.13F} : (struct rgb){0.97F, 0.72F, 0.78F};
    struct rgb two =
        marigold ? (struct rgb){0.86F, 0.2F, 0.28F} : (struct rgb){0.93F, 0.5F, 0.6F};
    float night = 0.5F - 0.5F * (float)camera_clamp(light->ambient * 1.6, 0, 1);
    for (int i = 0; i < SPRITES; i++) {
        double near = i / 4 ? 1.7 : 1, turn = 0.7 * (i % 4), flat = i % 2 ? 0.35 : 0.85;
        air->sprites[i] = petal((13 + 3.0 * (i % 3)) * near * unit + 2,
                                mixed(i % 3 ? one : two, light->shade, night), turn, flat);
    }
}

static void make_sprites(struct air *air, const struct light *light, double unit) {
    static const struct rgb rockets[4] = {
        {1, 0.82F, 0.4F}, {1, 0.45F, 0.5F}, {0.5F, 0.86F, 1}, {0.62F, 1, 0.62F}};
    switch (air->order->shot->air) {
    case AIR_PETALS:
        make_petals(air, light, unit);
        break;
    case AIR_SMOKE:
        for (int i = 0; i < 3; i++)
            air->sprites[i] =
                spot((85 + 25 * i) * unit,
                     mixed(light->air, (struct rgb){0.8F, 0.8F, 0.82F}, 0.5F), 0.44, 0.05);
        break;
    case AIR_EMBERS:
        for (int i = 0; i < 4; i++)
            air->sprites[i] = spot((4 + 2.2 * i) * unit + 1,
                                   (struct rgb){1, 0.5F + 0.1F * (float)i, 0.16F}, 1, 0.2);
        air->sprites[4] = spot(420 * unit, (struct rgb){1, 0.5F, 0.16F}, 0.62, 0.02);
        break;
    case AIR_DUST:
        for (int i = 0; i < 4; i++)
            air->sprites[i] =
                spot((3 + 2.5 * i) * unit + 0.8,
                     mixed(light->key, (struct rgb){0.8F, 0.66F, 0.46F}, 0.5F), 0.85, 0.25);
        air->sprites[4] = spot(
            300 * unit, mixed(light->air, (struct rgb){0.8F, 0.66F, 0.46F}, 0.6F), 0.42, 0.02);
        break;
    case AIR_FIREWORKS:
        for (int i = 0; i < 4; i++) air->sprites[i] = spot(8 * unit + 1.2, rockets[i], 1, 0.3);
        for (int i = 0; i < 4; i++)
            air->sprites[4 + i] = spot(230 * unit, rockets[i], 0.4, 0.02);
        break;
    case AIR_STARS:
        for (int i = 0; i < 4; i++)
            air->sprites[i] =
                spot((2.4 + 0.9 * i) * unit + 0.8, (struct rgb){0.93F, 0.95F, 1}, 1, 0.2);
        break;
    default:
        break;
    }
}

static void make_veil(struct air *air) {
    air->veil = picture_new((int)air->width, (int)air->height);
    size_t count = (size_t)air->veil->width * (size_t)air->veil->height;
    for (size_t i = 0; i < count; i++) air->veil->pixels[i] = 0xff505f8eu; /* moonlight */
    picture_measure(air->veil);
}

struct air *air_new(const struct shot_order *order, const struct set *set) {
    static const int far[AIR_COUNT] = {[AIR_PETALS] = 26,
                                       [AIR_SMOKE] = 12,
                                       [AIR_EMBERS] = 24,
                                       [AIR_DUST] = 22,
                                       [AIR_STARS] = 40};
    static const int near[AIR_COUNT] = {[AIR_PETALS] = NEAR_PIECES,
                                        [AIR_SMOKE] = 4,
                                        [AIR_EMBERS] = NEAR_PIECES,
                                        [AIR_DUST] = 12};
    const struct shot *shot = order->shot;
    bool card = shot->kind == SHOT_TITLE || shot->kind == SHOT_CREDITS;
    bool dark = shot->dark_before || shot->dark_after;
    enum shot_air kind = shot->air;
    /* Rockets and stars are in the sky. */
    if (order->inside && (kind == AIR_FIREWORKS || kind == AIR_STARS)) kind = AIR_CLEAR;
    if (card || (kind == AIR_CLEAR && !dark)) return NULL;
    struct air *air = xcalloc(1, sizeof *air);
    struct random random = random_seed_for(order->shot_seed, "air");
    air->order = order;
    air->width = order->width;
    air->height = order->height;
    air->seed = random_next(&random);
    air->source = random_unit(&random) < 0.5 ? 0.16 : 0.84;
    if (kind != AIR_CLEAR) {
        air->far_count = kind == AIR_FIREWORKS ? BURSTS * (SPARKS + 1) : far[kind];
        air->near_count = near[kind];
        double nearer = 1 + 0.7 * camera_clamp(lens_nearness(shot), 0, 1);
        make_sprites(air, &set->light,
                     nearer * fmax(order->height, 0.7 * order->width) / 1080.0);
    }
    if (dark) make_veil(air);
    return air;
}

void air_free(struct air *air) {
    if (!air) return;
    for (int i = 0; i < SPRITES; i++) picture_free(air->sprites[i]);
    picture_free(air->veil);
    free(air);
}

/* ---- Movement ---- */

static double wrapped(double value) {
    return value - floor(value);
}

/* A layer with the sprite's middle at shares of the frame. */
static struct layer at(const struct air *air, int sprite, double scale, double x, double y,
                       double alpha) {
    const struct picture *picture = air->sprites[sprite];
    if (!picture) return (struct layer){0};
    struct layer layer =
        compose_layer(picture, scale, x * air->width - scale * picture->width / 2.0,
                      y * air->height - scale * picture->height / 2.0);
    layer.alpha = (int32_t)(256 * camera_clamp(alpha, 0, 1));
    return layer;
}

struct dice { /* what chance gave one piece, 0..1 each */
    double a, b, c, d;
};

static struct dice dice_of(const struct air *air, int index) {
    struct random random = random_seed(air->seed + 977 * (uint64_t)index);
    struct dice dice = {random_unit(&random), random_unit(&random), random_unit(&random), 0};
    dice.d = random_unit(&random);
    return dice;
}

static struct layer petal_at(const struct air *air, int index, bool near, double t) {
    struct dice dice = dice_of(air, index);
    double fall = (near ? 0.11 : 0.07) + 0.05 * dice.a, swing = 0.03 + 0.03 * dice.b;
    double x = wrapped(dice.c + 0.025 * t +
                       swing * sin(2 * M_PI * (0.32 * t * (0.7 + dice.a) + dice.b)));
    double y = wrapped(dice.d + fall * t);
    int turn = (int)floor(wrapped((1.1 + dice.b) * t + dice.a) * 4) & 3;
    return at(air, (near ? 4 : 0) + turn, 1, 1.16 * x - 0.08, 1.16 * y - 0.08, 1);
}

/* Puffs rise from one place, grow and thin out. */
static struct layer smoke_at(const struct air *air, int index, int count, double t) {
    struct dice dice = dice_of(air, index);
    double age = wrapped(t / (5.5 + 1.5 * dice.a) + (double)index / count);
    double x = air->source + (0.06 + 0.16 * age) * (dice.b - 0.5) +
               0.05 * age * sin(2 * M_PI * (0.1 * t + dice.c));
    double alpha = camera_smooth(age / 0.2) * (1 - camera_smooth((age - 0.35) / 0.65));
    return at(air, index % 3, 0.5 + 1.5 * age, x, 0.9 - 0.85 * age, 0.85 * alpha);
}

static struct layer ember_at(const struct air *air, int index, int count, double t) {
    if (index == 0) { /* the fire itself is out of the picture; its light is not */
        double flicker = 0.72 + 0.16 * sin(2 * M_PI * 1.9 * t) + 0.12 * sin(2 * M_PI * 4.3 * t);
        struct layer glow = at(air, 4, 1.15, air->source, 1.0, flicker);
        glow.blend = BLEND_SCREEN;
        return glow;
    }
    struct dice dice = dice_of(air, index);
    double age = wrapped(t / (2.2 + 2.4 * dice.a) + (double)index / count);
    double x = air->source + 0.3 * (dice.b - 0.5) * (0.35 + age) +
               0.025 * sin(2 * M_PI * (0.8 * t * (0.6 + dice.c) + dice.d));
    double glow = (1 - age) * (0.6 + 0.4 * sin(2 * M_PI * (2.6 * t + dice.c)));
    struct layer layer = at(air, index & 3, 1, x, 1.02 - (0.5 + 0.55 * dice.d) * age, glow);
    layer.blend = BLEND_SCREEN;
    return layer;
}

static struct layer dust_at(const struct air *air, int index, bool near, double t) {
    struct dice dice = dice_of(air, index);
    bool cloud = !near && index < 5;
    double speed = cloud ? 0.05 : 0.07 + 0.1 * dice.a + (near ? 0.1 : 0);
    double x = wrapped(dice.c + speed * t);
    double y =
        (cloud ? 0.78 + 0.2 * dice.d : dice.d) + 0.02 * sin(2 * M_PI * (0.3 * t + dice.b));
    if (cloud) return at(air, 4, 1.6, 1.5 * x - 0.25, y, 0.9);
    return at(air, near ? 2 + index % 2 : index % 2, 1, 1.1 * x - 0.05, y,
              0.35 + 0.45 * dice.b);
}

/* A rocket bursts every so often; its sparks fly apart, slow down, sink and go out. */
static struct layer spark_at(const struct air *air, int index, double t) {
    int burst = index / (SPARKS + 1), spark = index % (SPARKS + 1);
    double span = 2.6, start = span * burst / BURSTS, since = t + span - start;
    int round = (int)floor(since / span);
    double age = since - span * round;
    struct dice where = dice_of(air, 1000 + 40 * burst + round);
    struct dice dice = dice_of(air, 3000 + 41 * index);
    double x = 0.12 + 0.76 * where.a, y = 0.1 + 0.24 * where.b;
    int color = (burst + round) & 3;
    double fade = 1 - camera_smooth((age - 0.5) / 1.3);
    if (spark == SPARKS) { /* the flash that lights the sky */
        struct layer flash = at(air, 4 + color, 1, x, y, 1 - camera_smooth(age / 0.7));
        flash.blend = BLEND_SCREEN;
        return flash;
    }
    double angle = 2 * M_PI * (spark + 0.5 * dice.a) / SPARKS,
           reach = (0.13 + 0.1 * where.c) * (spark % 2 ? 0.62 : 1);
    double out = reach * (0.75 + 0.4 * dice.b) * (1 - exp(-2.6 * age));
    double aspect = air->width / air->height;
    struct layer layer = at(air, color, 0.55 + 0.6 * fade, x + out * cos(angle) / aspect,
                            y + out * sin(angle) + 0.035 * age * age, age < 0.04 ? 0 : fade);
    layer.blend = BLEND_SCREEN;
    return layer;
}

/* Twinkling high up, and now and then one that falls: its tail is of the first pieces. */
static struct layer star_at(const struct air *air, int index, double t) {
    enum { TAIL = 12 };
    struct layer layer;
    if (index < TAIL) {
        double span = 3.4, age = (t + 2.4) - span * floor((t + 2.4) / span);
        struct dice dice = dice_of(air, 500 + (int)floor((t + 2.4) / span));
        double along = (age - 0.03 * index) / 0.8, lit = along > 0 && along < 1;
        layer = at(air, index < 3 ? 3 : 1, 1, 0.2 + 0.5 * dice.a + 0.3 * along,
                   0.04 + 0.08 * dice.b + 0.13 * along,
                   lit * (1 - (double)index / TAIL) * sin(M_PI * camera_clamp(along, 0, 1)));
    } else {
        struct dice dice = dice_of(air, index);
        double twinkle = 0.55 + 0.45 * sin(2 * M_PI * (0.5 * t * (0.5 + dice.c) + dice.d));
        layer = at(air, index & 3, 1, dice.a, 0.2 * dice.b * dice.b, twinkle);
    }
    layer.blend = BLEND_SCREEN;
    return layer;
}

static struct layer piece_at(const struct air *air, int index, bool near, double t) {
    int own = near ? 200 + index : index;
    switch (air->order->shot->air) {
    case AIR_PETALS:
        return petal_at(air, own, near, t);
    case AIR_SMOKE:
        return smoke_at(air, own, near ? air->near_count : air->far_count, t);
    case AIR_EMBERS:
        return ember_at(air, own, near ? air->near_count : air->far_count, t);
    case AIR_DUST:
        return dust_at(air, own, near, t);
    case AIR_FIREWORKS:
        return spark_at(air, index, t);
    case AIR_STARS:
        return star_at(air, index, t);
    default:
        return (struct layer){0};
    }
}

/* Drawn things move on twos. */
static double held(const struct air *air, int64_t frame) {
    return seconds_of_frames(scenery_beat(air->order->fps, frame), air->order->fps);
}

bool air_in_sky(const struct air *air) {
    if (!air) return false;
    enum shot_air kind = air->order->shot->air;
    return air->far_count && (kind == AIR_FIREWORKS || kind == AIR_STARS);
}

size_t air_far(const struct air *air, int64_t frame, struct layer *layers) {
    if (!air) return 0;
    double t = held(air, frame);
    for (int i = 0; i < air->far_count; i++) layers[i] = piece_at(air, i, false, t);
    return (size_t)air->far_count;
}

/* How dark it is, 0..1; lamps that fail flicker once. */
static double darkness(const struct shot *shot, double seconds, double change) {
    if (shot->dark_before == shot->dark_after) return shot->dark_before;
    double since = seconds - change;
    double gone = since < 0 ? 0 : since < 0.09 ? 0.7 : since < 0.17 ? 0.25 : 1;
    return shot->dark_after ? gone : 1 - camera_smooth(since / 0.35);
}

size_t air_near(const struct air *air, int64_t frame, struct layer *layers) {
    if (!air) return 0;
    const struct shot *shot = air->order->shot;
    double t = held(air, frame);
    size_t count = 0;
    for (int i = 0; i < air->near_count; i++) layers[count++] = piece_at(air, i, true, t);
    if (!air->veil) return count;
    double change = seconds_of_frames(shot->dark_change, air->order->fps);
    double dark = darkness(shot, seconds_of_frames(frame, air->order->fps), change);
    layers[count] = compose_layer(air->veil, 1, 0, 0);
    layers[count].blend = BLEND_MULTIPLY;
    layers[count++].alpha = (int32_t)(256 * dark);
    return count;
}
