/* Sets: places drawn as layers of cut paper (SVG in art/sets, one group per plane), coloured by
 * role for the light of the scene, and rendered once to surfaces through which the camera
 * looks.
 *
 * A set's drawing is 1920 x 1080 units with bleed around; at the base camera every plane lies
 * as drawn. Its manifest says how many units a metre is at the acting line, and where that line
 * is. */
#ifndef ART_SET_H
#define ART_SET_H

#include <cairo.h>

#include "art/light.h"
#include "base/hash.h"

struct art; /* the packs in use */

/* Opens the program's own pack (art/) and then the given folders, whose drawings add to and
 * replace it. Packs are hostile bytes: bounded, nothing outside the folder is read. `folders`
 * may be NULL. */
bool art_open(const char *const *folders, size_t folder_count, struct art **art,
              struct error *err) MUST_USE;
void art_close(struct art *art);
struct hash art_hash(const struct art *art); /* of everything in the packs */

enum plane_blend { BLEND_OVER, BLEND_SCREEN, BLEND_MULTIPLY };
enum plane_motion { MOTION_NONE, MOTION_SWAY, MOTION_DRIFT, MOTION_FLICKER, MOTION_WAVES };

struct set_plane {
    cairo_surface_t *surface; /* ARGB32 premultiplied, the bounds of what it shows only */
    double x, y;              /* drawing units of the surface's top left corner */
    double units_per_pixel;   /* drawing units; < 1 when rendered finer than 1080p */
    double parallax; /* 0 infinitely far (sky) .. 1 the acting line .. 2 close to the lens */
    enum plane_blend blend;
    enum plane_motion motion;
    double motion_amount; /* drawing units, or 0..1 for flicker */
    bool opaque;          /* no transparent pixel inside [0,1920]x[0,1080] */
};

struct set {
    char id[32];
    struct set_plane *planes; /* far to near */
    size_t plane_count;
    size_t stage;           /* people stand in front of planes[0..stage-1], behind the rest */
    double units_per_metre; /* at the acting line */
    double floor_y;         /* drawing y of the acting line, where feet stand */
    double floor_depth_y;   /* drawing units the floor drops per metre nearer to the camera */
    double seat_height;     /* metres; 0: nothing to sit on, people sit on the floor */
    double seat_left, seat_right; /* metres: the drawing has a seat right behind the acting line
                                   * between these; equal: it has none there */
    double left, right;           /* metres from the middle that people may stand at */
    struct light light;
};

struct set_order {
    const char *place; /* id from breakdown/places.c */
    bool inside, festive;
    enum hour hour;
    enum weather weather;
    enum mood mood;
    enum culture culture;
    enum period period;
    uint64_t seed; /* varies things that may differ between two rooms of a kind */
    double scale;  /* pixels per drawing unit at which the planes are rendered */
};

/* The id of the drawing that art_set would use: by place and culture, else the nearest. Never
 * NULL. */
const char *art_set_id(const struct art *art, const struct set_order *order);
/* Renders. Thread-safe on one `art`. */
bool art_set(const struct art *art, const struct set_order *order, struct set **set,
             struct error *err) MUST_USE;
void set_free(struct set *set);
struct hash set_order_hash(const struct art *art, const struct set_order *order);

/* The drawings of sets in the packs, by id; and an order that leads to the one of that id, at
 * noon in the culture that it suits best. False when no pack has it. */
size_t art_set_count(const struct art *art);
const char *art_set_name(const struct art *art, size_t index);
bool art_set_example(const struct art *art, const char *id, struct set_order *order);

/* Does the drawing that art_set would use belong to this culture, or to all? */
bool art_set_belongs(const struct art *art, const struct set_order *order,
                     enum culture culture);

/* The ids of the props in the packs. */
size_t art_prop_count(const struct art *art);
const char *art_prop_name(const struct art *art, size_t index);

/* A prop ("letter", "lamp", ...) of cut paper in the given light, in a square of `side` pixels.
 * Owned by the caller; NULL when no pack has it. */
cairo_surface_t *art_prop_paper(const struct art *art, const char *id,
                                const struct light *light, int side);
/* The side to draw it at, when it is to be `pixels` large. */
int art_prop_side(double pixels);
/* The same on `cr`, with its middle at 0,0 and its larger side 1 unit long. False when no pack
 * has it. */
bool art_prop(const struct art *art, const char *id, const struct light *light, cairo_t *cr);
/* Where a hand takes it, from its middle, as shares of its larger side. False: no pack has it.
 */
bool art_prop_hold(const struct art *art, const char *id, double *x, double *y);
/* Its larger side in metres; 0 when no pack has it. */
double art_prop_size(const struct art *art, const char *id);

#endif
