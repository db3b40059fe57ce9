#include "art/garment.h"

#include <math.h>
#include <string.h>

#include "art/hands.h"

struct rgb garment_color(const struct dress *dress, const char *role, double tone) {
    static const struct {
        const char *name;
        struct rgb color;
    } fixed[] = {{"gold", {.86f, .65f, .27f}},  {"white", {.96f, .93f, .87f}},
                 {"black", {.16f, .14f, .17f}}, {"leather", {.36f, .24f, .17f}},
                 {"denim", {.25f, .33f, .50f}}, {"silver", {.81f, .84f, .86f}},
                 {"red", {.72f, .18f, .20f}},   {"coral", {.80f, .30f, .20f}}};
    struct rgb color = dress->colors[0];
    if (!strcmp(role, "second")) color = dress->colors[1];
    if (!strcmp(role, "accent")) color = dress->colors[2];
    if (!strcmp(role, "skin")) color = dress->skin;
    if (role[0] == '#') color = rgb_from_hex(role);
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (!strcmp(role, fixed[i].name)) color = fixed[i].color;
    return tone == 0 ? color : paper_tone(color, tone, 0, 0);
}

static bool is(const struct part *part, const char *type) {
    return !strcmp(part->type, type);
}

static bool on_side(const struct part *part, enum side side) {
    return !part->sides[0] || !strcmp(part->sides, side == NEAR ? "near" : "far");
}

static struct sheet sheet_of(const struct dress *dress, const struct part *part, double dark) {
    struct ink ink = paper_ink(dress->paper, garment_color(dress, part->color, part->tone));
    if (dark > 0) ink.base = paper_mix(ink.base, ink.shade, dark);
    return (struct sheet){.ink = ink, .shade = 7, .rim = 2.6, .cast = part->cast};
}

static void cloth_piece(const struct dress *dress, const struct part *part,
                        const struct shape *shape, const struct sheet *sheet,
                        const struct cloth *cloth) {
    if (!paper_begin(dress->paper, shape, sheet, NULL)) return;
    garment_print(cloth, part, &sheet->ink);
    paper_end(dress->paper, shape, sheet);
}

static void tube_piece(const struct dress *dress, const struct part *part,
                       const struct tube *tube, double dark) {
    struct shape shape = {0};
    struct cloth cloth = {CLOTH_TUBE, dress, NULL, tube};
    struct sheet sheet = sheet_of(dress, part, dark);
    sheet.shade = 5;
    shape_tube_outline(tube, &shape);
    cloth_piece(dress, part, &shape, &sheet, &cloth);
}

static struct tube sleeve_tube(const struct body *b, const struct part *part, enum side s) {
    struct pt a = b->shoulder_at[s], e = b->elbow[s], w = b->wrist[s];
    double r = b->head * .132 * b->build.limb * part->radius;
    a = pt_mix(a, e, fmax(0, part->radius - 1.1) * .30);
    a.x += (s == NEAR ? b->facing : -b->facing) * b->head * .03;
    struct tube tube;
    if (part->end <= 0) {
        struct pt q = pt_mix(a, e, 1 + part->end);
        tube = shape_tube(a, pt_mix(a, q, .5), q, r * 1.12, r * 1.08, r * .98 * part->flare);
    } else {
        tube =
            shape_tube(a, e, pt_mix(e, w, part->end), r * 1.12, r * .98, r * .80 * part->flare);
        tube.bulge[0] = r * .06;
        tube.bulge[1] = r * .05;
    }
    tube.cap1 = CAP_SOFT;
    return tube;
}

