/* Inside the lens: framing at one moment, which the moves start from and come to. */
#ifndef CAMERA_LENS_FRAME_H
#define CAMERA_LENS_FRAME_H

#include "camera/lens.h"

struct framing {
    const struct shot_order *order;
    const struct set *set;
    const struct lens_actor *actors[16]; /* in the picture */
    size_t count;
    double head_rule, person_rule, eye_rule;    /* of the size: shares of the frame's height */
    double left, right, eyes, top, chin, floor; /* drawing units, of all of them */
    double held; /* the same: the top of what is held over heads, or `top` */
    double parallax, tall, head;
    double x_share; /* where their middle is, from the left */
};

struct framing lens_framing_for(const struct shot_order *order,
                                const struct lens_subject *subject);
/* Zoom at which the size's rule holds and everybody fits; at least 1. */
double lens_framing_zoom(const struct framing *framing);
/* The composed view at another zoom: eyes and sides of the frame stay as the rule has them. */
struct lens_view lens_framing_view(const struct framing *framing, double zoom);
/* Are all heads inside the frame from here? */
bool lens_framing_holds(const struct framing *framing, const struct lens_view *view);
struct lens_view lens_inside(struct lens_view view, int width,
                             int height); /* kept within the drawing */

#endif
