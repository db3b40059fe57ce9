/* The embedded shooter: sets and puppets of cut paper through a camera that sees planes. */
#include "camera/air.h"
#include "camera/captions_burn.h"
#include "camera/grading.h"
#include "camera/insert.h"
#include "camera/lower_third.h"
#include "camera/mark.h"
#include "camera/panels.h"
#include "camera/scenery.h"
#include "camera/set_cache.h"
#include "camera/titles.h"
#include "camera/troupe.h"
#include "camera/weather.h"

#include <math.h>

/* Everything of one shot that is ready to draw. */
struct take {
    const struct shot_order *order;
    const struct set *set;
    struct troupe *troupe;
    struct lens lens;
    struct scenery *scenery;
    struct weather_show *weather;
    struct air *air;
    struct titles *titles;
    struct captions_burn *captions;
    struct lower_third *lower_third;
    struct mark *mark;
    struct insert *insert;
    struct canvas *canvas;
    struct layer *layers;
};

/* Pixels per drawing unit that the planes are rendered at: finer for nearer shots, as far as
 * memory allows. */
static double set_scale(const struct shot_order *order) {
    double base = lens_base(order->width, order->height);
    double finer = base * (lens_nearness(order->shot) >= 0.15 ? 1.4 : 1.1);
    double most = base > 1.75 ? base : 1.75;
    return finer < most ? finer : most;
}

static void take_done(struct take *take) {
    compose_free(take->canvas);
    captions_burn_free(take->captions);
    mark_free(take->mark);
    lower_third_free(take->lower_third);
    titles_free(take->titles);
    insert_free(take->insert);
    weather_show_free(take->weather);
    air_free(take->air);
    scenery_free(take->scenery);
    troupe_free(take->troupe);
    set_cache_release(take->set);
    free(take->layers);
}

static bool take_begin(struct take *take, const struct art *art, const struct shot_order *order,
                       struct error *err) {
    take->order = order;
    if (!set_cache_take(art, order, set_scale(order), &take->set, err)) return false;
    if (!troupe_new(art, order, take->set, &take->troupe, err)) return false;
    struct lens_subject subject = {.set = take->set};
    subject.actors = troupe_actors(take->troupe, &subject.actor_count);
    take->lens = lens_plan(order, &subject);
    double unit = lens_base(order->width, order->height) *
                  lens_zoom(&take->lens.to, order->width, order->height);
    take->lens.weave = grading_weave(order->grade) * order->width / unit;
    troupe_stage(take->troupe, &take->lens);
    take->air = air_new(order, take->set);
    take->scenery =
        scenery_new(take->set, &take->lens, lens_nearness(order->shot), air_in_sky(take->air));
    take->weather = weather_show_new(order, take->set, &take->lens);
    take->insert = insert_new(art, order, take->set, &take->lens);
    if (!titles_new(order, take->set, &take->lens, &take->titles, err)) return false;
    if (!lower_third_new(order, &take->set->light, &take->lower_third, err)) return false;
    if (!captions_burn_new(order, &take->captions, err)) return false;
    if (!mark_new(order, &take->mark, err)) return false;
    take->canvas = compose_new(order->width, order->height, grading_vignette(order->grade),
                               grading_of(order->grade), grading_grain(order->grade));
    size_t room = 2 * scenery_room(take->scenery) + 2 * weather_show_room(take->weather) +
                  troupe_room(take->troupe) + TITLES_ROOM + INSERT_ROOM + 6 + 2 * AIR_ROOM;
    take->layers = xcalloc(room, sizeof *take->layers);
    return true;
}

static const struct frame *take_frame(struct take *take, int64_t index) {
    struct layer *layers = take->layers;
    size_t count = 0;
    struct grade grade = {.flash = weather_show_flash(take->weather, index), .fade = 256};
    if (grading_grain(take->order->grade) > 0) grade.grain = (int32_t)(index / 2);
    bool in_sky = air_in_sky(take->air);
    count += scenery_sky(take->scenery, index, layers + count);
    if (in_sky) count += air_far(take->air, index, layers + count);
    count += scenery_behind(take->scenery, index, layers + count);
    count += weather_show_far(take->weather, index, layers + count);
    if (!in_sky) count += air_far(take->air, index, layers + count);
    count += troupe_layers(take->troupe, index, layers + count);
    count += insert_layers(take->insert, index, layers + count);
    if (!take->insert) count += scenery_before(take->scenery, index, layers + count);
    count += weather_show_near(take->weather, index, layers + count);
    count += troupe_shoulder(take->troupe, index, layers + count);
    count += air_near(take->air, index, layers + count);
    if (take->titles) {
        count += titles_layers(take->titles, index, layers + count);
        grade.fade = titles_fade(take->titles, index);
    }
    layers[count++] = lower_third_layer(take->lower_third, index);
    layers[count++] = captions_burn_layer(take->captions, index);
    layers[count++] = mark_layer(take->mark);
    return compose_draw(take->canvas, layers, count, grade);
}