/* A kimono's sleeve: a bag that hangs from the forearm, whatever the arm does. */
static void bag_sleeve(const struct dress *dress, const struct part *part, enum side s,
                       double dark) {
    const struct body *b = dress->body;
    double H = b->head, f = b->facing, hang = part->length * H;
    struct pt a = b->shoulder_at[s], e = b->elbow[s], w = pt_mix(e, b->wrist[s], .84);
    /* The bag hangs on the side that the forearm goes to, and cloth keeps its width. */
    double reach = w.x - e.x, way = s == NEAR ? f : -f;
    if (fabs(reach) > H * .42) way = reach < 0 ? -1 : 1;
    double out = -way;
    if (fabs(reach) < H * .42) w.x = e.x + way * H * .42;
    double low = fmax(e.y + hang, w.y + H * .22);
    struct pt p[] = {{a.x + out * H * .06, a.y - H * .15},
                     {a.x + out * H * .17, a.y + H * .10},
                     {e.x + out * H * .20, e.y},
                     {e.x + out * H * .16, mix(e.y, low, .8)},
                     {e.x + out * H * .06, low},
                     {mix(e.x, w.x, .85), low + H * .02},
                     {w.x - way * H * .01, mix(w.y, low, .6)},
                     {w.x - way * H * .02, fmin(w.y, low - H * .5) - H * .1},
                     {mix(e.x, w.x, .5), fmin(e.y, w.y) - H * .14},
                     {a.x - out * H * .16, a.y + H * .25}};
    struct shape shape = {0};
    shape_curve(&shape, p, 10, true, 5);
    struct tube tube =
        shape_tube(pt_mix(a, e, .3), (struct pt){e.x, e.y + hang * .35},
                   (struct pt){mix(e.x, w.x, .4), e.y + hang}, H * .3, H * .45, H * .5);
    struct cloth cloth = {CLOTH_TUBE, dress, NULL, &tube};
    struct sheet sheet = sheet_of(dress, part, dark);
    cloth_piece(dress, part, &shape, &sheet, &cloth);
    struct pt lining[3] = {{w.x - out * H * .02, w.y - H * .12},
                           {w.x - out * H * .035, w.y + H * .12},
                           {w.x - out * H * .03, mix(w.y, low, .55)}};
    const double width[3] = {.01 * H, .022 * H, .014 * H};
    struct ink ink = paper_ink(dress->paper, garment_color(dress, "accent", 0));
    paper_line(dress->paper, lining, 3, width, 3, ink.base, 1);
}

/* An agbada's sleeve is a wing of cloth folded up on the shoulder. */
static void wing(const struct dress *dress, const struct part *part, enum side s, double dark) {
    const struct body *b = dress->body;
    double H = b->head, f = s == NEAR ? b->facing : -b->facing;
    struct pt q = b->shoulder_at[s], e = b->elbow[s], w = pt_mix(e, b->wrist[s], .55);
    double u = s == NEAR ? -1 : 1;
    struct pt p[] = {body_torso(b, u * .28, 1.06),       body_torso(b, u * .70, 1.02),
                     {q.x - f * H * .20, q.y - H * .04}, {e.x - f * H * .34, e.y - H * .20},
                     {w.x - f * H * .36, w.y},           {w.x - f * H * .38, w.y + H * .45},
                     {w.x - f * H * .16, w.y + H * .92}, {w.x + f * H * .12, w.y + H * .95},
                     {w.x + f * H * .34, w.y + H * .50}, {e.x + f * H * .40, e.y + H * .05},
                     body_torso(b, u * .34, .62)};
    struct shape shape = {0};
    shape_curve(&shape, p, 11, true, 6);
    struct tube tube = shape_tube(q, e, (struct pt){w.x, w.y + H * .8}, H * .4, H * .6, H * .5);
    struct cloth cloth = {CLOTH_TUBE, dress, NULL, &tube};
    struct sheet sheet = sheet_of(dress, part, dark);
    cloth_piece(dress, part, &shape, &sheet, &cloth);
    static const double reach[4][2] = {{-.45, .22}, {-.56, .04}, {-.68, -.16}, {-.80, -.30}};
    for (int i = 0; i < 4; i++) {
        struct pt a = body_torso(b, u * -reach[i][0], 1.02 - .02 * i);
        struct pt c = {e.x + f * H * reach[i][1], e.y + H * (.9 - .1 * i)};
        struct pt line[3] = {a, pt_mix(a, c, .55), c};
        const double width[3] = {0, .022 * H, .008 * H};
        paper_line(dress->paper, line, 3, width, 3, sheet.ink.deep, .45);
    }
}

