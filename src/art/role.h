/* Inside the art room: from the class of a shape to its colour in a light.
 *
 * A class is a role, "wall", or a role in a tone: "wall-lit" towards the key, "wall-shade" away
 * from it, "wall-deep" where no light comes, "wall-pale" bleached. "line-wall" strokes in the
 * role's colour and fills nothing. Roles are the materials of the packs and these, which the
 * light itself colours: air key base shade accent   the swatches       sky-top sky-mid sky-low
 * the sky sun moon star               discs in the sky   mist cloud                what the air
 * carries lamp flame glow window      what shines        ink                       the darkest
 * dark */
#ifndef ART_ROLE_H
#define ART_ROLE_H

#include "art/manifest.h"
#include "base/buf.h"

struct palette_view {
    const struct light *light;
    const struct material_list *own, *common; /* own first; may be NULL */
    double air;                               /* of the plane, 0..1: how much distance takes */
    bool people; /* lit as people and what they hold, and not as walls */
};

/* False when no role has that name. */
bool role_colour(const struct palette_view *view, const char *name, size_t length,
                 struct rgb *colour);

/* The stylesheet for the classes that `svg` uses; unknown classes are left black. */
void role_stylesheet(const struct palette_view *view, const char *svg, size_t size,
                     struct buf *style);

#endif
