/* Seven cultures at four hours. Chosen in OKLCH: air is the distance, key the light, base the
 * ground or wall, shade a turn of hue and not black, accent the one colour that stands alone.
 */
#include "art/palette.h"

/* clang-format off */
const struct swatches palette_table[CULTURE_COUNT][PALETTE_COUNT] = {
    [CULTURE_SOUTH_INDIAN] =
        {
            {"#efc3ad", "#ffecd0", "#a4604a", "#30172e", "#fdc676"}, /* dawn */
            {"#ede5c7", "#fff5d6", "#c97c54", "#0b4834", "#d64a33"}, /* noon */
            {"#ce826b", "#fecd9d", "#783b3c", "#200c28", "#faab3f"}, /* dusk */
            {"#30405d", "#7996af", "#302543", "#080717", "#fdcb7c"}, /* night */
        },
    [CULTURE_NORTH_INDIAN] =
        {
            {"#edc6c7", "#feebd6", "#b17469", "#432135", "#de77ab"}, /* dawn */
            {"#f3e6d2", "#fff9e2", "#c8a47a", "#6e3e32", "#1b9247"}, /* noon */
            {"#d5908a", "#fed1ad", "#944537", "#380c24", "#ebaa2d"}, /* dusk */
            {"#2f3557", "#9ca4bb", "#41253b", "#0b081b", "#febb78"}, /* night */
        },
    [CULTURE_EAST_ASIAN] =
        {
            {"#cee3e1", "#f9edd5", "#6a8d94", "#1c313d", "#d56054"}, /* dawn */
            {"#e2efe4", "#fcf9e6", "#82a37a", "#1d4b48", "#da534f"}, /* noon */
            {"#c19ebd", "#fecbb4", "#5d5479", "#141831", "#f58b4b"}, /* dusk */
            {"#203549", "#97b0b8", "#172839", "#020712", "#f87b4e"}, /* night */
        },
    [CULTURE_WESTERN] =
        {
            {"#c7daee", "#ffebd8", "#638469", "#122f3e", "#e08d5d"}, /* dawn */
            {"#cdeaf6", "#fdf9e3", "#7d965d", "#144738", "#d05040"}, /* noon */
            {"#9d98c5", "#ffcca1", "#3c5473", "#12162f", "#f9ba58"}, /* dusk */
            {"#264d60", "#6e9ba4", "#0d2436", "#020713", "#fed174"}, /* night */
        },
    [CULTURE_MIDDLE_EASTERN] =
        {
            {"#ecd2be", "#fff0d2", "#b39171", "#432f48", "#339797"}, /* dawn */
            {"#f6eeda", "#fffcf0", "#d2ba92", "#7e5a42", "#0e7e99"}, /* noon */
            {"#dd9d7a", "#fedbb1", "#985943", "#34142e", "#19938d"}, /* dusk */
            {"#253457", "#98adc4", "#2e334f", "#07091c", "#fcb95f"}, /* night */
        },
    [CULTURE_AFRICAN] =
        {
            {"#efcdb0", "#fef0d4", "#b16d49", "#411b22", "#305394"}, /* dawn */
            {"#f2e7ce", "#fff8e8", "#c38050", "#5a2e37", "#284482"}, /* noon */
            {"#dd8f66", "#fed6ad", "#8b3d2c", "#2e081a", "#3e71bc"}, /* dusk */
            {"#2b3657", "#8ca0bb", "#46221d", "#0c0516", "#fcb274"}, /* night */
        },
    [CULTURE_FANTASY] =
        {
            {"#e3cef3", "#f7f0c2", "#3f978d", "#2d2954", "#fd97d2"}, /* dawn */
            {"#c4efe8", "#fafcd6", "#53ad81", "#004c56", "#e16fbf"}, /* noon */
            {"#b07bbc", "#fdcab9", "#4b4684", "#0d0f39", "#46efd4"}, /* dusk */
            {"#3c3968", "#6bc3bd", "#1b254d", "#06041a", "#77f397"}, /* night */
        },};
/* clang-format on */
