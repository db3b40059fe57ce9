/* Two frames into one: what a dissolve, a fade through black or a wipe shows at a moment. */
#ifndef EDIT_TRANSITION_H
#define EDIT_TRANSITION_H

#include "camera/shooter.h"

/* `a` goes, `b` comes; t 0..1, eased here. All three frames have the same size; `out` may be
 * `a` or `b`. A cut shows `a` before the middle. Integer arithmetic: the same bytes on every
 * machine. */
void transition_blend(enum transition transition, const struct frame *a, const struct frame *b,
                      double t, struct frame *out);

#endif