static enum shoe shoe_kind(const char *kind) {
    static const char *const names[] = {"bare", "shoe", "boot", "sneaker", "sandal"};
    for (int i = 0; i < 5; i++)
        if (!strcmp(kind, names[i])) return (enum shoe)i;
    return SHOE_SHOE;
}

static void draw_shoe(const struct dress *dress, const struct part *part, enum side s,
                      double toes, struct rgb skin) {
    const struct body *b = dress->body;
    struct rgb color = garment_color(dress, part->color, part->tone - (s == FAR ? .08 : 0));
    hands_foot(dress->paper, b->ankle_at[s], b->head * b->build.foot, b->foot_turn[s],
               b->facing * toes, shoe_kind(part->kind), color, skin);
}

/* A boot over trousers: its shaft goes along the shin. */
static void draw_boot(const struct dress *dress, const struct part *part, enum side s,
                      double toes, struct rgb skin) {
    const struct body *b = dress->body;
    struct rgb color = garment_color(dress, part->color, part->tone - (s == FAR ? .08 : 0));
    double r = b->head * .185 * b->build.limb;
    struct tube shaft = shape_tube(pt_mix(b->knee[s], b->ankle_at[s], .52),
                                   pt_mix(b->knee[s], b->ankle_at[s], .8), b->ankle_at[s],
                                   r * 1.02, r * .9, r * .8);
    shaft.cap0 = CAP_FLAT;
    shaft.cap1 = CAP_SOFT;
    struct shape shape = {0};
    shape_tube_outline(&shaft, &shape);
    struct sheet sheet = {
        .ink = paper_ink(dress->paper, color), .shade = 4, .rim = 2.2, .cast = .4};
    paper_piece(dress->paper, &shape, &sheet);
    hands_foot(dress->paper, b->ankle_at[s], b->head * b->build.foot, b->foot_turn[s],
               b->facing * toes, SHOE_SHOE, color, skin);
}

void garment_legs(const struct dress *dress, enum side s) {
    const struct body *b = dress->body;
    bool covered = false, shod = false;
    const struct part *boot = NULL; /* its shaft goes over the trousers */
    double dark = s == FAR ? .38 : 0;
    struct rgb skin = dark > 0 ? paper_tone(dress->skin, -.06, 0, 0) : dress->skin;
    /* Seen from the front, feet point a little outwards and towards us. */
    double outwards = s == NEAR ? -.55 : .7, toes = mix(outwards, 1, fmin(1, b->turn));
    if (b->back) toes = 1;
    for (int i = 0; i < dress->outfit->count; i++)
        covered |= is(&dress->outfit->parts[i], "trouser");
    if (!covered) {
        struct tube leg = body_leg(b, s, 1);
        struct shape shape = {0};
        shape_tube_outline(&leg, &shape);
        struct sheet sheet = {
            .ink = paper_skin(dress->paper, skin), .shade = 4, .rim = 2, .skin = true};
        paper_piece(dress->paper, &shape, &sheet);
    }
    for (int i = 0; i < dress->outfit->count; i++) {
        const struct part *part = &dress->outfit->parts[i];
        if (is(part, "shoe")) {
            shod = true;
            if (shoe_kind(part->kind) == SHOE_BOOT && covered)
                boot = part;
            else
                draw_shoe(dress, part, s, toes, skin);
        }
        if (!is(part, "trouser")) continue;
        double r = b->head * .185 * b->build.limb * part->radius;
        struct tube tube =
            shape_tube(b->hip_at[s], b->knee[s], pt_mix(b->knee[s], b->ankle_at[s], part->end),
                       r * 1.30, r * .95, r * .72 * part->flare);
        tube.bulge[0] = r * .03;
        tube.bulge[1] = r * .06;
        tube.cap1 = CAP_SOFT;
        if (part->end < .8) {
            struct tube leg = body_leg(b, s, 1);
            struct shape shape = {0};
            shape_tube_outline(&leg, &shape);
            struct sheet sheet = {
                .ink = paper_skin(dress->paper, skin), .shade = 4, .rim = 2, .skin = true};
            paper_piece(dress->paper, &shape, &sheet);
        }
        tube_piece(dress, part, &tube, dark);
    }
    if (boot) draw_boot(dress, boot, s, toes, skin);
    if (!shod)
        hands_foot(dress->paper, b->ankle_at[s], b->head * b->build.foot, b->foot_turn[s],
                   b->facing * toes, SHOE_BARE, skin, skin);
}

