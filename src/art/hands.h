/* Hands and feet. A hand's own space: wrist 0,0, fingers along +y, thumb on +x, length 1. */
#ifndef ART_HANDS_H
#define ART_HANDS_H

#include "art/paper.h"
#include "art/puppet.h"

/* `side` +1: the thumb points to the screen's right when the hand hangs. */
void hands_draw(struct paper *paper, struct pt wrist, double size, double turn,
                enum hand_shape shape, double side, struct rgb skin);
/* Where a held thing goes, in the hand's own space. */
struct pt hands_grip(struct pt wrist, double size, double turn, double side);

enum shoe { SHOE_BARE, SHOE_SHOE, SHOE_BOOT, SHOE_SNEAKER, SHOE_SANDAL };
void hands_foot(struct paper *paper, struct pt ankle, double size, double turn, double facing,
                enum shoe shoe, struct rgb color, struct rgb skin);

#endif
