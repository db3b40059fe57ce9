/* A wheelchair and a cane. */
#include <math.h>

#include "art/hands.h"
#include "art/person.h"

static const struct rgb frame_color = {.20f, .26f, .31f}, seat_color = {.165f, .20f, .25f};

static void wheel(const struct figure *fig, struct pt c, double r, bool near) {
    struct paper *paper = &fig->puppet->paper;
    struct ink ink = paper_ink(paper, near ? frame_color : paper_tone(frame_color, -.25, 0, 0));
    struct ink metal = paper_ink(paper, (struct rgb){.72f, .76f, .79f});
    double H = fig->body.head;
    for (int i = 0; near && i < 12; i++) {
        double a = i * M_PI / 6 + .2, w = .007 * H;
        struct pt p[2] = {{c.x + cos(a) * r * .08, c.y + sin(a) * r * .08},
                          {c.x + cos(a + .12) * r * .86, c.y + sin(a + .12) * r * .92}};
        paper_line(paper, p, 2, &w, 1, metal.base, .85);
    }
    paper_ring(paper, c, r * .93, r, r * .08, ink.base, 1);
    paper_ring(paper, (struct pt){c.x + paper->lx * .01 * H, c.y + paper->ly * .01 * H},
               r * .925, r * .995, r * .018, ink.rim, .7);
    paper_ring(paper, c, r * .77, r * .83, r * .035, metal.base, 1);
    if (near) paper_dot(paper, c, r * .09, r * .09, 0, ink.base, 1);
}

static void bar(const struct figure *fig, const double (*p)[2], int n, double width,
                struct rgb color) {
    const struct body *b = &fig->body;
    struct pt px[6];
    double H = b->head, w = width * H;
    for (int i = 0; i < n; i++)
        px[i] = (struct pt){b->pelvis.x + b->facing * p[i][0] * H,
                            b->pelvis.y - (p[i][1] - 1.72) * H};
    struct shape shape = {0};
    shape_ribbon(&shape, px, n, &w, 1, 6);
    struct sheet sheet = {
        .ink = paper_ink(&fig->puppet->paper, color), .shade = 2, .rim = 1.4, .cast = .3};
    paper_piece(&fig->puppet->paper, &shape, &sheet);
}

void person_chair(const struct figure *fig, bool near_side) {
    static const double back_post[][2] = {{-.62, 2.9}, {-.58, 2.0}, {-.45, 1.52}, {.2, 1.5}};
    static const double handle[][2] = {{-.88, 2.95}, {-.62, 2.93}, {-.58, 2.8}};
    static const double rest[][2] = {{-.52, 2.7}, {-.44, 2.2}, {-.44, 1.6}};
    static const double seat[][2] = {{-.6, 1.52}, {.2, 1.53}, {.96, 1.53}};
    static const double fork[][2] = {{.3, 1.46}, {1.05, 1.44}, {1.22, .9}, {1.42, .22}};
    static const double plate[][2] = {{1.2, .22}, {1.55, .22}, {1.9, .22}};
    const struct body *b = &fig->body;
    double H = b->head, r = fmin(H * 1.18, -b->pelvis.y * .68);
    struct pt c = {b->pelvis.x - b->facing * H * .10, -r};
    if (near_side) {
        wheel(fig, c, r, true);
        return;
    }
    wheel(fig, (struct pt){c.x + b->facing * H * .34, c.y - H * .02}, r * .96, false);
    bar(fig, back_post, 4, .045, frame_color);
    bar(fig, handle, 3, .05, seat_color);
    bar(fig, rest, 3, .15, seat_color);
    bar(fig, seat, 3, .10, seat_color);
    bar(fig, fork, 4, .04, frame_color);
    bar(fig, plate, 3, .045, frame_color);
    struct pt front = {b->pelvis.x + b->facing * H * .98, -H * .22};
    struct ink ink = paper_ink(&fig->puppet->paper, seat_color);
    paper_ring(&fig->puppet->paper, front, H * .21, H * .22, H * .06, ink.base, 1);
}

void person_cane(const struct figure *fig) {
    const struct body *b = &fig->body;
    double H = b->head;
    struct pt grip =
        hands_grip(b->wrist[NEAR], H * b->build.hand, b->hand_turn[NEAR], b->facing);
    struct pt p[5] = {{grip.x - b->facing * H * .16, grip.y + H * .10},
                      {grip.x - b->facing * H * .10, grip.y - H * .07},
                      {grip.x + b->facing * H * .03, grip.y - H * .04},
                      {grip.x + b->facing * H * .10, grip.y + H * .5},
                      {grip.x + b->facing * H * .20, fmax(grip.y + H * .6, 0)}};
    const double w[3] = {.040 * H, .034 * H, .026 * H};
    struct shape shape = {0};
    shape_ribbon(&shape, p, 5, w, 3, 6);
    struct sheet sheet = {.ink = paper_ink(&fig->puppet->paper, (struct rgb){.42f, .27f, .17f}),
                          .shade = 2.5,
                          .rim = 1.6,
                          .cast = .4};
    paper_piece(&fig->puppet->paper, &shape, &sheet);
}