static void torso_sheet(const struct dress *dress, const struct part *part) {
    struct pt left[9], right[9];
    body_torso_points(dress->body, part->grow, part->to, left, right);
    struct shape shape = {0};
    struct pt all[18];
    int n = 0, first = part->from < .9 ? 3 : 0;
    for (int i = first; i < 8; i++) all[n++] = left[i];
    for (int i = 1; i < 9 - first; i++) all[n++] = right[i];
    shape_curve(&shape, all, n, true, 5);
    struct cloth cloth = {CLOTH_TORSO, dress, NULL, NULL};
    struct sheet sheet = sheet_of(dress, part, 0);
    cloth_piece(dress, part, &shape, &sheet, &cloth);
}

/* What hangs below the hips lies on the seat when there is one. */
static double hanging(const struct body *body, double v) {
    return body->seated && v < 0 ? v * .15 : v;
}

static void drape(const struct dress *dress, const struct part *part, double dark) {
    const struct body *b = dress->body;
    struct pt px[PART_MAX_POINTS];
    /* Handed drapes are drawn as seen from the front: +u is the wearer's left. */
    double sign = part->handed ? b->facing * (b->back ? -1 : 1) : 1;
    for (int i = 0; i < part->n; i++)
        px[i] = body_chest(b, part->points[i].x * sign, hanging(b, part->points[i].y));
    struct shape shape = {0};
    shape_curve(&shape, px, part->n, true, 6);
    struct cloth cloth = {CLOTH_TORSO, dress, NULL, NULL};
    struct sheet sheet = sheet_of(dress, part, dark);
    cloth_piece(dress, part, &shape, &sheet, &cloth);
}

static void belt(const struct dress *dress, const struct part *part) {
    struct cloth cloth = {CLOTH_TORSO, dress, NULL, NULL};
    const struct body *b = dress->body;
    double w = b->build.waist / b->build.shoulder * part->grow * 1.06,
           be = b->back ? 0 : b->build.belly;
    struct pt c[6] = {
        body_torso(b, -w - be * .1, part->from), body_torso(b, 0, part->from - .02),
        body_torso(b, w + be * .6, part->from),  body_torso(b, w * 1.02 + be * .7, part->to),
        body_torso(b, 0, part->to - .03),        body_torso(b, -w * 1.04 - be * .1, part->to)};
    struct shape shape = {0};
    for (int i = 0; i < 6; i++) shape_add(&shape, c[i]);
    struct sheet sheet = sheet_of(dress, part, 0);
    cloth_piece(dress, part, &shape, &sheet, &cloth);
}

