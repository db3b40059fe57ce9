/* Clothes on bones. Sleeves and trousers are tubes around a limb, robes and skirts one sheet
 * from neck or waist to a hem that keeps both legs inside, everything else lies in the torso's
 * u, v.
 *
 * part types and the numbers they use:
 *   shoe        kind bare, shoe, boot, sneaker, sandal
 *   trouser     radius, end (share of the shin), flare
 *   sleeve      radius, end (share of the forearm; negative: of the upper arm, short), flare
 *   bag_sleeve  length: how far a kimono's sleeve hangs, heads
 *   robe, skirt length (heads below the hip; < 0.02: to the ankle), flare, grow, hip, sag,
 * least torso       grow, from, to (v) collar      kind crew, shirt, band, lapel, cross, hood,
 * roll, vee drape       points (u, v), handed: towards the wearer's left; behind: before the
 * legs belt        from, to (v), grow wing        an agbada's folded sleeve jewel       kind
 * chain, beads, bangle */
#ifndef ART_GARMENT_H
#define ART_GARMENT_H

#include "art/body.h"
#include "art/paper.h"
#include "art/people.h"

struct dress {
    struct paper *paper;
    const struct body *body;
    const struct outfit *outfit;
    struct rgb skin, colors[3];
    double sway;
};

struct rgb garment_color(const struct dress *dress, const char *role, double tone);
/* Layers, back to front. */
void garment_behind(const struct dress *dress); /* tails and drapes behind the body */
void garment_legs(const struct dress *dress, enum side side);
void garment_torso(const struct dress *dress, bool neck_first);
void garment_over(const struct dress *dress); /* collars, drapes, belts, jewels */
void garment_arm(const struct dress *dress, enum side side,
                 bool under); /* sleeve; under: far wing */

/* Cloth: where u, v of a piece lies. */
enum cloth_kind { CLOTH_TORSO, CLOTH_ROBE, CLOTH_TUBE };
enum { ROBE_EDGE = 8 };
struct robe {
    struct pt left[9 + ROBE_EDGE], right[9 + ROBE_EDGE]; /* neck or waist to hem */
    double v[9 + ROBE_EDGE];
    int n, skirt;
    struct shape outline;
};
struct cloth {
    enum cloth_kind kind;
    const struct dress *dress;
    const struct robe *robe;
    const struct tube *tube;
};
struct pt garment_at(const struct cloth *cloth, double u, double v);
void garment_robe(const struct dress *dress, const struct part *part, bool from_waist,
                  struct robe *robe);
/* Prints all of a part's prints on the open piece. */
void garment_print(const struct cloth *cloth, const struct part *part, const struct ink *ink);

#endif
