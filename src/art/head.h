/* The head: an outline mixed between four drawn views, a face that slides on an ellipsoid as it
 * turns, and hair, beards and headwear wrapped around it, so that every angle follows from one
 * drawing. Local units are half heads: crown y -1, chin +1; local x runs the way the face
 * turns. */
#ifndef ART_HEAD_H
#define ART_HEAD_H

#include "art/paper.h"
#include "art/people.h"

/* What stays the same for one person. */
struct features {
    struct rgb skin, lip, blush, hair, iris, brow_color, lash_color;
    double eye, eye_height, eye_drop, slant, nose, nose_width, lip_size, jaw, fat, age;
    double brow, brow_rest, lash, cheek, mouth;
    double young;                   /* 0 grown .. 0.52 a baby */
    bool glasses, bearded, covered; /* covered: ears hidden */
    int glasses_kind;               /* 0 round-cornered, 1 round, 2 narrow */
    struct rgb colors[3];
};

enum { HEAD_STEPS = 8, HEAD_DENSE = OUTLINE_POINTS * HEAD_STEPS };

struct head {
    struct paper *paper;
    const struct people *people;
    const struct features *features;
    struct pt at;  /* centre, pixels */
    double size;   /* pixels of half a head */
    double lean;   /* radians */
    double yaw;    /* 0..180 */
    double facing; /* +1: the face turns to the screen's right */
    double jaw, nod, sway;
    struct pt edge[HEAD_DENSE]; /* outline, local */
    struct ink skin;
    struct shape outline; /* pixels */
};

void head_init(struct head *head, struct paper *paper, const struct people *people,
               const struct features *features, double yaw, double facing);
/* After at, size, lean, jaw, nod are set. */
void head_outline(struct head *head);
struct pt head_point(const struct head *head, double x, double y); /* local to pixels */
void head_points(const struct head *head, const struct pt *local, int n, struct pt *out);
/* x of a feature `azimuth` degrees off the nose, on the face. */
double head_azimuth(const struct head *head, double azimuth, double reach);
/* Left or right edge of the outline at y; side -1 or +1. */
double head_edge(const struct head *head, int side, double y);

void head_draw_base(struct head *head, double cheek); /* far ear, skin, blush, near ear, nose */

/* Everything that moves with every word. */
void head_face_draw(const struct head *head, const struct face *face,
                    const struct mouth_form *mouth);
void head_face_nose(const struct head *head);
void head_face_mouth(const struct head *head, const struct face *face,
                     const struct mouth_form *form);

/* Hair, beards, headwear: behind the head and in front of it. */
bool head_hair_covers_ears(const struct drawing *drawing);
void head_hair_draw(const struct head *head, const struct drawing *drawing, struct rgb color,
                    bool behind);

#endif