static void neck(const struct dress *dress) {
    const struct body *b = dress->body;
    double H = b->head, r = H * .165 * pow(b->build.limb, .4);
    struct pt high = {b->head_centre.x - b->facing * H * (b->back ? 0 : .06),
                      b->head_centre.y + H * .22};
    if (b->back) r *= 1.14; /* the nape is broader than the throat */
    struct pt low = {b->top.x - b->facing * H * .02, b->top.y + H * .12};
    struct tube tube = shape_tube(low, pt_mix(low, high, .5), high, r * 1.25, r * .95, r);
    struct shape shape = {0};
    shape_tube_outline(&tube, &shape);
    struct sheet sheet = {
        .ink = paper_skin(dress->paper, dress->skin), .shade = 4, .rim = 2, .skin = true};
    if (!paper_begin(dress->paper, &shape, &sheet, NULL)) return;
    struct pt chin = {b->head_centre.x + b->facing * H * .08, b->head_centre.y + H * .36};
    double under = b->back ? .5 : 1;
    paper_dot(dress->paper, chin, H * .36, H * .25 * under, 0, sheet.ink.shade, .85 * under);
    paper_end(dress->paper, &shape, &sheet);
}

void garment_behind(const struct dress *dress) {
    for (int i = 0; i < dress->outfit->count; i++) {
        const struct part *part = &dress->outfit->parts[i];
        if (is(part, "drape") && part->behind) drape(dress, part, .3);
    }
}

void garment_torso(const struct dress *dress, bool neck_first) {
    bool open = false;
    for (int i = 0; i < dress->outfit->count; i++)
        open |= is(&dress->outfit->parts[i], "collar");
    if (neck_first || !open || dress->body->back) neck(dress);
    for (int i = 0; i < dress->outfit->count; i++) {
        const struct part *part = &dress->outfit->parts[i];
        if (is(part, "torso")) torso_sheet(dress, part);
        if (!is(part, "robe") && !is(part, "skirt")) continue;
        struct robe robe;
        garment_robe(dress, part, is(part, "skirt"), &robe);
        struct cloth cloth = {CLOTH_ROBE, dress, &robe, NULL};
        struct sheet sheet = sheet_of(dress, part, 0);
        sheet.shade = 8;
        sheet.rim = 3;
        cloth_piece(dress, part, &robe.outline, &sheet, &cloth);
    }
    if (!neck_first && open && !dress->body->back) neck(dress);
}

static void ribbon_piece(const struct dress *dress, const struct part *part,
                         const double uv[][2], int n, double sign, double tone, double cast) {
    struct pt px[16];
    for (int i = 0; i < n && i < 16; i++)
        px[i] = body_chest(dress->body, uv[i][0] * sign, uv[i][1]);
    struct shape shape = {0};
    shape_curve(&shape, px, n, true, 6);
    struct sheet sheet = sheet_of(dress, part, 0);
    if (tone != 0)
        sheet.ink =
            paper_ink(dress->paper, garment_color(dress, part->color, part->tone + tone));
    sheet.shade = 2.6;
    sheet.rim = 2;
    sheet.cast = cast;
    paper_piece(dress->paper, &shape, &sheet);
}

/* The skin that an open neck shows, in the shade of the chin. */
static void throat(const struct dress *dress, const double uv[][2], int n) {
    struct pt px[16];
    for (int i = 0; i < n; i++) px[i] = body_chest(dress->body, uv[i][0], uv[i][1]);
    struct shape shape = {0};
    shape_curve(&shape, px, n, true, 6);
    struct ink skin = paper_skin(dress->paper, dress->skin);
    paper_fill(dress->paper, &shape, paper_mix(skin.base, skin.shade, .7), 1);
}

static void neckline(const struct dress *dress, const struct part *part, const double uv[][2],
                     int n) {
    struct pt px[16];
    for (int i = 0; i < n; i++) px[i] = body_chest(dress->body, uv[i][0], uv[i][1]);
    const double w = .042 * dress->body->head;
    struct shape shape = {0};
    shape_ribbon(&shape, px, n, &w, 1, 6);
    struct sheet sheet = {
        .ink = paper_ink(dress->paper, garment_color(dress, part->color, part->tone - .08)),
        .shade = 1.4,
        .rim = 1.2,
        .cast = .15};
    paper_piece(dress->paper, &shape, &sheet);
}