/* A frame of several panels: a take of each, and what lies over the whole. */
struct talk {
    struct panels panels;
    struct take takes[PANELS_MAX];
    struct frame *frame;
    struct captions_burn *captions;
    struct mark *mark;
};

static bool talk_begin(struct talk *talk, const struct art *art, const struct shot_order *order,
                       struct error *err) {
    panels_plan(&talk->panels, order);
    talk->frame = frame_new(order->width, order->height);
    panels_clear(talk->frame);
    bool ok =
        captions_burn_new(order, &talk->captions, err) && mark_new(order, &talk->mark, err);
    for (size_t i = 0; ok && i < talk->panels.count; i++)
        ok = take_begin(&talk->takes[i], art, &talk->panels.panel[i].order, err);
    return ok;
}

static const struct frame *talk_frame(struct talk *talk, int64_t index) {
    for (size_t i = 0; i < talk->panels.count; i++)
        panels_put(&talk->panels.panel[i], talk->panels.gap, take_frame(&talk->takes[i], index),
                   talk->frame);
    struct layer over[] = {captions_burn_layer(talk->captions, index), mark_layer(talk->mark)};
    for (size_t i = 0; i < COUNT_OF(over); i++) panels_overlay(&over[i], talk->frame);
    return talk->frame;
}

static void talk_done(struct talk *talk) {
    for (size_t i = 0; i < PANELS_MAX; i++) take_done(&talk->takes[i]);
    captions_burn_free(talk->captions);
    mark_free(talk->mark);
    frame_free(talk->frame);
}

static bool shoot_talk(const struct art *art, const struct shot_order *order, int64_t from,
                       int64_t to, struct cancel *cancel, frame_sink *sink, void *sink_data,
                       struct error *err) {
    struct talk *talk = xcalloc(1, sizeof *talk);
    bool ok = cancel_check(cancel, err) && talk_begin(talk, art, order, err);
    for (int64_t index = from; ok && index < to; index++) {
        ok = cancel_check(cancel, err);
        if (ok) ok = sink(sink_data, index, talk_frame(talk, index), err);
    }
    talk_done(talk);
    free(talk);
    return ok;
}

static bool check(const struct shot_order *order, int64_t from, int64_t to, struct error *err) {
    if (order->width < 16 || order->height < 16 || order->width > 8192 ||
        order->height > 8192 || order->width % 2 || order->height % 2)
        return error_set(err, PROBLEM_USAGE,
                         "The frame is %d x %d pixels; it must be even and 16 to 8192 a side.",
                         order->width, order->height);
    if (from < 0 || to < from || to > order->shot->frames || order->fps.num <= 0 ||
        order->fps.den <= 0)
        return error_set(err, PROBLEM_INTERNAL, "Frames outside of the shot were asked for.");
    return true;
}

static bool paper_shoot(const struct art *art, const struct shot_order *order, int64_t from,
                        int64_t to, struct cancel *cancel, frame_sink *sink, void *sink_data,
                        struct error *err) {
    if (!check(order, from, to, err)) return false;
    if (order->shot->kind == SHOT_PANELS && order->shot->placement_count)
        return shoot_talk(art, order, from, to, cancel, sink, sink_data, err);
    struct take take = {0};
    bool ok = cancel_check(cancel, err) && take_begin(&take, art, order, err);
    for (int64_t index = from; ok && index < to; index++) {
        ok = cancel_check(cancel, err);
        if (ok) ok = sink(sink_data, index, take_frame(&take, index), err);
    }
    take_done(&take);
    return ok;
}

static bool paper_ready(const struct art *art, char why[static 200]) {
    (void)art;
    why[0] = 0;
    return true;
}

static const struct shooter paper_camera = {
    .name = "paper", .version = "23", .ready = paper_ready, .shoot = paper_shoot};
const struct shooter *const camera_shooters[] = {&paper_camera, NULL};
