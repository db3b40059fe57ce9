/* The bed under somebody who lies: head and foot boards, mattress, pillow, and a blanket over
 * the legs. */
#include <math.h>

#include "art/person.h"

/* The bed's own frame: x in metres from the hips, + towards the feet; y 0 the mattress's top ..
 * 1 the ground. */
struct bed {
    const struct figure *figure;
    struct paper *paper;
    double x, top, f, metre;
};

static struct bed bed_of(const struct figure *fig) {
    double metre = fig->scale;
    /* the hips lie a hand above what carries them */
    double top = -(fig->state->seat_height - .05) * metre;
    return (struct bed){fig, &fig->puppet->paper, fig->body.pelvis.x,
                        top, fig->body.facing,    metre};
}

static void form(const struct bed *bed, const double (*p)[2], int n, int steps,
                 struct rgb color, double cast) {
    struct pt px[16];
    struct shape shape = {0};
    for (int i = 0; i < n && i < 16; i++)
        px[i] = (struct pt){bed->x + bed->f * p[i][0] * bed->metre, mix(bed->top, 0, p[i][1])};
    if (steps > 1)
        shape_curve(&shape, px, n, true, steps);
    else
        for (int i = 0; i < n && i < 16; i++) shape_add(&shape, px[i]);
    struct sheet sheet = {
        .ink = paper_ink(bed->paper, color), .shade = 5, .rim = 2.2, .cast = cast};
    paper_piece(bed->paper, &shape, &sheet);
}

/* How long they are from the hips, in metres. */
static double reach(const struct bed *bed, bool feet) {
    const struct body *b = &bed->figure->body;
    double px = feet ? b->thigh + b->shin + b->head * .5 : b->head * 2.2 + .3 * bed->metre;
    return fmin(fmax(px / bed->metre, .7), 1.25);
}

void person_bed(const struct figure *fig) {
    struct bed bed = bed_of(fig);
    const struct rgb wood = {.52f, .40f, .31f}, sheet = {.93f, .93f, .90f},
                     pillow = {.97f, .97f, .95f};
    const struct rgb dark = paper_tone(wood, -.10, 0, 0);
    double head = -reach(&bed, false), foot = reach(&bed, true);
    for (int end = 0; end < 2; end++) {
        double x = end ? foot + .02 : head - .02, top = end ? -.30 : -.85;
        const double board[6][2] = {{x - .045, top + .05}, {x - .02, top},   {x + .02, top},
                                    {x + .045, top + .05}, {x + .045, 1.02}, {x - .045, 1.02}};
        form(&bed, board, 6, 1, end ? wood : dark, .4);
    }
    const double rail[4][2] = {{head, .44}, {foot, .44}, {foot, .68}, {head, .68}};
    form(&bed, rail, 4, 1, wood, .3);
    const double mattress[8][2] = {{head + .02, .04}, {head + .10, 0},   {foot - .10, 0},
                                   {foot - .02, .04}, {foot - .02, .40}, {foot - .08, .46},
                                   {head + .08, .46}, {head + .02, .40}};
    form(&bed, mattress, 8, 4, sheet, .3);
    const double soft[7][2] = {{head + .03, -.02}, {head + .08, -.26}, {head + .26, -.34},
                               {head + .46, -.22}, {head + .52, .0},   {head + .30, .06},
                               {head + .10, .06}};
    form(&bed, soft, 7, 6, pillow, .4);
}

void person_blanket(const struct figure *fig) {
    struct bed bed = bed_of(fig);
    static const struct rgb wool[CULTURE_COUNT] = {
        [CULTURE_SOUTH_INDIAN] = {.37f, .60f, .48f},
        [CULTURE_NORTH_INDIAN] = {.72f, .42f, .36f},
        [CULTURE_EAST_ASIAN] = {.44f, .52f, .66f},
        [CULTURE_WESTERN] = {.38f, .57f, .70f},
        [CULTURE_MIDDLE_EASTERN] = {.62f, .38f, .34f},
        [CULTURE_AFRICAN] = {.31f, .56f, .64f},
        [CULTURE_FANTASY] = {.47f, .40f, .58f}};
    enum culture culture = fig->light->culture;
    struct rgb color = wool[(unsigned)culture < CULTURE_COUNT ? culture : CULTURE_WESTERN];
    double foot = reach(&bed, true) - .03, up = fig->body.head * 1.1 / fabs(bed.top);
    const double cover[12][2] = {
        {.06, -up * .9},        {.22, -up},        {foot * .6, -up * .85},
        {foot * .85, -up * .8}, {foot, -up * .45}, {foot, .50},
        {foot * .82, .62},      {foot * .60, .54}, {foot * .40, .63},
        {foot * .22, .55},      {.04, .60},        {0, .1}};
    form(&bed, cover, 12, 5, color, .5);
    const double turned[6][2] = {{.00, -up * .85}, {.12, -up * 1.02}, {.19, -up * .95},
                                 {.15, .58},       {.02, .60},        {-.04, .1}};
    form(&bed, turned, 6, 5, (struct rgb){.95f, .95f, .92f}, .3);
}