static void collar(const struct dress *dress, const struct part *part) {
    static const double band[][2] = {{-.22, 1.13}, {-.29, 1.0}, {-.14, .915}, {.05, .89},
                                     {.24, .925},  {.36, 1.01}, {.32, 1.12},  {.27, 1.05},
                                     {.19, 1.0},   {.05, .965}, {-.09, .985}, {-.18, 1.06}};
    static const double leaf_l[][2] = {{-.26, 1.13}, {-.36, 1.06}, {-.40, .93},
                                       {-.16, .83},  {.0, .90},    {-.14, 1.0}};
    static const double leaf_r[][2] = {{.30, 1.12}, {.40, 1.05}, {.44, .93},
                                       {.26, .83},  {.06, .90},  {.22, 1.0}};
    static const double lapel_l[][2] = {{-.26, 1.12}, {-.44, 1.04}, {-.50, .86}, {-.38, .84},
                                        {-.40, .76},  {-.02, .46},  {.04, .56},  {-.14, .86}};
    static const double lapel_r[][2] = {{.32, 1.11}, {.48, 1.03}, {.52, .86}, {.42, .84},
                                        {.44, .76},  {.10, .46},  {.02, .54}, {.24, .86}};
    static const double under[][2] = {{.24, 1.12}, {.38, 1.05}, {.06, .70},
                                      {-.30, .44}, {-.36, .56}, {.02, .90}};
    static const double over[][2] = {{.36, 1.11}, {.50, 1.03}, {.16, .62}, {-.42, .30},
                                     {-.46, .46}, {.02, .78},  {.26, 1.06}};
    static const double hood[][2] = {{-.62, 1.04}, {-.5, 1.14}, {-.30, 1.02}, {.02, .90},
                                     {.30, 1.0},   {.46, 1.10}, {.56, .99},   {.26, .82},
                                     {0, .76},     {-.36, .86}};
    static const double hood_back[][2] = {{-.62, 1.02}, {-.56, 1.16}, {0, 1.2}, {.5, 1.14},
                                          {.56, 1.0},   {.3, .74},    {0, .66}, {-.36, .76}};
    static const double roll[][2] = {{-.30, 1.17}, {-.36, .96}, {0, .86},
                                     {.38, .95},   {.34, 1.15}, {.02, 1.06}};
    static const double peter_l[][2] = {{-.30, 1.08}, {-.56, 1.03}, {-.62, .88},
                                        {-.34, .78},  {.02, .86},   {-.20, .94}};
    static const double peter_r[][2] = {{.30, 1.06}, {.52, 1.01}, {.58, .87},
                                        {.34, .78},  {.06, .86},  {.24, .94}};
    static const double open_neck[][2] = {{-.22, 1.12}, {-.19, 1.0}, {-.07, .93}, {.07, .915},
                                          {.21, .94},   {.31, 1.01}, {.31, 1.12}};
    static const double nape[][2] = {{-.33, 1.09}, {-.18, 1.065}, {.02, 1.06}, {.22, 1.065},
                                     {.36, 1.08},  {.33, 1.0},    {.02, .965}, {-.31, 1.0}};
    const struct body *b = dress->body;
    const char *kind = part->kind;
    if (b->back) {
        if (!strcmp(kind, "hood"))
            ribbon_piece(dress, part, hood_back, 8, 1, -.03, .4);
        else
            ribbon_piece(dress, part, nape, 8, 1, -.04, .2);
        return;
    }
    if (!strcmp(kind, "shirt") || !strcmp(kind, "crew") || !strcmp(kind, "vee") ||
        !strcmp(kind, "peter"))
        throat(dress, open_neck, 7);
    double left = b->facing; /* +u is the wearer's left when this multiplies it */
    if (!strcmp(kind, "shirt") || !strcmp(kind, "lapel")) {
        bool lapel = !strcmp(kind, "lapel");
        ribbon_piece(dress, part, lapel ? lapel_l : leaf_l, lapel ? 8 : 6, 1, .02, .3);
        ribbon_piece(dress, part, lapel ? lapel_r : leaf_r, lapel ? 8 : 6, 1, .03, .3);
    } else if (!strcmp(kind, "cross")) { /* the wearer's left panel lies over the right */
        ribbon_piece(dress, part, under, 6, -left, .04, .2);
        ribbon_piece(dress, part, over, 7, left, .06, .3);
    } else if (!strcmp(kind, "peter")) {
        ribbon_piece(dress, part, peter_l, 6, 1, .03, .4);
        ribbon_piece(dress, part, peter_r, 6, 1, .02, .4);
    } else if (!strcmp(kind, "hood")) {
        ribbon_piece(dress, part, hood, 10, 1, .02, .4);
    } else if (!strcmp(kind, "roll")) {
        ribbon_piece(dress, part, roll, 6, 1, .02, .3);
    } else if (!strcmp(kind, "band")) {
        ribbon_piece(dress, part, band, 12, 1, -.04, .25);
    } else {
        neckline(dress, part, open_neck, 7);
    }
}

