/* The people's data in memory: tables of faces, mouths, poses and builds, drawings of hair,
 * headwear and beards, and outfits as lists of pieces. Read once by people_open, then constant.
 *
 * Drawings are SVG files of a small subset (people_svg.c) whose shapes lie on the head like a
 * label on a jar: x is degrees around it (0 the nose, 90 the wearer's left or facing side, 180
 * the nape), y hundredths of half a head height (-100 crown, 100 chin). Outfits are JSON
 * (people_outfit.c). */
#ifndef ART_PEOPLE_H
#define ART_PEOPLE_H

#include <jansson.h>

#include "art/body.h"
#include "art/pack.h"
#include "art/puppet.h"
#include "base/memory.h"

enum {
    DRAWN_MAX_ITEMS = 64,
    DRAWN_MAX_POINTS = 400,
    OUTFIT_MAX_PARTS = 24,
    PART_MAX_PRINTS = 10,
    PART_MAX_POINTS = 24,
    PEOPLE_NAME = 32,
    OUTLINE_POINTS = 24
};

/* One shape of a drawing. `warp` says how it lies on the head, see head.h. */
struct drawn {
    char warp[12];         /* shell, hole, lock, patch, ball, braid, brim */
    char role[12];         /* hair, main, second, accent, skin, gold, white, black, red, leaf */
    double tone;           /* lightness added, -0.5..0.5 */
    double out;            /* distance from the head, 1 on it */
    double crown;          /* how much higher than the head a shell stands */
    double spread;         /* how far a shell's fall opens */
    double width;          /* half width of locks and braids, hundredths */
    double turn_x, turn_y; /* anchor of a ball or braid: degrees, hundredths */
    bool closed;
    const struct pt *points;
    int n;
};
struct drawing {
    char name[PEOPLE_NAME * 2]; /* "hair/bun" */
    const struct drawn *items;
    int count;
};

/* Something printed or sewn on a piece, in the piece's own u, v. */
struct print {
    char type[12]; /* band, line, buttons, pleats, folds, dots, stripes, checks, panel, pocket,
                      waves, flowers, art */
    char color[12];
    char kind[12];
    double tone, from, to, at, width, size, spacing, alpha;
    int count;
    char view[8]; /* "", front, back: from where it is seen */
    bool handed;  /* `at` is measured to the wearer's left, not to the far side */
    const struct drawing *art;
    const struct pt *points;
    int n;
};
/* A piece of clothing; which numbers matter depends on the type, see garment.h. */
struct part {
    char type[12]; /* shoe, trouser, robe, skirt, torso, sleeve, bag_sleeve, collar, drape,
                      belt, wing, jewel */
    char color[12];
    char kind[12];
    char sides[8]; /* "", near, far */
    char view[8];  /* "", front, back */
    double tone, length, flare, radius, end, grow, hip, sag, least, from, to, width, cast;
    bool handed, behind;
    struct print prints[PART_MAX_PRINTS];
    int print_count;
    struct pt points[PART_MAX_POINTS];
    int n;
};
struct outfit {
    char name[PEOPLE_NAME];
    struct part *parts;
    int count;
    bool robe;    /* has one long piece: the arms' rest angles open a little */
    bool pottu;   /* Indian women may wear a mark on the forehead with it */
    bool jasmine; /* on feast days South Indian women wear flowers in bun or braid with it */
    const struct outfit *back; /* what of it is seen from behind; NULL within that */
};

struct named_pose {
    char name[PEOPLE_NAME];
    struct pose pose;
};
struct named_mouth {
    char name[PEOPLE_NAME];
    struct mouth_form form;
};

struct named_face {
    char name[PEOPLE_NAME];
    struct face face;
};

struct people {
    struct arena *arena;
    struct face faces[EMOTION_COUNT];
    struct named_face *more_faces; /* rows that are no emotion: what babies do */
    int more_face_count;
    struct named_mouth *mouths;
    int mouth_count;
    struct named_pose *poses;
    int pose_count;
    struct build builds[AGE_COUNT];
    struct pt outline[4][OUTLINE_POINTS]; /* front, three-quarter, profile, back */
    struct drawing *drawings;
    int drawing_count;
    struct outfit *outfits;
    int outfit_count;
};

/* NULL when there is none. `folder` is "hair", "headwear" or "beard". */
const struct drawing *people_drawing(const struct people *people, const char *folder,
                                     const char *name);
const struct outfit *people_outfit(const struct people *people, const char *name);

/* Readers of one file each. The bytes are hostile. */
bool people_read_svg(struct arena *arena, const struct pack_file *file, struct drawing *drawing,
                     struct error *err) MUST_USE;
bool people_read_outfit(const struct people *people, const struct pack_file *file,
                        struct outfit *outfit, struct error *err) MUST_USE;
bool people_read_tables(struct people *people, const struct art *art,
                        struct error *err) MUST_USE;
/* Parses a file as a JSON object; the caller owns it. */
bool people_json(const struct pack_file *file, json_t **object, struct error *err) MUST_USE;
double people_number(const json_t *object, const char *key, double fallback, double low,
                     double high);
void people_text(const json_t *object, const char *key, char *out, size_t size);

#endif
