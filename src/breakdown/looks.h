/* Inside the breakdown room: what a word says of someone's looks. */
#ifndef BREAKDOWN_LOOKS_H
#define BREAKDOWN_LOOKS_H

enum trait_mark {
    TRAIT_TALL = 1,
    TRAIT_SHORT = 2,
    TRAIT_THIN = 4,
    TRAIT_HEAVY = 8,
    TRAIT_GLASSES = 16,
    TRAIT_CANE = 32,
    TRAIT_WHEELCHAIR = 64,
    TRAIT_BEARD = 128,
    TRAIT_GREY = 256,
    TRAIT_IF_OWNED =
        512, /* "glasses" drunk from are not worn: only "his glasses", "wears glasses" */
};
enum wear_kind { WEAR_OUTFIT, WEAR_HAIR, WEAR_BEARD, WEAR_HEAD };

#endif
