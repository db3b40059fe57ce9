/* Inside the camera room: several pictures in one frame, one of each person who talks
 * (podcasts).
 *
 * Each panel is a shot of its own through its own camera; a frame is put together from theirs.
 */
#ifndef CAMERA_PANELS_H
#define CAMERA_PANELS_H

#include "camera/compose.h"

enum { PANELS_MAX = 4 };

struct panel {
    int x, y, width, height; /* pixels of the frame, even */
    bool inset;              /* lies over another, with a border of its own */
    struct shot shot;
    struct shot_order order; /* of what it shows; borrows from the whole order */
    struct order_name name;  /* the one that belongs to it */
};

struct panels {
    size_t count;
    struct panel panel[PANELS_MAX]; /* the order is the order in which they are put down */
    int gap;                        /* pixels between them */
};

/* From left to right as people sit; the speaker's panel is the larger one. Does not move once
 * it is planned: the panels' orders point into it. */
void panels_plan(struct panels *panels, const struct shot_order *order);
/* The empty table: what shows between the panels. */
void panels_clear(struct frame *frame);
/* Puts a panel's frame down. */
void panels_put(const struct panel *panel, int gap, const struct frame *from, struct frame *to);
/* Puts a layer over it (captions, the mark). */
void panels_overlay(const struct layer *layer, struct frame *frame);

#endif
