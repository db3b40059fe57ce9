/* Inside the art room: what the packs say about their sets, materials and props.
 *
 * sets/<id>.json describes sets/<id>.svg:
 *   places      {"courtyard": 10, "temple": 4}: how well the drawing suits a place, 0..10
 *   cultures    {"south_indian": 10, "any": 4}: the same for cultures; "any" is all others
 *   inside      true for rooms, false under the sky; left out, it does for both
 *   metres      {"unit": 270, "floor": 880, "depth": 50, "seat": 0.45, "left": -2.5,
 *               "right": 2.5}; "seats_from", "seats_to": where a seat is drawn right behind
 *               the acting line
 *   materials   {"wall": "#d8b898"} or {"wall": {"any": "#d8b898", "african": "#c08252",
 *               "sky": 0.3, "snow": 0.8}}; those of sets/materials.json may be used too
 *   planes      [{"id": "plane-0-sky", "parallax": 0, "air": 0, "paper": 0, "blur": 0,
 *               "blend": "screen", "strength": 1, "motion": "sway", "amount": 3,
 *               "outside": true, "front": true}], far to near
 * props/props.json: {"letter": {"metres": 0.25, "hold": [50, 80]}}, hold in the drawing's
 * units. */
#ifndef ART_MANIFEST_H
#define ART_MANIFEST_H

#include "art/pack.h"

enum {
    SETS_MAX = 400,
    SET_PLANES_MAX = 24,
    MATERIALS_MAX = 200, /* in one manifest */
    PROPS_MAX = 1000,
};

/* "south_indian" ...: the words of manifests and of data-when. */
extern const char *const manifest_cultures[CULTURE_COUNT];

struct material {
    char name[24];
    struct rgb colour[CULTURE_COUNT];
    float sky;  /* how much it mirrors the sky */
    float snow; /* how white it becomes in snow */
};

struct material_list {
    struct material *items;
    size_t count;
};

struct fit { /* how well a drawing suits something */
    char name[24];
    float score;
};

struct plane_spec {
    char id[48];
    double parallax, air, paper, blur, strength, amount;
    enum plane_blend blend;
    enum plane_motion motion;
    bool outside; /* seen through a window: lit by the sky and not by the room */
    bool front;   /* before the people */
};

struct set_spec {
    char id[32];
    const struct pack_file *drawing;
    struct fit *places;
    size_t place_count;
    float cultures[CULTURE_COUNT];
    float inside, outside; /* how well it suits an order inside or outside */
    double units_per_metre, floor_y, floor_depth_y, seat_height, left, right;
    double seat_left, seat_right; /* where a seat is drawn behind the acting line */
    struct material_list materials;
    struct plane_spec *planes;
    size_t plane_count;
};

struct prop_spec {
    char id[32];
    const struct pack_file *drawing;
    double metres, hold_x, hold_y;
};

struct sets {
    struct set_spec *items; /* sorted by id */
    size_t count;
    struct prop_spec *props; /* sorted by id */
    size_t prop_count;
    struct material_list materials;
};

bool manifest_open(struct art *art, struct sets **sets, struct error *err) MUST_USE;
const struct set_spec *manifest_find(const struct sets *sets, const struct set_order *order);
const struct prop_spec *manifest_prop(const struct sets *sets, const char *id); /* NULL: none */

#endif