static void jewel(const struct dress *dress, const struct part *part) {
    const struct body *b = dress->body;
    struct ink ink = paper_ink(dress->paper, garment_color(dress, part->color, part->tone));
    double H = b->head;
    if (!strcmp(part->kind, "bangle") || b->back) return;
    if (!strcmp(part->kind, "beads")) {
        for (int i = 0; i <= 12; i++) {
            double t = M_PI * i / 12;
            struct pt p = body_chest(b, .05 - .30 * cos(t), 1.02 - .19 * sin(t));
            struct shape bead = {0};
            shape_ellipse(&bead, p, H * .036, H * .031, 0);
            struct sheet sheet = {
                .ink = ink, .shade = 1.2, .rim = 1, .cast = .2, .plain = true};
            paper_piece(dress->paper, &bead, &sheet);
        }
        return;
    }
    struct pt p[5] = {body_chest(b, -.25, 1.02), body_chest(b, -.16, .86),
                      body_chest(b, .03, .78), body_chest(b, .20, .87),
                      body_chest(b, .27, 1.0)};
    const double w = .011 * H;
    paper_line(dress->paper, p, 5, &w, 1, ink.base, 1);
}

void garment_over(const struct dress *dress) {
    for (int i = 0; i < dress->outfit->count; i++) {
        const struct part *part = &dress->outfit->parts[i];
        if (is(part, "collar")) collar(dress, part);
        if (is(part, "drape") && !part->behind) drape(dress, part, 0);
        if (is(part, "belt")) belt(dress, part);
        if (is(part, "jewel")) jewel(dress, part);
    }
}

static void bangles(const struct dress *dress, const struct part *part, enum side s) {
    struct tube arm = body_arm(dress->body, s, 1.1);
    struct ink ink = paper_ink(dress->paper, garment_color(dress, part->color, part->tone));
    for (int i = 0; i < 2; i++) {
        double v = 1.92 - .07 * i, w = .015 * dress->body->head;
        struct pt p[3] = {shape_tube_at(&arm, -1.05, v), shape_tube_at(&arm, 0, v + .015),
                          shape_tube_at(&arm, 1.05, v)};
        paper_line(dress->paper, p, 3, &w, 1, i ? ink.rim : ink.base, 1);
    }
}

void garment_arm(const struct dress *dress, enum side s, bool under) {
    double dark = s == FAR && !under ? .30 : 0;
    for (int i = 0; i < dress->outfit->count; i++) {
        const struct part *part = &dress->outfit->parts[i];
        if (!on_side(part, s)) continue;
        if (is(part, "jewel") && !strcmp(part->kind, "bangle")) bangles(dress, part, s);
        if (is(part, "sleeve")) {
            struct tube tube = sleeve_tube(dress->body, part, s);
            tube_piece(dress, part, &tube, dark);
        }
        if (is(part, "bag_sleeve")) bag_sleeve(dress, part, s, dark);
        if (is(part, "wing")) wing(dress, part, s, dark);
    }
}
